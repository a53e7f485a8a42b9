"""Commitments, wherever they stand: which answers to which, and what differs between them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements import wording
from agreements.comparison._absence import Lack, differing_fields, lack, reason, same_gap
from agreements.comparison._alignment import Pairs, align_likely
from agreements.comparison._aspects import ASPECTS, DUTIES, Aspect, Judgement, force_of, judge_set
from agreements.comparison._changes import Change, Effect, Leaf, Where
from agreements.comparison._leaves import leaves_of
from agreements.comparison._requests import Asked, each_by_itself
from agreements.comparison._requests import judge as judge_requests
from agreements.comparison._sides import Plain, Sides
from agreements.comparison._standing import same_limitations, standing
from agreements.comparison._unit_likeness import Traits, UnitLikeness, akin
from agreements.model import BODY, Response, Trigger, Undertaking
from agreements.model.vocabulary import Force
from agreements.pointer import Pointer
from agreements.wording import listed, words

__all__ = ["Unit", "UnitPair", "pair_units", "unit_changes"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
_LEAST = 0.5
# Where any of these is filled, the summary only sums up; where none is, it is all that is said.
_TYPED = ("item", "purpose", "includes", "amount", "quantity")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commitment with what alignment and judgement need to know of where it stands."""

    data: Plain
    found: Undertaking
    traits: Traits
    part: str

    @property
    def topic(self) -> str:
        """What it is about."""
        return str(self.found.topic)

    @property
    def pointer(self) -> Pointer:
        """Where it stands in the record."""
        return self.found.pointer

    @property
    def clause(self) -> int:
        """The number of its clause in the record."""
        return int(self.found.pointer.steps[1])

    @property
    def coverable(self) -> tuple[tuple[str, str], ...]:
        """The names under which a limitation covers it."""
        return self.found.clause.coverable(self.found.topic, self.found.path)

    @property
    def hedges(self) -> frozenset[str]:
        """What it is subject to, limitations laid over it."""
        return frozenset(map(str, self.found.hedges))

    @property
    def contents(self) -> str:
        """What makes it the same as another, byte for byte."""
        return repr(sorted(self.data.items(), key=lambda pair: pair[0]))


