"""Moments in time, read and shown in time zones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from agreements.errors import DateOutOfRangeError, InvalidValueError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_KIND = "moment"
_TEXT_LIMIT = 100
_WAY_OUT = "write it like '2024-06-20T04:10[Europe/Kyiv]' or '2024-06-20T04:10+03:00'"
_SECOND = timedelta(seconds=1)

_LOCAL = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
_ZONE = r"(?P<{}>[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*)"
_WHOLE = re.compile(rf"{_LOCAL}{_OFFSET}?(?:\[{_ZONE.format('inside')}\]| {_ZONE.format('after')})?")


class Reading(Enum):
    """Which of two moments a local time means that a clock change has made doubtful.

    A time that is skipped when clocks go forward is read by the offset in force after the change (earlier) or before it
    (later); a time that comes twice when they go back is the first (earlier) or the second (later).
    """

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment, to the second, with the time zone it is shown in.

    As text: `2024-06-20T04:10[Europe/Kyiv]`, with a name of the IANA time zone database; `2024-06-20T04:10+03:00`, with
    an offset; `2024-06-20T01:10Z` in UTC; or an offset and a zone, which have to agree. Seconds may follow the minutes.
    A local time without either is refused, and so is one that a change of the clocks skips or repeats, unless an offset
    settles it.

    Two are equal, and ordered, by the moment alone.

    Attributes:
        utc: The moment, as a `datetime` in UTC.
        zone: Where it is shown: a name of the IANA time zone database, an offset such as `+03:00`, or `Z` for UTC.
        note: What had to be decided to read it; empty where nothing had.

    Source: ISO 8601-1:2019; RFC 9557 for the zone's name in brackets; IANA Time Zone Database, as installed with the
    `tzdata` package, so that every machine gives the same answer.
    """

    utc: datetime
    zone: str = field(default="Z", compare=False)
    note: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse what is no moment.

        Raises:
            InvalidValueError: `utc` isn't in UTC or has a fraction of a second, or there is no such zone.
        """
        if self.utc.tzinfo is not UTC or self.utc.microsecond:
            raise InvalidValueError(
                _KIND, self.utc, "it isn't a whole second in UTC", "use Instant.parse or Instant.of"
            )
        _tzinfo(self.zone)

    @classmethod
    def parse(cls, text: str, *, skipped: Reading | None = None, repeated: Reading | None = None) -> Instant:
        """Return the moment that a text states.

        Args:
            text: `2024-06-20T04:10+03:00`, `2024-06-20T01:10Z`, `2024-06-20T04:10[Europe/Kyiv]`,
                `2024-06-20T04:10 Europe/Kyiv`, or an offset and a zone, which have to agree. Seconds may follow.
            skipped: How to read a local time that doesn't exist in its zone; None: it is refused.
            repeated: How to read one that comes twice; None: it is refused. An offset in the text settles it.

        Raises:
            InvalidValueError: The text is anything else; it names no zone or an unknown one; its offset is never used
                by its zone at that time; or the time is skipped or comes twice and nobody said how to read it.
            DateOutOfRangeError: In UTC it lies outside the years 1 to 9999.
        """
        if not isinstance(text, str):
            raise InvalidValueError(_KIND, text, "it is no text", _WAY_OUT)
        if len(text) > _TEXT_LIMIT or not (found := _WHOLE.fullmatch(text)):
            raise InvalidValueError(_KIND, text, *_complaint(text))
        try:
            local = datetime.fromisoformat(f"{found['day']}T{found['time']}")
        except ValueError as error:
            raise InvalidValueError(_KIND, text, f"there is no such day or time: {error}") from None
        zone = found["inside"] or found["after"]
        if zone is None and found["offset"] is None:
            raise InvalidValueError(_KIND, text, "it names no time zone", f"write '{text}Z' or '{text}[Europe/Kyiv]'")
        try:
            if found["offset"] is None:
                return _in_zone(local, zone, text, skipped, repeated)
            moment = cls(_to_utc(local, _tzinfo(found["offset"])), zone or found["offset"])
        except InvalidValueError as error:
            if error.kind == _KIND:
                raise
            raise InvalidValueError(_KIND, text, str(error)) from None
        if zone is not None and found["offset"] != "Z" and moment._local().replace(tzinfo=None) != local:
            raise InvalidValueError(_KIND, text, f"at that time {zone} is at {_offset(moment._local())}")
        return moment

    @classmethod
    def of(cls, moment: datetime) -> Instant:
        """Return the moment of an aware `datetime`, shown at its offset; a fraction of a second is cut off.

        Raises:
            InvalidValueError: It has no time zone.
            DateOutOfRangeError: In UTC it lies outside the years 1 to 9999.
        """
        if moment.utcoffset() is None:
            raise InvalidValueError(_KIND, moment, "it names no time zone", "give it a tzinfo")
        whole = moment.replace(microsecond=0)
        return cls(_to_utc(whole, whole.tzinfo), _offset(whole))

    def plus(self, elapsed: timedelta) -> Instant:
        """Return the moment that is so much later on UTC, shown in the same zone.

        Raises:
            DateOutOfRangeError: It lies outside the years 1 to 9999.
        """
        try:
            return replace(self, utc=self.utc + elapsed, note="")
        except OverflowError:
            raise DateOutOfRangeError(self, elapsed) from None

    def shown_in(self, zone: str) -> Instant:
        """Return the same moment, shown in another zone.

        Args:
            zone: A name of the IANA database, an offset such as `+03:00`, or `Z`.

        Raises:
            InvalidValueError: There is no such zone.
        """
        return replace(self, zone=zone)

    @property
    def zone_data(self) -> str:
        """The version of the time zone data it is shown by; empty where it is shown at an offset."""
        return "" if _is_offset(self.zone) else f"IANA time zones, tzdata {_data_version()}"

    @property
    def day(self) -> date:
        """The day that the zone's calendar shows."""
        return self._local().date()

    def to_next_hour(self) -> timedelta:
        """Return the time left of the hour that the zone's clock shows: more than none, at most an hour."""
        local = self._local()
        return timedelta(hours=1) - timedelta(minutes=local.minute, seconds=local.second)

    def _local(self) -> datetime:
        try:
            return self.utc.astimezone(_tzinfo(self.zone))
        except OverflowError:
            raise DateOutOfRangeError(self.utc, f"the offset of {self.zone}") from None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let Pydantic read a text or take an instance, and write the canonical text."""
        from pydantic_core import core_schema

        def take(value: Any) -> Instant:
            try:
                return value if isinstance(value, Instant) else cls.parse(value)
            except DateOutOfRangeError as error:  # which is no ValueError, as Pydantic wants
                raise InvalidValueError(_KIND, value, str(error)) from None

        return core_schema.no_info_plain_validator_function(
            take, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of the text."""
        return {
            "title": "Moment",
            "type": "string",
            "maxLength": _TEXT_LIMIT,
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+\[ -].*)$",
            "description": "A moment with its time zone: `2024-06-20T04:10[Europe/Kyiv]`, `2024-06-20T04:10+03:00`.",
            "examples": ["2024-06-20T04:10[Europe/Kyiv]", "2024-06-20T01:10Z"],
        }

    def __str__(self) -> str:
        """Return the moment by RFC 9557, such as `2024-06-20T04:10:00+03:00[Europe/Kyiv]`."""
        local = self._local()
        named = "" if _is_offset(self.zone) else f"[{self.zone}]"
        return f"{local.replace(tzinfo=None).isoformat()}{'Z' if self.zone == 'Z' else _offset(local)}{named}"


