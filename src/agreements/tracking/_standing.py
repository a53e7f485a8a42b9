"""What falls due without a trigger: standing duties, reviews, decisions on renewal, registration, notice, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agreements import wording
from agreements.errors import AgreementsError
from agreements.model import Deed, Trigger, Undertaking
from agreements.model.commitments import Every, Regularly
from agreements.model.lifecycle import Provision, Registration, Review, Term
from agreements.model.vocabulary import ActionKind, ClockStart, Modal
from agreements.timing import Answer, Period
from agreements.timing.counting import last_day_before
from agreements.tracking._acts import about
from agreements.tracking._days import Because, Day, Trace, of_count, of_date, place_of, untold
from agreements.tracking._matching import World
from agreements.tracking._moments import Limit, When, happening_when, when
from agreements.tracking._responses import DUTIES, cautions, limit_of, named
from agreements.tracking.deadlines import Clock, Deadline, DeadlineKind, DeadlineState, standing
from agreements.tracking.endings import endings
from agreements.tracking.entry import anchor, later
from agreements.tracking.term import expiry

__all__ = ["life_cycle", "standing_duties"]


def standing_duties(world: World) -> Iterator[Deadline]:
    """Yield the commitments outside triggers that have a deadline or recur."""
    for undertaking in world.agreement.commitments():
        commitment = undertaking.commitment
        if isinstance(undertaking.clause, Trigger):
            continue
        if commitment.deadline is not None:
            stated = commitment.deadline
            runs_from = wording.words(stated.runs_from) if stated.runs_from else ""
            yield _duty(world, undertaking, runs_from, _once(world, undertaking))
        if commitment.recurrence is not None:
            yield _recurring(world, undertaking)


def _once(world: World, undertaking: Undertaking) -> Limit:
    """Return the limit of a duty that is owed once."""
    stated = undertaking.commitment.deadline
    assert stated is not None
    why = Because(f"the time limit: {wording.deadline(stated)}", str(undertaking.place or ""))
    if stated.by is not None:
        return Limit.of_day(of_date(stated.by, why))
    if stated.within is None:
        return Limit.of_day(untold(why, Because("no time limit is recorded", lacks=True)))
    if stated.runs_from in (None, ClockStart.UNSTATED):
        return Limit.of_day(untold(why, Because("the text names no start", lacks=True)))
    return Limit.of_day(later(anchor(world.agreement, stated.runs_from), stated.within, why))


def _recurring(world: World, undertaking: Undertaking) -> Deadline:
    """Return the next time of a duty that recurs, counted from the last one recorded; without one it can't be told."""
    rule = undertaking.commitment.recurrence
    assert rule is not None
    why = Because(f"it recurs: {wording.recurrence(rule)}", str(undertaking.place or ""))
    deeds = world.answering(undertaking.path)
    if isinstance(rule, Regularly):
        return _duty(world, undertaking, "", Limit.of_day(untold(why, Because("no period is named", lacks=True))))
    if not deeds:
        lack = Because("the text sets no first day, and none that answers it is recorded", lacks=True)
        return _duty(world, undertaking, "", Limit.of_day(untold(why, lack)))
    last = happening_when(deeds[-1])
    told = Because(f"last answered by {deeds[-1].id} at {last}", assumed=deeds[-1].id in world.scenarios)
    read = Because("read as the longest time between two of them, not as once in each calendar period", assumed=True)
    longest = rule.every if isinstance(rule, Every) else rule.longest
    limit = limit_of(last, longest)
    limit = Limit(limit.earliest, limit.latest, (why, told, read, *limit.trace))
    return _duty(world, undertaking, "the last one", limit)


