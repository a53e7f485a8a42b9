"""Messages: wrong input is answered with the value, its place and a way out that doesn't mislead."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES
from pydantic import BaseModel, ValidationError
from pydantic_core import core_schema

import agreements
import agreements as ag
from agreements._quoting import quoted
from agreements._spelling import near
from agreements.errors import InvalidRecordError
from agreements.faults import FAULTS, FaultName
from agreements.model import DOCUMENTS, Agreement, Chronology
from agreements.model._faults import SAYERS, complaints
from agreements.model._numbers import Bare
from agreements.model._shapes import NOTATIONS, sample, tagged, words
from agreements.model._synonyms import SYNONYMS
from agreements.reading import parse
from agreements.rules import RULES

PACKAGE = Path(agreements.__file__).parent
"""The package that is tested: the source, or an installed wheel."""

HEAD = """\
format: agreement/1
id: est-lva
title: A title
instrument: agreement
text: official
sources: [{id: official, type: official-text, title: The text}]
parties: [{id: EST, role: party}, {id: LVA, role: party}]
"""
CLAUSE = """\
clauses:
- id: meet
  kind: commitment
  topic: cyber
  act: meet
  bearers: [EST]
  modal: shall
"""
RECORD = HEAD + CLAUSE


def findings(text: str, format: Any = "yaml") -> tuple[ag.Finding, ...]:
    return parse(text, format).findings


def marked(text: str, finding: ag.Finding) -> str:
    """Return what a finding of one line points at."""
    assert finding.span is not None
    return text.splitlines()[finding.span.line - 1][finding.span.column - 1 : finding.span.end_column - 1]


# (what to append or replace; name; what is marked; what the message holds; what the hint holds)
WRONG: list[tuple[str | tuple[str, str], FaultName, str, str, str]] = [
    # a word that is no misspelling of any: never its sound-alike
    (("kind: commitment", "kind: obligation"), "unknown-word", "obligation", "'obligation' is no word for 'kind'",
     "look at 'commitment' (An undertaking that stands by itself)"),
    ("- {id: b, kind: trigger, topic: cyber, when: [{event: cyber-attack}]}", "unknown-word", "cyber-attack",
     "'cyber-attack' is no word for 'event'", "`agreements schema` lists all 23 words with their meanings"),
    ("entry_into_force: {rule: ratification}", "unknown-word", "ratification", "no word for 'rule'",
     "'deposits' (Upon the deposit"),
    ("signed: 2024-06-13", "unknown-field", "signed", "'signed' is no field here", "'actions' (Dated acts"),
    (("id: EST, role: party", "id: EST, role: member"), "unknown-word", "member", "no word for 'role'",
     "'member-state' (Belongs to an organisation"),
    (("modal: shall", "modal: pledges"), "unknown-word", "pledges", "no word for 'modal'", "'commits-to'"),
    (("modal: shall", "modal: must not"), "unknown-word", "must not", "no word for 'modal'", "'shall-not'"),
    (("modal: shall", "modal: permitted"), "unknown-word", "permitted", "no word for 'modal'", "'may' (Permitted)"),
    # a misspelling
    (("modal: shall", "modal: Shal"), "unknown-word", "Shal", "'Shal' is no word", "did you mean 'shall'?"),
    (("act: meet", "act: share_information"), "unknown-word", "share_information", "no word",
     "did you mean 'share-information'?"),
    # keys
    ("coverage: {cybr: complete}", "unknown-word", "cybr", "'cybr' is no key of 'coverage'", "did you mean 'cyber'?"),
    ("coverage: {weather: complete}", "unknown-word", "weather", "'weather' is no key of 'coverage'", "under 'Topic'"),
    ("coverage: {cyber: full}", "unknown-word", "full", "'full' is no word for 'cyber'", "'complete' (Everything"),
    # a value in place of fields, or of a list
    ("coverage: [cyber]", "not-a-mapping", "[cyber]", "'coverage' has fields of its own", "complete, partial"),
    ("parts: [{id: body, legal_status: binding}]", "not-a-mapping", "binding", "'legal_status'",
     "{status: binding, basis: stated|inferred}"),
    ("duration: 5 years", "not-a-mapping", "5 years", "'5 years' has none",
     "{rule: term, length: P5Y, runs_from: ...}; 'rule' is one of: term, until, indefinite"),
    ("duration: indefinite", "not-a-mapping", "indefinite", "'indefinite' has none", "{rule: indefinite}"),
    ("entry_into_force: soon", "not-a-mapping", "soon", "'soon' has none", "{rule: ..., ...}; 'rule' is one of: upon"),
    ("  deadline: 48 hours", "not-a-mapping", "48 hours", "'48 hours' has none",
     "{within: PT48H}; its fields: within, runs_from, by, softened_by"),
    ("  amount: 2000000 EUR", "not-a-mapping", "2000000 EUR", "'2000000 EUR' has none",
     '{rule: money, value: "2000000", currency: EUR}'),
    ("  amount: lots", "not-a-mapping", "lots", "'lots' has none", '{rule: money, value: "1000000", currency: EUR}'),
    (("parties: [{id: EST, role: party}", "parties: [EST"), "not-a-mapping", "EST", "item 1 of 'parties'",
     "{id: EST, role: ...}; it may have: name, cite"),
    (("[EST]", "EST"), "not-a-list", "EST", "'bearers' is a list; 'EST' is none", "write [EST]"),
    (("[EST]", '"EST, LVA"'), "not-a-list", '"EST, LVA"', "'EST, LVA' is none", "write [EST, LVA]"),
    (("[EST]", "{USA: x}"), "not-a-list", "{USA: x}", "a mapping is none", "put it into a list"),
    ("clauses: meet", "not-a-list", "meet", "'meet' is none", "such as [{kind: ..., ...}]"),
    ("relations: NATO", "not-a-list", "NATO", "'relations' is a list", "[{kind: ..., to: ...}]"),
    ("relations: {kind: amends, to: x}", "not-a-list", "{kind: amends, to: x}", "a mapping is none", "begin it with"),
    (("title: A title", "title: [A]"), "not-text", "[A]", "'title' is a text; a list is none", "quote it"),
    # notations
    (("[EST]", "[EST and LVA]"), "malformed", "EST and LVA", "'EST and LVA' is no code or id", "an item of its own"),
    (("title: The text}", "title: The text, language: english}"), "malformed", "english", "'english' is no language",
     "'en' for English"),
    (("text: official\n", "text: The Text\n"), "malformed", "The Text", "'The Text' is no id", "lower-case"),
    ("  amount: {rule: money, value: '5', currency: euro}", "malformed", "euro", "no currency code", "ISO 4217"),
    ("  amount: {rule: money, value: 2 million, currency: EUR}", "malformed", "2 million", "'2 million' is no decimal",
     "'2500000000'"),
    ("  at: article two", "malformed", "article two", "'article two' is no place", "'II ¶4'"),
    ('  deadline: {within: "2020-05-04"}', "malformed", '"2020-05-04"', "'2020-05-04' is no period: it is a date",
     "a date goes into 'by'"),
    ("  deadline: {by: P6M}", "malformed", "P6M", "'P6M' is no date: it is a length of time", "goes into 'within'"),
    ("  deadline: {within: 48 hours}", "malformed", "48 hours", "'48 hours' is no period", "did you mean 'PT48H'?"),
    # numbers and lengths
    ("entry_into_force: {rule: notifications, number: -1, counts: giving}", "out-of-range", "-1",
     "'-1' is out of range for 'number'", "from 1 to 200"),
    ("entry_into_force: {rule: notifications, number: 201, counts: giving}", "out-of-range", "201", "'201'", "to 200"),
    ("entry_into_force: {rule: notifications, number: two, counts: giving}", "not-a-number", "two",
     "'two' is no whole number for 'number'", "from 1 to 200"),
    ("entry_into_force: {rule: notifications, number: '2', counts: giving}", "not-a-number", "'2'",
     "the text '2' is no whole number for 'number'", "write it without quotes"),
    ("entry_into_force: {rule: notifications, number: true, counts: giving}", "not-a-number", "true",
     "'true' is no whole number for 'number'", "from 1 to 200"),
    ("entry_into_force: {rule: notifications, number: [2], counts: giving}", "not-a-number", "[2]",
     "a list is no whole number for 'number'", "from 1 to 200"),
    (("title: A title", 'title: ""'), "empty-text", '""', "'title' is empty", "the title as printed"),
    ("note: ''", "empty-text", "''", "'note' is empty", "leave it out"),
    (("title: A title", f"title: {'x' * 301}"), "too-long", "x" * 301, "has 301 characters", "at most 300"),
    ("clauses: []", "empty-list", "[]", "'clauses' is empty", "leave it out"),
    (("parties: [{id: EST, role: party}, {id: LVA, role: party}]", "parties: []"), "empty-list", "[]",
     "'parties' is empty", "at least one item, such as [{id: USA, role: ...}]"),
    (("[EST]", "[EST, LVA, EST]"), "listed-twice", "EST", "'EST' is listed twice in 'bearers'", "keep one"),
    # what is missing
    ("duration: {length: P5Y}", "missing-field", "{length: P5Y}", "'rule' is missing in /duration",
     "add 'rule', one of: term, until, indefinite"),
    ("entry_into_force: {note: x}", "missing-field", "{note: x}", "'rule' is missing", "add 'rule', one of: upon"),
    (("id: EST, role: party", "id: EST"), "missing-field", "{id: EST}", "'role' is missing in /parties/0",
     "add 'role', one of: supporter"),
    (("{id: official, type: official-text, title: The text}", "{id: official, type: official-text}"), "missing-field",
     "{id: official, type: official-text}", "'title' is missing", "add 'title': its title"),
    ("duration: {rule: term, length: P5Y}", "missing-field", "{rule: term, length: P5Y}", "'runs_from' is missing",
     "add 'runs_from', one of: unstated"),
    # absence
    ("  form: grant\n  absent: {form: silent}", "absent-and-filled", "form", "'form' is filled and named", "empty"),
    ("  absent: {fom: silent}", "absent-no-field", "fom", "'fom' is named in 'absent'", "did you mean 'form'?"),
    ("  absent: {act: silent}", "absent-no-field", "act", "'act' is named in 'absent'", "it must be filled"),
    # what follows from the modal word
    (("modal: shall", "modal: unstated"), "force-missing", "unstated", "'unstated' has no force", "add 'force', one"),
    (("modal: shall", "modal: other\n  force: firm"), "word-missing", "other", "'other'", "add 'word'"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "name", "mark", "message", "hint"), WRONG)
def test_wrong_values_are_named_with_the_way_out(
    change: str | tuple[str, str], name: FaultName, mark: str, message: str, hint: str
) -> None:
    """Each slip gives one finding, at the value or key at fault, which names it and says what to write."""
    if isinstance(change, tuple):
        assert change[0] in RECORD
        text = RECORD.replace(*change, 1)
    else:
        text = (HEAD if change.startswith("clauses") else RECORD) + change + "\n"
    (finding,) = findings(text)
    assert finding.rule == name
    assert marked(text, finding) == mark
    assert message in finding.message
    assert hint in finding.hint


def test_whatever_is_missing_says_what_to_add() -> None:
    """A record without anything is told its fields, the list of mappings with an example of one."""
    hints = {finding.message: finding.hint for finding in findings("id: a\n")}
    assert hints["'format' is missing in the record"] == "add 'format: agreement/1'"
    assert hints["'sources' is missing in the record"].startswith("add 'sources', such as [{id: ")
    assert hints["'title' is missing in the record"] == "add 'title': the title as printed"
    (kind,) = findings(HEAD + "clauses: [{id: a}]\n")
    assert kind.hint.startswith("add 'kind', one of: trigger, commitment")


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ('"value": "2000000"', '"value": 2000000', "not the number 2000000: a JSON number may lose digits",
         'write it in quotes: "2000000"'),
        ('"value": "2000000"', '"value": 2.5', "not the number 2.5", "in quotes"),
        ('"value": "2000000"', '"value": true', "not the truth value true", "in quotes"),
        ('"value": "2000000"', '"value": [1]', "a list is none", "one text"),
        ('"title": "A title"', '"title": 5', "'title' is a text, not the number 5", 'write it in quotes: "5"'),
        ('"modal": "shall"', '"modal": 5', "the number 5 is no word for 'modal'", "under 'Modal'"),
        ('"kind": "commitment"', '"kind": 5', "'5' is no word for 'kind'", "one of: trigger"),
        ('"bearers": ["EST"]', '"bearers": 5', "'bearers' is a list; '5' is none", "such as [USA]"),
    ],
)  # fmt: skip
def test_json_values_of_another_type(old: str, new: str, message: str, hint: str) -> None:
    """A number in the place of a text is named, with why it is refused; it never is said to be no number."""
    agreement = parse(RECORD + "  amount: {rule: money, value: '2000000', currency: EUR}\n").agreement
    assert agreement is not None
    text = ag.write(agreement, "json")
    flat = json.dumps(json.loads(text))
    assert old in flat
    (finding,) = findings(flat.replace(old, new), "json")
    assert message in finding.message
    assert hint in finding.hint
    assert marked(flat.replace(old, new), finding) == new.partition(": ")[2]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("a: [\n", 2, 1, "the text ends within brackets", "close them"),
        ("a: {b: [c, }\n", 1, 12, "a value is missing before '}'", "close the bracket"),
        # quotes left open run on to the next quotes, where the scanner stumbles
        ('a: x\nb: "open\nc: d\ne: "24 hours"\nf: g\n', 2, 4, "begins here ends only on line 4", "on line 2"),
        ('a: x\nb: "open\nc: d\ne: "f: g"\nh: i\n', 2, 4, "begins here ends only on line 4", "on line 2"),
        ("a: x\nb: 'open\nc: d\ne: 'f g'\n", 2, 4, "begins here ends only on line 4", "on line 2"),
        # a text of several lines that is closed well isn't blamed
        ('a: "one\n  two"\nb: [c, }\n', 3, 8, "a value is missing before '}'", "close"),
        ('a: {b: "one\n  two", c: d: e}\n', 2, 13, "':'", "quote"),
    ],
)
def test_syntax_is_told_where_its_cause_stands(text: str, line: int, column: int, message: str, hint: str) -> None:
    """A fault of grammar is told in our words, at the quotes left open where these are the cause."""
    finding = findings(text)[-1]
    assert finding.rule == "syntax"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (line, column)
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(
    "text", ["a: {]", "[a: b", "a: &", "%YAML 3.0\n---\na: b", "- a\nb: c", "a: 'b' 'c'", "? [", "}"]
)
def test_every_syntax_fault_has_a_way_out(text: str) -> None:
    """Whatever libyaml stumbles over, there is a hint."""
    found = [finding for finding in findings(text) if finding.rule == "syntax"]
    assert found
    assert all(finding.hint for finding in found)


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("title: Agreement #5 between A and B", True),
        ("title: Agreement # 5 between", False),
        ("title: Agreement  #5 between", False),
        ("title: Agreement#5", False),
        ('title: "Agreement #5"', False),
        ('title: "Agreement" #5', False),
        ("title: A title\nversion: v2 #3", True),
        ("title: A title\nduration: {rule: term, length: P10Y #five\n  , runs_from: signature}", False),
        ("title: A title # foo #5", False),
        ("title: A title\nnote: >\n  a #5\n", False),
        ("title: A title\npassed_over: [{at: '1', why: Tables #3\n  }]", True),
    ],
)
def test_a_text_cut_by_a_comment_is_warned_of(line: str, cut: bool) -> None:
    """` #5` right behind a text ends it unseen, so it is told; comments with room around them are not."""
    result = parse(HEAD.replace("title: A title", line))
    assert result.agreement is not None, result.findings
    assert [(finding.rule, str(finding.severity)) for finding in result.findings] == [
        ("comment-in-text", "warning")
    ] * cut
    if cut:
        assert "#" in result.findings[0].message
        assert "quotes" in result.findings[0].hint


# What pydantic can say of our model, and that we say it ourselves.

CONSTRAINED = {
    ("str", "pattern"): {"string_pattern_mismatch"},
    ("str", "max_length"): {"string_too_long"},
    ("str", "min_length"): {"string_too_short"},
    ("int", "ge"): {"greater_than_equal"},
    ("int", "le"): {"less_than_equal"},
    ("tuple", "min_length"): {"too_short"},
}
CAN_SAY: dict[str, set[str]] = {
    "any": set(),
    "default": set(),
    "definition-ref": {"recursion_loop"},
    "definitions": set(),
    "dict": {"dict_type"},
    "enum": {"enum"},
    "function-after": {"value_error"},
    "function-plain": {"value_error"},
    "function-before": set(),  # as_number, which raises int_type
    "int": {"int_type", "int_parsing_size", "int_from_float", "finite_number"},  # no text comes to be parsed
    "literal": {"literal_error"},
    "model": {"model_type"},
    "model-field": set(),
    "model-fields": {"missing", "extra_forbidden", "invalid_key"},
    "nullable": set(),
    "str": {"string_type", "string_unicode"},
    "tagged-union": {"union_tag_not_found", "union_tag_invalid", "model_attributes_type"},
    "tuple": {"tuple_type"},
}
"""The errors of each kind of schema, for the input that plain data can be."""
NO_CONSTRAINT = {"type", "schema", "metadata", "serialization", "ref", "strict"}


def nodes(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str) and schema["type"] not in ("no-info", "with-info"):
            yield schema
        for key, value in schema.items():
            if key not in ("metadata", "serialization"):
                yield from nodes(value)
    elif isinstance(schema, list | tuple):
        for item in schema:
            yield from nodes(item)


def own_errors() -> set[str]:
    """Return the types of the errors that the model raises by itself."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PydanticCustomError":
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
    return found


