"""The ways out of an agreement, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from agreements.model import Agreement, Chronology
from agreements.renderers._safe import wrapped
from agreements.renderers._traces import scenario_lines, trace_lines
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
    """Return the ways out as text, ending in a line end.

    Args:
        agreement: The record.
        found: The ways out.
        by: Who wants to leave.
        notice_on: The day on which notice is taken to be given.
        events: The event files they were made from.
        width: The most characters in a line.
        color: Whether to embolden the ways for a terminal.
        why: Whether to show how each day came about.
    """
    scenario = scenario_lines(events, width)
    lines = [*scenario, *([""] if scenario else [])]
    lines += wrapped(f"{agreement.title} ({agreement.id}), ways out for {by} with notice on {notice_on}", width)
    for one in found:
        place = f" ({one.place})" if one.place else ""
        first, *more = wrapped(f"{one.kind}: {one.way}{place}", width, "", "  ")
        lines += ["", click.style(first, bold=True) if color else first, *more]
        if one.effect.told:
            kept = f"; {one.at_length} if the length of notice is kept" if one.at_length is not None else ""
            lines += wrapped(f"last day: {one.effect}{kept}", width, "  ", "    ")
        elif one.ends:
            lines += wrapped("last day: cannot be told", width, "  ", "    ")
        if one.last_notice is not None:
            lines += wrapped(f"last day for notice: {one.last_notice}", width, "  ", "    ")
        for text in one.keeps:
            lines += wrapped(text, width, "  - ", "    ")
        for text in one.survives:
            lines += wrapped(f"goes on afterwards: {text}", width, "  - ", "    ")
        if why or not one.ends:
            lines += trace_lines(one.trace, width, "    ")
            if one.last_notice is not None:
                lines += wrapped("for the last day for notice:", width, "    ", "    ")
                lines += trace_lines(one.last_notice.trace, width, "    ")
    return "\n".join(lines) + "\n"
