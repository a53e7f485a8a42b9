"""Records, events and terms of office to text, canonical: what is equal gives equal bytes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from agreements.errors import AgreementsError, InvalidValueError
from agreements.model import Agreement, Document
from agreements.model._base import Record
from agreements.model._given import expect_document
from agreements.model.clauses import ClauseBase
from agreements.reading import parse
from agreements.writing._comments import carry, find_comments
from agreements.writing._layout import lay_out

__all__ = ["plain", "rewrite", "write"]


def plain(document: Document) -> dict[str, Any]:
    """Return a record, events or terms of office as plain data in canonical order; empty fields are left out.

    What says which part it is comes first, then what that part alone has, then what all of its like have (the place,
    sources, a note), then `absent`. The clauses are a record's last.
    """
    ordered: dict[str, Any] = _ordered(document, document.plain())
    return ordered


# A comment may belong to something else once its neighbours are on one line: what is written is what stays as it is.
_ROUNDS = 4
_FIRST = ("format", "id", "kind", "rule", "event")
_FIRST_IN_CLAUSE = ("part", "topic", "at", "cite")


def _ordered(part: object, value: Any) -> Any:
    """Put the plain data of a part of the record in order."""
    if isinstance(part, tuple):
        return [_ordered(item, below) for item, below in zip(part, value, strict=True)]
    if not isinstance(part, Record):
        return value
    return {
        written: _ordered(getattr(part, name), value[written])
        for name, written in _order(type(part))
        if written in value
    }


@cache
def _order(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the names of a model's fields, in the model and as written, in the order to write them."""
    first = _FIRST + _FIRST_IN_CLAUSE if issubclass(model, ClauseBase) else _FIRST
    last = ("absent", "clauses") if model is Agreement else ("absent",)
    shared = {name for base in model.__bases__ for name in getattr(base, "model_fields", ())}

    def rank(name: str) -> tuple[int, int]:
        if name in first:
            return 0, first.index(name)
        if name in last:
            return 3, last.index(name)
        return (2 if name in shared else 1), 0

    names = sorted(model.model_fields, key=rank)
    return tuple((name, model.model_fields[name].alias or name) for name in names)


def write(document: Document, format: Literal["yaml", "json"] = "yaml") -> str:
    """Return the canonical text of a record, events or terms of office, ending in a line end.

    In YAML what fits on a line of 120 columns stands on one, in braces or brackets; long texts are folded; a text that
    some reader takes for a number, a truth value or a day is quoted.

    Args:
        document: The record, events or terms of office.
        format: `yaml` or `json`.

    Raises:
        InvalidValueError: `format` is neither `yaml` nor `json`; it is a `ValueError` too.
        WrongTypeError: `document` is none.
    """
    data = plain(expect_document(document, "write"))
    if format == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if format == "yaml":
        return lay_out(data)
    raise _no_format(format)


def _no_format(format: object) -> InvalidValueError:
    hint = ""
    if Path(str(format)).suffix:
        hint = f"write() returns the text; Path({str(format)[:80]!r}).write_text(text, encoding='utf-8') puts it there"
    return InvalidValueError("format", format, "a record is written as 'yaml' or 'json'", hint)


def rewrite(document: Document, text: str) -> str:
    """Return the canonical YAML of a record, events or terms of office, with the comments and blank lines of its text.

    They stay with what they stood before, beside or after; a list or mapping with one inside takes several lines.

    Args:
        document: The record, events or terms of office.
        text: The YAML it was read from.

    Raises:
        AgreementsError: A comment would be lost or would change the record. It is a fault of ours, met before
            anybody's file is written.
    """
    data = plain(document)
    carried = carry(text, data)
    for _ in range(_ROUNDS):
        if carried == (again := carry(carried, data)):
            break
        carried = again
    kept = sorted(comment.text for comment in find_comments(carried))
    if parse(carried).document != document or kept != sorted(comment.text for comment in find_comments(text)):
        raise AgreementsError("its comments can't be kept")
    return carried
