"""Whole numbers: read as other readers of YAML and JSON read them, and nothing else passes for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from yaml_js import needs_yaml_js, read_by_yaml_js

from agreements.model._numbers import Bare
from agreements.reading import parse
from agreements.reading._yaml import build_yaml

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


def test_the_record_holds_plain_values() -> None:
    """The mark of a text without quotes stays in what was read; the record has plain texts."""
    text = RECORD.replace("NUMBER", "2").replace("title: A sample", "title: 2024\nversion: 2")
    result = parse(text)
    assert result.agreement is not None
    assert (type(result.agreement.title), type(result.agreement.version)) == (str, str)
