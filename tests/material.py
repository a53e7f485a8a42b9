"""Where the tests find their material."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from agreements import Agreement, load
from agreements.reading import find_files

ROOT = Path(__file__).parent.parent
EXAMPLES = tuple(find_files(ROOT / "examples"))


@cache
def example(name: str) -> Agreement:
    """Return a shipped record, such as `ukraine/usa-2024`."""
    return load(ROOT / "examples" / f"{name}.yaml")


def shared(name: str) -> Path:
    """Return a folder of the reference texts, which don't lie in the repository; skip where they aren't at hand.

    They are looked for where `AGREEMENTS_SHARED` says, else beside the checkout.
    """
    folder = Path(os.environ.get("AGREEMENTS_SHARED") or ROOT.parent / "shared" / "data") / name
    if not folder.is_dir():
        pytest.skip(f"the reference texts {name!r} are not at hand (AGREEMENTS_SHARED)")
    return folder
