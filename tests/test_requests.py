"""Who must ask before something follows: for a trigger, for one of its events, or for one response alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from test_comparison import minimal
from test_unranked import both

from agreements import Agreement
from agreements.comparison import Effect
from agreements.model import Chronology
from agreements.timing.instants import Instant
from agreements.tracking import DeadlineState, schedule

WAITING, RUNNING, UNTOLD = DeadlineState.WAITING_FOR_REQUEST, DeadlineState.RUNNING, DeadlineState.CANNOT_TELL
ASKED = {"parties": ["USA", "UKR"], "need": "either"}
ATTACK = {"event": "armed-attack", "by": ["RUS"], "against": ["UKR"]}
ASKING = {"event": "request", "by": ["each-party"]}
NOT_ASKED = {"on_request_of": "silent"}
SIGNED = {
    "actions": [{"act": "signature", "by": ["USA", "UKR"], "date": "2024-06-13"}],
    "entry_into_force": {"rule": "upon-signature"},
    "duration": {"rule": "term", "length": "P10Y", "runs_from": "signature"},
}
NOW = Instant.parse("2026-03-01T12:00Z")


def response(act: str, **more: Any) -> dict[str, Any]:
    return {"act": act, "bearers": ["USA", "UKR"], "modal": "shall", **more}


def record(*responses: dict[str, Any], when: list[dict[str, Any]] | None = None, **more: Any) -> Agreement:
    trigger = {"id": "emergency", "kind": "trigger", "topic": "response-to-aggression"}
    clause = {**trigger, "when": when or [ATTACK], "responses": list(responses), **more}
    return Agreement.model_validate(minimal(**SIGNED, clauses=[clause]))


def events(*asked: str, happening: str = "armed-attack") -> Chronology:
    attack = {"id": "attack", "kind": "event", "event": happening, "by": ["RUS"], "against": ["UKR"]}
    found: list[dict[str, Any]] = [{**attack, "moment": "2026-03-01T04:00Z"}]
    for number, under in enumerate(asked):
        request = {"id": f"request-{number}", "kind": "request", "by": ["UKR"], "under": [under]}
        found.append({**request, "moment": "2026-03-01T09:00Z"})
    data = {"format": "events/1", "id": "told", "title": "What happened", "events": found}
    return Chronology.model_validate(data)


def states(agreement: Agreement, told: Chronology) -> dict[str, DeadlineState]:
    return {one.path: one.state for one in schedule(agreement, told, as_of=NOW) if one.path.startswith("emergency")}


MEETING = record(
    response("meet", deadline={"within": "PT24H", "runs_from": "request"}),
    response("inform", absent=NOT_ASKED),
    response("assist", on_request_of={"parties": ["UKR"], "need": "any"}),
    on_request_of={"parties": ["USA"], "need": "any"},
)


@pytest.mark.parametrize(
    ("asked", "meeting", "help"),
    [
        ((), WAITING, WAITING),
        (("a/emergency",), WAITING, RUNNING),  # Ukraine asks, and the meeting waits for the United States
        (("a/emergency/assist",), WAITING, RUNNING),
        (("a/emergency/meet",), WAITING, WAITING),
    ],
)
def test_each_response_waits_for_its_own_request(
    asked: tuple[str, ...], meeting: DeadlineState, help: DeadlineState
) -> None:
    """A response waits for the request it needs, its own or its trigger's; one that needs none runs at once."""
    found = states(MEETING, events(*asked))
    assert found == {"emergency/meet": meeting, "emergency/inform": RUNNING, "emergency/assist": help}


def test_what_is_not_known_of_a_request_is_not_taken_for_none() -> None:
    """Where it could not be found out whether a request is wanted, nobody can tell whether anything runs."""
    found = states(record(response("meet", absent={"on_request_of": "unknown"}), absent=NOT_ASKED), events())
    assert found == {"emergency/meet": UNTOLD}


EITHER: list[dict[str, Any]] = [{"event": "invasion"}, {"event": "armed-attack", "together_with": [ASKING]}]


@pytest.mark.parametrize(
    ("happening", "asked", "state"),
    [
        ("invasion", (), RUNNING),
        ("invasion", ("a",), RUNNING),
        ("armed-attack", (), UNTOLD),  # whether the attack is also an invasion can't be told
        ("armed-attack", ("a/emergency",), RUNNING),
    ],
)
def test_one_event_needs_a_request_and_another_none(
    happening: str, asked: tuple[str, ...], state: DeadlineState
) -> None:
    """An event that needs no request sets it off at once, the other one only when somebody asks."""
    agreement = record(response("meet"), when=EITHER, absent=NOT_ASKED)
    assert states(agreement, events(*asked, happening=happening)) == {"emergency/meet": state}


def test_an_event_waits_for_the_request_beside_it() -> None:
    """What isn't recorded wasn't asked for; once it is, a clock that names no start is read from event and request."""
    timed = response("meet", deadline={"within": "PT24H", "runs_from": "unstated"})
    agreement = record(timed, when=[{**ATTACK, "together_with": [ASKING]}], absent=NOT_ASKED)
    assert states(agreement, events()) == {"emergency/meet": WAITING}
    found = next(one for one in schedule(agreement, events("a"), as_of=NOW) if one.path == "emergency/meet")
    assert [(one.runs_from, str(one.limit.exact)[:13]) for one in found.clocks] == [
        ("the event", "2026-03-02T04"),
        ("the request", "2026-03-02T09"),
    ]


