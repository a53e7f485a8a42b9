"""The table of deadlines: one row a reading of what falls due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agreements.model import Agreement
from agreements.tabulation._columns import AGREEMENT, Column, Definition, Line
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, Clock, Deadline, Events, schedule, when

__all__ = ["deadlines"]

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _DeadlineLine(Line):
    deadline: Deadline
    clock: Clock | None
    left: timedelta | None

    @property
    def is_moment(self) -> bool:
        return self.clock is not None and isinstance(self.clock.limit.exact, Instant)


def _lines(agreement: Agreement, events: Events, as_of: AsOf) -> Iterator[_DeadlineLine]:
    now = when(as_of)
    for one in schedule(agreement, events, as_of=as_of):
        for clock in one.clocks or (None,):
            yield _DeadlineLine(agreement, one, clock, clock.limit.left(now) if clock else None)


def _utc(edge: Instant | date | None) -> str | None:
    if edge is None:
        return None
    return str(edge.shown_in("Z")) if isinstance(edge, Instant) else edge.isoformat()


def deadlines(events: Events, as_of: AsOf) -> Definition[_DeadlineLine]:
    """Return the table of what falls due, as of a day or a moment.

    Args:
        events: What happened, from event files.
        as_of: The day or the moment that is asked about.
    """
    return Definition(lambda agreement: _lines(agreement, events, as_of), _FIELDS)


_NO_LIMIT: Final = "there is no time limit, or none that is known"
_FIELDS: Final = (
    AGREEMENT,
    (Column("path", "What falls due, by the ids of the record."), lambda line: line.deadline.path),
    (
        Column("kind", "response, commitment, review, decision on renewal, registration, running notice or expiry."),
        lambda line: line.deadline.kind,
    ),
    (Column("what", "What is to be done, in words."), lambda line: line.deadline.what),
    (
        Column("who", "Who is to do it, by ids, joined by '; '.", "the text names nobody, or nobody has to"),
        lambda line: line.deadline.who,
    ),
    (Column("level", "At which level.", "the text doesn't say"), lambda line: line.deadline.level),
    (Column("force", "How firmly it is put.", "it is nobody's duty"), lambda line: line.deadline.force),
    (
        Column("has_limit", "Whether the text sets a time limit: yes, no or cannot be told."),
        lambda line: line.deadline.has_limit,
    ),
    (
        Column("softened_by", "What softens the time limit, joined by '; '.", "nothing does"),
        lambda line: line.deadline.softened_by,
    ),
    (
        Column(
            "runs_from",
            "What the time runs from; one row a reading where the text names no start.",
            "the text gives the day itself, or there is no time limit",
        ),
        lambda line: line.clock.runs_from or None if line.clock else None,
    ),
    (
        Column("earliest", "The earliest that the limit can be: a moment in UTC, or a day.", _NO_LIMIT),
        lambda line: _utc(line.clock.limit.earliest) if line.clock else None,
    ),
    (
        Column("latest", "The latest that it can be: a moment in UTC, or a day.", _NO_LIMIT),
        lambda line: _utc(line.clock.limit.latest) if line.clock else None,
    ),
    (
        Column(
            "seconds_left",
            "Seconds left until an exact moment, negative where it has passed.",
            "the limit isn't an exact moment, or the time asked about isn't one",
            "count",
        ),
        lambda line: line.left // _SECOND if line.left is not None and line.is_moment else None,
    ),
    (
        Column(
            "days_left",
            "Days left until an exact day, 0 on that day, negative where it has passed.",
            "the limit isn't an exact day",
            "count",
        ),
        lambda line: line.left.days if line.left is not None and not line.is_moment else None,
    ),
    (
        Column("reading_state", "How things stand by this reading.", "there is no time limit"),
        lambda line: line.clock.state if line.clock else None,
    ),
    (Column("state", "How things stand; cannot be told where readings differ."), lambda line: line.deadline.state),
    (
        Column("applies", "Whether it is owed or open, whatever its time: yes, no or cannot be told."),
        lambda line: line.deadline.applies,
    ),
    (
        Column("cause", "What set it off, by the ids of the file and of the event in it.", "nothing did"),
        lambda line: line.deadline.cause or None,
    ),
    (
        Column("hypothetical", "Whether a scenario stands behind it: yes or no.", type="yes-no"),
        lambda line: line.deadline.hypothetical,
    ),
    (
        Column("cautions", "What to know before acting on it, joined by '; '.", "there are none"),
        lambda line: line.deadline.cautions,
    ),
    (
        Column("lacking", "What keeps more from being told, joined by '; '.", "nothing does"),
        lambda line: line.deadline.lacking,
    ),
    (
        Column("place", "Where in the record's own text.", "no place in that text was recorded"),
        lambda line: line.deadline.place or None,
    ),
)
