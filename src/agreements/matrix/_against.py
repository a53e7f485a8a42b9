"""What each cell does against the baseline's: the judgements of the pairwise comparison, found by their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from agreements.comparison import Change, diff
from agreements.matrix._cells import Against, Cell, State
from agreements.model import Agreement
from agreements.pointer import Pointer, Step

__all__ = ["Judged"]

_Key = tuple[Step, ...]


class Judged:
    """The judged differences of one agreement from the baseline, by where they stand on either side.

    Args:
        baseline: The agreement compared from.
        agreement: The agreement compared to; another version of the baseline where it has its id, or else a peer.
        roles: Who of the baseline stands for whom, as `diff` takes it; None: by the roles they play.

    Raises:
        ComparisonError: As `diff`.
    """

    def __init__(self, baseline: Agreement, agreement: Agreement, roles: Mapping[str, str] | None) -> None:
        peers = baseline.id != agreement.id
        self._sides: tuple[dict[_Key, list[Change]], dict[_Key, list[Change]]] = (defaultdict(list), defaultdict(list))
        for change in diff(baseline, agreement, peers=peers, roles=roles if peers else None):
            for side in (0, 1):
                keys = {_key(place) for leaf in change.leaves if (place := leaf[side]) is not None}
                for key in keys:
                    self._sides[side][key].append(change)

    def against(self, cell: Cell, base: Cell, rules: Iterable[str], wheres: tuple[Pointers, Pointers]) -> Against:
        """Return what a cell does against the baseline's.

        Args:
            cell: The cell.
            base: The baseline's cell of the same row.
            rules: The rules that judge the row; empty: every rule.
            wheres: Where the baseline's and this cell's values stand, or would stand.
        """
        wanted = frozenset(rules)
        found: dict[int, Change] = {}
        elsewhere: dict[str, None] = {}
        for change in self._touching(wheres):
            if wanted and change.rule not in wanted:
                continue
            if other := _paired_elsewhere(change, base, cell):
                elsewhere[other] = None
            else:
                found[id(change)] = change
        note = ""
        if elsewhere:
            note = f"side by side, the two comparisons pair it with another clause: {', '.join(elsewhere)}"
        elif not found and cell.shared != base.shared and State.STATED in (cell.state, base.state):
            note = "no rule judges the difference"
        return Against(tuple(found.values()), note)

    def _touching(self, wheres: tuple[Pointers, Pointers]) -> Iterator[Change]:
        seen: set[int] = set()
        for side in (0, 1):
            for pointer in wheres[side]:
                for change in self._sides[side].get(_key(pointer), ()):
                    places = (leaf[side] for leaf in change.leaves)
                    if id(change) not in seen and any(place and _overlap(place, pointer) for place in places):
                        seen.add(id(change))
                        yield change


Pointers = tuple[Pointer, ...]


def _key(pointer: Pointer) -> _Key:
    """Return the first steps: the field of the record, and in a list of them the number."""
    return pointer.steps[:2] if len(pointer.steps) > 1 and isinstance(pointer.steps[1], int) else pointer.steps[:1]


def _overlap(one: Pointer, other: Pointer) -> bool:
    shorter = min(len(one.steps), len(other.steps))
    return one.steps[:shorter] == other.steps[:shorter]


def _paired_elsewhere(change: Change, base: Cell, cell: Cell) -> str:
    """Return the clause outside of this row that a change is about as well; empty where it is about this row alone."""
    old, new = change.old_path, change.new_path
    if not old or not new:
        return ""
    if _inside(old, base) and not _inside(new, cell):
        return new
    return old if _inside(new, cell) and not _inside(old, base) else ""


def _inside(path: str, cell: Cell) -> bool:
    # What a cell lacks stands nowhere: a field that is empty in a clause that both texts have is no other clause.
    if not cell.said:
        return cell.home == path or cell.home.startswith(f"{path}/")
    return any(one.path == path or one.path.startswith(f"{path}/") for one in cell.said)
