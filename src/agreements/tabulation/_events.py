"""The table of events: one row a party to a dated act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agreements.model import Agreement
from agreements.model.lifecycle import Action
from agreements.tabulation._columns import AGREEMENT, PLACE, SOURCE, Column, Definition, SourcedLine

__all__ = ["EVENTS"]


@dataclass(frozen=True, slots=True)
class _EventLine(SourcedLine):
    action: Action
    party: str


def _lines(agreement: Agreement) -> Iterator[_EventLine]:
    for action in agreement.actions:
        for party in action.by:
            yield _EventLine(agreement, action.at, action.cite, action, party)


EVENTS: Final[Definition[_EventLine]] = Definition(
    _lines,
    (
        AGREEMENT,
        (Column("act", "What was done."), lambda line: line.action.act),
        (
            Column("part", "The id of the part it is about.", "it is about the whole"),
            lambda line: line.action.part,
        ),
        (Column("by", "By whom; one row a party."), lambda line: line.party),
        (Column("date", "When, as far as it is known.", "the date is unknown"), lambda line: line.action.date),
        (
            Column("earliest", "The first day it can have been, inclusive.", "no first day is known", "day"),
            lambda line: line.action.date.earliest if line.action.date else None,
        ),
        (
            Column("latest", "The last day it can have been, inclusive.", "no last day is known", "day"),
            lambda line: line.action.date.latest if line.action.date else None,
        ),
        (Column("town", "Where it was done, as printed.", "no town was recorded"), lambda line: line.action.place),
        (
            Column("signers", "Who signed for that party, joined by '; '.", "nobody was recorded"),
            lambda line: tuple(signer.name for signer in line.action.signers if signer.party == line.party),
        ),
        PLACE,
        *SOURCE,
    ),
)
