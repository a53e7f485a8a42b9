"""Interleaved runs, their medians and ratios, and tables of them.

The machine is shared and its speed changes while we measure. So the works of a comparison run in turns, each ratio is
the median of the ratios within a turn, and what runs in this process is measured in processor time.
"""

from __future__ import annotations

import gc
import importlib
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

Work = Callable[[], object]
Times = Mapping[str, list[float]]


def interleaved(work: Mapping[str, Work], *, rounds: int = 15, clock: Callable[[], float] = time.process_time) -> Times:
    """Return the times of each work in seconds, one a round; every work runs once before the first."""
    for act in work.values():
        act()
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, act in work.items():
            gc.collect()
            start = clock()
            act()
            times[name].append(clock() - start)
    return times


def ratio(times: Times, name: str, against: str) -> float:
    """Return how many times as long one work takes as another, as the median over the rounds."""
    return statistics.median(one / other for one, other in zip(times[name], times[against], strict=True))


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a Markdown table that reads as text, figures to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    names = list(head)
    widths = [max(len(row[column]) for row in [names, *lines]) for column in range(len(names))]
    rules = ["-" * (width - 1) + ":" if column else "-" * width for column, width in enumerate(widths)]
    for row in [names, rules, *lines]:
        cells = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print(f"| {' | '.join(cells)} |")
    print(flush=True)


def timed(times: Times, base: str) -> None:
    """Print the medians in milliseconds, with how often the base's time each of them takes."""
    rows = (
        (name, f"{statistics.median(found) * 1000:.2f}", f"{ratio(times, name, base):.2f}")
        for name, found in times.items()
    )
    table(("work", "ms", f"times {base}"), rows)


def title(text: str) -> None:
    print(f"### {text}\n", flush=True)


def library(name: str, package: str = "") -> ModuleType | None:
    """Return a library to compare with; where it isn't there, say so and return None."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"left out: {package or name}, which is not installed\n")
        return None


def machine() -> str:
    """Return what the figures were measured on."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return (
        f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {sys.version.split()[0]}, {date.today().isoformat()}"
    )


if __name__ == "__main__":
    print(machine())
