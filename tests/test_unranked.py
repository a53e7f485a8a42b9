"""What a comparison must not rank, and what it must not overlook."""

from __future__ import annotations

from typing import Any

import pytest
from material import example
from test_comparison import minimal

from agreements import Agreement, ComparisonError, diff
from agreements.comparison import Change, Effect
from agreements.writing import plain

DUTY: dict[str, Any] = {
    "id": "c",
    "kind": "commitment",
    "topic": "response-to-aggression",
    "act": "fund",
    "bearers": ["USA"],
    "modal": "shall",
    "item": "shelters",
}
ATTACK = {"event": "armed-attack", "against": ["UKR"]}
DEADLINE = {"within": "PT24H", "runs_from": "request"}
EUR = {"rule": "money", "value": "100", "currency": "EUR"}
BODY = {"id": "body", "legal_status": {"status": "binding", "basis": "stated"}}
ANNEX = {"id": "annex", "legal_status": {"status": "political", "basis": "stated"}}


def record(*clauses: dict[str, Any], **more: Any) -> Agreement:
    found = {"clauses": [dict(clause) for clause in clauses]} if clauses else {}
    return Agreement.model_validate(minimal(**found, **more))


def duty(**more: Any) -> dict[str, Any]:
    return {key: value for key, value in {**DUTY, **more}.items() if value is not None}


def trigger(id: str, when: list[dict[str, Any]], *responses: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = {"id": id, "kind": "trigger", "topic": "response-to-aggression", "when": when, "responses": list(responses)}
    return {**found, **more}


def both(old: Agreement, new: Agreement) -> list[Change]:
    """Return the changes, having checked that the other way round they are the same with swapped effects."""
    found, back = list(diff(old, new)), list(diff(new, old))
    assert sorted(change.effect.swapped for change in found) == sorted(change.effect for change in back)
    return found


UNKNOWN: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"deadline": DEADLINE}, {"absent": {"deadline": "unknown"}}),
    ({"amount": EUR}, {"absent": {"amount": "unknown"}}),
    ({"quantity": {"number": "5", "unit": "jets"}}, {"absent": {"quantity": "unknown"}}),
    ({"level": "ministers"}, {"absent": {"level": "unknown"}}),
    ({"immediacy": "promptly"}, {"absent": {"immediacy": "unknown"}}),
    ({"effort": "best-efforts"}, {"absent": {"effort": "unknown"}}),
    ({"subject_to": ["domestic-law"]}, {"absent": {"subject_to": "unknown"}}),
    ({"conditions": [{"event": "security-allows"}]}, {"absent": {"conditions": "unknown"}}),
    ({}, {"bearers": None, "absent": {"bearers": "unknown"}}),
    ({"beneficiaries": ["UKR"]}, {"absent": {"beneficiaries": "unknown"}}),
]


@pytest.mark.parametrize(("known", "unknown"), UNKNOWN)
def test_unknown_against_known_is_never_ranked(known: dict[str, Any], unknown: dict[str, Any]) -> None:
    """What could not be found out is neither more nor less than what is known, whatever the field."""
    (change,) = both(record(duty(**known)), record(duty(**unknown)))
    assert change.effect is Effect.CANNOT_TELL
    assert change.after == "could not be found out"


@pytest.mark.parametrize("field", ["deadline", "amount"])
def test_what_is_not_recorded_in_a_partly_covered_topic_is_not_ranked(field: str) -> None:
    """Where a topic is covered in part, a missing field is 'not recorded', not 'none'."""
    partly = {"coverage": {"response-to-aggression": "partial"}}
    given = {"deadline": DEADLINE, "amount": EUR}[field]
    (change,) = both(record(duty(**{field: given}), **partly), record(duty(), **partly))
    assert (change.effect, change.after) == (Effect.CANNOT_TELL, "not recorded")


