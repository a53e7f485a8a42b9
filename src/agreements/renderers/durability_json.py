"""How durable an agreement is, for programs: one JSON object, whose shape is in `schemas/durability-1.json`."""

from __future__ import annotations

import json

from agreements.renderers._claims import claim_data
from agreements.renderers._traces import day_data, events_data, trace_data
from agreements.tracking import Day, Durability, Exit, InOffice, Owed

__all__ = ["render"]


def render(found: Durability, *, width: int = 80, color: bool = False, why: bool = False) -> str:
    """Return it as JSON, ASCII only, ending in a line end.

    Args:
        found: What `durability` returned.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: traces are always there.
    """
    agreement, terms = found.agreement, found.terms
    data = {
        "format": "durability/1",
        "hypothetical": any(file.hypothetical for file in found.events),
        "events": events_data(found.events),
        "agreement": agreement.id,
        "version": agreement.version or "",
        "terms": terms.id,
        "party": terms.party,
        "office": terms.office,
        "binds": found.binds.value,
        "leaving": found.leaving.value,
        "begins": _day(found.begins),
        "ends": None if found.ends is None else _day(found.ends),
        "in_office": [_in_office(one) for one in found.in_office],
        "counts": {str(hold): count for hold, count in found.counts.items()},
        "owed": [_owed(one) for one in found.owed],
        "unnamed": [_owed(one) for one in found.unnamed],
        "limits": [{"id": name, "place": place, "says": what} for name, place, what in found.limits],
        "survives": list(found.survives),
        "claims": [claim_data(agreement, claim) for claim in found.claims],
        "not_covered": list(found.not_covered),
    }
    return json.dumps(data, indent=2) + "\n"


def _day(day: Day) -> dict[str, object]:
    return {**(day_data(day) or {}), "trace": trace_data(day.trace)}


def _in_office(one: InOffice) -> dict[str, object]:
    return {
        "term": one.term.id,
        "holder": one.term.holder or "",
        "begins": str(one.term.begins),
        "ends": str(one.term.ends or ""),
        "spans": one.spans.value,
        "begins_it": one.begins_it.value,
        "first_day": day_data(one.first_day),
        "ways": [_way(way) for way in one.ways],
        "out": day_data(one.out),
        "left_days": None if one.left is None else {"least": one.left.least, "most": one.left.most},
        "doubts": list(one.doubts),
    }


def _way(way: Exit) -> dict[str, object]:
    return {
        "way": way.way,
        "ends": way.ends,
        "last_day": day_data(way.effect),
        "keeps": list(way.keeps),
        "place": way.place,
        "trace": trace_data(way.trace),
    }


def _owed(one: Owed) -> dict[str, object]:
    return {
        "path": one.path,
        "what": one.what,
        "place": one.place,
        "hold": str(one.hold),
        "basis": str(one.basis or ""),
        "money": [str(hedge) for hedge in one.money],
        "own_money": [str(hedge) for hedge in one.own],
        "seeks_funds": one.seeks_funds,
    }
