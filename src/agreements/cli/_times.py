"""Options that are days, moments and time zones. Only here is it known what time it is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from agreements.timing.instants import Instant
    from agreements.tracking import AsOf

__all__ = ["DAY", "DAY_OR_MOMENT", "ZONE", "now", "today"]


def today() -> datetime.date:
    """Return the day it is here."""
    return datetime.date.today()


def now() -> Instant:
    """Return the moment it is, at the offset of the clocks here."""
    from agreements.timing.instants import Instant

    return Instant.of(datetime.datetime.now().astimezone())


class _Day(click.ParamType[datetime.date]):
    """An exact day."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        day = _day(str(value))
        if day is None:
            self.fail(f"{str(value)!r} is no day; write it like 2025-01-20", param, ctx)
        return day


class _DayOrMoment(click.ParamType["AsOf"]):
    """A day, or a moment with its time zone."""

    name = "day or moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> AsOf:
        from agreements.errors import AgreementsError
        from agreements.timing.instants import Instant

        if isinstance(value, Instant | datetime.date):
            return value
        text = str(value)
        if (day := _day(text)) is not None:
            return day
        if "T" not in text:
            self.fail(f"{text!r} is no day; write it like 2025-01-20, or with the hour: {_MOMENT}", param, ctx)
        try:
            return Instant.parse(text)
        except AgreementsError as error:
            self.fail(str(error), param, ctx)


class _Zone(click.ParamType[str]):
    """A time zone by its name or its offset."""

    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from agreements.errors import AgreementsError
        from agreements.timing.instants import Instant

        try:
            return Instant(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC), str(value)).zone
        except AgreementsError as error:
            self.fail(str(error), param, ctx)


_MOMENT = "2026-03-04T12:00[Europe/Kyiv]"
DAY = _Day()
DAY_OR_MOMENT = _DayOrMoment()
ZONE = _Zone()


def _day(text: str) -> datetime.date | None:
    """Return the day that a text in full states: `20250120` and week dates are none."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
