"""Lengths of time: reading, one canonical form, partial comparison."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from agreements.errors import InvalidValueError
from agreements.timing import Answer, Period

UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
SOME = st.integers(0, 40)
PERIODS = (
    st.fixed_dictionaries({}, optional=dict.fromkeys(UNITS, SOME))
    .filter(lambda numbers: any(numbers.values()))
    .map(lambda numbers: Period(**numbers))
)
CALENDAR = st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 100)).filter(any)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("PT24H", "PT24H"),
        ("P1D", "P1D"),
        ("P12M", "P1Y"),
        ("P18M", "P1Y6M"),
        ("P2W", "P14D"),
        ("PT1440M", "PT24H"),
        ("PT3661S", "PT1H1M1S"),
        ("P0Y6M", "P6M"),
        ("P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6S"),
        ("PT1H30S", "PT1H30S"),
        ("P010D", "P10D"),
    ],
)
def test_a_period_has_one_canonical_text(text: str, canonical: str) -> None:
    """Twelve months are a year, seven days a week, sixty minutes an hour; equal periods have equal hash and text."""
    period = Period.parse(text)
    assert str(period) == canonical
    assert period == Period(canonical)
    assert hash(period) == hash(Period(canonical))
    assert repr(period) == f"Period({canonical!r})"


@pytest.mark.parametrize(("one", "other"), [("PT24H", "P1D"), ("P1M", "P30D"), ("P1Y", "P365D"), ("P4W", "P1M")])
def test_what_may_differ_is_not_equal(one: str, other: str) -> None:
    """Hours never become days, days never months, months never days."""
    assert Period(one) != Period(other)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "notation"),
        ("P", "notation"),
        ("PT", "notation"),
        ("P1DT", "notation"),
        ("P1D1Y", "notation"),
        ("P1M1M", "notation"),
        ("24 hours", "notation"),
        ("P1Y2W", "weeks can't be combined"),
        ("P24H", "did you mean 'PT24H'"),
        ("pt24h", "did you mean 'PT24H'"),
        (" PT24H", "did you mean 'PT24H'"),
        ("PT24H\n", "did you mean 'PT24H'"),
        ("-P1D", "signs"),
        ("P-1D", "signs"),
        ("+P1D", "signs"),
        ("P1.5D", "fractions"),
        ("PT0,5H", "fractions"),
        ("P0D", "no length"),
        ("P0Y0M0DT0H", "no length"),
        ("P1000000D", "six digits"),
        ("P999999W", "longer than 999999"),
        ("PT999999H60M", "longer than 999999"),
        ("P" + "1" * 5000 + "D", "more than 60 characters"),
        ("P\u0661D", "notation"),
        ("P\u00b2D", "notation"),
    ],
)
def test_everything_else_is_refused_with_a_reason(text: str, reason: str) -> None:
    """No sign, fraction, empty or zero period, wrong order, long number or foreign digit is read."""
    with pytest.raises(InvalidValueError, match=reason):
        Period.parse(text)


@pytest.mark.parametrize("value", [24, None, b"PT24H", 1.5])
def test_only_text_is_read(value: object) -> None:
    """A number, bytes or None raise the same error as a bad text."""
    with pytest.raises(InvalidValueError):
        Period.parse(value)  # type: ignore[arg-type]


def test_numbers_of_units_make_a_period_too() -> None:
    """Keywords name units; negative, fractional, and text beside numbers are refused."""
    assert Period(years=1, months=6) == Period("P18M")
    assert Period(weeks=2) == Period("P14D")
    assert replace(Period("P1Y2M"), months=14) == Period("P2Y2M")
    for numbers in ({"days": -1}, {"days": 1.5}, {"days": True}, {}):
        with pytest.raises(InvalidValueError):
            Period(**numbers)
    with pytest.raises(InvalidValueError, match="both given"):
        Period("P1D", days=1)


def test_the_longest_period_can_be_read_again() -> None:
    """The bound is on the canonical form, so that its text is never too long to read."""
    longest = Period("P999999Y11M999999DT999999H59M59S")
    assert Period(str(longest)) == longest
    assert Period("PT999999S") == Period("PT277H46M39S")


def test_a_period_is_frozen_and_has_no_order() -> None:
    """Assignment and `<` raise; copies and pickles are equal."""
    period = Period("PT24H")
    with pytest.raises(FrozenInstanceError):
        period.hours = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        _ = period < Period("P1D")  # type: ignore[operator]
    assert copy.deepcopy(period) == period == pickle.loads(pickle.dumps(period))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PT24H", "24 hours"),
        ("P10Y", "10 years"),
        ("P6M", "6 months"),
        ("P18M", "1 year and 6 months"),
        ("P1D", "1 day"),
        ("P1Y2M3DT1H", "1 year, 2 months, 3 days and 1 hour"),
    ],
)
def test_a_period_can_be_said_in_words(text: str, words: str) -> None:
    """Words follow the canonical form, singular for one."""
    assert Period(text).in_words() == words


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("P1M", "P27D", Answer.YES),
        ("P1M", "P28D", Answer.CANNOT_TELL),
        ("P1M", "P30D", Answer.CANNOT_TELL),
        ("P1M", "P31D", Answer.NO),
        ("P2M", "P58D", Answer.YES),
        ("P2M", "P59D", Answer.CANNOT_TELL),
        ("P2M", "P62D", Answer.NO),
        ("P1Y", "P364D", Answer.YES),
        ("P1Y", "P365D", Answer.CANNOT_TELL),
        ("P1Y", "P366D", Answer.NO),
        ("P8Y", "P2920D", Answer.YES),  # 1897 to 1904 had one leap day only: 2921 days
        ("P8Y", "P2921D", Answer.CANNOT_TELL),
        ("P400Y", "P146096D", Answer.YES),
        ("P400Y", "P146097D", Answer.NO),
        ("P400Y", "P400Y", Answer.NO),
        ("P1D", "PT22H", Answer.YES),
        ("P1D", "PT24H", Answer.CANNOT_TELL),
        ("PT24H", "P1D", Answer.CANNOT_TELL),
        ("PT25H", "P1D", Answer.CANNOT_TELL),
        ("PT26H", "P1D", Answer.YES),
        ("P1D", "PT25H", Answer.NO),
        ("P30D", "P29D", Answer.YES),
        ("P1DT1H", "P1D", Answer.YES),
        ("P1Y6M", "P18M", Answer.NO),
        ("P13M", "P1Y31D", Answer.NO),
        ("PT90M", "PT1H", Answer.YES),
        ("P6M", "P1Y", Answer.NO),
        ("P10Y", "PT24H", Answer.YES),
    ],
)
def test_comparison_is_sure_or_says_so(one: str, other: str, answer: Answer) -> None:
    """A month has 28 to 31 days, a year 365 or 366, a day 23 to 25 hours; common parts cancel out."""
    assert Period(one).exceeds(Period(other)) is answer
    assert Period(one).surely_exceeds(Period(other)) is (answer is Answer.YES)


@given(CALENDAR, CALENDAR, st.dates(date(1900, 1, 1), date(2400, 12, 31)))
@example((0, 1, 0), (0, 0, 28), date(2023, 1, 31))
@example((0, 2, 0), (0, 1, 31), date(2024, 1, 31))
def test_a_sure_answer_holds_from_every_start(
    one: tuple[int, int, int], other: tuple[int, int, int], start: date
) -> None:
    """Where `exceeds` says yes or no, calendar arithmetic from any day agrees."""
    ends = [start + relativedelta(years=y, months=m) + timedelta(days=d) for y, m, d in (one, other)]
    periods = [Period(years=y, months=m, days=d) for y, m, d in (one, other)]
    answer = periods[0].exceeds(periods[1])
    assert answer is Answer.CANNOT_TELL or answer is Answer.of(ends[0] > ends[1])


@pytest.mark.parametrize("months", [*range(1, 30), 48, 96, 1199, 1200, 4799, 4800, 4801])
def test_the_bounds_of_months_are_reached(months: int) -> None:
    """The fewest and the most days are those of some real run of months, by the calendar of the standard library."""
    firsts = [date(1601 + month // 12, month % 12 + 1, 1) for month in range(4800 + months)]
    lengths = {(firsts[i + months] - firsts[i]).days for i in range(min(4800, len(firsts) - months))}
    period = Period(months=months)
    assert period.exceeds(Period(days=min(lengths) - 1 or 1)) is Answer.YES
    assert period.exceeds(Period(days=max(lengths))) is Answer.NO
    if min(lengths) != max(lengths):
        assert period.exceeds(Period(days=min(lengths))) is Answer.CANNOT_TELL
        assert period.exceeds(Period(days=max(lengths) - 1)) is Answer.CANNOT_TELL


@given(PERIODS, PERIODS)
def test_exceeding_is_never_mutual(one: Period, other: Period) -> None:
    """No two periods surely exceed each other, and none exceeds itself."""
    assert not (one.surely_exceeds(other) and other.surely_exceeds(one))
    assert one.exceeds(one) is Answer.NO


@given(PERIODS)
def test_text_comes_back(period: Period) -> None:
    """Reading the canonical text, or the representation, gives the period again."""
    assert Period.parse(str(period)) == period
    assert eval(repr(period)) == period


@given(st.text() | st.text("PTYMWDHS0123456789.-"))
@example("P1D\n")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, `parse` gives a period that fits the pattern, or raises InvalidValueError."""
    try:
        period = Period.parse(text)
    except InvalidValueError:
        return
    assert re.search(TypeAdapter(Period).json_schema()["pattern"], text)
    assert Period(str(period)) == period