@pytest.mark.parametrize("modal", ["may", "supports", "shall-not"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"deadline": DEADLINE}),
        ({"amount": EUR}, {"amount": {**EUR, "value": "200"}}),
        ({"bearers": ["USA"]}, {"bearers": ["UKR", "USA"]}),
    ],
)
def test_what_is_not_owed_is_not_ranked(modal: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    """More of a permission, a declaration or a prohibition isn't more owed."""
    (change,) = both(record(duty(modal=modal, **one)), record(duty(modal=modal, **other)))
    assert change.effect is Effect.CANNOT_TELL
    assert "not owed" in change.why


def test_other_acts_are_not_ranked() -> None:
    """Where neither act contains the other, nothing else about them can be ranked, except consult and meet."""
    old = duty(act="consult", modal="may", item="budgets")
    new = duty(act="provide", modal="shall", item="budgets", subject_to=["as-necessary"])
    assert {change.effect for change in both(record(old), record(new))} == {Effect.CANNOT_TELL}
    akin = both(record(duty(act="consult")), record(duty(act="meet", deadline=DEADLINE)))
    assert Effect.STRENGTHENED in {change.effect for change in akin}


def test_unlike_undertakings_are_no_pair() -> None:
    """Two duties of one act, topic and bearer that are about other things are one dropped and one added."""
    old = duty(item="demining of fields", deadline=DEADLINE)
    new = duty(id="d", item="payment of pensions", subject_to=["domestic-law"])
    assert sorted(change.headline for change in both(record(old), record(new))) == [
        "undertaking added",
        "undertaking dropped",
    ]


def test_a_response_under_another_trigger_is_a_change() -> None:
    """What an attack sets off and what a question sets off, swapped, is no 'same'."""
    provide = {"act": "provide", "modal": "shall", "item": "jets"}
    consult = {"act": "consult", "modal": "shall"}
    asked = [{"event": "question-arises"}]
    old = record(trigger("one", [ATTACK], provide), trigger("two", asked, consult))
    new = record(trigger("one", [ATTACK], consult), trigger("two", asked, provide))
    found = both(old, new)
    assert {change.rule for change in found} == {"setting"}
    assert {change.effect for change in found} == {Effect.CANNOT_TELL}


def test_a_duty_that_something_must_set_off_is_weaker() -> None:
    """The same duty, first owed at any time, then only upon an attack."""
    always = record(duty(id="aid", act="provide"))
    upon = record(
        trigger("aid", [ATTACK], {"act": "provide", "bearers": ["USA"], "modal": "shall", "item": "shelters"})
    )
    (change,) = (change for change in both(always, upon) if change.rule == "setting")
    assert (change.effect, change.before) == (Effect.WEAKENED, "owed at any time")


def test_a_clause_moved_to_a_part_of_another_status_is_told() -> None:
    """A duty that moves from the binding body into an annex that disclaims itself is weaker."""
    parts = {"parts": [BODY, ANNEX]}
    (change,) = both(record(duty(), **parts), record(duty(part="annex"), **parts))
    assert (change.effect, change.before, change.after) == (Effect.WEAKENED, "body (binding)", "annex (political)")


def test_parts_are_found_by_their_ids() -> None:
    """Parts in another order are no change; one put before the others is the one that is added."""
    assert both(record(parts=[BODY, ANNEX]), record(parts=[ANNEX, BODY])) == []
    zero = {"id": "annex-zero", "legal_status": BODY["legal_status"]}
    (change,) = both(record(parts=[BODY, ANNEX]), record(parts=[zero, BODY, ANNEX]))
    assert change.after.startswith("annex-zero")


def test_a_limitation_is_judged_by_what_it_limits() -> None:
    """A limit that moves from the text into the only duty changes nothing; one that limits a duty weakens it."""
    limit = {
        "id": "limit",
        "kind": "limitation",
        "topic": "response-to-aggression",
        "applies_to": "whole-text",
        "subject_to": ["appropriation"],
        "summary": "Money must be there.",
    }
    moved = both(record(duty(), limit), record(duty(subject_to=["appropriation"])))
    assert {change.effect for change in moved} == {Effect.NEUTRAL}
    (added,) = both(record(duty()), record(duty(), limit))
    assert added.effect is Effect.WEAKENED
    wordy = {key: value for key, value in limit.items() if key != "subject_to"}
    assert {change.effect for change in both(record(duty()), record(duty(), wordy))} == {Effect.CANNOT_TELL}


def test_what_only_the_summary_says_counts() -> None:
    """Where a commitment has nothing but a summary, another summary is a difference that can't be told."""
    old, new = (duty(item=None, act="other", summary=text) for text in ("Keeps its word.", "Sells its tanks."))
    (change,) = both(record(old), record(new))
    assert (change.effect, change.rule) == (Effect.CANNOT_TELL, "contents")
    (apparatus,) = (diff(record(duty(summary="A.")), record(duty(summary="B."))).apparatus,)
    assert apparatus == 1


def test_parties_are_compared_one_by_one() -> None:
    """A party that takes another's place is one added and one dropped, by name, and can't be told."""
    data = plain(example("nato/north-atlantic-treaty-1949"))
    for party in data["parties"]:
        if party["id"] == "ISL":
            party["id"] = "IRL"
    found = diff(example("nato/north-atlantic-treaty-1949"), Agreement.model_validate(data))
    told = {(change.before, change.after) for change in found if change.rule == "parties"}
    assert {("ISL: signatory", ""), ("", "IRL: signatory")} <= told or {("ISL: party", ""), ("", "IRL: party")} <= told
    assert all(change.effect is Effect.CANNOT_TELL for change in found if change.rule == "parties")


EVENTS: list[tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]] = [
    ([{"event": "armed-attack"}], [{"event": "armed-attack"}, {"event": "armed-attack", "by": ["RUS"]}], ["neutral"]),
    ([{"event": "aggression"}], [{"event": "aggression"}, {"event": "invasion"}], ["cannot be told"]),
    ([{"event": "invasion"}], [{"event": "aggression"}], ["cannot be told", "cannot be told"]),
    (
        [{"event": "other", "described": "A flood"}],
        [{"event": "other", "described": "A drought"}],
        ["cannot be told"],
    ),
    ([ATTACK], [ATTACK, {"event": "deposit"}], ["strengthened"]),
    ([ATTACK], [{**ATTACK, "judged_by": ["UKR"]}], ["cannot be told"]),
]


