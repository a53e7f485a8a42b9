"""Records, events and terms of office to text, canonical: what is equal gives equal bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import yaml

from agreements.errors import AgreementsError, InvalidValueError
from agreements.model import Document
from agreements.model._given import expect_document
from agreements.reading import parse
from agreements.writing._comments import carry, find_comments

__all__ = ["plain", "rewrite", "write"]


def plain(document: Document) -> dict[str, Any]:
    """Return a record, events or terms of office as plain data in canonical order; empty fields are left out."""
    ordered: dict[str, Any] = _ordered(document.plain())
    return ordered


_FIRST = ("format", "id", "kind", "rule", "event", "act")


def _ordered(value: Any) -> Any:
    """Put the tag and the id first and `absent` last; the other fields keep the order of the format."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    ordered = {name: _ordered(value[name]) for name in _FIRST if name in value}
    ordered |= {name: _ordered(item) for name, item in value.items() if name not in _FIRST and name != "absent"}
    if "absent" in value:
        ordered["absent"] = _ordered(value["absent"])
    return ordered


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(document: Document, format: Literal["yaml", "json"] = "yaml") -> str:
    """Return the canonical text of a record, events or terms of office, ending in a line end.

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
        return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)
    raise _no_format(format)


def _no_format(format: object) -> InvalidValueError:
    hint = ""
    if Path(str(format)).suffix:
        hint = f"write() returns the text; Path({str(format)[:80]!r}).write_text(text, encoding='utf-8') puts it there"
    return InvalidValueError("format", format, "a record is written as 'yaml' or 'json'", hint)


def rewrite(document: Document, text: str) -> str:
    """Return the canonical YAML of a record, events or terms of office, with the comments of the text it was read from.

    Blank lines, quotes and the layout of lists go; comments stay with what they stood before, beside or after.

    Args:
        document: The record, events or terms of office.
        text: The YAML it was read from.

    Raises:
        AgreementsError: A comment would be lost or would change the record. It is a fault of ours, met before
            anybody's file is written.
    """
    carried = carry(text, write(document))
    kept = sorted(comment.text for comment in find_comments(carried))
    if parse(carried).document != document or kept != sorted(comment.text for comment in find_comments(text)):
        raise AgreementsError("its comments can't be kept")
    return carried
