"""The model: frozen, hashable, closed; what follows from a record."""

from __future__ import annotations

import copy
import os
import pickle
import pkgutil
import subprocess
import sys
from typing import Any

import pytest
from material import example
from pydantic import ValidationError

import agreements
from agreements import Agreement, Answer, Money, Period, Place, UnknownNameError
from agreements.errors import InvalidRecordError, InvalidValueError
from agreements.model import Absence, Commitment, FrozenMap, Limitation, Repayment, Request, Requested, Trigger
from agreements.model.vocabulary import Force, Modal, Signal


def test_the_public_surface() -> None:
    """Every public name exists and has a docstring, and nothing else is promised."""
    for name in agreements.__all__:
        assert getattr(agreements, name).__doc__, name
    assert sorted(agreements.__all__) == agreements.__all__ == dir(agreements)
    with pytest.raises(AttributeError, match="nothing"):
        agreements.nothing  # noqa: B018


def test_no_name_is_a_module_and_a_function() -> None:
    """No public name is a module's too: importing the module would put it in the name's place."""
    assert not set(agreements.__all__) & {module.name for module in pkgutil.iter_modules(agreements.__path__)}


def test_the_central_clause() -> None:
    """The emergency meeting: 24 hours, softened; no start of the clock; the duty under domestic law and funds."""
    usa = example("ukraine/usa-2024")
    trigger: Any = usa.clause("emergency-meeting")
    meet = trigger.responses[0]
    assert meet.deadline.within == Period("PT24H")
    assert [str(hedge) for hedge in meet.deadline.softened_by] == ["where-possible"]
    assert str(meet.deadline.runs_from) == "unstated"
    assert meet.effective_force is Force.FIRM
    assert {str(hedge) for hedge in usa.effective_hedges(trigger, meet)} == {"availability-of-funds", "domestic-law"}
    assert trigger.reading == "plain"


def test_binding_is_derived() -> None:
    """The US body binds (inferred); the same words in its annex don't (stated); the UK text doesn't (inferred)."""
    usa, gbr = example("ukraine/usa-2024"), example("ukraine/gbr-2024")
    found = {undertaking.path: undertaking for undertaking in usa.commitments()}
    assert found["emergency-meeting/meet"].binds is Answer.YES
    assert str(found["emergency-meeting/meet"].binds_basis) == "inferred"
    assert found["emergency-meeting/adopt-further-responses"].binds is Answer.NO
    annex = [undertaking for undertaking in usa.commitments() if undertaking.clause.part == "annex"]
    assert annex
    assert {undertaking.binds for undertaking in annex} == {Answer.NO}
    assert {undertaking.binds for undertaking in gbr.commitments()} == {Answer.NO}


def test_status_that_is_not_recorded_cannot_be_told() -> None:
    """Without a recorded status, or with a disputed one, nobody can say what binds."""
    nato = example("nato/north-atlantic-treaty-1949").replace(parts=())
    assert {one.binds for one in nato.commitments() if one.commitment.effective_force is Force.FIRM} == {
        Answer.CANNOT_TELL
    }
    disputed = {"id": "body", "legal_status": {"status": "disputed", "basis": "inferred"}}
    again = nato.replace(parts=[disputed])
    assert Answer.CANNOT_TELL in {one.binds for one in again.commitments()}


def test_records_are_values() -> None:
    """Records are hashable, equal when they say the same, and can't be changed in place."""
    usa = example("ukraine/usa-2024")
    again = Agreement.model_validate(usa.plain())
    assert again == usa
    assert hash(again) == hash(usa)
    with pytest.raises(ValidationError):
        usa.title = "x"


def test_replace_validates() -> None:
    """`replace` refuses what would be no record, and empties a field."""
    usa = example("ukraine/usa-2024")
    assert usa.replace(title="New").title == "New"
    assert usa.replace(claims=()).claims == ()
    with pytest.raises(InvalidRecordError, match="'title' is empty") as raised:
        usa.replace(title="")
    assert [str(finding.pointer) for finding in raised.value.findings] == ["/title"]
    with pytest.raises(InvalidRecordError, match="did you mean 'title'"):
        usa.replace(titel="x")
    loan = Repayment.from_plain({"from": ["Oil"], "recourse": "none"})
    assert loan.replace(recourse="borrower").from_ == loan.replace(from_=("Oil",)).from_ == ("Oil",)