def test_the_same_request_on_the_trigger_or_on_each_response_is_no_change() -> None:
    """Where a request stands makes no difference; which response needs one does."""
    meet, inform = response("meet"), response("inform")
    whole = record(meet, inform, on_request_of=ASKED)
    each = record({**meet, "on_request_of": ASKED}, {**inform, "on_request_of": ASKED}, absent=NOT_ASKED)
    found = both(whole, each)
    assert [(change.rule, change.effect) for change in found] == [("request", Effect.NEUTRAL)]
    assert "each response is judged by its own" in found[0].why


def test_a_request_for_one_response_is_judged_there() -> None:
    """Where a trigger wanted a request and now the meeting alone does, the rest is strengthened, not the meeting."""
    meet, inform = response("meet"), response("inform")
    whole = record(meet, inform, on_request_of=ASKED)
    alone = record({**meet, "on_request_of": ASKED}, inform, absent=NOT_ASKED)
    told = {change.new_path: (change.before, change.after, change.effect) for change in both(whole, alone)}
    assert set(told) == {"emergency", "emergency/inform"}
    assert told["emergency"][2] is Effect.NEUTRAL
    assert told["emergency/inform"] == (
        "if UKR or USA asks (either)",
        "no request needed",
        Effect.STRENGTHENED,
    )


def test_a_request_of_a_permission_is_not_ranked() -> None:
    """Of what isn't owed, more situations aren't more owed."""
    may = response("meet", modal="may")
    found = both(record(may, on_request_of=ASKED), record({**may, "absent": NOT_ASKED}, on_request_of=ASKED))
    assert {change.effect for change in found} == {Effect.CANNOT_TELL}


LIMIT = {"id": "limit", "kind": "limitation", "topic": "response-to-aggression", "summary": "A limit."}


def test_a_limit_over_one_response_is_judged_by_that_response() -> None:
    """A limit that grows from one response to all weakens the others; one that moves can't be ranked."""
    covers = {**LIMIT, "applies_to": "clauses", "subject_to": ["court-decisions"]}

    def limited(*paths: str) -> Agreement:
        made = record(response("meet"), response("inform"), absent=NOT_ASKED).plain()
        return Agreement.model_validate({**made, "clauses": [*made["clauses"], {**covers, "clauses": list(paths)}]})

    (change,) = both(limited("emergency/meet"), limited("emergency"))
    assert (change.rule, change.effect) == ("limitation", Effect.WEAKENED)
    assert change.why == "1 of the duties it covers is newly subject to court decisions"
    (change,) = both(limited("emergency/meet"), limited("emergency/inform"))
    assert (change.rule, change.effect) == ("limitation", Effect.CANNOT_TELL)


def test_a_limited_response_may_be_called_otherwise() -> None:
    """Responses that answer to one another are one, whatever their ids, also where a limit names them."""
    made = record(response("meet"), absent=NOT_ASKED).plain()
    limit = {**LIMIT, "applies_to": "clauses", "clauses": ["emergency/meet"], "subject_to": ["court-decisions"]}
    other = Agreement.model_validate(
        {**made, "clauses": [{**made["clauses"][0], "responses": [response("meet", id="summit")]}]}
    ).plain()
    first = Agreement.model_validate({**made, "clauses": [*made["clauses"], limit]})
    second = Agreement.model_validate(
        {**other, "clauses": [*other["clauses"], {**limit, "clauses": ["emergency/summit"]}]}
    )
    assert both(first, second) == []


def review(**more: Any) -> Agreement:
    return Agreement.model_validate(minimal(**SIGNED, review=[{"id": "whole", "modal": "will", **more}]))


def reviewed(*days: str) -> Chronology:
    deed = {"kind": "deed", "act": "review", "by": ["USA", "UKR"], "answers": ["a/review/whole"]}
    done = [{**deed, "id": f"review-{number}", "date": day} for number, day in enumerate(days)]
    first = {"id": "signed", "kind": "event", "event": "exchange-of-notes", "date": "2024-06-13"}
    return Chronology.model_validate({"format": "events/1", "id": "told", "title": "Reviews", "events": [first, *done]})


EVERY = {"rule": "every", "every": "P1Y"}


@pytest.mark.parametrize(
    ("given", "done", "limit", "state"),
    [
        ({"due_before": "end-of-term"}, (), "2034-06-13", RUNNING),
        ({"due_before": "end-of-term"}, ("2026-01-10",), "2034-06-13", DeadlineState.MET),
        ({"recurrence": EVERY}, (), "None", UNTOLD),
        ({"recurrence": EVERY}, ("2025-09-01",), "2026-09-01", RUNNING),
        ({"recurrence": EVERY}, ("2024-09-01", "2024-12-01"), "2025-12-01", DeadlineState.OVERDUE),
        ({"recurrence": EVERY, "after": "P3Y", "runs_from": "signature"}, (), "2027-06-13", RUNNING),
        ({"recurrence": {"rule": "regularly"}}, ("2025-09-01",), "None", UNTOLD),
    ],
)
def test_reviews_that_recur_or_come_before_the_end(
    given: dict[str, Any], done: tuple[str, ...], limit: str, state: DeadlineState
) -> None:
    """A review is due before the end of the term, or some time after the last one; the first where the text says."""
    told = schedule(review(**given), reviewed(*done), as_of=date(2026, 3, 1))
    (found,) = (one for one in told if one.kind == "review")
    assert (str(found.clocks[0].limit.exact), found.state) == (limit, state)
