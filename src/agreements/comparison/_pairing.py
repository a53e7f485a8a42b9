"""Two records side by side: which clause and which undertaking of the one answers to which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agreements.comparison._alignment import Pairs
from agreements.comparison._clauses import pair_clauses
from agreements.comparison._roles import map_roles, rename, rename_references, tokens
from agreements.comparison._sides import Plain, Sides
from agreements.comparison._units import UnitPair, pair_units
from agreements.model import Agreement, CommitmentClause

__all__ = ["Pairing", "pair"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a comparison rests on.

    Attributes:
        sides: Both records, with what they are called renamed where it means the same.
        roles: Which party of the old stands for which of the new; empty unless they are peers.
        clauses: Which clause answers to which, by number.
        units: Which commitment answers to which, those inside triggers too.
    """

    sides: Sides
    roles: Mapping[str, str]
    clauses: Pairs
    units: tuple[UnitPair, ...]


def pair(old: Agreement, new: Agreement, *, peers: bool, roles: Mapping[str, str] | None = None) -> Pairing:
    """Return which part of one record answers to which of another.

    Raises:
        ComparisonError: The roles can't be guessed or don't fit, or too much differs to be compared.
    """
    mapped = map_roles(old, new, roles or {}) if peers else {}
    old_names, new_names = tokens(mapped)
    written = old.as_written, new.as_written
    sides = Sides((old, new), written, (rename(written[0], old_names), rename(written[1], new_names)), peers)
    others = pair_clauses(sides)
    plain = sides.data
    sides.data = _called_alike(old, new, plain, others)
    units = pair_units(sides, others)
    clauses = _with_commitments(old, new, others, units)
    sides.data = _called_alike(old, new, plain, clauses, units)
    return Pairing(sides, mapped, clauses, tuple(one.renewed(sides) for one in units))


def _called_alike(
    old: Agreement, new: Agreement, data: tuple[Plain, Plain], pairs: Pairs, units: Iterable[UnitPair] = ()
) -> tuple[Plain, Plain]:
    """Return both, clauses and responses that answer to one another under one name where they are referred to.

    A name of nobody's stays itself.
    """
    named = [(old.clauses[i].id, new.clauses[j].id) for i, j in pairs if i is not None and j is not None]
    named += [(one.one.found.path, one.other.found.path) for one in units if one.one and one.other and one.is_inside]
    shared = {pair: pair[0] if pair[0] == pair[1] else f"{pair[0]}\ue002{pair[1]}" for pair in named}
    return (
        rename_references(data[0], {pair[0]: name for pair, name in shared.items()}),
        rename_references(data[1], {pair[1]: name for pair, name in shared.items()}),
    )


def _with_commitments(old: Agreement, new: Agreement, others: Pairs, units: Iterable[UnitPair]) -> Pairs:
    """Return the pairs of all clauses: a commitment that is a clause answers to the clause its answer is."""
    homes = {j: i for i, j in others if i is not None and j is not None}
    for pair in units:
        if pair.one is not None and pair.other is not None:
            clauses = pair.one.found.clause, pair.other.found.clause
            if all(isinstance(clause, CommitmentClause) for clause in clauses):
                homes[pair.other.clause] = pair.one.clause
    kept = set(homes.values())
    pairs: Pairs = [(homes.get(j), j) for j in range(len(new.clauses))]
    return [*pairs, *((i, None) for i in range(len(old.clauses)) if i not in kept)]
