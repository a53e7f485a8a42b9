"""Claims beside what is compared: which of them stand at a value that differs. They are shown, never judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agreements.comparison._changes import Change
from agreements.model import Agreement, Claim
from agreements.model.vocabulary import ClaimRelation
from agreements.pointer import Pointer

__all__ = ["ClaimBeside", "claims_beside", "touching"]

Side = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class ClaimBeside:
    """What somebody says about one of the two agreements, at a place that the comparison is about.

    Attributes:
        side: Whose record holds the claim: `old` or `new`.
        claim: The claim.
        pointer: Where what it is about stands in that record.
        topic: The topic of that place; `life-cycle` outside the clauses.
        differs: Whether the other version puts the same claim otherwise; never between peers.
    """

    side: Side
    claim: Claim
    pointer: Pointer
    topic: str
    differs: bool


def claims_beside(old: Agreement, new: Agreement, changes: Iterable[Change], peers: bool) -> tuple[ClaimBeside, ...]:
    """Return the claims to be shown with a comparison, those of the old record first, in the records' order.

    A claim is shown where it says something else than its record does at a value that differs (`restates` says the
    same), and where two versions put the same claim, by its id, in different ways
    (between peers an id names two claims).
    """
    if not old.claims and not new.claims:
        return ()
    touches = touching(old, new, changes)
    theirs = {"old": {claim.id: claim for claim in new.claims}, "new": {claim.id: claim for claim in old.claims}}
    beside = []
    for side, agreement in (("old", old), ("new", new)):
        for claim in agreement.claims:
            found = agreement.find(claim.about)
            if found is None:
                continue
            other = theirs[side].get(claim.id)
            differs = not peers and other is not None and _content(other) != _content(claim)
            mine: Side = "old" if side == "old" else "new"
            one = ClaimBeside(mine, claim, found.pointer, _topic(agreement, found.pointer), differs)
            stands = claim.relation is not ClaimRelation.RESTATES and touches(one)
            if differs or stands:
                beside.append(one)
    return tuple(beside)


def touching(old: Agreement, new: Agreement, changes: Iterable[Change]) -> Callable[[ClaimBeside], bool]:
    """Return what tells whether a claim is about a value that a change explains, or about what holds that value."""
    known = tuple(changes)

    @cache
    def places(side: Side) -> frozenset[Pointer]:
        return frozenset(_on_side(side, (old, new) if side == "old" else (new, old), known))

    def touches(beside: ClaimBeside) -> bool:
        return any(_overlap(beside.pointer, pointer) for pointer in places(beside.side))

    return touches


def _on_side(side: Side, agreements: tuple[Agreement, Agreement], changes: Iterable[Change]) -> Iterator[Pointer]:
    """Yield where the differing values stand on one side; where one is missing there, where it would stand."""
    homes = [{one.path: one.pointer for one in agreement.commitments()} for agreement in agreements]
    for change in changes:
        paths = (change.old_path, change.new_path) if side == "old" else (change.new_path, change.old_path)
        here = there = None
        if all(paths):
            here, there = (
                home.get(path) or _base(agreement, path)
                for home, agreement, path in zip(homes, agreements, paths, strict=True)
            )
        for leaf in change.leaves:
            mine, other = (leaf[0], leaf[1]) if side == "old" else (leaf[1], leaf[0])
            if mine is not None:
                yield mine
            elif other and here and there and other.steps[: len(there.steps)] == there.steps:
                yield Pointer((*here.steps, *other.steps[len(there.steps) :]))


def _base(agreement: Agreement, path: str) -> Pointer | None:
    """Return where the clause, part or field stands that a change names by its ids."""
    found = agreement.find(path)
    return found.pointer if found is not None else None


def _overlap(one: Pointer, other: Pointer) -> bool:
    shorter = min(len(one.steps), len(other.steps))
    return shorter > 0 and one.steps[:shorter] == other.steps[:shorter]


def _topic(agreement: Agreement, pointer: Pointer) -> str:
    if pointer.steps[:1] == ("clauses",) and len(pointer.steps) > 1:
        for undertaking in agreement.commitments():
            if _inside(pointer, undertaking.pointer):
                return str(undertaking.topic)
        return str(agreement.clauses[int(pointer.steps[1])].topic)
    return "legal-status" if pointer.steps[:1] in (("parts",), ("instrument",)) else "life-cycle"


def _inside(one: Pointer, other: Pointer) -> bool:
    return one.steps[: len(other.steps)] == other.steps


def _content(claim: Claim) -> tuple[str, str, str | None, ClaimRelation]:
    return claim.about, claim.says, claim.value, claim.relation
