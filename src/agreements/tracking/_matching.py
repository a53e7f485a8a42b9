"""Whether what happened is what a text speaks of: yes, no, or cannot be told, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from agreements import wording
from agreements.model import Agreement, Chronology, Deed, Event, Happened, Happening, Requested
from agreements.model.vocabulary import EventKind
from agreements.timing import Answer
from agreements.tracking._days import Because
from agreements.tracking._moments import When, happening_when
from agreements.tracking.entry import entry_into_force
from agreements.tracking.state import State, status

__all__ = ["USE_OF_FORCE", "Match", "World", "matches"]

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.CANNOT_TELL
_ON = frozenset(
    {
        State.IN_FORCE,
        State.IN_EFFECT,
        State.IN_FORCE_OR_EFFECT,
        State.NOTICE_RUNNING,
        State.PROVISIONALLY_APPLIED,
    }
)
_EACH = "each-party"
_3314 = "UN General Assembly resolution 3314 (XXIX), annex, art. 1 and 3"

_IS_ALSO: Final = {
    EventKind.ARMED_ATTACK: frozenset({EventKind.AGGRESSION}),
    EventKind.INVASION: frozenset({EventKind.ARMED_ATTACK, EventKind.AGGRESSION}),
    EventKind.NUCLEAR_AGGRESSION: frozenset({EventKind.AGGRESSION}),
}
"""What else an event is by definition."""

USE_OF_FORCE: Final = frozenset(
    {
        EventKind.ARMED_ATTACK,
        EventKind.THREAT_OF_ARMED_ATTACK,
        EventKind.AGGRESSION,
        EventKind.THREAT_OF_AGGRESSION,
        EventKind.INVASION,
        EventKind.SIGNIFICANT_ESCALATION,
        EventKind.THREAT_TO_SECURITY,
        EventKind.NUCLEAR_AGGRESSION,
        EventKind.QUESTION_ARISES,
    }
)
"""Events of which one may well be another: which it is, nobody can tell from its name."""


@dataclass(frozen=True, slots=True)
class World:
    """What is known to have happened around an agreement by the time that is asked about.

    Attributes:
        agreement: The record, acts told by event files among its own.
        now: The time that is asked about.
        happened: Events in the world, each once.
        requests: Requests under the agreement, the earliest first.
        deeds: Deeds that answer its duties, the earliest first.
        told_by: The file that tells of each; where a scenario and another file say the same, the other one.
        is_kept: Whether somebody tells what really happened: event files were given, not only scenarios.
    """

    agreement: Agreement
    now: When
    happened: tuple[Happened, ...]
    requests: tuple[Requested, ...]
    deeds: tuple[Deed, ...]
    told_by: Mapping[Happening, Chronology]
    is_kept: bool = False
    _effect: dict[date, State] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, agreement: Agreement, files: Iterable[Chronology], now: When) -> World:
        """Return what event files tell, without what surely came later."""
        known = sorted(files, key=lambda file: file.hypothetical)
        under = sorted({one: None for file in known for one in file.under(agreement.id) if _by(now, one)}, key=_order)
        return cls(
            agreement,
            now,
            tuple(dict.fromkeys(one for file in known for one in file.happened() if _by(now, one))),
            tuple(one for one in under if isinstance(one, Requested)),
            tuple(one for one in under if isinstance(one, Deed)),
            {one: file for file in reversed(known) for one in file.events},
            any(not file.hypothetical for file in known),
        )

    def is_scenario(self, one: Happening) -> bool:
        """Whether it never happened: only scenarios tell of it."""
        return self.told_by[one].hypothetical

    def told(self, one: Happening) -> str:
        """Return its id, with the file that tells of it."""
        file = self.told_by[one]
        return f"{one.id}, in the {'scenario' if file.hypothetical else 'events'} {file.id}"

    def name(self, one: Happening) -> str:
        """Return what tells it from all that other files tell: the file's id, then its own."""
        return f"{self.told_by[one].id}/{one.id}"

    def in_effect(self, at: When) -> tuple[Answer, tuple[Because, ...]]:
        """Return whether the agreement was in force, or in effect, at some time, and why."""
        if at.first_day is None or at.last_day is None:
            return OPEN, (Because("when it happened isn't recorded", lacks=True),)
        answers, told = set(), []
        for day in dict.fromkeys((at.first_day, at.last_day)):
            if day not in self._effect:
                self._effect[day] = status(self.agreement, as_of=day).whole.state
            state = self._effect[day]
            answers.add(OPEN if state is State.CANNOT_TELL else Answer.of(state in _ON))
            text = f"the agreement on {day}: {state}"
            if state is State.CANNOT_TELL:
                text = f"whether the agreement is in force or in effect on {day} can't be told"
            told.append(Because(text, lacks=state not in _ON))
        return answers.pop() if len(answers) == 1 else OPEN, tuple(told)

    def has_begun(self) -> bool:
        """Whether the agreement surely has begun by now: what no longer holds has lapsed."""
        day = self.now.first_day
        return day is not None and entry_into_force(self.agreement).reached(day) is YES

    def answering(self, path: str, since: When | None = None) -> tuple[Deed, ...]:
        """Return the deeds that answer a duty, the earliest first, without those surely done before something.

        Args:
            path: The duty, by its ids in the record.
            since: What they must not have been done before; None: nothing.
        """
        whole = f"{self.agreement.id}/{path}"
        return tuple(
            one
            for one in self.deeds
            if whole in one.answers and (since is None or since.before(happening_when(one)) is not NO)
        )


