"""How alike texts are by the words they share, rare words counting for more."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

__all__ = ["SharedWords"]

# A script that puts no spaces between words gives its characters one by one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# Words of grammar say nothing of what is promised; few texts aren't enough to show that they are everywhere.
_GRAMMAR = frozenset({
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "both", "but", "by",
    "can", "each", "for", "from", "has", "have", "how", "in", "into", "is", "it", "its", "more", "most", "no",
    "not", "of", "on", "one", "only", "or", "other", "others", "out", "over", "s", "so", "such", "than", "that",
    "the", "their", "them", "these", "they", "this", "those", "to", "under", "up", "upon", "was", "were",
    "what", "when", "where", "which", "who", "will", "with", "within", "would",
})  # fmt: skip
_STEM = 5
"""So many first letters make a word the same as another: cooperate, cooperation; Ukraine, Ukrainian."""
_REMEMBERED: Final = 2**14
"""The words of so many texts are remembered: a record is compared with many others, and says the same each time."""


class SharedWords:
    """The likeness of each text of one list with each of another: the cosine of their words, weighed by rarity.

    Source: Salton and Buckley, Term-weighting approaches in automatic text retrieval (1988).

    Args:
        old: The texts of the one list.
        new: The texts of the other list.
    """

    __slots__ = ("_new", "_old", "_where")

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        counts = [Counter(_stems(text)) for text in (*old, *new)]
        spread = Counter(stem for count in counts for stem in count)
        vectors = [_unit_vector(count, spread, len(counts)) for count in counts]
        self._old, self._new = vectors[: len(old)], vectors[len(old) :]
        self._where: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for j, vector in enumerate(self._new):
            for stem, weight in vector.items():
                self._where[stem].append((j, weight))

    def between(self, i: int, j: int) -> float:
        """Return how alike one text of the old list and one of the new are, 0 to 1."""
        other = self._new[j]
        return math.fsum(weight * other[stem] for stem, weight in self._old[i].items() if stem in other)

    def like(self, i: int, common: int | None = None, after: int = -1) -> dict[int, float]:
        """Return, for a text of the old list, how alike those of the new list are that share a word with it, 0 to 1.

        Args:
            i: The number of the text.
            common: A word that more texts have than this leads to none of them; it counts in those that another one
                leads to. None: every word leads to its texts.
            after: Only texts of the new list with a higher number than this.
        """
        found: defaultdict[int, float] = defaultdict(float)
        widespread = []
        for stem, weight in self._old[i].items():
            where = self._where.get(stem, [])
            if common is not None and len(where) > common:
                widespread.append((stem, weight))
                continue
            for j, other in where if after < 0 else where[bisect_left(where, (after + 1,)) :]:
                found[j] += weight * other
        for stem, weight in widespread:
            for j in found:
                found[j] += weight * self._new[j].get(stem, 0.0)
        # Rounded, because the sides may add up in another order, and a tie must stay one.
        return {j: round(score, 9) for j, score in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _stems(text: str) -> tuple[str, ...]:
    lowered = text.lower()
    stems = tuple(word[:_STEM] for word in _WORD.findall(lowered) if word not in _GRAMMAR)
    return stems or tuple(lowered.split())  # signs, or grammar alone, are all that is said


def _unit_vector(count: Counter[str], spread: Counter[str], texts: int) -> dict[str, float]:
    weights = {stem: (1 + math.log(times)) * math.log(1 + texts / spread[stem]) for stem, times in count.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()}
