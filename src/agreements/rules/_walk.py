"""A walk through a record: every part of it with its place in the plain data.

A record is walked once for all rules that judge it together (`one_walk`); a rule that is called alone walks by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar, cast, get_args

from agreements.model import AmountLike as Like
from agreements.model import Clause, Event, MoneyAmount, Record, Reference, ShareOfGdp, Trigger
from agreements.pointer import ROOT, Pointer
from agreements.timing import PartialDate

__all__ = [
    "Amount",
    "Named",
    "Owned",
    "amounts",
    "clauses",
    "dates",
    "events",
    "named_actors",
    "once",
    "one_walk",
    "records",
    "unprintable_texts",
]

R = TypeVar("R", bound=Record)
D = TypeVar("D", bound=Record)
B = TypeVar("B")
T = TypeVar("T")
Amount = MoneyAmount | ShareOfGdp | Like
Owned = tuple[Pointer, Clause, Record, Amount]
"""An amount: where it stands, its clause, the commitment or report that has it, itself."""


@dataclass(frozen=True, slots=True)
class Named:
    """A party or actor where a field names it.

    Attributes:
        pointer: Where the id stands: the item, where the field is a list.
        owner: The record whose field it is.
        field: The field's name in the model.
        id: The id.
    """

    pointer: Pointer
    owner: Record
    field: str
    id: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fields of a kind of record that a walk cares for, each by its name in the model and in the file."""

    inner: tuple[tuple[str, str], ...]  # may hold records
    actors: tuple[tuple[str, str], ...]  # name parties or actors
    texts: tuple[tuple[str, str], ...]  # may hold text
    dates: tuple[tuple[str, str], ...]  # are dates


@cache
def _shape(kind: type[Record]) -> _Shape:
    inner, actors, texts, dates = [], [], [], []
    for name, info in kind.model_fields.items():
        if name == "absent":
            continue
        inside = {*_inside(info.annotation), *info.metadata}
        names = (name, info.alias or name)
        if any(isinstance(one, type) and issubclass(one, Record) for one in inside):
            inner.append(names)
        if Reference.ACTOR in inside:
            actors.append(names)
        if str in inside:
            texts.append(names)
        if PartialDate in inside:
            dates.append(names)
    return _Shape(tuple(inner), tuple(actors), tuple(texts), tuple(dates))


def _inside(annotation: Any) -> Iterator[Any]:
    """Yield everything an annotation is made of that can be told apart by itself: types and marks."""
    if isinstance(annotation, type | Reference):
        yield annotation
    for one in get_args(annotation):
        yield from _inside(one)


class _Walk:
    """What one walk through a record found."""

    def __init__(self, document: Record) -> None:
        self.document = document
        self.records: list[tuple[Pointer, Record]] = []
        self.kept: dict[Callable[..., object], object] = {}
        _collect(document, ROOT, self.records)

    def of(self, kind: type[R]) -> Iterator[tuple[Pointer, R]]:
        for concrete, found in self._by_kind.items():
            if issubclass(concrete, kind):
                yield from found

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[tuple[Pointer, Any]]]:
        found: dict[type[Record], list[tuple[Pointer, Any]]] = {}
        for one in self.records:
            found.setdefault(type(one[1]), []).append(one)
        return found

    @cached_property
    def clauses(self) -> tuple[tuple[Pointer, Clause], ...]:
        found: tuple[Clause, ...] = getattr(self.document, "clauses", ())
        return tuple((ROOT / "clauses" / index, clause) for index, clause in enumerate(found))

    @cached_property
    def amounts(self) -> tuple[Owned, ...]:
        found: list[Owned] = []
        for here, clause in self.clauses:
            owners: list[tuple[Pointer, Record]] = [(here, clause)]
            if isinstance(clause, Trigger):
                owners = [(here / "responses" / index, response) for index, response in enumerate(clause.responses)]
            for pointer, owner in owners:
                amount = getattr(owner, "amount", None)
                if amount is not None:
                    found.append((pointer / "amount", clause, owner, amount))
        return tuple(found)

    @cached_property
    def actors(self) -> tuple[Named, ...]:
        found: list[Named] = []
        for here, record in self.records:
            for name, shown in _shape(type(record)).actors:
                value = getattr(record, name)
                if isinstance(value, str):
                    found.append(Named(here / shown, record, name, value))
                elif value:
                    listed = here / shown
                    found.extend(Named(listed / index, record, name, one) for index, one in enumerate(value))
        return tuple(found)


def _collect(record: Record, here: Pointer, found: list[tuple[Pointer, Record]]) -> None:
    found.append((here, record))
    for name, shown in _shape(type(record)).inner:
        value = getattr(record, name)
        if not value:
            continue
        if isinstance(value, Record):
            _collect(value, here / shown, found)
        else:
            listed = here / shown
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    _collect(item, listed / index, found)


_current: ContextVar[_Walk | None] = ContextVar("walk", default=None)


@contextmanager
def one_walk(document: Record) -> Iterator[None]:
    """Walk the record once for everything that asks for its parts inside this context."""
    token = _current.set(_Walk(document))
    try:
        yield
    finally:
        _current.reset(token)


def _walk(document: Record) -> _Walk:
    current = _current.get()
    return current if current is not None and current.document is document else _Walk(document)


def once(document: D, beside: B, work: Callable[[D, B], T]) -> T:
    """Return what a function makes of a document and what it is judged beside, made once for all rules of one walk."""
    current = _current.get()
    if current is None or current.document is not document:
        return work(document, beside)
    if work not in current.kept:
        current.kept[work] = work(document, beside)
    return cast("T", current.kept[work])


def records(document: Record, kind: type[R]) -> Iterator[tuple[Pointer, R]]:
    """Yield every record of that kind anywhere in the record, with where it stands."""
    return _walk(document).of(kind)


def unprintable_texts(document: Record) -> Iterator[tuple[Pointer, str]]:
    """Yield every text of the record, vocabulary words and places aside, that holds what can't be printed."""
    for here, record in _walk(document).records:
        for name, shown in _shape(type(record)).texts:
            value = getattr(record, name)
            if isinstance(value, str):
                if not value.isprintable():
                    yield here / shown, value
            elif isinstance(value, tuple):
                for index, item in enumerate(value):
                    if isinstance(item, str) and not item.isprintable():
                        yield here / shown / index, item


def dates(document: Record) -> Iterator[tuple[Pointer, PartialDate]]:
    """Yield every date of the record, with where it stands."""
    for here, record in _walk(document).records:
        for name, shown in _shape(type(record)).dates:
            if (value := getattr(record, name)) is not None:
                yield here / shown, value


def clauses(document: Record) -> tuple[tuple[Pointer, Clause], ...]:
    """Return each clause with where it stands."""
    return _walk(document).clauses


def events(document: Record) -> Iterator[tuple[Pointer, Event]]:
    """Yield every event anywhere in the record, events within events too."""
    return records(document, Event)


def amounts(document: Record) -> tuple[Owned, ...]:
    """Return every amount with where it stands, its clause, and the commitment or report that has it."""
    return _walk(document).amounts


def named_actors(document: Record) -> tuple[Named, ...]:
    """Return every id of a party or actor, wherever a field names one; `Party.id` and `Actor.id` declare theirs."""
    return _walk(document).actors
