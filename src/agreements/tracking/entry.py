"""When an agreement enters into force, computed from its rule and the dated acts; for each party and as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import assert_never

from agreements import wording
from agreements.errors import DateOutOfRangeError
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.model.lifecycle import (
    Action,
    AfterPeriod,
    AllOf,
    AnyOf,
    Deposits,
    EntryRule,
    Exchange,
    FirstOfMonth,
    LaterOf,
    Notifications,
    OnDate,
    OwnDeposit,
    Staged,
    UponSignature,
)
from agreements.model.vocabulary import ActionKind, ClockStart
from agreements.timing import Period
from agreements.timing.counting import Purpose, last_day
from agreements.tracking._acts import (
    DEPOSITS,
    SIGNATURES,
    about,
    acted,
    all_acted,
    dated,
    own_act,
    sides,
    taken_back,
)
from agreements.tracking._days import Because, Day, first_of, last_of, nth_of, of_date, place_of, untold
from agreements.tracking._knowing import Events, knowing

__all__ = ["anchor", "entry_into_force", "entry_into_force_for", "later"]

_WITHDRAWALS = frozenset({ActionKind.WITHDRAWAL_OF_SIGNATURE, ActionKind.WITHDRAWAL_OF_CONSENT})
_VCLT_24 = "VCLT 1969, art. 24(1)"
_VCLT_24_3 = "VCLT 1969, art. 24(3)"


def entry_into_force(agreement: Agreement, events: Events = ()) -> Day:
    """Return the day on which an agreement enters into force, or takes effect.

    Args:
        agreement: The record; its own dated acts count.
        events: What happened, from event files; it may be several.

    Returns:
        A window with its trace. It has no bound where an act that the rule needs isn't recorded with its day.

    Raises:
        WrongTypeError: `agreement` is no record.

    Source: VCLT 1969, art. 24(1): in such manner and upon such date as the text provides.
    """
    agreement = knowing(expect_agreement(agreement, "entry_into_force"), events, "entry_into_force")
    rule = agreement.entry_into_force
    if rule is None:
        why = agreement.absent.get("entry_into_force")
        reason = wording.ABSENT[str(why)] if why else "no rule is recorded"
        return untold(Because(f"entry into force: {reason}", source=_VCLT_24 if why else "", lacks=True))
    return _day(agreement, rule, _counting(agreement, rule))


def entry_into_force_for(agreement: Agreement, party: str, events: Events = ()) -> Day:
    """Return the day on which an agreement enters into force for one party: with the whole, or later by its own act.

    Where it enters into force by signature or deposit, a party without such an act of its own isn't in.

    Args:
        agreement: The record.
        party: The party's id.
        events: What happened, from event files; it may be several.

    Raises:
        WrongTypeError: `agreement` is no record.

    Source: VCLT 1969, art. 24(3).
    """
    agreement = knowing(expect_agreement(agreement, "entry_into_force_for"), events, "entry_into_force_for")
    whole = entry_into_force(agreement)
    rule = agreement.entry_into_force
    if rule is None:
        return whole
    known = _counting(agreement, rule)
    if (back := taken_back(known, party)) is not None:
        return untold(Because(f"{party} took back its signature or consent", lacks=True), *back.trace)
    if isinstance(rule, Staged):
        return _staged(rule, known, party, whole)
    kinds = _own_kinds(rule)
    if not kinds:
        return whole
    consent = own_act(known, kinds, party)
    if consent is None:
        return _without(party, kinds)
    if isinstance(rule, OwnDeposit):
        return consent.because(_why(rule))
    return last_of([whole, consent]).because(Because(f"for {party} not before its own act", source=_VCLT_24_3))


def _staged(rule: Staged, known: Sequence[Action], party: str, whole: Day) -> Day:
    """Return the day for one party where the first states and the later ones have rules of their own."""
    kinds = _own_kinds(rule.first) or DEPOSITS
    first = own_act(known, kinds, party)
    if first is not None and first.latest and whole.earliest and first.latest <= whole.earliest:
        return whole.because(Because(f"{party} consented by then"), *first.trace)
    consent = own_act(known, DEPOSITS, party)
    if consent is None:
        return _without(party, kinds if first is None else DEPOSITS)
    why = Because(f"the rule for later parties: {wording.entry(rule.later)}", place_of(rule.later) or place_of(rule))
    own = _by_own_deposit(rule.later, consent, why)
    if consent.earliest is not None and whole.latest is not None and consent.earliest > whole.latest:
        return own.because(Because("after the whole had entered into force", source=_VCLT_24_3))
    if isinstance(rule.later, OwnDeposit):  # the later of the two, whichever came first
        return last_of([whole, consent], why)
    doubt = Because(f"whether {party} consented before the whole entered into force can't be told", lacks=True)
    return Day(last_of([whole, consent]).earliest, None, (doubt, *consent.trace))


def _by_own_deposit(rule: EntryRule, consent: Day, why: Because) -> Day:
    match rule:
        case OwnDeposit():
            return consent.because(why)
        case AfterPeriod(runs_from=ClockStart.DEPOSIT):
            return later(consent, rule.period, why)
        case FirstOfMonth(runs_from=ClockStart.DEPOSIT):
            return _first_of_month(consent, rule.month, why)
        case _:
            return untold(why, Because("the day it gives for one party can't be counted", lacks=True), *consent.trace)


def _without(party: str, kinds: Collection[ActionKind]) -> Day:
    what = "signature" if kinds == SIGNATURES else "deposit" if kinds == DEPOSITS else "signature or deposit"
    return untold(Because(f"no {what} by {party} is recorded", source=_VCLT_24_3, lacks=True))


def _own_kinds(rule: EntryRule) -> frozenset[ActionKind]:
    """Return by which acts a party must have taken part itself; none where the rule asks for no such act."""
    match rule:
        case UponSignature():
            return SIGNATURES
        case Deposits() | OwnDeposit():
            return DEPOSITS
        case AllOf() | AnyOf() | LaterOf():
            kinds: frozenset[ActionKind] = frozenset().union(*map(_own_kinds, rule.of))
            return DEPOSITS if kinds >= DEPOSITS else kinds
        case Staged():
            return _own_kinds(rule.first)
        case _:
            return frozenset()


def _counting(agreement: Agreement, rule: EntryRule) -> tuple[Action, ...]:
    """Return the acts that count for the whole: a withdrawal after entry into force takes nothing back any more."""
    known = about(agreement.actions)
    backs = [one for one in known if one.act in _WITHDRAWALS]
    kept: list[Action] = []
    while True:
        counting = tuple(one for one in known if one.act not in _WITHDRAWALS or one in kept)
        begins = _day(agreement, rule, counting) if backs else None
        more = [one for one in backs if one not in kept and begins and not begins.before(dated(one))]
        if not more:
            return counting
        kept += more


def anchor(agreement: Agreement, start: ClockStart) -> Day:
    """Return the day that a period of the life cycle runs from: signature, entry into force, deposit.

    Args:
        agreement: The record.
        start: What the period runs from.
    """
    if start is ClockStart.ENTRY_INTO_FORCE:
        return entry_into_force(agreement)
    rule = agreement.entry_into_force
    known = _counting(agreement, rule) if rule else about(agreement.actions)
    return _anchor(agreement, start, known)


def _anchor(agreement: Agreement, start: ClockStart, known: Sequence[Action]) -> Day:
    match start:
        case ClockStart.SIGNATURE:
            return all_acted(known, SIGNATURES, sides(agreement), "signature")
        case ClockStart.DEPOSIT:
            return all_acted(known, DEPOSITS, sides(agreement), "deposit")
        case ClockStart.NOTIFICATION:
            return all_acted(known, {ActionKind.NOTIFICATION}, sides(agreement), "notification")
        case ClockStart.UNSTATED:
            return untold(Because("the text names no start", lacks=True))
        case _:
            return untold(Because(f"the day of {wording.words(start)} is no recorded act", lacks=True))


def _why(rule: EntryRule) -> Because:
    return Because(f"the rule: {wording.entry(rule)}", place_of(rule))


def _day(agreement: Agreement, rule: EntryRule, known: Sequence[Action]) -> Day:
    why = _why(rule)
    match rule:
        case UponSignature():
            signers = list(rule.by) or sides(agreement)
            return all_acted(known, SIGNATURES, signers, "signature").because(why)
        case OnDate():
            return of_date(rule.date, why)
        case AfterPeriod():
            return later(_anchor(agreement, rule.runs_from, known), rule.period, why)
        case FirstOfMonth():
            return _first_of_month(_anchor(agreement, rule.runs_from, known), rule.month, why)
        case Notifications():
            return _notifications(agreement, known, rule, why)
        case Exchange():
            return _exchange(agreement, known, why)
        case Deposits():
            return _deposits(agreement, known, rule, why)
        case OwnDeposit():
            return untold(why, Because("each state has a day of its own", lacks=True))
        case AllOf() | LaterOf():
            return last_of([_day(agreement, one, known) for one in rule.of], why)
        case AnyOf():
            return first_of([_day(agreement, one, known) for one in rule.of], why)
        case Staged():
            return _day(agreement, rule.first, known).because(why)
        case _:
            assert_never(rule)


def later(start: Day, period: Period, why: Because) -> Day:
    """Return the day a period after another; hours aren't counted in days."""
    if period.hours or period.minutes or period.seconds:
        return untold(why, Because("a period of hours gives no day", lacks=True))
    try:
        low = last_day(start.earliest, period, purpose=Purpose.TERM) if start.earliest else None
        high = last_day(start.latest, period, purpose=Purpose.TERM) if start.latest else None
    except DateOutOfRangeError as error:
        return untold(why, *start.trace, Because(str(error), lacks=True))
    shown = high or low
    steps = shown.trace if shown else ()
    return Day(low.earliest if low else None, high.latest if high else None, (why, *start.trace, *steps))


