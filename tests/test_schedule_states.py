"""What falls due: what a scenario stands behind, what is owed now, and why something can't be told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from material import EXAMPLES, example
from scheduled import NOON, SCENARIO, agreement, attack, deed, request, told
from test_comparison import minimal

from agreements import Agreement, Answer, Chronology, Deadline, load, schedule
from agreements.errors import WrongTypeError
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, DeadlineKind, DeadlineState, no_response

LATER = Instant.parse("2026-03-10T12:00[Europe/Kyiv]")
EXPERT = {"act": "consult", "bearers": ["UKR", "USA"], "modal": "will"}


def one(record: Agreement, *events: Chronology, as_of: AsOf = NOON, path: str = "emergency/meet") -> Deadline:
    (found,) = [due for due in schedule(record, events, as_of=as_of) if due.path == path]
    return found


def says(due: Deadline) -> str:
    return " / ".join(map(str, due.trace))


def test_a_scenario_stands_behind_what_only_its_request_sets_off() -> None:
    """A real attack and a request in a scenario: what runs from the request is hypothetical, the waiting isn't."""
    real, scenario = told(attack()), told(request(), id="what-if", hypothetical=True)
    due = one(agreement(), real)
    assert (due.state, due.hypothetical) == (DeadlineState.WAITING_FOR_REQUEST, False)
    due = one(agreement(), real, scenario)
    assert (due.state, due.hypothetical) == (DeadlineState.RUNNING, True)
    assert "request, in the scenario what-if: UKR asked" in says(due)


def test_a_scenario_stands_behind_what_ends_in_it() -> None:
    """An agreement that is terminated in a scenario alone: that its term lapses is hypothetical."""
    term = {"rule": "term", "length": "P10Y", "runs_from": "signature"}
    end = {"id": "end", "kind": "act", "act": "termination", "by": ["each-party"], "under": ["a"], "date": "2026-01-01"}
    record = agreement(duration=term)
    due = one(record, told(end, id="what-if", hypothetical=True), path="duration")
    assert (due.state, due.hypothetical) == (DeadlineState.LAPSED, True)
    assert one(record, told(end), path="duration").hypothetical is False
    due = one(record, path="duration")
    assert (due.state, due.hypothetical) == (DeadlineState.RUNNING, False)


def test_what_a_scenario_leaves_as_it_was_is_not_hypothetical() -> None:
    """The term, and what the real attack set off, are the same with a scenario of another attack beside it."""
    term = {"rule": "term", "length": "P10Y", "runs_from": "signature"}
    other = told(attack("2026-03-04T09:00[Europe/Kyiv]", id="second"), id="what-if", hypothetical=True)
    found = schedule(agreement(asked=False, duration=term), [told(attack()), other], as_of=NOON)
    assert {(due.cause or due.path): due.hypothetical for due in found} == {
        "log/attack": False,
        "what-if/second": True,
        "duration": False,
    }


def test_equal_ids_in_two_files_are_two_events() -> None:
    """A file's own ids say nothing of another file: an attack that both call `attack` is two, by file and id."""
    scenario = told(attack("2026-03-04T09:00[Europe/Kyiv]"), id="what-if", hypothetical=True)
    found = schedule(agreement(asked=False), [scenario, told(attack())], as_of=NOON)
    assert [(due.cause, due.hypothetical) for due in found] == [("log/attack", False), ("what-if/attack", True)]


def test_the_same_told_twice_is_one_event() -> None:
    """What a scenario tells word for word as a real file does is the real event, once."""
    scenario = told(attack(), id="what-if", hypothetical=True)
    found = schedule(agreement(asked=False), [scenario, told(attack())], as_of=NOON)
    assert [(due.cause, due.hypothetical) for due in found] == [("log/attack", False)]


