"""Rules about events and terms of office: each fires on its fault and only there, and stays silent on what is sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from material import ROOT, example

from agreements import Agreement, Chronology, Finding, Severity, TermsOfOffice, check, load_events, load_terms, validate
from agreements.checking import judge
from agreements.errors import WrongTypeError
from agreements.pointer import ROOT as ROOT_PLACE
from agreements.reading import parse
from agreements.rules import RULES, rule, rule_beside, rule_named

RECORD = """
format: agreement/1
id: pact
title: A pact
instrument: treaty
text: official
sources: [{id: official, type: official-text, title: A pact}]
parties: [{id: USA, role: party}, {id: UKR, role: party}]
actors:
- {id: the-council, role: organ, name: The Council}
- {id: RUS, role: aggressor}
- {id: NATO, role: organisation}
parts: [{id: body}, {id: annex, at: annex}]
coverage: {response-to-aggression: complete, training: complete}
actions:
- {act: signature, by: [USA, UKR], date: "2024-06-13", at: testimonium}
entry_into_force: {rule: deposits, named: [USA, UKR], at: X}
review: [{id: yearly, after: P1Y, runs_from: signature, modal: shall, at: XI}]
clauses:
- id: attack
  kind: trigger
  topic: response-to-aggression
  at: II.1
  when: [{event: armed-attack, by: [RUS], against: [UKR]}]
  on_request_of: {parties: [UKR], need: any}
  responses:
  - {act: meet, bearers: [each-party], modal: shall, deadline: {within: PT24H, runs_from: event}}
  - {act: consult, bearers: [USA], modal: shall}