@pytest.mark.parametrize(("old", "new", "effects"), EVENTS)
def test_events_are_ranked_only_where_one_is_surely_more(
    old: list[dict[str, Any]], new: list[dict[str, Any]], effects: list[str]
) -> None:
    """An event that another one covers, overlaps or replaces isn't one situation more."""
    response = {"act": "consult", "modal": "shall"}
    found = both(record(trigger("t", old, response)), record(trigger("t", new, response)))
    assert [str(change.effect) for change in found] == effects
    assert all(change.before != change.after for change in found)


def test_an_ambiguous_trigger_is_not_ranked() -> None:
    """Where a text can be read in two ways, one event more can't be ranked."""
    response = {"act": "consult", "modal": "shall"}
    readings = [{"when": [{"event": "request"}], "why": "It can mean the request alone."}]
    old = record(trigger("t", [ATTACK], response, other_readings=readings))
    new = record(trigger("t", [ATTACK, {"event": "deposit"}], response, other_readings=readings))
    assert {change.effect for change in both(old, new)} == {Effect.CANNOT_TELL}


LIFE: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (
        {"duration": {"rule": "term", "length": "P10Y", "runs_from": "entry-into-force"}},
        {"duration": {"rule": "term", "length": "P11Y", "runs_from": "signature"}},
        ["cannot be told"],
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "modal": "may-not"}]},
        ["cannot be told"],
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P6M", "notice_is": "preferred"}]},
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P1Y", "notice_is": "preferred"}]},
        ["cannot be told"],
    ),
    (
        {"termination": [{"id": "x", "ends": "agreement", "notice": "P1Y"}, {"id": "y", "ends": "participation"}]},
        {"termination": [{"id": "y", "ends": "participation"}, {"id": "x", "ends": "agreement", "notice": "P3M"}]},
        ["weakened"],
    ),
    ({"absent": {"registration": "silent"}}, {"registration": {"wanted": "excluded"}}, ["cannot be told"]),
    (
        {"absent": {"review": "silent"}},
        {"review": [{"id": "r", "modal": "may", "after": "P1Y", "runs_from": "signature"}]},
        ["cannot be told"],
    ),
    ({"absent": {"accession": "silent"}}, {"absent": {"accession": "unknown"}}, ["cannot be told"]),
    (
        {},
        {"actions": [{"act": "denunciation", "by": ["USA"], "date": "2024-01-01"}]},
        ["cannot be told"],
    ),
    ({}, {"relations": [{"kind": "superseded-by", "to": "Another"}]}, ["cannot be told"]),
    ({}, {"relations": [{"kind": "refers-to", "to": "Another"}]}, ["neutral"]),
    ({"instrument": "agreement"}, {"instrument": "joint-declaration"}, ["cannot be told"]),
]


