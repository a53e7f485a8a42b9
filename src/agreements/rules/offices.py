"""Rules about terms of office: their order, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from agreements.diagnostics import Finding, Severity
from agreements.model import OfficeTerm, TermsOfOffice
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import Beside, rule, rule_beside
from agreements.rules.references import EACH, code_hint
from agreements.tables import party
from agreements.timing import Answer

__all__ = [
    "gap_between_terms",
    "term_ends_before_beginning",
    "terms_out_of_order",
    "terms_overlap",
    "unknown_office_party",
]


def _terms(office: TermsOfOffice) -> Iterator[tuple[Pointer, OfficeTerm]]:
    for index, term in enumerate(office.terms):
        yield ROOT / "terms" / index, term


def _in_order(office: TermsOfOffice) -> list[tuple[Pointer, OfficeTerm]]:
    """Return the terms whose first day is known, the earliest first."""
    known = [(here, term) for here, term in _terms(office) if term.begins.earliest is not None]
    return sorted(known, key=lambda one: one[1].begins.earliest or date.max)


@rule_beside("unknown-office-party", severity=Severity.ERROR, source="ISO 3166-1 (alpha-3)", of=TermsOfOffice)
def unknown_office_party(office: TermsOfOffice, beside: Beside) -> Iterator[Finding]:
    """The party for which an office acts is no known code, and no party of a record at hand.

    Terms of nobody are laid beside no agreement.

    What to do: correct the code (ISO 3166-1 alpha-3 for states); an id that an agreement declares is known where that
    record is at hand.
    """
    declared = {one.id for agreement in beside.agreements for one in agreement.parties}
    if office.party not in declared and (party(office.party) is None or office.party == EACH):
        message = f"{office.party!r} is no known code and no party of a record at hand"
        yield Finding(ROOT / "party", message, hint=code_hint(office.party))


@rule("term-ends-before-beginning", severity=Severity.ERROR, of=(TermsOfOffice,))
def term_ends_before_beginning(office: TermsOfOffice) -> Iterator[Finding]:
    """A term of office ends before it begins.

    No day lies in it, so that nobody governs.

    What to do: exchange the two days, or check both.
    """
    for here, term in _terms(office):
        if term.ends is not None and term.ends.before(term.begins) is Answer.YES:
            yield Finding(here / "ends", f"{term.id!r} ends on {term.ends}, before it begins on {term.begins}")


@rule("terms-overlap", severity=Severity.ERROR, of=(TermsOfOffice,))
def terms_overlap(office: TermsOfOffice) -> Iterator[Finding]:
    """Two terms of one office share more than a day.

    One office is held by one at a time, and whose days they are could not be told. The last day of one may be the first
    of the next.

    What to do: check where the earlier one ended; who left early has a shorter term.
    """
    latest: OfficeTerm | None = None
    for here, term in _in_order(office):
        if latest is not None and latest.ends is not None and term.begins.before(latest.ends) is Answer.YES:
            message = f"{term.id!r} begins on {term.begins}, and {latest.id!r} ends only on {latest.ends}"
            yield Finding(here / "begins", message)
        if latest is None or _ends_later(term, latest):
            latest = term


def _ends_later(one: OfficeTerm, other: OfficeTerm) -> bool:
    """Say whether a term can't end before another one; of what has no known end nothing is compared further."""
    ends = [term.ends.earliest if term.ends is not None else None for term in (one, other)]
    return ends[0] is None or ends[1] is None or ends[0] >= ends[1]


@rule("terms-out-of-order", severity=Severity.WARNING, of=(TermsOfOffice,))
def terms_out_of_order(office: TermsOfOffice) -> Iterator[Finding]:
    """A term of office stands before one that begins earlier.

    Nothing is computed otherwise because of it, but whoever reads the list takes its order for that of time.

    What to do: put the earliest first.
    """
    for (_, earlier), (here, term) in pairwise(_terms(office)):
        if term.begins.before(earlier.begins) is Answer.YES:
            message = f"{term.id!r} begins on {term.begins}, before {earlier.id!r} on {earlier.begins}"
            yield Finding(here / "begins", message, hint="put the earliest first")


@rule("gap-between-terms", severity=Severity.INFO, of=(TermsOfOffice,))
def gap_between_terms(office: TermsOfOffice) -> Iterator[Finding]:
    """Between two terms of an office lie days that belong to none.

    The office may have been vacant; as often a term was left out, or somebody's days as acting holder.

    What to do: record the term between; where there was none, ignore the rule at the later term and say why.
    """
    over: tuple[date, str] | None = None
    for here, term in _in_order(office):
        first = term.begins.earliest
        if over is not None and first is not None and first - over[0] > timedelta(days=1):
            message = (
                f"nobody holds the office between {over[1]!r}, until {over[0]}, and {term.id!r}, from {term.begins}"
            )
            yield Finding(here / "begins", message)
        ends = term.ends.latest if term.ends is not None else date.max
        ends = date.max if ends is None else ends
        if over is None or ends > over[0]:
            over = ends, term.id
