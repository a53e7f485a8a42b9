"""The ways out of an agreement, for programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from agreements.model import Agreement, Chronology
from agreements.renderers._traces import day_data, events_data, trace_data
from agreements.tracking import Exit

__all__ = ["render"]


def render(
    agreement: Agreement,
    found: Sequence[Exit],
    *,
    by: str,
    notice_on: date,
    events: Sequence[Chronology] = (),
    width: int = 80,
    color: bool = False,
    why: bool = False,
) -> str:
    """Return the ways out as JSON, ASCII only, ending in a line end.

    Args:
        agreement: The record.
        found: The ways out.
        by: Who wants to leave.
        notice_on: The day on which notice is taken to be given.
        events: The event files they were made from.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: traces are always there.
    """
    data = {
        "format": "exits/1",
        "events": events_data(events),
        "agreement": agreement.id,
        "by": by,
        "notice_on": notice_on.isoformat(),
        "exits": [_exit(one) for one in found],
    }
    return json.dumps(data, indent=2) + "\n"


def _exit(one: Exit) -> dict[str, object]:
    return {
        "kind": str(one.kind),
        "way": one.way,
        "ends": one.ends,
        "last_day": day_data(one.effect),
        "last_day_at_length": day_data(one.at_length),
        "last_notice": day_data(one.last_notice),
        "keeps": list(one.keeps),
        "survives": list(one.survives),
        "place": one.place,
        "trace": trace_data(one.trace),
    }
