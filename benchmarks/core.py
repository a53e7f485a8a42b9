"""Times the core on the shipped records: reading, rules, comparison. Medians of interleaved runs, in milliseconds."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from agreements import diff, load, parse, validate

EXAMPLES = Path(__file__).parent.parent / "examples"
FILE = EXAMPLES / "ukraine" / "usa-2024.yaml"


def main(rounds: int = 15) -> None:
    text = FILE.read_text(encoding="utf-8")
    usa, gbr = load(FILE), load(EXAMPLES / "ukraine" / "gbr-2024.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    work: dict[str, Callable[[], object]] = {
        "read with positions and model": lambda: parse(text),
        "PyYAML's CSafeLoader, no positions, no model": lambda: yaml.load(text, Loader=loader),
        "all rules": lambda: validate(usa),
        "diff of two partners": lambda: diff(gbr, usa, peers=True),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, act in work.items():
            start = time.perf_counter()
            act()
            times[name].append((time.perf_counter() - start) * 1000)
    print(f"{FILE.name}: {len(text)} characters, {len(usa.clauses)} clauses; Python {sys.version.split()[0]}")
    for name, found in times.items():
        print(f"  {name:<46}{statistics.median(found):9.2f} ms")


if __name__ == "__main__":
    main()
