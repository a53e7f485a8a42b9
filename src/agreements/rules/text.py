"""Rules about what stands twice in a record, about claims, and about the characters of its texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Claim, Document, Record, Trigger
from agreements.model.vocabulary import ClaimRelation
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import ANY_DOCUMENT, rule
from agreements.rules._walk import clauses, records, unprintable_texts

_WITH_IDS = (
    "clauses",
    "parties",
    "actors",
    "sources",
    "parts",
    "claims",
    "termination",
    "survival",
    "review",
    "events",
    "terms",
)


@rule("duplicate-id", severity=Severity.ERROR, of=ANY_DOCUMENT)
def duplicate_id(document: Document) -> Iterator[Finding]:
    """Two siblings have the same id.

    Ids are how a thing is known across versions and in other records; the second one could never be asked for.

    What to do: give one of them another id. Responses without an id are known by their act.
    """
    for name in _WITH_IDS:
        yield from _twice(ROOT / name, [one.id for one in getattr(document, name, ())])
    if isinstance(document, Agreement):
        shared = {party.id for party in document.parties}
        for index, actor in enumerate(document.actors):
            if actor.id in shared:
                yield Finding(ROOT / "actors" / index / "id", f"{actor.id!r} is a party already")
    for here, clause in clauses(document):
        if isinstance(clause, Trigger):
            steps = ["id" if response.id else "act" for response in clause.responses]
            yield from _twice(here / "responses", [one.key for one in clause.responses], steps)


def _twice(here: Pointer, ids: list[str], steps: Sequence[str] = ()) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            step = steps[index] if steps else "id"
            hint = "give it an id of its own"
            yield Finding(here / index / step, f"{one!r} is the id of an earlier one too", hint=hint)
        seen.add(one)


@rule("recorded-twice", severity=Severity.WARNING, of=ANY_DOCUMENT)
def recorded_twice(document: Document) -> Iterator[Finding]:
    """The same act, source or place is recorded twice, or a place is passed over and recorded.

    An act that stands twice counts twice in every table; two ids of one source look like two sources that agree; and
    a place that was passed over and recorded leaves open which of it is true.

    What to do: take one of the two out, or say in what they differ.
    """
    if isinstance(document, Agreement):
        yield from _acts(document)
    addresses: dict[str, str] = {}
    for index, source in enumerate(document.sources):
        if source.url is not None:
            if source.url in addresses:
                message = f"{source.id!r} has the address of {addresses[source.url]!r}"
                yield Finding(ROOT / "sources" / index / "url", message, hint="make one source of the two")
            addresses.setdefault(source.url, source.id)
    if isinstance(document, Agreement):
        yield from _passed_over(document)


def _acts(agreement: Agreement) -> Iterator[Finding]:
    acts: dict[tuple[object, ...], str] = {}
    for index, action in enumerate(agreement.actions):
        for number, party in enumerate(action.by if action.date is not None else ()):
            key = (action.act, action.part, action.date, party)
            if key in acts:
                here = ROOT / "actions" / index / "by" / number
                message = f"{action.act} by {party} on {action.date} is recorded in {acts[key]} already"
                yield Finding(here, message, hint="take one of them out")
            acts.setdefault(key, f"actions/{index}")


def _passed_over(agreement: Agreement) -> Iterator[Finding]:
    recorded: dict[tuple[str, ...], str] = {}
    if agreement.passed_over:
        for _, clause in clauses(agreement):
            for place in clause.at.alternatives if clause.at is not None else ():
                recorded.setdefault(place, f"the clause {clause.id!r}")
    for index, passed in enumerate(agreement.passed_over):
        here = ROOT / "passed_over" / index / "at"
        for place in passed.at.alternatives:
            if place in recorded:
                yield Finding(here, f"{str(passed.at)!r} is passed over, and recorded in {recorded[place]}")
            recorded.setdefault(place, f"passed_over/{index}")


@rule("claim-contradicts-unmarked", severity=Severity.ERROR)
def claim_contradicts_unmarked(agreement: Agreement) -> Iterator[Finding]:
    """A claim is said to restate the record, but gives another value.

    A contradiction that isn't marked as one passes for support.

    What to do: write `relation: contradicts` and why the record says something else.
    """
    for here, claim in records(agreement, Claim):
        found = agreement.find(claim.about)
        if (
            found is not None
            and not isinstance(found.value, Record)
            and claim.relation is ClaimRelation.RESTATES
            and claim.value is not None
            and _said(found.value) != claim.value
        ):
            yield Finding(
                here / "value",
                f"{claim.value!r} is said to restate {_said(found.value)!r}",
                hint="write 'relation: contradicts'",
            )


def _said(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


_HIDDEN = {"Cf", "Cc", "Co", "Cn", "Cs"}


@rule(
    "invisible-characters",
    severity=Severity.ERROR,
    source="Unicode Standard Annex 9; Unicode Technical Report 36",
    of=ANY_DOCUMENT,
)
def invisible_characters(document: Document) -> Iterator[Finding]:
    """A text holds characters that can't be seen or that turn the direction of writing.

    What is read on the screen is then not what the record says.

    What to do: delete them; the message names their code points.
    """
    for here, text in unprintable_texts(document):
        hidden = sorted({char for char in text if unicodedata.category(char) in _HIDDEN and char not in "\n\t"})
        if hidden:
            names = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in hidden)
            yield Finding(here, f"the text holds {names}", hint="delete them")
