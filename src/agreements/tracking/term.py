"""How long an agreement's term is and when it ends."""

from __future__ import annotations

from agreements import wording
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.model.lifecycle import Indefinite, Term, UntilEvent
from agreements.model.vocabulary import ClockStart
from agreements.tracking._acts import sides
from agreements.tracking._days import Because, Day, last_of, place_of, untold
from agreements.tracking._knowing import Events, knowing
from agreements.tracking.entry import anchor, later

__all__ = ["expiry", "own_terms", "term_end"]


def expiry(agreement: Agreement, events: Events = (), *, party: str | None = None) -> Day:
    """Return the last day of an agreement's term, inclusive; extensions are left out of account.

    Args:
        agreement: The record.
        events: What happened, from event files; it may be several.
        party: For whom, where the term runs for each party from its own entry into force; None: for the whole.

    Returns:
        Nothing known where the agreement has no end, where its end is an event, or where its start isn't known.

    Raises:
        WrongTypeError: `agreement` is no record.

    Source: VCLT 1969, art. 54(a); the term counted by the convention `calendar`.
    """
    agreement = knowing(expect_agreement(agreement, "expiry"), events, "expiry")
    duration = agreement.duration
    if isinstance(duration, Term):
        why = Because(f"the term: {wording.duration(duration)}", place_of(duration))
        return later(anchor(agreement, duration.runs_from, party=party), duration.length, why)
    if isinstance(duration, Indefinite):
        return untold(Because("it has no end", place_of(duration)))
    if isinstance(duration, UntilEvent):
        return untold(Because(f"it lasts {wording.duration(duration)}", place_of(duration)))
    why_not = agreement.absent.get("duration")
    return untold(Because(f"duration: {wording.ABSENT[str(why_not)] if why_not else 'not recorded'}"))


def term_end(agreement: Agreement, *, party: str | None = None) -> Day | None:
    """Return the last day in force by the term, as far as renewal leaves it; None where there is no term.

    Where each party has a term of its own, the whole lasts as long as the last of them; who may still come in by an
    act that isn't recorded leaves its end open.

    Args:
        agreement: The record.
        party: For whom; None: for the whole.
    """
    if not isinstance(agreement.duration, Term):
        return None
    if party is None and own_terms(agreement):
        ends = [expiry(agreement, party=one) for one in sides(agreement)]
        told = [end for end in ends if end.told]
        if not told:
            return untold(Because("it runs for each party from a day of its own", lacks=True))
        end = last_of(told)
        if len(told) < len(ends):
            end = Day(end.earliest, None, (*end.trace, Because("not every party's own term is known", lacks=True)))
    else:
        end = expiry(agreement, party=party)
    renewal = agreement.renewal
    if renewal is None:
        return end.because(Because("no extension is recorded", assumed=True))
    if renewal.by == "tacit":
        why = f"it {wording.renewal(renewal)}; whether anybody objected isn't recorded"
        return Day(end.earliest, None, (*end.trace, Because(why, place_of(renewal), lacks=True)))
    why = f"no extension is recorded, though it {wording.renewal(renewal)}"
    return end.because(Because(why, place_of(renewal), assumed=True))


def own_terms(agreement: Agreement) -> bool:
    """Say whether the term runs for each party from its own entry into force."""
    duration = agreement.duration
    return isinstance(duration, Term) and duration.runs_from is ClockStart.ENTRY_INTO_FORCE_FOR_PARTY
