"""What a user sees in an editor: the real language server of YAML with the schema that a record names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsp import Client
from material import EXAMPLES, ROOT

from agreements.reading import find_files, parse
from agreements.schema import build_schema

SERVER = ROOT / "tests" / "npm" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    NODE is None or not SERVER.exists(),
    reason="npm yaml-language-server isn't here; run npm install in tests/npm, with Node.js",
)
# Nothing is fetched: the schema is the one that the record's first line names.
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {},
    "[yaml]": {},
    "editor": {},
    "files": {},
}
BESIDE = tuple(path for path in find_files(ROOT / "examples", beside=True) if path not in EXAMPLES)
EVENTS = ROOT / "examples" / "ukraine" / "events" / "scenario-attack.yaml"
TERMS = ROOT / "examples" / "context" / "us-presidents.yaml"
USA = ROOT / "examples" / "ukraine" / "usa-2024.yaml"
TEXT = USA.read_text(encoding="utf-8")
# The record without its clauses and its duration, so that either can be begun.
START = re.sub(r"(?ms)^duration:.*?(?=^\w)", "", TEXT.partition("clauses:")[0])
KINDS = {
    "trigger": "Something that happens sets something off.",
    "commitment": "An undertaking that stands by itself.",
    "limitation": "Something that qualifies other clauses: overlays every clause it covers.",
    "statement": "Something said, not promised.",
    "definition": "What a word means.",
    "institution": "A body set up or used.",
    "report": "Past money or deeds.",
    "policy": "What one issuer allows or forbids another, in a policy it can change alone.",
    "other": "Placed, but not yet typed.",
}


@pytest.fixture(scope="module", name="editor")
def _editor() -> Iterator[Client]:
    assert NODE is not None
    with Client([NODE, str(SERVER), "--stdio"], SETTINGS) as client:
        yield client


def completions(editor: Client, text: str) -> dict[str, Any]:
    """What is offered at the end of a text, by its label."""
    editor.open(USA, text)
    lines = text.split("\n")
    found = editor.at("textDocument/completion", USA, len(lines) - 1, len(lines[-1]))
    return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found)}


def hover(editor: Client, needle: str) -> str:
    """What is shown over the first place where a piece of the record stands."""
    editor.open(USA, TEXT)
    lines = TEXT.split("\n")
    line = next(number for number, content in enumerate(lines) if needle in content)
    found = editor.at("textDocument/hover", USA, line, lines[line].index(needle) + 1)
    return str(found["contents"]["value"])


@pytest.mark.parametrize("path", [*EXAMPLES, *BESIDE], ids=lambda path: str(path.stem))
def test_a_good_record_has_no_marks(editor: Client, path: Path) -> None:
    """An editor has nothing to say about a shipped record."""
    assert editor.open(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("immediacy: immediately", "immediacey: immediately", "Property immediacey is not allowed"),
        ("modal: shall\n", "modal: shal\n", '"shall"'),
        ("kind: trigger", "kind: triger", '"commitment"'),
        ("topic: response-to-aggression", "topic: agression", '"response-to-aggression"'),
        ("within: PT24H", "within: 24h", "pattern"),
        ("instrument: agreement", "instrument: agrement", '"agreement"'),
    ],
)
def test_a_fault_is_marked_at_its_line(editor: Client, old: str, new: str, words: str) -> None:
    """A misspelt key and a wrong word are marked where they stand, and nowhere else, with what may stand there."""
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    line = text[: text.index(new)].count("\n")
    marks = editor.open(USA, text)
    assert {mark["range"]["start"]["line"] for mark in marks} == {line}
    assert any(words in mark["message"] for mark in marks), marks


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (EVENTS, "hypothetical: true", "hypotetical: true", "Property hypotetical is not allowed"),
        (EVENTS, "against: [UKR]", "agianst: [UKR]", "Property agianst is not allowed"),
        (EVENTS, "event: armed-attack", "event: armed-atack", '"armed-attack"'),
        (EVENTS, "kind: request", "kind: reqest", '"request"'),
        (EVENTS, "T04:10:00+02:00[Europe/Kyiv]", "T04:10", "pattern"),
        (TERMS, "party: USA", "partei: USA", "Property partei is not allowed"),
        (TERMS, 'ends: "2025-01-20"', "ends: January 2025", "pattern"),
    ],
)
def test_a_fault_in_events_and_terms_is_marked_at_its_line(
    editor: Client, path: Path, old: str, new: str, words: str
) -> None:
    """A misspelt key, a wrong word, a moment without a zone: each is marked where it stands, by the file's schema."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    line = text[: text.index(new)].count("\n")
    marks = editor.open(path, text)
    assert any(words in mark["message"] and mark["range"]["start"]["line"] == line for mark in marks), marks


