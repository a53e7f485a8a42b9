"""One record, events or terms of office in words as HTML, for notebooks."""

from __future__ import annotations

from typing import Final

from agreements.model import Document
from agreements.renderers._account import name_line, sections
from agreements.renderers._html import Html, block, element, items

__all__ = ["render"]

_ITEMS: Final = 30
_OPEN: Final = frozenset({"Parties", "Status", "What happened", "In the scenario", "Terms"})


def render(document: Document) -> str:
    """Return it in words as HTML: parties and status, or what happened; the rest to unfold, thirty sentences each."""
    title = element("p", element("strong", element("bdi", document.title)), Html("<br>"), name_line(document))
    return block(title, *(_section(heading, found) for heading, found in sections(document)))


def _section(heading: str, found: list[tuple[int, str]]) -> Html:
    sentences = ["  " * depth + text for depth, text in found]
    shown = items(sentences, _ITEMS)
    if heading in _OPEN:
        return element("details", element("summary", heading), shown, open="open")
    return element("details", element("summary", f"{heading} ({len(sentences)})"), shown)