def possible_errors() -> set[str]:
    schemas: list[core_schema.CoreSchema] = [one.__pydantic_core_schema__ for one in DOCUMENTS.values()]
    found = own_errors()
    for node in (node for schema in schemas for node in nodes(schema)):
        found |= CAN_SAY[node["type"]]
        if node["type"] in ("str", "int", "tuple", "dict"):
            bounds = set(node) - NO_CONSTRAINT - {"items_schema", "variadic_item_index", "keys_schema", "values_schema"}
            for bound in bounds:
                found |= CONSTRAINED[node["type"], bound]
    return found


def loop() -> dict[str, Any]:
    event: dict[str, Any] = {"event": "armed-attack"}
    event["after"] = [event]
    return event


def clause(**fields: Any) -> dict[str, Any]:
    base = {"id": "a", "kind": "commitment", "topic": "cyber", "act": "meet", "modal": "shall"}
    return {"clauses": [{**base, **fields}]}


def entry(number: object) -> dict[str, Any]:
    return {"entry_into_force": {"rule": "notifications", "number": number, "counts": "giving"}}


SAID: list[tuple[str, dict[Any, Any], str]] = [
    ("absent_filled", {"version": "2", "absent": {"version": "silent"}}, "'version'"),
    ("absent_unknown", {"absent": {"versoin": "silent"}}, "'versoin'"),
    ("dict_type", {"coverage": "cyber"}, "'cyber'"),
    ("enum", {"instrument": "song"}, "'song'"),
    ("extra_forbidden", {"song": "x"}, "'song'"),
    ("finite_number", entry(math.inf), "'inf'"),
    ("force_missing", clause(modal="unstated"), "'unstated'"),
    ("greater_than_equal", entry(0), "'0'"),
    ("int_from_float", entry(1.5), "'1.5'"),
    ("int_parsing_size", entry(Bare("1" * 5000)), "'1111"),
    ("int_type", entry("two"), "'two'"),
    ("invalid_key", {5: "x"}, "'5'"),
    ("less_than_equal", entry(999), "'999'"),
    ("listed_twice", clause(bearers=["EST", "EST"]), "'EST'"),
    ("literal_error", {"format": "agreement/2"}, "'agreement/2'"),
    ("missing", {"title": None}, "'title'"),
    ("model_attributes_type", {"duration": "long"}, "'long'"),
    ("model_type", {"review": ["yearly"]}, "'yearly'"),
    ("recursion_loop", {"clauses": [{"id": "a", "kind": "trigger", "topic": "cyber", "when": [loop()]}]}, "'after'"),
    ("string_pattern_mismatch", {"text": "The Text"}, "'The Text'"),
    ("string_too_long", {"title": "long " * 100}, "500"),
    ("string_too_short", {"title": ""}, "'title'"),
    ("string_type", {"title": 5}, "5"),
    ("string_unicode", {"title": "\ud800"}, "ud800"),
    ("too_short", {"parties": []}, "'parties'"),
    ("tuple_type", {"parties": "EST"}, "'EST'"),
    ("union_tag_invalid", {"duration": {"rule": "forever"}}, "'forever'"),
    ("union_tag_not_found", {"duration": {"length": "P1Y"}}, "'rule'"),
    ("value_error", {"duration": {"rule": "term", "length": "5", "runs_from": "signature"}}, "'5'"),
    ("word_missing", clause(modal="other", force="firm"), "'other'"),
]


