"""What holds on a day: for the agreement, for each party and for each part, with how that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements import wording
from agreements.model import BODY, Agreement
from agreements.model._given import expect_agreement, expect_day
from agreements.model.lifecycle import Action
from agreements.model.vocabulary import ActionKind, LegalStatus
from agreements.timing import Answer
from agreements.tracking._acts import (
    CONSENTS,
    SIGNATURES,
    about,
    all_acted,
    happened,
    own_act,
    sides,
    taken_back,
)
from agreements.tracking._days import Because, Day, Trace, after, first_of, last_of, of_date, place_of
from agreements.tracking._knowing import Events, knowing
from agreements.tracking.endings import Ending, endings, endings_for
from agreements.tracking.entry import Entry, entry_into_force, later

__all__ = ["Holds", "State", "Status", "status"]


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


_BEFORE = (State.NOT_SIGNED, State.SIGNED, State.CONSENT_GIVEN)
_ENDED = {
    "termination": State.TERMINATED,
    "notice": State.TERMINATED,
    "succession": State.SUPERSEDED,
    "leaving": State.LEFT,
    "term": State.EXPIRED,
}


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


def status(agreement: Agreement, events: Events = (), *, as_of: date) -> Status:
    """Return what holds on a day, by the record and by what happened.

    What isn't recorded is taken not to have happened; the trace says so where that decides.

    Args:
        agreement: The record; its own dated acts count.
        events: What happened, from event files; it may be several.
        as_of: The day.

    Raises:
        WrongTypeError: `agreement` is no record, or `as_of` no `datetime.date`.

    Source: VCLT 1969, art. 24, 25, 54 and 59.
    """
    agreement = knowing(expect_agreement(agreement, "status"), events, "status")
    expect_day(as_of, "status", "as_of")
    entry, ends = Entry.of(agreement), endings(agreement)
    whole = _whole(agreement, entry.whole, ends, as_of)
    parties = tuple(_party(entry, ends, party.id, whole, as_of) for party in agreement.parties)
    parts = tuple(_part(entry, ends, part.id, whole, as_of) for part in agreement.parts)
    return Status(agreement, as_of, whole, parties, parts)


def whole_on(agreement: Agreement, as_of: date) -> Holds:
    """Return what the agreement as a whole is on a day, by the acts of the record alone."""
    return _whole(agreement, entry_into_force(agreement), endings(agreement), as_of)


def _whole(agreement: Agreement, begins: Day, ends: Sequence[Ending], as_of: date) -> Holds:
    known = about(agreement.actions)
    match begins.reached(as_of):
        case Answer.YES:
            return _course("agreement", begins, ends, _running(agreement), as_of)
        case Answer.NO:
            return _before(agreement, "agreement", known, as_of)
        case _:
            pass
    acts = [one for one in ends if one.by != "term"]
    if any(one.day.over(as_of) is Answer.YES for one in acts):
        return _course("agreement", begins, acts, State.CANNOT_TELL, as_of)
    earlier = _before(agreement, "agreement", known, as_of)
    if earlier.state is State.NOT_SIGNED:
        return earlier
    if earlier.state is State.PROVISIONALLY_APPLIED:
        meanwhile = Because("no entry into force in the meantime is recorded", assumed=True)
        return Holds(earlier.what, earlier.state, earlier.since, earlier.until, (*earlier.trace, meanwhile))
    return Holds("agreement", State.CANNOT_TELL, None, None, (*begins.trace, *earlier.trace))


def _course(what: str, begins: Day, ends: Sequence[Ending], running: State, as_of: date) -> Holds:
    """Return the state of what has begun: it goes on, is to end, has ended, or that can't be told."""
    until = first_of([one.day for one in ends]) if ends else None
    over = sorted((one for one in ends if one.day.over(as_of) is Answer.YES), key=_latest)
    if over:
        assert until is not None
        state = _ENDED[over[0].by]
        if state is State.TERMINATED and any(one.by == "succession" for one in ends):
            state = State.SUPERSEDED
        return Holds(what, state, after(until), until, (*begins.trace, *until.trace))
    unsure = [step for one in ends if one.day.over(as_of) is Answer.CANNOT_TELL for step in one.day.trace]
    if unsure:
        return Holds(what, State.CANNOT_TELL, begins, until, (*begins.trace, *unsure))
    notices = [one.given.reached(as_of) for one in ends if one.given is not None]
    trace = (*begins.trace, *(until.trace if until else (Because("nothing that ends it is recorded", assumed=True),)))
    if Answer.YES in notices:
        return Holds(what, State.NOTICE_RUNNING, begins, until, trace)
    if Answer.CANNOT_TELL in notices:
        lack = Because("whether notice had been given by then can't be told", lacks=True)
        return Holds(what, State.CANNOT_TELL, begins, until, (*trace, lack))
    if all(one.by == "term" for one in ends) and ends:
        trace = (*begins.trace, Because("no act that ends it is recorded", assumed=True), *trace[len(begins.trace) :])
    return Holds(what, running, begins, until, trace)


def _latest(ending: Ending) -> date:
    return ending.day.latest or date.max


def _running(agreement: Agreement, part: str = BODY) -> State:
    """Return what a part that has begun and not ended is, by its legal status."""
    for one in agreement.parts:
        if one.id == part and one.legal_status is not None:
            known = {LegalStatus.BINDING: State.IN_FORCE, LegalStatus.POLITICAL: State.IN_EFFECT}
            return known.get(one.legal_status.status, State.IN_FORCE_OR_EFFECT)
    return State.IN_FORCE_OR_EFFECT


