"""Counting hours: the last moment of a period, exactly elapsed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from agreements.errors import CountingError
from agreements.timing.answer import Answer
from agreements.timing.conventions import EXACT_HOURS, Convention, HourRule
from agreements.timing.counting import choice, known
from agreements.timing.instants import Instant, day_bounds
from agreements.timing.partial_date import PartialDate
from agreements.timing.period import Period
from agreements.timing.trace import Bound, Chooser, Operation, Step


@dataclass(frozen=True, slots=True)
class CountedMoment:
    """A counted moment, as far as it can be told.

    Attributes:
        earliest: The first moment it can be, inclusive; None where that can't be told.
        latest: The last moment it can be, inclusive; None where that can't be told.
        convention: How it was counted.
        chosen_by: Who chose that.
        trace: How it came about.
    """

    earliest: Instant | None
    latest: Instant | None
    convention: Convention
    chosen_by: Chooser
    trace: tuple[Step, ...]

    @property
    def moment(self) -> Instant | None:
        """The moment, where there is no doubt about it; None otherwise."""
        return self.earliest if self.earliest == self.latest else None

    def before(self, moment: Instant) -> Answer:
        """Say whether the counted moment lies before another: whether it has gone by then."""
        if self.latest is not None and self.latest < moment:
            return Answer.YES
        if self.earliest is not None and self.earliest >= moment:
            return Answer.NO
        return Answer.CANNOT_TELL

    def shown_in(self, *zones: str) -> tuple[str, ...]:
        """Return the moment, or the window, as text in each of these zones, in their order.

        Raises:
            InvalidValueError: There is no such zone.
        """
        if self.earliest is None and self.latest is None:
            return (str(Answer.CANNOT_TELL),) * len(zones)
        texts = []
        for zone in zones:
            first, last = (str(one.shown_in(zone)) if one else "unknown" for one in (self.earliest, self.latest))
            texts.append(first if first == last else f"{first} to {last}")
        return tuple(texts)


def last_moment(
    start: Instant | date | PartialDate,
    period: Period,
    convention: Convention | None = None,
    *,
    chosen_by: Chooser | None = None,
    zone: str | None = None,
) -> CountedMoment:
    """Return the moment at which a period of hours ends; an act at that very moment is in time.

    Hours are elapsed time, added on UTC: 24 of them end at another time of day where clocks have changed meanwhile.

    Args:
        start: The moment of the event. A day, or a date known in part, gives a window from its first to its last
            second; an approximate or uncertain date cannot be told.
        period: Hours, minutes and seconds; no days, months or years.
        convention: How to count; None: `exact-hours`, by default. One that says nothing on hours leaves them to that.
        chosen_by: Who chose the convention; None: the caller, if one is given.
        zone: Where the start is a day: in which time zone; None: anywhere on earth. Ignored for a moment.

    Raises:
        CountingError: The period has days, months or years, or the convention counts whole hours and it has minutes.
        DateOutOfRangeError: A moment lies outside the years 1 to 9999 in UTC.
        InvalidValueError: There is no such zone or day, or the start is a `datetime` (use `Instant.of`).

    Source: the convention's; no instrument rules on clock changes.
    """
    convention, chosen_by = choice(convention, chosen_by, EXACT_HOURS)
    if period.years or period.months or period.days:
        hint = "use last_day" if not (period.hours or period.minutes or period.seconds) else "count one after the other"
        raise CountingError(convention.name, period, "days, months and years never become hours", hint)
    trace: tuple[Step, ...] = (Step(Operation.CONVENTION, convention.name, None, convention.source, chosen_by),)
    rule = convention.hours
    if rule is None:
        # The record or the text chose how to count days; that nobody chose for hours has to be seen.
        trace += (Step(Operation.CONVENTION, EXACT_HOURS.name, None, EXACT_HOURS.source, Chooser.DEFAULT),)
        rule = HourRule.AT_ONCE
    source = convention.source if convention.hours else EXACT_HOURS.source

    first: Instant | None
    last: Instant | None
    if isinstance(start, Instant):
        first = last = start
        given = f"{start} ({start.note})" if start.note else str(start)
    else:
        text, earliest, latest = known(start)
        given = f"{text} in {zone}" if zone else f"{text}, anywhere on earth"
        first = day_bounds(earliest, zone)[0] if earliest else None
        last = day_bounds(latest, zone)[1] if latest else None
    lowest = _way(first, given, period, convention, rule, source) if first is not None else None
    highest = _way(last, given, period, convention, rule, source) if last is not None else None
    if lowest is not None and lowest == highest:
        return CountedMoment(_value(lowest), _value(lowest), convention, chosen_by, (*trace, *lowest))
    for bound, steps in ((Bound.EARLIEST, lowest), (Bound.LATEST, highest)):
        told = steps or [Step(Operation.UNKNOWN, f"{given} has no {bound.value} day that is known")]
        trace += tuple(replace(step, bound=bound) for step in told)
    return CountedMoment(
        _value(lowest) if lowest else None, _value(highest) if highest else None, convention, chosen_by, trace
    )


def _way(start: Instant, given: str, period: Period, convention: Convention, rule: HourRule, source: str) -> list[Step]:
    """Return the steps from the event to the last moment."""
    steps, moment = [Step(Operation.START, given, start, start.zone_data)], start
    match rule:
        case HourRule.AT_ONCE:
            pass
        case HourRule.NEXT_FULL_HOUR:
            if period.minutes or period.seconds:
                raise CountingError(convention.name, period, "it counts whole hours", "use 'exact-hours'")
            moment = moment.plus(moment.to_next_hour())
            steps.append(Step(Operation.NEXT_FULL_HOUR, "", moment, source))
        case _:
            assert_never(rule)
    moment = moment.plus(timedelta(hours=period.hours, minutes=period.minutes, seconds=period.seconds))
    return [*steps, Step(Operation.PLUS_HOURS, str(period), moment, source)]


def _value(steps: list[Step]) -> Instant:
    """Return the moment a way has led to."""
    moment = steps[-1].value
    assert isinstance(moment, Instant)  # every step of a way has one
    return moment
