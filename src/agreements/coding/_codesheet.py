"""A record value by value, each with its place: the form in which coders work and check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agreements.model import Agreement, Record
from agreements.model._given import expect_agreement
from agreements.model.vocabulary import Coverage
from agreements.wording import plain_value

__all__ = ["Codesheet", "Entry", "codesheet"]

NOT_LOOKED_FOR: Final = "not looked for"
_ASIDE: Final = frozenset({"absent", "at", "cite"})
"""What stands beside a value: places and sources have a column, and a reason is told where its field is."""
_HEAD: Final = frozenset({"absent", "clauses", "format", "ignore"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One value, or why there is none.

    Attributes:
        section: What it belongs to: `record`, or a clause's id with its kind and what is covered of its topic.
        field: The names of the fields that lead to it from there, joined by `.`.
        value: What is recorded, as it is coded; empty where nothing is.
        state: `recorded`, `silent`, `unknown`, `not-applicable` or `not looked for`.
        place: Where in the text, its own or that of what it belongs to; empty where no place is recorded.
        source: The sources cited beside the text, each with its place.
    """

    section: str
    field: str
    value: str
    state: str
    place: str
    source: str


@dataclass(frozen=True, slots=True, repr=False)
class Codesheet:
    """A record as a form.

    Attributes:
        agreement: The record.
        entries: Its values, in the order of the format, the clauses in the order of the text.
    """

    agreement: Agreement
    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        return f"<Codesheet {self.agreement.id}: {len(self.entries)} entries>"

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def codesheet(agreement: Agreement) -> Codesheet:
    """Return a record value by value, each with its place.

    A field of the record that is neither filled nor named in `absent` is listed as not looked for; in clauses such
    fields are left out, where the topic's coverage says what their absence means.

    Raises:
        WrongTypeError: It is no record.
    """
    expect_agreement(agreement, "codesheet")
    return Codesheet(agreement, tuple(_entries(agreement)))


def _entries(agreement: Agreement) -> Iterator[Entry]:
    for name in type(agreement).model_fields:
        if name not in _HEAD:
            yield from _field(agreement, name, "record", name, "", "", top=True)
    for clause in agreement.clauses:
        covered = agreement.coverage.get(clause.topic)
        how = {Coverage.COMPLETE: "topic complete", Coverage.PARTIAL: "topic partial", None: "topic not covered"}
        yield from _record(clause, f"{clause.id} ({clause.kind}; {how[covered]})", "", "", "")


def _record(record: Record, section: str, prefix: str, place: str, source: str) -> Iterator[Entry]:
    """Yield the values of a part of a record; what it doesn't place itself stands where it stands."""
    own = str(getattr(record, "at", None) or place)
    cited = "; ".join(f"{cite.source}{f' {cite.at}' if cite.at else ''}" for cite in getattr(record, "cite", ()) or ())
    for name in type(record).model_fields:
        if name not in _ASIDE and not (name in ("id", "kind") and not prefix):
            yield from _field(record, name, section, f"{prefix}{name}", own, cited or source)


def _field(
    record: Record, name: str, section: str, field: str, place: str, source: str, *, top: bool = False
) -> Iterator[Entry]:
    value = getattr(record, name)
    if reason := record.absent.get(name):
        yield Entry(section, field, "", str(reason), place, source)
    elif value in (None, ()) or value == {}:
        if top:
            yield Entry(section, field, "", NOT_LOOKED_FOR, place, source)
    elif isinstance(value, Record):
        yield from _record(value, section, f"{field}.", place, source)
    elif isinstance(value, tuple) and isinstance(value[0], Record):
        for number, one in enumerate(value, 1):
            key = getattr(one, "id", None) or getattr(one, "key", None) or str(number)
            yield from _record(one, section, f"{field}[{key}].", place, source)
    elif name in record.model_fields_set or top:
        plain = record.plain().get(type(record).model_fields[name].alias or name)
        yield Entry(
            section,
            field,
            plain_value(plain) if isinstance(plain, dict) else _coded(plain, value),
            "recorded",
            place,
            source,
        )


def _coded(plain: object, value: object) -> str:
    """Return a value as it is coded: the words of the vocabulary unchanged."""
    shown = value if plain is None else plain  # a default that was written is not in the plain data
    return "; ".join(map(str, shown)) if isinstance(shown, list | tuple) else str(shown)
