"""The rules: each fires on its fault and on a mutated real record, stays silent on the sound one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from material import EXAMPLES, ROOT, example

from agreements import Agreement, Finding, Pointer, Severity, UnknownNameError, check, load, validate, write
from agreements.model import Record, Response
from agreements.rules import RULES, _walk, rule, rule_named
from agreements.rules._base import circles
from agreements.rules._walk import _shape
from agreements.schema import build_schema
from agreements.writing import plain

Plain = dict[str, Any]
Mutation = Callable[[Plain], object]


def of(data: Plain, id: str) -> Plain:
    """Return the clause of that id."""
    return next(clause for clause in data["clauses"] if clause["id"] == id)


def meet(data: Plain) -> Plain:
    """Return the meeting the US text promises."""
    found: Plain = of(data, "emergency-meeting")["responses"][0]
    return found


def clause(**more: Any) -> Plain:
    return {"id": "new", "kind": "commitment", "topic": "peace", "at": "I", "act": "meet", "modal": "shall", **more}


def add(**more: Any) -> Mutation:
    return lambda data: data["clauses"].append(clause(**more))


def money(id: str, value: str, **more: Any) -> Plain:
    amount = {"rule": "money", "value": value, "currency": "EUR", **more}
    return clause(id=id, act="fund", item="aid", amount=amount)


def policy(**more: Any) -> Plain:
    return {
        "id": "policy",
        "kind": "policy",
        "topic": "peace",
        "at": "V",
        "issuer": "USA",
        "addressees": ["UKR"],
        "act": "strike",
        "decision": "allowed",
        "summary": "x",
        **more,
    }


PAST = {"id": "past", "kind": "report", "topic": "peace", "at": "V", "act": "provide", "by": ["USA"], "summary": "x"}


def limit(**more: Any) -> Mutation:
    found = {"id": "limit", "kind": "limitation", "topic": "peace", "at": "V", "summary": "x", **more}
    return lambda data: data["clauses"].append(found)


def entry(rule: Plain) -> Mutation:
    return lambda data: data.update(entry_into_force={**rule, "at": "IX"})


def provisional(**more: str) -> Mutation:
    def change(data: Plain) -> object:
        data["absent"].pop("provisional_application", None)
        return data.update(provisional_application={"at": "IX", **more})

    return change


def sent(day: str, received: str) -> Mutation:
    one = {"act": "notification", "by": ["USA"], "date": day, "received": received, "at": "IX"}
    return lambda data: data["actions"].append(one)


def endless(data: Plain) -> object:
    data.update(duration={"rule": "indefinite", "at": "IX"})
    return data.pop("renewal")


def renewal(of: str) -> Plain:
    return {"by": "agreement", "modal": "may", "at": "IX", "decide_by": {"before": "P6M", "of": of}}


def from_signature(data: Plain) -> object:
    return data["duration"].update(runs_from="signature")


EUR = {"rule": "money", "value": "5", "currency": "EUR", "over": "2024"}
SIGNED = {"act": "signature", "by": ["USA", "UKR"], "at": "testimonium"}

FAULTS: dict[str, Mutation] = {
    "dates-out-of-order": lambda d: d["actions"].append(
        {"act": "ratification", "by": ["UKR"], "date": "2024-06-01", "at": "IX"}
    ),
    "in-force-before-signature": lambda d: d.update(
        entry_into_force={"rule": "fixed-date", "date": "2024-01-01", "at": "IX"}
    ),
    "currency-withdrawn": add(amount={**EUR, "currency": "DEM"}),
    "unknown-currency": add(amount={**EUR, "currency": "QQQ"}),
    "state-before-existence": lambda d: d["actions"].append({**SIGNED, "by": ["SSD"], "date": "1950-01-01"}),
    "state-after-end": lambda d: (
        d["actors"].append({"id": "SUN", "role": "partner"}),
        d["actions"].append({**SIGNED, "by": ["SUN"], "date": "2024-06-13"}),
    ),
    "notice-outlasts-term": lambda d: d["termination"][0].update(notice="P11Y"),
    "way-out-after-end": lambda d: d.update(
        termination=[
            {"id": "x", "ends": "agreement", "at": "XI", "not_before": {"after": "P20Y", "runs_from": "signature"}}
        ]
    ),
    "renewal-decision-after-end": lambda d: d.update(
        renewal={"by": "agreement", "modal": "may", "at": "IX", "decide_by": {"before": "P11Y", "of": "end-of-term"}}
    ),
    "deadline-beyond-term": lambda d: meet(d).update(deadline={"within": "P11Y", "runs_from": "signature"}),
    "deadline-before-signature": lambda d: meet(d).update(deadline={"by": "2023-06-13"}),
    "implausible-date": lambda d: d["actions"][0].update(date="1024-06-13"),
    "end-of-endless-agreement": lambda d: d.update(duration={"rule": "indefinite", "at": "IX"}),
    "block-without-effect": lambda d: meet(d).update(deadline={}),
    "undescribed-act": add(act="other"),
    "double-negative": add(act="refrain", modal="shall-not"),
    "bounds-reversed": add(recurrence={"rule": "between", "shortest": "P18M", "longest": "P12M"}),
    "exception-to-itself": lambda d: d["clauses"].append(policy(exception_to="policy")),
    "parts-exceed-whole": lambda d: d["clauses"].extend([money("whole", "5"), money("part", "50", part_of="whole")]),
    "amount-out-of-range": add(amount={"rule": "share-of-gdp", "percent": "250"}),
    "too-few-parties": lambda d: d.update(
        entry_into_force={"rule": "notifications", "number": 3, "counts": "receipt", "at": "IX"}
    ),
    "either-of-not-two": lambda d: of(d, "emergency-meeting")["on_request_of"].update(parties=["UKR"]),
    "party-named-twice": lambda d: meet(d).update(bearers=["UKR", "each-party"]),
    "owed-to-itself": lambda d: meet(d).update(bearers=["UKR"], beneficiaries=["UKR"]),
    "unknown-actor": lambda d: of(d, "emergency-meeting")["on_request_of"].update(parties=["UKR", "USSA"]),
    "not-a-web-address": lambda d: d["sources"][0].update(url="javascript:alert(1)"),
    "unknown-language": lambda d: d["languages"].update(authentic=["en", "ua"]),
    "recorded-twice": lambda d: d["actions"].append(dict(d["actions"][0])),
    "place-outside-part": lambda d: of(d, "emergency-meeting").update(at="annex II.A ¶5"),
    "untyped-in-complete-topic": lambda d: d["clauses"].append(
        {"id": "later", "kind": "other", "topic": "peace", "at": "V s9", "summary": "Not typed yet."}
    ),
    "trigger-without-response": lambda d: of(d, "emergency-meeting").pop("responses"),
    "impossible-event": lambda d: of(d, "emergency-meeting").update(when=[{"event": "becomes-member", "by": ["UKR"]}]),
    "prevailing-not-authentic": lambda d: d["languages"].update(prevailing="fr"),
    "unknown-party": lambda d: d["actors"].append({"id": "NOBODY-X", "role": "partner"}),
    "unknown-bearer": lambda d: meet(d).update(bearers=["UKX"]),
    "unknown-beneficiary": lambda d: meet(d).update(beneficiaries=["UKX"]),
    "unknown-source": lambda d: d["claims"][0].update(cite=[{"source": "nowhere"}]),
    "unknown-signatory": lambda d: d["actions"][0].update(by=["UKX"]),
    "unknown-reference": lambda d: of(d, "emergency-meeting").update(part="annexx"),
    "duplicate-id": lambda d: d["clauses"].append(copy.deepcopy(of(d, "emergency-meeting"))),
    "source-never-cited": lambda d: d["sources"].append({"id": "unused", "type": "press", "title": "Unused"}),
    "uncited-value": lambda d: d["duration"].pop("at"),
    "about-nothing": lambda d: d["claims"][0].update(about="emergency-meting"),
    "claim-contradicts-unmarked": lambda d: d["claims"][0].update(
        about="duration/length", value="P20Y", relation="restates"
    ),
    "amount-part-of-itself": add(amount={**EUR, "part_of": "new"}),
    "invisible-characters": lambda d: d.update(note="Read\u202eme"),
    "status-against-signals": lambda d: d["parts"][0].update(
        legal_status={"status": "binding", "basis": "inferred", "evidence": [{"signal": "will"}]}
    ),
    "status-without-evidence": lambda d: d["parts"][0].update(legal_status={"status": "binding", "basis": "inferred"}),
    "stated-without-place": lambda d: d["parts"][0].update(legal_status={"status": "binding", "basis": "stated"}),
    "modal-and-force-disagree": lambda d: meet(d).update(force="firm"),
    "force-overrules-modal": lambda d: (
        of(d, "emergency-meeting").pop("note", None),
        meet(d).update(force="permitted"),
    ),
    "topic-outside-coverage": lambda d: d["coverage"].pop("response-to-aggression"),
    "covered-topic-empty": lambda d: d["coverage"].update({"weapons-use": "partial"}),
}


def test_every_rule_has_its_case_and_its_manual() -> None:
    """No rule without a failing case, a manual page of several sentences, a kebab-case name of its own."""
    assert set(FAULTS) == {one.name for one in RULES if Agreement in one.judges}
    assert len({one.name for one in RULES}) == len(RULES) >= 20
    for one in RULES:
        assert "What to do" in one.manual, one.name
        assert one.title.endswith(".")


@pytest.mark.parametrize("name", FAULTS)
def test_a_rule_fires_on_a_mutated_real_record(name: str) -> None:
    """On the US record with one fault put in, the rule finds it; on the sound record it finds nothing."""
    sound = example("ukraine/usa-2024")
    assert [*rule_named(name)(sound)] == []
    data = plain(sound)
    FAULTS[name](data)
    found = [finding for finding in validate(Agreement.model_validate(data)) if finding.rule == name]
    assert found
    for finding in found:
        assert finding.severity is rule_named(name).severity


MORE_FAULTS: list[tuple[str, Mutation]] = [
    ("unknown-reference", add(amount={**EUR, "part_of": "nothing"})),
    ("unknown-reference", add(amount={"rule": "like", "to": "nothing"})),
    ("unknown-reference", limit(applies_to="clauses", clauses=["x"])),
    ("unknown-reference", limit(applies_to="clauses", clauses=["emergency-meeting/x"])),
    ("unknown-reference", limit(applies_to="part", parts=["x"])),
    ("unknown-reference", lambda d: d["clauses"].append(policy(exception_to="x"))),
    ("unknown-reference", lambda d: d["clauses"].append(policy(exception_to="emergency-meeting"))),
    ("unknown-reference", add(amount={**EUR, "part_of": "emergency-meeting"})),
    (
        "unknown-reference",
        lambda d: of(d, "emergency-meeting")["when"][0].update(scope="emergency-meeting"),
    ),
    ("unknown-reference", lambda d: of(d, "emergency-meeting")["when"][0].update(scope="x")),
    ("duplicate-id", lambda d: of(d, "emergency-meeting")["responses"].append(dict(meet(d)))),
    ("duplicate-id", lambda d: d["actors"].append({"id": "USA", "role": "partner"})),
    ("unknown-signatory", lambda d: d["actions"][0]["signers"][0].update(party="NATO")),
    ("uncited-value", lambda d: of(d, "emergency-meeting").pop("at")),
    ("about-nothing", lambda d: d["claims"][0].update(about="emergency-meeting/responses/nothing")),
    ("about-nothing", lambda d: d["claims"][0].update(about="title/more")),
    ("unknown-reference", lambda d: d["actions"][0].update(part="annexx")),
    ("about-nothing", lambda d: d["claims"][0].update(about="emergency-meeting/nothing")),
    ("topic-outside-coverage", lambda d: (d["coverage"].pop("weapons-use"), meet(d).update(topic="weapons-use"))),
    ("unknown-party", lambda d: d["actors"].append({"id": "each-party", "role": "partner", "name": "All"})),
    ("unknown-party", lambda d: d["actors"].append({"id": "LV", "role": "partner", "name": "Latvia"})),
    ("impossible-event", lambda d: of(d, "emergency-meeting")["when"][0].update(by=["UKR"])),
    ("dates-out-of-order", lambda d: d["actions"].append({"act": "denunciation", "by": ["UKR"], "date": "2020"})),
    ("implausible-date", lambda d: d["relations"][0].update(date="1021-08-31")),
    ("implausible-date", add(span="0204")),
    ("end-of-endless-agreement", lambda d: d["duration"].update(runs_from="end-of-term")),
    ("end-of-endless-agreement", lambda d: (endless(d), d.update(renewal=renewal("end-of-term")))),
    ("end-of-endless-agreement", lambda d: (endless(d), d["termination"][0].update(runs_from="end-of-term"))),
    ("end-of-endless-agreement", lambda d: (endless(d), meet(d)["deadline"].update(runs_from="end-of-term"))),
    ("end-of-endless-agreement", lambda d: (endless(d), d["review"][0].update(due_before="end-of-term"))),
    ("renewal-decision-after-end", lambda d: d.update(renewal=renewal("signature"))),
    ("deadline-beyond-term", lambda d: (from_signature(d), meet(d).update(deadline={"by": "2034-06-15"}))),
    ("deadline-beyond-term", lambda d: d["review"].append({"id": "r", "after": "P11Y", "modal": "will", "at": "IX"})),
    (
        "dates-out-of-order",
        lambda d: d["actions"].append({"act": "notification", "by": ["each-party"], "date": "2024-06-01", "at": "IX"}),
    ),
    ("dates-out-of-order", lambda d: d["actions"].append({"act": "registration", "by": ["USA"], "date": "2020"})),
    ("block-without-effect", lambda d: meet(d)["deadline"].pop("within")),
    ("block-without-effect", lambda d: d.update(duration={"rule": "until", "at": "IX"})),
    ("block-without-effect", lambda d: d.update(entry_into_force={"rule": "deposits", "with": "USA", "at": "IX"})),
    ("block-without-effect", entry({"rule": "notifications", "counts": "giving"})),
    ("block-without-effect", entry({"rule": "deposits", "all_of": "parties", "among": ["USA"]})),
    ("block-without-effect", entry({"rule": "deposits", "majority_of": "other-signatories"})),
    ("block-without-effect", provisional(runs_from="date")),
    ("block-without-effect", provisional(runs_from="signature", date="2024-01-01")),
    ("dates-out-of-order", sent("2024-07-02", "2024-07-01")),
    ("block-without-effect", lambda d: d["registration"].pop("within")),
    (
        "block-without-effect",
        lambda d: (d["review"][0].pop("recurrence"), d["review"][0].update(absent={}, runs_from="signature")),
    ),
    ("block-without-effect", lambda d: (d["termination"][0].pop("notice"), d["termination"][0].update(counted="back"))),
    ("block-without-effect", lambda d: d["languages"].pop("prevailing")),
    ("block-without-effect", limit(applies_to="topics")),
    ("block-without-effect", limit(applies_to="clauses")),
    ("block-without-effect", limit(applies_to="whole-text", topics=["peace"])),
    ("bounds-reversed", lambda d: d["review"][0].update(absent={}, not_before="P5Y", no_later_than="P2Y")),
    (
        "exception-to-itself",
        lambda d: d["clauses"].extend([policy(exception_to="b"), policy(id="b", exception_to="policy")]),
    ),
    ("amount-part-of-itself", add(amount={"rule": "like", "to": "new"})),
    (
        "parts-exceed-whole",
        lambda d: d["clauses"].extend([money("w", "5"), money("a", "3", part_of="w"), money("b", "3", part_of="w")]),
    ),
    ("amount-out-of-range", add(amount={**EUR, "value": "0"})),
    ("amount-out-of-range", add(amount={"rule": "share-of-gdp", "percent": "0"})),
    ("amount-out-of-range", add(quantity={"number": "0", "unit": "aircraft"})),
    ("too-few-parties", lambda d: d["parties"].pop()),
    ("too-few-parties", lambda d: d.update(entry_into_force={"rule": "deposits", "number": 3, "at": "IX"})),
    ("party-named-twice", lambda d: of(d, "emergency-meeting")["when"][0].update(against=["UKR", "each-party"])),
    ("party-named-twice", lambda d: meet(d).update(bearers=["UKR"], partners=["UKR"])),
    ("party-named-twice", lambda d: d["clauses"].append(PAST | {"partners": ["USA"]})),
    ("recorded-twice", lambda d: d["sources"].append({**d["sources"][-1], "id": "again"})),
    ("recorded-twice", lambda d: d["passed_over"].append({"at": "II ¶4", "why": "x"})),
    ("recorded-twice", lambda d: d["passed_over"].append(dict(d["passed_over"][0]))),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="ftp://example.org/treaty")),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="https:///treaty")),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="https://[treaty")),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="the ministry's archive")),
    ("unknown-language", lambda d: d["sources"][0].update(language="xx")),
    ("unknown-language", lambda d: d["languages"].update(signed_in=["eng"])),
    ("unknown-language", lambda d: d["languages"]["later"][0].update(language="ua")),
    ("place-outside-part", lambda d: meet(d).update(at="annex II.A ¶5")),
    ("place-outside-part", lambda d: of(d, "emergency-meeting").update(part="annex")),
    (
        "status-against-signals",
        lambda d: d["parts"][0].update(
            legal_status={"status": "binding", "basis": "stated", "at": "X", "evidence": [{"signal": "will"}]}
        ),
    ),
]


@pytest.mark.parametrize(("name", "fault"), MORE_FAULTS)
def test_further_faults(name: str, fault: Mutation) -> None:
    """The other shapes of a fault are found by the same rule."""
    data = plain(example("ukraine/usa-2024"))
    fault(data)
    assert name in {finding.rule for finding in validate(Agreement.model_validate(data))}


SOUND: list[tuple[str, Mutation]] = [
    ("deadline-before-signature", lambda d: meet(d).update(deadline={"by": "2024"})),  # a later day of 2024 is left
    ("implausible-date", add(span="1648-10-24")),
    ("end-of-endless-agreement", lambda d: (d.update(duration={"rule": "indefinite", "at": "IX"}), d.pop("renewal"))),
    (
        "end-of-endless-agreement",  # the annex has an end of its own
        lambda d: (
            endless(d),
            d["parts"][1].update(length="P5Y", absent={}),
            meet(d)["deadline"].update(runs_from="end-of-term"),
        ),
    ),
    ("deadline-beyond-term", lambda d: (from_signature(d), meet(d).update(deadline={"by": "2034-06-13"}))),
    ("deadline-beyond-term", lambda d: meet(d).update(deadline={"by": "2034-06-15"})),  # begins nobody knows when
    ("block-without-effect", lambda d: meet(d).update(deadline={"by": "2025"})),
    (
        "block-without-effect",  # the first of them runs from signature
        lambda d: d["review"][0].update(absent={}, runs_from="signature", recurrence={"rule": "every", "every": "P1Y"}),
    ),
    ("unknown-reference", limit(applies_to="clauses", clauses=["emergency-meeting/meet"])),
    ("block-without-effect", lambda d: meet(d).update(deadline={"within": "PT24H", "by": "2025"})),  # both can hold
    ("block-without-effect", lambda d: meet(d).update(deadline={"absent": {"within": "unknown", "by": "unknown"}})),
    ("block-without-effect", limit(applies_to="part", part="annex", at="annex")),
    ("undescribed-act", add(act="other", item="visits")),
    ("double-negative", add(act="refrain", modal="shall")),
    ("double-negative", add(act="use-force", modal="shall-not")),
    ("bounds-reversed", add(recurrence={"rule": "between", "shortest": "P30D", "longest": "P1M"})),  # can't be told
    ("exception-to-itself", lambda d: d["clauses"].extend([policy(), policy(id="b", exception_to="policy")])),
    (
        "parts-exceed-whole",
        lambda d: d["clauses"].extend([money("w", "5"), money("a", "2", part_of="w"), money("b", "3", part_of="w")]),
    ),
    (
        "parts-exceed-whole",  # the whole may be more
        lambda d: d["clauses"].extend([money("w", "5", qualifier="over"), money("a", "9", part_of="w")]),
    ),
    (
        "parts-exceed-whole",  # the part may be less
        lambda d: d["clauses"].extend([money("w", "5"), money("a", "9", part_of="w", qualifier="up-to")]),
    ),
    (
        "parts-exceed-whole",  # another currency isn't measured
        lambda d: d["clauses"].extend([money("w", "5"), money("a", "9", part_of="w", currency="USD")]),
    ),
    (
        "parts-exceed-whole",  # what was decided may be what was pledged
        lambda d: d["clauses"].extend(
            [
                money("w", "5"),
                money("a", "3", part_of="w", stage="pledged"),
                money("b", "3", part_of="w", stage="decided"),
            ]
        ),
    ),
    (
        "unknown-reference",  # a whole whose amount the text doesn't give
        lambda d: d["clauses"].extend(
            [{**money("w", "5"), "amount": None, "absent": {"amount": "silent"}}, money("a", "3", part_of="w")]
        ),
    ),
    ("amount-out-of-range", add(amount={"rule": "share-of-gdp", "percent": "100"})),
    ("too-few-parties", lambda d: (d["parties"].pop(), d.update(instrument="unilateral-policy"))),
    (
        "too-few-parties",
        lambda d: d.update(entry_into_force={"rule": "notifications", "number": 2, "counts": "receipt", "at": "IX"}),
    ),
    (
        "too-few-parties",  # a party of one's own making may be several
        lambda d: (
            d["parties"].append({"id": "the-allies", "role": "party", "name": "The allies"}),
            d.update(entry_into_force={"rule": "deposits", "number": 9, "at": "IX"}),
        ),
    ),
    (
        "too-few-parties",  # others may join, and their deposits count
        lambda d: (
            d.update(entry_into_force={"rule": "deposits", "number": 3, "at": "IX"}),
            d["absent"].pop("accession"),
            d.update(accession={"open_to": "Any state.", "at": "IX"}),
        ),
    ),
    ("block-without-effect", entry({"rule": "deposits", "all_of": "signatories"})),
    ("block-without-effect", entry({"rule": "deposits", "named": ["USA"], "majority_of": "other-signatories"})),
    ("block-without-effect", provisional(runs_from="date", date="2024-07-01")),
    ("dates-out-of-order", sent("2024-07-01", "2024-07-02")),
    ("either-of-not-two", lambda d: of(d, "emergency-meeting")["on_request_of"].update(parties=["each-party"])),
    ("party-named-twice", lambda d: meet(d).update(bearers=["NATO", "each-party"])),
    ("owed-to-itself", lambda d: meet(d).update(bearers=["UKR", "USA"], beneficiaries=["UKR", "USA"])),
    ("unknown-actor", lambda d: of(d, "emergency-meeting")["when"][0].update(by=["RUS"])),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="HTTP://example.org/a")),
    ("not-a-web-address", lambda d: d["sources"][0].update(url="example.org 2024/06/13")),
    ("unknown-language", lambda d: d["languages"].update(signed_in=["cnr", "sh", "uk"])),
    ("recorded-twice", lambda d: d["actions"].append({**d["actions"][0], "date": "2024-06-14"})),
    ("recorded-twice", lambda d: d["actions"].append({**d["actions"][0], "part": "annex"})),
    ("place-outside-part", lambda d: of(d, "emergency-meeting").update(at="II ¶4; annex II")),
    ("untyped-in-complete-topic", lambda d: d["coverage"].update({"peace": "partial"})),
    ("status-against-signals", lambda d: d["parts"][1]["legal_status"]["evidence"].append({"signal": "shall"})),
]


@pytest.mark.parametrize(("name", "change"), SOUND)
def test_what_comes_near_a_fault_is_none(name: str, change: Mutation) -> None:
    """A rule is silent on what is right, and on what can't be told."""
    data = plain(example("ukraine/usa-2024"))
    change(data)
    data["clauses"] = [{key: value for key, value in one.items() if value is not None} for one in data["clauses"]]
    assert [*rule_named(name)(Agreement.model_validate(data))] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_have_no_findings(path: Any) -> None:
    """Every shipped record passes every rule, without an `ignore`."""
    agreement = load(path)
    assert agreement.ignore == ()
    assert validate(agreement) == ()


