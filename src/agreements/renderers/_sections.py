"""A record in words, by section; what the renderers of one record share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agreements.model import Agreement, Trigger
from agreements.model.parties import Part
from agreements.model.vocabulary import Coverage, Topic
from agreements.renderers._sentences import life_cycle, promise, trigger

__all__ = ["name_line", "sections"]


def name_line(agreement: Agreement) -> str:
    """Return the id, the instrument and the version."""
    version = f", version {agreement.version}" if agreement.version else ""
    return f"{agreement.id} ({agreement.instrument}{version})"


def sections(agreement: Agreement) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading that has something below it, with its sentences; one that starts with blanks is nested."""
    for heading, sentences in (
        ("Parties", _parties(agreement)),
        ("Status", (_status(part) for part in agreement.parts)),
        ("Life cycle", life_cycle(agreement)),
        ("Triggers", _triggers(agreement)),
        ("Commitments", _commitments(agreement)),
        ("Claims by others", _claims(agreement)),
        ("Coverage", _coverage(agreement)),
        ("Cannot be told", _untold(agreement)),
    ):
        items = list(sentences)
        if items:
            yield heading, items


def _parties(agreement: Agreement) -> Iterator[str]:
    for party in agreement.parties:
        yield f"{party.id}{f' ({party.name})' if party.name else ''}: {party.role}"


def _status(part: Part) -> str:
    status = part.legal_status
    if status is None:
        return f"{part.id}: not recorded"
    signs = []
    for evidence in status.evidence:
        points = evidence.signal.points_to
        place = f" at {evidence.at}" if evidence.at else ""
        signs.append(f"{evidence.signal}{place} ({f'for {points}' if points else 'for neither'})")
    shown = f"; evidence: {', '.join(signs)}" if signs else ""
    return f"{part.id}: {status.status}, {status.basis}{shown}"


def _triggers(agreement: Agreement) -> Iterator[str]:
    for clause in agreement.clauses:
        if isinstance(clause, Trigger):
            yield trigger(clause)
            for response in clause.responses:
                yield "  " + promise(response, agreement.effective_hedges(clause, response))


def _commitments(agreement: Agreement) -> Iterator[str]:
    counts: dict[Topic, Counter[str]] = {}
    for undertaking in agreement.commitments():
        counts.setdefault(undertaking.topic, Counter())[str(undertaking.commitment.effective_force)] += 1
    for topic, forces in counts.items():
        yield f"{topic}: {forces.total()} ({', '.join(f'{number} {force}' for force, number in forces.items())})"


def _claims(agreement: Agreement) -> Iterator[str]:
    for claim in agreement.claims:
        why = f"; {claim.why}" if claim.why else ""
        yield f"{', '.join(cite.source for cite in claim.cite)} on {claim.about}: {claim.says} ({claim.relation}{why})"


def _coverage(agreement: Agreement) -> Iterator[str]:
    for how in Coverage:
        topics = [str(topic) for topic, covered in agreement.coverage.items() if covered is how]
        if topics:
            yield f"{how}: {', '.join(topics)}"


def _untold(agreement: Agreement) -> Iterator[str]:
    missing = [str(topic) for topic in Topic if topic not in agreement.coverage]
    if not agreement.coverage:
        yield "what else the text says: the record declares no coverage"
    elif missing:
        yield f"what the text says on the {len(missing)} topics not covered: {', '.join(missing)}"
    open_parts = [part.id for part in agreement.parts if part.legal_status is None]
    if not agreement.parts:
        yield "whether it binds in law: no status was recorded"
    elif open_parts:
        yield f"whether it binds in law: no status was recorded for {', '.join(open_parts)}"
    if agreement.duration is None and "duration" not in agreement.absent:
        yield "how long it lasts: not looked for, or not recorded"
