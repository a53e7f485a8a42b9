"""How durable an agreement is, for reading in a terminal: the answer first, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import click
from dateutil.relativedelta import relativedelta

from agreements.model import OfficeTerm
from agreements.model.vocabulary import Basis, Hedge
from agreements.renderers._changes import named
from agreements.renderers._claims import claim_lines
from agreements.renderers._safe import wrapped
from agreements.renderers._traces import scenario_lines, trace_lines
from agreements.timing import Answer, Period
from agreements.tracking import Because, Day, Durability, Hold, InOffice, Owed, Trace
from agreements.wording import listed, status, words

__all__ = ["render"]

_VIENNA = "VCLT 1969, art. 26 and 27"
_HEADINGS = {
    Hold.BINDING: "Binds in law, whoever governs",
    Hold.UNDECIDED: "Firm, but whether it binds in law can't be told",
    Hold.POLITICAL: "Firm, but a political commitment only",
    Hold.INTENDED: "Intended, expected or recommended",
}


def render(found: Durability, *, width: int = 80, color: bool = False, why: bool = False) -> str:
    """Return the answer and its grounds as text, ending in a line end.

    Args:
        found: What `durability` returned.
        width: The most characters in a line.
        color: Whether to embolden headings for a terminal.
        why: Whether to show how each day came about.
    """
    agreement, terms = found.agreement, found.terms
    scenario = scenario_lines(found.events, width)
    lines = [*scenario, *([""] if scenario else [])]
    lines += wrapped(f"{agreement.title} ({named(agreement)})", width)
    lines += wrapped(f"terms of office: {terms.title} ({terms.id})", width)

    def heading(text: str) -> None:
        first, *more = wrapped(text, width)
        lines.extend(["", click.style(first, bold=True) if color else first, *more])

    def told(sentences: Iterable[str]) -> None:
        for text in sentences:
            lines.extend(wrapped(text, width, "  - ", "    "))

    heading(f"Does it bind whoever is {terms.office} of {terms.party} later? {_answer(found)}")
    told(_grounds(found))
    if why:
        for name, day in (("it begins", found.begins), ("it ends", found.ends)):
            lines += (
                [*wrapped(f"{name}:", width, "    ", "      "), *trace_lines(day.trace, width, "    ")] if day else []
            )
    heading(f"{terms.office} of {terms.party}, term by term")
    if not found.in_office:
        told(["none of those in the file lies within its life"])
    for one in found.in_office:
        lines += _term(found, one, width, why)
    for hold, title in _HEADINGS.items():
        some = found.held(hold)
        if some:
            heading(f"{title}: {len(some)}")
            told([_item(one) for one in some] if hold in (Hold.BINDING, Hold.UNDECIDED) else [_places(some)])
    if any(one.money or one.seeks_funds for one in found.owed):
        heading("Waits for money")
        told(_money(found))
    if found.unnamed:
        heading(f"Undertaken without a word of who owes it: {len(found.unnamed)}")
        told([_places(found.unnamed)])
    if found.survives:
        heading("Goes on after the end")
        told(found.survives)
    if found.claims:
        heading("Claims by others (not judged)")
        for claim in found.claims:
            told([f"{claim.about}: {words(claim.relation)}"])
            for label, text in claim_lines(agreement, claim):
                lines += wrapped(f"{label}: {text}", width, "    ", "      ")
    heading("Cannot be told")
    told(_untold(found))
    return "\n".join(lines) + "\n"


def _answer(found: Durability) -> str:
    """Return the answer in a sentence or two: what binds in law, and whether the party can get out."""
    party, counts = found.terms.party, found.counts
    total = f"the {len(found.owed)} undertakings of {party}"
    if not found.owed:
        law = f"no undertaking of {party} is recorded"
    elif found.binds is Answer.YES:
        law = f"{counts[Hold.BINDING]} of {total} bind in law"
    elif found.binds is Answer.NO:
        law = f"none of {total} binds in law; {counts[Hold.POLITICAL]} are firm political commitments"
    else:
        firm = counts[Hold.UNDECIDED] + counts[Hold.POLITICAL]
        law = f"whether any of {total} binds in law can't be told; {firm} are firm"
    inferred = any(part.legal_status and part.legal_status.basis is Basis.INFERRED for part in found.agreement.parts)
    if inferred and found.binds is not Answer.CANNOT_TELL:
        law = f"by a status inferred from the text's signals, {law}"
    law = law[:1].upper() + law[1:]
    does = "end" if all(way.ends == "agreement" for one in found.in_office for way in one.ways) else "leave"
    leave = {
        Answer.YES: f"{party} can {does} it by notice",
        Answer.NO: "The text gives no way out by notice",
        Answer.CANNOT_TELL: "Whether it has a way out by notice is not recorded",
    }[found.leaving]
    return f"{law}. {leave}."


def _grounds(found: Durability) -> Iterator[str]:
    """Yield what the answer rests on, each ground in a sentence."""
    if found.binds is Answer.YES:
        yield f"what binds in law binds {found.terms.party} as such, whoever governs [{_VIENNA}]"
    for part in found.agreement.parts:
        yield f"the {part.id}: {status(part.legal_status) if part.legal_status else 'status not recorded'}"
    yield _life(found)
    for way, place in dict.fromkeys((way.way, way.place) for one in found.in_office for way in one.ways):
        yield f"the way out: {way}" + (f" ({place})" if place else "")
    told = [str(one.out) for one in found.in_office if one.out is not None and one.out.told]
    if told:
        yield f"notice on the first day of each term under it would make the last day in force {listed(told)}"
    waiting = [one for one in found.owed if one.money]
    if waiting:
        many = "all" if len(waiting) == len(found.owed) else f"{len(waiting)} of the"
        kinds = sorted({words(hedge) for one in waiting for hedge in one.money})
        yield f"{many} {len(found.owed)} are subject to {listed(kinds, 'or')}"


def _life(found: Durability) -> str:
    """Return from when to when it holds, and which terms of office that spans."""
    sure = sum(one.spans is Answer.YES for one in found.in_office)
    unsure = len(found.in_office) - sure
    text = f"begins: {found.begins}; " + ("it has no end" if found.ends is None else f"last day: {found.ends}")
    text += f"; it spans {sure} term{'s' * (sure != 1)} of office in the file" if sure or not unsure else ""
    more = f"{unsure} {'more ' * bool(sure)}term{'s' * (unsure != 1)} of office"
    text += f"; whether it spans {more}{'' if sure else ' in the file'} can't be told" if unsure else ""
    lacks = [*_lacks(found.begins.trace), *(_lacks(found.ends.trace) if found.ends is not None else ())]
    return text + (f" ({'; '.join(dict.fromkeys(lacks))})" if lacks else "")


def _lacks(trace: Trace) -> list[str]:
    return [step.text for step in trace if isinstance(step, Because) and step.lacks]


def _term(found: Durability, one: InOffice, width: int, why: bool) -> list[str]:
    lines = wrapped(f"{_office(one.term)}{_place_in_life(one)}", width, "  ", "    ")
    for text in _out(found, one):
        lines += wrapped(text, width, "    - ", "      ")
    if why:
        for way in one.ways:
            lines += trace_lines(way.trace, width, "      ")
    return lines


def _office(term: OfficeTerm) -> str:
    holder = term.holder or ("holder unknown" if term.absent.get("holder") == "unknown" else "holder not recorded")
    return f"{term.begins} to {term.ends or 'a day not recorded'}: {holder}"


def _place_in_life(one: InOffice) -> str:
    if one.begins_it is Answer.YES:
        return "; it began in this term"
    if one.spans is Answer.CANNOT_TELL:
        return f"; whether it is in force then can't be told{_hour(one)}"
    return "" if one.begins_it is Answer.NO else f"; whether it began in this term can't be told{_hour(one)}"


def _hour(one: InOffice) -> str:
    """Return what keeps the place of a term from being told and concerns this term alone."""
    return f": {'; '.join(one.doubts)}" if one.doubts else ""


def _out(found: Durability, one: InOffice) -> Iterator[str]:
    """Yield what notice on the first day would do, a sentence a way."""
    day = one.first_day.earliest
    if day is None:
        yield "its first day with the agreement in force can't be told"
        return
    when = f"notice on {day}" + ("" if one.first_day.day else " at the earliest")
    for way in one.ways:
        if way.effect.told:
            kept = f"; {way.at_length} if the length of notice is kept" if way.at_length is not None else ""
            yield f"{when}: last day in force {way.effect}{kept}{_left(found, one)}"
        else:
            yield f"{when}: last day in force cannot be told: {'; '.join(dict.fromkeys(_lacks(way.trace)))}"
    if not one.ways:
        yield "no way out by notice" + ("" if found.leaving is Answer.NO else " is recorded")


def _left(found: Durability, one: InOffice) -> str:
    left = one.left
    if left is None:
        return ""
    if left.least == left.most is not None:
        assert one.out is not None
        assert found.ends is not None
        return f", {_length(one.out, found.ends)} ({left.most:,} days) before its term ends"
    if left.most is not None:
        return f", at most {left.most:,} days before its term ends"
    return f", at least {left.least:,} days before its term ends"


def _length(start: Day, end: Day) -> str:
    def exact(day: Day) -> date:
        assert day.day is not None
        return day.day

    gap = relativedelta(exact(end), exact(start))
    if not (gap.years or gap.months or gap.days):
        return "no time"
    return Period(f"P{gap.years}Y{gap.months}M{gap.days}D").in_words()


def _item(one: Owed) -> str:
    basis = f", status {one.basis}" if one.basis else ""
    where = one.place or "no place recorded"
    return f"{one.path} ({where}{basis}): {one.what}"


def _places(some: Sequence[Owed]) -> str:
    return ", ".join(f"{one.path} ({one.place})" if one.place else one.path for one in some)


def _money(found: Durability) -> Iterator[str]:
    for name, place, what in found.limits:
        yield f"limitation {name}{f' ({place})' if place else ''}: {what}"
    for hedge in (Hedge.APPROPRIATION, Hedge.AVAILABILITY_OF_FUNDS):
        subject = [one for one in found.owed if hedge in one.money]
        if len(subject) == len(found.owed):
            yield f"{words(hedge)}: all {len(subject)}"
        elif subject:
            yield f"{words(hedge)}: {len(subject)}: {_places(subject)}"
        own = [one for one in subject if hedge in one.own]
        if own:
            yield f"{words(hedge)}, by their own words: {_places(own)}"
    for one in found.owed:
        if one.seeks_funds:
            yield f"money is to be asked for: {_item(one)} ({one.hold})"


def _untold(found: Durability) -> Iterator[str]:
    party = found.terms.party
    yield f"who may give notice for {party} by its own law, and what its legislature may do: no part of the record"
    law = "breach, impossibility, changed circumstances"
    law = law if found.leaving is Answer.YES else f"a right to leave that isn't in the text, {law}"
    yield f"what general law adds ({law}): never judged here [VCLT 1969, art. 56 to 62]"
    if found.agreement.renewal is not None:
        yield "whether it will be extended: no extension is recorded"
    if found.not_covered:
        many = len(found.not_covered)
        yield (
            f"whether there is more on the {many} topic{'s' * (many != 1)} that the record doesn't cover in full: "
            f"{', '.join(found.not_covered)}"
        )
