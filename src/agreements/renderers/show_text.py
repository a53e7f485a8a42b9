"""One record in words."""

from __future__ import annotations

import click

from agreements.model import Agreement
from agreements.renderers._account import name_line, sections
from agreements.renderers._safe import wrapped

__all__ = ["render"]


def render(agreement: Agreement, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return the record in words, ending in a line end.

    Args:
        agreement: The record.
        width: The most characters in a line.
        color: Whether to embolden headings for a terminal.
        full: Whether to tell every clause.
    """
    title, *more = wrapped(agreement.title, width)
    lines = [click.style(title, bold=True) if color else title, *more]
    lines += wrapped(name_line(agreement), width)
    for heading, items in sections(agreement, full=full):
        lines += ["", click.style(heading, bold=True) if color else heading]
        for depth, text in items:
            indent = "  " * (depth + 1)
            lines += wrapped(text, width, f"{indent}- ", f"{indent}  ")
    return "\n".join(lines) + "\n"
