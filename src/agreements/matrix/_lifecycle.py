"""How an agreement calls itself, begins, lasts and ends: the features that stand outside the clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from agreements import wording
from agreements.matrix._cells import Said, State, Unsaid
from agreements.matrix._reading import emptiness, provision, together
from agreements.model import Agreement, Part
from agreements.model.lifecycle import Duration, Review, Term, UntilEvent, WayOut
from agreements.model.parties import Status
from agreements.model.vocabulary import ClockStart, LegalStatus, Topic
from agreements.pointer import ROOT, Pointer
from agreements.timing import Period
from agreements.wording import listed, words

__all__ = [
    "basis",
    "disputes",
    "duration",
    "entry_into_force",
    "evidence",
    "exit_clock",
    "exit_notice",
    "exits",
    "instrument",
    "languages",
    "notice_months",
    "registration",
    "renewal",
    "reviews",
    "sides",
    "status",
    "survival",
    "term_years",
    "title",
]


def title(agreement: Agreement) -> Said:
    """Return the title as printed."""
    return Said(agreement.title, "title", pointer=ROOT / "title")


def instrument(agreement: Agreement) -> Said:
    """Return what the text calls itself."""
    return Said(words(agreement.instrument), "instrument", pointer=ROOT / "instrument")


def _parts(agreement: Agreement, name: str, say: Callable[[Part], str]) -> Iterable[Said] | Unsaid:
    """Return what each part has in a field, with its name where there are several."""
    if not agreement.parts:
        return emptiness(agreement, ROOT, "parts", "")
    found: list[tuple[str, Said | Unsaid]] = []
    for number, part in enumerate(agreement.parts):
        pointer = ROOT / "parts" / number
        held = getattr(part, name)
        if held in (None, ()):
            found.append((part.id, emptiness(agreement, pointer, name, "")))
            continue
        place = str(getattr(held, "at", None) or part.at or "")
        found.append((part.id, Said(say(part), f"parts/{part.id}/{name}", place, pointer / name)))
    return together(found)


def sides(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what each part calls its sides."""
    return _parts(agreement, "calls_sides", lambda part: listed(part.calls_sides))


def _status(part: Part) -> Status:
    assert part.legal_status is not None
    return part.legal_status


