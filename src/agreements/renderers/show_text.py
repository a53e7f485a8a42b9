"""One record in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import click

from agreements import wording
from agreements.model import Agreement, Trigger
from agreements.model.parties import Part
from agreements.model.vocabulary import Coverage, Topic
from agreements.renderers._safe import wrapped
from agreements.wording import ABSENT, promise, trigger, words

__all__ = ["render"]


def render(agreement: Agreement, *, width: int = 80, color: bool = False) -> str:
    """Return the record in words, ending in a line end.

    Args:
        agreement: The record.
        width: The most characters in a line.
        color: Whether to embolden headings for a terminal.
    """
    title, *more = wrapped(agreement.title, width)
    lines = [click.style(title, bold=True) if color else title, *more]
    version = f", version {agreement.version}" if agreement.version else ""
    lines += wrapped(f"{agreement.id} ({agreement.instrument}{version})", width)
    for heading, sentences in (
        ("Parties", _parties(agreement)),
        ("Status", (_status(part) for part in agreement.parts)),
        ("Life cycle", _life_cycle(agreement)),
        ("Triggers", _triggers(agreement)),
        ("Commitments", _commitments(agreement)),
        ("Claims by others", _claims(agreement)),
        ("Coverage", _coverage(agreement)),
        ("Cannot be told", _untold(agreement)),
    ):
        items = list(sentences)
        if items:
            lines += ["", click.style(heading, bold=True) if color else heading]
            for item in items:
                indent = len(item) - len(item.lstrip()) + 2
                lines += wrapped(item, width, " " * indent + "- ", " " * indent + "  ")
    return "\n".join(lines) + "\n"


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


def _at(place: object | None) -> str:
    return f" ({place})" if place else ""


_LIFE_CYCLE: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("actions", "", wording.action),
    ("entry_into_force", "takes effect ", wording.entry),
    ("provisional_application", "applies provisionally from ", lambda given: words(given.runs_from)),
    ("duration", "lasts ", wording.duration),
    ("renewal", "", wording.renewal),
    ("review", "", wording.review),
    ("termination", "", wording.way_out),
    ("survival", "goes on after the end: ", wording.survival),
    ("suspension", "can be suspended: ", lambda given: given.summary.rstrip(".")),
    ("amendment", "", wording.amendment),
    ("accession", "", wording.accession),
    ("disputes", "disputes ", wording.disputes),
    ("registration", "registration with the United Nations: ", wording.registration),
    ("languages", "", wording.languages),
)
"""The fields of the life cycle, in the order of an agreement's life, with the words before each."""


def _life_cycle(agreement: Agreement) -> Iterator[str]:
    for name, before, say in _LIFE_CYCLE:
        value = getattr(agreement, name)
        for item in value if isinstance(value, tuple) else filter(None, (value,)):
            yield f"{before}{say(item)}{_at(item.at)}"
    for name, why in agreement.absent.items():
        yield f"{words(name.replace('_', '-'))}: {ABSENT[str(why)]}"


def _triggers(agreement: Agreement) -> Iterator[str]:
    for clause in agreement.clauses:
        if isinstance(clause, Trigger):
            yield trigger(clause) + _at(clause.at)
            for response in clause.responses:
                yield f"  {promise(response, agreement.effective_hedges(clause, response))}{_at(response.at)}"


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
