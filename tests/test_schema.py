"""The schema that is shipped: up to date, strict, and read alike by every validator."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml
from material import EXAMPLES, ROOT, example
from pydantic import ValidationError

from agreements.model import DOCUMENTS, Agreement
from agreements.reading import find_files, parse
from agreements.schema import build_schema, schema_id, schema_text

NPM = ROOT / "tests" / "npm"
AJV = NPM / "node_modules" / "ajv" / "dist" / "2020.js"
NODE = shutil.which("node")
needs_ajv = pytest.mark.skipif(
    NODE is None or not AJV.exists(), reason="npm ajv isn't here; run npm install in tests/npm, with Node.js"
)

# Reads {"schema": ..., "records": [...]} and answers with one verdict a record; a schema that strict mode refuses
# ends it with an error.
AJV_PROGRAM = """
const Ajv = require(process.argv[1]).default;
let text = "";
process.stdin.setEncoding("utf8").on("data", (piece) => (text += piece)).on("end", () => {
  const { schema, records } = JSON.parse(text);
  const validate = new Ajv({ strict: true, allErrors: false }).compile(schema);
  process.stdout.write(JSON.stringify(records.map((record) => validate(record))));
});
"""

Data = dict[str, Any]
DROP = object()


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class _Loader(yaml.BaseLoader):
    """Scalars are text, but for plain truth values and whole numbers: what an editor makes of them."""


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Loader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value == "true")
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def example_data(path: Path) -> Data:
    """A file as plain data, as an editor reads it by YAML 1.2: words are text, truth values and numbers aren't."""
    data: Data = yaml.load(_text(path), Loader=_Loader)
    return data


def set_at(*steps: str | int, to: Any) -> Callable[[Data], None]:
    """Make the spoiler that writes a value, or takes it out, at a place of the record."""

    def spoil(data: Data) -> None:
        here: Any = data
        for step in steps[:-1]:
            here = here[step]
        if to is DROP:
            del here[steps[-1]]
        else:
            here[steps[-1]] = to

    return spoil


def in_clause(kind: str, *steps: str | int, to: Any) -> Callable[[Data], None]:
    """Make the spoiler for the base record's clause of one kind."""
    return set_at("clauses", KINDS.index(kind), *steps, to=to)


def entry(number: object) -> Data:
    """An entry into force upon the n-th notification."""
    return {"rule": "notifications", "number": number, "counts": "giving"}


MONTH: Data = {"rule": "first-day-of-month", "month": 2, "after": {"rule": "upon-signature"}}
KINDS = ("trigger", "commitment", "limitation", "statement", "definition", "policy", "other")


def base() -> Data:
    """A real record with one clause of each kind that the broken variants need; valid."""
    data = example_data(ROOT / "examples" / "ukraine" / "usa-2024.yaml")
    response = {
        "act": "meet",
        "modal": "shall",
        "bearers": ["each-party"],
        "deadline": {"within": "PT24H", "runs_from": "event", "softened_by": ["where-possible"]},
    }
    common = {"topic": "response-to-aggression", "at": "II ¶4"}
    amount = {"rule": "money", "qualifier": "at-least", "value": "2500000000", "currency": "EUR"}
    own: dict[str, Data] = {
        "trigger": {
            "when": [{"event": "armed-attack", "against": ["UKR"]}],
            "on_request_of": {"parties": ["UKR"], "need": "either"},
            "responses": [response],
        },
        "commitment": {"act": "provide", "modal": "will", "amount": amount, "span": "2024/2028"},
        "limitation": {"applies_to": "whole-text", "subject_to": ["domestic-law"], "summary": "Within their law."},
        "statement": {"act": "reaffirm", "summary": "They stand together."},
        "definition": {"term": "attack", "complete": "includes", "meanings": ["One by land."]},
        "policy": {
            "issuer": "USA",
            "addressees": ["UKR"],
            "act": "strike",
            "decision": "allowed",
            "summary": "It may strike.",
        },
        "other": {"summary": "Something else."},
    }
    data["clauses"] = [{"id": f"a-{kind}", "kind": kind, **common, **own[kind]} for kind in KINDS]
    data.pop("ignore", None)
    return data


