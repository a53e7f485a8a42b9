"""What a comparison says: effects and changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.pointer import Pointer

__all__ = ["Change", "Effect", "Leaf", "Where"]

Leaf = tuple[Pointer | None, Pointer | None]
"""A differing value: where it stands in the old record and where in the new; None where it isn't there."""


class Effect(StrEnum):
    """What a change does to what is owed."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NEUTRAL = "neutral"
    CANNOT_TELL = "cannot be told"

    @property
    def swapped(self) -> Effect:
        """The effect seen from the other side."""
        return {Effect.STRENGTHENED: Effect.WEAKENED, Effect.WEAKENED: Effect.STRENGTHENED}.get(self, self)


@dataclass(frozen=True, slots=True)
class Change:
    """One judged difference.

    Attributes:
        topic: What it is about; `legal-status` and `life-cycle` for what stands outside the clauses.
        headline: The difference in a few words, such as `deadline softened`.
        before: What the old record says, in words; empty where nothing.
        after: What the new record says, in words; empty where nothing.
        effect: What it does to what is owed.
        rule: The name of the rule that judged it.
        why: One sentence for the effect; empty where the headline says it all.
        old_path: The ids that lead to it in the old record; empty where it isn't there.
        new_path: The ids that lead to it in the new record; empty where it isn't there.
        old_place: Where the old text says so; empty where that isn't recorded.
        new_place: Where the new text says so; empty where that isn't recorded.
        leaves: The differing values it explains.
    """

    topic: str
    headline: str
    before: str
    after: str
    effect: Effect
    rule: str
    why: str = ""
    old_path: str = ""
    new_path: str = ""
    old_place: str = ""
    new_place: str = ""
    leaves: tuple[Leaf, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        where = self.new_path or self.old_path or self.topic
        return f"{where}: {self.headline}: {self.before or 'nothing'} → {self.after or 'nothing'} ({self.effect})"

    def explain(self) -> str:
        """Return how the effect was reached: the rule, its reason, and every value it rests on."""
        lines = [str(self), f"  rule: {self.rule}"]
        if self.why:
            lines.append(f"  why: {self.why}")
        lines.append(
            f"  where: {self.old_path or '-'} ({self.old_place or '-'})"
            f" → {self.new_path or '-'} ({self.new_place or '-'})"
        )
        lines.extend(
            f"  value: {old if old is not None else '-'} → {new if new is not None else '-'}"
            for old, new in self.leaves
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a pair stands: topic, ids and places on both sides; empty where one side has nothing."""

    topic: str
    old_path: str
    new_path: str
    old_place: str
    new_place: str

    def change(
        self, headline: str, rule: str, said: Iterable[str], effect: Effect, why: str, leaves: tuple[Leaf, ...]
    ) -> Change:
        """Return a change that stands here; `said` is what the old and what the new record say."""
        before, after = said
        if before == after:
            # Both sentences are the same: the words that differ are none of theirs, so they are named.
            fields = dict.fromkeys(str(place.steps[-1]) for leaf in leaves for place in leaf if place is not None)
            where = f"the difference lies in {', '.join(name.replace('_', ' ') for name in fields)}"
            why = f"{why}; {where}" if why else where
        if effect is Effect.CANNOT_TELL and not why:
            why = "nothing ranks the one above the other"
        return Change(
            self.topic,
            headline,
            before,
            after,
            effect,
            rule,
            why,
            self.old_path,
            self.new_path,
            self.old_place,
            self.new_place,
            leaves,
        )