def _duty(world: World, undertaking: Undertaking, runs_from: str, limit: Limit) -> Deadline:
    commitment = undertaking.commitment
    deeds = world.answering(undertaking.path)
    done: When | None = None
    answered: Trace = ()
    if commitment.recurrence is None and deeds:
        done = happening_when(deeds[0])
        answered = (Because(f"answered by {deeds[0].id} at {done}", assumed=deeds[0].id in world.scenarios),)
    state, reasons = _judged(world, limit, done, is_duty=commitment.effective_force in DUTIES)
    if commitment.conditions or commitment.condition:
        told = wording.events(commitment.conditions, "") or str(commitment.condition)
        reasons.append(Because(f"only if or while: {told.rstrip('.')}; whether that holds isn't judged", lacks=True))
        if state in (DeadlineState.RUNNING, DeadlineState.OVERDUE):
            state = DeadlineState.CANNOT_TELL
    state, why = _while_in_effect(world, state)
    place = str(undertaking.place or "")
    said = Because(wording.promise(commitment, undertaking.hedges), place)
    soft = commitment.deadline.softened_by if commitment.deadline else ()
    return Deadline(
        agreement=world.agreement.id,
        path=undertaking.path,
        kind=DeadlineKind.COMMITMENT,
        what=wording.undertaking(commitment),
        who=named(world, commitment.bearers),
        level=commitment.level,
        force=commitment.effective_force,
        softened_by=tuple(wording.words(one) for one in soft),
        clocks=(Clock(runs_from, limit, state),),
        state=state,
        cause="",
        cautions=cautions(undertaking),
        hypothetical=any(one.id in world.scenarios for one in deeds),
        place=place,
        trace=(said, *limit.trace, *answered, *reasons, *why),
    )


def _judged(world: World, limit: Limit, done: When | None, *, is_duty: bool) -> tuple[DeadlineState, list[Because]]:
    """Return how things stand with something that no event sets off, and why.

    That its time is over and nothing answers it is only said where somebody keeps a chronology: a record alone doesn't
    tell what was done under it.
    """
    state = standing(limit, done, world.now, is_duty=is_duty)
    if state is not DeadlineState.OVERDUE:
        return state, []
    if world.is_kept:
        return state, [Because("no event that answers it is recorded", assumed=True)]
    lack = Because("its time is over; whether it was done can't be told, because no events are given", lacks=True)
    return DeadlineState.CANNOT_TELL, [lack]


def _while_in_effect(world: World, state: DeadlineState) -> tuple[DeadlineState, tuple[Because, ...]]:
    """Return the state of what is owed only while the agreement is in force, or in effect."""
    if state in (DeadlineState.MET, DeadlineState.MET_LATE):
        return state, ()
    answer, why = world.in_effect(world.now)
    if answer is Answer.YES:
        return state, why
    if answer is Answer.CANNOT_TELL:
        return DeadlineState.CANNOT_TELL, why
    return DeadlineState.LAPSED if world.has_begun() else DeadlineState.DORMANT, why


def life_cycle(world: World) -> Iterator[Deadline]:
    """Yield reviews, the decision on renewal, registration, running notice and the end of the term."""
    agreement = world.agreement
    for review in agreement.review:
        yield _review(world, review)
    renewal = agreement.renewal
    if renewal is not None and renewal.decide_by is not None:
        before, of = renewal.decide_by.before, renewal.decide_by.of
        why = Because(f"the last day for it: {before.in_words()} before {wording.words(of)}", place_of(renewal))
        end = expiry(agreement) if of is ClockStart.END_OF_TERM else anchor(agreement, of)
        limit = Limit.of_day(_back(end, before, why))
        yield _entry(world, "renewal", DeadlineKind.RENEWAL, f"it {wording.renewal(renewal)}", limit, renewal)
    if agreement.registration is not None and agreement.registration.within is not None:
        yield _registered(world, agreement.registration)
    for ending in endings(agreement):
        if ending.given is not None and ending.given.reached(world.now.last_day or date.max) is not Answer.NO:
            yield _entry(world, "termination", DeadlineKind.NOTICE, "notice takes effect", Limit.of_day(ending.day))
    duration = agreement.duration
    if isinstance(duration, Term):
        what = f"its term ends: {wording.duration(duration)}"
        limit = Limit.of_day(expiry(agreement))
        yield _entry(world, "duration", DeadlineKind.EXPIRY, what, limit, duration)


