"""One record, events or terms of office in words for programs: one JSON object; the thing itself is in `writing`."""

from __future__ import annotations

import json

from agreements.model import Agreement, Document
from agreements.renderers._account import sections
from agreements.renderers._claims import claim_data

__all__ = ["render"]


def render(document: Document, *, width: int = 80, color: bool = False, full: bool = False) -> str:
    """Return its account as JSON, ASCII only, ending in a line end.

    Args:
        document: The record, events or terms of office.
        width: Changes nothing.
        color: Changes nothing.
        full: Whether to tell every clause.
    """
    agreement = document if isinstance(document, Agreement) else None
    data = {
        "format": "show/1",
        "holds": document.format,
        "id": document.id,
        "version": (agreement.version or "") if agreement else "",
        "title": document.title,
        "instrument": str(agreement.instrument) if agreement else "",
        "sections": [
            {"heading": heading, "items": [{"depth": depth, "text": text} for depth, text in items]}
            for heading, items in sections(document, full=full)
        ],
        "claims": [claim_data(agreement, claim) for claim in agreement.claims] if agreement else [],
    }
    return json.dumps(data, indent=2) + "\n"
