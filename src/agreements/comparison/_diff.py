"""Two records to judged changes and an edit script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agreements._spelling import near
from agreements.comparison._changes import Change, Effect, Leaf
from agreements.comparison._claims import ClaimBeside, claims_beside, touching
from agreements.comparison._clauses import clause_changes
from agreements.comparison._lifecycle import record_changes
from agreements.comparison._pairing import pair
from agreements.comparison._script import Script, run_script
from agreements.comparison._units import unit_changes
from agreements.errors import ComparisonError, UnknownNameError, WrongTypeError
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.model.vocabulary import Topic
from agreements.writing import plain

__all__ = ["Diff", "apply", "diff"]


_BESIDE_TOPICS = ("legal-status",)
"""What changes can be about beside the topics of the vocabulary."""


@dataclass(frozen=True, slots=True, repr=False)
class Diff:
    """How two records differ.

    Attributes:
        old: The record compared from.
        new: The record compared to.
        peers: Whether they are partners' agreements, not versions of one.
        roles: Which party of the old stands for which of the new; empty unless `peers`.
        changes: The judged differences, by topic in the order of the new record.
        apparatus_leaves: Where citations, notes and summaries differ, claims, and what is covered; never judged.
        unclear: What can't be told, in sentences.
        script: The lossless edit script; between peers it describes, but can't be applied.
        left_out: How many changes `only` took away.
        claims: What others say about values that differ, and claims that two versions put differently; never judged.
    """

    old: Agreement
    new: Agreement
    peers: bool
    roles: Mapping[str, str]
    changes: tuple[Change, ...]
    apparatus_leaves: tuple[Leaf, ...]
    unclear: tuple[str, ...]
    script: Script
    claims: tuple[ClaimBeside, ...] = ()
    left_out: int = 0

    def __repr__(self) -> str:
        return f"<Diff {self}>"

    def __str__(self) -> str:
        """Return the ids of the two, and how many changes there are of each effect."""
        counts = ((sum(change.effect is effect for change in self.changes), effect) for effect in Effect)
        said = ", ".join(f"{count} {effect}" for count, effect in counts if count)
        number = len(self.changes)
        shown = f"{number} change{'s' * (number != 1)}" + (f" ({said})" if said else "")
        return f"{self.old.id} → {self.new.id}: {'the same' if self.same else shown}"

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def _repr_html_(self) -> str:
        """Return the first changes as HTML, for notebooks."""
        from agreements.renderers import diff_html

        return diff_html.render(self)

    @property
    def same(self) -> bool:
        """Whether the records say the same, byte for byte."""
        return not self.script.operations

    def by_topic(self) -> dict[str, tuple[Change, ...]]:
        """Return the changes by topic, topics in the order of their first change."""
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            groups.setdefault(change.topic, []).append(change)
        return {topic: tuple(changes) for topic, changes in groups.items()}

    @property
    def apparatus(self) -> int:
        """How many citations, notes and the like differ; they are counted, not judged."""
        return len(self.apparatus_leaves)

    def only(self, *words: str) -> Diff:
        """Return the same comparison with only the changes of these effects or topics.

        Args:
            words: Effects (`strengthened`, `weakened`, `neutral`, `cannot be told`) or topics: those of the vocabulary,
                and `legal-status`.

        Raises:
            UnknownNameError: A word is neither; its `known` holds all effects and topics.
        """
        effects = {str(effect) for effect in Effect}
        known = (*map(str, Effect), *map(str, Topic), *_BESIDE_TOPICS)
        for word in words:
            if word not in known:
                raise UnknownNameError("effect or topic", str(word), near(str(word), known), known)
        kept_effects = effects & set(words) or effects
        kept_topics = set(words) - effects
        kept = tuple(
            change
            for change in self.changes
            if str(change.effect) in kept_effects and (not kept_topics or change.topic in kept_topics)
        )
        touches = touching(self.old, self.new, kept)
        # A claim has no effect: where only effects were asked for, it stays with the changes it stands beside.
        claims = tuple(
            one for one in self.claims if (one.topic in kept_topics and not effects & set(words)) or touches(one)
        )
        left_out = self.left_out + len(self.changes) - len(kept)
        return replace(self, changes=kept, claims=claims, left_out=left_out)


def diff(old: Agreement, new: Agreement, peers: bool = False, roles: Mapping[str, str] | None = None) -> Diff:
    """Return how two records differ.

    Args:
        old: The record to compare from.
        new: The record to compare to.
        peers: They are two partners' agreements: names of parties that play the same role are no difference.
        roles: Which party of the old stands for which of the new, such as `{"GBR": "USA"}`; the others that only one
            side has stand for one another where they alone play the same role, and for nobody where no party of the
            other side does: what is owed by or to them alone is then not ranked.

    Raises:
        ComparisonError: `roles` was given without `peers`, names a party that isn't there or one that both
            have, or gives one of them twice; or who stands for whom can't be guessed.
        WrongTypeError: One of the two is no record, or `roles` no mapping.
    """
    expect_agreement(old, "diff")
    expect_agreement(new, "diff")
    if roles is not None and not isinstance(roles, Mapping):
        raise WrongTypeError("diff", "roles as a mapping, such as {'GBR': 'USA'}", roles)
    if roles and not peers:
        raise ComparisonError("roles only mean something between peers; pass peers=True")
    paired = pair(old, new, peers=peers, roles=roles)
    sides, pairs, units = paired.sides, paired.clauses, paired.units
    found = [*record_changes(sides), *clause_changes(sides, pairs, units), *unit_changes(sides, units)]
    order = {topic: number for number, topic in enumerate(dict.fromkeys(change.topic for change in found))}
    found.sort(key=lambda change: order[change.topic])
    changes = tuple(found)
    return Diff(
        old,
        new,
        peers,
        paired.roles,
        changes,
        tuple(sides.apparatus),
        tuple(sides.untold()) if sides.written[0] != sides.written[1] else (),
        Script.between(*sides.written, [(i, j) for i, j in pairs if i is not None and j is not None]),
        claims_beside(old, new, changes, peers),
    )


def apply(old: Agreement, changes: Diff) -> Agreement:
    """Return what the edit script makes of a record: applied to the old record it gives the new one.

    Raises:
        ComparisonError: The comparison is between peers; there is nothing to apply.
        PatchError: The script doesn't fit this record.
        InvalidRecordError: The result is no valid record.
        WrongTypeError: `old` is no record, or `changes` no comparison.
    """
    expect_agreement(old, "apply")
    if not isinstance(changes, Diff):
        raise WrongTypeError("apply", "a record and what diff() returns", changes)
    if changes.peers:
        raise ComparisonError("a comparison between peers can't be applied: they are different agreements")
    return Agreement.from_plain(run_script(plain(old), changes.script), "the changed")
