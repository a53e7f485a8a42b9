"""What a file can hold: agreements, events, terms of office, told apart by their `format`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from agreements.model.agreement import Agreement
from agreements.model.chronology import Chronology
from agreements.model.offices import TermsOfOffice

__all__ = ["DOCUMENTS", "Document"]

Document: TypeAlias = Agreement | Chronology | TermsOfOffice
"""What a file can hold."""

DOCUMENTS: Final[Mapping[str, type[Document]]] = {
    "agreement/1": Agreement,
    "events/1": Chronology,
    "terms-of-office/1": TermsOfOffice,
}
"""By what a file's `format` says."""
