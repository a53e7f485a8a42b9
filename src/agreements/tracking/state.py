"""What holds on a day: for the agreement, for each party and for each part, with how that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements import wording
from agreements.model import BODY, Agreement
from agreements.model._given import expect_agreement, expect_day
from agreements.model.lifecycle import Action, Renewal, WayOut
from agreements.model.vocabulary import ActionKind, ClockStart, LegalStatus, RelationKind
from agreements.timing import Answer
from agreements.timing.counting import Purpose, last_day
from agreements.tracking._days import Because, Day, Trace, of_count, of_date, place_of, untold
from agreements.tracking.ends import expiry
from agreements.tracking.entry import entry_into_force, entry_into_force_for

__all__ = ["Holds", "State", "Status", "status"]

_CONSENTS = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION, ActionKind.NOTIFICATION})


class State(StrEnum):
    """What an agreement, a party's participation or a part is on a day.

    `in effect` is said of a text that is recorded as political: what has come into effect isn't in force in law. Of a
    text whose status is disputed, unclear or not recorded, which of the two it is can't be told.
    """

    NOT_SIGNED = "not signed"
    SIGNED = "signed"
    CONSENT_GIVEN = "consent given"
    PROVISIONALLY_APPLIED = "provisionally applied"
    IN_FORCE = "in force"
    IN_EFFECT = "in effect"
    IN_FORCE_OR_EFFECT = "in force or only in effect"
    NOTICE_RUNNING = "notice running"
    LEFT = "left"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CANNOT_TELL = "cannot be told"


_GOING = (State.IN_FORCE, State.IN_EFFECT, State.IN_FORCE_OR_EFFECT)


@dataclass(frozen=True, slots=True)
class Holds:
    """The state of one thing on a day.

    Attributes:
        what: `agreement`, or the id of a party or of a part.
        state: What it is.
        since: From which day, as far as that can be told; None where the state has no beginning.
        until: The last day in force, as far as that can be told; None where nothing ends it.
        trace: How it is known.
    """

    what: str
    state: State
    since: Day | None
    until: Day | None
    trace: Trace


@dataclass(frozen=True, slots=True)
class Status:
    """The status of an agreement on a day.

    Attributes:
        agreement: The record.
        as_of: The day.
        whole: The agreement as a whole.
        parties: Each party, in the order of the record.
        parts: Each part, in the order of the record.
    """

    agreement: Agreement
    as_of: date
    whole: Holds
    parties: tuple[Holds, ...]
    parts: tuple[Holds, ...]


def status(agreement: Agreement, actions: Sequence[Action] = (), *, as_of: date) -> Status:
    """Return what holds on a day, by the record and by what happened.

    What isn't recorded is taken not to have happened; the trace says so where that decides.

    Args:
        agreement: The record; its own dated acts count.
        actions: Further acts, from event files.
        as_of: The day.

    Raises:
        WrongTypeError: `agreement` is no record, or `as_of` no `datetime.date`.

    Source: VCLT 1969, art. 24, 25, 54 and 59.
    """
    expect_agreement(agreement, "status")
    expect_day(as_of, "status", "as_of")
    whole = _whole(agreement, actions, as_of)
    parties = tuple(_party(agreement, party.id, actions, whole, as_of) for party in agreement.parties)
    parts = tuple(_part(agreement, part.id, whole, as_of) for part in agreement.parts)
    return Status(agreement, as_of, whole, parties, parts)


def _whole(agreement: Agreement, actions: Sequence[Action], as_of: date) -> Holds:
    known = (*agreement.actions, *actions)
    begins = entry_into_force(agreement, actions)
    match begins.reached(as_of):
        case Answer.NO:
            return _before(agreement, known, begins, as_of)
        case Answer.CANNOT_TELL:
            for end, state in _ends(agreement, actions):
                if state in (State.TERMINATED, State.SUPERSEDED) and end.over(as_of) is Answer.YES:
                    return Holds("agreement", state, end, end, end.trace)
            earlier = _before(agreement, known, begins, as_of)
            if earlier.state in (State.NOT_SIGNED, State.PROVISIONALLY_APPLIED):
                return earlier
            return Holds("agreement", State.CANNOT_TELL, None, None, (*begins.trace, *earlier.trace))
        case _:
            pass
    for end, state in _ends(agreement, actions):
        match end.over(as_of):
            case Answer.YES:
                return Holds("agreement", state, end, end, (*begins.trace, *end.trace))
            case Answer.CANNOT_TELL:
                if end.told or state is not State.EXPIRED:
                    return Holds("agreement", State.CANNOT_TELL, begins, end, (*begins.trace, *end.trace))
            case _:
                running = _notice(agreement, known, as_of)
                if running is not None and state is State.TERMINATED:
                    return Holds("agreement", State.NOTICE_RUNNING, begins, end, (*begins.trace, *end.trace))
    end = expiry(agreement, actions)
    quiet = Because("no act that ends it is recorded", assumed=True)
    return Holds("agreement", _running(agreement, None), begins, end, (*begins.trace, quiet, *end.trace))


def _running(agreement: Agreement, part: str | None) -> State:
    """Return what a part that has begun and not ended is, by its legal status."""
    for one in agreement.parts:
        if one.id == (part or BODY) and one.legal_status is not None:
            known = {LegalStatus.BINDING: State.IN_FORCE, LegalStatus.POLITICAL: State.IN_EFFECT}
            return known.get(one.legal_status.status, State.IN_FORCE_OR_EFFECT)
    return State.IN_FORCE_OR_EFFECT


def _before(agreement: Agreement, known: Sequence[Action], begins: Day, as_of: date) -> Holds:
    """Return the state before entry into force."""
    provisional = agreement.provisional_application
    parties = [party.id for party in agreement.parties if party.role != "depositary"]
    signed = [_first(known, {ActionKind.SIGNATURE}, party, as_of) for party in parties]
    consents = [_first(known, _CONSENTS, party, as_of) for party in parties]
    reasons = tuple(step for one in (*signed, *consents) if one is not None for step in one.trace)
    if provisional is not None and provisional.runs_from == "signature" and all(signed) and parties:
        why = Because("applied provisionally from signature", place_of(provisional), "VCLT 1969, art. 25")
        return Holds("agreement", State.PROVISIONALLY_APPLIED, None, None, (why, *reasons))
    if consents and all(consents):
        return Holds("agreement", State.CONSENT_GIVEN, None, None, reasons)
    if any(signed):
        missing = [party for party, day in zip(parties, signed, strict=True) if day is None]
        lack = (Because(f"no signature by {wording.listed(missing, 'or')} is recorded"),) if missing else ()
        return Holds("agreement", State.SIGNED, None, None, (*reasons, *lack))
    unsigned = Because("no signature by then is recorded", assumed=True)
    needs_none = all(action.act is not ActionKind.SIGNATURE for action in known)
    if needs_none:
        return Holds(
            "agreement", State.CANNOT_TELL, None, None, (Because("no signature is recorded", lacks=True), *begins.trace)
        )
    return Holds("agreement", State.NOT_SIGNED, None, None, (unsigned,))


def _first(
    known: Sequence[Action], kinds: set[ActionKind] | frozenset[ActionKind], party: str, as_of: date
) -> Day | None:
    """Return when a party surely did one of these by a day; None where it didn't, or can't be told to have."""
    for action in known:
        if action.act in kinds and {party, "each-party"} & set(action.by) and action.date is not None:
            day = of_date(action.date, Because(wording.action(action), str(action.at or "")))
            if day.reached(as_of) is Answer.YES:
                return day
    return None


def _ends(agreement: Agreement, actions: Sequence[Action]) -> list[tuple[Day, State]]:
    """Return the last days in force that acts or the term give, the surest first."""
    known = (*agreement.actions, *actions)
    found: list[tuple[Day, State]] = []
    for action in known:
        if action.act is ActionKind.TERMINATION and action.part is None:
            reason = Because(wording.action(action), str(action.at or ""))
            found.append((of_date(action.date, reason) if action.date else untold(reason), State.TERMINATED))
        elif action.act is ActionKind.DENUNCIATION and (way := _way(agreement, action)) and way.ends == "agreement":
            found.append((effect_of_notice(way, action), State.TERMINATED))
    for relation in agreement.relations:
        if relation.kind is RelationKind.SUPERSEDED_BY:
            reason = Because(wording.relation(relation), str(relation.at or ""), "VCLT 1969, art. 59")
            found.append((of_date(relation.date, reason) if relation.date else untold(reason), State.SUPERSEDED))
    end = expiry(agreement, actions)
    if end.told:
        found.append((_extended(agreement.renewal, end), State.EXPIRED))
    return sorted(found, key=lambda one: one[0].latest or date.max)


def _extended(renewal: Renewal | None, end: Day) -> Day:
    if renewal is None:
        return end
    if renewal.by == "tacit":
        why = Because(f"it {wording.renewal(renewal)}; whether anybody objected isn't recorded", place_of(renewal))
        return Day(end.earliest, None, (*end.trace, why))
    return end.because(
        Because(f"no extension is recorded, though it {wording.renewal(renewal)}", place_of(renewal), assumed=True)
    )


def _way(agreement: Agreement, action: Action) -> WayOut | None:
    """Return the way out that a notice takes: the only one open to its giver; None where there are several or none."""
    open_to = [way for way in agreement.termination if not way.by or {*action.by, "each-party"} & set(way.by)]
    return open_to[0] if len(open_to) == 1 else None


def effect_of_notice(way: WayOut, action: Action) -> Day:
    """Return the last day in force after a recorded notice."""
    reason = Because(wording.action(action), str(action.at or ""))
    rule = Because(f"the way out: {wording.way_out(way)}", place_of(way))
    if action.date is None or way.notice is None:
        return untold(reason, rule)
    given = of_date(action.date, reason)
    if way.counted == "back" or given.earliest is None or given.latest is None:
        return untold(reason, rule, Because("the day of the end isn't recorded"))
    low = last_day(given.earliest, way.notice, purpose=Purpose.TERM)
    high = last_day(given.latest, way.notice, purpose=Purpose.TERM)
    day = Day(low.earliest, high.latest, of_count(high, reason, rule).trace)
    if way.runs_from in (ClockStart.NOTIFICATION, ClockStart.GIVING):
        return day
    return Day(day.earliest, None, (*day.trace, Because("it runs from receipt or deposit, whose day isn't recorded")))


def _notice(agreement: Agreement, known: Sequence[Action], as_of: date) -> Day | None:
    """Return when notice to end the whole was surely given; None where it wasn't."""
    for action in known:
        if action.act is ActionKind.DENUNCIATION and action.date is not None:
            way = _way(agreement, action)
            day = of_date(action.date, Because(wording.action(action), str(action.at or "")))
            if way is not None and way.ends == "agreement" and day.reached(as_of) is Answer.YES:
                return day
    return None


