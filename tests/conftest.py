"""Where the tests find their material."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from agreements import Agreement, load

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(sorted(path for path in (ROOT / "examples").rglob("*.yaml") if "events" not in path.parts))


@cache
def example(name: str) -> Agreement:
    """Return a shipped record, such as `ukraine/usa-2024`."""
    return load(ROOT / "examples" / f"{name}.yaml")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of reference texts, or skip where it isn't there."""
    folder = Path(os.environ.get("AGREEMENTS_SHARED", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the reference texts are not here")
    return folder
