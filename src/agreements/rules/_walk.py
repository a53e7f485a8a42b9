"""A walk through a record: every part of it with its place in the plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agreements.model import Agreement, Clause, Event, FrozenMap, MoneyAmount, Record, ShareOfGdp, Trigger
from agreements.model import AmountLike as Like
from agreements.pointer import ROOT, Pointer

__all__ = ["Field", "amounts", "clauses", "events", "fields", "records", "texts"]


@dataclass(frozen=True, slots=True)
class Field:
    """A filled field: where it stands, whose it is, its name in the model and its value."""

    pointer: Pointer
    owner: Record
    name: str
    value: Any


def fields(record: Record, here: Pointer = ROOT) -> Iterator[Field]:
    """Yield every filled field of the record and of all inside it, in the order of the format."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is None or value == () or (isinstance(value, FrozenMap) and not value):
            continue
        pointer = here / (info.alias or name)
        yield Field(pointer, record, name, value)
        if isinstance(value, Record):
            yield from fields(value, pointer)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from fields(item, pointer / index)


def records(record: Record, here: Pointer = ROOT) -> Iterator[tuple[Pointer, Record]]:
    """Yield the record and every record inside it, each before what it holds."""
    yield here, record
    for entry in fields(record, here):
        if isinstance(entry.value, Record):
            yield entry.pointer, entry.value
        elif isinstance(entry.value, tuple):
            for index, item in enumerate(entry.value):
                if isinstance(item, Record):
                    yield entry.pointer / index, item


def texts(record: Record) -> Iterator[tuple[Pointer, str]]:
    """Yield every text of the record, vocabulary words and ids included."""
    for entry in fields(record):
        if isinstance(entry.value, str):
            yield entry.pointer, entry.value
        elif isinstance(entry.value, tuple):
            for index, item in enumerate(entry.value):
                if isinstance(item, str):
                    yield entry.pointer / index, item


def clauses(agreement: Agreement) -> Iterator[tuple[Pointer, Clause]]:
    """Yield each clause with where it stands."""
    for index, clause in enumerate(agreement.clauses):
        yield ROOT / "clauses" / index, clause


def events(agreement: Agreement) -> Iterator[tuple[Pointer, Event]]:
    """Yield every event anywhere in the record, events within events too."""
    for pointer, record in records(agreement):
        if isinstance(record, Event):
            yield pointer, record


def amounts(
    agreement: Agreement,
) -> Iterator[tuple[Pointer, Clause, Record, MoneyAmount | ShareOfGdp | Like]]:
    """Yield every amount with where it stands, its clause, and the commitment or report that has it."""
    for here, clause in clauses(agreement):
        owners: list[tuple[Pointer, Record]] = [(here, clause)]
        if isinstance(clause, Trigger):
            owners = [(here / "responses" / index, response) for index, response in enumerate(clause.responses)]
        for pointer, owner in owners:
            amount = getattr(owner, "amount", None)
            if isinstance(amount, MoneyAmount | ShareOfGdp | Like):
                yield pointer / "amount", clause, owner, amount
