"""An agreement's life in days: what was done, when it begins, what falls due on the way, when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from agreements import wording
from agreements.model import BODY, Absence, Agreement, Chronology
from agreements.model._given import expect_agreement
from agreements.model.lifecycle import Indefinite, Term
from agreements.model.vocabulary import ActionKind, LegalStatus
from agreements.tracking._acts import SIGNATURES, about, all_acted, dated, sides
from agreements.tracking._days import Because, Day, place_of, untold
from agreements.tracking._knowing import Events, as_chronologies, knowing
from agreements.tracking._matching import World
from agreements.tracking._moments import when
from agreements.tracking._span import span
from agreements.tracking._standing import life_cycle
from agreements.tracking.deadlines import Deadline, DeadlineKind
from agreements.tracking.endings import endings

__all__ = ["Life", "Moment", "MomentKind", "life"]


class MomentKind(StrEnum):
    """What happens on a day of an agreement's life."""

    SIGNATURE = "signature"
    CONSENT = "consent"
    """A ratification, an acceptance, an accession, a notification, an exchange of notes."""
    ACT = "act"
    """Another recorded act: an announcement, a registration, a withdrawal."""
    PROVISIONAL = "provisional application"
    BEGINS = "begins"
    REVIEW = "review due"
    RENEWAL = "last day to decide on renewal"
    NOTICE = "notice given"
    TERM_ENDS = "last day of its term"
    ENDS = "last day"
    """By termination, by notice, or because another instrument takes its place."""