def _first_of_month(start: Day, month: int, why: Because) -> Day:
    def first(day: date | None) -> date | None:
        if day is None:
            return None
        years, index = divmod(day.month - 1 + month, 12)
        return date(day.year + years, index + 1, 1) if day.year + years <= date.max.year else None

    step = Because(f"the first day of month {month} after that month")
    return Day(first(start.earliest), first(start.latest), (why, *start.trace, step))


def _notifications(agreement: Agreement, known: Sequence[Action], rule: Notifications, why: Because) -> Day:
    kinds = {ActionKind.NOTIFICATION}
    own = (own_act(known, kinds, party) for party in sides(agreement))
    days = [day for day in own if day is not None]
    if len(days) < rule.number:
        told = tuple(step for day in days for step in day.trace)
        return untold(why, *told, Because(f"{len(days)} of {rule.number} notifications are recorded", lacks=True))
    found = nth_of(days, rule.number, why)
    if rule.counts == "giving":
        return found
    doubt = "receipt counts, and only the giving is recorded"
    doubt = doubt if rule.counts == "receipt" else "the text doesn't say whether giving or receipt counts"
    return Day(found.earliest, None, (*found.trace, Because(doubt, lacks=True)))


def _exchange(agreement: Agreement, known: Sequence[Action], why: Because) -> Day:
    notes = any(action.act is ActionKind.EXCHANGE_OF_NOTES for action in known)
    kind = ActionKind.EXCHANGE_OF_NOTES if notes else ActionKind.RATIFICATION
    return all_acted(known, {kind}, sides(agreement), "note" if notes else "exchange").because(why)


