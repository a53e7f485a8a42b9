"""How an agreement can be left: notice, the end of its term, events, general law; and what goes on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements import wording
from agreements._spelling import near
from agreements.errors import InvalidValueError, UnknownNameError
from agreements.model import Absence, Agreement
from agreements.model._given import expect_agreement, expect_day
from agreements.model.lifecycle import Term, UntilEvent, WayOut
from agreements.model.vocabulary import Instrument
from agreements.timing import Answer
from agreements.tracking._acts import sides
from agreements.tracking._days import Because, Day, Trace, first_of, place_of, untold
from agreements.tracking._knowing import Events, as_of_day, knowing
from agreements.tracking.endings import endings, endings_for
from agreements.tracking.entry import entry_into_force_for
from agreements.tracking.notices import barred_until, effect_of_notice, last_notice, open_to, possible_end
from agreements.tracking.term import expiry, own_terms

__all__ = ["Exit", "ExitKind", "exits"]


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
    UNRECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out.

    Attributes:
        kind: Which way.
        way: The way in words.
        effect: The last day before it takes effect can't be earlier than this: the day on which the agreement, or the
            participation, ends; nothing known where that depends on others.
        at_length: The last day in force where notice keeps a length that the text only recommends or prefers; None
            where the length must be kept.
        last_notice: The last day for notice to be out by the day asked for, the first one on which the party is out;
            None where none was asked for, or where this way needs no notice.
        ends: `agreement` or `participation`; empty for a pointer to general law.
        keeps: What only *should* be kept or is preferred, what bars this way, and what can't be told, in sentences.
        survives: What goes on afterwards, and by which test.
        place: Where the text says so; empty where it is general law.
        trace: How the days came about.
    """

    kind: ExitKind
    way: str
    effect: Day
    at_length: Day | None = None
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
    events: Events = (),
    as_of: date | None = None,
    out_by: date | None = None,
) -> tuple[Exit, ...]:
    """Return every lawful way out for a party that gives notice on a day, those of the text first.

    Breach, impossibility and a fundamental change of circumstances are pointers to general law, never computed. Where
    the text is silent on leaving, so is the pointer to VCLT art. 56.

    Args:
        agreement: The record.
        by: The party's id.
        notice_on: The day on which it gives notice.
        events: What happened, from event files; it may be several.
        as_of: The day of which it is asked: acts that surely came later aren't known yet; None: all are.
        out_by: The first day on which it wants to be out: the day before is to be the last one in force; None: not
            asked.

    Raises:
        UnknownNameError: `by` is no party of the agreement.
        WrongTypeError: `agreement` is no record, or a day no `datetime.date`.
        InvalidValueError: The record is a unilateral policy, which nobody is bound by and nobody need leave.

    Source: VCLT 1969, art. 54 to 62 and 67.
    """
    agreement = knowing(expect_agreement(agreement, "exits"), events, "exits")
    expect_day(notice_on, "exits", "notice_on")
    if as_of is not None:
        agreement = as_of_day(agreement, expect_day(as_of, "exits", "as_of"))
    if out_by is not None:
        expect_day(out_by, "exits", "out_by")
    if agreement.instrument is Instrument.UNILATERAL_POLICY:
        reason = "a unilateral policy has no parties to leave it; its issuer can change it at any time"
        raise InvalidValueError("agreement", agreement.id, reason)
    parties = [party.id for party in agreement.parties]
    if by not in parties:
        raise UnknownNameError("party", str(by), near(str(by).upper(), parties), parties)
    survives = tuple(wording.survival(one) for one in agreement.survival)
    asked = _Asked(agreement, by, notice_on, out_by)
    found = [_notice(asked, way, survives) for way in open_to(agreement, [by])]
    found += _expiry(asked, survives)
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
    found += _not_recorded(agreement)
    found += _general_law(agreement)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked: who wants to leave what, when it gives notice, by when it wants to be out."""

    agreement: Agreement
    by: str
    notice_on: date
    out_by: date | None

    @property
    def begins(self) -> Day:
        """The day from which there is something to leave."""
        return entry_into_force_for(self.agreement, self.by)

    @property
    def end(self) -> Day | None:
        """The last day in force by whatever else ends it; None where nothing does."""
        ends = endings(self.agreement)
        ends += endings_for(self.agreement, self.by, as_of=self.notice_on)
        return first_of([one.day for one in ends]) if ends else None


def _notice(asked: _Asked, way: WayOut, survives: tuple[str, ...]) -> Exit:
    given = Because(f"notice by {asked.by} on {asked.notice_on}", assumed=True)
    day = Day(asked.notice_on, asked.notice_on, (given,))
    kept = effect_of_notice(asked.agreement, way, day)
    possible = possible_end(way, day, kept)
    effect, keeps = _within(asked, possible)
    last = last_notice(asked.agreement, way, asked.out_by) if asked.out_by else None
    if last is not None:
        last, more = _in_time(asked, last)
        keeps += more
    keeps += [text for text in _doubts(asked, way, possible) if text not in keeps]
    at_length = kept if effect.told and way.notice is not None and way.notice_is != "required" else None
    return Exit(
        ExitKind.NOTICE,
        wording.way_out(way),
        effect,
        at_length,
        last,
        way.ends,
        tuple(keeps),
        survives,
        place_of(way),
    )


def _within(asked: _Asked, effect: Day) -> tuple[Day, list[str]]:
    """Return the day of an effect as far as the agreement is in force for the party then, with what bars it."""
    begins, end, on = asked.begins, asked.end, asked.notice_on
    if begins.reached(on) is Answer.NO:
        return _none(effect, f"not yet in force for {asked.by} on {on}: it enters into force on {begins}", begins)
    if end is not None and end.over(on) is Answer.YES:
        return _none(effect, f"it had ended before {on}: its last day in force was {end}", end)
    if end is not None and end.before(effect):
        return _none(effect, f"it ends first: its last day in force is {end}, before notice takes effect", end)
    doubts = []
    if begins.reached(on) is Answer.CANNOT_TELL:
        doubts.append(f"whether it is in force for {asked.by} on {on} can't be told")
    if end is not None and end.over(on) is Answer.CANNOT_TELL:
        doubts.append(f"whether it had ended before {on} can't be told")
    elif end is not None and _may_precede(end, effect):
        doubts.append(f"it may end before notice takes effect: its last day in force is {end}")
    if not doubts:
        return effect, []
    reasons = (Because(text, lacks=True) for text in doubts)
    return Day(effect.earliest, None, (*effect.trace, *reasons)), doubts


def _may_precede(end: Day, effect: Day) -> bool:
    """Say whether the end can come before the first day on which notice surely can take effect."""
    last = effect.latest or effect.earliest
    return last is not None and (end.earliest is None or end.earliest < last)


def _in_time(asked: _Asked, last: Day) -> tuple[Day, list[str]]:
    """Return the last day for notice as far as notice is possible and of use then, with what bars it."""
    assert asked.out_by is not None
    begins, end = asked.begins, asked.end
    if end is not None and end.latest is not None and end.latest < asked.out_by:
        return _none(last, f"out by {asked.out_by} without notice: it ends first, its last day in force is {end}", end)
    if begins.earliest is not None and last.latest is not None and last.latest < begins.earliest:
        text = f"nobody can be out by {asked.out_by} by notice: the last day for it was {last}, before entry into force"
        return _none(last, f"{text} on {begins}", begins)
    if last.latest is not None and last.latest < asked.notice_on:
        return last, [f"too late to be out by {asked.out_by}: the last day for notice was {last}"]
    if not last.told:
        lacks = [step.text for step in last.trace if isinstance(step, Because) and step.lacks]
        return last, [f"the last day for notice can't be told: {'; '.join(lacks)}"] if lacks else []
    return last, []


def _none(day: Day, text: str, other: Day) -> tuple[Day, list[str]]:
    return untold(*day.trace, *other.trace, Because(text, lacks=True)), [text]


def _doubts(asked: _Asked, way: WayOut, possible: Day) -> Iterator[str]:
    """Yield what only should be kept, and why the last day after notice isn't exact."""
    day = Day(asked.notice_on, asked.notice_on, ())
    for step in possible.trace:
        if isinstance(step, Because) and step.lacks and way.notice is not None:
            yield step.text
    if way.notice is None:
        yield (
            "where a text allows leaving without naming a length, VCLT art. 56(2) asks for twelve months only "
            "where leaving is implied; the length can't be told"
        )
    barred = barred_until(asked.agreement, way)
    if barred is not None and way.not_before is not None and not barred.before(day):
        yield f"not before {way.not_before.after.in_words()} have passed ({barred})"
    if way.form or way.channel or way.to:
        yield _form(way)
    if way.ends == "participation" and len(sides(asked.agreement)) == 2:
        yield "of two parties only one is left: with it the whole ends"
    if way.modal not in ("may", "can"):
        yield f"the text puts it with '{wording.words(way.modal)}'"
    if way.note:
        yield way.note.rstrip(".")


