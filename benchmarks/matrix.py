"""Many agreements side by side: the shipped family, and up to a thousand records that reword it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator

from _measure import EXAMPLES, interleaved, table, title
from _rewording import reword

from agreements import Agreement, compare, load_all

SIZES = (28, 112, 250, 500, 1000)
ROWS = ("emergency", "life-cycle", "money", "status")


def family() -> list[Agreement]:
    """Return the shipped agreements of Ukraine with its partners."""
    return list(load_all(EXAMPLES / "ukraine"))


def copies(number: int) -> Iterator[Agreement]:
    """Yield records made from the shipped ones in turn, each with an id of its own and a third of its words changed."""
    shipped = family()
    for count in range(number):
        home = shipped[count % len(shipped)]
        if count < len(shipped):
            yield home
            continue
        chance = random.Random(f"matrix {count}")
        clauses = []
        for clause in home.as_written["clauses"]:
            told = dict(clause)
            for name in ("summary", "item", "purpose"):
                if name in told and chance.random() < 1 / 3:
                    told[name] = reword(told[name], "light", f"matrix {count}")[:160]
            clauses.append(told)
        yield Agreement.model_validate({**home.as_written, "id": f"copy-{count}", "clauses": clauses})


def main() -> None:
    title("The 28 shipped agreements, read already")
    shipped = family()
    work: dict[str, Callable[[], object]] = {
        "all rows, clauses matched": lambda: compare(shipped),
        "clauses of one topic": lambda: compare(shipped, rows=["cyber"]),
        "features alone": lambda: compare(shipped, rows=ROWS),
        "order of the columns": lambda: whole.order(),
        "what sets each apart": lambda: whole.apart(),
        "all rows, against a baseline": lambda: compare(shipped, baseline="GBR"),
    }
    whole = compare(shipped)
    times = interleaved(work, rounds=5)
    table(("work", "ms"), ((name, f"{statistics.median(found) * 1000:.0f}") for name, found in times.items()))
    title("Records that reword them, all rows: once each")
    rows = []
    for size in SIZES:
        records = list(copies(size))
        start = time.process_time()
        matrix = compare(records)
        compared = time.process_time()
        matrix.order()
        ordered = time.process_time()
        seconds = compared - start
        rows.append((size, len(matrix), f"{seconds:.1f}", f"{seconds / size * 1000:.1f}", f"{ordered - compared:.1f}"))
    table(("agreements", "rows", "compare, s", "ms an agreement", "order, s"), rows)


if __name__ == "__main__":
    main()
