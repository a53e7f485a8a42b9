"""The shipped records, events and terms of office, and what of them shows what a part of the format looks like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agreements import read
from agreements.model import Document, Record, Term
from agreements.reading import find_files

__all__ = ["example_of", "records_with", "values"]

_EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
_LONGEST = 14
"""So many lines an example may have."""


@cache
def _documents() -> tuple[Document, ...]:
    found = (read(file).document for file in find_files(_EXAMPLES, beside=True))
    return tuple(one for one in found if one is not None)


def values(value: Any) -> Iterator[Any]:
    """Yield a value and everything inside it, in the order of the record."""
    yield value
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from values(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from values(item)
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from values(pair)


@cache
def _found() -> tuple[Mapping[type[Record], list[str]], Mapping[tuple[type[Term], str], list[str]]]:
    """Return the YAML of every part by its class, and the ids of the records in which each word occurs.

    A word equals any text that reads alike, so its enumeration tells it apart from another one's.
    """
    parts: dict[type[Record], list[str]] = defaultdict(list)
    words: dict[tuple[type[Term], str], list[str]] = defaultdict(list)
    for document in _documents():
        for value in values(document):
            if isinstance(value, Record) and value is not document:
                data = dict(sorted(value.plain().items(), key=lambda item: _rank(item[0])))
                parts[type(value)].append(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100).rstrip())
            elif isinstance(value, Term) and document.id not in words[type(value), str(value)]:
                words[type(value), str(value)].append(document.id)
    return parts, words


def _rank(field: str) -> int:
    """Return where a field comes, as in a record that is written: what names a part first, `absent` last."""
    first = ("id", "kind", "rule", "event", "act")
    return first.index(field) if field in first else len(first) + (field == "absent")


def example_of(model: type[Record]) -> str:
    """Return a part of a shipped record as YAML: the fullest that isn't long; empty where there is none."""
    fitting = [text for text in _found()[0].get(model, ()) if text.count("\n") < _LONGEST]
    return max(fitting, key=lambda text: text.count("\n"), default="")


def records_with(word: Term) -> tuple[str, ...]:
    """Return the ids of the shipped records in which a word occurs."""
    return tuple(_found()[1].get((type(word), str(word)), ()))
