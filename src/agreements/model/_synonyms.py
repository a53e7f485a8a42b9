"""Words that people write and the format hasn't, with the words of ours that they may mean.

They are shown with their meanings, never put in the place of what was written: which of them fits, the text decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["SYNONYMS"]

SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    # kinds of clause
    "obligation": ("commitment",),
    "duty": ("commitment",),
    "undertaking": ("commitment",),
    "promise": ("commitment",),
    "pledge": ("commitment",),
    "principle": ("statement",),
    "recital": ("statement",),
    "committee": ("institution",),
    "body": ("institution",),
    # how an agreement enters into force, lasts and ends
    "ratification": ("deposits", "own-deposit", "exchange", "actions"),
    "ratifications": ("deposits", "own-deposit", "exchange", "actions"),
    "signature": ("upon-signature", "actions"),
    "signing": ("upon-signature", "actions"),
    "date": ("fixed-date", "actions", "by"),
    "unlimited": ("indefinite",),
    "permanent": ("indefinite",),
    "open ended": ("indefinite",),
    "fixed term": ("term",),
    "length": ("term",),
    # roles
    "member": ("party", "member-state"),
    "state": ("party",),
    "donor": ("supporter", "lender"),
    "recipient": ("supported", "borrower"),
    "beneficiary": ("beneficiaries", "supported"),
    "creditor": ("lender",),
    "debtor": ("borrower",),
    # instruments and their status
    "mou": ("memorandum",),
    "memorandum of understanding": ("memorandum",),
    "convention": ("treaty", "agreement"),
    "pact": ("treaty", "agreement"),
    "charter": ("treaty", "agreement"),
    "declaration": ("joint-declaration",),
    "legally binding": ("binding",),
    "non binding": ("political",),
    "not binding": ("political",),
    "full": ("complete",),
    "whole": ("complete",),
    "part": ("partial",),
    # modal words
    "pledges": ("commits-to",),
    "promises": ("undertakes", "commits-to"),
    "must not": ("shall-not",),
    "cannot": ("may-not",),
    # events
    "attack": ("armed-attack", "aggression"),
    # topics and what a duty is subject to
    "hybrid": ("hybrid-threats",),
    "hybrid warfare": ("hybrid-threats",),
    "foreign interference": ("hybrid-threats",),
    "courts": ("court-decisions",),
    "judgments": ("court-decisions",),
    # fields
    "signed": ("actions", "signature"),
    "signatures": ("actions",),
    "signatories": ("parties", "actions"),
    "ratified": ("actions", "ratification"),
    "members": ("parties",),
    "name": ("title",),
    "type": ("instrument",),
    "status": ("parts", "legal_status"),
    "legal status": ("parts",),
    "articles": ("clauses",),
    "provisions": ("clauses",),
    "commitments": ("clauses",),
    "obligations": ("clauses",),
    "in force": ("entry_into_force",),
    "validity": ("duration",),
    "withdrawal": ("termination",),
    "denunciation": ("termination",),
    "who": ("bearers",),
    "parties": ("bearers",),
    "place": ("at",),
    "article": ("at",),
    "description": ("summary", "described"),
    "period": ("within", "length"),
    "until": ("by",),
    "from": ("runs_from",),
}