def test_look_ups() -> None:
    """Clauses are found by id and kind; a wrong id says what is near."""
    usa = example("ukraine/usa-2024")
    assert {clause.kind for clause in usa.clauses_of("limitation")} == {"limitation"}
    with pytest.raises(UnknownNameError, match="did you mean 'emergency-meeting'"):
        usa.clause("emergency-meting")
    assert usa.term_length() == Period("P10Y")
    assert example("nato/north-atlantic-treaty-1949").term_length() is None
    ((pointer, way_out),) = usa.terminations()
    assert str(pointer) == "/termination/0"
    assert way_out.notice == Period("P6M")


def test_limitations_reach_what_they_cover() -> None:
    """A limitation covers a whole text, a part, topics or clauses, and only the bearers it names."""
    usa = example("ukraine/usa-2024")
    clause = usa.clause("emergency-meeting")

    def hedges(**limit: Any) -> set[str]:
        one = {
            "id": "limit",
            "kind": "limitation",
            "topic": "implementation",
            "at": "1",
            "summary": "x",
            "subject_to": ["eu-law"],
            **limit,
        }
        record = usa.replace(clauses=[clause, Limitation.model_validate(one)])
        return {str(hedge) for hedge in record.effective_hedges(clause, clause.responses[0])}  # type: ignore[union-attr]

    assert "eu-law" in hedges(applies_to="whole-text")
    assert "eu-law" in hedges(applies_to="part", parts=["body"])
    assert "eu-law" not in hedges(applies_to="part", parts=["annex"])
    assert "eu-law" in hedges(applies_to="topics", topics=["response-to-aggression"])
    assert "eu-law" not in hedges(applies_to="topics", topics=["peace"])
    assert "eu-law" in hedges(applies_to="clauses", clauses=["emergency-meeting"])
    assert "eu-law" in hedges(applies_to="clauses", clauses=["emergency-meeting/meet"])
    assert "eu-law" not in hedges(applies_to="clauses", clauses=["emergency-meeting/consult"])
    assert "eu-law" not in hedges(applies_to="whole-text", bearers=["GBR"])


def test_a_limitation_of_one_response_leaves_the_others() -> None:
    """A limit over one response, by its path, is in its hedges alone, and not in those of its trigger."""
    usa = example("ukraine/usa-2024")
    trigger = usa.clause("emergency-meeting")
    assert isinstance(trigger, Trigger)
    limit: dict[str, Any] = {"id": "limit", "kind": "limitation", "topic": "implementation", "summary": "By courts."}
    limit |= {"applies_to": "clauses", "clauses": ["emergency-meeting/meet"], "subject_to": ["court-decisions"]}
    record = usa.replace(clauses=[trigger, Limitation.model_validate(limit)])
    limited = {found.path for found in record.commitments() if "court-decisions" in found.hedges}
    assert limited == {"emergency-meeting/meet"}
    assert [one.id for one in record.limitations_on(trigger, None, trigger.responses[0])] == ["limit"]
    assert record.limitations_on(trigger) == record.limitations_on(trigger, None, trigger.responses[1]) == ()
    assert "court-decisions" not in record.effective_hedges(trigger)


def test_who_must_ask_for_a_response() -> None:
    """A response needs its trigger's request unless it has its own, or says that it needs none."""
    asked = {"parties": ["USA", "UKR"], "need": "either"}
    other = {"parties": ["UKR"], "need": "any"}
    response = {"act": "meet", "modal": "shall"}
    found = Trigger.model_validate(
        {
            "id": "emergency",
            "kind": "trigger",
            "topic": "peace",
            "on_request_of": asked,
            "responses": [
                response,
                {**response, "id": "other", "on_request_of": other},
                {**response, "id": "none", "absent": {"on_request_of": "silent"}},
            ],
        }
    )
    own, another, none = (found.request_for(one) for one in found.responses)
    assert own == (Request.model_validate(asked), None)
    assert another == (Request.model_validate(other), None)
    assert none == (None, Absence.SILENT)
    assert Trigger.model_validate({**found.plain(), "on_request_of": other}).request_for(found.responses[0])[0] == (
        Request.model_validate(other)
    )
    with pytest.raises(ValidationError, match="on_request_of"):
        Commitment.model_validate({**response, "on_request_of": other})


