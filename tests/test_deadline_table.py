"""The table of deadlines: a row a reading, as of a time that has to be given."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from material import example
from scheduled import NOON, agreement, attack, request, told

from agreements import rows
from agreements.errors import WrongTypeError


def test_a_deadline_has_a_row_a_reading() -> None:
    """What the text gives no start for has two rows; moments are in UTC, what is left in whole seconds or days."""
    term = {"rule": "term", "length": "P10Y", "runs_from": "signature"}
    record = agreement(duration=term)
    found = list(
        rows(record, "deadlines", events=told(attack(), request(), id="what-if", hypothetical=True), as_of=NOON)
    )
    assert [(row["path"], row["runs_from"], row["earliest"]) for row in found] == [
        ("emergency/meet", "the event", "2026-03-05T02:10:00Z"),
        ("emergency/meet", "the request", "2026-03-05T04:30:00Z"),
        ("duration", None, "2034-06-13"),
    ]
    assert [(row["seconds_left"], row["days_left"]) for row in found] == [
        ("58200", None),
        ("66600", None),
        (None, "3023"),
    ]
    assert [(row["hypothetical"], row["cause"]) for row in found] == [("yes", "what-if/attack")] * 2 + [("no", None)]
    assert (found[0]["who"], found[0]["force"], found[0]["state"]) == ("UKR; USA", "firm", "running")


def test_a_deadline_without_a_limit_has_a_row() -> None:
    """What the text sets no time for is there once, and what can't be told says why."""
    record = agreement({"act": "consult", "modal": "may", "absent": {"deadline": "silent"}})
    (row,) = rows([record], "deadlines", events=[told(attack("2026-03-04"), request())], as_of=date(2026, 3, 9))
    assert (row["earliest"], row["latest"], row["reading_state"], row["has_limit"]) == (None, None, None, "no")
    assert (row["state"], row["lacking"]) == ("cannot be told", "whether it was asked after the event can't be told")


def test_deadlines_need_a_time_and_no_other_table_takes_one() -> None:
    """Without `as_of` deadlines are refused, also without records; other tables refuse events and a time."""
    record = example("ukraine/usa-2024")
    for wrong in (None, "2026-03-04", datetime(2026, 3, 4)):
        with pytest.raises(WrongTypeError, match=r"rows\(\) takes a datetime.date or an Instant as as_of"):
            rows([], "deadlines", as_of=wrong)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="a Chronology as events"):
        rows(record, "deadlines", events="log.yaml", as_of=NOON)  # type: ignore[arg-type]
    for options in ({"events": told(attack())}, {"as_of": NOON}):
        with pytest.raises(WrongTypeError, match="for the table 'deadlines' only"):
            rows(record, "clauses", **options)
