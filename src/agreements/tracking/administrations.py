"""How durable an agreement is: beside terms of office, who could be out when, what binds, what waits for money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, assert_never

from agreements import wording
from agreements._spelling import near
from agreements.errors import InvalidValueError, UnknownNameError, WrongTypeError
from agreements.model import Absence, Agreement, Chronology, Claim, Limitation, OfficeTerm, TermsOfOffice, Undertaking
from agreements.model._given import expect_agreement
from agreements.model.vocabulary import (
    Act,
    Basis,
    Coverage,
    Force,
    Hedge,
    Instrument,
    LegalStatus,
    Role,
    Topic,
)
from agreements.timing import Answer
from agreements.tracking._days import Because, Day, first_of, last_of, of_date, untold
from agreements.tracking._knowing import Events, as_chronologies, knowing
from agreements.tracking._span import by_then, span
from agreements.tracking.ends import Exit, ExitKind, exits
from agreements.tracking.notices import open_to

__all__ = ["Durability", "Hold", "InOffice", "Left", "Owed", "durability"]

MONEY: Final = frozenset({Hedge.APPROPRIATION, Hedge.AVAILABILITY_OF_FUNDS})
_EACH = "each-party"
_CLAIMED: Final = frozenset({"duration", "instrument", "renewal", "survival", "termination"})
"""The fields a claim about durability is about; beside them the status and the length of a part."""


class Hold(StrEnum):
    """How an undertaking holds whoever governs later."""

    BINDING = "binds in law"
    UNDECIDED = "firm; whether it binds in law cannot be told"
    POLITICAL = "firm, but not in law"
    INTENDED = "intended, expected or recommended"
    NOT_OWED = "allowed, declared or reported"


@dataclass(frozen=True, slots=True)
class Owed:
    """An undertaking, and how it holds.

    Attributes:
        path: Its ids in the record: `emergency-meeting/meet`.
        what: What is undertaken, in words.
        place: Where the text says so; empty where that isn't recorded.
        hold: How it holds.
        basis: What the status of its part rests on; None where that status isn't recorded.
        money: Which money it waits for: appropriation, availability of funds; empty where the record names neither.
        own: Those of them that its own sentence names; the others come from a limitation elsewhere in the text.
        seeks_funds: Whether it is to ask for money.
    """

    path: str
    what: str
    place: str
    hold: Hold
    basis: Basis | None
    money: tuple[Hedge, ...]
    own: tuple[Hedge, ...]
    seeks_funds: bool


@dataclass(frozen=True, slots=True)
class Left:
    """How much of an agreement's term would be left.

    Attributes:
        least: The fewest days it can be; None where that can't be told.
        most: The most days it can be; None where that can't be told.
    """

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class InOffice:
    """A term of office beside an agreement's life.

    Attributes:
        term: The term, as its file has it.
        spans: Whether the agreement is in force, or in effect, during it: yes, or cannot be told.
        begins_it: Whether the agreement enters into force, or takes effect, during it.
        first_day: Its first day with the agreement in force.
        ways: The ways out by notice given on that day; empty where the record has none.
        out: The last day in force by the first of them; None where the record has none.
        left: How much of the agreement's term would be left then; None where it has no term or no day is known.
        doubts: What keeps its place beside the agreement's life from being told and concerns this term alone, in
            sentences; the days of the agreement have their own traces.
    """

    term: OfficeTerm
    spans: Answer
    begins_it: Answer
    first_day: Day
    ways: tuple[Exit, ...]
    out: Day | None
    left: Left | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Durability:
    """An agreement beside the terms of an office.

    Attributes:
        agreement: The record.
        terms: The terms of office; their party is the one that is asked about.
        begins: The day on which it enters into force, or takes effect, for that party.
        ends: Its last day in force; None where nothing gives it an end.
        in_office: The terms that its life spans, or may span, the earliest first.
        owed: What the party undertakes, in the order of the record; its organs' undertakings are its own.
        unnamed: What is undertaken without a word of who owes it.
        limits: The limitations that make undertakings wait for money: id, place, and what they cover, in words.
        leaving: Whether the text has a way out by notice for the party.
        survives: What goes on after the end, and by which test.
        claims: What others say of its duration, its status and its end.
        not_covered: The topics that the record doesn't hold in full, in their order.
        events: The event files it was made from.
    """

    agreement: Agreement
    terms: TermsOfOffice
    begins: Day
    ends: Day | None
    in_office: tuple[InOffice, ...]
    owed: tuple[Owed, ...]
    unnamed: tuple[Owed, ...]
    limits: tuple[tuple[str, str, str], ...]
    leaving: Answer
    survives: tuple[str, ...]
    claims: tuple[Claim, ...]
    not_covered: tuple[str, ...]
    events: tuple[Chronology, ...] = ()

    def held(self, hold: Hold) -> tuple[Owed, ...]:
        """Return what the party undertakes that holds in one way."""
        return tuple(one for one in self.owed if one.hold is hold)

    @property
    def counts(self) -> dict[Hold, int]:
        """How many undertakings of the party hold in each way."""
        counted = Counter(one.hold for one in self.owed)
        return {hold: counted[hold] for hold in Hold}

    @property
    def binds(self) -> Answer:
        """Whether any of it binds in law: no only where every undertaking of the party is known not to."""
        counts = self.counts
        if counts[Hold.BINDING]:
            return Answer.YES
        sure = not counts[Hold.UNDECIDED] and not self.unsure_unnamed and not self.not_covered
        return Answer.NO if sure or self._all_political else Answer.CANNOT_TELL

    @property
    def unsure_unnamed(self) -> bool:
        """Whether something without a bearer may bind in law."""
        return any(one.hold in (Hold.BINDING, Hold.UNDECIDED) for one in self.unnamed)

    @property
    def _all_political(self) -> bool:
        """Whether nothing in the text can bind in law, be it recorded or not: every part is political."""
        parts = self.agreement.parts
        return bool(parts) and all(
            part.legal_status is not None and part.legal_status.status is LegalStatus.POLITICAL for part in parts
        )


def durability(agreement: Agreement, terms: TermsOfOffice, events: Events = ()) -> Durability:
    """Return an agreement's life beside the terms of an office: who could be out when, and what holds whoever governs.

    It is asked of the whole life and not of a day: what has been done already counts as far as the record and the event
    files tell it. Nothing says who may give notice by a party's own law, or what a government will do.

    Args:
        agreement: The record.
        terms: The terms of office; their `party` is the one that leaves or stays.
        events: What happened, from event files; it may be several.

    Raises:
        UnknownNameError: The office acts for no party of the agreement.
        WrongTypeError: `agreement` is no record, `terms` no terms of office, or `events` hold something else.
        InvalidValueError: The record is a unilateral policy, which its issuer can change at any time.

    Source: VCLT 1969, art. 26, 27, 54 and 56.
    """
    files = as_chronologies(events, "durability")
    agreement = knowing(expect_agreement(agreement, "durability"), files, "durability")
    given: object = terms
    if not isinstance(given, TermsOfOffice):
        raise WrongTypeError("durability", "terms of office", given, "load_terms(path) reads them")
    if agreement.instrument is Instrument.UNILATERAL_POLICY:
        reason = "a unilateral policy binds nobody for later; its issuer can change it at any time"
        raise InvalidValueError("agreement", agreement.id, reason)
    parties = [party.id for party in agreement.parties]
    if terms.party not in parties:
        raise UnknownNameError("party", terms.party, near(terms.party, parties), parties)
    begins, ends = span(agreement, terms.party)
    found = (_in_office(agreement, terms, term, begins, ends) for term in terms.terms)
    owed, unnamed = _owed(agreement, terms.party)
    return Durability(
        agreement=agreement,
        terms=terms,
        begins=begins,
        ends=ends,
        in_office=tuple(one for one in found if one is not None),
        owed=owed,
        unnamed=unnamed,
        limits=tuple(_limits(agreement, terms.party)),
        leaving=_leaving(agreement, terms.party),
        survives=tuple(wording.survival(one) for one in agreement.survival),
        claims=tuple(one for one in agreement.claims if _is_about(one)),
        not_covered=tuple(str(topic) for topic in Topic if agreement.coverage.get(topic) is not Coverage.COMPLETE),
        events=files,
    )


def _in_office(
    agreement: Agreement, terms: TermsOfOffice, term: OfficeTerm, begins: Day, ends: Day | None
) -> InOffice | None:
    """Return a term of office beside the agreement's life; None where it surely lies before or after it."""
    first, last = of_date(term.begins), of_date(term.ends) if term.ends is not None else untold()
    doubts = []
    # What is in force before a term begins is so before it ends, be that end known or not.
    begun = by_then(begins, last) | by_then(begins, first)
    begins_it = by_then(first, begins) & begun
    for edge in (first, last):
        if begun is not Answer.NO and _meet(terms, begins, edge):
            doubts.append(f"one term ends and another begins on {edge}; the hour isn't recorded")
            begins_it = Answer.CANNOT_TELL
            begun = begun if edge is first else Answer.CANNOT_TELL
    spans = begun & (by_then(first, ends) if ends is not None else Answer.YES)
    if spans is Answer.NO:
        return None
    first_day = last_of([first, begins])
    ways = _ways(agreement, terms.party, first_day)
    out = first_of([one.effect for one in ways]) if ways else None
    return InOffice(term, spans, begins_it, first_day, ways, out, _left(out, ends), tuple(doubts))