def test_ignore_needs_its_rule_to_fire() -> None:
    """An ignored finding is left out, in its clause only; an entry that leaves nothing out is a finding."""
    data = plain(example("ukraine/usa-2024"))
    meet(data).update(force="firm")
    data["ignore"] = [{"rule": "modal-and-force-disagree", "at": "emergency-meeting", "why": "on purpose"}]
    assert validate(Agreement.model_validate(data)) == ()
    data["ignore"][0]["at"] = "bridge-to-nato"
    assert {one.rule for one in validate(Agreement.model_validate(data))} == {
        "modal-and-force-disagree",
        "unused-ignore",
    }
    data["ignore"] = [{"rule": "modal-and-force-disagreee", "why": "misspelt"}]
    found = {one.rule: one for one in validate(Agreement.model_validate(data))}
    assert "modal-and-force-disagree" in found["unused-ignore"].hint
    data["ignore"] = [{"rule": "modal-and-force-disagree", "why": "everywhere"}]
    assert validate(Agreement.model_validate(data)) == ()


def faulty() -> Plain:
    """The US record with a fault in its way out, in a response and in an actor."""
    data = plain(example("ukraine/usa-2024"))
    data["termination"][0]["notice"] = "P11Y"
    meet(data).update(force="firm")
    data["actors"].append({"id": "each-party", "role": "partner", "name": "All"})
    return data


