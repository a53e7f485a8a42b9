"""Values of a record as English words, each on one line: `within 24 hours`, `armed attack by RUS against UKR`.

What `show` prints and what a comparison puts on either side of its arrow is the same text. Nothing is judged here, and
two values that differ read differently. A sentence tells the sum of a clause; what it leaves out for brevity,
`renderers/_in_full.py` tells below it. One idea, though a long page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from agreements.model import (
    BODY,
    AmountLike,
    Clause,
    Commitment,
    CommitmentClause,
    Definition,
    Event,
    Happened,
    Institution,
    Limitation,
    MoneyAmount,
    Other,
    PolicyRule,
    Report,
    Statement,
    Trigger,
)
from agreements.model.agreement import Provisional
from agreements.model.commitments import Between, Deadline, Every, Includes, Quantity, Recurrence, Repayment, Response
from agreements.model.events import Request
from agreements.model.lifecycle import (
    Accession,
    Action,
    AfterPeriod,
    AllOf,
    Amendment,
    AnyOf,
    Awaited,
    Deposits,
    Disputes,
    Duration,
    EntryRule,
    Exchange,
    FirstOfMonth,
    Indefinite,
    Languages,
    LaterOf,
    Notifications,
    OnDate,
    OwnDeposit,
    Provided,
    Registration,
    Relation,
    Renewal,
    Review,
    Staged,
    Survival,
    Term,
    UntilEvent,
    UponEvent,
    UponSignature,
    WayOut,
)
from agreements.model.money import Amount
from agreements.model.parties import Party, Status
from agreements.model.vocabulary import Channel, ClockStart, EventKind, Level, NoticeForm
from agreements.timing import Period

__all__ = [
    "ABSENT",
    "about",
    "accession",
    "action",
    "amendment",
    "amount",
    "channel",
    "clause",
    "deadline",
    "disputes",
    "duration",
    "entry",
    "event",
    "events",
    "happened",
    "in_form",
    "includes",
    "languages",
    "level",
    "limitation",
    "listed",
    "modal",
    "party",
    "plain_value",
    "policy",
    "promise",
    "provisional",
    "quantity",
    "recurrence",
    "registration",
    "relation",
    "renewal",
    "repayment",
    "request",
    "review",
    "status",
    "survival",
    "trigger",
    "undertaking",
    "way_out",
    "words",
]

ABSENT: Mapping[str, str] = {
    "silent": "the text is silent",
    "unknown": "could not be found out",
    "not-applicable": "can't arise here",
}
"""Why nothing stands in a field, by the word in `absent`."""


def words(term: object) -> str:
    """Return a vocabulary word as plain words: `most-senior` gives `most senior`."""
    return str(term).replace("-", " ")


def listed(items: Iterable[object], joint: str = "and", none: str = "") -> str:
    """Return items as `a, b and c`; `none` where there are none."""
    texts = ["each party" if item == "each-party" else str(item) for item in items]
    return f"{', '.join(texts[:-1])} {joint} {texts[-1]}" if len(texts) > 1 else texts[0] if texts else none


def _from(start: ClockStart | None) -> str:
    if start is None:
        return ""
    return " from a start the text doesn't name" if start is ClockStart.UNSTATED else f" from {words(start)}"


def _long(period: Period) -> str:
    """Return a period as the length of something: `6 months'`, `1 year's`."""
    text = period.in_words()
    return f"{text}'" if text.endswith("s") else f"{text}'s"


# What happens, and who may ask.


def event(happening: Event) -> str:
    """Return what happens: `armed attack by RUS against UKR, only together with ...`."""
    text = words(happening.event)
    if happening.described:
        text = (
            happening.described.rstrip(".")
            if happening.event == "other"
            else f"{text} ({happening.described.rstrip('.')})"
        )
    text += f" by {listed(happening.by, 'or')}" if happening.by else ""
    text += f" against {listed(happening.against, 'or')}" if happening.against else ""
    text += f" of {happening.of}" if happening.of else ""
    text += f" ({happening.where.rstrip('.')})" if happening.where else ""
    text += f" as defined in {happening.scope}" if happening.scope else ""
    text += f" in the opinion of {listed(happening.judged_by, 'or')}" if happening.judged_by else ""
    for how, others in (
        ("after", happening.after),
        ("during", happening.during),
        ("together with", happening.together_with),
        ("unless", happening.unless),
    ):
        text += f", {how} {listed(map(event, others), 'or' if how == 'unless' else 'and')}" if others else ""
    return text


def events(happenings: Iterable[Event], none: str = "an event not recorded") -> str:
    """Return events as words, any one of which suffices."""
    return listed(map(event, happenings), "or", none)


def happened(told: Happened) -> str:
    """Return what happened: `armed attack by RUS against UKR`."""
    text = words(told.event)
    text += f" by {listed(told.by)}" if told.by else ""
    text += f" against {listed(told.against)}" if told.against else ""
    return text + (f" of {told.of}" if told.of else "")


def request(asked: Request) -> str:
    """Return who must ask: `if UKR or USA asks (either)`."""
    need = f" ({asked.need})" if len(asked.parties) > 1 else ""
    return f"if {listed(asked.parties, 'or')} asks{need}"


def trigger(clause: Trigger) -> str:
    """Return what sets a trigger off and who must ask."""
    text = f"upon {events(clause.when)}"
    text += f", {request(clause.on_request_of)}" if clause.on_request_of else ""
    return text + (" [can be read in several ways]" if clause.other_readings else "")


# What is undertaken.


def channel(given: Channel) -> str:
    """Return through which channel: `through diplomatic channels`."""
    return {
        "diplomatic": "through diplomatic channels",
        "bilateral": "bilaterally",
        "bilateral-or-agreed": "bilaterally or through other channels that both find suitable",
    }[given]


def in_form(given: NoticeForm) -> str:
    """Return in which form a step is taken: `by notification in writing`."""
    return {
        "written": "in writing",
        "notification": "by notification",
        "written-notification": "by notification in writing",
    }[given]


def modal(commitment: Commitment) -> str:
    """Return the word a text uses, with the force where the word doesn't say it."""
    word = words(commitment.modal)
    if commitment.word:
        word = commitment.word if commitment.modal == "other" else f"{word} ('{commitment.word}')"
    return f"{word} ({words(commitment.force)})" if commitment.force else word