def test_everything_pydantic_can_say_is_said_in_our_words() -> None:
    """No error that a schema of the model can give is without words of ours, nor without a case below."""
    assert possible_errors() == set(SAYERS)
    assert {kind for kind, *_ in SAID} | {"no_truth"} == set(SAYERS)


def test_a_truth_value_is_true_or_false() -> None:
    """What is `yes` elsewhere is no truth value here, and the message says which words are."""
    head = "format: events/1\nid: a\ntitle: A\nevents: [{id: b, kind: event, event: armed-attack}]\n"
    for word, meant in (("true", True), ("false", False)):
        chronology = parse(f"{head}hypothetical: {word}\n").holding(Chronology)
        assert chronology.hypothetical is meant
    for word in ("yes", "on", "1", "True"):
        (finding,) = parse(f"{head}hypothetical: {word}\n").findings
        assert (finding.rule, finding.hint) == ("unknown-word", "one of: true, false")
        assert f"'{word}'" in finding.message
        assert finding.span is not None
        assert finding.span.line == 5


@pytest.mark.parametrize(("kind", "change", "value"), SAID, ids=[kind for kind, *_ in SAID])
def test_each_error_names_the_value_and_the_way_out(kind: str, change: dict[Any, Any], value: str) -> None:
    """Each of pydantic's errors becomes a finding with a page, the value and a hint, and without pydantic's words."""
    base = parse(HEAD).agreement
    assert base is not None
    data = {key: one for key, one in {**base.plain(), **change}.items() if one is not None}
    with pytest.raises(ValidationError) as raised:
        Agreement.model_validate(data)
    (error,) = (error for error in raised.value.errors() if error["type"] != "too_short" or kind == "too_short")
    assert error["type"] == kind
    (complaint,) = complaints(raised.value, data, Agreement)
    finding = complaint.finding
    assert finding.rule in FAULTS
    assert value in finding.message
    assert finding.hint
    own = kind in own_errors() or kind == "value_error"
    assert own or error["msg"].lower() not in f"{finding.message} {finding.hint}".lower()
    f"{finding.message} {finding.hint}".encode()