def ignoring(data: Plain, rule_name: str, at: str) -> tuple[Finding, ...]:
    return validate(Agreement.model_validate({**data, "ignore": [{"rule": rule_name, "at": at, "why": "on purpose"}]}))


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("notice-outlasts-term", "termination"),
        ("notice-outlasts-term", "termination/notified-termination"),
        ("notice-outlasts-term", "termination/notified-termination/notice"),
        ("modal-and-force-disagree", "emergency-meeting/responses/meet"),
        ("modal-and-force-disagree", "clauses/emergency-meeting/responses"),
        ("modal-and-force-disagree", "clauses"),
        ("unknown-party", "actors/each-party"),
    ],
)
def test_a_rule_is_ignored_anywhere(name: str, at: str) -> None:
    """A path of ids and field names leaves out what the rule finds there and in all that stands there."""
    data = faulty()
    before = {one.rule for one in validate(Agreement.model_validate(data))}
    assert name in before
    assert {one.rule for one in ignoring(data, name, at)} == before - {name}


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("notice-outlasts-term", "termination/notified-termination/form"),
        ("notice-outlasts-term", "renewal"),
        ("modal-and-force-disagree", "emergency-meeting/responses/consult"),
        ("modal-and-force-disagree", "emergency-meeting/when"),
        ("unknown-party", "actors/RUS"),
    ],
)
def test_a_rule_is_ignored_there_only(name: str, at: str) -> None:
    """A path to another place leaves nothing out, and the entry is told to be of no use there."""
    found = ignoring(faulty(), name, at)
    assert name in {one.rule for one in found}
    (unused,) = (one for one in found if one.rule == "unused-ignore")
    assert unused.message == f"{name!r} is ignored but finds nothing in {at!r}"