def day_bounds(day: date, zone: str | None) -> tuple[Instant, Instant]:
    """Return the first and the last second of a day.

    Args:
        day: The day.
        zone: Where; None: nobody knows, so from its first second anywhere on earth to its last, in UTC.

    Raises:
        InvalidValueError: There is no such zone, or the zone skipped that day when it crossed the date line.
        DateOutOfRangeError: In UTC one of them lies outside the years 1 to 9999.
    """
    if zone is None:
        # The widest offsets in use since 1900, by the IANA database; a test looks for wider ones.
        first, last = _day_begins(day, "+14:00"), _day_begins(day, "-12:00").plus(timedelta(days=1))
        return first.shown_in("Z"), last.plus(-_SECOND).shown_in("Z")
    try:
        tomorrow = day + timedelta(days=1)
    except OverflowError:
        raise DateOutOfRangeError(day, "one day") from None
    first = _day_begins(day, zone)
    # Where clocks go back over midnight, the last minutes of the day come again after the next day has begun.
    ends = [_day_begins(tomorrow, zone, fold).plus(-_SECOND) for fold in (1, 0)]
    last = ends[0] if ends[0]._local().date() == day else ends[1]
    if last < first:
        raise InvalidValueError("day", str(day), f"{zone} skipped it")
    return first, last


