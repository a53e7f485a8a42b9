"""What renderers return is safe to show, fits its width, and says everything without colour."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, example
from test_tabulation import RECORD

from agreements.checking import Report
from agreements.comparison import Change, Diff, Effect, diff
from agreements.diagnostics import Finding, Severity, Span
from agreements.model import Agreement
from agreements.model.vocabulary import Topic
from agreements.pointer import ROOT
from agreements.reading import load_all, parse
from agreements.renderers import DIFFS, FINDINGS, SHOWS
from agreements.renderers._safe import cells, markdown, safe, wrapped

LEAF = (ROOT / "note", None)


def agreement(text: str = RECORD) -> Agreement:
    found = parse(text)
    assert found.agreement is not None, found.findings
    return found.agreement


def changed() -> Diff:
    return diff(agreement(), agreement(RECORD.replace("PT24H", "PT48H").replace("modal: may", "modal: will")))


def claimed() -> Diff:
    """Two versions; a claim says something else of the deadline, another repeats the term."""
    claims = """
claims:
- {id: soft, about: emergency/responses/consult/deadline/within, says: Within *a* day., value: P1D,
   relation: contradicts, why: Hours are no days., cite: [{source: press}]}
- {id: ten, about: duration/length, says: Ten years., value: P10Y, relation: restates, cite: [{source: press}]}
- {id: money, about: aid/amount, says: A billion., relation: contradicts, cite: [{source: press}]}
"""
    text = RECORD + claims
    return diff(agreement(text), agreement(text.replace("PT24H", "PT48H").replace("A billion.", "Two billion.")))


def report(line: str, column: int, end: int, message: str = "wrong") -> Report:
    span = Span(1, column, 1, end)
    finding = Finding(ROOT / "id", message, "a-rule", Severity.WARNING, "do better", file="f.yaml", span=span)
    return Report((finding,), ("f.yaml",), 0, ("f.yaml: its rules",), {"f.yaml": line})


@given(st.text())
def test_safe_text_is_printable(text: str) -> None:
    """No control, bidirectional or invisible character is left in safe text, which can always be encoded."""
    shown = safe(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", shown)
    shown.encode("utf-8")


def test_markdown_is_escaped() -> None:
    """Marks of Markdown in a record are shown, not obeyed."""
    assert markdown("a *b* [c](d)\n<i>") == r"a \*b\* \[c\](d) \<i\>"


def test_cells_count_columns() -> None:
    """A wide character takes two columns, a combining one none."""
    assert [cells(text) for text in ("ab", "日", "e\u0301")] == [2, 2, 1]
    assert wrapped("", 80, "- ") == ["-"]


def test_a_finding_shows_its_line_and_a_caret() -> None:
    """The line stands below the finding, the caret below the fault, then hint, count and what was not checked."""
    assert FINDINGS["text"](report("id: Sample", 5, 11)).splitlines() == [
        "f.yaml:1:5: warning [a-rule] wrong",
        "    id: Sample",
        "        ^^^^^^",
        "    hint: do better",
        "",
        "1 warning in 1 file, 0 valid records",
        "not checked:",
        "  - f.yaml: its rules",
    ]


@given(st.text(st.characters(exclude_characters="\r\n"), min_size=1, max_size=300), st.integers(1, 310))
def test_a_long_line_is_cut_around_the_caret(line: str, column: int) -> None:
    """The excerpt never passes the width, and the caret stands below the character at fault."""
    _, *shown = FINDINGS["text"](report(line, column, column + 3), width=80).splitlines()
    if line.strip():
        assert all(cells(one) <= 80 for one in shown[:2])
        assert set(shown[1].strip()) == {"^"}


def test_a_line_of_millions_of_characters_is_cut() -> None:
    """The excerpt shows a few hundred characters, whatever stands before and after the caret."""
    for char in ("x", "\u0301", "\u202e", "日"):
        line = char * 2_000_000
        shown = FINDINGS["text"](report(line, 1_000_000, 1_900_000)).splitlines()
        assert len(shown[1]) < 700
        assert "^" in shown[2]


def test_control_characters_reach_no_terminal() -> None:
    """An escape sequence in a file, its name or a message is shown as its code."""
    text = FINDINGS["text"](report("id: \x1b[31m\u202e", 5, 6, "bad \x1b[2J"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\x1b[31m\u202e" in text


def test_colour_only_decorates() -> None:
    """With colour the text is the same, but for the colour."""
    for plain, coloured in (
        (FINDINGS["text"](report("id: x", 5, 6)), FINDINGS["text"](report("id: x", 5, 6), color=True)),
        (DIFFS["text"](changed()), DIFFS["text"](changed(), color=True)),
        (DIFFS["text"](claimed()), DIFFS["text"](claimed(), color=True)),
        (SHOWS["text"](agreement()), SHOWS["text"](agreement(), color=True)),
    ):
        assert coloured != plain
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_findings_as_json() -> None:
    """Findings for programs have their place, severity and counts."""
    data = json.loads(FINDINGS["json"](report("id: x", 5, 6)))
    assert data["format"] == "findings/1"
    assert data["findings"][0]["line"] == 1
    assert data["counts"] == {"error": 0, "warning": 1, "info": 0}


def test_a_finding_without_a_position_names_its_place() -> None:
    """Where no line is known, the place in the record is named; a clean report says so."""
    bare = Finding(ROOT / "id", "wrong", severity=Severity.INFO)
    assert FINDINGS["text"](Report((bare,), (), 0, (), {})).startswith("<record>:/id: info wrong\n")
    assert FINDINGS["text"](Report((), ("a", "b"), 2, (), {})) == "nothing found in 2 files, 2 valid records\n"


@pytest.mark.parametrize("explain", [False, True])
def test_a_diff_as_text(explain: bool) -> None:
    """The text is grouped by topic, marks every change, and keeps to 80 columns."""
    text = DIFFS["text"](changed(), explain=explain)
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "== response-to-aggression\n" in text
    assert "24 hours" in text
    assert re.search(r"^\d+ changes?: ", text, re.MULTILINE)
    assert ("rule: " in text) is explain


def test_the_marks_say_the_effect() -> None:
    """Each effect has its mark, and a side without a value or place is named."""
    sample = agreement()
    changes = tuple(Change("topic", "event added", "", "threat", effect, "a", new_place="II ¶4") for effect in Effect)
    made = Diff(sample, sample, True, {"GBR": "USA"}, changes, (LEAF, LEAF), ("the start",), changed().script)
    text = DIFFS["text"](made)
    assert [line[2:5] for line in text.splitlines() if line.endswith("event added: threat")] == [
        "[+]",
        "[-]",
        "[=]",
        "[?]",
    ]
    assert "\nnothing → II ¶4\n" in text
    assert "compared as peers: GBR as USA" in text
    assert "2 differences of citations, notes and summaries not shown\ncannot be told:\n  - the start" in text
    assert "## Cannot be told" in DIFFS["markdown"](made)


@pytest.mark.parametrize("explain", [False, True])
def test_a_diff_as_markdown_and_json(explain: bool) -> None:
    """Markdown has a heading a topic; JSON counts what it lists."""
    made = changed()
    assert "\n## response-to-aggression\n\n- **" in DIFFS["markdown"](made, explain=explain)
    data = json.loads(DIFFS["json"](made, explain=explain))
    assert (data["format"], data["old"]["id"], data["same"]) == ("diff/1", "sample", False)
    assert sum(data["counts"].values()) == len(data["changes"]) == len(made.changes)
    assert ("explanation" in data["changes"][0]) is explain


def test_claims_stand_beside_a_diff_unjudged() -> None:
    """A claim on what differs, or put otherwise by the two versions, is shown on its side in every format."""
    made = claimed()
    assert [(one.side, one.claim.id, one.differs) for one in made.claims] == [
        ("old", "soft", False),
        ("old", "money", True),
        ("new", "soft", False),
        ("new", "money", True),
    ]
    assert {change.topic for change in made} == {"response-to-aggression"}
    text = DIFFS["text"](made)
    assert "== claims by others (not judged)\nold: emergency/responses/consult/deadline/within (contradicts)\n" in text
    assert (
        "  the text says: 24 hours\n  the claim says: Within *a* day. [P1D]\n  who says so: A paper (press)\n" in text
    )
    assert "  the text says: 48 hours\n" in text
    assert "Ten years." not in text
    assert "  - the claim says: Within \\*a\\* day. \\[P1D\\]\n" in DIFFS["markdown"](made)
    first, *_ = json.loads(DIFFS["json"](made))["claims"]
    assert (first["side"], first["recorded"], first["says"], first["sources"]) == (
        "old", "24 hours", "Within *a* day.", ["press"],
    )  # fmt: skip
    assert "effect" not in first


def test_narrowing_a_diff_keeps_the_claims_beside_what_is_kept() -> None:
    """With a topic its claims stay; with an effect only those on the changes that are left."""
    made = claimed()
    assert {one.claim.id for one in made.only("response-to-aggression").claims} == {"soft"}
    assert {one.claim.id for one in made.only("training").claims} == {"money"}
    assert {one.claim.id for one in made.only("weakened").claims} == {"soft"}
    assert made.only("strengthened").claims == ()


def test_a_record_as_markdown_and_json() -> None:
    """Every format of `show` says the same; Markdown escapes it, JSON holds the claims as data too."""
    record = claimed().old
    data = json.loads(SHOWS["json"](record))
    shown = SHOWS["markdown"](record)
    flat = " ".join(SHOWS["text"](record, width=100_000).split())
    assert data["format"] == "show/1"
    for section in data["sections"]:
        assert f"\n## {section['heading']}\n" in shown
        for item in section["items"]:
            assert f"{'  ' * item['depth']}- {markdown(item['text'])}\n" in shown
            assert " ".join(item["text"].split()) in flat
    assert [claim["recorded"] for claim in data["claims"]] == [
        "24 hours",
        "10 years",
        "nearly USD 2,500,000,000 (2024), pledged, part of all",
    ]


def test_a_diff_as_json_patch() -> None:
    """The patch is the edit script's operations."""
    made = changed()
    assert json.loads(DIFFS["json-patch"](made)) == [dict(operation) for operation in made.script.operations]