def test_an_error_nobody_foresaw_is_still_a_finding() -> None:
    """Should pydantic say something else one day, its words are shown rather than none."""

    class Odd(BaseModel):
        number: float

    with pytest.raises(ValidationError) as raised:
        Odd(number="x")  # type: ignore[arg-type]
    (complaint,) = complaints(raised.value, {"number": "x"}, Odd)
    assert complaint.finding.rule == "malformed"
    assert "'x' doesn't fit 'number'" in complaint.finding.message


def patterns() -> set[str]:
    return {str(node["pattern"]) for node in nodes(Agreement.__pydantic_core_schema__) if "pattern" in node}


def test_every_pattern_is_explained() -> None:
    """Each pattern of the model has a name, an example that fits it, and a hint."""
    assert patterns() == set(NOTATIONS)
    for pattern, (name, example, hint) in NOTATIONS.items():
        assert re.fullmatch(pattern, example), name
        assert hint.startswith("write ")


# Names and pages.


def test_every_fault_has_a_page() -> None:
    """Each name that reading can give its findings, which mypy holds them to, has a page that says what to do."""
    assert set(FAULTS) == set(get_args(FaultName))
    assert list(FAULTS) == sorted(FAULTS)
    assert not set(FAULTS) & {rule.name for rule in RULES}
    for name, fault in FAULTS.items():
        assert name == fault.name
        assert fault.title.endswith("."), name
        assert "What to do: " in fault.manual, name


