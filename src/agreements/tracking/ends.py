"""How long an agreement lasts and how it can be left: expiry, notice, and what goes on afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agreements import wording
from agreements.errors import CountingError, DateOutOfRangeError, UnknownNameError
from agreements.model import Absence, Agreement
from agreements.model.lifecycle import Action, Term, UntilEvent, WayOut
from agreements.model.vocabulary import ClockStart
from agreements.timing import Answer, Period
from agreements.timing.counting import Purpose, last_day, last_day_before
from agreements.tracking._days import Because, Day, Trace, of_count, place_of, untold
from agreements.tracking.entry import anchor
from agreements.tracking.entry import later as _counted
from agreements.tracking.term import expiry

__all__ = ["Exit", "ExitKind", "exits"]

_AT_ONCE = frozenset({ClockStart.NOTIFICATION, ClockStart.GIVING})


class ExitKind(StrEnum):
    """The ways in which somebody stops being bound."""

    NOTICE = "notice"
    EXPIRY = "expiry"
    AGREEMENT = "agreement"
    EVENT = "event"
    BREACH = "breach"
    IMPOSSIBILITY = "impossibility"
    CHANGE_OF_CIRCUMSTANCES = "change of circumstances"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out.

    Attributes:
        kind: Which way.
        way: The way in words.
        effect: The last day before it takes effect can't be earlier than this: the day on which the agreement, or the
            participation, ends; nothing known where that depends on others.
        last_notice: The last day for notice to be out by the day asked for; None where none was asked for, or where
            this way needs no notice.
        ends: `agreement` or `participation`; empty for a pointer to general law.
        keeps: What only *should* be kept or is preferred, and what can't be told, in sentences.
        survives: What goes on afterwards, and by which test.
        place: Where the text says so; empty where it is general law.
        trace: How the days came about.
    """

    kind: ExitKind
    way: str
    effect: Day
    last_notice: Day | None = None
    ends: str = ""
    keeps: tuple[str, ...] = ()
    survives: tuple[str, ...] = ()
    place: str = ""

    @property
    def trace(self) -> Trace:
        """How the day of its effect came about."""
        return self.effect.trace


def exits(
    agreement: Agreement,
    *,
    by: str,
    notice_on: date,
    out_by: date | None = None,
    actions: Sequence[Action] = (),
) -> tuple[Exit, ...]:
    """Return every lawful way out for a party that gives notice on a day, those of the text first.

    Breach, impossibility and a fundamental change of circumstances are pointers to general law, never computed. Where
    the text is silent on leaving, so is the pointer to VCLT art. 56.

    Args:
        agreement: The record.
        by: The party's id.
        notice_on: The day on which it gives notice.
        out_by: By which day it wants to be out; None: not asked.
        actions: Further acts, from event files.

    Raises:
        UnknownNameError: `by` is no party of the agreement.

    Source: VCLT 1969, art. 54 to 62 and 67.
    """
    parties = [party.id for party in agreement.parties]
    if by not in parties:
        raise UnknownNameError("party", by, parties)
    survives = tuple(wording.survival(one) for one in agreement.survival)
    found = [_notice(agreement, way, by, notice_on, out_by, actions, survives) for way in _open_to(agreement, by)]
    found.append(_expiry(agreement, actions, survives))
    found.append(
        Exit(
            ExitKind.AGREEMENT,
            "all parties agree to end it, at any time",
            untold(Because("whenever they agree", source="VCLT 1969, art. 54(b)")),
            ends="agreement",
            survives=survives,
        )
    )
    found += _events(agreement, survives)
    found += _general_law(agreement)
    return tuple(found)


def _open_to(agreement: Agreement, by: str) -> Iterator[WayOut]:
    for way in agreement.termination:
        if not way.by or by in way.by or "each-party" in way.by:
            yield way