def _form(way: WayOut) -> str:
    parts = [wording.in_form(way.form)] if way.form else []
    parts += [wording.channel(way.channel)] if way.channel else []
    parts += [f"to {way.to}"] if way.to else []
    return f"notice is given {', '.join(parts)}"


def _expiry(asked: _Asked, survives: tuple[str, ...]) -> Iterator[Exit]:
    """Yield the end of the term, where there is a term."""
    agreement = asked.agreement
    duration = agreement.duration
    if not isinstance(duration, Term):
        return
    keeps = []
    if agreement.renewal is not None:
        place = place_of(agreement.renewal)
        keeps.append(f"it {wording.renewal(agreement.renewal)}" + (f" ({place})" if place else ""))
    if duration.aim is not None:
        keeps.append(f"beside the term stands an aim, no term: to stay on during {wording.events(duration.aim.during)}")
    way = f"its term ends: {wording.duration(duration)}"
    own = own_terms(agreement)
    end = expiry(agreement, party=asked.by if own else None)
    ends = "participation" if own else "agreement"
    yield Exit(ExitKind.EXPIRY, way, end, None, None, ends, tuple(keeps), survives, place_of(duration))


def _events(agreement: Agreement, survives: tuple[str, ...]) -> Iterator[Exit]:
    duration = agreement.duration
    if isinstance(duration, UntilEvent):
        for event in (*duration.until, *duration.during):
            text = wording.event(event)
            way = f"{text} ends" if event in duration.during else f"{text} happens"
            reason = Because(f"when {way} isn't known", place_of(duration))
            yield Exit(ExitKind.EVENT, way, untold(reason), None, None, "agreement", (), survives, place_of(duration))