def test_findings_of_reading_are_made_in_one_way() -> None:
    """Nothing that reads makes a finding past `found`, which knows the names; so no name is without a page."""
    package = PACKAGE
    files = [*(package / "reading").glob("*.py"), package / "model/_faults.py", package / "checking.py"]
    assert len(files) > 5
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"), file.name


@given(st.text(alphabet="abc \n-:,?[]{}&*!<>|'\"%@`#~\\=5", max_size=60), st.sampled_from(["yaml", "json"]))
def test_whatever_is_read_its_findings_have_pages(text: str, format: Any) -> None:
    """Any text's findings have names with pages, hints, and no message past its bounds."""
    for finding in (*findings(text, format), *findings(HEAD + text)):
        assert finding.rule in FAULTS
        assert finding.hint
        assert len(finding.message) <= 400


# Words.


@pytest.mark.parametrize(
    ("given_word", "known", "found"),
    [
        ("shal", ["shall", "will"], ["shall"]),
        ("terms", ["term", "until"], ["term"]),
        ("Armed Attack", ["armed-attack"], ["armed-attack"]),
        ("immediacey", ["immediacy"], ["immediacy"]),
        ("recieve", ["receive"], ["receive"]),
        ("obligation", ["limitation"], []),
        ("cyber-attack", ["armed-attack"], []),
        ("ratification", ["notifications"], []),
        ("signed", ["ignore"], []),
        ("member", ["member-state"], []),
        ("excludes", ["includes"], []),
        ("ban", ["can", "may"], []),
        ("usa", ["USA", "UKR"], ["USA"]),
        ("US", ["USA", "UKR"], ["USA"]),
        ("XX", ["X"], []),
        ("", ["a"], []),
        ("x" * 10_000, ["x" * 9_999], []),
    ],
)
def test_only_misspellings_are_near(given_word: str, known: list[str], found: list[str]) -> None:
    """A slip or two of the pen is seen through; a word that merely sounds alike is not taken for another."""
    assert near(given_word, known) == found


