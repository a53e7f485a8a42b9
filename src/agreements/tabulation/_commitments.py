"""The table of commitments: one row a bearer of each, those inside triggers too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agreements import tables
from agreements.model import BODY, Agreement, AmountLike, Commitment, MoneyAmount, ShareOfGdp, Undertaking
from agreements.model.commitments import Quantity, Recurrence
from agreements.model.money import Amount
from agreements.model.vocabulary import Qualifier
from agreements.tabulation._columns import (
    AGREEMENT,
    PLACE,
    SOURCE,
    Column,
    Definition,
    SourcedLine,
    hedges,
    signed_part,
)
from agreements.timing import PartialDate

__all__ = ["COMMITMENTS"]

EACH_PARTY: Final = "each-party"


@dataclass(frozen=True, slots=True)
class _CommitmentLine(SourcedLine):
    undertaking: Undertaking
    bearer: str | None
    bearer_kind: str | None
    signed: tuple[str, ...]

    @property
    def owed(self) -> Commitment:
        return self.undertaking.commitment

    @property
    def money(self) -> MoneyAmount | None:
        return self.owed.amount if isinstance(self.owed.amount, MoneyAmount) else None

    @property
    def share(self) -> ShareOfGdp | None:
        return self.owed.amount if isinstance(self.owed.amount, ShareOfGdp) else None

    @property
    def span(self) -> PartialDate | None:
        """Its own span, or else its amount's."""
        return self.owed.span or (self.owed.amount.over if self.owed.amount else None)

    @property
    def by(self) -> PartialDate | None:
        return self.owed.deadline.by if self.owed.deadline else None

    @property
    def conditional(self) -> bool:
        inside_trigger = self.undertaking.clause.kind == "trigger"
        return inside_trigger or bool(self.owed.conditions) or self.owed.condition is not None


def _lines(agreement: Agreement) -> Iterator[_CommitmentLine]:
    roles = {actor.id: str(actor.role) for actor in agreement.actors}
    roles |= {party.id: str(party.role) for party in agreement.parties}
    dates_of: dict[str, tuple[str, ...]] = {}
    for undertaking in agreement.commitments():
        cite = undertaking.commitment.cite or undertaking.clause.cite
        part = undertaking.clause.part or BODY
        if part not in dates_of:
            dates_of[part] = signed_part(agreement, part)
        for bearer in undertaking.commitment.bearers or (None,):
            kind = _kind(bearer, roles) if bearer else None
            yield _CommitmentLine(agreement, undertaking.place, cite, undertaking, bearer, kind, dates_of[part])


def _kind(bearer: str, roles: dict[str, str]) -> str | None:
    if bearer == EACH_PARTY:
        return EACH_PARTY
    listed = tables.party(bearer)
    return str(listed.kind) if listed else roles.get(bearer)


def _amount(amount: Amount | None) -> str | None:
    """Return how much, as the text puts it."""
    if amount is None:
        return None
    how = "" if amount.qualifier is Qualifier.EXACTLY else f"{amount.qualifier} "
    per = f" per {amount.per}" if amount.per else ""
    match amount:
        case MoneyAmount():
            return f"{how}{amount.currency} {amount.value!s}{per}"
        case ShareOfGdp():
            return f"{how}{amount.percent!s}% of GDP{per}"
        case AmountLike():
            return f"{amount.qualifier} to {amount.to}{per}"


def _number(quantity: Quantity | None) -> str | None:
    if quantity is None:
        return None
    how = "" if quantity.qualifier is Qualifier.EXACTLY else f"{quantity.qualifier} "
    return f"{how}{quantity.number!s}"


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


