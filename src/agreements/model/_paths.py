"""Paths of ids: how a claim, or an exception from a rule, names a place of the record across its versions."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from agreements.model._base import Record

__all__ = ["IdPath", "name_of", "names_in"]

IdPath = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_]+(-[A-Za-z0-9]+)*(/[A-Za-z0-9_]+(-[A-Za-z0-9]+)*)*$", max_length=200)
]
"""A clause's id or a field's name, then ids and names of fields, joined by `/`."""

_NAMING: Final = ("id", "act", "party")


def name_of(item: object) -> str | None:
    """Return what a path calls an item of a list: its id, else its act, else its party; None where it has none."""
    return next((str(name) for own in _NAMING if (name := getattr(item, own, None)) is not None), None)


def names_in(value: object) -> tuple[str, ...]:
    """Return what a path can name below a value: the fields that are filled, or the items, each once."""
    if isinstance(value, Record):
        fields = type(value).model_fields.items()
        return tuple(own.alias or name for name, own in fields if getattr(value, name) and name != "absent")
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(name for name in map(name_of, value) if name is not None))
    return ()
