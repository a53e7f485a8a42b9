"""The table of parties: one row a party of an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agreements import tables
from agreements.model.parties import Party
from agreements.tabulation._columns import AGREEMENT, Column, Definition, Line, signed

__all__ = ["PARTIES"]


@dataclass(frozen=True, slots=True)
class _PartyLine(Line):
    party: Party
    listed: tables.PartyEntry | None


PARTIES: Final[Definition[_PartyLine]] = Definition(
    lambda agreement: (_PartyLine(agreement, party, tables.party(party.id)) for party in agreement.parties),
    (
        AGREEMENT,
        (Column("party", "The id of the party."), lambda line: line.party.id),
        (
            Column("name", "Its name, as recorded or from the table of parties.", "no name is known"),
            lambda line: line.party.name or (line.listed.name if line.listed else None),
        ),
        (
            Column("kind", "What it is: state, organisation and so on.", "it is in no table"),
            lambda line: line.listed.kind if line.listed else None,
        ),
        (Column("role", "The part it plays."), lambda line: line.party.role),
        (
            Column("signed", "When it signed, several dates joined by '; '.", "no dated signature was recorded"),
            lambda line: signed(line.agreement, line.party.id),
        ),
    ),
)
