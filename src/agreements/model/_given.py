"""What a caller hands in where a record, a path or a day is wanted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime

from agreements.errors import WrongTypeError
from agreements.model.agreement import Agreement
from agreements.model.chronology import Chronology
from agreements.model.documents import Document
from agreements.model.offices import TermsOfOffice

__all__ = ["expect_agreement", "expect_day", "expect_document", "expect_path"]


def expect_agreement(value: object, function: str) -> Agreement:
    """Return a value that is a record.

    Args:
        value: What a function was given.
        function: The function's name.

    Raises:
        WrongTypeError: It is none; the error says what to pass instead.
    """
    if isinstance(value, Agreement):
        return value
    raise WrongTypeError(function, "a record", value, _hint(value))


def expect_document(value: object, function: str) -> Document:
    """Return a value that is an agreement, events or terms of office.

    Args:
        value: What a function was given.
        function: The function's name.

    Raises:
        WrongTypeError: It is none; the error says what to pass instead.
    """
    if isinstance(value, Agreement | Chronology | TermsOfOffice):
        return value
    raise WrongTypeError(function, "a record, events or terms of office", value, _hint(value))


def _hint(value: object) -> str:
    if isinstance(value, str | os.PathLike):
        is_text = isinstance(value, str) and "\n" in value
        return "parse(text).agreement makes one of a text" if is_text else "load(path) reads one from a file"
    if isinstance(value, Mapping):
        return "Agreement.from_plain(...) makes one of plain data"
    if isinstance(value, Chronology | TermsOfOffice):
        return f"it holds {value.format}"
    if hasattr(value, "agreement"):
        if value.agreement is None and getattr(value, "document", None) is not None:
            return "it holds no agreement: its .document is something else"
        return "pass its .agreement" if value.agreement is not None else "it holds no valid one: see its .findings"
    if isinstance(value, list | tuple):
        return "pass one of them at a time"
    return ""


def expect_day(value: object, function: str, name: str) -> date:
    """Return a value that is a day.

    Args:
        value: What a function was given.
        function: The function's name.
        name: The argument's name.

    Raises:
        WrongTypeError: It is none, or a moment, which is another day elsewhere.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    hint = "a moment has a day only where one is: pass .date()" if isinstance(value, datetime) else ""
    hint = hint or "datetime.date.fromisoformat(text) makes one of a text" * isinstance(value, str)
    raise WrongTypeError(function, f"a datetime.date as {name}", value, hint)


def expect_path(path: object, function: str) -> str:
    """Return a path as text.

    Args:
        path: What a function was given.
        function: The function's name.

    Raises:
        WrongTypeError: It is no path.
    """
    if isinstance(path, Agreement):
        raise WrongTypeError(function, "a path", path, "it is a record already")
    if not isinstance(path, str | os.PathLike) or not isinstance(text := os.fspath(path), str):
        raise WrongTypeError(function, "a path, as text or pathlib.Path", path)
    return text
