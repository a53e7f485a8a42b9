"""How two records differ: the golden account, the judging rules, the edit script."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from typing import Any

import pytest
import yaml
from material import ROOT, example

from agreements import Agreement, ComparisonError, PatchError, UnknownNameError, apply, diff
from agreements.comparison import Change, Diff, Effect, Script

GOLDEN: dict[str, Any] = yaml.safe_load((ROOT / "tests/golden/gbr-usa-emergency.yaml").read_text(encoding="utf-8"))
HEADLINES = {
    "attacker": "attacker",
    "event": "event added",
    "act": "act",
    "level": "level",
    "immediacy": "immediacy",
    "modal": "wording of the duty",
    "deadline": "deadline softened",
    "duty's hedges": "what the duty is subject to",
}


def account() -> Diff:
    return diff(example("ukraine/gbr-2024"), example("ukraine/usa-2024"), peers=True)


def in_meeting() -> list[Change]:
    return [
        change
        for change in account()
        if change.new_path.split("/")[:2] in (["emergency-meeting"], ["emergency-meeting", "meet"])
    ]


@pytest.mark.parametrize("expected", GOLDEN["changes"][:-1], ids=lambda change: change["aspect"])
def test_golden_account(expected: dict[str, Any]) -> None:
    """Every aspect of the hand-written account of UK to US comes out, once, with its effect."""
    found = [change for change in in_meeting() if change.headline == HEADLINES[expected["aspect"]]]
    assert len(found) == 1
    assert str(found[0].effect) == expected["effect"]


def test_golden_deadline_reads_as_a_sentence() -> None:
    """The softened deadline is said in words, and that neither text names the clock's start."""
    (change,) = (change for change in in_meeting() if change.rule == "deadline")
    assert (change.before, change.after) == ("within 24 hours", "where possible within 24 hours")
    assert "named by neither" in change.why
    assert (change.old_place, change.new_place) == ("VIII.2", "II ¶4 s1")


def test_golden_what_may_follow() -> None:
    """Undertaken assistance against an intention to coordinate is one weaker duty, not one removed and one added."""
    follow = [change for change in account() if change.old_path == "emergency-assistance/provide"]
    assert {change.new_path for change in follow} == {"scale-up-assistance/coordinate"}
    assert Effect.WEAKENED in {change.effect for change in follow if change.rule == "modal-and-force"}
    (costs,) = (c for c in account() if c.rule == "modal-and-force" and c.new_path == "emergency-meeting/impose-costs")
    assert costs.effect is Effect.WEAKENED


def test_golden_status() -> None:
    """The UK text is political; the US body has the signals of a binding one and its annex disclaims itself."""
    body, annex = (change for change in account() if change.topic == "legal-status" and change.rule == "legal-status")
    assert body.before.startswith("political (inferred")
    assert body.after.startswith("binding (inferred")
    assert annex.after.startswith("annex: political (stated: disclaims obligations")


def test_who_may_ask_is_the_same() -> None:
    """At the request of either: between peers the mapped name is no difference."""
    assert not [change for change in in_meeting() if change.rule == "request"]


def test_roles_are_needed_when_they_cannot_be_guessed() -> None:
    """Where one plays a role here and two play it there, nothing is guessed; the way out is told for both doors."""
    old, new = (example(f"ukraine/{name}-2024") for name in ("gbr", "usa"))
    several = new.replace(parties=[*new.parties, {"id": "CAN", "role": "supporter"}])
    with pytest.raises(ComparisonError) as refused:
        diff(old, several, peers=True)
    assert "as supporter: GBR against USA, CAN" in str(refused.value)
    assert "--role GBR=USA" in str(refused.value)
    assert "roles={'GBR': 'USA'}" in str(refused.value)
    assert diff(old, several, peers=True, roles={"GBR": "USA"}).roles == {"GBR": "USA"}


