"""The acts of a party as they stand: its own, about the whole or one part, and not taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

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
    "SIGNATURES",
    "ReportedAction",
    "about",
    "acted",
    "all_acted",
    "dated",
    "happened",
    "insiders",
    "own_act",
    "sides",
    "taken_back",
]

SIGNATURES = frozenset({ActionKind.SIGNATURE})
DEPOSITS = frozenset({ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION})
CONSENTS = DEPOSITS | {ActionKind.NOTIFICATION, ActionKind.EXCHANGE_OF_NOTES}
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
    place = str(action.at) if action.at else ""
    told, scenario = wording.action(action), False
    if isinstance(action, ReportedAction):
        scenario = action.hypothetical
        told += f", in the {'scenario' if scenario else 'events'} {action.chronology}"
    if action.date is None:
        return untold(Because(f"{told}: its day isn't recorded", place, lacks=True))
    day = of_date(action.date, Because(told, place, assumed=scenario))
    doubt = Because(f"{told}: its day can't be told from {action.date}", place, lacks=True)
    return day if day.told else untold(doubt)


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


def own_act(known: Sequence[Action], kinds: Iterable[ActionKind], party: str) -> Day | None:
    """Return the day of a party's first act of these kinds that it hasn't taken back; None where there is none.

    Nothing is told of the day of an act that may have been taken back: on the same day, or on one not recorded.
    """
    wanted = set(kinds)
    standing = []
    for action in known:
        if action.act not in wanted or not _by(action, party):
            continue
        day = dated(action)
        backs = [dated(back) for back in _withdrawals(known, action.act, party)]
        if any(day.before(back) for back in backs):
            continue
        if not all(back.before(day) for back in backs):
            doubt = Because(f"whether {party} took that back before or after isn't recorded", lacks=True)
            day = untold(*day.trace, doubt)
        standing.append(day)
    return first_of(standing) if standing else None


def all_acted(known: Sequence[Action], kinds: Iterable[ActionKind], parties: Sequence[str], what: str) -> Day:
    """Return the day by which each of several has acted."""
    kinds = frozenset(kinds)
    own = {party: own_act(known, kinds, party) for party in parties}
    days = [day for day in own.values() if day is not None]
    missing = [party for party, day in own.items() if day is None]
    if missing:
        told = tuple(step for day in days for step in day.trace)
        low = max((day.earliest for day in days if day.earliest), default=None)
        return Day(low, None, (*told, Because(f"no {what} by {wording.listed(missing, 'or')} is recorded", lacks=True)))
    unique: dict[tuple[object, ...], Day] = {(day.earliest, day.latest, day.trace): day for day in days}
    return last_of(list(unique.values()))


def taken_back(known: Sequence[Action], party: str) -> Day | None:
    """Return when a party took back its signature or consent and gave no new one; None where it didn't."""
    for action in known:
        kinds = _TAKES_BACK.get(action.act)
        if kinds and _by(action, party) and own_act(known, kinds, party) is None:
            return dated(action)
    return None


def _by(action: Action, party: str) -> bool:
    return bool({party, _EACH} & set(action.by))


def _withdrawals(known: Iterable[Action], kind: ActionKind, party: str) -> list[Action]:
    return [one for one in known if kind in _TAKES_BACK.get(one.act, ()) and _by(one, party)]