@dataclass(frozen=True, slots=True)
class UnitPair:
    """Two commitments that answer to one another, or one that has no answer.

    Attributes:
        one: The old one; None where it was added.
        other: The new one; None where it was dropped.
        same_setting: Whether the same thing sets both off: nothing, or triggers that answer to one another.
        sure: Whether they are surely the same commitment, in two wordings.
        untold: For one alone: whether the other record names its trigger without knowing what follows.
        mates: Those that say the same for further bearers, where one record puts in several what the other has in one.
        split: Whether the mates stand in the new record.
    """

    one: Unit | None
    other: Unit | None
    same_setting: bool = False
    sure: bool = False
    untold: bool = False
    mates: tuple[Unit, ...] = ()
    split: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether both are responses of a trigger."""
        both = (self.one, self.other)
        return all(unit is not None and isinstance(unit.found.clause, Trigger) for unit in both)

    def renewed(self, sides: Sides) -> UnitPair:
        """Return the pair with the data that the sides hold now."""
        one = _renewed(sides, 0, self.one) if self.one else None
        other = _renewed(sides, 1, self.other) if self.other else None
        mates = tuple(_renewed(sides, int(self.split), mate) for mate in self.mates)
        return replace(self, one=one, other=other, mates=mates)


def _renewed(sides: Sides, side: int, unit: Unit) -> Unit:
    data = _data_at(sides, side, unit.found)
    return unit if data == unit.data else replace(unit, data=data)


def _data_at(sides: Sides, side: int, found: Undertaking) -> Plain:
    data: Any = sides.data[side]
    for step in found.pointer.steps:
        data = data[step]
    result: Plain = data
    return result


def pair_units(sides: Sides, clause_pairs: Pairs) -> tuple[UnitPair, ...]:
    """Return which commitment answers to which, in the order of the new record."""
    old, new = ([_unit(sides, side, found) for found in sides.agreements[side].commitments()] for side in (0, 1))
    partner = {i: j for i, j in clause_pairs if i is not None and j is not None}
    homes = {j: i for i, j in partner.items()}

    def contents(unit: Unit, side: int) -> Hashable:
        # A response is only itself under the same trigger; that trigger is named by its number in the old record.
        trigger = isinstance(unit.found.clause, Trigger)
        home = (unit.clause if side == 0 else homes.get(unit.clause, f"new {unit.clause}")) if trigger else None
        return unit.contents, unit.topic, home

    said = [[contents(unit, side) for unit in units] for side, units in enumerate((old, new))]
    alike = UnitLikeness([one.traits for one in old], [one.traits for one in new], partner, peers=sides.peers)
    pairs = align_likely(said[0], said[1], alike.candidates, least=_LEAST)
    found = []
    for i, j in pairs:
        one, other = (old[i] if i is not None else None), (new[j] if j is not None else None)
        if i is None or j is None or one is None or other is None:
            found.append(UnitPair(one, other, untold=_untold(sides, one, other, partner, homes)))
        else:
            found.append(UnitPair(one, other, alike.same_setting(i, j), alike.surely_one(i, j)))
    return _rejoined(sides, found)


def _rejoined(sides: Sides, pairs: Sequence[UnitPair]) -> tuple[UnitPair, ...]:
    """Return the pairs, those that one record has alone joined to the pair they only split by bearers."""
    alone = {side: [pair for pair in pairs if (pair.one, pair.other)[1 - side] is None] for side in (0, 1)}
    found = list(pairs)
    for number, pair in enumerate(found):
        if pair.one is None or pair.other is None:
            continue
        whole = (pair.one, pair.other)
        bearers = [sides.each(side, whole[side].data.get("bearers", [])) for side in (0, 1)]
        if bearers[0] == bearers[1] or _but_bearers(whole[0]) != _but_bearers(whole[1]):
            continue
        for side in (0, 1):
            mates = [lone for lone in alone[side] if _but_bearers(_only(lone)) == _but_bearers(whole[side])]
            named = [sides.each(side, _only(lone).data.get("bearers", [])) for lone in mates]
            if mates and bearers[side].union(*named) == bearers[1 - side]:
                found[number] = replace(pair, mates=tuple(map(_only, mates)), split=side == 1)
                alone[side] = [lone for lone in alone[side] if lone not in mates]
    joined = {id(mate) for pair in found for mate in pair.mates}
    return tuple(pair for pair in found if (pair.one and pair.other) or id(_only(pair)) not in joined)


def _only(pair: UnitPair) -> Unit:
    unit = pair.other or pair.one
    assert unit is not None
    return unit


def _but_bearers(unit: Unit) -> tuple[str, ...]:
    """Return what a commitment says apart from who owes it, and apart from where it stands."""
    aside = ("id", "bearers", "at", "cite", "note", "summary")
    told = {name: value for name, value in unit.data.items() if name not in aside}
    clause = unit.found.clause
    setting = wording.trigger(clause) if isinstance(clause, Trigger) else ""
    return repr(sorted(told.items())), unit.topic, unit.part, setting, ", ".join(sorted(unit.hedges))


def _untold(
    sides: Sides, one: Unit | None, other: Unit | None, partner: Mapping[int, int], homes: Mapping[int, int]
) -> bool:
    """Whether a lone response stands in a trigger that the other record knows no responses of."""
    unit, side = (one, 1) if one is not None else (other, 0)
    assert unit is not None
    number = (partner if side == 1 else homes).get(unit.clause)
    if number is None or not isinstance(unit.found.clause, Trigger):
        return False
    return lack(sides.data[side]["clauses"][number], "responses", complete=True) is Lack.UNKNOWN


def _unit(sides: Sides, side: int, found: Undertaking) -> Unit:
    data = _data_at(sides, side, found)
    return Unit(data, found, Traits.of(data, found), found.clause.part or BODY)


def _akin(one: Unit, other: Unit) -> bool:
    return akin(one.data["act"], other.data["act"])


def unit_changes(sides: Sides, pairs: Sequence[UnitPair]) -> Iterator[Change]:
    """Yield what differs in the commitments."""
    limited_alike = same_limitations(sides)
    both = [pair for pair in pairs if pair.one is not None and pair.other is not None]
    said = tuple({_whole(unit) for pair in both if (unit := (pair.one, pair.other)[side])} for side in (0, 1))
    for pair in pairs:
        if pair.one is not None and pair.other is not None:
            yield from _paired(sides, pair.one, pair.other, pair, limited_alike=limited_alike)
        else:
            yield _lone(sides, pair, said)


def _where(one: Unit | None, other: Unit | None) -> Where:
    last = other or one
    assert last is not None
    paths = [unit.found.path if unit else "" for unit in (one, other)]
    places = [str(unit.found.place or "") if unit else "" for unit in (one, other)]
    return Where(last.topic, paths[0], paths[1], places[0], places[1])


def _paired(sides: Sides, one: Unit, other: Unit, pair: UnitPair, *, limited_alike: bool) -> Iterator[Change]:
    where = _where(one, other)
    leaves = differing_fields(one.data, other.data, one.pointer, other.pointer)
    if not pair.same_setting:
        same = _condition_is_event(one, other)
        kinds = leaves.pop("kind", ()) + (leaves.pop("conditions", ()) if same else ())
        if (change := _setting(one, other, where, kinds)) is not None:
            yield change
    if part := leaves.pop("part", ()):
        yield from standing(sides, (one.part, other.part), where, part, duty=_both_duties(one, other))
    if (topic := leaves.pop("topic", ())) and one.topic != other.topic:
        yield where.change("topic", "topic", (words(one.topic), words(other.topic)), SAME, "filed elsewhere", topic)
    else:
        sides.apparatus.extend(topic)
    for aspect in ASPECTS:
        mine = tuple(leaf for name in aspect.fields for leaf in leaves.pop(name, ()))
        summary: tuple[Leaf, ...] = ()
        if aspect.rule == "contents" and not any(name in unit.data for unit in (one, other) for name in _TYPED):
            summary = leaves.pop("summary", ())
            mine += summary
        if not mine:
            continue
        if aspect.rule == "bearers" and pair.mates:
            yield _split(pair, where, mine)
            continue
        empty = [_lack(sides, 0, one, other, aspect), _lack(sides, 1, other, one, aspect)]
        if (
            not summary
            and same_gap(*empty)
            and not any(name in unit.data for unit in (one, other) for name in aspect.fields)
        ):
            sides.apparatus.extend(mine)  # both are known to be empty, or both aren't; only the reason is put otherwise
        else:
            yield _judged(sides, aspect, pair, empty, where, mine)
    own = leaves.pop("subject_to", ())
    bare = [
        lack(unit.data, "subject_to", complete=sides.covered(side, unit.topic))
        for side, unit in enumerate((one, other))
    ]
    if own and same_gap(*bare) and None not in bare and one.hedges == other.hedges:
        sides.apparatus.extend(own)
    elif own or (limited_alike and one.hedges != other.hedges):
        yield _subject(one, other, bare, where, own, pair)
    yield from _asked(sides, one, other, pair, where, leaves.pop("on_request_of", ()))
    if readings := leaves.pop("ambiguous", ()):
        said = ["; ".join(" / ".join(one.readings) for one in unit.found.clause.ambiguous) for unit in (one, other)]
        yield where.change("ambiguous wording", "readings", said, OPEN, "", readings)
    for rest in leaves.values():
        sides.apparatus.extend(rest)


def _asked(
    sides: Sides, one: Unit, other: Unit, pair: UnitPair, where: Where, leaves: tuple[Leaf, ...]
) -> Iterator[Change]:
    """Yield that another request is needed for a response: its own, or else its trigger's.

    Where no response says so by itself, the triggers tell it for all that follows.
    """
    units, triggers = (one, other), []
    for side, unit in enumerate(units):
        if isinstance(unit.found.clause, Trigger):
            triggers.append(sides.data[side]["clauses"][unit.clause])
    if not leaves and not (pair.same_setting and each_by_itself(*triggers)):
        return
    first, second = (_request(sides, side, unit) for side, unit in enumerate(units))
    if first.data == second.data and same_gap(first.gap, second.gap):
        sides.apparatus.extend(leaves)  # said of the trigger in the one, of the response in the other
        return
    effect, why = judge_requests(sides, first, second)
    if first.is_known and second.is_known and not pair.same_setting:
        effect, why = OPEN, "something else sets it off"
    elif effect in (UP, DOWN) and (doubt := _doubt("request", one, other, pair)):
        effect, why = OPEN, doubt
    yield where.change("who may ask", "request", (first.said, second.said), effect, why, leaves)


def _request(sides: Sides, side: int, unit: Unit) -> Asked:
    """Return who must ask for a commitment by one record; outside triggers nobody must."""
    clause, commitment = unit.found.clause, unit.found.commitment
    if not isinstance(clause, Trigger) or not isinstance(commitment, Response):
        return Asked(None, Lack.NOT_APPLICABLE, "no request needed")
    own = "on_request_of" in unit.data or reason(unit.data, "on_request_of")
    data = unit.data if own else sides.data[side]["clauses"][unit.clause]
    return Asked.of(data, clause.request_for(commitment)[0])


def _setting(one: Unit, other: Unit, where: Where, leaves: tuple[Leaf, ...]) -> Change | None:
    """Return that something else sets the duty off; None where both triggers say the same."""
    clauses = (one.found.clause, other.found.clause)
    said = [wording.trigger(clause) if isinstance(clause, Trigger) else "owed at any time" for clause in clauses]
    if said[0] == said[1]:
        return None
    effect, why = OPEN, ""
    if _condition_is_event(one, other):
        effect, why = SAME, "the same events, once as a condition and once as what sets it off"
    elif "conditions" in one.data or "conditions" in other.data:
        why = "its conditions differ as well"
    elif _both_duties(one, other) and not (isinstance(clauses[0], Trigger) and isinstance(clauses[1], Trigger)):
        effect = DOWN if isinstance(clauses[1], Trigger) else UP
        why = "a duty that something must set off holds in fewer situations"
    return where.change("what sets it off", "setting", said, effect, why, leaves)


def _split(pair: UnitPair, where: Where, leaves: tuple[Leaf, ...]) -> Change:
    """Return that what one record has in one clause stands in several of the other, a bearer each."""
    one, other = pair.one, pair.other
    assert one is not None
    assert other is not None
    split = pair.split
    for mate in pair.mates:
        here = (None, mate.data, None, mate.pointer) if split else (mate.data, None, mate.pointer, None)
        leaves += tuple(leaves_of(*here))
    told = [
        "; ".join(listed(unit.found.commitment.bearers) for unit in units)
        for units in ((one, *(() if split else pair.mates)), (other, *(pair.mates if split else ())))
    ]
    headline = "put into several clauses" if split else "put into one clause"
    return where.change(headline, "bearers", told, SAME, "taken together, the same owe the same", leaves)


def _condition_is_event(one: Unit, other: Unit) -> bool:
    """Whether what is a condition of the one is what sets the other off."""
    for unit, against in ((one, other), (other, one)):
        clause, own = against.found.clause, unit.found.commitment.conditions
        if isinstance(clause, Trigger) and own and not isinstance(unit.found.clause, Trigger):
            return own == clause.when and clause.on_request_of is None and not against.data.get("conditions")
    return False


def _judged(
    sides: Sides,
    aspect: Aspect,
    pair: UnitPair,
    empty: Sequence[Lack | None],
    where: Where,
    leaves: tuple[Leaf, ...],
) -> Change:
    one, other = pair.one, pair.other
    assert one is not None
    assert other is not None
    said = [aspect.say(unit.found.commitment) for unit in (one, other)]
    before, after = (
        text or (aspect.none if gap is None or gap.told else gap.words) for text, gap in zip(said, empty, strict=True)
    )
    if any(gap is not None and not gap.told for gap in empty):
        judged = Judgement(OPEN, why="one record doesn't say whether its text says anything there")
    else:
        judged = aspect.judge(_spelled_out(sides, 0, one.data), _spelled_out(sides, 1, other.data))
    doubt = _doubt(aspect.rule, one, other, pair) or _strangers(sides, aspect, one, other)
    if judged.effect in (UP, DOWN) and doubt:
        judged = replace(judged, effect=OPEN, why=doubt)
    return where.change(
        judged.headline or aspect.headline, aspect.rule, (before, after), judged.effect, judged.why, leaves
    )


def _lack(sides: Sides, side: int, unit: Unit, other: Unit, aspect: Aspect) -> Lack | None:
    """Return the weightiest reason why a side lacks fields of an aspect that the other fills; None where it doesn't."""
    complete = sides.covered(side, unit.topic)
    # The force follows from the word: only an unknown one is a gap.
    looked_for = [
        name
        for name in aspect.fields
        if name not in unit.data and (name in other.data or reason(unit.data, name))
        if aspect.rule != "modal-and-force" or reason(unit.data, name) == "unknown"
    ]
    gaps = [gap for name in looked_for if (gap := lack(unit.data, name, complete=complete)) is not None]
    return next((gap for gap in gaps if not gap.told), gaps[0] if gaps else None)