LIMITS: list[dict[str, Any]] = [
    {"applies_to": "clauses", "clauses": ["meeting"], "subject_to": ["eu-law"]},
    {"applies_to": "topics", "topics": ["peace", "training"], "bearers": ["UKR"], "subject_to": ["appropriation"]},
    {"applies_to": "part", "parts": ["annex"], "subject_to": ["where-possible"]},
    {"applies_to": "part", "subject_to": ["availability-of-funds"]},
    {"applies_to": "whole-text", "bearers": ["USA"], "subject_to": ["domestic-law"]},
    {"applies_to": "whole-text", "bearers": ["EU"], "subject_to": ["as-appropriate"]},
]


def limited_record(*bearers: str) -> Agreement:
    own: dict[str, Any] = {"id": "meeting", "kind": "commitment", "topic": "peace", "act": "meet", "modal": "shall"}
    own |= {"bearers": list(bearers)} if bearers else {}
    limits = [
        {"id": f"limit-{number}", "kind": "limitation", "topic": "implementation", "summary": "A limit.", **limit}
        for number, limit in enumerate(LIMITS)
    ]
    return example("ukraine/usa-2024").replace(clauses=[*limits, own])


@pytest.mark.parametrize(
    ("bearers", "hedges"),
    [
        (("USA",), "availability-of-funds domestic-law eu-law"),
        (("UKR", "USA"), "appropriation availability-of-funds domestic-law eu-law"),
        ((), "appropriation as-appropriate availability-of-funds domestic-law eu-law"),
    ],
)
def test_limitations_add_up(bearers: tuple[str, ...], hedges: str) -> None:
    """Every limitation that covers a clause counts, one of another part or other bearers doesn't; no bearer: all do."""
    record = limited_record(*bearers)
    clause = record.clause("meeting")
    assert [limit.id for limit in record.limitations_on(clause)] == [f"limit-{number}" for number in (0, 1, 3, 4, 5)]
    assert " ".join(map(str, record.effective_hedges(clause))) == hedges


def test_limitations_are_sorted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a limitation covers is asked once a record, however many clauses there are."""
    asked: list[str] = []
    covers = vars(Limitation)["covered"].fget

    def counted(limit: Limitation) -> object:
        asked.append(limit.id)
        return covers(limit)

    monkeypatch.setattr(Limitation, "covered", property(counted))
    record = limited_record("USA")
    assert [record.effective_hedges(clause) for _ in range(5) for clause in record.clauses]
    assert sorted(asked) == [f"limit-{number}" for number in range(len(LIMITS))]


def test_absence_has_a_reason_and_never_beside_a_value() -> None:
    """Never filled and absent at once; only fields that are there and may be left out."""
    usa = example("ukraine/usa-2024")
    with pytest.raises(InvalidRecordError, match="filled and named in 'absent'"):
        usa.replace(absent={"duration": "silent"})
    with pytest.raises(InvalidRecordError, match="no field that may be left out"):
        usa.replace(absent={"durations": "silent"})
    with pytest.raises(InvalidRecordError, match="no field that may be left out"):
        usa.replace(absent={"title": "silent"})


def test_every_modal_has_a_force_but_two() -> None:
    """Only `other` and `unstated` leave the force to the record, which must then write it."""
    assert {modal for modal in Modal if modal.force is None} == {Modal.OTHER, Modal.UNSTATED}
    with pytest.raises(ValidationError, match="write force"):
        Commitment.model_validate({"act": "meet", "modal": "unstated"})
    with pytest.raises(ValidationError, match="needs the word"):
        Commitment.model_validate({"act": "meet", "modal": "other", "force": "firm"})


def test_every_signal_points_somewhere_or_says_not() -> None:
    """Each signal of a text is in the table."""
    assert Signal.DISCLAIMS_OBLIGATIONS.points_to == "political"
    assert [signal for signal in Signal if signal.points_to is None] == [Signal.EQUIVALENT_TEXTS]


def test_sets_are_sorted_and_say_nothing_twice() -> None:
    """The order of a set means nothing; a repeated item is refused, not dropped."""
    assert Commitment.model_validate({"act": "meet", "modal": "shall", "bearers": ["USA", "UKR"]}).bearers == (
        "UKR",
        "USA",
    )
    with pytest.raises(ValidationError, match="listed twice"):
        Commitment.model_validate({"act": "meet", "modal": "shall", "bearers": ["USA", "USA"]})


@pytest.mark.parametrize(
    "text", ["II ¶4", "II.4", "annex II.D ¶2 •1", 'IX "Termination" 1 s2', "s2-3", "II ¶4; V s1", "6 (i)", "II.3.a"]
)
def test_places_are_written_as_printed(text: str) -> None:
    """The grammar takes what texts print, and keeps it."""
    assert str(Place(text)) == text


@pytest.mark.parametrize("text", ["", "article two", "¶", "II..4", ";", 'II "', "II\n4", "x" * 300])
def test_no_places(text: str) -> None:
    """What is no place is refused with our own error."""
    with pytest.raises(InvalidValueError):
        Place(text)


def test_places_lie_in_each_other() -> None:
    """A place lies inside another by its steps."""
    assert Place("annex II.D ¶2 •1").inside(Place("annex II"))
    assert Place("II  ¶4") == Place("II ¶4")
    assert not Place("II ¶4").inside(Place("II ¶3"))
    assert Place("II ¶4 s1; II ¶4 s2").inside(Place("II ¶4"))
    assert repr(Place("II")) == "Place('II')"
    assert Place("annex II.D").steps == ("annex", "II", "D")


def test_money_is_never_converted() -> None:
    """Amounts of one currency compare; across currencies it can't be told; a float is refused."""
    more, less = (
        Money.model_validate({"value": "7.10", "currency": "EUR"}),
        Money.model_validate({"value": "5", "currency": "EUR"}),
    )
    assert more.exceeds(less) is Answer.YES
    assert less.exceeds(more) is Answer.NO
    assert more.exceeds(less.replace(currency="USD")) is Answer.CANNOT_TELL
    assert str(Money.model_validate({"value": "2500000000", "currency": "GBP"})) == "GBP 2,500,000,000"
    assert more.plain()["value"] == "7.1"
    assert more == Money.model_validate({"value": "07.1", "currency": "EUR"})
    for bad in (7.1, "1e9", "-5", "1,000", "1" * 19, ""):
        with pytest.raises(ValidationError):
            Money.model_validate({"value": bad, "currency": "EUR"})


