"""Moments: reading, showing in zones, clock changes, the bounds of days."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreements.errors import DateOutOfRangeError, InvalidValueError
from agreements.timing.instants import Instant, Reading, day_bounds

NAMES = sorted(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
ZONES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo"]
    ),
)
MOMENTS = st.datetimes(datetime(1900, 1, 5), datetime(2100, 1, 1)).map(
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("text", "utc", "shown"),
    [
        ("2024-06-20T01:10Z", (2024, 6, 20, 1, 10), "2024-06-20T01:10:00Z"),
        ("2024-06-20T04:10+03:00", (2024, 6, 20, 1, 10), "2024-06-20T04:10:00+03:00"),
        ("2024-06-20T04:10:59-00:30", (2024, 6, 20, 4, 40, 59), "2024-06-20T04:10:59-00:30"),
        ("2024-06-20T04:10 Europe/Kyiv", (2024, 6, 20, 1, 10), "2024-06-20T04:10:00+03:00[Europe/Kyiv]"),
        ("2024-01-20T04:10[Europe/Kyiv]", (2024, 1, 20, 2, 10), "2024-01-20T04:10:00+02:00[Europe/Kyiv]"),
        ("2024-06-20T01:10Z[Europe/Kyiv]", (2024, 6, 20, 1, 10), "2024-06-20T04:10:00+03:00[Europe/Kyiv]"),
        ("2024-10-27T03:30+02:00[Europe/Kyiv]", (2024, 10, 27, 1, 30), "2024-10-27T03:30:00+02:00[Europe/Kyiv]"),
        ("2024-10-27T03:30+03:00 Europe/Kyiv", (2024, 10, 27, 0, 30), "2024-10-27T03:30:00+03:00[Europe/Kyiv]"),
        ("1900-01-01T12:00[Europe/Kyiv]", (1900, 1, 1, 9, 57, 56), "1900-01-01T12:00:00+02:02:04[Europe/Kyiv]"),
    ],
)
def test_a_moment_is_read_and_shown(text: str, utc: tuple[int, ...], shown: str) -> None:
    """An offset, a zone, or both; the canonical text (RFC 9557) always has the offset."""
    moment = Instant.parse(text)
    assert moment.utc.timetuple()[: len(utc)] == utc
    assert str(moment) == shown
    assert moment.note == ""
    assert pickle.loads(pickle.dumps(moment)) == moment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-06-20T04:10", "names no time zone"),
        ("2024-06-20", "no time of day"),
        ("2024-06-20 04:10Z", "notation"),
        ("2024-06-20T04:10:00.5Z", "fractions"),
        ("2024-06-20T24:00Z", "no such day or time"),
        ("2024-06-20T23:59:60Z", "no such day or time"),
        ("2023-02-29T04:10Z", "no such day or time"),
        ("2024-06-20T04:10 Europe/Kiew", r"no such name \(did you mean 'Europe/Kiev'\?\)"),
        ("2024-06-20T04:10 Europe", "no such name"),
        ("2024-06-20T04:10 europe/kyiv", "no such name"),
        ("2024-06-20T04:10 ../../etc/passwd", "notation"),
        ("2024-06-20T04:10+24:00", "no such name"),
        ("2024-06-20T04:10+03:60", "no such name"),
        ("2024-06-20T04:10+02:00[Europe/Kyiv]", r"at that time Europe/Kyiv is at \+03:00"),
        ("2024-03-31T03:30+02:00[Europe/Kyiv]", r"at that time Europe/Kyiv is at \+03:00"),
        ("2024-06-20T04:10 Europe/Kyiv ", "notation"),
        ("2024-06-20T04:10Z" + "0" * 100, "more than 100 characters"),
        ("２024-06-20T04:10Z", "notation"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, reason: str) -> None:
    """Nothing is guessed: no zone, an unknown one, or an offset that the zone doesn't have at that time."""
    with pytest.raises(InvalidValueError, match=reason) as caught:
        Instant.parse(text)
    assert caught.value.kind == "moment"


