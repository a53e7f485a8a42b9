"""When an agreement enters into force, computed from its rule and the dated acts; for each party and as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from agreements.tracking._days import Because, Day, first_of, last_of, nth_of, of_date, place_of, untold

__all__ = ["anchor", "entry_into_force", "entry_into_force_for"]

_DEPOSITS = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION})
_VCLT_24 = "VCLT 1969, art. 24(1)"


def entry_into_force(agreement: Agreement, actions: Iterable[Action] = ()) -> Day:
    """Return the day on which an agreement enters into force, or takes effect.

    Args:
        agreement: The record; its own dated acts count.
        actions: Further acts, from event files.

    Returns:
        A window with its trace. It has no bound where an act that the rule needs isn't recorded with its day.

    Raises:
        WrongTypeError: `agreement` is no record.

    Source: VCLT 1969, art. 24(1): in such manner and upon such date as the text provides.
    """
    rule = expect_agreement(agreement, "entry_into_force").entry_into_force
    if rule is None:
        why = agreement.absent.get("entry_into_force")
        reason = wording.ABSENT[str(why)] if why else "no rule is recorded"
        return untold(Because(f"entry into force: {reason}", source=_VCLT_24 if why else "", lacks=True))
    return _day(agreement, rule, (*agreement.actions, *actions))


def entry_into_force_for(agreement: Agreement, party: str, actions: Iterable[Action] = ()) -> Day:
    """Return the day on which an agreement enters into force for one party: with the whole, or later by its own act.

    Args:
        agreement: The record.
        party: The party's id.
        actions: Further acts, from event files.

    Raises:
        WrongTypeError: `agreement` is no record.

    Source: VCLT 1969, art. 24(3).
    """
    known = (*expect_agreement(agreement, "entry_into_force_for").actions, *actions)
    whole = entry_into_force(agreement, actions)
    rule = agreement.entry_into_force
    later = rule.later if isinstance(rule, Staged) else rule if isinstance(rule, OwnDeposit) else None
    if later is None:
        return whole
    own = _acts(known, _DEPOSITS, [party])
    if not own:
        return untold(Because(f"no deposit by {party} is recorded", lacks=True))
    consent = _dated(own[0])
    if isinstance(rule, OwnDeposit):
        return consent.because(Because(f"the rule: {wording.entry(rule)}", place_of(rule)))
    if whole.latest is not None and consent.latest is not None and consent.latest <= whole.latest:
        return whole.because(Because(f"{party} consented by then"), *consent.trace)
    if consent.earliest is not None and whole.latest is not None and consent.earliest > whole.latest:
        place = place_of(later) or (place_of(rule) if rule else "")
        why = Because(f"the rule for later parties: {wording.entry(later)}", place)
        return consent.because(why, Because("after the whole had entered into force", source="VCLT 1969, art. 24(3)"))
    doubt = Because(f"whether {party} consented before the whole entered into force can't be told")
    return untold(doubt, *consent.trace)


def anchor(agreement: Agreement, start: ClockStart, actions: Sequence[Action] = ()) -> Day:
    """Return the day that a period of the life cycle runs from: signature, entry into force, deposit.

    Args:
        agreement: The record.
        start: What the period runs from.
        actions: Further acts, from event files.
    """
    known = (*agreement.actions, *actions)
    match start:
        case ClockStart.SIGNATURE:
            return _all_of(agreement, known, {ActionKind.SIGNATURE}, _sides(agreement), "signature")
        case ClockStart.ENTRY_INTO_FORCE:
            return entry_into_force(agreement, actions)
        case ClockStart.DEPOSIT:
            return _all_of(agreement, known, _DEPOSITS, _sides(agreement), "deposit")
        case ClockStart.NOTIFICATION:
            return _all_of(agreement, known, {ActionKind.NOTIFICATION}, _sides(agreement), "notification")
        case _:
            return untold(Because(f"the day of {wording.words(start)} is no recorded act"))


def _day(agreement: Agreement, rule: EntryRule, known: Sequence[Action]) -> Day:
    why = Because(f"the rule: {wording.entry(rule)}", place_of(rule))
    match rule:
        case UponSignature():
            signers = list(rule.by) or _sides(agreement)
            return _all_of(agreement, known, {ActionKind.SIGNATURE}, signers, "signature").because(why)
        case OnDate():
            return of_date(rule.date, why)
        case AfterPeriod():
            return _later(anchor(agreement, rule.runs_from, _beyond(agreement, known)), rule.period, why)
        case FirstOfMonth():
            return _first_of_month(anchor(agreement, rule.runs_from, _beyond(agreement, known)), rule.month, why)
        case Notifications():
            return _notifications(known, rule, why)
        case Exchange():
            return _exchange(agreement, known, why)
        case Deposits():
            return _deposits(agreement, known, rule, why)
        case OwnDeposit():
            return untold(why, Because("each state has a day of its own"))
        case AllOf() | LaterOf():
            return last_of([_day(agreement, one, known) for one in rule.of], why)
        case AnyOf():
            return first_of([_day(agreement, one, known) for one in rule.of], why)
        case Staged():
            return _day(agreement, rule.first, known).because(why)
        case _:
            assert_never(rule)


def _beyond(agreement: Agreement, known: Sequence[Action]) -> Sequence[Action]:
    return known[len(agreement.actions) :]


def _sides(agreement: Agreement) -> list[str]:
    """Return those whose acts bring it into force: the parties, a depositary that is no party left out."""
    return [party.id for party in agreement.parties if party.role != "depositary"]


def _acts(known: Sequence[Action], kinds: Iterable[ActionKind], parties: Sequence[str]) -> list[Action]:
    wanted = set(kinds)
    return [
        action
        for action in known
        if action.act in wanted and action.part is None and (set(action.by) & {*parties, "each-party"})
    ]


def _dated(action: Action) -> Day:
    place = str(action.at) if action.at else ""
    if action.date is None:
        return untold(Because(f"{wording.action(action)}: its day isn't recorded", place, lacks=True))
    return of_date(action.date, Because(wording.action(action), place))


def _all_of(
    agreement: Agreement, known: Sequence[Action], kinds: Iterable[ActionKind], parties: Sequence[str], what: str
) -> Day:
    """Return the day by which all of several have acted."""
    days, missing = [], []
    for party in parties:
        acts = _acts(known, kinds, [party])
        if not acts:
            missing.append(party)
        days += [last_of([_dated(act) for act in acts])] if acts else []
    if missing:
        told = tuple(step for day in days for step in day.trace)
        low = max((day.earliest for day in days if day.earliest), default=None)
        return Day(low, None, (*told, Because(f"no {what} by {wording.listed(missing, 'or')} is recorded", lacks=True)))
    unique: dict[tuple[object, ...], Day] = {(day.earliest, day.latest, day.trace): day for day in days}
    return last_of(list(unique.values()))


def _later(start: Day, period: Period, why: Because) -> Day:
    """Return the day a period after another; hours aren't counted in days."""
    if period.hours or period.minutes or period.seconds:
        return untold(why, Because("a period of hours gives no day"))
    try:
        low = last_day(start.earliest, period, purpose=Purpose.TERM) if start.earliest else None
        high = last_day(start.latest, period, purpose=Purpose.TERM) if start.latest else None
    except DateOutOfRangeError as error:
        return untold(why, *start.trace, Because(str(error)))
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


