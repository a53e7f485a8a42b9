"""Dates that are only partly known: reading, bounds, comparison, refusals."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from agreements.errors import InvalidValueError
from agreements.timing import Answer, PartialDate

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL

# An oracle of its own: every day of 400 years as text, matched digit by digit.
DAYS = [date(1800, 1, 1) + timedelta(days=number) for number in range(146_097)]
DAY_TEXTS = [day.isoformat() for day in DAYS]


def fitting(text: str) -> list[date]:
    """Return the days from 1800 to 2199 whose text a date without qualifier, interval or set fits."""
    pattern = re.compile(text.replace("X", "[0-9]") + ".*")
    return [day for day, day_text in zip(DAYS, DAY_TEXTS, strict=True) if pattern.fullmatch(day_text)]


YEARS = st.integers(1800, 2199)
SINGLES = st.one_of(
    YEARS.map(str),
    YEARS.map(lambda year: f"{year // 10}X"),
    YEARS.map(lambda year: f"{year // 100}XX"),
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{}-{:02}-XX".format, YEARS, st.integers(1, 12)),
    st.sampled_from(DAY_TEXTS),
)
QUALIFIED = st.builds("{}{}".format, SINGLES, st.sampled_from(["", "", "?", "~", "%"]))


def readable(text: str) -> bool:
    try:
        PartialDate(text)
    except InvalidValueError:
        return False
    return True


TEXTS = st.one_of(
    QUALIFIED,
    st.builds("{}/{}".format, QUALIFIED, QUALIFIED | st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), QUALIFIED),
    st.lists(QUALIFIED, min_size=1, max_size=5).map(lambda items: f"[{','.join(items)}]"),
).filter(readable)
DATES = TEXTS.map(PartialDate)


@given(SINGLES)
@example("2024-02-XX")
@example("2023-02")
@example("1900-02")
@example("2000-02-XX")
def test_bounds_are_the_first_and_last_day_that_fit(text: str) -> None:
    """`earliest` and `latest` are those of all the days that fit, counted one by one over 400 years."""
    days = fitting(text)
    stated = PartialDate(text)
    assert (stated.earliest, stated.latest) == (days[0], days[-1])
    assert stated.is_exact_day is (len(days) == 1)
    assert stated.day == (days[0] if len(days) == 1 else None)


@given(SINGLES, st.sampled_from(DAYS))
def test_containing_agrees_with_the_days_that_fit(text: str, day: date) -> None:
    """A day outside is never contained; inside it is, unless the text leaves open which day is meant."""
    days = fitting(text)
    for candidate in (day, days[0], days[-1]):
        inside = YES if "X" not in text else CANNOT_TELL
        assert PartialDate(text).contains(candidate) is (inside if candidate in days else NO)


@given(SINGLES, SINGLES)
def test_before_holds_for_every_pair_of_days(one: str, other: str) -> None:
    """Yes where every day of one precedes every day of the other, no where none does."""
    first, second = fitting(one), fitting(other)
    every, some = first[-1] < second[0], first[0] < second[-1]
    assert PartialDate(one).before(PartialDate(other)) is Answer.of(True if every else None if some else False)


@given(DATES, DATES)
def test_before_and_after_mirror_each_other(one: PartialDate, other: PartialDate) -> None:
    """`a.before(b)` is `b.after(a)`; both directions are never yes."""
    assert one.before(other) is other.after(one)
    assert not (one.before(other) is YES and other.before(one) is YES)


@given(DATES, st.dates(date(1790, 1, 1), date(2210, 1, 1)))
def test_a_day_outside_the_bounds_is_never_contained(stated: PartialDate, day: date) -> None:
    """A day before `earliest` or after `latest` is surely not contained, unless the date is doubtful."""
    outside = (stated.earliest is not None and day < stated.earliest) or (
        stated.latest is not None and day > stated.latest
    )
    if outside:
        doubtful = stated.approximate or stated.uncertain
        assert stated.contains(day) is (CANNOT_TELL if doubtful else NO)


@given(TEXTS)
def test_text_comes_back(text: str) -> None:
    """Reading the canonical text gives an equal date with the same text and hash; the schema's pattern fits both."""
    stated = PartialDate.parse(text)
    again = PartialDate.parse(str(stated))
    assert (again, str(again), hash(again)) == (stated, str(stated), hash(stated))
    assert eval(repr(stated)) == stated
    pattern = TypeAdapter(PartialDate).json_schema()["pattern"]
    assert re.search(pattern, text)
    assert re.search(pattern, str(stated))


