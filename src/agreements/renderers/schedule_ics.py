"""What falls due, as iCalendar (RFC 5545) made by `icalendar` (https://icalendar.readthedocs.io), which this needs."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Final

from agreements import wording
from agreements.errors import MissingLibraryError
from agreements.model import Agreement, Chronology
from agreements.renderers._html import clipped
from agreements.renderers._safe import safe
from agreements.renderers._schedule import Schedules, limit_put, said
from agreements.renderers._times import limit_lines
from agreements.timing import Answer
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, Clock, Deadline, DeadlineState, Limit

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["render"]

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:agreements:schedule")
_WHAT: Final = 100  # characters of a summary that say what is to be done; the description has all
_EPOCH: Final = datetime(1900, 1, 1, tzinfo=UTC)
_MOST: Final = 2**31 - 1  # the greatest integer of iCalendar: RFC 5545, section 3.3.8
_BEFORE_HOURS: Final = (timedelta(hours=6), timedelta(hours=1))
_BEFORE_DAYS: Final = (timedelta(days=7), timedelta(days=1))
_MORNING: Final = timedelta(hours=9)  # whole days begin at midnight; nobody wants to be woken
_STATUS: Final = {
    DeadlineState.RUNNING: "CONFIRMED",
    DeadlineState.OVERDUE: "CONFIRMED",
    DeadlineState.MET: "CONFIRMED",
    DeadlineState.MET_LATE: "CONFIRMED",
    DeadlineState.LAPSED: "CANCELLED",
}
_RINGS: Final = frozenset({DeadlineState.RUNNING, DeadlineState.WAITING_FOR_REQUEST, DeadlineState.CANNOT_TELL})
_PREFIX: Final = {
    DeadlineState.RUNNING: "",
    DeadlineState.WAITING_FOR_REQUEST: "if asked for: ",
    DeadlineState.CANNOT_TELL: "perhaps: ",
}


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
) -> bytes:
    """Return the schedule as a calendar in UTF-8: an event for each entry and each reading of it with a known limit.

    Hours are moments in UTC, days whole days without a zone. A limit known only within bounds stands at its earliest,
    or else its latest, and the description says so. The same input gives the same bytes, and a later `as_of` the same
    UIDs with a higher SEQUENCE and a later DTSTAMP, so that importing again updates what is there. STATUS is CONFIRMED
    for what runs, is overdue or was met, CANCELLED for what is over without having been owed to the end, TENTATIVE for
    all that is unsure, one of several readings that run, asked for by nobody yet, or a scenario. Alarms ring 6 hours
    and 1 hour before a moment, and at nine in the morning a week and a day before a day.

    Args:
        schedules: What falls due, with the record it falls due under.
        events: The event files it was made from.
        as_of: The day or the moment it was asked about; a day counts from its midnight in UTC.
        until: Changes nothing.
        zones: In which time zones descriptions give moments; none: in the one in which the event was told.
        width: Changes nothing.
        color: Changes nothing.
        why: Changes nothing: descriptions always have the trace.

    Raises:
        MissingLibraryError: `icalendar`, of the extra `calendar`, isn't installed.

    Source: RFC 5545, sections 3.6.1, 3.6.6, 3.8.4.7 and 3.8.7; uuid5 for the UIDs, by RFC 7986, section 5.3.
    """
    library = _icalendar()
    calendar = library.Calendar()
    calendar.add("prodid", "-//agreements//schedule//EN")
    calendar.add("version", "2.0")
    seen: Counter[str] = Counter()
    for entry in _entries(schedules, events, as_of, tuple(zones)):
        key = entry.key
        seen[key] += 1
        calendar.add_component(_event(library, entry, str(uuid.uuid5(_NAMESPACE, f"{key}\n{seen[key]}"))))
    made: bytes = calendar.to_ical()
    return made


@dataclass(frozen=True, slots=True)
class _Entry:
    """One reading of one deadline.

    Attributes:
        agreement: The record.
        deadline: What falls due.
        clock: The reading.
        at: Where it stands in the calendar: the earliest that the limit can be, or else the latest.
        scenarios: The ids of the scenarios it was made from.
        as_of: The day or the moment it was asked about.
        zones: The time zones asked for.
    """

    agreement: Agreement
    deadline: Deadline
    clock: Clock
    at: Instant | date
    scenarios: tuple[str, ...]
    as_of: AsOf
    zones: tuple[str, ...]

    @property
    def key(self) -> str:
        """What stays the same from run to run; the cause is part of it, the time isn't."""
        one = self.deadline
        return "\n".join((one.agreement, one.path, str(one.kind), one.cause, self.clock.runs_from))

    @property
    def state(self) -> DeadlineState:
        """How things stand by this reading, as far as it is known to be owed."""
        several = len(self.deadline.clocks) > 1 and self.deadline.state is DeadlineState.CANNOT_TELL
        sure = self.deadline.applies is Answer.YES
        return self.clock.state if several and sure else self.deadline.state