def _notifications(known: Sequence[Action], rule: Notifications, why: Because) -> Day:
    acts = [action for action in known if action.act is ActionKind.NOTIFICATION]
    days = [_dated(action) for action in acts for _ in action.by]
    if len(days) < rule.number:
        told = tuple(step for day in days for step in day.trace)
        return untold(why, *told, Because(f"{len(days)} of {rule.number} notifications are recorded", lacks=True))
    found = nth_of(days, rule.number, why)
    if rule.counts == "giving":
        return found
    doubt = "receipt counts, and only the giving is recorded"
    doubt = doubt if rule.counts == "receipt" else "the text doesn't say whether giving or receipt counts"
    return Day(found.earliest, None, (*found.trace, Because(doubt)))


def _exchange(agreement: Agreement, known: Sequence[Action], why: Because) -> Day:
    notes = [action for action in known if action.act is ActionKind.EXCHANGE_OF_NOTES]
    if notes:
        return last_of([_dated(action) for action in notes], why)
    return _all_of(agreement, known, {ActionKind.RATIFICATION}, _sides(agreement), "exchange").because(why)


def _deposits(agreement: Agreement, known: Sequence[Action], rule: Deposits, why: Because) -> Day:
    acts = [action for action in known if action.act in _DEPOSITS and action.part is None]
    by_state: dict[str, Day] = {}
    for action in acts:
        for state in action.by:
            by_state.setdefault(state, _dated(action))
    needed: list[Day] = []
    if rule.named:
        needed.append(_all_of(agreement, known, _DEPOSITS, rule.named, "deposit"))
    number = rule.number or 0
    reasons = [why]
    if rule.majority_of:
        whose = _signatories(agreement, known) if rule.majority_of == "signatories" else set(_sides(agreement))
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
        return untold(*reasons, Because("which deposits are needed isn't recorded"))
    return last_of(needed, *reasons)


def _signatories(agreement: Agreement, known: Sequence[Action]) -> set[str]:
    signed = {name for action in known if action.act is ActionKind.SIGNATURE for name in action.by}
    return set(_sides(agreement)) if not signed or "each-party" in signed else signed
