"""Rules about ids: who and what a record refers to must be there."""

from __future__ import annotations

from collections.abc import Iterator

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Citation, Commitment
from agreements.pointer import ROOT
from agreements.rules._base import rule
from agreements.rules._walk import fields, records
from agreements.tables import party

__all__ = ["declared", "is_party"]


def declared(agreement: Agreement) -> frozenset[str]:
    """Return the ids of parties and actors, and `each-party`."""
    return frozenset({"each-party"} | {one.id for one in agreement.parties} | {one.id for one in agreement.actors})


def is_party(code: str) -> bool:
    """Tell whether the code is in the tables."""
    return party(code) is not None


@rule("unknown-party", severity=Severity.ERROR)
def unknown_party(agreement: Agreement) -> Iterator[Finding]:
    """A party or actor is neither a known code nor has a name.

    Nobody could tell who is meant.

    What to do: correct the code, or give a name.
    """
    for name in ("parties", "actors"):
        for index, one in enumerate(getattr(agreement, name)):
            if one.name is None and not is_party(one.id):
                yield Finding(ROOT / name / index / "id", f"{one.id!r} is no known code and has no name")


def _unknown(agreement: Agreement, name: str) -> Iterator[Finding]:
    known = declared(agreement)
    for here, record in records(agreement):
        if isinstance(record, Commitment):
            for code in getattr(record, name):
                if code not in known:
                    hint = did_you_mean(code, known)
                    yield Finding(here / name, f"{code!r} is no party or actor of this record", hint=hint)


@rule("unknown-bearer", severity=Severity.ERROR)
def unknown_bearer(agreement: Agreement) -> Iterator[Finding]:
    """A duty is laid on somebody the record doesn't know.

    The duty would be missing from every account of who owes what.

    What to do: correct the id, or declare it in `parties` or `actors`.
    """
    yield from _unknown(agreement, "bearers")


@rule("unknown-beneficiary", severity=Severity.ERROR)
def unknown_beneficiary(agreement: Agreement) -> Iterator[Finding]:
    """A duty is owed to somebody the record doesn't know.

    The duty would be missing from every account of who is owed what.

    What to do: correct the id, or declare it in `parties` or `actors`.
    """
    yield from _unknown(agreement, "beneficiaries")


@rule("unknown-source", severity=Severity.ERROR)
def unknown_source(agreement: Agreement) -> Iterator[Finding]:
    """A value rests on a source that isn't listed.

    Nobody could check the value.

    What to do: correct the id, or list the source in `sources`.
    """
    known = {source.id for source in agreement.sources}
    named = [(ROOT / "text", agreement.text)]
    named += [
        (entry.pointer, str(entry.value))
        for pointer, record in records(agreement)
        if isinstance(record, Citation)
        for entry in fields(record, pointer)
        if entry.name == "source"
    ]
    for here, name in named:
        if name not in known:
            yield Finding(here, f"there is no source {name!r}", hint=did_you_mean(name, known))