def test_a_party_without_a_counterpart_is_a_change_of_parties() -> None:
    """Who plays a role that nobody plays on the other side stands for nobody, is dropped or added, and isn't ranked."""
    old, new = example("budapest/memorandum-1994"), example("ukraine/usa-2024")
    there, back = diff(old, new, peers=True), diff(new, old, peers=True)
    assert there.roles == {}
    for found, headline in ((there, "party dropped"), (back, "party added")):
        parties = [change for change in found if change.headline == headline]
        assert [change.before or change.after for change in parties] == ["GBR: guarantor", "RUS: guarantor"]
        assert {change.effect for change in parties} == {Effect.CANNOT_TELL}
        assert any("stands for GBR and RUS: what only they owe isn't ranked" in told for told in found.unclear)


def test_wrong_roles_are_refused() -> None:
    """A role for somebody who is no party is refused, and so are roles without peers."""
    old, new = example("ukraine/gbr-2024"), example("ukraine/usa-2024")
    with pytest.raises(ComparisonError, match="FRA"):
        diff(old, new, peers=True, roles={"FRA": "USA"})
    with pytest.raises(ComparisonError, match="peers=True"):
        diff(old, new, roles={"GBR": "USA"})


def test_peers_have_nothing_to_apply() -> None:
    """Between peers there is no `apply`."""
    with pytest.raises(ComparisonError, match="can't be applied"):
        apply(example("ukraine/gbr-2024"), account())


def test_a_script_does_not_fit_another_record() -> None:
    """A script applied to the wrong record is refused."""
    script = diff(example("ukraine/usa-2024"), example("ukraine/gbr-2024"))
    with pytest.raises(PatchError):
        apply(example("nato/north-atlantic-treaty-1949"), script)


def test_only_keeps_effects_and_topics() -> None:
    """`only` takes effects and topics together, and refuses anything else."""
    kept = account().only("weakened", "response-to-aggression")
    assert kept.changes
    assert {change.effect for change in kept} == {Effect.WEAKENED}
    assert {change.topic for change in kept} == {"response-to-aggression"}
    with pytest.raises(UnknownNameError):
        account().only("weaker")


def test_explain_names_rule_and_values() -> None:
    """An explanation names the rule and the values it rests on."""
    (change,) = (change for change in in_meeting() if change.rule == "deadline")
    text = change.explain()
    assert "rule: deadline" in text
    assert "softened_by" in text


def record(**meet: Any) -> Agreement:
    response = {"act": "meet", "bearers": ["USA", "UKR"], "modal": "shall", **meet}
    trigger = {
        "id": "emergency",
        "kind": "trigger",
        "topic": "response-to-aggression",
        "at": "II ¶4",
        "when": [{"event": "armed-attack", "against": ["UKR"]}],
        "on_request_of": {"parties": ["USA", "UKR"], "need": "either"},
        "responses": [{key: value for key, value in response.items() if value is not None}],
    }
    return Agreement.model_validate(minimal(clauses=[trigger]))


def minimal(**more: Any) -> dict[str, Any]:
    return {
        "format": "agreement/1",
        "id": "a",
        "title": "A",
        "instrument": "agreement",
        "text": "official",
        "sources": [{"id": "official", "type": "official-text", "title": "A"}],
        "parties": [{"id": "USA", "role": "supporter"}, {"id": "UKR", "role": "supported"}],
        "coverage": {"response-to-aggression": "complete"},
        **more,
    }