- {id: training, kind: commitment, topic: training, at: III, act: train, bearers: [USA], modal: shall}
- {id: trained, kind: commitment, topic: training, at: III.2, act: train, bearers: [NATO], modal: shall}
"""


def document(text: str) -> Any:
    result = parse(text)
    assert result.document is not None, result.findings
    return result.document


PACT: Agreement = document(RECORD)
ALLIED: Agreement = document(
    RECORD.replace("id: pact", "id: allied-treaty", 1)
    .replace("{id: USA, role: party}", "{id: allies, role: party, name: Allies}")
    .replace("- {id: RUS", "- {id: USA, role: partner}\n- {id: RUS")
)
OPEN: Agreement = document(
    RECORD.replace("id: pact", "id: open", 1) + "accession: {open_to: Any other state., at: XII}\n"
)
HEAD = "format: events/1\nid: told\ntitle: What happened\n"
SCENARIO = "hypothetical: true\n"
SOURCES = "sources: [{id: list, type: depositary-record, title: A list}]\n"


def events(*lines: str, head: str = HEAD) -> Chronology:
    told: Chronology = document(head + "events:\n" + "".join(f"- {line}\n" for line in lines))
    return told


def found(told: Chronology, *beside: Any, known: Agreement | None = PACT) -> list[tuple[str, str]]:
    at_hand = [*beside, *([known] if known is not None else [])]
    return [(one.rule, str(one.pointer)) for one in validate(told, beside=at_hand)]


ATTACK = (
    '{id: attack, kind: event, event: armed-attack, by: [RUS], against: [UKR], moment: "2024-09-01T04:00[Europe/Kyiv]"}'
)


def act(kind: str, by: str = "", date: str = "2024-07-01", id: str = "", **more: str) -> str:
    rest = "".join(f", {name}: {value}" for name, value in more.items())
    under = "" if "under" in more else ", under: [pact]"
    by = by or ("each-party" if kind == "termination" else "USA")  # nobody terminates alone
    return f'{{id: {id or kind}, kind: act, act: {kind}, by: [{by}], date: "{date}"{under}{rest}}}'


def deed(answers: str, by: str = "USA", date: str = "2024-09-02", id: str = "deed") -> str:
    return f'{{id: {id}, kind: deed, act: meet, by: [{by}], date: "{date}", answers: [{answers}]}}'


def request(under: str = "pact", by: str = "UKR", date: str = "2024-09-02") -> str:
    return f'{{id: asked, kind: request, by: [{by}], under: [{under}], date: "{date}"}}'


FAULTS: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {
    "happening-without-time": [(("{id: a, kind: event, event: armed-attack}",), ["/events/0"])],
    "date-beside-moment": [
        (
            ('{id: a, kind: event, event: armed-attack, date: "2024-09-01", moment: "2024-09-01T00:00Z"}',),
            ["/events/0/date"],
        )
    ],
    "unknown-event-actor": [
        (('{id: a, kind: event, event: armed-attack, by: [RUX], date: "2024"}',), ["/events/0/by/0"]),
        (('{id: a, kind: event, event: armed-attack, by: [RU], date: "2024"}',), ["/events/0/by/0"]),
        (('{id: a, kind: event, event: armed-attack, by: [rebels], date: "2024"}',), ["/events/0/by/0"]),
        (('{id: a, kind: event, event: becomes-member, by: [UKR], of: nowhere, date: "2024"}',), ["/events/0/of"]),
        (('{id: a, kind: event, event: armed-attack, against: [each-party], date: "2024"}',), ["/events/0/against/0"]),
    ],
    "impossible-event": [
        (
            ('{id: a, kind: event, event: armed-attack, by: [RUS], against: [RUS], date: "2024"}',),
            ["/events/0/against/0"],
        ),
        (('{id: a, kind: event, event: becomes-member, by: [UKR], date: "2024"}',), ["/events/0"]),
        (('{id: a, kind: event, event: other, date: "2024"}',), ["/events/0"]),
    ],
    "implausible-date": [
        (('{id: a, kind: event, event: armed-attack, date: "1024-06-13"}',), ["/events/0/date"]),
        (('{id: a, kind: event, event: armed-attack, moment: "2924-06-13T04:00Z"}',), ["/events/0/moment"]),
        (('{id: a, kind: event, event: armed-attack, date: "9999-12-31"}',), ["/events/0/date"]),
    ],
    "duplicate-id": [((ATTACK, ATTACK.replace("04:00", "05:00")), ["/events/1/id"])],
    "told-twice": [
        ((ATTACK, ATTACK.replace("id: attack", "id: again")), ["/events/1"]),
        ((act("ratification"), act("ratification", id="again")), ["/events/1/by/0"]),
        ((act("signature", date="2024-06-13"),), ["/events/0/by/0"]),
        ((act("announcement", "USA, UKR"), act("announcement", "UKR", id="again")), ["/events/1/by/0"]),
    ],
    "done-again": [
        ((act("ratification"), act("ratification", date="2024-08", id="again")), ["/events/1/date"]),
        ((act("signature", date="2024-06-20"),), ["/events/0/date"]),
    ],
    "contradictory-acts": [
        ((act("termination"), act("termination", date="2024-08-01", id="again")), ["/events/0/date", "/events/1/date"]),
        ((act("termination"), act("ratification", date="2024-08-01")), ["/events/1/date"]),
        ((act("withdrawal-of-signature"), act("ratification", date="2024-08-01")), ["/events/1/date"]),
        (
            (act("withdrawal-of-signature"), act("ratification", date="2024-08-01").replace("2024-08-01", "2024-08")),
            ["/events/1/date"],
        ),
    ],
    "act-by-non-party": [
        ((act("ratification", "FRA"),), ["/events/0/by/0"]),
        ((act("denunciation", "FRA, USA", date="2025-01-01"),), ["/events/0/by/0"]),
        ((act("ratification", "the-council"),), ["/events/0/by/0"]),
        ((act("announcement", "FRA"),), ["/events/0/by/0"]),
    ],
    "terminated-alone": [((act("termination", "USA"),), ["/events/0/by"])],
    "act-out-of-order": [
        ((act("ratification", date="2024-06-01"),), ["/events/0/date"]),
        ((act("registration", date="2024-05"),), ["/events/0/date"]),
        ((act("notification", received='"2024-06-30"'),), ["/events/0/received"]),
        ((act("termination", date="2020"),), ["/events/0/date"]),
    ],
    "denounced-before-entry": [
        (
            (
                act("ratification"),
                act("ratification", "UKR", "2025-01-01", "theirs"),
                act("denunciation", date="2024-12-01"),
            ),
            ["/events/2/date"],
        ),
    ],
    "before-signature": [
        ((request(date="2024-01-01"),), ["/events/0/under/0"]),
        ((deed("pact/training", date="2023"),), ["/events/0/answers/0"]),
    ],
    "unknown-agreement": [
        ((request("allied-traety"),), ["/events/0/under/0"]),
    ],
    "leads-nowhere": [
        ((request("pact/atack"),), ["/events/0/under/0"]),
        ((deed("pact/attack/meat"),), ["/events/0/answers/0"]),
        ((deed("pact/attack/pay"),), ["/events/0/answers/0"]),
        ((deed("pact/review/monthly"),), ["/events/0/answers/0"]),
        ((act("announcement", under="[pact/nothing]"),), ["/events/0/under/0"]),
        ((act("announcement", part="protocol"),), ["/events/0/part"]),
    ],
    "answers-no-duty": [
        ((deed("pact"),), ["/events/0/answers/0"]),
        ((deed("pact/attack"),), ["/events/0/answers/0"]),
        ((deed("pact/attack/responses/meet"),), ["/events/0/answers/0"]),
        ((deed("pact/entry_into_force"),), ["/events/0/answers/0"]),
    ],
    "answered-by-another": [((deed("pact/training", "FRA"),), ["/events/0/answers/0"])],
    "answered-too-soon": [((ATTACK, deed("pact/attack/meet", date="2024-08-01")), ["/events/1/answers/0"])],
    "request-for-nothing": [
        ((request("pact/training"),), ["/events/0/under/0"]),
        ((request("pact/attack/responses/meet"),), ["/events/0/under/0"]),
    ],
    "may-not-ask": [
        ((request(by="USA"),), ["/events/0/by"]),
        ((request("pact/attack", "FRA"),), ["/events/0/by"]),
    ],
}
IN_FILE = {"scenario-cites-as-fact", "unknown-source", "source-never-cited", "not-a-web-address", "unknown-language",
           "invisible-characters", "recorded-twice", "unknown-party"}  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "places"), [(name, *one) for name, cases in FAULTS.items() for one in cases])
def test_a_rule_fires_on_its_fault(name: str, lines: tuple[str, ...], places: list[str]) -> None:
    """The fault is found where it stands, once, and nothing else is found for it."""
    assert found(events(*lines), ALLIED) == [(name, place) for place in places]
    (first, *_) = validate(events(*lines), beside=[PACT, ALLIED])
    assert first.severity is rule_named(name).severity


SOUND: dict[str, tuple[str, ...]] = {
    "an attack, asked for and answered": (
        ATTACK,
        request("pact/attack"),
        deed("pact/attack/meet", "UKR, USA"),
        deed("pact/attack/consult", id="more"),
    ),
    "one response asked for": (request("pact/attack/meet"),),
    "a review, and a duty of each party met by one of them": (
        deed("pact/review/yearly"),
        deed("pact/attack/meet", "UKR", id="more"),
    ),
    "a time that could not be found out": ("{id: a, kind: event, event: armed-attack, absent: {date: unknown}}",),
    "acts in their order": (act("ratification"), act("ratification", "UKR", "2024-08-01", "theirs"),
                            act("denunciation", date="2025-01-01"), act("termination", "USA, UKR", "2026-01-01")),
    "received later": (act("notification", received='"2024-07-02"'),),
    "a part of its own": (act("signature", date="2024-07-01", part="annex"),),
    "both orders possible": (act("ratification", date="2024-06"), act("ratification", "UKR", "2024", "theirs")),
    "the day of two acts left open": (
        act("ratification", date="2024~"),
        act("ratification", date="2024-08", id="again"),
    ),
    "signed anew": (
        act("withdrawal-of-signature"),
        act("signature", date="2024-08-01"),
        act("ratification", date="2024-09-01"),
    ),
    "left and come back": (
        act("ratification"),
        act("ratification", "UKR", id="theirs"),
        act("denunciation", date="2025-01-01"),
        act("ratification", date="2026-01-01", id="again"),
        act("denunciation", date="2027-01-01", id="once-more"),
    ),
    "notice before entry into force, which can't be told": (act("denunciation", date="2024-12"),),
    "an accession": (act("accession", "FRA"), act("denunciation", "FRA", "2025-01-01")),
    "the organ of a record announces": (act("announcement", "the-council"),),
    "two attacks in different places": (
        ATTACK[:-1] + ", place: Kyiv}",
        ATTACK[:-1].replace("id: attack", "id: other") + ", place: Odesa}",
    ),
    "an answer to an attack that isn't recorded": (deed("pact/attack/meet", date="2024-08-01"),),
    "another agreement": (
        request("dnk-ukr-2024-security"),
        act("ratification", "DNK", under="[dnk-ukr-2024-security]"),
    ),
    "each party acts": (act("ratification", "each-party"),),
    "an attack before the signature": (ATTACK.replace("2024-09-01", "2022-02-24"),),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_comes_near_a_fault_is_none(name: str) -> None:
    """Nothing is found in sound events."""
    assert found(events(*SOUND[name])) == []


@pytest.mark.parametrize("name", [*FAULTS, *sorted(IN_FILE)])
def test_no_rule_crashes_without_the_records(name: str) -> None:
    """Without the agreements at hand nothing is found that would need them, and nothing fails."""
    for lines, _ in FAULTS.get(name, ()):
        told = events(*lines)
        assert not any(one.rule == "rule-crashed" for one in validate(told))


def test_every_rule_of_events_and_terms_has_its_case() -> None:
    """No rule that judges events or terms is without a failing case."""
    wanted = {one.name for one in RULES if {Chronology, TermsOfOffice} & set(one.judges)}
    assert wanted == {*FAULTS, *IN_FILE, *TERMS}


@pytest.mark.parametrize(
    ("name", "head", "line", "place"),
    [
        ("scenario-cites-as-fact", HEAD + SOURCES + SCENARIO, ", cite: [{source: list}]", "/events/0/cite"),
        ("unknown-source", HEAD, ", cite: [{source: list}]", "/events/0/cite/0/source"),
        (
            "source-never-cited",
            HEAD + SOURCES.replace("[{", "[{id: other, type: press, title: Another}, {"),
            ", cite: [{source: list}]",
            "/sources/0",
        ),
        ("not-a-web-address", HEAD + SOURCES.replace("}", ", url: 'javascript:x'}"), "", "/sources/0/url"),
        ("unknown-language", HEAD + SOURCES.replace("}", ", language: ua}"), "", "/sources/0/language"),
        ("recorded-twice", HEAD + SOURCES.replace("}", ", url: a.org}, {id: b, type: press, title: B, url: a.org}"), "",
         "/sources/1/url"),
        ("invisible-characters", HEAD, ', place: "Ky\\u202eiv"', "/events/0/place"),
        ("unknown-party", HEAD + "actors: [{id: somebody, role: aggressor}]\n", "", "/actors/0/id"),
        ("duplicate-id", HEAD + SOURCES.replace("}", "}, {id: list, type: press, title: B}"), "", "/sources/1/id"),
    ],
)  # fmt: skip
def test_what_stands_around_the_events_is_judged(name: str, head: str, line: str, place: str) -> None:
    """Sources, actors and texts of an event file are judged by the rules that judge a record's."""
    assert found(events(ATTACK[:-1] + line + "}", head=head)) == [(name, place)]


