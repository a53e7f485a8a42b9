"""Rules about the life of an agreement: terms, notice, renewal, deadlines, triggers, languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from dateutil.relativedelta import relativedelta

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Chronology, Deadline, Event, Happened, Trigger
from agreements.model.lifecycle import (
    Indefinite,
    Languages,
    NotBefore,
    OnDate,
    Registration,
    Review,
    Term,
    WayOut,
)
from agreements.model.vocabulary import ActionKind, ClockStart, EventKind
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import WITH_EVENTS, rule
from agreements.rules._walk import clauses, events, records
from agreements.rules.references import EACH
from agreements.timing import Period

_BEGINNINGS = frozenset({ClockStart.SIGNATURE, ClockStart.ENTRY_INTO_FORCE, ClockStart.ENTRY_INTO_FORCE_FOR_PARTY})
_ENDS = frozenset({ClockStart.END_OF_TERM, ClockStart.TERMINATION})
_MEMBERSHIPS = frozenset({EventKind.BECOMES_MEMBER, EventKind.PURSUES_MEMBERSHIP})
_NEEDS_WORDS = frozenset({EventKind.OTHER, EventKind.PERIOD_PASSED})


@rule("notice-outlasts-term", severity=Severity.WARNING, source="VCLT 1969, art. 54(a)")
def notice_outlasts_term(agreement: Agreement) -> Iterator[Finding]:
    """Notice to terminate takes longer than the agreement lasts.

    Nobody could finish giving notice in time, so the clause can never operate.

    What to do: check both lengths; a renewal may have been taken for the term.
    """
    length = agreement.term_length()  # None: absent, indefinite, or until an event
    if length is None:
        return
    for place, way_out in agreement.terminations():
        if way_out.notice is not None and way_out.notice.surely_exceeds(length):
            yield Finding(place / "notice", f"{way_out.notice} outlasts {length}")


@rule("way-out-after-end", severity=Severity.WARNING, source="VCLT 1969, art. 54(a)")
def way_out_after_end(agreement: Agreement) -> Iterator[Finding]:
    """A way out opens only after the agreement has ended.

    The time that must pass first is longer than the term, so nobody can ever use it.

    What to do: check both lengths, and what each runs from.
    """
    length = agreement.term_length()
    if length is None:
        return
    for place, way_out in agreement.terminations():
        if way_out.not_before is not None and way_out.not_before.after.surely_exceeds(length):
            yield Finding(
                place / "not_before" / "after", f"it opens after {way_out.not_before.after}, the term is {length}"
            )


@rule("renewal-decision-after-end", severity=Severity.WARNING)
def renewal_decision_after_end(agreement: Agreement) -> Iterator[Finding]:
    """The decision to renew can't be taken in time.

    Either it is due longer before the end than the whole term lasts, or it is counted from the beginning: in both
    cases its last day lies outside the term.

    What to do: check the period and what it is counted from; `end-of-term` is usual.
    """
    renewal = agreement.renewal
    if renewal is None or renewal.decide_by is None:
        return
    here, by, length = ROOT / "renewal" / "decide_by", renewal.decide_by, agreement.term_length()
    if by.of in _BEGINNINGS:
        yield Finding(
            here / "of", f"the decision is due {by.before} before {by.of}", hint="count it from 'end-of-term'"
        )
    elif length is not None and by.before.surely_exceeds(length):
        yield Finding(here / "before", f"the decision is due {by.before} before the end of a term of {length}")


def _last_possible_day(agreement: Agreement, length: Period) -> date | None:
    """Return the latest day the term can end on; None where its beginning isn't known."""
    duration = agreement.duration
    if not isinstance(duration, Term):
        return None
    if duration.runs_from is ClockStart.SIGNATURE:
        acts = [action.date for action in agreement.actions if action.act is ActionKind.SIGNATURE]
        days = [day.latest if day is not None else None for day in acts]
    elif duration.runs_from is ClockStart.ENTRY_INTO_FORCE and isinstance(agreement.entry_into_force, OnDate):
        days = [agreement.entry_into_force.date.latest]
    else:
        return None
    known = [day for day in days if day is not None]
    if not known or len(known) != len(days):
        return None
    try:
        # The time of day of an hour's term doesn't matter beside whole days: one more day is always enough.
        step = relativedelta(years=length.years, months=length.months, days=length.days + length.hours // 23 + 1)
        return max(known) + step
    except (ValueError, OverflowError):
        return None


@rule("deadline-beyond-term", severity=Severity.WARNING, source="VCLT 1969, art. 70(1)(a)")
def deadline_beyond_term(agreement: Agreement) -> Iterator[Finding]:
    """Something falls due only after the agreement has ended.

    The end of an agreement releases its parties from performing it further, so what is due later is owed by nobody,
    unless it survives.

    What to do: check the deadline and the term; where the duty does survive, record that in `survival` and ignore this.
    """
    term = agreement.term_length()
    if term is None:
        return
    last = _last_possible_day(agreement, term)
    for undertaking in agreement.commitments():
        deadline = undertaking.commitment.deadline
        if deadline is None:
            continue
        part = agreement.part_of(undertaking.clause)
        length = (part.length if part else None) or term
        here = undertaking.pointer / "deadline"
        if deadline.within is not None and deadline.within.surely_exceeds(length):
            yield Finding(here / "within", f"{deadline.within} is longer than the term of {length}")
        by = deadline.by.earliest if deadline.by else None
        if by is not None and last is not None and length == term and by > last:
            yield Finding(here / "by", f"{deadline.by} lies after the end of the term, {last} at the latest")
    for index, review in enumerate(agreement.review):
        for name in ("after", "not_before", "no_later_than"):
            period = getattr(review, name)
            if isinstance(period, Period) and review.of is None and period.surely_exceeds(term):
                yield Finding(ROOT / "review" / index / name, f"a review after {period} comes after the term of {term}")


@rule("trigger-without-response", severity=Severity.ERROR)
def trigger_without_response(agreement: Agreement) -> Iterator[Finding]:
    """Something is set off, and nothing follows.

    A trigger without a response promises nothing and can't be compared. Either the response was forgotten, or the text
    only says something, which is a `statement`.

    What to do: record the response, or name `responses` in `absent` with the reason.
    """
    for here, clause in clauses(agreement):
        if isinstance(clause, Trigger) and not clause.responses and "responses" not in clause.absent:
            yield Finding(here, f"the trigger {clause.id!r} sets nothing off", hint="record its responses")


@rule("impossible-event", severity=Severity.ERROR, of=WITH_EVENTS)
def impossible_event(document: Agreement | Chronology) -> Iterator[Finding]:
    """No event could ever match: it is put so that nothing fits.

    A membership of nothing, an attack by somebody on itself, an event that is excluded by its own `unless`, an `other`
    event that nobody described, a trigger without any event. What hangs on it never comes about.

    What to do: name the organisation in `of`, correct `by` or `against`, or describe the event.
    """
    told: list[tuple[Pointer, Event | Happened]] = [*events(document), *records(document, Happened)]
    for here, event in told:
        if event.event in _MEMBERSHIPS and event.of is None and event.described is None:
            yield Finding(here, f"{event.event} without the organisation", hint="name it in 'of'")
        if event.event in _NEEDS_WORDS and event.described is None:
            yield Finding(
                here, f"the event {str(event.event)!r} is not described", hint="say in 'described' what happens"
            )
        if len(event.by) == 1 and event.by == event.against != (EACH,):
            yield Finding(here / "against" / 0, f"{event.event} by {event.by[0]!r} against itself")
        if not isinstance(event, Event):
            continue
        for index, exception in enumerate(event.unless):
            if _bare(exception) == _bare(event):
                yield Finding(here / "unless" / index, f"{event.event} is excluded by its own 'unless'")
    for here, clause in clauses(document):
        if isinstance(clause, Trigger) and not clause.when and clause.summary is None and "when" not in clause.absent:
            yield Finding(here, f"the trigger {clause.id!r} names no event", hint="fill 'when', or say it in 'summary'")


def _bare(event: Event) -> dict[str, object]:
    return {**event.plain(), "unless": None}


_Counted = Deadline | NotBefore | Registration | Review | WayOut
_COUNTED: tuple[type[_Counted], ...] = get_args(_Counted)


@rule("end-of-endless-agreement", severity=Severity.ERROR, source="VCLT 1969, art. 54 and 56")
def end_of_endless_agreement(agreement: Agreement) -> Iterator[Finding]:
    """Something is renewed at, or counted from, the end of a term that the agreement doesn't have.

    An agreement without an end has nothing to renew and no last day to count back from, and a term can't run from its
    own end; no date could ever be computed.

    What to do: check the duration; count from notification, signature or entry into force, as the text does.
    """
    duration = agreement.duration
    if isinstance(duration, Term) and duration.runs_from in _ENDS:
        start = ROOT / "duration" / "runs_from"
        yield Finding(start, f"the term runs from {str(duration.runs_from)!r}, which is its own end")
    if not isinstance(duration, Indefinite):
        return
    if agreement.renewal is not None:
        by = agreement.renewal.by
        yield Finding(ROOT / "renewal", f"a renewal ({by}) of an agreement whose duration is indefinite")
        if agreement.renewal.decide_by is not None and agreement.renewal.decide_by.of is ClockStart.END_OF_TERM:
            here = ROOT / "renewal" / "decide_by" / "of"
            yield Finding(here, "it is counted back from the end of a term, and the duration is indefinite")
    if any(part.length is not None for part in agreement.parts):
        return  # a part with a term of its own has an end to count from
    for pointer, review in records(agreement, Review):
        if review.due_before is not None:
            message = "it is due before the end of a term, and the duration is indefinite"
            yield Finding(pointer / "due_before", message)
    for kind in _COUNTED:
        for pointer, counted in records(agreement, kind):
            if counted.runs_from is ClockStart.END_OF_TERM:
                message = "it is counted from the end of a term, and the duration is indefinite"
                yield Finding(pointer / "runs_from", message)


@rule("prevailing-not-authentic", severity=Severity.ERROR, source="VCLT 1969, art. 33(1) and (2)")
def prevailing_not_authentic(agreement: Agreement) -> Iterator[Finding]:
    """The language that prevails is none in which the text is authentic.

    Only an authentic text can prevail over another one; a mere translation can't.

    What to do: add the language to `authentic`, `signed_in` or `later`, or correct `prevailing`.
    """
    for here, spoken in records(agreement, Languages):
        if spoken.prevailing is None:
            continue
        texts = {*spoken.authentic, *spoken.signed_in, *(later.language for later in spoken.later)}
        if texts and spoken.prevailing not in texts:
            listed = ", ".join(sorted(texts))
            yield Finding(here / "prevailing", f"{spoken.prevailing!r} prevails but is not among {listed}")
