"""Claims in words: what the record says, what the claim says, and who says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agreements.model import Agreement, AmountLike, Claim, Event, MoneyAmount, Record, ShareOfGdp
from agreements.model.vocabulary import SourceType
from agreements.timing import Period
from agreements.wording import ABSENT, amount, event

__all__ = ["claim_data", "claim_lines", "recorded", "speakers"]

# What a value is recorded with, not what it says.
_APPARATUS = frozenset({"id", "kind", "rule", "at", "cite", "note", "absent", "topic"})


def claim_lines(agreement: Agreement, claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield a claim as labelled lines: what is recorded, what is claimed, who says so, and why they differ."""
    yield f"the {_voice(agreement, claim)} says", recorded(agreement, claim)
    yield "the claim says", claim.says + (f" [{claim.value}]" if claim.value else "")
    yield "who says so", "; ".join(speakers(agreement, claim))
    if claim.why:
        yield "why", claim.why


def claim_data(agreement: Agreement, claim: Claim) -> dict[str, Any]:
    """Return a claim as plain data, with what the record says there in words and its sources by id."""
    return {
        "id": claim.id,
        "about": claim.about,
        "recorded": recorded(agreement, claim),
        "says": claim.says,
        "value": claim.value or "",
        "relation": str(claim.relation),
        "why": claim.why or "",
        "sources": [cite.source for cite in claim.cite],
    }


def recorded(agreement: Agreement, claim: Claim) -> str:
    """Return, in words, what the record holds at the place the claim is about."""
    found = agreement.find(claim.about)
    if found is None:
        return "nothing: the place is not in the record"
    if found.value in (None, ()):
        return ABSENT[str(found.absent)] if found.absent else "nothing recorded"
    return _words(found.value)


def speakers(agreement: Agreement, claim: Claim) -> list[str]:
    """Return the titles of the sources that make the claim, each with its id."""
    titles = {source.id: source.title for source in agreement.sources}
    return [f"{titles[cite.source]} ({cite.source})" if cite.source in titles else cite.source for cite in claim.cite]


def _voice(agreement: Agreement, claim: Claim) -> str:
    """Return `text` where the value comes from a text, `record` where it is inferred or rests on reports."""
    if claim.about.split("/")[0] == "parts":
        return "record"
    own = next((source for source in agreement.sources if source.id == agreement.text), None)
    return "text" if own and own.type in (SourceType.OFFICIAL_TEXT, SourceType.TRANSLATION) else "record"


def _words(value: Any) -> str:
    if isinstance(value, MoneyAmount | ShareOfGdp | AmountLike):
        return amount(value)
    if isinstance(value, Event):
        return event(value)
    if isinstance(value, Record):
        short = getattr(value, "summary", None)
        return short if isinstance(short, str) else _plain_words(value.plain())
    if isinstance(value, tuple):
        return "; ".join(_words(item) for item in value)
    return value.in_words() if isinstance(value, Period) else _unhyphened(str(value))


def _plain_words(value: Any) -> str:
    if isinstance(value, Mapping):
        shown = {key: item for key, item in value.items() if key not in _APPARATUS}
        return ", ".join(f"{key.replace('_', ' ')} {_plain_words(item)}" for key, item in shown.items())
    if isinstance(value, list):
        return "; ".join(_plain_words(item) for item in value)
    return _unhyphened(str(value))


def _unhyphened(text: str) -> str:
    # A word of the vocabulary reads better without hyphens; a date or an amount keeps its form.
    return text.replace("-", " ") if text.replace("-", "").isalpha() and text.islower() else text
