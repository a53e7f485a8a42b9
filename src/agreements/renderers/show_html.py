"""One record in words as HTML, for notebooks."""

from __future__ import annotations

from typing import Final

from agreements.model import Agreement
from agreements.renderers._account import name_line, sections
from agreements.renderers._html import Html, block, element, items

__all__ = ["render"]

_ITEMS: Final = 30
_OPEN: Final = frozenset({"Parties", "Status"})


def render(agreement: Agreement) -> str:
    """Return the record in words as HTML: the parties and the status, the rest to unfold, thirty sentences each."""
    title = element("p", element("strong", element("bdi", agreement.title)), Html("<br>"), name_line(agreement))
    return block(title, *(_section(heading, found) for heading, found in sections(agreement)))


def _section(heading: str, found: list[tuple[int, str]]) -> Html:
    sentences = ["  " * depth + text for depth, text in found]
    shown = items(sentences, _ITEMS)
    if heading in _OPEN:
        return element("details", element("summary", heading), shown, open="open")
    return element("details", element("summary", f"{heading} ({len(sentences)})"), shown)
