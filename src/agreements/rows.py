"""Records as flat tables: `rows` for the lines, `columns` for what each column says.

Every value is text or None; amounts are decimal digits, dates ISO 8601, periods ISO 8601 durations. Nothing is
converted or summed. Columns keep their order, and every row has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from rapidfuzz import fuzz, process

from agreements import tables
from agreements.errors import UnknownNameError
from agreements.model import BODY, Agreement, AmountLike, Commitment, MoneyAmount, Place, ShareOfGdp, Undertaking
from agreements.model.clauses import Clause
from agreements.model.commitments import Recurrence
from agreements.model.lifecycle import Indefinite, Term, UntilEvent
from agreements.model.money import Amount
from agreements.model.sources import Citation
from agreements.model.vocabulary import ActionKind, Qualifier

__all__ = ["Column", "Row", "TableName", "columns", "rows"]

TableName = Literal["agreements", "parties", "clauses", "commitments", "events"]
"""The tables there are."""

Row: TypeAlias = dict[str, str | None]
"""One line of a table, by column name, in the order of the columns."""

EACH_PARTY: Final = "each-party"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name, the key in every row.
        description: What it says.
        none: What None means there; empty where the column is always filled.
    """

    name: str
    description: str
    none: str = ""


_AGREEMENTS: Final = (
    Column("agreement", "The record's id."),
    Column("title", "The title as printed."),
    Column("instrument", "What kind of document it is."),
    Column("version", "Which version.", "no version was recorded"),
    Column("parties", "The ids of the parties, joined by '; '."),
    Column("signed", "The dates of signature, joined by '; '.", "no dated signature was recorded"),
    Column("status", "The legal status of the body.", "no status was recorded"),
    Column("status_basis", "What that status rests on: stated or inferred.", "no status was recorded"),
    Column("entry_into_force", "The rule by which it enters into force.", "none was recorded"),
    Column("duration", "term, until or indefinite.", "none was recorded"),
    Column("length", "How long the term is.", "no fixed term was recorded"),
    Column("covered_completely", "The topics recorded completely, joined by '; '.", "no topic is covered completely"),
    Column("covered_partly", "The topics recorded in part, joined by '; '.", "no topic is covered in part"),
    Column("clauses", "How many clauses are recorded."),
    Column("commitments", "How many commitments are recorded, those inside triggers too."),
    Column("source", "The id of the source the places point into."),
)
_PARTIES: Final = (
    Column("agreement", "The record's id."),
    Column("party", "The id of the party."),
    Column("name", "Its name, as recorded or from the table of parties.", "no name is known"),
    Column("kind", "What it is: state, organisation and so on.", "it is in no table"),
    Column("role", "The part it plays."),
    Column("signed", "When it signed, several dates joined by '; '.", "no dated signature was recorded"),
)
_CLAUSES: Final = (
    Column("agreement", "The record's id."),
    Column("clause", "The clause's id."),
    Column("kind", "The kind of clause."),
    Column("topic", "What it is about."),
    Column("part", "The id of the part it stands in."),
    Column("place", "Where in the record's own text.", "no place in that text was recorded"),
    Column("status", "The legal status of its part.", "no status was recorded"),
    Column("status_basis", "What that status rests on: stated or inferred.", "no status was recorded"),
    Column("ambiguous", "Whether a wording, or what sets it off, can be read in several ways: yes or no."),
    Column("hedges", "What it is subject to, limitations laid over it, joined by '; '.", "it is subject to nothing"),
    Column("summary", "What it says, in our words.", "there is no summary"),
    Column("source", "The id of the source it rests on.", "neither a place nor a citation was recorded"),
    Column("place_in_source", "Where in that source.", "no place was recorded"),
)
_COMMITMENTS: Final = (
    Column("agreement", "The record's id."),
    Column("clause", "The commitment's ids: its clause's, then its own inside a trigger."),
    Column("place", "Where in the record's own text.", "no place in that text was recorded"),
    Column("bearer", "Who owes it; one row a bearer. 'each-party' is every party, each for itself.", "nobody is named"),
    Column(
        "bearer_kind", "What the bearer is: its kind in the table of parties, or else its role.", "it can't be told"
    ),
    Column("beneficiary", "Whom it is for, joined by '; '.", "nobody is named"),
    Column("act", "What is to be done, or forgone."),
    Column("topic", "What it is about."),
    Column("form", "In which form support comes.", "no form was recorded"),
    Column("modal", "The word the text uses."),
    Column("force", "How firmly it is put."),
    Column("binds", "Whether it binds in law: yes, no, or cannot be told."),
    Column("binds_basis", "What the status of its part rests on: stated or inferred.", "no status was recorded"),
    Column("amount", "How much, as the text puts it.", "no amount was recorded"),
    Column("amount_min", "The least it can be.", "there is no amount of money, or it bears no least one"),
    Column("amount_max", "The most it can be.", "there is no amount of money, or it bears no greatest one"),
    Column("qualifier", "How the amount or share is put.", "no amount was recorded"),
    Column("currency", "The currency; never converted.", "there is no amount of money"),
    Column("share_of_gdp", "Percent of gross domestic product.", "no share was recorded"),
    Column("quantity", "How many things; a least, greatest or rough number is put with its qualifier.", "no number"),
    Column("unit", "Of what.", "no number was recorded"),
    Column("item", "What is given, in our words.", "none was recorded"),
    Column("period", "Within which time.", "no such time limit was recorded"),
    Column("earliest", "The first day it, or its amount, can belong to, inclusive.", "no first day is known"),
    Column("latest", "The last day it can be done or belong to, inclusive.", "no last day is known"),
    Column("recurrence", "How often it is owed.", "none was recorded"),
    Column("conditional", "Whether it depends on an event or condition: yes or no."),
    Column("hedges", "What it is subject to, limitations laid over it, joined by '; '.", "it is subject to nothing"),
    Column("effort", "What is owed where less than the result is owed.", "the result is owed"),
    Column("stage", "How far the money has got.", "no stage was recorded"),
    Column("part_of", "The clause whose amount this one is part of: leave it out of sums.", "it is part of no other"),
    Column(
        "signed", "When its part, or else the agreement, was signed; joined by '; '.", "no dated signature was recorded"
    ),
    Column("source", "The id of the source it rests on.", "neither a place nor a citation was recorded"),
    Column("place_in_source", "Where in that source.", "no place was recorded"),
)
_EVENTS: Final = (
    Column("agreement", "The record's id."),
    Column("act", "What was done."),
    Column("part", "The id of the part it is about.", "it is about the whole"),
    Column("by", "By whom; one row a party."),
    Column("date", "When, as far as it is known.", "the date is unknown"),
    Column("earliest", "The first day it can have been, inclusive.", "no first day is known"),
    Column("latest", "The last day it can have been, inclusive.", "no last day is known"),
    Column("town", "Where it was done, as printed.", "no town was recorded"),
    Column("signers", "Who signed for that party, joined by '; '.", "nobody was recorded"),
    Column("place", "Where the text says so.", "no place in the text was recorded"),
    Column("source", "The id of the source it rests on.", "neither a place nor a citation was recorded"),
    Column("place_in_source", "Where in that source.", "no place was recorded"),
)