def test_a_skipped_time_is_refused_unless_a_reading_is_chosen() -> None:
    """At 03:00 on 31 March 2024 Kyiv's clocks went to 04:00; half past three was on none."""
    text = "2024-03-31T03:30 Europe/Kyiv"
    with pytest.raises(InvalidValueError, match=r"skipped in Europe/Kyiv \(clocks go from \+02:00 to \+03:00\)"):
        Instant.parse(text)
    with pytest.raises(InvalidValueError, match="skipped"):
        Instant.parse(text, repeated=Reading.LATER)
    earlier, later = (Instant.parse(text, skipped=reading) for reading in (Reading.EARLIER, Reading.LATER))
    assert str(earlier) == "2024-03-31T02:30:00+02:00[Europe/Kyiv]"
    assert str(later) == "2024-03-31T04:30:00+03:00[Europe/Kyiv]"
    assert later.note == "that time is skipped in Europe/Kyiv; the later reading was chosen"


def test_a_repeated_time_is_refused_unless_a_reading_is_chosen() -> None:
    """At 04:00 on 27 October 2024 Kyiv's clocks went back to 03:00; half past three came twice."""
    text = "2024-10-27T03:30 Europe/Kyiv"
    with pytest.raises(InvalidValueError, match=r"twice in Europe/Kyiv \(2024-10-27T03:30:00\+03:00.* or .*\+02:00"):
        Instant.parse(text)
    with pytest.raises(InvalidValueError, match="twice"):
        Instant.parse(text, skipped=Reading.LATER)
    earlier, later = (Instant.parse(text, repeated=reading) for reading in (Reading.EARLIER, Reading.LATER))
    assert later.utc - earlier.utc == timedelta(hours=1)
    assert earlier.note == "that time comes twice in Europe/Kyiv; the earlier reading was chosen"
    assert earlier < later


@given(MOMENTS, ZONES)
@example(datetime(2024, 10, 27, 0, 30, tzinfo=UTC), "Europe/Kyiv")
def test_shown_and_read_again_a_moment_is_the_same(utc: datetime, zone: str) -> None:
    """The text of a moment says which of two it is, in every zone."""
    moment = Instant(utc, zone)
    assert Instant.parse(str(moment)) == moment
    assert Instant.parse(str(moment)).zone == zone
    assert moment.shown_in("Z") == moment
    assert moment.shown_in("Z").zone == "Z"


@given(MOMENTS, ZONES, st.integers(-8, 8))
@example(datetime(2024, 3, 31, 1, 0, tzinfo=UTC), "Europe/Kyiv", 2)
@example(datetime(2024, 10, 27, 1, 0, tzinfo=UTC), "Europe/Kyiv", 2)
@example(datetime(2024, 4, 6, 15, 0, tzinfo=UTC), "Australia/Lord_Howe", 1)
def test_a_local_time_is_read_only_where_one_moment_shows_it(utc: datetime, zone: str, quarters: int) -> None:
    """A local time is accepted if exactly one moment of the two days around it shows it on the zone's clocks."""
    # The skipped times lie beside the shown ones.
    local = str(Instant(utc, zone))[:19]
    local = (datetime.fromisoformat(local) + timedelta(minutes=15 * quarters)).isoformat()
    offsets = {Instant(utc + timedelta(hours=hours), zone)._local().utcoffset() for hours in range(-48, 49, 4)}
    fits = set()
    for offset in offsets:
        assert offset is not None
        candidate = datetime.fromisoformat(local).replace(tzinfo=timezone(offset)).astimezone(UTC)
        if str(Instant(candidate, zone))[:19] == local:
            fits.add(candidate)
    if len(fits) == 1:
        assert Instant.parse(f"{local}[{zone}]").utc == fits.pop()
        return
    with pytest.raises(InvalidValueError, match="twice" if fits else "skipped"):
        Instant.parse(f"{local}[{zone}]")
    readings = [
        Instant.parse(f"{local}[{zone}]", skipped=reading, repeated=reading).utc
        for reading in (Reading.EARLIER, Reading.LATER)
    ]
    assert readings[0] < readings[1]
    assert not fits or sorted(fits) == readings


