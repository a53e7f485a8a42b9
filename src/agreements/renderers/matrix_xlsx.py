"""A matrix as a workbook: the matrix, every cell with its place, what sets each apart, and a codebook; by openpyxl."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from agreements.errors import MissingLibraryError
from agreements.matrix import Cell, Matrix, Row, State
from agreements.renderers._matrices import effect_of, in_words, inert, is_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["render"]

_LONGEST: Final = 32_000
"""A cell of a workbook holds 32,767 characters; what is longer is cut, and says so."""
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE, _NARROW = 40, 22
_WRAPPED: Final = "wrapped"
Value = str | int | float | Decimal | None


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = False) -> bytes:
    """Return the matrix as an xlsx workbook.

    Text that would start a formula is made safe, and is kept as text; numbers are numbers.

    Args:
        matrix: The matrix.
        width: Changes nothing.
        color: Changes nothing.
        full: Changes nothing: a workbook has everything.
        places: Changes nothing: the sheet of the cells has every place.

    Raises:
        MissingLibraryError: openpyxl, of the extra `excel`, isn't installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, NamedStyle
    except ModuleNotFoundError:
        raise MissingLibraryError("openpyxl", "excel", "to_csv() needs nothing more") from None
    book = Workbook()
    book.add_named_style(NamedStyle(_WRAPPED, alignment=Alignment(wrap_text=True, vertical="top")))
    sheet = book.active
    assert sheet is not None
    sheet.title = "matrix"
    _fill(sheet, _matrix(matrix), frozen="E2")
    _fill(book.create_sheet("cells"), _cells(matrix))
    _fill(book.create_sheet("apart"), _apart(matrix))
    _fill(book.create_sheet("codebook"), _codebook(matrix))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, lines: Iterable[Sequence[Value]], frozen: str = "A2") -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = 0
    bold = Font(bold=True)
    for number, line in enumerate(lines, 1):
        columns = max(columns, len(line))
        for place, value in enumerate(line, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value = _text(value)
                cell.data_type = "s"  # else a text that starts with = would be written as a formula
                cell.style = _WRAPPED
            else:
                cell.value = value
            if number == 1:
                cell.font = bold
    sheet.freeze_panes = frozen
    for place in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE if place > 3 else _NARROW


def _text(text: str) -> str:
    """Return a text that a workbook shows as it is: no control, no formula, no escape that would bring one back."""
    shown = _ESCAPE.sub("_x005F_", inert(text))
    if len(shown) > _LONGEST:
        return f"{shown[:_LONGEST]}… (cut: {len(shown) - _LONGEST} characters more)"
    return shown


def _value(row: Row, cell: Cell) -> Value:
    return cell.number if is_number(row, cell) else in_words(cell)


def _matrix(matrix: Matrix) -> Iterable[Sequence[Value]]:
    judged = [matrix.baseline is not None and column.key != matrix.baseline for column in matrix.columns]
    head: list[Value] = ["group", "row", "title", "agreements"]
    for column, has_effect in zip(matrix.columns, judged, strict=True):
        head += [column.key, *([f"{column.key}: effect"] if has_effect else [])]
    yield head
    for row in matrix.rows:
        line: list[Value] = [row.group, row.name, f"{row.title}{f' ({row.unit})' if row.unit else ''}", row.count]
        for cell, has_effect in zip(row.cells, judged, strict=True):
            line += [_value(row, cell), *([effect_of(cell.against)] if has_effect else [])]
        yield line


def _cells(matrix: Matrix) -> Iterable[Sequence[Value]]:
    table: Any = matrix.cells()
    yield [column.name for column in table.columns]
    types = [column.type for column in table.columns]
    for line in table:
        yield [
            Decimal(value) if value is not None and kind == "amount" else value
            for value, kind in zip(line.values(), types, strict=True)
        ]


def _apart(matrix: Matrix) -> Iterable[Sequence[Value]]:
    yield ["agreement", "most like", "likeness", "what sets it apart"]
    for one in matrix.apart():
        for sentence in one.sentences or ("",):
            yield [one.column, one.nearest, round(one.likeness, 4), sentence]


def _codebook(matrix: Matrix) -> Iterable[Sequence[Value]]:
    yield [
        "what",
        "name",
        "heading",
        "meaning",
        "kind",
        "unit",
        "stated",
        *(str(state) for state in State if state is not State.STATED),
    ]
    for row in matrix.rows:
        counts = [sum(cell.state is state for cell in row.cells) for state in State]
        meaning = f"{row.meaning} Typical: {row.typical}" if row.typical else row.meaning
        yield ["row", row.name, row.title, meaning, row.clause or row.kind, row.unit, *counts]
    for state in State:
        yield ["state", str(state), f"[{state}]", state.meaning]
    for column in matrix.columns:
        covered = ", ".join(f"{topic}: {how}" for topic, how in column.agreement.coverage.items())
        yield [
            "agreement",
            column.key,
            column.label,
            f"{column.agreement.title}. Covers {covered or 'what it does not say'}.",
        ]
