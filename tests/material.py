"""Where the tests find their material."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agreements import Agreement, load
from agreements.reading import find_files

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(find_files(ROOT / "examples"))


@cache
def example(name: str) -> Agreement:
    """Return a shipped record, such as `ukraine/usa-2024`."""
    return load(ROOT / "examples" / f"{name}.yaml")