def _party(agreement: Agreement, party: str, actions: Sequence[Action], whole: Holds, as_of: date) -> Holds:
    known = (*agreement.actions, *actions)
    for action in known:
        if party not in action.by or action.date is None:
            continue
        done = of_date(action.date, Because(wording.action(action), str(action.at or "")))
        if done.reached(as_of) is not Answer.YES:
            continue
        if action.act is ActionKind.DENUNCIATION:
            way = _way(agreement, action)
            if way is None:
                return Holds(party, State.CANNOT_TELL, done, None, (*done.trace, Because("which way out is meant")))
            if way.ends == "participation":
                end = effect_of_notice(way, action)
                over = end.over(as_of)
                state = {Answer.YES: State.LEFT, Answer.NO: State.NOTICE_RUNNING}.get(over, State.CANNOT_TELL)
                return Holds(party, state, done, end, end.trace)
        if action.act is ActionKind.WITHDRAWAL_OF_SIGNATURE and whole.state not in _GOING:
            return Holds(party, State.NOT_SIGNED, done, None, done.trace)
        if action.act is ActionKind.WITHDRAWAL_OF_CONSENT and whole.state not in _GOING:
            return Holds(party, State.SIGNED, done, None, done.trace)
    if whole.state not in (*_GOING, State.NOTICE_RUNNING):
        if whole.state in (State.SIGNED, State.CANNOT_TELL, State.CONSENT_GIVEN, State.NOT_SIGNED):
            return _own(known, party, whole, as_of)
        return Holds(party, whole.state, whole.since, whole.until, whole.trace)
    begins = entry_into_force_for(agreement, party, actions)
    match begins.reached(as_of):
        case Answer.YES:
            return Holds(party, whole.state, begins, whole.until, begins.trace)
        case Answer.NO:
            return _own(known, party, whole, as_of)
        case _:
            return Holds(party, State.CANNOT_TELL, begins, None, begins.trace)


