"""What triggers set off: matched against what happened, asked for or not, by each reading of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from agreements import wording
from agreements.errors import AgreementsError
from agreements.model import BODY, Absence, Commitment, Event, Happened, Requested, Response, Trigger, Undertaking
from agreements.model.commitments import Deadline as Stated
from agreements.model.vocabulary import ClockStart, EventKind, LegalStatus, Need
from agreements.timing import Answer, Period
from agreements.timing.counting import last_day
from agreements.timing.hours import last_moment
from agreements.timing.trace import Step
from agreements.tracking._days import Because, Trace, of_date
from agreements.tracking._doing import DUTIES, doing, named
from agreements.tracking._matching import Match, World, matches, may_be
from agreements.tracking._moments import Limit, When
from agreements.tracking._sequence import InTime
from agreements.tracking.deadlines import (
    Clock,
    Deadline,
    DeadlineKind,
    DeadlineState,
    differing,
    together,
)
from agreements.tracking.entry import anchor, later

__all__ = ["cautions", "limit_of", "matched", "responses", "while_in_effect"]

_EACH = "each-party"
_SURELY = (Answer.YES, Answer.CANNOT_TELL, Answer.NO)


@dataclass(frozen=True, slots=True)
class _SetOff:
    """Something that set a trigger off, or may have.

    Attributes:
        cause: What happened.
        at: When.
        met: Whether it set the trigger off.
        reasons: Why.
        request: When it was asked for; None where it wasn't, or needn't be.
        asked: Whether it was asked for, as far as the text wants that.
        needs_request: Whether the text wants a request.
    """

    cause: Happened
    at: When
    met: Answer
    reasons: Trace
    request: When | None
    asked: Answer
    needs_request: Answer


def responses(world: World) -> Iterator[Deadline]:
    """Yield what the triggers of an agreement demand or allow: one entry for each response and each cause."""
    by_clause: dict[str, list[Undertaking]] = {}
    for undertaking in world.agreement.commitments():
        if isinstance(undertaking.clause, Trigger):
            by_clause.setdefault(undertaking.clause.id, []).append(undertaking)
    for found in by_clause.values():
        clause = found[0].clause
        assert isinstance(clause, Trigger)
        met = list(_met(world, clause))
        for undertaking in found:
            dormant = _dormant(world, clause, undertaking)
            if not met:
                yield _over(world, dormant)
            for happening, match, grounds in met:
                yield _due(world, dormant, undertaking, _set_off(world, clause, undertaking, happening, match, grounds))


def _met(world: World, clause: Trigger) -> Iterator[tuple[Happened, Match, Trace]]:
    """Yield what set a trigger off, or may have, whether asked for or not, with how far it did and why."""
    kinds = spoken_of(clause)
    for happening in world.happened:
        if happening.event not in kinds:
            continue
        match = matched(world, clause, happening)
        if match.answer is Answer.NO:
            continue
        on, why = world.in_effect(happening.when)
        if on is Answer.NO:
            continue
        told = Because(
            f"{world.told(happening)}: {wording.happened(happening)} at {happening.when}",
            assumed=world.is_scenario(happening),
        )
        by_now = happening.when.by(world.now)
        doubt = () if by_now is Answer.YES else (Because("whether it had happened by then can't be told", lacks=True),)
        yield happening, replace(match, answer=match.answer & on & by_now), (told, *match.reasons, *why, *doubt)


def _set_off(
    world: World, clause: Trigger, undertaking: Undertaking, happening: Happened, match: Match, grounds: Trace
) -> _SetOff:
    """Return what set a response off, or may have: the same events for all of a trigger, each with its own request."""
    request, asked, needs, reasons = _requested(world, clause, undertaking, happening.when)
    if match.wanted is not None:
        request, asked, needs = request or match.request, asked & match.asked, Answer.YES
    return _SetOff(happening, happening.when, match.answer, (*grounds, *reasons), request, asked, needs)


def spoken_of(clause: Trigger) -> frozenset[EventKind]:
    """Return the kinds of event that a trigger may speak of, in any reading of it."""
    events = (*clause.when, *(one for reading in clause.other_readings for one in reading.when))
    return frozenset(kind for kind in EventKind if any(may_be(kind, event.event) for event in events))


def matched(world: World, clause: Trigger, happening: Happened) -> Match:
    """Return whether something sets a trigger off: by any event of its list, in every reading of the text."""
    readings = [clause.when, *(one.when for one in clause.other_readings)]
    found = [_any(world, events, happening) for events in readings]
    if len({(one.answer, one.asked) for one in found}) == 1:
        return found[0]
    why = "; ".join(one.why.rstrip(".") for one in clause.other_readings)
    lack = Because(f"what sets it off can be read in several ways: {why}", lacks=True)
    return Match(Answer.CANNOT_TELL, (lack, *(reason for one in found for reason in one.reasons)))


def _any(world: World, events: tuple[Event, ...], happening: Happened) -> Match:
    found = [matches(world, event, happening) for event in events]
    # An event that needs no request, or has had it, goes before one that waits for it.
    sure = sorted((one for one in found if one.answer is Answer.YES), key=lambda one: _SURELY.index(one.asked))
    perhaps = [one for one in found if one.answer is Answer.CANNOT_TELL]
    if not sure:
        return perhaps[0] if perhaps else Match(Answer.NO, ())
    best, doubt = sure[0], next((one for one in perhaps if one.asked is Answer.YES), None)
    if best.asked is Answer.YES or doubt is None:
        return best
    return replace(best, asked=Answer.CANNOT_TELL, reasons=(*best.reasons, *doubt.reasons))


def _requested(
    world: World, clause: Trigger, undertaking: Undertaking, at: When
) -> tuple[When | None, Answer, Answer, tuple[Because, ...]]:
    """Return when a response was asked for, whether it was, whether it must be, and why."""
    assert isinstance(undertaking.commitment, Response)
    wanted, why_none = clause.request_for(undertaking.commitment)
    if wanted is None:
        if why_none in (Absence.SILENT, Absence.NOT_APPLICABLE):
            return None, Answer.YES, Answer.NO, (Because("the text wants no request"),)
        lack = Because("whether a request is wanted isn't recorded", lacks=True)
        return None, Answer.CANNOT_TELL, Answer.CANNOT_TELL, (lack,)
    everybody = [party.id for party in world.agreement.parties]
    may = set(everybody) if _EACH in wanted.parties else set(wanted.parties)
    paths = tuple(f"{world.agreement.id}{below}" for below in ("", f"/{clause.id}", f"/{undertaking.path}"))
    heard = _heard(world, may, paths, at, everybody=wanted.need is Need.ALL)
    who = wording.listed(sorted(may), "and" if wanted.need is Need.ALL else "or")
    needed = may if wanted.need is Need.ALL else None
    told: list[Because] = []
    asking: set[str] = set()
    for one in heard:
        asking |= set(one.by) & may
        when = one.when
        told.append(
            Because(f"{world.told(one)}: {wording.listed(one.by)} asked at {when}", assumed=world.is_scenario(one))
        )
        if needed is None or needed <= asking:
            surely = at.before(when) is Answer.YES
            lacks = () if surely else (Because("whether it was asked after the event can't be told", lacks=True),)
            return when, Answer.of(True if surely else None), Answer.YES, (*told, *lacks)
    lack = Because(f"no request by {who} after it is recorded", assumed=True)
    return None, Answer.NO, Answer.YES, (*told, lack, *_no_use(world, paths, may, at))


def _no_use(world: World, under: Sequence[str], may: set[str], at: When) -> Iterator[Because]:
    """Yield why a recorded request isn't the one that is wanted: it came too early, or from somebody else."""
    one = next(iter(world.requests_by((), under).ones), None)
    if one is None or may & set(one.by):
        early = next(iter(world.requests_by(may, under).ones), None)
        if early is not None and early.when.before(at) is Answer.YES:
            yield Because(f"{world.told(early)}, was asked at {early.when}, before it happened")
        return
    yield Because(
        f"{world.told(one)}, was asked by {wording.listed(one.by)}: only {wording.listed(sorted(may), 'or')} may"
    )


