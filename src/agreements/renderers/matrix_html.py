"""A matrix as HTML: a page of its own, or a part of a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agreements.matrix import Cell, Column, Matrix, Row, State
from agreements.renderers._html import Html, block, clipped, element, left_out
from agreements.renderers._matrices import effect_of, in_words

__all__ = ["fragment", "render"]

_ROWS: Final = 40
_CHARACTERS: Final = 200
_PAGE_STYLE: Final = """\
body{font-family:system-ui,sans-serif;margin:1.5em}
.agreements thead th{position:sticky;top:0;background:Canvas}
.agreements tbody th{position:sticky;left:0;background:Canvas;max-width:16em}
.agreements td{min-width:10em}
:root{color-scheme:light dark}"""


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = True) -> str:
    """Return the matrix as a whole page, ending in a line end: no script, nothing loaded from elsewhere.

    Args:
        matrix: The matrix.
        width: Changes nothing.
        color: Changes nothing.
        full: Changes nothing: a page has everything.
        places: Whether to name where the text says so.
    """
    title = f"{len(matrix.columns)} agreements side by side"
    content = [
        element("h1", title),
        element("ul", *(_named(matrix, column) for column in matrix.columns)),
        _table(matrix, matrix.rows, None, places),
        *_alike(matrix),
    ]
    if matrix.unclear:
        content += [element("h2", "Cannot be told"), element("ul", *(element("li", one) for one in matrix.unclear))]
    head = element(
        "head", Html('<meta charset="utf-8">'), element("title", title), Html(f"<style>\n{_PAGE_STYLE}\n</style>\n")
    )
    page = element("html", head, element("body", Html(block(*content))), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def fragment(matrix: Matrix) -> str:
    """Return the first rows as HTML for a notebook, long cells cut."""
    rest = left_out(len(matrix.rows) - _ROWS, "p", " rows; to_html() has all")
    return block(_table(matrix, matrix.rows[:_ROWS], _CHARACTERS, False), *rest)


def _named(matrix: Matrix, column: Column) -> Html:
    base = ", the baseline" if column.key == matrix.baseline else ""
    title = element("bdi", column.agreement.title)
    return element("li", element("strong", element("bdi", column.label)), " ", title, f" ({column.key}{base})")


def _table(matrix: Matrix, rows: tuple[Row, ...], most: int | None, places: bool) -> Html:
    head = element("tr", element("th", ""), *(_head(column) for column in matrix.columns))
    bodies = []
    group = None
    body: list[Html] = []
    for row in rows:
        if row.group != group:
            bodies += [element("tbody", *body)] if body else []
            group = row.group
            span = str(len(matrix.columns) + 1)
            body = [element("tr", element("th", matrix.heading(group), colspan=span, scope="rowgroup"))]
        body.append(_row(row, most, places))
    bodies += [element("tbody", *body)] if body else []
    return element("table", element("thead", head), *bodies)


def _head(column: Column) -> Html:
    return element("th", element("bdi", column.label), scope="col", title=f"{column.agreement.title} ({column.key})")


def _row(row: Row, most: int | None, places: bool) -> Html:
    number = f" ({row.count})" if row.clause else ""
    meaning = f"{row.meaning} {row.typical}".strip()
    return element(
        "tr",
        element("th", f"{row.title}{number}", scope="row", title=meaning),
        *(element("td", *_cell(cell, most, places)) for cell in row.cells),
    )


def _cell(cell: Cell, most: int | None, places: bool) -> Iterator[str]:
    words = in_words(cell)
    shown = words if most is None else clipped(words, most)
    yield element("bdi", shown) if cell.state is State.STATED else element("small", shown)
    if places and cell.places:
        yield Html("<br>")
        yield element("small", f"({'; '.join(cell.places)})")
    if effect := effect_of(cell.against):
        yield Html("<br>")
        yield element("strong", effect)
    for claim in cell.claims:
        yield Html("<br>")
        yield element("small", "claim: ", element("bdi", claim.says if most is None else clipped(claim.says, most)))


def _alike(matrix: Matrix) -> Iterator[Html]:
    if len(matrix.columns) < 2 or not matrix.likened():
        return
    label = {column.key: column.label for column in matrix.columns}
    yield element("h2", "Which are alike")
    yield element("p", "Side by side: " + ", ".join(label[key] for key in matrix.order()) + ".")
    for one in matrix.apart():
        yield element(
            "details",
            element("summary", f"{label[one.column]}: most like {label[one.nearest]} ({one.likeness:.0%})"),
            element("ul", *(element("li", sentence) for sentence in one.sentences)),
        )