def _own(known: Sequence[Action], party: str, whole: Holds, as_of: date) -> Holds:
    for kinds, state in ((_CONSENTS, State.CONSENT_GIVEN), ({ActionKind.SIGNATURE}, State.SIGNED)):
        if (day := _first(known, kinds, party, as_of)) is not None:
            return Holds(party, state, day, None, day.trace)
    if whole.state is State.NOT_SIGNED:
        return Holds(
            party, State.NOT_SIGNED, None, None, (Because(f"no signature by {party} is recorded", assumed=True),)
        )
    return Holds(party, State.CANNOT_TELL, None, None, (Because(f"no dated act of {party} is recorded"),))


def _part(agreement: Agreement, name: str, whole: Holds, as_of: date) -> Holds:
    """Return the state of a part: the whole's, ended earlier where its own length is over."""
    part = next(one for one in agreement.parts if one.id == name)
    if whole.state in _GOING:
        whole = Holds(whole.what, _running(agreement, name), whole.since, whole.until, whole.trace)
    if part.length is None or whole.since is None or whole.since.earliest is None or whole.since.latest is None:
        return Holds(name, whole.state, whole.since, whole.until, whole.trace)
    why = Because(f"the {name} lasts {part.length.in_words()}", str(part.at or ""))
    if part.length.hours or part.length.minutes or part.length.seconds:
        return Holds(name, State.CANNOT_TELL, whole.since, None, (why,))
    low = last_day(whole.since.earliest, part.length, purpose=Purpose.TERM)
    high = last_day(whole.since.latest, part.length, purpose=Purpose.TERM)
    end = Day(low.earliest, high.latest, (why, *high.trace))
    match end.over(as_of):
        case Answer.YES:
            return Holds(name, State.EXPIRED, end, end, end.trace)
        case Answer.NO:
            return Holds(name, whole.state, whole.since, end, (*whole.trace, *end.trace))
        case _:
            return Holds(name, State.CANNOT_TELL, whole.since, end, end.trace)
