"""Whether what happened is what a text speaks of: yes, no, or cannot be told, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar, cast

from agreements import wording
from agreements.model import ActDone, Agreement, Chronology, Deed, Event, Happened, Happening, Requested
from agreements.model.vocabulary import EventKind
from agreements.timing import Answer
from agreements.tracking._days import Because
from agreements.tracking._moments import When
from agreements.tracking._sequence import InTime, order
from agreements.tracking.entry import entry_into_force
from agreements.tracking.state import State, whole_on

__all__ = ["USE_OF_FORCE", "Match", "World", "matches", "may_be"]

T = TypeVar("T")
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

_THREATS: Final = frozenset({EventKind.THREAT_OF_ARMED_ATTACK, EventKind.THREAT_OF_AGGRESSION})
_ATTACKS: Final = frozenset(
    {EventKind.ARMED_ATTACK, EventKind.AGGRESSION, EventKind.INVASION, EventKind.NUCLEAR_AGGRESSION}
)
"""What a threat of it isn't yet."""

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
        is_kept: Whether somebody tells what was really done under it: an act or a deed in a file that is no scenario.
    """

    agreement: Agreement
    now: When
    happened: tuple[Happened, ...]
    requests: tuple[Requested, ...]
    deeds: tuple[Deed, ...]
    told_by: Mapping[Happening, Chronology]
    is_kept: bool = False
    _effect: dict[date, tuple[Answer, Because]] = field(default_factory=dict, compare=False, repr=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, agreement: Agreement, files: Iterable[Chronology], now: When) -> World:
        """Return what event files tell, without what surely came later."""
        known = sorted(files, key=lambda file: file.hypothetical)
        under = sorted({one: None for file in known for one in file.under(agreement.id) if _by(now, one)}, key=order)
        return cls(
            agreement,
            now,
            tuple(dict.fromkeys(one for file in known for one in file.happened() if _by(now, one))),
            tuple(one for one in under if isinstance(one, Requested)),
            tuple(one for one in under if isinstance(one, Deed)),
            {one: file for file in reversed(known) for one in file.events},
            any(
                isinstance(one, ActDone | Deed)
                for file in known
                if not file.hypothetical
                for one in file.under(agreement.id)
            ),
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
        answers, told = zip(*map(self._on, dict.fromkeys((at.first_day, at.last_day))), strict=True)
        return answers[0] if len(set(answers)) == 1 else OPEN, told

    def _on(self, day: date) -> tuple[Answer, Because]:
        """Return whether it was in force, or in effect, on a day, and why; looked up once for each day."""
        if day not in self._effect:
            state = whole_on(self.agreement, day).state
            text = f"the agreement on {day}: {state}"
            if state is State.CANNOT_TELL:
                text = f"whether the agreement is in force or in effect on {day} can't be told"
            answer = OPEN if state is State.CANNOT_TELL else Answer.of(state in _ON)
            self._effect[day] = answer, Because(text, lacks=state not in _ON)
        return self._effect[day]

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return what is worked out once for a world, under a name: with thousands of events it is asked for often."""
        if key not in self._kept:
            self._kept[key] = work()
        return cast("T", self._kept[key])

    def has_begun(self) -> bool:
        """Whether the agreement surely has begun by now: what no longer holds has lapsed."""
        return self.once("has begun", self._has_begun)

    def _has_begun(self) -> bool:
        day = self.now.first_day
        return day is not None and entry_into_force(self.agreement).reached(day) is YES

    def requests_by(self, names: Iterable[str], under: Iterable[str] = ()) -> InTime[Requested]:
        """Return the requests by any of several, in the order of time.

        Args:
            names: By whom; empty: by anybody.
            under: The paths that any of them must be under; empty: anything.
        """
        who, what = frozenset(names), frozenset(under)

        def found() -> InTime[Requested]:
            by = (one for one in self.requests if not who or not who.isdisjoint(one.by))
            return InTime(one for one in by if not what or not what.isdisjoint(one.under))

        return self.once(("requests", who, what), found)

    def surely(self, event: Event) -> tuple[Happened, ...]:
        """Return what surely is an event that the text speaks of, by when it was over; what has no time comes last."""

        def found() -> tuple[Happened, ...]:
            ones = (one for one in self.happened if matches(self, event, one).with_request is YES)
            return tuple(sorted(ones, key=_over))

        # The event is part of the agreement, which the world holds: its identity is never another's.
        return self.once(("surely", id(event)), found)

    def answers(self, path: str) -> InTime[Deed]:
        """Return the deeds that answer a duty, in the order of time.

        Args:
            path: The duty, by its ids in the record.
        """

        def by_path() -> dict[str, list[Deed]]:
            found: dict[str, list[Deed]] = {}
            for one in self.deeds:
                for answered in one.answers:
                    found.setdefault(answered, []).append(one)
            return found

        whole = f"{self.agreement.id}/{path}"
        return self.once(("answers", whole), lambda: InTime(self.once("deeds", by_path).get(whole, ())))


def _by(now: When, one: Happening) -> bool:
    return one.when.by(now) is not NO


def _over(one: Happening) -> tuple[bool, datetime]:
    latest = one.when.latest
    return latest is None, datetime.max.replace(tzinfo=UTC) if latest is None else latest.utc