_AUXILIARY = frozenset(
    {
        "shall",
        "will",
        "must",
        "would",
        "should",
        "may",
        "can",
        "could",
        "shall-not",
        "will-not",
        "may-not",
        "undertakes-not-to",
        "commits-to",
    }
)
_WITH_TO = frozenset(
    {
        "undertakes",
        "agrees",
        "reaffirms-commitment",
        "guarantees",
        "continues",
        "intends",
        "plans",
        "aspires",
        "stands-ready",
        "policy-is",
        "expects",
    }
)


def _verb(commitment: Commitment) -> str:
    """Return the modal word and the act as one phrase: `intends to provide`, `shall meet`."""
    word = str(commitment.modal)
    joint = " " if word in _AUXILIARY else " to " if word in _WITH_TO else ": "
    return f"{modal(commitment)}{joint}{words(commitment.act)}"


def level(given: Level) -> str:
    """Return at which level: `at the most senior levels`."""
    return {
        "most-senior": "at the most senior levels",
        "high": "at high level",
    }.get(str(given), f"at the level of {words(given)}")


def deadline(limit: Deadline, *, clock: bool = True) -> str:
    """Return by when: `where possible within 24 hours from request`; without `clock`, not from when."""
    parts = [listed(map(words, limit.softened_by))]
    parts += [f"within {limit.within.in_words()}{_from(limit.runs_from) if clock else ''}"] if limit.within else []
    parts += [f"by {limit.by}"] if limit.by else []
    return " ".join(filter(None, parts)) or "a time limit not recorded"


def amount(given: Amount) -> str:
    """Return how much: `up to EUR 7,000,000 a year (2024), pledged, part of total`."""
    put = "" if given.qualifier == "exactly" else f"{words(given.qualifier)} "
    if isinstance(given, MoneyAmount):
        text = f"{put}{given.money}"
    elif isinstance(given, AmountLike):
        text = f"{put}to {given.to}"
    else:
        text = f"{put}{given.percent} % of GDP"
    text += " a year" if given.per else ""
    text += f" ({given.over})" if given.over else ""
    text += f", {given.stage}" if given.stage else ""
    return text + (f", part of {given.part_of}" if given.part_of else "")