def _notice(
    agreement: Agreement,
    way: WayOut,
    by: str,
    notice_on: date,
    out_by: date | None,
    actions: Sequence[Action],
    survives: tuple[str, ...],
) -> Exit:
    keeps = []
    why = Because(f"the way out: {wording.way_out(way)}", place_of(way))
    given = Because(f"notice by {by} on {notice_on}", assumed=True)
    if way.notice is None:
        effect = untold(why, given, Because("the text names no length of notice", source="VCLT 1969, art. 56(2)"))
        keeps.append(
            "where a text allows leaving without naming a length, VCLT art. 56(2) asks for twelve months only "
            "where leaving is implied; the length can't be told"
        )
        last = None
    elif way.counted == "back":
        effect = _earliest_end(notice_on, way.notice, why, given)
        last = _back(out_by, way.notice, why) if out_by else None
    else:
        effect = _forward(way, notice_on, why, given, keeps)
        last = _last_forward(way, out_by, why) if out_by else None
    if way.notice is not None and way.notice_is != "required":
        keeps.append(f"the length of notice is only put with '{way.notice_is}': a shorter one isn't shut out")
    if way.not_before is not None:
        effect = _not_before(agreement, way, notice_on, effect, actions, keeps)
    if way.form or way.channel or way.to:
        keeps.append(_form(way))
    if way.modal not in ("may", "can"):
        keeps.append(f"the text puts it with '{wording.words(way.modal)}'")
    if way.note:
        keeps.append(way.note.rstrip("."))
    return Exit(ExitKind.NOTICE, wording.way_out(way), effect, last, way.ends, tuple(keeps), survives, place_of(way))


def _forward(way: WayOut, notice_on: date, why: Because, given: Because, keeps: list[str]) -> Day:
    assert way.notice is not None
    if way.runs_from not in (*_AT_ONCE, ClockStart.RECEIPT, ClockStart.UNSTATED, ClockStart.DEPOSIT):
        return untold(why, given, Because(f"the day of {wording.words(way.runs_from)} isn't known"))
    try:
        counted = last_day(notice_on, way.notice, purpose=Purpose.TERM)
    except (CountingError, DateOutOfRangeError) as error:
        return untold(why, given, Because(str(error)))
    day = of_count(counted, why, given)
    if way.runs_from in _AT_ONCE:
        return day
    doubt = {
        ClockStart.RECEIPT: "it runs from receipt, which can be later than the day it is sent",
        ClockStart.DEPOSIT: "it runs from the deposit, which can be later than the day it is sent",
    }.get(way.runs_from, "the text doesn't say what it runs from: giving or receipt")
    keeps.append(doubt)
    return Day(day.earliest, None, (*day.trace, Because(doubt)))


def _earliest_end(notice_on: date, notice: Period, why: Because, given: Because) -> Day:
    """Return the first day for an end of which notice on a day is still in time, counted back from the end."""
    try:
        day = last_day(notice_on, notice, purpose=Purpose.TERM).earliest
    except (CountingError, DateOutOfRangeError) as error:
        return untold(why, given, Because(str(error)))
    assert day is not None
    day -= timedelta(days=4)
    possible: date | None = None
    while True:
        back = last_day_before(day, notice)
        if possible is None and back.latest is not None and back.latest >= notice_on:
            possible = day
        if back.earliest is not None and back.earliest >= notice_on:
            return Day(possible, day, (why, given, Because("the first end that is so long after notice"), *back.trace))
        day += timedelta(days=1)


def _back(out_by: date, notice: Period, why: Because) -> Day:
    try:
        return of_count(last_day_before(out_by, notice), why, Because(f"out by {out_by}", assumed=True))
    except (CountingError, DateOutOfRangeError) as error:
        return untold(why, Because(str(error)))


def _last_forward(way: WayOut, out_by: date, why: Because) -> Day:
    """Return the last day for notice, counted forward, to have run out by a day."""
    assert way.notice is not None
    wanted = Because(f"out by {out_by}", assumed=True)
    try:
        day = last_day_before(out_by, way.notice).latest
        assert day is not None
        day += timedelta(days=4)
        while True:
            counted = last_day(day, way.notice, purpose=Purpose.TERM)
            if counted.latest is not None and counted.latest <= out_by:
                break
            day -= timedelta(days=1)
    except (CountingError, DateOutOfRangeError, OverflowError) as error:
        return untold(why, wanted, Because(str(error)))
    trace: Trace = (why, wanted, Because(f"the last day from which it has run out by then: {day}"), *counted.trace)
    if way.runs_from in _AT_ONCE:
        return Day(day, day, trace)
    return Day(None, day, (*trace, Because("it must have arrived by then, where receipt counts")))