JUDGED: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"modal": "shall"}, {"modal": "intends"}, "modal-and-force", "weakened"),
    ({"modal": "shall"}, {"modal": "may"}, "modal-and-force", "weakened"),
    ({"modal": "should"}, {"modal": "will"}, "modal-and-force", "strengthened"),
    ({"modal": "shall"}, {"modal": "will"}, "modal-and-force", "neutral"),
    ({"modal": "shall"}, {"modal": "shall-not"}, "modal-and-force", "cannot be told"),
    ({"modal": "shall"}, {"modal": "other", "word": "envisages", "force": "intended"}, "modal-and-force", "weakened"),
    ({}, {"effort": "best-efforts"}, "effort", "weakened"),
    ({"effort": "consider"}, {"effort": "best-efforts"}, "effort", "strengthened"),
    ({"effort": "consider"}, {"effort": "explore"}, "effort", "cannot be told"),
    ({}, {"deadline": {"within": "PT24H"}}, "deadline", "strengthened"),
    ({"deadline": {"within": "PT24H"}}, {"deadline": {"within": "PT48H"}}, "deadline", "weakened"),
    ({"deadline": {"within": "P2M"}}, {"deadline": {"within": "P1M"}}, "deadline", "strengthened"),
    ({"deadline": {"within": "P1M"}}, {"deadline": {"within": "P30D"}}, "deadline", "cannot be told"),
    (
        {"deadline": {"within": "PT24H", "runs_from": "unstated"}},
        {"deadline": {"within": "PT24H", "runs_from": "request"}},
        "deadline",
        "cannot be told",
    ),
    ({"deadline": {"by": "2024-06"}}, {"deadline": {"by": "2024-07"}}, "deadline", "cannot be told"),
    ({"immediacy": "promptly"}, {}, "immediacy", "weakened"),
    ({"immediacy": "promptly"}, {"immediacy": "swiftly"}, "immediacy", "cannot be told"),
    ({"level": "officials"}, {"level": "most-senior"}, "level", "strengthened"),
    ({}, {"subject_to": ["domestic-law"]}, "hedges", "weakened"),
    ({"subject_to": ["domestic-law"]}, {"subject_to": ["eu-law"]}, "hedges", "cannot be told"),
    ({}, {"condition": "if asked twice"}, "conditions", "cannot be told"),
    ({}, {"conditions": [{"event": "security-allows"}]}, "conditions", "weakened"),
    ({"conditions": [{"event": "security-allows"}]}, {}, "conditions", "strengthened"),
    ({"bearers": ["USA"]}, {"bearers": ["USA", "UKR"]}, "bearers", "strengthened"),
    ({"bearers": ["USA"]}, {"bearers": ["UKR"]}, "bearers", "cannot be told"),
    ({"beneficiaries": ["UKR"]}, {"beneficiaries": ["UKR", "USA"]}, "beneficiaries", "strengthened"),
    ({}, {"beneficiaries": ["UKR"]}, "beneficiaries", "cannot be told"),
    (
        {"amount": {"rule": "money", "value": "5", "currency": "EUR"}},
        {"amount": {"rule": "money", "value": "7.5", "currency": "EUR"}},
        "amount",
        "strengthened",
    ),
    (
        {"amount": {"rule": "money", "value": "5", "currency": "EUR"}},
        {"amount": {"rule": "money", "value": "7", "currency": "USD"}},
        "amount",
        "cannot be told",
    ),
    (
        {"amount": {"rule": "share-of-gdp", "percent": "0.25"}},
        {"amount": {"rule": "share-of-gdp", "percent": "0.2"}},
        "amount",
        "weakened",
    ),
    ({}, {"amount": {"rule": "like", "to": "emergency"}}, "amount", "cannot be told"),
    ({}, {"amount": {"rule": "money", "value": "5", "currency": "EUR"}}, "amount", "strengthened"),
    (
        {"amount": {"rule": "money", "value": "5", "currency": "EUR", "qualifier": "up-to"}},
        {"amount": {"rule": "money", "value": "7", "currency": "EUR", "qualifier": "up-to"}},
        "amount",
        "cannot be told",
    ),
    (
        {"amount": {"rule": "money", "value": "5", "currency": "EUR", "stage": "past"}},
        {"amount": {"rule": "money", "value": "7", "currency": "EUR", "stage": "past"}},
        "amount",
        "cannot be told",
    ),
    (
        {"amount": {"rule": "like", "to": "emergency"}},
        {"amount": {"rule": "like", "to": "emergency", "per": "year"}},
        "amount",
        "cannot be told",
    ),
    (
        {"quantity": {"number": "5", "unit": "jets"}},
        {"quantity": {"number": "4", "unit": "jets"}},
        "quantity",
        "weakened",
    ),
    (
        {"quantity": {"number": "5", "unit": "jets"}},
        {"quantity": {"number": "4", "unit": "tanks"}},
        "quantity",
        "cannot be told",
    ),
    ({}, {"quantity": {"number": "4", "unit": "tanks"}}, "quantity", "strengthened"),
    (
        {"recurrence": {"rule": "every", "every": "P1Y"}},
        {"recurrence": {"rule": "every", "every": "P3M", "at_least": "at-least"}},
        "recurrence",
        "strengthened",
    ),
    (
        {"recurrence": {"rule": "every", "every": "P3M"}},
        {"recurrence": {"rule": "every", "every": "P1Y"}},
        "recurrence",
        "weakened",
    ),
    (
        {"recurrence": {"rule": "regularly"}},
        {"recurrence": {"rule": "between", "shortest": "P1Y", "longest": "P18M"}},
        "recurrence",
        "cannot be told",
    ),
    ({"purpose": "to talk"}, {"purpose": "to decide"}, "contents", "cannot be told"),
    ({}, {"length": "P10Y"}, "contents", "cannot be told"),
    ({"channel": "bilateral"}, {"channel": "bilateral-or-agreed"}, "channel", "neutral"),
    ({}, {"channel": "diplomatic"}, "channel", "neutral"),
    ({}, {"absent": {"on_request_of": "silent"}}, "request", "strengthened"),
    ({}, {"on_request_of": {"parties": ["UKR"], "need": "any"}}, "request", "weakened"),
    (
        {"on_request_of": {"parties": ["UKR"], "need": "any"}},
        {"absent": {"on_request_of": "unknown"}},
        "request",
        "cannot be told",
    ),
    ({}, {"topic": "peace"}, "topic", "neutral"),
    ({"act": "meet"}, {"act": "consult"}, "act", "cannot be told"),
]


