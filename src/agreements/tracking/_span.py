"""From when to when an agreement holds: what a term of office and a drawn line are laid beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agreements.model import Agreement
from agreements.model.lifecycle import Indefinite, Term
from agreements.model.vocabulary import ActionKind
from agreements.timing import Answer
from agreements.tracking._acts import about, dated
from agreements.tracking._days import Because, Day, first_of, untold
from agreements.tracking.endings import endings, endings_for
from agreements.tracking.entry import entry_into_force, entry_into_force_for
from agreements.tracking.term import expiry

__all__ = ["by_then", "span"]


def span(agreement: Agreement, party: str | None = None) -> tuple[Day, Day | None]:
    """Return the day on which it enters into force and its last day in force, as far as they can be told.

    Args:
        agreement: The record, with what event files tell of it.
        party: For which party; None: for the whole.

    Returns:
        No last day where the text gives it no end and nothing recorded ends it; one of which nothing is known where it
        ends with an event, or where its length isn't recorded.
    """
    begins = entry_into_force(agreement) if party is None else entry_into_force_for(agreement, party)
    begins = _not_before_signature(agreement, begins)
    ends = [one.day for one in endings(agreement)]
    ends += [one.day for one in endings_for(agreement, party, as_of=date.max)] if party is not None else []
    if not isinstance(agreement.duration, Term | Indefinite):
        ends.append(_open_end(agreement))
    return begins, first_of(ends) if ends else None


def _open_end(agreement: Agreement) -> Day:
    """Return the end of what has no term: nothing is known of it, and what the record says instead is the reason."""
    end = expiry(agreement)
    return untold(*(replace(step, lacks=True) if isinstance(step, Because) else step for step in end.trace))


def _not_before_signature(agreement: Agreement, begins: Day) -> Day:
    """Return a day of entry into force that can't be told with a bound: nothing is in force before its signature."""
    signed = [dated(one) for one in about(agreement.actions) if one.act is ActionKind.SIGNATURE]
    if begins.earliest is not None or not signed:
        return begins
    first = first_of(signed)
    if first.earliest is None or (begins.latest is not None and begins.latest < first.earliest):
        return begins
    why = Because(f"not before it is first signed, on {first}", assumed=True)
    return Day(first.earliest, begins.latest, (*begins.trace, why))


def by_then(one: Day, other: Day) -> Answer:
    """Say whether a day comes no later than another."""
    if one.latest is not None and other.earliest is not None and one.latest <= other.earliest:
        return Answer.YES
    if one.earliest is not None and other.latest is not None and one.earliest > other.latest:
        return Answer.NO
    return Answer.CANNOT_TELL