def _before(agreement: Agreement, what: str, known: Sequence[Action], as_of: date) -> Holds:
    """Return the state before entry into force, by acts that are all about the whole or all about one part."""
    provisional = agreement.provisional_application
    parties = sides(agreement)
    past = happened(known, as_of)
    signed = [day for day in (own_act(past, SIGNATURES, party) for party in parties) if day is not None]
    consents = [day for day in (own_act(past, CONSENTS, party) for party in parties) if day is not None]
    trace = tuple(step for day in (*signed, *consents) for step in day.trace)
    everybody = bool(parties) and len(signed) == len(parties)
    if provisional is not None:
        why = Because(
            f"applied provisionally from {wording.provisional(provisional)}",
            place_of(provisional),
            "VCLT 1969, art. 25",
        )
        start = last_of(signed) if provisional.runs_from == "signature" and everybody else None
        if provisional.runs_from == "date" and provisional.date is not None:
            start = of_date(provisional.date)
        if start is not None and start.reached(as_of) is Answer.YES:
            return Holds(what, State.PROVISIONALLY_APPLIED, start, None, (why, *trace))
    if parties and len(consents) == len(parties) and _all(consents, as_of):
        return Holds(what, State.CONSENT_GIVEN, None, None, trace)
    # Where one consent surely came later, the others' days don't matter: not all had consented.
    if not _all(signed, as_of) or (len(consents) == len(parties) and not _all(consents, as_of)):
        lack = Because("whether that had been done by then can't be told", lacks=True)
        return Holds(what, State.CANNOT_TELL, None, None, (*trace, lack))
    if signed:
        missing = [party for party in parties if own_act(past, SIGNATURES, party) is None]
        lacks = (Because(f"no signature by {wording.listed(missing, 'or')} is recorded"),) if missing else ()
        return Holds(what, State.SIGNED, None, None, (*trace, *lacks))
    if any(action.act is ActionKind.SIGNATURE for action in known) and not consents:
        return Holds(what, State.NOT_SIGNED, None, None, (Because("no signature by then is recorded", assumed=True),))
    return Holds(what, State.CANNOT_TELL, None, None, (*trace, Because("no signature is recorded", lacks=True)))


def _all(days: Sequence[Day], as_of: date) -> bool:
    return all(day.reached(as_of) is Answer.YES for day in days)


def _party(entry: Entry, of_whole: Sequence[Ending], party: str, whole: Holds, as_of: date) -> Holds:
    agreement, begins = entry.agreement, entry.for_party(party)
    ends = [*endings_for(agreement, party, as_of=as_of), *of_whole]
    match begins.reached(as_of):
        case Answer.YES:
            return _course(party, begins, ends, _running(agreement), as_of)
        case Answer.NO if whole.state is State.PROVISIONALLY_APPLIED:
            return Holds(party, whole.state, whole.since, whole.until, whole.trace)
        case Answer.NO:
            return _own(agreement, party, as_of)
        case _:
            pass
    known = about(agreement.actions)
    back = taken_back(known, party)
    if back is not None and back.reached(as_of) is Answer.YES:
        return _own(agreement, party, as_of)
    if whole.state in (State.PROVISIONALLY_APPLIED, State.TERMINATED, State.SUPERSEDED):
        return Holds(party, whole.state, whole.since, whole.until, whole.trace)
    own = _own(agreement, party, as_of)
    if whole.state in _BEFORE:
        return own
    # What it did itself is in the trace: who has signed may be in by an act that isn't recorded.
    return Holds(party, State.CANNOT_TELL, None, None, (*begins.trace, *own.trace))


def _own(agreement: Agreement, party: str, as_of: date) -> Holds:
    """Return the state of one party before it is in, by its own acts."""
    known = about(agreement.actions)
    past = happened(known, as_of)
    for kinds, state in ((CONSENTS, State.CONSENT_GIVEN), (SIGNATURES, State.SIGNED)):
        if (day := own_act(past, kinds, party)) is not None:
            if day.reached(as_of) is Answer.YES:
                return Holds(party, state, day, None, day.trace)
            lack = Because(f"whether {party} had done that by then can't be told", lacks=True)
            return Holds(party, State.CANNOT_TELL, None, None, (*day.trace, lack))
    back = taken_back(past, party)
    if back is not None and back.reached(as_of) is Answer.YES:
        return Holds(party, State.NOT_SIGNED, None, None, back.trace)
    for kinds in (SIGNATURES, frozenset({ActionKind.ACCESSION})):  # who accedes has never signed
        first = own_act(known, kinds, party)
        if first is not None and first.reached(as_of) is Answer.NO:
            return Holds(party, State.NOT_SIGNED, None, None, first.trace)
    return Holds(party, State.CANNOT_TELL, None, None, (Because(f"no dated act of {party} is recorded", lacks=True),))


def _part(entry: Entry, of_whole: Sequence[Ending], name: str, whole: Holds, as_of: date) -> Holds:
    """Return the state of a part: the whole's, begun later or ended earlier by its own acts and its own length."""
    agreement, begins = entry.agreement, entry.whole
    part = next(one for one in agreement.parts if one.id == name)
    own = about(agreement.actions, name)
    if any(action.act is ActionKind.SIGNATURE for action in own):
        signed = all_acted(own, SIGNATURES, sides(agreement), f"signature of the {name}")
        if signed.reached(as_of) is not Answer.YES:
            return _before(agreement, name, own, as_of)
        begins = last_of([begins, signed])
    if begins.reached(as_of) is not Answer.YES:
        return Holds(name, whole.state, whole.since, whole.until, whole.trace)
    ends = [*of_whole, *endings(agreement, name)]
    if part.length is not None:
        why = Because(f"the {name} lasts {part.length.in_words()}", str(part.at or ""))
        ends.append(Ending("term", later(begins, part.length, why)))
    return _course(name, begins, ends, _running(agreement, name), as_of)