def test_sources_of_a_whole_file_need_not_be_cited() -> None:
    """A file that cites nothing rests on its sources as a whole."""
    assert found(events(ATTACK, head=HEAD + SOURCES)) == []


def test_hints_name_what_is_meant() -> None:
    """A finding names the id, the code or the place that is meant."""
    for line, hint in (
        (request("pact/atack"), "did you mean 'attack'?"),
        (deed("pact/attack/meat"), "did you mean 'attack/meet'?"),
        (deed("pact/attack/pay"), "there is 'attack/consult' and 'attack/meet'"),
        (deed("pact/attack"), "it has 'attack/consult' and 'attack/meet'"),
        (request("pact/attack/responses/meet"), "write 'pact/attack'"),
        (request("pact/training"), "write 'pact', or name a trigger"),
        (request("allied-traety"), "did you mean 'allied-treaty'?"),
        (act("announcement", part="anex"), "did you mean 'annex'?"),
        (act("ratification", "UKX"), "did you mean 'UKR'?"),
        ('{id: a, kind: event, event: armed-attack, by: [RU], date: "2024"}', "alpha-3: RUS"),
        ('{id: a, kind: event, event: armed-attack, by: [rebels], date: "2024"}', "declare 'rebels' in 'actors'"),
    ):
        hints = [one.hint for one in validate(events(line), beside=[PACT, ALLIED])]
        assert hint in hints, (line, hints)


