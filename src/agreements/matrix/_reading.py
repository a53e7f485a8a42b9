"""How features are read off a record: a field with its reason where it is empty, a piece of it with roles for names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from agreements.comparison._absence import lack
from agreements.comparison._roles import rename
from agreements.matrix._cells import Said, State, Unsaid
from agreements.model import Agreement, Record
from agreements.model.vocabulary import Coverage, Topic
from agreements.pointer import ROOT, Pointer

__all__ = [
    "by_role",
    "covers",
    "emptiness",
    "field_of",
    "plain_at",
    "provision",
    "roles_of",
    "together",
    "told",
    "weightiest",
]

R = TypeVar("R", bound=Record)


def covers(agreement: Agreement, *topics: str) -> bool:
    """Whether a record says that it holds everything on all of these topics."""
    return all(agreement.coverage.get(Topic(topic)) is Coverage.COMPLETE for topic in topics)


def roles_of(agreement: Agreement) -> Mapping[str, str]:
    """Return what the parties are called so that columns can be compared: each by its role where that is its alone."""
    return _roles(tuple((party.id, str(party.role)) for party in agreement.parties))


@lru_cache(maxsize=2048)
def _roles(parties: tuple[tuple[str, str], ...]) -> dict[str, str]:
    played = [role for _, role in parties]
    return {name: role for name, role in parties if played.count(role) == 1}


def by_role(agreement: Agreement, piece: R) -> R:
    """Return a piece of a record with its parties called by their roles."""
    plain = piece.plain()
    renamed = rename(plain, roles_of(agreement))
    return piece if renamed == plain else type(piece).model_validate(renamed)


def told(agreement: Agreement, piece: R, say: Callable[[R], str]) -> tuple[str, str]:
    """Return what a piece says, and the same with the parties called by their roles."""
    return say(piece), say(by_role(agreement, piece))


def plain_at(agreement: Agreement, pointer: Pointer) -> dict[str, Any]:
    """Return the plain data of the record, or of the part that a pointer leads to."""
    data: Any = agreement.as_written
    for step in pointer.steps:
        data = data[step]
    found: dict[str, Any] = data
    return found


def emptiness(agreement: Agreement, pointer: Pointer, name: str, topic: str, why: str = "") -> Unsaid:
    """Return why a field is empty.

    Args:
        agreement: The record.
        pointer: Where that which lacks the field stands.
        name: The field.
        topic: The topic it belongs to: where the record covers that completely, an empty field is silence. Empty: none,
            so that only `absent` tells.
        why: A few words more.
    """
    found = lack(plain_at(agreement, pointer), name, complete=bool(topic) and covers(agreement, topic))
    return Unsaid(State.of(found) if found is not None else State.NOT_COVERED, why, pointer / name)


def field_of(
    agreement: Agreement, pointer: Pointer, holder: Record, name: str, topic: str, say: Callable[[Any], str], path: str
) -> Said | Unsaid:
    """Return what one field of a part of a record says, or why it is empty."""
    value = getattr(holder, name)
    if value in (None, ()):
        return emptiness(agreement, pointer, name, topic)
    return Said(say(value), f"{path}/{name}" if path else name, _place(holder), pointer / name)


def provision(agreement: Agreement, name: str, say: Callable[[Any], str]) -> Iterable[Said] | Unsaid:
    """Return what a life-cycle field says, an item a value, or why it is empty."""
    value = getattr(agreement, name)
    listed = isinstance(value, tuple)
    items = value if listed else (value,) if value is not None else ()
    if not items:
        return emptiness(agreement, ROOT, name, Topic.LIFE_CYCLE)
    found = []
    for number, item in enumerate(items):
        key = getattr(item, "id", None) if listed else None
        words, shared = told(agreement, item, say)
        pointer = ROOT / name / number if listed else ROOT / name
        found.append(Said(words, f"{name}/{key}" if key else name, _place(item), pointer, shared))
    return found


def _place(item: Any) -> str:
    return str(getattr(item, "at", None) or "")


def together(found: Sequence[tuple[str, Said | Unsaid]]) -> Iterable[Said] | Unsaid:
    """Return several values as those of one cell, each with the label of what it belongs to where they differ."""
    said = [value for _, value in found if isinstance(value, Said)]
    empty = [value for _, value in found if isinstance(value, Unsaid)]
    if not said:
        return weightiest(empty)
    if not empty and len({(value.shared or value.value) for value in said}) == 1:
        return said
    return [_of(label, value) for label, value in found]


def _of(label: str, value: Said | Unsaid) -> Said:
    if isinstance(value, Unsaid):
        return Said(f"{value.state} ({label})" if label else str(value.state), pointer=value.pointer)
    if not label:
        return value
    shared = f"{value.shared or value.value} ({label})"
    return replace(value, value=f"{value.value} ({label})", shared=shared)


def weightiest(empty: Iterable[Unsaid]) -> Unsaid:
    """Return the one that says least: what can't be told outweighs silence."""
    order = [State.NOT_COVERED, State.UNKNOWN, State.SILENT, State.NOT_APPLICABLE]
    return min(empty, key=lambda one: order.index(one.state))
