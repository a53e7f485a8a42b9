"""Counting hours: elapsed time from a moment, windows from a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.errors import CountingError, DateOutOfRangeError, InvalidValueError
from agreements.timing import Answer, PartialDate, Period
from agreements.timing.conventions import CALENDAR, CONVENTIONS, EXACT_HOURS, REG_1182_71, Convention
from agreements.timing.hours import last_moment
from agreements.timing.instants import Instant, Reading, day_bounds
from agreements.timing.trace import Chooser, Operation


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2024-06-20T04:10 Europe/Kyiv", "2024-06-21T04:10:00+03:00[Europe/Kyiv]"),
        ("2024-03-30T12:00 Europe/Kyiv", "2024-03-31T13:00:00+03:00[Europe/Kyiv]"),
        ("2024-10-26T12:00 Europe/Kyiv", "2024-10-27T11:00:00+02:00[Europe/Kyiv]"),
        ("2024-10-26T03:30 Europe/Kyiv", "2024-10-27T03:30:00+03:00[Europe/Kyiv]"),
        ("2024-10-26T04:30 Europe/Kyiv", "2024-10-27T03:30:00+02:00[Europe/Kyiv]"),
    ],
)
def test_24_hours_are_24_hours_over_a_clock_change(start: str, last: str) -> None:
    """Hours are added on UTC; the clock may show another time of day, or one that it shows twice."""
    found = last_moment(Instant.parse(start), Period("PT24H"))
    assert str(found.moment) == last
    assert found.convention is EXACT_HOURS
    assert found.chosen_by is Chooser.DEFAULT


def test_a_moment_is_shown_where_it_is_asked_for() -> None:
    """One moment, in the zones of both sides."""
    found = last_moment(Instant.parse("2024-06-20T04:10 Europe/Kyiv"), Period("PT24H"))
    assert found.shown_in("Z", "America/New_York", "Europe/Kyiv") == (
        "2024-06-21T01:10:00Z",
        "2024-06-20T21:10:00-04:00[America/New_York]",
        "2024-06-21T04:10:00+03:00[Europe/Kyiv]",
    )


def test_the_trace_names_the_time_zone_data() -> None:
    """Governments change their clocks at short notice, so the version used is said; an offset needs none."""
    at_offset, in_zone = (
        last_moment(Instant.parse(text), Period("PT24H")).trace[1].source
        for text in ("2024-06-20T04:10+03:00", "2024-06-20T04:10 Europe/Kyiv")
    )
    assert (at_offset, in_zone) == ("", f"IANA time zones, tzdata {version('tzdata')}")


def test_a_chosen_reading_is_in_the_trace() -> None:
    """That a local time was doubtful, and which reading was chosen, can be read under the answer."""
    start = Instant.parse("2024-10-27T03:30 Europe/Kyiv", repeated=Reading.EARLIER)
    found = last_moment(start, Period("PT1H"))
    assert "comes twice in Europe/Kyiv; the earlier reading was chosen" in str(found.trace[1])
    assert str(found.moment) == "2024-10-27T03:30:00+02:00[Europe/Kyiv]"


def test_a_day_gives_a_window() -> None:
    """An event of which only the day is known starts the clock somewhere in that day; where nobody knows, anywhere."""
    day = PartialDate("2024-06-20")
    kyiv = last_moment(day, Period("PT24H"), zone="Europe/Kyiv")
    assert kyiv.shown_in("Europe/Kyiv") == (
        "2024-06-21T00:00:00+03:00[Europe/Kyiv] to 2024-06-21T23:59:59+03:00[Europe/Kyiv]",
    )
    anywhere = last_moment(date(2024, 6, 20), Period("PT24H"))
    assert anywhere.shown_in("Z") == ("2024-06-20T10:00:00Z to 2024-06-22T11:59:59Z",)
    assert anywhere.moment is None
    asked = [Instant.parse(f"2024-06-{text}:00Z") for text in ("20T10:00", "21T12:00", "22T12:00")]
    assert [anywhere.before(one) for one in asked] == [Answer.NO, Answer.CANNOT_TELL, Answer.YES]


def test_what_is_not_known_cannot_be_told() -> None:
    """An approximate day starts no clock, and an open one has no end."""
    about = last_moment(PartialDate("2024-06-20~"), Period("PT24H"))
    assert (about.earliest, about.latest, about.shown_in("Z")) == (None, None, ("cannot be told",))
    assert about.before(Instant.parse("9999-12-31T00:00Z")) is Answer.CANNOT_TELL
    assert [step.operation for step in about.trace[1:]] == [Operation.UNKNOWN] * 2
    since = last_moment(PartialDate("2024-06-20/.."), Period("PT24H"), zone="Z")
    assert since.shown_in("Z") == ("2024-06-21T00:00:00Z to unknown",)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=str)
def test_a_convention_without_a_rule_on_hours_leaves_them_exact(convention: Convention) -> None:
    """The trace then has two conventions: the one chosen, and exact hours by default."""
    start = Instant.parse("2024-06-20T04:10:30Z")
    found = last_moment(start, Period("PT24H"), convention, chosen_by=Chooser.RECORD)
    named = [(step.argument, step.chosen_by) for step in found.trace if step.operation is Operation.CONVENTION]
    assert named[0] == (convention.name, Chooser.RECORD)
    assert named[1:] == ([] if convention.hours else [("exact-hours", Chooser.DEFAULT)])
    assert found.moment is not None
    late = timedelta(minutes=49, seconds=30) if convention is REG_1182_71 else timedelta(0)
    assert found.moment.utc - start.utc == timedelta(hours=24) + late


@pytest.mark.parametrize(
    ("period", "convention", "reason"),
    [
        ("P1D", CALENDAR, r"never become hours \(use last_day\)"),
        ("P1DT12H", EXACT_HOURS, "never become hours"),
        ("PT90M", REG_1182_71, "counts whole hours"),
    ],
)
def test_what_is_not_hours_is_refused(period: str, convention: Convention, reason: str) -> None:
    """Days, months and years never become hours; whole hours have no minutes."""
    with pytest.raises(CountingError, match=reason):
        last_moment(Instant.parse("2024-06-20T04:10Z"), Period(period), convention)


def test_wrong_starts_are_refused() -> None:
    """A `datetime` is no `Instant`; a day that its zone skipped starts no clock; time has ends."""
    with pytest.raises(InvalidValueError, match="time of day"):
        last_moment(datetime(2024, 6, 20, tzinfo=UTC), Period("PT24H"))
    with pytest.raises(InvalidValueError, match="skipped it"):
        last_moment(date(2011, 12, 30), Period("PT24H"), zone="Pacific/Apia")
    with pytest.raises(DateOutOfRangeError):
        last_moment(Instant.parse("9999-12-31T00:00Z"), Period("PT24H"))


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda one: one.replace(microsecond=0, tzinfo=UTC)),
    st.sampled_from(["Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Z"]),
    st.integers(1, 2000),
    st.sampled_from([EXACT_HOURS, REG_1182_71]),
)
def test_a_moment_within_a_day_ends_within_its_window(
    utc: datetime, zone: str, hours: int, convention: Convention
) -> None:
    """Learning the moment never contradicts what was certain when only the day was known, with or without the zone."""
    moment = Instant(utc, zone)
    day = date.fromisoformat(str(moment)[:10])
    exact = last_moment(moment, Period(hours=hours), convention).moment
    assert exact is not None
    here = last_moment(day, Period(hours=hours), convention, zone=zone)
    anywhere = last_moment(PartialDate.of(day), Period(hours=hours), convention)
    for found in (here, anywhere):
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= exact <= found.latest
    first, last = day_bounds(day, zone)
    assert first <= moment <= last
