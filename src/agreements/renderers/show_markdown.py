"""One record in words, as Markdown: a heading a section, a list item a sentence."""

from __future__ import annotations

from agreements.model import Agreement
from agreements.renderers._account import sections
from agreements.renderers._safe import markdown

__all__ = ["render"]


def render(agreement: Agreement, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return the record as Markdown, ending in a line end.

    Args:
        agreement: The record.
        width: Changes nothing; Markdown is wrapped where it is shown.
        color: Changes nothing.
        full: Whether to tell every clause.
    """
    version = f", version {agreement.version}" if agreement.version else ""
    lines = [f"# {markdown(agreement.title)}", "", markdown(f"{agreement.id} ({agreement.instrument}{version})")]
    for heading, items in sections(agreement, full=full):
        lines += ["", f"## {heading}", "", *(f"{'  ' * depth}- {markdown(text)}" for depth, text in items)]
    return "\n".join(lines) + "\n"
