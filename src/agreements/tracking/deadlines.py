"""What falls due under an agreement, and how things stand with it; a deadline carries its arithmetic with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agreements.errors import WrongTypeError
from agreements.model.vocabulary import Force, Level
from agreements.timing import Answer
from agreements.timing.instants import Instant
from agreements.tracking._days import Because, Trace, lacking
from agreements.tracking._moments import Limit, When

__all__ = ["Clock", "Deadline", "DeadlineKind", "DeadlineState", "differing", "explain", "standing", "together"]


class DeadlineKind(StrEnum):
    """What falls due."""

    RESPONSE = "response"
    """What a trigger demands, or allows."""
    COMMITMENT = "commitment"
    """A standing duty with a deadline or a recurrence."""
    REVIEW = "review"
    RENEWAL = "decision on renewal"
    REGISTRATION = "registration"
    NOTICE = "running notice"
    EXPIRY = "expiry"


class DeadlineState(StrEnum):
    """How things stand with it."""

    DORMANT = "dormant"
    """Nothing has set it off."""
    WAITING_FOR_REQUEST = "waiting for a request"
    RUNNING = "running"
    MET = "met"
    MET_LATE = "met late"
    OVERDUE = "overdue"
    """The time is over, and nothing is recorded that answers the duty."""
    LAPSED = "lapsed"
    """The time is over, and with it what could be done, or what there was."""
    CANNOT_TELL = "cannot be told"


@dataclass(frozen=True, slots=True)
class Clock:
    """One way to reckon a deadline.

    Attributes:
        runs_from: What the time runs from in this reading, in words; empty where the text gives the day itself.
        limit: The last moment or day; nothing known where the start isn't.
        state: How things stand by this reading.
    """

    runs_from: str
    limit: Limit
    state: DeadlineState


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that falls due.

    Attributes:
        agreement: The id of the agreement.
        path: What it is, by ids: a commitment's `emergency-meeting/meet`, or `renewal`, `review/mid-term`, `duration`.
        kind: What falls due.
        what: What is to be done, in words.
        who: Who is to do it, by ids; empty where the text names nobody.
        level: At which level; None where the text doesn't say.
        force: How firmly it is put; None where it is nobody's duty.
        softened_by: What softens the time limit, in words; empty for a hard one.
        has_limit: Whether the text sets a time limit; cannot be told where nobody recorded one and nobody recorded that
            the text is silent.
        clocks: The readings of the time limit: none where there is none, two where the text names no start.
        applies: Whether it is owed or open, whatever its time: whether it was set off, and asked for where the text
            wants that, or is in effect.
        state: How things stand; cannot be told where the readings differ.
        cause: What set it off, by the ids of the file and of the event in it: `scenario-attack/attack`; empty where
            nothing did.
        cautions: What a reader must know before acting on it, in sentences.
        place: Where the text says so; empty where that isn't recorded.
        trace: How it is known, arithmetic included.
        hypothetical: Whether a scenario stands behind it: without the scenarios it would not be there, or be otherwise.
    """

    agreement: str
    path: str
    kind: DeadlineKind
    what: str
    who: tuple[str, ...]
    level: Level | None
    force: Force | None
    softened_by: tuple[str, ...]
    has_limit: Answer
    clocks: tuple[Clock, ...]
    applies: Answer
    state: DeadlineState
    cause: str
    cautions: tuple[str, ...]
    place: str
    trace: Trace
    hypothetical: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether there is a time limit and nothing softens it."""
        return bool(self.clocks) and not self.softened_by

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps more from being told, in sentences."""
        return lacking(self.trace)

    @property
    def first(self) -> Limit | None:
        """The earliest limit of all readings; None where none is known."""
        told = [one.limit for one in self.clocks if one.limit.told]
        return min(told, key=_edge) if told else None

    @property
    def order(self) -> tuple[str, str, str]:
        """What deadlines are sorted by: the earliest limit, those without one last; then agreement and path."""
        return _edge(self.first) if self.first else "~", self.agreement, self.path

    def surely_after(self, day: date) -> bool:
        """Whether every reading of it surely falls due after a day, anywhere on earth."""
        edges = [one.limit.earliest for one in self.clocks]
        return bool(edges) and all(edge is not None and _day(edge) > day for edge in edges)


def _edge(limit: Limit) -> str:
    edge = limit.earliest if limit.earliest is not None else limit.latest
    if isinstance(edge, Instant):
        return edge.utc.isoformat()
    # A day is over later than any moment in it.
    return f"{edge.isoformat()}T24" if edge is not None else "~"


def _day(edge: Instant | date) -> date:
    # The earliest day that a moment has anywhere lies at most half a day before that of UTC.
    return (edge.utc - timedelta(hours=12)).date() if isinstance(edge, Instant) else edge


def standing(limit: Limit, done: When | None, now: When, *, is_duty: bool) -> DeadlineState:
    """Return how things stand with something by one reading of its time limit.

    Args:
        limit: The time limit.
        done: When it was done; None where nothing is recorded that answers it.
        now: The time that is asked about.
        is_duty: Whether somebody owes it; what is only allowed lapses, and is never overdue.
    """
    if done is not None:
        kept = limit.kept(done)
        known = {Answer.YES: DeadlineState.MET, Answer.NO: DeadlineState.MET_LATE}
        return known.get(kept, DeadlineState.CANNOT_TELL)
    match limit.kept(now):
        case Answer.YES:
            return DeadlineState.RUNNING
        case Answer.NO:
            return DeadlineState.OVERDUE if is_duty else DeadlineState.LAPSED
        case _:
            return DeadlineState.CANNOT_TELL


def doubt(limit: Limit, done: When | None, now: When) -> tuple[Because, ...]:
    """Return why it can't be told whether a known time limit was kept, or has passed; nothing where it can."""
    by = now if done is None else done
    if not limit.told or limit.kept(by) is not Answer.CANNOT_TELL:
        return ()
    hours = isinstance(limit.earliest or limit.latest, Instant)
    if done is None and hours and not isinstance(now.given, Instant):
        text = f"whether it has passed can't be told on {now}, a day without an hour"
    elif done is None:
        text = f"whether it has passed on {now} can't be told: it is {limit.shown_in(None)}"
    else:
        text = f"whether it was done in time can't be told: on {done}, by {limit.shown_in(None)}"
    return (Because(text, lacks=True),)


def together(clocks: tuple[Clock, ...]) -> DeadlineState:
    """Return how things stand by all readings of a time limit: what they agree on, or that it cannot be told."""
    states = {one.state for one in clocks}
    return states.pop() if len(states) == 1 else DeadlineState.CANNOT_TELL


def explain(deadline: Deadline) -> str:
    """Return how a deadline came about, one step a line, ending in a line end.

    Raises:
        WrongTypeError: `deadline` is none.
    """
    given: object = deadline
    if not isinstance(given, Deadline):
        hint = "schedule(agreement, as_of=...) returns deadlines; other answers hold their reasons themselves"
        raise WrongTypeError("explain", "a Deadline", given, hint)
    return "".join(f"{text}\n" for text in dict.fromkeys(map(str, deadline.trace)))


def differing(clocks: tuple[Clock, ...]) -> tuple[Because, ...]:
    """Return the reason why readings that differ leave it open."""
    if len({one.state for one in clocks}) < 2:
        return ()
    told = "; ".join(f"{f'from {one.runs_from}' if one.runs_from else 'by its day'}: {one.state}" for one in clocks)
    return (Because(f"the readings of the time limit differ: {told}", lacks=True),)
