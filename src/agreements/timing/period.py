"""Lengths of time as treaties state them: hours are exact, days, months and years are calendar time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from agreements.errors import InvalidValueError
from agreements.timing.answer import Answer

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_KIND = "period"
_LARGEST = 999_999  # six digits; also what keeps every canonical text readable again
_TEXT_LIMIT = 60  # the longest period in the notation has 44 characters

_N = "[0-9]{1,6}"
_DATE_PART = f"(?:{_N}Y(?:{_N}M)?(?:{_N}D)?|{_N}M(?:{_N}D)?|{_N}D)"
_TIME_PART = f"T(?:{_N}H(?:{_N}M)?(?:{_N}S)?|{_N}M(?:{_N}S)?|{_N}S)"
# No lookaround: JSON Schema asks for the part of the regular expressions that all engines share.
_PATTERN = f"^P(?:{_N}W|{_DATE_PART}(?:{_TIME_PART})?|{_TIME_PART})$"
_WHOLE = re.compile(_PATTERN[:-1])  # used with fullmatch: `$` would let a final newline through
_PIECE = re.compile("([0-9]+)([YMWDHS])")
_ENGLISH = re.compile("([0-9]{1,6})[ -]?(years?|months?|weeks?|days?|hours?|hrs?|minutes?|min|seconds?|[ywdh])")
_DATE = re.compile("[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")

_DAY_NAMES = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
_TIME_NAMES = {"H": "hours", "M": "minutes", "S": "seconds"}

# A calendar day lasts 23 to 25 hours where clocks change.
_SHORTEST_DAY, _LONGEST_DAY = 23 * 3600, 25 * 3600


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Period:
    """A length of time, in calendar units, exact units or both; never zero, never negative.

    It is kept in one canonical form, so that what says the same is equal: `P12M` is `P1Y`, `P2W` is `P14D`,
    `PT1440M` is `PT24H`. What doesn't say the same stays apart: `PT24H` isn't `P1D`, because a calendar day may
    have 23 or 25 hours, and months never become days. There is no order (`<` raises); ask `exceeds`.

    Attributes:
        years: Calendar years, 0 to 999999.
        months: Calendar months beyond the years, 0 to 11.
        days: Calendar days, 0 to 999999; a week is seven of them.
        hours: Hours of elapsed time, 0 to 999999; they never become days.
        minutes: Minutes beyond the hours, 0 to 59.
        seconds: Seconds beyond the minutes, 0 to 59.

    Source: ISO 8601-1:2019, 5.5.2, without signs and fractions.
    """

    years: int
    months: int
    days: int
    hours: int
    minutes: int
    seconds: int

    def __init__(
        self,
        text: str | None = None,
        /,
        *,
        years: int = 0,
        months: int = 0,
        weeks: int = 0,
        days: int = 0,
        hours: int = 0,
        minutes: int = 0,
        seconds: int = 0,
    ) -> None:
        """Make a period from its text, or from numbers of units.

        Args:
            text: ISO 8601, such as `PT24H`; `parse` says what is accepted. Not together with numbers.
            years: Calendar years.
            months: Calendar months; any twelve become a year.
            weeks: Calendar weeks; each becomes seven days.
            days: Calendar days.
            hours: Hours of elapsed time.
            minutes: Minutes of elapsed time; any sixty become an hour.
            seconds: Seconds of elapsed time; any sixty become a minute.

        Raises:
            InvalidValueError: The text is no period, a number is negative or no whole number, the whole is zero, or
                the canonical form needs a number above 999999.
        """
        given = {
            "years": years,
            "months": months,
            "weeks": weeks,
            "days": days,
            "hours": hours,
            "minutes": minutes,
            "seconds": seconds,
        }
        shown: object = {unit: number for unit, number in given.items() if number != 0}
        if text is not None:
            if shown:
                raise InvalidValueError(_KIND, text, "a text and numbers of units were both given", "give one of them")
            given.update(_read(text))
            shown = text
        for unit, number in given.items():
            if type(number) is not int or number < 0:
                raise InvalidValueError(_KIND, shown, f"{unit} is no whole number from zero up")
        all_months = given["years"] * 12 + given["months"]
        all_days = given["weeks"] * 7 + given["days"]
        all_seconds = given["hours"] * 3600 + given["minutes"] * 60 + given["seconds"]
        if all_months == all_days == all_seconds == 0:
            raise InvalidValueError(_KIND, shown, "it has no length", "leave the field out where there is no period")
        if max(all_months // 12, all_days, all_seconds // 3600) > _LARGEST:
            raise InvalidValueError(_KIND, shown, f"it is longer than {_LARGEST} years, days or hours")
        for name, value in (
            ("years", all_months // 12),
            ("months", all_months % 12),
            ("days", all_days),
            ("hours", all_seconds // 3600),
            ("minutes", all_seconds // 60 % 60),
            ("seconds", all_seconds % 60),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that an ISO 8601 text states.

        Args:
            text: `PnYnMnDTnHnMnS` with at least one component, in that order, or `PnW` alone. Every number has one to
                six ASCII digits; no sign, no fraction, no blank, capital letters only.

        Raises:
            InvalidValueError: The text is anything else, or the period is zero or too long (see `Period`).
        """
        return cls(text)

    @classmethod
    def guess(cls, text: str) -> str:
        """Return the ISO 8601 text that an English length (`5 years`, `24h`) may stand for; empty for any other text.

        For hints only: no record is read by it.
        """
        matched = _ENGLISH.fullmatch(text.strip().lower())
        if matched is None:
            return ""
        number, unit = matched.groups()
        letter = {"min": "M", "mon": "M"}.get(unit[:3], unit[0].upper())
        return f"P{'T' if unit[0] in 'hs' or unit.startswith('min') else ''}{number}{letter}"

    def __str__(self) -> str:
        """Return the canonical ISO 8601 text, such as `P1Y6M` or `PT24H`."""
        date_part = _spell((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        time_part = _spell((self.hours, "H"), (self.minutes, "M"), (self.seconds, "S"))
        return f"P{date_part}" + (f"T{time_part}" if time_part else "")

    def __repr__(self) -> str:
        """Return the call that makes the period again."""
        return f"Period({str(self)!r})"

    def in_words(self) -> str:
        """Return the canonical form in English, such as `24 hours` or `1 year and 6 months`."""
        words = [
            f"{number} {unit if number != 1 else unit[:-1]}"
            for unit in ("years", "months", "days", "hours", "minutes", "seconds")
            if (number := getattr(self, unit))
        ]
        return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

    def exceeds(self, other: Period) -> Answer:
        """Say whether this period ends later than another that starts at the same moment.

        Yes means for every start, no for none, "cannot be told" that it depends on the start: `P1M` against
        `P30D`, or `PT24H` against `P1D`. What both have in common cancels out. The bounds of the rest: n consecutive
        months have exactly the fewest and the most days found in the 400-year Gregorian cycle (one month 28 to 31,
        a year 365 or 366); a calendar day has 23 to 25 hours.
        """
        months = (self.years - other.years) * 12 + self.months - other.months
        days = self.days - other.days
        seconds = _elapsed(self) - _elapsed(other)
        fewest, most = _days_in_months(abs(months))
        if months < 0:
            fewest, most = -most, -fewest
        least, greatest = fewest + days, most + days
        # Going back, the longest days give the lowest sum.
        low = least * (_SHORTEST_DAY if least > 0 else _LONGEST_DAY) + seconds
        high = greatest * (_LONGEST_DAY if greatest > 0 else _SHORTEST_DAY) + seconds
        if low > 0:
            return Answer.YES
        return Answer.NO if high <= 0 else Answer.CANNOT_TELL

    def surely_exceeds(self, other: Period) -> bool:
        """Return whether `exceeds` answers yes; both "no" and "cannot be told" give `False`."""
        return self.exceeds(other) is Answer.YES

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let Pydantic read a text or take an instance, and write the canonical text."""
        from pydantic_core import core_schema

        read = lru_cache(maxsize=1024)(cls)  # a record says the same few over and over

        def take(value: Any) -> Period:
            if isinstance(value, str):
                return read(value)
            return value if isinstance(value, Period) else cls(value)

        # One plain function rather than a union, which would report every fault twice.
        return core_schema.no_info_plain_validator_function(
            take, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of the text."""
        return {
            "type": "string",
            "title": "Period",
            "description": (
                "A length of time in ISO 8601, not zero: PnYnMnDTnHnMnS or PnW, each number at most six digits. "
                "Hours, minutes and seconds are elapsed time; days, weeks, months and years are calendar time."
            ),
            "pattern": _PATTERN,
            "examples": ["PT24H", "P10Y", "P6M", "P2W"],
        }


def _read(text: object) -> dict[str, int]:
    """Return the numbers a text states, by unit."""
    if not isinstance(text, str):
        raise InvalidValueError(_KIND, text, "it is no text", "write it like 'PT24H'")
    if len(text) > _TEXT_LIMIT or not _WHOLE.fullmatch(text):
        raise InvalidValueError(_KIND, text, *_complaint(text))
    date_part, _, time_part = text.partition("T")
    numbers = {_DAY_NAMES[letter]: int(number) for number, letter in _PIECE.findall(date_part)}
    return numbers | {_TIME_NAMES[letter]: int(number) for number, letter in _PIECE.findall(time_part)}


def _complaint(text: str) -> tuple[str, str]:
    """Return what is wrong with a text that isn't in the notation, and the way out."""
    if len(text) > _TEXT_LIMIT:
        return f"it has more than {_TEXT_LIMIT} characters", ""
    if _WHOLE.fullmatch(text.strip().upper()):
        return "it has blanks or small letters", f"did you mean {text.strip().upper()!r}?"
    if re.fullmatch(f"P{_N}[HS]", text):
        return "hours, minutes and seconds stand after a T", f"did you mean {'PT' + text[1:]!r}?"
    if meant := Period.guess(text):
        return "it is not in the notation of ISO 8601", f"did you mean {meant!r}?"
    if _DATE.fullmatch(text):
        return "it is a date", "write a length of time, such as 'P6M'"
    if re.search("[0-9][.,][0-9]", text):
        return "fractions are not accepted", "use a smaller unit"
    if re.search("[+-]", text):
        return "signs are not accepted", "a period has no direction"
    if re.search("[0-9]{7}", text):
        return "a number has more than six digits", ""
    if re.fullmatch("P.*W.*", text) and _PIECE.search(text):
        return "weeks can't be combined with other units", "write a week as 7 days"
    return (
        "it is not in the notation of ISO 8601",
        "write 24 hours as 'PT24H', six months as 'P6M', ten years as 'P10Y'",
    )


def _spell(*pieces: tuple[int, str]) -> str:
    return "".join(f"{number}{letter}" for number, letter in pieces if number)


def _elapsed(period: Period) -> int:
    """Return the exact part of a period, in seconds."""
    return period.hours * 3600 + period.minutes * 60 + period.seconds


_CYCLE_MONTHS, _CYCLE_DAYS = 4_800, 146_097


@cache
def _first_days() -> tuple[int, ...]:
    """Return the day number of the first of each month over two Gregorian cycles."""
    lengths = []
    for year in range(2000, 2400):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        lengths += [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (0, *accumulate(lengths * 2))


@cache
def _remainder_days(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of 0 to 4799 consecutive months."""
    first = _first_days()
    spans = [first[start + months] - first[start] for start in range(_CYCLE_MONTHS)]
    return min(spans), max(spans)


def _days_in_months(months: int) -> tuple[int, int]:
    """Return the fewest and the most days that any run of so many calendar months has.

    Starting within a month changes nothing: where the end is cut back to a month's last day (31 January plus one
    month), the length is that of the run of months starting one later, or lies between the two.
    """
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    fewest, most = _remainder_days(rest)
    return cycles * _CYCLE_DAYS + fewest, cycles * _CYCLE_DAYS + most
