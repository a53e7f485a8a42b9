"""A record together with what event files tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from agreements.errors import WrongTypeError
from agreements.model import ActDone, Agreement, Chronology
from agreements.timing import Answer
from agreements.tracking._acts import ReportedAction, dated

__all__ = ["Events", "as_chronologies", "as_of_day", "knowing"]

Events: TypeAlias = Chronology | Iterable[Chronology]
"""What happened: one file of events, or several."""


_HINT = "load_events(path) reads one"


def as_chronologies(events: Events, function: str) -> tuple[Chronology, ...]:
    """Return the files of events, each once.

    Raises:
        WrongTypeError: There is something else among them.
    """
    given: object = (events,) if isinstance(events, Chronology) else events
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise WrongTypeError(function, "a Chronology as events, or several", given, _HINT)
    found = []
    for one in given:
        if not isinstance(one, Chronology):
            raise WrongTypeError(function, "a Chronology as events, or several", one, _HINT)
        found.append(one)
    return tuple(dict.fromkeys(found))


def knowing(agreement: Agreement, events: Events, function: str) -> Agreement:
    """Return the record with the acts that event files tell of it among its own.

    Args:
        agreement: The record.
        events: What happened; acts under other agreements are none of its.
        function: The function that was given them.

    Raises:
        WrongTypeError: There is something else among the events.
    """
    more = tuple(_acts(agreement, as_chronologies(events, function)))
    return agreement.model_copy(update={"actions": (*agreement.actions, *more)}) if more else agreement


def as_of_day(agreement: Agreement, as_of: date) -> Agreement:
    """Return the record without the acts that surely came after a day: as it could be known then."""
    known = tuple(action for action in agreement.actions if dated(action).reached(as_of) is not Answer.NO)
    return agreement if known == agreement.actions else agreement.model_copy(update={"actions": known})


def _acts(agreement: Agreement, chronologies: Iterable[Chronology]) -> Iterator[ReportedAction]:
    for chronology in chronologies:
        for done in chronology.under(agreement.id):
            if isinstance(done, ActDone):
                yield ReportedAction.model_validate(
                    {
                        "act": done.act,
                        "by": done.by,
                        "part": done.part,
                        "date": done.day,
                        "received": done.received,
                        "place": done.place,
                        "chronology": chronology.id,
                        "hypothetical": chronology.hypothetical,
                    }
                )
