"""Which limitations lie over a clause, found without looking at each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from agreements.model.clauses import Clause, Limitation
from agreements.model.vocabulary import Hedge, Topic

__all__ = ["Overlay"]


class _Layer:
    """The limitations that cover the same clauses, and what they add up to."""

    __slots__ = ("_all", "_by_bearer", "_everybody", "limits")

    def __init__(self) -> None:
        self.limits: list[tuple[int, Limitation]] = []
        self._everybody: set[Hedge] = set()
        self._by_bearer: defaultdict[str, set[Hedge]] = defaultdict(set)
        self._all: set[Hedge] = set()

    def add(self, index: int, limit: Limitation) -> None:
        self.limits.append((index, limit))
        self._all.update(limit.subject_to)
        for bearer in limit.bearers:
            self._by_bearer[bearer].update(limit.subject_to)
        if not limit.bearers:
            self._everybody.update(limit.subject_to)

    def hedges(self, bearers: Iterable[str]) -> Iterator[set[Hedge]]:
        names = tuple(bearers)
        if not names:
            yield self._all
            return
        yield self._everybody
        yield from (self._by_bearer[name] for name in names if name in self._by_bearer)


class Overlay:
    """The limitations of one record, by what they cover."""

    __slots__ = ("_layers",)

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._layers: defaultdict[tuple[str, str], _Layer] = defaultdict(_Layer)
        for index, clause in enumerate(clauses):
            if isinstance(clause, Limitation):
                for key in clause.covered:
                    self._layers[key].add(index, clause)

    def over(self, clause: Clause, topic: Topic) -> tuple[Limitation, ...]:
        """Return the limitations over a clause of that topic, in the order of the record."""
        found = {index: limit for layer in self._over(clause, topic) for index, limit in layer.limits}
        return tuple(found[index] for index in sorted(found))

    def hedges(self, clause: Clause, topic: Topic, bearers: Iterable[str]) -> set[Hedge]:
        """Return what these bearers' duties in such a clause are subject to; anybody's where none is named."""
        names = tuple(bearers)
        return set().union(*(hedges for layer in self._over(clause, topic) for hedges in layer.hedges(names)))

    def _over(self, clause: Clause, topic: Topic) -> Iterator[_Layer]:
        return (self._layers[key] for key in clause.coverable(topic) if key in self._layers)