@dataclass(frozen=True, slots=True)
class Match:
    """Whether something is what a text speaks of, and why.

    Attributes:
        answer: Whether it is, apart from a request that the text wants beside it.
        reasons: Why.
        asked: Whether that request was made; yes where the text wants none beside this event.
        request: When it was made; None where it wasn't, or none is wanted.
        wanted: The request that the text wants beside this event; None where it wants none.
    """

    answer: Answer
    reasons: tuple[Because, ...]
    asked: Answer = Answer.YES
    request: When | None = None
    wanted: Event | None = None

    @property
    def with_request(self) -> Answer:
        """Whether it is, the request counted: cannot be told where that isn't known to have been made."""
        return self.answer & (OPEN if self.asked is NO else self.asked)


def matches(world: World, event: Event, happening: Happened) -> Match:
    """Say whether something that happened is an event that a text speaks of."""
    answer, asked = YES, YES
    reasons: list[Because] = []
    request: When | None = None
    wanted: Event | None = None
    for match in _judgements(world, event, happening):
        if match.answer is NO:
            return Match(NO, match.reasons)
        answer, asked = answer & match.answer, asked & match.asked
        reasons += match.reasons
        request, wanted = request or match.request, wanted or match.wanted
    return Match(answer, tuple(reasons), asked, request, wanted)


def _judgements(world: World, event: Event, happening: Happened) -> Iterator[Match]:
    """Yield what must hold, the quickest to tell first: most of what happens is no event that a text speaks of."""
    yield _kind(event, happening)
    yield _who(world, "by", event.by, happening.by)
    yield _who(world, "against", event.against, happening.against)
    yield _organisation(event, happening)
    yield _described(event)
    yield _opinion(world, event, happening)
    yield from _beside(world, event, happening)


def _told(answer: Answer, text: str, *, assumed: bool = False, source: str = "") -> Match:
    return Match(answer, (Because(text, source=source, assumed=assumed, lacks=answer is OPEN),))


def may_be(was: EventKind, wanted: EventKind) -> bool:
    """Say whether an event of one kind may be one of another kind, by their names alone."""
    if EventKind.OTHER in (was, wanted) or was is wanted:
        return was is wanted
    if was in _THREATS and wanted in _ATTACKS:
        return False
    return wanted in _IS_ALSO.get(was, ()) or {was, wanted} <= USE_OF_FORCE


def _kind(event: Event, happening: Happened) -> Match:
    wanted, was = wording.words(event.event), wording.words(happening.event)
    if not may_be(happening.event, event.event):
        return _told(NO, f"the text speaks of {wanted}, not of {was}")
    if event.event is EventKind.OTHER:
        return _told(OPEN, "whether what happened is the event that the text describes can't be told from its name")
    if event.event is happening.event:
        return Match(YES, ())
    if event.event in _IS_ALSO.get(happening.event, ()):
        return _told(YES, f"{was} is a kind of {wanted}", assumed=True, source=_3314)
    return _told(OPEN, f"whether the {was} is also the {wanted} that the text speaks of can't be told")


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
    who = wording.listed(event.judged_by, "or")
    if world.requests_by(judges).first_after(happening.when) is not None:
        return _told(YES, f"it counts in the opinion of {who}, who asked", assumed=True)
    return _told(OPEN, f"it counts in the opinion of {who}, which isn't recorded")


def _asked(world: World, wanted: Event, happening: Happened) -> Match:
    """Return whether a request that a text wants beside an event is recorded; what isn't, wasn't made."""
    text = wording.event(wanted)
    may = {party.id for party in world.agreement.parties} if _EACH in wanted.by else set(wanted.by)
    one = next(world.requests_by(may).not_before(happening.when), None)
    if one is not None:
        after = happening.when.before(one.when)
        told = Because(f"only with a {text}, recorded as {one.id}", assumed=world.is_scenario(one))
        lack = Because("whether it was asked after the event can't be told", lacks=True)
        return Match(YES, (told,) if after is YES else (told, lack), after, one.when, wanted)
    why = Because(f"only with a {text}, which isn't recorded after it", assumed=True)
    return Match(YES, (why,), NO, wanted=wanted)


def _earlier(world: World, wanted: Event, happening: Happened) -> Happened | None:
    """Return the first event that surely is one that a text speaks of, and surely came before another one."""
    first = next((one for one in world.surely(wanted) if one is not happening), None)
    return first if first is not None and first.when.before(happening.when) is YES else None


def _beside(world: World, event: Event, happening: Happened) -> list[Match]:
    """Return whether what must come before, go on or come together is recorded; what isn't recorded can't be told."""
    found = []
    for others, words in (
        (event.after, "only after"),
        (event.during, "only during"),
        (event.together_with, "only together with"),
    ):
        for other in others:
            if other.event is EventKind.REQUEST:
                found.append(_asked(world, other, happening))
                continue
            earlier = _earlier(world, other, happening)
            text = f"{words} {wording.event(other)}"
            if earlier is not None:
                found.append(_told(YES, f"{text}, recorded as {earlier.id}", assumed=words != "only after"))
            else:
                found.append(_told(OPEN, f"{text}, which isn't recorded before it"))
    for other in event.unless:
        earlier = _earlier(world, other, happening)
        text = f"not {wording.event(other)}"
        if earlier is not None:
            found.append(_told(NO, f"{text}, which is recorded as {earlier.id}"))
        else:
            found.append(_told(OPEN, f"{text}; whether that happened isn't recorded"))
    return found
