"""How far two coders agree, for programs: one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict

from agreements.coding import CoderAgreement

__all__ = ["render"]


def render(found: CoderAgreement, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the agreement as JSON, ASCII only, ending in a line end.

    Kappa is rounded to six places, and null where it isn't defined.

    Args:
        found: How far they agree.
        width: Changes nothing.
        color: Changes nothing.
        explain: Changes nothing: every place where they differ is there.
    """
    data = {
        "format": "coders/1",
        "first": found.first.id,
        "second": found.second.id,
        "compared": found.compared,
        "agreed": found.agreed,
        "matched": [asdict(one) for one in found.matched],
        "fields": [
            asdict(one) | {"kappa": round(float(one.kappa), 6) if one.kappa is not None else None}
            for one in found.fields
        ],
    }
    return json.dumps(data, indent=2) + "\n"