def test_a_standing_duty_can_be_overdue() -> None:
    """Firmly owed by a day that is over, nothing answers it: overdue where somebody records what is done under it."""
    duty = {"id": "aid", "kind": "commitment", "topic": "training", "act": "provide", "bearers": ["USA"]}
    owed = {**duty, "modal": "shall", "deadline": {"by": "2025-12-31"}}
    record = agreement(clauses=[owed])
    kept = deed("a/emergency/meet", "2025-01-01", id="another")
    due = one(record, told(kept), path="aid")
    assert (due.state, due.applies) == (DeadlineState.OVERDUE, Answer.YES)
    assert "assumed: nothing that answers it is recorded" in says(due)
    intended = agreement(clauses=[{**owed, "modal": "intends"}])
    due = one(intended, told(kept), path="aid")
    assert due.state is DeadlineState.CANNOT_TELL
    assert "it was only intended" in due.lacking[0]
    for files in ([], [told(attack())]):
        (due,) = (each for each in schedule(record, files, as_of=NOON) if each.path == "aid")
        assert due.state is DeadlineState.CANNOT_TELL
        assert "no events tell what was really done under it" in due.lacking[0]
    due = one(record, told(deed("a/aid", "2026-01-02")), path="aid")
    assert due.state is DeadlineState.CANNOT_TELL
    assert "to meet, answers what is owed, to provide, can't be told" in says(due)
    due = one(
        record, told(deed("a/aid", "2025-12-01"), deed("a/aid", "2025-12-30", act="provide", id="aid")), path="aid"
    )
    assert due.state is DeadlineState.MET  # by the deed that fits, though another came before
    due = one(record, told(deed("a/aid", "2026-01-02", act="provide")), path="aid")
    assert due.state is DeadlineState.MET_LATE
    conditional = {**owed, "condition": "If it can."}
    due = one(agreement(clauses=[conditional]), told(attack()), path="aid")
    assert (due.state, due.applies) == (DeadlineState.CANNOT_TELL, Answer.CANNOT_TELL)
    due = one(agreement(clauses=[{**conditional, "modal": "may"}]), told(attack()), path="aid")
    assert (due.state, due.applies) == (DeadlineState.LAPSED, Answer.CANNOT_TELL)


def test_nothing_is_overdue_before_it_is_asked_for() -> None:
    """A day after the attack, with no request: the clock read from the attack has run out, and nothing is owed."""
    due = one(agreement(), told(attack()), as_of=LATER)
    assert due.state is DeadlineState.WAITING_FOR_REQUEST
    assert {clock.state for clock in due.clocks} == {DeadlineState.WAITING_FOR_REQUEST}


def test_a_request_that_does_not_count_is_named() -> None:
    """Asked by somebody who may not, or before the attack: the trace says that it was, and why it doesn't count."""
    due = one(agreement(), told(attack(), request(by=["DEU"])), as_of=LATER)
    assert "was asked by DEU: only UKR or USA may" in says(due)
    due = one(agreement(), told(attack(), request("2026-03-03T06:30[Europe/Kyiv]")), as_of=LATER)
    assert "before it happened" in says(due)


def test_nothing_runs_on_after_the_end() -> None:
    """What was set off, and what never was, lapses with the agreement."""
    term = {"rule": "term", "length": "P10Y", "runs_from": "signature"}
    permission = {"act": "consult", "modal": "may"}
    for events in ([told(attack(), request())], []):
        (due,) = (
            each
            for each in schedule(agreement(permission, duration=term), events, as_of=date(2040, 1, 1))
            if each.path.startswith("emergency")
        )
        assert due.state is DeadlineState.LAPSED
        assert "the agreement on 2040-01-01: expired" in says(due)


def test_a_day_is_over_where_the_event_was() -> None:
    """An attack of 4 March, by the calendar of Kyiv, is unknown on 3 March and known on 4 March."""
    for day, state in ((3, DeadlineState.DORMANT), (4, DeadlineState.WAITING_FOR_REQUEST)):
        assert one(agreement(), told(attack()), as_of=date(2026, 3, day)).state is state
    due = one(agreement(), told(attack("2026-03")), as_of=date(2026, 3, 10))
    assert due.state is DeadlineState.CANNOT_TELL
    assert "whether it had happened by then can't be told" in says(due)


def test_an_overdue_response_says_that_nothing_answers_it() -> None:
    """That nothing is recorded is an assumption, and the trace says so; a deed that is recorded is named instead."""
    due = one(agreement(asked=False), told(attack()), as_of=LATER)
    assert due.state is DeadlineState.OVERDUE
    assert "assumed: nothing that answers it is recorded" in says(due)
    meeting = deed("a/emergency/meet", "2026-03-05T01:00[Europe/Kyiv]")
    due = one(agreement(asked=False), told(attack(), meeting), as_of=LATER)
    assert due.state is DeadlineState.MET
    assert "answered by meeting, in the events log" in says(due)
    assert "nothing that answers" not in says(due)


