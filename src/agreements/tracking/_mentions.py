"""Where a record speaks of events, apart from what sets its triggers off and what ends it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from agreements import wording
from agreements.model import Agreement, Clause, CommitmentClause, Event, Other, Record, Trigger
from agreements.model.lifecycle import Duration, Indefinite, Term, UntilEvent
from agreements.model.vocabulary import EventKind, Topic
from agreements.tracking._days import place_of

__all__ = ["Mention", "in_words", "mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something in a record that speaks of events.

    Attributes:
        path: Its ids in the record, or its field's name.
        what: What it says, in words.
        place: Where the text says so; empty where that isn't recorded.
        events: All that it speaks of, what comes beside other events too.
    """

    path: str
    what: str
    place: str
    events: tuple[Event, ...]


def mentions(agreement: Agreement, set_off: Container[str] = ()) -> Iterator[Mention]:
    """Yield what speaks of events: conditions, statements, provisions of the life cycle, in the order of the record.

    Of triggers and of the duration it is only what comes beside the events that they wait for: only after it, only
    with it, unless it happens.

    Args:
        agreement: The record.
        set_off: Triggers to be left out, by id.
    """
    for undertaking in agreement.commitments():
        what = f"condition of: {wording.undertaking(undertaking.commitment)}"
        events = tuple(_events_in(undertaking.commitment.conditions))
        yield Mention(undertaking.path, what, str(undertaking.place or ""), events)
    for clause in agreement.clauses:
        if clause.id not in set_off:
            yield Mention(clause.id, wording.clause(clause), str(clause.at or ""), tuple(_events_of(clause)))
    entry, duration = agreement.entry_into_force, agreement.duration
    if entry is not None:
        yield Mention("entry_into_force", wording.entry(entry), place_of(entry), tuple(_events_in(entry)))
    if duration is not None:
        events = tuple(_beside(_ending(duration)))
        yield Mention("duration", wording.duration(duration), place_of(duration), events)
    versions = [("languages", agreement.languages)]
    versions += [(f"parts/{part.id}/languages", part.languages) for part in agreement.parts]
    for path, languages in versions:
        if languages is not None:
            yield Mention(path, wording.languages(languages), place_of(languages), tuple(_events_in(languages)))


def in_words(agreement: Agreement, topics: Container[Topic]) -> list[str]:
    """Return the clauses that a record tells in words alone, so that no event can be laid beside them.

    Those are clauses not yet typed, and those upon an event that the vocabulary has no word for.

    Args:
        agreement: The record.
        topics: The topics that count.

    Returns:
        Their ids, in the order of the record.
    """
    clauses = (clause for clause in agreement.clauses if clause.topic in topics)
    return [
        clause.id
        for clause in clauses
        if isinstance(clause, Other) or any(event.event is EventKind.OTHER for event in _events_in(clause))
    ]


def _events_of(clause: Clause) -> Iterator[Event]:
    match clause:
        case CommitmentClause():
            return  # an undertaking, which speaks for itself
        case Trigger():
            yield from _beside((*clause.when, *(one for other in clause.other_readings for one in other.when)))
        case _:
            yield from _events_in(clause)


def _ending(duration: Duration) -> tuple[Event, ...]:
    match duration:
        case UntilEvent():
            return *duration.until, *duration.during
        case Term():
            return duration.aim.during if duration.aim else ()
        case Indefinite():
            return ()
        case _:
            assert_never(duration)


def _beside(events: Iterable[Event]) -> Iterator[Event]:
    """Yield what comes beside events: before them, with them, or in their way."""
    for event in events:
        for name in type(event).model_fields:
            yield from _events_in(getattr(event, name))


def _events_in(value: object) -> Iterator[Event]:
    """Yield every event in a part of a record, those beside others too."""
    if isinstance(value, Event):
        yield value
    if isinstance(value, Record):
        value = tuple(getattr(value, name) for name in type(value).model_fields)
    if isinstance(value, tuple):
        for one in value:
            yield from _events_in(one)
