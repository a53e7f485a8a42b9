"""Rules about ids: who and what a record refers to must be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import (
    Actor,
    Agreement,
    AmountLike,
    Chronology,
    Citation,
    Claim,
    Clause,
    Definition,
    Document,
    Limitation,
    Party,
    PolicyRule,
    Record,
    Trigger,
)
from agreements.model.lifecycle import Action, Signer
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import ANY_DOCUMENT, WITH_EVENTS, rule
from agreements.rules._paths import way_on
from agreements.rules._walk import Named, amounts, clauses, events, named_actors, records
from agreements.tables import party, party_codes

EACH = "each-party"


def declared(document: Agreement | Chronology) -> frozenset[str]:
    """Return the ids of parties and actors, and `each-party`."""
    parties = document.parties if isinstance(document, Agreement) else ()
    return frozenset({EACH} | {one.id for one in parties} | {one.id for one in document.actors})


def _sound(agreement: Agreement) -> frozenset[str]:
    """Return the declared ids somebody can make sense of: no other one should be suggested."""
    both: tuple[Party | Actor, ...] = (*agreement.parties, *agreement.actors)
    return frozenset(one.id for one in both if one.name is not None or party(one.id) is not None)


@cache
def _by_alpha_2() -> dict[str, str]:
    """Return the alpha-3 codes of today's states by their alpha-2 codes, and by those the European Union writes."""
    found = {"EL": "GRC", "UK": "GBR"}  # the European Union's own two-letter codes
    for code in party_codes():
        entry = party(code)
        if entry is not None and entry.kind == "state" and entry.alpha_2 is not None:
            found[entry.alpha_2] = code
    return found


def code_hint(id: str) -> str:
    """Return the code that is meant by one in another case or of another list; empty where none is."""
    alpha_3 = _by_alpha_2().get(id.upper())
    if alpha_3 is not None and party(id) is None:
        return f"alpha-3: {alpha_3}"
    return f"write {id.upper()!r}" if party(id) is None and party(id.upper()) is not None else ""


@rule("unknown-party", severity=Severity.ERROR, source="ISO 3166-1 (alpha-3)", of=WITH_EVENTS)
def unknown_party(document: Agreement | Chronology) -> Iterator[Finding]:
    """A party or actor is neither a known code nor has a name.

    Nobody could tell who is meant, and no other record would mean the same by it. A state's alpha-2 code is no id
    either, even with a name, and `each-party` stands for all parties.

    What to do: correct the code (ISO 3166-1 alpha-3 for states), or give a name.
    """
    used = {named.id for named in named_actors(document) if not isinstance(named.owner, Party | Actor)}
    undeclared = frozenset(id for id in used - declared(document) if party(id) is not None)
    for name in ("parties", "actors"):
        for index, one in enumerate(getattr(document, name, ())):
            here = ROOT / name / index / "id"
            if one.id == EACH:
                yield Finding(here, f"{EACH!r} means every party and can be the id of none", hint="give it another id")
            elif one.id.isupper() and len(one.id) == 2 and (hint := code_hint(one.id)):
                yield Finding(here, f"{one.id!r} is an alpha-2 code", hint=hint)
            elif one.name is None and party(one.id) is None:
                # What the record calls it elsewhere is the better guess; the table alone is full of near misses.
                hint = code_hint(one.id) or did_you_mean(one.id, undeclared) or "correct it, or give it a name"
                yield Finding(here, f"{one.id!r} is no known code and has no name", hint=hint)


def _unknown(agreement: Agreement, wanted: Callable[[Named], bool]) -> Iterator[Finding]:
    known, sound = declared(agreement), _sound(agreement)
    for named in named_actors(agreement):
        if named.id not in known and wanted(named):
            yield Finding(
                named.pointer,
                f"{named.id!r} is no party or actor of this record",
                hint=_hint(named.id, sound),
            )


def _hint(id: str, sound: frozenset[str]) -> str:
    declare = f"declare {id!r} in 'parties' or 'actors'"
    return declare if party(id) is not None else code_hint(id) or did_you_mean(id, sound) or declare


@rule("unknown-bearer", severity=Severity.ERROR)
def unknown_bearer(agreement: Agreement) -> Iterator[Finding]:
    """A duty, or a limit of one, is laid on somebody the record doesn't know.

    The duty would be missing from every account of who owes what.

    What to do: correct the id, or declare it in `parties` or `actors`.
    """
    yield from _unknown(agreement, lambda named: named.field == "bearers")


@rule("unknown-beneficiary", severity=Severity.ERROR)
def unknown_beneficiary(agreement: Agreement) -> Iterator[Finding]:
    """Something is owed or was given to somebody the record doesn't know.

    It would be missing from every account of who is owed what.

    What to do: correct the id, or declare it in `parties` or `actors`.
    """
    yield from _unknown(agreement, lambda named: named.field == "beneficiaries")


@rule("unknown-actor", severity=Severity.ERROR)
def unknown_actor(agreement: Agreement) -> Iterator[Finding]:
    """Somebody is named who is no party or actor of the record: who asks, attacks, speaks, decides, sits on a body ...

    A misspelt id passes for another party, so that an attack by it is another attack and a request by it nobody's. A
    known code isn't enough: whoever the text names belongs in `actors`, with the part it plays.

    What to do: correct the id, or declare it in `parties` or `actors`.
    """

    def wanted(named: Named) -> bool:
        declares = isinstance(named.owner, Party | Actor) and named.field == "id"
        elsewhere = named.field in ("bearers", "beneficiaries") or isinstance(named.owner, Action | Signer)
        return not declares and not elsewhere

    yield from _unknown(agreement, wanted)