def _heard(world: World, may: set[str], under: Sequence[str], at: When, *, everybody: bool) -> list[Requested]:
    """Return the first request after an event, or the first by each of those who must ask, the earliest first."""
    if not everybody:
        return list(islice(world.requests_by(may, under).not_before(at), 1))
    firsts = (next(world.requests_by({one}, under).not_before(at), None) for one in may)
    return list(InTime(dict.fromkeys(one for one in firsts if one is not None)).ones)


def _dormant(world: World, clause: Trigger, undertaking: Undertaking) -> Deadline:
    commitment = undertaking.commitment
    place = str(undertaking.place or "")
    said = Because(wording.promise(commitment, undertaking.hedges), place)
    waits = Because(f"nothing recorded is {wording.events(clause.when)}", assumed=True)
    return Deadline(
        agreement=world.agreement.id,
        path=undertaking.path,
        kind=DeadlineKind.RESPONSE,
        what=wording.undertaking(commitment),
        who=named(world, commitment.bearers),
        level=commitment.level,
        force=commitment.effective_force,
        softened_by=tuple(wording.words(one) for one in commitment.deadline.softened_by) if commitment.deadline else (),
        has_limit=_has_limit(commitment),
        clocks=(),
        applies=Answer.NO,
        state=DeadlineState.DORMANT,
        cause="",
        cautions=cautions(undertaking),
        place=place,
        trace=(said, waits),
    )


