"""What an event would change: what it sets off, whether the agreement ends with it, what the text leaves unsaid."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, assert_never

from agreements import wording
from agreements.model import Absence, Agreement, Chronology, Event, Happened, Trigger, Undertaking
from agreements.model._given import expect_agreement
from agreements.model.lifecycle import Indefinite, Term, UntilEvent
from agreements.model.vocabulary import Coverage, EventKind, Force, Topic
from agreements.tables import party as known_party
from agreements.timing import Answer, PartialDate
from agreements.tracking._days import Because, place_of
from agreements.tracking._knowing import Events, as_chronologies, knowing
from agreements.tracking._matching import Match, World, matches
from agreements.tracking._mentions import in_words, mentions
from agreements.tracking._moments import when
from agreements.tracking._responses import matched
from agreements.tracking._supposed import MEMBERSHIP, expect_fitting, supposed

__all__ = ["Follows", "SetOff", "Touched", "WhatIf", "what_if"]

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.CANNOT_TELL
_FORCE: Final = frozenset(
    {
        EventKind.ARMED_ATTACK,
        EventKind.THREAT_OF_ARMED_ATTACK,
        EventKind.AGGRESSION,
        EventKind.THREAT_OF_AGGRESSION,
        EventKind.INVASION,
        EventKind.SIGNIFICANT_ESCALATION,
        EventKind.THREAT_TO_SECURITY,
        EventKind.NUCLEAR_AGGRESSION,
    }
)
_FORCE_TOPICS: Final = frozenset({Topic.RESPONSE_TO_AGGRESSION, Topic.COLLECTIVE_DEFENCE})
_TOPIC_OF: Final = {"NATO": Topic.NATO_MEMBERSHIP, "EU": Topic.EU_INTEGRATION}


@dataclass(frozen=True, slots=True)
class Follows:
    """Something that an event would make due, or allow.

    Attributes:
        path: Its ids in the record: `nato-accession/meet`.
        what: Who does what, how firmly, by when and subject to what, in words.
        force: How firmly it is put.
        binds: Whether it binds in law.
        place: Where the text says so; empty where that isn't recorded.
    """

    path: str
    what: str
    force: Force
    binds: Answer
    place: str


@dataclass(frozen=True, slots=True)
class SetOff:
    """A trigger that an event would set off, or may.

    Attributes:
        clause: Its id.
        met: Whether the event sets it off: yes, or cannot be told.
        request: Who must ask for it as well, in words; empty where nobody need, or where that isn't recorded.
        follows: What follows, in the order of the text.
        place: Where the text says so; empty where that isn't recorded.
        reasons: Why it is met or can't be told, and what the text adds.
    """

    clause: str
    met: Answer
    request: str
    follows: tuple[Follows, ...]
    place: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """Something else that speaks of the event: a condition, a statement, a provision of the life cycle.

    Attributes:
        path: Its ids in the record, or its field's name: `languages`.
        what: What it says, in words.
        met: Whether the event is what it speaks of: yes, or cannot be told.
        place: Where the text says so; empty where that isn't recorded.
        reasons: Why.
    """

    path: str
    what: str
    met: Answer
    place: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What an event would change.

    Attributes:
        agreement: The record.
        event: The event.
        ends: Whether the agreement ends with it by its own words, nobody doing anything; None where that isn't to be
            asked, because the agreement surely isn't in force, or in effect, then.
        why_ends: Why.
        aim: Whether the aim that stands beside the term reaches on after it; None where there is no such aim, or
            `ends` is None.
        why_aim: Why.
        sets_off: The triggers it sets off, or may, in the order of the record; empty where `ends` is None.
        touches: What else speaks of it, in the order of the record; empty where `ends` is None.
        in_effect: Whether the agreement is in force, or in effect, when it happens; yes by assumption without a day.
        why_in_effect: Why.
        silent: Whether the text says nothing of such an event: yes only for a use of force and for membership in NATO
            or the EU, which have topics of their own, and only where the record covers these in full.
        why_silent: Why.
        events: The event files that it was laid beside.
    """

    agreement: Agreement
    event: Happened
    ends: Answer | None
    why_ends: tuple[Because, ...]
    aim: Answer | None
    why_aim: tuple[Because, ...]
    sets_off: tuple[SetOff, ...]
    touches: tuple[Touched, ...]
    in_effect: Answer
    why_in_effect: tuple[Because, ...]
    silent: Answer
    why_silent: tuple[Because, ...]
    events: tuple[Chronology, ...] = ()