def test_the_kinds_of_what_happened_are_offered(editor: Client) -> None:
    """After `kind:` in an event file each kind is offered, with what it stands for."""
    text = (
        "# yaml-language-server: $schema=../../../schemas/events-1.json\nformat: events/1\nevents:\n- id: a\n  kind: "
    )
    editor.open(EVENTS, text)
    lines = text.split("\n")
    found = editor.at("textDocument/completion", EVENTS, len(lines) - 1, len(lines[-1]))
    items = found["items"] if isinstance(found, dict) else found
    told = {item["label"]: item["documentation"] for item in items}
    assert told == {
        "event": "An event in the world: an attack, the end of hostilities, an accession.",
        "act": "An act of a party by treaty law, not written in the record: a ratification, a notice, a termination.",
        "request": "Somebody asked for what a text provides upon request.",
        "deed": "Something that was done and may answer a duty: a meeting, a delivery, a payment.",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: official\n", "text: official\nversion: 2\n"),
        ("text: official\n", 'text: official\nversion: "2"\n'),
        ("text: official\n", "text: official\nversion: true\n"),
        ("text: official\n", "text: official\nversion: yes\n"),
        ("text: official\n", "text: official\nversion: 2024-06-13\n"),
        ('date: "2024-06-13"', "date: 2024-06-13"),
        ('date: "2024-06-13"', "date: 2024"),
        ("  at: II ¶4\n", "  at: 4\n"),
        ("  at: II ¶4\n", "  at: .4\n"),
        ("id: emergency-meeting", "id: 24"),
        ("rule: upon-signature,", "rule: notifications, counts: giving, number: 2,"),
        ("rule: upon-signature,", 'rule: notifications, counts: giving, number: "2",'),
        ("rule: upon-signature,", "rule: notifications, counts: giving, number: 0x2,"),
        ("rule: upon-signature,", "rule: notifications, counts: giving, number: true,"),
    ],
)
def test_the_reader_and_the_editor_agree_about_numbers(editor: Client, old: str, new: str) -> None:
    """What an editor marks because of missing quotes, or of quotes too many, the reader finds on the same line."""
    assert old in TEXT
    text = TEXT.replace(", version: not-applicable", "").replace(" by: [UKR, USA], at: IX s1", " at: IX s1")
    text = text.replace(old, new, 1)
    marks = {mark["range"]["start"]["line"] + 1 for mark in editor.open(USA, text)}
    assert {finding.span.line for finding in parse(text).findings if finding.span} == marks


def test_a_wrong_kind_is_told_every_kind(editor: Client) -> None:
    """A clause of no kind is answered with all the kinds there are, not with the one that looks nearest."""
    marks = editor.open(USA, TEXT.replace("kind: trigger", "kind: triger", 1))
    assert all(f'"{kind}"' in marks[0]["message"] for kind in KINDS)


def test_the_kinds_of_a_clause_are_offered(editor: Client) -> None:
    """After `kind:` each kind is offered, with what it stands for."""
    found = completions(editor, f"{START}clauses:\n- id: a\n  kind: ")
    assert {label: item["documentation"] for label, item in found.items()} == KINDS
    assert len(KINDS) == len(build_schema()["properties"]["clauses"]["items"]["oneOf"])


def test_a_clause_is_offered_by_its_kind(editor: Client) -> None:
    """A new clause can be begun from its kind, by the word that stands in records, with all that it must have."""
    found = completions(editor, f"{START}clauses:\n- id: a\n  ")
    assert {label.removeprefix("- (array item) ") for label in found} == set(KINDS)
    statement = found["- (array item) statement"]["insertText"]
    assert all(f"{name}: " in statement for name in ("id", "topic", "kind", "act", "summary"))


def test_the_fields_of_the_kind_are_offered(editor: Client) -> None:
    """Once its kind stands there, a clause is offered the fields of that kind and no others, with their texts."""
    found = completions(editor, f"{START}clauses:\n- id: a\n  kind: trigger\n  w")
    assert {"when", "responses", "on_request_of"} <= set(found)
    assert not {"speakers", "bearers", "meanings"} & set(found)
    assert found["when"]["documentation"] == "Any one of these sets it off."
    assert "renewal" not in found["absent"]["insertText"]


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        (
            "clauses:\n- id: a\n  kind: trigger\n  responses:\n  - act: meet\n    modal: ",
            "shall",
            "Firm; the usual word",
        ),
        ("clauses:\n- id: a\n  kind: trigger\n  topic: ", "cyber", "Cyber security"),
        ("duration:\n  rule: ", "indefinite", "Without an end."),
        ("clauses:\n- kind: commitment\n  amount: {rule: ", "share-of-gdp", "A share of the gross domestic product."),
    ],
)
def test_words_are_offered_with_their_meaning(editor: Client, text: str, word: str, meaning: str) -> None:
    """A word of the vocabulary, and the tag of a block, is offered with what it says."""
    assert meaning in completions(editor, START + text)[word]["documentation"]


@pytest.mark.parametrize(
    ("needle", "said"),
    [
        ("deadline: {", "By when."),
        ("within: PT24H", "Within this time."),
        ("kind: trigger", "#### Kind\n\nSomething that happens sets something off."),
        ("modal: shall", "Firm; the usual word of a binding text."),
        ("termination:", "The ways to end it or to leave it."),
    ],
)
def test_hovering_shows_the_text_of_a_field(editor: Client, needle: str, said: str) -> None:
    """Over a field stands what it is for; over one that holds a word of the vocabulary, what that word says."""
    assert said in hover(editor, needle)