@pytest.mark.parametrize(
    ("more", "has_limit", "said"),
    [
        ({"absent": {"deadline": "silent"}}, Answer.NO, "the text sets no time limit"),
        ({}, Answer.CANNOT_TELL, "no time limit is recorded"),
        ({"absent": {"deadline": "unknown"}}, Answer.CANNOT_TELL, "no time limit is recorded"),
        ({"deadline": {"within": "PT24H", "runs_from": "event"}}, Answer.YES, "plus PT24H"),
    ],
)
def test_no_limit_and_none_recorded_are_kept_apart(more: dict[str, Any], has_limit: Answer, said: str) -> None:
    """Only where the record says that the text is silent is there no time limit; else it can't be told."""
    due = one(agreement({**EXPERT, **more}, asked=False), told(attack()), path="emergency/consult")
    assert due.state is DeadlineState.RUNNING
    assert due.has_limit is has_limit
    assert said in says(due)


def test_no_start_and_none_recorded_are_kept_apart() -> None:
    """`runs_from: unstated` is the text's silence; without `runs_from` nobody recorded what the time runs from."""
    for stated, said in (({"runs_from": "unstated"}, "the text names no start"), ({}, "runs from isn't recorded")):
        limit = {"deadline": {"within": "PT24H", **stated}}
        due = one(agreement({**EXPERT, **limit}), told(attack(), request()), path="emergency/consult")
        assert len(due.clocks) == 2
        assert said in says(due)
        clause = {"id": "aid", "kind": "commitment", "topic": "training", **EXPERT, **limit}
        assert said in says(one(agreement(clauses=[clause]), path="aid"))


def test_whether_it_is_owed_is_told_apart_from_its_time() -> None:
    """Set off and asked for: yes; not asked for, or not set off: no; before the end of hostilities: cannot be told."""
    assert one(agreement(), told(attack(), request())).applies is Answer.YES
    assert one(agreement(), told(attack())).applies is Answer.NO
    assert one(agreement(), told(attack(against=["POL"]))).applies is Answer.NO
    after = {"event": "armed-attack", "after": [{"event": "end-of-hostilities"}]}
    clause = agreement().clause("emergency").model_dump(mode="json", exclude_defaults=True) | {"when": [after]}
    due = one(agreement(clauses=[clause]), told(attack(), request()))
    assert (due.applies, due.state) == (Answer.CANNOT_TELL, DeadlineState.CANNOT_TELL)


def test_between_two_readings_it_cannot_be_told() -> None:
    """At 5:00 the day after, the clock read from the event has run out, read from the request it runs."""
    due = one(agreement(), told(attack(), request()), as_of=Instant.parse("2026-03-05T05:00[Europe/Kyiv]"))
    assert due.state is DeadlineState.CANNOT_TELL
    assert due.applies is Answer.YES
    assert due.lacking == ("the readings of the time limit differ: from the event: overdue; from the request: running",)


def test_a_day_has_no_hour() -> None:
    """Asked about on a day, what depends on the hour can't be told, and the reason says so."""
    due = one(agreement(), told(attack(), request()), as_of=date(2026, 3, 5))
    assert due.state is DeadlineState.CANNOT_TELL
    assert due.lacking == ("whether it has passed can't be told on 2026-03-05, a day without an hour",)
    assert one(agreement(), told(attack(), request()), as_of=date(2026, 3, 12)).state is DeadlineState.OVERDUE


def test_a_window_that_has_begun_says_so() -> None:
    """By 2026, asked about in 2026: whether the limit has passed can't be told, with its bounds."""
    clause = {"id": "aid", "kind": "commitment", "topic": "training", **EXPERT, "deadline": {"by": "2026"}}
    due = one(agreement(clauses=[clause]), as_of=date(2026, 7, 1), path="aid")
    assert due.lacking == ("whether it has passed on 2026-07-01 can't be told: it is 2026-01-01 to 2026-12-31",)
    due = one(agreement(clauses=[clause]), told(deed("a/aid", "2026-05-01")), as_of=date(2026, 7, 1), path="aid")
    assert due.lacking == ("whether it was done in time can't be told: on 2026-05-01, by 2026-01-01 to 2026-12-31",)


