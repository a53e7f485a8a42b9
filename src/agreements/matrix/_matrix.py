"""Many agreements side by side: a row a feature, a column an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike
from typing import Final

from agreements._spelling import near
from agreements.errors import UnknownNameError
from agreements.matrix._cells import Cell, State
from agreements.matrix._ordering import best_order, likenesses
from agreements.matrix._tables import cell_table, wide_table
from agreements.matrix.features import GROUPS, Kind, titled
from agreements.model import Agreement
from agreements.tabulation import Table

__all__ = ["Apart", "Column", "Matrix", "Row"]

_APART: Final = frozenset({"title"})
"""What differs in every text says nothing of which are alike."""


@dataclass(frozen=True, slots=True)
class Column:
    """An agreement in a comparison.

    Attributes:
        key: What it is selected by: its id, with its version where several have that id.
        label: A short name: the party the others don't share, where it has one of its own, or else the key.
        agreement: The record.
    """

    key: str
    label: str
    agreement: Agreement = field(repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A feature in a comparison.

    Attributes:
        name: What it is selected by.
        title: Its heading.
        group: The group it belongs to.
        meaning: What it says.
        kind: Whether its values are words or numbers.
        unit: What numbers count, where all count the same.
        clause: The kind of clause, of a row of matched clauses; empty of a feature.
        typical: Of a matched clause, the words of the text that is most like the others; empty of a feature.
        echoes: The row whose value this one repeats, as a number or in part; empty where it repeats none.
        cells: What each agreement has, in the order of the columns.
    """

    name: str
    title: str
    group: str
    meaning: str
    kind: Kind
    unit: str
    clause: str
    typical: str
    echoes: str
    cells: tuple[Cell, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How many agreements say something."""
        return sum(cell.state is State.STATED for cell in self.cells)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Apart:
    """What sets one agreement apart from the one it is most like.

    Attributes:
        column: The key of the agreement.
        nearest: The key of the one it is most like, by the rows compared; empty where it is alone.
        likeness: How alike the two are, 0 to 1: the share of the rows they have in common.
        sentences: What differs, what is rarest among all the agreements first.
    """

    column: str
    nearest: str
    likeness: float
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """Several agreements side by side, made by `compare()`.

    `matrix["emergency-hours", "usa-ukr-2024-security"]` is a cell; a column's key or its label will do. It iterates by
    rows. What reads Arrow gets the wide form, a row a feature and a column an agreement, all text
    (`polars.DataFrame(matrix)`); `cells()` has a line for each cell, with its number as a number, its place and its
    effect.

    Attributes:
        columns: The agreements, in order.
        rows: The features, group by group.
        baseline: The key of the column the others are judged against; None without one.
        unclear: What can't be told of the whole, in sentences.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    baseline: str | None = None
    unclear: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Matrix {self}>"

    def __str__(self) -> str:
        """Return how many features of how many agreements it holds."""
        against = f", against {self.baseline}" if self.baseline else ""
        return f"{len(self.rows)} rows, {len(self.columns)} agreements{against}"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, where: tuple[str, str]) -> Cell:
        """Return the cell of a row and a column.

        Raises:
            UnknownNameError: There is no such row or column.
        """
        row, column = where
        return self.row(row).cells[self.index(column)]

    def row(self, name: str) -> Row:
        """Return the row of that name.

        Raises:
            UnknownNameError: There is none.
        """
        for row in self.rows:
            if row.name == name:
                return row
        names = [row.name for row in self.rows]
        raise UnknownNameError("row", str(name), near(str(name), names), names)

    def index(self, column: str) -> int:
        """Return the number of the column of that key or label, counted from 0.

        Raises:
            UnknownNameError: There is none.
        """
        for number, one in enumerate(self.columns):
            if column in (one.key, one.label):
                return number
        names = [name for one in self.columns for name in dict.fromkeys((one.label, one.key))]
        raise UnknownNameError("agreement", str(column), near(str(column), names), names)

    def groups(self) -> dict[str, tuple[Row, ...]]:
        """Return the rows by group, in the order of their first row."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.group, []).append(row)
        return {group: tuple(rows) for group, rows in found.items()}

    def select(self, *names: str) -> Matrix:
        """Return the same comparison with only the rows of these names or groups, in their order.

        Raises:
            UnknownNameError: A name is that of no row and no group here.
        """
        known = list(dict.fromkeys(name for row in self.rows for name in (row.group, row.name)))
        for name in names:
            if name not in known:
                raise UnknownNameError("row or group of rows", str(name), near(str(name), known), known)
        return replace(self, rows=tuple(row for row in self.rows if row.name in names or row.group in names))

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two agreements are, 0 to 1: the share of the rows here that they have in common.

        A row counts where one of them says something and both are known, and where any two agreements agree in it.

        Raises:
            UnknownNameError: There is no such column.
        """
        return self._likenesses()[self.index(one)][self.index(other)]

    def order(self) -> tuple[str, ...]:
        """Return the keys of the columns in an order that puts those that are alike side by side.

        It doesn't depend on the order in which they were given.
        """
        likeness = self._likenesses()
        names = sorted(range(len(self.columns)), key=lambda number: self.columns[number].key)
        found = best_order([[likeness[one][other] for other in names] for one in names])
        return tuple(self.columns[names[number]].key for number in found)

    def ordered(self, order: Sequence[str] | None = None) -> Matrix:
        """Return the same comparison with its columns in another order.

        Args:
            order: The keys or labels of all columns; None: the order in which those that are alike stand side by side.

        Raises:
            UnknownNameError: A name is that of no column.
            ValueError: A column is missing or given twice.
        """
        numbers = [self.index(name) for name in (self.order() if order is None else order)]
        if sorted(numbers) != list(range(len(self.columns))):
            raise ValueError("an order names every column once")
        columns = tuple(self.columns[number] for number in numbers)
        rows = tuple(replace(row, cells=tuple(row.cells[number] for number in numbers)) for row in self.rows)
        return replace(self, columns=columns, rows=rows)

    def apart(self) -> tuple[Apart, ...]:
        """Return, for each agreement in the order of the columns, what sets it apart from the one it is most like."""
        likeness = self._likenesses()
        return tuple(self._apart(number, likeness[number]) for number in range(len(self.columns)))

    def _apart(self, column: int, likeness: Sequence[float]) -> Apart:
        others = [number for number in range(len(self.columns)) if number != column]
        if not others:
            return Apart(self.columns[column].key, "", 0.0, ())
        nearest = min(others, key=lambda number: (-likeness[number], self.columns[number].key))
        found = []
        for place, row in enumerate(self.rows):
            if _counts(row) and (difference := self._difference(row, column, nearest)):
                found.append((difference[0], place, difference[1]))
        sentences = tuple(sentence for _, _, sentence in sorted(found))
        return Apart(self.columns[column].key, self.columns[nearest].key, likeness[nearest], sentences)

    def _difference(self, row: Row, column: int, other: int) -> tuple[int, str] | None:
        """Return how many agreements say there what this one says, and in a sentence how it differs from the other."""
        mine, theirs = row.cells[column], row.cells[other]
        if not mine.state.told or not theirs.state.told or mine.shared == theirs.shared:
            return None
        if State.STATED not in (mine.state, theirs.state):
            return None
        label, total = self.columns[other].label, len(self.columns)
        if row.clause:
            if mine.state is theirs.state:
                return None  # matched: one clause in two wordings
            if mine.state is State.STATED:
                return row.count, f"{row.group}: has “{row.title}” ({row.count} of {total} do), {label} hasn't"
            return (
                total - row.count,
                f"{row.group}: lacks “{row.title}” ({row.count} of {total} have it), {label} has it",
            )
        alike = sum(cell.shared == mine.shared for cell in row.cells)
        return alike, f"{row.title}: {_short(mine)} ({alike} of {total}), {label}: {_short(theirs)}"

    def _likenesses(self) -> list[list[float]]:
        rows = [[_signature(row, cell) for cell in row.cells] for row in self.rows if _counts(row)]
        return likenesses(rows) if rows else [[1.0] * len(self.columns) for _ in self.columns]

    def table(self) -> Table:
        """Return the wide form: a row a feature, a column an agreement, all text; empty states in square brackets."""
        return wide_table(self)

    def cells(self) -> Table:
        """Return a line for each cell, by rows: state, value, number, places, claims, and the effect with its rules."""
        return cell_table(self)

    def __arrow_c_schema__(self) -> object:
        """Return the schema of the wide form as an Arrow capsule; see `Table`."""
        return self.table().__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the wide form as an Arrow capsule; see `Table`."""
        return self.table().__arrow_c_stream__(requested_schema)

    def to_csv(self, path: str | PathLike[str] | None = None) -> str:
        """Return the wide form as CSV, and write it to a file where one is named.

        Text cells that a spreadsheet would run as a formula are made safe with an apostrophe; numbers stay numbers.

        Raises:
            OSError: The file can't be written.
        """
        from agreements.renderers import matrix_csv

        text = matrix_csv.render(self)
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        return text

    def to_excel(self, path: str | PathLike[str]) -> None:
        """Write a workbook: the matrix, every cell with its place, what sets each apart, and a codebook.

        Raises:
            MissingLibraryError: openpyxl, of the extra `excel`, isn't installed.
            OSError: The file can't be written.
        """
        from agreements.renderers import matrix_xlsx

        made = matrix_xlsx.render(self)  # before the file is touched: what can't be made replaces nothing
        with open(path, "wb") as stream:
            stream.write(made)

    def to_html(self) -> str:
        """Return a whole page of HTML, without scripts and with nothing loaded from elsewhere."""
        from agreements.renderers import matrix_html

        return matrix_html.render(self)

    def to_markdown(self) -> str:
        """Return it as Markdown: a table a group."""
        from agreements.renderers import matrix_markdown

        return matrix_markdown.render(self)

    def _repr_html_(self) -> str:
        """Return the matrix as HTML, for notebooks."""
        from agreements.renderers import matrix_html

        return matrix_html.fragment(self)

    def heading(self, group: str) -> str:
        """Return the heading of a group of rows."""
        return GROUPS.get(group, titled(group))


def _counts(row: Row) -> bool:
    """Whether a row counts where columns are likened."""
    return row.name not in _APART and not row.echoes


def _signature(row: Row, cell: Cell) -> str | None:
    """Return what a cell counts as when columns are likened: empty where nothing is said, None where it isn't known."""
    if not cell.state.told and cell.state is not State.NOT_MATCHED:
        return None  # what wasn't matched isn't in common, whatever it is
    if cell.state is not State.STATED:
        return ""
    return row.name if row.clause else cell.shared


def _short(cell: Cell) -> str:
    text = cell.value or str(cell.state)
    return text if len(text) <= 120 else text[:119].rstrip() + "…"
