"""Parties, actors, the parts of a text and the status each part claims."""

from __future__ import annotations

from pydantic import Field

from agreements.model._base import ActorId, Id, Listed, Prose, Record, Sorted
from agreements.model.lifecycle import Languages
from agreements.model.place import Place
from agreements.model.sources import Citation
from agreements.model.vocabulary import Basis, LegalStatus, Role, Signal
from agreements.timing import Period

BODY = "body"
"""The id of the main text, which clauses without `part` belong to."""


class Party(Record):
    """A party, or a side of a text that has no parties in law."""

    id: ActorId
    role: Role = Field(description="The part it plays.")
    name: str | None = Field(None, max_length=200, description="Its name; needed where the id is no known code.")
    cite: Listed[Citation] = Field((), description="Other sources.")


class Actor(Record):
    """Somebody the text names who is no party and may still act, be attacked or benefit."""

    id: ActorId
    role: Role = Field(description="The part it plays.")
    name: str | None = Field(None, max_length=200, description="Its name; needed where the id is no known code.")
    of: ActorId | None = Field(None, description="Whose organ, agency or member it is.")
    at: Place | None = Field(None, description="Where the text names it.")
    note: Prose | None = Field(None, description="Who is meant, where the text leaves it open.")


class Evidence(Record):
    """One signal of a text for or against binding force."""

    signal: Signal = Field(description="What was seen; the vocabulary says which way it points.")
    at: Place | None = Field(None, description="Where.")


class Status(Record):
    """What a part is meant to be in law, and what that rests on."""

    status: LegalStatus = Field(description="Binding, political, disputed or unclear.")
    basis: Basis = Field(description="Stated by the text itself, or inferred from its signals.")
    evidence: Listed[Evidence] = Field((), description="The signals, for and against.")
    at: Place | None = Field(None, description="Where the text says so, if it does.")
    cite: Listed[Citation] = Field((), description="Who else says so.")
    note: Prose | None = Field(None, description="What a reader should know.")


class Part(Record):
    """A part of the document: the body, an annex."""

    id: Id = Field(description="`body` for the main text; clauses without `part` belong to it.")
    at: Place | None = Field(None, description="Where the part stands.")
    calls_sides: Sorted[str] = Field((), description="What this part calls its sides.", examples=[["Parties"]])
    legal_status: Status | None = Field(None, description="What it is meant to be in law.")
    length: Period | None = Field(None, description="How long it lasts, where that is its own.")
    languages: Languages | None = Field(None, description="Its languages, where they are its own.")
    note: Prose | None = Field(None, description="What a reader should know.")


class Ambiguity(Record):
    """A wording that can be read in more than one way."""

    at: Place = Field(description="Where.")
    readings: Listed[Prose] = Field(description="The readings, in our words; two or more.")


__all__ = ["Actor", "Ambiguity", "Evidence", "Part", "Party", "Status"]
