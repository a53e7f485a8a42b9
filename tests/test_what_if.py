"""What an event would change: triggers set off, whether the agreement ends with it, what the text leaves unsaid."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from material import EXAMPLES, ROOT, example
from test_comparison import minimal
from test_hostile_files import assert_safe
from test_safe_output import spoilt

from agreements import Agreement, PartialDate, UnknownNameError, load_events
from agreements.cli import main
from agreements.errors import InvalidValueError, WrongTypeError
from agreements.model import Chronology, Happened
from agreements.model.vocabulary import EventKind
from agreements.renderers import WHAT_IFS
from agreements.schema import build_schema
from agreements.timing import Answer
from agreements.tracking import WhatIf, what_if

FAMILY = [path.stem for path in EXAMPLES if path.parent.name == "ukraine"]
YES, NO, OPEN = Answer.YES, Answer.NO, Answer.CANNOT_TELL
JOINS: Any = {"event": "becomes-member", "by": "UKR", "of": "NATO"}
PURSUIT = {"event": "pursues-membership", "by": ["UKR"], "of": "NATO"}


def record(**more: Any) -> Agreement:
    fields = {
        "entry_into_force": {"rule": "upon-signature"},
        "actions": [{"act": "signature", "by": ["USA", "UKR"], "date": "2024-06-13"}],
        "duration": {"rule": "term", "length": "P10Y", "runs_from": "signature"},
        "coverage": {"nato-membership": "complete", "life-cycle": "complete"},
        **more,
    }
    return Agreement.model_validate(minimal(**{name: value for name, value in fields.items() if value is not None}))


def trigger(*when: dict[str, Any], **more: Any) -> dict[str, Any]:
    response = {"act": "consult", "modal": "shall", "bearers": ["USA", "UKR"], "absent": {"deadline": "silent"}}
    more = {"absent": {"on_request_of": "silent"}, **more}
    return {
        "id": "t",
        "kind": "trigger",
        "topic": "nato-membership",
        "when": list(when),
        "responses": [response],
        **more,
    }


@pytest.mark.parametrize("name", FAMILY)
def test_none_ends_by_itself_upon_accession(name: str) -> None:
    """Upon Ukraine's accession to NATO no agreement of the family ends by its own words, and each says why not."""
    found = what_if(example(f"ukraine/{name}"), **JOINS)
    assert found.ends is NO
    assert found.why_ends


def test_what_the_family_does_upon_accession() -> None:
    """In the American text the sides confer, in most others they settle its future; the rest say nothing."""
    found = {name: what_if(example(f"ukraine/{name}"), **JOINS) for name in FAMILY}
    (confer,) = found["usa-2024"].sets_off
    assert [(one.path, one.binds) for one in confer.follows] == [("nato-accession/meet", YES)]
    acts = Counter(one.sets_off[0].follows[0].path.split("/")[1] for one in found.values() if one.sets_off)
    assert acts["meet"] == 1
    assert acts.most_common(1)[0][0] == "determine"
    assert acts["determine"] > len(found) / 2
    silent = {name for name, one in found.items() if one.silent is YES}
    assert {"deu-2024", "jpn-2024"} <= silent
    assert all(not found[name].sets_off for name in silent)
    assert not any(one.silent is OPEN for one in found.values())


def test_what_the_text_adds_is_told() -> None:
    """Where a text means an accession before its term is over, that stands beside the answer."""
    (found,) = what_if(example("ukraine/bel-2024"), **JOINS).sets_off
    assert any("before the agreement expires" in str(one).lower() for one in found.reasons)
    assert "Before the agreement expires" in WHAT_IFS["text"]([what_if(example("ukraine/bel-2024"), **JOINS)])