def _doubt(rule: str, one: Unit, other: Unit, pair: UnitPair) -> str:
    """Return why one aspect can't be ranked for reasons that lie in the others; empty where it can."""
    if not pair.sure and not (
        rule == "modal-and-force" and pair.same_setting and isinstance(one.found.clause, Trigger)
    ):
        return "the two may not be the same undertaking"
    if rule == "modal-and-force":
        # What follows the same event, more firmly or less firmly put, can be ranked even where the acts differ.
        same_event = pair.same_setting and isinstance(one.found.clause, Trigger)
        return "" if same_event or _akin(one, other) else "the acts differ"
    if not _both_duties(one, other):
        force = next(force for unit in (one, other) if (force := force_of(unit.data)) not in DUTIES)
        return f"{words(force)}, not owed: more or less of it isn't more or less owed"
    return "" if _akin(one, other) else "the acts differ"


def _strangers(sides: Sides, aspect: Aspect, one: Unit, other: Unit) -> str:
    """Return that two differ only in parties that stand for nobody on the other side; empty where they don't."""
    if aspect.rule not in ("bearers", "beneficiaries"):
        return ""
    named = [sides.each(side, unit.data.get(aspect.rule, [])) for side, unit in enumerate((one, other))]
    return sides.nobody(named[0] ^ named[1])


