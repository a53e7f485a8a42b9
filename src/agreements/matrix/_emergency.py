"""The emergency clause: what an attack sets off, and how fast the sides must speak to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agreements import wording
from agreements.comparison._absence import Lack, lack
from agreements.matrix._cells import Said, State, Unsaid
from agreements.matrix._reading import covers, emptiness, plain_at, together, told, weightiest
from agreements.model import Agreement, Commitment, Event, Trigger
from agreements.model.commitments import Response
from agreements.model.vocabulary import EventKind, Topic
from agreements.pointer import ROOT, Pointer
from agreements.wording import words

__all__ = ["act", "attacker", "clock", "conditions", "event", "hours", "immediacy", "invoker", "level", "softening"]

_TOPIC = Topic.RESPONSE_TO_AGGRESSION
_ATTACKS = frozenset(
    {
        EventKind.ARMED_ATTACK,
        EventKind.THREAT_OF_ARMED_ATTACK,
        EventKind.AGGRESSION,
        EventKind.THREAT_OF_AGGRESSION,
        EventKind.INVASION,
        EventKind.SIGNIFICANT_ESCALATION,
        EventKind.NUCLEAR_AGGRESSION,
        EventKind.THREAT_TO_SECURITY,
    }
)
_SPEAKING = frozenset({"consult", "meet"})
_NONE = "no clause on a consultation or meeting upon an attack"


@dataclass(frozen=True, slots=True)
class _Emergency:
    """A trigger by which the sides consult or meet, and the responses that say so."""

    number: int
    clause: Trigger
    responses: tuple[tuple[int, Response], ...]

    @property
    def pointer(self) -> Pointer:
        return ROOT / "clauses" / self.number

    def place(self, response: Commitment | None = None) -> str:
        return str((response.at if response else None) or self.clause.at or "")


def _found(agreement: Agreement) -> Sequence[_Emergency]:
    """Return the triggers by which sides consult or meet upon an attack: those with a time limit, or else all."""
    found = []
    for number, clause in enumerate(agreement.clauses):
        if not isinstance(clause, Trigger) or not any(one.event in _ATTACKS for one in clause.when):
            continue
        speaking = tuple((place, one) for place, one in enumerate(clause.responses) if str(one.act) in _SPEAKING)
        timed = tuple((place, one) for place, one in speaking if one.deadline is not None)
        if speaking:
            found.append(_Emergency(number, clause, timed or speaking))
    timed_ones = [one for one in found if any(response.deadline for _, response in one.responses)]
    return timed_ones or found


def _no_clause(agreement: Agreement) -> Unsaid:
    return Unsaid(State.SILENT if covers(agreement, _TOPIC) else State.NOT_COVERED, _NONE)


def _each_event(
    agreement: Agreement, field: str, say: Callable[[Event], str], names: Sequence[str] = ()
) -> Iterable[Said] | Unsaid:
    """Return what the events of the emergency clause have in a field, or in several."""
    clauses = _found(agreement)
    if not clauses:
        return _no_clause(agreement)
    found: list[tuple[str, Said | Unsaid]] = []
    for one in clauses:
        if not one.clause.when:
            found.append(("", emptiness(agreement, one.pointer, "when", _TOPIC)))
        for number, happening in enumerate(one.clause.when):
            pointer = one.pointer / "when" / number
            if any(getattr(happening, name) for name in names or (field,)):
                own, shared = told(agreement, happening, say)
                here = pointer if names else pointer / field
                value: Said | Unsaid = Said(own, f"{one.clause.id}/when", one.place(), here, shared)
            else:
                value = weightiest(emptiness(agreement, pointer, name, _TOPIC) for name in names or (field,))
            found.append(("" if field == "event" else words(happening.event), value))
    return together(found)


def event(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what sets it off, without the attacker."""

    def say(happening: Event) -> str:
        against = f" against {wording.listed(happening.against, 'or')}" if happening.against else ""
        return words(happening.event) + against

    return _each_event(agreement, "event", say)