_KINDS = {
    ActionKind.SIGNATURE: MomentKind.SIGNATURE,
    ActionKind.RATIFICATION: MomentKind.CONSENT,
    ActionKind.ACCEPTANCE: MomentKind.CONSENT,
    ActionKind.ACCESSION: MomentKind.CONSENT,
    ActionKind.NOTIFICATION: MomentKind.CONSENT,
    ActionKind.EXCHANGE_OF_NOTES: MomentKind.CONSENT,
    ActionKind.DENUNCIATION: MomentKind.NOTICE,
}
_DUE = {DeadlineKind.REVIEW: MomentKind.REVIEW, DeadlineKind.RENEWAL: MomentKind.RENEWAL}
_ENDED_BY = {
    "termination": "terminated",
    "notice": "ended by notice",
    "succession": "another instrument takes its place",
    "leaving": "left",
}
_BEGINS = {LegalStatus.BINDING: "in force", LegalStatus.POLITICAL: "in effect"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of an agreement's life, as far as it can be told.

    Attributes:
        kind: What happens.
        what: The same in words.
        day: The day.
        place: Where the text says so; empty where it isn't the text, or where that isn't recorded.
        hypothetical: Whether a scenario stands behind it: without the scenarios it would not be there, or be otherwise.
    """

    kind: MomentKind
    what: str
    day: Day
    place: str
    hypothetical: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """An agreement's life.

    Attributes:
        agreement: The record.
        begins: The day on which it enters into force, or takes effect.
        ends: Its last day in force; None where nothing gives it an end.
        provisional: From when it is applied before that; None where the record says nothing of it.
        moments: What happens in it, the earliest first; what has no day that can be told comes last.
        events: The event files it was made from.
    """

    agreement: Agreement
    begins: Day
    ends: Day | None
    provisional: Day | None
    moments: tuple[Moment, ...]
    events: tuple[Chronology, ...] = ()

    @property
    def told(self) -> tuple[date, ...]:
        """Every day that is known of it, be it only one end of a window; in order."""
        days = [self.begins, *(one.day for one in self.moments)]
        days += [one for one in (self.ends, self.provisional) if one is not None]
        return tuple(sorted({edge for day in days for edge in (day.earliest, day.latest) if edge is not None}))


def life(agreement: Agreement, events: Events = ()) -> Life:
    """Return an agreement's life in days.

    Args:
        agreement: The record; its own dated acts count.
        events: What happened, from event files; it may be several.

    Raises:
        WrongTypeError: `agreement` is no record, or `events` hold something else.
    """
    files = as_chronologies(events, "life")
    found = _life(knowing(expect_agreement(agreement, "life"), files, "life"))
    real = [file for file in files if not file.hypothetical]
    if len(real) < len(files):
        without = set(_life(knowing(agreement, real, "life")).moments)
        moments = (one if one in without else replace(one, hypothetical=True) for one in found.moments)
        found = replace(found, moments=tuple(moments))
    return replace(found, events=files)


def _life(agreement: Agreement) -> Life:
    begins, ends = span(agreement)
    provisional = _provisional(agreement)
    moments = [*_acts(agreement), *_stages(agreement, begins, provisional), *_due(agreement)]
    moments += _ends(agreement)
    return Life(agreement, begins, ends, provisional, tuple(sorted(moments, key=_order)))


def _order(one: Moment) -> date:
    return one.day.earliest or one.day.latest or date.max


def _acts(agreement: Agreement) -> Iterator[Moment]:
    for action in agreement.actions:
        if action.act is not ActionKind.TERMINATION:
            kind = _KINDS.get(action.act, MomentKind.ACT)
            yield Moment(kind, wording.action(action), dated(action), place_of(action))


def _provisional(agreement: Agreement) -> Day | None:
    given = agreement.provisional_application
    if given is None:
        return None
    if given.runs_from == "signature":
        return all_acted(about(agreement.actions), SIGNATURES, sides(agreement), "signature")
    return untold(Because(f"it runs from {given.runs_from}, whose day isn't recorded", place_of(given), lacks=True))


def _stages(agreement: Agreement, begins: Day, provisional: Day | None) -> Iterator[Moment]:
    if provisional is not None:
        given = agreement.provisional_application
        yield Moment(MomentKind.PROVISIONAL, "applied provisionally", provisional, place_of(given) if given else "")
    rule = agreement.entry_into_force
    status = next((part.legal_status for part in agreement.parts if part.id == BODY), None)
    word = _BEGINS.get(status.status, "in force or only in effect") if status else "in force or only in effect"
    how = f": {wording.entry(rule)}" if rule is not None else ""
    yield Moment(MomentKind.BEGINS, word + how, begins, place_of(rule) if rule is not None else "")


def _due(agreement: Agreement) -> Iterator[Moment]:
    for one in life_cycle(World.of(agreement, (), when(date.min))):
        if one.kind in _DUE:
            yield Moment(_DUE[one.kind], one.what, _day(one), one.place)


def _day(one: Deadline) -> Day:
    """Return the day of a deadline that has one reading: what is counted in hours has none."""
    limits = [clock.limit for clock in one.clocks]
    if len(limits) != 1:
        return untold(*one.trace)
    low, high = limits[0].earliest, limits[0].latest
    return Day(low if isinstance(low, date) else None, high if isinstance(high, date) else None, limits[0].trace)


def _ends(agreement: Agreement) -> Iterator[Moment]:
    duration = agreement.duration
    for one in endings(agreement):
        if one.by == "term" and isinstance(duration, Term):
            # The aim beside a term is no part of its length.
            text = f"lasts {wording.duration(duration.model_copy(update={'aim': None}))}"
            yield Moment(MomentKind.TERM_ENDS, text, one.day, place_of(duration))
        else:
            yield Moment(MomentKind.ENDS, _ENDED_BY[one.by], one.day, "")
    if isinstance(duration, Term):
        return
    if isinstance(duration, Indefinite):
        yield Moment(MomentKind.ENDS, "lasts without an end", untold(Because("it has no end")), place_of(duration))
        return
    why = agreement.absent.get("duration")
    if why is Absence.NOT_APPLICABLE:
        return
    if duration is not None:
        text, place = f"lasts {wording.duration(duration)}", place_of(duration)
    else:
        text, place = f"how long it lasts: {wording.ABSENT[str(why)] if why else 'not recorded'}", ""
    yield Moment(MomentKind.ENDS, text, untold(Because(text, lacks=True)), place)
