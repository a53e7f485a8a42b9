"""Plain data to a record, or to everything that keeps them from being one."""

from __future__ import annotations

from pydantic import ValidationError

from agreements._quoting import quoted
from agreements.faults import found
from agreements.model import DOCUMENTS, Agreement, Document
from agreements.model._faults import Complaint, complaints, takes_prose
from agreements.pointer import Pointer

__all__ = ["find_faults", "is_text"]


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


def is_text(pointer: Pointer, data: object) -> bool:
    """Whether a place in plain data belongs to a field that takes any text: prose, a name or a title."""
    return takes_prose(pointer, data, _model(data))
