"""What is said of one document, by heading; the renderers that show one share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from agreements import wording
from agreements.model import Absence, Agreement, Commitment, Document, Part, PolicyRule, Trigger
from agreements.model.vocabulary import Coverage, LegalStatus, Topic
from agreements.renderers import _listing
from agreements.renderers._claims import claim_lines
from agreements.renderers._in_full import in_full
from agreements.wording import ABSENT, listed, promise, trigger, words

__all__ = ["name_line", "sections"]


def name_line(document: Document) -> str:
    """Return the id, and what it is: the instrument and the version of an agreement."""
    if not isinstance(document, Agreement):
        return _listing.name_line(document)
    agreement = document
    version = f", version {agreement.version}" if agreement.version else ""
    return f"{agreement.id} ({agreement.instrument}{version})"


def sections(document: Document, *, full: bool = False) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return headings with their items, in the order to be shown; headings without items are left out.

    Args:
        document: The record, events or terms of office.
        full: Whether to tell every clause, by topic in the order of the text, in place of triggers and counts.

    Returns:
        An item is its depth (0, or 1 or 2 below the item before it) and its text.
    """
    parts = _sections(document, full=full) if isinstance(document, Agreement) else _listing.sections(document)
    return [(heading, items) for heading, items in ((heading, list(each)) for heading, each in parts) if items]


def _sections(agreement: Agreement, *, full: bool) -> Iterable[tuple[str, Iterable[tuple[int, str]]]]:
    return (
        ("Parties", _parties(agreement)),
        ("Status", _states(agreement)),
        ("Life cycle", ((0, sentence) for sentence in _life_cycle(agreement))),
        *(
            _topics(agreement)
            if full
            else (
                ("Triggers", _triggers(agreement)),
                ("Policy", _policy(agreement)),
                ("Commitments", _commitments(agreement)),
            )
        ),
        ("Money", _money(agreement)),
        ("Claims by others", _claims(agreement)),
        ("Coverage", _coverage(agreement)),
        ("Cannot be told", _untold(agreement)),
    )


def _parties(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for party in agreement.parties:
        yield 0, f"{party.id}{f' ({party.name})' if party.name else ''}: {party.role}"


def _states(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for part in agreement.parts:
        yield 0, _status(part)


def _status(part: Part) -> str:
    status = part.legal_status
    if status is None:
        why = part.absent.get("legal_status")
        return f"{part.id}: legal status {ABSENT[str(why)]}" if why else f"{part.id}: not recorded"
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
    ("provisional_application", "applies provisionally from ", wording.provisional),
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


def _triggers(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for clause in agreement.clauses:
        if isinstance(clause, Trigger):
            yield 0, trigger(clause) + _at(clause.at)
            for response in clause.responses:
                yield 1, promise(response, agreement.effective_hedges(clause, response)) + _at(response.at)


def _topics(agreement: Agreement) -> Iterator[tuple[str, Iterator[tuple[int, str]]]]:
    """Yield each topic with its clauses, topics in the order of their first clause."""
    for topic in dict.fromkeys(clause.topic for clause in agreement.clauses):
        yield f"Clauses on {words(topic)}", _clauses(agreement, topic)


def _clauses(agreement: Agreement, topic: Topic) -> Iterator[tuple[int, str]]:
    for clause in agreement.clauses:
        if clause.topic == topic:
            yield from in_full(agreement, clause)


def _commitments(agreement: Agreement) -> Iterator[tuple[int, str]]:
    counts: dict[Topic, Counter[str]] = {}
    for undertaking in agreement.commitments():
        counts.setdefault(undertaking.topic, Counter())[str(undertaking.commitment.effective_force)] += 1
    for topic, forces in counts.items():
        yield 0, f"{topic}: {forces.total()} ({', '.join(f'{number} {force}' for force, number in forces.items())})"


def _policy(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for rule in agreement.clauses:
        if isinstance(rule, PolicyRule):
            exception = f" (exception to {rule.exception_to})" if rule.exception_to else ""
            what = f"{rule.id}: {words(rule.decision)} by {rule.issuer} for {listed(rule.addressees)}"
            yield 0, f"{what}{exception}: {rule.summary}"


def _money(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for undertaking in agreement.commitments():
        commitment, amount = undertaking.commitment, undertaking.commitment.amount
        if amount is not None:
            who = f"{listed(commitment.bearers)}, " if commitment.bearers else ""
            text = f"{undertaking.path}: {who}{wording.amount(amount)}{_repaid(commitment)}"
            yield (1 if amount.part_of else 0), text


def _repaid(commitment: Commitment) -> str:
    repayment = commitment.repayment
    if repayment is None:
        return ""
    recourse = {"none": "no recourse to the borrower", "borrower": "recourse to the borrower"}.get(
        repayment.recourse, "recourse to the borrower unstated"
    )
    due = f"; due after {repayment.maturity.in_words()}" if repayment.maturity else ""
    means = "; ".join(one[:1].lower() + one[1:].rstrip(".") for one in repayment.from_)
    return f"; paid back from: {means}; {recourse}{due}"


def _claims(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for claim in agreement.claims:
        yield 0, f"{claim.about}: {str(claim.relation).replace('-', ' ')}"
        for label, text in claim_lines(agreement, claim):
            yield 1, f"{label}: {text}"


def _coverage(agreement: Agreement) -> Iterator[tuple[int, str]]:
    for how in Coverage:
        topics = [str(topic) for topic, covered in agreement.coverage.items() if covered is how]
        if topics:
            yield 0, f"{how}: {', '.join(topics)}"


def _doubt(part: Part) -> str | None:
    """Return why it can't be told whether a part binds; None where it can, or where the question can't arise."""
    if part.legal_status is not None:
        status = part.legal_status.status
        return None if status in (LegalStatus.BINDING, LegalStatus.POLITICAL) else f"its status is {status}"
    why = part.absent.get("legal_status")
    if why is Absence.NOT_APPLICABLE:
        return None
    return ABSENT[str(why)] if why else "no status was recorded"


def _untold(agreement: Agreement) -> Iterator[tuple[int, str]]:
    missing = [str(topic) for topic in Topic if topic not in agreement.coverage]
    if not agreement.coverage:
        yield 0, "what else the text says: the record declares no coverage"
    elif missing:
        number = f"{len(missing)} topics" if len(missing) > 1 else "one topic"
        yield 0, f"what the text says on the {number} not covered: {', '.join(missing)}"
    if not agreement.parts:
        yield 0, "whether it binds in law: no status was recorded"
    for part in agreement.parts:
        if (doubt := _doubt(part)) is not None:
            yield 0, f"whether the {part.id} binds in law: {doubt}"
    if agreement.duration is None and "duration" not in agreement.absent:
        yield 0, "how long it lasts: not looked for, or not recorded"
