"""What notice does: which way out it takes, which day is the last in force, and until when it can be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from agreements import wording
from agreements.errors import AgreementsError, CountingError, DateOutOfRangeError
from agreements.model import Agreement
from agreements.model.lifecycle import WayOut
from agreements.model.vocabulary import ClockStart
from agreements.timing import Period
from agreements.timing.counting import Purpose, last_day, last_day_before
from agreements.tracking._days import Because, Day, Trace, of_count, place_of, untold
from agreements.tracking.entry import anchor, later
from agreements.tracking.term import term_end

__all__ = ["barred_until", "effect_of_notice", "last_notice", "open_to", "possible_end"]

_AT_ONCE = frozenset({ClockStart.NOTIFICATION, ClockStart.GIVING})
_FROM_ARRIVAL = frozenset({ClockStart.RECEIPT, ClockStart.DEPOSIT, ClockStart.UNSTATED})
_NAMED_END = frozenset({ClockStart.TERMINATION, ClockStart.UNSTATED})


def open_to(agreement: Agreement, by: Sequence[str]) -> Iterator[WayOut]:
    """Yield the ways out that any of several parties can take."""
    for way in agreement.termination:
        if not way.by or {*by, "each-party"} & set(way.by):
            yield way


def effect_of_notice(agreement: Agreement, way: WayOut, given: Day, *, received: Day | None = None) -> Day:
    """Return the first day that can be the last one in force after notice that keeps its length.

    Args:
        agreement: The record.
        way: The way out that is taken.
        given: When notice is given.
        received: When it arrived; None: not known.

    Returns:
        No latest day where the length runs from an arrival that isn't known, or where notice comes before it may.
    """
    day = _counted(agreement, way, given, received).because(
        Because(f"the way out: {wording.way_out(way)}", place_of(way))
    )
    barred = barred_until(agreement, way)
    if barred is None:
        return day
    if barred.before(given):
        return Day(day.earliest, day.latest, (*day.trace, *barred.trace))
    low = max(filter(None, (day.earliest, barred.earliest)), default=None)
    doubt = Because("whether notice given before that takes effect afterwards, the text leaves open", lacks=True)
    return Day(low, None, (*day.trace, *barred.trace, doubt))


def possible_end(way: WayOut, given: Day, kept: Day) -> Day:
    """Return the window of the last day in force after notice of which nothing but its day is known.

    Args:
        way: The way out that is taken.
        given: When notice is given.
        kept: The first day that can be the last one in force where notice keeps its length.

    Returns:
        From the day of notice on where the length is only recommended or preferred; open towards later where a text
        that asks for a length at least, or counts it back from the end, lets notice name a later day.
    """
    day = kept
    if way.notice is not None and way.notice_is != "required":
        lack = f"the length of notice is only put with '{way.notice_is}': a shorter one isn't shut out"
        day = Day(given.earliest, day.latest, (*day.trace, Because(lack, lacks=True)))
    if (
        way.notice is not None
        and way.runs_from is not ClockStart.END_OF_TERM
        and (way.counted == "back" or way.at_least)
    ):
        lack = "the text asks for so long before the end, at the least: notice may name a later day"
        day = Day(day.earliest, None, (*day.trace, Because(lack, lacks=True)))
    return day


def barred_until(agreement: Agreement, way: WayOut) -> Day | None:
    """Return the last day on which a way out isn't open yet; None where it is open at any time."""
    if way.not_before is None:
        return None
    limit = way.not_before
    why = Because(f"not before {limit.after.in_words()} from {wording.words(limit.runs_from)}", place_of(way))
    return later(anchor(agreement, limit.runs_from), limit.after, why)


def last_notice(agreement: Agreement, way: WayOut, out_by: date) -> Day | None:
    """Return the last day for notice, to be out on a day; None where the text names no length.

    Args:
        agreement: The record.
        way: The way out that is taken.
        out_by: The first day on which the party is out: the day before is the last one in force.
    """
    if way.notice is None:
        return None
    why = Because(f"the way out: {wording.way_out(way)}", place_of(way))
    wanted = Because(f"out by {out_by}: the last day in force lies before it", assumed=True)
    if out_by == date.min:
        return untold(why, wanted, Because(f"no day before {out_by} can be counted: it is the first", lacks=True))
    try:
        final = out_by - timedelta(days=1)
        day = _last_back(agreement, way, way.notice, final) if way.counted == "back" else None
        day = (day or _last_forward(way, way.notice, final)).because(why, wanted)
    except (CountingError, OverflowError) as error:
        return untold(why, wanted, _uncounted(error))
    if way.notice_is != "required":
        lack = f"the length of notice is only put with '{way.notice_is}': later notice isn't shut out"
        day = Day(day.earliest, final, (*day.trace, Because(lack, lacks=True)))
    barred = barred_until(agreement, way)
    if barred is None or (day.earliest is not None and barred.latest is not None and day.earliest > barred.latest):
        return day
    if barred.earliest is not None and final < barred.earliest:
        return untold(*day.trace, *barred.trace, Because("nobody can be out by then", lacks=True))
    doubt = Because("whether notice can be given before that can't be told", lacks=True)
    return Day(None, day.latest, (*day.trace, *barred.trace, doubt))


def _counted(agreement: Agreement, way: WayOut, given: Day, received: Day | None) -> Day:
    if way.notice is None:
        lack = Because("the text names no length of notice", source="VCLT 1969, art. 56(2)", lacks=True)
        return untold(*given.trace, lack)
    if not given.told and received is None:
        return given
    try:
        if way.counted == "back":
            return _back(agreement, way, way.notice, given)
        return _forward(way, way.notice, given, received)
    except (CountingError, OverflowError) as error:
        return untold(*given.trace, _uncounted(error))


