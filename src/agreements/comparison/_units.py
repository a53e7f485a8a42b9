"""Commitments, wherever they stand: which answers to which, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from agreements.comparison._alignment import Pairs, align
from agreements.comparison._changes import Change, Effect, Where
from agreements.comparison._clauses import content_of
from agreements.comparison._judging import ASPECT_FIELDS, COMMITMENT_ASPECTS, judge_hedges, judge_unit, unit_weight
from agreements.comparison._leaves import leaves_of
from agreements.comparison._phrases import phrase
from agreements.comparison._sides import Plain, Sides
from agreements.model import Agreement
from agreements.pointer import Pointer

__all__ = ["unit_changes"]

SAME, OPEN = Effect.NEUTRAL, Effect.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class _Unit:
    """A commitment with what alignment needs to know of where it stands."""

    data: Plain
    pointer: Pointer
    path: str
    topic: str
    place: str
    part: str
    clause: int
    text: str
    hedges: list[str]


def unit_changes(sides: Sides, clause_pairs: Pairs) -> Iterator[Change]:
    """Yield what differs in the commitments; those of paired clauses are likelier to be a pair."""
    old, new = (list(_units(*side)) for side in zip(sides.agreements, sides.data, strict=True))
    partner = dict(clause_pairs)

    def likeness(one: _Unit, other: _Unit) -> float:
        return _likeness(one, other, partner.get(one.clause) == other.clause)

    for i, j in align(old, new, lambda unit: (content_of(unit.data), unit.topic), likeness, least=0.55):
        one = old[i] if i is not None else None
        other = new[j] if j is not None else None
        if one is not None and other is not None:
            yield from _paired_unit(sides, one, other)
        else:
            yield _lone_unit(sides, one, other)


def _paired_unit(sides: Sides, one: _Unit, other: _Unit) -> Iterator[Change]:
    where = Where(other.topic, one.path, other.path, one.place, other.place)
    for rule, fields, judge in COMMITMENT_ASPECTS:
        differing = [name for name in fields if one.data.get(name) != other.data.get(name)]
        if not differing:
            continue
        leaves = tuple(
            leaf
            for name in differing
            for leaf in leaves_of(one.data.get(name), other.data.get(name), one.pointer / name, other.pointer / name)
        )
        if rule == "hedges":
            headline, before, after, effect, why = judge_hedges(one.data, other.data, one.hedges, other.hedges)
        else:
            headline, before, after, effect, why = judge(one.data, other.data)
        yield where.change(headline, rule, before, after, effect, why, leaves)
    for name in dict.fromkeys((*one.data, *other.data)):
        first, second = one.data.get(name), other.data.get(name)
        if name not in ASPECT_FIELDS and name != "kind" and first != second:
            sides.apparatus.extend(leaves_of(first, second, one.pointer / name, other.pointer / name))


def _lone_unit(sides: Sides, one: _Unit | None, other: _Unit | None) -> Change:
    unit = one or other
    assert unit is not None
    side = 0 if one is None else 1
    effect, why = judge_unit(unit.data), ""
    headline = "undertaking added" if one is None else "undertaking dropped"
    if one is not None:
        effect = effect.swapped
    if effect is SAME:
        headline = headline.replace("undertaking", "permission or declaration")
    if not sides.covered(side, unit.topic):
        effect, why = OPEN, f"{sides.agreements[side].id} doesn't say that it covers {unit.topic} in full"
        headline = "undertaking in one record only"
    text = unit_weight(unit.data)
    leaves = tuple(
        leaves_of(
            one.data if one else None,
            other.data if other else None,
            one.pointer if one else None,
            other.pointer if other else None,
        )
    )
    where = Where(
        unit.topic,
        one.path if one else "",
        other.path if other else "",
        one.place if one else "",
        other.place if other else "",
    )
    return where.change(headline, "undertaking", text if one else "", text if other else "", effect, why, leaves)


def _units(agreement: Agreement, data: Plain) -> Iterator[_Unit]:
    for found in agreement.commitments():
        steps = found.pointer.steps
        unit: Any = data
        for step in steps:
            unit = unit[step]
        text = " ".join(str(unit.get(name, "")) for name in ("summary", "purpose", "item")) + phrase(
            unit.get("includes")
        )
        yield _Unit(
            unit,
            found.pointer,
            found.path,
            str(found.topic),
            str(found.place or ""),
            found.clause.part or "body",
            int(steps[1]),
            text,
            [str(hedge) for hedge in found.hedges],
        )


def _likeness(one: _Unit, other: _Unit, in_pair: bool) -> float:
    if one.topic != other.topic and not in_pair:
        return 0.0
    score = 0.2 if one.topic == other.topic else 0.0
    score += 0.3 if one.data["act"] == other.data["act"] else 0.0
    score += 0.15 if one.data.get("bearers") == other.data.get("bearers") else 0.0
    score += 0.15 * fuzz.token_sort_ratio(one.text, other.text) / 100
    score += 0.2 if in_pair else 0.0
    score += 0.2 if ("deadline" in one.data) and ("deadline" in other.data) else 0.0
    score += 0.1 if one.path == other.path else 0.0
    # To consult one another and to consult others are two things.
    score -= 0.1 if bool(one.data.get("partners")) != bool(other.data.get("partners")) and not in_pair else 0.0
    return min(score, 1.0)