def test_an_organ_of_a_party_is_no_party() -> None:
    """Where an organ asks or denounces, the finding names the party that it belongs to."""
    head = HEAD + "actors: [{id: president, role: organ, name: The President, of: UKR}]\n"
    for line in (request(by="president"), act("denunciation", "president", "2025-01-01")):
        (one,) = validate(events(line, head=head), beside=[PACT])
        assert one.hint == "name the party: 'UKR'"


def test_groups_and_open_agreements_leave_it_open_who_acts() -> None:
    """Of a group that is a party, somebody may be a member; an open agreement is joined by whom it doesn't name."""
    line = act("ratification", "FRA", under="[allied-treaty]")
    assert found(events(line), ALLIED) == []
    assert found(events(act("ratification", "FRA", under="[open]")), OPEN) == []
    assert found(events(request("allied-treaty", "UKR")), ALLIED) == []


def test_the_record_and_other_files_are_counted_in() -> None:
    """What the record or another event file tells counts; a scenario counts for itself alone."""
    first = events(act("termination"), head=HEAD.replace("told", "first"))
    second = events(act("termination", date="2024-08-01"))
    assert found(second, first) == [("contradictory-acts", "/events/0/date")]
    assert found(first, second) == [("contradictory-acts", "/events/0/date")]
    scenario = events(act("termination", date="2024-08-01"), head=HEAD + SCENARIO)
    assert found(scenario, first) == [("contradictory-acts", "/events/0/date")]
    assert found(first, scenario) == []
    again = events(ATTACK.replace("id: attack", "id: b"), head=HEAD.replace("told", "again"))
    assert found(events(ATTACK), again) == [("told-twice", "/events/0")]
    assert found(events(ATTACK, head=HEAD + SCENARIO), again) == []


