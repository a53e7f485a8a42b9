"""Rules about who takes part: how many there are, and on which side each stands."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Commitment, Party, Record, Report, Request
from agreements.model.lifecycle import Deposits, Notifications
from agreements.model.vocabulary import Instrument, Need
from agreements.pointer import ROOT
from agreements.rules._base import rule
from agreements.rules._walk import named_actors, records
from agreements.rules.references import EACH
from agreements.tables import party


def is_one(side: Party) -> bool:
    """Tell whether a party is a single one: a group isn't, and of one that has only a name it can't be told."""
    entry = party(side.id)
    return side.name is None if entry is None else entry.kind != "group"


@rule("too-few-parties", severity=Severity.ERROR, source="VCLT 1969, art. 2(1)(a); VCLT 1986, art. 2(1)(a)")
def too_few_parties(agreement: Agreement) -> Iterator[Finding]:
    """The agreement has fewer parties than it must have.

    An agreement is concluded between two at least: with one party it is a policy, or the other was forgotten. And
    entry into force that waits for more notifications or deposits than there are parties never comes. The second is
    looked at only where each party is one state or organisation, and where nobody else may accede.

    What to do: list all parties, correct the number, or call the document a `unilateral-policy`.
    """
    parties = agreement.parties
    single = all(is_one(one) for one in parties)
    if len(parties) == 1 and single and agreement.instrument is not Instrument.UNILATERAL_POLICY:
        yield Finding(ROOT / "parties", f"{parties[0].id} is the only party to this {agreement.instrument}")
    if agreement.accession is not None or not single:
        return
    kinds: tuple[type[Notifications | Deposits], ...] = (Notifications, Deposits)
    for kind in kinds:
        for here, awaited in records(agreement, kind):
            if awaited.number is not None and awaited.number > len(parties):
                message = f"{awaited.number} {awaited.rule} are awaited, and there are {len(parties)} parties"
                yield Finding(here / "number", message)


@rule("either-of-not-two", severity=Severity.ERROR)
def either_of_not_two(agreement: Agreement) -> Iterator[Finding]:
    """`either` is said of those who may ask, but they aren't two.

    Who has to ask decides whether anything is set off at all; of one or of three, `either` says nothing sure.

    What to do: name the two, or write `any` or `all`.
    """
    for here, request in records(agreement, Request):
        number = len(agreement.parties) if EACH in request.parties else len(request.parties)
        if request.need is Need.EITHER and number != 2:
            yield Finding(here / "need", f"'either' of {number}", hint="write 'any' or 'all'")


@rule("party-named-twice", severity=Severity.WARNING)
def party_named_twice(agreement: Agreement) -> Iterator[Finding]:
    """A party is named where `each-party` includes it already, or as a partner of itself.

    It would be counted twice, or the list says something else than the text: all of them, or some.

    What to do: keep `each-party`, or name those the text names.
    """
    parties = {one.id for one in agreement.parties}
    for named in named_actors(agreement):
        listed = getattr(named.owner, named.field)
        if not isinstance(listed, tuple) or named.id not in parties:
            continue
        if EACH in listed:
            yield Finding(named.pointer, f"{named.id!r} is among {EACH!r} already", hint="take one of them out")
        elif named.field == "partners" and named.id in _acting(named.owner):
            yield Finding(named.pointer, f"{named.id!r} acts and is its own partner", hint="take it out")


def _acting(owner: Record) -> tuple[str, ...]:
    """Return who does what somebody is a partner in."""
    if isinstance(owner, Commitment):
        return owner.bearers
    return owner.by if isinstance(owner, Report) else ()


@rule("owed-to-itself", severity=Severity.WARNING)
def owed_to_itself(agreement: Agreement) -> Iterator[Finding]:
    """Somebody alone owes something to itself alone.

    A duty is owed to another; most often the two sides were exchanged. Several may owe something to each other: that
    is no fault.

    What to do: correct `bearers` or `beneficiaries`; where the text names nobody it is for, name it in `absent`.
    """
    for here, commitment in records(agreement, Commitment):
        if len(commitment.bearers) == 1 and commitment.beneficiaries == commitment.bearers != (EACH,):
            who = commitment.bearers[0]
            yield Finding(here / "beneficiaries" / 0, f"{who!r} owes it to {who!r}")
