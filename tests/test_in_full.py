"""`show --full` tells every field of every clause: whatever is filled, changed or known to be empty can be read."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from test_comparison import minimal

from agreements import Agreement
from agreements.model import Clause, Event, FrozenMap, Place, Record, Response, Trigger
from agreements.model._shapes import NOTATIONS, bare, fields, tagged
from agreements.model.money import DecimalText
from agreements.renderers import SHOWS
from agreements.renderers._account import sections
from agreements.renderers._safe import markdown
from agreements.timing import PartialDate, Period

Plain = dict[str, Any]
Way = tuple[str | int, ...]
KINDS = {kind: member for kind, member in tagged(Clause).items() if issubclass(member, Record)}
LIMITED = {"part": "parts", "topics": "topics", "clauses": "clauses"}
"""Which list a limitation looks at; a rule refuses the others beside it."""


class Filler:
    """Fills every field of a model, each with a value of its own."""

    def __init__(self) -> None:
        self.number = 100
        self.marks: list[str] = []

    def mapping(self, model: type[Record], depth: int = 0) -> Plain:
        """Return a part of a record with every field filled; events inside events stop at the second."""
        names = {name: field for name, field in fields(model).items() if name != "absent"}
        if model is Event and depth > 1:
            names = {name: field for name, field in names.items() if not self._holds_events(field.annotation)}
        deeper = depth + (model is Event)
        return {name: self.value(field.annotation, field, deeper) for name, field in names.items()}

    @staticmethod
    def _holds_events(annotation: Any) -> bool:
        return any(bare(one) is Event for one in get_args(bare(annotation)))

    def value(self, annotation: Any, field: FieldInfo | None, depth: int) -> Any:
        """Return a value for a field, never its default, and note how it must read."""
        plain = bare(annotation)
        self.number += 1
        number = self.number
        if members := tagged(plain):
            member = next(iter(members.values()))
            assert issubclass(member, Record)
            return self.mapping(member, depth)
        if get_origin(plain) is tuple:
            item = get_args(plain)[0]
            number_of = 2 if bare(item) is str else 1
            return [self.value(item, None, depth) for _ in range(number_of)]
        if get_origin(plain) is Literal:
            return get_args(plain)[0]
        if isinstance(plain, type) and issubclass(plain, Record):
            return self.mapping(plain, depth)
        if isinstance(plain, type) and issubclass(plain, StrEnum):
            return str(next(word for word in plain if field is None or word != field.default))
        if plain is Period:
            return self._mark(f"P{number}D", f"{number} days")
        if plain is PartialDate:
            return self._mark(f"{1500 + number}-01-02")
        if plain is DecimalText:
            return self._mark(f"0.{number}7")
        if plain is Place:
            return self._mark(f"II.{number}")
        assert plain is str, f"say how a test fills a field of the type {plain}"
        metadata = field.metadata if field else ()
        patterns = [one.pattern for one in (*metadata, *self._constraints(annotation)) if getattr(one, "pattern", None)]
        assert set(patterns) <= set(NOTATIONS)
        if "^[A-Z]{3}$" in patterns:
            return self._mark("USD")
        return self._mark(f"zq-{number}" if patterns else f"Zq {number} *so*")

    def _constraints(self, annotation: Any) -> Iterator[Any]:
        for one in getattr(annotation, "__metadata__", ()):
            yield from one.metadata if hasattr(one, "metadata") else (one,)
        if not isinstance(annotation, type):
            for inner in get_args(annotation):
                yield from self._constraints(inner)

    def _mark(self, text: str, said: str = "") -> str:
        self.marks.append(said or text)
        return text


def record(clause: Plain) -> Agreement:
    return Agreement.model_validate(minimal(clauses=[clause]))


@cache
def whole() -> dict[str, tuple[Plain, tuple[str, ...], Way]]:
    """Return a clause of each kind with every field filled, what must be read of it, and below which place it is new.

    A limitation is there for each way to say what it covers, a commitment for each way to put its amount and how often
    it is owed.
    """
    found: dict[str, tuple[Plain, tuple[str, ...], Way]] = {}
    for kind, model in KINDS.items():
        filler = Filler()
        data = {**filler.mapping(model), "kind": kind}
        if kind == "limitation":
            for covers, name in LIMITED.items():
                others = set(LIMITED.values()) - {name}
                own = {key: value for key, value in data.items() if key not in others} | {"applies_to": covers}
                marks = [mark for mark in filler.marks if all(mark not in data[other] for other in others)]
                found[f"{kind} of {covers}"] = (own, tuple(marks), ())
            continue
        found[kind] = (data, tuple(filler.marks), ())
    holders: tuple[tuple[str, Way], ...] = (("commitment", ()), ("trigger", ("responses", 0)))
    for kind, holder in holders:
        data, _, _ = found[kind]
        other = changed(data, (*holder, "modal"), "other")
        found[f"{kind} in another word"] = (other, (at(data, holder)["word"],), (*holder, "word"))
        for name in ("amount", "recurrence"):
            for tag, member in tagged(Response.model_fields[name].annotation).items():
                assert issubclass(member, Record)
                filler = Filler()
                put = changed(data, (*holder, name), {**filler.mapping(member), "rule": tag})
                found[f"{kind}, {name} {tag}"] = (put, tuple(filler.marks), (*holder, name))
    return found


def at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data


def changed(data: Plain, way: Way, value: Any) -> Plain:
    """Return a copy with another value at a place; None takes it out."""
    copied = copy.deepcopy(data)
    holder = at(copied, way[:-1])
    if value is None:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value
    return copied


def told(clause: Plain) -> str:
    """Return all that is said of a clause, its heading too."""
    found = sections(record(clause), full=True)
    return "\n".join(
        f"{heading}\n" + "\n".join(text for _, text in items)
        for heading, items in found
        if heading.startswith("Clauses on")
    )


def ways(value: Any, here: Way = ()) -> Iterator[Way]:
    """Yield where every part of plain data stands, whole lists and mappings too."""
    if here:
        yield here
    for step, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from ways(item, (*here, step))


def words_at(model: type[Record], data: Any, way: Way) -> tuple[str, ...]:
    """Return the words that a place can hold by the model; none where it holds no word."""
    annotation: Any = model
    for step in way:
        plain = bare(annotation)
        if members := tagged(plain):
            plain = next(member for tag, member in members.items() if tag in data.values())
        if isinstance(plain, type) and issubclass(plain, Record):
            annotation = fields(plain)[str(step)].annotation
        else:
            annotation = get_args(plain)[0]
        data = data[step]
    plain = bare(annotation)
    if get_origin(plain) is Literal:
        return tuple(map(str, get_args(plain)))
    return tuple(map(str, plain)) if isinstance(plain, type) and issubclass(plain, StrEnum) else ()


@pytest.mark.parametrize("name", whole())
def test_every_filled_field_is_told(name: str) -> None:
    """Whatever text, name, number, day, length or place a field holds stands in the account, in every format."""
    clause, marks, _ = whole()[name]
    made = record(clause)
    text, shown = told(clause), SHOWS["markdown"](made, full=True)
    lines = " ".join(SHOWS["text"](made, full=True).split())
    assert marks or "regularly" in name
    for mark in marks:
        assert mark in text
        assert mark in lines
    assert all(markdown(line) in shown for line in text.splitlines())


@pytest.mark.parametrize("name", whole())
def test_nothing_can_be_taken_out_unnoticed(name: str) -> None:
    """Without a field, or without one item of a list, the account is another one."""
    clause, _, below = whole()[name]
    text, taken = told(clause), 0
    for way in ways(at(clause, below), below):
        try:
            shorter = told(changed(clause, way, None))
        except ValidationError:  # it is required
            continue
        assert shorter != text, way
        taken += 1
    assert taken or "another word" in name


@pytest.mark.parametrize("name", whole())
def test_every_word_reads_differently(name: str) -> None:
    """Two words of a vocabulary in one field are never told alike."""
    clause, _, below = whole()[name]
    model = KINDS[clause["kind"]]
    for way in ways(at(clause, below), below):
        texts: dict[str, str] = {}
        for word in words_at(model, clause, way):
            try:
                text = told(changed(clause, way, word))
            except ValidationError:  # the tag of something else, or a modal that needs its word
                continue
            assert text not in texts, (way, word, texts.get(text))
            texts[text] = word


@pytest.mark.parametrize(
    ("model", "holder"), [*((model, "") for model in KINDS.values()), (Response, "responses")], ids=str
)
def test_why_a_field_is_empty_is_told(model: type[Record], holder: str) -> None:
    """What the text is silent on, what could not be found out and what can't arise is said of every field."""
    filler = Filler()
    bare_clause = {**filler.mapping(Trigger if holder else model), "kind": "trigger"}
    owner = bare_clause["responses"][0] if holder else {**filler.mapping(model), "kind": bare_clause_kind(model)}
    needed = {name: value for name, value in owner.items() if fields(model)[name].is_required()}
    for name, field in fields(model).items():
        if field.is_required() or name == "absent":
            continue
        texts = set()
        for why in (None, "silent", "unknown", "not-applicable"):
            part = {**needed, **({"absent": {name: why}} if why else {})}
            texts.add(told({**bare_clause, "responses": [part]} if holder else part))
        assert len(texts) == 4, name


