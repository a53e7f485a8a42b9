"""The lossless edit script: JSON Patch operations that turn one record's plain data into another's.

Source: RFC 6902 (add, remove, replace, move).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from agreements.errors import PatchError
from agreements.pointer import ROOT, Pointer

__all__ = ["Script", "run_script"]

Operation = dict[str, Any]
_Sides = tuple[dict[str, Any], dict[str, Any], Sequence[tuple[int, int]]]


class Script:
    """Operations in the order they are applied.

    Those of a comparison are worked out when they are first asked for: most who compare want the judged changes alone.
    """

    __slots__ = ("_operations", "_sides")

    def __init__(self, operations: tuple[Operation, ...] = ()) -> None:
        self._operations = operations
        self._sides: _Sides | None = None

    @classmethod
    def between(cls, old: dict[str, Any], new: dict[str, Any], clause_pairs: Sequence[tuple[int, int]]) -> Script:
        """Return the operations that turn the old plain data into the new.

        Args:
            old: Plain data of the old record, which nobody changes afterwards.
            new: Plain data of the new record, which nobody changes afterwards.
            clause_pairs: Which old clause (index) became which new one.
        """
        made = cls()
        made._sides = (old, new, clause_pairs)
        return made

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations, as RFC 6902 writes them."""
        if self._sides is not None:
            old, new, clause_pairs = self._sides
            self._operations = tuple(_changes(old, new, ROOT, {j: i for i, j in clause_pairs}))
            self._sides = None
        return self._operations

    def __len__(self) -> int:
        return len(self.operations)

    def __eq__(self, other: object) -> bool:
        return self.operations == other.operations if isinstance(other, Script) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Script(operations={self.operations!r})"


def _changes(old: Any, new: Any, here: Pointer, clause_pairs: dict[int, int]) -> Iterator[Operation]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            if key not in new:
                yield {"op": "remove", "path": str(here / key)}
        for key, value in new.items():
            if key not in old:
                yield {"op": "add", "path": str(here / key), "value": copy.deepcopy(value)}
            else:
                yield from _changes(old[key], value, here / key, clause_pairs)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(item, dict) for item in (*old, *new)):
        pairs = clause_pairs if here.steps == ("clauses",) else _pair(old, new)
        yield from _list_changes(old, new, here, pairs, clause_pairs)
    else:
        yield {"op": "replace", "path": str(here), "value": copy.deepcopy(new)}


def _pair(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Pair equal items, then items of the same id, by index: new to old."""
    pairs: dict[int, int] = {}
    free = list(range(len(old)))
    for by_name in (False, True):
        for j, item in enumerate(new):
            if j not in pairs:
                match = next((i for i in free if (_same_name(old[i], item) if by_name else old[i] == item)), None)
                if match is not None:
                    pairs[j] = match
                    free.remove(match)
    return pairs


def _same_name(one: Any, other: Any) -> bool:
    return _name(one) is not None and _name(one) == _name(other)


def _name(item: Any) -> Any:
    return item.get("id") or item.get("act") or item.get("event") if isinstance(item, dict) else None


def _list_changes(
    old: list[Any], new: list[Any], here: Pointer, pairs: dict[int, int], clause_pairs: dict[int, int]
) -> Iterator[Operation]:
    kept = set(pairs.values())
    order = [i for i in range(len(old)) if i in kept]
    for i in reversed(range(len(old))):
        if i not in kept:
            yield {"op": "remove", "path": str(here / i)}
    for j, item in enumerate(new):
        source = pairs.get(j)
        if source is None:
            yield {"op": "add", "path": str(here / j), "value": copy.deepcopy(item)}
            order.insert(j, -1)
            continue
        if order[j] == source:  # as nearly always
            continue
        at = order.index(source, j)
        yield {"op": "move", "from": str(here / at), "path": str(here / j)}
        order.insert(j, order.pop(at))
    for j, item in enumerate(new):
        if j in pairs:
            yield from _changes(old[pairs[j]], item, here / j, clause_pairs)


def run_script(plain: dict[str, Any], script: Script) -> dict[str, Any]:
    """Return the plain data the script makes of these; the given data stay as they are.

    Raises:
        PatchError: An operation names a place that isn't there.
    """
    data: Any = copy.deepcopy(plain)
    for operation in script.operations:
        try:
            if operation["op"] == "move":
                _insert(data, operation["path"], _take(data, operation["from"]))
            elif operation["op"] == "remove":
                _take(data, operation["path"])
            elif operation["op"] == "add":
                _insert(data, operation["path"], copy.deepcopy(operation["value"]))
            else:
                parent, last = _parent(data, operation["path"])
                parent[last]  # it must be there
                parent[last] = copy.deepcopy(operation["value"])
        except (KeyError, IndexError, TypeError) as error:
            raise PatchError(f"{operation['op']} at {operation['path']!r} doesn't fit this record") from error
    result: dict[str, Any] = data
    return result


def _parent(data: Any, path: str) -> tuple[Any, Any]:
    *steps, last = Pointer.parse(path).steps
    for step in steps:
        data = data[step]
    return data, last


def _take(data: Any, path: str) -> Any:
    parent, last = _parent(data, path)
    return parent.pop(last)


def _insert(data: Any, path: str, value: Any) -> None:
    parent, last = _parent(data, path)
    if isinstance(parent, list):
        if not 0 <= last <= len(parent):
            raise IndexError(last)
        parent.insert(last, value)
    else:
        parent[last] = value
