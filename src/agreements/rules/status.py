"""Rules about legal status, force and what a record says it covers."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Commitment
from agreements.model.vocabulary import Basis, LegalStatus
from agreements.pointer import ROOT
from agreements.rules._base import rule
from agreements.rules._walk import clauses, records

__all__ = [
    "covered_topic_empty",
    "modal_and_force_disagree",
    "stated_without_place",
    "status_against_signals",
    "status_without_evidence",
    "topic_outside_coverage",
]


@rule(
    "status-against-signals",
    severity=Severity.WARNING,
    source="UK FCDO, Treaties and MOUs: Guidance on Practice and Procedures (terminology)",
)
def status_against_signals(agreement: Agreement) -> Iterator[Finding]:
    """A part's status is inferred, but most of its signals point the other way.

    A status drawn from signals is worth what its signals are worth; a reader will take it for more.

    What to do: weigh the evidence again, call the status unclear, or cite where the text states it.
    """
    for index, part in enumerate(agreement.parts):
        status = part.legal_status
        if status is None or status.basis is Basis.STATED:
            continue
        if status.status not in (LegalStatus.BINDING, LegalStatus.POLITICAL):
            continue
        pointed = [(one.signal, one.signal.points_to) for one in status.evidence if one.signal.points_to is not None]
        for_it = [str(signal) for signal, way in pointed if way is status.status]
        against = [str(signal) for signal, way in pointed if way is not status.status]
        if len(against) > len(for_it):
            yield Finding(
                ROOT / "parts" / index / "legal_status",
                f"{str(status.status)!r} has {', '.join(for_it) or 'nothing'} for it, {', '.join(against)} against it",
                hint="weigh the evidence again, or write 'unclear'",
            )


@rule("status-without-evidence", severity=Severity.WARNING)
def status_without_evidence(agreement: Agreement) -> Iterator[Finding]:
    """A part's status is inferred from nothing that is written down.

    Nobody could check the inference.

    What to do: list the signals seen in the text in `evidence`, each with its place, or cite who says so.
    """
    for index, part in enumerate(agreement.parts):
        status = part.legal_status
        if status is not None and status.basis is Basis.INFERRED and not status.evidence and not status.cite:
            yield Finding(
                ROOT / "parts" / index / "legal_status", f"{str(status.status)!r} is inferred from nothing named"
            )


@rule("stated-without-place", severity=Severity.ERROR)
def stated_without_place(agreement: Agreement) -> Iterator[Finding]:
    """A part is said to state its own status, but not where.

    That a text calls itself binding or not is the strongest evidence there is; it must be possible to look it up.

    What to do: give the place in `at`.
    """
    for index, part in enumerate(agreement.parts):
        status = part.legal_status
        if status is not None and status.basis is Basis.STATED and status.at is None:
            yield Finding(ROOT / "parts" / index / "legal_status", f"{str(status.status)!r} is stated, but not where")


@rule("modal-and-force-disagree", severity=Severity.WARNING)
def modal_and_force_disagree(agreement: Agreement) -> Iterator[Finding]:
    """A force is written that the modal word already has.

    `force` is written only to overrule the word; a repeated one hides the places where somebody really did so.

    What to do: take `force` out, or write the force that is meant.
    """
    for here, record in records(agreement):
        if isinstance(record, Commitment) and record.force is not None and record.modal.force is record.force:
            yield Finding(
                here / "force",
                f"modal {str(record.modal)!r} is {str(record.force)!r} without saying so",
                hint="take 'force' out",
            )


@rule("force-overrules-modal", severity=Severity.WARNING)
def force_overrules_modal(agreement: Agreement) -> Iterator[Finding]:
    """A force is written that contradicts the modal word, without a note that says why.

    `shall` that only permits is possible, but a reader must be told why.

    What to do: correct the force, or explain it in the clause's `note`.
    """
    for undertaking in agreement.commitments():
        record = undertaking.commitment
        own = record.modal.force
        if record.force is not None and own is not None and own is not record.force and undertaking.clause.note is None:
            yield Finding(
                undertaking.pointer / "force",
                f"{str(record.force)!r} contradicts modal {str(record.modal)!r}, which is {str(own)!r}",
                hint="explain it in the clause's note",
            )


@rule("topic-outside-coverage", severity=Severity.ERROR)
def topic_outside_coverage(agreement: Agreement) -> Iterator[Finding]:
    """A clause is about a topic that the record doesn't say it covers.

    A comparison would treat the topic as not looked at.

    What to do: add the topic to `coverage`, complete or partial.
    """
    if not agreement.coverage:
        return
    for here, clause in clauses(agreement):
        if clause.topic not in agreement.coverage:
            yield Finding(
                here / "topic", f"{str(clause.topic)!r} is not in coverage", hint=f"add '{clause.topic}: partial'"
            )


@rule("covered-topic-empty", severity=Severity.WARNING)
def covered_topic_empty(agreement: Agreement) -> Iterator[Finding]:
    """A topic is covered in part, but no clause or commitment is about it.

    A topic covered completely without a clause says that the text has nothing on it; covered in part without a
    clause it says nothing at all.

    What to do: record a clause, or take the topic out of `coverage`.
    """
    topics = {clause.topic for clause in agreement.clauses} | {one.topic for one in agreement.commitments()}
    for topic, how in agreement.coverage.items():
        if how == "partial" and topic not in topics:
            yield Finding(ROOT / "coverage" / str(topic), f"{str(topic)!r} is covered in part by nothing")
