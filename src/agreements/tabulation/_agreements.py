"""The table of agreements: one row each."""

from __future__ import annotations

from typing import Final

from agreements.model import Agreement
from agreements.model.parties import BODY, Status
from agreements.model.vocabulary import Coverage
from agreements.tabulation._columns import AGREEMENT, Column, Definition, Line, signed

__all__ = ["AGREEMENTS"]


def _status(agreement: Agreement) -> Status | None:
    return next((part.legal_status for part in agreement.parts if part.id == BODY), None)


def _covered(agreement: Agreement, how: Coverage) -> tuple[str, ...]:
    return tuple(sorted(str(topic) for topic, covered in agreement.coverage.items() if covered is how))


AGREEMENTS: Final[Definition[Line]] = Definition(
    lambda agreement: (Line(agreement),),
    (
        AGREEMENT,
        (Column("title", "The title as printed."), lambda line: line.agreement.title),
        (Column("instrument", "What kind of document it is."), lambda line: line.agreement.instrument),
        (Column("version", "Which version.", "no version was recorded"), lambda line: line.agreement.version),
        (
            Column("parties", "The ids of the parties, joined by '; '."),
            lambda line: tuple(party.id for party in line.agreement.parties),
        ),
        (
            Column("signed", "The dates of signature, joined by '; '.", "no dated signature was recorded"),
            lambda line: signed(line.agreement),
        ),
        (
            Column("status", "The legal status of the body.", "no status was recorded"),
            lambda line: status.status if (status := _status(line.agreement)) else None,
        ),
        (
            Column("status_basis", "What that status rests on: stated or inferred.", "no status was recorded"),
            lambda line: status.basis if (status := _status(line.agreement)) else None,
        ),
        (
            Column("entry_into_force", "The rule by which it enters into force.", "none was recorded"),
            lambda line: rule.rule if (rule := line.agreement.entry_into_force) else None,
        ),
        (
            Column("duration", "term, until or indefinite.", "none was recorded"),
            lambda line: duration.rule if (duration := line.agreement.duration) else None,
        ),
        (
            Column("length", "How long the term is.", "no fixed term was recorded"),
            lambda line: line.agreement.term_length(),
        ),
        (
            Column(
                "covered_completely",
                "The topics recorded completely, joined by '; '.",
                "no topic is covered completely",
            ),
            lambda line: _covered(line.agreement, Coverage.COMPLETE),
        ),
        (
            Column("covered_partly", "The topics recorded in part, joined by '; '.", "no topic is covered in part"),
            lambda line: _covered(line.agreement, Coverage.PARTIAL),
        ),
        (Column("clauses", "How many clauses are recorded.", type="count"), lambda line: len(line.agreement.clauses)),
        (
            Column("commitments", "How many commitments are recorded, those inside triggers too.", type="count"),
            lambda line: len(line.agreement.commitments()),
        ),
        (Column("source", "The id of the source the places point into."), lambda line: line.agreement.text),
    ),
)