def _meet(terms: TermsOfOffice, day: Day, edge: Day) -> bool:
    """Whether a day is one on which one term of the office ends and another begins."""
    if day.day is None or day.day != edge.day:
        return False
    ended = {of_date(one.ends).day for one in terms.terms if one.ends is not None}
    return day.day in ended and day.day in {of_date(one.begins).day for one in terms.terms}


def _ways(agreement: Agreement, party: str, first_day: Day) -> tuple[Exit, ...]:
    """Return the ways out by notice on the first day of a term with the agreement in force."""
    if first_day.earliest is None:
        return ()
    found = exits(agreement, by=party, notice_on=first_day.earliest)
    ways = tuple(one for one in found if one.kind is ExitKind.NOTICE)
    if first_day.day is not None:
        return ways
    lack = Because(f"notice on {first_day.earliest} is the earliest; the first day itself can't be told", lacks=True)
    return tuple(replace(one, effect=Day(one.effect.earliest, None, (*one.effect.trace, lack))) for one in ways)


def _left(out: Day | None, ends: Day | None) -> Left | None:
    """Return how many days lie between the last day after notice and the last day of the term."""
    if out is None or ends is None or not out.told or not ends.told:
        return None
    most = (ends.latest - out.earliest).days if ends.latest and out.earliest else None
    least = (ends.earliest - out.latest).days if ends.earliest and out.latest else None
    if most is None and least is None:
        return None
    return Left(None if least is None else max(least, 0), None if most is None else max(most, 0))


