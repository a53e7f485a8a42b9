"""The record of an agreement, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from agreements._quoting import quoted
from agreements._spelling import near
from agreements.errors import UnknownNameError, WrongTypeError
from agreements.model._base import FrozenMap, Id, Listed, Prose, Record, RecordPath
from agreements.model._paths import Found, lead
from agreements.model.clauses import Clause, CommitmentClause, Limitation, Trigger
from agreements.model.commitments import Commitment, Response
from agreements.model.lifecycle import (
    Accession,
    Action,
    Amendment,
    Disputes,
    Duration,
    EntryRule,
    Languages,
    Provision,
    Registration,
    Relation,
    Renewal,
    Review,
    Survival,
    Term,
    WayOut,
)
from agreements.model.parties import BODY, Actor, Part, Party, Status
from agreements.model.place import Place
from agreements.model.sources import Claim, Source
from agreements.model.vocabulary import Basis, Coverage, Force, Hedge, Instrument, LegalStatus, Topic
from agreements.pointer import ROOT, Pointer
from agreements.timing import Answer, PartialDate, Period

_OWED = frozenset({Force.FIRM, Force.PROHIBITED})
_SHOWN_PARTIES = 8


class Ignored(Record):
    """A rule that may find something here, and why that is right."""

    rule: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="The rule's name.")
    at: RecordPath | None = Field(
        None,
        description="What it is ignored in, with all that stands in it, by ids and field names from the top of the "
        "file; empty: the whole file.",
        examples=["emergency-meeting", "termination/notice", "parties/USA"],
    )
    why: Prose = Field(description="Why what the rule finds is right here.")


class PassedOver(Record):
    """A place in the text that was read and not recorded."""

    at: Place = Field(description="Where.")
    why: Prose = Field(description="Why it isn't recorded.")


class Provisional(Provision):
    """Application before entry into force."""

    runs_from: Literal["signature", "date", "notification"] = Field(description="From when.")
    date: PartialDate | None = Field(None, description="The day, where it runs from a date.")


class Suspension(Provision):
    """How the agreement can be suspended."""

    summary: Prose = Field(description="By whom and how, in our words.")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment where it stands: in a clause of its own or inside a trigger.

    Attributes:
        pointer: Where it stands in the record.
        path: Its ids: `emergency-meeting/meet`, or the clause's id alone.
        clause: The clause it stands in.
        commitment: The commitment itself.
        topic: Its own topic, or its clause's.
        place: Its own place in the text, or its clause's; None where neither has one.
        status: The status of its part; None where nobody recorded it.
        hedges: What it is subject to, limitations laid over it.
    """

    pointer: Pointer
    path: str
    clause: Clause
    commitment: Commitment
    topic: Topic
    place: Place | None
    status: Status | None
    hedges: tuple[Hedge, ...]

    @property
    def binds(self) -> Answer:
        """Whether it binds in law: yes for what is firmly put in a binding part, no in a political one.

        Powers, permissions, intentions and declarations create no duty: no. A status that is disputed, unclear or
        not recorded can't be told.
        """
        if self.commitment.effective_force not in _OWED:
            return Answer.NO
        if self.status is None:
            return Answer.CANNOT_TELL
        match self.status.status:
            case LegalStatus.BINDING:
                return Answer.YES
            case LegalStatus.POLITICAL:
                return Answer.NO
            case _:
                return Answer.CANNOT_TELL

    @property
    def binds_basis(self) -> Basis | None:
        """What the status rests on: stated by the text, or inferred from its signals; None where none is recorded."""
        return self.status.basis if self.status else None


