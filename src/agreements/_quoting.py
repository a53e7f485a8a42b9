"""How a message quotes what was given: on one line, and never more of it than a reader needs."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["alternatives", "quoted"]


def quoted(value: object, limit: int = 60) -> str:
    """Return a value in quotes; of a long one the first characters, and how many it has.

    Args:
        value: A text, or anything else, which is quoted as Python writes it.
        limit: The most characters of it that are shown.
    """
    text = value if isinstance(value, str) else repr(value)
    if len(text) <= limit:
        return repr(text)
    return f"{text[:limit]!r}... (the first {limit} of {len(text)} characters)"


def alternatives(words: Iterable[object]) -> str:
    """Return words in quotes as a choice: `'a', 'b' or 'c'`."""
    *others, last = [f"'{word}'" for word in words]
    return f"{', '.join(others)} or {last}" if others else last