@given(st.text() | st.text("0123456789X-/.,[]?~%Y", max_size=24))
@example("[" * 200)
@example("2024-06-13\n")
@example("9" * 5000)
@example("\u0662\u0660\u0662\u0664")
@example("/".join("2024" for _ in range(9)))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, `parse` gives a date or raises InvalidValueError."""
    try:
        stated = PartialDate.parse(text)
    except InvalidValueError:
        return
    assert PartialDate.parse(str(stated)) == stated
    assert re.search(TypeAdapter(PartialDate).json_schema()["pattern"], text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-21", "seasons"),
        ("2024-33~", "seasons"),
        ("Y170000002", "long years"),
        ("Y17E7", "long years"),
        ("-0044", "negative years"),
        ("-0044-03-15", "negative years"),
        ("1E3", "exponents"),
        ("1950S2", "significant digits"),
        ("2024-W03", "weeks of the year"),
        ("2024-165", "days of the year"),
        ("2024-06-13T12:00", "times of day"),
        ("2024-06-13T12:00:00Z", "times of day"),
        ("20240613", "without hyphens"),
        ("2024-06-13?~", "'%' means both"),
        ("2024-06~-13", "qualifiers of a part"),
        ("~2024-06-13", "qualifiers of a part"),
        ("2024-?06", "qualifiers of a part"),
        ("{2024,2025}", "braces"),
        ("[..2024]", "'..' stands only"),
        ("[2024..2026]", "'..' stands only"),
        ("XXXX", "wholly unspecified"),
        ("2XXX", "wholly unspecified"),
        ("XXXX-06-13", "wholly unspecified"),
        ("2X24", "in this place"),
        ("2024-1X", "in this place"),
        ("2024-06-1X", "in this place"),
        ("2024-XX-13", "in this place"),
        ("202X-06", "in this place"),
        ("2024-06-xx", "capital X"),
        ("2023-02-29", "2023-02 ends on the 28th"),
        ("1900-02-29", "no such day"),
        ("2024-06-31", "no such day"),
        ("2024-06-00", "no such day"),
        ("2024-13", "no such month"),
        ("2024-00-01", "no such month"),
        ("2024-42", "no such month"),
        ("0000", "no year 0000"),
        ("000X", "no year 0000"),
        ("00XX", "no year 0000"),
        ("2025/2024", "ends before it begins"),
        ("2024-06/2024-05-XX", "ends before it begins"),
        ("/", "says nothing"),
        ("../..", "says nothing"),
        ("../", "says nothing"),
        ("13.06.2024", "year, month, day"),
        ("06/13/2024", "year, month, day"),
        ("2024/06/13", "two digits"),
        ("2024-6-3", "two digits"),
        ("2024-06-13 ", "blanks"),
        ("13 June 2024", "blanks"),
        ("[2024-10-25, 2024-10-26]", "blanks"),
        ("\u0662\u0660\u0662\u0664", "beyond ASCII"),
        ("2024\u201306", "beyond ASCII"),
        ("[]", "a date is missing"),
        ("[2024,]", "a date is missing"),
        ("", "a date is missing"),
        ("[2024/2025]", "is no date"),
        ("June", "notation"),
        ("[" + ",".join(["2024-06-13"] * 30) + "]", "more than 200"),
    ],
)
def test_everything_else_is_refused_by_name(text: str, reason: str) -> None:
    """What this notation lacks, and what no calendar has, is named in the error."""
    with pytest.raises(InvalidValueError, match=re.escape(reason)):
        PartialDate.parse(text)


@pytest.mark.parametrize("value", [2024, None, b"2024", date(2024, 6, 13)])
def test_only_text_is_read(value: object) -> None:
    """A number, bytes, None or a day raise the same error as a bad text."""
    with pytest.raises(InvalidValueError):
        PartialDate(value)  # type: ignore[arg-type]


def test_an_end_that_is_missing_is_open_or_unknown() -> None:
    """`..` is an open end, nothing an unknown one; neither has a bound, and the two differ."""
    open_end, unknown_end = PartialDate("2024-06-13/.."), PartialDate("2024-06-13/")
    assert (open_end.open_end, open_end.unknown_end, open_end.latest) == (True, False, None)
    assert (unknown_end.open_end, unknown_end.unknown_end, unknown_end.latest) == (False, True, None)
    assert open_end != unknown_end
    assert open_end.earliest == unknown_end.earliest == date(2024, 6, 13)
    assert PartialDate("../2024").open_start
    assert PartialDate("/2024").unknown_start
    assert PartialDate("/2024").earliest is None
    assert open_end.contains(date(2030, 1, 1)) is YES
    assert unknown_end.contains(date(2030, 1, 1)) is CANNOT_TELL
    assert open_end.contains(date(2024, 6, 13)) is YES
    assert open_end.contains(date(2024, 6, 12)) is NO


def test_an_interval_begins_and_ends_within_its_dates() -> None:
    """Of an interval between two months, only the days between them are sure."""
    interval = PartialDate("2024-06/2024-08")
    assert (interval.earliest, interval.latest) == (date(2024, 6, 1), date(2024, 8, 31))
    assert interval.contains(date(2024, 7, 1)) is YES
    assert interval.contains(date(2024, 6, 15)) is CANNOT_TELL
    assert interval.contains(date(2024, 8, 15)) is CANNOT_TELL
    assert interval.contains(date(2024, 9, 1)) is NO
    assert not PartialDate("2024-06-13/2024-06-13").is_exact_day


def test_a_set_is_one_of_its_dates() -> None:
    """A set is sorted, has nothing twice, bounds both its dates, and can't tell which is meant."""
    either = PartialDate("[2024-10-26,2024-10-25,2024-10-26]")
    assert str(either) == "[2024-10-25,2024-10-26]"
    assert either == PartialDate("[2024-10-25,2024-10-26]")
    assert (either.earliest, either.latest) == (date(2024, 10, 25), date(2024, 10, 26))
    assert either.contains(date(2024, 10, 25)) is CANNOT_TELL
    assert either.contains(date(2024, 10, 27)) is NO
    assert PartialDate("[2024-10-25,2024-10-25]") == PartialDate("2024-10-25")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("1900~", True, False), ("1900?", False, True), ("1900%", True, True), ("[1900~,1901]", True, False)],
)
def test_a_doubtful_date_never_tells(text: str, approximate: bool, uncertain: bool) -> None:
    """An uncertain or approximate date has no exact bound and compares as "cannot be told", even a century apart."""
    stated = PartialDate(text)
    assert (stated.approximate, stated.uncertain) == (approximate, uncertain)
    assert (stated.earliest, stated.latest, stated.day) == (None, None, None)
    far = PartialDate("2024-06-13")
    assert stated.before(far) is stated.after(far) is far.before(stated) is CANNOT_TELL
    assert stated.contains(date(1900, 1, 1)) is stated.contains(date(2024, 1, 1)) is CANNOT_TELL


