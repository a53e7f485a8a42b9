"""The acts of a party as they stand: its own, about the whole or one part, and not taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypeAlias

from agreements import wording
from agreements.model import Agreement, Party
from agreements.model.lifecycle import Action
from agreements.model.vocabulary import ActionKind
from agreements.tables import party
from agreements.timing import Answer
from agreements.tracking._days import Because, Day, first_of, last_of, of_date, untold

__all__ = [
    "CONSENTS",
    "DEPOSITS",
    "ENDS",
    "NOTIFICATIONS",
    "SIGNATURES",
    "Counts",
    "ReportedAction",
    "about",
    "acted",
    "all_acted",
    "arrived",
    "dated",
    "happened",
    "insiders",
    "own_act",
    "own_acts",
    "sides",
    "taken_back",
]

SIGNATURES = frozenset({ActionKind.SIGNATURE})
DEPOSITS = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION})
ENDS = frozenset({ActionKind.TERMINATION, ActionKind.DENUNCIATION})
NOTIFICATIONS = frozenset({ActionKind.NOTIFICATION})
CONSENTS = DEPOSITS | NOTIFICATIONS | {ActionKind.EXCHANGE_OF_NOTES}
Counts: TypeAlias = Literal["receipt", "giving", "unstated"]
_EACH = "each-party"
_TAKES_BACK = {ActionKind.WITHDRAWAL_OF_SIGNATURE: SIGNATURES, ActionKind.WITHDRAWAL_OF_CONSENT: CONSENTS}


class ReportedAction(Action):
    """An act that an event file tells.

    Attributes:
        chronology: The id of the file's chronology.
        hypothetical: Whether it is a scenario.
    """

    chronology: str
    hypothetical: bool


def sides(agreement: Agreement) -> list[str]:
    """Return those whose acts bring it into force: the parties, a depositary that is no party left out."""
    return [party.id for party in agreement.parties if party.role != "depositary"]


def about(known: Iterable[Action], part: str | None = None) -> tuple[Action, ...]:
    """Return the acts that are about one part; about the whole where none is named."""
    return tuple(action for action in known if action.part == part)


def happened(known: Iterable[Action], as_of: date) -> tuple[Action, ...]:
    """Return the acts that can have been done by a day: all but those surely done later."""
    return tuple(action for action in known if dated(action).reached(as_of) is not Answer.NO)


def dated(action: Action) -> Day:
    """Return the day of an act."""
    reason = _reason(action)
    if action.date is None:
        return untold(replace(reason, text=f"{reason.text}: its day isn't recorded", lacks=True))
    day = of_date(action.date, reason)
    doubt = replace(reason, text=f"{reason.text}: its day can't be told from {action.date}", lacks=True)
    return day if day.told else untold(doubt)


def _reason(action: Action) -> Because:
    """Return an act as a reason: an assumption, where it is one of a scenario."""
    told, scenario = wording.action(action), False
    if isinstance(action, ReportedAction):
        scenario = action.hypothetical
        told += f", in the {'scenario' if scenario else 'events'} {action.chronology}"
    return Because(told, str(action.at) if action.at else "", assumed=scenario)


def arrived(action: Action, counts: Counts = "receipt") -> Day:
    """Return the day of an act by which of its days counts: its giving, its receipt, or whichever the text meant."""
    sent = dated(action)
    if counts == "giving":
        return sent
    reason = _reason(action)
    got = of_date(action.received, reason) if action.received is not None else untold(*sent.trace)
    if got.before(sent):
        text = f"it is recorded as received on {action.received}, before it was given on {action.date}"
        return untold(*sent.trace, Because(text, lacks=True))
    if counts == "receipt":
        lack = Because("receipt counts, and only the giving is recorded", lacks=True)
        low = max(filter(None, (sent.earliest, got.earliest)), default=None)  # nothing arrives before it is sent
        return Day(low, got.latest, got.trace if got.told else (*sent.trace, lack))
    if got.day is not None and got.day == sent.day:
        return got
    doubt = Because("the text doesn't say whether giving or receipt counts", lacks=True)
    return Day(sent.earliest, got.latest, (*got.trace, doubt))


def insiders(agreement: Agreement) -> frozenset[str] | None:
    """Return those whose acts can end it: parties and who joined by an act; None where a party may be a group."""
    if any(map(_may_have_members, agreement.parties)):
        return None
    joined = {name for one in agreement.actions if one.act in DEPOSITS for name in one.by}
    return frozenset({_EACH} | {one.id for one in agreement.parties} | joined)


def _may_have_members(side: Party) -> bool:
    entry = party(side.id)
    return entry is None or entry.kind == "group"


def acted(known: Iterable[Action], kinds: Iterable[ActionKind], everybody: Sequence[str]) -> list[str]:
    """Return who did one of these, each once, `each-party` written out."""
    wanted = set(kinds)
    names = [name for action in known if action.act in wanted for name in action.by]
    return list(dict.fromkeys(one for name in names for one in (everybody if name == _EACH else [name])))


def own_acts(
    known: Sequence[Action], kinds: Iterable[ActionKind], parties: Iterable[str], counts: Counts = "giving"
) -> dict[str, Day]:
    """Return the day of each one's own act, as `own_act` gives it, in their order; who has none is left out."""
    at: dict[str, set[int]] = {}  # who did the acts, by their place in the order
    for place, action in enumerate(known):
        for name in action.by:
            at.setdefault(name, set()).add(place)
    found = {}
    for name in parties:
        mine = sorted(at.get(name, set()) | at.get(_EACH, set()))
        if (day := own_act([known[place] for place in mine], kinds, name, counts)) is not None:
            found[name] = day
    return found


