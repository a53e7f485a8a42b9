"""Every two agreements side by side, packed so that hundreds of comparisons fit into one page.

Each pair is compared once, the one that stands first in the list as the old side. Most of what a side says in a change
stands in one of its clauses: so it is told by that clause's number and by which of its words, and only what stands
nowhere is spelled out. A script in the page unpacks it.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agreements.comparison import Diff, diff
from agreements.errors import ComparisonError
from agreements.model import Agreement
from agreements.renderers._changes import claim_place, closing, peers
from agreements.renderers._claims import claim_lines
from agreements.renderers._safe import safe
from agreements.report._views import Line

__all__ = ["COLUMNS", "MANY", "Compared", "compared"]

MANY: Final = 40
"""So many agreements at the most are all compared with one another unasked: the work grows with their square."""
COLUMNS: Final = (
    "kinds", "left-lines", "left-choices", "right-lines", "right-choices",
    "counts", "slots", "lines", "tails", "words", "starts", "rests", "lone",
)  # fmt: skip
"""The columns of numbers, in the order they are packed in.

A row of a pair is a kind: 0 for what the left one has alone, 1 for the right one, from 2 on a kind of change between
both. Each side that says something has a clause, by the distance from the one before it, and a choice among what that
clause says in such changes. The others tell what each agreement says, agreement by agreement: how many statements, and
of each its slot, its clause, the rest of its path, its words, and, of what stands alone, its kind.
"""
_LEFT, _RIGHT, _BOTH = 0, 1, 2
_WHOLE, _PART, _SPELLED = 0, 1, 2


class _Numbers:
    """Numbers for values, in the order they come."""

    def __init__(self) -> None:
        self._known: dict[Any, int] = {}

    def __call__(self, value: Any) -> int:
        return self._known.setdefault(value, len(self._known))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._known)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one side says in a change: a text at a path and a place; `kind` is that of the change where it is alone."""

    text: str
    path: str
    place: str
    kind: int = -1


@dataclass(slots=True)
class _Side:
    """An agreement: its clauses in the order of its page, and what it says in changes.

    Attributes:
        lines: Its clauses and responses: path, place and words of each.
        number: The number of each by its path, from 1 on.
        said: What it says, by what the change is about and by the number of the clause; 0 is none of them.
    """

    lines: list[tuple[str, str, str]]
    number: dict[str, int]
    said: dict[tuple[int, int], dict[_Statement, int]] = field(default_factory=dict)

    def line(self, path: str) -> int:
        """Return the number of the clause or response that a path leads to or into; 0 where it leads elsewhere."""
        steps = path.split("/")
        return next((self.number[one] for one in _shorter(steps) if one in self.number), 0)


def _shorter(steps: Sequence[str]) -> Iterator[str]:
    for end in range(len(steps), 0, -1):
        yield "/".join(steps[:end])


