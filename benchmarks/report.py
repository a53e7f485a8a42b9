"""A report on many agreements: time, memory and size, their growth, and a search of a thousand rows in a browser."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from _family import alone, family, megabytes, timed
from _measure import library, table, title

from agreements import Agreement, make_report

DAY = date(2026, 1, 20)
MANY = 1000
CASES = ((28, "all"), (28, "none"), (100, "none"), (300, "none"), (MANY, "none"))
_SEARCH = """words => words.map(word => {
    const field = document.querySelector("input[type=search]");
    const table = document.querySelector("table");
    table.getBoundingClientRect();
    field.value = word;
    const start = performance.now();
    field.dispatchEvent(new Event("input"));
    table.getBoundingClientRect();
    return performance.now() - start;
})"""
"""What a search takes until its answer, which begins with the first rows found, is laid out."""
_WORDS = ("security", "n", "norway 2034", "nothing at all", "usa", "in effect", "")


def one(number: int, pairs: str, folder: str) -> None:
    """Make one report as one file, and print the seconds, the megabytes held and those of the file."""
    records = family(number)
    path = Path(folder) / "one.html"
    took = timed(lambda: make_report(records, as_of=DAY, pairs="all" if pairs == "all" else "none").write_single(path))
    print(f"{took:.1f}|{megabytes():.0f}|{path.stat().st_size / 1e6:.2f}")


def lists(records: list[Agreement], path: Path) -> None:
    """Write the list of some agreements."""
    _, text = next(make_report(records, as_of=DAY, pairs="none").files())
    path.write_text(text, encoding="utf-8")


def search(folder: str) -> None:
    """Measure a search of a list of a thousand agreements in Chromium, where it and Playwright are."""
    playwright = library("playwright.sync_api", "playwright")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if playwright is None or chromium is None:
        print("left out: Chromium isn't installed\n" if playwright else "")
        return
    path = Path(folder) / "index.html"
    lists(family(MANY), path)
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(path.as_uri())
        rows = tab.locator("#list\\.table tbody tr").count()
        times = [took for _ in range(5) for took in tab.evaluate(_SEARCH, list(_WORDS))]
        browser.close()
    title("A search of the list, in Chromium")
    table(
        ("rows", "ms, median", "ms, most"),
        [(rows, f"{statistics.median(times):.0f}", f"{max(times):.0f}")],
    )


def main() -> None:
    with TemporaryDirectory() as folder:
        title("A report in one file: the shipped family, and copies of it")
        rows: list[tuple[object, ...]] = []
        for number, pairs in CASES:
            took, held, size = alone(__file__, str(number), pairs, folder)
            rows.append((f"{number} records, pairs: {pairs}", took, f"{float(took) / number * 1000:.0f}", held, size))
        table(("report", "s", "ms a record", "MB in memory", "MB of file"), rows)
        search(folder)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        one(int(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        main()
