"""Things that happened, in the order of time: asked for what follows a time without going through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate
from typing import Generic, TypeVar

from agreements.model import Happening
from agreements.timing import Answer
from agreements.timing.instants import Instant
from agreements.timing.points import When

__all__ = ["InTime", "order"]

H = TypeVar("H", bound=Happening)
_NEVER = datetime.max.replace(tzinfo=UTC)


def order(one: Happening) -> tuple[bool, datetime]:
    """Return what things that happened are sorted by: the earliest time; what has none comes last."""
    earliest = one.when.earliest
    return earliest is None, _utc(earliest)


def _utc(moment: Instant | None) -> datetime:
    return _NEVER if moment is None else moment.utc


class InTime(Generic[H]):
    """Things that happened, the earliest first; what has no time comes last.

    Args:
        ones: The things, in any order.
    """

    __slots__ = ("_starts", "_until", "ones")

    def __init__(self, ones: Iterable[H]) -> None:
        self.ones: tuple[H, ...] = tuple(sorted(ones, key=order))
        self._starts = [_utc(one.when.earliest) for one in self.ones]
        # By when each of the first ones surely was: it only grows, and so can be searched.
        self._until = list(accumulate((_utc(one.when.latest) for one in self.ones), max))

    def not_before(self, at: When) -> Iterator[H]:
        """Yield those that weren't surely before a time, the earliest first."""
        start = 0 if at.earliest is None else bisect_left(self._until, at.earliest.utc)
        for index in range(start, len(self.ones)):
            if at.before(self.ones[index].when) is not Answer.NO:
                yield self.ones[index]

    def first_after(self, at: When) -> H | None:
        """Return the first one that surely was after a time, or at the same moment; None where there is none."""
        if at.latest is None:
            return None
        start = bisect_left(self._starts, at.latest.utc)
        if start == len(self.ones) or at.before(self.ones[start].when) is not Answer.YES:
            return None
        return self.ones[start]
