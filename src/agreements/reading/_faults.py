"""Plain data to a record, or to everything that keeps them from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pydantic import ValidationError

from agreements._quoting import quoted
from agreements.diagnostics import Finding, Severity
from agreements.faults import MAX_FINDINGS, found
from agreements.model import DOCUMENTS, Agreement, Document
from agreements.model._faults import Complaint, complaints, takes_prose, unquoted_texts
from agreements.reading._tree import Tree

__all__ = ["find_faults", "warnings"]

_QUOTE: Final = "write it in quotes"


def find_faults(data: object) -> tuple[Document | None, tuple[Complaint, ...]]:
    """Return the document plain data make, or None and why they make none."""
    if not isinstance(data, dict):
        shown = "a list" if isinstance(data, list) else f"the text {quoted(str(data), 40)}"
        hint = "a record is a mapping that starts with 'format: agreement/1'"
        return None, (Complaint(found("no-record", f"{shown} is no record", hint)),)
    model = _model(data)
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        return None, complaints(error, data, model)


def _model(data: object) -> type[Document]:
    """Return what plain data mean to be; an agreement where their format isn't known."""
    named = data.get("format") if isinstance(data, dict) else None
    return DOCUMENTS.get(named, Agreement) if isinstance(named, str) else Agreement


def warnings(tree: Tree, faults: Iterable[Complaint]) -> Iterator[Finding]:
    """Yield what is no fault in a text, but most likely a slip, now that it is known which field each value belongs to.

    A comment is only taken for a slip where the field takes any text. A text without quotes is one where the field
    takes a text, and nothing worse is said of it.

    Args:
        tree: What the text says.
        faults: What keeps it from being a record.
    """
    model = _model(tree.data)
    for finding in tree.findings:
        if finding.severity is not Severity.ERROR and takes_prose(finding.pointer, tree.data, model):
            yield finding
    if not tree.has_bare:
        return
    worse = {fault.finding.pointer for fault in faults}
    places = (place for place in unquoted_texts(tree.data, model) if place[0] not in worse)
    for pointer, text in islice(places, MAX_FINDINGS):
        kind = "truth value" if isinstance(text.taken_for, bool) else "number"
        message = f"{quoted(text)} is a {kind} for other readers"
        yield found("unquoted-text", message, f'{_QUOTE}: "{text[:60]}"', at=pointer)
    for pointer, _ in islice(places, 1):
        yield found("unquoted-text", "from here on more texts without quotes aren't listed", _QUOTE, at=pointer)