@pytest.mark.parametrize(("old", "new", "rule", "effect"), JUDGED)
def test_judging(old: dict[str, Any], new: dict[str, Any], rule: str, effect: str) -> None:
    """Each rule gives its effect, and the swapped effect when the sides are swapped."""
    (change,) = (change for change in diff(record(**old), record(**new)) if change.rule == rule)
    assert str(change.effect) == effect
    (back,) = (change for change in diff(record(**new), record(**old)) if change.rule == rule)
    assert back.effect is change.effect.swapped


def test_a_dropped_undertaking_is_told_by_coverage() -> None:
    """What isn't covered can't be dropped: it can't be told."""
    full, empty = record(), Agreement.model_validate(minimal())
    uncovered = Agreement.model_validate({**minimal(), "coverage": {"peace": "complete"}})
    assert {change.effect for change in diff(full, empty) if change.rule == "undertaking"} == {Effect.WEAKENED}
    assert {change.effect for change in diff(full, uncovered)} == {Effect.CANNOT_TELL}
    assert any("can't be told" in sentence for sentence in diff(full, uncovered).unclear)


LIFE: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (
        {"duration": {"rule": "term", "length": "P10Y", "runs_from": "signature"}},
        {"duration": {"rule": "term", "length": "P5Y", "runs_from": "signature"}},
        "duration",
        "weakened",
    ),
    (
        {"duration": {"rule": "term", "length": "P10Y", "runs_from": "signature"}},
        {"duration": {"rule": "indefinite"}},
        "duration",
        "cannot be told",
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P3M"}]},
        "termination",
        "weakened",
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "notice_is": "preferred"}]},
        "termination",
        "weakened",
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "form": "written"}]},
        "termination",
        "neutral",
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "runs_from": "receipt"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "counted": "back"}]},
        "termination",
        "cannot be told",
    ),
    (
        {"absent": {"termination": "silent"}},
        {"termination": [{"id": "x", "ends": "agreement", "not_before": {"after": "P20Y", "runs_from": "signature"}}]},
        "termination",
        "weakened",
    ),
    ({}, {"survival": [{"id": "x", "what": "projects", "test": "begun"}]}, "survival", "cannot be told"),
    (
        {"absent": {"survival": "silent"}},
        {"survival": [{"id": "x", "what": "projects", "test": "begun"}]},
        "survival",
        "strengthened",
    ),
    (
        {"renewal": {"by": "agreement", "modal": "may"}},
        {"renewal": {"by": "agreement", "modal": "can", "decide_by": {"before": "P6M", "of": "end-of-term"}}},
        "renewal",
        "cannot be told",
    ),
    (
        {"renewal": {"by": "agreement", "modal": "may", "form": "notification"}},
        {"renewal": {"by": "agreement", "modal": "may", "form": "written-notification"}},
        "renewal",
        "neutral",
    ),
    (
        {"entry_into_force": {"rule": "notifications", "number": 2, "counts": "receipt"}},
        {
            "entry_into_force": {
                "rule": "notifications",
                "number": 2,
                "counts": "receipt",
                "form": "written",
                "channel": "diplomatic",
            }
        },
        "entry-into-force",
        "neutral",
    ),
    (
        {"review": [{"id": "x", "modal": "will", "recurrence": {"rule": "every", "every": "P1Y"}}]},
        {"review": [{"id": "x", "modal": "will", "due_before": "end-of-term"}]},
        "review",
        "cannot be told",
    ),
    (
        {"survival": [{"id": "x", "what": "projects", "test": "begun", "unless": "sides-decide-otherwise"}]},
        {"survival": [{"id": "x", "what": "projects", "test": "begun", "unless": "either-side-decides-otherwise"}]},
        "survival",
        "cannot be told",
    ),
    (
        {"entry_into_force": {"rule": "upon-signature"}},
        {"entry_into_force": {"rule": "exchange"}},
        "entry-into-force",
        "cannot be told",
    ),
    (
        {"parts": [{"id": "body", "legal_status": {"status": "political", "basis": "inferred"}}]},
        {"parts": [{"id": "body", "legal_status": {"status": "disputed", "basis": "inferred"}}]},
        "legal-status",
        "cannot be told",
    ),
    (
        {"parts": [{"id": "body", "legal_status": {"status": "binding", "basis": "stated"}}]},
        {"parts": [{"id": "body", "legal_status": {"status": "political", "basis": "stated"}}]},
        "legal-status",
        "weakened",
    ),
    ({"parts": [{"id": "body"}]}, {"parts": [{"id": "body"}, {"id": "annex"}]}, "legal-status", "neutral"),
]


