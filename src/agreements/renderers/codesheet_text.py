"""A codesheet for a terminal or a printer: a box to tick, the field, the value, the place."""

from __future__ import annotations

from agreements.coding import Codesheet, Entry
from agreements.renderers._safe import wrapped

__all__ = ["by_section", "render", "told"]


def render(sheet: Codesheet, *, width: int = 80, color: bool = False) -> str:
    """Return the codesheet as text, ending in a line end.

    Args:
        sheet: The codesheet.
        width: The most characters in a line.
        color: Changes nothing.
    """
    lines = wrapped(f"{sheet.agreement.title} ({sheet.agreement.id})", width)
    lines += wrapped("[ ] to be ticked by who checks; the place is where the text says so", width)
    for section, entries in by_section(sheet):
        lines += ["", *wrapped(f"== {section}", width, "", "   ")]
        for entry in entries:
            lines += wrapped(f"{entry.field}: {told(entry)}", width, "[ ] ", "      ")
    return "\n".join(lines) + "\n"


def by_section(sheet: Codesheet) -> list[tuple[str, list[Entry]]]:
    """Return the entries by section, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in sheet:
        found.setdefault(entry.section, []).append(entry)
    return list(found.items())


def told(entry: Entry) -> str:
    """Return what is recorded, or in square brackets why nothing is, with the place and the sources cited."""
    value = entry.value if entry.state == "recorded" else f"[{entry.state}]"
    where = "; ".join(filter(None, (entry.place, entry.source)))
    return f"{value} ({where})" if where else value