def quantity(given: Quantity) -> str:
    """Return how many: `at least 5 aircraft`."""
    return f"{'' if given.qualifier == 'exactly' else words(given.qualifier) + ' '}{given.number} {given.unit}"


def recurrence(given: Recurrence) -> str:
    """Return how often: `at least every 3 months`."""
    if isinstance(given, Every):
        return f"{'at least ' if given.at_least else ''}every {given.every.in_words()}"
    if isinstance(given, Between):
        return f"every {given.shortest.in_words()} to {given.longest.in_words()}"
    return "regularly"


def includes(given: Includes) -> str:
    """Return what is listed: `among others: a; b`."""
    return f"{'these and no more' if given.list == 'closed' else 'among others'}: {'; '.join(given.items)}"


def repayment(given: Repayment) -> str:
    """Return what pays a loan back."""
    text = f"paid back from {'; '.join(given.from_).rstrip('.')}, recourse: {given.recourse}"
    return text + (f", due after {given.maturity.in_words()}" if given.maturity else "")


def _only_if(commitment: Commitment) -> str:
    """Return upon what it hangs, beside what sets a trigger off; empty where it is owed as it stands."""
    text = ""
    if isinstance(commitment, Response):
        asked = commitment.on_request_of
        text += f", {request(asked)}" if asked else ""
        text += ", without a request" if commitment.absent.get("on_request_of") == "silent" else ""
    if conditions := commitment.conditions:
        upon = all(one.event is EventKind.REQUEST for one in conditions)
        text += f", only {'upon' if upon else 'if or while'} {events(conditions)}"
    return text + (f", condition: {commitment.condition.rstrip('.')}" if commitment.condition else "")


def promise(commitment: Commitment, hedges: Iterable[object]) -> str:
    """Return who does what, how firmly, when, on what condition and subject to what."""
    subject = listed(map(words, hedges))
    return _owed(commitment) + (f"; subject to {subject}" if subject else "")


def _owed(commitment: Commitment) -> str:
    """Return who does what, how firmly, when and on what condition."""
    # An act without a word of its own is said by its summary.
    other = commitment.summary if commitment.act == "other" else None
    verb = f"{modal(commitment)}: {other.rstrip('.')}" if other else _verb(commitment)
    text = f"{listed(commitment.bearers) or 'nobody named'}: {verb}"
    text += f" ({words(commitment.effort)} only)" if commitment.effort else ""
    text += f", for {listed(commitment.beneficiaries)}" if commitment.beneficiaries else ""
    text += f", with {listed(commitment.partners)}" if commitment.partners else ""
    text += f", {words(commitment.immediacy)}" if commitment.immediacy else ""
    text += f", {level(commitment.level)}" if commitment.level else ""
    text += f", {channel(commitment.channel)}" if commitment.channel else ""
    text += f", {deadline(commitment.deadline)}" if commitment.deadline else ""
    text += ", the text names no deadline" if commitment.absent.get("deadline") == "silent" else ""
    text += f", {recurrence(commitment.recurrence)}" if commitment.recurrence else ""
    text += f", during {commitment.span}" if commitment.span else ""
    text += f", over {commitment.length.in_words()}" if commitment.length else ""
    return text + _only_if(commitment)


def undertaking(commitment: Commitment, hedges: Iterable[object] = ()) -> str:
    """Return a commitment for one who hasn't read it: who does what, how much, and what it is about."""
    text = _owed(commitment)
    text += f", {amount(commitment.amount)}" if commitment.amount else ""
    text += f", {quantity(commitment.quantity)}" if commitment.quantity else ""
    text += f", form: {words(commitment.form)}" if commitment.form else ""
    subject = listed(map(words, hedges))
    text += f"; subject to {subject}" if subject else ""
    field = about(commitment)
    return f"{text}: {getattr(commitment, field)}" if field else text


def about(commitment: Commitment) -> str:
    """Return the field that `undertaking` ends with, the first that is filled; empty where none is."""
    told = "summary" if commitment.act == "other" and commitment.summary else ""  # it stands in the act's place
    return next((name for name in ("summary", "item", "purpose") if name != told and getattr(commitment, name)), "")


