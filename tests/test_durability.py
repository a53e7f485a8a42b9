"""An agreement beside terms of office: who could be out when, what binds, what waits for money, what can't be told."""

from __future__ import annotations

import json
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

from agreements import Agreement, Chronology, TermsOfOffice, UnknownNameError, load_terms
from agreements.cli import main
from agreements.errors import InvalidValueError, WrongTypeError
from agreements.model.vocabulary import Force
from agreements.renderers import DURABILITIES
from agreements.timing import Answer
from agreements.tracking import Durability, Hold, Left, durability

PRESIDENTS = load_terms(ROOT / "examples/context/us-presidents.yaml")
FAMILY = [path for path in EXAMPLES if path.parent.name == "ukraine"]
BOTH = ["USA", "UKR"]
SIGNED = {"act": "signature", "by": BOTH, "date": "2024-06-13"}
NOTICE = {"id": "x", "ends": "agreement", "notice": "P6M", "runs_from": "notification"}
TERM = {"rule": "term", "length": "P10Y", "runs_from": "signature"}


def record(**more: Any) -> Agreement:
    """An agreement of ten years, in force upon signature, with six months' notice."""
    fields = {
        "entry_into_force": {"rule": "upon-signature"},
        "actions": [SIGNED],
        "duration": TERM,
        "termination": [NOTICE],
        **more,
    }
    return Agreement.model_validate(minimal(**{name: value for name, value in fields.items() if value is not None}))


def office(*terms: tuple[str, str | None], party: str = "USA") -> TermsOfOffice:
    return TermsOfOffice.model_validate(
        {
            "format": "terms-of-office/1",
            "id": "office",
            "title": "An office",
            "party": party,
            "office": "Head",
            "sources": [{"id": "law", "type": "official-text", "title": "A law"}],
            "terms": [
                {"id": f"t{number}", "begins": begins, **({"ends": ends} if ends else {})}
                for number, (begins, ends) in enumerate(terms)
            ],
        }
    )


def events(*entries: dict[str, Any]) -> Chronology:
    data = {"format": "events/1", "id": "told", "title": "What happened", "events": list(entries)}
    return Chronology.model_validate(data)


def of_presidents() -> Durability:
    return durability(example("ukraine/usa-2024"), PRESIDENTS)


def test_each_president_could_be_out_half_a_year_on() -> None:
    """XI and IX: six months from the notification, each counted from a term's first day under it; ten years in all."""
    found = of_presidents()
    assert [one.term.id for one in found.in_office] == ["2021", "2025", "2029", "2033"]
    assert {one.spans for one in found.in_office} == {Answer.YES}
    assert [one.first_day.day for one in found.in_office] == [
        date(2024, 6, 13), date(2025, 1, 20), date(2029, 1, 20), date(2033, 1, 20),
    ]  # fmt: skip
    assert [one.out.day for one in found.in_office if one.out] == [
        date(2024, 12, 13), date(2025, 7, 20), date(2029, 7, 20), date(2033, 7, 20),
    ]  # fmt: skip
    end = date(2034, 6, 13)
    assert found.ends is not None
    assert found.ends.day == end
    for one in found.in_office:
        assert one.out is not None
        assert one.out.day is not None
        assert one.left == Left((end - one.out.day).days, (end - one.out.day).days)
        assert one.ways[0].trace


def test_the_agreement_began_under_one_of_them() -> None:
    """It entered into force on 13 June 2024, in the term that ended on 20 January 2025, and in no other."""
    began = {one.term.id: one.begins_it for one in of_presidents().in_office}
    assert began == {"2021": Answer.YES, "2025": Answer.NO, "2029": Answer.NO, "2033": Answer.NO}


def test_only_what_is_firm_in_a_binding_part_binds() -> None:
    """What holds whoever governs is firm, and stands in the body; the annex disclaims itself; nothing is left out."""
    usa, found = example("ukraine/usa-2024"), of_presidents()
    by_path = {one.path: one for one in usa.commitments()}
    assert found.binds is Answer.YES
    for one in found.held(Hold.BINDING):
        assert by_path[one.path].commitment.effective_force is Force.FIRM
        assert by_path[one.path].clause.part is None
        assert one.place
    assert all(by_path[one.path].clause.part == "annex" for one in found.held(Hold.POLITICAL))
    own = [path for path, one in by_path.items() if {"USA", "each-party"} & set(one.commitment.bearers)]
    assert set(own) <= {one.path for one in found.owed}
    assert sum(found.counts.values()) == len(found.owed)
    assert {one.path for one in found.unnamed} == {path for path, one in by_path.items() if not one.commitment.bearers}


