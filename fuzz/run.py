"""Fuzz every target for a while and print a table: runs, runs a second, crashes, the slowest input.

Usage: run.py [--seconds N] [--timeout N] [--memory MB] [TARGET...]

Inputs that crash, hang or need too much memory stay in `fuzz/found/TARGET`, the slowest input as `slowest` beside them.
To see one again: `python fuzz/targets.py TARGET FILE`. Seeds are made from examples/ each time. Exit 0 when nothing
crashed, 1 when something did, 2 when a target did not run at all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
FOUND: Final = ROOT / "fuzz" / "found"
VALUES: Final = ("period", "date", "instant", "place", "pointer")
NAMES: Final = ("yaml", "pure", "json", "record", "events", "terms", *VALUES)
MOST_CRASHES: Final = 10
# The fields that make a file long, and those without which it is none.
_LONG: Final = ("clauses", "events", "terms")
_NEEDED: Final = ("instrument", "text", "sources", "parties", "party", "office", "hypothetical")
# Every kind of thing that happens, under the agreement that the target judges events beside.
_EVENTS: Final = """\
format: events/1
id: a
title: A
sources: [{id: s, type: press, title: S}]
actors: [{id: rebels, role: aggressor, name: R, of: RUS}]
events:
- {id: a, kind: event, event: armed-attack, by: [RUS], against: [UKR], moment: "2024-09-01T04:10[Europe/Kyiv]"}
- {id: b, kind: act, act: ratification, by: [UKR], under: [usa-ukr-2024-security], date: "2024-07"}
- {id: c, kind: act, act: denunciation, by: [USA], under: [usa-ukr-2024-security], part: body, date: "2025-01-20"}
- {id: d, kind: act, act: termination, by: [each-party], under: [usa-ukr-2024-security], date: "2026"}
- {id: e, kind: request, by: [UKR], under: [usa-ukr-2024-security/emergency-meeting], date: "2024-09-01"}
- {id: f, kind: deed, act: meet, by: [USA], answers: [usa-ukr-2024-security/emergency-meeting/meet], date: "2024-09-02"}
ignore: [{rule: told-twice, at: a, why: So.}]
"""
# What libFuzzer calls the files it keeps.
ARTIFACTS: Final = ("crash-*", "timeout-*", "oom-*")


@dataclass
class Tally:
    """What became of one target."""

    name: str
    runs: int = 0
    seconds: float = 0.0
    crashes: int = 0
    slowest: float = 0.0
    slowest_bytes: int = 0

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the table."""
        speed = f"{self.runs / self.seconds:.0f}" if self.seconds else "-"
        slowest = f"{self.slowest * 1000:.0f} ms ({self.slowest_bytes} bytes)" if self.runs else "-"
        return (self.name, str(self.runs), speed, str(self.crashes), slowest)


