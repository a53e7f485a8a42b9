"""The two records while they are compared, and what comparing them adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agreements.comparison._changes import Leaf
from agreements.model import Agreement

__all__ = ["Plain", "Sides"]

Plain = dict[str, Any]


@dataclass(slots=True)
class Sides:
    """Both records.

    Attributes:
        agreements: The old and the new record.
        data: Both as plain data, partners of the same role under one name.
        apparatus: Where citations, notes and summaries differ, as they are met.
    """

    agreements: tuple[Agreement, Agreement]
    data: tuple[Plain, Plain]
    apparatus: list[Leaf] = field(default_factory=list)

    def covered(self, side: int, topic: str) -> bool:
        """Whether a record says it holds everything on a topic."""
        coverage = self.agreements[side].coverage
        return any(str(name) == topic and how == "complete" for name, how in coverage.items())

    def uncovered(self) -> Iterator[str]:
        """Yield, for each side, what it doesn't cover though the other speaks of it, as a sentence."""
        for side, other in ((0, 1), (1, 0)):
            topics = sorted({str(topic) for topic in self.agreements[other].coverage})
            open_topics = [topic for topic in topics if not self.covered(side, topic)]
            if open_topics:
                yield (
                    f"{self.agreements[side].id} doesn't cover in full: {', '.join(open_topics)}; "
                    "what it seems to lack there can't be told"
                )
