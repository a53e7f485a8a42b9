"""Dates as treaties and their sources leave them: partly stated, doubtful, open-ended, or one of several."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from agreements.errors import InvalidValueError
from agreements.timing.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_KIND = "date"
_TEXT_LIMIT = 200

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_SINGLE = f"(?:[0-9]{{4}}(?:-{_MONTH}(?:-(?:{_DAY}|XX))?|-XX(?:-XX)?)?|[0-9]{{3}}X|[0-9]{{2}}XX)[?~%]?"
_PATTERN = rf"^(?:{_SINGLE}|{_SINGLE}/(?:{_SINGLE}|\.\.)?|(?:\.\.)?/{_SINGLE}|\[{_SINGLE}(?:,{_SINGLE})*\])$"

_POINT = re.compile("([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")

# What people write and ISO 8601-2 has, and this subset hasn't: each refused by name. The first that fits is reported.
_REFUSED: tuple[tuple[str, str, str], ...] = (
    (r".*\s.*", "it has blanks", "write '2024-06-13' without blanks"),
    (r".*[^\x00-\x7f].*", "it has characters beyond ASCII", "use the digits 0 to 9 and a plain hyphen"),
    (r".*[{}].*", "sets in braces (all of several dates) are not accepted", "record each date by itself"),
    (r".*\.\..*", "'..' stands only for one end of an interval", "write '2024-06-13/..', and list the dates of a set"),
    (r"P[0-9T][0-9YMWDHST]*", "it is a length of time", "write a date, such as '2024-06-13'"),
    (r"Y.*", "long years are not accepted", "years have four digits, 0001 to 9999"),
    (r"-.*", "negative years are not accepted", "years run from 0001 to 9999"),
    (r"[0-9]+[Ee][0-9].*", "exponents are not accepted", "years have four digits, 0001 to 9999"),
    (r"[0-9X]+S[0-9].*", "significant digits are not accepted", "write '195X' for a year of the 1950s"),
    (r"[0-9]{4}-?W.*", "weeks of the year are not accepted", "write year, month and day"),
    (r"[0-9]{4}-[0-9]{3}[?~%]?", "days of the year are not accepted", "write year, month and day"),
    (r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}T.*", "times of day are not accepted", "write the day alone"),
    (r"[0-9]{8}|[0-9]{6}", "dates without hyphens are not accepted", "write it like '2024-06-13'"),
    (r".*[?~%]{2,}", "two qualifiers follow each other", "'%' means both uncertain and approximate"),
    (r"[?~%].*|.*[?~%]-.*|.*-[?~%].*", "qualifiers of a part are not accepted", "put '?', '~' or '%' at the end"),
    (r"X{3,4}.*|[0-9]XXX.*", "a wholly unspecified year or century says nothing", "leave the field out"),
    (r".*x.*", "unspecified digits are written with a capital X", "write it like '2024-06-XX'"),
    (
        r"[0-9X]{4}(?:-[0-9X]{2}){0,2}[?~%]?",
        "unspecified digits in this place are not accepted",
        "use '202X', '20XX', '2024-XX', '2024-06-XX' or '2024-XX-XX'",
    ),
    (r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}", "the order is year, month, day", "write it like '2024-06-13'"),
    (
        r"[0-9]{4}([./-])[0-9]{1,2}(?:\1[0-9]{1,2})?",
        "month and day have two digits, each after a hyphen",
        "write it like '2024-06-13'",
    ),
)
_REFUSALS = tuple((re.compile(pattern, re.DOTALL), reason, hint) for pattern, reason, hint in _REFUSED)


@dataclass(frozen=True, slots=True)
class _Point:
    """One date of the notation, without interval or set."""

    text: str
    first: date  # as written, whatever the qualifier
    last: date
    qualifier: str
    whole: bool  # a stretch (a year, a month, a day) rather than one unspecified day, month or year of it

    @property
    def qualified(self) -> bool:
        return self.qualifier != ""

    def holds(self, day: date) -> Answer:
        if not self.first <= day <= self.last:
            return Answer.NO
        return Answer.of(True if self.whole or self.first == self.last else None)


@dataclass(frozen=True, slots=True, init=False, repr=False)
class PartialDate:
    """A date as far as it is known: the part of EDTF (ISO 8601-2) that treaties need.

    Accepted: `2024`, `2024-06`, `2024-06-13`; unspecified digits `202X`, `20XX`, `2024-XX`, `2024-06-XX`,
    `2024-XX-XX`; after any of these `?` (uncertain), `~` (approximate) or `%` (both); intervals `A/B` of two of
    these, where one end may be open (`..`: there is none) or unknown (nothing: there is one, nobody knows when); sets
    `[A,B]`, of which one is the date. Everything else of EDTF is refused by name.

    Two dates are equal when their canonical texts are. The canonical text of a set is sorted and has nothing twice;
    a set of one date is that date. There is no order (`<` raises); ask `before`, `after` and `contains`.

    Attributes:
        text: The canonical text.
        earliest: The first day it can be or begin on, inclusive; None where that is open, unknown, or qualified as
            uncertain or approximate. It is never guessed.
        latest: The last day it can be or end on, inclusive; None as for `earliest`.
        approximate: A `~` or `%` stands anywhere in it.
        uncertain: A `?` or `%` stands anywhere in it.
        open_start: It is an interval that has no beginning.
        open_end: It is an interval that has no end.
        unknown_start: It is an interval whose beginning isn't known.
        unknown_end: It is an interval whose end isn't known.

    Source: ISO 8601-2:2019, clauses 4 and 8; Library of Congress, Extended Date/Time Format specification (2019).
    """

    text: str
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)
    approximate: bool = field(compare=False)
    uncertain: bool = field(compare=False)
    open_start: bool = field(compare=False)
    open_end: bool = field(compare=False)
    unknown_start: bool = field(compare=False)
    unknown_end: bool = field(compare=False)
    _interval: bool = field(compare=False)
    _points: tuple[_Point, ...] = field(compare=False)  # of an interval: the ends that are stated

    def __init__(self, text: str) -> None:
        """Make a date from its text.

        Args:
            text: In the notation of the class, at most 200 characters, ASCII only.

        Raises:
            InvalidValueError: The text is anything else; the day or month doesn't exist (`2023-02-29`); the year is
                0000; or an interval surely ends before it begins.
        """
        if not isinstance(text, str):
            raise InvalidValueError(_KIND, text, "it is no text", "write it like '2024-06-13'")
        if len(text) > _TEXT_LIMIT:
            raise InvalidValueError(_KIND, text, f"it has more than {_TEXT_LIMIT} characters")
        start_text = end_text = None
        if text.startswith("[") and text.endswith("]"):
            points = {point.text: point for point in (_point(item, text) for item in text[1:-1].split(","))}
            members = tuple(sorted(points.values(), key=lambda point: (point.first, point.last, point.text)))
        elif text.count("/") == 1:
            start_text, _, end_text = text.partition("/")
            members = tuple(_point(end, text) for end in (start_text, end_text) if end not in ("", ".."))
            if not members:
                raise InvalidValueError(_KIND, text, "an interval without any stated end says nothing")
        else:
            members = (_point(text, text),)

        interval = start_text is not None
        starts = () if start_text in ("", "..") else members[:1] if interval else members
        ends = () if end_text in ("", "..") else members[-1:] if interval else members
        earliest = _bound([None if point.qualified else point.first for point in starts], min)
        latest = _bound([None if point.qualified else point.last for point in ends], max)
        if earliest and latest and latest < earliest:
            raise InvalidValueError(_KIND, text, "the interval ends before it begins", "swap its ends")

        inner = ",".join(point.text for point in members)
        qualifiers = "".join(point.qualifier for point in members)
        for name, value in (
            ("text", text if interval else inner if len(members) == 1 else f"[{inner}]"),
            ("earliest", earliest),
            ("latest", latest),
            ("approximate", "~" in qualifiers or "%" in qualifiers),
            ("uncertain", "?" in qualifiers or "%" in qualifiers),
            ("open_start", start_text == ".."),
            ("open_end", end_text == ".."),
            ("unknown_start", start_text == ""),
            ("unknown_end", end_text == ""),
            ("_interval", interval),
            ("_points", members),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date that a text states.

        Raises:
            InvalidValueError: As for the class; no text raises anything else.
        """
        return cls(text)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the partial date that is exactly one day."""
        return cls(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @property
    def day(self) -> date | None:
        """The day, where the text states exactly one without any doubt; None otherwise."""
        # An interval or a set says more, or less, than a day, even if both its ends are the same.
        single = not self._interval and len(self._points) == 1
        return self.earliest if single and self.earliest == self.latest else None

    @property
    def is_exact_day(self) -> bool:
        """Whether the text states exactly one day without any doubt."""
        return self.day is not None

    def before(self, other: PartialDate) -> Answer:
        """Say whether this date lies wholly before another.

        Yes where this one's latest day is before the other's earliest; no where this one's earliest day is on or after
        the other's latest; otherwise, and always where either is uncertain or approximate, it cannot be told.
        """
        if self._doubtful or other._doubtful:
            return Answer.CANNOT_TELL
        if self.latest and other.earliest and self.latest < other.earliest:
            return Answer.YES
        if self.earliest and other.latest and self.earliest >= other.latest:
            return Answer.NO
        return Answer.CANNOT_TELL

    def after(self, other: PartialDate) -> Answer:
        """Say whether this date lies wholly after another: `other.before(self)`."""
        return other.before(self)

    def contains(self, day: date) -> Answer:
        """Say whether a day belongs to this date.

        A year or month is the whole of its days. Of `2024-06-XX` or a set, a day that fits is only possible: it
        cannot be told. An interval begins at some time within its first date and ends at some time within its
        last, so that only the days between are sure. An uncertain or approximate date never tells.
        """
        if self._doubtful:
            return Answer.CANNOT_TELL
        if not self._interval:
            answers = {point.holds(day) for point in self._points}
            return answers.pop() if len(answers) == 1 else Answer.CANNOT_TELL
        begun = ended = Answer.CANNOT_TELL
        if self.open_start:
            begun = Answer.YES
        elif not self.unknown_start:
            begun = _reached(self._points[0], day)
        if self.open_end:
            ended = Answer.NO
        elif not self.unknown_end:
            # The last day is inside: the interval has ended when the day after it is reached.
            end = self._points[-1]
            ended = Answer.NO if day <= end.first else Answer.of(True if day > end.last else None)
        return begun & ~ended

    @property
    def _doubtful(self) -> bool:
        return self.approximate or self.uncertain

    def __str__(self) -> str:
        """Return the canonical text."""
        return self.text

    def __repr__(self) -> str:
        """Return the call that makes the date again."""
        return f"PartialDate({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let Pydantic read a text or take an instance, and write the canonical text."""
        from pydantic_core import core_schema

        read = lru_cache(maxsize=1024)(cls)  # a record says the same few over and over

        def take(value: Any) -> PartialDate:
            if isinstance(value, str):
                return read(value)
            return value if isinstance(value, PartialDate) else cls(value)

        # One plain function rather than a union, which would report every fault twice.
        return core_schema.no_info_plain_validator_function(
            take, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of the text."""
        return {
            "type": "string",
            "title": "PartialDate",
            "description": (
                "A date as far as it is known, in a part of EDTF (ISO 8601-2): year, month or day; X for unspecified "
                "digits; ? uncertain, ~ approximate, % both; A/B an interval, with .. for an open end and nothing "
                "for an unknown one; [A,B] one of several."
            ),
            "maxLength": _TEXT_LIMIT,
            "pattern": _PATTERN,
            "examples": ["2024-06-13", "2024-06", "2024-06-XX", "2024~", "2024-06-13/..", "[2024-10-25,2024-10-26]"],
        }


def _bound(days: list[date | None], choose: Callable[[list[date]], date]) -> date | None:
    """Return the first or last of some days, or None where any of them, or all, are missing."""
    known = [day for day in days if day is not None]
    return choose(known) if known and len(known) == len(days) else None


def _reached(start: _Point, day: date) -> Answer:
    """Say whether something that begins at some time within `start` has begun on a day."""
    return Answer.NO if day < start.first else Answer.of(True if day >= start.last else None)


def _point(text: str, whole_text: str) -> _Point:
    """Return one date of the notation.

    Raises:
        InvalidValueError: It is none; the error names the whole text.
    """
    matched = _POINT.fullmatch(text)
    if matched is None:
        _refuse(text, whole_text)
    year_text, month_text, day_text, qualifier = matched.groups()
    if year_text in ("0000", "000X", "00XX"):
        raise InvalidValueError(_KIND, whole_text, "there is no year 0000", "years run from 0001 to 9999")
    if ("X" in year_text and month_text is not None) or (month_text == "XX" and day_text not in (None, "XX")):
        _refuse(text, whole_text)
    first_year, last_year = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
    if month_text in (None, "XX"):
        first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    else:
        month = int(month_text)
        if 21 <= month <= 41:
            hint = "write the months, such as '2024-06/2024-08'"
            raise InvalidValueError(_KIND, whole_text, "seasons and quarters are not accepted", hint)
        if not 1 <= month <= 12:
            raise InvalidValueError(_KIND, whole_text, "there is no such month", "months run from 01 to 12")
        length = monthrange(first_year, month)[1]
        if day_text in (None, "XX"):
            first, last = date(first_year, month, 1), date(first_year, month, length)
        elif 1 <= int(day_text) <= length:
            first = last = date(first_year, month, int(day_text))
        else:
            ends = f"{year_text}-{month_text} ends on the {length}th" if length != 31 else "days run from 01 to 31"
            raise InvalidValueError(_KIND, whole_text, "there is no such day", ends)
    return _Point(text, first, last, qualifier, whole="X" not in text)


def _refuse(text: str, whole_text: str) -> NoReturn:
    """Raise the error that names what a text uses and this notation lacks."""
    if text == "":
        raise InvalidValueError(_KIND, whole_text, "a date is missing", "write it like '2024-06-13'")
    for pattern, reason, hint in _REFUSALS:
        if pattern.fullmatch(text):
            raise InvalidValueError(_KIND, whole_text, reason, hint)
    raise InvalidValueError(_KIND, whole_text, "it is not in the notation of ISO 8601-2", "write it like '2024-06-13'")