def _not_recorded(agreement: Agreement) -> Iterator[Exit]:
    """Yield what the record doesn't tell, as such: nothing follows from it."""
    for name, what, there in (
        ("duration", "how long it lasts", agreement.duration is not None),
        ("termination", "ways out", bool(agreement.termination)),
    ):
        why = agreement.absent.get(name)
        if not there and why in (None, Absence.UNKNOWN):
            text = f"{what}: {wording.ABSENT[str(why)] if why else 'not recorded'}"
            yield Exit(ExitKind.UNRECORDED, text, untold(Because(text, lacks=True)))


def _general_law(agreement: Agreement) -> Iterator[Exit]:
    if not agreement.termination and agreement.absent.get("termination") is Absence.SILENT:
        text = (
            "the text is silent on leaving: no right to, unless the parties meant to admit it or it follows from the "
            "nature of the treaty; then with twelve months' notice"
        )
        yield _pointer(ExitKind.SILENCE, text, "VCLT 1969, art. 56")
    yield _pointer(ExitKind.BREACH, "a material breach by the other side", "VCLT 1969, art. 60")
    yield _pointer(ExitKind.IMPOSSIBILITY, "performance has become impossible", "VCLT 1969, art. 61")
    yield _pointer(ExitKind.CHANGE_OF_CIRCUMSTANCES, "circumstances have changed fundamentally", "VCLT 1969, art. 62")


def _pointer(kind: ExitKind, way: str, source: str) -> Exit:
    return Exit(kind, way, untold(Because("general law; whether it applies isn't judged here", source=source)))
