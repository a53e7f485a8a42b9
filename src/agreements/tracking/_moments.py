"""When something happened, is asked about or falls due: a moment, or a day, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from agreements.errors import WrongTypeError
from agreements.timing import Answer
from agreements.timing.instants import Instant
from agreements.timing.points import When, when
from agreements.tracking._days import Day, Trace, lacking

__all__ = ["AsOf", "Limit", "When", "expect_as_of", "when"]

AsOf: TypeAlias = date | Instant
"""The day or the moment that is asked about."""


def expect_as_of(value: object, function: str) -> AsOf:
    """Return a value that is a day or a moment.

    Raises:
        WrongTypeError: It is neither, or a `datetime`, which may have no time zone.
    """
    if isinstance(value, Instant) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    hint = "Instant.parse('2024-06-20T04:10[Europe/Kyiv]') makes a moment, datetime.date a day"
    if isinstance(value, datetime):
        hint = "Instant.of(...) makes a moment of an aware datetime"
    raise WrongTypeError(function, "a datetime.date or an Instant as as_of", value, hint)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last moment, or the last day, for something, as far as it can be told.

    Attributes:
        earliest: The earliest that the limit can be: a moment where hours are counted, else a day; None: not known.
        latest: The latest that it can be; None: not known.
        trace: How it came about.
    """

    earliest: Instant | date | None
    latest: Instant | date | None
    trace: Trace

    @classmethod
    def of_day(cls, day: Day) -> Limit:
        """Return the limit at the end of a day."""
        return cls(day.earliest, day.latest, day.trace)

    @property
    def told(self) -> bool:
        """Whether anything is known of it."""
        return self.earliest is not None or self.latest is not None

    @property
    def exact(self) -> Instant | date | None:
        """The limit, where there is no doubt about it; None otherwise."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps more of it from being told, in sentences."""
        return lacking(self.trace)

    def kept(self, by: When) -> Answer:
        """Say whether a point in time lies within the limit; its very moment, and its whole day, do."""
        if self.earliest is not None and _within(by, self.earliest):
            return Answer.YES
        return Answer.NO if self.latest is not None and _beyond(by, self.latest) else Answer.CANNOT_TELL

    def left(self, at: When) -> timedelta | None:
        """Return the time left, negative where it has passed; None where either isn't known exactly."""
        limit = self.exact
        if isinstance(limit, Instant):
            return limit.utc - at.earliest.utc if at.earliest is not None and at.earliest == at.latest else None
        if limit is not None and at.first_day is not None and at.first_day == at.last_day:
            return limit - at.first_day
        return None

    def shown_in(self, zone: str | None) -> str:
        """Return the limit as text, moments in a time zone; None: in their own."""
        texts = [str(_zoned(one, zone)) if one is not None else "" for one in (self.earliest, self.latest)]
        if not any(texts):
            return str(Answer.CANNOT_TELL)
        if texts[0] == texts[1]:
            return texts[0]
        if not texts[1]:
            return f"{texts[0]} or later"
        return f"{texts[0]} to {texts[1]}" if texts[0] else f"{texts[1]} or earlier"


def _zoned(one: Instant | date, zone: str | None) -> Instant | date:
    return one.shown_in(zone) if isinstance(one, Instant) and zone is not None else one


def _within(by: When, limit: Instant | date) -> bool:
    if isinstance(limit, Instant):
        return by.latest is not None and by.latest <= limit
    return by.last_day is not None and by.last_day <= limit


def _beyond(by: When, limit: Instant | date) -> bool:
    if isinstance(limit, Instant):
        return by.earliest is not None and by.earliest > limit
    return by.first_day is not None and by.first_day > limit
