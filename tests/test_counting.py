"""Counting days, months and years: forward, back, in series, from dates known in part."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import cache

import day_walk
import pytest
from day_walk import CYCLE, DAYS, PLACE, Day
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agreements.errors import CountingError, DateOutOfRangeError, InvalidValueError
from agreements.timing import Answer, PartialDate, Period
from agreements.timing.conventions import (
    ANNIVERSARY,
    CALENDAR,
    CONVENTIONS,
    ETS_76,
    EVE_OF_ANNIVERSARY,
    EXACT_HOURS,
    REG_1182_71,
    Convention,
)
from agreements.timing.counting import Counted, Purpose, last_day, last_day_before, series
from agreements.timing.trace import Chooser, Operation
from agreements.timing.working_days import WorkingDays

BY_DAYS = [one for one in CONVENTIONS if one.days is not None]
COUNT_BACK = [one for one in BY_DAYS if one.days is not None and one.days.back]
LENGTHS = [
    (0, 1),
    (1, 0),
    (0, 2),
    (6, 0),
    (0, 30),
    (12, 0),
    (1, 1),
    (2, 0),
    (0, 7),
    (48, 0),
    (13, 10),
    (120, 0),
    (0, 365),
]
HOLIDAYS = {
    place for place, day in enumerate(DAYS) if (day.month, day.number) in ((1, 1), (12, 24), (12, 25), (12, 26))
}
WORKING_DAYS = WorkingDays.given("the test", [date(*DAYS[place]) for place in HOLIDAYS])


def period_of(months: int, days: int) -> Period:
    return Period(months=months, days=days)


PERIODS = [period_of(*length) for length in LENGTHS]


def place_of(day: date | None) -> int:
    assert day is not None
    return PLACE[Day(day.year, day.month, day.day)]


@pytest.mark.parametrize("convention", BY_DAYS, ids=str)
def test_the_day_walk_agrees_on_every_start_day_of_400_years(convention: Convention) -> None:
    """Each convention finds the last day that a walk through the calendar finds, from each of 146,097 days.

    The thirteen periods come in turn, so that each meets every day of the week and, in time, every date.
    """
    wrong = []
    for place in CYCLE:
        turn = place % len(LENGTHS)
        found = last_day(date(*DAYS[place]), PERIODS[turn], convention, working_days=WORKING_DAYS)
        first, last = day_walk.last_day(convention.name, place, *LENGTHS[turn], HOLIDAYS)
        if found.earliest != date(*DAYS[first]) or found.latest != date(*DAYS[last]):
            wrong.append((DAYS[place], LENGTHS[turn], str(found), DAYS[first], DAYS[last]))
    assert not wrong[:10]


@pytest.mark.parametrize("convention", BY_DAYS, ids=str)
def test_the_day_walk_agrees_on_every_period_around_february(convention: Convention) -> None:
    """Every one of the thirteen periods is right from each day around the ends of January and February."""
    days = [place for place in CYCLE if DAYS[place].year < 2009 and DAYS[place].month <= 3]
    for place in days:
        for length, period in zip(LENGTHS, PERIODS, strict=True):
            found = last_day(date(*DAYS[place]), period, convention, working_days=WORKING_DAYS)
            first, last = day_walk.last_day(convention.name, place, *length, HOLIDAYS)
            assert (place_of(found.earliest), place_of(found.latest)) == (first, last), (DAYS[place], period)


@cache
def walked_ends(eve: bool, months: int, days: int) -> tuple[list[int], list[int]]:
    """Return, for each place up to 2110, where a period from it ends by the earlier and by the later reading."""
    name = EVE_OF_ANNIVERSARY.name if eve else ANNIVERSARY.name
    ends = [day_walk.last_day(name, place, months, days) for place in range(PLACE[Day(2110, 1, 1)])]
    return [first for first, _ in ends], [last for _, last in ends]


@pytest.mark.parametrize("convention", COUNT_BACK, ids=str)
def test_the_day_walk_agrees_counting_back(convention: Convention) -> None:
    """The window of the last day before an end is bounded by the readings that the convention leaves open.

    Every end of 2084 to 2104, leap years and the common year 2100 among them, with four periods in turn.
    """
    lengths = [(1, 0), (6, 0), (0, 30), (1, 10)]
    eve = convention is EVE_OF_ANNIVERSARY
    for place in range(PLACE[Day(2084, 1, 1)], PLACE[Day(2105, 1, 1)]):
        months, days = lengths[place % len(lengths)]
        back, _ = day_walk.by_number(place + eve, -months) if months else (place + eve, False)
        readings = [back - days]
        if convention is not REG_1182_71:
            earlier, later = walked_ends(eve, months, days)
            readings.append(bisect_right(earlier, place) - 1)
            if convention is ANNIVERSARY:
                readings.append(bisect_right(later, place) - 1)
        found = last_day_before(date(*DAYS[place]), period_of(months, days), convention)
        assert (place_of(found.earliest), place_of(found.latest)) == (min(readings), max(readings)), DAYS[place]


@pytest.mark.parametrize(
    ("start", "period", "convention", "last"),
    [
        ("2024-02-29", "P1Y", CALENDAR, "2025-02-28"),
        ("2024-01-31", "P1M", CALENDAR, "2024-02-29"),
        ("2025-01-31", "P1M", CALENDAR, "2025-02-28"),
        ("2025-01-31", "P30D", CALENDAR, "2025-03-02"),
        ("2024-06-13", "P10Y", CALENDAR, "2034-06-13"),
        ("2024-06-13", "P10Y", EVE_OF_ANNIVERSARY, "2034-06-12"),
        ("2024-02-29", "P1Y", EVE_OF_ANNIVERSARY, "2025-02-28"),
        ("2024-03-01", "P1Y", EVE_OF_ANNIVERSARY, "2025-02-28"),
        ("2024-02-29", "P4Y", ANNIVERSARY, "2028-02-29"),
        ("2024-02-29", "P1Y", ANNIVERSARY, "2025-02-28 to 2025-03-01"),
        ("2024-06-13", "P2W", CALENDAR, "2024-06-27"),
        ("2024-01-31", "P1M1D", CALENDAR, "2024-03-01"),
    ],
)
def test_days_of_month_ends_and_leap_years(start: str, period: str, convention: Convention, last: str) -> None:
    """The issue's own cases: 29 February, 31 January, a month against thirty days, the eve of an anniversary."""
    assert str(last_day(PartialDate(start), Period(period), convention)) == last