class Notice(BaseModel):
    """A model with a period."""

    within: Period


def test_a_period_is_a_field() -> None:
    """Pydantic takes an instance or a text, and writes the canonical text."""
    for notice in (
        Notice(within=Period("PT24H")),
        Notice.model_validate({"within": "PT1440M"}),
        Notice.model_validate_json('{"within": "PT24H"}', strict=True),
    ):
        assert notice.within == Period("PT24H")
        assert notice.model_dump() == {"within": "PT24H"}
        assert notice.model_dump_json() == '{"within":"PT24H"}'


@pytest.mark.parametrize("value", ["P", 24, None, ["P1D"]])
def test_a_bad_field_is_reported_once(value: object) -> None:
    """Pydantic reports one error, with our words, at the field."""
    with pytest.raises(ValidationError) as caught:
        Notice.model_validate({"within": value})
    (error,) = caught.value.errors()
    assert error["loc"] == ("within",)
    assert "is no period" in error["msg"]


def test_the_schema_describes_the_text() -> None:
    """JSON Schema: a string with a pattern, a title, a description and examples that are valid."""
    schema = TypeAdapter(Period).json_schema()
    assert schema["type"] == "string"
    assert {"title", "description", "pattern", "examples"} <= set(schema)
    for text in schema["examples"]:
        assert re.search(schema["pattern"], text)
        assert str(Period(text)).startswith("P")
    for text in ("P", "PT", "P1DT", "P1Y2W", "24h", "P1D1Y"):
        assert not re.search(schema["pattern"], text)
