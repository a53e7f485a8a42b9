"""What `validate` can find, as a list and as manual pages: rules, faults of the format, notices about the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreements._spelling import near
from agreements.errors import UnknownNameError
from agreements.faults import FAULTS, Fault
from agreements.renderers._safe import wrapped
from agreements.rules import NOTICES, RULES, Rule

__all__ = ["listing", "page"]

_Page = Rule | Fault
_NARROW = 60


def listing(width: int = 80) -> str:
    """Return the rules, then the faults: name, severity, first line of the page.

    Args:
        width: The most characters in a line.
    """
    lines = [
        *_group("Rules, which --select, --ignore and a record's `ignore` choose among:", RULES, width),
        "",
        *_group("Faults of the format, which are always looked for:", (*FAULTS.values(), *NOTICES.values()), width),
    ]
    return "".join(f"{line}\n" for line in lines)


def _group(heading: str, pages: Iterable[_Page], width: int) -> Iterator[str]:
    yield from wrapped(heading, width)
    column = max(len(name) for name in _all()) + 2
    for one in sorted(pages, key=lambda page: page.name):
        if width < _NARROW:
            yield f"{one.name} ({one.severity})"
            yield from wrapped(one.title, width, "  ", "  ")
        else:
            first = f"{one.name:<{column}}{one.severity!s:<9}"
            yield from wrapped(one.title, width, first, " " * len(first))


def page(name: str, width: int = 80) -> str:
    """Return the manual page of a rule or a fault.

    Args:
        name: What findings call it.
        width: The most characters in a line.

    Raises:
        UnknownNameError: There is none of that name; its `near` holds names that look alike.
    """
    pages = _all()
    found = pages.get(name)
    if found is None:
        raise UnknownNameError("rule or fault", name, near(name, pages))
    lines = [f"{found.name} ({found.severity})"]
    source = f"Source: {found.source}" if isinstance(found, Rule) and found.source else ""
    for paragraph in (*found.manual.split("\n\n"), source):
        if paragraph:
            lines += ["", *wrapped(paragraph, width)]
    return "\n".join(lines) + "\n"


def _all() -> dict[str, _Page]:
    """Return every page by its name."""
    return {**{rule.name: rule for rule in RULES}, **FAULTS, **NOTICES}