BROKEN: dict[str, Callable[[Data], None]] = {
    "format is missing": set_at("format", to=DROP),
    "format is of another version": set_at("format", to="agreement/2"),
    "id is missing": set_at("id", to=DROP),
    "id has a capital": set_at("id", to="USA-2024"),
    "id has a blank": set_at("id", to="usa 2024"),
    "id ends in a hyphen": set_at("id", to="usa-"),
    "id is longer than 80 characters": set_at("id", to="a" * 81),
    "title is empty": set_at("title", to=""),
    "title is null": set_at("title", to=None),
    "title is a list": set_at("title", to=["A title"]),
    "instrument is an unknown word": set_at("instrument", to="handshake"),
    "instrument is a word in capitals": set_at("instrument", to="TREATY"),
    "sources are an empty list": set_at("sources", to=[]),
    "sources are missing": set_at("sources", to=DROP),
    "a source has an unknown type": set_at("sources", 0, "type", to="rumour"),
    "a source has an unknown field": set_at("sources", 0, "author", to="somebody"),
    "a source's language is a name": set_at("sources", 0, "language", to="English"),
    "parties are missing": set_at("parties", to=DROP),
    "parties are a mapping": set_at("parties", to={"id": "USA", "role": "supporter"}),
    "a party has no role": set_at("parties", 0, "role", to=DROP),
    "a party's id has an underscore": set_at("parties", 0, "id", to="the_party"),
    "a field of the record is unknown": set_at("colour", to="red"),
    "coverage names an unknown topic": set_at("coverage", to={"weather": "complete"}),
    "coverage says an unknown word": set_at("coverage", to={"training": "perhaps"}),
    "absent names a field that must be filled": set_at("absent", to={"title": "silent"}),
    "absent names no field": set_at("absent", to={"colour": "silent"}),
    "absent gives an unknown reason": set_at("absent", to={"survival": "forgotten"}),
    "clauses are an empty list": set_at("clauses", to=[]),
    "clauses are text": set_at("clauses", to="none"),
    "a clause is null": set_at("clauses", 0, to=None),
    "a clause has no kind": in_clause("other", "kind", to=DROP),
    "a clause's kind is unknown": in_clause("other", "kind", to="wish"),
    "a clause has another kind's field": in_clause("other", "term", to="attack"),
    "a clause's topic is unknown": in_clause("other", "topic", to="weather"),
    "a clause has no topic": in_clause("commitment", "topic", to=DROP),
    "a clause's place is empty": in_clause("other", "at", to=""),
    "a clause's summary is empty": in_clause("other", "summary", to=""),
    "an event is unknown": in_clause("trigger", "when", 0, "event", to="rain"),
    "an event's victims are an empty list": in_clause("trigger", "when", 0, "against", to=[]),
    "an event's victims are text": in_clause("trigger", "when", 0, "against", to="UKR"),
    "a request has an unknown need": in_clause("trigger", "on_request_of", "need", to="most"),
    "a request names nobody": in_clause("trigger", "on_request_of", "parties", to=DROP),
    "a response has no modal": in_clause("trigger", "responses", 0, "modal", to=DROP),
    "a response's modal is unknown": in_clause("trigger", "responses", 0, "modal", to="might"),
    "a response's force is unknown": in_clause("trigger", "responses", 0, "force", to="mild"),
    "a deadline is a number": in_clause("trigger", "responses", 0, "deadline", to=24),
    "a deadline's period has no T": in_clause("trigger", "responses", 0, "deadline", "within", to="P24H"),
    "a deadline's period is in words": in_clause("trigger", "responses", 0, "deadline", "within", to="24 hours"),
    "a deadline is softened by an unknown hedge": in_clause(
        "trigger", "responses", 0, "deadline", "softened_by", to=["luck"]
    ),
    "an amount has no currency": in_clause("commitment", "amount", "currency", to=DROP),
    "a currency is in small letters": in_clause("commitment", "amount", "currency", to="eur"),
    "a currency is a sign": in_clause("commitment", "amount", "currency", to="€"),
    "an amount is negative": in_clause("commitment", "amount", "value", to="-5"),
    "an amount has separators": in_clause("commitment", "amount", "value", to="2,500"),
    "an amount's rule is unknown": in_clause("commitment", "amount", "rule", to="gold"),
    "an amount has another rule's field": in_clause("commitment", "amount", "percent", to="0.25"),
    "a span is a date in words": in_clause("commitment", "span", to="June 2024"),
    "a span's month doesn't exist": in_clause("commitment", "span", to="2024-13"),
    "a limitation covers an unknown thing": in_clause("limitation", "applies_to", to="everything"),
    "a statement's act is an undertaking's": in_clause("statement", "act", to="provide"),
    "a definition has no meaning": in_clause("definition", "meanings", to=[]),
    "a number is a truth value": set_at("entry_into_force", to=entry(True)),
    "a number is a text": set_at("entry_into_force", to=entry("2")),
    "a number is a fraction": set_at("entry_into_force", to=entry(2.5)),
    "a number is zero": set_at("entry_into_force", to=entry(0)),
    "a number is too great": set_at("entry_into_force", to=entry(201)),
    "a month is a truth value": set_at("entry_into_force", to=MONTH | {"month": True}),
    "a number that may be left out is a truth value": set_at(
        "entry_into_force", to={"rule": "deposits", "number": True}
    ),
    "a policy decides nothing": in_clause("policy", "decision", to=DROP),
}