@dataclass(slots=True)
class Compared:
    """Pairs of agreements, compared.

    Attributes:
        topics: What their changes are about, sorted.
    """

    topics: tuple[str, ...] = ()
    _texts: _Numbers = field(default_factory=_Numbers)
    _kinds: _Numbers = field(default_factory=_Numbers)
    _sides: list[_Side] = field(default_factory=list)
    _pairs: dict[str, dict[str, Any]] = field(default_factory=dict)
    _columns: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def packed(self, *, with_lines: bool) -> str:
        """Return all of it as text of letters, digits and marks, in which nothing is markup in a script's element.

        Args:
            with_lines: Whether the clauses go with it; where they don't, the script reads them in the page.

        Returns:
            Base85, with a comma for the sign that opens a tag, of what is gzipped: the length of some JSON in four
            bytes, the lower ones first, the JSON, and the columns. The same records give the same text.
        """
        tails = _Numbers()
        columns = self._columns | {name: [] for name in COLUMNS[COLUMNS.index("counts") :]}
        for side in self._sides:
            self._tell(side, tails, columns)
        bodies = [b"".join(map(_varint, columns[name])) for name in COLUMNS]
        kinds = [[self._texts(text) for text in kind] for kind in self._kinds]
        head = {
            "texts": list(map(_shown, self._texts)),
            "kinds": kinds,
            "tails": list(tails),
            "pairs": self._pairs,
            "lengths": dict(zip(COLUMNS, map(len, bodies), strict=True)),
        } | ({"lines": [side.lines for side in self._sides]} if with_lines else {})
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        raw = b"".join((len(text).to_bytes(4, "little"), text, *bodies))
        # Nothing in it opens a tag or a comment.
        return base64.b85encode(gzip.compress(raw, 9, mtime=0)).decode("ascii").replace("<", ",")

    def _tell(self, side: _Side, tails: _Numbers, columns: Mapping[str, list[int]]) -> None:
        """Add what an agreement says to the columns, by slot and clause."""
        columns["counts"].append(sum(map(len, side.said.values())))
        last_slot = last_line = 0
        for (slot, line), statements in sorted(side.said.items(), key=lambda item: item[0]):
            path, place, words = side.lines[line - 1] if line else ("", "", "")
            for one in statements:
                columns["slots"].append(slot - last_slot)
                columns["lines"].append(line - (last_line if slot == last_slot else 0))
                last_slot, last_line = slot, line
                columns["tails"].append(tails((one.path[len(path) :], None if one.place == place else one.place)))
                # The script counts in units of UTF-16, in which rarer characters are two.
                start = words.find(one.text) if one.text and max(words, default="") <= "\uffff" else -1
                if start < 0:
                    columns["words"].append(_SPELLED + self._texts(one.text))
                elif one.text == words:
                    columns["words"].append(_WHOLE)
                else:
                    columns["words"].append(_PART)
                    columns["starts"].append(start)
                    columns["rests"].append(len(words) - start - len(one.text))
                if slot == 0:
                    columns["lone"].append(one.kind)

    def add(self, name: str, found: Diff, left: _Side, right: _Side) -> None:
        """Add a comparison."""
        last = {"left": 0, "right": 0}
        for change in found.changes:
            before = (change.before, change.old_path, change.old_place)
            after = (change.after, change.new_path, change.new_place)
            kind = self._kinds((change.topic, change.headline, str(change.effect), change.rule, change.why))
            about = _LEFT if not any(after) and any(before) else _RIGHT if not any(before) and any(after) else _BOTH
            self._columns["kinds"].append(kind + _BOTH if about == _BOTH else about)
            for which, side, alone, said in (("left", left, _LEFT, before), ("right", right, _RIGHT, after)):
                if about not in (alone, _BOTH):
                    continue
                slot = 0 if about == alone else 1 + self._texts(change.headline)
                line = side.line(said[1])
                text, path, place = map(_shown, said)
                statement = _Statement(text, path, place, kind if about == alone else -1)
                known = side.said.setdefault((slot, line), {})
                self._columns[f"{which}-lines"].append(_unsigned(line - last[which]))
                self._columns[f"{which}-choices"].append(known.setdefault(statement, len(known)))
                last[which] = line
        self._pairs[name] = {
            "rows": len(found.changes),
            "notes": [self._texts(_shown(note)) for note in _notes(found)],
            "unclear": [self._texts(_shown(sentence)) for sentence in found.unclear],
            "claims": [[self._texts(_shown(line)) for line in lines] for lines in _claims(found)],
        }

    def add_error(self, name: str, why: str) -> None:
        """Add why two can't be compared."""
        self._pairs[name] = {"rows": 0, "error": self._texts(_shown(why))}


def compared(
    agreements: Sequence[Agreement],
    tags: Sequence[str],
    lines: Sequence[Iterable[Line]],
    pairs: Iterable[tuple[int, int]],
) -> Compared:
    """Return pairs of agreements, compared.

    Two versions of one agreement are compared as such, all others as peers.

    Args:
        agreements: The records.
        tags: What their pages are called.
        lines: The clauses and responses of each, in the order of its page.
        pairs: Which two are compared, by their numbers; the smaller one first.
    """
    found = Compared()
    for tag, own in zip(tags, lines, strict=True):
        told = [(one.anchor.removeprefix(f"{tag}/"), _shown(one.place), _shown(one.text)) for one in own]
        found._sides.append(_Side(told, {path: number for number, (path, _, _) in reversed([*enumerate(told, 1)])}))
    for one, other in pairs:
        old, new = agreements[one], agreements[other]
        try:
            said = diff(old, new, peers=old.id != new.id)
        except ComparisonError as error:
            found.add_error(f"{one}-{other}", str(error))
        else:
            found.add(f"{one}-{other}", said, found._sides[one], found._sides[other])
    found.topics = tuple(sorted({kind[0] for kind in found._kinds}))
    return found


def _shown(text: str) -> str:
    """Return a text as a page shows it."""
    return safe(" ".join(text.split()))


def _unsigned(number: int) -> int:
    """Return a number that is never negative for one that may be: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return 2 * number if number >= 0 else -2 * number - 1


def _varint(number: int) -> bytes:
    """Return a number that isn't negative, seven bits a byte, the lower ones first; all but the last have an eighth."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


def _notes(found: Diff) -> Iterator[str]:
    if found.peers:
        yield peers(found)
    yield from closing(found)


def _claims(found: Diff) -> Iterator[tuple[str, ...]]:
    for one in found.claims:
        agreement = found.old if one.side == "old" else found.new
        yield (claim_place(one), *(f"{label}: {text}" for label, text in claim_lines(agreement, one.claim)))