class Agreement(Record):
    """An international agreement, declaration or policy as data."""

    format: Literal["agreement/1"] = Field(description="The version of this format.")
    id: Id
    title: str = Field(min_length=1, max_length=300, description="The title as printed.")
    instrument: Instrument = Field(description="What kind of document it is.")
    version: str | None = Field(None, max_length=40, description="Which version, where there are several.")
    text: Id = Field(description="The id of the source that every bare `at` points into.")
    sources: Listed[Source] = Field(description="What the values rest on.")
    parties: Listed[Party] = Field(description="The parties or sides.")
    actors: Listed[Actor] = Field((), description="Others who act, benefit or attack.")
    parts: Listed[Part] = Field((), description="The parts of the document, with their status.")
    coverage: FrozenMap[Topic, Coverage] = Field(
        default_factory=FrozenMap,
        description="Which topics are recorded; what isn't covered can't be told.",
        examples=[{"response-to-aggression": "complete"}],
    )
    passed_over: Listed[PassedOver] = Field((), description="What was read and not recorded, with the reason.")
    actions: Listed[Action] = Field((), description="Dated acts of the parties: signature, ratification, denunciation.")
    entry_into_force: EntryRule | None = Field(None, description="How it enters into force or takes effect.")
    provisional_application: Provisional | None = Field(None, description="Application before that.")
    duration: Duration | None = Field(None, description="How long it lasts.")
    renewal: Renewal | None = Field(None, description="How it goes on after its term.")
    review: Listed[Review] = Field((), description="When it is looked at as a whole.")
    termination: Listed[WayOut] = Field((), description="The ways to end it or to leave it.")
    survival: Listed[Survival] = Field((), description="What goes on after the end.")
    suspension: Suspension | None = Field(None, description="How it can be suspended.")
    amendment: Amendment | None = Field(None, description="How it is changed.")
    accession: Accession | None = Field(None, description="How others join.")
    disputes: Disputes | None = Field(None, description="How disputes about it are settled.")
    registration: Registration | None = Field(None, description="Registration with the United Nations.")
    languages: Languages | None = Field(None, description="The languages and which of them counts.")
    relations: Listed[Relation] = Field((), description="How it stands to other instruments.")
    claims: Listed[Claim] = Field((), description="What others say about it.")
    clauses: Listed[Clause] = Field((), description="The clauses, in the order of the text.")
    ignore: Listed[Ignored] = Field((), description="Rules that find something here rightly left as it is.")
    note: Prose | None = Field(None, description="What a reader should know.")

    def __repr__(self) -> str:
        return f"<Agreement {self}>"

    def __str__(self) -> str:
        """Return the id, the title, cut if it is long, and the parties."""
        version = f", version {self.version}" if self.version else ""
        parties = ", ".join(party.id for party in self.parties[:_SHOWN_PARTIES])
        more = f" and {len(self.parties) - _SHOWN_PARTIES} more" if len(self.parties) > _SHOWN_PARTIES else ""
        return f"{self.id}{version}: {quoted(self.title, 100).partition(' (')[0]} ({parties}{more})"

    def clause(self, id: str) -> Clause:
        """Return the clause of that id.

        Raises:
            UnknownNameError: There is none; its `near` holds ids that look alike.
            WrongTypeError: `id` is no text.
        """
        if not isinstance(id, str):
            raise WrongTypeError("clause", "the id of a clause, a text", id, "`clauses[0]` is the first clause")
        found = self._by_id.get(id)
        if found is None:
            raise UnknownNameError("clause", id, near(id, self._by_id), tuple(self._by_id))
        return found

    def find(self, about: str) -> Found | None:
        """Return what a path of ids and field names leads to; None where it leads nowhere.

        Args:
            about: From the top of the record: a clause's id or a field's name, then ids (a response without an id is
                known by its act, an act of the parties by its kind) and field names, joined by `/`.

        Raises:
            WrongTypeError: `about` is no text.
        """
        if not isinstance(about, str):
            raise WrongTypeError("find", "ids and names of fields joined by '/', a text", about)
        first, *rest = about.split("/")
        if (index := self._index_of.get(first)) is not None:
            return lead(self.clauses[index], ROOT / "clauses" / index, rest)
        return lead(self, ROOT, (first, *rest))

    def clauses_of(self, kind: str) -> tuple[Clause, ...]:
        """Return the clauses of that kind, in the order of the record; empty where there are none."""
        return tuple(clause for clause in self.clauses if clause.kind == kind)

    def commitments(self) -> tuple[Undertaking, ...]:
        """Return every commitment, those inside triggers too, in the order of the record."""
        return self._undertakings

    def terminations(self) -> Iterator[tuple[Pointer, WayOut]]:
        """Yield each way out with where it stands in the record."""
        for index, way_out in enumerate(self.termination):
            yield ROOT / "termination" / index, way_out

    def term_length(self) -> Period | None:
        """Return how long it lasts; None where that is absent, indefinite, or until an event."""
        return self.duration.length if isinstance(self.duration, Term) else None

    def part_of(self, clause: Clause) -> Part | None:
        """Return the part the clause stands in; None where that part isn't recorded."""
        return self._parts.get(clause.part or BODY)

    def status_of(self, clause: Clause) -> Status | None:
        """Return the legal status of the part the clause stands in; None where nobody recorded it."""
        part = self.part_of(clause)
        return part.legal_status if part else None

    def limitations_on(
        self, clause: Clause, topic: Topic | None = None, response: Response | None = None
    ) -> tuple[Limitation, ...]:
        """Return the limitations that cover the clause, or a response in it, in the order of the record.

        Args:
            clause: The clause.
            topic: The topic, where it isn't the clause's.
            response: A response in it; its own topic counts where it has one.
        """
        path = f"{clause.id}/{response.key}" if response else ""
        names = frozenset(clause.coverable(topic or (response.topic if response else None) or clause.topic, path))
        return tuple(limit for limit in self._limitations if not names.isdisjoint(limit.covered))

    def effective_hedges(self, clause: Clause, commitment: Commitment | None = None) -> tuple[Hedge, ...]:
        """Return what a clause's commitment is subject to: its own hedges and those of every limitation over it.

        Sorted, each once. Without `commitment`, a clause that is itself a commitment counts its own.
        """
        own = commitment or (clause if isinstance(clause, CommitmentClause) else None)
        hedges: set[Hedge] = set(own.subject_to) if own else set()
        topic = (own.topic if own else None) or clause.topic
        path = f"{clause.id}/{own.key}" if isinstance(own, Response) else ""
        for scope in clause.coverable(topic, path):
            for bearers, subject_to in self._limits.get(scope, ()):
                if not bearers or own is None or not own.bearers or not bearers.isdisjoint(own.bearers):
                    hedges.update(subject_to)
        return tuple(sorted(hedges))

    def _repr_html_(self) -> str:
        """Return the record in words as HTML, for notebooks."""
        from agreements.renderers import show_html

        return show_html.render(self)

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {id: self.clauses[index] for id, index in self._index_of.items()}

    @cached_property
    def _index_of(self) -> dict[str, int]:
        # The first of a repeated id wins; the rule `duplicate-id` reports the others.
        found: dict[str, int] = {}
        for index, clause in enumerate(self.clauses):
            found.setdefault(clause.id, index)
        return found

    @cached_property
    def _limits(self) -> dict[tuple[str, str], frozenset[tuple[frozenset[str], tuple[Hedge, ...]]]]:
        """What limitations lay over each scope, by whose duties they limit: the same said twice is kept once.

        A long record would otherwise be read once more for every commitment.
        """
        found: dict[tuple[str, str], set[tuple[frozenset[str], tuple[Hedge, ...]]]] = {}
        for limit in self.clauses:
            if isinstance(limit, Limitation) and limit.subject_to:
                for scope in limit.covered:
                    found.setdefault(scope, set()).add((frozenset(limit.bearers), limit.subject_to))
        return {scope: frozenset(limits) for scope, limits in found.items()}

    @cached_property
    def _limitations(self) -> tuple[Limitation, ...]:
        return tuple(clause for clause in self.clauses if isinstance(clause, Limitation))

    @cached_property
    def _parts(self) -> dict[str, Part]:
        return {part.id: part for part in self.parts}

    @cached_property
    def as_written(self) -> dict[str, Any]:
        """The record as plain data, kept for comparing it many times; to be read, never changed."""
        return self.plain()

    @cached_property
    def _undertakings(self) -> tuple[Undertaking, ...]:
        return tuple(self._find_undertakings())

    def _find_undertakings(self) -> Iterator[Undertaking]:
        for index, clause in enumerate(self.clauses):
            here = ROOT / "clauses" / index
            if isinstance(clause, CommitmentClause):
                yield self._undertaking(here, clause.id, clause, clause)
            elif isinstance(clause, Trigger):
                for number, response in enumerate(clause.responses):
                    path = f"{clause.id}/{response.key}"
                    yield self._undertaking(here / "responses" / number, path, clause, response)

    def _undertaking(self, pointer: Pointer, path: str, clause: Clause, commitment: Commitment) -> Undertaking:
        return Undertaking(
            pointer=pointer,
            path=path,
            clause=clause,
            commitment=commitment,
            topic=commitment.topic or clause.topic,
            place=commitment.at or clause.at,
            status=self.status_of(clause),
            hedges=self.effective_hedges(clause, commitment),
        )