def base_events() -> Data:
    """Events with one of each kind, and every field that a file of them can have; valid."""
    told = {"cite": [{"source": "list", "at": "I"}], "note": "So."}
    path = "usa-ukr-2024-security/emergency-meeting"
    events: list[Data] = [
        {
            "kind": "event",
            "event": "armed-attack",
            "by": ["RUS"],
            "against": ["UKR"],
            "moment": "2026-03-04T04:10[Europe/Kyiv]",
            "place": "Kyiv",
            "described": "At dawn.",
        },
        {
            "kind": "act",
            "act": "ratification",
            "by": ["UKR"],
            "under": [path],
            "part": "body",
            "date": "2024-06",
            "received": "2024",
        },
        {"kind": "request", "by": ["UKR"], "under": [path], "moment": "2026-03-04T06:10+02:00", "described": "A."},
        {
            "kind": "deed",
            "act": "meet",
            "by": ["USA"],
            "to": ["UKR"],
            "answers": [f"{path}/meet"],
            "date": "2026-03-05",
            "described": "They met.",
        },
    ]
    return {
        "format": "events/1",
        "id": "what-happened",
        "title": "What happened",
        "hypothetical": True,
        "sources": [{"id": "list", "type": "press", "title": "A list"}],
        "actors": [{"id": "rebels", "role": "aggressor", "name": "Rebels", "of": "RUS"}],
        "events": [{"id": f"a-{one['kind']}", **one, **told} for one in events],
        "ignore": [{"rule": "told-twice", "at": "a-act", "why": "So."}],
        "note": "A note.",
    }


def base_terms() -> Data:
    """Terms of office with every field that a file of them can have; valid."""
    cited = {"cite": [{"source": "law"}], "note": "So."}
    return {
        "format": "terms-of-office/1",
        "id": "presidents",
        "title": "Presidents",
        "party": "USA",
        "office": "President",
        "sources": [{"id": "law", "type": "official-text", "title": "The law"}],
        "terms": [
            {"id": "first", "holder": "Somebody", "begins": "2021-01-20", "ends": "2025-01-20", **cited},
            {"id": "next", "begins": "2025-01-20", "absent": {"holder": "unknown"}, **cited},
        ],
        "ignore": [{"rule": "gap-between-terms", "why": "So."}],
        "note": "A note.",
    }