@pytest.mark.parametrize(("old", "new", "effects"), LIFE)
def test_the_life_cycle_is_ranked_only_where_it_can_be(
    old: dict[str, Any], new: dict[str, Any], effects: list[str]
) -> None:
    """Beginning, length and end: what differs is told item by item, and ranked only where both mean the same thing."""
    first, second = (Agreement.model_validate(minimal() | side) for side in (old, new))
    found = both(first, second)
    assert [str(change.effect) for change in found] == effects
    assert all(change.before != change.after for change in found)


def test_a_duty_put_into_two_clauses_is_the_same_duty() -> None:
    """One clause for two bearers or two clauses of one bearer each: taken together, the same is owed."""
    whole = record(duty(bearers=["UKR", "USA"]))
    split = record(duty(bearers=["USA"]), duty(id="d", bearers=["UKR"]))
    (change,) = both(whole, split)
    assert change.effect is Effect.NEUTRAL
    each = record(duty(bearers=["each-party"]))
    assert {change.effect for change in both(whole, each)} == {Effect.NEUTRAL}


def test_large_amounts_are_exact() -> None:
    """Two amounts that differ in the last digit read differently."""
    old, new = (duty(amount={**EUR, "value": value}) for value in ("9007199254740992", "9007199254740993"))
    (change,) = both(record(old), record(new))
    assert change.before != change.after


GUARANTORS = [{"id": "GBR", "role": "guarantor"}, {"id": "UKR", "role": "supported"}]
SUPPORTERS = [{"id": "USA", "role": "supporter"}, {"id": "UKR", "role": "supported"}]


def strangers(old: dict[str, Any], new: dict[str, Any] | None) -> list[Change]:
    """Return what differs between an agreement with a guarantor and one with a supporter, apart from the parties."""
    sides = []
    for clause, parties in ((old, GUARANTORS), (new, SUPPORTERS)):
        more: dict[str, Any] = {"parties": parties, "coverage": {"response-to-aggression": "complete"}}
        sides.append(record(*([clause] if clause else ()), **more))
    first, second = sides
    there, back = list(diff(first, second, peers=True)), list(diff(second, first, peers=True))
    assert sorted(change.effect.swapped for change in there) == sorted(change.effect for change in back)
    return [change for change in there if change.topic == "response-to-aggression"]


def test_what_only_a_stranger_owes_is_not_ranked() -> None:
    """A duty of a party that stands for nobody isn't ranked where it is gone; one that others owe as well is."""
    (change,) = strangers(duty(bearers=["GBR"]), None)
    assert (change.effect, change.why) == (Effect.CANNOT_TELL, "nobody on the other side stands for GBR")
    (shared,) = strangers(duty(bearers=["GBR", "UKR"]), None)
    assert shared.effect is Effect.WEAKENED


