"""A comparison for programs: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from agreements.comparison import Change, Diff, Effect
from agreements.model import Agreement

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
        "counts": {str(effect): sum(change.effect is effect for change in diff.changes) for effect in Effect},
        "apparatus": diff.apparatus,
        "unclear": list(diff.unclear),
    }
    return json.dumps(data, indent=2) + "\n"


def _side(agreement: Agreement) -> dict[str, str]:
    return {"id": agreement.id, "title": agreement.title}


def _change(change: Change, explain: bool) -> dict[str, Any]:
    names = ("topic", "headline", "before", "after", "effect", "rule", "why")
    places = ("old_path", "new_path", "old_place", "new_place")
    plain = {name: str(getattr(change, name)) for name in (*names, *places)}
    return plain | ({"explanation": change.explain()} if explain else {})