def test_no_difference_is_said() -> None:
    """Equal records are said not to differ."""
    assert DIFFS["text"](diff(agreement(), agreement())).endswith("\nno difference\n")


def test_a_record_in_words() -> None:
    """A record's status, life cycle, triggers, counts, coverage and gaps are shown within 80 columns."""
    text = SHOWS["text"](agreement())
    flat = " ".join(text.split())
    assert all(len(line) <= 80 for line in text.splitlines())
    for said in (
        "body: binding, inferred",
        "lasts 10 years from signature",
        "upon armed attack against UKR [can be read in several ways]",
        "each party: will consult, where possible within 24 hours from a start the text doesn't name",
        "training: 2 (2 firm)",
        "complete: training",
        f"what the text says on the {len(Topic) - 2} topics not covered",
    ):
        assert said in flat


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("entry_into_force: {rule: upon-signature, by: [USA]}", "takes effect upon signature by USA"),
        ("entry_into_force: {rule: fixed-date, date: '2024-07-01'}", "takes effect on 2024-07-01"),
        ("entry_into_force: {rule: period-after, period: P30D, after: {rule: exchange}}", "30 days after exchange"),
        ("entry_into_force: {rule: first-day-of-month, month: 2, after: {rule: own-deposit}}", "month 2 after its own"),
        ("entry_into_force: {rule: notifications, number: 2, counts: receipt}", "notification number 2"),
        ("entry_into_force: {rule: exchange}", "upon exchange of instruments"),
        ("entry_into_force: {rule: any-of, of: [{rule: exchange}, {rule: own-deposit}]}", "with the first of: upon"),
        ("entry_into_force: {rule: later-of, of: [{rule: exchange}, {rule: deposits}]}", "on the later of: upon"),
        (
            "entry_into_force: {rule: staged, first: {rule: all-of, of: [{rule: deposits, number: 3}]}, "
            "later: {rule: own-deposit}}",
            "for the first states when all have come about: upon deposit by 3 states; for later ones for each state",
        ),
        (
            "entry_into_force: {rule: notifications, all_of: parties, counts: giving}",
            "upon notification by all parties (counted by giving)",
        ),
        (
            "entry_into_force: {rule: deposits, number: 1, among: [UKR, USA], named: [USA]}",
            "upon deposit by 1 state among UKR and USA including USA",
        ),
        (
            "entry_into_force: {rule: deposits, majority_of: other-signatories, named: [USA]}",
            "upon deposit by USA and a majority of other signatories",
        ),
        (
            "entry_into_force: {rule: provided, that: {rule: later-of, of: [{rule: exchange}, {rule: fixed-date, "
            "date: '2024-07-01'}]}, by: '2024-12-31', then: {rule: fixed-date, date: '2025-01-01'}, otherwise: "
            "{rule: period-after, period: P1M, after: {rule: any-of, of: [{rule: exchange}, {rule: own-deposit}]}}}",
            "on 2025-01-01, provided that by 2024-12-31 there is the last of: exchange of instruments; 2024-07-01; "
            "otherwise 1 month after the first of: exchange of instruments; its own deposit",
        ),
        (
            "entry_into_force: {rule: upon-event, when: [{event: other, described: Another treaty is in force.}]}",
            "takes effect upon",
        ),
        ("provisional_application: {runs_from: date, date: '2024-07-01'}", "applies provisionally from 2024-07-01"),
        ("provisional_application: {runs_from: signature}", "applies provisionally from signature"),
        ("renewal: {by: tacit, modal: shall, length: P5Y, decide_by: {before: P6M, of: end-of-term}}",
         "shall be extended by 5 years if nobody objects, decided 6 months before end of term"),
        ("termination: [{id: a, ends: agreement, notice: P6M, at_least: at-least, notice_is: should}]",
         "any party may end it with at least 6 months' notice (should, not required) from a start"),
        ("survival: [{id: a, what: Projects, test: begun, unless: sides-decide-otherwise}]",
         "goes on after the end: Projects (test: begun), unless sides decide otherwise"),
        ("suspension: {summary: By notice}", "can be suspended: By notice"),
        ("amendment: {by: agreement, modal: may, form: written}", "may be amended by agreement, in writing"),
        ("disputes: {means: [consultation, negotiation], modal: shall}", "settled by consultation or negotiation"),
        ("registration: {wanted: intended}", "registration with the United Nations: intended"),
        ("review: [{id: a, after: P1Y, modal: shall}]", "the whole is reviewed (shall), 1 year on from a start"),
        ("absent: {renewal: silent}", "renewal: the text is silent"),
        ("claims: [{id: a, about: aid/form, says: More, value: grant, relation: contradicts, why: So, "
         "cite: [{source: press}]}]",
         "aid/form: contradicts - the text says: nothing recorded - the claim says: More [grant] "
         "- who says so: A paper (press) - why: So"),
        ("claims: [{id: a, about: duration/length, says: Ten, relation: restates, cite: [{source: press}]}]",
         "duration/length: restates - the text says: 10 years - the claim says: Ten - who says so: A paper (press)"),
        ("claims: [{id: a, about: renewal, says: More, relation: adds, cite: [{source: nobody}]}]\n"
         "absent: {renewal: silent}",
         "renewal: adds - the text says: the text is silent - the claim says: More - who says so: nobody"),
        ("claims: [{id: a, about: aid/amount, says: More, relation: narrows, cite: [{source: press}]}]",
         "the text says: nearly USD 2,500,000,000 (2024)"),
        ("claims: [{id: a, about: nowhere, says: More, relation: adds, cite: [{source: press}]}]",
         "the text says: nothing: the place is not in the record"),
    ],
)  # fmt: skip
def test_the_life_cycle_in_sentences(field: str, said: str) -> None:
    """Each provision of the life cycle is shown as a sentence."""
    assert said in " ".join(SHOWS["text"](agreement(f"{RECORD}{field}\n")).split())


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        ("{rule: indefinite}", "lasts without an end"),
        ("{rule: until, until: [{event: becomes-member, by: [UKR], of: NATO}]}", "until becomes member by UKR of NATO"),
    ],
)
def test_the_duration_in_sentences(duration: str, said: str) -> None:
    """An agreement without an end, or until an event, is shown so."""
    text = RECORD.replace("{rule: term, length: P10Y, runs_from: signature}", duration)
    assert said in " ".join(SHOWS["text"](agreement(text)).split())


def test_gaps_are_said() -> None:
    """A record without parts, coverage or duration says what can't be told."""
    flat = " ".join(SHOWS["text"](agreement("\n".join(RECORD.splitlines()[:8]))).split())
    assert "the record declares no coverage" in flat
    assert "whether it binds in law" in flat
    assert "how long it lasts" in flat


def test_everything_is_told_in_full() -> None:
    """With `full` every clause of every shipped record stands in the account, with its kind and its place."""
    for path in EXAMPLES:
        (record,) = load_all(path)
        text = " ".join(SHOWS["json"](record, full=True).split())
        for clause in record.clauses:
            part = f", {clause.part}" if clause.part else ""
            assert f"{clause.id} ({clause.kind}{part})" in text
    whole = SHOWS["text"](example("nato/north-atlantic-treaty-1949"), full=True)
    assert all(len(line) <= 80 for line in whole.splitlines())
    assert "Clauses on collective defence" in whole