def vocabulary() -> set[str]:
    """Return every word, tag and field name of the format."""
    known: set[str] = set()
    todo: list[type[BaseModel]] = [Agreement]
    seen: set[type[BaseModel]] = set()

    def visit(annotation: Any) -> None:
        known.update(words(annotation)[0])
        known.update(one for member in tagged(annotation) for one in (member,))
        todo.extend(tagged(annotation).values())
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            todo.append(annotation)
        for inner in get_args(annotation):
            if not isinstance(inner, str):
                visit(inner)

    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            for name, field in model.model_fields.items():
                known.add(field.alias or name)
                visit(field.annotation)
    return known


def test_synonyms_lead_to_words_there_are() -> None:
    """Each word that a synonym leads to exists somewhere in the format."""
    known = vocabulary()
    assert {"commitment", "clauses", "shall-not"} <= known
    for word, meant in SYNONYMS.items():
        assert meant
        assert set(meant) <= known, word
        assert word == word.lower().replace("-", " ").replace("_", " ")


def test_examples_in_hints_are_near_to_valid() -> None:
    """An example of a field is YAML, and valid where nothing is left to choose."""
    duration = Agreement.model_fields["duration"].annotation
    assert sample(duration, "P5Y") == "{rule: term, length: P5Y, runs_from: ...}"
    text = HEAD + f"duration: {sample(duration, 'indefinite')}\n"
    assert parse(text).agreement is not None
    for name, field in Agreement.model_fields.items():
        tree = parse(f"{name}: {sample(field.annotation)}\n")
        assert "syntax" not in {finding.rule for finding in tree.findings}, name


