"""A report on many agreements: time, memory and size, and what each part of the work takes."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from _measure import table, title

from agreements import Agreement, load_all, make_report

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 1, 20)
MANY = 1000


def family(number: int) -> list[Agreement]:
    """Return so many agreements: the shipped family, and copies of it under other ids beyond that."""
    shipped = list(load_all(ROOT / "examples" / "ukraine"))
    found = shipped[:number]
    while len(found) < number:
        one = shipped[len(found) % len(shipped)]
        found.append(one.replace(id=f"{one.id[:60]}-{len(found)}"))
    return found


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def one(number: int, pairs: str) -> None:
    """Make one report in a process of its own, and print its line: seconds, megabytes in memory, megabytes of file."""
    records = family(number)
    wanted = "all" if pairs == "all" else "none"
    with TemporaryDirectory() as folder:
        took, _ = timed(lambda: make_report(records, as_of=DAY, pairs=wanted).write_single(Path(folder) / "one.html"))
        size = (Path(folder) / "one.html").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"{took:.1f}|{peak:.0f}|{size / 1e6:.2f}")


def main() -> None:
    title("A report in one file: the shipped family, and copies of it")
    rows = []
    for number, pairs in ((28, "none"), (28, "all"), (100, "none"), (MANY, "none")):
        done = subprocess.run(
            [sys.executable, __file__, str(number), pairs], capture_output=True, encoding="utf-8", check=True
        )
        rows.append((f"{number} records, pairs: {pairs}", *done.stdout.strip().split("|")))
    table(("report", "seconds", "MB in memory", "MB of file"), rows)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(int(sys.argv[1]), sys.argv[2])
    else:
        main()
