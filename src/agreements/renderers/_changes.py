"""What the renderers of a comparison share: a change as a sentence, the counts."""

from __future__ import annotations

from collections import Counter

from agreements.comparison import Change, ClaimBeside, Diff, Effect, Leaf
from agreements.model import Agreement

__all__ = ["CLAIMS", "MARKS", "claim_place", "closing", "named", "peers", "places", "sentence"]

CLAIMS = "claims by others (not judged)"
"""The heading over the claims that stand beside what is compared."""

MARKS = {"strengthened": "+", "weakened": "-", "neutral": "=", "cannot be told": "?"}
"""The mark of each effect."""


def named(agreement: Agreement) -> str:
    """Return the record's id, with its version where it has one."""
    return agreement.id + (f", version {agreement.version}" if agreement.version else "")


def claim_place(one: ClaimBeside) -> str:
    """Return in which record a claim stands, what it is about, and how it stands to what that record says."""
    return f"{one.side}: {one.claim.about} ({str(one.claim.relation).replace('-', ' ')})"


def sentence(change: Change) -> str:
    """Return what differs: the headline, then what was and what is, where there is something."""
    return f"{change.headline}{': ' * bool(change.before or change.after)}{_values(change)}"


def _values(change: Change) -> str:
    if change.before and change.after:
        return f"{change.before} → {change.after}"
    return change.before or change.after


def places(change: Change) -> str:
    """Return where: the ids that lead there and the place as printed, in each of the two; `nothing` where it isn't."""
    old, new = _where(change.old_path, change.old_place), _where(change.new_path, change.new_place)
    return f"{old or 'nothing'} → {new or 'nothing'}" if old or new else ""


def _where(path: str, place: str) -> str:
    return f"{path} ({place})" if path and place else path or place


def peers(diff: Diff) -> str:
    """Return which party was taken for which, of a comparison of peers."""
    roles = ", ".join(f"{old} as {new}" for old, new in diff.roles.items() if old != new)
    return "compared as peers" + (f": {roles}" if roles else "")


def closing(diff: Diff) -> list[str]:
    """Return the closing sentences: how many changes of each effect, and what was collapsed."""
    counts = ", ".join(
        f"{sum(change.effect is effect for change in diff.changes)} {effect}"
        for effect in Effect
        if any(change.effect is effect for change in diff.changes)
    )
    number = len(diff.changes)
    if number:
        lines = [f"{number} change{'s' * (number != 1)}: {counts}"]
    elif diff.same:
        lines = ["no difference"]
    else:
        lines = ["no difference among those asked for" if diff.left_out else "no difference of substance"]
    if diff.left_out:
        lines.append(f"{diff.left_out} other change{'s' * (diff.left_out != 1)} not shown")
    kinds = Counter(_kind(leaf) for leaf in diff.apparatus_leaves)
    for kind, times in sorted(kinds.items()):
        lines.append(f"{times} difference{'s' * (times != 1)} {kind} not shown")
    if not (number or diff.apparatus or diff.left_out or diff.same):
        lines.append("only the order differs, of clauses or of what stands in them")
    return lines


def _kind(leaf: Leaf) -> str:
    """Return what a difference that isn't judged is a difference of."""
    place = leaf[0] or leaf[1]
    assert place is not None
    head = str(place.steps[0])
    return {"claims": "of claims", "coverage": "of what is covered"}.get(head, "of citations, notes and summaries")
