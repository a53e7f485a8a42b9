"""A calendar by walking, independent of `datetime`, `dateutil` and the library: the oracle for counting.

It walks day by day from 1 January 1990, a Monday, to the end of 2430, and knows only how long the months are.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1990, 2430


class Day(NamedTuple):
    year: int
    month: int
    number: int


def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 400 == 0 or (year % 4 == 0 and year % 100 != 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


DAYS: list[Day] = []
WEEKDAY: list[int] = []  # 0 is Monday
MONTH: list[int] = []  # the month of a day, counted from the first
FIRST_OF: list[int] = []  # the place of each month's first day

_year, _month, _number = FIRST_YEAR, 1, 1
while _year <= LAST_YEAR:
    if _number == 1:
        FIRST_OF.append(len(DAYS))
    WEEKDAY.append(len(DAYS) % 7)
    MONTH.append(len(FIRST_OF) - 1)
    DAYS.append(Day(_year, _month, _number))
    _number += 1
    if _number > _month_length(_year, _month):
        _month, _number = _month + 1, 1
        if _month > 12:
            _year, _month = _year + 1, 1

PLACE = {day: place for place, day in enumerate(DAYS)}
CYCLE = range(PLACE[Day(2000, 1, 1)], PLACE[Day(2400, 1, 1)])
"""The places of every day of 400 years, after which the calendar repeats itself."""


def by_number(place: int, months: int) -> tuple[int, bool]:
    """Return the same number so many months on, or that month's last day; and whether it lacks the number."""
    month = MONTH[place] + months
    wanted, last = FIRST_OF[month] + DAYS[place].number - 1, FIRST_OF[month + 1] - 1
    return min(wanted, last), wanted > last


def works(place: int, holidays: Collection[int]) -> bool:
    return WEEKDAY[place] < 5 and place not in holidays


def last_day(name: str, start: int, months: int, days: int, holidays: Collection[int] = ()) -> tuple[int, int]:
    """Return the first and last place the last day can have by the convention of that name."""
    if name == "eve-of-anniversary":
        # The day before the one that bears the number; the month's last day where none bears it.
        target, lacking = by_number(start, months) if months else (start, False)
        last = target + days - (0 if lacking else 1)
        return last, last
    target, lacking = by_number(start, months) if months else (start, False)
    first = last = target + days
    if name == "anniversary":
        return first, last + lacking
    if name in ("ets-76", "reg-1182-71"):
        while not works(last, holidays):
            last += 1
    if name == "reg-1182-71" and (months or days >= 2):
        while sum(works(place, holidays) for place in range(max(start + 1, last - 20), last + 1)) < 2:
            last += 1
            while not works(last, holidays):
                last += 1
    return last, last