@pytest.mark.parametrize(
    ("end", "period", "convention", "last"),
    [
        ("2034-06-13", "P6M", CALENDAR, "2033-12-13"),
        ("2025-02-28", "P6M", CALENDAR, "2024-08-28 to 2024-08-31"),
        ("2025-02-28", "P6M", REG_1182_71, "2024-08-28"),
        ("2025-08-31", "P6M", CALENDAR, "2025-02-28"),
        ("2034-06-12", "P6M", EVE_OF_ANNIVERSARY, "2033-12-13"),
        ("2025-03-09", "P1M10D", CALENDAR, "2025-01-27 to 2025-01-30"),
    ],
)
def test_notice_counted_back(end: str, period: str, convention: Convention, last: str) -> None:
    """ "At least six months prior": the last day, or the days between two readings that nobody settles."""
    assert str(last_day_before(PartialDate(end), Period(period), convention)) == last


def test_a_notice_that_may_be_late_cannot_be_told() -> None:
    """Between the two readings the answer is neither yes nor no."""
    found = last_day_before(date(2025, 2, 28), Period("P6M"))
    answers = [found.before(date(2024, 8, number)) for number in (28, 29, 31)]
    assert answers == [Answer.NO, Answer.CANNOT_TELL, Answer.CANNOT_TELL]
    assert found.before(date(2024, 9, 1)) is Answer.YES
    assert found.day is None


def test_a_series_over_month_ends_stays_there() -> None:
    """Each day is counted from the start: after 28 February comes 31 March, not the 28th."""
    found = series(date(2025, 1, 31), Period("P1M"), 4)
    assert [str(one) for one in found] == ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]
    assert [step.argument for step in found[2].trace if step.operation is Operation.TIMES] == ["3 × P1M"]
    assert series(date(2025, 1, 31), Period("P1M"), 0) == ()
    with pytest.raises(InvalidValueError, match="negative"):
        series(date(2025, 1, 31), Period("P1M"), -1)


@pytest.mark.parametrize("convention", BY_DAYS, ids=str)
def test_a_series_is_its_multiples(convention: Convention) -> None:
    """The n-th of a series is the last day of n periods in one; a multiple may be longer than a period can be."""
    found = series(date(2024, 1, 30), Period("P7M1D"), 30, convention, working_days=WORKING_DAYS)
    for times, one in enumerate(found, start=1):
        whole = last_day(date(2024, 1, 30), period_of(7 * times, times), convention, working_days=WORKING_DAYS)
        assert (one.earliest, one.latest) == (whole.earliest, whole.latest)
    assert series(date(1, 1, 1), Period("P999999D"), 3)[2].day == date(1, 1, 1) + timedelta(days=3 * 999_999)