def status(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what each part is meant to be in law."""
    return _parts(agreement, "legal_status", lambda part: str(_status(part).status))


def basis(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return whether the text states its status, or it is inferred."""
    return _parts(agreement, "legal_status", lambda part: str(_status(part).basis))


def evidence(towards: LegalStatus | None) -> Callable[[Agreement], Iterable[Said] | Unsaid]:
    """Return what gives the signals of a text that point to a status, or to none."""

    def read(agreement: Agreement) -> Iterable[Said] | Unsaid:
        if not agreement.parts:
            return emptiness(agreement, ROOT, "parts", "")
        found: list[Said] = []
        unknown: Unsaid | None = None
        for number, part in enumerate(agreement.parts):
            pointer = ROOT / "parts" / number / "legal_status"
            if part.legal_status is None:
                unknown = emptiness(agreement, pointer.parent, "legal_status", "")
                continue
            label = f" ({part.id})" if len(agreement.parts) > 1 else ""
            for index, one in enumerate(part.legal_status.evidence):
                if one.signal.points_to is towards:
                    here = pointer / "evidence" / index
                    path = f"parts/{part.id}/legal_status/evidence"
                    found.append(Said(f"{words(one.signal)}{label}", path, str(one.at or ""), here))
        if found:
            return found
        # Signals are noted as they are found: that none is noted doesn't say that the text has none.
        return unknown or Unsaid(State.NOT_COVERED, "no such signal is noted")

    return read


def entry_into_force(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how it takes effect."""
    return provision(agreement, "entry_into_force", wording.entry)


def duration(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how long it lasts, the parts with a length of their own included."""
    whole = provision(agreement, "duration", wording.duration)
    own = [
        (part.id, Said(part.length.in_words(), f"parts/{part.id}/length", str(part.at or ""), _part(number) / "length"))
        for number, part in enumerate(agreement.parts)
        if part.length is not None
    ]
    return _with_parts(whole, own)


def _part(number: int) -> Pointer:
    return ROOT / "parts" / number


def _with_parts(whole: Iterable[Said] | Unsaid, own: Sequence[tuple[str, Said]]) -> Iterable[Said] | Unsaid:
    """Return what holds for the whole and what parts have of their own, each with what it belongs to."""
    if not own:
        return whole
    items: Iterable[Said | Unsaid] = (whole,) if isinstance(whole, Unsaid) else whole
    return together([*(("the whole", one) for one in items), *own])


def term_years(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return the length of its term in years."""
    given: Duration | None = agreement.duration
    if given is None:
        return emptiness(agreement, ROOT, "duration", Topic.LIFE_CYCLE)
    pointer = ROOT / "duration"
    if not isinstance(given, Term):
        why = "until an event" if isinstance(given, UntilEvent) else "without an end"
        return Unsaid(State.NOT_APPLICABLE, why, pointer)
    said = _counted(given.length, "years", "duration", str(given.at or ""), pointer / "length")
    return [said]


def _counted(period: Period, unit: str, path: str, place: str, pointer: Pointer) -> Said:
    months = _months(period)
    number = None if months is None else Decimal(months) / (12 if unit == "years" else 1)
    whole = number if number is not None and number == number.to_integral_value() else None
    return Said(period.in_words(), path, place, pointer, number=whole, unit=unit if whole is not None else "")


def _months(period: Period) -> int | None:
    """Return a period of years and months as months; days and weeks never turn into months."""
    others = period.days, period.hours, period.minutes, period.seconds
    return None if any(others) else period.years * 12 + period.months


def renewal(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how it goes on after its term."""
    return provision(agreement, "renewal", wording.renewal)


def exits(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return the ways to end it or to leave it."""
    return provision(agreement, "termination", wording.way_out)


def _ways(
    agreement: Agreement, name: str, read: Callable[[WayOut, str, str, Pointer], Said | None]
) -> Iterable[Said] | Unsaid:
    if not agreement.termination:
        return emptiness(agreement, ROOT, "termination", Topic.LIFE_CYCLE, "no way out is named")
    found: list[tuple[str, Said | Unsaid]] = []
    for number, way in enumerate(agreement.termination):
        pointer = ROOT / "termination" / number
        said = read(way, f"termination/{way.id}", str(way.at or ""), pointer / name)
        found.append((words(way.id), said or emptiness(agreement, pointer, name, Topic.LIFE_CYCLE)))
    return together(found)


def exit_notice(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how long notice is, and how strictly it must be kept."""

    def read(way: WayOut, path: str, place: str, pointer: Pointer) -> Said | None:
        if way.notice is None:
            return None
        least = "at least " if way.at_least else ""
        firm = "" if way.notice_is == "required" else f" ({way.notice_is}, not required)"
        back = ", counted back" if way.counted == "back" else ""
        return Said(f"{least}{way.notice.in_words()}{firm}{back}", path, place, pointer)

    return _ways(agreement, "notice", read)


def notice_months(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how many months notice is."""

    def read(way: WayOut, path: str, place: str, pointer: Pointer) -> Said | None:
        return None if way.notice is None else _counted(way.notice, "months", path, place, pointer)

    return _ways(agreement, "notice", read)


def exit_clock(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what notice runs from."""

    def read(way: WayOut, path: str, place: str, pointer: Pointer) -> Said | None:
        start = way.runs_from
        if "runs_from" in way.absent or "runs_from" not in way.model_fields_set:
            return None
        told = "the text names no start" if start is ClockStart.UNSTATED else f"from {words(start)}"
        return Said(told, path, place, pointer)

    return _ways(agreement, "runs_from", read)


def survival(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return what goes on after the end, and by which test."""
    if not agreement.survival:
        return emptiness(agreement, ROOT, "survival", Topic.LIFE_CYCLE)
    found = []
    for number, one in enumerate(agreement.survival):
        unless = f", unless {words(one.unless)}" if one.unless else ""
        # What goes on is told in words of ours, which differ for the same thing: columns are grouped by the test.
        found.append(
            Said(
                wording.survival(one),
                f"survival/{one.id}",
                str(one.at or ""),
                ROOT / "survival" / number,
                f"what is {words(one.test)} goes on{unless}" if one.test != "own-terms" else f"by own terms{unless}",
            )
        )
    return found


def reviews(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return when it is looked at as a whole."""

    def say(given: Review) -> str:
        return wording.review(given)

    return provision(agreement, "review", say)


def languages(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return the languages and which of them counts, those of parts included."""
    whole = provision(agreement, "languages", wording.languages)
    own = []
    for number, part in enumerate(agreement.parts):
        if part.languages is not None:
            place = str(part.languages.at or part.at or "")
            pointer = _part(number) / "languages"
            said = Said(wording.languages(part.languages), f"parts/{part.id}/languages", place, pointer)
            own.append((part.id, said))
    return _with_parts(whole, own)


def registration(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return whether it is to be registered with the United Nations."""
    return provision(agreement, "registration", wording.registration)


def disputes(agreement: Agreement) -> Iterable[Said] | Unsaid:
    """Return how disputes are settled."""
    return provision(agreement, "disputes", wording.disputes)