@pytest.mark.parametrize(
    ("duration", "of", "ends"),
    [
        ({"until": [{"event": "becomes-member", "by": ["UKR"], "of": "NATO"}]}, "NATO", YES),
        ({"until": [{"event": "becomes-member", "by": ["UKR"], "of": "NATO"}]}, "EU", NO),
        ({"until": [{"event": "becomes-member", "by": ["USA"], "of": "NATO"}]}, "NATO", NO),
        ({"until": [{"event": "becomes-member", "by": ["UKR"]}]}, "NATO", YES),
        ({"during": [PURSUIT]}, "NATO", OPEN),
        ({"during": [PURSUIT]}, "EU", NO),
        ({"during": [{"event": "pursues-membership", "by": ["UKR"]}]}, "NATO", OPEN),
        ({"during": [{"event": "pursues-membership", "by": ["USA"], "of": "NATO"}]}, "NATO", NO),
        ({"during": [{"event": "aggression-continues", "by": ["RUS"]}]}, "NATO", NO),
    ],
)
def test_what_lasts_until_an_event_ends_with_it(duration: dict[str, Any], of: str, ends: Answer) -> None:
    """An end that is the event comes with it; whether a state of things is over when it is reached is open."""
    agreement = record(
        duration={"rule": "until", **duration},
        actors=[{"id": "RUS", "role": "aggressor"}],
        coverage={"nato-membership": "complete", "eu-integration": "complete", "life-cycle": "complete"},
    )
    found = what_if(agreement, "becomes-member", by="UKR", of=of)
    assert found.ends is ends
    assert found.why_ends


def test_an_end_that_nobody_looked_for_is_open() -> None:
    """A term ends on a day; that no other clause ends it is sure only where the topic or the life cycle is covered."""
    assert what_if(record(), **JOINS).ends is NO
    assert what_if(record(coverage={"life-cycle": "complete"}), **JOINS).ends is NO
    assert what_if(record(coverage={"life-cycle": "partial"}), **JOINS).ends is OPEN
    assert what_if(record(coverage=None), **JOINS).ends is OPEN
    assert what_if(record(duration=None), **JOINS).ends is OPEN
    assert what_if(record(duration=None, absent={"duration": "silent"}), **JOINS).ends is NO
    assert what_if(record(duration={"rule": "indefinite"}), **JOINS).ends is NO


@pytest.mark.parametrize(
    ("coverage", "silent"),
    [({"nato-membership": "complete"}, YES), ({"nato-membership": "partial"}, OPEN), ({"training": "complete"}, OPEN)],
)
def test_silence_is_told_from_not_having_looked(coverage: dict[str, str], silent: Answer) -> None:
    """Nothing recorded means that the text says nothing only where its topic is covered in full."""
    found = what_if(record(coverage=coverage), **JOINS)
    assert (found.silent, found.sets_off, found.touches) == (silent, (), ())
    assert (
        what_if(record(coverage=coverage, clauses=[trigger(PURSUIT | {"event": "becomes-member"})]), **JOINS).silent
        is NO
    )
    assert what_if(record(coverage=coverage), "damage-paid").silent is OPEN


def test_silence_upon_an_attack_needs_both_its_topics() -> None:
    """What a text says upon an attack may stand under collective defence too: both must be covered in full."""
    half = {"response-to-aggression": "complete"}
    assert what_if(record(coverage=half), "armed-attack").silent is OPEN
    assert what_if(record(coverage={**half, "collective-defence": "complete"}), "armed-attack").silent is YES


@pytest.mark.parametrize("kind", ["damage-paid", "end-of-hostilities", "security-allows", "becomes-member"])
def test_silence_is_not_told_of_what_has_no_topic(kind: str) -> None:
    """A text may mention the end of a war under any topic and in any words: a full record doesn't tell that it doesn't.

    The American text holds assets until damage is paid, which its record has in words.
    """
    found = what_if(example("ukraine/usa-2024"), kind)
    assert found.silent is not YES
    assert "nothing in it speaks" not in WHAT_IFS["text"]([found], why=True)


def test_what_stands_in_words_keeps_silence_from_being_told() -> None:
    """Under the topic, a clause not yet typed, or one upon an event without a word of its own, may mean the event."""
    untyped: dict[str, Any] = {
        "id": "u",
        "kind": "other",
        "topic": "nato-membership",
        "summary": "Something on the alliance.",
    }
    described: dict[str, Any] = {
        "id": "d", "kind": "statement", "act": "declare", "topic": "nato-membership", "summary": "A word.",
        "when": [{"event": "other", "described": "Ukraine is admitted."}],
    }  # fmt: skip
    for clause in (untyped, described):
        found = what_if(record(clauses=[clause]), **JOINS)
        assert (found.silent, clause["id"] in str(found.why_silent[0])) == (OPEN, True)
        assert what_if(record(clauses=[{**clause, "topic": "training"}]), **JOINS).silent is YES


