"""What holds on a day, for programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence

from agreements.model import Chronology
from agreements.renderers._traces import day_data, events_data, trace_data
from agreements.tracking import Holds, Status

__all__ = ["render"]


def render(
    statuses: Sequence[Status],
    *,
    events: Sequence[Chronology] = (),
    width: int = 80,
    color: bool = False,
    why: bool = False,
) -> str:
    """Return the statuses as JSON, ASCII only, ending in a line end.

    Args:
        statuses: One an agreement.
        events: The event files they were made from.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: traces are always there.
    """
    data = {
        "format": "status/1",
        "events": events_data(events),
        "agreements": [
            {
                "agreement": status.agreement.id,
                "version": status.agreement.version or "",
                "as_of": status.as_of.isoformat(),
                "whole": _holds(status.whole),
                "parties": [_holds(one) for one in status.parties],
                "parts": [_holds(one) for one in status.parts],
            }
            for status in statuses
        ],
    }
    return json.dumps(data, indent=2) + "\n"


def _holds(holds: Holds) -> dict[str, object]:
    return {
        "what": holds.what,
        "state": str(holds.state),
        "since": day_data(holds.since),
        "until": day_data(holds.until),
        "trace": trace_data(holds.trace),
    }