def _over(world: World, dormant: Deadline) -> Deadline:
    """Return what nothing has set off, lapsed where the agreement has ended."""
    on, why = world.in_effect(world.now)
    if on is not Answer.NO or not world.has_begun():
        return dormant
    return replace(dormant, state=DeadlineState.LAPSED, trace=(*dormant.trace, *why))


def _due(world: World, dormant: Deadline, undertaking: Undertaking, cause: _SetOff) -> Deadline:
    """Return a response as a cause set it off, or may have.

    Args:
        world: What is known to have happened.
        dormant: The same response as it is where nothing sets it off; what doesn't hang on the cause is taken from it.
        undertaking: The response in the record.
        cause: What set it off.
    """
    commitment = undertaking.commitment
    done = doing(world, undertaking, cause.at, against=cause.cause.against)
    is_duty = commitment.effective_force in DUTIES
    unowed = _not_owed(cause)
    clocks = tuple(
        Clock(start, limit, unowed or done.standing(limit, world.now, is_duty=is_duty))
        for start, limit in _readings(world, commitment, cause)
    )
    trace: Trace = (*cause.reasons, *(step for one in clocks for step in one.limit.trace), *done.told)
    if not clocks:
        trace = (*trace, _unlimited(undertaking))
    if unowed is not None:
        state = unowed
    elif not clocks:
        state = done.without_limit()
    else:
        state = together(clocks)
        trace = (*trace, *differing(clocks), *(step for one in clocks for step in done.doubt(one.limit, world.now)))
    on, why = world.in_effect(world.now)
    lasting = while_in_effect(world, state, on)
    if lasting is not state:
        state, trace = lasting, (*trace, *why)
    return replace(
        dormant,
        clocks=clocks,
        applies=cause.met & cause.asked,
        state=state,
        cause=world.name(cause.cause),
        trace=(dormant.trace[0], *trace),
    )


def _not_owed(cause: _SetOff) -> DeadlineState | None:
    """Return how things stand with what isn't owed yet, or may not be, whatever its limits; None where it is owed."""
    if cause.met is Answer.CANNOT_TELL or cause.asked is Answer.CANNOT_TELL:
        return DeadlineState.CANNOT_TELL
    return DeadlineState.WAITING_FOR_REQUEST if cause.asked is Answer.NO else None


def while_in_effect(world: World, state: DeadlineState, on: Answer) -> DeadlineState:
    """Return the state of what is owed only while the agreement is in force, or in effect.

    Args:
        world: What is known to have happened.
        state: How things stand, apart from that.
        on: Whether the agreement is in force, or in effect, at the time asked about.
    """
    if state in (DeadlineState.MET, DeadlineState.MET_LATE) or on is Answer.YES:
        return state
    if on is Answer.CANNOT_TELL:
        return DeadlineState.CANNOT_TELL
    return DeadlineState.LAPSED if world.has_begun() else DeadlineState.DORMANT