def _by(now: When, one: Happening) -> bool:
    return happening_when(one).before(now) is not NO


def _order(one: Happening) -> tuple[bool, str]:
    at = happening_when(one).earliest
    return at is None, at.utc.isoformat() if at else ""


@dataclass(frozen=True, slots=True)
class Match:
    """Whether something is what a text speaks of, and why.

    Attributes:
        answer: Whether it is, apart from a request that the text wants beside it.
        reasons: Why.
        asked: Whether that request was made; yes where the text wants none beside this event.
        request: When it was made; None where it wasn't, or none is wanted.
        wants_request: Whether the text wants one beside this event.
    """

    answer: Answer
    reasons: tuple[Because, ...]
    asked: Answer = Answer.YES
    request: When | None = None
    wants_request: bool = False


def matches(world: World, event: Event, happening: Happened) -> Match:
    """Say whether something that happened is an event that a text speaks of."""
    answer, asked = YES, YES
    reasons: list[Because] = []
    request: When | None = None
    wants = False
    for match in (
        _kind(event, happening),
        _who(world, "by", event.by, happening.by),
        _who(world, "against", event.against, happening.against),
        _organisation(event, happening),
        _described(event),
        _opinion(world, event, happening),
        *_beside(world, event, happening),
    ):
        answer, asked = answer & match.answer, asked & match.asked
        reasons += match.reasons
        request, wants = request or match.request, wants or match.wants_request
        if answer is NO:
            return Match(NO, match.reasons)
    return Match(answer, tuple(reasons), asked, request, wants)


def _told(answer: Answer, text: str, *, assumed: bool = False, source: str = "") -> Match:
    return Match(answer, (Because(text, source=source, assumed=assumed, lacks=answer is OPEN),))


def _kind(event: Event, happening: Happened) -> Match:
    wanted, was = wording.words(event.event), wording.words(happening.event)
    if event.event is EventKind.OTHER or happening.event is EventKind.OTHER:
        if event.event is happening.event:
            return _told(OPEN, "whether what happened is the event that the text describes can't be told from its name")
        return _told(NO, f"the text speaks of {wanted}, not of {was}")
    if event.event is happening.event:
        return Match(YES, ())
    if event.event in _IS_ALSO.get(happening.event, ()):
        return _told(YES, f"{was} is a kind of {wanted}", assumed=True, source=_3314)
    if {event.event, happening.event} <= USE_OF_FORCE:
        return _told(OPEN, f"whether the {was} is also the {wanted} that the text speaks of can't be told")
    return _told(NO, f"the text speaks of {wanted}, not of {was}")


