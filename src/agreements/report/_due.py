"""What events set off under each agreement, as a page shows it: every reading of a clock, and how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.matrix import Matrix
from agreements.model import Chronology
from agreements.report._names import Anchors
from agreements.tracking import Deadline, Limit, schedule
from agreements.wording import listed, words

__all__ = ["DueView", "ReadingView", "due", "reckoned"]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One way to reckon a time limit: what it runs from, the last moment or day, and how things stand by it."""

    runs_from: str
    limit: str
    state: str


@dataclass(frozen=True, slots=True)
class DueView:
    """Something that events set off: under what, what, by whom, how softened, by which readings, and what to mind."""

    tag: str
    label: str
    anchor: str
    what: str
    who: str
    softened: str
    place: str
    state: str
    readings: tuple[ReadingView, ...]
    cautions: tuple[str, ...]


def reckoned(events: Sequence[Chronology], as_of: date | None) -> date | None:
    """Return the day that deadlines are told of: the one asked about, or that of the last event where it is later.

    Nothing is counted from an event that has yet to come, and a scenario lies ahead. None where no day is known.
    """
    days = [one.when.last_day for file in events for one in file.events]
    return max((day for day in (*days, as_of) if day is not None), default=None)


def due(
    matrix: Matrix, places: Sequence[Anchors], events: Sequence[Chronology], as_of: date | None
) -> tuple[DueView, ...]:
    """Return what events set off under each agreement, the earliest first within each."""
    return tuple(_due(matrix, places, events, as_of)) if events and as_of is not None else ()


def _due(matrix: Matrix, places: Sequence[Anchors], events: Sequence[Chronology], as_of: date) -> Iterator[DueView]:
    for column, anchors in zip(matrix.columns, places, strict=True):
        for one in schedule(column.agreement, events, as_of=as_of):
            if one.cause:
                yield _view(one, anchors, column.label)


def _view(one: Deadline, anchors: Anchors, label: str) -> DueView:
    return DueView(
        anchors.tag,
        label,
        anchors.of(one.path),
        one.what,
        listed(one.who),
        listed(map(words, one.softened_by)),
        one.place,
        str(one.state),
        tuple(ReadingView(clock.runs_from, _limit(clock.limit), str(clock.state)) for clock in one.clocks),
        one.cautions,
    )


def _limit(limit: Limit) -> str:
    return limit.shown_in(None)
