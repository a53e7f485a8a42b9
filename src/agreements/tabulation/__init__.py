"""Records as flat tables: `rows` for the lines, `columns` for what each column says.

Nothing is converted or summed. Columns keep their order, and every row has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from agreements._spelling import near
from agreements.errors import UnknownNameError
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.tabulation._agreements import AGREEMENTS
from agreements.tabulation._clauses import CLAUSES
from agreements.tabulation._columns import Column, ColumnType, Definition, TableName
from agreements.tabulation._commitments import COMMITMENTS
from agreements.tabulation._events import EVENTS
from agreements.tabulation._parties import PARTIES
from agreements.tabulation._table import Row, Table

__all__ = ["Column", "ColumnType", "Row", "Table", "TableName", "columns", "rows"]

_DEFINITIONS: Final[Mapping[TableName, Definition[Any]]] = {
    "agreements": AGREEMENTS,
    "parties": PARTIES,
    "clauses": CLAUSES,
    "commitments": COMMITMENTS,
    "events": EVENTS,
}


def columns(table: TableName) -> tuple[Column, ...]:
    """Return the columns of a table, in order.

    Raises:
        UnknownNameError: There is no such table.
    """
    return _definition(table).columns


def rows(agreements: Iterable[Agreement] | Agreement, table: TableName) -> Table:
    """Return the rows of a table, agreement by agreement, in the order of the records.

    Args:
        agreements: One record or several.
        table: `agreements`, `parties`, `clauses`, `commitments` or `events` (the dated acts).

    Returns:
        A table whose rows are dicts with every column, in the order of `columns(table)`; what None means stands
        there. polars, pandas, DuckDB and pyarrow read it too, with types.

    Raises:
        UnknownNameError: There is no such table.
        WrongTypeError: `agreements` holds something that is no record.
    """
    definition = _definition(table)
    given: object = agreements
    is_one = isinstance(given, Agreement | str | Mapping)
    records: Iterable[object] = given if isinstance(given, Iterable) and not is_one else [given]
    cells = tuple(row for record in records for row in definition.cells(expect_agreement(record, "rows")))
    return Table(table, definition.columns, cells)


def _definition(name: TableName) -> Definition[Any]:
    found = _DEFINITIONS.get(name)
    if found is None:
        raise UnknownNameError("table", str(name), near(str(name), _DEFINITIONS), tuple(_DEFINITIONS))
    return found
