"""Where the tests find their material."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agreements import Agreement, load

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(sorted(path for path in (ROOT / "examples").rglob("*.yaml") if "events" not in path.parts))


@cache
def example(name: str) -> Agreement:
    """Return a shipped record, such as `ukraine/usa-2024`."""
    return load(ROOT / "examples" / f"{name}.yaml")
