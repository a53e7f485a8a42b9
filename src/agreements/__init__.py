"""International agreements as data: read records, validate them, and see how two of them really differ.

Everything is imported on first use: `import agreements` alone costs almost nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from agreements._version import __version__

if TYPE_CHECKING:
    from agreements.checking import Report, check
    from agreements.comparison import Change, Diff, Effect, apply, diff
    from agreements.diagnostics import Finding, Severity, Span
    from agreements.errors import AgreementsError, ComparisonError, InvalidRecordError, PatchError, UnknownNameError
    from agreements.matrix import Matrix, compare
    from agreements.model import (
        Agreement,
        Chronology,
        Clause,
        Commitment,
        Money,
        Place,
        TermsOfOffice,
        Trigger,
        Undertaking,
    )
    from agreements.pointer import Pointer
    from agreements.reading import ReadResult, load, load_all, load_events, load_terms, parse, read
    from agreements.rules import validate
    from agreements.tabulation import Table, columns, rows
    from agreements.timing import Answer, PartialDate, Period
    from agreements.tracking import (
        Deadline,
        durability,
        entry_into_force,
        exits,
        expiry,
        explain,
        life,
        schedule,
        status,
        what_if,
    )
    from agreements.writing import write

_HOMES = {
    "checking": ("Report", "check"),
    "comparison": ("Change", "Diff", "Effect", "apply", "diff"),
    "diagnostics": ("Finding", "Severity", "Span"),
    "errors": ("AgreementsError", "ComparisonError", "InvalidRecordError", "PatchError", "UnknownNameError"),
    "matrix": ("Matrix", "compare"),
    "model": (
        "Agreement",
        "Chronology",
        "Clause",
        "Commitment",
        "Money",
        "Place",
        "TermsOfOffice",
        "Trigger",
        "Undertaking",
    ),
    "pointer": ("Pointer",),
    "reading": ("ReadResult", "load", "load_all", "load_events", "load_terms", "parse", "read"),
    "rules": ("validate",),
    "tabulation": ("Table", "columns", "rows"),
    "timing": ("Answer", "PartialDate", "Period"),
    "tracking": (
        "Deadline",
        "durability",
        "entry_into_force",
        "exits",
        "expiry",
        "explain",
        "life",
        "schedule",
        "status",
        "what_if",
    ),
    "writing": ("write",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Agreement",
    "AgreementsError",
    "Answer",
    "Change",
    "Chronology",
    "Clause",
    "Commitment",
    "ComparisonError",
    "Deadline",
    "Diff",
    "Effect",
    "Finding",
    "InvalidRecordError",
    "Matrix",
    "Money",
    "PartialDate",
    "PatchError",
    "Period",
    "Place",
    "Pointer",
    "ReadResult",
    "Report",
    "Severity",
    "Span",
    "Table",
    "TermsOfOffice",
    "Trigger",
    "Undertaking",
    "UnknownNameError",
    "__version__",
    "apply",
    "check",
    "columns",
    "compare",
    "diff",
    "durability",
    "entry_into_force",
    "exits",
    "expiry",
    "explain",
    "life",
    "load",
    "load_all",
    "load_events",
    "load_terms",
    "parse",
    "read",
    "rows",
    "schedule",
    "status",
    "validate",
    "what_if",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home when it is first asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'agreements' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"agreements.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
