"""Rules about legal status, force and what a record says it covers."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.diagnostics import Finding, Severity
from agreements.model import BODY, Agreement, Commitment, Other, Place
from agreements.model.vocabulary import Basis, Coverage, LegalStatus, Topic
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import rule
from agreements.rules._walk import clauses, records


@rule(
    "status-against-signals",
    severity=Severity.WARNING,
    source="UK FCDO, Treaties and MOUs: Guidance on Practice and Procedures (terminology)",
)
def status_against_signals(agreement: Agreement) -> Iterator[Finding]:
    """A part's status is inferred, but most of its signals point the other way; or stated, and all of them do.

    A status drawn from signals is worth what its signals are worth; a reader will take it for more. What a text states
    of itself outweighs signals, but where nothing at all bears it out, the words are often another part's.

    What to do: weigh the evidence again, call the status unclear, or cite where the text states it.
    """
    for index, part in enumerate(agreement.parts):
        status = part.legal_status
        if status is None or status.status not in (LegalStatus.BINDING, LegalStatus.POLITICAL):
            continue
        pointed = [(one.signal, one.signal.points_to) for one in status.evidence if one.signal.points_to is not None]
        for_it = [str(signal) for signal, way in pointed if way is status.status]
        against = [str(signal) for signal, way in pointed if way is not status.status]
        stated = status.basis is Basis.STATED
        if against and not for_it if stated else len(against) > len(for_it):
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
    for here, record in records(agreement, Commitment):
        if record.force is not None and record.modal.force is record.force:
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
    """A clause, or one of its undertakings, is about a topic that the record doesn't say it covers.

    A comparison would treat the topic as not looked at.

    What to do: add the topic to `coverage`, complete or partial.
    """
    if not agreement.coverage:
        return
    for here, clause in clauses(agreement):
        if clause.topic not in agreement.coverage:
            yield _outside(here, clause.topic)
    for undertaking in agreement.commitments():
        topic = undertaking.commitment.topic
        if topic is not None and topic not in agreement.coverage and undertaking.commitment is not undertaking.clause:
            yield _outside(undertaking.pointer, topic)


def _outside(here: Pointer, topic: Topic) -> Finding:
    return Finding(here / "topic", f"{str(topic)!r} is not in coverage", hint=f"add '{topic}: partial'")


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


@rule("untyped-in-complete-topic", severity=Severity.WARNING)
def untyped_in_complete_topic(agreement: Agreement) -> Iterator[Finding]:
    """A topic is covered completely, but a clause on it isn't typed yet.

    A clause of the kind `other` is never compared; what it promises would seem to be missing from the text.

    What to do: give the clause its kind, or call the topic covered in part.
    """
    for here, clause in clauses(agreement):
        if isinstance(clause, Other) and agreement.coverage.get(clause.topic) is Coverage.COMPLETE:
            yield Finding(here / "kind", f"{clause.id!r} has no kind, and {str(clause.topic)!r} is covered completely")


@rule("place-outside-part", severity=Severity.ERROR)
def place_outside_part(agreement: Agreement) -> Iterator[Finding]:
    """A clause belongs to one part of the document and stands in another.

    Whether something binds follows from the status of its part: a clause of a political annex that is taken for the
    body's would be called a duty in law. A clause without `part` belongs to the body.

    What to do: name the part it stands in, or correct the place.
    """
    known = {part.id: part.at for part in agreement.parts if part.at is not None}
    # Of the whole text everything is part, and what lies in a range can't be told from the printed steps.
    parts = {id: at for id, at in known.items() if not any("-" in step or step == "whole" for step in _steps(at))}
    if not parts:
        return
    places = [(here, clause, clause.at) for here, clause in clauses(agreement)]
    responses = (one for one in agreement.commitments() if one.commitment is not one.clause)
    places += [(one.pointer, one.clause, one.commitment.at) for one in responses]
    for here, clause, place in places:
        if place is None:
            continue
        said = clause.part or BODY
        own = parts.get(said)
        inside = [id for id, at in parts.items() if id != said and place.inside(at)]
        # A part may hold another: annex A.1 lies in annex A and in itself.
        inside = [id for id in inside if own is None or not own.inside(parts[id])]
        if inside:
            message = f"{str(place)!r} lies in the part {inside[0]!r}, and the clause is said to be in {said!r}"
            yield Finding(here / "at", message, hint=f"write 'part: {inside[0]}'")
        elif own is not None and not any(_lies_in(one, own) for one in place.alternatives):
            yield Finding(here / "at", f"{str(place)!r} lies outside the part {said!r}, which stands at {str(own)!r}")


def _steps(place: Place) -> Iterator[str]:
    for steps in place.alternatives:
        yield from (step for step in steps if not step.startswith('"'))


def _lies_in(steps: tuple[str, ...], part: Place) -> bool:
    """Tell whether a place lies in the part, or may: a step that is a range counts as the same."""
    return any(
        len(steps) >= len(other)
        and all(mine == theirs or "-" in mine for mine, theirs in zip(steps, other, strict=False))
        for other in part.alternatives
    )
