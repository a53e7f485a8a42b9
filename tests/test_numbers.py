"""Whole numbers: read as other readers of YAML and JSON read them, and nothing else passes for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from yaml_js import needs_yaml_js, read_by_yaml_js

from agreements.diagnostics import Severity
from agreements.faults import MAX_FINDINGS
from agreements.model._numbers import Bare
from agreements.reading import parse
from agreements.reading._yaml import build_yaml
from agreements.writing import rewrite

RECORD = """\
format: agreement/1
id: sample
title: A sample
instrument: agreement
text: official
sources: [{id: official, type: official-text, title: The text}]
parties: [{id: USA, role: party}, {id: UKR, role: party}]
entry_into_force: {rule: notifications, number: NUMBER, counts: giving}
"""
TAKEN: dict[str, float | bool] = {
    "2": 2,
    "+2": 2,
    "-2": -2,
    "010": 10,
    "0x10": 16,
    "0o17": 15,
    "2.0": 2.0,
    "2.": 2.0,
    ".5": 0.5,
    "1e2": 100.0,
    "-1.5E-1": -0.15,
    ".inf": float("inf"),
    "-.INF": float("-inf"),
    "true": True,
    "FALSE": False,
}
TEXTS = (
    "two",
    "1_000",
    "0b1",
    "1:30",
    "2024-06-13",
    "2024-06",
    "yes",
    "no",
    "on",
    "1 2",
    "1.2.3",
    ".",
    "+.e1",
    "tRUE",
)


@pytest.mark.parametrize("text", TAKEN)
def test_what_others_take_for_a_number_keeps_the_mark_of_it(text: str) -> None:
    """Without quotes it is a text with the mark of what others take for a number; in quotes it has none."""
    data: Any = build_yaml(f"a: {text}\nb: '{text}'\nc: [{text}]\n").data
    assert data == {"a": text, "b": text, "c": [text]}
    assert (type(data["a"]), type(data["b"]), type(data["c"][0])) == (Bare, str, Bare)
    assert data["a"].taken_for == TAKEN[text]
    assert type(data["a"].taken_for) is type(TAKEN[text])


def test_not_a_number_is_taken_for_one() -> None:
    """YAML's `.nan` is a number by type."""
    taken = Bare(".nan").taken_for
    assert isinstance(taken, float)
    assert taken != taken


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_have_no_mark(text: str) -> None:
    """What YAML 1.2 takes for a text is one, whatever YAML 1.1 made of it."""
    data: Any = build_yaml(f"a: {text}\n").data
    assert type(data["a"]) is str


@needs_yaml_js
def test_the_editors_reader_agrees() -> None:
    """The YAML reader of editors takes just these for numbers and truth values."""
    texts = [*TAKEN, *TEXTS]
    for text, (_, (kind, value)) in zip(texts, read_by_yaml_js(texts), strict=True):
        assert Bare.matches(text) == (kind != "string"), text
        if kind == "boolean":
            assert str(TAKEN[text]).lower() == value
        elif kind == "number":
            assert float(TAKEN[text]) == float(value)


@pytest.mark.parametrize(("number", "read"), [("2", 2), ("+2", 2), ("007", 7), ("0x10", 16), ("2.0", 2), ("1e2", 100)])
def test_yaml_numbers_are_read(number: str, read: int) -> None:
    """A whole number without quotes is read, in every notation in which others read it."""
    agreement = parse(RECORD.replace("NUMBER", number)).agreement
    assert agreement is not None
    assert getattr(agreement.entry_into_force, "number", None) == read


@pytest.mark.parametrize("number", ["'2'", '"2"', "two", "true", "2.5", ".inf", ".nan", "0", "201", "1_0", "9" * 5000])
def test_nothing_else_passes_for_a_number_in_yaml(number: str) -> None:
    """A text, a truth value, a fraction and what is out of range are refused, each with one finding."""
    result = parse(RECORD.replace("NUMBER", number))
    assert result.agreement is None
    assert [finding.rule for finding in result.findings] in (["not-a-number"], ["out-of-range"])


@pytest.mark.parametrize("number", ["2", "2.0"])
def test_json_numbers_are_read(number: str) -> None:
    """A whole number is read, however JSON writes it."""
    agreement = parse(as_json(number), "json").agreement
    assert agreement is not None
    assert getattr(agreement.entry_into_force, "number", None) == 2


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("true", "the truth value true is no whole number for 'number'"),
        ("false", "the truth value false is no whole number for 'number'"),
        ('"2"', "the text '2' is no whole number for 'number'"),
        ("2.5", "'2.5' is no whole number for 'number'"),
    ],
)
def test_nothing_else_passes_for_a_number_in_json(number: str, message: str) -> None:
    """What the JSON Schema refuses is refused, truth values and texts of digits too, and named."""
    (finding,) = parse(as_json(number), "json").findings
    assert (finding.rule, finding.message) == ("not-a-number", message)
    assert "a whole number from 1 to 200" in finding.hint


