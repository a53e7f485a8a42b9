"""The rules of `validate` as a list and as manual pages."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from agreements.errors import UnknownNameError
from agreements.rules import RULES

__all__ = ["listing", "page"]


def listing() -> str:
    """Return the rules, one line each: name, severity, first line of the page."""
    width = max((len(rule.name) for rule in RULES), default=0)
    lines = [
        f"{rule.name:<{width}}  {rule.severity!s:<7}  {rule.manual.splitlines()[0]}"
        for rule in sorted(RULES, key=lambda rule: rule.name)
    ]
    return "".join(f"{line}\n" for line in lines)


def page(name: str) -> str:
    """Return the manual page of a rule.

    Raises:
        UnknownNameError: There is no rule of that name; its `near` holds names that look alike.
    """
    found = {rule.name: rule for rule in RULES}
    rule = found.get(name)
    if rule is None:
        near = [word for word, *_ in process.extract(name, list(found), scorer=fuzz.ratio, limit=3, score_cutoff=50)]
        raise UnknownNameError("rule", name, near)
    source = f"\nSource: {rule.source}\n" if rule.source else ""
    return f"{rule.name} ({rule.severity})\n\n{rule.manual}\n{source}"
