"""What ends an agreement, a party's participation or a part: acts, other instruments, the term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agreements import wording
from agreements.model import Agreement
from agreements.model.lifecycle import Action
from agreements.model.vocabulary import ActionKind, RelationKind
from agreements.tracking._acts import DEPOSITS, about, dated, happened, insiders, own_act
from agreements.tracking._days import Because, Day, of_date, untold
from agreements.tracking.notices import effect_of_notice, open_to
from agreements.tracking.term import term_end

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
    term = term_end(agreement) if part is None else None
    return [*found, Ending("term", term)] if term is not None else found


def endings_for(agreement: Agreement, party: str, *, as_of: date) -> list[Ending]:
    """Return what ends the participation of one party alone.

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
    return found


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
    day = effect_of_notice(agreement, way, given)
    if way.notice_is != "required":
        lack = f"its length is only put with '{way.notice_is}': whether this notice kept it isn't recorded"
        day = Day(given.earliest, day.latest, (*day.trace, Because(lack, lacks=True)))
    if way.counted == "back" or way.at_least is not None:
        lack = "whether it names a later day isn't recorded"
        day = Day(day.earliest, None, (*day.trace, Because(lack, lacks=True)))
    low = day.earliest or given.earliest
    return Ending(by, Day(low, day.latest, day.trace), given)
