"""What the rules on entry into force give: a day for the whole, or for one party; each rule may stand in another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from agreements import wording
from agreements.model import Agreement
from agreements.model.lifecycle import (
    Action,
    AfterPeriod,
    AllOf,
    AnyOf,
    Awaited,
    Deposits,
    EntryRule,
    Exchange,
    FirstOfMonth,
    LaterOf,
    Notifications,
    OnDate,
    OwnDeposit,
    Provided,
    Staged,
    UponEvent,
    UponSignature,
)
from agreements.model.vocabulary import ActionKind
from agreements.tracking._acts import (
    DEPOSITS,
    NOTIFICATIONS,
    SIGNATURES,
    Counts,
    acted,
    all_acted,
    own_act,
    own_acts,
    sides,
)
from agreements.tracking._days import (
    Because,
    Day,
    after,
    either,
    first_of,
    first_of_month,
    last_of,
    later,
    nth_of,
    of_date,
    place_of,
    untold,
)

__all__ = ["Case", "counts_of", "day_of", "depends_on_own", "own_kinds", "trigger_of", "why"]

Acts: TypeAlias = frozenset[ActionKind]


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is applied to.

    Attributes:
        agreement: The record.
        known: The acts that count.
        party: For whom the day is asked; None: for the whole.
        kinds: By which acts that party takes part itself.
        counts: Whether the giving or the receipt of its own notification counts.
    """

    agreement: Agreement
    known: Sequence[Action]
    party: str | None = None
    kinds: Acts = DEPOSITS
    counts: Counts = "giving"

    @property
    def own(self) -> Day | None:
        """The day of the party's own act; None where there is none."""
        return own_act(self.known, self.kinds, self.party, self.counts) if self.party is not None else None


def why(rule: EntryRule) -> Because:
    """Return the reason that a rule is."""
    return Because(f"the rule: {wording.entry(rule)}", place_of(rule))


def day_of(case: Case, rule: EntryRule) -> Day:
    """Return the day that a rule gives."""
    return _day(case, rule, why(rule))


def _day(case: Case, rule: EntryRule, reason: Because) -> Day:
    match rule:
        case UponSignature():
            signers = list(rule.by) or sides(case.agreement)
            return all_acted(case.known, SIGNATURES, signers, "signature").because(reason)
        case OnDate():
            return of_date(rule.date, reason)
        case AfterPeriod():
            return later(day_of(case, rule.after), rule.period, reason)
        case FirstOfMonth():
            return first_of_month(day_of(case, rule.after), rule.month, reason)
        case Notifications():
            return _enough(case, rule, NOTIFICATIONS, rule.counts, reason)
        case Exchange():
            return _exchange(case, reason)
        case Deposits():
            return _enough(case, rule, DEPOSITS, "giving", reason)
        case OwnDeposit():
            return _own(case, reason)
        case UponEvent():
            return untold(reason, Because("whether and when that happened isn't recorded", lacks=True))
        case AllOf() | LaterOf():
            return last_of([day_of(case, one) for one in rule.of], reason)
        case AnyOf():
            return first_of([day_of(case, one) for one in rule.of], reason)
        case Provided():
            return _provided(case, rule, day_of, reason)
        case Staged():
            return day_of(case, rule.first).because(reason)
        case _:
            assert_never(rule)


def trigger_of(case: Case, rule: EntryRule) -> Day:
    """Return the day that sets a rule off: the k-th deposit, not the thirtieth day after it.

    Who has acted by then belongs to the first states; who acts later comes later, even before the whole is in force.
    """
    match rule:
        case AfterPeriod() | FirstOfMonth():
            return trigger_of(case, rule.after)
        case AllOf() | LaterOf():
            return last_of([trigger_of(case, one) for one in rule.of])
        case AnyOf():
            return first_of([trigger_of(case, one) for one in rule.of])
        case Provided():
            return _provided(case, rule, trigger_of)
        case Staged():
            return trigger_of(case, rule.first)
        case _:
            return day_of(case, rule)


def own_kinds(rule: EntryRule) -> Acts:
    """Return by which acts a party must have taken part itself; none where the rule asks for no such act."""
    match rule:
        case UponSignature():
            return SIGNATURES
        case Deposits() | OwnDeposit():
            return DEPOSITS
        case Notifications():
            return NOTIFICATIONS
        case AfterPeriod() | FirstOfMonth():
            return own_kinds(rule.after)
        case AllOf() | AnyOf() | LaterOf():
            return _final(rule.of)
        case Provided():
            return _final([rule.that, rule.then, *([rule.otherwise] if rule.otherwise else [])])
        case Staged():
            return own_kinds(rule.first)
        case OnDate() | Exchange() | UponEvent():
            return frozenset()
        case _:
            assert_never(rule)


def _final(rules: Collection[EntryRule]) -> Acts:
    """Return the acts by which several rules want consent: where one wants more than a signature, that isn't enough."""
    kinds: Acts = frozenset().union(*map(own_kinds, rules))
    return (kinds - SIGNATURES) or kinds


def counts_of(rule: EntryRule) -> Counts:
    """Return whether a rule on notifications counts their giving or their receipt; `giving` where it has none."""
    match rule:
        case Notifications():
            return rule.counts
        case AfterPeriod() | FirstOfMonth():
            return counts_of(rule.after)
        case AllOf() | AnyOf() | LaterOf():
            return next((told for one in rule.of if (told := counts_of(one)) != "giving"), "giving")
        case Provided():
            return counts_of(rule.that)
        case Staged():
            return counts_of(rule.first)
        case _:
            return "giving"


