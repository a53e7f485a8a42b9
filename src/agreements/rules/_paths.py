"""Paths of ids in a record: those that lead to a place, and what is there where one leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from agreements._spelling import did_you_mean
from agreements.model import Agreement, Record
from agreements.model._paths import name_of, names_in
from agreements.pointer import Pointer

__all__ = ["paths_to", "way_on"]

_FEW: Final = 30  # names that a hint lists


def paths_to(agreement: Agreement, pointer: Pointer) -> Iterator[str]:
    """Yield the paths that name a place of the record or what it stands in, the outermost first.

    A clause has two: by its id alone, and below `clauses`. Items of one name (two signatures) can't be told apart.
    """
    value: Any = agreement
    paths: list[str] = []
    for level, step in enumerate(pointer.steps):
        if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
            name = name_of(value)
            starts = ["", "clauses/"] if level == 1 and paths == ["clauses"] else [f"{path}/" for path in paths]
            paths = [f"{start}{name}" for start in starts] if name is not None else []
        else:
            paths = [f"{path}/{step}" for path in paths] if level else [str(step)]
            fields = type(value).model_fields.items() if isinstance(value, Record) else ()
            field = next((own for own, info in fields if step in (own, info.alias)), None)
            value = getattr(value, field) if field else None
        yield from paths


def way_on(agreement: Agreement, path: str) -> str:
    """Return, for a path that leads nowhere, the name that was meant, or what is there where it goes wrong."""
    names = path.split("/")
    end = next(end for end in range(len(names)) if agreement.find("/".join(names[: end + 1])) is None)
    above = "/".join(names[:end])
    found = agreement.find(above) if above else None
    fields = names_in(found.value if found else agreement)
    ids = () if above else tuple(clause.id for clause in agreement.clauses)
    if hint := did_you_mean(names[end], (*fields, *ids)):
        return hint
    if not fields:
        return f"{above!r} has nothing in it that has a name"
    more = f" and {len(fields) - _FEW} more" if len(fields) > _FEW else ""
    listed = ", ".join(fields[:_FEW]) + more
    return f"in {above!r} there is: {listed}" if above else f"begin with the id of a clause, or with one of: {listed}"