@pytest.mark.parametrize(("old", "new", "rule", "effect"), LIFE)
def test_judging_the_life_cycle(old: dict[str, Any], new: dict[str, Any], rule: str, effect: str) -> None:
    """Duration, ways out, survival and status are judged, and unknown against known never gets stronger or weaker."""
    first, second = Agreement.model_validate(minimal(**old)), Agreement.model_validate(minimal(**new))
    (change,) = (change for change in diff(first, second) if change.rule == rule)
    assert str(change.effect) == effect
    (back,) = (change for change in diff(second, first) if change.rule == rule)
    assert back.effect is change.effect.swapped


def clause(kind: str, **more: Any) -> dict[str, Any]:
    follows = {"responses": [{"act": "consult", "modal": "shall"}]} if kind == "trigger" else {}
    return {"id": "c", "kind": kind, "topic": "weapons-use", "at": "1", "summary": "A rule.", **follows, **more}


CLAUSES: list[tuple[dict[str, Any] | None, dict[str, Any] | None, str, str]] = [
    (
        None,
        clause("limitation", applies_to="whole-text", subject_to=["domestic-law"]),
        "limitation added",
        "cannot be told",
    ),
    (
        clause("limitation", applies_to="whole-text", subject_to=["domestic-law"]),
        clause("limitation", applies_to="whole-text", subject_to=["domestic-law", "eu-law"]),
        "limitation",
        "cannot be told",
    ),
    (
        clause("policy", issuer="USA", addressees=["UKR"], act="strike", decision="prohibited"),
        clause("policy", issuer="USA", addressees=["UKR"], act="strike", decision="allowed"),
        "policy loosened",
        "weakened",
    ),
    (
        None,
        clause(
            "policy",
            issuer="USA",
            addressees=["UKR"],
            act="strike",
            decision="allowed",
            near="Kharkiv",
            exception_to="d",
        ),
        "exception added near Kharkiv",
        "cannot be told",
    ),
    (
        None,
        clause("policy", issuer="USA", addressees=["UKR"], act="strike", decision="prohibited"),
        "policy added",
        "cannot be told",
    ),
    (None, clause("statement", act="recognise"), "statement added", "neutral"),
    (
        clause("statement", act="recognise", speakers=["USA"]),
        clause("statement", act="recognise", speakers=["UKR"]),
        "statement",
        "neutral",
    ),
    (
        clause("report", act="provide", by=["USA"], quantity={"number": "44", "unit": "packages"}),
        clause("report", act="provide", by=["USA"], partners=["UKR"], includes={"list": "closed", "items": ["tanks"]}),
        "report",
        "neutral",
    ),
    (
        clause("institution", body="council", established="new"),
        clause("institution", body="council", established="existing"),
        "established",
        "cannot be told",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack", "against": ["UKR"]}]),
        clause("trigger", when=[{"event": "armed-attack", "against": ["UKR", "USA"]}]),
        "victim",
        "strengthened",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack", "by": ["RUS"]}]),
        clause("trigger", when=[{"event": "armed-attack", "by": ["RUS", "BLR"]}]),
        "attacker",
        "strengthened",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack"}]),
        clause("trigger", when=[{"event": "armed-attack", "after": [{"event": "end-of-hostilities"}]}]),
        "event",
        "cannot be told",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack", "described": "x"}]),
        clause("trigger", when=[{"event": "armed-attack", "described": "y"}]),
        "event",
        "cannot be told",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack"}], absent={"on_request_of": "silent"}),
        clause("trigger", when=[{"event": "armed-attack"}], on_request_of={"parties": ["USA"], "need": "any"}),
        "who may ask",
        "weakened",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack"}], on_request_of={"parties": ["UKR", "USA"], "need": "all"}),
        clause(
            "trigger", when=[{"event": "armed-attack"}], on_request_of={"parties": ["UKR", "USA"], "need": "either"}
        ),
        "who may ask",
        "strengthened",
    ),
    (
        clause("trigger", when=[{"event": "armed-attack"}], on_request_of={"parties": ["UKR"], "need": "any"}),
        clause("trigger", when=[{"event": "armed-attack"}], on_request_of={"parties": ["UKR", "USA"], "need": "any"}),
        "who may ask",
        "strengthened",
    ),
]


