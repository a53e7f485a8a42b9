"""Which days are working days: weekends, and public holidays where somebody knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from agreements.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holidays import HolidayBase

_WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar of working days: every day but Saturdays, Sundays and the public holidays it knows.

    The weekend is Saturday and Sunday everywhere, because the two instruments that move a last day name these two.

    Attributes:
        name: Whose holidays these are; empty: nobody's.
        dates: The holidays, if they were given one by one.
        country: ISO 3166-1 code, if they come from the `holidays` package; empty otherwise.

    Source: Regulation (EEC, Euratom) No 1182/71, art. 2; European Convention on the Calculation of Time-Limits
    (ETS 76), art. 5.
    """

    name: str = ""
    dates: frozenset[date] = frozenset()
    country: str = ""

    @classmethod
    def given(cls, name: str, dates: Iterable[date]) -> WorkingDays:
        """Return a calendar with these holidays, such as those an institution has published.

        Args:
            name: Whose they are, for the trace.
            dates: The days; any number, in any order.
        """
        return cls(name=name, dates=frozenset(dates))

    @classmethod
    def of_country(cls, code: str) -> WorkingDays:
        """Return the calendar with a country's national public holidays.

        They come from the `holidays` package (extra `holidays`). Without it, and for years it doesn't know, the
        calendar has weekends alone; `basis` says so.

        Args:
            code: ISO 3166-1, two or three capital letters.

        Raises:
            UnknownNameError: It is no such code, or the package is installed and knows no such country.
        """
        # The package would take its classes' names too.
        if not re.fullmatch("[A-Z]{2,3}", code) or (_version() and _calendar(code) is None):
            raise UnknownNameError("calendar of holidays", code)
        return cls(name=code, country=code)

    def closed(self, day: date) -> str:
        """Return why nobody works on a day: the day of the week or the holiday's name; empty on a working day."""
        if day in self.dates:
            return f"holiday of {self.name}"
        if self.country and _version():
            calendar = _calendar(self.country)
            holiday = calendar.get(day) if calendar is not None else None
            if holiday:
                return str(holiday)
        return _WEEKEND.get(day.weekday(), "")

    def basis(self, day: date) -> str:
        """Return what the answer for a day rests on: weekends alone, or weekends and whose holidays."""
        if self.country:
            calendar = _calendar(self.country) if _version() else None
            if calendar is None:
                return f"weekends alone: the holidays package, which knows those of {self.country}, isn't installed"
            source = f"holidays {_version()}"
            if not calendar.start_year <= day.year <= calendar.end_year:
                return f"weekends alone: {source} doesn't know those of {self.country} in {day.year}"
            return f"weekends and holidays of {self.country}, by {source}"
        return f"weekends and holidays of {self.name}" if self.name else "weekends alone"


WEEKENDS = WorkingDays()
"""Saturdays and Sundays alone."""


@cache
def _version() -> str:
    """Return the version of the `holidays` package, empty where it isn't installed."""
    try:
        import holidays  # noqa: F401
    except ImportError:
        return ""
    from importlib.metadata import version

    return version("holidays")


@cache
def _calendar(code: str) -> HolidayBase | None:
    """Return a country's holidays; None where the package has none."""
    import holidays

    try:
        # It fills in the years as they are asked for. English where a country's calendar has it.
        return holidays.country_holidays(code, language="en_US")
    except NotImplementedError:
        return None