EVENTS_BROKEN: dict[str, Callable[[Data], None]] = {
    "events' format is of another version": set_at("format", to="events/2"),
    "events have no id": set_at("id", to=DROP),
    "events have no title": set_at("title", to=DROP),
    "events' title is empty": set_at("title", to=""),
    "events are missing": set_at("events", to=DROP),
    "events are an empty list": set_at("events", to=[]),
    "events are a mapping": set_at("events", to={"id": "a"}),
    "events have a field of an agreement": set_at("parties", to=[{"id": "USA", "role": "party"}]),
    "hypothetical is a word": set_at("hypothetical", to="perhaps"),
    "hypothetical is yes": set_at("hypothetical", to="yes"),
    "a happening has no kind": set_at("events", 0, "kind", to=DROP),
    "a happening's kind is unknown": set_at("events", 0, "kind", to="rumour"),
    "a happening has no id": set_at("events", 0, "id", to=DROP),
    "a happening's id has a blank": set_at("events", 0, "id", to="an attack"),
    "a happening is null": set_at("events", 0, to=None),
    "a happening is text": set_at("events", 0, to="an attack"),
    "a happening has an unknown field": set_at("events", 0, "when", to="2024"),
    "a happening's event is unknown": set_at("events", 0, "event", to="rain"),
    "a happening has no event": set_at("events", 0, "event", to=DROP),
    "a happening's attackers are text": set_at("events", 0, "by", to="RUS"),
    "a happening's attackers are an empty list": set_at("events", 0, "by", to=[]),
    "a happening's attacker has a blank": set_at("events", 0, "by", to=["the Russians"]),
    "a happening has another kind's field": set_at("events", 0, "under", to=["usa-ukr-2024-security"]),
    "a moment has no time zone": set_at("events", 0, "moment", to="2026-03-04T04:10"),
    "a moment has no time": set_at("events", 0, "moment", to="2026-03-04"),
    "a moment has a fraction of a second": set_at("events", 0, "moment", to="2026-03-04T04:10:00.5Z"),
    "a moment is in words": set_at("events", 0, "moment", to="at dawn"),
    "a moment's year has five digits": set_at("events", 0, "moment", to="12026-03-04T04:10Z"),
    "a happening's date is in words": set_at("events", 1, "date", to="June 2024"),
    "a happening's year has five digits": set_at("events", 1, "date", to="10000-01-01"),
    "an act is received in words": set_at("events", 1, "received", to="in June"),
    "a request is received": set_at("events", 2, "received", to="2024-06-20"),
    "an act is no act": set_at("events", 1, "act", to="handshake"),
    "an act is a deed's": set_at("events", 1, "act", to="meet"),
    "an act is by nobody": set_at("events", 1, "by", to=DROP),
    "an act is under nothing": set_at("events", 1, "under", to=DROP),
    "an act is under an empty list": set_at("events", 1, "under", to=[]),
    "an act is under text": set_at("events", 1, "under", to="usa-ukr-2024-security"),
    "an act's path has a capital": set_at("events", 1, "under", to=["USA-2024"]),
    "an act's path ends in a slash": set_at("events", 1, "under", to=["usa-ukr-2024-security/"]),
    "a request is by nobody": set_at("events", 2, "by", to=DROP),
    "a request is under nothing": set_at("events", 2, "under", to=DROP),
    "a request answers something": set_at("events", 2, "answers", to=["usa-ukr-2024-security/a"]),
    "a deed has no act": set_at("events", 3, "act", to=DROP),
    "a deed's act is a party's": set_at("events", 3, "act", to="ratification"),
    "a deed answers a pointer": set_at("events", 3, "answers", to=["/clauses/0"]),
    "a happening's absent names what must be filled": set_at("events", 0, "absent", to={"event": "unknown"}),
    "a citation has no source": set_at("events", 0, "cite", 0, "source", to=DROP),
    "an actor has no role": set_at("actors", 0, "role", to=DROP),
    "an ignored rule has no reason": set_at("ignore", 0, "why", to=DROP),
}
TERMS_BROKEN: dict[str, Callable[[Data], None]] = {
    "terms' format is of another version": set_at("format", to="terms-of-office/2"),
    "terms have no party": set_at("party", to=DROP),
    "terms' party is a list": set_at("party", to=["USA"]),
    "terms have no office": set_at("office", to=DROP),
    "terms' office is empty": set_at("office", to=""),
    "terms rest on nothing": set_at("sources", to=DROP),
    "terms are missing": set_at("terms", to=DROP),
    "terms are an empty list": set_at("terms", to=[]),
    "a term has no id": set_at("terms", 0, "id", to=DROP),
    "a term has no beginning": set_at("terms", 0, "begins", to=DROP),
    "a term begins in words": set_at("terms", 0, "begins", to="in January"),
    "a term begins at a moment": set_at("terms", 0, "begins", to="2021-01-20T12:00Z"),
    "a term's holder is a list": set_at("terms", 0, "holder", to=["Somebody"]),
    "a term has an unknown field": set_at("terms", 0, "party", to="USA"),
    "a term's absent names what must be filled": set_at("terms", 1, "absent", to={"begins": "unknown"}),
    "terms have events": set_at("events", to=[]),
}
OTHERS: dict[str, tuple[str, Callable[[], Data], dict[str, Callable[[Data], None]]]] = {
    "events/1": ("events", base_events, EVENTS_BROKEN),
    "terms-of-office/1": ("terms", base_terms, TERMS_BROKEN),
}
"""By format: what it is called, what the broken variants are made from, and these."""

