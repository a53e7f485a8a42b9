"""Clauses told in full: the sentence of each, and below it every field that the sentence leaves out.

A field nobody tells would be recorded and then silently lost; `tests/test_in_full.py` fills every field of every kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from agreements import wording
from agreements.model import (
    Absence,
    Agreement,
    Ambiguity,
    Citation,
    Clause,
    Commitment,
    CommitmentClause,
    Definition,
    Includes,
    Institution,
    Limitation,
    Other,
    PolicyRule,
    Record,
    Report,
    Response,
    Statement,
    Trigger,
)
from agreements.model.money import Amount
from agreements.wording import ABSENT, listed, words

__all__ = ["in_full"]


def in_full(agreement: Agreement, clause: Clause) -> Iterator[tuple[int, str]]:
    """Yield what a clause says, each sentence with its depth: 0 for the clause, 1 and 2 for what stands below it."""
    part = f", {clause.part}" if clause.part else ""
    yield 0, f"{clause.id} ({clause.kind}{part}): {_sentence(agreement, clause)}{_at(clause.at)}"
    for text in (*_own(clause), *_apparatus(clause)):
        yield 1, text
    for response in clause.responses if isinstance(clause, Trigger) else ():
        name = f"{response.id}: " if response.id else ""
        hedges = agreement.effective_hedges(clause, response)
        yield 1, f"{name}{wording.undertaking(response, hedges)}{_at(response.at)}"
        for text in (*_left_out(response), *_apparatus(response)):
            yield 2, text


def _at(place: object | None) -> str:
    return f" ({place})" if place else ""


def _sentence(agreement: Agreement, clause: Clause) -> str:
    if isinstance(clause, CommitmentClause):
        return wording.undertaking(clause, agreement.effective_hedges(clause))
    if isinstance(clause, PolicyRule):
        return f"{wording.policy(clause)}: {clause.summary}"
    return wording.clause(clause)


def _own(clause: Clause) -> Iterator[str]:
    """Yield what a clause's sentence leaves out of the fields that its kind has."""
    match clause:
        case CommitmentClause():
            yield from _left_out(clause)
        case Trigger():
            if clause.summary:
                yield f"in short: {clause.summary}"
            for reading in clause.other_readings:
                yield f"can also be read: upon {wording.events(reading.when)}: {reading.why}"
        case Report():
            yield from _amount(clause.amount)
            yield from _includes(clause.includes)
        case Limitation() | Statement() | Definition() | Institution() | PolicyRule() | Other():
            pass  # the sentence says it all
        case _:  # pragma: no cover - mypy names every new kind here
            assert_never(clause)


def _left_out(commitment: Commitment) -> Iterator[str]:
    """Yield what `wording.undertaking` leaves out."""
    told = wording.about(commitment)
    if commitment.topic and isinstance(commitment, Response):
        yield f"topic: {words(commitment.topic)}"
    if commitment.item and told != "item":
        yield f"what: {commitment.item}"
    if commitment.purpose and told != "purpose":
        yield f"what for: {commitment.purpose}"
    yield from _includes(commitment.includes)
    yield from _amount(commitment.amount)
    if commitment.repayment:
        yield wording.repayment(commitment.repayment)


def _includes(given: Includes | None) -> Iterator[str]:
    if given:
        yield wording.includes(given)


def _amount(given: Amount | None) -> Iterator[str]:
    if given and given.note:
        yield f"on the amount: {given.note}"


def _apparatus(one: Clause | Response) -> Iterator[str]:
    """Yield notes, readings, what the text doesn't say, and other sources."""
    if note := getattr(one, "note", None):
        yield f"note: {note}"
    ambiguous: tuple[Ambiguity, ...] = getattr(one, "ambiguous", ())
    for given in ambiguous:
        readings = " / ".join(reading.rstrip(".") for reading in given.readings)
        yield f"can be read in several ways: {readings}{_at(given.at)}"
    empty: dict[Absence, list[str]] = {}
    for name, why in _empty(one):
        empty.setdefault(why, []).append(name)
    for why, names in empty.items():
        yield f"{ABSENT[why]}{' on' if why is Absence.SILENT else ':'} {', '.join(names)}"
    if one.cite:
        yield f"other sources: {listed(map(_source, one.cite))}"


def _source(cite: Citation) -> str:
    return f"{cite.source}{_at(cite.at)}"


_LABELS = {"on_request_of": "who must ask", "at": "where it stands"}


def _empty(record: Record, where: str = "") -> Iterator[tuple[str, Absence]]:
    """Yield the fields that are known to be empty, those inside others by the way to them, each with why."""
    for name, why in record.absent.items():
        if (name, why) != ("deadline", Absence.SILENT):  # the sentence says so
            yield where + _LABELS.get(name, words(name.replace("_", "-"))), why
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        below = f"{where}{words((field.alias or name).replace('_', '-'))}"
        if isinstance(value, Record):
            yield from _empty(value, f"{below}: ")
        elif isinstance(value, tuple) and name != "responses":
            for number, item in enumerate(value, 1):
                if isinstance(item, Record):
                    yield from _empty(item, f"{below} {number}: " if len(value) > 1 else f"{below}: ")
