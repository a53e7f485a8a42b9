"""How a schedule is ordered for whoever has to act on it, and what is said of its entries; its renderers share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TypeAlias

from agreements.model import Agreement, Chronology, Happened, Requested
from agreements.timing import Answer
from agreements.tracking import AsOf, Deadline, DeadlineKind, DeadlineState, when

__all__ = ["Group", "Schedules", "grouped", "happenings", "limit_put", "said"]

Schedules: TypeAlias = Sequence[tuple[Agreement, Sequence[Deadline]]]
"""What falls due, with the record it falls due under: `[(record, schedule(record, events, as_of=...)), ...]`."""


class Group(Enum):
    """What one does with an entry, the most pressing first."""

    LIMITED = "owed or open now, with a time limit"
    UNLIMITED = "owed or open now, without a time limit"
    WAITING = "waiting for a request"
    PERHAPS = "perhaps owed or open now, which can't be told"
    AHEAD = "days ahead"
    OVER = "met, or over"
    OPEN = "cannot be told"
    DORMANT = "dormant"


_DUTIES = (DeadlineKind.RESPONSE, DeadlineKind.COMMITMENT)
_PLAIN = {
    DeadlineState.WAITING_FOR_REQUEST: Group.WAITING,
    DeadlineState.MET: Group.OVER,
    DeadlineState.MET_LATE: Group.OVER,
    DeadlineState.LAPSED: Group.OVER,
    DeadlineState.DORMANT: Group.DORMANT,
}


def grouped(schedules: Schedules) -> dict[Group, list[tuple[Agreement, Deadline]]]:
    """Return the entries of all agreements by group, in each the earliest limit first; groups without any left out."""
    found: dict[Group, list[tuple[Agreement, Deadline]]] = {}
    for agreement, deadlines in schedules:
        for one in deadlines:
            found.setdefault(_group(one), []).append((agreement, one))
    for entries in found.values():
        entries.sort(key=lambda entry: entry[1].order)
    return {group: found[group] for group in Group if group in found}


def _group(one: Deadline) -> Group:
    if one.state in _PLAIN:
        return _PLAIN[one.state]
    is_response = one.kind is DeadlineKind.RESPONSE
    if is_response and one.applies is not Answer.YES:
        return Group.PERHAPS
    if one.state is DeadlineState.CANNOT_TELL and not (is_response and one.first):
        return Group.OPEN
    # What an event has set off is pressing, and so is what is overdue; by which reading it is may be open.
    if is_response or one.state is DeadlineState.OVERDUE:
        return Group.LIMITED if one.clocks else Group.UNLIMITED
    return Group.AHEAD


def said(one: Deadline) -> str:
    """Return what is to be done, with what falls due where that isn't a duty of somebody."""
    return one.what if one.kind in _DUTIES else f"{one.kind}: {one.what}"


def limit_put(one: Deadline) -> str:
    """Return how the text puts the time limit: hard, softened, none."""
    if one.has_limit is Answer.NO:
        return "the text sets none"
    if not one.clocks:
        return "none is recorded; whether the text sets one can't be told"
    put = f"soft: {', '.join(one.softened_by)}" if one.softened_by else "hard"
    return put + ("; where it starts is open, so each reading is given" if len(one.clocks) > 1 else "")


def happenings(
    schedules: Schedules, events: Sequence[Chronology], as_of: AsOf
) -> Iterator[tuple[Chronology, Happened | Requested]]:
    """Yield what the entries rest on: the events that set them off, and the requests by the time asked about."""
    now = when(as_of)
    causes = {one.cause for _, deadlines in schedules for one in deadlines}
    ids = [agreement.id for agreement, _ in schedules]
    for file in events:
        for one in file.happened():
            if f"{file.id}/{one.id}" in causes:
                yield file, one
        asked = {one: None for id in ids for one in file.under(id) if isinstance(one, Requested)}
        for request in asked:
            if request.when.by(now) is not Answer.NO:
                yield file, request