@pytest.mark.parametrize(
    ("acts", "line", "rule_name"),
    [
        (
            "{act: ratification, by: [USA], date: '2024-06-20', at: X}",
            act("signature", date="2024-07-01"),
            "act-out-of-order",
        ),
        ("{act: ratification, by: [USA], date: '2025-01-01', at: X}", act("termination"), "contradictory-acts"),
        (
            "{act: ratification, by: [USA], date: '2025-01-01', at: X}",
            act("withdrawal-of-signature"),
            "contradictory-acts",
        ),
        ("{act: ratification, by: [USA], date: '2025-01-01', at: X}", act("ratification"), "done-again"),
    ],
)
def test_a_fault_beside_a_later_act_of_the_record_stands_in_the_events(acts: str, line: str, rule_name: str) -> None:
    """Where the record tells the later of two acts that don't fit, the finding stands at the one in the event file."""
    signed = '{act: signature, by: [USA, UKR], date: "2024-06-13", at: testimonium}'
    record = RECORD.replace(
        f"- {signed}\n", f"- {acts}\n" if rule_name == "act-out-of-order" else f"- {signed}\n- {acts}\n"
    )
    assert found(events(line), known=document(record)) == [(rule_name, "/events/0/date")]


def test_several_versions_of_a_record_are_one_agreement() -> None:
    """A place that any version has is there, and an act that versions repeat is one act."""
    later = document(RECORD.replace("id: training", "id: exercises", 1))
    told = events(deed("pact/training"), deed("pact/exercises", id="more"))
    assert found(told, later) == []
    assert found(events(act("ratification", date="2024-06-01")), later) == [("act-out-of-order", "/events/0/date")]


TERMS_HEAD = """
format: terms-of-office/1
id: presidents
title: Presidents
party: USA
office: President
sources: [{id: law, type: official-text, title: The law}]
"""
TERMS: dict[str, list[tuple[str, list[str]]]] = {
    "unknown-office-party": [
        ("party: USX", ["/party"]),
        ("party: us", ["/party"]),
        ("party: each-party", ["/party"]),
    ],
    "term-ends-before-beginning": [("{id: a, begins: 2025-01-20, ends: 2024-01-20}", ["/terms/0/ends"])],
    "terms-overlap": [
        ("{id: a, begins: 2021-01-20, ends: 2025-01-20}, {id: b, begins: 2025-01-19}", ["/terms/1/begins"]),
        (
            "{id: a, begins: 2000, ends: 2030}, {id: b, begins: 2005, ends: 2006}, {id: c, begins: 2010}",
            ["/terms/1/begins", "/terms/2/begins"],
        ),
    ],
    "terms-out-of-order": [
        ("{id: b, begins: 2025-01-20}, {id: a, begins: 2021-01-20, ends: 2025-01-20}", ["/terms/1/begins"])
    ],
    "gap-between-terms": [
        ("{id: a, begins: 2021-01-20, ends: 2025-01-20}, {id: b, begins: 2025-01-22}", ["/terms/1/begins"])
    ],
}


