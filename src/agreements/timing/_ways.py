"""The ways from one day to another that a rule of counting takes, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from agreements.errors import DateOutOfRangeError
from agreements.timing.conventions import BackReading, DayRule, Extension, MissingDay
from agreements.timing.trace import Operation, Step
from agreements.timing.working_days import WorkingDays

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Length:
    """The calendar part of a period, which may be a multiple too long for `Period`."""

    months: int
    days: int

    @property
    def months_text(self) -> str:
        years, months = divmod(self.months, 12)
        return "P" + (f"{years}Y" if years else "") + (f"{months}M" if months else "")

    @property
    def days_text(self) -> str:
        return f"P{self.days}D"

    def __str__(self) -> str:
        return (self.months_text if self.months else "P") + (f"{self.days}D" if self.days else "")


def forward(day: date, length: Length, rule: DayRule, missing: MissingDay) -> list[Step]:
    """Return the steps from the day a period runs from to its last day, before any move to a working day."""
    steps = []
    if length.months:
        target = _shifted(day, months=length.months)
        operation, source = Operation.PLUS_MONTHS, rule.source
        if target.day != day.day:
            # relativedelta has cut back to the last day of a month that lacks the number.
            operation, source = Operation.PLUS_MONTHS_LAST, rule.missing_day_source
            if missing is MissingDay.FIRST_OF_NEXT:
                operation, target = Operation.PLUS_MONTHS_NEXT, target + _DAY
        day = target
        steps.append(Step(operation, length.months_text, day, source))
    if length.days:
        day = _shifted(day, days=length.days)
        steps.append(Step(Operation.PLUS_DAYS, length.days_text, day, rule.source))
    if rule.first_day_counts:
        day = _shifted(day, days=-1)
        steps.append(Step(Operation.EVE, "", day, rule.source))
    return steps


def ways_back(day: date, given: str, length: Length, rule: DayRule) -> list[list[Step]]:
    """Return a way for each reading of the rule; of two that lead to the same day, the first is to be shown."""
    ways = []
    for reading in rule.back:
        if reading is BackReading.BACK:
            ways.append([Step(Operation.START, given, day), *_back(day, length, rule)])
            continue
        for missing in rule.missing_day:
            found = _latest_start(day, length, rule, missing)
            step = Step(Operation.LATEST_START, str(length), found, rule.back_source)
            ways.append([Step(Operation.START, given, day), step])
    return ways


def _back(day: date, length: Length, rule: DayRule) -> list[Step]:
    steps = []
    if rule.first_day_counts:
        day = _shifted(day, days=1)
        steps.append(Step(Operation.DAY_AFTER, "", day, rule.source))
    if length.months:
        target = _shifted(day, months=-length.months)
        # A later day than the month's last would leave less than the period.
        missing = target.day != day.day
        day = target
        operation = Operation.MINUS_MONTHS_LAST if missing else Operation.MINUS_MONTHS
        steps.append(Step(operation, length.months_text, day, rule.back_source))
    if length.days:
        day = _shifted(day, days=-length.days)
        steps.append(Step(Operation.MINUS_DAYS, length.days_text, day, rule.back_source))
    return steps


def _latest_start(end: date, length: Length, rule: DayRule, missing: MissingDay) -> date:
    """Return the latest day from which the period has ended by `end`."""

    def in_time(day: date) -> bool:
        try:
            return arrival(forward(day, length, rule, missing)) <= end
        except DateOutOfRangeError:
            return False

    # A later start never ends earlier, and counting back is at most a few days off.
    found = arrival(_back(end, length, rule))
    while not in_time(found):
        found = _shifted(found, days=-1)
    while found < end and in_time(found + _DAY):
        found += _DAY
    return found


def extended(start: date, day: date, length: Length, rule: Extension, working_days: WorkingDays) -> list[Step]:
    """Return the steps that move a last day on which nobody works."""
    steps = []
    if working_days.closed(day):
        steps += _to_working_day(day, Operation.NEXT_WORKING_DAY, rule.source, working_days)
        day = arrival(steps)
    else:
        steps.append(Step(Operation.WORKING_DAY, working_days.basis(day), day, rule.source))
    if rule.least and (length.months or length.days >= 2):
        passed, worked = start, 0
        while passed < day and worked < rule.least:
            passed += _DAY
            worked += not working_days.closed(passed)
        for _ in range(rule.least - worked):
            skipped = _to_working_day(
                _shifted(day, days=1), Operation.LEAST_WORKING_DAYS, rule.least_source, working_days
            )
            day = arrival(skipped)
            steps += [*skipped[:-1], replace(skipped[-1], argument=str(rule.least))]
    return steps


def _to_working_day(day: date, operation: Operation, source: str, working_days: WorkingDays) -> list[Step]:
    """Return the steps to the first working day on or after a day: each day skipped, then that day."""
    steps = []
    while reason := working_days.closed(day):
        steps.append(Step(Operation.NO_WORK, reason, day))
        day = _shifted(day, days=1)
    return [*steps, Step(operation, working_days.basis(day), day, source)]


def arrival(steps: list[Step]) -> date:
    """Return the day a way has led to."""
    day = steps[-1].value
    assert isinstance(day, date)  # every way begins with a day, and every step of a way has one
    return day


def _shifted(day: date, *, months: int = 0, days: int = 0) -> date:
    try:
        return day + (_months(months) if months else timedelta(days=days))
    except (ValueError, OverflowError):
        raise DateOutOfRangeError(day, f"{months} months" if months else f"{days} days") from None


@lru_cache(maxsize=1_000)
def _months(number: int) -> relativedelta:
    # A series or a window asks for the same few again and again, and making one costs more than adding it.
    return relativedelta(months=number)