@pytest.mark.parametrize("field", ["bearers", "beneficiaries"])
def test_a_stranger_more_is_not_ranked(field: str) -> None:
    """Whether a party beside others owes or gets it isn't ranked where nobody stands for it on the other side."""
    base = duty(bearers=["UKR"])
    (change,) = strangers({**base, field: ["GBR", "UKR"]}, {**base, field: ["UKR"]})
    assert change.rule == field
    assert (change.effect, change.why) == (Effect.CANNOT_TELL, "nobody on the other side stands for GBR")
    assert strangers({**base, field: ["each-party"]}, {**base, field: ["each-party"]}) == []


@pytest.mark.parametrize("own", [False, True], ids=["trigger", "response"])
def test_a_stranger_who_may_ask_is_not_ranked(own: bool) -> None:
    """That one more may ask isn't ranked where nobody stands for it on the other side."""
    requests = ({"on_request_of": {"parties": parties, "need": "either"}} for parties in (["GBR", "UKR"], ["UKR"]))
    meeting = {"act": "meet", "modal": "shall", "bearers": ["UKR"]}
    old, new = (trigger("t", [ATTACK], meeting | (asked if own else {})) | ({} if own else asked) for asked in requests)
    (change,) = strangers(old, new)
    assert change.rule == "request"
    assert (change.effect, change.why) == (Effect.CANNOT_TELL, "nobody on the other side stands for GBR")


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ({"GBR": "USA", "UKR": "USA"}, "party of both"),
        ({"GBR": "UKR"}, "party of both"),
        ({"GBR": "FRA"}, "must be a party"),
    ],
)
def test_roles_are_one_to_one(roles: dict[str, str], message: str) -> None:
    """A party that both have stands for itself, and nobody stands for two."""
    with pytest.raises(ComparisonError, match=message):
        diff(example("ukraine/gbr-2024"), example("ukraine/usa-2024"), peers=True, roles=roles)
    same = diff(example("ukraine/gbr-2024"), example("ukraine/usa-2024"), peers=True, roles={"UKR": "UKR"})
    assert same.roles == {"GBR": "USA"}


def test_partners_compared_as_versions_are_pointed_out() -> None:
    """Two partners' agreements compared without saying so: the way to compare them is told."""
    found = diff(example("ukraine/gbr-2024"), example("ukraine/usa-2024"))
    assert any("--peers" in sentence for sentence in found.unclear)


def test_a_reference_to_nobody_is_told_alike_from_both_sides() -> None:
    """A limitation that still names a clause whose id has changed reads the same and means another clause."""
    limit = {
        "id": "limit",
        "kind": "limitation",
        "topic": "response-to-aggression",
        "applies_to": "clauses",
        "clauses": ["help-1"],
        "subject_to": ["domestic-law"],
        "summary": "Within its law.",
    }
    old = record(duty(id="help-1"), duty(id="help-2", item="jets"), limit)
    new = record(duty(id="help-0"), duty(id="help-2", item="jets"), limit)
    assert [change.rule for change in both(old, new)] == ["limitation"]
    renamed = record(duty(id="help-0"), duty(id="help-2", item="jets"), {**limit, "clauses": ["help-0"]})
    assert both(old, renamed) == []


CONSULT = {"act": "consult", "modal": "shall"}


@pytest.mark.parametrize(
    "follows",
    [
        {"responses": [{"act": "use-force", "modal": "shall-not"}]},
        {"absent": {"responses": "unknown"}},
    ],
    ids=["prohibition", "unknown"],
)
def test_an_event_more_is_ranked_only_for_a_duty(follows: dict[str, Any]) -> None:
    """One event more for a prohibition, or for what isn't known, is neither more nor less owed."""
    found = [
        {"id": "t", "kind": "trigger", "topic": "response-to-aggression", "when": when, **follows}
        for when in ([ATTACK], [ATTACK, {"event": "deposit"}])
    ]
    assert {change.effect for change in both(record(found[0]), record(found[1]))} == {Effect.CANNOT_TELL}