def depends_on_own(rule: EntryRule) -> bool:
    """Say whether a rule gives each state a day of its own."""
    match rule:
        case OwnDeposit():
            return True
        case AfterPeriod() | FirstOfMonth():
            return depends_on_own(rule.after)
        case AllOf() | AnyOf() | LaterOf():
            return any(map(depends_on_own, rule.of))
        case Provided():
            return any(map(depends_on_own, [rule.then, *([rule.otherwise] if rule.otherwise else [])]))
        case _:
            return False


def _own(case: Case, reason: Because) -> Day:
    """Return the day of the party's own act; for the whole, that by which there are two of them."""
    if case.party is not None:
        return own.because(reason) if (own := case.own) else untold(reason, Because("no act of its own", lacks=True))
    each = Because("each state has a day of its own", lacks=True)
    days = list(own_acts(case.known, DEPOSITS, acted(case.known, DEPOSITS, sides(case.agreement))).values())
    if not days:
        return untold(reason, each)
    first = first_of(days)
    if len(days) == 1:
        return Day(first.earliest, None, (reason, *first.trace, each))
    second = nth_of(days, 2)
    two = Because("in force between two states with the second of them at the latest", source="VCLT 1969, art. 24(1)")
    trace = (reason, *second.trace, two)
    return Day(first.earliest, second.latest, trace)


def _exchange(case: Case, reason: Because) -> Day:
    notes = any(action.act is ActionKind.EXCHANGE_OF_NOTES for action in case.known)
    kinds = {ActionKind.EXCHANGE_OF_NOTES} if notes else {ActionKind.RATIFICATION, ActionKind.ACCEPTANCE}
    return all_acted(case.known, kinds, sides(case.agreement), "note" if notes else "exchange").because(reason)


def _enough(case: Case, rule: Awaited, kinds: Acts, counts: Counts, reason: Because) -> Day:
    """Return the day by which all have acted that the rule waits for: each state counts once."""
    what = "notification" if kinds == NOTIFICATIONS else "deposit"
    parties = sides(case.agreement)
    days = own_acts(case.known, kinds, acted(case.known, kinds, parties), counts)
    reasons, needed = [reason], []
    if rule.named:
        needed.append(all_acted(case.known, kinds, rule.named, what, counts))
    if rule.all_of is not None:
        whose = _whose(case, rule.all_of)
        needed.append(all_acted(case.known, kinds, whose, what, counts) if whose else _nobody(rule.all_of))
    if rule.majority_of is not None:
        whose = [one for one in _whose(case, rule.majority_of) if not (_others(rule) and one in rule.named)]
        number = len(whose) // 2 + 1
        reasons.append(Because(f"more than half of {len(whose)} {wording.words(rule.majority_of)}: {number}"))
        needed.append(_so_many(days, number, whose, what) if whose else _nobody(rule.majority_of))
    if rule.number is not None:
        needed.append(_so_many(days, rule.number, rule.among, what))
    if not needed:
        return untold(*reasons, Because(f"which {what}s are needed isn't recorded", lacks=True))
    return last_of(needed, *reasons)


def _others(rule: Awaited) -> bool:
    return rule.majority_of == "other-signatories"


def _whose(case: Case, group: Literal["signatories", "other-signatories", "parties"]) -> list[str]:
    """Return the parties, or those whose signature is recorded and wasn't taken back."""
    parties = sides(case.agreement)
    if group == "parties":
        return parties
    return list(own_acts(case.known, SIGNATURES, acted(case.known, SIGNATURES, parties)))


def _nobody(group: str) -> Day:
    return untold(Because(f"who the {wording.words(group)} are isn't recorded", lacks=True))


def _so_many(days: dict[str, Day], number: int, whose: Collection[str], what: str) -> Day:
    found = [day for state, day in days.items() if not whose or state in whose]
    if len(found) >= number:
        return nth_of(found, number)
    told = tuple(step for day in found for step in day.trace)
    lack = Because(f"{len(found)} of {number} {what}s are recorded", lacks=True)
    return Day(max((day.earliest for day in found if day.earliest), default=None), None, (*told, lack))


def _provided(case: Case, rule: Provided, find: Callable[[Case, EntryRule], Day], *reasons: Because) -> Day:
    """Return the day by one rule or by the other; both as one window where it can't be told which applies."""
    met, limit = day_of(case, rule.that), of_date(rule.by)
    then = find(case, rule.then)
    if met.latest is not None and limit.earliest is not None and met.latest <= limit.earliest:
        return then.because(*reasons, Because(f"met by {rule.by}"), *met.trace)
    failed = after(limit).because(Because("the other rule not before the condition could fail", assumed=True))
    silent = untold(Because("what follows where it isn't met in time isn't recorded", lacks=True))
    other = last_of([find(case, rule.otherwise) if rule.otherwise else silent, failed])
    if limit.before(met):
        return other.because(*reasons, Because(f"not met by {rule.by}"), *met.trace)
    doubt = Because(f"whether it was met by {rule.by} can't be told", lacks=True)
    return either([then, other], *reasons, doubt, *met.trace)