# Nothing is quoted at length.


def test_long_values_are_cut_and_said_to_be() -> None:
    """A value longer than a message bears is cut, with its length; short ones stay whole."""
    assert quoted("short") == "'short'"
    assert quoted("x" * 100, 5) == "'xxxxx'... (the first 5 of 100 characters)"
    assert quoted(5) == "'5'"


@pytest.mark.parametrize("path", EXAMPLES[:3], ids=lambda path: path.stem)
def test_long_values_in_any_field_are_cut(path: Path) -> None:
    """With any scalar of a record made huge, no message grows with it."""
    huge = "x y" * 5_000
    agreement = ag.load(path)

    def made_huge(value: Any) -> Iterator[Any]:
        """Yield the data once for each kind of field, with its first scalar made huge."""
        if isinstance(value, dict):
            for key, one in value.items():
                yield from ({**value, key: other} for other in ([huge] if isinstance(one, str) else made_huge(one)))
            yield {**value, huge: "x"}
        elif isinstance(value, list):
            yield from ([huge if isinstance(value[0], str) else one, *value[1:]] for one in made_huge(value[0]))

    count = 0
    for data in made_huge(agreement.plain()):
        count += 1
        try:
            Agreement.from_plain(data)
        except InvalidRecordError as error:
            for finding in error.findings:
                assert len(finding.message) + len(finding.hint) < 800, finding.message[:300]
    assert count > 20
