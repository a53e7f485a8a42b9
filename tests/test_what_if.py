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
from agreements.model import Chronology
from agreements.renderers import WHAT_IFS
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


def test_a_trigger_that_may_be_meant() -> None:
    """A threat may be the aggression that a text speaks of, which can't be told; another attacker is none."""
    clause = trigger({"event": "aggression", "by": ["RUS"], "against": ["UKR"]}, topic="response-to-aggression")
    agreement = record(clauses=[clause], actors=[{"id": "RUS", "role": "aggressor"}])
    (sure,) = what_if(agreement, "armed-attack", by="RUS", against="UKR").sets_off
    (perhaps,) = what_if(agreement, "threat-of-armed-attack", by="RUS", against="UKR").sets_off
    assert (sure.met, perhaps.met) == (YES, OPEN)
    assert not what_if(agreement, "armed-attack", by="USA", against="UKR").sets_off
    text = WHAT_IFS["text"]([what_if(agreement, "threat-of-armed-attack", by="RUS", against="UKR")])
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
    assert (early.in_effect, early.sets_off, early.ends) == (NO, (), NO)
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