def terms(text: str) -> TermsOfOffice:
    if text.startswith("party"):
        head, listed = TERMS_HEAD.replace("party: USA", text), "{id: a, begins: 2021-01-20}"
    else:
        head, listed = TERMS_HEAD, text
    made: TermsOfOffice = document(f"{head}terms: [{listed}]\n")
    return made


@pytest.mark.parametrize(("name", "text", "places"), [(name, *one) for name, cases in TERMS.items() for one in cases])
def test_a_rule_of_terms_fires_on_its_fault(name: str, text: str, places: list[str]) -> None:
    """The fault is found where it stands, once, and nothing else."""
    assert [(one.rule, str(one.pointer)) for one in validate(terms(text))] == [(name, place) for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "{id: a, begins: 2021-01-20, ends: 2025-01-20}, {id: b, begins: 2025-01-20}",
        "{id: a, begins: 2021-01-20, ends: 2025-01-20}, {id: b, begins: 2025-01-21}",
        "{id: a, begins: 2021, ends: 2025}, {id: b, begins: 2025-06}",
        "{id: a, begins: 2021}, {id: b, begins: 2025}",
        "{id: a, begins: 2021~, ends: 2025~}, {id: b, begins: 2023}",
        "{id: a, begins: 2021, ends: 2025-06-01}, {id: b, begins: 2030~}",
        "{id: a, begins: 0001-01-01, ends: 9999-12-31}",
    ],
)
def test_sound_terms_have_no_findings(text: str) -> None:
    """Terms that touch, that may touch, or of which too little is known, are no fault."""
    assert [one for one in validate(terms(text)) if one.rule != "implausible-date"] == []


def test_the_party_of_an_office_can_be_one_that_a_record_declares() -> None:
    """An id that isn't a code is known where the agreement that declares it is at hand."""
    office = terms("party: allies")
    assert [one.rule for one in validate(office)] == ["unknown-office-party"]
    assert validate(office, beside=[ALLIED]) == ()


def test_what_is_found_rightly_is_ignored_with_a_reason() -> None:
    """`ignore` in events and terms leaves a finding out, for all or at one place; what leaves nothing out is found."""
    line = "{id: a, kind: event, event: armed-attack}"
    for entry in ("{rule: happening-without-time, why: So.}", "{rule: happening-without-time, at: a, why: So.}"):
        assert found(events(line, head=f"{HEAD}ignore: [{entry}]\n")) == []
    for entry, message in (
        ("{rule: happening-without-time, at: b, why: So.}", "'b' leads nowhere"),
        ("{rule: happening-without-time, at: a/event, why: So.}", "finds nothing in 'a/event'"),
        ("{rule: notice-outlasts-term, why: So.}", "doesn't judge events/1"),
        ("{rule: told-twic, why: So.}", "is no rule"),
        ("{rule: syntax, why: So.}", "fault of the format"),
    ):
        (*_, last) = validate(events(line, head=f"{HEAD}ignore: [{entry}]\n"))
        assert (last.rule, message in last.message) == ("unused-ignore", True)
    gap = "{id: a, begins: 2021, ends: 2022}, {id: b, begins: 2025}"
    ignored = "ignore: [{rule: gap-between-terms, at: b, why: Nobody was elected.}]\n"
    assert validate(document(f"{TERMS_HEAD}{ignored}terms: [{gap}]\n")) == ()


def test_a_record_is_judged_by_its_own_rules_alone() -> None:
    """Rules of events are passed over for an agreement, and the other way round; an ignored one is unused there."""
    assert validate(PACT, [one for one in RULES if Agreement not in one.judges]) == ()
    assert validate(load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml"),
                    [one for one in RULES if Chronology not in one.judges]) == ()  # fmt: skip


