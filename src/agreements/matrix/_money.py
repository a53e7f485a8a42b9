"""Money by year, as each text states it: nothing is converted, and nothing added up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agreements import wording
from agreements.matrix._cells import Said, State, Unsaid
from agreements.matrix._reading import covers
from agreements.model import Agreement, MoneyAmount, Report
from agreements.model.money import Amount
from agreements.model.vocabulary import Topic
from agreements.pointer import ROOT, Pointer

__all__ = ["OTHER_SPANS", "UNDATED", "Money"]

UNDATED = "no year stated"
OTHER_SPANS = "other spans"
_YEAR = re.compile(r"[0-9]{4}")
_TOPICS = frozenset(
    {
        Topic.MILITARY_ASSISTANCE,
        Topic.DEFENCE_COOPERATION,
        Topic.DEFENCE_INDUSTRY,
        Topic.DEMINING,
        Topic.ECONOMIC_SUPPORT,
        Topic.ENERGY,
        Topic.HUMANITARIAN,
        Topic.LAND_FORCES,
        Topic.RECOVERY,
    }
)
"""Where texts state money; the topics in which one of the compared texts does so come to them."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount where it stands."""

    amount: Amount
    span: str
    about: str
    path: str
    place: str
    pointer: Pointer
    topic: Topic

    def said(self, row: str) -> Said:
        money = self.amount if isinstance(self.amount, MoneyAmount) else None
        return Said(
            f"{wording.amount(self.amount)}{self._during(row)}: {self.about}" if self.about else self._words(row),
            self.path,
            self.place,
            self.pointer,
            number=money.value if money else None,
            unit=money.currency if money else "",
        )

    def _words(self, row: str) -> str:
        return f"{wording.amount(self.amount)}{self._during(row)}"

    def _during(self, row: str) -> str:
        # The words of an amount name its own span; a span that stands beside it is added.
        return f" ({self.span})" if self.span and not self.amount.over and row != self.span else ""


def _find(agreement: Agreement) -> Iterator[_Stated]:
    for one in agreement.commitments():
        given = one.commitment
        if given.amount is not None:
            about = given.item or given.purpose or given.summary or ""
            span = str(given.amount.over or given.span or "")
            place, here = str(one.place or ""), one.pointer / "amount"
            yield _Stated(given.amount, span, about.rstrip("."), one.path, place, here, one.topic)
    for number, clause in enumerate(agreement.clauses):
        if isinstance(clause, Report) and clause.amount is not None:
            span = str(clause.amount.over or clause.span or "")
            here = ROOT / "clauses" / number / "amount"
            about = clause.summary.rstrip(".")
            yield _Stated(clause.amount, span, about, clause.id, str(clause.at or ""), here, clause.topic)


def _row(span: str) -> str:
    return span if _YEAR.fullmatch(span) else OTHER_SPANS if span else UNDATED


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts that several agreements state, each looked for once.

    Attributes:
        by_agreement: The amounts, by the identity of the record, which stays as long as it is compared.
        topics: Where texts state money; where one of these isn't covered completely, silence can't be told.
    """

    by_agreement: Mapping[int, tuple[_Stated, ...]]
    topics: tuple[str, ...]

    @classmethod
    def of(cls, agreements: Sequence[Agreement]) -> Money:
        """Return the amounts stated by agreements."""
        found = {id(agreement): tuple(_find(agreement)) for agreement in agreements}
        topics = _TOPICS | {one.topic for stated in found.values() for one in stated}
        return cls(found, tuple(sorted(topics)))

    @property
    def rows(self) -> list[str]:
        """The rows of money: each year that a text states an amount for, other spans, no year.

        Where nobody states an amount there is one row all the same, to say so.
        """
        found = {_row(one.span) for stated in self.by_agreement.values() for one in stated}
        years = sorted(found - {OTHER_SPANS, UNDATED})
        return [*years, *(row for row in (OTHER_SPANS, UNDATED) if row in found)] or [UNDATED]

    def reader(self, row: str) -> Callable[[Agreement], Iterable[Said] | Unsaid]:
        """Return what reads the amounts of one row."""

        def read(agreement: Agreement) -> Iterable[Said] | Unsaid:
            found = [one.said(row) for one in self.by_agreement[id(agreement)] if _row(one.span) == row]
            return found or Unsaid(State.SILENT if covers(agreement, *self.topics) else State.NOT_COVERED)

        return read