def _deposits(agreement: Agreement, known: Sequence[Action], rule: Deposits, why: Because) -> Day:
    states = acted(known, DEPOSITS, sides(agreement))
    own = {state: own_act(known, DEPOSITS, state) for state in states}
    by_state = {state: day for state, day in own.items() if day is not None}
    needed: list[Day] = []
    if rule.named:
        needed.append(all_acted(known, DEPOSITS, rule.named, "deposit"))
    number = rule.number or 0
    reasons = [why]
    if rule.majority_of:
        whose = set(sides(agreement))
        if rule.majority_of == "signatories":
            signed = acted(known, SIGNATURES, sides(agreement))
            whose = {one for one in signed if own_act(known, SIGNATURES, one) is not None} or whose
        number = max(number, len(whose) // 2 + 1)
        reasons.append(Because(f"more than half of {len(whose)} {rule.majority_of}: {number}"))
        by_state = {state: day for state, day in by_state.items() if state in whose}
    if number:
        days = list(by_state.values())
        if len(days) < number:
            needed.append(untold(Because(f"{len(days)} of {number} deposits are recorded", lacks=True)))
        else:
            needed.append(nth_of(days, number))
    if not needed:
        return untold(*reasons, Because("which deposits are needed isn't recorded", lacks=True))
    return last_of(needed, *reasons)
