"""A codesheet as Markdown: a table a section, with a column for the one who checks."""

from __future__ import annotations

from agreements.coding import Codesheet
from agreements.renderers._safe import markdown
from agreements.renderers.codesheet_text import by_section

__all__ = ["render"]


def render(sheet: Codesheet, *, width: int = 80, color: bool = False) -> str:
    """Return the codesheet as Markdown, ending in a line end.

    Args:
        sheet: The codesheet.
        width: Changes nothing; Markdown is wrapped where it is shown.
        color: Changes nothing.
    """
    lines = [f"# {markdown(sheet.agreement.title)}", "", markdown(sheet.agreement.id)]
    for section, entries in by_section(sheet):
        lines += [
            "",
            f"## {markdown(section)}",
            "",
            "| field | value | place | sources | checked |",
            "| --- | --- | --- | --- | --- |",
        ]
        for entry in entries:
            value = entry.value if entry.state == "recorded" else f"[{entry.state}]"
            cells = (entry.field, value, entry.place, entry.source, "")
            lines.append(f"| {' | '.join(markdown(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"