def _both_duties(one: Unit, other: Unit) -> bool:
    return force_of(one.data) in DUTIES and force_of(other.data) in DUTIES


def _spelled_out(sides: Sides, side: int, data: Plain) -> Plain:
    named: Plain = {name: sorted(sides.each(side, data[name])) for name in ("bearers", "beneficiaries") if name in data}
    return {**data, **named}


def _subject(
    one: Unit, other: Unit, empty: Sequence[Lack | None], where: Where, leaves: tuple[Leaf, ...], pair: UnitPair
) -> Change:
    """Judge what a duty is subject to, with the limitations that are laid over it."""
    before, after = (
        listed(map(words, sorted(unit.hedges))) or ("nothing" if gap is None or gap.told else gap.words)
        for unit, gap in zip((one, other), empty, strict=True)
    )
    overlaid = any(unit.hedges != set(unit.data.get("subject_to", ())) for unit in (one, other))
    effect = judge_set(one.hedges, other.hedges, more=DOWN)
    why = "limits that stand elsewhere in the text are counted" if overlaid else ""
    if any(gap is not None and not gap.told for gap in empty):
        effect, why = OPEN, "one record doesn't say whether its text limits the duty"
    elif effect in (UP, DOWN) and (doubt := _doubt("hedges", one, other, pair)):
        effect, why = OPEN, doubt
    return where.change("what the duty is subject to", "hedges", (before, after), effect, why, leaves)


