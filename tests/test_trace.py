"""The steps under a counted day or moment: each can be checked by hand, and together they lead to the answer."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import day_walk
from day_walk import DAYS, PLACE, Day
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agreements.timing import PartialDate, Period
from agreements.timing.conventions import CALENDAR, CONVENTIONS, REG_1182_71, Convention
from agreements.timing.counting import Counted, last_day, last_day_before, series
from agreements.timing.hours import last_moment
from agreements.timing.instants import Instant
from agreements.timing.trace import _WORDS, Bound, Chooser, Operation, Step
from agreements.timing.working_days import WEEKENDS, WorkingDays

BY_DAYS = [one for one in CONVENTIONS if one.days is not None]
COUNT_BACK = [one for one in BY_DAYS if one.days is not None and one.days.back]
CHRISTMAS = WorkingDays.given("the test", [date(year, 12, number) for year in range(1990, 2430) for number in (25, 26)])
SHORT = st.tuples(st.integers(0, 40), st.integers(0, 70)).filter(any)
STARTS = st.one_of(
    st.dates(date(2001, 1, 1), date(2390, 12, 31)).map(PartialDate.of),
    st.builds("{}-{:02}".format, st.integers(2001, 2390), st.integers(1, 12)).map(PartialDate),
    st.builds("{}/..".format, st.integers(2001, 2390)).map(PartialDate),
    st.just(PartialDate("2024~")),
)


def months_and_days(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", text)
    assert found
    years, months, days = (int(number or 0) for number in found.groups())
    return years * 12 + months, days


def recompute(trace: tuple[Step, ...], bound: Bound) -> date | None:
    """Follow the steps to one end of an answer with the day-walking calendar, from what they say alone."""
    steps = [step for step in trace if step.bound in (Bound.BOTH, bound)]
    assert [step.operation for step in steps[:1]] == [Operation.CONVENTION]
    assert all(step.chosen_by is None for step in steps[1:])
    convention, place, skipped = steps[0].argument, -1, False
    for step in steps[1:]:
        value = step.value
        if step.operation is Operation.UNKNOWN:
            return None
        if step.operation is Operation.TIMES:
            continue
        assert type(value) is date
        found = PLACE[Day(value.year, value.month, value.day)]
        months, days = months_and_days(step.argument) if step.argument.startswith("P") else (0, 0)
        before, number_lacks = place, False
        match step.operation:
            case Operation.START:
                given = PartialDate(step.argument)
                place = found if value in (given.earliest, given.latest) else -1
            case Operation.PLUS_MONTHS | Operation.PLUS_MONTHS_LAST | Operation.PLUS_MONTHS_NEXT:
                place, number_lacks = day_walk.by_number(place, months)
                assert number_lacks == (step.operation is not Operation.PLUS_MONTHS)
                place += step.operation is Operation.PLUS_MONTHS_NEXT
            case Operation.MINUS_MONTHS | Operation.MINUS_MONTHS_LAST:
                place, number_lacks = day_walk.by_number(place, -months)
                assert number_lacks == (step.operation is Operation.MINUS_MONTHS_LAST)
            case Operation.PLUS_DAYS:
                place += days
            case Operation.MINUS_DAYS:
                place -= days
            case Operation.EVE:
                place -= 1
            case Operation.DAY_AFTER:
                place += 1
            case Operation.LATEST_START:
                place = found
                reading = 0 if convention == "anniversary" else -1
                ends = [day_walk.last_day(convention, day, months, days) for day in (found, found + 1)]
                assert any(ends[0][n] <= before < ends[1][n] for n in {0, 1, reading})
            case Operation.NO_WORK:
                place = found
                assert step.argument in ("Saturday", "Sunday", "holiday of the test")
                assert (DAYS[found].month == 12 and DAYS[found].number in (25, 26)) or day_walk.WEEKDAY[found] >= 5
                assert found in (before, before + 1)
                skipped = True
            case Operation.NEXT_WORKING_DAY | Operation.LEAST_WORKING_DAYS:
                place += 1
                assert skipped or step.operation is Operation.LEAST_WORKING_DAYS
            case Operation.WORKING_DAY | Operation.NOT_MOVED:
                pass
            case _:
                raise AssertionError(f"a count of days has no {step.operation}")
        assert place == found, step
    return date(*DAYS[place])


def assert_recomputed(found: Counted) -> None:
    assert recompute(found.trace, Bound.EARLIEST) == found.earliest
    assert recompute(found.trace, Bound.LATEST) == found.latest


@settings(max_examples=300)
@given(STARTS, SHORT, st.sampled_from(BY_DAYS), st.sampled_from([WEEKENDS, CHRISTMAS]))
def test_every_trace_recomputes_to_its_date(
    start: PartialDate, length: tuple[int, int], convention: Convention, working_days: WorkingDays
) -> None:
    """Whoever follows the steps with another calendar comes to the same window."""
    period = Period(months=length[0], days=length[1])
    assert_recomputed(last_day(start, period, convention, working_days=working_days))


@settings(max_examples=300)
@given(STARTS, SHORT, st.sampled_from(COUNT_BACK))
def test_every_trace_counted_back_recomputes_to_its_date(
    end: PartialDate, length: tuple[int, int], convention: Convention
) -> None:
    """So does one counted back."""
    assert_recomputed(last_day_before(end, Period(months=length[0], days=length[1]), convention))


@given(st.dates(date(2001, 1, 1), date(2390, 1, 1)), st.integers(0, 3), st.sampled_from(BY_DAYS))
def test_every_trace_of_a_series_recomputes_to_its_date(start: date, months: int, convention: Convention) -> None:
    """So does every one of a series, from the start and not from the one before."""
    for found in series(start, Period(months=months, days=1), 5, convention):
        assert_recomputed(found)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["Z", "+05:45", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe"]),
    st.integers(1, 2000),
    st.sampled_from(CONVENTIONS),
)
def test_every_trace_of_hours_recomputes_to_its_moment(
    local: datetime, zone: str, hours: int, convention: Convention
) -> None:
    """The steps in UTC, followed by hand, lead to the last moment."""
    assume(zone[0] not in "Z+" or convention is not None)
    start = Instant(Instant.parse(f"{local:%Y-%m-%dT%H:%M:%S}Z").utc, zone)
    found = last_moment(start, Period(hours=hours), convention)
    reached = None
    for step in found.trace:
        if step.operation is Operation.CONVENTION:
            assert step.chosen_by is not None
            continue
        assert isinstance(step.value, Instant)
        shown = str(step.value)
        match step.operation:
            case Operation.START:
                assert Instant.parse(step.argument) == step.value
                reached = step.value.utc
            case Operation.NEXT_FULL_HOUR:
                assert reached is not None
                assert timedelta(0) < step.value.utc - reached <= timedelta(hours=1)
                if zone != "Australia/Lord_Howe":  # its clocks change by half an hour, within an hour
                    assert shown[14:19] == "00:00"
                reached = step.value.utc
            case _:
                assert step.operation is Operation.PLUS_HOURS
                assert reached is not None
                reached += timedelta(hours=int(step.argument.removeprefix("PT").removesuffix("H")))
        assert reached == step.value.utc
    assert found.moment is not None
    assert reached == found.moment.utc


def test_every_operation_has_words() -> None:
    """Each operation can be said in words."""
    assert set(_WORDS) == set(Operation)


def test_a_trace_reads_aloud() -> None:
    """A trace names the convention, its article, who chose it, the calendar and each day that was skipped."""
    found = last_day(date(2024, 5, 16), Period("P30D"), REG_1182_71, chosen_by=Chooser.TEXT)
    source = "Regulation (EEC, Euratom) No 1182/71, art. 3"
    assert [str(step) for step in found.trace] == [
        f"by the convention reg-1182-71, chosen by text [{source}]",
        "counted from 2024-05-16, of 2024-05-16",
        f"plus P30D: 2024-06-15 [{source}(1) and 3(2)(b) and (c)]",
        "nobody works on 2024-06-15 (Saturday)",
        "nobody works on 2024-06-16 (Sunday)",
        f"the next working day (weekends alone): 2024-06-17 [{source}(4)]",
    ]


def test_a_window_has_a_way_to_each_end() -> None:
    """Where the two ends are reached differently, each step says which end it leads to."""
    found = last_day(PartialDate("2024-02"), Period("P1Y"), CALENDAR)
    assert [step.bound.value for step in found.trace] == ["both", "earliest", "earliest", "latest", "latest"]
    assert str(found.trace[1]) == "earliest: counted from 2024-02-01, of 2024-02"
