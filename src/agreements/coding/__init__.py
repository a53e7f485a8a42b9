"""Coding texts with others: a record as a form to check, and how far two coders of one text agree."""

from agreements.coding._coders import (
    CoderAgreement,
    Disagreement,
    FieldAgreement,
    Matched,
    coder_agreement,
    kappa,
)
from agreements.coding._codesheet import Codesheet, Entry, codesheet

__all__ = [
    "CoderAgreement",
    "Codesheet",
    "Disagreement",
    "Entry",
    "FieldAgreement",
    "Matched",
    "coder_agreement",
    "codesheet",
    "kappa",
]
