"""The first rows of a table as HTML, for notebooks."""

from __future__ import annotations

from typing import Final

from agreements.renderers._html import block, clipped, element
from agreements.tabulation import Column, Table

__all__ = ["render"]

_ROWS: Final = 10
_CHARACTERS: Final = 100


def render(table: Table) -> str:
    """Return the name, the columns and the first ten rows as HTML, cells cut at a hundred characters.

    What a column says, and what an empty cell means in it, shows at its head.
    """
    head = element("tr", *(_head(column) for column in table.columns))
    body = (
        element("tr", *(element("td", clipped(value or "", _CHARACTERS)) for value in row.values()))
        for row in table[:_ROWS]
    )
    shown = f"; the first {_ROWS} are shown" if len(table) > _ROWS else ""
    caption = element(
        "caption",
        f"{table.name}: {len(table)} row{'s' * (len(table) != 1)} of {len(table.columns)} columns{shown}",
    )
    return block(element("table", caption, element("thead", head), element("tbody", *body)))


def _head(column: Column) -> str:
    none = f" Empty: {column.none}." if column.none else ""
    return element("th", column.name, scope="col", title=column.description + none)
