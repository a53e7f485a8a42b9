"""What sets something off: events that are added, dropped, widened or narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from agreements import wording
from agreements.comparison._alignment import align
from agreements.comparison._aspects import judge_set
from agreements.comparison._changes import Change, Effect, Where
from agreements.comparison._leaves import leaves_of
from agreements.comparison._sides import Plain
from agreements.model import Event
from agreements.pointer import Pointer

__all__ = ["Weight", "event_changes"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
_NOT_OWED = "nothing is owed upon it"
# Kinds that overlap: a text that names one may well mean the other.
_RELATED = (
    frozenset({"armed-attack", "aggression", "invasion", "nuclear-aggression", "significant-escalation"}),
    frozenset({"threat-of-armed-attack", "threat-of-aggression", "threat-to-security", "nuclear-aggression"}),
)


class Weight(Enum):
    """What hangs on events: a duty, nothing that is owed, or something that can't be ranked."""

    DUTY = "duty"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


def event_changes(
    plain: tuple[Sequence[Plain], Sequence[Plain]],
    models: tuple[Sequence[Event], Sequence[Event]],
    places: tuple[Pointer, Pointer],
    where: Where,
    *,
    weight: Weight,
    plainly: bool = True,
) -> Iterator[Change]:
    """Yield what differs between two lists of events, any one of which suffices.

    Args:
        plain: Both lists as plain data, partners under one name.
        models: The same lists as they are recorded, to be said.
        places: Where the lists stand.
        where: What the changes are about.
        weight: What hangs on them; only of a duty do more situations mean more is owed.
        plainly: Whether both texts can be read in one way only.
    """
    old, new = plain
    pairs = align(old, new, lambda one: repr(sorted(one.items())), _likeness, least=0.5)
    lone = [pair for pair in pairs if None in pair]
    exchanged = {side for pair in lone for side in (0, 1) if pair[side] is not None} == {0, 1}
    for i, j in pairs:
        one, other = (old[i] if i is not None else None), (new[j] if j is not None else None)
        if one == other:
            continue
        first, second = (places[0] / i if i is not None else None), (places[1] / j if j is not None else None)
        headline, effect, why = _judge(one, other, new if one is None else old, exchanged)
        if weight is Weight.NOTHING:
            effect, why = SAME, _NOT_OWED
        elif effect in (UP, DOWN) and (weight is Weight.UNKNOWN or not old or not new):
            effect, why = (
                OPEN,
                "what follows isn't known, or is a prohibition" if old and new else "one text names none",
            )
        elif not plainly and effect in (UP, DOWN):
            effect, why = OPEN, "the text can be read in several ways"
        before = wording.event(models[0][i]) if i is not None else ""
        after = wording.event(models[1][j]) if j is not None else ""
        if headline == "attacker" and one is not None and other is not None:
            before += "" if one.get("by") else " by anyone"
            after += "" if other.get("by") else " by anyone"
        yield where.change(
            headline, "events", (before, after), effect, why, tuple(leaves_of(one, other, first, second))
        )


def _likeness(one: Plain, other: Plain) -> float:
    if one["event"] != other["event"]:
        return 0.0
    same = sum(one.get(name) == other.get(name) for name in ("by", "against", "of", "described"))
    return 0.6 + 0.1 * float(same)


def _judge(one: Plain | None, other: Plain | None, beside: Sequence[Plain], exchanged: bool) -> tuple[str, Effect, str]:
    """Return headline, effect and reason for one pair; `beside` are the events of the side that has more of them."""
    lone = other if one is None else one if other is None else None
    if lone is not None:
        headline = "event added" if one is None else "event dropped"
        others = [event for event in beside if event is not lone]
        if exchanged:
            return headline, OPEN, "other events are named instead; which are more can't be told"
        if any(_covers(event, lone) for event in others):
            return headline, SAME, "another event that is named covers it"
        if any(_related(event, lone) for event in others):
            return headline, OPEN, "it overlaps with another event that is named"
        return headline, UP if one is None else DOWN, ""
    assert one is not None
    assert other is not None
    differing = {key for key in (*one, *other) if one.get(key) != other.get(key)}
    if differing == {"by"}:
        if not one.get("by") or not other.get("by"):
            return "attacker", DOWN if other.get("by") else UP, "a text that names no attacker covers any"
        return "attacker", judge_set(frozenset(one["by"]), frozenset(other["by"]), more=UP), ""
    if differing == {"against"} and one.get("against") and other.get("against"):
        effect = judge_set(frozenset(one["against"]), frozenset(other["against"]), more=UP)
        return "victim", effect, "more victims, more situations" if effect is not OPEN else ""
    if differing == {"described"}:
        return "event", OPEN, "the event is described in our words; compare the texts"
    return "event", OPEN, ""


def _covers(wide: Plain, narrow: Plain) -> bool:
    """Whether one event holds in every situation in which another does."""
    if {key for key in (*wide, *narrow) if wide.get(key) != narrow.get(key)} - {"by", "against"}:
        return False
    return all(
        not wide.get(name) or (bool(narrow.get(name)) and set(narrow[name]) <= set(wide[name]))
        for name in ("by", "against")
    )


def _related(one: Plain, other: Plain) -> bool:
    if one["event"] == other["event"]:
        return True
    return any({one["event"], other["event"]} <= kinds for kinds in _RELATED)
