"""One record, events or terms of office in words, as Markdown: a heading a section, a list item a sentence."""

from __future__ import annotations

from agreements.model import Document
from agreements.renderers._account import name_line, sections
from agreements.renderers._safe import markdown

__all__ = ["render"]


def render(document: Document, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return it as Markdown, ending in a line end.

    Args:
        document: The record, events or terms of office.
        width: Changes nothing; Markdown is wrapped where it is shown.
        color: Changes nothing.
        full: Whether to tell every clause.
    """
    lines = [f"# {markdown(document.title)}", "", markdown(name_line(document))]
    for heading, items in sections(document, full=full):
        lines += ["", f"## {heading}", "", *(f"{'  ' * depth}- {markdown(text)}" for depth, text in items)]
    return "\n".join(lines) + "\n"