def as_json(number: str) -> str:
    data: Any = build_yaml(RECORD).data
    return json.dumps(data).replace('"NUMBER"', number)


UNQUOTED = (
    RECORD.replace("NUMBER", "2")
    + """\
version: 1.10
actions: [{act: signature, by: [USA], date: 2024, at: 2, place: true}]
note: 7
clauses:
- {id: 5, kind: commitment, topic: training, act: train, modal: shall, at: '3', quantity: {number: 200, unit: people}}
"""
)


def test_a_text_without_quotes_is_told() -> None:
    """Where a text is wanted, what others take for a number or a truth value is told, at its place, and still read."""
    result = parse(UNQUOTED)
    assert result.agreement is not None
    assert {finding.rule for finding in result.findings} == {"unquoted-text"}
    assert {finding.severity for finding in result.findings} == {Severity.WARNING}
    assert [(str(finding.pointer), finding.message) for finding in result.findings] == [
        ("/version", "'1.10' is a number for other readers"),
        ("/actions/0/date", "'2024' is a number for other readers"),
        ("/actions/0/at", "'2' is a number for other readers"),
        ("/actions/0/place", "'true' is a truth value for other readers"),
        ("/note", "'7' is a number for other readers"),
        ("/clauses/0/id", "'5' is a number for other readers"),
        ("/clauses/0/quantity/number", "'200' is a number for other readers"),
    ]
    assert result.findings[0].hint == 'write it in quotes: "1.10"'
    assert result.findings[0].span is not None
    assert result.findings[0].span.line == 9
    assert result.agreement.version == "1.10"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "format: events/1\nid: e\ntitle: 2024\nhypothetical: true\n"
            "events:\n- {id: 5, kind: deed, act: meet, by: [USA], date: 2024}\n",
            ["/title", "/events/0/id", "/events/0/date"],
        ),
        (
            "format: terms-of-office/1\nid: t\ntitle: Terms\nparty: USA\noffice: President\n"
            "sources: [{id: law, type: official-text, title: Law}]\nterms: [{id: a, begins: 2021, ends: '2025'}]\n",
            ["/terms/0/begins"],
        ),
    ],
    ids=["events", "terms"],
)
def test_a_text_without_quotes_is_told_beside_records(text: str, told: list[str]) -> None:
    """In events and in terms of office it is told as well; a truth value where one is wanted isn't."""
    result = parse(text)
    assert result.document is not None
    assert [(finding.rule, str(finding.pointer)) for finding in result.findings] == [
        ("unquoted-text", pointer) for pointer in told
    ]


def test_what_is_written_has_the_quotes() -> None:
    """The canonical form of the same record has nothing to tell, and says the same."""
    result = parse(UNQUOTED)
    assert result.agreement is not None
    again = parse(rewrite(result.agreement, UNQUOTED))
    assert (again.findings, again.agreement) == ((), result.agreement)


def test_nothing_is_told_twice() -> None:
    """Where a number is no word, no list or no field at all, that is said and no more."""
    text = (
        RECORD.replace("NUMBER", "2").replace("instrument: agreement", "instrument: 5").replace("USA, role", "1, role")
    )
    result = parse(text + "relations: 4\nclauses: [3]\nduration: 5\ncolour: 6\n")
    assert [(str(finding.pointer), finding.rule) for finding in result.findings] == [
        ("/instrument", "unknown-word"),
        ("/parties/0/id", "unquoted-text"),
        ("/relations", "not-a-list"),
        ("/clauses/0", "not-a-mapping"),
        ("/duration", "not-a-mapping"),
        ("/colour", "unknown-field"),
    ]


def test_only_so_many_are_told() -> None:
    """A file of numbers gets so many findings, and one that says that there are more."""
    listed = ", ".join(map(str, range(100, 100 + MAX_FINDINGS + 5)))
    findings = parse(RECORD.replace("NUMBER", "2") + f"languages: {{authentic: [{listed}]}}\n").findings
    assert len(findings) == MAX_FINDINGS + 1
    assert "aren't listed" in findings[-1].message


def test_the_record_holds_plain_values() -> None:
    """The mark of a text without quotes stays in what was read; the record has plain texts."""
    text = RECORD.replace("NUMBER", "2").replace("title: A sample", "title: 2024\nversion: 2")
    result = parse(text)
    assert result.agreement is not None
    assert (type(result.agreement.title), type(result.agreement.version)) == (str, str)
