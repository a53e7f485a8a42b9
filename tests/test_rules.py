"""The rules: each fires on its fault and on a mutated real record, stays silent on the sound one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from material import EXAMPLES, example

from agreements import Agreement, Finding, Pointer, Severity, UnknownNameError, check, load, validate
from agreements.rules import RULES, rule, rule_named
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
    assert set(FAULTS) == {one.name for one in RULES}
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
    (
        "unknown-reference",
        lambda d: d["clauses"].append(
            {
                "id": "l",
                "kind": "limitation",
                "topic": "peace",
                "at": "1",
                "applies_to": "clauses",
                "clauses": ["x"],
                "summary": "x",
            }
        ),
    ),
    (
        "unknown-reference",
        lambda d: d["clauses"].append(
            {
                "id": "p",
                "kind": "policy",
                "topic": "peace",
                "at": "1",
                "issuer": "USA",
                "addressees": ["UKR"],
                "act": "strike",
                "decision": "allowed",
                "exception_to": "x",
                "summary": "x",
            }
        ),
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
]


@pytest.mark.parametrize(("name", "fault"), MORE_FAULTS)
def test_further_faults(name: str, fault: Mutation) -> None:
    """The other shapes of a fault are found by the same rule."""
    data = plain(example("ukraine/usa-2024"))
    fault(data)
    assert name in {finding.rule for finding in validate(Agreement.model_validate(data))}


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
    from agreements import write

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
