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
        written: Both as plain data, to be quoted.
        data: The same, partners of the same role under one name, so that names are no difference; to be compared.
        peers: Whether they are partners' agreements: ids and parts are then each record's own.
        apparatus: Where citations, notes and summaries differ, as they are met.
    """

    agreements: tuple[Agreement, Agreement]
    written: tuple[Plain, Plain]
    data: tuple[Plain, Plain]
    peers: bool
    apparatus: list[Leaf] = field(default_factory=list)

    def covered(self, side: int, topic: str) -> bool:
        """Whether a record says it holds everything on a topic."""
        return bool(self.data[side].get("coverage", {}).get(topic) == "complete")

    def each(self, side: int, names: list[str]) -> frozenset[str]:
        """Return who is meant, `each-party` spelled out."""
        parties = [party["id"] for party in self.data[side]["parties"]]
        return frozenset(name for named in names for name in (parties if named == "each-party" else [named]))

    def status(self, side: int, part: str | None) -> str | None:
        """Return the legal status of a part, the body where none is named; None where it isn't recorded."""
        for one in self.data[side].get("parts", ()):
            if one["id"] == (part or "body"):
                found: str | None = one.get("legal_status", {}).get("status")
                return found
        return None

    def uncovered(self) -> Iterator[str]:
        """Yield, for each side, what it doesn't cover though the other speaks of it, as a sentence."""
        for side, other in ((0, 1), (1, 0)):
            topics = sorted(self.data[other].get("coverage", {}))
            open_topics = [topic for topic in topics if not self.covered(side, topic)]
            if open_topics:
                yield (
                    f"{self.agreements[side].id} doesn't cover in full: {', '.join(open_topics)}; "
                    "what it seems to lack there can't be told"
                )
