"""What happened, kept apart from what the texts provide: a chronology of events, acts, requests and deeds."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from agreements._quoting import quoted
from agreements.model._base import ActorId, Id, IdPath, Listed, Prose, Record, Sorted, Truth
from agreements.model.agreement import Ignored
from agreements.model.parties import Actor
from agreements.model.sources import Citation, Source
from agreements.model.vocabulary import Act, ActionKind, EventKind
from agreements.timing import PartialDate
from agreements.timing.instants import Instant
from agreements.timing.points import When, when

__all__ = ["ActDone", "Chronology", "Deed", "Happened", "Happening", "Requested"]

_UNDER = "The agreements it is about, by id; there may follow what it is about there: `usa-ukr-2024/emergency-meeting`."


_of = lru_cache(maxsize=4096)(PartialDate.of)  # a chronology tells of the same days over and over


class Happening(Record):
    """What everything that happened has: when, where, and who says so."""

    id: Id
    date: PartialDate | None = Field(None, description="The day, as far as it is known; not beside `moment`.")
    moment: Instant | None = Field(
        None,
        description="The moment, where the hour matters; with its zone.",
        examples=["2024-06-20T04:10[Europe/Kyiv]"],
    )
    place: str | None = Field(None, max_length=120, description="Where it happened.")
    cite: Listed[Citation] = Field((), description="Who says so.")
    note: Prose | None = Field(None, description="What a reader should know.")

    def __hash__(self) -> int:
        """Return the hash of its fields, worked out once: what several files tell is told apart for each agreement."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(getattr(self, name) for name in type(self).model_fields))

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is pickled: the fields alone, because the hash of a text is another one in each process."""
        return {**super().__getstate__(), "__dict__": self._fields()}

    def __copy__(self) -> Self:
        """Return a copy that works everything out anew: `model_copy` may change its fields."""
        copied = super().__copy__()
        object.__setattr__(copied, "__dict__", self._fields())
        return copied

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name in type(self).model_fields}

    @cached_property
    def when(self) -> When:
        """The point in time, as far as it is known."""
        return when(self.moment or self.date)

    @cached_property
    def day(self) -> PartialDate | None:
        """The day: the date, or the day of the moment where it happened; None where neither is known."""
        return self.date or (_of(self.moment.day) if self.moment else None)


class Happened(Happening):
    """An event in the world: an attack, the end of hostilities, an accession."""

    kind: Literal["event"]
    event: EventKind = Field(description="What happened.")
    by: Sorted[ActorId] = Field((), description="By whom.")
    against: Sorted[ActorId] = Field((), description="Against whom.")
    of: ActorId | None = Field(None, description="The organisation, where the event is about membership.")
    described: Prose | None = Field(None, description="The event in our words.")


class ActDone(Happening):
    """An act of a party by treaty law, not written in the record: a ratification, a notice, a termination."""

    kind: Literal["act"]
    act: ActionKind = Field(description="What was done.")
    by: Sorted[ActorId] = Field(description="By whom.")
    under: Sorted[IdPath] = Field(description=_UNDER)
    part: Id | None = Field(None, description="The part the act is about; empty: the whole.")
    received: PartialDate | None = Field(None, description="When it was received, where that counts.")


class Requested(Happening):
    """Somebody asked for what a text provides upon request."""

    kind: Literal["request"]
    by: Sorted[ActorId] = Field(description="Who asked.")
    under: Sorted[IdPath] = Field(description=_UNDER)
    described: Prose | None = Field(None, description="What was asked, in our words.")


class Deed(Happening):
    """Something that was done and may answer a duty: a meeting, a delivery, a payment."""

    kind: Literal["deed"]
    act: Act = Field(description="What was done.")
    by: Sorted[ActorId] = Field(description="By whom.")
    to: Sorted[ActorId] = Field((), description="To or for whom.")
    answers: Sorted[IdPath] = Field(
        (),
        description="The duties it answers: the agreement's id, then the commitment's.",
        examples=[["usa-ukr-2024-security/emergency-meeting/meet"]],
    )
    described: Prose | None = Field(None, description="The deed in our words.")


AnyHappening = Annotated[Happened | ActDone | Requested | Deed, Field(discriminator="kind")]
"""Anything that happened."""


class Chronology(Record):
    """What happened, from one file: events, acts, requests and deeds, in any order."""

    format: Literal["events/1"] = Field(description="The version of this format.")
    id: Id
    title: str = Field(min_length=1, max_length=300, description="What it is a chronology of.")
    hypothetical: Truth = Field(
        False, description="`true` where none of it happened: a scenario; everything made from it says so."
    )
    sources: Listed[Source] = Field((), description="What it rests on.")
    actors: Listed[Actor] = Field((), description="Who acts and is no party of the agreements.")
    events: Listed[AnyHappening] = Field(description="What happened.")
    ignore: Listed[Ignored] = Field((), description="Rules that find something here rightly left as it is.")
    note: Prose | None = Field(None, description="What a reader should know.")

    def happened(self) -> tuple[Happened, ...]:
        """Return the events in the world, in the order of the file."""
        return self._happened

    def under(self, agreement: str) -> tuple[ActDone | Requested | Deed, ...]:
        """Return the acts, requests and deeds under an agreement, in the order of the file.

        Args:
            agreement: Its id.
        """
        return self._under.get(agreement, ())

    @cached_property
    def _happened(self) -> tuple[Happened, ...]:
        return tuple(one for one in self.events if isinstance(one, Happened))

    @cached_property
    def _under(self) -> dict[str, tuple[ActDone | Requested | Deed, ...]]:
        # A file may tell of thousands of events under hundreds of agreements: it is gone through once.
        found: dict[str, list[ActDone | Requested | Deed]] = {}
        for one in self.events:
            if not isinstance(one, Happened):
                paths = one.answers if isinstance(one, Deed) else one.under
                for name in dict.fromkeys(path.partition("/")[0] for path in paths):
                    found.setdefault(name, []).append(one)
        return {name: tuple(ones) for name, ones in found.items()}

    def agreements(self) -> tuple[str, ...]:
        """Return the ids of the agreements under which it tells anything, sorted."""
        return tuple(sorted(self._under))

    def __repr__(self) -> str:
        return f"<Chronology {self}>"

    def __str__(self) -> str:
        """Return the id, the title, cut if it is long, and how much happened."""
        scenario = ", a scenario" if self.hypothetical else ""
        return f"{self.id}: {quoted(self.title, 100).partition(' (')[0]} ({len(self.events)} entries{scenario})"

    def _repr_html_(self) -> str:
        """Return it in words as HTML, for notebooks."""
        from agreements.renderers import show_html

        return show_html.render(self)
