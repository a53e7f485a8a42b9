"""Which known word a misspelt one stands for.

Only near misspellings count: a word that merely resembles another can mean its opposite (`excludes`, `includes`).
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "near"]

# Letters: below the first every word is near another, unless it is a code; from the second on two slips are allowed.
_SHORT, _LONG = 4, 6
_LONGEST = 100


def near(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known words that a word is a misspelling of, the nearest first; empty where there is none.

    Upper case, blanks and underscores count for nothing. Beyond that one letter may be wrong, missing, too many or
    swapped with its neighbour, in words of six letters and more two of them, unless the first one is among them. Words
    of three letters are too near to each other, but for codes in capitals, such as `USA`.

    Args:
        word: What was written.
        known: What could be meant.
        limit: The most words returned.
    """
    given = _plain(word)
    if not given or len(given) > _LONGEST:
        return []
    from rapidfuzz.distance import OSA  # not at the top: `--help` needs none of it

    found = []
    for name in known:
        other = _plain(name)
        longer = max(len(given), len(other))
        allowed = 2 if longer >= _LONG and given[0] == other[0] else 1
        if longer < _SHORT and not (longer == _SHORT - 1 and word.isupper() and name.isupper()):
            allowed = 0
        distance = OSA.distance(given, other, score_cutoff=allowed)
        if distance <= allowed:
            found.append((distance, name))
    return [name for _, name in sorted(found)[:limit]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word; empty where the word is no misspelling of any."""
    found = near(word, known, 1)
    return f"did you mean {found[0]!r}?" if found else ""


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")
