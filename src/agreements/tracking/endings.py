"""What ends an agreement, a party's participation or a part: acts, other instruments, the term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agreements import wording
from agreements.model import Agreement
from agreements.model.lifecycle import Action
from agreements.model.vocabulary import ActionKind, RelationKind
from agreements.tracking._acts import DEPOSITS, ENDS, about, arrived, dated, happened, insiders, own_act, sides
from agreements.tracking._days import Because, Day, last_of, nth_of, of_date, untold
from agreements.tracking.entry import Entry, entry_into_force, entry_into_force_for
from agreements.tracking.notices import effect_of_notice, open_to, possible_end
from agreements.tracking.term import own_terms, term_end

__all__ = ["Ending", "endings", "endings_for"]


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
    begins = entry_into_force(agreement) if any(one.act in ENDS for one in known) else untold()
    acts = [one for one in known if one.act in ENDS and (inside is None or not inside.isdisjoint(one.by))]
    for day in _agreed(agreement, [one for one in acts if one.act is ActionKind.TERMINATION]):
        found.append(_in_time(Ending("termination", day), day, begins))
    for action in acts:
        if action.act is ActionKind.DENUNCIATION and (notice := _notice(agreement, action, "agreement")):
            found.append(_in_time(notice, dated(action), begins))
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
    entry = Entry.of(agreement)
    members = [one for one in parties if entry.for_party(one).told]
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
    notices = [one for one in known if one.act is ActionKind.DENUNCIATION and party in one.by]
    deposits = [one for one in happened(known, as_of) if one.act in DEPOSITS] if notices else []
    for action in notices:
        ending = _notice(agreement, action, "participation")
        if ending is None:
            continue
        ending = _in_time(ending, dated(action), entry_into_force_for(agreement, party))
        again = [one for one in deposits if not dated(one).before(dated(action))]
        if (new := own_act(again, DEPOSITS, party)) is not None:
            lack = Because(f"whether {party} is in again by a later deposit can't be told", lacks=True)
            ending = replace(ending, day=Day(ending.day.earliest, None, (*ending.day.trace, *new.trace, lack)))
        found.append(ending)
    term = term_end(agreement, party=party) if own_terms(agreement) else None
    return [*found, Ending("term", term)] if term is not None else found


def _agreed(agreement: Agreement, terminations: Sequence[Action]) -> Iterator[Day]:
    """Yield the last days by recorded terminations: open towards later where not all are known to have agreed."""
    parties = sides(agreement)
    everybody = set(parties)
    apart = []
    for action in terminations:
        if "each-party" in action.by or everybody <= set(action.by):
            yield dated(action)
        else:
            apart.append(action)
    missing = everybody.difference(*(action.by for action in apart))
    if apart and not missing:
        yield last_of([dated(action) for action in apart])
        return
    names = wording.listed([one for one in parties if one in missing])
    text = f"whether {names} agreed to end it isn't recorded, and nobody ends it alone but by notice"
    for day in map(dated, apart):
        yield Day(day.earliest, None, (*day.trace, Because(text, source="VCLT 1969, art. 54(b)", lacks=True)))


def _in_time(ending: Ending, done: Day, begins: Day) -> Ending:
    """Return what an act ends as far as there was something to end: of one before entry into force that isn't told."""
    if done.before(begins):
        lack = (
            f"what was done on {done} came before entry into force on {begins}: whether it ends anything can't be told"
        )
        return replace(ending, day=untold(*done.trace, Because(lack, lacks=True)), given=None)
    low, first = ending.day.earliest, begins.earliest
    if low is not None and first is not None and low < first:
        return replace(ending, day=Day(first, ending.day.latest, ending.day.trace))
    return ending


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
    day = possible_end(way, given, effect_of_notice(agreement, way, given, received=received))
    low = day.earliest or given.earliest
    return Ending(by, Day(low, day.latest, day.trace), given)