def _not_before(
    agreement: Agreement, way: WayOut, notice_on: date, effect: Day, actions: Sequence[Action], keeps: list[str]
) -> Day:
    assert way.not_before is not None
    limit = way.not_before
    why = Because(f"not before {limit.after.in_words()} from {wording.words(limit.runs_from)}", place_of(way))
    barred = _counted(anchor(agreement, limit.runs_from, actions), limit.after, why)
    match barred.over(notice_on):
        case Answer.YES:
            return Day(effect.earliest, effect.latest, (*effect.trace, *barred.trace))
        case Answer.NO:
            keeps.append(
                f"not before {limit.after.in_words()} have passed ({barred}); whether notice can be given earlier, "
                "to take effect afterwards, the text leaves open"
            )
            low = max(filter(None, (effect.earliest, barred.earliest)), default=None)
            return Day(low, None, (*effect.trace, *barred.trace))
        case _:
            keeps.append(f"whether {limit.after.in_words()} have passed can't be told")
            return Day(effect.earliest, None, (*effect.trace, *barred.trace))


def _form(way: WayOut) -> str:
    parts = ["in writing"] if way.form else []
    parts += [f"through {way.channel} channels"] if way.channel else []
    parts += [f"to {way.to}"] if way.to else []
    return f"notice is given {', '.join(parts)}"


def _expiry(agreement: Agreement, actions: Sequence[Action], survives: tuple[str, ...]) -> Exit:
    keeps = []
    if agreement.renewal is not None:
        place = place_of(agreement.renewal)
        keeps.append(f"it {wording.renewal(agreement.renewal)}" + (f" ({place})" if place else ""))
    duration = agreement.duration
    if isinstance(duration, Term) and duration.aim is not None:
        keeps.append(f"beside the term stands an aim, no term: to stay on during {wording.events(duration.aim.during)}")
    way = f"its term ends: {wording.duration(duration)}" if duration is not None else "its term ends"
    place = place_of(duration) if duration is not None else ""
    end = expiry(agreement, actions)
    return Exit(ExitKind.EXPIRY, way, end, None, "agreement", tuple(keeps), survives, place)


def _events(agreement: Agreement, survives: tuple[str, ...]) -> Iterator[Exit]:
    duration = agreement.duration
    if isinstance(duration, UntilEvent):
        for event in (*duration.until, *duration.during):
            text = wording.event(event)
            way = f"{text} ends" if event in duration.during else f"{text} happens"
            reason = Because(f"when {way} isn't known", place_of(duration))
            yield Exit(ExitKind.EVENT, way, untold(reason), None, "agreement", (), survives, place_of(duration))


def _general_law(agreement: Agreement) -> Iterator[Exit]:
    if not agreement.termination:
        why = agreement.absent.get("termination")
        text = (
            "the text is silent on leaving: no right to, unless the parties meant to admit it or it follows from the "
            "nature of the treaty; then with twelve months' notice"
            if why is Absence.SILENT
            else f"ways out: {wording.ABSENT[str(why)] if why else 'not recorded'}"
        )
        yield _pointer(ExitKind.SILENCE, text, "VCLT 1969, art. 56")
    yield _pointer(ExitKind.BREACH, "a material breach by the other side", "VCLT 1969, art. 60")
    yield _pointer(ExitKind.IMPOSSIBILITY, "performance has become impossible", "VCLT 1969, art. 61")
    yield _pointer(ExitKind.CHANGE_OF_CIRCUMSTANCES, "circumstances have changed fundamentally", "VCLT 1969, art. 62")


def _pointer(kind: ExitKind, way: str, source: str) -> Exit:
    return Exit(kind, way, untold(Because("general law; whether it applies isn't judged here", source=source)))
