"""The conventions, each rule proved by a case that names its article."""

from __future__ import annotations

from datetime import date

import pytest

from agreements.errors import UnknownNameError
from agreements.timing import Period
from agreements.timing.conventions import (
    ANNIVERSARY,
    CALENDAR,
    CONVENTIONS,
    ETS_76,
    EVE_OF_ANNIVERSARY,
    REG_1182_71,
    Convention,
    convention_named,
)
from agreements.timing.counting import last_day, last_day_before
from agreements.timing.hours import last_moment
from agreements.timing.instants import Instant
from agreements.timing.working_days import WorkingDays


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("article", "convention", "start", "period", "last"),
    [
        ("ETS 76, art. 3(1): from midnight of the day it runs from", CALENDAR, "2024-06-10", "P1D", "2024-06-11"),
        ("ETS 76, art. 4(1): the same day of the last week", CALENDAR, "2024-06-12", "P1W", "2024-06-19"),
        ("ETS 76, art. 4(2): the same date of the last month", CALENDAR, "2024-06-12", "P3M", "2024-09-12"),
        ("ETS 76, art. 4(2): or that month's last day", CALENDAR, "2024-11-30", "P3M", "2025-02-28"),
        ("ETS 76, art. 4(3): whole months before days", CALENDAR, "2024-01-30", "P1M2D", "2024-03-02"),
        ("ETS 76, art. 5: Saturday to Monday", ETS_76, "2024-06-12", "P3D", "2024-06-17"),
        ("ETS 76, art. 5 isn't in the default", CALENDAR, "2024-06-12", "P3D", "2024-06-15"),
        ("Reg. 1182/71, art. 3(1): the day of the event is left out", REG_1182_71, "2024-06-10", "P3D", "2024-06-13"),
        ("Reg. 1182/71, art. 3(2)(c): weeks (Toeters, 33)", REG_1182_71, "2024-06-10", "P3W", "2024-07-01"),
        ("Reg. 1182/71, art. 3(2)(c): months", REG_1182_71, "2024-06-13", "P2M", "2024-08-13"),
        ("Reg. 1182/71, art. 3(2)(c): the last day of the month", REG_1182_71, "2024-12-31", "P2M", "2025-02-28"),
        ("Reg. 1182/71, art. 3(3): weekends within count", REG_1182_71, "2024-06-13", "P5D", "2024-06-18"),
        ("Reg. 1182/71, art. 3(4): Sunday to Monday", REG_1182_71, "2024-06-13", "P3D", "2024-06-17"),
        ("Reg. 1182/71, art. 3(5): two working days", REG_1182_71, "2024-06-14", "P2D", "2024-06-18"),
        ("Reg. 1182/71, art. 3(5): not for one day", REG_1182_71, "2024-06-14", "P1D", "2024-06-17"),
        ("BGB, § 188(1): days, the first one counted", EVE_OF_ANNIVERSARY, "2024-06-10", "P10D", "2024-06-19"),
        ("BGB, § 188(2): the day before that number", EVE_OF_ANNIVERSARY, "2024-06-13", "P1Y", "2025-06-12"),
        ("BGB, § 188(2): from the first of a month", EVE_OF_ANNIVERSARY, "2024-02-01", "P1M", "2024-02-29"),
        ("BGB, § 188(3): the month's last day", EVE_OF_ANNIVERSARY, "2025-01-31", "P1M", "2025-02-28"),
        ("the anniversary itself", ANNIVERSARY, "2024-06-13", "P10Y", "2034-06-13"),
    ],
)
def test_each_article_has_its_case(article: str, convention: Convention, start: str, period: str, last: str) -> None:
    """The rule that the case names decides the last day."""
    assert last_day(day(start), Period(period), convention).day == day(last), article


def test_holidays_move_the_last_day_and_count_for_the_least() -> None:
    """Regulation 1182/71, art. 3(4) and (5): holidays are no working days, neither at the end nor among the two."""
    easter = WorkingDays.given("the Commission, 2024", [day("2024-03-28"), day("2024-03-29"), day("2024-04-01")])
    # From Wednesday: Thursday and Friday are holidays, then the weekend and Easter Monday.
    found = last_day(day("2024-03-27"), Period("P2D"), REG_1182_71, working_days=easter)
    assert found.day == day("2024-04-03")
    assert last_day(day("2024-03-27"), Period("P2D"), ETS_76, working_days=easter).day == day("2024-04-02")


def test_periods_counted_back_are_not_moved() -> None:
    """Regulation 1182/71, art. 3(4): a period counted back from a day may begin on a Sunday."""
    assert last_day_before(day("2024-06-18"), Period("P2D"), REG_1182_71).day == day("2024-06-16")


def test_the_hour_of_the_event_is_left_out() -> None:
    """Regulation 1182/71, art. 3(1): an hour that has begun isn't counted, by the clocks of the place."""
    for start, last in (
        ("2024-06-20T04:10+03:00", "2024-06-21T05:00+03:00"),
        ("2024-06-20T04:00+03:00", "2024-06-21T05:00+03:00"),
        ("2024-06-20T04:10+05:45", "2024-06-21T05:00+05:45"),
    ):
        assert last_moment(Instant.parse(start), Period("PT24H"), REG_1182_71).moment == Instant.parse(last)


def test_conventions_are_found_by_name() -> None:
    """Each name leads to its convention; a slip is answered with names that look alike."""
    for one in CONVENTIONS:
        assert convention_named(one.name) is one
        assert str(one) == one.name
        assert one.source
        assert hash(one) == hash(convention_named(one.name))
    assert len({one.name for one in CONVENTIONS}) == len(CONVENTIONS)
    with pytest.raises(UnknownNameError, match=r"there is no convention 'calender'; did you mean 'calendar'\?"):
        convention_named("calender")
    assert CONVENTIONS[0] is CALENDAR