def what_if(
    agreement: Agreement,
    event: Happened | str,
    *,
    by: str | Iterable[str] = (),
    against: str | Iterable[str] = (),
    of: str | None = None,
    on: date | PartialDate | None = None,
    events: Events = (),
) -> WhatIf:
    """Return what an event would change under an agreement, by the words of its text.

    Nothing is said of what the parties would decide, nor of what general law adds: another treaty between them, an
    impossibility, a fundamental change of circumstances. Acts under the agreement, requests and the passing of time
    aren't supposed: `exits`, `status` and `schedule` answer for them.

    Args:
        agreement: The record.
        event: The event, or its word in the vocabulary, such as `becomes-member`; with a word the others describe it.
        by: By whom: one id or several.
        against: Against whom: one id or several.
        of: The organisation, where it is about membership.
        on: Its day, as far as it is known; None: while the agreement is in force.
        events: What happened besides, from event files: what must come before it, requests, acts of the parties.

    Raises:
        UnknownNameError: No such event is in the vocabulary, or an id is neither in the tables nor in the record.
        InvalidValueError: The event is none that can be supposed; `of` is no organisation, or the event isn't about
            membership; or an event was given whole, and something that describes it beside it.
        WrongTypeError: `agreement` is no record, or something else is of another type than it takes.

    Source: VCLT 1969, art. 54(a).
    """
    expect_agreement(agreement, "what_if")
    happening = supposed(event, by, against, of, on)
    expect_fitting(agreement, happening)
    files = as_chronologies(events, "what_if")
    scenario = Chronology.model_validate(
        {"format": "events/1", "id": "what-if", "title": "What if", "hypothetical": True, "events": (happening,)}
    )
    agreement = knowing(agreement, files, "what_if")
    world = World.of(agreement, (*files, scenario), when(None))
    on_then, why_then = _in_effect(world, happening)
    sets_off = tuple(_set_off(world, happening))
    touches = tuple(_touched(world, happening, {one.clause for one in sets_off}))
    ends: Answer | None
    ends, why_ends = _ends(world, happening)
    aim, why_aim = _aim(agreement, happening)
    lasts_until = isinstance(agreement.duration, UntilEvent) and _by_duration(world, happening)[0] is not NO
    heard = bool(sets_off or touches) or lasts_until or aim is OPEN
    silent, why_silent = _silent(agreement, happening, heard)
    if on_then is NO:
        sets_off, touches, ends, why_ends, aim, why_aim = (), (), None, why_then, None, ()
    return WhatIf(
        agreement,
        happening,
        ends,
        why_ends,
        aim,
        why_aim,
        sets_off,
        touches,
        on_then,
        why_then,
        silent,
        why_silent,
        files,
    )


def _in_effect(world: World, happening: Happened) -> tuple[Answer, tuple[Because, ...]]:
    if happening.day is None:
        return YES, (Because("it happens while the agreement is in force, or in effect", assumed=True),)
    return world.in_effect(happening.when)