def _owed(agreement: Agreement, party: str) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
    """Return what a party undertakes, and what is undertaken without a word of who owes it."""
    own = {party, _EACH, *(one.id for one in agreement.actors if one.of == party and one.role is Role.ORGAN)}
    known = agreement.commitments()
    return (
        tuple(_held(one) for one in known if own & set(one.commitment.bearers)),
        tuple(_held(one) for one in known if not one.commitment.bearers),
    )


def _held(undertaking: Undertaking) -> Owed:
    commitment = undertaking.commitment
    return Owed(
        path=undertaking.path,
        what=wording.undertaking(commitment),
        place=str(undertaking.place or ""),
        hold=_hold(undertaking),
        basis=undertaking.binds_basis,
        money=tuple(one for one in undertaking.hedges if one in MONEY),
        own=tuple(one for one in commitment.subject_to if one in MONEY),
        seeks_funds=commitment.act is Act.SEEK_FUNDS,
    )


def _hold(undertaking: Undertaking) -> Hold:
    force = undertaking.commitment.effective_force
    match force:
        case Force.FIRM | Force.PROHIBITED:
            answers = {Answer.YES: Hold.BINDING, Answer.NO: Hold.POLITICAL, Answer.CANNOT_TELL: Hold.UNDECIDED}
            return answers[undertaking.binds]
        case Force.INTENDED | Force.EXPECTED | Force.RECOMMENDED:
            return Hold.INTENDED
        case Force.PERMITTED | Force.POWER | Force.DECLARED | Force.REPORTED:
            return Hold.NOT_OWED
        case _:
            assert_never(force)


def _limits(agreement: Agreement, party: str) -> Iterator[tuple[str, str, str]]:
    for clause in agreement.clauses:
        if not isinstance(clause, Limitation) or not MONEY & set(clause.subject_to):
            continue
        if not clause.bearers or {party, _EACH} & set(clause.bearers):
            yield clause.id, str(clause.at or ""), wording.limitation(clause)


def _leaving(agreement: Agreement, party: str) -> Answer:
    """Return whether the text has a way out by notice for a party, as far as somebody looked."""
    if any(open_to(agreement, [party])):
        return Answer.YES
    looked = bool(agreement.termination) or agreement.absent.get("termination") in (
        Absence.SILENT,
        Absence.NOT_APPLICABLE,
    )
    return Answer.NO if looked else Answer.CANNOT_TELL


def _is_about(claim: Claim) -> bool:
    first, *rest = claim.about.split("/")
    return first in _CLAIMED or (first == "parts" and bool({"legal_status", "length"} & set(rest)))