# What a clause says.


def limitation(limit: Limitation) -> str:
    """Return what is limited by what: `the whole text subject to domestic law`."""
    covered = {
        "whole-text": "the whole text",
        "part": f"part {listed(limit.parts or (limit.part or BODY,))}",
        "topics": listed(map(words, limit.topics), none="topics not named"),
        "clauses": listed(limit.clauses, none="clauses not named"),
    }[limit.applies_to]
    whose = f", as far as {listed(limit.bearers)} are bound" if limit.bearers else ""
    hedges = listed(map(words, limit.subject_to))
    return f"{covered} subject to {hedges or 'a limit in words'}{whose}"


def clause(one: Clause) -> str:
    """Return a clause for one who hasn't read it; a trigger without what follows."""
    match one:
        case CommitmentClause():
            return undertaking(one)
        case Trigger():
            return trigger(one)
        case Limitation():
            return f"{limitation(one)}: {one.summary}"
        case Statement():
            speakers = f"{listed(one.speakers)}: " if one.speakers else ""
            upon = f" (upon {events(one.when)})" if one.when else ""
            return f"{speakers}{words(one.act)}{upon}: {one.summary}"
        case Definition():
            how = "" if one.complete == "complete" else "includes "
            return f"{one.term}: {how}{'; '.join(one.meanings)}"
        case Institution():
            members = f", members: {listed(one.members)}" if one.members else ""
            return f"{one.body} ({one.established}{members}): {one.summary}"
        case Report():
            return f"{_done(one)}: {one.summary}"
        case PolicyRule():
            return f"{words(one.decision)}: {one.summary}"
        case Other():
            return one.summary
        case _:  # pragma: no cover - mypy names every new kind here
            assert_never(one)


def _done(report: Report) -> str:
    """Return who did what, for whom, how much and when."""
    text = f"{listed(report.by)}: {words(report.act)}"
    text += f", for {listed(report.beneficiaries)}" if report.beneficiaries else ""
    text += f", with {listed(report.partners)}" if report.partners else ""
    text += f", {amount(report.amount)}" if report.amount else ""
    text += f", {quantity(report.quantity)}" if report.quantity else ""
    text += f", form: {words(report.form)}" if report.form else ""
    return text + (f", during {report.span}" if report.span else "")


def policy(rule: PolicyRule) -> str:
    """Return what is allowed or not, by whom, to whom, where and on what condition."""
    text = f"{words(rule.decision)} by {rule.issuer} for {listed(rule.addressees)}: {words(rule.act)}"
    text += f", {rule.item}" if rule.item else ""
    text += f", inside {listed(rule.inside)}" if rule.inside else ""
    text += f", near {rule.near}" if rule.near else ""
    text += f", exception to {rule.exception_to}" if rule.exception_to else ""
    return text + (f", only if or while {events(rule.conditions)}" if rule.conditions else "")


# How an agreement begins, lasts and ends.


def entry(rule: EntryRule) -> str:
    """Return when an agreement takes effect by a rule."""
    match rule:
        case UponSignature():
            return "upon signature" + (f" by {listed(rule.by)}" if rule.by else "")
        case OnDate():
            return f"on {rule.date}"
        case AfterPeriod():
            return f"{rule.period.in_words()} after {_moment(rule.after)}"
        case FirstOfMonth():
            return f"on the first day of month {rule.month} after {_moment(rule.after)}"
        case Notifications():
            whose = _awaited(rule)
            whose = f" number {rule.number}" if whose == _states(rule) else whose
            return f"upon notification{whose} (counted by {rule.counts}){_manner(rule.form, rule.channel)}"
        case Exchange():
            return "upon exchange of instruments"
        case Deposits():
            return f"upon deposit{_awaited(rule)}" + (f" with {rule.with_}" if rule.with_ else "")
        case OwnDeposit():
            return "for each state upon its own deposit"
        case UponEvent():
            return f"upon {events(rule.when)}"
        case AllOf():
            return f"when all have come about: {'; '.join(map(entry, rule.of))}"
        case AnyOf():
            return f"with the first of: {'; '.join(map(entry, rule.of))}"
        case LaterOf():
            return f"on the later of: {'; '.join(map(entry, rule.of))}"
        case Provided():
            text = f"{entry(rule.then)}, provided that by {rule.by} there is {_moment(rule.that)}"
            return text + (f"; otherwise {entry(rule.otherwise)}" if rule.otherwise else "")
        case Staged():
            return f"for the first states {entry(rule.first)}; for later ones {entry(rule.later)}"
        case _:  # pragma: no cover - mypy names every new rule here
            assert_never(rule)