def _set_off(world: World, happening: Happened) -> Iterator[SetOff]:
    followers: dict[str, list[Undertaking]] = {}
    for undertaking in world.agreement.commitments():
        followers.setdefault(undertaking.clause.id, []).append(undertaking)
    for clause in world.agreement.clauses:
        if not isinstance(clause, Trigger):
            continue
        match = matched(world, clause, happening)
        if match.answer is NO:
            continue
        reasons = match.reasons
        if clause.on_request_of is None and clause.absent.get("on_request_of") is None:
            reasons = (*reasons, Because("whether somebody must ask for it as well isn't recorded", lacks=True))
        yield SetOff(
            clause=clause.id,
            met=match.answer,
            request=_request(clause, match),
            follows=tuple(_follows(one) for one in followers.get(clause.id, ())),
            place=str(clause.at or ""),
            reasons=reasons,
        )


def _request(clause: Trigger, match: Match) -> str:
    """Return who must ask for what a trigger sets off, or beside the event; what a response says stands with that."""
    if clause.on_request_of is not None:
        return wording.request(clause.on_request_of)
    return f"if there is a {wording.event(match.wanted)}" if match.wanted is not None else ""


def _follows(undertaking: Undertaking) -> Follows:
    commitment = undertaking.commitment
    about = commitment.summary or commitment.item or commitment.purpose
    what = wording.promise(commitment, undertaking.hedges)
    told = f"{what}: {about.rstrip('.')}" if about and commitment.act != "other" else what
    return Follows(undertaking.path, told, commitment.effective_force, undertaking.binds, str(undertaking.place or ""))


def _touched(world: World, happening: Happened, set_off: Container[str]) -> Iterator[Touched]:
    """Yield what else speaks of the event, or of a state of things that it may end."""
    for one in mentions(world.agreement, set_off):
        match = _speaks_of(world, one.events, happening)
        if match.answer is not NO:
            yield Touched(one.path, one.what, match.answer, one.place, match.reasons)
    accession = world.agreement.accession
    if accession is not None and happening.event in MEMBERSHIP:
        doubt = Because("whether joining it is what makes a member can't be told", lacks=True)
        yield Touched("accession", wording.accession(accession), OPEN, place_of(accession), (doubt,))


def _speaks_of(world: World, wanted: Iterable[Event], happening: Happened) -> Match:
    best = Match(NO, ())
    for event in wanted:
        match = matches(world, event, happening)
        if match.answer is NO and {event.event, happening.event} <= MEMBERSHIP:
            match = _over(event, happening)
        if match.with_request is YES:
            return match
        best = replace(match, answer=OPEN) if match.answer is not NO and best.answer is NO else best
    return best


def _ends(world: World, happening: Happened) -> tuple[Answer, tuple[Because, ...]]:
    """Return whether the agreement ends with the event by its own words, and why."""
    agreement = world.agreement
    answer, reasons = _by_duration(world, happening)
    topics = _topics(happening)
    if answer is NO and not (_covered(agreement, [Topic.LIFE_CYCLE]) or (topics and _covered(agreement, topics))):
        lack = "whether something else in the text ends it then: the record covers neither the topic nor the life cycle"
        return OPEN, (*reasons, Because(f"{lack} in full", lacks=True))
    return answer, reasons


def _by_duration(world: World, happening: Happened) -> tuple[Answer, tuple[Because, ...]]:
    duration = world.agreement.duration
    match duration:
        case Term():
            text = f"it lasts {duration.length.in_words()}: a length, not until an event"
            return NO, (Because(text, place_of(duration)),)
        case Indefinite():
            return NO, (Because("it has no end", place_of(duration)),)
        case UntilEvent():
            said = Because(f"it lasts {wording.duration(duration)}", place_of(duration))
            found = [matches(world, one, happening) for one in duration.until]
            found += [_over(one, happening) for one in duration.during]
            answers = {one.with_request for one in found}
            answer = YES if YES in answers else OPEN if OPEN in answers else NO
            noted = (Because(duration.note.rstrip("."), place_of(duration)),) if duration.note else ()
            return answer, (said, *(reason for one in found for reason in one.reasons), *noted)
        case None:
            why = world.agreement.absent.get("duration")
            told = f"how long it lasts: {wording.ABSENT[str(why)] if why else 'not recorded'}"
            known = why in (Absence.SILENT, Absence.NOT_APPLICABLE)
            return NO if known else OPEN, (Because(told, lacks=not known),)
        case _:
            assert_never(duration)