def test_what_waits_for_money() -> None:
    """VII.2 lays availability of funds on the whole, the annex appropriation on itself; II ¶8 means to ask for it."""
    found = of_presidents()
    assert [name for name, _, _ in found.limits] == ["law-and-funds", "annex-law-and-funds"]
    assert all("availability-of-funds" in one.money for one in found.owed)
    appropriated = {one.path for one in found.owed if "appropriation" in one.money}
    assert "modern-force" in appropriated
    assert "emergency-meeting/meet" not in appropriated
    (asked,) = (one for one in found.owed if one.seeks_funds)
    assert (asked.path, asked.place, asked.hold) == ("seek-appropriations", "II ¶8 s2", Hold.INTENDED)


def test_claims_about_it_are_told() -> None:
    """The claims about duration, status and end stand beside it, those about other things don't."""
    told = {claim.id for claim in of_presidents().claims}
    assert {"reference-binds-administrations", "reference-ten-years", "zhovkva-binding"} <= told
    assert not {"reference-24-hours", "press-title", "reference-bridge"} & told


def test_the_answer_comes_first_and_says_what_it_rests_on() -> None:
    """The first lines answer the article's question: the status is inferred, and there is a way out."""
    shown = DURABILITIES["text"](of_presidents())
    head = " ".join(shown.split("\n\n")[1].split())
    assert head.startswith(
        "Does it bind whoever is President of USA later? By a status inferred from the text's signals, "
    )
    assert "undertakings of USA bind in law. USA can end it by notice." in head
    assert "2034-06-13" in head
    assert "8 years, 10 months and 24 days (3,250 days) before its term ends" in " ".join(shown.split())
    assert "The text says nothing of administrations" in " ".join(shown.split())


def test_without_a_beginning_or_an_end_nothing_is_told() -> None:
    """The EU's commitments name no beginning, no end by a day and no way out: of every term it can't be told."""
    found = durability(example("ukraine/eu-2024"), PRESIDENTS.replace(party="EU"))
    assert {one.spans for one in found.in_office} == {Answer.CANNOT_TELL}
    assert all(one.out is None and one.left is None and not one.ways for one in found.in_office)
    assert (found.binds, found.leaving) == (Answer.NO, Answer.NO)
    told = " ".join(DURABILITIES["text"](found).split())
    assert "The text gives no way out by notice." in told
    assert "(entry into force: the text is silent; it lasts as long as" in told


def test_without_dates_only_what_came_before_the_signature_is_sure() -> None:
    """Albania's notifications aren't recorded: it can't have begun before its signature, and after that who knows."""
    found = durability(example("ukraine/alb-2025"), PRESIDENTS.replace(party="ALB"))
    assert [one.term.id for one in found.in_office] == ["2025", "2029", "2033"]
    assert {one.spans for one in found.in_office} == {Answer.CANNOT_TELL}
    assert found.binds is Answer.CANNOT_TELL
    first = found.in_office[0]
    assert first.out is not None
    assert (first.out.earliest, first.out.latest, first.left) == (date(2025, 7, 21), None, None)


def test_a_notice_that_runs_from_receipt_leaves_a_bound() -> None:
    """Where receipt counts, the day after notice has no latest bound, and of the days left only the most is known."""
    found = durability(example("ukraine/gbr-2024"), PRESIDENTS.replace(party="GBR"))
    second = found.in_office[1]
    assert second.out is not None
    assert (second.out.earliest, second.out.latest) == (date(2025, 7, 20), None)
    assert second.left == Left(None, (date(2034, 1, 12) - date(2025, 7, 20)).days)
    assert f"at most {second.left.most:,} days" in " ".join(DURABILITIES["text"](found).split())


def test_on_the_day_on_which_two_terms_meet_the_hour_decides() -> None:
    """Signed on the day on which one term ends and the next begins: in which of them it began can't be told."""
    terms = office(("2020-01-01", "2024-06-13"), ("2024-06-13", "2028-06-13"))
    first, second = durability(record(), terms).in_office
    assert (first.spans, first.begins_it) == (Answer.CANNOT_TELL, Answer.CANNOT_TELL)
    assert (second.spans, second.begins_it) == (Answer.YES, Answer.CANNOT_TELL)
    assert "the hour isn't recorded" in first.doubts[0]