def _day_begins(day: date, zone: str, fold: int = 0) -> Instant:
    """Return the moment at which a zone's clocks show a day's midnight, or go forward over it.

    Args:
        day: The day.
        zone: Where.
        fold: Which midnight is meant if it comes twice: 0 is the first, 1 the second.
    """
    midnight, tz = datetime(day.year, day.month, day.day), _tzinfo(zone)
    meant = [Instant(_to_utc(midnight.replace(fold=fold), tz), zone) for fold in (0, 1)]
    if meant[0]._local().replace(tzinfo=None) == midnight:
        return meant[fold]
    # The change that skips midnight lies between the two readings.
    before, after = meant[1].plus(-_SECOND), meant[0]
    while after.utc - before.utc > _SECOND:
        middle = before.plus((after.utc - before.utc) // 2 // _SECOND * _SECOND)
        before, after = (before, middle) if middle._local().date() >= day else (middle, after)
    return after


def _in_zone(local: datetime, zone: str, text: str, skipped: Reading | None, repeated: Reading | None) -> Instant:
    """Return the moment at which a zone's clocks show a time, if there is one, or the reading asked for."""
    tz = _tzinfo(zone)
    first, second = (Instant(_to_utc(local.replace(fold=fold), tz), zone) for fold in (0, 1))
    if first == second:
        return first
    exists = first._local().replace(tzinfo=None) == local
    fault = f"that time comes twice in {zone}" if exists else f"that time is skipped in {zone}"
    earlier, later = sorted((first, second))
    reading = repeated if exists else skipped
    if reading is None:
        hint = (
            f"{earlier} or {later}"
            if exists
            else f"clocks go from {_offset(earlier._local())} to {_offset(later._local())}"
        )
        raise InvalidValueError(_KIND, text, fault, hint)
    moment = earlier if reading is Reading.EARLIER else later
    return replace(moment, note=f"{fault}; the {reading.value} reading was chosen")


def _to_utc(local: datetime, tz: tzinfo | None) -> datetime:
    try:
        return local.replace(tzinfo=tz).astimezone(UTC)
    except (OverflowError, ValueError):
        raise DateOutOfRangeError(local, f"the offset of {tz}") from None


def _is_offset(zone: str) -> bool:
    return zone == "Z" or zone.startswith(("+", "-"))


@cache
def _tzinfo(zone: str) -> tzinfo:
    if zone == "Z":
        return UTC
    if re.fullmatch(r"[+-][0-9]{2}:[0-5][0-9](?::[0-5][0-9])?", zone):
        hours, minutes, seconds = (int(number) for number in f"{zone[1:]}:0".split(":")[:3])
        size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if size < timedelta(hours=24):
            return timezone(-size if zone[0] == "-" else size)
    elif zone in _zones():
        # Always from the package: the system's own data differ from one machine to the next.
        with resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
            return ZoneInfo.from_file(file, key=zone)
    from rapidfuzz import process

    near = process.extractOne(zone, list(_zones()), score_cutoff=60)
    raise InvalidValueError(
        "time zone", zone, "the IANA database has no such name", f"did you mean {near[0]!r}?" if near else ""
    )


@cache
def _data_version() -> str:
    from importlib.metadata import version

    return version("tzdata")


@cache
def _zones() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def _offset(local: datetime) -> str:
    """Return the offset of an aware time, such as `+03:00`; local mean times have seconds."""
    size = local.utcoffset() or timedelta(0)
    sign, size = ("-", -size) if size < timedelta(0) else ("+", size)
    minutes, seconds = divmod(size // _SECOND, 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _complaint(text: str) -> tuple[str, str]:
    """Return what is wrong with a text that isn't in the notation, and the way out."""
    if len(text) > _TEXT_LIMIT:
        return f"it has more than {_TEXT_LIMIT} characters", ""
    if re.search(r":[0-9]{2}[.,][0-9]", text):
        return "fractions of a second are not accepted", "round it to the second"
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return "it has no time of day", _WAY_OUT
    return "it is not in the notation of ISO 8601 with a time zone", _WAY_OUT