OWED = {"id": "x", "kind": "commitment", "act": "train", "topic": "training", "bearers": ["USA"], "modal": "shall"}
PEACE = {"event": "end-of-hostilities"}


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"clauses": [{**OWED, "conditions": [{"event": "security-allows", "unless": [PEACE]}]}]}, "x"),
        ({"clauses": [{**OWED, "conditions": [{"event": "security-allows", "together_with": [PEACE]}]}]}, "x"),
        ({"clauses": [trigger({"event": "armed-attack", "after": [{"event": "other", "during": [PEACE]}]})]}, "t"),
        (
            {
                "clauses": [
                    trigger(
                        {"event": "armed-attack"},
                        other_readings=[{"when": [{"event": "armed-attack", "after": [PEACE]}], "why": "As it reads."}],
                    )
                ]
            },
            "t",
        ),
        ({"entry_into_force": {"rule": "upon-event", "when": [PEACE]}}, "entry_into_force"),
        (
            {
                "entry_into_force": {
                    "rule": "later-of",
                    "of": [{"rule": "upon-signature"}, {"rule": "upon-event", "when": [PEACE]}],
                }
            },
            "entry_into_force",
        ),
        ({"languages": {"later": [{"language": "uk", "upon": [PEACE]}]}}, "languages"),
        (
            {"parts": [{"id": "annex", "languages": {"later": [{"language": "uk", "upon": [PEACE]}]}}]},
            "parts/annex/languages",
        ),
        ({"duration": {"rule": "until", "until": [{"event": "damage-paid", "after": [PEACE]}]}}, "duration"),
        (
            {
                "duration": {
                    "rule": "term",
                    "length": "P10Y",
                    "runs_from": "signature",
                    "aim": {"during": [{**PURSUIT, "unless": [PEACE]}], "modal": "intends"},
                }
            },
            "duration",
        ),
    ],
)
def test_what_comes_beside_another_event_is_heard(fields: dict[str, Any], path: str) -> None:
    """An event that a text names beside another one, or makes its life cycle wait for, is one that it speaks of."""
    found = what_if(record(**fields), "end-of-hostilities")
    assert [(one.path, one.met) for one in found.touches] == [(path, YES)]
    assert (found.silent, found.sets_off) == (NO, ())
    assert not what_if(record(**fields), "goals-achieved").touches


def test_every_place_for_an_event_is_looked_at() -> None:
    """Where the format lets a record name events, what_if looks: a new field fails here until it does."""
    places = {
        (name, field)
        for name, definition in build_schema()["$defs"].items()
        for field, value in definition.get("properties", {}).items()
        if '"#/$defs/Event"' in json.dumps(value)
    }
    beside = {("Event", field) for field in ("after", "during", "together_with", "unless")}
    assert places - beside == {
        ("Trigger", "when"),
        ("Reading", "when"),
        ("Statement", "when"),
        ("CommitmentClause", "conditions"),
        ("Response", "conditions"),
        ("PolicyRule", "conditions"),
        ("UponEvent", "when"),
        ("UntilEvent", "until"),
        ("UntilEvent", "during"),
        ("Aim", "during"),
        ("LaterLanguage", "upon"),
    }


def test_joining_a_treaty_may_make_a_member() -> None:
    """Of becoming a member of NATO the North Atlantic Treaty speaks, or may, where it says who can join it."""
    (touched,) = what_if(example("nato/north-atlantic-treaty-1949"), "becomes-member", by="SWE", of="NATO").touches
    assert (touched.path, touched.met) == ("accession", OPEN)
    assert touched.place.startswith("10")


def test_the_payment_of_damage_is_found_where_a_duty_ends_with_it() -> None:
    """Assets held unless damage is paid: in every agreement of the family that has it so, what_if finds the duty."""
    found = 0
    for agreement in (example(f"ukraine/{name}") for name in FAMILY):
        touches = {one.path: one.met for one in what_if(agreement, "damage-paid", by="RUS", against="UKR").touches}
        for undertaking in agreement.commitments():
            wanted = [other for one in undertaking.commitment.conditions for other in one.unless]
            if any(one.event is EventKind.DAMAGE_PAID and not one.together_with for one in wanted):
                assert touches[undertaking.path] is YES
                found += 1
    assert found > len(FAMILY) / 2


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("termination", "exits"),
        ("denunciation", "exits"),
        ("request", "schedule"),
        ("exchange-of-notes", "show"),
        ("deposit", "status"),
        ("ratification", "status"),
        ("period-passed", "schedule"),
        ("other", "the word of the vocabulary"),
    ],
)
def test_what_the_life_cycle_answers_for_is_refused(kind: str, answers: str) -> None:
    """Acts, requests and the passing of time are no events to suppose: the error names what answers."""
    usa = example("ukraine/usa-2024")
    with pytest.raises(InvalidValueError, match=f"^'{kind}' is no event that can be supposed: .*{answers}"):
        what_if(usa, kind)
    done = CliRunner().invoke(main, ["what-if", str(ROOT / "examples/ukraine/usa-2024.yaml"), "--event", kind])
    assert (done.exit_code, done.stdout) == (2, "")
    if kind in list(EventKind):
        whole = Happened.from_plain({"id": "e", "kind": "event", "event": kind}, "the test")
        with pytest.raises(InvalidValueError, match="no event that can be supposed"):
            what_if(usa, whole)
        with pytest.raises(UnknownNameError) as raised:
            what_if(usa, "qqq")
        assert kind not in raised.value.known


