"""Every two agreements side by side, packed so that hundreds of comparisons fit into one page.

Each pair is compared once, the one that stands first in the list as the old side. What the sides say is numbered by
agreement, and every sentence is kept once; a script in the page unpacks it.
"""

from __future__ import annotations

import base64
import gzip
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agreements.comparison import Change, Diff, diff
from agreements.errors import ComparisonError
from agreements.model import Agreement
from agreements.renderers._changes import claim_place, closing, peers
from agreements.renderers._claims import claim_lines
from agreements.renderers._safe import safe
from agreements.report._names import Anchors

__all__ = ["MANY", "packed", "unpacked"]

MANY: Final = 40
"""So many agreements at the most are all compared with one another unasked: the work grows with their square."""
_Side = tuple[str, str, str]


class _Numbers:
    """Numbers for values, in the order they come."""

    def __init__(self) -> None:
        self._known: dict[Any, int] = {}

    def __call__(self, value: Any) -> int:
        return self._known.setdefault(value, len(self._known))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._known)


@dataclass(frozen=True, slots=True)
class _Packing:
    """What is numbered: sentences, kinds of change, and what each agreement says in changes."""

    texts: _Numbers
    kinds: _Numbers
    sides: tuple[_Numbers, ...]


def packed(
    agreements: Sequence[Agreement], places: Sequence[Anchors], pairs: Iterable[tuple[int, int]]
) -> tuple[str, tuple[str, ...]]:
    """Return comparisons as text that holds nothing but letters, digits, `+`, `/` and `=`.

    Two versions of one agreement are compared as such, all others as peers.

    Args:
        agreements: The records.
        places: Where the clauses of each stand.
        pairs: Which two are compared, by their numbers; the smaller one first.

    Returns:
        Base64 of what is gzipped, JSON and a table of numbers, the same for the same records; and the topics the
        changes are about.
    """
    packing = _Packing(_Numbers(), _Numbers(), tuple(_Numbers() for _ in agreements))
    columns = array("I")
    compared = {f"{one}-{other}": _pair(agreements, one, other, packing, columns) for one, other in pairs}
    # Before the sentences: these name sentences too.
    kinds = [[packing.texts(text) for text in kind] for kind in packing.kinds]
    sides = [
        [[*map(packing.texts, side), _steps(anchors, side[1])] for side in own]
        for own, anchors in zip(packing.sides, places, strict=True)
    ]
    data = {
        "texts": [safe(" ".join(text.split())) for text in packing.texts],
        "kinds": kinds,
        "sides": sides,
        "pairs": compared,
    }
    head = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    # Two bytes a number where that will do, the lower one first, as every machine that shows pages has them.
    wide = 2 if max(columns, default=0) < 2**16 else 4
    body = b"".join(number.to_bytes(wide, "little") for number in columns)
    raw = wide.to_bytes(4, "little") + len(head).to_bytes(4, "little") + head + body
    topics = tuple(sorted({kind[0] for kind in packing.kinds}))
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii"), topics


def _steps(anchors: Anchors, path: str) -> int:
    """Return how many steps of a path lead to something that can be linked to; 0 where none does."""
    steps = path.split("/")
    return next((end for end in range(len(steps), 0, -1) if "/".join(steps[:end]) in anchors.known), 0)


def _pair(
    agreements: Sequence[Agreement], one: int, other: int, packing: _Packing, columns: array[int]
) -> dict[str, Any]:
    old, new = agreements[one], agreements[other]
    try:
        found = diff(old, new, peers=old.id != new.id)
    except ComparisonError as error:
        return {"error": packing.texts(str(error))}
    rows = [_numbers(change, packing.sides[one], packing.sides[other], packing.kinds) for change in found.changes]
    start = len(columns)
    for column in zip(*rows, strict=True):
        columns.extend(column)
    return {
        "rows": [start, len(rows)],
        "notes": [packing.texts(note) for note in _notes(found)],
        "unclear": [packing.texts(sentence) for sentence in found.unclear],
        "claims": [[packing.texts(line) for line in lines] for lines in _claims(found)],
    }


def _numbers(change: Change, old: _Numbers, new: _Numbers, kinds: _Numbers) -> tuple[int, int, int]:
    kind = (change.topic, change.headline, str(change.effect), change.rule, change.why)
    before: _Side = (change.before, change.old_path, change.old_place)
    after: _Side = (change.after, change.new_path, change.new_place)
    return kinds(kind), old(before), new(after)


def _notes(found: Diff) -> Iterator[str]:
    if found.peers:
        yield peers(found)
    yield from closing(found)


def _claims(found: Diff) -> Iterator[tuple[str, ...]]:
    for one in found.claims:
        agreement = found.old if one.side == "old" else found.new
        yield (claim_place(one), *(f"{label}: {text}" for label, text in claim_lines(agreement, one.claim)))


def unpacked(text: str) -> Mapping[str, Any]:
    """Return what `packed` packed: `texts`, `kinds`, `sides` and `pairs`, whose rows are a kind and two sides each."""
    raw = gzip.decompress(base64.b64decode(text))
    wide, length = int.from_bytes(raw[:4], "little"), int.from_bytes(raw[4:8], "little")
    data: dict[str, Any] = json.loads(raw[8 : 8 + length])
    body = raw[8 + length :]
    numbers = [int.from_bytes(body[at : at + wide], "little") for at in range(0, len(body), wide)]
    for pair in data["pairs"].values():
        start, count = pair.get("rows", (0, 0))
        columns = (numbers[start + place * count : start + (place + 1) * count] for place in range(3))
        pair["rows"] = list(zip(*columns, strict=True))
    return data
