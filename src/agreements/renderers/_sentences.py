"""Parts of a record as English sentences: the life cycle and the triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from agreements.model import Absence, Agreement, Commitment, Event, Trigger
from agreements.model.lifecycle import (
    AfterPeriod,
    AllOf,
    AnyOf,
    Deposits,
    EntryRule,
    Exchange,
    FirstOfMonth,
    Indefinite,
    LaterOf,
    Notifications,
    OnDate,
    OwnDeposit,
    Staged,
    Term,
    UntilEvent,
    UponSignature,
    WayOut,
)
from agreements.model.money import Amount, AmountLike, MoneyAmount, ShareOfGdp
from agreements.model.vocabulary import ClockStart, Qualifier

__all__ = ["ABSENT", "amount_words", "event", "life_cycle", "listed", "promise", "trigger"]


def listed(words: Iterable[object], last: str = "and") -> str:
    """Return the words as a list: `a, b and c`."""
    texts = ["each party" if word == "each-party" else str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}" if texts else ""


def _words(term: object) -> str:
    return str(term).replace("-", " ")


def _at(place: object | None) -> str:
    return f" ({place})" if place else ""


def _from(start: ClockStart | None) -> str:
    if start is None:
        return ""
    return " from a start the text doesn't name" if start is ClockStart.UNSTATED else f" from {_words(start)}"


def life_cycle(agreement: Agreement) -> Iterator[str]:
    """Yield a sentence for each thing recorded on how the agreement begins, lasts, changes and ends."""
    for action in agreement.actions:
        why = action.absent.get("date")
        date = f" on {action.date}" if action.date else f" (day: {ABSENT[str(why)]})" if why else ""
        town = f" at {action.place}" if action.place else ""
        of = f" of {action.part}" if action.part else ""
        yield f"{_words(action.act)}{of} by {listed(action.by)}{date}{town}{_at(action.at)}"
    if agreement.entry_into_force:
        yield f"takes effect {entry(agreement.entry_into_force)}{_at(agreement.entry_into_force.at)}"
    if agreement.provisional_application:
        provisional = agreement.provisional_application
        yield f"applies provisionally from {provisional.runs_from}{_at(provisional.at)}"
    yield from _course(agreement)
    for way_out in agreement.termination:
        yield _way_out(way_out)
    for survival in agreement.survival:
        unless = f", unless {_words(survival.unless)}" if survival.unless else ""
        yield f"goes on after the end: {survival.what}{unless}{_at(survival.at)}"
    if agreement.suspension:
        yield f"can be suspended: {agreement.suspension.summary}{_at(agreement.suspension.at)}"
    if agreement.amendment:
        form = ", in writing" if agreement.amendment.form else ""
        yield f"is amended by {agreement.amendment.by}{form}{_at(agreement.amendment.at)}"
    if agreement.accession:
        yield f"is open to {agreement.accession.open_to.rstrip('.')}{_at(agreement.accession.at)}"
    if agreement.disputes:
        yield f"disputes are settled by {listed(agreement.disputes.means, 'or')}{_at(agreement.disputes.at)}"
    if agreement.registration:
        yield f"registration with the UN: {agreement.registration.wanted}{_at(agreement.registration.at)}"
    for name, why in agreement.absent.items():
        yield f"{_words(name.replace('_', '-'))}: {ABSENT[str(why)]}"


ABSENT = {
    "silent": "the text is silent",
    "unknown": "could not be found out",
    "not-applicable": "can't arise here",
}
"""What each reason for an absence says."""


def _course(agreement: Agreement) -> Iterator[str]:
    duration = agreement.duration
    match duration:
        case Term():
            yield f"lasts {duration.length.in_words()}{_from(duration.runs_from)}{_at(duration.at)}"
        case UntilEvent():
            until = f" until {listed(map(event, duration.until), 'or')}" if duration.until else ""
            during = f" as long as {listed(map(event, duration.during), 'or')}" if duration.during else ""
            yield f"lasts{until}{during}{_at(duration.at)}"
        case Indefinite():
            yield f"lasts without an end{_at(duration.at)}"
        case None:
            pass
    if agreement.renewal:
        renewal = agreement.renewal
        length = f" by {renewal.length.in_words()}" if renewal.length else ""
        how = "if nobody objects" if renewal.by == "tacit" else "if the sides agree"
        limit = renewal.decide_by
        when = f", decided {limit.before.in_words()} before {_words(limit.of)}" if limit else ""
        yield f"is renewed{length} {how}{when}{_at(renewal.at)}"
    for review in agreement.review:
        after = f" {review.after.in_words()}{_from(review.runs_from)}" if review.after else ""
        yield f"is reviewed{after}{_at(review.at)}"


def entry(rule: EntryRule) -> str:
    """Return when an agreement takes effect by a rule."""
    match rule:
        case UponSignature():
            return "upon signature" + (f" by {listed(rule.by)}" if rule.by else "")
        case OnDate():
            return f"on {rule.date}"
        case AfterPeriod():
            return f"{rule.period.in_words()} after {_words(rule.runs_from)}"
        case FirstOfMonth():
            return f"on the first day of month {rule.month} after {_words(rule.runs_from)}"
        case Notifications():
            return f"upon notification number {rule.number} (counted by {rule.counts})"
        case Exchange():
            return "upon exchange of instruments"
        case Deposits():
            whose = [f"{rule.number} states"] if rule.number else []
            whose += [f"a majority of {rule.majority_of}"] if rule.majority_of else []
            whose += [listed(rule.named)] if rule.named else []
            return f"upon deposit by {listed(whose, 'including')}" if whose else "upon deposit"
        case OwnDeposit():
            return "for each state upon its own deposit"
        case AllOf():
            return f"when all have come about: {'; '.join(map(entry, rule.of))}"
        case AnyOf():
            return f"with the first of: {'; '.join(map(entry, rule.of))}"
        case LaterOf():
            return f"on the later of: {'; '.join(map(entry, rule.of))}"
        case Staged():
            return f"for the first states {entry(rule.first)}; for later ones {entry(rule.later)}"


def _way_out(way_out: WayOut) -> str:
    who = listed(way_out.by, "or") or "any party"
    what = "end it" if way_out.ends == "agreement" else "leave it"
    least = "at least " if way_out.at_least else ""
    notice = ""
    if way_out.notice:
        required = "" if way_out.notice_is == "required" else f" ({way_out.notice_is}, not required)"
        notice = f" with {least}{way_out.notice.in_words()} notice{required}{_from(way_out.runs_from)}"
    early = way_out.not_before
    wait = f", not before {early.after.in_words()}{_from(early.runs_from)} have passed" if early else ""
    written = ", in writing" if way_out.form else ""
    return f"{who} may {what}{notice}{wait}{written}{_at(way_out.at)}"


def event(happening: Event) -> str:
    """Return what happens: `armed attack by RUS against UKR, only together with ...`."""
    text = _words(happening.event) if happening.event != "other" else (happening.described or "another event")
    text += f" by {listed(happening.by, 'or')}" if happening.by else ""
    text += f" against {listed(happening.against, 'or')}" if happening.against else ""
    text += f" of {happening.of}" if happening.of else ""
    text += f" ({happening.where.rstrip('.')})" if happening.where else ""
    text += f" in the opinion of {listed(happening.judged_by, 'or')}" if happening.judged_by else ""
    for how, others in (
        ("after", happening.after),
        ("during", happening.during),
        ("together with", happening.together_with),
        ("unless", happening.unless),
    ):
        text += f", {how} {listed(map(event, others), 'or' if how == 'unless' else 'and')}" if others else ""
    return text


def trigger(clause: Trigger) -> str:
    """Return what sets a trigger off and who must ask."""
    text = f"upon {listed(map(event, clause.when), 'or')}" if clause.when else "upon an event not recorded"
    if clause.on_request_of:
        text += f", if {listed(clause.on_request_of.parties, 'or')} asks ({clause.on_request_of.need})"
    return text + _at(clause.at) + (" [can be read in several ways]" if clause.other_readings else "")


def amount_words(amount: Amount) -> str:
    """Return how much, as the text puts it."""
    how = "" if amount.qualifier is Qualifier.EXACTLY else f"{_words(amount.qualifier)} "
    match amount:
        case MoneyAmount():
            text = f"{how}{amount.money}"
        case ShareOfGdp():
            text = f"{how}{amount.percent}% of GDP"
        case AmountLike():
            text = f"{how}to that of {amount.to}"
        case _:  # pragma: no cover - mypy names every new kind here
            assert_never(amount)
    return text + (" a year" if amount.per else "") + (f" ({amount.over})" if amount.over else "")


def promise(commitment: Commitment, hedges: Iterable[object]) -> str:
    """Return who does what, how firmly, by when and subject to what."""
    modal = commitment.word or _words(commitment.modal)
    # An act without a word of its own is said by its summary.
    act = f"to do this: {commitment.summary.rstrip('.')}" if commitment.act == "other" and commitment.summary else ""
    text = f"{listed(commitment.bearers) or 'nobody named'}: {modal} {act or _words(commitment.act)}"
    text += f" ({_words(commitment.effort)} only)" if commitment.effort else ""
    text += f", for {listed(commitment.beneficiaries)}" if commitment.beneficiaries else ""
    text += f", with {listed(commitment.partners)}" if commitment.partners else ""
    text += f", {_words(commitment.immediacy)}" if commitment.immediacy else ""
    text += f", at the level: {_words(commitment.level)}" if commitment.level else ""
    deadline = commitment.deadline
    if deadline:
        soft = f"{listed(map(_words, deadline.softened_by))} " if deadline.softened_by else ""
        text += f", {soft}within {deadline.within.in_words()}{_from(deadline.runs_from)}" if deadline.within else ""
        text += f", {'' if deadline.within else soft}by {deadline.by}" if deadline.by else ""
    if commitment.absent.get("deadline") is Absence.SILENT:
        text += ", the text names no deadline"
    subject = listed(map(_words, hedges))
    return text + (f"; subject to {subject}" if subject else "") + _at(commitment.at)
