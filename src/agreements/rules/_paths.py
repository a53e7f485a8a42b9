"""Paths of ids in a file: where they lead, those that lead to a place, and what is there where one leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from agreements._spelling import did_you_mean
from agreements.model import Agreement, Chronology, Document, Found, Record, TermsOfOffice
from agreements.model._paths import lead, name_of, names_in
from agreements.pointer import ROOT, Pointer

__all__ = ["find", "paths_to", "way_on"]

_FEW: Final = 30  # names that a hint lists

_ITEMS: Final[Mapping[type[Document], tuple[str, str]]] = {
    Agreement: ("clauses", "a clause"),
    Chronology: ("events", "an event"),
    TermsOfOffice: ("terms", "a term"),
}
"""The field whose items are known by their id alone, and what one is called."""


def find(document: Document, path: str) -> Found | None:
    """Return what a path leads to; None where it leads nowhere."""
    if isinstance(document, Agreement):
        return document.find(path)
    first, *rest = path.split("/")
    field, _ = _ITEMS[type(document)]
    for index, item in enumerate(getattr(document, field)):
        if item.id == first:
            return lead(item, ROOT / field / index, rest)
    return lead(document, ROOT, (first, *rest))


def paths_to(document: Document, pointer: Pointer) -> Iterator[str]:
    """Yield the paths that name a place of a file or what it stands in, the outermost first.

    A clause has two: by its id alone, and below `clauses`; so have an event and a term. Items of one name (two
    signatures) can't be told apart.
    """
    value: Any = document
    paths: list[str] = []
    alone, _ = _ITEMS[type(document)]
    for level, step in enumerate(pointer.steps):
        if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
            name = name_of(value)
            starts = ["", f"{alone}/"] if level == 1 and paths == [alone] else [f"{path}/" for path in paths]
            paths = [f"{start}{name}" for start in starts] if name is not None else []
        else:
            paths = [f"{path}/{step}" for path in paths] if level else [str(step)]
            fields = type(value).model_fields.items() if isinstance(value, Record) else ()
            field = next((own for own, info in fields if step in (own, info.alias)), None)
            value = getattr(value, field) if field else None
        yield from paths


def way_on(document: Document, path: str) -> str:
    """Return, for a path that leads nowhere, the name that was meant, or what is there where it goes wrong."""
    names = path.split("/")
    end = next(end for end in range(len(names)) if find(document, "/".join(names[: end + 1])) is None)
    above = "/".join(names[:end])
    found = find(document, above) if above else None
    fields = names_in(found.value if found else document)
    items, one = _ITEMS[type(document)]
    ids = () if above else tuple(item.id for item in getattr(document, items))
    if hint := did_you_mean(names[end], (*fields, *ids)):
        return hint
    if not fields:
        return f"{above!r} has nothing in it that has a name"
    more = f" and {len(fields) - _FEW} more" if len(fields) > _FEW else ""
    listed = ", ".join(fields[:_FEW]) + more
    return f"in {above!r} there is: {listed}" if above else f"begin with the id of {one}, or with one of: {listed}"
