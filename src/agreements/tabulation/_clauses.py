"""The table of clauses: one row each, of whatever kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agreements.model.clauses import Clause
from agreements.model.parties import BODY, Status
from agreements.tabulation._columns import AGREEMENT, PLACE, SOURCE, Column, Definition, SourcedLine, hedges

__all__ = ["CLAUSES"]


@dataclass(frozen=True, slots=True)
class _ClauseLine(SourcedLine):
    clause: Clause
    status: Status | None


CLAUSES: Final[Definition[_ClauseLine]] = Definition(
    lambda agreement: (
        _ClauseLine(agreement, clause.at, clause.cite, clause, agreement.status_of(clause))
        for clause in agreement.clauses
    ),
    (
        AGREEMENT,
        (Column("clause", "The clause's id."), lambda line: line.clause.id),
        (Column("kind", "The kind of clause."), lambda line: line.clause.kind),
        (Column("topic", "What it is about."), lambda line: line.clause.topic),
        (Column("part", "The id of the part it stands in."), lambda line: line.clause.part or BODY),
        PLACE,
        (
            Column("status", "The legal status of its part.", "no status was recorded"),
            lambda line: line.status.status if line.status else None,
        ),
        (
            Column("status_basis", "What that status rests on: stated or inferred.", "no status was recorded"),
            lambda line: line.status.basis if line.status else None,
        ),
        (
            Column(
                "ambiguous",
                "Whether a wording, or what sets it off, can be read in several ways: yes or no.",
                type="yes-no",
            ),
            lambda line: bool(line.clause.ambiguous) or getattr(line.clause, "reading", "plain") == "ambiguous",
        ),
        hedges(lambda line: line.agreement.effective_hedges(line.clause)),
        (
            Column("summary", "What it says, in our words.", "there is no summary"),
            lambda line: getattr(line.clause, "summary", None),
        ),
        *SOURCE,
    ),
)
