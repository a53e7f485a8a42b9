"""The schedule of an agreement: all that falls due, from triggers, standing duties and the life cycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from agreements.model import Agreement, Chronology, Clause, Trigger
from agreements.model._given import expect_agreement, expect_day
from agreements.model.vocabulary import Coverage, Topic
from agreements.timing import Answer
from agreements.tracking._days import Because
from agreements.tracking._knowing import Events, as_chronologies, knowing
from agreements.tracking._matching import USE_OF_FORCE, World
from agreements.tracking._moments import AsOf, When, expect_as_of, when
from agreements.tracking._responses import responses
from agreements.tracking._standing import life_cycle, standing_duties
from agreements.tracking.deadlines import Deadline

__all__ = ["no_response", "schedule"]


def schedule(
    agreement: Agreement, events: Events = (), *, as_of: AsOf, until: date | None = None
) -> tuple[Deadline, ...]:
    """Return everything that falls due under an agreement, the earliest first; what has no day comes last.

    What isn't recorded is taken not to have happened, and the trace says so. Nothing is counted from an event that
    surely came after `as_of`.

    Args:
        agreement: The record.
        events: What happened, from event files; it may be several.
        as_of: The day or the moment that is asked about. On a day, what depends on the hour can't be told.
        until: Leave out what surely falls due after this day; None: nothing is left out.

    Raises:
        WrongTypeError: `agreement` is no record, `events` hold something else, or a day is no `datetime.date`.
    """
    expect_agreement(agreement, "schedule")
    now = when(expect_as_of(as_of, "schedule"))
    if until is not None:
        expect_day(until, "schedule", "until")
    files = as_chronologies(events, "schedule")
    found = list(_found(agreement, files, now))
    real = [file for file in files if not file.hypothetical]
    if len(real) < len(files):
        without = set(_found(agreement, real, now))
        found = [one if one in without else replace(one, hypothetical=True) for one in found]
    kept = (one for one in found if until is None or not one.surely_after(until))
    return tuple(sorted(kept, key=lambda one: one.order))


def _found(agreement: Agreement, files: Sequence[Chronology], now: When) -> Iterator[Deadline]:
    world = World.of(knowing(agreement, files, "schedule"), files, now)
    yield from responses(world)
    yield from standing_duties(world)
    yield from life_cycle(world)


def no_response(agreement: Agreement, events: Events = (), *, as_of: AsOf) -> Because | None:
    """Return why an agreement has no response to force that was used or threatened, or why that can't be told.

    Args:
        agreement: The record.
        events: What happened, from event files; it may be several.
        as_of: The day or the moment that is asked about.

    Returns:
        What the record covers; `lacks` is set where it doesn't cover the topic in full, so that the text may have a
        clause that isn't recorded. None where such a clause is recorded, whether or not this event sets it off, and
        where nothing of that kind is known to have happened by then.

    Raises:
        WrongTypeError: `agreement` is no record, `events` hold something else, or `as_of` is neither day nor moment.
    """
    expect_agreement(agreement, "no_response")
    now = when(expect_as_of(as_of, "no_response"))
    told = (one for file in as_chronologies(events, "no_response") for one in file.happened())
    known = (one for one in told if one.when.by(now) is not Answer.NO)
    if not any(one.event in USE_OF_FORCE for one in known) or any(map(_responds, agreement.clauses)):
        return None
    match agreement.coverage.get(Topic.RESPONSE_TO_AGGRESSION):
        case Coverage.COMPLETE:
            return Because(
                "the record covers the response to aggression in full and has no clause that an attack sets off"
            )
        case Coverage.PARTIAL:
            return Because("the record covers the response to aggression only in part", lacks=True)
        case _:
            return Because("the record doesn't cover the response to aggression", lacks=True)


def _responds(clause: Clause) -> bool:
    """Whether a clause is a response to force, by its topic or by what sets it off."""
    if not isinstance(clause, Trigger) or not clause.responses:
        return False
    events = (*clause.when, *(one for reading in clause.other_readings for one in reading.when))
    return clause.topic is Topic.RESPONSE_TO_AGGRESSION or any(one.event in USE_OF_FORCE for one in events)