@pytest.mark.parametrize(
    ("start", "window"),
    [
        ("2024", "2025-01-01 to 2025-12-31"),
        ("2024-02", "2025-02-01 to 2025-02-28"),
        ("2024-02-XX", "2025-02-01 to 2025-02-28"),
        ("[2024-01-05,2024-03-07]", "2025-01-05 to 2025-03-07"),
        ("2024-01/2024-02", "2025-01-01 to 2025-02-28"),
        ("2024-02/..", "2025-02-01 to unknown"),
        ("/2024-02", "unknown to 2025-02-28"),
        ("2024~", "cannot be told"),
        ("2024-06-13?", "cannot be told"),
    ],
)
def test_a_date_known_in_part_gives_a_window(start: str, window: str) -> None:
    """A year from some day of 2024 ends on some day of 2025; from about 2024 it cannot be told."""
    found = last_day(PartialDate(start), Period("P1Y"))
    assert str(found) == window
    back = last_day_before(PartialDate(start), Period("P1Y"))
    assert (back.earliest is None, back.latest is None) == (found.earliest is None, found.latest is None)
    if found.earliest is None and found.latest is None:
        assert found.before(date.max) is Answer.CANNOT_TELL
        assert [step.operation for step in found.trace[1:]] == [Operation.UNKNOWN, Operation.UNKNOWN]


WIDE = st.one_of(
    st.integers(2001, 2390).map(str),
    st.builds("{}-{:02}".format, st.integers(2001, 2390), st.integers(1, 12)),
    st.builds("{}/{}-03".format, st.integers(2001, 2100), st.integers(2101, 2200)),
    st.builds("[{}-02,{}-12-31]".format, st.integers(2001, 2100), st.integers(2101, 2200)),
    st.builds("{}/..".format, st.integers(2001, 2390)),
    st.builds("/{}".format, st.integers(2001, 2390)),
    st.integers(2001, 2390).map("{}~".format),
).map(PartialDate)
SHORT = st.tuples(st.integers(0, 60), st.integers(0, 400)).filter(any).map(lambda length: period_of(*length))


def count(given: date | PartialDate, period: Period, convention: Convention, back: bool) -> Counted:
    if back:
        return last_day_before(given, period, convention)
    return last_day(given, period, convention, working_days=WORKING_DAYS)


@settings(max_examples=300)
@given(WIDE, SHORT, st.sampled_from(BY_DAYS), st.booleans(), st.data())
def test_narrowing_a_date_never_contradicts_a_certain_answer(
    wide: PartialDate, period: Period, convention: Convention, back: bool, data: st.DataObject
) -> None:
    """What is certain of a date known in part stays so when the day, or a part of the dates, becomes known."""
    assume(not back or convention in COUNT_BACK)
    inside = st.dates(wide.earliest or date(2001, 1, 1), wide.latest or date(2390, 12, 31))
    one, other = sorted((data.draw(inside), data.draw(inside)))
    asked = data.draw(st.dates(date(1990, 1, 1), date(2450, 1, 1)))
    known = count(wide, period, convention, back)
    for narrow in (PartialDate.of(one), PartialDate.of(other), PartialDate(f"{one}/{other}")):
        found = count(narrow, period, convention, back)
        assert known.earliest is None or (found.earliest is not None and known.earliest <= found.earliest)
        assert known.latest is None or (found.latest is not None and found.latest <= known.latest)
        if known.before(asked) is not Answer.CANNOT_TELL:
            assert found.before(asked) is known.before(asked)


@settings(max_examples=200)
@given(st.dates(date(2001, 1, 1), date(2390, 1, 1)), SHORT, st.sampled_from(COUNT_BACK))
def test_notice_on_the_surest_day_has_run_out_in_time(end: date, period: Period, convention: Convention) -> None:
    """From the earliest day of the window the period ends by the end, unless the convention only counts back."""
    assume(convention is not REG_1182_71)
    notice = last_day_before(end, period, convention)
    assert notice.earliest is not None
    assert notice.latest is not None
    ended = last_day(notice.earliest, period, convention).latest
    too_late = last_day(notice.latest + timedelta(days=1), period, convention).latest
    assert ended is not None
    assert too_late is not None
    assert ended <= end < too_late


