"""When an agreement enters into force, computed from its rule and the dated acts; for each party and as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from agreements import wording
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.model.lifecycle import Action, EntryRule, Staged
from agreements.model.vocabulary import ActionKind, ClockStart
from agreements.tracking._acts import (
    DEPOSITS,
    NOTIFICATIONS,
    SIGNATURES,
    about,
    all_acted,
    dated,
    own_act,
    sides,
    taken_back,
)
from agreements.tracking._days import Because, Day, either, last_of, later, place_of, untold
from agreements.tracking._knowing import Events, knowing
from agreements.tracking._rules import Case, counts_of, day_of, depends_on_own, own_kinds, trigger_of

__all__ = ["Entry", "anchor", "entry_into_force", "entry_into_force_for", "later"]

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
    return Entry.of(knowing(expect_agreement(agreement, "entry_into_force"), events, "entry_into_force")).whole


def _whole(agreement: Agreement, known: tuple[Action, ...]) -> Day:
    rule = agreement.entry_into_force
    if rule is None:
        why = agreement.absent.get("entry_into_force")
        reason = wording.ABSENT[str(why)] if why else "no rule is recorded"
        return untold(Because(f"entry into force: {reason}", source=_VCLT_24 if why else "", lacks=True))
    return day_of(Case(agreement, known), rule)


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
    return Entry.of(agreement).for_party(party)


@dataclass(frozen=True, slots=True)
class Entry:
    """Entry into force, for whoever is asked about: what doesn't hang on a party is worked out once for all of them.

    Attributes:
        agreement: The record, with what event files tell of it.
        whole: The day for the whole.
        known: The acts that count.
    """

    agreement: Agreement
    whole: Day
    known: tuple[Action, ...]

    @classmethod
    def of(cls, agreement: Agreement) -> Entry:
        """Return the entry into force of a record."""
        rule = agreement.entry_into_force
        known = about(agreement.actions) if rule is None else _counting(agreement, rule)
        return cls(agreement, _whole(agreement, known), known)

    def for_party(self, party: str) -> Day:
        """Return the day for one party, as `entry_into_force_for` does."""
        rule = self.agreement.entry_into_force
        return self.whole if rule is None else _for_party(self, rule, party)


def _for_party(entry: Entry, rule: EntryRule, party: str) -> Day:
    agreement, whole, known = entry.agreement, entry.whole, entry.known
    if (back := taken_back(known, party)) is not None:
        return untold(Because(f"{party} took back its signature or consent", lacks=True), *back.trace)
    if isinstance(rule, Staged):
        return _staged(Case(agreement, known), rule, party, whole)
    kinds = own_kinds(rule)
    if not kinds:
        return whole
    case = Case(agreement, known, party, kinds, counts_of(rule))
    if depends_on_own(rule):
        own = day_of(case, rule)
        return own if case.own is not None or own.told else _without(party, kinds)
    if case.own is None:
        return _without(party, kinds)
    return last_of([whole, case.own]).because(Because(f"for {party} not before its own act", source=_VCLT_24_3))


def _staged(case: Case, rule: Staged, party: str, whole: Day) -> Day:
    """Return the day for one party where the first states and the later ones have rules of their own."""
    kinds = own_kinds(rule.first) or DEPOSITS
    first = own_act(case.known, kinds, party, counts_of(rule.first))
    trigger = trigger_of(case, rule.first)
    if first is not None and first.latest and trigger.earliest and first.latest <= trigger.earliest:
        return whole.because(Because(f"{party} acted by then"), *first.trace)
    case = replace(case, party=party, kinds=(kinds - SIGNATURES) | DEPOSITS, counts=counts_of(rule.first))
    place = place_of(rule.later) or place_of(rule)
    why = Because(f"the rule for later parties: {wording.entry(rule.later)}", place, _VCLT_24_3)
    own = day_of(case, rule.later)
    if case.own is None:
        return last_of([whole, own], why) if own.told else _without(party, kinds if first is None else DEPOSITS)
    late = last_of([whole, own, case.own], why)
    if trigger.before(case.own):
        return late
    doubt = Because(f"whether {party} acted before what set the first rule off can't be told", lacks=True)
    window = either([whole, late], doubt)
    low = max(filter(None, (window.earliest, case.own.earliest)), default=None)
    return Day(low, window.latest, window.trace)


def _without(party: str, kinds: Collection[ActionKind]) -> Day:
    names = {SIGNATURES: "signature", NOTIFICATIONS: "notification", DEPOSITS: "deposit"}
    what = wording.listed([name for acts, name in names.items() if acts & frozenset(kinds)], "or")
    return untold(Because(f"no {what} by {party} is recorded", source=_VCLT_24_3, lacks=True))


def _counting(agreement: Agreement, rule: EntryRule) -> tuple[Action, ...]:
    """Return the acts that count for the whole: a withdrawal after entry into force takes nothing back any more."""
    known = about(agreement.actions)
    backs = [one for one in known if one.act in _WITHDRAWALS]
    left = [(one, dated(one)) for one in backs]
    while True:
        out = {id(one) for one, _ in left}
        counting = tuple(one for one in known if id(one) not in out)
        if not left:
            return counting
        begins = day_of(Case(agreement, counting), rule)
        after = [(one, day) for one, day in left if begins.before(day)]
        if len(after) == len(left):
            return counting
        left = after


def anchor(agreement: Agreement, start: ClockStart, *, party: str | None = None) -> Day:
    """Return the day that a period of the life cycle runs from: signature, entry into force, deposit.

    Args:
        agreement: The record.
        start: What the period runs from.
        party: For whom it runs, where it runs for each party from a day of its own; None: for the whole.
    """
    if start is ClockStart.ENTRY_INTO_FORCE:
        return entry_into_force(agreement)
    if start is ClockStart.ENTRY_INTO_FORCE_FOR_PARTY:
        if party is not None:
            return entry_into_force_for(agreement, party)
        return untold(Because("it runs for each party from a day of its own", lacks=True))
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
            return all_acted(known, NOTIFICATIONS, sides(agreement), "notification")
        case ClockStart.UNSTATED:
            signed = all_acted(known, SIGNATURES, sides(agreement), "signature")
            early = Because("no period of it starts before its signature", assumed=True)
            return Day(signed.earliest, None, (Because("the text names no start", lacks=True), early, *signed.trace))
        case _:
            return untold(Because(f"the day of {wording.words(start)} is no recorded act", lacks=True))