@rule("unknown-signatory", severity=Severity.ERROR)
def unknown_signatory(agreement: Agreement) -> Iterator[Finding]:
    """Somebody acts or signs who is no party or actor of the record.

    The act couldn't be laid to anybody.

    What to do: correct the id, or declare it.
    """
    yield from _unknown(agreement, lambda named: isinstance(named.owner, Action))
    known = declared(agreement)
    for index, action in enumerate(agreement.actions):
        for number, signer in enumerate(action.signers):
            if signer.party not in (known if EACH in action.by else action.by):
                yield Finding(
                    ROOT / "actions" / index / "signers" / number / "party",
                    f"{signer.name!r} signs for {signer.party!r}, who doesn't act here",
                    hint=did_you_mean(signer.party, frozenset(action.by)),
                )


@rule("unknown-source", severity=Severity.ERROR, of=ANY_DOCUMENT)
def unknown_source(document: Document) -> Iterator[Finding]:
    """A value rests on a source that isn't listed.

    Nobody could check the value.

    What to do: correct the id, or list the source in `sources`.
    """
    known = frozenset(source.id for source in document.sources)
    named = [(ROOT / "text", document.text)] if isinstance(document, Agreement) else []
    named += [(here / "source", citation.source) for here, citation in records(document, Citation)]
    for here, name in named:
        if name not in known:
            yield Finding(here, f"there is no source {name!r}", hint=did_you_mean(name, known))


@rule("unknown-reference", severity=Severity.ERROR)
def unknown_reference(agreement: Agreement) -> Iterator[Finding]:
    """A clause, part or definition is named that isn't in the record, or a clause that isn't of the kind it must be.

    What rests on it (a limit, an exception, a sum) would silently rest on nothing. `part_of` and `to` name a clause
    with an amount, `scope` a definition, `exception_to` a policy.

    What to do: correct the id, or record what it names.
    """
    ids = frozenset(clause.id for clause in agreement.clauses)
    paths = ids | frozenset(undertaking.path for undertaking in agreement.commitments())
    parts = frozenset(part.id for part in agreement.parts) | {"body"}
    definitions = frozenset(clause.id for clause in agreement.clauses if isinstance(clause, Definition))
    policies = frozenset(clause.id for clause in agreement.clauses if isinstance(clause, PolicyRule))
    sums = frozenset(clause.id for _, clause, _, _ in amounts(agreement)) | _unstated_sums(agreement)

    def missing(here: Pointer, name: str | None, known: frozenset[str], what: str) -> Iterator[Finding]:
        if name is not None and name not in known:
            yield Finding(here, f"{name!r} is no {what} of this record", hint=did_you_mean(name, known))

    def each(here: Pointer, names: Iterable[str], known: frozenset[str], what: str) -> Iterator[Finding]:
        for index, name in enumerate(names):
            yield from missing(here / index, name, known, what)

    for here, clause in clauses(agreement):
        yield from missing(here / "part", clause.part, parts, "part")
        if isinstance(clause, Limitation):
            yield from each(here / "parts", clause.parts, parts, "part")
            yield from each(here / "clauses", clause.clauses, paths, "clause or response")
        if isinstance(clause, PolicyRule):
            yield from missing(here / "exception_to", clause.exception_to, policies, "policy clause")
    for here, event in events(agreement):
        yield from missing(here / "scope", event.scope, definitions, "definition clause")
    for here, _, _, amount in amounts(agreement):
        yield from missing(here / "part_of", amount.part_of, sums, "clause with an amount")
        if isinstance(amount, AmountLike):
            yield from missing(here / "to", amount.to, sums, "clause with an amount")
    for index, action in enumerate(agreement.actions):
        yield from missing(ROOT / "actions" / index / "part", action.part, parts, "part")
    for index, relation in enumerate(agreement.relations):
        yield from missing(ROOT / "relations" / index / "part", relation.part, parts, "part")
    for index, review in enumerate(agreement.review):
        yield from missing(ROOT / "review" / index / "of", review.of, parts, "part")


def _unstated_sums(agreement: Agreement) -> frozenset[str]:
    """Return the clauses that say of their amount why it isn't there: parts of such a whole may be known."""
    owners: list[tuple[Clause, Record]] = [(clause, clause) for clause in agreement.clauses]
    owners += [(clause, one) for clause in agreement.clauses if isinstance(clause, Trigger) for one in clause.responses]
    return frozenset(clause.id for clause, owner in owners if "amount" in owner.absent)


@rule("about-nothing", severity=Severity.ERROR)
def about_nothing(agreement: Agreement) -> Iterator[Finding]:
    """A claim is about a place that isn't in the record.

    Nobody would ever see it beside what it contradicts.

    What to do: correct the ids and field names in `about`.
    """
    for here, claim in records(agreement, Claim):
        if agreement.find(claim.about) is None:
            yield Finding(here / "about", f"{claim.about!r} leads nowhere", hint=way_on(agreement, claim.about))