def own_act(known: Sequence[Action], kinds: Iterable[ActionKind], party: str, counts: Counts = "giving") -> Day | None:
    """Return the day of a party's first act of these kinds that it hasn't taken back; None where there is none.

    `counts` says which day of a notification counts; a deposit has one day.

    Nothing is told of the day of an act that may have been taken back: on the same day, or on one not recorded.
    """
    wanted = frozenset(kinds)
    mine = [action for action in known if _by(action, party)]
    last_back = {kind: _last_back(mine, kind) for kind in wanted & {action.act for action in mine}}
    standing = []
    for action in mine:
        if action.act not in wanted:
            continue
        day = arrived(action, counts) if action.act in NOTIFICATIONS else dated(action)
        back = last_back[action.act]
        if back is not None and day.before(back):
            continue
        if back is not None and not back.before(day):
            doubt = Because(f"whether {party} took that back before or after isn't recorded", lacks=True)
            day = untold(*day.trace, doubt)
        standing.append(day)
    return first_of(standing) if standing else None


def all_acted(
    known: Sequence[Action],
    kinds: Iterable[ActionKind],
    parties: Sequence[str],
    what: str,
    counts: Counts = "giving",
) -> Day:
    """Return the day by which each of several has acted."""
    own = own_acts(known, kinds, parties, counts)
    days = list(own.values())
    missing = [party for party in parties if party not in own]
    if missing:
        told = tuple(step for day in days for step in day.trace)
        low = max((day.earliest for day in days if day.earliest), default=None)
        return Day(low, None, (*told, Because(f"no {what} by {wording.listed(missing, 'or')} is recorded", lacks=True)))
    unique: dict[tuple[object, ...], Day] = {(day.earliest, day.latest, day.trace): day for day in days}
    return last_of(list(unique.values()))


def taken_back(known: Sequence[Action], party: str) -> Day | None:
    """Return when a party took back its signature or consent and gave no new one; None where it didn't."""
    backs = [action for action in known if action.act in _TAKES_BACK and _by(action, party)]
    gone = {act for act in {one.act for one in backs} if own_act(known, _TAKES_BACK[act], party) is None}
    return next((dated(one) for one in backs if one.act in gone), None)


def _by(action: Action, party: str) -> bool:
    return party in action.by or _EACH in action.by


def _last_back(mine: Iterable[Action], kind: ActionKind) -> Day | None:
    """Return the day by which all that a party took back of a kind was; None where it took nothing back."""
    backs = [dated(one) for one in mine if kind in _TAKES_BACK.get(one.act, ())]
    return last_of(backs) if backs else None
