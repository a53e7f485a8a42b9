"""The family's matrix as a page shows it: every row and cell with the anchor it stands at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agreements.matrix import Cell, Matrix, State
from agreements.matrix.features import TOPICS
from agreements.renderers._matrices import in_words
from agreements.report._names import Anchors, slug
from agreements.report._views import linked

__all__ = ["Grid", "GridCell", "GridGroup", "GridRow", "cell_anchor", "grid"]

_FEW: Final = 3
"""So many places of a feature are told one by one; of more, those under one topic's heading are a link to that."""
_PERHAPS: Final = re.compile(r"perhaps (\S+)(?: \((.+)\))?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its words, whether the text says them, where it does, and what others claim of that.

    Its anchor is empty in the rows on a topic: most cells stand there, and the script leads a link to one of them there
    all the same.
    """

    anchor: str
    text: str
    stated: bool
    places: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its anchor, its heading, what it says, how many agreements say something, and its cells.

    What a row of matched clauses says is told once, above the matrix; of it, the kind of clause stands with the number.
    """

    anchor: str
    title: str
    meaning: str
    count: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridGroup:
    """The rows under one heading."""

    heading: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole: agreements by tag, label and title, the rows by group, and whether any are of matched clauses."""

    columns: tuple[tuple[str, str, str], ...]
    groups: tuple[GridGroup, ...]
    unclear: tuple[str, ...]
    matched: bool


def cell_anchor(row: str, tag: str) -> str:
    """Return the id of the cell of a row and an agreement; with no tag, that of the row."""
    return f"{'/'.join(map(slug, row.split('/')))}:{tag}"


def grid(matrix: Matrix, places: Sequence[Anchors], headings: Sequence[Mapping[str, str]]) -> Grid:
    """Return a matrix as a page shows it.

    Args:
        matrix: The matrix.
        places: Where the clauses of each agreement stand, in the order of the columns.
        headings: By the anchor of each clause, that of the heading it stands under.
    """
    columns = tuple(
        (one.tag, column.label, column.agreement.title) for one, column in zip(places, matrix.columns, strict=True)
    )
    names: set[str] = set()
    groups = []
    for group, rows in matrix.groups().items():
        made = []
        for row in rows:
            name, number = row.name, 1
            while cell_anchor(name, "") in names:
                number += 1
                name = f"{row.name}-{number}"
            names.add(cell_anchor(name, ""))
            cells = tuple(
                _cell(name, *one, clause=row.clause, on_topic=bool(row.clause) or group in TOPICS)
                for one in zip(places, headings, row.cells, strict=True)
            )
            meaning = "" if row.clause else row.meaning
            # A row of what one text has alone is named so, with the kind of clause.
            kind = f"; {row.clause}" if row.clause and row.typical else ""
            count = f"{row.count} of {len(row.cells)}{kind}" if row.clause else ""
            made.append(GridRow(cell_anchor(name, ""), row.title, meaning, count, cells))
        groups.append(GridGroup(matrix.heading(group), tuple(made)))
    return Grid(columns, tuple(groups), matrix.unclear, any(row.clause for row in matrix.rows))


def _cell(
    row: str, anchors: Anchors, headings: Mapping[str, str], cell: Cell, *, clause: str, on_topic: bool
) -> GridCell:
    words, places = _words(cell, clause), linked(anchors, cell)
    if clause and cell.state is State.NOT_MATCHED and (rival := _PERHAPS.fullmatch(cell.why)):
        words, places = "perhaps", ((rival[2] or rival[1], anchors.of(rival[1])),)
    return GridCell(
        "" if on_topic else cell_anchor(row, anchors.tag),
        words,
        cell.state is State.STATED,
        places if clause else _folded(places, headings),
        tuple(claim.says for claim in cell.claims),
    )


def _words(cell: Cell, clause: str) -> str:
    """Return what a cell says, or why nothing; what is said above the matrix of rows of clauses isn't said again."""
    if cell.state is State.STATED:
        return cell.value
    return "none" if clause and cell.state is State.NOT_APPLICABLE else in_words(cell)[1:-1]


def _folded(places: Sequence[tuple[str, str]], headings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return places with their anchors, many under one heading as one that leads to the heading."""
    under = Counter(headings.get(anchor, "") for _, anchor in places)
    found: dict[tuple[str, str], None] = {}
    for place, anchor in places:
        home = headings.get(anchor, "")
        many = home and under[home] > _FEW
        found[(f"{under[home]} places", home) if many else (place, anchor)] = None
    return tuple(found)
