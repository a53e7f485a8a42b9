"""A comparison for programs: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from agreements.comparison import Change, ClaimBeside, Diff, Effect
from agreements.model import Agreement
from agreements.renderers._claims import claim_data

__all__ = ["render"]


def render(diff: Diff, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the comparison as JSON, ASCII only, ending in a line end.

    Args:
        diff: The comparison.
        width: Changes nothing.
        color: Changes nothing.
        explain: Whether each change holds its explanation.
    """
    data = {
        "format": "diff/1",
        "old": _side(diff.old),
        "new": _side(diff.new),
        "peers": diff.peers,
        "roles": dict(diff.roles),
        "same": diff.same,
        "changes": [_change(change, explain) for change in diff.changes],
        "claims": [_claim(diff, one) for one in diff.claims],
        "counts": {str(effect): sum(change.effect is effect for change in diff.changes) for effect in Effect},
        "apparatus": diff.apparatus,
        "unclear": list(diff.unclear),
    }
    return json.dumps(data, indent=2) + "\n"


def _side(agreement: Agreement) -> dict[str, str]:
    version = {"version": agreement.version} if agreement.version else {}
    return {"id": agreement.id, "title": agreement.title} | version


def _claim(diff: Diff, one: ClaimBeside) -> dict[str, Any]:
    agreement = diff.old if one.side == "old" else diff.new
    return {"side": one.side, "topic": one.topic, "differs": one.differs} | claim_data(agreement, one.claim)


def _change(change: Change, explain: bool) -> dict[str, Any]:
    names = ("topic", "headline", "before", "after", "effect", "rule", "why")
    places = ("old_path", "new_path", "old_place", "new_place")
    plain = {name: str(getattr(change, name)) for name in (*names, *places)}
    return plain | ({"explanation": change.explain()} if explain else {})
