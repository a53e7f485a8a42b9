"""Markdown for the reference pages: escaped text, tables, docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence

import griffe

__all__ = ["cell", "docstring", "prose", "table"]

_CODE = re.compile(r"(`[^`]*`)")


def prose(text: str) -> str:
    """Return a docstring's or description's text as Markdown: only what stands in backticks is code."""
    pieces = _CODE.split(text)
    return "".join(
        piece if number % 2 else re.sub(r"([<>*_\[\]])", r"\\\1", piece) for number, piece in enumerate(pieces)
    )


def cell(text: str) -> str:
    """Return Markdown as the cell of a table: on one line, without a bar that would end it."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def docstring(text: str, owner: griffe.Object | None = None) -> str:
    """Return a docstring in Google's style as Markdown: its text, then its sections as lists."""
    parsed = griffe.Docstring(inspect.cleandoc(text), parent=owner).parse("google", warnings=False)
    return "\n\n".join(part for section in parsed for part in _section(section))


def _section(section: griffe.DocstringSection) -> Iterator[str]:
    match section.value:
        case str() as text:
            yield prose(text)
        case griffe.DocstringAdmonition() as note:  # `Source:` and the like
            yield f"{str(section.title or note.kind).strip().capitalize()}: {prose(note.contents)}"
        case list() as items:
            yield f"**{(section.title or section.kind.value).capitalize()}**"
            yield "\n".join(_item(section.kind, item) for item in items)


def _item(kind: griffe.DocstringSectionKind, item: griffe.DocstringElement) -> str:
    name = getattr(item, "name", "")
    if kind in (griffe.DocstringSectionKind.raises, griffe.DocstringSectionKind.yields):
        name = str(item.annotation or "")
    said = prose(" ".join(item.description.split()))
    return f"- `{name}`: {said}" if name else f"- {said}"