def _readings(world: World, commitment: Commitment, cause: _SetOff) -> Iterator[tuple[str, Limit]]:
    """Yield each reading of a response's time limit: what it runs from, and the limit."""
    stated = commitment.deadline
    if stated is None:
        return
    if stated.by is not None:
        yield "", Limit.of_day(of_date(stated.by, Because(f"by {stated.by}")))
    if stated.within is None:
        return
    event: tuple[str, When | None] = ("the event", cause.at)
    request: tuple[str, When | None] = ("the request", cause.request)
    match stated.runs_from:
        case ClockStart.EVENT:
            starts = [event]
        case ClockStart.REQUEST:
            starts = [request]
        case ClockStart.UNSTATED | None:
            starts = [event] if cause.needs_request is Answer.NO else [event, request]
        case ClockStart.RECEIPT:
            lack = Because("it runs from receipt of the request, which isn't recorded", lacks=True)
            given = cause.request.earliest if cause.request else None
            start = When(given, None, cause.request.first_day if cause.request else None, None, None)
            limit = limit_of(start, stated.within)
            yield "receipt", Limit(limit.earliest, None, (*limit.trace, lack))
            return
        case _:
            day = later(anchor(world.agreement, stated.runs_from), stated.within, Because(wording.deadline(stated)))
            yield wording.words(stated.runs_from), Limit.of_day(day)
            return
    for name, begun in starts:
        heading = Because(f"the clock read from {name}" + _unnamed(stated), assumed=len(starts) > 1)
        if begun is None:
            lack = Because("no request is recorded from which it could run", lacks=True)
            yield name, Limit(None, None, (heading, lack))
        else:
            limit = limit_of(begun, stated.within)
            yield name, Limit(limit.earliest, limit.latest, (heading, *limit.trace))


def _unnamed(stated: Stated) -> str:
    if stated.runs_from is None:
        return ": what it runs from isn't recorded"
    return ": the text names no start" if stated.runs_from is ClockStart.UNSTATED else ""


def _has_limit(commitment: Commitment) -> Answer:
    """Return whether the text sets a time limit for it, as far as somebody looked."""
    stated = commitment.deadline
    if stated is not None and (stated.within is not None or stated.by is not None):
        return Answer.YES
    looked = commitment.absent.get("deadline") in (Absence.SILENT, Absence.NOT_APPLICABLE)
    return Answer.NO if looked and stated is None else Answer.CANNOT_TELL


def _unlimited(undertaking: Undertaking) -> Because:
    """Return why a response has no time limit."""
    if _has_limit(undertaking.commitment) is Answer.NO:
        return Because("the text sets no time limit", str(undertaking.place or ""))
    return Because("no time limit is recorded; whether the text sets one can't be told", lacks=True)


def limit_of(start: When, within: Period) -> Limit:
    """Return the end of a period that runs from some time: a moment for hours, a day for days, months and years."""
    if start.given is None and start.earliest is None:
        return Limit(None, None, (Because("when it starts isn't recorded", lacks=True),))
    try:
        if within.hours or within.minutes or within.seconds:
            given = start.given if start.given is not None else start.earliest
            assert given is not None
            counted = last_moment(given, within)
            return Limit(counted.earliest, counted.latest, counted.trace)
        if start.first_day is None and start.last_day is None:
            return Limit(None, None, (Because(f"the day of {start} isn't known", lacks=True),))
        low = last_day(start.first_day, within) if start.first_day else None
        high = last_day(start.last_day, within) if start.last_day else None
    except AgreementsError as error:
        return Limit(None, None, (Because(str(error), lacks=True),))
    steps: tuple[Step, ...] = (high or low).trace  # type: ignore[union-attr]
    return Limit(low.earliest if low else None, high.latest if high else None, steps)


def cautions(undertaking: Undertaking) -> tuple[str, ...]:
    """Return what a reader must know before acting on an undertaking, in sentences."""
    clause, status = undertaking.clause, undertaking.status
    found = []
    if status is None:
        found.append("whether the text binds in law isn't recorded")
    elif status.status is not LegalStatus.BINDING:
        found.append(f"the {clause.part or BODY} is {wording.words(status.status)} in law, {status.basis}")
    if undertaking.hedges:
        found.append(f"subject to {wording.listed(map(wording.words, undertaking.hedges))}")
    if isinstance(clause, Trigger):
        described = (one.described.rstrip(".") for one in clause.when if one.described)
        found += [f"the text puts the event more closely: {text}" for text in described]
    for one in clause.ambiguous:
        place = f" at {one.at}" if one.at else ""
        found.append(f"can be read in several ways{place}: {' / '.join(text.rstrip('.') for text in one.readings)}")
    return tuple(found)