# A number where text belongs may have lost digits already.
NUMBERS: dict[str, Callable[[Data], None]] = {
    "id is a number": set_at("id", to=2024),
    "a clause's summary is a number": in_clause("other", "summary", to=7),
    "an amount is a number": in_clause("commitment", "amount", "value", to=2500000000),
}

# `$` matches before a last line end in Python's regular expressions, unlike in those of JSON Schema (ECMA-262): the
# validator `jsonschema` lets these pass, the others and the library don't.
LINE_ENDS: dict[str, Callable[[Data], None]] = {
    "id ends in a line end": set_at("id", to="usa\n"),
    "a currency ends in a line end": in_clause("commitment", "amount", "currency", to="EUR\n"),
    "a period ends in a line end": in_clause("trigger", "responses", 0, "deadline", "within", to="PT24H\n"),
}
SPOILERS = BROKEN | NUMBERS | LINE_ENDS


def broken(name: str) -> Data:
    data = copy.deepcopy(base())
    SPOILERS[name](data)
    return data


def broken_other(format: str, name: str) -> Data:
    _, made, spoilers = OTHERS[format]
    data = made()
    spoilers[name](data)
    return data


def others(format: str) -> dict[str, Data]:
    """The shipped files of a format other than an agreement's, by their paths."""
    found = {str(path): example_data(path) for path in find_files(ROOT / "examples", beside=True)}
    return {name: data for name, data in found.items() if data["format"] == format}


def ajv_verdicts() -> dict[str, bool]:
    """What ajv says of the examples, the base record and every broken variant, in one run."""
    records = {str(path): example_data(path) for path in EXAMPLES} | {"base": base()}
    return asked_of_ajv("agreement/1", records | {name: broken(name) for name in SPOILERS})


def asked_of_ajv(format: str, records: dict[str, Data]) -> dict[str, bool]:
    """What ajv in its strict mode says of some files by the schema of a format, in one run."""
    assert NODE is not None
    run = subprocess.run(
        [NODE, "-e", AJV_PROGRAM, str(AJV)],
        input=json.dumps({"schema": build_schema(format), "records": list(records.values())}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return dict(zip(records, json.loads(run.stdout), strict=True))


@cache
def python_validators(format: str = "agreement/1") -> tuple[Callable[[Any], bool], Callable[[Any], bool]]:
    schema = build_schema(format)
    return jsonschema.Draft202012Validator(schema).is_valid, jsonschema_rs.Draft202012Validator(schema).is_valid


def verdicts(data: Data, format: str = "agreement/1") -> list[bool]:
    """What jsonschema, jsonschema-rs and the library itself say, in this order."""
    read = parse(json.dumps(data), "json").document
    return [*(valid(data) for valid in python_validators(format)), isinstance(read, DOCUMENTS[format])]


@pytest.mark.parametrize("format", DOCUMENTS)
def test_the_shipped_schema_is_the_model_s(format: str) -> None:
    """The files in `schemas` are what the models give, byte for byte."""
    file = ROOT / "schemas" / f"{format.replace('/', '-')}.json"
    assert file.read_bytes().decode("utf-8") == schema_text(format)


@pytest.mark.parametrize("format", DOCUMENTS)
def test_the_schema_is_valid_by_its_own_standard(format: str) -> None:
    """The schema follows JSON Schema 2020-12 and carries its stable id."""
    schema = build_schema(format)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert jsonschema_rs.meta.is_valid(schema)
    assert schema["$id"] == schema_id(format) == f"urn:agreements:schema:{format.replace('/', '-')}"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.stem))
def test_validators_take_the_examples(path: Path) -> None:
    """Every shipped record is valid by the schema as well as by the model."""
    assert verdicts(example_data(path)) == [True, True, True]


