"""Counting days, months and years: the last day of a period, forward or back, and series of such days.

Every answer is a window of days with a trace. The window is one day wide where everything is known; it is wider where
the start is known in part, or where nobody settles how to count; it has no bound where that can't be told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from agreements.errors import CountingError, InvalidValueError
from agreements.timing._ways import Length, arrival, extended, forward, ways_back
from agreements.timing.answer import Answer
from agreements.timing.conventions import CALENDAR, Convention, DayRule, MissingDay
from agreements.timing.partial_date import PartialDate
from agreements.timing.period import Period
from agreements.timing.trace import Bound, Chooser, Operation, Step
from agreements.timing.working_days import WEEKENDS, WorkingDays


class Purpose(Enum):
    """What a period is for. It matters where a convention moves a last day on which nobody works."""

    ACT = "act"
    """Something has to be done within it: a notice, a payment, a meeting."""
    TERM = "term"
    """Something begins or ends with it: an agreement's term, its entry into force, its termination."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted day, as far as it can be told.

    Attributes:
        earliest: The first day it can be, inclusive; None where that can't be told.
        latest: The last day it can be, inclusive; None where that can't be told.
        convention: How it was counted.
        chosen_by: Who chose that.
        trace: How it came about.
    """

    earliest: date | None
    latest: date | None
    convention: Convention
    chosen_by: Chooser
    trace: tuple[Step, ...]

    @property
    def day(self) -> date | None:
        """The day, where there is no doubt about it; None otherwise."""
        return self.earliest if self.earliest == self.latest else None

    def before(self, day: date) -> Answer:
        """Say whether the counted day lies before another: whether it has gone by on that day."""
        if self.latest is not None and self.latest < day:
            return Answer.YES
        if self.earliest is not None and self.earliest >= day:
            return Answer.NO
        return Answer.CANNOT_TELL

    def __str__(self) -> str:
        """Return the day, the window such as `2025-02-28 to 2025-03-01`, or `cannot be told`."""
        if self.earliest is None and self.latest is None:
            return str(Answer.CANNOT_TELL)
        if self.earliest == self.latest:
            return str(self.earliest)
        return f"{self.earliest or 'unknown'} to {self.latest or 'unknown'}"


def last_day(
    start: date | PartialDate,
    period: Period,
    convention: Convention | None = None,
    *,
    chosen_by: Chooser | None = None,
    purpose: Purpose = Purpose.ACT,
    working_days: WorkingDays = WEEKENDS,
) -> Counted:
    """Return the last day of a period, inclusive: it ends when that day does.

    Years and months are counted first, then days.

    Args:
        start: The day the period runs from. Whether it is counted as the first day is for the convention to say; by
            default it isn't. A start known in part gives a window, an approximate or uncertain one cannot be told.
        period: Days, months and years; no hours.
        convention: How to count; None: `calendar`, by default.
        chosen_by: Who chose the convention; None: the caller, if one is given.
        purpose: What the period is for. Only deadlines for acts are ever moved to a working day.
        working_days: The calendar used by conventions that move the last day; others ignore it.

    Raises:
        CountingError: The period has hours, minutes or seconds, or the convention counts nothing else.
        DateOutOfRangeError: The last day, or one on the way to it, lies outside the years 1 to 9999.
        InvalidValueError: The start is a `datetime`; which day that is depends on a time zone.

    Source: the convention's.
    """
    convention, chosen_by = choice(convention, chosen_by)
    return _last_day(known(start), _length(period, convention), convention, chosen_by, purpose, working_days, ())


def last_day_before(
    end: date | PartialDate,
    period: Period,
    convention: Convention | None = None,
    *,
    chosen_by: Chooser | None = None,
) -> Counted:
    """Return the last day for something owed at least a period before a given day ("at least six months prior").

    Done by the earliest day of the window it is in time; done after the latest, it is late. The two differ even for an
    exact end where counting back and counting forward don't meet: from 28 February back by six months leads to
    28 August, and yet six months from 31 August end on 28 February. Nothing is moved for weekends or holidays.

    Args:
        end: The day counted back from. By most conventions it isn't counted itself, by `eve-of-anniversary` it is.
        period: Days, months and years; no hours.
        convention: How to count; None: `calendar`, by default.
        chosen_by: Who chose the convention; None: the caller, if one is given.

    Raises:
        CountingError: The period has hours, minutes or seconds, or the convention doesn't count back.
        DateOutOfRangeError: The day, or one on the way to it, lies outside the years 1 to 9999.
        InvalidValueError: The end is a `datetime`.

    Source: the convention's; Regulation (EEC, Euratom) No 1182/71, art. 3(4), for not moving it.
    """
    convention, chosen_by = choice(convention, chosen_by)
    length, rule = _length(period, convention), _rule(convention, period)
    if not rule.back:
        raise CountingError(
            convention.name, f"{period} back", f"it excludes that: {rule.back_source}", "use 'calendar'"
        )
    text, first, last = known(end)
    ways = ways_back(first, text, length, rule) if first else []
    lowest = min(ways, key=arrival, default=None)
    if first != last:
        ways = ways_back(last, text, length, rule) if last else []
    highest = max(ways, key=arrival, default=None)
    return _counted(text, lowest, highest, convention, chosen_by, ())


def series(
    start: date | PartialDate,
    period: Period,
    number: int,
    convention: Convention | None = None,
    *,
    chosen_by: Chooser | None = None,
    purpose: Purpose = Purpose.ACT,
    working_days: WorkingDays = WEEKENDS,
) -> tuple[Counted, ...]:
    """Return the last days of the first so many periods that follow each other, in order.

    Each is counted from the start, never from the one before, so that a series over month ends stays at month ends:
    monthly from 31 January gives 28 February, 31 March, 30 April.

    Args:
        start: The day the first period runs from; it is no part of the answer.
        period: Days, months and years; no hours.
        number: How many; none for zero.
        convention: As for `last_day`.
        chosen_by: As for `last_day`.
        purpose: As for `last_day`.
        working_days: As for `last_day`.

    Raises:
        CountingError: As for `last_day`.
        DateOutOfRangeError: As for `last_day`, for any of them.
        InvalidValueError: The start is a `datetime`, or the number is negative.
    """
    if number < 0:
        raise InvalidValueError("number of periods", number, "it is negative")
    convention, chosen_by = choice(convention, chosen_by)
    given, one = known(start), _length(period, convention)
    found = []
    for times in range(1, number + 1):
        length = Length(one.months * times, one.days * times)
        step = Step(Operation.TIMES, f"{times} × {period}")
        found.append(_last_day(given, length, convention, chosen_by, purpose, working_days, (step,)))
    return tuple(found)


def choice(
    convention: Convention | None, chosen_by: Chooser | None, default: Convention = CALENDAR
) -> tuple[Convention, Chooser]:
    """Return the convention to use and who chose it.

    Args:
        convention: The one asked for; None: the default.
        chosen_by: Who asked for it; None: the caller, if there is one.
        default: What is used where nobody chose.

    Raises:
        CountingError: Somebody is said to have chosen, but no convention is given.
    """
    if convention is not None:
        return convention, chosen_by or Chooser.CALLER
    if chosen_by not in (None, Chooser.DEFAULT):
        raise CountingError("no convention", "anything", f"{chosen_by.value} is said to have chosen one", "name it")
    return default, Chooser.DEFAULT


def _last_day(
    start: tuple[str, date | None, date | None],
    length: Length,
    convention: Convention,
    chosen_by: Chooser,
    purpose: Purpose,
    working_days: WorkingDays,
    first: tuple[Step, ...],
) -> Counted:
    rule = _rule(convention, length)
    text, earliest, latest = start

    def way(day: date, missing: MissingDay) -> list[Step]:
        steps = [Step(Operation.START, text, day), *forward(day, length, rule, missing)]
        reached = arrival(steps)
        if rule.extension is None:
            pass
        elif purpose is Purpose.TERM:
            steps.append(Step(Operation.NOT_MOVED, purpose.value, reached, rule.extension.acts_alone))
        else:
            steps += extended(day, reached, length, rule.extension, working_days)
        return steps

    lowest = way(earliest, rule.missing_day[0]) if earliest else None
    if earliest == latest and (len(rule.missing_day) == 1 or not length.months):
        highest = lowest
    else:
        highest = way(latest, rule.missing_day[-1]) if latest else None
    return _counted(text, lowest, highest, convention, chosen_by, first)


def _counted(
    given: str,
    lowest: list[Step] | None,
    highest: list[Step] | None,
    convention: Convention,
    chosen_by: Chooser,
    first: tuple[Step, ...],
) -> Counted:
    """Return the answer with its trace: one way where both bounds are reached the same way, else two."""
    trace = (Step(Operation.CONVENTION, convention.name, None, convention.source, chosen_by), *first)
    if lowest is not None and lowest == highest:
        day = arrival(lowest)
        return Counted(day, day, convention, chosen_by, (*trace, *lowest))
    days = []
    for bound, steps in ((Bound.EARLIEST, lowest), (Bound.LATEST, highest)):
        days.append(arrival(steps) if steps else None)
        told = steps or [Step(Operation.UNKNOWN, f"{given} has no {bound.value} day that is known")]
        trace += tuple(replace(step, bound=bound) for step in told)
    return Counted(days[0], days[1], convention, chosen_by, trace)


def known(given: date | PartialDate) -> tuple[str, date | None, date | None]:
    """Return a date's text, and the first and last day it can be; None where that can't be told.

    Raises:
        InvalidValueError: It is a `datetime`: which day that is depends on a time zone.
    """
    if isinstance(given, PartialDate):
        return given.text, given.earliest, given.latest
    if isinstance(given, datetime):
        raise InvalidValueError("date", given, "it has a time of day", "name the day, or count hours with last_moment")
    return given.isoformat(), given, given


def _length(period: Period, convention: Convention) -> Length:
    if period.hours or period.minutes or period.seconds:
        hint = "count hours from a moment, with last_moment"
        if period.years or period.months or period.days:
            hint = "no convention counts days and hours in one period; count them one after the other"
        raise CountingError(convention.name, period, "it has hours, minutes or seconds", hint)
    return Length(period.years * 12 + period.months, period.days)


def _rule(convention: Convention, length: object) -> DayRule:
    if convention.days is None:
        raise CountingError(
            convention.name, length, "it counts hours, and an hour is no part of a day", "use 'calendar'"
        )
    return convention.days
