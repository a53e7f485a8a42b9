"""What falls due without a trigger: standing duties, reviews, decisions on renewal, registration, notice, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agreements import wording
from agreements.errors import AgreementsError
from agreements.model import Deed, Trigger, Undertaking
from agreements.model.commitments import Every, Recurrence, Regularly
from agreements.model.lifecycle import Provision, Registration, Review, Term
from agreements.model.vocabulary import ActionKind, ClockStart, Force, Modal
from agreements.timing import Answer, Period
from agreements.timing.counting import last_day_before
from agreements.tracking._acts import about
from agreements.tracking._days import Because, Day, of_count, of_date, place_of, untold
from agreements.tracking._doing import DUTIES, Doing, doing, named
from agreements.tracking._matching import World
from agreements.tracking._moments import Limit, When, when
from agreements.tracking._responses import cautions, limit_of, while_in_effect
from agreements.tracking.deadlines import Clock, Deadline, DeadlineKind, DeadlineState
from agreements.tracking.endings import endings, endings_for
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
            has_limit = Answer.of(True if stated.within is not None or stated.by is not None else None)
            yield _duty(world, undertaking, runs_from, _once(world, undertaking), has_limit)
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
    if stated.runs_from is None:
        return Limit.of_day(untold(why, Because("what it runs from isn't recorded", lacks=True)))
    if stated.runs_from is ClockStart.UNSTATED:
        return Limit.of_day(untold(why, Because("the text names no start", lacks=True)))
    return Limit.of_day(later(anchor(world.agreement, stated.runs_from), stated.within, why))


def _recurring(world: World, undertaking: Undertaking) -> Deadline:
    """Return the next time of a duty that recurs, counted from the last one recorded; without one it can't be told."""
    rule = undertaking.commitment.recurrence
    assert rule is not None
    why = Because(f"it recurs: {wording.recurrence(rule)}", str(undertaking.place or ""))
    deeds = world.answers(undertaking.path).ones
    runs_from = "the last one" if deeds and not isinstance(rule, Regularly) else ""
    has_limit = Answer.of(not isinstance(rule, Regularly))
    return _duty(world, undertaking, runs_from, _again(world, rule, deeds, why), has_limit)


def _again(world: World, rule: Recurrence, deeds: Sequence[Deed], why: Because) -> Limit:
    """Return the limit of the next time: counted from the last one recorded; without one it can't be told."""
    if isinstance(rule, Regularly):
        return Limit.of_day(untold(why, Because("no period is named", lacks=True)))
    if not deeds:
        lack = Because("the text sets no first day, and none that answers it is recorded", lacks=True)
        return Limit.of_day(untold(why, lack))
    last = deeds[-1].when
    told = Because(f"last answered by {world.told(deeds[-1])}, at {last}", assumed=world.is_scenario(deeds[-1]))
    read = Because("read as the longest time between two of them, not as once in each calendar period", assumed=True)
    longest = rule.every if isinstance(rule, Every) else rule.longest
    limit = limit_of(last, longest)
    return Limit(limit.earliest, limit.latest, (why, told, read, *limit.trace))


def _duty(
    world: World, undertaking: Undertaking, runs_from: str, limit: Limit, has_limit: Answer = Answer.YES
) -> Deadline:
    commitment = undertaking.commitment
    done = doing(world, undertaking) if commitment.recurrence is None else Doing.at(None)
    answered = done.told if done.done else ()
    state, reasons = _judged(world, limit, done, commitment.effective_force)
    on, why = world.in_effect(world.now)
    applies = on
    if commitment.conditions or commitment.condition:
        told = wording.events(commitment.conditions, "") or str(commitment.condition)
        reasons.append(Because(f"only if or while: {told.rstrip('.')}; whether that holds isn't judged", lacks=True))
        applies &= Answer.CANNOT_TELL
        if state in (DeadlineState.RUNNING, DeadlineState.OVERDUE):
            state = DeadlineState.CANNOT_TELL
    state = while_in_effect(world, state, on)
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
        has_limit=has_limit,
        clocks=(Clock(runs_from, limit, state),),
        applies=applies,
        state=state,
        cause="",
        cautions=cautions(undertaking),
        place=place,
        trace=(said, *limit.trace, *answered, *reasons, *why),
    )


