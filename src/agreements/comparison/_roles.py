"""Between peers: which party of the one stands for which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from agreements.errors import ComparisonError
from agreements.model import Agreement
from agreements.writing import plain

__all__ = ["guess_roles", "rename"]

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


def guess_roles(old: Agreement, new: Agreement) -> dict[str, str]:
    """Return which party of the old plays the role of which of the new, for parties that only one side has.

    Raises:
        ComparisonError: A role is played by several, or by none on one side.
    """
    shared = {party.id for party in old.parties} & {party.id for party in new.parties}
    roles: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, agreement in enumerate((old, new)):
        for party in agreement.parties:
            if party.id not in shared:
                roles[str(party.role)][side].append(party.id)
    mapped: dict[str, str] = {}
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


def rename(agreement: Agreement, roles: Mapping[str, str]) -> Agreement:
    """Return the record with its parties named as the other record names them."""

    def renamed(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: renamed(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [renamed(item, key) for item in value]
        return roles.get(value, value) if key in _NAMING else value

    return Agreement.model_validate(renamed(plain(agreement), ""))
