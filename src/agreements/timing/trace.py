"""How a computed date came about: small steps, each of which can be checked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from agreements.timing.instants import Instant


class Chooser(Enum):
    """Who chose a convention."""

    TEXT = "text"
    """The agreement's own text."""
    RECORD = "record"
    """Whoever made the record."""
    CALLER = "caller"
    """Whoever called the function, saying no more."""
    DEFAULT = "default"
    """Nobody: this library's default was used."""


class Bound(Enum):
    """Which end of the answer a step leads to."""

    BOTH = "both"
    EARLIEST = "earliest"
    LATEST = "latest"


class Operation(Enum):
    """What a step does to the value of the step before it (of the same bound)."""

    CONVENTION = "convention"
    """Names the convention (argument); no value."""
    TIMES = "times"
    """Multiplies the period (argument: `3 × P1M`); no value."""
    START = "start"
    """Begins with the day or moment (value) that the text of the argument gives."""
    UNKNOWN = "unknown"
    """Ends without a value; the argument says why."""

    PLUS_MONTHS = "plus-months"
    """Adds the argument; the day of that number exists."""
    PLUS_MONTHS_LAST = "plus-months-last-of-month"
    """Adds the argument; the month lacks that day, and its last day is taken."""
    PLUS_MONTHS_NEXT = "plus-months-first-of-next-month"
    """Adds the argument; the month lacks that day, and the day after the month is taken."""
    PLUS_DAYS = "plus-days"
    """Adds the argument."""
    EVE = "eve"
    """Takes the day before, because the first day was counted."""

    MINUS_MONTHS = "minus-months"
    """Takes the argument away; the day of that number exists."""
    MINUS_MONTHS_LAST = "minus-months-last-of-month"
    """Takes the argument away; the month lacks that day, and its last day is taken."""
    MINUS_DAYS = "minus-days"
    """Takes the argument away."""
    DAY_AFTER = "day-after"
    """Takes the day after, because the last day is counted too."""
    LATEST_START = "latest-start"
    """Takes the latest day from which the argument, counted forward, has ended by the day before this step."""

    NOT_MOVED = "not-moved"
    """Leaves the day: terms aren't moved (argument: `term`)."""
    WORKING_DAY = "working-day"
    """Leaves the day: it is a working day by the calendar of the argument."""
    NO_WORK = "no-work"
    """Names a day (value) on which nobody works, and why (argument)."""
    NEXT_WORKING_DAY = "next-working-day"
    """Moves to the next working day by the calendar of the argument."""
    LEAST_WORKING_DAYS = "least-working-days"
    """Moves on until the period has as many working days as the argument says."""

    NEXT_FULL_HOUR = "next-full-hour"
    """Moves to the end of the hour of the clock that the moment falls into."""
    PLUS_HOURS = "plus-hours"
    """Adds the argument as elapsed time."""


_WORDS = {
    Operation.CONVENTION: "by the convention {argument}",
    Operation.TIMES: "the period is {argument}",
    Operation.START: "counted from {value}, of {argument}",
    Operation.UNKNOWN: "cannot be told: {argument}",
    Operation.PLUS_MONTHS: "plus {argument}: {value}",
    Operation.PLUS_MONTHS_LAST: "plus {argument}, to the last day of a month that has no such day: {value}",
    Operation.PLUS_MONTHS_NEXT: "plus {argument}, to the day after a month that has no such day: {value}",
    Operation.PLUS_DAYS: "plus {argument}: {value}",
    Operation.EVE: "the first day was counted, so the day before: {value}",
    Operation.MINUS_MONTHS: "minus {argument}: {value}",
    Operation.MINUS_MONTHS_LAST: "minus {argument}, to the last day of a month that has no such day: {value}",
    Operation.MINUS_DAYS: "minus {argument}: {value}",
    Operation.DAY_AFTER: "that day is counted too, so from the day after: {value}",
    Operation.LATEST_START: "the latest day from which {argument} has ended by then: {value}",
    Operation.NOT_MOVED: "not moved, because it is no deadline for an act but a {argument}: {value}",
    Operation.WORKING_DAY: "a working day ({argument}): {value}",
    Operation.NO_WORK: "nobody works on {value} ({argument})",
    Operation.NEXT_WORKING_DAY: "the next working day ({argument}): {value}",
    Operation.LEAST_WORKING_DAYS: "at least {argument} working days: {value}",
    Operation.NEXT_FULL_HOUR: "from the end of that hour: {value}",
    Operation.PLUS_HOURS: "plus {argument} of elapsed time: {value}",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a count.

    A trace is a tuple of steps in the order they were taken: what holds for both bounds first, then the way to the
    earliest day, then the way to the latest. Where there is one way only, its bound is `BOTH`.

    Attributes:
        operation: What was done.
        argument: With what: a period, a name, a reason; empty where nothing is needed.
        value: The day or moment that came of it; None where the operation has none.
        source: The article that says so; empty where it is plain arithmetic.
        chosen_by: Who chose it; for `CONVENTION` only, None elsewhere.
        bound: Which end of the answer it leads to.
    """

    operation: Operation
    argument: str = ""
    value: date | Instant | None = None
    source: str = ""
    chosen_by: Chooser | None = None
    bound: Bound = Bound.BOTH

    def __str__(self) -> str:
        """Return the step in words, on one line."""
        bound = "" if self.bound is Bound.BOTH else f"{self.bound.value}: "
        words = _WORDS[self.operation].format(argument=self.argument, value=self.value)
        chosen = f", chosen by {self.chosen_by.value}" if self.chosen_by else ""
        return f"{bound}{words}{chosen}" + (f" [{self.source}]" if self.source else "")
