"""The kinds of clause. The kinds are closed: each is compared, judged and tabled by name."""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import Field

from agreements.model._base import Absence, ActorId, Id, IdPath, Listed, Prose, Record, Sorted
from agreements.model.commitments import Commitment, Includes, Quantity, Response
from agreements.model.events import Event, Reading, Request
from agreements.model.money import Amount
from agreements.model.parties import BODY, Ambiguity
from agreements.model.place import Place
from agreements.model.sources import Citation
from agreements.model.vocabulary import Act, Decision, Form, Hedge, StatementAct, Topic
from agreements.timing import PartialDate


class ClauseBase(Record):
    """What every clause has."""

    id: Id
    topic: Topic = Field(description="What it is about.")
    part: Id | None = Field(None, description="The part it stands in; by default the body.", examples=["annex"])
    at: Place | None = Field(None, description="Where in the record's own text.")
    cite: Listed[Citation] = Field((), description="Other sources.")
    ambiguous: Listed[Ambiguity] = Field((), description="Wordings that can be read in more than one way.")
    note: Prose | None = Field(None, description="What a reader should know.")

    def coverable(self, topic: Topic, path: str = "") -> tuple[tuple[str, str], ...]:
        """Return the names under which a limitation covers it, or a response in it.

        Args:
            topic: Its topic, or the response's.
            path: The response, by its ids: `emergency-assistance/provide`; empty: the clause itself.
        """
        names = ("whole-text", ""), ("part", self.part or BODY), ("topics", topic), ("clauses", self.id)
        return (*names, ("clauses", path)) if path not in ("", self.id) else names


class Trigger(ClauseBase):
    """Something that happens sets something off."""

    kind: Literal["trigger"]
    when: Listed[Event] = Field((), description="Any one of these sets it off.")
    other_readings: Listed[Reading] = Field(
        (), description="Other ways to read what sets it off; makes the reading ambiguous."
    )
    on_request_of: Request | None = Field(
        None,
        description="Who must ask, for all that follows unless a response says otherwise; name it in `absent` as "
        "silent where the text needs no request. Where one event alone needs one, write it in that event's "
        "`together_with`.",
    )
    responses: Listed[Response] = Field((), description="What follows, in the order of the text.")
    summary: Prose | None = Field(None, description="The whole in our words, short.")

    @property
    def reading(self) -> Literal["plain", "ambiguous"]:
        """Whether what sets it off can be read in one way or in several."""
        return "ambiguous" if self.other_readings else "plain"

    def request_for(self, response: Response) -> tuple[Request | None, Absence | None]:
        """Return who must ask for a response, and why nobody is named there: its own, or else the trigger's.

        Neither: nobody looked.
        """
        own = response.on_request_of, response.absent.get("on_request_of")
        return own if any(own) else (self.on_request_of, self.absent.get("on_request_of"))


class CommitmentClause(ClauseBase, Commitment):
    """An undertaking that stands by itself."""

    kind: Literal["commitment"]
    id: Id
    topic: Topic = Field(description="What it is about.")


class Limitation(ClauseBase):
    """Something that qualifies other clauses: overlays every clause it covers."""

    kind: Literal["limitation"]
    applies_to: Literal["whole-text", "part", "topics", "clauses"] = Field(description="What it covers.")
    parts: Sorted[Id] = Field((), description="The parts covered, for `part`.")
    topics: Sorted[Topic] = Field((), description="The topics covered, for `topics`.")
    clauses: Sorted[IdPath] = Field(
        (),
        description="The clauses covered, for `clauses`; one response of a trigger by the trigger's id and its own.",
        examples=[["export-controls", "emergency-assistance/provide"]],
    )
    bearers: Sorted[ActorId] = Field((), description="Whose duties are limited; empty: everybody's.")
    subject_to: Sorted[Hedge] = Field((), description="What they are subject to.")
    summary: Prose = Field(description="The limit in our words, short.")

    @property
    def covered(self) -> frozenset[tuple[str, str]]:
        """What it covers, by the names of `coverable`: `("part", "annex")`; the whole text has an empty one."""
        names: tuple[str, ...]
        match self.applies_to:
            case "whole-text":
                names = ("",)
            case "part":
                names = self.parts or (self.part or BODY,)
            case "topics":
                names = self.topics
            case "clauses":
                names = self.clauses
            case _:
                assert_never(self.applies_to)
        return frozenset((self.applies_to, name) for name in names)


class Statement(ClauseBase):
    """Something said, not promised."""

    kind: Literal["statement"]
    act: StatementAct = Field(description="What the statement does.")
    speakers: Sorted[ActorId] = Field((), description="Who says so; empty: the text, of itself.")
    when: Listed[Event] = Field((), description="Upon which events it would hold.")
    summary: Prose = Field(description="What is said, in our words, short.")


class Definition(ClauseBase):
    """What a word means."""

    kind: Literal["definition"]
    term: str = Field(min_length=1, max_length=120, description="The word.")
    complete: Literal["complete", "includes"] = Field(description="Says all it means, or only what it includes.")
    meanings: Listed[Prose] = Field(description="What it means, in our words; one entry a meaning.")


class Institution(ClauseBase):
    """A body set up or used."""

    kind: Literal["institution"]
    body: ActorId = Field(description="The body.")
    established: Literal["new", "existing"] = Field(description="Set up here, or there already.")
    members: Sorted[ActorId] = Field((), description="Who sits on it; `each-party` for all.")
    summary: Prose = Field(description="What it is for, in our words, short.")


class Report(ClauseBase):
    """Past money or deeds."""

    kind: Literal["report"]
    act: Act = Field(description="What was done.")
    by: Sorted[ActorId] = Field(description="By whom.")
    beneficiaries: Sorted[ActorId] = Field((), description="For whom.")
    partners: Sorted[ActorId] = Field((), description="With whom it was done.")
    amount: Amount | None = Field(None, description="How much money.")
    quantity: Quantity | None = Field(None, description="How many things.")
    form: Form | None = Field(None, description="In which form support came.")
    includes: Includes | None = Field(None, description="What the text lists.")
    span: PartialDate | None = Field(None, description="In which time.")
    summary: Prose = Field(description="What was done, in our words, short.")


class PolicyRule(ClauseBase):
    """What one issuer allows or forbids another, in a policy it can change alone."""

    kind: Literal["policy"]
    issuer: ActorId = Field(description="Who decides.")
    addressees: Sorted[ActorId] = Field(description="Whom it speaks to.")
    act: Act = Field(description="What is decided on.")
    decision: Decision = Field(description="Allowed or not.")
    item: str | None = Field(None, max_length=160, description="Which things it covers, in our words.")
    inside: Sorted[ActorId] = Field((), description="In whose territory.")
    near: str | None = Field(None, max_length=160, description="Near which place, in our words.")
    exception_to: Id | None = Field(None, description="The rule it is an exception to.")
    conditions: Listed[Event] = Field((), description="Only if, or as long as, any of these.")
    summary: Prose = Field(description="The rule in our words, short.")


class Other(ClauseBase):
    """Placed, but not yet typed."""

    kind: Literal["other"]
    summary: Prose = Field(description="What it says, in our words, short.")


Clause = Annotated[
    Trigger | CommitmentClause | Limitation | Statement | Definition | Institution | Report | PolicyRule | Other,
    Field(discriminator="kind"),
]
"""A clause of any kind."""
