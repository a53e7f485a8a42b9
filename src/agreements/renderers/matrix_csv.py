"""A matrix as CSV: a row a feature, a column an agreement, for spreadsheets, DuckDB and pandas.

Source: RFC 4180.
"""

from __future__ import annotations

import csv
import io

from agreements.matrix import Cell, Matrix, Row
from agreements.renderers._matrices import digits, in_words, inert, is_number

__all__ = ["render"]


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = False) -> str:
    """Return the matrix as CSV with a head; what would start a formula is made safe, numbers stay numbers.

    Against a baseline each agreement has two columns more: the effect, and the rules that decided.

    Args:
        matrix: The matrix.
        width: Changes nothing.
        color: Changes nothing.
        full: Changes nothing.
        places: Whether each agreement has a column more, with the places of what it says.
    """
    judged = [matrix.baseline is not None and column.key != matrix.baseline for column in matrix.columns]
    head = ["group", "row", "title", "unit", "agreements"]
    for column, has_effect in zip(matrix.columns, judged, strict=True):
        head += [column.key, *([f"{column.key} place"] if places else [])]
        head += [f"{column.key} effect", f"{column.key} rules"] if has_effect else []
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(map(inert, head))
    for row in matrix.rows:
        line = [*map(inert, (row.group, row.name, row.title, row.unit)), str(row.count)]
        for cell, has_effect in zip(row.cells, judged, strict=True):
            line.append(_value(row, cell))
            line += [inert("; ".join(cell.places))] if places else []
            if has_effect:
                against = cell.against
                line += [inert(against.effect), inert("; ".join(against.rules))] if against else ["", ""]
        writer.writerow(line)
    return stream.getvalue()


def _value(row: Row, cell: Cell) -> str:
    if is_number(row, cell) and cell.number is not None:
        return digits(cell.number)
    return inert(in_words(cell))