def _uncounted(error: CountingError | OverflowError) -> Because:
    """Return why a day can't be counted; of a day beyond the calendar Python says so in words of its own."""
    outside = f"it lies outside the days that can be counted, {date.min} to {date.max}"
    return Because(str(error) if isinstance(error, AgreementsError) else outside, lacks=True)


def _forward(way: WayOut, notice: Period, given: Day, received: Day | None) -> Day:
    if way.runs_from not in _AT_ONCE | _FROM_ARRIVAL:
        return untold(*given.trace, Because(f"the day of {wording.words(way.runs_from)} isn't known", lacks=True))
    arrived = received if way.runs_from in _FROM_ARRIVAL else None
    if arrived is not None:
        unstated = way.runs_from is ClockStart.UNSTATED
        given = Day(given.earliest if unstated else arrived.earliest, arrived.latest, arrived.trace)
    low = last_day(given.earliest, notice, purpose=Purpose.TERM) if given.earliest else None
    high = last_day(given.latest, notice, purpose=Purpose.TERM) if given.latest else None
    shown = high or low
    trace: Trace = (*given.trace, *(shown.trace if shown else ()))
    day = Day(low.earliest if low else None, high.latest if high else None, trace)
    if way.runs_from in _AT_ONCE or (arrived is not None and (day.day or way.runs_from is not ClockStart.UNSTATED)):
        return day
    latest = day.latest if arrived is not None else None
    doubt = {
        ClockStart.RECEIPT: "it runs from receipt, which can be later than the day it is sent",
        ClockStart.DEPOSIT: "it runs from the deposit, which can be later than the day it is sent",
    }.get(way.runs_from, "the text doesn't say what it runs from: giving or receipt")
    return Day(day.earliest, latest, (*trace, Because(doubt, lacks=True)))


def _back(agreement: Agreement, way: WayOut, notice: Period, given: Day) -> Day:
    if way.runs_from is ClockStart.END_OF_TERM:
        return _at_end_of_term(agreement, notice, given)
    if way.runs_from not in _NAMED_END:
        return untold(*given.trace, Because(f"the day of {wording.words(way.runs_from)} isn't known", lacks=True))
    low = _earliest_end(given.earliest, notice) if given.earliest else None
    high = _earliest_end(given.latest, notice) if given.latest else None
    shown = high or low
    reason = Because("the first end that is so long after notice")
    trace: Trace = (*given.trace, reason, *(shown.trace if shown else ()))
    return Day(low.earliest if low else None, high.latest if high else None, trace)


def _at_end_of_term(agreement: Agreement, notice: Period, given: Day) -> Day:
    """Return the end of the term, for notice in time for it; it is the only end that such notice can have."""
    end = term_end(agreement)
    if end is None or end.earliest is None:
        trace = end.trace if end else ()
        return untold(*given.trace, Because("the end of the term isn't known", lacks=True), *trace)
    limit = last_day_before(end.earliest, notice)
    if given.latest is not None and limit.earliest is not None and given.latest <= limit.earliest:
        # Notice in time for the first term shuts out its renewal.
        exact = end.latest is None and agreement.renewal is not None
        return Day(end.earliest, end.earliest if exact else end.latest, (*given.trace, *end.trace, *limit.trace))
    late = Because(f"whether it is in time for the end of the term, {end}, can't be told", lacks=True)
    if given.earliest is not None and limit.latest is not None and given.earliest > limit.latest:
        late = Because(f"too late for the end of the term, {end}: the last day for it was {limit.latest}", lacks=True)
    return untold(*given.trace, late, *limit.trace)


def _earliest_end(notice_on: date, notice: Period) -> Day:
    """Return the first day for an end of which notice on a day is still in time, counted back from the end."""
    day = last_day(notice_on, notice, purpose=Purpose.TERM).earliest
    assert day is not None
    day = max(day - timedelta(days=4), notice_on) if day.toordinal() > 4 else notice_on
    possible: date | None = None
    while True:
        try:
            back = last_day_before(day, notice)
        except DateOutOfRangeError:  # counted back from the first days of the calendar
            day += timedelta(days=1)
            continue
        if possible is None and back.latest is not None and back.latest >= notice_on:
            possible = day
        if back.earliest is not None and back.earliest >= notice_on:
            return Day(possible, day, back.trace)
        day += timedelta(days=1)


def _last_back(agreement: Agreement, way: WayOut, notice: Period, final: date) -> Day:
    if way.runs_from is ClockStart.END_OF_TERM:
        end = term_end(agreement)
        if end is None or end.day is None or end.day > final:
            return untold(Because("it ends only with the term, whose end by then isn't known", lacks=True))
        return of_count(last_day_before(end.day, notice))
    if way.runs_from not in _NAMED_END:
        return untold(Because(f"the day of {wording.words(way.runs_from)} isn't known", lacks=True))
    return of_count(last_day_before(final, notice))


def _last_forward(way: WayOut, notice: Period, final: date) -> Day:
    """Return the last day for notice, counted forward, to have run out by a day."""
    if way.runs_from not in _AT_ONCE | _FROM_ARRIVAL:
        return untold(Because(f"the day of {wording.words(way.runs_from)} isn't known", lacks=True))
    day = last_day_before(final, notice).latest
    assert day is not None
    day += timedelta(days=4)
    while True:
        counted = last_day(day, notice, purpose=Purpose.TERM)
        if counted.latest is not None and counted.latest <= final:
            break
        day -= timedelta(days=1)
    trace: Trace = (Because(f"the last day from which it has run out by then: {day}"), *counted.trace)
    if way.runs_from in _AT_ONCE:
        return Day(day, day, trace)
    return Day(None, day, (*trace, Because("it must have arrived by then, where receipt counts")))
