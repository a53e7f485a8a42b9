"""A table: an iterable of flat dicts that also speaks Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import TypeAlias, overload

from agreements.errors import MissingLibraryError
from agreements.tabulation._columns import Column, Value

__all__ = ["Row", "Table"]

Row: TypeAlias = dict[str, str | None]
"""One line of a table, by column name, in the order of the columns."""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of one table; made by `rows()`.

    It iterates as flat dicts, each made anew, whose values are text or None: amounts as decimal digits, dates as
    ISO 8601, periods as ISO 8601 durations, `yes` and `no`. `csv.DictWriter` and `pandas.DataFrame(table)` take these.

    What reads Arrow gets the same rows with types that lose nothing: `polars.DataFrame(table)`,
    `pandas.DataFrame.from_arrow(table)`, `pyarrow.table(table)`, and DuckDB, by the variable's name in a query
    (`select * from commitments`). `polars.from_arrow` makes one column of structures of any such object: don't use it.
    By the `type` of its `Column`, a column is:

    - `text`: a string. Partial dates, periods, quantities ("at-least 12") and the three-valued `binds` stay text.
    - `yes-no`: a boolean; only where there is no third answer.
    - `count`: a 64-bit integer.
    - `amount`: a decimal of 24 digits, 6 of them after the point. That holds every amount a record can hold, exactly.
    - `day`: a date.

    A column that is always filled is not nullable; its `description`, and what null means in it (`none`), stand in the
    field's metadata, the table's name in the schema's (`table`).

    It is deliberately no `collections.abc.Sequence`: polars would take it for a list of dicts and never ask for Arrow.

    Attributes:
        name: Which table it is.
        columns: Its columns in order, with what they say and what None means.
    """

    name: str
    columns: tuple[Column, ...]
    _cells: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._cells)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> Row | Table:
        """Return a row, or for a slice a table of some of the rows.

        Raises:
            IndexError: There is no such row.
        """
        if isinstance(index, slice):
            return Table(self.name, self.columns, self._cells[index])
        return self._row(self._cells[index])

    def __repr__(self) -> str:
        return f"<Table {self.name!r}: {len(self)} rows, {len(self.columns)} columns>"

    def _row(self, cells: tuple[Value, ...]) -> Row:
        return {column.name: _text(value) for column, value in zip(self.columns, cells, strict=True)}

    def _repr_html_(self) -> str:
        """Return the first rows as HTML, for notebooks."""
        from agreements.renderers import table_html

        return table_html.render(self)

    def __arrow_c_schema__(self) -> object:
        """Return the schema as an Arrow capsule.

        Raises:
            MissingLibraryError: arro3-core, of the extra `arrow`, isn't installed.

        Source: Apache Arrow, The Arrow PyCapsule Interface.
        """
        return _arrow().schema_capsule(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the rows as an Arrow capsule: a new stream at each call, which can be read once.

        Args:
            requested_schema: A schema as a capsule: the same columns in the same order, of types the consumer would
                rather have (large strings, floating point); None for those described at the class.

        Raises:
            MissingLibraryError: arro3-core, of the extra `arrow`, isn't installed.
            RequestedSchemaError: The requested schema has other columns, or a type in which a value would be lost.

        Source: Apache Arrow, The Arrow PyCapsule Interface.
        """
        return _arrow().stream_capsule(self, requested_schema)

    @property
    def _by_column(self) -> tuple[tuple[Value, ...], ...]:
        """The cells, a tuple a column; of an empty table an empty one a column."""
        return tuple(zip(*self._cells, strict=True)) or ((),) * len(self.columns)


def _text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _arrow() -> ModuleType:
    """Import what makes the capsules, at their first use: no dependency of ours until then."""
    try:
        from agreements.tabulation import _arrow
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "arro3":
            raise
        raise MissingLibraryError("arro3-core", "arrow", "list(table) has the rows without it") from None
    return _arrow