def columns(table: TableName) -> tuple[Column, ...]:
    """Return the columns of a table, in order.

    Raises:
        UnknownNameError: There is no such table.
    """
    return _table(table)[0]


def rows(agreements: Iterable[Agreement] | Agreement, table: TableName) -> list[Row]:
    """Return the rows of a table, agreement by agreement, in the order of the records.

    Args:
        agreements: One record or several.
        table: `agreements`, `parties`, `clauses`, `commitments` or `events` (the dated acts).

    Returns:
        Dicts with every column of the table, in the order of `columns(table)`; what None means stands there.

    Raises:
        UnknownNameError: There is no such table.
    """
    heads, make = _table(table)
    records = [agreements] if isinstance(agreements, Agreement) else agreements
    return [{head.name: row.get(head.name) for head in heads} for record in records for row in make(record)]


def _table(name: str) -> tuple[tuple[Column, ...], Callable[[Agreement], Iterator[Row]]]:
    found = _TABLES.get(name)
    if found is None:
        near = [word for word, *_ in process.extract(str(name), list(_TABLES), scorer=fuzz.ratio, score_cutoff=50)]
        raise UnknownNameError("table", str(name), near)
    return found


def _agreement_rows(agreement: Agreement) -> Iterator[Row]:
    body = next((part for part in agreement.parts if part.id == "body"), None)
    status = body.legal_status if body else None
    yield {
        "agreement": agreement.id,
        "title": agreement.title,
        "instrument": str(agreement.instrument),
        "version": agreement.version,
        "parties": _joined(party.id for party in agreement.parties),
        "signed": _signed(agreement),
        "status": _text(status.status if status else None),
        "status_basis": _text(status.basis if status else None),
        "entry_into_force": agreement.entry_into_force.rule if agreement.entry_into_force else None,
        "duration": _duration(agreement),
        "length": _text(agreement.term_length()),
        "covered_completely": _joined(sorted(t for t, how in agreement.coverage.items() if how == "complete")),
        "covered_partly": _joined(sorted(t for t, how in agreement.coverage.items() if how == "partial")),
        "clauses": str(len(agreement.clauses)),
        "commitments": str(len(agreement.commitments())),
        "source": agreement.text,
    }


