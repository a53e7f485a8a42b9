"""What ends an agreement, a party's participation or a part: acts, other instruments, the term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agreements import wording
from agreements.model import Agreement
from agreements.model.lifecycle import Action
from agreements.model.vocabulary import ActionKind, RelationKind
from agreements.tracking._acts import DEPOSITS, about, arrived, dated, happened, insiders, own_act, sides
from agreements.tracking._days import Because, Day, nth_of, of_date, untold
from agreements.tracking.entry import entry_into_force_for
from agreements.tracking.notices import effect_of_notice, open_to
from agreements.tracking.term import own_terms, term_end

__all__ = ["Ending", "endings", "endings_for"]

_ENDS = frozenset({ActionKind.TERMINATION, ActionKind.DENUNCIATION})


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that ends something.

    Attributes:
        by: What it is.
        day: The last day in force, as far as that can be told.
        given: When notice was given; None where it isn't notice.
    """

    by: Literal["termination", "notice", "succession", "term", "leaving"]
    day: Day
    given: Day | None = None


def endings(agreement: Agreement, part: str | None = None) -> list[Ending]:
    """Return all that ends the whole, or what is recorded as ending one part alone.

    What strangers do ends nothing.

    Args:
        agreement: The record.
        part: The part; None: the whole.
    """
    known = about(agreement.actions, part)
    found = []
    inside = insiders(agreement)
    for action in known:
        if action.act not in _ENDS or (inside is not None and inside.isdisjoint(action.by)):
            continue
        if action.act is ActionKind.TERMINATION:
            found.append(Ending("termination", dated(action)))
        elif ending := _notice(agreement, action, "agreement"):
            found.append(ending)
    for relation in agreement.relations:
        if relation.kind is RelationKind.SUPERSEDED_BY and relation.part == part:
            reason = Because(wording.relation(relation), str(relation.at or ""), "VCLT 1969, art. 59")
            lack = Because("on which day it gave way to that one isn't recorded", lacks=True)
            other = of_date(relation.date) if relation.date else untold()
            found.append(Ending("succession", Day(other.earliest, None, (reason, lack))))
    if part is not None:
        return found
    if (alone := _left_alone(agreement, known)) is not None:
        found.append(alone)
    term = term_end(agreement)
    return [*found, Ending("term", term)] if term is not None else found


def _left_alone(agreement: Agreement, known: Sequence[Action]) -> Ending | None:
    """Return what ends the whole because fewer than two parties are left in it; None where two are.

    A treaty doesn't end by there being fewer parties than it took to bring it into force (VCLT art. 55), but it is one
    between states: of two, either leaves the other with nothing.
    """
    if not any(one.act is ActionKind.DENUNCIATION for one in known):
        return None
    parties = sides(agreement)
    members = [one for one in parties if entry_into_force_for(agreement, one).told]
    members = members if len(members) > 1 else parties
    out = {party: endings_for(agreement, party, as_of=date.max) for party in members}
    leaving = [min(ends, key=_first) for own in out.values() if (ends := [one for one in own if one.by == "leaving"])]
    needed = len(members) - 1
    if len(members) < 2 or len(leaving) < needed:
        return None
    why = Because("fewer than two parties are left", source="VCLT 1969, art. 2(1)(a)")
    given = [one.given for one in leaving if one.given is not None]
    day = nth_of([one.day for one in leaving], needed, why)
    return Ending("notice", day, nth_of(given, needed) if len(given) == len(leaving) else None)


def _first(ending: Ending) -> date:
    return ending.day.earliest or date.min


def endings_for(agreement: Agreement, party: str, *, as_of: date) -> list[Ending]:
    """Return what ends the participation of one party alone: its own notice, its own term.

    Args:
        agreement: The record.
        party: The party's id.
        as_of: The day asked about: a later accession after it doesn't count yet.
    """
    known = about(agreement.actions)
    found = []
    for action in known:
        if action.act is not ActionKind.DENUNCIATION or party not in action.by:
            continue
        ending = _notice(agreement, action, "participation")
        if ending is None:
            continue
        again = [one for one in happened(known, as_of) if one.act in DEPOSITS and not dated(one).before(dated(action))]
        if (new := own_act(again, DEPOSITS, party)) is not None:
            lack = Because(f"whether {party} is in again by a later deposit can't be told", lacks=True)
            ending = replace(ending, day=Day(ending.day.earliest, None, (*ending.day.trace, *new.trace, lack)))
        found.append(ending)
    term = term_end(agreement, party=party) if own_terms(agreement) else None
    return [*found, Ending("term", term)] if term is not None else found


def _notice(agreement: Agreement, action: Action, ends: Literal["agreement", "participation"]) -> Ending | None:
    """Return what recorded notice ends; None where no way out that it can have taken ends that."""
    ways = [] if action.part is not None else list(open_to(agreement, action.by))
    if ways and all(way.ends != ends for way in ways):
        return None
    given = dated(action)
    by: Literal["notice", "leaving"] = "notice" if ends == "agreement" else "leaving"
    if len(ways) != 1:
        lack = "which way out is meant isn't recorded" if ways else "no way out that it can take is recorded"
        return Ending(by, Day(given.earliest, None, (*given.trace, Because(lack, lacks=True))), given)
    (way,) = ways
    received = arrived(action) if action.received is not None else None
    day = effect_of_notice(agreement, way, given, received=received)
    if way.notice_is != "required":
        lack = f"its length is only put with '{way.notice_is}': whether this notice kept it isn't recorded"
        day = Day(given.earliest, day.latest, (*day.trace, Because(lack, lacks=True)))
    if way.counted == "back" or way.at_least is not None:
        lack = "whether it names a later day isn't recorded"
        day = Day(day.earliest, None, (*day.trace, Because(lack, lacks=True)))
    low = day.earliest or given.earliest
    return Ending(by, Day(low, day.latest, day.trace), given)
