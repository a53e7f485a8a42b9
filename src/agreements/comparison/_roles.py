"""Between peers: which party of the one stands for which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from agreements._quoting import quoted
from agreements.errors import ComparisonError
from agreements.model import Agreement

__all__ = ["map_roles", "rename", "rename_references", "tokens"]

_NAMING = frozenset(
    [
        "by",
        "against",
        "of",
        "judged_by",
        "parties",
        "bearers",
        "beneficiaries",
        "partners",
        "speakers",
        "addressees",
        "issuer",
        "inside",
        "members",
        "body",
        "named",
        "to",
        "with",
        "party",
        "id",
    ]
)

_REFERRING = frozenset({"part_of", "exception_to", "scope"})


def map_roles(old: Agreement, new: Agreement, given: Mapping[str, str]) -> dict[str, str]:
    """Return which party of the old plays the role of which of the new: those given, the others by their role.

    Raises:
        ComparisonError: What is given names somebody who is no party, a party that both have, or somebody twice; or a
            role that isn't given is played by several, or by none on one side.
    """
    ours, theirs = ({party.id for party in agreement.parties} for agreement in (old, new))
    for one, other in given.items():
        if one not in ours or other not in theirs:
            raise ComparisonError(
                f"roles say {quoted(one)} stands for {quoted(other)}, but the first must be a party of {old.id} "
                f"and the second of {new.id}"
            )
        for name in {one, other} & ours & theirs if one != other else ():
            raise ComparisonError(f"roles say {one!r} stands for {other!r}, but {name!r} is a party of both: itself")
    if len(set(given.values())) < len(given):
        twice = sorted(name for name in set(given.values()) if list(given.values()).count(name) > 1)
        raise ComparisonError(f"roles say that several stand for {', '.join(twice)}; give each party once")
    mapped = {one: other for one, other in given.items() if one != other}
    shared = (ours & theirs) | set(mapped) | set(mapped.values())
    roles: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, agreement in enumerate((old, new)):
        for party in agreement.parties:
            if party.id not in shared:
                roles[str(party.role)][side].append(party.id)
    for role, (first, second) in roles.items():
        if len(first) != 1 or len(second) != 1:
            example = f"{(first or ['OLD'])[0]}={(second or ['NEW'])[0]}"
            raise ComparisonError(
                f"can't tell who stands for whom as {role}: {', '.join(first) or 'nobody'} against "
                f"{', '.join(second) or 'nobody'}; give roles, such as roles={{{(first or ['OLD'])[0]!r}: "
                f"{(second or ['NEW'])[0]!r}}} (--role {example})"
            )
        mapped[first[0]] = second[0]
    return mapped


def rename(data: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a record's plain data with parties renamed wherever an id stands; prose is left alone."""

    def renamed(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: renamed(item, name) for name, item in value.items()}
        if isinstance(value, list):
            items = [renamed(item, key) for item in value]
            return sorted(items) if key in _NAMING and all(isinstance(item, str) for item in items) else items
        return names.get(value, value) if key in _NAMING else value

    result: dict[str, Any] = renamed(data, "") if names else data
    return result


def rename_references(data: dict[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return a record's plain data with its references to clauses and responses renamed; they keep their ids.

    So what answers to another is no difference where it is only referred to.
    """

    def renamed(value: Any, key: str, beside: Mapping[str, Any]) -> Any:
        if isinstance(value, dict):
            return {name: renamed(item, name, value) for name, item in value.items()}
        covers = key == "clauses" and beside.get("kind") == "limitation"
        if isinstance(value, list):
            items = [renamed(item, key, beside) for item in value]
            return sorted(items) if covers else items
        refers = covers or key in _REFERRING or (key == "to" and beside.get("rule") == "like")
        if not refers or not isinstance(value, str):
            return value
        if value in ids:
            return ids[value]
        clause, slash, response = value.partition("/")
        return f"{ids.get(clause, clause)}{slash}{response}"

    changed = any(old != new for old, new in ids.items())
    result: dict[str, Any] = renamed(data, "", {}) if changed else data
    return result


def tokens(roles: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return, for the old and the new side, what each party that plays a shared role is called while comparing.

    Both sides get the same private token, so that a mapped name is no difference, and a third party that happens to
    bear the other partner's name stays itself.
    """
    names = [f"\ue000{number}\ue001" for number in range(len(roles))]
    return dict(zip(roles, names, strict=True)), dict(zip(roles.values(), names, strict=True))
