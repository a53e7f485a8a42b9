"""The two records while they are compared, and what comparing them adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agreements.comparison._changes import Leaf
from agreements.model import Agreement
from agreements.wording import listed

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

    def strangers(self) -> tuple[list[str], list[str]]:
        """Return the parties of each side that stand for nobody on the other; none unless they are peers."""
        first, second = ([party["id"] for party in data["parties"]] for data in self.data)
        if not self.peers:
            return [], []
        return [name for name in first if name not in second], [name for name in second if name not in first]

    def nobody(self, names: frozenset[str]) -> str:
        """Return, as words, that nobody stands for any of those named; empty where that can't be said."""
        first, second = self.strangers()
        return (
            f"nobody on the other side stands for {listed(sorted(names))}"
            if names and names <= {*first, *second}
            else ""
        )

    def status(self, side: int, part: str | None) -> str | None:
        """Return the legal status of a part, the body where none is named; None where it isn't recorded."""
        for one in self.data[side].get("parts", ()):
            if one["id"] == (part or "body"):
                found: str | None = one.get("legal_status", {}).get("status")
                return found
        return None

    def untold(self) -> Iterator[str]:
        """Yield, as sentences, what comparing these two can't tell as a whole."""
        parties = [[party["id"] for party in data["parties"]] for data in self.data]
        if not self.peers and sorted(parties[0]) != sorted(parties[1]):
            yield (
                f"the parties differ ({', '.join(parties[0])} against {', '.join(parties[1])}); "
                "two partners' agreements are compared as peers (peers=True, --peers)"
            )
        names = [agreement.id for agreement in self.agreements]
        if names[0] == names[1]:
            names = ["the old record", "the new record"]
        strangers = self.strangers()
        for side, other in ((0, 1), (1, 0)):
            if strangers[side]:
                told = f"nobody in {names[other]} stands for {listed(strangers[side])}: what only they owe isn't ranked"
                yield told + ("; --role OLD=NEW (roles=...) says who does" if all(strangers) else "")
        coverage = [data.get("coverage", {}) for data in self.data]
        for side, other in ((0, 1), (1, 0)):
            open_topics = [topic for topic in sorted(coverage[other]) if not self.covered(side, topic)]
            if not coverage[side]:
                yield f"{names[side]} doesn't say what it covers: what it seems to lack can't be told"
            elif open_topics:
                yield (
                    f"{names[side]} doesn't cover in full: {', '.join(open_topics)}; "
                    "what it seems to lack there can't be told"
                )
