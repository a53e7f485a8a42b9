"""When something was, is asked about or falls due: a moment, or a day, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agreements.errors import DateOutOfRangeError
from agreements.timing.answer import Answer
from agreements.timing.counting import known
from agreements.timing.instants import Instant, day_bounds
from agreements.timing.partial_date import PartialDate

__all__ = ["When", "when"]


@dataclass(frozen=True, slots=True)
class When:
    """A point in time as far as it is known.

    Attributes:
        earliest: The first moment it can be; None where that can't be told.
        latest: The last moment it can be; None where that can't be told.
        first_day: The first day it can be; None where that can't be told.
        last_day: The last day it can be; None where that can't be told.
        given: As it was given: a moment, a day, or nothing.
    """

    earliest: Instant | None
    latest: Instant | None
    first_day: date | None
    last_day: date | None
    given: Instant | PartialDate | None

    def before(self, other: When) -> Answer:
        """Say whether it lies before another, or at the same moment."""
        if self.latest is not None and other.earliest is not None and self.latest <= other.earliest:
            return Answer.YES
        if self.earliest is not None and other.latest is not None and self.earliest > other.latest:
            return Answer.NO
        return Answer.CANNOT_TELL

    def by(self, now: When) -> Answer:
        """Say whether it has come by another: days are compared as the calendars of their own places have them."""
        if now.last_day is None:
            return self.before(now)
        if isinstance(now.given, Instant):
            over = not isinstance(self.given, Instant) and self.last_day is not None and self.last_day < now.last_day
            return Answer.YES if over else self.before(now)
        if self.first_day is not None and self.first_day > now.last_day:
            return Answer.NO
        return Answer.of(True if self.last_day is not None and self.last_day <= now.last_day else None)

    def __str__(self) -> str:
        return str(self.given) if self.given is not None else "a time not recorded"


def when(given: Instant | PartialDate | date | None) -> When:
    """Return a point in time: a moment, or a day anywhere on earth."""
    if given is None:
        return When(None, None, None, None, None)
    if isinstance(given, Instant):
        return When(given, given, given.day, given.day, given)
    return _of_day(given if isinstance(given, PartialDate) else PartialDate(given.isoformat()))


@lru_cache(maxsize=1 << 14)  # the same few days are asked about again and again
def _of_day(day: PartialDate) -> When:
    _, first, last = known(day)
    return When(_edge(first, 0), _edge(last, 1), first, last, day)


def _edge(day: date | None, which: int) -> Instant | None:
    """Return the first or the last second of a day anywhere; None at the edge of the calendar."""
    if day is None:
        return None
    try:
        return day_bounds(day, None)[which]
    except DateOutOfRangeError:
        return None
