"""Why a field is empty on a side, and whether that can be held against a filled one."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from agreements.comparison._changes import Leaf
from agreements.comparison._leaves import leaves_of
from agreements.pointer import Pointer

__all__ = ["Lack", "differing_fields", "lack", "reason", "same_gap"]

Plain = dict[str, Any]


class Lack(StrEnum):
    """Why nothing stands in a field."""

    SILENT = "silent"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"
    UNRECORDED = "unrecorded"

    @property
    def told(self) -> bool:
        """Whether the text is known to say nothing, so that a filled field is more than this."""
        return self in (Lack.SILENT, Lack.NOT_APPLICABLE)

    @property
    def words(self) -> str:
        """The reason, for a reader."""
        return {"silent": "the text is silent", "unknown": "could not be found out"}.get(
            self.value, "can't arise here" if self is Lack.NOT_APPLICABLE else "not recorded"
        )


def reason(data: Plain, name: str) -> str | None:
    """Return the word that `absent` has for a field; None where it names none."""
    found: str | None = data.get("absent", {}).get(name)
    return found


def lack(data: Plain, name: str, *, complete: bool) -> Lack | None:
    """Return why a field is empty, None where it is filled.

    Args:
        data: The record or part of one.
        name: The field.
        complete: Whether everything the text says here was recorded: then what isn't there isn't in the text.
    """
    if name in data:
        return None
    why = reason(data, name)
    return Lack(why) if why else Lack.SILENT if complete else Lack.UNRECORDED


def same_gap(one: Lack | None, other: Lack | None) -> bool:
    """Whether two empty fields are equally empty: both known to be, or both not known to be."""
    return (one is None or one.told) == (other is None or other.told)


def differing_fields(one: Plain, other: Plain, first: Pointer, second: Pointer) -> dict[str, tuple[Leaf, ...]]:
    """Return, for each field that differs, where: its values, and why it is empty.

    Args:
        one: What holds the fields in the old record.
        other: What holds them in the new one.
        first: Where `one` stands.
        second: Where `other` stands.
    """
    found: dict[str, tuple[Leaf, ...]] = {}
    if one == other:
        return found
    reasons, others = one.get("absent", {}), other.get("absent", {})
    for name in dict.fromkeys((*one, *other, *reasons, *others)):
        if name == "absent":
            continue
        value, against = one.get(name), other.get(name)
        leaves = list(leaves_of(value, against, first / name, second / name)) if value != against else []
        before, after = reasons.get(name), others.get(name)
        if before != after:
            leaves.append((first / "absent" / name if before else None, second / "absent" / name if after else None))
        if leaves:
            found[name] = tuple(leaves)
    return found
