"""What sets a trigger off: events, and who may invoke it."""

from __future__ import annotations

from pydantic import Field

from agreements.model._base import ActorId, Id, Listed, Prose, Record, Sorted
from agreements.model.vocabulary import EventKind, Need


class Event(Record):
    """Something that may happen. A list of events means any one of them suffices.

    With `together_with`, `after` and `during` all that they list must hold as well; with `unless`, none of it.
    """

    event: EventKind = Field(description="What happens.")
    by: Sorted[ActorId] = Field((), description="By whom; empty: the text names nobody.")
    against: Sorted[ActorId] = Field((), description="Against whom; any one of them suffices.")
    of: ActorId | None = Field(None, description="The organisation, where the event is about membership.")
    where: Prose | None = Field(None, description="Where, in our words.")
    scope: Id | None = Field(None, description="The definition clause that says what counts.")
    judged_by: Sorted[ActorId] = Field((), description="In whose opinion it happens; empty: the text doesn't say.")
    described: Prose | None = Field(None, description="The event in our words, where the vocabulary is too coarse.")
    after: Listed[Event] = Field((), description="Only after all of these.")
    during: Listed[Event] = Field((), description="Only while all of these go on.")
    together_with: Listed[Event] = Field((), description="Only together with all of these.")
    unless: Listed[Event] = Field((), description="Not if any of these happens.")


class Request(Record):
    """Who may set the trigger off by asking."""

    parties: Sorted[ActorId] = Field(description="Who may ask.")
    need: Need = Field(description="How many of them must ask.")


class Reading(Record):
    """A second way to read what sets a trigger off."""

    when: Listed[Event] = Field(description="The events in this reading.")
    why: Prose = Field(description="What in the wording allows it.")