@given(st.dates(date(1900, 1, 5), date(2100, 1, 1)), ZONES)
@example(date(2018, 11, 4), "America/Sao_Paulo")  # clocks went from 00:00 to 01:00
@example(date(2018, 2, 17), "America/Sao_Paulo")  # clocks went from 24:00 back to 23:00
@example(date(1919, 3, 31), "America/Toronto")  # clocks went from 23:30 to 00:30
@example(date(2023, 11, 4), "America/Havana")  # the next day clocks went from 01:00 back to 00:00
@example(date(2023, 11, 5), "America/Havana")
@example(date(2010, 11, 7), "America/St_Johns")  # clocks went from 00:01 back to 23:01 of the day before
@example(date(2010, 11, 6), "America/St_Johns")
def test_the_bounds_of_a_day_are_its_first_and_last_seconds(day: date, zone: str) -> None:
    """Every second between them was looked at around the bounds: none before or after shows the day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    if day.isoformat() not in {str(Instant(noon + timedelta(hours=hours), zone))[:10] for hours in range(-40, 41)}:
        with pytest.raises(InvalidValueError, match="skipped it"):
            day_bounds(day, zone)
        return
    first, last = day_bounds(day, zone)
    assert str(first)[:10] == str(last)[:10] == day.isoformat()
    for minutes in (0, 1, 10, 29, 45, 60, 90, 120):
        apart = timedelta(minutes=minutes, seconds=1)
        assert str(first.plus(-apart))[:10] != day.isoformat()
        assert str(last.plus(apart))[:10] != day.isoformat()


def test_a_day_that_a_zone_skipped_is_refused() -> None:
    """Samoa went from 29 to 31 December 2011."""
    with pytest.raises(InvalidValueError, match="Pacific/Apia skipped it"):
        day_bounds(date(2011, 12, 30), "Pacific/Apia")
    assert str(day_bounds(date(2011, 12, 31), "Pacific/Apia")[0]) == "2011-12-31T00:00:00+14:00[Pacific/Apia]"


def test_a_day_anywhere_on_earth_holds_that_day_everywhere() -> None:
    """No zone has had a day since 1900 that begins before, or ends after, the bounds for an unknown place."""
    first, last = day_bounds(date(2024, 6, 20), None)
    assert (str(first), str(last)) == ("2024-06-19T10:00:00Z", "2024-06-21T11:59:59Z")
    for zone in NAMES:
        for year in range(1900, 2040, 3):
            for month in (1, 7):
                offset = Instant(datetime(year, month, 5, tzinfo=UTC), zone)._local().utcoffset()
                assert offset is not None
                assert timedelta(hours=-12) <= offset <= timedelta(hours=14), (zone, year)


def test_only_whole_seconds_of_utc_make_a_moment() -> None:
    """A `datetime` with another zone, none, or a fraction is refused; `of` reads aware ones."""
    for wrong in (
        datetime(2024, 6, 20),
        datetime(2024, 6, 20, tzinfo=timezone(timedelta(hours=3))),
        datetime(2024, 6, 20, microsecond=1, tzinfo=UTC),
    ):
        with pytest.raises(InvalidValueError, match="whole second in UTC"):
            Instant(wrong)
    aware = datetime(2024, 6, 20, 4, 10, 0, 999_999, tzinfo=timezone(timedelta(hours=3)))
    assert str(Instant.of(aware)) == "2024-06-20T04:10:00+03:00"
    with pytest.raises(InvalidValueError, match="names no time zone"):
        Instant.of(datetime(2024, 6, 20))
    with pytest.raises(InvalidValueError, match="no such name"):
        Instant.parse("2024-06-20T01:10Z").shown_in("Mars/Olympus")


def test_moments_have_ends() -> None:
    """Beyond the years 1 to 9999 in UTC, or in the zone where it is shown, there is nothing."""
    for wrong in ("0001-01-01T00:00+01:00", "9999-12-31T23:59-01:00"):
        with pytest.raises(DateOutOfRangeError):
            Instant.parse(wrong)
    last = Instant.parse("9999-12-31T23:59:59Z")
    with pytest.raises(DateOutOfRangeError):
        last.plus(timedelta(seconds=1))
    with pytest.raises(DateOutOfRangeError):
        str(last.shown_in("+01:00"))
    for day, zone in ((date.max, "Z"), (date.min, "+01:00"), (date.min, None), (date.max, None)):
        with pytest.raises(DateOutOfRangeError):
            day_bounds(day, zone)