def _moment(rule: EntryRule) -> str:
    """Return what another rule counts from or waits for: `deposit by 35 states`."""
    match rule:
        case OwnDeposit():
            return "its own deposit"
        case AllOf() | LaterOf():
            return f"the last of: {'; '.join(map(_moment, rule.of))}"
        case AnyOf():
            return f"the first of: {'; '.join(map(_moment, rule.of))}"
        case OnDate():
            return str(rule.date)
        case _:
            return entry(rule).removeprefix("upon ")


def _awaited(rule: Awaited) -> str:
    """Return by whom the acts must be that a rule waits for: ` by 9 states`; empty: by nobody that is named."""
    among = f" among {listed(rule.among)}" if rule.among else ""
    whose = [_states(rule).removeprefix(" by ") + among] if rule.number else []
    whose += [f"all {rule.all_of}"] if rule.all_of else []
    whose += [f"a majority of {words(rule.majority_of)}"] if rule.majority_of else []
    if rule.majority_of == "other-signatories":
        whose = [*rule.named, *whose]
    elif rule.named:
        return f" by {listed([listed(whose), listed(rule.named)] if whose else rule.named, 'including')}"
    return f" by {listed(whose)}" if whose else ""


def _states(rule: Awaited) -> str:
    return f" by {rule.number} {'state' if rule.number == 1 else 'states'}"


def provisional(given: Provisional) -> str:
    """Return from when an agreement applies before its entry into force: `signature`, or the day."""
    return str(given.date) if given.date else words(given.runs_from)


def _manner(form: NoticeForm | None, through: Channel | None = None) -> str:
    """Return in which form and through which channel, after a comma each."""
    return (f", {in_form(form)}" if form else "") + (f", {channel(through)}" if through else "")


def duration(given: Duration) -> str:
    """Return how long: `10 years from signature`."""
    match given:
        case Term():
            text = f"{given.length.in_words()}{_from(given.runs_from)}"
            aim = given.aim
            return text + (f", with the aim ({words(aim.modal)}) to stay on during {events(aim.during)}" if aim else "")
        case UntilEvent():
            until = f"until {events(given.until)}" if given.until else ""
            during = f"as long as {events(given.during)}" if given.during else ""
            return listed(filter(None, (until, during))) or "until an event not recorded"
        case Indefinite():
            return "without an end"


def renewal(given: Renewal) -> str:
    """Return how it goes on: `may be extended by 5 years if the sides agree, decided 6 months before end of term`."""
    length = f" by {given.length.in_words()}" if given.length else ""
    how = "if nobody objects" if given.by == "tacit" else "if the sides agree"
    limit = given.decide_by
    when = f", decided {limit.before.in_words()} before {words(limit.of)}" if limit else ""
    return f"{words(given.modal)} be extended{length} {how}{when}{_manner(given.form)}"


def review(given: Review) -> str:
    """Return when it is looked at: `the annex is reviewed (commits to), no later than 2 years from signature`."""
    text = f"{f'the {given.of}' if given.of else 'the whole'} is reviewed ({words(given.modal)})"
    text += f", {given.after.in_words()} on" if given.after else ""
    text += f", no later than {given.no_later_than.in_words()}" if given.no_later_than else ""
    text += f", not before {given.not_before.in_words()}" if given.not_before else ""
    text += _from(given.runs_from) if given.after or given.no_later_than or given.not_before else ""
    text += ", before the end of the term" if given.due_before else ""
    text += f", {recurrence(given.recurrence)}" if given.recurrence else ""
    return text + (", if any party asks" if given.on_request else "")


