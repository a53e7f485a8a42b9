"""What a table is defined by: its columns, each with how it is read off what a row is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from agreements.model import Agreement, Place
from agreements.model.lifecycle import Action
from agreements.model.sources import Citation
from agreements.model.vocabulary import ActionKind, Hedge

__all__ = [
    "Column",
    "ColumnType",
    "Definition",
    "Line",
    "SourcedLine",
    "TableName",
    "Value",
    "signed",
    "signed_part",
]

TableName = Literal["agreements", "parties", "clauses", "commitments", "events", "deadlines"]
"""The tables there are."""

ColumnType = Literal["text", "yes-no", "count", "amount", "day"]
"""What kind of value a column holds.

`text` is everything that could lose something as another type: partial dates, periods, words of the vocabulary,
answers that can be "cannot be told". `yes-no` has two values, `count` is a whole number, `amount` a decimal number with
at most 18 digits before and 6 after the point, `day` an exact day.
"""

Value: TypeAlias = str | bool | int | Decimal | date | None
"""What stands in a cell, by the column's type: `text`, `yes-no`, `count`, `amount`, `day`; or nothing."""

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name, the key in every row.
        description: What it says.
        none: What None means there; empty where the column is always filled.
        type: What kind of value it holds; rows have all of them as text.
    """

    name: str
    description: str
    none: str = ""
    type: ColumnType = "text"

    def cell(self, found: object) -> Value:
        """Return what was read as this column's value: in a `text` column as text, several joined by '; '."""
        if self.type == "text" and found is not None:
            return "; ".join(map(str, found)) or None if isinstance(found, tuple) else str(found)
        return found  # type: ignore[return-value]  # `Definition` pairs a column with a reader of its type.


@dataclass(frozen=True, slots=True)
class Definition(Generic[L]):
    """A table by its parts.

    Attributes:
        lines: What the rows of one agreement are made from, one a row, in order.
        fields: The columns in order, each with how its value is read off a line.
    """

    lines: Callable[[Agreement], Iterable[L]]
    fields: tuple[tuple[Column, Callable[[L], object]], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return tuple(column for column, _ in self.fields)

    def cells(self, agreement: Agreement) -> Iterator[tuple[Value, ...]]:
        """Yield the cells of each row of an agreement."""
        for line in self.lines(agreement):
            yield tuple(column.cell(read(line)) for column, read in self.fields)


@dataclass(frozen=True, slots=True)
class Line:
    """What a row is made from: at least an agreement."""

    agreement: Agreement


@dataclass(frozen=True, slots=True)
class SourcedLine(Line):
    """What a row with a source is made from.

    Attributes:
        at: Where in the record's own text; None where no place in it was recorded.
        cite: The other sources.
    """

    at: Place | None
    cite: tuple[Citation, ...]

    @property
    def source(self) -> str | None:
        """The record's own text where a place in it is known, or else the first source cited."""
        return self.agreement.text if self.at else self.cite[0].source if self.cite else None

    @property
    def place_in_source(self) -> Place | str | None:
        """Where in that source."""
        return self.at or (self.cite[0].at if self.cite else None)


def signed(agreement: Agreement, party: str | None = None) -> tuple[str, ...]:
    """Return the dates of signature, by one party or by anybody, sorted, each once."""
    return _dates(action for action in _signatures(agreement) if party is None or party in action.by)


def signed_part(agreement: Agreement, part: str) -> tuple[str, ...]:
    """Return the dates on which a part was signed: its own, or else those of what has no part of its own."""
    own = _dates(action for action in _signatures(agreement) if action.part == part)
    return own or _dates(action for action in _signatures(agreement) if action.part is None)


def _signatures(agreement: Agreement) -> Iterator[Action]:
    return (action for action in agreement.actions if action.act is ActionKind.SIGNATURE and action.date)


def _dates(actions: Iterable[Action]) -> tuple[str, ...]:
    return tuple(sorted({str(action.date) for action in actions}))


AGREEMENT: Final[tuple[Column, Callable[[Line], object]]] = (
    Column("agreement", "The record's id."),
    lambda line: line.agreement.id,
)
PLACE: Final[tuple[Column, Callable[[SourcedLine], object]]] = (
    Column("place", "Where in the record's own text.", "no place in that text was recorded"),
    lambda line: line.at,
)
SOURCE: Final[tuple[tuple[Column, Callable[[SourcedLine], object]], ...]] = (
    (
        Column("source", "The id of the source it rests on.", "neither a place nor a citation was recorded"),
        lambda line: line.source,
    ),
    (Column("place_in_source", "Where in that source.", "no place was recorded"), lambda line: line.place_in_source),
)


def hedges(read: Callable[[L], tuple[Hedge, ...]]) -> tuple[Column, Callable[[L], object]]:
    """Return the column of what something is subject to."""
    column = Column(
        "hedges", "What it is subject to, limitations laid over it, joined by '; '.", "it is subject to nothing"
    )
    return column, read
