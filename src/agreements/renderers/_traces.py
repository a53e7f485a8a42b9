"""Days and their traces as lines, for the renderers of tracking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from agreements.model import Chronology
from agreements.renderers._safe import wrapped
from agreements.timing.trace import Step
from agreements.tracking import Because, Day, Trace

__all__ = ["day_data", "events_data", "files_of", "scenario_lines", "scenarios_told", "trace_data", "trace_lines"]


class _MadeOf(Protocol):
    """An answer that knows the event files it was made from."""

    @property
    def events(self) -> tuple[Chronology, ...]: ...


def files_of(found: Iterable[_MadeOf]) -> tuple[Chronology, ...]:
    """Return the event files that several answers were made from, each once, in order."""
    return tuple(dict.fromkeys(file for one in found for file in one.events))


def scenarios_told(events: Iterable[Chronology]) -> list[str]:
    """Return what is to be said of each scenario: that nothing in it has happened."""
    told = (one for one in events if one.hypothetical)
    return [f"SCENARIO: nothing that {one.id} tells has happened ({one.title})" for one in told]


def scenario_lines(events: Iterable[Chronology], width: int) -> list[str]:
    """Return what is to be said before all that rests on a scenario: that nothing in it has happened."""
    return [line for text in scenarios_told(events) for line in wrapped(text, width, "", "  ")]


def events_data(events: Iterable[Chronology]) -> list[dict[str, object]]:
    """Return the event files that something was made from as plain data, in order."""
    return [{"id": one.id, "title": one.title, "hypothetical": one.hypothetical} for one in events]


def trace_lines(trace: Trace, width: int, indent: str) -> list[str]:
    """Return a trace, a line or more a step, each step once."""
    lines: list[str] = []
    for text in dict.fromkeys(str(step) for step in trace):
        lines += wrapped(text, width, f"{indent}. ", f"{indent}  ")
    return lines


def day_data(day: Day | None) -> dict[str, str | None] | None:
    """Return a day as plain data: its bounds, None where they can't be told; None for no day at all."""
    if day is None:
        return None
    bounds = (day.earliest, day.latest)
    return {
        name: bound.isoformat() if bound else None for name, bound in zip(("earliest", "latest"), bounds, strict=True)
    }


def trace_data(trace: Trace) -> list[dict[str, object]]:
    """Return a trace as plain data, each step once, in order."""
    return [_step(step) for step in dict.fromkeys(trace)]


def _step(step: Because | Step) -> dict[str, object]:
    if isinstance(step, Because):
        plain = {"says": step.text, "place": step.place, "source": step.source}
        return plain | {"assumed": step.assumed, "lacks": step.lacks}
    return {"says": str(step), "place": "", "source": step.source, "assumed": False, "lacks": False}