def way_out(way: WayOut) -> str:
    """Return one way to end it: `any party may end it with 6 months' notice from receipt, in writing`."""
    who = listed(way.by, "or") or "any party"
    modal = words(way.modal)
    # Who `will` end it is no forecast: the word is the text's, for what can be done.
    put = modal if modal in ("may", "can") else f"can, the text says {modal!r},"
    text = f"{who} {put} {'end it' if way.ends == 'agreement' else 'leave it'}"
    if way.notice:
        least = "at least " if way.at_least else ""
        firm = "" if way.notice_is == "required" else f" ({way.notice_is}, not required)"
        back = ", counted back" if way.counted == "back" else ""
        text += f" with {least}{_long(way.notice)} notice{firm}{_from(way.runs_from)}{back}"
    else:
        text += f", no length of notice named,{_from(way.runs_from)}"
    early = way.not_before
    text += f", not before {early.after.in_words()}{_from(early.runs_from)} have passed" if early else ""
    text += _manner(way.form, way.channel)
    return text + (f", by notice to {way.to}" if way.to else "")


def survival(given: Survival) -> str:
    """Return what goes on after the end, and by which test."""
    unless = f", unless {words(given.unless)}" if given.unless else ""
    return f"{given.what.rstrip('.')} (test: {words(given.test)}){unless}"


def amendment(given: Amendment) -> str:
    """Return how it is changed."""
    return f"{words(given.modal)} be amended by {given.by}{_manner(given.form)}"


def accession(given: Accession) -> str:
    """Return how others join."""
    text = f"open to {given.open_to.rstrip('.')}"
    text += f", by {given.invitation} invitation" if given.invitation else ""
    text += f", upon {given.by}" if given.by else ""
    return text + (f" with {given.with_}" if given.with_ else "")


def disputes(given: Disputes) -> str:
    """Return how disputes are settled."""
    only = ", and by no other means" if given.only else ""
    return f"{words(given.modal)} be settled by {listed(given.means, 'or')}{only}"


def registration(given: Registration) -> str:
    """Return whether it is to be registered."""
    within = f", within {given.within.in_words()}{_from(given.runs_from)}" if given.within else ""
    return f"{given.wanted}{within}" + (f" ({words(given.modal)})" if given.modal else "")


def languages(given: Languages) -> str:
    """Return the languages and which of them counts."""
    parts = [f"signed in {listed(given.signed_in)}"] if given.signed_in else []
    parts += [f"authentic: {listed(given.authentic)}"] if given.authentic else []
    parts += [f"{later.language} upon {events(later.upon)}" for later in given.later]
    if given.prevailing:
        case = f" in case of {listed(given.prevails_in, 'or')}" if given.prevails_in else ""
        parts.append(f"{given.prevailing} prevails{case}")
    return ", ".join(parts) or "no language recorded"


def action(done: Action) -> str:
    """Return what was done: `signature by UKR and USA on 2024-06-13 at Puglia, Italy`."""
    why = done.absent.get("date")
    date = f" on {done.date}" if done.date else f" (day: {ABSENT[str(why)]})" if why else ""
    town = f" at {done.place}" if done.place else ""
    of = f" of {done.part}" if done.part else ""
    arrived = f", received on {done.received}" if done.received else ""
    return f"{words(done.act)}{of} by {listed(done.by)}{date}{town}{arrived}"


def relation(given: Relation) -> str:
    """Return how it stands to another instrument: `refers to Charter of the United Nations`."""
    date = f" ({given.date})" if given.date else ""
    return f"{words(given.kind)} {given.to}{date}" + (f", in the {given.part}" if given.part else "")


def party(given: Party) -> str:
    """Return who it is and which part it plays."""
    return f"{given.id}{f' ({given.name})' if given.name else ''}: {given.role}"


def status(given: Status | None) -> str:
    """Return what a part is meant to be in law, with the signals that rests on."""
    if given is None:
        return "status not recorded"
    signals = ", ".join(words(evidence.signal) for evidence in given.evidence)
    return f"{given.status} ({given.basis}{f': {signals}' if signals else ''})"


def plain_value(value: Any) -> str:
    """Return any plain value as words, for fields that have no sentence of their own."""
    if value is None or value in ([], {}):
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{words(key.replace('_', '-'))}: {plain_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(plain_value(item) for item in value)
    return words(value) if isinstance(value, str) and " " not in value else str(value)