def test_validators_take_the_base_record() -> None:
    """The record that the broken variants are made from is itself whole."""
    assert verdicts(base()) == [True, True, True]


@pytest.mark.parametrize("rule", [entry(2), entry(2.0), MONTH, {"rule": "deposits", "number": 2}], ids=str)
def test_validators_take_whole_numbers(rule: Data) -> None:
    """A whole number is one however JSON writes it."""
    assert verdicts(base() | {"entry_into_force": rule}) == [True, True, True]


@pytest.mark.parametrize("name", BROKEN)
def test_validators_refuse_what_is_broken(name: str) -> None:
    """What the model refuses here, an editor that only knows the schema refuses too."""
    assert verdicts(broken(name)) == [False, False, False]


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_refused_in_place_of_text(name: str) -> None:
    """A number in place of text is refused by the schema, the model and the reader, which says what to write."""
    data = broken(name)
    assert [valid(data) for valid in python_validators()] == [False, False]
    with pytest.raises(ValidationError):
        Agreement.model_validate(data)
    (finding,) = parse(json.dumps(data), "json").findings
    assert "quote" in finding.hint or "quote" in finding.message


@pytest.mark.parametrize("name", LINE_ENDS)
def test_a_line_end_after_a_word_is_refused(name: str) -> None:
    """A line end after an id, a currency or a period is refused wherever `$` means the end."""
    assert verdicts(broken(name))[1:] == [False, False]


@pytest.mark.parametrize("format", OTHERS)
def test_validators_take_events_and_terms(format: str) -> None:
    """Shipped events and terms, and the whole ones that broken variants are made from, are valid everywhere."""
    assert others(format)
    for data in (OTHERS[format][1](), *others(format).values()):
        assert verdicts(data, format) == [True, True, True]


@pytest.mark.parametrize(
    ("format", "name"), [(format, name) for format, (_, _, all_) in OTHERS.items() for name in all_]
)
def test_validators_refuse_broken_events_and_terms(format: str, name: str) -> None:
    """What the model refuses in events and terms, an editor that only knows the schema refuses too."""
    assert verdicts(broken_other(format, name), format) == [False, False, False]


@pytest.mark.parametrize("format", OTHERS)
def test_a_schema_refuses_the_files_of_the_other_formats(format: str) -> None:
    """An agreement is no events and no terms, and these are no agreement, by each schema."""
    whole = {"agreement/1": base(), **{other: made() for other, (_, made, _) in OTHERS.items()}}
    for other, data in whole.items():
        assert [valid(data) for valid in python_validators(format)] == [other == format] * 2
    assert [valid(whole[format]) for valid in python_validators()] == [False, False]


@needs_ajv
@pytest.mark.parametrize("format", OTHERS)
def test_ajv_in_strict_mode_agrees_on_events_and_terms(format: str) -> None:
    """The strictest validator of npm takes these schemas too, and judges every file alike."""
    spoilers = OTHERS[format][2]
    records = {"base": OTHERS[format][1](), **others(format), **{name: broken_other(format, name) for name in spoilers}}
    wrong = {name: valid for name, valid in asked_of_ajv(format, records).items() if valid != (name not in spoilers)}
    assert wrong == {}


@needs_ajv
def test_ajv_in_strict_mode_agrees() -> None:
    """The strictest validator of npm takes the schema without a complaint, and judges every record alike."""
    wrong = {name: valid for name, valid in ajv_verdicts().items() if valid != (name not in SPOILERS)}
    assert wrong == {}


def test_the_comparison_has_its_schema() -> None:
    """What `diff --format json` prints is valid against schemas/diff-1.json, with and without explanations."""
    from agreements import diff
    from agreements.renderers import DIFFS

    schema = json.loads((ROOT / "schemas/diff-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    peers = diff(example("ukraine/gbr-2024"), example("ukraine/usa-2024"), peers=True)
    versions = diff(example("policy/us-weapons-use-2024-05-15"), example("policy/us-weapons-use-2024-05-30"))
    for found in (peers, versions):
        assert found.claims
        for explain in (False, True):
            jsonschema.Draft202012Validator(schema).validate(json.loads(DIFFS["json"](found, explain=explain)))
