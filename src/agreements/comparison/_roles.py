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

    A party whose role nobody plays on the other side stands for nobody: it is compared under its own name.

    Raises:
        ComparisonError: What is given names somebody who is no party, a party that both have, or somebody twice; or a
            role that both sides know is played by several who aren't given.
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
        if len(first) == len(second) == 1:
            mapped[first[0]] = second[0]
        elif first and second:
            raise ComparisonError(
                f"can't tell who stands for whom as {role}: {', '.join(first)} against {', '.join(second)}; say it "
                f"with --role {first[0]}={second[0]}, or in Python roles={{{first[0]!r}: {second[0]!r}}}"
            )
    return mapped


def rename(data: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a record's plain data with parties renamed wherever an id stands; prose is left alone."""

    def renamed(value: dict[str, Any] | list[Any], key: str) -> Any:
        if isinstance(value, dict):
            return {
                name: renamed(item, name)
                if isinstance(item, (dict, list))
                else names.get(item, item)
                if name in _NAMING
                else item
                for name, item in value.items()
            }
        if any(isinstance(item, (dict, list)) for item in value):
            return [renamed(item, key) if isinstance(item, (dict, list)) else item for item in value]
        return sorted(names.get(item, item) for item in value) if key in _NAMING else value

    result: dict[str, Any] = renamed(data, "") if names else data
    return result


def rename_references(data: dict[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return a record's plain data with its references to clauses and responses renamed; they keep their ids.

    So what answers to another is no difference where it is only referred to.
    """

    def named(value: Any) -> Any:
        if value in ids or not isinstance(value, str):
            return ids.get(value, value)
        clause, slash, response = value.partition("/")
        return f"{ids.get(clause, clause)}{slash}{response}"

    def renamed(value: dict[str, Any]) -> dict[str, Any]:
        like, limits = value.get("rule") == "like", value.get("kind") == "limitation"
        found: dict[str, Any] = {}
        for key, item in value.items():
            refers = key in _REFERRING or (key == "to" and like) or (key == "clauses" and limits)
            if isinstance(item, dict):
                found[key] = renamed(item)
            elif isinstance(item, list):
                items: list[Any] = [
                    renamed(one) if isinstance(one, dict) else named(one) if refers else one for one in item
                ]
                found[key] = sorted(items) if key == "clauses" and limits else items
            else:
                found[key] = named(item) if refers else item
        return found

    changed = any(old != new for old, new in ids.items())
    result: dict[str, Any] = renamed(data) if changed else data
    return result


def tokens(roles: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return, for the old and the new side, what each party that plays a shared role is called while comparing.

    Both sides get the same private token, so that a mapped name is no difference, and a third party that happens to
    bear the other partner's name stays itself.
    """
    names = [f"\ue000{number}\ue001" for number in range(len(roles))]
    return dict(zip(roles, names, strict=True)), dict(zip(roles.values(), names, strict=True))
