"""The years that lives are drawn over: from the first day known to the last, in whole years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from agreements.tracking import Day, Life

__all__ = ["Axis", "Bar", "bar"]

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, the first and the last one included.

    Attributes:
        first: The first day of the first year.
        last: The last day of the last year.
    """

    first: date
    last: date

    @classmethod
    def over(cls, lives: Sequence[Life], also: Iterable[date] = ()) -> Axis | None:
        """Return the years of everything that is known; None where no day is."""
        days = sorted({*(day for one in lives for day in one.told), *also})
        return cls(date(days[0].year, 1, 1), date(days[-1].year, 12, 31)) if days else None

    def years(self, most: int) -> list[date]:
        """Return the first days of years to be named: round ones, so many at the most."""
        span = self.last.year - self.first.year + 1
        step = next(step for step in _STEPS if span / step <= most or step == _STEPS[-1])
        start = -(-self.first.year // step) * step
        return [date(year, 1, 1) for year in range(start, self.last.year + 1, step) if year]

    def place(self, day: date) -> float:
        """Return how far a day lies along the axis: 0 for its first day, 1 for its last."""
        return (day - self.first).days / max((self.last - self.first).days, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """The time in which an agreement is in force, or in effect, on an axis.

    Attributes:
        first: The first day on which it may be; None where no day of its life is known.
        last: The last day on which it may be.
        sure: The first and the last day on which it surely is; None where there is none.
        provisional: The first and the last day on which it surely is applied provisionally; None where there is none.
        starts_open: Whether it may have begun before the first day.
        ends_open: Whether it may go on after the last day.
        goes_on: Whether it surely goes on after the last day.
    """

    first: date | None
    last: date
    sure: tuple[date, date] | None
    provisional: tuple[date, date] | None
    starts_open: bool
    ends_open: bool
    goes_on: bool


def bar(life: Life, axis: Axis) -> Bar:
    """Return a life as it lies on an axis that holds all its days."""
    known = life.told
    begins, ends = life.begins, life.ends if life.ends is not None else Day(axis.last, axis.last, ())
    first = begins.earliest or (known[0] if known else None)
    last = ends.latest or axis.last
    sure = None
    if begins.latest is not None:
        # Where nothing is known of the end, it surely is in force on the day on which it begins, and no more is sure.
        until = ends.earliest if ends.earliest is not None else begins.latest
        sure = (begins.latest, until) if until >= begins.latest else None
    applied = life.provisional.day if life.provisional is not None else None
    provisional = (applied, begins.earliest) if applied and begins.earliest and applied < begins.earliest else None
    return Bar(
        first=first,
        last=last if first is None else max(last, first),
        sure=sure,
        provisional=provisional,
        starts_open=begins.earliest is None,
        ends_open=ends.latest is None,
        goes_on=life.ends is None,
    )