@pytest.mark.parametrize(("old", "new", "headline", "effect"), CLAUSES)
def test_judging_clauses(old: dict[str, Any] | None, new: dict[str, Any] | None, headline: str, effect: str) -> None:
    """What stands outside the commitments is judged too, and fairly to both sides."""
    covered = {"coverage": {"weapons-use": "complete"}}
    first = Agreement.model_validate(minimal(**covered, **({"clauses": [old]} if old else {})))
    second = Agreement.model_validate(minimal(**covered, **({"clauses": [new]} if new else {})))
    (change,) = (change for change in diff(first, second) if change.headline == headline)
    assert str(change.effect) == effect
    assert {back.effect for back in diff(second, first)} == {change.effect.swapped}


def test_two_reports_that_differ_read_differently() -> None:
    """Where the sentences on two reports agree, the fields that differ are named."""
    report = clause("report", act="provide", by=["USA"], includes={"list": "illustrative", "items": ["tanks"]})
    other = {**report, "includes": {"list": "illustrative", "items": ["jets"]}}
    first, second = (Agreement.model_validate(minimal(clauses=[one])) for one in (report, other))
    (change,) = diff(first, second)
    assert change.before.endswith("A rule. (includes: list: illustrative, items: tanks)")
    assert change.after.endswith("A rule. (includes: list: illustrative, items: jets)")