def _judged(world: World, limit: Limit, done: Doing, force: Force | None) -> tuple[DeadlineState, list[Because]]:
    """Return how things stand with something that no event sets off, and why.

    That it is overdue is only said of what is put firmly, where somebody keeps a chronology of what was done under the
    agreement: a record alone doesn't tell that.
    """
    state = done.standing(limit, world.now, is_duty=force in DUTIES)
    if state is not DeadlineState.OVERDUE:
        return state, list(done.doubt(limit, world.now))
    if world.is_kept and force is Force.FIRM:
        return state, [] if done.done else [Because("nothing that answers it is recorded", assumed=True)]
    text = "its time is over; whether it was done can't be told, because no events tell what was really done under it"
    if world.is_kept and force is not None:
        text = f"its time is over and nothing that answers it is recorded; it was only {wording.words(force)}"
    return DeadlineState.CANNOT_TELL, [Because(text, lacks=True)]


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
    yield from _notices(world)
    duration = agreement.duration
    if isinstance(duration, Term):
        what = f"its term ends: {wording.duration(duration)}"
        limit = Limit.of_day(expiry(agreement))
        yield _entry(world, "duration", DeadlineKind.EXPIRY, what, limit, duration)


def _notices(world: World) -> Iterator[Deadline]:
    """Yield notice that has been given: what ends the whole, then what ends the participation of one party alone."""
    agreement, today = world.agreement, world.now.last_day or date.max
    found = [("termination", "notice takes effect", ending) for ending in endings(agreement)]
    for party in agreement.parties:
        ends = endings_for(agreement, party.id, as_of=today)
        found += [(f"termination/{party.id}", f"notice takes effect for {party.id}", ending) for ending in ends]
    for path, what, ending in found:
        if ending.given is not None and ending.given.reached(today) is not Answer.NO:
            yield _entry(world, path, DeadlineKind.NOTICE, what, Limit.of_day(ending.day))


def _review(world: World, review: Review) -> Deadline:
    """Return a review: due after a time, no later than that, before the end, or again some time after the last one.

    A time it must not come before is only told.
    """
    path, within = f"review/{review.id}", review.no_later_than or review.after
    why = Because(f"a review: {wording.review(review)}", place_of(review))
    deeds = world.answers(path).ones
    cautions = [f"not before {review.not_before.in_words()} have passed"] if review.not_before else []
    cautions += ["only on request"] if review.on_request else []
    cautions += ["before the end of the term"] if review.due_before and within is not None else []
    timed = review.recurrence is not None and not isinstance(review.recurrence, Regularly)
    has_limit = within is not None or review.due_before is not None or timed
    again = review.recurrence is not None and (bool(deeds) or within is None)
    if again and review.recurrence is not None:
        limit = _again(world, review.recurrence, deeds, why)
    elif within is None and review.due_before is not None:
        limit = Limit.of_day(expiry(world.agreement).because(why))
    elif within is None:
        limit = Limit.of_day(untold(why, Because("no period is recorded", lacks=True)))
    elif review.runs_from in (ClockStart.UNSTATED, ClockStart.IMPLEMENTATION):
        start = wording.words(review.runs_from)
        limit = Limit.of_day(untold(why, Because(f"the day that it runs from isn't known: {start}", lacks=True)))
    else:
        limit = Limit.of_day(later(anchor(world.agreement, review.runs_from), within, why))
    return _entry(
        world,
        path,
        DeadlineKind.REVIEW,
        wording.review(review),
        limit,
        review,
        deeds=deeds,
        again=again,
        cautions=tuple(cautions),
        has_limit=has_limit,
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
    again: bool = False,
    done: When | None = None,
    cautions: tuple[str, ...] = (),
    has_limit: bool = True,
) -> Deadline:
    """Return a deadline of the life cycle, which all parties share.

    With `again` the deeds only tell when it was done last.
    """
    modal = getattr(provision, "modal", None)
    force = modal.force if isinstance(modal, Modal) else None
    answered = tuple(
        Because(f"answered by {world.told(one)}, at {one.when}", assumed=world.is_scenario(one))
        for one in (() if again else deeds)
    )
    done = deeds[0].when if deeds and not again else done
    ends = kind in (DeadlineKind.EXPIRY, DeadlineKind.NOTICE)
    state, reasons = _judged(world, limit, Doing.at(done), None if ends else force)
    applies, why = world.in_effect(world.now)
    if ends:
        # An end comes whether or not the agreement is in force by then, but not after it has ended otherwise.
        applies = Answer.of(not (applies is Answer.NO and world.has_begun()))
    state = while_in_effect(world, state, applies)
    return Deadline(
        agreement=world.agreement.id,
        path=path,
        kind=kind,
        what=what,
        who=() if ends else tuple(party.id for party in world.agreement.parties),
        level=None,
        force=force,
        softened_by=(),
        has_limit=Answer.of(True if has_limit else None),
        clocks=(Clock("", limit, state),),
        applies=applies,
        state=state,
        cause="",
        cautions=cautions,
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
