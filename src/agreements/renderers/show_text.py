"""One record, events or terms of office in words."""

from __future__ import annotations

import click

from agreements.model import Document
from agreements.renderers._account import name_line, sections
from agreements.renderers._safe import wrapped

__all__ = ["render"]


def render(document: Document, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return it in words, ending in a line end.

    Args:
        document: The record, events or terms of office.
        width: The most characters in a line.
        color: Whether to embolden headings for a terminal.
        full: Whether to tell every clause.
    """
    title, *more = wrapped(document.title, width)
    lines = [click.style(title, bold=True) if color else title, *more]
    lines += wrapped(name_line(document), width)
    for heading, items in sections(document, full=full):
        lines += ["", click.style(heading, bold=True) if color else heading]
        for depth, text in items:
            indent = "  " * (depth + 1)
            lines += wrapped(text, width, f"{indent}- ", f"{indent}  ")
    return "\n".join(lines) + "\n"
