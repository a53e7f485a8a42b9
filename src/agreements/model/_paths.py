"""Paths of ids: how a claim, or an exception from a rule, names a place of a file across its versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agreements.model._base import Absence, Record
from agreements.pointer import Pointer

__all__ = ["Found", "lead", "name_of", "names_in"]

_NAMING: Final = ("id", "act", "party")


@dataclass(frozen=True, slots=True)
class Found:
    """What a path of ids and field names leads to.

    Attributes:
        pointer: Where it stands in the record.
        value: What stands there; None or empty where the field isn't filled.
        absent: Why the field isn't filled, where the record says so.
    """

    pointer: Pointer
    value: Any
    absent: Absence | None


def lead(start: Record, pointer: Pointer, names: Sequence[str]) -> Found | None:
    """Return what names lead to; None where they lead nowhere.

    Args:
        start: Where to start.
        pointer: Where that stands.
        names: Names of fields, items of lists and keys of mappings, from there on.
    """
    value: Any = start
    owner = start
    for name in names:
        if isinstance(value, Record):
            owner = value
            fields = type(value).model_fields.items()
            field = next((own for own, info in fields if name in (own, info.alias)), None)
            if field is None:
                return None
            pointer /= type(value).model_fields[field].alias or field
            value = getattr(value, field)
        elif isinstance(value, tuple):
            at = next((place for place, one in enumerate(value) if name == name_of(one)), None)
            if at is None:
                return None
            pointer, value = pointer / at, value[at]
        elif isinstance(value, Mapping) and name in value:
            pointer, value = pointer / name, value[name]
        else:
            return None
    absent = owner.absent.get(names[-1]) if names and value in (None, ()) else None
    return Found(pointer, value, absent)


def name_of(item: object) -> str | None:
    """Return what a path calls an item of a list: its id, else its act, else its party; None where it has none."""
    return next((str(name) for own in _NAMING if (name := getattr(item, own, None)) is not None), None)


def names_in(value: object) -> tuple[str, ...]:
    """Return what a path can name below a value: the fields that are filled, or the items or keys, each once."""
    if isinstance(value, Record):
        fields = type(value).model_fields.items()
        return tuple(own.alias or name for name, own in fields if getattr(value, name) and name != "absent")
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(name for name in map(name_of, value) if name is not None))
    return tuple(map(str, value)) if isinstance(value, Mapping) else ()
