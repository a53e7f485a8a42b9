"""The family's matrix as a page shows it: every row and cell with the anchor it stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.matrix import Cell, Matrix, State
from agreements.renderers._matrices import in_words
from agreements.report._names import Anchors, slug
from agreements.report._views import linked

__all__ = ["Grid", "GridCell", "GridGroup", "GridRow", "cell_anchor", "grid"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its words, whether the text says them, where it does, and what others claim of that.

    Its anchor is empty in a row of matched clauses: most cells stand in such rows, and the script leads a link to one
    of them there all the same.
    """

    anchor: str
    text: str
    stated: bool
    places: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its anchor, its heading, what it says, how many agreements say something, and its cells."""

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
    """The whole: agreements by tag, label and title, and the rows by group."""

    columns: tuple[tuple[str, str, str], ...]
    groups: tuple[GridGroup, ...]
    unclear: tuple[str, ...]


def cell_anchor(row: str, tag: str) -> str:
    """Return the id of the cell of a row and an agreement; with no tag, that of the row."""
    return f"{'/'.join(map(slug, row.split('/')))}:{tag}"


def grid(matrix: Matrix, places: Sequence[Anchors]) -> Grid:
    """Return a matrix as a page shows it.

    Args:
        matrix: The matrix.
        places: Where the clauses of each agreement stand, in the order of the columns.
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
            meaning = f"{row.meaning} {row.typical}".strip()
            cells = tuple(_cell(name, *one, always=not row.clause) for one in zip(places, row.cells, strict=True))
            count = f"{row.count} of {len(row.cells)}" if row.clause else ""
            made.append(GridRow(cell_anchor(name, ""), row.title, meaning, count, cells))
        groups.append(GridGroup(matrix.heading(group), tuple(made)))
    return Grid(columns, tuple(groups), matrix.unclear)


def _cell(row: str, anchors: Anchors, cell: Cell, *, always: bool) -> GridCell:
    words = in_words(cell)
    return GridCell(
        cell_anchor(row, anchors.tag) if always else "",
        words if cell.state is State.STATED else words[1:-1],
        cell.state is State.STATED,
        linked(anchors, cell),
        tuple(claim.says for claim in cell.claims),
    )
