"""Many agreements to be measured with, and what one piece of work takes in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from agreements import Agreement, load_all

UKRAINE = Path(__file__).resolve().parents[1] / "examples" / "ukraine"


def family(number: int) -> list[Agreement]:
    """Return so many agreements: the shipped family, and copies of it under other ids beyond that."""
    shipped = list(load_all(UKRAINE))
    found = shipped[:number]
    while len(found) < number:
        one = shipped[len(found) % len(shipped)]
        found.append(one.replace(id=f"{one.id[:60]}-{len(found)}"))
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the processor time in seconds that a piece of work takes once."""
    start = time.process_time()
    work()
    return time.process_time() - start


def megabytes() -> float:
    """Return the most memory that this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def alone(script: str, *arguments: str) -> list[str]:
    """Return what a script of ours prints with some arguments, cell by cell, from a process of its own."""
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip().split("|")
