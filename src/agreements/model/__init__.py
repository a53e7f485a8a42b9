"""The vocabulary of the format: records of agreements as frozen, validated values."""

from agreements.model._base import Absence, FrozenMap, Record, Reference, Term
from agreements.model._paths import Found
from agreements.model.agreement import Agreement, Ignored, PassedOver, Undertaking
from agreements.model.chronology import ActDone, Chronology, Deed, Happened, Happening, Requested
from agreements.model.clauses import (
    Clause,
    CommitmentClause,
    Definition,
    Institution,
    Limitation,
    Other,
    PolicyRule,
    Report,
    Statement,
    Trigger,
)
from agreements.model.commitments import Commitment, Deadline, Includes, Quantity, Repayment, Response
from agreements.model.documents import DOCUMENTS, Document
from agreements.model.events import Event, Reading, Request
from agreements.model.money import AmountLike, Money, MoneyAmount, ShareOfGdp
from agreements.model.offices import OfficeTerm, TermsOfOffice
from agreements.model.parties import BODY, Actor, Ambiguity, Evidence, Part, Party, Status
from agreements.model.place import Place
from agreements.model.sources import Citation, Claim, Source

__all__ = [
    "BODY",
    "DOCUMENTS",
    "Absence",
    "ActDone",
    "Actor",
    "Agreement",
    "Ambiguity",
    "AmountLike",
    "Chronology",
    "Citation",
    "Claim",
    "Clause",
    "Commitment",
    "CommitmentClause",
    "Deadline",
    "Deed",
    "Definition",
    "Document",
    "Event",
    "Evidence",
    "Found",
    "FrozenMap",
    "Happened",
    "Happening",
    "Ignored",
    "Includes",
    "Institution",
    "Limitation",
    "Money",
    "MoneyAmount",
    "OfficeTerm",
    "Other",
    "Part",
    "Party",
    "PassedOver",
    "Place",
    "PolicyRule",
    "Quantity",
    "Reading",
    "Record",
    "Reference",
    "Repayment",
    "Report",
    "Request",
    "Requested",
    "Response",
    "ShareOfGdp",
    "Source",
    "Statement",
    "Status",
    "Term",
    "TermsOfOffice",
    "Trigger",
    "Undertaking",
]