def _duration(agreement: Agreement) -> str | None:
    match agreement.duration:
        case Term() | UntilEvent() | Indefinite() as duration:
            return duration.rule
        case None:
            return None


def _party_rows(agreement: Agreement) -> Iterator[Row]:
    for party in agreement.parties:
        listed = tables.party(party.id)
        yield {
            "agreement": agreement.id,
            "party": party.id,
            "name": party.name or (listed.name if listed else None),
            "kind": str(listed.kind) if listed else None,
            "role": str(party.role),
            "signed": _signed(agreement, party.id),
        }


def _clause_rows(agreement: Agreement) -> Iterator[Row]:
    for clause in agreement.clauses:
        status = agreement.status_of(clause)
        source, place_there = _source(agreement, clause.at, clause.cite)
        yield {
            "agreement": agreement.id,
            "clause": clause.id,
            "kind": clause.kind,
            "topic": str(clause.topic),
            "part": clause.part or "body",
            "place": _text(clause.at),
            "status": _text(status.status if status else None),
            "status_basis": _text(status.basis if status else None),
            "ambiguous": _yes(bool(clause.ambiguous) or getattr(clause, "reading", "plain") == "ambiguous"),
            "hedges": _joined(agreement.effective_hedges(clause)),
            "summary": getattr(clause, "summary", None),
            "source": source,
            "place_in_source": place_there,
        }


def _commitment_rows(agreement: Agreement) -> Iterator[Row]:
    kinds = _kinds(agreement)
    for undertaking in agreement.commitments():
        shared = _commitment(agreement, undertaking)
        signed = _signed_part(agreement, undertaking.clause.part or BODY)
        for bearer in undertaking.commitment.bearers or (None,):
            kind = kinds(bearer) if bearer else None
            yield {**shared, "bearer": bearer, "bearer_kind": kind, "signed": signed}


def _commitment(agreement: Agreement, undertaking: Undertaking) -> Row:
    commitment = undertaking.commitment
    quantity = commitment.quantity
    cite = commitment.cite or undertaking.clause.cite
    source, place_there = _source(agreement, undertaking.place, cite)
    earliest, latest = _days(commitment)
    number = None
    if quantity is not None:
        exactly = quantity.qualifier is Qualifier.EXACTLY
        number = str(quantity.number) if exactly else f"{quantity.qualifier} {quantity.number!s}"
    return {
        "agreement": agreement.id,
        "clause": undertaking.path,
        "place": _text(undertaking.place),
        "beneficiary": _joined(commitment.beneficiaries),
        "act": str(commitment.act),
        "topic": str(undertaking.topic),
        "form": _text(commitment.form),
        "modal": str(commitment.modal),
        "force": str(commitment.effective_force),
        "binds": str(undertaking.binds),
        "binds_basis": _text(undertaking.binds_basis),
        **_amount(commitment.amount),
        "quantity": number,
        "unit": quantity.unit if quantity else None,
        "item": commitment.item,
        "period": _text(commitment.deadline.within if commitment.deadline else None),
        "earliest": earliest,
        "latest": latest,
        "recurrence": _recurrence(commitment.recurrence),
        "conditional": _yes(_conditional(undertaking.clause, commitment)),
        "hedges": _joined(undertaking.hedges),
        "effort": _text(commitment.effort),
        "source": source,
        "place_in_source": place_there,
    }


