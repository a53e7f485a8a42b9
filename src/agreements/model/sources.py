"""Where values come from: sources, citations, and claims that conflict with the record."""

from __future__ import annotations

from pydantic import Field

from agreements.model._base import Id, Listed, Prose, Record, RecordPath
from agreements.model.place import Place
from agreements.model.vocabulary import ClaimRelation, SourceType
from agreements.timing import PartialDate


class Source(Record):
    """A document that values rest on."""

    id: Id
    type: SourceType = Field(description="What the source is; texts come before reports about them.")
    title: str = Field(min_length=1, max_length=300, description="Its title.")
    publisher: str | None = Field(None, max_length=200, description="Who published it.")
    url: str | None = Field(
        None, max_length=500, description="Its address, as found; shortened ones name site and item."
    )
    language: str | None = Field(
        None, pattern=r"^[a-z]{2,3}$", description="ISO 639 code of the language it was read in."
    )
    published: PartialDate | None = Field(None, description="When it was published.")
    note: Prose | None = Field(None, description="What a reader should know about it.")


class Citation(Record):
    """A place in another source."""

    source: Id = Field(description="The id of the source.", examples=["official"])
    at: Place | None = Field(None, description="Where in that source.")


class Claim(Record):
    """What somebody says about this agreement, kept beside what the text says."""

    id: Id
    about: RecordPath = Field(
        description="What it is about, by ids and field names from the top of the record.",
        examples=["emergency-meeting/responses/meet/deadline/softened_by"],
    )
    says: Prose = Field(description="What is claimed, in our words.")
    value: str | None = Field(
        None, max_length=200, description="The claimed value, where the record holds one to compare."
    )
    relation: ClaimRelation = Field(description="How the claim stands to what the record says.")
    why: Prose | None = Field(None, description="Why the record says something else, or why it can't be told.")
    cite: Listed[Citation] = Field(description="Who says so.")