def test_terms_before_and_after_its_life_are_left_out() -> None:
    """A term that ends the day before it begins, or begins the day after its last day, isn't spanned."""
    terms = office(
        ("2020-01-01", "2024-06-12"), ("2024-06-13", "2030-01-01"), ("2034-06-13", None), ("2034-06-14", None)
    )
    assert [one.term.id for one in durability(record(), terms).in_office] == ["t1", "t2"]


def test_a_term_without_an_end_is_spanned_from_its_beginning() -> None:
    """Of a term that nobody says the end of, its first day is enough where the agreement is in force on it."""
    late, early = durability(record(), office(("2020-01-01", None), ("2030-01-01", None))).in_office[::-1]
    assert (late.spans, late.begins_it) == (Answer.YES, Answer.NO)
    assert early.spans is Answer.CANNOT_TELL


def test_a_term_whose_first_day_is_only_roughly_known() -> None:
    """From a term that begins some day in 2025, the day out has the bound of its earliest first day alone."""
    (found,) = durability(record(), office(("2025", "2029"))).in_office
    assert found.out is not None
    assert (found.out.earliest, found.out.latest) == (date(2025, 7, 1), None)


def test_notice_given_ends_the_list() -> None:
    """A denunciation told by an event file ends its life: later terms aren't spanned, and notice then is of no use."""
    given = events(
        {"id": "out", "kind": "act", "act": "denunciation", "by": ["USA"], "under": ["usa"], "date": "2025-02-01"}
    )
    agreement = record(id="usa")
    terms = office(("2021-01-20", "2025-01-20"), ("2025-01-20", "2029-01-20"), ("2029-01-20", "2033-01-20"))
    found = durability(agreement, terms, given)
    assert found.ends is not None
    assert found.ends.day == date(2025, 8, 1)
    assert [one.term.id for one in found.in_office] == ["t0", "t1"]
    assert [one.term.id for one in durability(agreement, terms).in_office] == ["t0", "t1", "t2"]


@pytest.mark.parametrize(
    ("absent", "leaving"),
    [
        ({"termination": "silent"}, Answer.NO),
        ({"termination": "unknown"}, Answer.CANNOT_TELL),
        ({}, Answer.CANNOT_TELL),
    ],
)
def test_no_way_out_and_nobody_looked_are_kept_apart(absent: dict[str, str], leaving: Answer) -> None:
    """A text that is silent on leaving has no way out by notice; where nothing is recorded, that can't be told."""
    found = durability(record(termination=None, absent=absent or None), office(("2025-01-01", None)))
    assert found.leaving is leaving
    assert found.in_office[0].out is None


def test_without_an_end_every_later_term_is_spanned() -> None:
    """What lasts without an end spans each term after it began, and no days of a term are left."""
    found = durability(record(duration={"rule": "indefinite"}), office(("2100-01-01", None)))
    (one,) = found.in_office
    assert (found.ends, one.spans, one.left) == (None, Answer.YES, None)
    assert "it has no end" in DURABILITIES["text"](found)


def test_a_status_nobody_recorded_leaves_it_open() -> None:
    """Firm words in a part without a status: whether they bind can't be told; neither where more may be unrecorded."""
    firm = {"id": "a", "kind": "commitment", "act": "train", "topic": "training", "bearers": ["USA"], "modal": "shall"}
    meant = {**firm, "modal": "intends"}
    assert durability(record(clauses=[firm]), office(("2025", None))).held(Hold.UNDECIDED)[0].path == "a"
    assert durability(record(clauses=[firm]), office(("2025", None))).binds is Answer.CANNOT_TELL
    assert durability(record(clauses=[meant]), office(("2025", None))).binds is Answer.CANNOT_TELL
    political = [{"id": "body", "legal_status": {"status": "political", "basis": "stated"}}]
    assert durability(record(clauses=[meant], parts=political), office(("2025", None))).binds is Answer.NO


def test_organs_owe_for_their_party() -> None:
    """What an organ of the party undertakes is the party's; what another's organ undertakes isn't."""
    clauses = [
        {"id": id, "kind": "commitment", "act": "train", "topic": "training", "bearers": [who], "modal": "shall"}
        for id, who in (("ours", "department"), ("theirs", "ministry"))
    ]
    actors = [
        {"id": "department", "role": "organ", "name": "A department", "of": "USA"},
        {"id": "ministry", "role": "organ", "name": "A ministry", "of": "UKR"},
    ]
    found = durability(record(clauses=clauses, actors=actors), office(("2025", None)))
    assert [one.path for one in found.owed] == ["ours"]