@pytest.mark.parametrize(
    ("at", "hint"),
    [
        ("emergency-meting", "did you mean 'emergency-meeting'?"),
        ("terminaton/notified-termination", "did you mean 'termination'?"),
        ("termination/notified-terminations", "did you mean 'notified-termination'?"),
        ("termination/way-out", "in 'termination' there is: notified-termination"),
        (
            "emergency-meeting/responses/flee",
            "in 'emergency-meeting/responses' there is: meet, adopt-further-responses, ",
        ),
        ("emergency-meeting/nothing", "in 'emergency-meeting' there is: id, topic, at, "),
        ("title/more", "'title' has nothing in it that has a name"),
        ("suspension/summary", "'suspension' has nothing in it that has a name"),
        ("nowhere", "begin with the id of a clause, or with one of: format, id, title, "),
    ],
)
def test_a_path_that_leads_nowhere_is_led_on(at: str, hint: str) -> None:
    """A path that leads nowhere, in `ignore` or in a claim, is told with what is there where it goes wrong."""
    data = plain(example("ukraine/usa-2024"))
    (unused,) = ignoring(data, "notice-outlasts-term", at)
    assert (unused.rule, str(unused.pointer)) == ("unused-ignore", "/ignore/0/at")
    assert unused.message == f"{at!r} leads nowhere"
    assert unused.hint.startswith(hint)
    data["claims"][0]["about"] = at
    (nothing,) = (one for one in validate(Agreement.model_validate(data)) if one.rule == "about-nothing")
    assert nothing.message == unused.message
    assert nothing.hint.startswith(hint)