@pytest.mark.parametrize(
    ("event", "of", "said"),
    [
        ("becomes-member", "RUS", "'RUS' is no organisation: it is a state or territory, Russian Federation"),
        ("pursues-membership", "SUN", "'SUN' is no organisation: it is a state or territory"),
        ("becomes-member", "us-congress", "'us-congress' is no organisation: the record has it as organ"),
        ("armed-attack", "NATO", "'NATO' is no part of such an event: armed attack isn't about membership"),
    ],
)
def test_an_organisation_must_be_one(event: str, of: str, said: str) -> None:
    """Of a state nobody becomes a member, and an attack is of no organisation: refused, not told to be no matter."""
    with pytest.raises(InvalidValueError, match=said):
        what_if(example("ukraine/usa-2024"), event, by="UKR", of=of)


@pytest.mark.parametrize("of", ["NATO", "G7", "community"])
def test_organisations_and_groups_are_taken(of: str) -> None:
    """An organisation or group of the tables is taken, and one that the record itself declares."""
    agreement = record(actors=[{"id": "community", "role": "organisation", "name": "A community"}])
    assert what_if(agreement, "becomes-member", by="UKR", of=of).event.of == of


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2040, 1, 1)])
def test_what_is_not_in_force_then_has_no_end_to_ask_for(day: date) -> None:
    """Before signature and after expiry whether it ends is not applicable: no `no`, and counted apart from it."""
    agreements = [example("ukraine/usa-2024"), record()]
    found = [what_if(one, **JOINS, on=day) for one in agreements]
    assert all((one.ends, one.aim, one.touches) == (None, None, ()) for one in found)
    text = WHAT_IFS["text"](found)
    assert "2 agreements; ends by itself: not applicable 2\n" in text
    assert text.count("ends by itself: not applicable\n") == 2
    assert "ends by itself: no" not in text.replace("not applicable", "")
    mixed = WHAT_IFS["text"]([*found, what_if(record(), **JOINS)])
    assert "3 agreements; ends by itself: no 1, not applicable 2\n" in mixed
    data = json.loads(WHAT_IFS["json"](found))
    assert {one["ends"]["answer"] for one in data["agreements"]} == {"not applicable"}
    assert all(one["ends"]["trace"] for one in data["agreements"])
    schema = json.loads((ROOT / "schemas/what-if-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_a_trigger_that_may_be_meant() -> None:
    """An escalation may be the aggression that a text speaks of, which can't be told; a threat isn't it."""
    clause = trigger({"event": "aggression", "by": ["RUS"], "against": ["UKR"]}, topic="response-to-aggression")
    agreement = record(clauses=[clause], actors=[{"id": "RUS", "role": "aggressor"}])
    (sure,) = what_if(agreement, "armed-attack", by="RUS", against="UKR").sets_off
    (perhaps,) = what_if(agreement, "significant-escalation", by="RUS", against="UKR").sets_off
    assert (sure.met, perhaps.met) == (YES, OPEN)
    assert not what_if(agreement, "threat-of-armed-attack", by="RUS", against="UKR").sets_off
    assert not what_if(agreement, "armed-attack", by="USA", against="UKR").sets_off
    text = WHAT_IFS["text"]([what_if(agreement, "significant-escalation", by="RUS", against="UKR")])
    assert "sets off, or may: t" in text


def test_who_must_ask_is_told() -> None:
    """A trigger upon request says who asks; where nobody looked for one, that is said."""
    event = {"event": "armed-attack", "against": ["UKR"]}
    asked = trigger(event, on_request_of={"parties": ["UKR"], "need": "any"}, absent=None)
    unknown = trigger(event, absent=None)
    del asked["absent"], unknown["absent"]
    (first,) = what_if(record(clauses=[asked]), "armed-attack", against="UKR").sets_off
    (second,) = what_if(record(clauses=[unknown]), "armed-attack", against="UKR").sets_off
    assert first.request == "if UKR asks"
    assert second.request == ""
    assert any(one.lacks for one in second.reasons)


def test_conditions_and_statements_are_touched() -> None:
    """An undertaking under the condition of the event, or of the state it may end, and a statement upon it are told."""
    owed = {"kind": "commitment", "act": "train", "topic": "training", "bearers": ["USA"], "modal": "shall"}
    clauses = [
        {**owed, "id": "then", "conditions": [{"event": "becomes-member", "by": ["UKR"], "of": "NATO"}]},
        {**owed, "id": "until-then", "conditions": [PURSUIT]},
        {**owed, "id": "never", "conditions": [{"event": "damage-paid"}]},
        {
            "id": "said", "kind": "statement", "act": "declare", "topic": "nato-membership", "summary": "A word.",
            "when": [{"event": "becomes-member", "of": "NATO"}],
        },
    ]  # fmt: skip
    found = what_if(record(clauses=clauses), **JOINS)
    assert [(one.path, one.met) for one in found.touches] == [("then", YES), ("until-then", OPEN), ("said", YES)]


@pytest.mark.parametrize(
    ("during", "aim"),
    [
        (PURSUIT, OPEN),
        ({**PURSUIT, "of": "EU"}, YES),
        ({"event": "pursues-membership", "by": ["UKR"]}, OPEN),
        ({**PURSUIT, "of": "community"}, OPEN),
    ],
)
def test_the_aim_beside_a_term(during: dict[str, Any], aim: Answer) -> None:
    """An aim to stay on the way to NATO: whether it goes on beyond is open; the way to the EU isn't touched."""
    duration = {
        "rule": "term",
        "length": "P10Y",
        "runs_from": "signature",
        "aim": {"during": [during], "modal": "intends"},
    }
    agreement = record(duration=duration, actors=[{"id": "community", "role": "organisation", "name": "A community"}])
    found = what_if(agreement, **JOINS)
    assert (found.aim, found.ends) == (aim, NO)
    assert what_if(record(), **JOINS).aim is None


def test_before_it_is_in_force_nothing_is_set_off() -> None:
    """On a day before the signature the agreement isn't in force: nothing follows; without a day it is taken to be."""
    agreement = record(clauses=[trigger({"event": "becomes-member", "by": ["UKR"], "of": "NATO"})])
    early = what_if(agreement, **JOINS, on=date(2024, 1, 1))
    assert (early.in_effect, early.sets_off, early.ends) == (NO, (), None)
    assert "it is not in force, or in effect, then" in WHAT_IFS["text"]([early])
    assert what_if(agreement, **JOINS, on=PartialDate("2030")).in_effect is YES
    assert what_if(agreement, **JOINS, on=PartialDate("2024")).in_effect is OPEN
    assert what_if(agreement, **JOINS).why_in_effect[0].assumed


def test_what_happened_besides_counts() -> None:
    """What a text sets off only after something else is open until an event file tells of it."""
    wanted = {"event": "armed-attack", "against": ["UKR"], "after": [{"event": "end-of-hostilities"}]}
    agreement = record(clauses=[trigger(wanted)])
    over = {"id": "over", "kind": "event", "event": "end-of-hostilities", "date": "2026-01-01"}
    told = Chronology.model_validate({"format": "events/1", "id": "told", "title": "Told", "events": [over]})
    given: Any = {"event": "armed-attack", "against": "UKR", "on": date(2027, 1, 1)}
    assert [one.met for one in what_if(agreement, **given).sets_off] == [OPEN]
    assert [one.met for one in what_if(agreement, **given, events=told).sets_off] == [YES]


def test_an_event_from_a_file_says_the_same() -> None:
    """An event of a chronology is taken as it is, and answers as one described by words does."""
    (attack,) = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml").happened()
    usa = example("ukraine/usa-2024")
    by_words = what_if(usa, "armed-attack", by=["RUS"], against="UKR")
    whole = what_if(usa, attack)
    assert [one.clause for one in whole.sets_off] == [one.clause for one in by_words.sets_off] == [
        "emergency-meeting",
        "scale-up-assistance",
    ]  # fmt: skip


def test_slips_are_refused() -> None:
    """A word, an id or a type that is none is refused with what may have been meant."""
    usa: Any = example("ukraine/usa-2024")
    anything: Any = what_if
    with pytest.raises(UnknownNameError, match="did you mean 'becomes-member'"):
        what_if(usa, "become-member")
    for wrong in ({"by": "UKX"}, {"against": "UKX"}, {"of": "NATOO"}):
        with pytest.raises(UnknownNameError, match="did you mean"):
            anything(usa, "becomes-member", **wrong)
    assert what_if(usa, "becomes-member", by="us-congress", of="NATO").ends is NO  # the record's own actor
    (attack,) = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml").happened()
    with pytest.raises(InvalidValueError, match="describes itself"):
        what_if(usa, attack, by="RUS")
    with pytest.raises(WrongTypeError, match="an event, or a word"):
        anything(usa, 5)
    with pytest.raises(WrongTypeError, match="load\\(path\\)"):
        anything("usa.yaml", "becomes-member")


def test_json_keeps_to_its_schema_and_text_to_its_columns() -> None:
    """Over all shipped records, and for an attack as for an accession, JSON is valid and no line is too long."""
    schema = json.loads((ROOT / "schemas/what-if-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    records = [example(path.relative_to(ROOT / "examples").with_suffix("").as_posix()) for path in EXAMPLES]
    for given in (JOINS, {"event": "armed-attack", "by": "RUS", "against": "UKR"}):
        found = [what_if(one, **given) for one in records]
        jsonschema.Draft202012Validator(schema).validate(json.loads(WHAT_IFS["json"](found)))
        for why in (False, True):
            assert all(len(line) <= 80 for line in WHAT_IFS["text"](found, why=why).splitlines())


@pytest.mark.parametrize("start", range(3))
def test_nothing_in_a_record_acts(start: int) -> None:
    """Escapes, direction marks and markup in a record reach the terminal as codes, JSON as escapes."""

    def asked(agreement: Agreement) -> list[WhatIf]:
        return [what_if(agreement, **JOINS), what_if(agreement, "armed-attack", by="RUS", against="UKR")]

    found = [*asked(spoilt(example("ukraine/usa-2024"), start)), *asked(spoilt(example("ukraine/gbr-2024"), start))]
    assert_safe(WHAT_IFS["text"](found, why=True))
    assert WHAT_IFS["json"](found).isascii()


def test_on_the_command_line(tmp_path: Path) -> None:
    """A folder is asked at once, the sum stands last; a slip, a wrong day, a folder without records end with 2."""

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["what-if", *arguments])

    family = str(ROOT / "examples/ukraine")
    joins = ("--event", "becomes-member", "--by", "UKR", "--of", "NATO")
    done = run(family, *joins)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{len(FAMILY)} agreements; ends by itself: no {len(FAMILY)}" in done.stdout
    assert "on 2030-01-01" in run(family, *joins, "--on", "2030-01-01").stdout
    data = json.loads(run(family, *joins, "--format", "json").stdout)
    assert {one["ends"]["answer"] for one in data["agreements"]} == {"no"}
    (tmp_path / "empty").mkdir()
    for wrong in (
        (family,),
        (family, "--event", "become-member"),
        (family, *joins, "--on", "soon"),
        (family, "--event", "becomes-member", "--by", "UKX"),
        (str(tmp_path / "empty"), *joins),
        ("-", "-", *joins),
    ):
        failed = run(*wrong)
        assert (failed.exit_code, failed.stdout) == (2, ""), wrong
        assert failed.stderr.startswith("error: ")


def test_a_scenario_beside_it_is_named() -> None:
    """What was given besides and never happened is told as such, in both formats."""
    asked = {"id": "x", "kind": "request", "by": ["UKR"], "under": ["a"], "date": "2025-01-01"}
    told = {"format": "events/1", "id": "if", "title": "It asks", "hypothetical": True, "events": [asked]}
    scenario = Chronology.model_validate(told)
    found = [what_if(record(), "armed-attack", events=scenario)] * 2
    text = WHAT_IFS["text"](found)
    assert text.startswith("SCENARIO: nothing that if tells has happened (It asks)\nwhat if: armed attack\n")
    assert text.count("SCENARIO") == 1
    data = json.loads(WHAT_IFS["json"](found))
    assert data["events"] == [{"id": "if", "title": "It asks", "hypothetical": True}]
    schema = json.loads((ROOT / "schemas/what-if-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert "SCENARIO" not in WHAT_IFS["text"]([what_if(record(), "armed-attack")])