COMMITMENTS: Final[Definition[_CommitmentLine]] = Definition(
    _lines,
    (
        AGREEMENT,
        (
            Column("clause", "The commitment's ids: its clause's, then its own inside a trigger."),
            lambda line: line.undertaking.path,
        ),
        PLACE,
        (
            Column(
                "bearer",
                "Who owes it; one row a bearer. 'each-party' is every party, each for itself.",
                "nobody is named",
            ),
            lambda line: line.bearer,
        ),
        (
            Column(
                "bearer_kind",
                "What the bearer is: its kind in the table of parties, or else its role.",
                "it can't be told",
            ),
            lambda line: line.bearer_kind,
        ),
        (
            Column("beneficiary", "Whom it is for, joined by '; '.", "nobody is named"),
            lambda line: line.owed.beneficiaries,
        ),
        (Column("act", "What is to be done, or forgone."), lambda line: line.owed.act),
        (Column("topic", "What it is about."), lambda line: line.undertaking.topic),
        (Column("form", "In which form support comes.", "no form was recorded"), lambda line: line.owed.form),
        (Column("modal", "The word the text uses."), lambda line: line.owed.modal),
        (Column("force", "How firmly it is put."), lambda line: line.owed.effective_force),
        (Column("binds", "Whether it binds in law: yes, no, or cannot be told."), lambda line: line.undertaking.binds),
        (
            Column(
                "binds_basis", "What the status of its part rests on: stated or inferred.", "no status was recorded"
            ),
            lambda line: line.undertaking.binds_basis,
        ),
        (
            Column("amount", "How much, as the text puts it.", "no amount was recorded"),
            lambda line: _amount(line.owed.amount),
        ),
        (
            Column(
                "amount_min", "The least it can be.", "there is no amount of money, or it bears no least one", "amount"
            ),
            lambda line: line.money.minimum if line.money else None,
        ),
        (
            Column(
                "amount_max",
                "The most it can be.",
                "there is no amount of money, or it bears no greatest one",
                "amount",
            ),
            lambda line: line.money.maximum if line.money else None,
        ),
        (
            Column("qualifier", "How the amount or share is put.", "no amount was recorded"),
            lambda line: line.owed.amount.qualifier if line.owed.amount else None,
        ),
        (
            Column("currency", "The currency; never converted.", "there is no amount of money"),
            lambda line: line.money.currency if line.money else None,
        ),
        (
            Column("share_of_gdp", "Percent of gross domestic product.", "no share was recorded", "amount"),
            lambda line: line.share.percent if line.share else None,
        ),
        (
            Column(
                "quantity", "How many things; a least, greatest or rough number is put with its qualifier.", "no number"
            ),
            lambda line: _number(line.owed.quantity),
        ),
        (
            Column("unit", "Of what.", "no number was recorded"),
            lambda line: line.owed.quantity.unit if line.owed.quantity else None,
        ),
        (
            Column("channel", "Through which channel it is done.", "no channel was recorded"),
            lambda line: line.owed.channel,
        ),
        (Column("item", "What is given, in our words.", "none was recorded"), lambda line: line.owed.item),
        (
            Column("period", "Within which time.", "no such time limit was recorded"),
            lambda line: line.owed.deadline.within if line.owed.deadline else None,
        ),
        (
            Column(
                "softened_by", "What softens the time limit, not the duty, joined by '; '.", "nothing, or there is none"
            ),
            lambda line: line.owed.deadline.softened_by if line.owed.deadline else None,
        ),
        (
            Column("runs_from", "What the period runs from; unstated where the text names no start.", "not recorded"),
            lambda line: line.owed.deadline.runs_from if line.owed.deadline else None,
        ),
        (
            Column(
                "earliest",
                "The first day it, or its amount, can belong to, inclusive.",
                "no first day is known",
                "day",
            ),
            lambda line: line.span.earliest if line.span else None,
        ),
        (
            # A date to act by comes before the end of the span.
            Column("latest", "The last day it can be done or belong to, inclusive.", "no last day is known", "day"),
            lambda line: end.latest if (end := line.by or line.span) else None,
        ),
        (
            Column("length", "For how long, where the text gives a length and no dates.", "none was recorded"),
            lambda line: line.owed.length,
        ),
        (
            Column("recurrence", "How often it is owed.", "none was recorded"),
            lambda line: _recurrence(line.owed.recurrence),
        ),
        (
            Column("conditional", "Whether it depends on an event or condition: yes or no.", type="yes-no"),
            lambda line: line.conditional,
        ),
        hedges(lambda line: line.undertaking.hedges),
        (
            Column("effort", "What is owed where less than the result is owed.", "the result is owed"),
            lambda line: line.owed.effort,
        ),
        (
            Column("stage", "How far the money has got.", "no stage was recorded"),
            lambda line: line.owed.amount.stage if line.owed.amount else None,
        ),
        (
            Column(
                "part_of",
                "The clause whose amount this one is part of: leave it out of sums.",
                "it is part of no other",
            ),
            lambda line: line.owed.amount.part_of if line.owed.amount else None,
        ),
        (
            Column(
                "signed",
                "When its part, or else the agreement, was signed; joined by '; '.",
                "no dated signature was recorded",
            ),
            lambda line: line.signed,
        ),
        *SOURCE,
    ),
)