def rules(general: str, exception: str | None) -> Agreement:
    shared = {"issuer": "USA", "addressees": ["UKR"], "act": "strike"}
    found = [clause("policy", **shared, decision=general) | {"id": "general"}]
    if exception:
        near = clause("policy", **shared, decision=exception, near="Kharkiv", exception_to="general")
        found.append(near | {"id": "near", "summary": "Counter-fire."})
    return Agreement.model_validate(minimal(coverage={"weapons-use": "complete"}, clauses=found))


@pytest.mark.parametrize(
    ("general", "exception", "headline", "effect"),
    [
        ("prohibited", "allowed", "loosened near Kharkiv", "weakened"),
        ("not-encouraged", "allowed", "loosened near Kharkiv", "weakened"),
        ("prohibited", "not-encouraged", "loosened near Kharkiv", "weakened"),
        ("allowed", "prohibited", "tightened near Kharkiv", "strengthened"),
        ("allowed", "not-encouraged", "tightened near Kharkiv", "strengthened"),
        ("prohibited", "prohibited", "exception added near Kharkiv", "neutral"),
    ],
)
def test_an_exception_is_judged_against_its_rule(general: str, exception: str, headline: str, effect: str) -> None:
    """An exception loosens or tightens what its rule says, there alone; the rule itself, unchanged, is no change."""
    (change,) = diff(rules(general, None), rules(general, exception))
    assert (change.headline, str(change.effect), change.old_path, change.new_path) == (headline, effect, "", "near")
    (back,) = diff(rules(general, exception), rules(general, None))
    assert back.effect is change.effect.swapped


@pytest.mark.parametrize(
    ("before", "after", "headline", "effect"),
    [
        ("prohibited", "not-encouraged", "policy loosened", "weakened"),
        ("not-encouraged", "allowed", "policy loosened", "weakened"),
        ("allowed", "not-encouraged", "policy tightened", "strengthened"),
    ],
)
def test_a_changed_decision(before: str, after: str, headline: str, effect: str) -> None:
    """Not to encourage lies between forbidding and allowing."""
    (change,) = diff(rules(before, None), rules(after, None))
    assert (change.headline, str(change.effect)) == (headline, effect)


def test_each_side_keeps_its_own_names() -> None:
    """Between peers a change says who bears it in each text, and a third party of that name stays itself."""
    costs = [
        change
        for change in account()
        if change.rule == "bearers" and change.new_path == "emergency-meeting/impose-costs"
    ]
    assert [(change.before, change.after) for change in costs] == [("GBR", "UKR and USA")]
    assert not any(
        "\ue000" in text for change in account() for text in (change.before, change.after, change.why, change.headline)
    )


def test_a_comparison_is_the_same_every_time() -> None:
    """Whatever order sets happen to have in a process, a comparison says the same in the same order."""
    said = (
        "import agreements as ag; found = ag.diff(*map(ag.load, __import__('sys').argv[1:]), peers=True);"
        "print(repr((found.changes, [one.leaves for one in found], found.apparatus_leaves, found.script)))"
    )
    paths = [str(ROOT / f"examples/ukraine/{name}-2024.yaml") for name in ("gbr", "usa")]
    told = {
        subprocess.run(
            [sys.executable, "-c", said, *paths],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_an_edit_script_is_a_value() -> None:
    """A script that a comparison works out when it is asked for equals the one made of its operations."""
    old, new = example("ukraine/usa-2024"), example("ukraine/usa-2024").replace(title="Other")
    first, second = diff(old, new).script, diff(old, new).script
    assert first == second == Script(first.operations)
    assert len(first) == 1
    assert first != Script()
    assert copy.deepcopy(diff(old, new).script) == first
    assert repr(first) == f"Script(operations={first.operations!r})"
