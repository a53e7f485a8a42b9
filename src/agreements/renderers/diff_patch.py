"""A comparison as a JSON Patch.

Source: RFC 6902.
"""

from __future__ import annotations

import json

from agreements.comparison import Diff

__all__ = ["render"]


def render(diff: Diff, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the edit script as a JSON array of operations, ending in a line end; the options change nothing."""
    return json.dumps([dict(operation) for operation in diff.script.operations], indent=2) + "\n"
