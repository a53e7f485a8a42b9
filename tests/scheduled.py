"""Small agreements and event files for the tests of schedules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from material import ROOT
from test_comparison import minimal

from agreements import Agreement, Chronology, Table, load_events, rows
from agreements.tabulation import TableName
from agreements.timing.instants import Instant

KYIV, NEW_YORK = "Europe/Kyiv", "America/New_York"
SCENARIO = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml")
NOON = Instant.parse("2026-03-04T12:00[Europe/Kyiv]")


def agreement(*responses: dict[str, Any], asked: bool = True, **more: Any) -> Agreement:
    """Return an agreement in force since 2024 with a trigger upon an attack on Ukraine, on either side's request."""
    deadline = {"within": "PT24H", "runs_from": "unstated"}
    usual = {"act": "meet", "bearers": ["UKR", "USA"], "modal": "shall", "deadline": deadline}
    trigger: dict[str, Any] = {
        "id": "emergency",
        "kind": "trigger",
        "topic": "response-to-aggression",
        "at": "II.4",
        "when": [{"event": "armed-attack", "against": ["UKR"]}],
        "responses": [*responses] or [usual],
    }
    if asked:
        trigger["on_request_of"] = {"parties": ["UKR", "USA"], "need": "either"}
    else:
        trigger["absent"] = {"on_request_of": "silent"}
    body = {"id": "body", "legal_status": {"status": "binding", "basis": "stated"}}
    given = {
        "parts": [body],
        "actions": [{"act": "signature", "by": ["UKR", "USA"], "date": "2024-06-13"}],
        "entry_into_force": {"rule": "upon-signature"},
        "clauses": [trigger],
    }
    return Agreement.model_validate(minimal(**(given | more)))


def attack(moment: str = "2026-03-04T04:10[Europe/Kyiv]", **more: Any) -> dict[str, Any]:
    """Return an armed attack by Russia on Ukraine."""
    when = {"moment": moment} if "T" in moment else {"date": moment}
    return {"id": "attack", "kind": "event", "event": "armed-attack", "by": ["RUS"], "against": ["UKR"]} | when | more


def request(moment: str = "2026-03-04T06:30[Europe/Kyiv]", **more: Any) -> dict[str, Any]:
    """Return a request by Ukraine."""
    return {"id": "request", "kind": "request", "by": ["UKR"], "under": ["a"], "moment": moment} | more


def deed(answers: str, moment: str, **more: Any) -> dict[str, Any]:
    """Return a meeting that answers a duty."""
    when = {"moment": moment} if "T" in moment else {"date": moment}
    return {"id": "meeting", "kind": "deed", "act": "meet", "by": ["UKR", "USA"], "answers": [answers]} | when | more


def told(*events: dict[str, Any], id: str = "log", hypothetical: bool = False) -> Chronology:
    """Return a file of events."""
    plain = {"format": "events/1", "id": id, "title": f"What {id} tells", "hypothetical": hypothetical}
    return Chronology.model_validate({**plain, "events": list(events)})


def tabled(records: Iterable[Agreement], name: TableName) -> Table:
    """Return the rows of any table; of deadlines, upon the attack of the scenario."""
    return rows(records, name, events=SCENARIO, as_of=NOON) if name == "deadlines" else rows(records, name)
