"""What a text has on a topic: its undertakings, and the firmest among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from agreements.matrix._cells import Said, State, Unsaid
from agreements.matrix._reading import covers
from agreements.model import Agreement, CommitmentClause, Trigger, Undertaking
from agreements.model.vocabulary import Force, Topic
from agreements.pointer import ROOT
from agreements.wording import words

__all__ = ["firmest", "undertakings"]

_ORDER: Final = (
    Force.FIRM,
    Force.PROHIBITED,
    Force.INTENDED,
    Force.EXPECTED,
    Force.RECOMMENDED,
    Force.PERMITTED,
    Force.POWER,
    Force.DECLARED,
    Force.REPORTED,
)


def firmest(topic: Topic) -> Callable[[Agreement], Iterable[Said] | Unsaid]:
    """Return what reads the force of the firmest undertakings on a topic, each with its place."""

    def read(agreement: Agreement) -> Iterable[Said] | Unsaid:
        found = [one for one in agreement.commitments() if one.topic is topic]
        if found:
            top = min(map(_rank, found))
            return [
                Said(_force(one), one.path, str(one.place or ""), one.pointer) for one in found if _rank(one) == top
            ]
        return [
            Said("something said, nothing undertaken", clause.id, str(clause.at or ""), ROOT / "clauses" / number)
            for number, clause in enumerate(agreement.clauses)
            if clause.topic is topic and not isinstance(clause, CommitmentClause | Trigger)
        ] or _nothing(agreement, topic)

    return read


def _rank(one: Undertaking) -> tuple[int, bool]:
    """Return how firm an undertaking is, the firmest first; where a result is owed, before where efforts are."""
    return _ORDER.index(one.commitment.effective_force), one.commitment.effort is not None


def _force(one: Undertaking) -> str:
    effort = " (efforts, or a look into it, only)" if one.commitment.effort else ""
    return words(one.commitment.effective_force) + effort


def undertakings(topic: Topic) -> Callable[[Agreement], Iterable[Said] | Unsaid]:
    """Return what reads how many undertakings a text has on a topic."""

    def read(agreement: Agreement) -> Iterable[Said] | Unsaid:
        found = [one for one in agreement.commitments() if one.topic is topic]
        if not found:
            return _nothing(agreement, topic)
        number = Decimal(len(found))
        return [
            Said(str(number), one.path, str(one.place or ""), one.pointer, number=number, unit="undertakings")
            for one in found
        ]

    return read


def _nothing(agreement: Agreement, topic: Topic) -> Unsaid:
    return Unsaid(State.SILENT if covers(agreement, topic) else State.NOT_COVERED)