def _aim(agreement: Agreement, happening: Happened) -> tuple[Answer | None, tuple[Because, ...]]:
    """Return whether the aim beside the term reaches on after the event, and why; None where there is no aim."""
    duration = agreement.duration
    if not isinstance(duration, Term) or duration.aim is None:
        return None, ()
    aim = duration.aim
    text = f"the aim ({wording.words(aim.modal)}) is to stay on during {wording.events(aim.during)}; it is no term"
    found = [_over(one, happening) for one in aim.during]
    said = Because(text, place_of(aim))
    reasons = (said, *(reason for one in found for reason in one.reasons))
    return (OPEN if any(one.answer is not NO for one in found) else YES), reasons


def _over(state: Event, happening: Happened) -> Match:
    """Return whether a state of things that a text names is over with an event; never a plain yes.

    Somebody who becomes a member has reached what it pursued. Whether the time that a text means ends there, or goes on
    in the membership, is a question of reading.
    """
    one, other = state.event in MEMBERSHIP, happening.event in MEMBERSHIP
    named = wording.event(state)
    if one is not other:
        return Match(NO, (Because(f"what goes on is {named}; the event is another matter"),))
    if not one:
        return Match(OPEN, (Because(f"whether that ends what goes on ({named}) can't be told", lacks=True),))
    if state.by and happening.by and not set(state.by) & set(happening.by):
        return Match(NO, (Because(f"what goes on is {named}; the event is about {wording.listed(happening.by)}"),))
    if state.event is happening.event:
        return Match(NO, (Because(f"the event is part of what goes on: {named}"),))
    if state.of == happening.of and state.of is not None:
        text = f"a member of {state.of} has reached what it pursued; whether the time that is meant ends there"
        return Match(OPEN, (Because(f"{text} can't be told", lacks=True),))
    if state.of is None or happening.of is None:
        return Match(OPEN, (Because(f"which organisation is meant can't be told: {named}", lacks=True),))
    if known_party(state.of) is not None and known_party(happening.of) is not None:
        return Match(NO, (Because(f"what goes on is about {state.of}, not about {happening.of}"),))
    text = f"what {state.of} and {happening.of} have to do with each other isn't recorded"
    return Match(OPEN, (Because(text, lacks=True),))


def _topics(happening: Happened) -> frozenset[Topic]:
    """Return the topics under which a text would speak of an event; empty where it may be any."""
    if happening.event in MEMBERSHIP and happening.of in _TOPIC_OF:
        return frozenset({_TOPIC_OF[happening.of]})
    return _FORCE_TOPICS if happening.event in _FORCE else frozenset()


def _covered(agreement: Agreement, topics: Iterable[Topic]) -> bool:
    return all(agreement.coverage.get(one) is Coverage.COMPLETE for one in topics)


def _silent(agreement: Agreement, happening: Happened, heard: bool) -> tuple[Answer, tuple[Because, ...]]:
    """Return whether the text says nothing of such an event, and why that can or can't be told."""
    if heard:
        return NO, ()
    topics = _topics(happening)
    if not topics:
        # A record types what a text says upon events; what it only mentions stands in words, under any topic.
        lack = "it has no topic of its own, so that words under any topic may mean it"
        return OPEN, (Because(f"nothing recorded speaks of such an event; {lack}", lacks=True),)
    of = wording.listed(sorted(map(wording.words, topics)))
    if not _covered(agreement, topics):
        text = f"nothing recorded speaks of such an event; the record doesn't cover {of} in full"
        return OPEN, (Because(text, lacks=True),)
    if told := in_words(agreement, topics):
        text = f"nothing recorded speaks of such an event, unless what stands in words does: {wording.listed(told)}"
        return OPEN, (Because(text, lacks=True),)
    return YES, (Because(f"the record covers {of} in full, and nothing in it speaks of such an event"),)
