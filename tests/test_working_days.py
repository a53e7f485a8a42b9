"""Working days: weekends, holidays that are given, and those of the `holidays` package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

import pytest

from agreements.errors import UnknownNameError
from agreements.timing import Period, working_days
from agreements.timing.conventions import ETS_76
from agreements.timing.counting import last_day
from agreements.timing.working_days import WEEKENDS, WorkingDays

FRIDAY, SATURDAY, SUNDAY = date(2024, 6, 14), date(2024, 6, 15), date(2024, 6, 16)


@pytest.fixture
def without_holidays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the `holidays` package."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    working_days._version.cache_clear()
    yield
    working_days._version.cache_clear()


def test_saturday_and_sunday_are_the_weekend() -> None:
    """Without holidays every other day is a working day, and the basis says that weekends are all it knows."""
    assert [WEEKENDS.closed(one) for one in (FRIDAY, SATURDAY, SUNDAY)] == ["", "Saturday", "Sunday"]
    assert WEEKENDS.closed(date(2024, 12, 25)) == ""
    assert WEEKENDS.basis(FRIDAY) == "weekends alone"


def test_given_holidays_are_named() -> None:
    """Holidays given one by one are closed days beside the weekends, in whatever order they come."""
    calendar = WorkingDays.given("the Court", [FRIDAY, date(2024, 6, 12)])
    assert calendar == WorkingDays.given("the Court", (date(2024, 6, 12), FRIDAY, FRIDAY))
    assert [calendar.closed(one) for one in (FRIDAY, SATURDAY)] == ["holiday of the Court", "Saturday"]
    assert calendar.basis(FRIDAY) == "weekends and holidays of the Court"


def test_holidays_of_a_country_come_from_the_package() -> None:
    """Belgium's national day moves a last day; two and three letters mean the same; the basis names the version."""
    holidays = pytest.importorskip("holidays")
    for code in ("BEL", "BE"):
        belgium = WorkingDays.of_country(code)
        assert belgium.closed(date(2023, 7, 21))
        assert belgium.closed(date(2023, 7, 20)) == ""
        assert (
            belgium.basis(date(2023, 7, 21)) == f"weekends and holidays of {code}, by holidays {holidays.__version__}"
        )
        found = last_day(date(2023, 7, 18), Period("P3D"), ETS_76, working_days=belgium)
        assert found.day == date(2023, 7, 24)
        assert found.trace[-1].argument == belgium.basis(date(2023, 7, 24))


def test_years_the_package_does_not_know_have_weekends_alone() -> None:
    """Outside its years the package has no holidays; that is said rather than taken for a year without any."""
    pytest.importorskip("holidays")
    ukraine = WorkingDays.of_country("UKR")
    assert ukraine.basis(date(1900, 1, 1)).startswith("weekends alone: holidays ")
    assert ukraine.basis(date(1900, 1, 1)).endswith("doesn't know those of UKR in 1900")


def test_an_unknown_country_is_refused() -> None:
    """A code that the package doesn't know isn't taken for a country without holidays."""
    pytest.importorskip("holidays")
    for code in ("ZZZ", "", "Belgium", "bel"):
        with pytest.raises(UnknownNameError):
            WorkingDays.of_country(code)


@pytest.mark.usefixtures("without_holidays")
def test_without_the_package_a_country_has_weekends_alone() -> None:
    """The trace says that no holidays were looked up, and why."""
    belgium = WorkingDays.of_country("BEL")
    assert belgium.closed(date(2023, 7, 21)) == ""
    assert belgium.closed(SATURDAY) == "Saturday"
    found = last_day(date(2023, 7, 18), Period("P3D"), ETS_76, working_days=belgium)
    assert found.day == date(2023, 7, 21)
    expected = "weekends alone: the holidays package, which knows those of BEL, isn't installed"
    assert found.trace[-1].argument == expected
