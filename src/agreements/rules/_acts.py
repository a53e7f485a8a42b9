"""Acts under agreements: those that an event file tells, with those that are known from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agreements import wording
from agreements.model import ActDone, Chronology
from agreements.model.vocabulary import ActionKind
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import Beside
from agreements.rules._walk import once
from agreements.timing import Answer, PartialDate

__all__ = ["Act", "acts_under", "earliest_of", "files_beside", "for_whom", "known_acts", "latest_of", "surely_before"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one of those who did it.

    Attributes:
        kind: What was done.
        by: By whom.
        part: The part it is about; None: the whole.
        day: When, as far as it is known.
        here: Where it stands in the file that is judged; None where it is told elsewhere.
        number: Which of those who did it, counted from 0.
        when: Where its day stands in the file that is judged.
        home: Where else it is told, in words; empty for the file that is judged.
    """

    kind: ActionKind
    by: str
    part: str | None
    day: PartialDate | None
    here: Pointer | None
    number: int
    when: Pointer
    home: str

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}" + (f" on {self.day}" if self.day is not None else "")

    @property
    def told(self) -> str:
        """What was done, and where that is told if not in the file that is judged."""
        return f"{self}, in {self.home}" if self.home else str(self)


def surely_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Say whether a day surely comes before another."""
    return one is not None and other is not None and _before(one, other)


@lru_cache(maxsize=65536)
def _before(one: PartialDate, other: PartialDate) -> bool:
    return one.before(other) is Answer.YES


def latest_of(acts: Iterable[Act]) -> date | None:
    """Return the day by which each of several acts surely was done; None where that can't be told of one of them."""
    days = [act.day.latest if act.day is not None else None for act in acts]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def earliest_of(acts: Iterable[Act]) -> date | None:
    """Return the day before which none of several acts was done; None where that can't be told of one of them."""
    days = [act.day.earliest if act.day is not None else None for act in acts]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def acts_under(chronology: Chronology, beside: Beside) -> Mapping[str, tuple[Act, ...]]:
    """Return for each agreement that an event file tells acts under all acts that are known under it.

    Those of its record come first, then those of other event files that are no scenarios, then its own.
    """
    mine: dict[str, list[Act]] = {}
    for index, done in enumerate(chronology.events):
        if isinstance(done, ActDone):
            here = ROOT / "events" / index
            for name in dict.fromkeys(path.partition("/")[0] for path in done.under):
                mine.setdefault(name, []).extend(_told(done, here, ""))
    return {name: (*_elsewhere(name, chronology, beside), *acts) for name, acts in mine.items()}


def known_acts(name: str, chronology: Chronology, beside: Beside) -> Iterator[Act]:
    """Yield all acts that are known under an agreement: those of its record, of other event files, and of this one."""
    yield from _elsewhere(name, chronology, beside)
    for done in chronology.under(name):
        if isinstance(done, ActDone):
            yield from _told(done, None, "")


def _told(done: ActDone, here: Pointer | None, home: str) -> Iterator[Act]:
    day = done.day
    when = ROOT if here is None else here / ("moment" if done.date is None and done.moment is not None else "date")
    for number, by in enumerate(done.by):
        yield Act(done.act, by, done.part, day, here, number, when, home)


def _elsewhere(name: str, chronology: Chronology, beside: Beside) -> Iterator[Act]:
    seen: set[tuple[object, ...]] = set()
    for agreement in beside.by_id.get(name, ()):
        for action in agreement.actions:
            for number, by in enumerate(action.by):
                key = (action.act, by, action.part, action.date)
                if key not in seen:  # versions of a record repeat its acts
                    seen.add(key)
                    yield Act(action.act, by, action.part, action.date, None, number, ROOT, "the record")
    for other in beside.facts:
        if other is not chronology and other != chronology:
            for done in other.under(name):
                if isinstance(done, ActDone):
                    yield from _told(done, None, f"the events {other.id!r}")


def files_beside(chronology: Chronology, beside: Beside) -> tuple[Chronology, ...]:
    """Return the events that count together: those judged, and others that are no scenarios."""
    return (chronology, *(one for one in beside.facts if one is not chronology and one != chronology))


def for_whom(chronology: Chronology, beside: Beside, by: Iterable[str], wanted: frozenset[str]) -> str:
    """Return a hint that names the party whose organ acted; empty where none is known."""
    owners = once(chronology, beside, _owners)
    names = sorted({owner for one in by if (owner := owners.get(one)) in wanted and owner is not None})
    return f"name the party: {wording.listed(map(repr, names), 'or')}" if names else ""


def _owners(chronology: Chronology, _: Beside) -> Mapping[str, str | None]:
    return {one.id: one.of for one in chronology.actors}
