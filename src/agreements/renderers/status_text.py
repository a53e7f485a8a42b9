"""What holds on a day, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from agreements.model import Chronology
from agreements.renderers._changes import named
from agreements.renderers._safe import wrapped
from agreements.renderers._traces import scenario_lines, trace_lines
from agreements.renderers._unused import unused_lines
from agreements.tracking import Because, Holds, State, Status

__all__ = ["render"]


def render(
    statuses: Sequence[Status],
    *,
    events: Sequence[Chronology] = (),
    width: int = 80,
    color: bool = False,
    why: bool = False,
) -> str:
    """Return the statuses as text, ending in a line end.

    Args:
        statuses: One an agreement.
        events: The event files they were made from.
        width: The most characters in a line.
        color: Whether to embolden the agreements for a terminal.
        why: Whether to show how each state is known.
    """
    lines = scenario_lines(events, width)
    for status in statuses:
        title, *more = wrapped(f"{status.agreement.title} ({named(status.agreement)})", width)
        lines += ["", click.style(title, bold=True) if color else title, *more] if lines else [title, *more]
        lines += _holds(status.whole, f"on {status.as_of}", "  ", width, why)
        own = [one for one in status.parties if _shown(one) != _shown(status.whole)]
        if own:
            for party in status.parties:
                lines += _holds(party, party.what, "  ", width, why)
        else:
            names = ", ".join(party.what for party in status.parties)
            lines += wrapped(f"for each party ({names}) the same", width, "  ", "    ")
        for part in status.parts:
            if _shown(part) != _shown(status.whole):
                lines += _holds(part, f"the {part.what}", "  ", width, why)
    unused = unused_lines([one.agreement for one in statuses], events, statuses[0].as_of, width) if statuses else []
    return "\n".join([*lines, *([""] if unused else []), *unused]) + "\n"


def _shown(holds: Holds) -> tuple[str, str, str]:
    """Return what is told of it beside how it is known."""
    return str(holds.state), str(holds.since or ""), str(holds.until or "")


def _holds(holds: Holds, what: str, indent: str, width: int, why: bool) -> list[str]:
    text = f"{what}: {holds.state}"
    if holds.since is not None and holds.since.told:
        # The beginning is the agreement's own, not that of a notice or of a doubt.
        begun = "; in force or in effect since" if holds.state in _BEGUN else ", since"
        text += f"{begun} {holds.since}"
    if holds.until is not None and holds.until.told and holds.state not in _ENDED:
        text += f"; last day {holds.until}"
    if holds.state is State.EXPIRED and not why:
        assumed = dict.fromkeys(step.text for step in holds.trace if isinstance(step, Because) and step.assumed)
        text += f"; assumed: {'; '.join(assumed)}" if assumed else ""
    if holds.state is State.CANNOT_TELL and not why:
        lacking = dict.fromkeys(step.text for step in holds.trace if isinstance(step, Because) and step.lacks)
        text += f": {'; '.join(lacking)}" if lacking else ""
    lines = wrapped(text, width, indent, indent + "  ")
    return lines + (trace_lines(holds.trace, width, indent + "    ") if why else [])


_BEGUN = (State.NOTICE_RUNNING, State.CANNOT_TELL)
_ENDED = ("expired", "terminated", "superseded", "left")