def _conditional(clause: Clause, commitment: Commitment) -> bool:
    return clause.kind == "trigger" or bool(commitment.conditions) or commitment.condition is not None


def _amount(amount: Amount | None) -> Row:
    if amount is None:
        return {}
    shared: Row = {
        "qualifier": str(amount.qualifier),
        "stage": _text(amount.stage),
        "part_of": amount.part_of,
    }
    how = "" if amount.qualifier is Qualifier.EXACTLY else f"{amount.qualifier} "
    per = f" per {amount.per}" if amount.per else ""
    match amount:
        case MoneyAmount():
            return shared | {
                "amount": f"{how}{amount.currency} {amount.value!s}{per}",
                "amount_min": _text(amount.minimum),
                "amount_max": _text(amount.maximum),
                "currency": amount.currency,
            }
        case ShareOfGdp():
            percent = str(amount.percent)
            return shared | {"amount": f"{how}{percent}% of GDP{per}", "share_of_gdp": percent}
        case AmountLike():
            return shared | {"amount": f"{amount.qualifier} to {amount.to}{per}"}


def _days(commitment: Commitment) -> tuple[str | None, str | None]:
    """Return the first and last day: of the span, or else of the amount's; a date to act by comes before their end."""
    span = commitment.span or (commitment.amount.over if commitment.amount else None)
    by = commitment.deadline.by if commitment.deadline else None
    return _text(span.earliest if span else None), _text(by.latest if by else span.latest if span else None)


def _recurrence(recurrence: Recurrence | None) -> str | None:
    if recurrence is None:
        return None
    match recurrence.rule:
        case "every":
            return f"{'at least ' if recurrence.at_least else ''}every {recurrence.every}"
        case "between":
            return f"every {recurrence.shortest} to {recurrence.longest}"
        case "regularly":
            return "regularly"


def _event_rows(agreement: Agreement) -> Iterator[Row]:
    for action in agreement.actions:
        source, place_there = _source(agreement, action.at, action.cite)
        for party in action.by:
            yield {
                "agreement": agreement.id,
                "act": str(action.act),
                "part": action.part,
                "by": party,
                "date": _text(action.date),
                "earliest": _text(action.date.earliest if action.date else None),
                "latest": _text(action.date.latest if action.date else None),
                "town": action.place,
                "signers": _joined(signer.name for signer in action.signers if signer.party == party),
                "place": _text(action.at),
                "source": source,
                "place_in_source": place_there,
            }


def _kinds(agreement: Agreement) -> Callable[[str], str | None]:
    roles = {actor.id: str(actor.role) for actor in agreement.actors}
    roles |= {party.id: str(party.role) for party in agreement.parties}

    def kind(bearer: str) -> str | None:
        if bearer == EACH_PARTY:
            return EACH_PARTY
        listed = tables.party(bearer)
        return str(listed.kind) if listed else roles.get(bearer)

    return kind


def _source(agreement: Agreement, place: Place | None, cite: tuple[Citation, ...]) -> tuple[str | None, str | None]:
    """Return the record's own text where a place in it is known, or else the first source cited."""
    if place is not None:
        return agreement.text, str(place)
    return (cite[0].source, _text(cite[0].at)) if cite else (None, None)


def _signed(agreement: Agreement, party: str | None = None) -> str | None:
    dates = {
        str(action.date)
        for action in agreement.actions
        if action.act is ActionKind.SIGNATURE and action.date and (party is None or party in action.by)
    }
    return _joined(sorted(dates))


def _signed_part(agreement: Agreement, part: str) -> str | None:
    """Return the dates on which the part was signed: its own, or else those of what has no date of its own."""
    signatures = [action for action in agreement.actions if action.act is ActionKind.SIGNATURE and action.date]
    own = [action for action in signatures if action.part == part]
    shared = [action for action in signatures if action.part is None]
    return _joined(sorted({str(action.date) for action in own or shared}))


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _joined(values: Iterable[object]) -> str | None:
    return "; ".join(str(value) for value in values) or None


_TABLES: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[Agreement], Iterator[Row]]]]] = {
    "agreements": (_AGREEMENTS, _agreement_rows),
    "parties": (_PARTIES, _party_rows),
    "clauses": (_CLAUSES, _clause_rows),
    "commitments": (_COMMITMENTS, _commitment_rows),
    "events": (_EVENTS, _event_rows),
}
