"""The schedule of an agreement: all that falls due, from triggers, standing duties and the life cycle."""

from __future__ import annotations

from datetime import date

from agreements.model import Agreement
from agreements.model._given import expect_agreement, expect_day
from agreements.tracking._knowing import Events, as_chronologies, knowing
from agreements.tracking._matching import World
from agreements.tracking._moments import AsOf, expect_as_of, when
from agreements.tracking._responses import responses
from agreements.tracking._standing import life_cycle, standing_duties
from agreements.tracking.deadlines import Deadline

__all__ = ["schedule"]


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
    world = World.of(knowing(agreement, files, "schedule"), files, now)
    found = [*responses(world), *standing_duties(world), *life_cycle(world)]
    kept = (one for one in found if until is None or not one.surely_after(until))
    return tuple(sorted(kept, key=lambda one: one.order))