def test_frozen_maps() -> None:
    """A frozen map is a hashable mapping in a fixed order."""
    one, other = FrozenMap({"b": 1, "a": 2}), FrozenMap({"a": 2, "b": 1})
    assert one == other == {"a": 2, "b": 1}
    assert hash(one) == hash(other)
    assert list(one) == ["a", "b"]
    assert one != 5
    assert repr(one) == "FrozenMap({'a': 2, 'b': 1})"


def test_a_place_is_as_long_in_its_canonical_spelling() -> None:
    """A place that is too long only once a blank follows each ';' is refused, so that what is written can be read."""
    assert Place(Place("I;" * 66 + "I")) == "; ".join(["I"] * 67)
    with pytest.raises(InvalidValueError, match="blank"):
        Place("I;" * 99 + "I")


def test_a_word_says_which_instrument_uses_it() -> None:
    """A term of treaty law names its source; a word of the format's own has none."""
    from agreements.model.vocabulary import ActionKind, Topic

    assert str(ActionKind.ACCESSION) == "accession"
    assert ActionKind.ACCESSION.source.startswith("VCLT 1969, art. 2(1)(b) and 15")
    assert {topic.source for topic in Topic} == {""}


def test_what_happened_is_hashed_by_its_fields_alone() -> None:
    """Copies, changed copies and pickles hash as what they say, in another process too, where texts hash otherwise."""
    plain = {"id": "a", "kind": "request", "by": ["UKR"], "under": ["pact"], "date": "2024-06-13"}
    asked = Requested.model_validate(plain)
    later = Requested.model_validate({**plain, "date": "2025-01-20"})
    assert hash(asked) == hash(copy.copy(asked)) == hash(copy.deepcopy(asked)) != hash(later)
    moved = asked.model_copy(update={"date": later.date})
    assert (hash(moved), moved.when, moved.day) == (hash(later), later.when, later.day)
    code = f"import pickle; print(pickle.loads({pickle.dumps(asked)!r}) in {{pickle.loads({_unhashed(plain)!r})}})"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert done.stdout == "True\n", done.stderr


def _unhashed(plain: dict[str, Any]) -> bytes:
    return pickle.dumps(Requested.model_validate(plain))
