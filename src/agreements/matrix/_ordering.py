"""The order of the columns in which near-identical texts stand side by side, and what sets each apart.

How alike two columns are is how many of the rows they share, of those in which one of them says something and both are
known: matched clauses that both have, and values that are the same.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best_order", "likenesses"]

_LARGEST_EXACT = 60
"""Up to so many columns the order is the best one for its tree, which is cubic; above, each join is made greedily."""


def likenesses(rows: Sequence[Sequence[str | None]]) -> list[list[float]]:
    """Return how alike each column is to each other, 0 to 1.

    Args:
        rows: By row the value of each column: empty where nothing is said, None where it isn't known. Rows in which no
            two columns say the same tell nothing and don't count.

    Returns:
        The likeness by the columns' numbers; that of a column to itself is 1.
    """
    width = len(rows[0]) if rows else 0
    values, stated, known = [0] * width, [0] * width, [0] * width
    bit = 1
    for row in rows:
        said = [value for value in row if value]
        if len(set(said)) == len(said):
            continue
        bits: dict[str, int] = {}
        whole = bit
        for column, value in enumerate(row):
            if value is not None:
                known[column] |= whole
            if value:
                stated[column] |= whole
                if value not in bits:
                    bits[value] = bit
                    bit <<= 1
                values[column] |= bits[value]
    # A row's own bit is its first value's, so that a value's bits never outnumber the rows' room.
    found = [[1.0] * width for _ in range(width)]
    for one in range(width):
        for other in range(one):
            both = known[one] & known[other]
            either = ((stated[one] | stated[other]) & both).bit_count()
            same = (values[one] & values[other]).bit_count()
            found[one][other] = found[other][one] = same / either if either else 0.0
    return found


def best_order(likeness: Sequence[Sequence[float]]) -> list[int]:
    """Return the columns in an order in which neighbours are as alike as their tree allows.

    The tree joins the most alike by average linkage; its branches are then turned so that the sum of the likenesses of
    neighbours is greatest. Ties go to the smaller number, so that columns given in the order of their names are
    ordered in one way only.

    Source: Bar-Joseph, Gifford and Jaakkola, Fast optimal leaf ordering for hierarchical clustering (2001).
    """
    width = len(likeness)
    if width < 3:
        return list(range(width))
    tree = _tree(likeness)
    return _optimal(tree, likeness) if width <= _LARGEST_EXACT else _greedy(tree, likeness)


def _tree(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the joins of average linkage: the n-th makes the group `width + n` of two earlier ones."""
    width = len(likeness)
    near = {one: {other: likeness[one][other] for other in range(width) if other != one} for one in range(width)}
    size = dict.fromkeys(range(width), 1)
    least = {one: one for one in range(width)}
    # Each group keeps whom it is likest to; only those whose likest was joined look again.
    best = {one: _likest(near[one], least) for one in range(width)}
    joins = []
    for number in range(width, 2 * width - 1):
        one = min(best, key=lambda group: (-near[group][best[group]], least[group], least[best[group]]))
        other = best[one]
        joins.append((one, other) if least[one] <= least[other] else (other, one))
        weights = size[one], size[other]
        total = weights[0] + weights[1]
        merged = {
            group: (near[one][group] * weights[0] + near[other][group] * weights[1]) / total
            for group in near
            if group not in (one, other)
        }
        for gone in (one, other):
            del near[gone], size[gone], best[gone]
        size[number], least[number] = total, min(least[one], least[other])
        near[number] = merged
        for group, value in merged.items():
            del near[group][one], near[group][other]
            near[group][number] = value
        for group in merged:
            if best[group] in (one, other) or near[group][number] >= near[group][best[group]]:
                best[group] = _likest(near[group], least)
        if merged:
            best[number] = _likest(merged, least)
    return joins


def _likest(near: dict[int, float], least: dict[int, int]) -> int:
    return min(near, key=lambda group: (-near[group], least[group]))


def _optimal(tree: Sequence[tuple[int, int]], likeness: Sequence[Sequence[float]]) -> list[int]:
    width = len(likeness)
    leaves: dict[int, list[int]] = {leaf: [leaf] for leaf in range(width)}
    # By a group's first and last leaf: the best sum within it, and the leaves that meet where its halves do.
    best: dict[int, dict[tuple[int, int], float]] = {leaf: {(leaf, leaf): 0.0} for leaf in range(width)}
    met: dict[int, dict[tuple[int, int], tuple[int, int]]] = {}
    for number, (left, right) in enumerate(tree, width):
        leaves[number] = [*leaves[left], *leaves[right]]
        found: dict[tuple[int, int], float] = {}
        where: dict[tuple[int, int], tuple[int, int]] = {}
        for first in leaves[left]:
            ends = [(last, best[left][first, last]) for last in leaves[left] if (first, last) in best[left]]
            # The best that leads from the first leaf up to each leaf of the right half.
            reached = {
                start: max(((total + likeness[last][start], -last) for last, total in ends), default=None)
                for start in leaves[right]
            }
            for last in leaves[right]:
                sums = [
                    (reach[0] + best[right][start, last], reach[1], -start)
                    for start in leaves[right]
                    if (reach := reached[start]) is not None and (start, last) in best[right]
                ]
                if sums:
                    total, meeting, start = max(sums)
                    found[first, last] = found[last, first] = total
                    where[first, last] = (-meeting, -start)
        best[number], met[number] = found, where
    root = 2 * width - 2
    first, last = min(met[root], key=lambda pair: (-best[root][pair], pair))
    return _unfold(root, first, last, tree, leaves, met, width)


def _unfold(
    group: int,
    first: int,
    last: int,
    tree: Sequence[tuple[int, int]],
    leaves: dict[int, list[int]],
    met: dict[int, dict[tuple[int, int], tuple[int, int]]],
    width: int,
) -> list[int]:
    if group < width:
        return [group]
    left, right = tree[group - width]
    if (first, last) not in met[group]:
        return _unfold(group, last, first, tree, leaves, met, width)[::-1]
    end, start = met[group][first, last]
    return [
        *_unfold(left, first, end, tree, leaves, met, width),
        *_unfold(right, start, last, tree, leaves, met, width),
    ]


def _greedy(tree: Sequence[tuple[int, int]], likeness: Sequence[Sequence[float]]) -> list[int]:
    """Turn the two halves of each join so that the ends that meet are the most alike."""
    width = len(likeness)
    orders: dict[int, list[int]] = {leaf: [leaf] for leaf in range(width)}
    for number, (left, right) in enumerate(tree, width):
        one, other = orders.pop(left), orders.pop(right)
        ways = [(likeness[a[-1]][b[0]], a, b) for a in (one, one[::-1]) for b in (other, other[::-1])]
        _, a, b = max(ways, key=lambda way: way[0])
        orders[number] = [*a, *b]
    return orders[2 * width - 2]
