"""Terms of office: who governs for a party, and from when to when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agreements.model._base import ActorId, Id, Listed, Prose, Record
from agreements.model.agreement import Ignored
from agreements.model.sources import Citation, Source
from agreements.timing import PartialDate

__all__ = ["OfficeTerm", "TermsOfOffice"]


class OfficeTerm(Record):
    """One term of an office: held, or provided for by law and not yet held."""

    id: Id
    holder: str | None = Field(
        None, max_length=200, description="Who holds it; named in `absent` as unknown where that is still open."
    )
    begins: PartialDate = Field(description="Its first day.")
    ends: PartialDate | None = Field(None, description="Its last day, which may be the first one of the next term.")
    cite: Listed[Citation] = Field((), description="Who says so.")
    note: Prose | None = Field(None, description="What a reader should know.")


class TermsOfOffice(Record):
    """The terms of one office, in order: what an agreement's life is laid beside."""

    format: Literal["terms-of-office/1"] = Field(description="The version of this format.")
    id: Id
    title: str = Field(min_length=1, max_length=300, description="What it lists.")
    party: ActorId = Field(description="For which party the office acts.")
    office: str = Field(min_length=1, max_length=120, description="The office.", examples=["President"])
    sources: Listed[Source] = Field(description="What it rests on.")
    terms: Listed[OfficeTerm] = Field(description="The terms, the earliest first.")
    ignore: Listed[Ignored] = Field((), description="Rules that find something here rightly left as it is.")
    note: Prose | None = Field(None, description="What a reader should know.")

    def _repr_html_(self) -> str:
        """Return it in words as HTML, for notebooks."""
        from agreements.renderers import show_html

        return show_html.render(self)
