"""Record to text, canonical: equal records give equal bytes."""

from __future__ import annotations

import json
from typing import Any, Literal

import yaml

from agreements.model import Agreement

__all__ = ["plain", "write"]


def plain(agreement: Agreement) -> dict[str, Any]:
    """Return the record as plain dicts, lists and texts in canonical order; empty fields are left out."""
    ordered: dict[str, Any] = _ordered(agreement.plain())
    return ordered


def _ordered(value: Any) -> Any:
    """Put the tag and the id first and `absent` last; the other fields keep the order of the format."""
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    first = [name for name in ("format", "id", "kind", "rule", "event", "act") if name in value]
    rest = [name for name in value if name not in first and name != "absent"]
    last = ["absent"] if "absent" in value else []
    return {name: _ordered(value[name]) for name in (*first, *rest, *last)}


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(agreement: Agreement, format: Literal["yaml", "json"] = "yaml") -> str:
    """Return the record's canonical text, ending in a line end.

    Args:
        agreement: The record.
        format: `yaml` or `json`.

    Raises:
        ValueError: `format` is neither `yaml` nor `json`.
    """
    data = plain(agreement)
    if format == "json":
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if format == "yaml":
        return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)
    raise ValueError(f"format is 'yaml' or 'json', not {format!r}")
