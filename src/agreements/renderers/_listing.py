"""What is said of events and of terms of office, by heading: a list in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agreements import wording
from agreements.model import ActDone, Actor, Chronology, Deed, Happened, OfficeTerm, Requested, Source, TermsOfOffice
from agreements.model.chronology import AnyHappening
from agreements.wording import ABSENT, listed, words

__all__ = ["name_line", "sections"]


def name_line(document: Chronology | TermsOfOffice) -> str:
    """Return the id, and what it is a list of."""
    if isinstance(document, TermsOfOffice):
        return f"{document.id} (terms of office: {document.office}, {document.party})"
    return f"{document.id} ({'a scenario: none of this has happened' if document.hypothetical else 'events'})"


def sections(document: Chronology | TermsOfOffice) -> Iterator[tuple[str, Iterator[tuple[int, str]]]]:
    """Yield headings with their items, in the order to be shown.

    Returns:
        An item is its depth (0, or 1 below the item before it) and its text.
    """
    if isinstance(document, TermsOfOffice):
        yield "Terms", _terms(document)
    else:
        yield "In the scenario" if document.hypothetical else "What happened", _happenings(document)
        yield "Who else acts", _actors(document.actors)
    yield "Sources", _sources(document.sources)
    yield "Note", ((0, text) for text in (document.note,) if text)


def _happenings(chronology: Chronology) -> Iterator[tuple[int, str]]:
    """Yield what happened, the earliest first; what has no time comes last."""
    for one in sorted(chronology.events, key=_order):
        place = f", at {one.place}" if one.place else ""
        yield 0, f"{_time(one)}: {_what(one)}{place} ({one.id})"
        for text in (getattr(one, "described", None), one.note):
            if text:
                yield 1, text


def _order(one: AnyHappening) -> tuple[bool, str]:
    at = one.when.earliest
    return at is None, at.utc.isoformat() if at is not None else ""


def _time(one: AnyHappening) -> str:
    if one.moment is not None or one.date is not None:
        return str(one.moment or one.date)
    why = one.absent.get("date") or one.absent.get("moment")
    return f"when: {ABSENT[str(why)]}" if why else "when isn't recorded"


def _what(one: AnyHappening) -> str:
    match one:
        case Happened():
            return wording.happened(one)
        case ActDone():
            part = f" of the {one.part}" if one.part else ""
            return f"{words(one.act)}{part} by {listed(one.by)}, under {listed(one.under)}"
        case Requested():
            return f"request by {listed(one.by)}, under {listed(one.under)}"
        case Deed():
            to = f" to or for {listed(one.to)}" if one.to else ""
            answers = f", which answers {listed(one.answers)}" if one.answers else ""
            return f"{words(one.act)} by {listed(one.by)}{to}{answers}"


def _terms(office: TermsOfOffice) -> Iterator[tuple[int, str]]:
    for term in office.terms:
        ends = f" to {term.ends}" if term.ends else ", its end not recorded"
        yield 0, f"{term.begins}{ends}: {_holder(term)} ({term.id})"
        if term.note:
            yield 1, term.note


def _holder(term: OfficeTerm) -> str:
    if term.holder:
        return term.holder
    why = term.absent.get("holder")
    return f"the holder {ABSENT[str(why)]}" if why else "the holder isn't recorded"


def _actors(actors: Sequence[Actor]) -> Iterator[tuple[int, str]]:
    for one in actors:
        name, of = f" ({one.name})" if one.name else "", f", of {one.of}" if one.of else ""
        yield 0, f"{one.id}{name}: {words(one.role)}{of}"


def _sources(sources: Sequence[Source]) -> Iterator[tuple[int, str]]:
    for one in sources:
        yield 0, f"{one.id}: {one.title} ({words(one.type)})"
