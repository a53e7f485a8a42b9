"""Records as flat tables: `rows` for the lines, `columns` for what each column says.

Nothing is converted or summed. Columns keep their order, and every row has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, get_args

from agreements._spelling import near
from agreements.errors import UnknownNameError, WrongTypeError
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.tabulation._agreements import AGREEMENTS
from agreements.tabulation._clauses import CLAUSES
from agreements.tabulation._columns import Column, ColumnType, Definition, TableName
from agreements.tabulation._commitments import COMMITMENTS
from agreements.tabulation._events import EVENTS
from agreements.tabulation._parties import PARTIES
from agreements.tabulation._table import Row, Table

if TYPE_CHECKING:
    from agreements.tracking import AsOf, Events

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


def rows(
    agreements: Iterable[Agreement] | Agreement,
    table: TableName,
    *,
    events: Events | None = None,
    as_of: AsOf | None = None,
) -> Table:
    """Return the rows of a table, agreement by agreement, in the order of the records.

    Args:
        agreements: One record or several.
        table: `agreements`, `parties`, `clauses`, `commitments`, `events` (the dated acts) or `deadlines` (what
            `schedule` returns, a row a reading).
        events: For `deadlines` only: what happened, from event files; None: nothing is known to have.
        as_of: For `deadlines` only, and needed there: the day or the moment that is asked about.

    Returns:
        A table whose rows are dicts with every column, in the order of `columns(table)`; what None means stands
        there. polars, pandas, DuckDB and pyarrow read it too, with types.

    Raises:
        UnknownNameError: There is no such table.
        WrongTypeError: `agreements` holds something that is no record; `as_of` is missing for `deadlines`, or is
            neither day nor moment; `events` or `as_of` is given for another table.
    """
    if table == "deadlines":
        from agreements.tracking._moments import expect_as_of

        definition = _as_of(events if events is not None else (), expect_as_of(as_of, "rows"))
    else:
        definition = _definition(table)
        for name, argument in (("events", events), ("as_of", as_of)):
            if argument is not None:
                hint = f"the table {table!r} depends on no time"
                raise WrongTypeError("rows", f"{name} for the table 'deadlines' only", argument, hint)
    given: object = agreements
    is_one = isinstance(given, Agreement | str | Mapping)
    records: Iterable[object] = given if isinstance(given, Iterable) and not is_one else [given]
    cells = tuple(row for record in records for row in definition.cells(expect_agreement(record, "rows")))
    return Table(table, definition.columns, cells)


def _definition(name: TableName) -> Definition[Any]:
    if name == "deadlines":
        return _as_of((), date.min)
    found = _DEFINITIONS.get(name)
    if found is None:
        known = get_args(TableName)
        raise UnknownNameError("table", str(name), near(str(name), known), known)
    return found


def _as_of(events: Events, as_of: AsOf) -> Definition[Any]:
    """Import what makes deadlines when they are asked for: the other tables need none of it."""
    from agreements.tabulation._deadlines import deadlines

    return deadlines(events, as_of)
