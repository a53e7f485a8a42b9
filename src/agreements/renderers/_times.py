"""Moments, days and what is left until them, for people: with the day of the week, in every zone asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from agreements.errors import DateOutOfRangeError
from agreements.timing import Answer
from agreements.timing.instants import Instant
from agreements.tracking import Limit, When

__all__ = ["limit_line", "limit_lines", "time_left", "when_lines"]

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # strftime's depend on the locale
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_MANY_HOURS: Final = timedelta(days=3)


def when_lines(given: Instant | date | None, zones: Sequence[str]) -> list[str]:
    """Return a moment, a line a zone, or a day, which is one line.

    Args:
        given: What to show; None: it isn't known.
        zones: Where; none: where the moment itself is.
    """
    if given is None:
        return ["not known"]
    if isinstance(given, Instant):
        return [_moment(given, zone) for zone in zones or (None,)]
    return [_day(given)]


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"


def _moment(moment: Instant, zone: str | None) -> str:
    shown = moment.shown_in(zone) if zone else moment
    try:
        text = str(shown)
    except DateOutOfRangeError:  # at the edge of the calendar there is a moment in UTC only
        shown = moment.shown_in("Z")
        text = str(shown)
    local = datetime.fromisoformat(text.partition("[")[0])
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    offset = "UTC" if shown.zone == "Z" else shown.zone
    if "[" in text:
        offset = f"{shown.zone} ({text.partition('[')[0][19:]})"
    return f"{_day(local.date())} {clock} {offset}"


def limit_lines(limit: Limit, zones: Sequence[str]) -> list[str]:
    """Return a time limit, a line or more a zone; nothing where nothing is known of it."""
    if not limit.told:
        return []
    first, last = limit.earliest, limit.latest
    if first == last:
        return when_lines(first, zones)
    if last is None:
        return [f"{line} or later" for line in when_lines(first, zones)]
    if first is None:
        return [f"{line} or earlier" for line in when_lines(last, zones)]
    between = [f"between {line}" for line in when_lines(first, zones)]
    return [*between, *(f"and {line}" for line in when_lines(last, zones))]


def limit_line(limit: Limit, zones: Sequence[str]) -> str:
    """Return a time limit on one line, in every zone asked for: `Thu ... Europe/Kyiv (+02:00) = Wed ... `."""
    told = [" ".join(limit_lines(limit, (zone,))) for zone in zones] or [" ".join(limit_lines(limit, ()))]
    return " = ".join(dict.fromkeys(told)) or str(Answer.CANNOT_TELL)


def time_left(limit: Limit, now: When) -> str:
    """Return what is left until a limit, or since when it is over; empty where that can't be told."""
    left = limit.left(now)
    if left is not None:
        return _length(left, isinstance(limit.exact, Instant))
    if limit.earliest is None:
        return ""
    least = Limit(limit.earliest, limit.earliest, ()).left(now)
    if least is None or least <= timedelta(0):
        return ""
    return f"at least {_length(least, isinstance(limit.earliest, Instant))}"


def _length(left: timedelta, is_exact: bool) -> str:
    """Return a length as `16 h 10 min left`, minutes rounded down; of whole days as `3 days left`."""
    if not is_exact:
        if not left:
            return "today is the last day"
        return f"{_days(left.days)} left" if left > timedelta(0) else f"over for {_days(-left.days)}"
    if not left:
        return "this very moment is the last"
    length = abs(left)
    if length >= _MANY_HOURS:
        parts = [_days(length.days), f"{length.seconds // 3600} h"]
    else:
        hours, rest = divmod(length, _HOUR)
        parts = [f"{hours} h"] if hours else []
        parts += [f"{rest // _MINUTE} min"] if rest >= _MINUTE or not hours else []
    text = " ".join(parts)
    text = "less than a minute" if text == "0 min" else text
    return f"{text} left" if left > timedelta(0) else f"over for {text}"


def _days(number: int) -> str:
    return f"{number} day{'s' * (number != 1)}"