def bare_clause_kind(model: type[Record]) -> str:
    return next(kind for kind, member in KINDS.items() if member is model)


def test_why_a_part_of_a_field_is_empty_is_told() -> None:
    """That a text names no attacker is said where the event stands, by the number of the event."""
    events = [{"event": "armed-attack", "absent": {"by": "silent"}}, {"event": "invasion"}]
    clause = {"id": "a", "kind": "trigger", "topic": "peace", "when": events, "absent": {"responses": "unknown"}}
    assert "\nthe text is silent on when 1: by" in told(clause)
    assert "\ncould not be found out: responses" in told(clause)


def test_the_filler_knows_every_type() -> None:
    """No field is passed over: every field of every kind is filled, so that a new one is tested the day it is added."""
    for kind, model in KINDS.items():
        data = Filler().mapping(model)
        assert set(data) == set(fields(model)) - {"absent"}, kind
    assert FrozenMap not in (bare(field.annotation) for model in KINDS.values() for field in fields(model).values())


def test_a_promise_on_request_reads_as_one() -> None:
    """What is promised only on request, or during a time, isn't told as owed at any time."""
    owed: Plain = {"id": "a", "kind": "commitment", "topic": "training", "act": "promote", "modal": "will"}
    owed |= {"bearers": ["USA"], "summary": "Going back to serve."}
    asked = {**owed, "conditions": [{"event": "request", "by": ["UKR"]}], "length": "P10Y"}
    assert "USA: will promote, over 10 years, only upon request by UKR: Going back to serve." in told(asked)
    allowed = {**owed, "conditions": [{"event": "security-allows"}], "condition": "If it can.", "span": "2024"}
    assert "promote, during 2024, only if or while security allows, condition: If it can: Going" in told(allowed)
