"""Where a clause stands: the status of its part, and the limitations laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreements.comparison._changes import Change, Effect, Leaf, Where
from agreements.comparison._sides import Plain, Sides
from agreements.wording import words

__all__ = ["LIMIT_FIELDS", "limited", "rank_status", "same_limitations", "standing"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL


LIMIT_FIELDS = ("applies_to", "parts", "topics", "clauses", "bearers", "subject_to")
"""The fields that say what a limitation does."""


def rank_status(old: str | None, new: str | None) -> Effect:
    """Return what a change of legal status does."""
    if old == new:
        return SAME
    return {("political", "binding"): UP, ("binding", "political"): DOWN}.get((old or "", new or ""), OPEN)


def standing(
    sides: Sides, parts: tuple[str, str], where: Where, leaves: tuple[Leaf, ...], *, duty: bool
) -> Iterator[Change]:
    """Yield that a clause stands in another part; between peers only where that part's status is another one.

    Args:
        sides: Both records.
        parts: The ids of its parts.
        where: The clause.
        leaves: Where the parts' names stand.
        duty: Whether something is owed by the clause.
    """
    statuses = sides.status(0, parts[0]), sides.status(1, parts[1])
    if sides.peers and statuses[0] == statuses[1] is not None:
        sides.apparatus.extend(leaves)
        return
    said = [f"{part} ({status or 'status not recorded'})" for part, status in zip(parts, statuses, strict=True)]
    effect = rank_status(*statuses) if None not in statuses else OPEN
    why = f"both parts are {statuses[0]}" if effect is SAME else "the parts differ in status"
    if effect in (UP, DOWN) and not duty:
        effect, why = OPEN, "no duty moves with it, and what else its part's status changes isn't judged"
    yield where.change("part it stands in", "part", said, effect, why, leaves)


def same_limitations(sides: Sides) -> bool:
    """Whether both records hold the same limitations, so that a limit that goes or comes does so by a move."""
    old, new = (
        sorted(
            repr([clause.get(name) for name in ("part", *LIMIT_FIELDS)])
            for clause in data.get("clauses", ())
            if clause["kind"] == "limitation"
        )
        for data in sides.data
    )
    return old == new


def limited(hedges: Iterable[tuple[frozenset[str], frozenset[str]]], clauses: Iterable[Plain]) -> tuple[Effect, str]:
    """Return what adding, dropping or changing a limitation does, by the duties it covers.

    Args:
        hedges: What each of those duties is subject to in the old and in the new text, every limitation counted.
        clauses: The limitation, in each text that has it; only its own limits count.
    """
    own = frozenset(hedge for clause in clauses for hedge in clause.get("subject_to", ()))
    pairs = [(old & own, new & own) for old, new in hedges]
    if not own:
        return OPEN, "the limit is in our words; compare the texts"
    if not pairs:
        return OPEN, "it covers no undertaking that both records hold"
    grown = any(new - old for old, new in pairs)
    shrunk = any(old - new for old, new in pairs)
    if grown and shrunk:
        return OPEN, "some of the duties it covers have more limits, some fewer"
    if grown or shrunk:
        number = sum(old != new for old, new in pairs)
        limits = listed_limits(pairs)
        return DOWN if grown else UP, f"{number} of the duties it covers {'are' if number != 1 else 'is'} {limits}"
    return SAME, "every duty it covers has the same limits elsewhere"


def listed_limits(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> str:
    """Return which limits came or went."""
    came = sorted({words(hedge) for old, new in pairs for hedge in new - old})
    went = sorted({words(hedge) for old, new in pairs for hedge in old - new})
    return f"newly subject to {', '.join(came)}" if came else f"no longer subject to {', '.join(went)}"
