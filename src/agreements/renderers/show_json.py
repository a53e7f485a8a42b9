"""One record in words for programs: one JSON object; the record itself is what `writing` gives."""

from __future__ import annotations

import json

from agreements.model import Agreement
from agreements.renderers._account import sections
from agreements.renderers._claims import claim_data

__all__ = ["render"]


def render(agreement: Agreement, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return the record's account as JSON, ASCII only, ending in a line end.

    Args:
        agreement: The record.
        width: Changes nothing.
        color: Changes nothing.
        full: Whether to tell every clause.
    """
    data = {
        "format": "show/1",
        "id": agreement.id,
        "version": agreement.version or "",
        "title": agreement.title,
        "instrument": str(agreement.instrument),
        "sections": [
            {"heading": heading, "items": [{"depth": depth, "text": text} for depth, text in items]}
            for heading, items in sections(agreement, full=full)
        ],
        "claims": [claim_data(agreement, claim) for claim in agreement.claims],
    }
    return json.dumps(data, indent=2) + "\n"
