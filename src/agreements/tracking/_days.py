"""Days as far as they can be told, each with how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from agreements.errors import DateOutOfRangeError
from agreements.model.lifecycle import Provision
from agreements.timing import Answer, PartialDate, Period
from agreements.timing.counting import Counted, Purpose, known, last_day
from agreements.timing.trace import Step

__all__ = [
    "Because",
    "Day",
    "Trace",
    "after",
    "either",
    "first_of",
    "first_of_month",
    "lacking",
    "last_of",
    "later",
    "nth_of",
    "of_count",
    "of_date",
    "place_of",
    "untold",
]


@dataclass(frozen=True, slots=True)
class Because:
    """One reason in a trace that is no arithmetic: a provision, an act, an assumption.

    Attributes:
        text: The reason, in words.
        place: Where the record's own text says so; empty where it isn't the text.
        source: The instrument and article outside it that say so; empty where none is needed.
        assumed: Whether it is an assumption, not something recorded.
        lacks: Whether it is what keeps more from being told.
    """

    text: str
    place: str = ""
    source: str = ""
    assumed: bool = False
    lacks: bool = False

    def __str__(self) -> str:
        text = f"assumed: {self.text}" if self.assumed else self.text
        return text + (f" ({self.place})" if self.place else "") + (f" [{self.source}]" if self.source else "")


Trace: TypeAlias = tuple[Because | Step, ...]
"""Reasons and steps of counting, in the order they were taken."""


def lacking(trace: Trace) -> tuple[str, ...]:
    """Return what keeps more from being told, in words, each once."""
    return tuple(dict.fromkeys(step.text for step in trace if isinstance(step, Because) and step.lacks))


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as far as it can be told.

    Attributes:
        earliest: The first day it can be, inclusive; None where that can't be told.
        latest: The last day it can be, inclusive; None where that can't be told.
        trace: How it came about.
    """

    earliest: date | None
    latest: date | None
    trace: Trace

    @property
    def day(self) -> date | None:
        """The day, where there is no doubt about it; None otherwise."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def told(self) -> bool:
        """Whether anything is known of it."""
        return self.earliest is not None or self.latest is not None

    def reached(self, on: date) -> Answer:
        """Say whether it has come by a day, that day included."""
        if self.latest is not None and self.latest <= on:
            return Answer.YES
        return Answer.NO if self.earliest is not None and self.earliest > on else Answer.CANNOT_TELL

    def over(self, on: date) -> Answer:
        """Say whether it has gone by on a day."""
        if self.latest is not None and self.latest < on:
            return Answer.YES
        return Answer.NO if self.earliest is not None and self.earliest >= on else Answer.CANNOT_TELL

    def before(self, other: Day) -> bool:
        """Say whether it surely comes before another day."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def because(self, *reasons: Because | Step) -> Day:
        """Return the same day with reasons put before its trace."""
        return Day(self.earliest, self.latest, (*reasons, *self.trace))

    def __str__(self) -> str:
        if not self.told:
            return str(Answer.CANNOT_TELL)
        if self.earliest == self.latest:
            return str(self.earliest)
        if self.latest is None:
            return f"{self.earliest} or later"
        return f"{self.latest} or earlier" if self.earliest is None else f"{self.earliest} to {self.latest}"


def of_date(value: PartialDate, *reasons: Because) -> Day:
    """Return the window of a recorded date."""
    _, earliest, latest = known(value)
    return Day(earliest, latest, reasons)


def of_count(counted: Counted, *reasons: Because | Step) -> Day:
    """Return a counted day, its steps after the reasons."""
    return Day(counted.earliest, counted.latest, (*reasons, *counted.trace))


def untold(*reasons: Because | Step) -> Day:
    """Return a day of which nothing can be told."""
    return Day(None, None, reasons)


def after(day: Day) -> Day:
    """Return the day after another one; no bound where it would lie beyond the year 9999."""

    def plus(one: date | None) -> date | None:
        return one + timedelta(days=1) if one is not None and one < date.max else None

    return Day(plus(day.earliest), plus(day.latest), day.trace)


def later(start: Day, period: Period, why: Because) -> Day:
    """Return the day a period after another; hours aren't counted in days."""
    if period.hours or period.minutes or period.seconds:
        return untold(why, Because("a period of hours gives no day", lacks=True))
    try:
        low = last_day(start.earliest, period, purpose=Purpose.TERM) if start.earliest else None
        high = last_day(start.latest, period, purpose=Purpose.TERM) if start.latest else None
    except DateOutOfRangeError as error:
        return untold(why, *start.trace, Because(str(error), lacks=True))
    shown = high or low
    steps = shown.trace if shown else ()
    return Day(low.earliest if low else None, high.latest if high else None, (why, *start.trace, *steps))


def first_of_month(start: Day, month: int, why: Because) -> Day:
    """Return the first day of the n-th month after that of another day; no bound beyond the year 9999."""

    def first(day: date | None) -> date | None:
        if day is None:
            return None
        years, index = divmod(day.month - 1 + month, 12)
        return date(day.year + years, index + 1, 1) if day.year + years <= date.max.year else None

    step = Because(f"the first day of month {month} after that month")
    return Day(first(start.earliest), first(start.latest), (why, *start.trace, step))


def place_of(provision: Provision) -> str:
    """Return where a provision stands, as text."""
    return str(provision.at) if provision.at else ""


def last_of(days: Sequence[Day], *reasons: Because) -> Day:
    """Return the last of several days: known only as far as each of them is."""
    return nth_of(days, len(days), *reasons)


def first_of(days: Sequence[Day], *reasons: Because) -> Day:
    """Return the first of several days."""
    return nth_of(days, 1, *reasons)


def either(days: Sequence[Day], *reasons: Because | Step) -> Day:
    """Return the window of a day that is one of several, by which it can't be told."""
    lows = [day.earliest for day in days if day.earliest is not None]
    highs = [day.latest for day in days if day.latest is not None]
    trace = (step for day in days for step in day.trace)
    low = min(lows) if len(lows) == len(days) else None
    return Day(low, max(highs) if len(highs) == len(days) else None, (*reasons, *trace))


def nth_of(days: Sequence[Day], number: int, *reasons: Because) -> Day:
    """Return the day by which so many of several have come.

    Args:
        days: The days, in any order; at least one.
        number: Which one, counted from 1 by time.
        reasons: What goes before the traces of the days.
    """
    if not 1 <= number <= len(days):
        return untold(*reasons)
    # The n-th earliest bound can't be passed by fewer days than n; an unknown one can lie anywhere.
    lows = sorted((day.earliest or date.min) for day in days)
    highs = sorted((day.latest or date.max) for day in days)
    low, high = lows[number - 1], highs[number - 1]
    deciding = [day for day in days if day.latest is None or day.earliest is None or day.latest >= low]
    deciding = [day for day in deciding if day.earliest is None or day.latest is None or day.earliest <= high]
    traces: Iterable[Because | Step] = (step for day in deciding for step in day.trace)
    return Day(None if low == date.min else low, None if high == date.max else high, (*reasons, *traces))
