"""A matrix as flat tables, which speak Arrow: wide for reading, a line a cell for reckoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreements.tabulation import Column as TableColumn
from agreements.tabulation import Table

if TYPE_CHECKING:
    from agreements.matrix._matrix import Matrix

__all__ = ["cell_table", "wide_table"]


def wide_table(matrix: Matrix) -> Table:
    """Return a row a feature and a column an agreement."""
    columns = (
        TableColumn("group", "The group the row belongs to."),
        TableColumn("row", "Its name."),
        TableColumn("title", "Its heading."),
        *(
            TableColumn(one.key, f"{one.agreement.title}; why nothing is said stands in square brackets.")
            for one in matrix.columns
        ),
    )
    lines = tuple((row.group, row.name, row.title, *map(str, row.cells)) for row in matrix.rows)
    return Table("matrix", columns, lines)


def cell_table(matrix: Matrix) -> Table:
    """Return a line for each cell, row by row."""
    columns = (
        TableColumn("group", "The group the row belongs to."),
        TableColumn("row", "The row's name."),
        TableColumn("agreement", "The column's key."),
        TableColumn("state", "Whether something is stated, or why not."),
        TableColumn("value", "What is stated, in words.", "nothing is stated"),
        TableColumn("number", "The value as a number.", "it is no number, or more than one", "amount"),
        TableColumn("unit", "What the number counts.", "there is no number"),
        TableColumn("path", "The ids that lead there, joined by '; '.", "nothing is stated"),
        TableColumn("place", "Where in the text, joined by '; '.", "no place was recorded"),
        TableColumn("why", "Why nothing is stated, in a few words.", "there is no more to say"),
        TableColumn("claims", "What others say about it, joined by '; '.", "there is no claim about it"),
        TableColumn("effect", "What it does against the baseline.", "there is none, or no baseline"),
        TableColumn("rules", "The rules that decided, joined by '; '.", "there is no effect"),
        TableColumn("note", "Why there is no effect though the two differ.", "there is one, or no difference"),
    )
    lines = []
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            number = cell.number
            unit = next((one.unit for one in cell.said if one.unit), None) if number is not None else None
            against = cell.against
            lines.append(
                (
                    row.group,
                    row.name,
                    column.key,
                    str(cell.state),
                    cell.value or None,
                    number,
                    unit,
                    "; ".join(dict.fromkeys(one.path for one in cell.said if one.path)) or None,
                    "; ".join(cell.places) or None,
                    cell.why or None,
                    "; ".join(claim.says for claim in cell.claims) or None,
                    (against.effect or None) if against else None,
                    ("; ".join(against.rules) or None) if against else None,
                    (against.note or None) if against else None,
                )
            )
    return Table("cells", columns, tuple(lines))
