"""Which known word a misspelt one stands for.

Only near misspellings count: a word that merely resembles another can mean its opposite (`excludes`, `includes`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

__all__ = ["did_you_mean", "near"]

# Letters: below the first every word is near another, unless it is a code; from the second on two slips are allowed.
_SHORT, _LONG = 4, 6
_LONGEST = 100
_MOST = 2000  # a file of thousands of wrong ids would otherwise be compared with thousands of right ones


def near(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known words that a word is a misspelling of, the nearest first; empty where there is none.

    Upper case, blanks and underscores count for nothing. Beyond that one letter may be wrong, missing, too many or
    swapped with its neighbour, in words of six letters and more two of them, unless the first one is among them. Words
    of three letters are too near to each other, but for codes in capitals, such as `USA`.

    Args:
        word: What was written.
        known: What could be meant; beyond two thousand words none is looked for.
        limit: The most words returned.
    """
    given = _plain(word)
    if not given or len(given) > _LONGEST:
        return []
    names, plain = _listed(frozenset(known))
    if len(names) > _MOST:
        return []
    from rapidfuzz import process  # not at the top: `--help` needs none of it
    from rapidfuzz.distance import OSA

    found = []
    for other, distance, index in process.extract(given, plain, scorer=OSA.distance, score_cutoff=2, limit=None):
        longer = max(len(given), len(other))
        allowed = 2 if longer >= _LONG and given[0] == other[0] else 1
        if longer < _SHORT and not (longer == _SHORT - 1 and word.isupper() and names[index].isupper()):
            allowed = 0
        if distance <= allowed:
            found.append((distance, names[index]))
    return [name for _, name in sorted(found)[:limit]]


@lru_cache(maxsize=16)
def _listed(known: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return names in order, and in the same order what of them counts; a file may have thousands of wrong ids."""
    names = sorted(known)
    return names, [_plain(name) for name in names]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word; empty where the word is no misspelling of any."""
    found = near(word, known, 1)
    return f"did you mean {found[0]!r}?" if found else ""


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