def _whole(unit: Unit) -> tuple[str, ...]:
    """Return all that a commitment says, apart from where it stands."""
    return (*_but_bearers(unit), ", ".join(unit.data.get("bearers", ())))


def _lone(sides: Sides, pair: UnitPair, said: Sequence[set[tuple[str, ...]]]) -> Change:
    unit = pair.other or pair.one
    assert unit is not None
    added = pair.one is None
    side = 0 if added else 1
    force = force_of(unit.data)
    effect, why = SAME, f"{words(force)}, not owed"
    if force in DUTIES or force is Force.PROHIBITED:
        effect, why = UP if added else DOWN, ""
    headline = "permission or declaration" if effect is SAME else "undertaking"
    headline += " added" if added else " dropped"
    if _whole(unit) in said[0] & said[1]:
        effect, why = SAME, "the same is said elsewhere in both"
        headline = "said again" if added else "said once less"
    elif pair.untold:
        effect, why = OPEN, f"{sides.agreements[side].id} doesn't say what follows there"
    elif effect is not SAME and (why := sides.nobody(sides.each(1 - side, unit.data.get("bearers", [])))):
        effect = OPEN
    elif not sides.covered(side, unit.topic):
        effect, why = OPEN, f"{sides.agreements[side].id} doesn't say that it covers {unit.topic} in full"
        headline = "undertaking in one record only"
    text = wording.undertaking(unit.found.commitment)
    here = (None, unit.data, None, unit.pointer) if added else (unit.data, None, unit.pointer, None)
    leaves = tuple(leaves_of(*here))
    where = _where(pair.one, pair.other)
    return where.change(headline, "undertaking", ("", text) if added else (text, ""), effect, why, leaves)
