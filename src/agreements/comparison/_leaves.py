"""Where two plain values differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agreements.comparison._changes import Leaf
from agreements.pointer import Pointer, Step

__all__ = ["leaves_of"]


def leaves_of(before: Any, after: Any, first: Pointer | None, second: Pointer | None) -> Iterator[Leaf]:
    """Yield every place where two plain values differ; a list of words is one value."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            one, other = before.get(key), after.get(key)
            if one != other:
                yield from leaves_of(
                    one,
                    other,
                    first / key if first and one is not None else None,
                    second / key if second and other is not None else None,
                )
        return
    nested = [value for value in (before, after) if isinstance(value, (dict, list)) and _has_parts(value)]
    if not nested:
        yield (first if before is not None else None, second if after is not None else None)
        return
    if isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            one = before[index] if index < len(before) else None
            other = after[index] if index < len(after) else None
            if one != other:
                yield from leaves_of(
                    one,
                    other,
                    first / index if first and one is not None else None,
                    second / index if second and other is not None else None,
                )
        return
    for value, pointer, is_old in ((before, first, True), (after, second, False)):
        if value is not None and pointer is not None:
            yield from ((place, None) if is_old else (None, place) for place in _places(value, pointer))


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) or any(isinstance(item, (dict, list)) for item in value)


def _places(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    return (Pointer(steps) for steps in _steps(value, pointer.steps))


def _steps(value: Any, here: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _steps(item, (*here, key)) if isinstance(item, (dict, list)) else ((*here, key),)
    elif isinstance(value, list) and _has_parts(value):
        for index, item in enumerate(value):
            yield from _steps(item, (*here, index))
    else:
        yield here
