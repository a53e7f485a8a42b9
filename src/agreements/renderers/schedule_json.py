"""What falls due, for programs: one JSON object, whose schema is `schemas/schedule-1.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from agreements.errors import DateOutOfRangeError
from agreements.model import Agreement, Chronology
from agreements.renderers._schedule import Schedules
from agreements.renderers._traces import events_data, trace_data
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, Clock, Deadline, Limit, no_response, when

__all__ = ["render"]

_SECOND = timedelta(seconds=1)


def render(
    schedules: Schedules,
    *,
    events: Sequence[Chronology] = (),
    as_of: AsOf,
    until: date | None = None,
    zones: Sequence[str] = (),
    width: int = 80,
    color: bool = False,
    why: bool = False,
) -> str:
    """Return the schedule as JSON, ASCII only, ending in a line end.

    Args:
        schedules: What falls due, with the record it falls due under.
        events: The event files it was made from.
        as_of: The day or the moment it was asked about.
        until: The day after which nothing was asked for; None: everything was.
        zones: In which time zones moments are shown; none: in the one in which the event was told.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: traces are always there.
    """
    data = {
        "format": "schedule/1",
        "as_of": _point(as_of, zones),
        "until": until.isoformat() if until else None,
        "hypothetical": any(file.hypothetical for file in events),
        "events": events_data(events),
        "agreements": [
            {
                "agreement": agreement.id,
                "version": agreement.version or "",
                "title": agreement.title,
                "no_response": _silence(agreement, events, as_of),
                "deadlines": [_deadline(one, as_of, zones) for one in deadlines],
            }
            for agreement, deadlines in schedules
        ],
    }
    return json.dumps(data, indent=2) + "\n"


def _silence(agreement: Agreement, events: Sequence[Chronology], as_of: AsOf) -> dict[str, object] | None:
    reason = no_response(agreement, events, as_of=as_of)
    return {"says": reason.text, "lacks": reason.lacks} if reason else None


def _deadline(one: Deadline, as_of: AsOf, zones: Sequence[str]) -> dict[str, object]:
    return {
        "path": one.path,
        "kind": str(one.kind),
        "what": one.what,
        "who": list(one.who),
        "level": str(one.level) if one.level is not None else None,
        "force": str(one.force) if one.force is not None else None,
        "has_limit": str(one.has_limit),
        "hard": one.is_hard,
        "softened_by": list(one.softened_by),
        "applies": str(one.applies),
        "state": str(one.state),
        "hypothetical": one.hypothetical,
        "cause": one.cause,
        "readings": [_reading(clock, as_of, zones) for clock in one.clocks],
        "cautions": list(one.cautions),
        "place": one.place,
        "trace": trace_data(one.trace),
    }


def _reading(clock: Clock, as_of: AsOf, zones: Sequence[str]) -> dict[str, object]:
    return {
        "runs_from": clock.runs_from,
        "earliest": _point(clock.limit.earliest, zones),
        "latest": _point(clock.limit.latest, zones),
        "state": str(clock.state),
        **_left(clock.limit, as_of),
    }


def _point(given: Instant | date | None, zones: Sequence[str]) -> dict[str, object] | None:
    """Return a moment or a day, tagged; None where it isn't known."""
    if given is None:
        return None
    if isinstance(given, Instant):
        shown = [_shown(given, zone) for zone in zones or (given.zone,)]
        return {"is": "moment", "utc": str(given.shown_in("Z")), "shown": shown}
    return {"is": "day", "day": given.isoformat()}


def _shown(moment: Instant, zone: str) -> str:
    try:
        return str(moment.shown_in(zone))
    except DateOutOfRangeError:  # at the edge of the calendar there is a moment in UTC only
        return str(moment.shown_in("Z"))


def _left(limit: Limit, as_of: AsOf) -> dict[str, int | None]:
    """Return what is left of an exact limit, in whole seconds or in days."""
    left = limit.left(when(as_of))
    exact = isinstance(limit.exact, Instant)
    return {
        "seconds_left": left // _SECOND if left is not None and exact else None,
        "days_left": left.days if left is not None and not exact else None,
    }