def test_what_is_no_question_is_refused() -> None:
    """An office of somebody else, a policy that its issuer can change, and values of other types are refused."""
    with pytest.raises(UnknownNameError, match="there are: GBR, UKR"):
        durability(example("ukraine/gbr-2024"), PRESIDENTS)
    with pytest.raises(InvalidValueError, match="change it at any time"):
        durability(example("policy/us-weapons-use-2024-05-30"), PRESIDENTS)
    with pytest.raises(WrongTypeError, match="load_terms"):
        durability(example("ukraine/usa-2024"), "terms.yaml")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="load\\(path\\)"):
        durability("usa.yaml", PRESIDENTS)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", FAMILY, ids=lambda path: path.stem)
def test_every_agreement_of_the_family(path: Path) -> None:
    """Each record can be laid beside terms; the text keeps to 80 columns, and JSON to its schema."""
    agreement = example(f"ukraine/{path.stem}")
    supporter = next(party.id for party in agreement.parties if party.role == "supporter")
    found = durability(agreement, PRESIDENTS.replace(party=supporter))
    assert found.owed
    for why in (False, True):
        assert all(len(line) <= 80 for line in DURABILITIES["text"](found, why=why).splitlines())
    schema = json.loads((ROOT / "schemas/durability-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(DURABILITIES["json"](found)))


@pytest.mark.parametrize("start", range(3))
def test_nothing_in_a_record_acts(start: int) -> None:
    """Escapes, direction marks and markup in a record or in terms reach the terminal as codes, JSON as escapes."""
    terms = PRESIDENTS.replace(title="\x1b[2J\u202e terms", office="\x07Head")
    found = durability(spoilt(example("ukraine/usa-2024"), start), terms)
    assert_safe(DURABILITIES["text"](found, why=True))
    assert DURABILITIES["json"](found).isascii()


def test_on_the_command_line(tmp_path: Path) -> None:
    """The command answers with 0, `--why` opens the traces; no terms, or those of another party, end with 2."""
    usa, terms = str(ROOT / "examples/ukraine/usa-2024.yaml"), str(ROOT / "examples/context/us-presidents.yaml")

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["durability", *arguments])

    done = run(usa, "--terms", terms)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(run(usa, "--terms", terms, "--why").stdout) > len(done.stdout)
    assert json.loads(run(usa, "--terms", terms, "--format", "json").stdout)["format"] == "durability/1"
    told = tmp_path / "out.yaml"
    told.write_text(
        "format: events/1\nid: told\ntitle: Told\nevents:\n- {id: out, kind: act, act: denunciation, by: [USA], "
        "under: [usa-ukr-2024-security], date: 2025-02-01}\n",
        encoding="utf-8",
    )
    assert "2025-08-01" in run(usa, "--terms", terms, "--events", str(told)).stdout
    for wrong in ((usa,), (usa, "--terms", usa), (str(ROOT / "examples/ukraine/gbr-2024.yaml"), "--terms", terms)):
        failed = run(*wrong)
        assert (failed.exit_code, failed.stdout) == (2, "")
        assert failed.stderr.startswith("error: ")


def test_a_scenario_is_named_in_every_format() -> None:
    """Who could be out when, by what nobody has done: both formats say that none of it has happened."""
    ended = {"id": "x", "kind": "act", "act": "termination", "by": BOTH, "under": ["a"], "date": "2026-01-01"}
    told = events(ended)
    scenario = told.replace(id="if", hypothetical=True)
    terms = office(("2025-01-20", "2029-01-20"))
    found = durability(record(), terms, [told.replace(id="log"), scenario])
    head = "SCENARIO: nothing that if tells has happened (What happened)\n\n"
    assert DURABILITIES["text"](found).startswith(head)
    data = json.loads(DURABILITIES["json"](found))
    assert data["hypothetical"] is True
    assert [(one["id"], one["hypothetical"]) for one in data["events"]] == [("log", False), ("if", True)]
    real = durability(record(), terms, told)
    assert "SCENARIO" not in DURABILITIES["text"](real)
    data = json.loads(DURABILITIES["json"](real))
    assert (data["hypothetical"], [one["id"] for one in data["events"]]) == (False, ["told"])
    schema = json.loads((ROOT / "schemas/durability-1.json").read_text(encoding="utf-8"))
    for one in (found, real):
        jsonschema.Draft202012Validator(schema).validate(json.loads(DURABILITIES["json"](one)))
