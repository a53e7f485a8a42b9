"""Comparing two versions of a record: `diff` against generic differences of the same plain data."""

from __future__ import annotations

import copy
import json
import statistics
from collections.abc import Callable

from _measure import interleaved, library, ratio, table, title
from _versions import Change, later, records

from agreements import Agreement, diff

SIZES = (10, 25, 100, 500)


def pair_of(size: int) -> tuple[Agreement, Agreement]:
    """Return a record of so many clauses, taken from the shipped ones in turn, and a later version of it."""
    shipped = records()
    home = next(one for one in shipped if one.id == "usa-ukr-2024-security")
    pool = [clause for one in shipped for clause in one.as_written["clauses"] if clause["kind"] != "policy"]
    # Evenly from the whole, so that a small record isn't all preamble; past the end with other words.
    step = max(1, len(pool) // size)
    chosen = [copy.deepcopy(pool[number * step % len(pool)]) for number in range(size)]
    for number, clause in enumerate(chosen):
        clause["id"] = f"{clause['id'][:70]}-{number}"
        clause.pop("part", None)
    old = Agreement.model_validate({**home.as_written, "clauses": chosen})
    change = Change(moved=0.1, reworded="light", removed=0.05, added=0.05, typed=0.2)
    return old, later(old, change, pool, f"comparing {size}").new


def main() -> None:
    title("Two versions: a tenth moved, words changed, a field changed in a fifth, some removed, some added")
    deepdiff, dictdiffer, jsonpatch = library("deepdiff"), library("dictdiffer"), library("jsonpatch")
    rows = []
    for size in SIZES:
        old, new = pair_of(size)
        texts = json.dumps(old.as_written), json.dumps(new.as_written)
        plain = json.loads(texts[0]), json.loads(texts[1])
        work: dict[str, Callable[[], object]] = {
            # A record keeps what was worked out of it; fresh ones each time, as when two files are compared.
            "read both": lambda texts=texts: [Agreement.model_validate_json(text) for text in texts],
            "read and diff": lambda texts=texts: diff(*(Agreement.model_validate_json(text) for text in texts)),
            "diff": lambda old=old, new=new: diff(old, new),
        }
        if deepdiff is not None:
            work["deepdiff"] = lambda plain=plain: deepdiff.DeepDiff(*plain, ignore_order=True)
        if dictdiffer is not None:
            work["dictdiffer"] = lambda plain=plain: list(dictdiffer.diff(*plain))
        if jsonpatch is not None:
            work["jsonpatch"] = lambda plain=plain: jsonpatch.make_patch(*plain)
        # deepdiff takes about a minute for 500.
        times = interleaved(work, rounds=1 if size > 100 else 7)
        for name in work:
            rows.append(
                (
                    f"{size} clauses: {name}",
                    f"{statistics.median(times[name]) * 1000:.1f}",
                    f"{ratio(times, name, 'diff'):.2f}",
                )
            )
    table(("work", "ms", "times diff"), rows)


if __name__ == "__main__":
    main()