def seed(folder: Path) -> None:
    """Write the seeds of every target below a folder: the examples, pieces of them, and the values that stand in them.

    Small inputs are what a fuzzer learns from, so that each clause becomes a record of its own beside the whole ones.
    """
    values: dict[str, set[str]] = {name: set() for name in NAMES}
    texts: list[str] = []
    for file in sorted((ROOT / "examples").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        data: Any = yaml.load(text, Loader=yaml.BaseLoader)
        head = {name: item for name, item in data.items() if name not in _LONG}
        small = {name: head[name] for name in ("format", "id", "title", *_NEEDED) if name in head}
        pieces = [head, small, *({**small, name: [item]} for name in _LONG for item in data.get(name, ())[:10])]
        pieces += [{name: item} for name, item in head.items()]
        if data["format"] != "agreement/1":
            kind = "events" if data["format"] == "events/1" else "terms"
            values[kind] |= {text[:4000], *(yaml.safe_dump(piece, allow_unicode=True) for piece in pieces)}
        texts += [json.dumps(piece, ensure_ascii=False) for piece in pieces]
        values["yaml"] |= {text[:4000], *(yaml.safe_dump(piece, allow_unicode=True) for piece in pieces)}
        _collect(data, "", values)
    values["yaml"] |= {
        "a: &x [b]\nc: *x\n",
        "!!str a\n",
        "a: {<<: {b: c}}\n",
        "a: >-\n  b\n\n  c\n",
        '"\\u0061\\x62"\n',
    }
    values["pure"] = values["yaml"]
    values["json"] = {*texts, '["\\ud800", NaN, -Infinity, 1e999, -0.5E+3, null, true]'}
    values["pointer"] = {"", "/clauses/0/when", "/a~0b/c~1d", "/"}
    values["record"] = {"\0" * 40, "\1\2\3\4" * 10}
    values["events"] |= {_EVENTS}
    values["instant"] |= {
        "2024-06-20T04:10[Europe/Kyiv]",
        "2024-06-20T04:10+03:00",
        "2024-10-27T03:30+02:00[Europe/Kyiv]",
        "2024-03-31T03:30 Europe/Kyiv",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
    }
    for name, inputs in values.items():
        (folder / name).mkdir()
        for number, text in enumerate(sorted(inputs)):
            (folder / name / str(number)).write_bytes(text.encode())


def _collect(value: Any, key: str, values: dict[str, set[str]]) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            _collect(item, name, values)
    elif isinstance(value, list):
        for item in value:
            _collect(item, key, values)
    elif re.match("P[0-9T]", value):
        values["period"].add(value)
    elif key == "moment":
        values["instant"].add(value)
    elif re.match(r"[\[0-9.][0-9XT./~?,-]+", value):
        values["date"].add(value)
    elif key == "at":
        values["place"].add(value)


def fuzz(name: str, seeds: Path, seconds: int, timeout: int, memory: int) -> Tally:
    """Run one target for some seconds; a crash starts it again for what is left of its time."""
    kept = FOUND / name
    kept.mkdir(parents=True, exist_ok=True)
    slowest = kept / "slowest"
    for file in (slowest, kept / "slowest.seconds"):
        file.unlink(missing_ok=True)
    before = _artifacts(kept)
    tally = Tally(name)
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0 and tally.crashes < MOST_CRASHES:
        command = [
            sys.executable,
            str(ROOT / "fuzz" / "targets.py"),
            name,
            f"-max_total_time={left}",
            f"-timeout={timeout}",
            f"-rss_limit_mb={memory}",
            f"-artifact_prefix={kept}{os.sep}",
            "-print_final_stats=1",
            f"-max_len={300 if name in VALUES else 10_000}",
            str(seeds),
        ]
        started = time.monotonic()
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "FUZZ_SLOWEST": str(slowest)},
            check=False,
        )
        tally.seconds += time.monotonic() - started
        counted = re.findall(r"(?:number_of_executed_units:|^Done) (\d+)|^#(\d+)\s", done.stdout, re.MULTILINE)
        tally.runs += max((int(number) for pair in counted for number in pair if number), default=0)
        _keep_slowest(tally, slowest)
        if done.returncode == 0:
            break
        fresh = len(_artifacts(kept) - before)
        if fresh <= tally.crashes:  # it ended without an input to blame, or on one that is known
            tally.crashes += 1
            print(done.stdout[-3000:], file=sys.stderr)
            break
        tally.crashes = fresh
        print(_reason(done.stdout), file=sys.stderr)
    return tally


def _artifacts(folder: Path) -> set[Path]:
    return {file for pattern in ARTIFACTS for file in folder.glob(pattern)}


def _keep_slowest(tally: Tally, slowest: Path) -> None:
    seconds = Path(f"{slowest}.seconds")
    if seconds.exists():
        took = float(seconds.read_text(encoding="utf-8") or 0)
        if took >= tally.slowest:
            tally.slowest, tally.slowest_bytes = took, slowest.stat().st_size


def _reason(output: str) -> str:
    """Return what a crash said: from Python's traceback, or libFuzzer's line, to the file that was kept."""
    start = min((at for at in map(output.find, ("=== Uncaught", "ERROR: libFuzzer", "ALARM")) if at >= 0), default=0)
    kept = re.findall(r"Test unit written to (.*)", output)
    return "\n".join([*output[start:].splitlines()[:40], *kept])


def main() -> int:
    """Fuzz what was asked for and print the table."""
    options = argparse.ArgumentParser(description="Fuzz the readers of records and of the values in them.")
    options.add_argument("--seconds", type=int, default=60, help="how long each target runs")
    options.add_argument("--timeout", type=int, default=5, help="the most seconds one input may take")
    options.add_argument("--memory", type=int, default=1024, help="the most MB of memory a target may take")
    options.add_argument("targets", nargs="*", default=NAMES, metavar="TARGET")
    chosen = options.parse_args()
    if unknown := sorted(set(chosen.targets) - set(NAMES)):
        options.error(f"no target {', '.join(unknown)}; there are {', '.join(NAMES)}")
    tallies = []
    with tempfile.TemporaryDirectory(prefix="agreements-fuzz-") as folder:
        seed(Path(folder))
        for name in chosen.targets:
            print(f"{name}: {chosen.seconds} s", file=sys.stderr, flush=True)
            tallies.append(fuzz(name, Path(folder) / name, chosen.seconds, chosen.timeout, chosen.memory))
    rows = [("target", "runs", "runs/s", "crashes", "slowest input"), *(tally.row for tally in tallies)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  ".join((row[0].ljust(widths[0]), *numbers)).rstrip())
    if any(tally.crashes for tally in tallies):
        print(f"the inputs are kept in {FOUND.relative_to(ROOT)}")
        return 1
    return 2 if any(not tally.runs for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