def attacker(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return by whom."""
    return _each_event(agreement, "by", lambda one: wording.listed(one.by, "or"))


def conditions(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what must hold as well."""
    hows = ("after", "during", "together_with", "unless", "judged_by", "described")

    def say(happening: Event) -> str:
        parts = [happening.described.rstrip(".")] if happening.described else []
        for how in ("after", "during", "together_with", "unless"):
            others: tuple[Event, ...] = getattr(happening, how)
            if others:
                parts.append(f"{how.replace('_', ' ')} {wording.listed(map(wording.event, others))}")
        if happening.judged_by:
            parts.append(f"in the opinion of {wording.listed(happening.judged_by, 'or')}")
        return ", ".join(parts)

    upon = _each_event(agreement, "described", say, hows)
    owed = list(_conditions_owed(agreement))
    return upon if not owed else [*([] if isinstance(upon, Unsaid) else upon), *owed]


def _conditions_owed(agreement: Agreement) -> Iterator[Said]:
    """Yield what must hold for a response alone."""
    for one in _found(agreement):
        for number, response in one.responses:
            pointer, path = one.pointer / "responses" / number, f"{one.clause.id}/{response.key}"
            if response.conditions:
                own, shared = told(agreement, response, lambda each: f"only if {wording.events(each.conditions)}")
                yield Said(own, path, one.place(response), pointer / "conditions", shared)
            if response.condition:
                yield Said(response.condition.rstrip("."), path, one.place(response), pointer / "condition")


def _each_response(
    agreement: Agreement, name: str, read: Callable[[Commitment], Said | None]
) -> Iterable[Said] | Unsaid:
    clauses = _found(agreement)
    if not clauses:
        return _no_clause(agreement)
    found: list[tuple[str, Said | Unsaid]] = []
    holder, _, leaf = name.partition("/")
    for one in clauses:
        for number, response in one.responses:
            pointer = one.pointer / "responses" / number
            value = read(response)
            if value is None:
                found.append((words(response.act), _inside(agreement, pointer, name)))
            else:
                here = pointer / holder / leaf if leaf else pointer / holder
                path = f"{one.clause.id}/{response.key}"
                found.append((words(response.act), replace(value, path=path, place=one.place(response), pointer=here)))
    return together(found)


def _inside(agreement: Agreement, pointer: Pointer, name: str) -> Unsaid:
    """Return why a field of a response is empty, or one of its time limit."""
    holder, _, leaf = name.partition("/")
    gap = lack(plain_at(agreement, pointer), holder, complete=covers(agreement, _TOPIC))
    if not leaf or gap is Lack.UNRECORDED or gap is Lack.UNKNOWN:
        return emptiness(agreement, pointer, holder, _TOPIC)
    if gap is not None:
        return Unsaid(State.NOT_APPLICABLE if leaf != "within" else State.of(gap), "no time limit", pointer / holder)
    return emptiness(agreement, pointer / holder, leaf, _TOPIC)


def act(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what is done, with the word that says how firmly."""

    def read(response: Commitment) -> Said:
        return Said(f"{wording.modal(response)}: {words(response.act)}")

    return _each_response(agreement, "act", read)


def hours(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return within how many hours."""

    def read(response: Commitment) -> Said | None:
        if response.deadline is None or response.deadline.within is None:
            return None
        within = response.deadline.within
        number = _hours(str(within))
        return Said(within.in_words(), number=number, unit="hours" if number is not None else "")

    return _each_response(agreement, "deadline/within", read)


def _hours(period: str) -> Decimal | None:
    """Return a period of hours alone as their number; days are calendar time and don't turn into hours."""
    digits = period.removeprefix("PT").removesuffix("H")
    return Decimal(digits) if period == f"PT{digits}H" and digits.isdigit() else None


def softening(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what softens the time limit."""

    def read(response: Commitment) -> Said | None:
        soft = response.deadline.softened_by if response.deadline else ()
        return Said(wording.listed(map(words, soft))) if soft else None

    return _each_response(agreement, "deadline/softened_by", read)


def clock(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what the time runs from."""

    def read(response: Commitment) -> Said | None:
        start = response.deadline.runs_from if response.deadline else None
        return Said("the text names no start" if start == "unstated" else words(start)) if start else None

    return _each_response(agreement, "deadline/runs_from", read)


def immediacy(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how soon, where no period is named."""
    return _each_response(agreement, "immediacy", lambda one: Said(words(one.immediacy)) if one.immediacy else None)


def level(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return at which level."""
    return _each_response(agreement, "level", lambda one: Said(wording.level(one.level)) if one.level else None)


def invoker(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return who must ask for it: for the response itself, or else for all that its trigger sets off."""
    clauses = _found(agreement)
    if not clauses:
        return _no_clause(agreement)
    found: list[tuple[str, Said | Unsaid]] = []
    for one in clauses:
        for number, response in one.responses:
            own = response.on_request_of is not None or "on_request_of" in response.absent
            holder = one.pointer / "responses" / number if own else one.pointer
            asked, _ = one.clause.request_for(response)
            if asked is None:
                value: Said | Unsaid = emptiness(agreement, holder, "on_request_of", _TOPIC)
            else:
                words_, shared = told(agreement, asked, wording.request)
                path = f"{one.clause.id}/{response.key}" if own else one.clause.id
                place = one.place(response if own else None)
                value = Said(words_, f"{path}/on_request_of", place, holder / "on_request_of", shared)
            found.append((words(response.act), value))
    return together(found)
