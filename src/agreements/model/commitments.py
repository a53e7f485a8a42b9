"""Undertakings: who does what, for whom, how firmly, by when, how much."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from agreements.model._base import ActorId, Id, Listed, Prose, Record, Sorted
from agreements.model.events import Event, Request
from agreements.model.money import Amount, DecimalText
from agreements.model.place import Place
from agreements.model.sources import Citation
from agreements.model.vocabulary import (
    Act,
    Channel,
    ClockStart,
    Effort,
    Force,
    Form,
    Hedge,
    Immediacy,
    Level,
    Modal,
    Qualifier,
    Topic,
)
from agreements.timing import PartialDate, Period


class Deadline(Record):
    """By when something is owed: within a period, or by a date."""

    within: Period | None = Field(None, description="Within this time.", examples=["PT24H"])
    runs_from: ClockStart | None = Field(
        None, description="What the time runs from; `unstated` where the text names no start."
    )
    by: PartialDate | None = Field(None, description="By this date.")
    softened_by: Sorted[Hedge] = Field((), description="What softens the time limit (not the duty).")


class Every(Record):
    """At a steady distance."""

    rule: Literal["every"]
    every: Period = Field(description="The distance.")
    at_least: Literal["at-least"] | None = Field(None, description="`at-least` where it may be more often.")


class Between(Record):
    """At a distance between two periods."""

    rule: Literal["between"]
    shortest: Period = Field(description="The shortest distance.")
    longest: Period = Field(description="The longest distance.")


class Regularly(Record):
    """Regularly, periodically, continuously; no period is named."""

    rule: Literal["regularly"]


Recurrence = Annotated[Every | Between | Regularly, Field(discriminator="rule")]
"""How often something is owed."""


class Quantity(Record):
    """How many of what."""

    number: DecimalText = Field(description="How many.")
    qualifier: Qualifier = Field(Qualifier.EXACTLY, description="How the number is put.")
    unit: str = Field(min_length=1, max_length=80, description="Of what.", examples=["aircraft"])


class Includes(Record):
    """What a text lists as part of it."""

    list: Literal["closed", "illustrative"] = Field(
        description="`closed`: these and no more; `illustrative`: these among others, or these perhaps."
    )
    items: Listed[Annotated[str, Field(min_length=1, max_length=160)]] = Field(description="The items, in our words.")


class Repayment(Record):
    """What pays a loan back."""

    from_: Listed[Prose] = Field(alias="from", description="What pays it back.")
    recourse: Literal["none", "borrower", "unstated"] = Field(
        description="Whether the borrower must pay if that fails."
    )
    maturity: Period | None = Field(None, description="When the loan is due.")


_OPEN = tuple(modal for modal in Modal if modal.force is None)


class Commitment(Record):
    """One undertaking."""

    id: Id | None = Field(None, description="Its id among its siblings; by default its act.")
    act: Act = Field(description="What is to be done, or forgone.")
    topic: Topic | None = Field(None, description="What it is about; by default the clause's topic.")
    bearers: Sorted[ActorId] = Field((), description="Who owes it, each and all; a party, an actor, `each-party`.")
    beneficiaries: Sorted[ActorId] = Field((), description="Whom it is for.")
    partners: Sorted[ActorId] = Field((), description="With whom it is done beside the bearers.")
    modal: Modal = Field(description="The word the text uses; the force follows from it.")
    word: str | None = Field(None, max_length=60, description="The word itself, where `modal` is `other`.")
    force: Force | None = Field(None, description="The force, only where it isn't the one that follows from `modal`.")
    effort: Effort | None = Field(None, description="Where less than the result is owed.")
    subject_to: Sorted[Hedge] = Field((), description="What qualifies the duty.")
    immediacy: Immediacy | None = Field(None, description="How soon, without a period.")
    level: Level | None = Field(None, description="At which level.")
    channel: Channel | None = Field(None, description="Through which channel.")
    deadline: Deadline | None = Field(None, description="By when.")
    recurrence: Recurrence | None = Field(None, description="How often.")
    span: PartialDate | None = Field(None, description="During which time.")
    length: Period | None = Field(
        None, description="For how long, where the text gives a length and no dates; it isn't said from when."
    )
    conditions: Listed[Event] = Field((), description="Only if, or as long as, any of these.")
    condition: Prose | None = Field(None, description="A condition that is no event, in our words.")
    amount: Amount | None = Field(None, description="How much money.")
    quantity: Quantity | None = Field(None, description="How many things.")
    item: str | None = Field(None, max_length=160, description="What is given, in our words.")
    form: Form | None = Field(None, description="In which form support comes.")
    repayment: Repayment | None = Field(None, description="What pays a loan back.")
    includes: Includes | None = Field(None, description="What the text lists.")
    purpose: Prose | None = Field(None, description="What for, in our words.")
    summary: Prose | None = Field(None, description="The whole in our words, short.")
    at: Place | None = Field(None, description="Where; by default where its clause stands.")
    cite: Listed[Citation] = Field((), description="Other sources.")

    def model_post_init(self, context: object, /) -> None:
        """Refuse a force that follows from nothing.

        Raises:
            PydanticCustomError: `modal` leaves the force open and `force` isn't written, or `word` is missing.
        """
        if self.modal not in _OPEN:  # nearly always; every commitment comes by here
            return
        if self.force is None:
            raise PydanticCustomError(
                "force_missing", "modal '{modal}' has no force of its own; write force", {"modal": str(self.modal)}
            )
        if self.modal is Modal.OTHER and self.word is None:
            raise PydanticCustomError("word_missing", "modal 'other' needs the word itself, in word", {})

    @property
    def effective_force(self) -> Force:
        """The force written, or else the one its modal word has."""
        force = self.force or self.modal.force
        if force is None:  # pragma: no cover - refused at construction
            raise AssertionError(self.modal)
        return force

    @property
    def key(self) -> str:
        """Its id among its siblings: the id, or else the act."""
        return self.id or str(self.act)


class Response(Commitment):
    """What follows when a trigger is set off."""

    on_request_of: Request | None = Field(
        None,
        description="Who must ask for this response alone; by default who must ask by its trigger. Name it in "
        "`absent` as silent where this one needs no request, though its trigger has one.",
    )