def test_nobody_chooses_by_default_and_the_trace_says_so() -> None:
    """The trace begins with the convention, its source and who chose it: text, record, caller or default."""
    day, period = date(2024, 6, 13), Period("P1Y")
    for found, chooser in (
        (last_day(day, period), Chooser.DEFAULT),
        (last_day(day, period, ETS_76), Chooser.CALLER),
        (last_day(day, period, REG_1182_71, chosen_by=Chooser.TEXT), Chooser.TEXT),
        (last_day_before(day, period, ANNIVERSARY, chosen_by=Chooser.RECORD), Chooser.RECORD),
    ):
        first = found.trace[0]
        assert (first.operation, first.argument, first.source) == (
            Operation.CONVENTION,
            found.convention.name,
            found.convention.source,
        )
        assert first.chosen_by is found.chosen_by is chooser
    with pytest.raises(CountingError, match="record is said to have chosen one"):
        last_day(day, period, chosen_by=Chooser.RECORD)


def test_terms_are_never_moved_to_a_working_day() -> None:
    """Regulation 1182/71, art. 4(1): its art. 3(4) and (5) don't apply to entry into force, expiry or termination."""
    saturday = date(2024, 6, 15)
    start = saturday - timedelta(days=30)
    act = last_day(start, Period("P30D"), REG_1182_71)
    term = last_day(start, Period("P30D"), REG_1182_71, purpose=Purpose.TERM)
    assert (act.day, term.day) == (date(2024, 6, 17), saturday)
    assert (term.trace[-1].operation, term.trace[-1].source[-9:]) == (Operation.NOT_MOVED, "art. 4(1)")


@pytest.mark.parametrize("convention", [CALENDAR, ANNIVERSARY, EVE_OF_ANNIVERSARY], ids=str)
def test_other_conventions_leave_weekends_alone(convention: Convention) -> None:
    """A last day is moved only where the convention says so."""
    start = date(2024, 6, 13)
    for days in range(2, 9):
        found = last_day(start, Period(days=days), convention).day
        assert found == start + timedelta(days=days - (convention is EVE_OF_ANNIVERSARY))


@pytest.mark.parametrize(
    ("convention", "period", "reason"),
    [
        (CALENDAR, "PT24H", "it has hours, minutes or seconds"),
        (REG_1182_71, "P1DT12H", "no convention counts days and hours in one period"),
        (EXACT_HOURS, "P1D", "it counts hours"),
    ],
)
def test_what_a_convention_cannot_count_is_refused(convention: Convention, period: str, reason: str) -> None:
    """Hours never become days, nor days hours; the error carries the names."""
    for function in (last_day, last_day_before):
        with pytest.raises(CountingError, match=reason) as caught:
            function(date(2024, 6, 13), Period(period), convention)
        assert caught.value.convention == convention.name


def test_the_european_convention_does_not_count_back() -> None:
    """ETS 76, art. 1(1), shuts out time-limits calculated retroactively."""
    with pytest.raises(CountingError, match=r"art\. 1\(1\)"):
        last_day_before(date(2024, 6, 13), Period("P6M"), ETS_76)


@pytest.mark.parametrize("convention", BY_DAYS, ids=str)
def test_the_calendar_has_ends(convention: Convention) -> None:
    """The years 1 to 9999 are all there is; beyond them nothing is guessed."""
    for start, period in ((date.max, "P1M"), (date(9999, 1, 1), "P999999Y"), (date.max, "P999999D"), (date.max, "P2D")):
        with pytest.raises(DateOutOfRangeError):
            last_day(start, Period(period), convention)
    if convention in COUNT_BACK:
        for period in ("P1M", "P999999Y", "P2D"):
            with pytest.raises(DateOutOfRangeError):
                last_day_before(date.min, Period(period), convention)
        assert last_day_before(date(9999, 12, 30), Period("P1M"), convention).latest is not None


def test_the_last_day_of_all_can_be_counted_back_from() -> None:
    """31 December 9999 is a day like any other."""
    assert last_day_before(date.max, Period("P1M")).day == date(9999, 11, 30)
    assert last_day(date(9999, 11, 30), Period("P1M1D")).day == date.max


def test_a_moment_is_no_day() -> None:
    """Which day a `datetime` is depends on the time zone, so it is refused."""
    with pytest.raises(InvalidValueError, match="time of day"):
        last_day(datetime(2024, 6, 13), Period("P1D"))
    with pytest.raises(InvalidValueError, match="time of day"):
        last_day_before(datetime(2024, 6, 13), Period("P1D"))
