"""Rules about days: what was done when, by whom, in which currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Deadline, Document, Happening, MoneyAmount
from agreements.model.lifecycle import Action, OnDate
from agreements.model.vocabulary import ActionKind
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import ANY_DOCUMENT, rule
from agreements.rules._walk import amounts, dates, records
from agreements.rules.references import EACH
from agreements.tables import PartyEntry, currency, party
from agreements.timing import Answer, PartialDate

CONSENTS = frozenset(
    {ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.NOTIFICATION, ActionKind.WITHDRAWAL_OF_SIGNATURE}
)
EXITS = frozenset({ActionKind.DENUNCIATION, ActionKind.WITHDRAWAL_OF_CONSENT})
JOINS = frozenset({ActionKind.SIGNATURE, ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION})
OF_THE_WHOLE = frozenset({ActionKind.ACCESSION, ActionKind.TERMINATION, ActionKind.REGISTRATION})


def _surely_before(one: PartialDate, other: PartialDate) -> bool:
    return one.before(other) is Answer.YES


def _dated(agreement: Agreement) -> Iterator[tuple[Pointer, Action, PartialDate]]:
    for index, action in enumerate(agreement.actions):
        if action.date is not None:
            yield ROOT / "actions" / index / "date", action, action.date


def _acts(agreement: Agreement) -> Iterator[tuple[Pointer, str, PartialDate, PartyEntry]]:
    """Yield each dated act by somebody the table of parties knows."""
    for pointer, action, date in _dated(agreement):
        for code in action.by:
            if (entry := party(code)) is not None:
                yield pointer, code, date, entry


class _Bases:
    """Dated acts that others build on, by who did them: a treaty with many parties has an act or two for each."""

    def __init__(self, found: list[tuple[Action, PartialDate]]) -> None:
        self.all = found
        self._by_actor: dict[str, list[int]] = defaultdict(list)
        for index, (action, _) in enumerate(found):
            for code in action.by:
                self._by_actor[code].append(index)

    def shared_with(self, action: Action) -> list[tuple[Action, PartialDate]]:
        """Return those by somebody who does this act too, in the order of the record."""
        if EACH in action.by:
            return self.all
        shared = {index for code in (*action.by, EACH) for index in self._by_actor.get(code, ())}
        return [self.all[index] for index in sorted(shared)]


def _signature_dates(agreement: Agreement) -> list[PartialDate]:
    """Return the days of signature; empty where none is recorded or one of them has no date."""
    dates = [action.date for action in agreement.actions if action.act is ActionKind.SIGNATURE]
    known = [date for date in dates if date is not None]
    return known if len(known) == len(dates) else []


@rule("dates-out-of-order", severity=Severity.ERROR, source="VCLT 1969, art. 11, 14 and 54")
def dates_out_of_order(agreement: Agreement) -> Iterator[Finding]:
    """An act is dated before the one it builds on.

    Ratification follows signature, denunciation follows consent, nobody accedes to, registers or terminates what
    nobody has signed, and nothing arrives before it is given. Only what is sure is reported: a partial date that leaves
    both orders open is none.

    What to do: compare both dates with their sources; the day of publication is often taken for the day of the act.
    """
    dated = list(_dated(agreement))
    signatures = _Bases([(other, day) for _, other, day in dated if other.act is ActionKind.SIGNATURE])
    joins = _Bases([(other, day) for _, other, day in dated if other.act in JOINS])
    for pointer, action, date in dated:
        if action.received is not None and _surely_before(action.received, date):
            message = f"{action.act} by {', '.join(action.by)} on {date} was received before, on {action.received}"
            yield Finding(pointer, message, hint="check both dates against their sources")
        if action.act in CONSENTS:
            bases = signatures.shared_with(action)
        elif action.act in EXITS:
            bases = joins.shared_with(action)
        elif action.act in OF_THE_WHOLE:
            bases = signatures.all
        else:
            continue
        if bases and all(_surely_before(date, day) for _, day in bases):
            other, day = bases[0]
            yield Finding(
                pointer,
                f"{action.act} by {', '.join(action.by)} on {date} comes before {other.act} on {day}",
                hint="check both dates against their sources",
            )


@rule("in-force-before-signature", severity=Severity.WARNING, source="VCLT 1969, art. 24(1)")
def in_force_before_signature(agreement: Agreement) -> Iterator[Finding]:
    """The fixed day of entry into force lies before every signature.

    An agreement enters into force as and when it provides or its parties agree, and before the first signature nobody
    has agreed to anything. A text can be given effect for the past (VCLT art. 28), but that isn't its entry into force.

    What to do: check the day; record effects for the past in a clause or a note.
    """
    signed = _signature_dates(agreement)
    if agreement.entry_into_force is None or not signed:
        return
    for pointer, rule_ in records(agreement, OnDate):
        if all(_surely_before(rule_.date, day) for day in signed):
            yield Finding(
                pointer / "date", f"entry into force on {rule_.date} comes before the signature on {signed[0]}"
            )


@rule("currency-withdrawn", severity=Severity.WARNING, source="ISO 4217")
def currency_withdrawn(agreement: Agreement) -> Iterator[Finding]:
    """An amount is in a currency that didn't exist then: withdrawn before, or not yet introduced.

    The time is the amount's own year or span, else the commitment's, else that of the signatures. Often the code of an
    older or newer currency was taken, and the amount is then wrong by orders of magnitude. A text may rightly speak of
    money that is gone (a debt, arrears) or still to come (the euro before 1999).

    What to do: take the code that was in use at that time, or ignore the rule in that clause and say why.
    """
    signed = _signature_dates(agreement)
    for pointer, _, owner, amount in amounts(agreement):
        if not isinstance(amount, MoneyAmount):
            continue
        entry = currency(amount.currency)
        own = amount.over or getattr(owner, "span", None)
        times = [own] if isinstance(own, PartialDate) else signed
        if entry is None or not times:
            continue
        gone, come = entry.withdrawn, entry.introduced
        if gone is not None and all(_surely_before(gone, time) for time in times):
            yield Finding(pointer / "currency", f"{amount.currency} was withdrawn in {gone}, before {times[0]}")
        elif come is not None and all(_surely_before(time, come) for time in times):
            yield Finding(pointer / "currency", f"{amount.currency} was introduced in {come}, after {times[0]}")


@rule("unknown-currency", severity=Severity.ERROR, source="ISO 4217")
def unknown_currency(agreement: Agreement) -> Iterator[Finding]:
    """A currency code is in no table of currencies.

    Three capital letters look like a code without being one, and nothing can be summed or compared under it.

    What to do: take the ISO 4217 code.
    """
    for pointer, _, _, amount in amounts(agreement):
        if isinstance(amount, MoneyAmount) and currency(amount.currency) is None:
            hint = did_you_mean(amount.currency, _COMMON)
            yield Finding(pointer / "currency", f"there is no currency {amount.currency!r}", hint=hint)


_COMMON = frozenset({"USD", "EUR", "GBP", "UAH", "CAD", "JPY", "NOK", "SEK", "DKK", "PLN"})


@rule("state-before-existence", severity=Severity.WARNING)
def state_before_existence(agreement: Agreement) -> Iterator[Finding]:
    """A state or organisation acts before the first day the table of parties knows an act of it to be possible.

    Most often the act is that of a predecessor, which has its own code and whose duties pass on by their own rules.
    The table dates few entries, and sources differ on the day a state began.

    What to do: check the date, name the predecessor, or ignore the rule and say why.
    """
    for pointer, code, date, entry in _acts(agreement):
        if entry.exists_from is not None and _surely_before(date, entry.exists_from):
            message = f"{code} acts on {date}, and the table of parties has it only since {entry.exists_from}"
            yield Finding(pointer, message, hint=f"the table rests on: {entry.source}")


@rule("state-after-end", severity=Severity.WARNING)
def state_after_end(agreement: Agreement) -> Iterator[Finding]:
    """A state or organisation acts after the last day the table of parties has for it.

    Its code is kept for old records only; whoever acted was another.

    What to do: check the date, name who acted, or ignore the rule and say why.
    """
    for pointer, code, date, entry in _acts(agreement):
        if entry.exists_until is not None and _surely_before(entry.exists_until, date):
            message = f"{code} acts on {date}, and the table of parties has it only until {entry.exists_until}"
            after = ", ".join(entry.successors)
            hint = f"the table's entries after it: {after}; " if after else ""
            yield Finding(pointer, message, hint=f"{hint}the table rests on: {entry.source}")


@rule("deadline-before-signature", severity=Severity.WARNING, source="VCLT 1969, art. 28")
def deadline_before_signature(agreement: Agreement) -> Iterator[Finding]:
    """Something was due before anybody had signed.

    A treaty doesn't bind for the time before it, unless it says so; most often the year is wrong, or what was done
    already is recorded as a promise.

    What to do: check the date; record what was done as a `report`.
    """
    signed = _signature_dates(agreement)
    for here, deadline in records(agreement, Deadline):
        day = deadline.by
        if day is not None and signed and all(_surely_before(day, other) for other in signed):
            yield Finding(here / "by", f"due by {day}, before the signature on {signed[0]}")


_FIRST_YEAR = PartialDate("1648")


_TOO_LATE = 2200


@rule(
    "implausible-date",
    severity=Severity.WARNING,
    source="Consolidated Treaty Series, which begins in 1648",
    of=ANY_DOCUMENT,
)
def implausible_date(document: Document) -> Iterator[Finding]:
    """A date lies before 1648, where the collections of treaties begin; or what happened, in 2200 or later.

    A digit is wrong, nearly always, and every length of time that is counted from it is off by centuries. The second is
    looked at in events and in terms of office only: a text may provide for a far day.

    What to do: check the year; a treaty that is older indeed has its rule ignored, with the reason.
    """
    for here, day in (*dates(document), *_moments(document)):
        if _surely_before(day, _FIRST_YEAR):
            yield Finding(here, f"{day} is before 1648", hint="check the year")
        elif not isinstance(document, Agreement) and day.earliest is not None and day.earliest.year >= _TOO_LATE:
            yield Finding(here, f"{day} is in {_TOO_LATE} or later", hint="check the year")


def _moments(document: Document) -> Iterator[tuple[Pointer, PartialDate]]:
    for here, one in records(document, Happening):
        if one.moment is not None and one.day is not None:
            yield here / "moment", one.day