def test_a_topic_of_the_coverage_is_a_place() -> None:
    """A topic is named below `coverage`, and a misspelt one is led on."""
    data = plain(example("ukraine/usa-2024"))
    data["coverage"]["weapons-use"] = "partial"
    name = "covered-topic-empty"
    assert name in {one.rule for one in validate(Agreement.model_validate(data))}
    assert ignoring(data, name, "coverage/weapons-use") == ()
    (unused,) = (one for one in ignoring(data, name, "coverage/weapon-use") if one.rule == "unused-ignore")
    assert (unused.message, unused.hint) == ("'coverage/weapon-use' leads nowhere", "did you mean 'weapons-use'?")


def test_what_was_not_looked_for_is_not_unused() -> None:
    """An entry is left alone where its rule wasn't run or failed, wherever it points."""
    data = plain(example("ukraine/usa-2024"))
    data["ignore"] = [{"rule": "always-crashes", "why": "ours"}, {"rule": "notice-outlasts-term", "why": "on purpose"}]
    assert [one.rule for one in validate(Agreement.model_validate(data), [always_crashes])] == ["rule-crashed"]


def test_two_acts_of_one_name_are_ignored_together() -> None:
    """A path can't tell two signatures apart, and leaves out what is found in either."""
    data = plain(example("ukraine/usa-2024"))
    data["actions"] += [{"act": "denunciation", "by": [party], "date": "2020"} for party in ("UKR", "USA")]
    name = "dates-out-of-order"
    assert [one.rule for one in validate(Agreement.model_validate(data))].count(name) == 2
    assert name not in {one.rule for one in ignoring(data, name, "actions/denunciation")}


