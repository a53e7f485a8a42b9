"""Comparing many agreements: time, memory and growth with their number."""

from __future__ import annotations

import sys

from _family import alone, family, megabytes, timed
from _measure import table, title

from agreements import compare

NUMBERS = (28, 100, 300, 1000)


def one(number: int) -> None:
    """Compare so many, and print the seconds, those of the second time, and the megabytes held, records included."""
    records = family(number)
    held = megabytes()
    took, again = (timed(lambda: compare(records)) for _ in range(2))
    print(f"{took:.2f}|{again:.2f}|{held:.0f}|{megabytes():.0f}")


def main() -> None:
    title("compare() of the shipped family, and of copies of it")
    rows: list[tuple[object, ...]] = []
    each = 0.0
    for number in NUMBERS:
        took, again, held, most = alone(__file__, str(number))
        each = each or float(again) / number
        rows.append((f"{number} records", took, again, f"{float(again) / number / each:.1f}", held, most))
    table(("compare", "s", "s again", "times 28's, a record", "MB, records", "MB, most"), rows)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(int(sys.argv[1]))
    else:
        main()