def _review(world: World, review: Review) -> Deadline:
    """Return a review: due after a time, or no later than that; a time it must not come before is only told."""
    path, within = f"review/{review.id}", review.no_later_than or review.after
    why = Because(f"a review: {wording.review(review)}", place_of(review))
    cautions = [f"not before {review.not_before.in_words()} have passed"] if review.not_before else []
    cautions += ["only on request"] if review.on_request else []
    if within is None:
        limit = Limit.of_day(untold(why, Because("no period is named", lacks=True)))
    elif review.runs_from in (ClockStart.UNSTATED, ClockStart.IMPLEMENTATION):
        start = wording.words(review.runs_from)
        limit = Limit.of_day(untold(why, Because(f"the day that it runs from isn't known: {start}", lacks=True)))
    else:
        limit = Limit.of_day(later(anchor(world.agreement, review.runs_from), within, why))
    deeds = world.answering(path)
    return _entry(
        world, path, DeadlineKind.REVIEW, wording.review(review), limit, review, deeds=deeds, cautions=tuple(cautions)
    )


def _registered(world: World, wanted: Registration) -> Deadline:
    """Return the time limit for registration with the United Nations, answered by the act."""
    assert wanted.within is not None
    why = Because(wording.registration(wanted), place_of(wanted))
    start = wanted.runs_from or ClockStart.UNSTATED
    if start is ClockStart.UNSTATED:
        limit = Limit.of_day(untold(why, Because("the text names no start", lacks=True)))
    else:
        limit = Limit.of_day(later(anchor(world.agreement, start), wanted.within, why))
    acts = [one for one in about(world.agreement.actions) if one.act is ActionKind.REGISTRATION]
    done = when(acts[0].date) if acts else None
    what = wording.registration(wanted)
    return _entry(world, "registration", DeadlineKind.REGISTRATION, what, limit, wanted, done=done)


def _entry(
    world: World,
    path: str,
    kind: DeadlineKind,
    what: str,
    limit: Limit,
    provision: Provision | None = None,
    *,
    deeds: Sequence[Deed] = (),
    done: When | None = None,
    cautions: tuple[str, ...] = (),
) -> Deadline:
    """Return a deadline of the life cycle, which all parties share."""
    modal = getattr(provision, "modal", None)
    force = modal.force if isinstance(modal, Modal) else None
    answered = tuple(
        Because(f"answered by {one.id} at {happening_when(one)}", assumed=one.id in world.scenarios) for one in deeds
    )
    done = happening_when(deeds[0]) if deeds else done
    ends = kind in (DeadlineKind.EXPIRY, DeadlineKind.NOTICE)
    state, reasons = _judged(world, limit, done, is_duty=not ends and force in DUTIES)
    why: tuple[Because, ...] = ()
    if not ends:
        state, why = _while_in_effect(world, state)
    return Deadline(
        agreement=world.agreement.id,
        path=path,
        kind=kind,
        what=what,
        who=() if ends else tuple(party.id for party in world.agreement.parties),
        level=None,
        force=force,
        softened_by=(),
        clocks=(Clock("", limit, state),),
        state=state,
        cause="",
        cautions=cautions,
        hypothetical=bool(world.scenarios.intersection(one.id for one in deeds)),
        place=place_of(provision) if provision else "",
        trace=(*limit.trace, *answered, *reasons, *why),
    )


def _back(end: Day, before: Period, why: Because) -> Day:
    """Return the last day for something owed a period before a day."""
    try:
        low = last_day_before(end.earliest, before) if end.earliest else None
        high = last_day_before(end.latest, before) if end.latest else None
    except AgreementsError as error:
        return untold(why, *end.trace, Because(str(error), lacks=True))
    if low is not None and low == high:
        return of_count(low, why, *end.trace)
    counted = high or low
    steps = counted.trace if counted else ()
    return Day(low.earliest if low else None, high.latest if high else None, (why, *end.trace, *steps))