@rule("always-crashes", severity=Severity.INFO)
def always_crashes(agreement: Agreement) -> Iterator[Finding]:
    """Crash.

    What to do: nothing.
    """
    yield Finding(Pointer(), "before")
    raise RuntimeError("boom")


def test_a_crash_hides_nothing() -> None:
    """A rule that crashes becomes a finding, and what it found before stays."""
    found = validate(example("ukraine/usa-2024"), [always_crashes])
    assert [one.rule for one in found] == ["always-crashes", "rule-crashed"] or {one.rule for one in found} == {
        "always-crashes",
        "rule-crashed",
    }
    assert any("boom" in one.message for one in found)


def test_rules_are_looked_up_by_name() -> None:
    """A wrong name says what is near."""
    assert rule_named("duplicate-id").name == "duplicate-id"
    with pytest.raises(UnknownNameError, match="duplicate-id"):
        rule_named("duplicate-ids")


def test_check_reports_files_records_and_what_was_not_checked(tmp_path: Any) -> None:
    """`check` reads and judges files, folders and lines, and says what it could not look at."""
    usa = example("ukraine/usa-2024")
    (tmp_path / "a.yaml").write_text(write(usa), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("format: agreement/1\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(__import__("json").dumps(plain(usa)) + "\n{\n", encoding="utf-8")
    bare = {key: value for key, value in plain(usa).items() if key != "coverage"}
    (tmp_path / "d.json").write_text(__import__("json").dumps(bare), encoding="utf-8")
    report = check(tmp_path, tmp_path / "none.yaml")
    assert report.records == 3
    assert len(report.files) == 5
    assert {one.rule for one in report.findings} >= {"missing-field", "unreadable"}
    assert any("no valid record yet" in one for one in report.not_checked)
    assert any("declares no coverage" in one for one in report.not_checked)
    (tmp_path / "empty").mkdir()
    assert check(tmp_path / "empty").findings[0].rule == "no-record"


X = ["ESTT"]
NEXT = len(example("ukraine/usa-2024").clauses)
ACTORS: list[tuple[str, str, Mutation]] = [
    (
        "unknown-actor",
        "/clauses/21/on_request_of/parties/0",
        lambda d: meet_clause(d)["on_request_of"].update(parties=X),
    ),
    ("unknown-actor", "/clauses/21/when/0/by/0", lambda d: meet_clause(d)["when"][0].update(by=X)),
    ("unknown-actor", "/clauses/21/when/0/against/0", lambda d: meet_clause(d)["when"][0].update(against=X)),
    ("unknown-actor", "/clauses/21/when/0/of", lambda d: meet_clause(d)["when"][0].update(of=X[0])),
    ("unknown-actor", "/clauses/21/when/0/judged_by/0", lambda d: meet_clause(d)["when"][0].update(judged_by=X)),
    (
        "unknown-actor",
        "/clauses/21/when/0/unless/0/by/0",
        lambda d: meet_clause(d)["when"][0].update(unless=[{"event": "measures-taken", "by": X}]),
    ),
    ("unknown-actor", "/clauses/21/responses/0/partners/0", lambda d: meet(d).update(partners=X)),
    ("unknown-bearer", "/clauses/21/responses/0/bearers/0", lambda d: meet(d).update(bearers=[*X, "UKR"])),
    (
        "unknown-beneficiary",
        "/clauses/21/responses/0/beneficiaries/1",
        lambda d: meet(d).update(beneficiaries=["A", *X]),
    ),
    ("unknown-actor", "/termination/0/by/0", lambda d: d["termination"][0].update(by=X)),
    ("unknown-actor", "/termination/0/to", lambda d: d["termination"][0].update(to=X[0])),
    ("unknown-actor", "/clauses/0/speakers/0", lambda d: d["clauses"][0].update(speakers=X)),
    ("unknown-actor", f"/clauses/{NEXT}/issuer", lambda d: d["clauses"].append(policy(issuer=X[0]))),
    ("unknown-actor", f"/clauses/{NEXT}/addressees/0", lambda d: d["clauses"].append(policy(addressees=X))),
    ("unknown-actor", f"/clauses/{NEXT}/inside/0", lambda d: d["clauses"].append(policy(inside=X))),
    ("unknown-actor", f"/clauses/{NEXT}/body", lambda d: d["clauses"].append(institution(body=X[0]))),
    ("unknown-actor", f"/clauses/{NEXT}/members/0", lambda d: d["clauses"].append(institution(members=X))),
    ("unknown-bearer", f"/clauses/{NEXT}/bearers/0", lambda d: limit(applies_to="part", bearers=X)(d)),
    ("unknown-actor", f"/clauses/{NEXT}/by/0", lambda d: d["clauses"].append(report(by=X))),
    ("unknown-beneficiary", f"/clauses/{NEXT}/beneficiaries/0", lambda d: d["clauses"].append(report(beneficiaries=X))),
    ("unknown-actor", "/actors/10/of", lambda d: d["actors"][10].update(of=X[0])),
    ("unknown-actor", "/entry_into_force/by/0", lambda d: d["entry_into_force"].update(by=X)),
    (
        "unknown-actor",
        "/entry_into_force/named/0",
        lambda d: d.update(entry_into_force={"rule": "deposits", "named": X, "at": "IX"}),
    ),
    (
        "unknown-actor",
        "/entry_into_force/with",
        lambda d: d.update(entry_into_force={"rule": "deposits", "number": 2, "with": X[0], "at": "IX"}),
    ),
    ("unknown-actor", "/languages/later/0/upon/0/by/0", lambda d: d["languages"]["later"][0]["upon"][0].update(by=X)),
    ("unknown-signatory", "/actions/0/by/0", lambda d: d["actions"][0].update(by=X)),
]


def meet_clause(data: Plain) -> Plain:
    return of(data, "emergency-meeting")


def institution(**more: Any) -> Plain:
    return {
        "id": "board",
        "kind": "institution",
        "topic": "peace",
        "at": "V",
        "body": "NATO",
        "established": "new",
        "summary": "x",
        **more,
    }


def report(**more: Any) -> Plain:
    found = {"id": "past", "kind": "report", "topic": "peace", "at": "V", "act": "fund", "by": ["USA"], "summary": "x"}
    return {**found, **more}


@pytest.mark.parametrize(("name", "pointer", "fault"), ACTORS, ids=[pointer for _, pointer, _ in ACTORS])
def test_a_misspelt_actor_is_found_wherever_it_stands(name: str, pointer: str, fault: Mutation) -> None:
    """A party that isn't declared is found in every field that names one, at the very item."""
    data = plain(example("ukraine/usa-2024"))
    fault(data)
    found = {
        (one.rule, str(one.pointer)) for one in validate(Agreement.model_validate(data)) if "'ESTT'" in one.message
    }
    assert (name, pointer) in found


def test_every_field_that_names_an_actor_is_looked_at() -> None:
    """The fields the walk looks at are those with the pattern of an actor's id in the published schema."""
    described = {
        (name, field)
        for name, one in build_schema()["$defs"].items()
        for field, said in one.get("properties", {}).items()
        if any(part.get("pattern") == "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$" for part in _parts(said))
    }
    kinds = {kind.__name__: kind for kind in _kinds(Record)}
    walked = {(name, shown) for name, kind in kinds.items() for _, shown in _shape(kind).actors}
    assert described <= walked
    assert {one for one in walked if one[0] in build_schema()["$defs"]} == described
    assert len(described) > 25


def _parts(schema: Plain) -> Iterator[Plain]:
    yield schema
    for one in (schema.get("items"), *schema.get("anyOf", ())):
        if one:
            yield from _parts(one)


def _kinds(kind: type[Record]) -> Iterator[type[Record]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def hints(fault: Mutation, rule: str) -> list[str]:
    data = plain(example("ukraine/usa-2024"))
    fault(data)
    return [one.hint for one in validate(Agreement.model_validate(data)) if one.rule == rule]


def test_hints_name_the_code_that_is_meant() -> None:
    """A code of another list leads to the alpha-3 code, and a known code that isn't declared to its declaration."""
    assert hints(lambda d: d["parties"].append({"id": "LV", "role": "party"}), "unknown-party") == ["alpha-3: LVA"]
    assert hints(lambda d: d["parties"].append({"id": "UK", "role": "party"}), "unknown-party") == ["alpha-3: GBR"]
    assert hints(lambda d: d["parties"].append({"id": "lva", "role": "party"}), "unknown-party") == ["write 'LVA'"]
    assert hints(lambda d: meet(d).update(bearers=["UA"]), "unknown-bearer") == ["alpha-3: UKR"]
    assert hints(lambda d: meet(d).update(bearers=["UKX"]), "unknown-bearer") == ["did you mean 'UKR'?"]
    assert hints(lambda d: meet(d).update(bearers=["EST"]), "unknown-bearer") == [
        "declare 'EST' in 'parties' or 'actors'"
    ]


def test_no_hint_leads_from_the_right_code_to_the_wrong_one() -> None:
    """Where the declared id is the misspelt one, its right uses aren't to be changed: the declaration is."""

    def fault(data: Plain) -> None:
        data["parties"].append({"id": "ESTT", "role": "supporter"})
        meet(data).update(bearers=["EST", "UKR"])

    assert hints(fault, "unknown-party") == ["did you mean 'EST'?"]
    assert hints(fault, "unknown-bearer") == ["declare 'EST' in 'parties' or 'actors'"]


def test_a_finding_stands_where_the_text_has_it(tmp_path: Path) -> None:
    """A record keeps its sets sorted; a finding about an item is put where the file has that item."""
    text = (ROOT / "examples" / "ukraine" / "usa-2024.yaml").read_text(encoding="utf-8")
    file = tmp_path / "a.yaml"
    line = next(line for line in text.splitlines() if "bearers: [USA]" in line)
    file.write_text(text.replace(line, line.replace("[USA]", "[USA, ATLANTIS]"), 1), encoding="utf-8")
    (found,) = check(file).findings
    assert found.rule == "unknown-bearer"
    assert found.pointer.steps[-1] == 1
    assert found.span is not None
    written = file.read_text(encoding="utf-8").splitlines()[found.span.line - 1]
    assert written[found.span.column - 1 : found.span.end_column - 1] == "ATLANTIS"


def test_a_wrong_rule_name_leads_to_nothing_far_fetched() -> None:
    """Names that only share some letters aren't suggested; a word of a name is enough."""
    with pytest.raises(UnknownNameError) as caught:
        rule_named("payments")
    assert caught.value.near == ()
    with pytest.raises(UnknownNameError) as caught:
        rule_named("signatory")
    assert caught.value.near == ("unknown-signatory",)


def test_circles_are_told_from_what_leads_into_them() -> None:
    """Only what stands on a circle is part of itself; what is part of such a thing is only wrong there."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"e"}}) == {"b", "c"}
    assert circles({"a": {"a", "b"}}) == {"a"}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"e"}}) == frozenset()


def test_one_walk_serves_all_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """All rules together walk a record once, whatever their number."""
    walks = []

    def counted(record: Record, *rest: Any) -> None:
        walks.append(isinstance(record, Agreement))
        collect(record, *rest)

    collect = _walk._collect
    monkeypatch.setattr(_walk, "_collect", counted)
    validate(example("ukraine/usa-2024"))
    assert walks.count(True) == 1
    *_, last = validate(example("ukraine/gbr-2024"), [always_crashes])
    assert last.rule in ("always-crashes", "rule-crashed")


def test_hedges_are_the_same_as_the_limitations_say() -> None:
    """What is kept for speed gives the hedges that the limitations over a clause give one by one."""
    for path in EXAMPLES:
        agreement = load(path)
        for found in agreement.commitments():
            commitment = found.commitment
            over = [
                hedge
                for one in agreement.limitations_on(
                    found.clause, commitment.topic, commitment if isinstance(commitment, Response) else None
                )
                if not one.bearers or not commitment.bearers or {*one.bearers} & {*commitment.bearers}
                for hedge in one.subject_to
            ]
            assert found.hedges == tuple(sorted({*commitment.subject_to, *over}))
