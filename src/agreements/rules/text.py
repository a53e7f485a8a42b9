"""Rules about ids, places, claims and the characters of a record."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, AmountLike, Citation, Limitation, PolicyRule, Record, Trigger
from agreements.model.lifecycle import Action, Provision, Relation, Review
from agreements.model.vocabulary import ClaimRelation
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import rule
from agreements.rules._walk import amounts, clauses, events, records, texts

__all__ = [
    "about_nothing",
    "amount_part_of_itself",
    "claim_contradicts_unmarked",
    "duplicate_id",
    "invisible_characters",
    "source_never_cited",
    "uncited_value",
    "unknown_reference",
    "unknown_signatory",
]


@rule("duplicate-id", severity=Severity.ERROR)
def duplicate_id(agreement: Agreement) -> Iterator[Finding]:
    """Two siblings have the same id.

    Ids are how a thing is known across versions and in other records; the second one could never be asked for.

    What to do: give one of them another id. Responses without an id are known by their act.
    """
    for name in ("clauses", "parties", "actors", "sources", "parts", "claims", "termination", "survival", "review"):
        yield from _twice(ROOT / name, [one.id for one in getattr(agreement, name)])
    shared = {party.id for party in agreement.parties}
    for index, actor in enumerate(agreement.actors):
        if actor.id in shared:
            yield Finding(ROOT / "actors" / index / "id", f"{actor.id!r} is a party already")
    for here, clause in clauses(agreement):
        if isinstance(clause, Trigger):
            yield from _twice(here / "responses", [one.key for one in clause.responses], step="act")


def _twice(here: Pointer, ids: Iterable[str], step: str = "id") -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for index, one in enumerate(ids):
        seen[one] += 1
        if seen[one] > 1:
            yield Finding(
                here / index / step, f"{one!r} is the id of an earlier one too", hint="give it an id of its own"
            )


@rule("unknown-signatory", severity=Severity.ERROR)
def unknown_signatory(agreement: Agreement) -> Iterator[Finding]:
    """Somebody acts or signs who is no party or actor of the record.

    The act couldn't be laid to anybody.

    What to do: correct the id, or declare it.
    """
    known = {one.id for one in agreement.parties} | {one.id for one in agreement.actors}
    for index, action in enumerate(agreement.actions):
        here = ROOT / "actions" / index
        for code in action.by:
            if code not in known:
                yield Finding(here / "by", f"{code!r} is no party or actor here", hint=did_you_mean(code, known))
        for number, signer in enumerate(action.signers):
            if signer.party not in action.by:
                yield Finding(
                    here / "signers" / number / "party",
                    f"{signer.name!r} signs for {signer.party!r}, who doesn't act here",
                    hint=did_you_mean(signer.party, action.by),
                )


@rule("unknown-reference", severity=Severity.ERROR)
def unknown_reference(agreement: Agreement) -> Iterator[Finding]:
    """A clause, part or definition is named that isn't in the record.

    What rests on it (a limit, an exception, a sum) would silently rest on nothing.

    What to do: correct the id, or record what it names.
    """
    ids = {clause.id for clause in agreement.clauses}
    parts = {part.id for part in agreement.parts} | {"body"}

    def missing(here: Pointer, names: Iterable[str | None], known: set[str], what: str) -> Iterator[Finding]:
        for name in names:
            if name is not None and name not in known:
                yield Finding(here, f"{name!r} is no {what} of this record", hint=did_you_mean(name, known))

    for here, clause in clauses(agreement):
        yield from missing(here / "part", [clause.part], parts, "part")
        if isinstance(clause, Limitation):
            yield from missing(here / "parts", clause.parts, parts, "part")
            yield from missing(here / "clauses", clause.clauses, ids, "clause")
        if isinstance(clause, PolicyRule):
            yield from missing(here / "exception_to", [clause.exception_to], ids, "clause")
    for here, event in events(agreement):
        yield from missing(here / "scope", [event.scope], ids, "definition")
    for here, _, _, amount in amounts(agreement):
        yield from missing(here / "part_of", [amount.part_of], ids, "clause")
        if isinstance(amount, AmountLike):
            yield from missing(here / "to", [amount.to], ids, "clause")
    for index, action in enumerate(agreement.actions):
        yield from missing(ROOT / "actions" / index / "part", [action.part], parts, "part")
    for index, relation in enumerate(agreement.relations):
        yield from missing(ROOT / "relations" / index / "part", [relation.part], parts, "part")
    for index, review in enumerate(agreement.review):
        yield from missing(ROOT / "review" / index / "of", [review.of], parts, "part")


@rule("source-never-cited", severity=Severity.WARNING)
def source_never_cited(agreement: Agreement) -> Iterator[Finding]:
    """A source is listed and nothing rests on it.

    Readers would take the record to be better supported than it is.

    What to do: cite it where it supports a value, or take it out.
    """
    cited = {agreement.text} | {record.source for _, record in records(agreement) if isinstance(record, Citation)}
    for index, source in enumerate(agreement.sources):
        if source.id not in cited:
            yield Finding(ROOT / "sources" / index, f"{source.id!r} is never cited")


@rule("uncited-value", severity=Severity.WARNING)
def uncited_value(agreement: Agreement) -> Iterator[Finding]:
    """A clause or provision says neither where it stands nor what it rests on.

    A value without a place can't be checked against the text.

    What to do: give its place in `at`, or another source in `cite`.
    """
    for here, clause in clauses(agreement):
        if clause.at is None and not clause.cite:
            yield Finding(here, f"{clause.id!r} has neither a place nor a source", hint="add 'at'")
    for name in type(agreement).model_fields:
        value = getattr(agreement, name)
        blocks = value if isinstance(value, tuple) else (value,)
        for index, block in enumerate(blocks):
            if isinstance(block, Provision) and block.at is None and not block.cite:
                here = ROOT / name / index if isinstance(value, tuple) else ROOT / name
                if isinstance(block, Action | Relation | Review) or name != "claims":
                    yield Finding(here, f"{name} has neither a place nor a source", hint="add 'at'")


@rule("about-nothing", severity=Severity.ERROR)
def about_nothing(agreement: Agreement) -> Iterator[Finding]:
    """A claim is about a place that isn't in the record.

    Nobody would ever see it beside what it contradicts.

    What to do: correct the ids and field names in `about`.
    """
    for index, claim in enumerate(agreement.claims):
        if agreement.find(claim.about) is None:
            ids = {clause.id for clause in agreement.clauses} | set(type(agreement).model_fields)
            hint = did_you_mean(claim.about.split("/")[0], ids)
            yield Finding(ROOT / "claims" / index / "about", f"{claim.about!r} leads nowhere", hint=hint)


@rule("claim-contradicts-unmarked", severity=Severity.ERROR)
def claim_contradicts_unmarked(agreement: Agreement) -> Iterator[Finding]:
    """A claim is said to restate the record, but gives another value.

    A contradiction that isn't marked as one passes for support.

    What to do: write `relation: contradicts` and why the record says something else.
    """
    for index, claim in enumerate(agreement.claims):
        found = agreement.find(claim.about)
        if (
            found is not None
            and not isinstance(found.value, Record)
            and claim.relation is ClaimRelation.RESTATES
            and claim.value is not None
            and _said(found.value) != claim.value
        ):
            yield Finding(
                ROOT / "claims" / index / "value",
                f"{claim.value!r} is said to restate {_said(found.value)!r}",
                hint="write 'relation: contradicts'",
            )


def _said(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)


_HIDDEN = {"Cf", "Cc", "Co", "Cn", "Cs"}


@rule("invisible-characters", severity=Severity.ERROR, source="Unicode Standard Annex 9; Unicode Technical Report 36")
def invisible_characters(agreement: Agreement) -> Iterator[Finding]:
    """A text holds characters that can't be seen or that turn the direction of writing.

    What is read on the screen is then not what the record says.

    What to do: delete them; the message names their code points.
    """
    for here, text in texts(agreement):
        if text.isprintable():
            continue
        hidden = sorted({char for char in text if unicodedata.category(char) in _HIDDEN and char not in "\n\t"})
        if hidden:
            names = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in hidden)
            yield Finding(here, f"the text holds {names}", hint="delete them")


@rule("amount-part-of-itself", severity=Severity.ERROR)
def amount_part_of_itself(agreement: Agreement) -> Iterator[Finding]:
    """Amounts are parts of one another in a circle.

    No sum could be made of them.

    What to do: correct `part_of`; the whole has none.
    """
    whole_of = {clause.id: amount.part_of for _, clause, _, amount in amounts(agreement) if amount.part_of}
    for here, clause, _, amount in amounts(agreement):
        seen, at = {clause.id}, amount.part_of
        while at is not None:
            if at in seen:
                yield Finding(here / "part_of", f"{clause.id!r} is part of itself")
                break
            seen.add(at)
            at = whole_of.get(at)
