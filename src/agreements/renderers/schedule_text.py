"""What falls due, for reading in a terminal: what presses first, each entry with all one needs to act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import click

from agreements import wording
from agreements.model import Agreement, Chronology, Happened, Requested, Trigger
from agreements.renderers._safe import wrapped
from agreements.renderers._schedule import Group, Schedules, grouped, happenings, limit_put, said
from agreements.renderers._times import limit_line, limit_lines, time_left, when_lines
from agreements.renderers._traces import scenario_lines, trace_lines
from agreements.renderers._unused import unused_lines
from agreements.timing import Answer
from agreements.tracking import AsOf, Clock, Deadline, DeadlineKind, DeadlineState, no_response, when

__all__ = ["render"]

_IN_SHORT = {
    Group.LIMITED: "owed or open with a time limit",
    Group.UNLIMITED: "owed or open without a time limit",
    Group.WAITING: "waiting for a request",
    Group.PERHAPS: "perhaps owed",
    Group.AHEAD: "ahead",
    Group.OVER: "met or over",
    Group.OPEN: "that can't be told",
    Group.DORMANT: "dormant",
}
_LABELS = 10  # columns for what a row says, before what it says


def render(
    schedules: Schedules,
    *,
    events: Sequence[Chronology] = (),
    as_of: AsOf,
    until: date | None = None,
    zones: Sequence[str] = (),
    width: int = 80,
    color: bool = False,
    why: bool = False,
) -> str:
    """Return the schedule as text, ending in a line end.

    Args:
        schedules: What falls due, with the record it falls due under.
        events: The event files it was made from.
        as_of: The day or the moment it was asked about.
        until: The day after which nothing was asked for; None: everything was.
        zones: In which time zones moments are shown; none: in the one in which the event was told.
        width: The most characters in a line.
        color: Whether to embolden for a terminal; nothing is said by that alone.
        why: Whether to show how each entry is known.
    """
    page = _Page(as_of, tuple(zones), width, color, why)
    groups = grouped(schedules)
    lines = [*page.head(schedules, events, until), *page.summary(schedules, groups)]
    for group, entries in groups.items():
        lines += ["", *page.heading(group, len(entries)), *page.entries(group, entries)]
    silent = [*page.without_response([agreement for agreement, _ in schedules], events)]
    lines += ["", *silent] if silent else []
    causes = {one.cause for _, deadlines in schedules for one in deadlines}
    unused = unused_lines([agreement for agreement, _ in schedules], events, as_of, width, causes=causes)
    lines += ["", *unused] if unused else []
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """How lines are made: as of when, in which zones, how wide.

    Attributes:
        as_of: The day or the moment asked about.
        zones: The time zones asked for.
        width: The most characters in a line.
        color: Whether to embolden.
        why: Whether to show traces.
    """

    as_of: AsOf
    zones: tuple[str, ...]
    width: int
    color: bool
    why: bool

    def head(self, schedules: Schedules, events: Sequence[Chronology], until: date | None) -> Iterator[str]:
        """Yield what it rests on: scenarios, the time asked about, what happened."""
        yield from self._bold(scenario_lines(events, self.width))
        yield from self._row("as of", when_lines(self.as_of, self.zones))
        if until is not None:
            yield from self._row("until", when_lines(until, self.zones))
        for file, one in happenings(schedules, events, self.as_of):
            told = wording.happened(one) if isinstance(one, Happened) else _asked(one, schedules)
            scenario = "SCENARIO: " if file.hypothetical else ""
            yield from self._row(one.id, [f"{scenario}{told}"])
            exact = one.moment or (one.date.day if one.date else None)
            yield from self._row("", when_lines(exact, self.zones) if exact or not one.date else [str(one.date)])

    def summary(
        self, schedules: Schedules, groups: Mapping[Group, Sequence[tuple[Agreement, Deadline]]]
    ) -> Iterator[str]:
        """Yield how much there is of what, and the first limit."""
        counts = ", ".join(f"{len(entries)} {_IN_SHORT[group]}" for group, entries in groups.items())
        number = len(schedules)
        text = f"{number} agreement{'s' * (number != 1)}: {counts or 'nothing falls due'}"
        yield from self._row("in all", [text])
        if Group.LIMITED in groups and (first := groups[Group.LIMITED][0][1].first):
            left = time_left(first, when(self.as_of))
            yield from self._row("first", [*limit_lines(first, self.zones), *([left] if left else [])])

    def heading(self, group: Group, number: int) -> Iterator[str]:
        """Yield the heading of a group, with how many there are."""
        yield from self._bold(wrapped(f"== {group.value} ({number})", self.width, "", "   "))

    def entries(self, group: Group, entries: Sequence[tuple[Agreement, Deadline]]) -> Iterator[str]:
        """Yield the entries of a group: in full what is owed or asked for, in a line each what is far or unsure."""
        match group:
            case Group.LIMITED | Group.WAITING:
                for number, (agreement, one) in enumerate(entries):
                    yield from [""] * bool(number)
                    yield from self._block(agreement, [one])
            case Group.UNLIMITED:
                for number, (_, alike) in enumerate(groupby(entries, _shared)):
                    block = list(alike)
                    yield from [""] * bool(number)
                    yield from self._block(block[0][0], [one for _, one in block])
            case Group.AHEAD | Group.OVER:
                for _, one in entries:
                    yield from self._dated(one, _ahead if group is Group.AHEAD else _over)
            case Group.PERHAPS | Group.OPEN:
                for text, alike in groupby(entries, lambda entry: self._doubted(entry[1])):
                    yield from self._open(text, [one for _, one in alike])
            case Group.DORMANT:
                yield from self._dormant(entries)

    def without_response(self, agreements: Iterable[Agreement], events: Sequence[Chronology]) -> Iterator[str]:
        """Yield which agreements have nothing that answers force, as far as their records tell."""
        found = [(one, no_response(one, events, as_of=self.as_of)) for one in agreements]
        told = [(one, reason) for one, reason in found if reason is not None]
        if told:
            yield from self._bold(wrapped(f"== no response ({len(told)})", self.width))
        for agreement, reason in told:
            text = f"can't be told: {reason.text}" if reason.lacks else reason.text
            yield from wrapped(f"{agreement.id}: {text}", self.width, "- ", "  ")

    def _bold(self, lines: list[str]) -> list[str]:
        return [click.style(line, bold=True) for line in lines] if self.color else lines

    def _row(self, label: str, texts: Iterable[str]) -> Iterator[str]:
        """Yield a label with what stands beside it, below it where the label is long."""
        first = f"  {label}".ljust(_LABELS + 1)
        if len(first) > _LABELS + 1:
            yield from wrapped(label, self.width, "  ", "    ")
            first = ""
        for text in texts:
            yield from wrapped(text, self.width, first or " " * (_LABELS + 1), " " * (_LABELS + 1))
            first = ""

    def _block(self, agreement: Agreement, alike: Sequence[Deadline]) -> Iterator[str]:
        """Yield one entry in full, or several of one clause that differ in nothing but in what is to be done."""
        one = alike[0]
        for each in alike:
            yield from self._bold(wrapped(_headed(each, said(each)), self.width, "", "  "))
        version = f", version {agreement.version}" if agreement.version else ""
        for each in alike:
            place = f" ({each.place})" if each.place else ""
            yield from self._row("text" if each is one else "", [f"{each.agreement}{version}, {each.path}{place}"])
        if (who := wording.listed(one.who)) and who not in one.what:
            yield from self._row("who", [who])
        for number, clock in enumerate(one.clocks):
            yield from self._reading(clock, "or by" if number else "by", several=len(one.clocks) > 1)
        yield from self._row("limit", [limit_put(one)])
        level = f"level: {wording.words(one.level)}" if one.level is not None else ""
        duty = ", ".join(filter(None, (wording.words(one.force) if one.force is not None else "", level)))
        yield from self._row("force", [duty] if duty else [])
        cause = f"; set off by {one.cause}" if one.cause else ""
        yield from self._row("state", [self._state(agreement, one) + cause])
        for number, caution in enumerate(one.cautions):
            yield from self._row("caution" if not number else "", [caution])
        if self.why:
            for each in alike:
                yield from self._row("why", [each.path] if len(alike) > 1 else [])
                yield from self._trace(each)

    def _reading(self, clock: Clock, label: str, *, several: bool) -> Iterator[str]:
        told = f"{'read ' * several}from {clock.runs_from}: " if clock.runs_from else ""
        lines = limit_lines(clock.limit, self.zones)
        if not lines:
            lacks = "; ".join(clock.limit.lacking)
            yield from self._row(label, [f"{told}cannot be told" + (f": {lacks}" if lacks else "")])
            return
        yield from self._row(label, lines)
        left = time_left(clock.limit, when(self.as_of))
        yield from self._row("", [f"{told}{clock.state}" + (f", {left}" if left else "")])

    def _state(self, agreement: Agreement, one: Deadline) -> str:
        if one.state is DeadlineState.WAITING_FOR_REQUEST:
            return f"{one.state}: owed {_upon(agreement, one.path)}"
        if one.state is DeadlineState.CANNOT_TELL:
            return f"{one.state}: {'; '.join(one.lacking)}"
        if one.state is DeadlineState.OVERDUE:
            return f"{one.state}: nothing that answers it is recorded"
        return str(one.state)

    def _dated(self, one: Deadline, say: Callable[[Deadline, str, str], str]) -> Iterator[str]:
        limit = one.first
        by = limit_line(limit, self.zones) if limit else ""
        left = time_left(limit, when(self.as_of)) if limit else ""
        place = f" ({one.place})" if one.place else ""
        yield from wrapped(f"{say(one, by, left)}{place}", self.width, "- ", "  ")
        for caution in one.cautions:
            yield from wrapped(f"caution: {caution}", self.width, "    ", "      ")
        if self.why:
            yield from self._trace(one)

    def _doubted(self, one: Deadline) -> tuple[str, str, str]:
        """Return what comes before and after the paths of entries that are unsure for the same reasons."""
        by = " or ".join(
            limit_line(clock.limit, self.zones)
            + (f" (read from {clock.runs_from})" if clock.runs_from and len(one.clocks) > 1 else "")
            for clock in one.clocks
            if clock.limit.told
        )
        reasons = "; ".join(one.lacking) or "no reason is recorded"
        none = "without a time limit, " if one.has_limit is Answer.NO and one.kind is DeadlineKind.RESPONSE else ""
        limit = f"{f'by {by}, ' if by else none}if at all; " if by or none else ""
        return _headed(one, one.agreement), one.path.partition("/")[0], f"{limit}{reasons}"

    def _open(self, doubted: tuple[str, str, str], alike: Sequence[Deadline]) -> Iterator[str]:
        agreement, clause, reasons = doubted
        yield from wrapped(f"{agreement}, {_paths(clause, alike)}: {reasons}", self.width, "- ", "  ")
        if self.why:
            for one in alike:
                yield from self._trace(one)

    def _dormant(self, entries: Sequence[tuple[Agreement, Deadline]]) -> Iterator[str]:
        by_agreement: dict[str, list[Deadline]] = {}
        for _, one in entries:
            by_agreement.setdefault(one.agreement, []).append(one)
        for agreement, ones in by_agreement.items():
            told = (
                _paths(clause, list(alike)) for clause, alike in groupby(ones, lambda one: one.path.partition("/")[0])
            )
            yield from wrapped(f"{agreement}: {'; '.join(told)}", self.width, "- ", "  ")
            if self.why:
                for one in ones:
                    yield from self._trace(one)

    def _trace(self, one: Deadline) -> list[str]:
        return trace_lines(one.trace, self.width, "    ")


def _asked(one: Requested, schedules: Schedules) -> str:
    under = {path.partition("/")[0] for path in one.under}
    agreements = sorted(under & {agreement.id for agreement, _ in schedules})
    shown = wording.listed(agreements) if len(agreements) <= 3 else f"{len(agreements)} of these agreements"
    return f"request by {wording.listed(one.by)} under {shown}"


def _upon(agreement: Agreement, path: str) -> str:
    """Return who must ask for a response: its own request, its trigger's, or one that stands beside the event."""
    clause, key = agreement.clause(path.partition("/")[0]), path.partition("/")[2]
    assert isinstance(clause, Trigger)
    asked, _ = next(clause.request_for(one) for one in clause.responses if one.key == key)
    return wording.request(asked) if asked else f"upon {wording.events(clause.when)}"


def _paths(clause: str, alike: Sequence[Deadline]) -> str:
    """Return entries of one clause by their ids: `emergency-assistance (consult, provide)`."""
    acts = ", ".join(filter(None, (one.path.partition("/")[2] for one in alike)))
    return f"{clause} ({acts})" if acts else clause


def _headed(one: Deadline, text: str) -> str:
    return f"SCENARIO: {text}" if one.hypothetical else text


def _ahead(one: Deadline, by: str, left: str) -> str:
    when_ = f"{by}, {left}" if left else by
    return _headed(one, f"{when_}: {one.agreement}, {said(one)}")


def _over(one: Deadline, by: str, left: str) -> str:
    limit = f" (time limit: {by})" if by else ""
    return _headed(one, f"{one.state}{limit}: {one.agreement}, {said(one)}")


def _shared(entry: tuple[Agreement, Deadline]) -> tuple[object, ...]:
    """Return what entries of one clause must have in common to be shown as one."""
    _, one = entry
    alike = (one.who, one.cause, one.hypothetical, one.state, one.has_limit, one.level, one.force, one.cautions)
    return one.agreement, one.path.partition("/")[0], alike