def test_a_day_comes_after_the_moments_in_it() -> None:
    """A day is over at its end: what is due at 4:10 on it comes before what is due on the day."""
    clause = {"id": "aid", "kind": "commitment", "topic": "training", **EXPERT, "deadline": {"by": "2026-03-05"}}
    record = agreement(
        clauses=[*agreement(asked=False).model_dump(mode="json", exclude_defaults=True)["clauses"], clause]
    )
    assert [due.path for due in schedule(record, told(attack()), as_of=NOON)] == ["emergency/meet", "aid"]


def test_the_term_of_what_has_ended_has_lapsed() -> None:
    """Terminated in 2025, the term that would have run to 2034 is over; before it, the term runs."""
    term = {"rule": "term", "length": "P10Y", "runs_from": "signature"}
    end = {"act": "termination", "by": ["UKR", "USA"], "date": "2025-05-01"}
    record = agreement(duration=term, actions=[*_signed(), end])
    assert one(record, path="duration", as_of=date(2025, 5, 1)).state is DeadlineState.RUNNING
    assert one(record, path="duration", as_of=date(2025, 5, 2)).state is DeadlineState.LAPSED


def _signed() -> list[dict[str, Any]]:
    return [{"act": "signature", "by": ["UKR", "USA"], "date": "2024-06-13"}]


def test_notice_that_ends_one_partys_part_runs() -> None:
    """North Atlantic Treaty art. 13: a year after notice a party is out; that day is in the schedule."""
    treaty = example("nato/north-atlantic-treaty-1949")
    notice = {"id": "notice", "kind": "act", "act": "denunciation", "by": ["USA"], "under": [treaty.id]}
    found = schedule(treaty, told({**notice, "date": "2025-03-01"}), as_of=date(2025, 6, 1))
    (due,) = [due for due in found if due.kind is DeadlineKind.NOTICE]
    assert (due.path, due.what) == ("termination/USA", "notice takes effect for USA")
    assert due.clocks[0].limit.earliest == date(2026, 3, 1)
    assert not [due for due in schedule(treaty, as_of=date(2025, 6, 1)) if due.kind is DeadlineKind.NOTICE]


@pytest.mark.parametrize("as_of", [NOON, LATER, date(2026, 3, 5), date(1990, 1, 1), date(2040, 1, 1)])
def test_what_cannot_be_told_has_its_reason(as_of: AsOf) -> None:
    """In every shipped record, by the hour and by the day, whatever can't be told says why."""
    count = 0
    for path in EXAMPLES:
        for events in ((), (SCENARIO,)):
            for due in schedule(load(path), events, as_of=as_of):
                if due.state is DeadlineState.CANNOT_TELL:
                    count += 1
                    assert due.lacking, (path.name, due.path)
    assert count >= 10


def test_no_response_is_told_by_coverage() -> None:
    """Croatia's record covers the topic and has no clause; a record that doesn't cover it can't tell."""
    reason = no_response(example("ukraine/hrv-2024"), SCENARIO, as_of=NOON)
    assert reason is not None
    assert (reason.lacks, "in full" in reason.text) == (False, True)
    for coverage, said in (
        ({"training": "complete"}, "doesn't cover"),
        ({"response-to-aggression": "partial"}, "part"),
    ):
        reason = no_response(Agreement.model_validate(minimal(coverage=coverage)), told(attack()), as_of=NOON)
        assert reason is not None
        assert reason.lacks
        assert said in reason.text


def test_a_response_recorded_is_no_silence() -> None:
    """Where a clause answers force, set off or not, and where no force was used by then, there is nothing to say."""
    assert no_response(example("ukraine/usa-2024"), SCENARIO, as_of=NOON) is None
    assert no_response(example("nato/north-atlantic-treaty-1949"), SCENARIO, as_of=NOON) is None
    silent = Agreement.model_validate(minimal())
    assert no_response(silent, SCENARIO, as_of=NOON) is not None
    assert no_response(silent, SCENARIO, as_of=date(2026, 3, 1)) is None
    assert no_response(silent, as_of=NOON) is None
    assert no_response(silent, told(attack(event="becomes-member", of="NATO")), as_of=NOON) is None
    with pytest.raises(WrongTypeError, match=r"no_response\(\) takes a datetime.date or an Instant"):
        no_response(silent, as_of="2026-03-04")  # type: ignore[arg-type]