def test_no_event_against_one_is_not_ranked() -> None:
    """A trigger that names no event any more may be set off by anything, or by a request alone."""
    asked = {"on_request_of": {"parties": ["UKR"], "need": "any"}}
    named, unnamed = trigger("t", [ATTACK], CONSULT, **asked), trigger("t", [ATTACK], CONSULT, **asked)
    del unnamed["when"]
    old, new = record(named), record(unnamed)
    assert {change.effect for change in both(old, new)} == {Effect.CANNOT_TELL}


def test_a_duty_split_under_another_trigger_is_no_mere_split() -> None:
    """The second half that another event sets off isn't the same duty any more."""
    fund = {"act": "fund", "modal": "shall", "item": "shelters"}
    old = record(trigger("one", [ATTACK], {**fund, "bearers": ["UKR", "USA"]}))
    new = record(
        trigger("one", [ATTACK], {**fund, "bearers": ["USA"]}),
        trigger("two", [{"event": "end-of-hostilities"}], {**fund, "bearers": ["UKR"]}),
    )
    assert not [change for change in both(old, new) if change.headline.startswith("put into")]


def test_a_condition_that_becomes_the_event_is_the_same() -> None:
    """Owed if attacked, or set off by an attack: the same duty."""
    old = record(duty(id="aid", act="provide", conditions=[ATTACK]))
    given = {"act": "provide", "bearers": ["USA"], "modal": "shall", "item": "shelters"}
    found = both(old, record(trigger("aid", [ATTACK], given)))
    assert {change.effect for change in found} == {Effect.NEUTRAL}
    assert "setting" in {change.rule for change in found}


def test_a_limitation_is_not_blamed_for_what_it_does_not_say() -> None:
    """A limit that a duty has already changes nothing, whatever else that duty is newly subject to."""
    limit = {
        "id": "limit",
        "kind": "limitation",
        "topic": "response-to-aggression",
        "applies_to": "whole-text",
        "subject_to": ["domestic-law"],
        "summary": "Within the law.",
    }
    old = record(duty(subject_to=["domestic-law"]))
    new = record(duty(subject_to=["as-necessary", "domestic-law"]), limit)
    effects = {change.headline: change.effect for change in both(old, new)}
    assert effects["limitation added"] is Effect.NEUTRAL
    assert effects["what the duty is subject to"] is Effect.WEAKENED


def test_what_is_said_once_less_is_still_said() -> None:
    """A duty that a text states twice and then once is still owed."""
    old, new = record(duty(), duty(id="again")), record(duty())
    assert {change.effect for change in both(old, new)} == {Effect.NEUTRAL}


def test_another_condition_beside_one_in_words_is_not_overlooked() -> None:
    """In a topic covered in part, an event that only one record names isn't known to be absent from the other text."""
    partly = {"coverage": {"response-to-aggression": "partial"}}
    old = duty(conditions=[{"event": "security-allows"}], condition="If asked.")
    (change,) = both(record(old, **partly), record(duty(condition="If asked."), **partly))
    assert change.effect is Effect.CANNOT_TELL


def test_sentences_that_agree_name_what_differs() -> None:
    """Where both sides read the same, the reason names the field that differs."""
    old, new = (duty(deadline={"within": "PT24H", **more}) for more in ({}, {"absent": {"runs_from": "unknown"}}))
    (change,) = both(record(old), record(new))
    assert change.before != change.after or "runs from" in change.why


def test_what_cannot_be_told_says_why() -> None:
    """Between every two partners' records each difference that can't be told has its reason."""
    names = ("usa", "gbr", "deu", "eu", "hrv")
    for one in names:
        for other in names:
            found = diff(example(f"ukraine/{one}-2024"), example(f"ukraine/{other}-2024"), peers=True)
            assert [str(change) for change in found if change.effect is Effect.CANNOT_TELL and not change.why] == []