def _who(world: World, how: str, named: Sequence[str], were: Sequence[str]) -> Match:
    if not named:
        return Match(YES, ())
    wanted = {party.id for party in world.agreement.parties} if _EACH in named else set(named)
    if not were:
        return _told(OPEN, f"the text says {how} {wording.listed(named, 'or')}; {how} whom it was isn't recorded")
    if wanted & set(were):
        return Match(YES, ())
    return _told(NO, f"the text says {how} {wording.listed(named, 'or')}; it was {how} {wording.listed(were)}")


def _organisation(event: Event, happening: Happened) -> Match:
    if event.of is None or event.of == happening.of:
        return Match(YES, ())
    if happening.of is None:
        return _told(OPEN, f"the text says of {event.of}; of which organisation isn't recorded")
    return _told(NO, f"the text says of {event.of}, not of {happening.of}")


def _described(event: Event) -> Match:
    """Return what the text says more of the event than can be judged; a description of its kind is only passed on."""
    if event.event is EventKind.OTHER:
        return Match(YES, ())
    told = [Because(f"the text puts it more closely: {event.described.rstrip('.')}")] if event.described else []
    lacks = [f"the text says where: {event.where.rstrip('.')}"] if event.where else []
    lacks += [f"the clause {event.scope} says what counts"] if event.scope else []
    more = [Because(f"{text}; whether that holds can't be told", lacks=True) for text in lacks]
    return Match(OPEN if lacks else YES, (*told, *more))


def _opinion(world: World, event: Event, happening: Happened) -> Match:
    if not event.judged_by:
        return Match(YES, ())
    judges = {party.id for party in world.agreement.parties} if _EACH in event.judged_by else set(event.judged_by)
    asked = [one for one in world.requests if judges & set(one.by) and _follows(one, happening) is YES]
    who = wording.listed(event.judged_by, "or")
    if asked:
        return _told(YES, f"it counts in the opinion of {who}, who asked", assumed=True)
    return _told(OPEN, f"it counts in the opinion of {who}, which isn't recorded")


def _follows(later: Requested, earlier: Happened) -> Answer:
    return happening_when(earlier).before(happening_when(later))


def _asked(world: World, wanted: Event, happening: Happened) -> Match:
    """Return whether a request that a text wants beside an event is recorded; what isn't, wasn't made."""
    text = wording.event(wanted)
    may = {party.id for party in world.agreement.parties} if _EACH in wanted.by else set(wanted.by)
    for one in world.requests:
        if (after := _follows(one, happening)) is not NO and (not may or may & set(one.by)):
            told = Because(f"only with a {text}, recorded as {one.id}", assumed=world.is_scenario(one))
            lack = Because("whether it was asked after the event can't be told", lacks=True)
            return Match(YES, (told,) if after is YES else (told, lack), after, happening_when(one), wants_request=True)
    why = Because(f"only with a {text}, which isn't recorded after it", assumed=True)
    return Match(YES, (why,), NO, wants_request=True)


def _beside(world: World, event: Event, happening: Happened) -> list[Match]:
    """Return whether what must come before, go on or come together is recorded; what isn't recorded can't be told."""
    found = []
    at = happening_when(happening)
    for others, words in (
        (event.after, "only after"),
        (event.during, "only during"),
        (event.together_with, "only together with"),
    ):
        for other in others:
            if other.event is EventKind.REQUEST:
                found.append(_asked(world, other, happening))
                continue
            known = [one for one in world.happened if one is not happening and matches(world, other, one).answer is YES]
            earlier = [one for one in known if happening_when(one).before(at) is YES]
            text = f"{words} {wording.event(other)}"
            if earlier:
                found.append(_told(YES, f"{text}, recorded as {earlier[0].id}", assumed=words != "only after"))
            else:
                found.append(_told(OPEN, f"{text}, which isn't recorded before it"))
    for other in event.unless:
        known = [one for one in world.happened if one is not happening and matches(world, other, one).answer is YES]
        text = f"not {wording.event(other)}"
        if any(happening_when(one).before(at) is YES for one in known):
            found.append(_told(NO, f"{text}, which is recorded as {known[0].id}"))
        else:
            found.append(_told(OPEN, f"{text}; whether that happened isn't recorded"))
    return found