def test_a_doubtful_end_takes_only_its_own_bound() -> None:
    """Of an interval whose beginning is approximate, the end is still exact."""
    interval = PartialDate("2024-01-01~/2024-06-13")
    assert (interval.earliest, interval.latest) == (None, date(2024, 6, 13))
    assert PartialDate("2025~/2024").latest == date(2024, 12, 31)  # only surely reversed intervals are refused


def test_an_exact_day_tells() -> None:
    """Two exact days compare as days do; a day isn't before itself."""
    one, other = PartialDate("2024-06-13"), PartialDate.of(date(2024, 6, 14))
    assert one.day == date(2024, 6, 13)
    assert (one.before(other), other.before(one), one.before(one)) == (YES, NO, NO)
    assert PartialDate.of(date(33, 4, 3)) == PartialDate("0033-04-03")


def test_a_date_is_frozen_and_has_no_order() -> None:
    """Assignment and `<` raise; copies and pickles are equal; precision is part of equality."""
    stated = PartialDate("2024-06")
    with pytest.raises(FrozenInstanceError):
        stated.text = "2025"  # type: ignore[misc]
    with pytest.raises(TypeError):
        _ = stated < PartialDate("2025")  # type: ignore[operator]
    assert copy.deepcopy(stated) == stated == pickle.loads(pickle.dumps(stated))
    assert stated != PartialDate("2024-06-XX")


class Act(BaseModel):
    """A model with a date."""

    signed: PartialDate


def test_a_date_is_a_field() -> None:
    """Pydantic takes an instance or a text, and writes the canonical text."""
    for act in (
        Act(signed=PartialDate("2024-06-13")),
        Act.model_validate({"signed": "[2024-06-13]"}),
        Act.model_validate_json('{"signed": "2024-06-13"}', strict=True),
    ):
        assert act.signed == PartialDate("2024-06-13")
        assert act.model_dump() == {"signed": "2024-06-13"}
        assert act.model_dump_json() == '{"signed":"2024-06-13"}'


@pytest.mark.parametrize("value", ["2024-21", 2024, None, ["2024"]])
def test_a_bad_field_is_reported_once(value: object) -> None:
    """Pydantic reports one error, with our words, at the field."""
    with pytest.raises(ValidationError) as caught:
        Act.model_validate({"signed": value})
    (error,) = caught.value.errors()
    assert error["loc"] == ("signed",)
    assert "is no date" in error["msg"]


def test_the_schema_describes_the_text() -> None:
    """JSON Schema: a string with a pattern, a title, a description and examples that are valid."""
    schema = TypeAdapter(PartialDate).json_schema()
    assert schema["type"] == "string"
    assert {"title", "description", "pattern", "examples"} <= set(schema)
    for text in schema["examples"]:
        assert re.search(schema["pattern"], text)
        assert PartialDate(text).text == text
    for text in ("2024-21", "XXXX", "2024-1X", "/", "../..", "[]", "Y2024"):
        assert not re.search(schema["pattern"], text)
