"""Which item of one list answers to which of another: exact content first, then likeness, then the best assignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from agreements.errors import ComparisonError

T = TypeVar("T")
Pairs = list[tuple[int | None, int | None]]

_LARGEST_EXACT = 120
"""Groups of candidates above this size are paired best first, not by the optimal assignment, which is cubic."""
_MOST_PAIRS = 1_000_000
"""Pairs that are looked at; each costs some microseconds, and real agreements have some ten thousand."""


def align(
    old: Sequence[T],
    new: Sequence[T],
    content: Callable[[T], Hashable],
    likeness: Callable[[T, T], float],
    *,
    least: float,
) -> Pairs:
    """Return pairs of indexes, in the order of the new list, the removed ones last.

    Args:
        old: The one list.
        new: The other list.
        content: What makes two items the same; equal contents are paired first, nearest place first.
        likeness: How alike two items are, 0 to 1; symmetric.
        least: Below this likeness nothing is paired.

    Returns:
        `(i, j)` for a pair, `(None, j)` for an added item, `(i, None)` for a removed one. Swapping the lists
        gives the same pairs, swapped.

    Raises:
        ComparisonError: More than a million pairs of items would have to be looked at.
    """

    def each(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        return ((i, j, likeness(old[i], new[j])) for i in olds for j in news)

    return align_likely([*map(content, old)], [*map(content, new)], each, least=least)


def align_likely(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    candidates: Callable[[Sequence[int], Sequence[int]], Iterable[tuple[int, int, float]]],
    *,
    least: float,
) -> Pairs:
    """Return pairs as `align` does, by the likeness of only those items that may be a pair.

    Args:
        old: What the items of the one list say; where two say the same, they are paired first.
        new: The same of the other list.
        candidates: Given the indexes left in both lists, which pairs of them may be one, and how alike they are.
        least: Below this likeness nothing is paired.

    Raises:
        ComparisonError: More than a million pairs of items are left.
    """
    paired: dict[int, int] = {}
    homes: dict[Hashable, list[int]] = defaultdict(list)
    for i, key in enumerate(old):
        homes[key].append(i)
    new_homes: dict[Hashable, list[int]] = defaultdict(list)
    for j, key in enumerate(new):
        new_homes[key].append(j)
    for key, js in new_homes.items():
        # Both lists are in the order of their records, so equal contents pair first with first.
        paired.update(zip(js, homes.get(key, ()), strict=False))
    same = set(paired.values())
    left_old = [i for i in range(len(old)) if i not in same]
    left_new = [j for j in range(len(new)) if j not in paired]
    if len(left_old) * len(left_new) > _MOST_PAIRS:
        raise ComparisonError(
            f"too much differs to be compared: {len(left_old)} clauses or undertakings against {len(left_new)}"
        )
    edges: dict[tuple[int, int], float] = {}
    for i, j, score in candidates(left_old, left_new):
        if score >= least:
            near = 1 - abs((i + 1) / (len(old) + 1) - (j + 1) / (len(new) + 1))
            edges[i, j] = score + 1e-6 * near
    for group in _groups(edges):
        paired.update({j: i for i, j in _assign(group)})
    taken = set(paired.values())
    pairs: Pairs = [(paired.get(j), j) for j in range(len(new))]
    pairs.extend((i, None) for i in range(len(old)) if i not in taken)
    return pairs


def _groups(edges: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Split the candidate pairs into groups that share no item."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, j in edges:
        parent[root(("old", i))] = root(("new", j))
    groups: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (i, j), score in edges.items():
        groups[root(("old", i))][i, j] = score
    return list(groups.values())


def _assign(edges: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    rows = sorted({i for i, _ in edges})
    columns = sorted({j for _, j in edges})
    if max(len(rows), len(columns)) > _LARGEST_EXACT:
        taken_rows: set[int] = set()
        taken_columns: set[int] = set()
        chosen = []
        for (i, j), _ in sorted(edges.items(), key=lambda edge: (-edge[1], sum(edge[0]), edge[0])):
            if i not in taken_rows and j not in taken_columns:
                taken_rows.add(i)
                taken_columns.add(j)
                chosen.append((i, j))
        return chosen
    if len(rows) > len(columns):
        return [(i, j) for j, i in _assign({(j, i): score for (i, j), score in edges.items()})]
    # A pair that is no candidate costs as much as leaving both alone, and is dropped afterwards.
    cost = [[-edges.get((i, j), 0.0) for j in columns] for i in rows]
    found = [(rows[r], columns[c]) for r, c in _hungarian(cost)]
    return [pair for pair in found if pair in edges]


def _hungarian(cost: list[list[float]]) -> list[tuple[int, int]]:
    """Return the assignment of least cost of every row to a column; no more rows than columns.

    Source: the shortest-augmenting-path form of the Hungarian method (Kuhn 1955; Jonker and Volgenant 1987).
    """
    height, width = len(cost), len(cost[0])
    row_price = [0.0] * (height + 1)
    column_price = [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, height + 1):
        owner[0] = row
        column = 0
        least = [float("inf")] * (width + 1)
        came_from = [0] * (width + 1)
        done = [False] * (width + 1)
        while owner[column]:
            done[column] = True
            here = owner[column]
            step, next_column = float("inf"), 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                reduced = cost[here - 1][other - 1] - row_price[here] - column_price[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, next_column = least[other], other
            for other in range(width + 1):
                if done[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = next_column
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [(owner[column] - 1, column - 1) for column in range(1, width + 1) if owner[column]]
