"""What an event would change, for programs: one JSON object, whose shape is in `schemas/what-if-1.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from agreements.renderers._traces import events_data, files_of, trace_data
from agreements.tracking import SetOff, Touched, WhatIf

__all__ = ["render"]


def render(found: Sequence[WhatIf], *, width: int = 80, color: bool = False, why: bool = False) -> str:
    """Return it as JSON, ASCII only, ending in a line end.

    Args:
        found: What `what_if` returned for one event, one an agreement.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: reasons are always there.
    """
    event = found[0].event.plain() if found else {}
    data = {
        "format": "what-if/1",
        "event": event,
        "events": events_data(files_of(found)),
        "agreements": [_agreement(one) for one in found],
    }
    return json.dumps(data, indent=2) + "\n"


def _agreement(one: WhatIf) -> dict[str, object]:
    return {
        "agreement": one.agreement.id,
        "version": one.agreement.version or "",
        "in_effect": {"answer": one.in_effect.value, "trace": trace_data(one.why_in_effect)},
        "ends": {
            "answer": "not applicable" if one.ends is None else one.ends.value,
            "trace": trace_data(one.why_ends),
        },
        "aim": None if one.aim is None else {"answer": one.aim.value, "trace": trace_data(one.why_aim)},
        "sets_off": [_set_off(trigger) for trigger in one.sets_off],
        "touches": [_touched(touched) for touched in one.touches],
        "silent": {"answer": one.silent.value, "trace": trace_data(one.why_silent)},
    }


def _set_off(one: SetOff) -> dict[str, object]:
    return {
        "clause": one.clause,
        "met": one.met.value,
        "request": one.request,
        "place": one.place,
        "follows": [
            {
                "path": response.path,
                "what": response.what,
                "force": str(response.force),
                "binds": response.binds.value,
                "place": response.place,
            }
            for response in one.follows
        ],
        "trace": trace_data(one.reasons),
    }


def _touched(one: Touched) -> dict[str, object]:
    return {
        "path": one.path,
        "what": one.what,
        "met": one.met.value,
        "place": one.place,
        "trace": trace_data(one.reasons),
    }