def _entries(
    schedules: Schedules, files: Sequence[Chronology], as_of: AsOf, zones: tuple[str, ...]
) -> Iterator[_Entry]:
    names = tuple(one.id for one in files if one.hypothetical)
    for agreement, deadlines in schedules:
        for one in deadlines:
            for clock in one.clocks:
                at = clock.limit.earliest if clock.limit.earliest is not None else clock.limit.latest
                if at is not None:
                    yield _Entry(agreement, one, clock, at, names, as_of, zones)


def _event(library: ModuleType, entry: _Entry, uid: str) -> Event:
    one = entry.deadline
    event: Event = library.Event()
    stamp = _stamp(entry.as_of)
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", min(max(int((stamp - _EPOCH) / timedelta(minutes=1)), 0), _MOST))
    event.add("dtstart", entry.at.utc if isinstance(entry.at, Instant) else entry.at)
    event.add("summary", _summary(entry))
    event.add("description", "\n".join(_plain(line) for line in _description(entry)))
    event.add("categories", [str(one.kind), *(["SCENARIO"] if one.hypothetical else [])])
    # Of several readings at most one is right; which one, the text leaves open.
    unsure = one.hypothetical or (len(one.clocks) > 1 and entry.state is DeadlineState.RUNNING)
    event.add("status", "TENTATIVE" if unsure else _STATUS.get(entry.state, "TENTATIVE"))
    event.add("transp", "TRANSPARENT")  # a time limit keeps nobody busy
    for before in _alarms(entry):
        alarm = library.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(entry))
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event


def _stamp(as_of: AsOf) -> datetime:
    return as_of.utc if isinstance(as_of, Instant) else datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)


def _alarms(entry: _Entry) -> Iterator[timedelta]:
    if entry.state in _RINGS:
        hours = isinstance(entry.at, Instant)
        yield from _BEFORE_HOURS if hours else (before - _MORNING for before in _BEFORE_DAYS)


def _summary(entry: _Entry) -> str:
    one = entry.deadline
    scenario = "SCENARIO: " if one.hypothetical else ""
    state = _PREFIX.get(entry.state, f"{entry.state}: ")
    reading = f", read from {entry.clock.runs_from}" if _is_one_reading(entry) else ""
    return scenario + _plain(f"{state}{clipped(said(one), _WHAT)} [{one.agreement}{reading}]")


def _is_one_reading(entry: _Entry) -> bool:
    return bool(entry.clock.runs_from) and len(entry.deadline.clocks) > 1


def _description(entry: _Entry) -> Iterator[str]:
    """Yield what one must know to act on it, then how it is known."""
    one = entry.deadline
    if one.hypothetical:
        yield f"SCENARIO: nothing that {wording.listed(entry.scenarios)} tells has happened"
    yield said(one)
    if one.who:
        yield f"who: {wording.listed(one.who)}"
    place = f" ({one.place})" if one.place else ""
    yield f"text: {entry.agreement.title} ({one.agreement}), {one.path}{place}"
    yield f"by: {'; '.join(limit_lines(entry.clock.limit, entry.zones))}"
    yield from _bounds(entry.clock.limit)
    if _is_one_reading(entry):
        others = (clock.runs_from for clock in one.clocks if clock is not entry.clock)
        yield f"read from {entry.clock.runs_from}; it can also be read from {wording.listed(others, 'or')}"
    if one.force is not None:
        yield f"limit: {limit_put(one)}"
        yield f"force: {wording.words(one.force)}"
    if one.level is not None:
        yield f"level: {wording.words(one.level)}"
    yield f"state: {entry.state} as of {entry.as_of}"
    if one.cause:
        yield f"set off by: {one.cause}"
    for caution in one.cautions:
        yield f"caution: {caution}"
    yield "how it is known:"
    for step in dict.fromkeys(map(str, one.trace)):
        yield f"- {step}"


def _bounds(limit: Limit) -> Iterator[str]:
    if limit.earliest is None:
        yield "the limit can be earlier: only the latest that it can be is known, and this stands there"
    elif limit.exact is None:
        yield "the limit can be later: this stands at the earliest that it can be"


def _plain(text: str) -> str:
    """Return a text on one line, in which nothing steers or hides; `icalendar` escapes what iCalendar wants escaped."""
    # It takes a backslash before an N for a line end (7.3), so that this N is written as its code.
    return safe(" ".join(text.split())).replace("\\N", "\\x4e")


def _icalendar() -> ModuleType:
    """Import what makes the calendar, at its first use: no dependency of ours until then."""
    try:
        import icalendar
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "icalendar":
            raise
        hint = "the formats text and json need nothing more"
        raise MissingLibraryError("icalendar", "calendar", hint) from None
    return icalendar