def test_the_examples_have_no_findings_beside_their_agreements() -> None:
    """The shipped events and terms are sound."""
    family = [example(f"ukraine/{name}") for name in ("usa-2024", "deu-2024", "gbr-2024", "hrv-2024", "eu-2024")]
    assert validate(load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml"), beside=family) == ()
    assert validate(load_terms(ROOT / "examples/context/us-presidents.yaml")) == ()


def test_rules_of_ones_own_judge_events() -> None:
    """A rule can be written for events, alone or beside agreements, and is passed in."""

    @rule("events-without-place", severity=Severity.INFO, of=(Chronology,))
    def alone(chronology: Chronology) -> Any:
        """Somewhere."""
        for one in chronology.events:
            if one.place is None:
                yield Finding(ROOT_PLACE, f"{one.id!r} has no place")

    @rule_beside("more-than-records", severity=Severity.INFO, of=Chronology)
    def beside_others(chronology: Chronology, beside: Any) -> Any:
        """More."""
        if len(chronology.events) > len(beside.agreements):
            yield Finding(ROOT_PLACE, "more events than records")

    told = events(ATTACK)
    assert [one.rule for one in validate(told, [alone, beside_others])] == ["events-without-place", "more-than-records"]
    assert [one.rule for one in validate(told, [beside_others], beside=[PACT])] == []


def test_the_wrong_type_beside_is_refused() -> None:
    """What is judged, and what it is judged beside, are documents."""
    with pytest.raises(WrongTypeError, match="a record, events or terms of office"):
        validate(events(ATTACK), beside=["pact.yaml"])  # type: ignore[list-item]


def test_check_judges_events_beside_the_agreements_of_the_run(tmp_path: Path) -> None:
    """Events are judged beside the records found anywhere in the run, whatever the order; positions are the file's."""
    folder = tmp_path / "a-events"
    folder.mkdir()
    told = folder / "told.yaml"
    told.write_text(f"{HEAD}events:\n- {request('pact, pact/atack')}\n", encoding="utf-8")
    record = tmp_path / "pact.yaml"
    record.write_text(RECORD.lstrip(), encoding="utf-8")
    for paths in ((tmp_path,), (told, record), (record, told)):
        report = check(*paths)
        (one,) = report.findings
        assert str(one).startswith(f"{told}:5:")
        assert (one.rule, report.records, len(report.files), report.not_checked) == ("leads-nowhere", 2, 2, ())
        assert one.span is not None
        line = told.read_text(encoding="utf-8").splitlines()[one.span.line - 1]
        assert line[one.span.column - 1 : one.span.end_column - 1] == "pact/atack"
    alone = check(told)
    assert (alone.findings, alone.records) == ((), 1)
    assert alone.not_checked == (f"{told}: what it tells under pact, because no valid record with that id is at hand",)


def test_check_finds_agreements_in_jsonl_and_on_stdin(tmp_path: Path) -> None:
    """Records and events that stand in lines, or were read elsewhere, are judged together with the rest."""
    lines = tmp_path / "all.jsonl"
    told = events(request("pact/atack"))
    lines.write_text(json.dumps(told.plain()) + "\n\n" + json.dumps(PACT.plain()) + "\n", encoding="utf-8")
    report = check(lines)
    (one,) = report.findings
    assert (one.rule, one.file, one.span and one.span.line) == ("leads-nowhere", str(lines), 1)
    assert (report.records, report.files) == (2, (str(lines),))
    office = tmp_path / "terms.json"
    office.write_text(json.dumps(terms("party: allies").plain()), encoding="utf-8")
    assert [one.rule for one in check(office).findings] == ["unknown-office-party"]
    (tmp_path / "allied.json").write_text(json.dumps(ALLIED.plain()), encoding="utf-8")
    assert check(tmp_path / "allied.json", office).findings == ()
    assert check(office, read_already=[parse(json.dumps(ALLIED.plain()), "json")]).findings == ()
    (one,) = check(read_already=[parse(RECORD), parse(json.dumps(told.plain()), "json")]).findings
    assert one.rule == "leads-nowhere"


def test_a_file_with_faults_is_judged_by_no_rule() -> None:
    """Events that aren't valid have the findings of reading alone, and the report says so."""
    report = judge(parse(f"{HEAD}events:\n- {{id: a, kind: event, event: armed-atack}}\n"))
    assert [one.rule for one in report.findings] == ["unknown-word"]
    assert "its rules" in report.not_checked[0]
