"""What the pages of a report show, as plain data: lines of words with their place and the anchor they stand at.

The words are those of `wording` and of `show`, the cells those of `compare`, the days those of `life` and `exits`:
nothing is judged here, and nothing here is HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements import wording
from agreements.matrix import Apart, Cell, Column, Matrix, State
from agreements.matrix.features import titled
from agreements.model import Agreement, Chronology, Clause, CommitmentClause, Source, Trigger, Undertaking
from agreements.model.vocabulary import Instrument
from agreements.renderers._account import name_line, sections
from agreements.renderers._matrices import in_words
from agreements.report._names import Anchors, web_address
from agreements.tracking import Because, Exit, ExitKind, Life, Moment, MomentKind, exits, status
from agreements.wording import words

__all__ = [
    "AgreementView",
    "Dated",
    "Fact",
    "Item",
    "Line",
    "ListRow",
    "SourceView",
    "Topic",
    "WayOut",
    "agreement_view",
    "anchors_of",
    "list_row",
    "out_by_notice",
]

_FOLDED = ("Policy", "Money", "Claims by others", "Coverage", "Cannot be told")
"""The sections of `show` that a page takes over as they are, after the clauses."""
_RAREST = 12
"""So many of the differences from the nearest agreement are told; the matrix has all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with those that stand below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A clause, or a response in one.

    Attributes:
        anchor: The id it stands at.
        path: The ids that lead to it in the record.
        kind: What kind of clause it is; empty of a response.
        text: What it says.
        place: Where in the text; empty where that isn't recorded.
        force: How firmly it is put, and whether it binds where that isn't what the page says of most; empty of what is
            no undertaking.
        below: The responses.
    """

    anchor: str
    path: str
    kind: str
    text: str
    place: str
    force: str
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """The clauses on one topic, in the order of the text, and the anchor of their heading."""

    anchor: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the family's matrix, of one agreement.

    Attributes:
        row: The row's name.
        title: Its heading.
        text: What the agreement says, or in brackets why nothing.
        stated: Whether it says something.
        places: Where, each with the anchor of what stands there.
    """

    row: str
    title: str
    text: str
    stated: bool
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of an agreement's life: the day as far as it can be told, what happens, why no more is known, where."""

    day: str
    what: str
    why: str
    place: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """A way out as it stands for some parties.

    Attributes:
        kind: Which way.
        way: The way in words.
        last_day: The last day in force, or that it can't be told; empty for a pointer to general law.
        notes: What is to be kept, what goes on afterwards, and of general law its source.
        place: Where the text says so; empty where it is general law.
    """

    kind: str
    way: str
    last_day: str
    notes: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: what it is called and what is known of it, with an address to link to, empty where there is none."""

    id: str
    title: str
    about: str
    link: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """An agreement in the list.

    Attributes:
        tag: Its page.
        label: Its short name.
        title: Its title.
        parties: Its parties, joined.
        instrument: What kind of document it is.
        signed: The day of signature; empty where there is none.
        status: What its parts are meant to be in law.
        hours: Within how many hours the sides speak, or why there is none.
        softened: What softens that.
        begins: Since when it is in force or in effect, as far as that can be told.
        ends: Its last day.
        undertakings: How many it has.
        firm: How many of them are firmly put.
        state: How it stands on the day asked about; empty where none was.
        facets: By what the list can be narrowed, by name.
    """

    tag: str
    label: str
    title: str
    parties: str
    instrument: str
    signed: str
    status: str
    hours: str
    softened: str
    begins: str
    ends: str
    undertakings: int
    firm: int
    state: str
    facets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that the page of one agreement shows, in its order; `binds` is whether most of its undertakings bind."""

    tag: str
    key: str
    label: str
    title: str
    name_line: str
    note: str
    parties: tuple[Item, ...]
    legal: tuple[Item, ...]
    holds: tuple[str, ...]
    dated: tuple[Dated, ...]
    emergency: tuple[Fact, ...]
    binds: str
    topics: tuple[Topic, ...]
    life_cycle: tuple[Item, ...]
    ways_out: tuple[tuple[str, tuple[WayOut, ...]], ...]
    folded: tuple[tuple[str, str, tuple[Item, ...]], ...]
    sources: tuple[SourceView, ...]
    nearest: str
    likeness: str
    apart: tuple[str, ...]
    differences: int

    def lines(self) -> Iterator[Line]:
        """Yield its clauses, each with its responses after it, in the order of the page."""
        for topic in self.topics:
            for line in topic.lines:
                yield line
                yield from line.below

    def headings(self) -> dict[str, str]:
        """Return the anchor of the heading that each clause and response stands under, by its own."""
        return {
            one.anchor: topic.anchor for topic in self.topics for line in topic.lines for one in (line, *line.below)
        }


def anchors_of(tag: str, agreement: Agreement) -> Anchors:
    """Return the anchors of an agreement's page: one a clause, one a response."""
    anchors = Anchors(tag)
    for clause in agreement.clauses:
        anchors.add(clause.id)
        for response in clause.responses if isinstance(clause, Trigger) else ():
            anchors.add(f"{clause.id}/{response.key}")
    return anchors


def list_row(
    tag: str, column: Column, life: Life, matrix: Matrix, *, events: Sequence[Chronology], as_of: date | None
) -> ListRow:
    """Return an agreement's row in the list."""
    agreement = column.agreement
    signed = [str(one.day) for one in life.moments if one.kind is MomentKind.SIGNATURE]
    forces = [str(one.commitment.effective_force) for one in agreement.commitments()]
    state = str(status(agreement, events, as_of=as_of).whole.state) if as_of is not None else ""
    names = ("legal-status", "emergency-hours", "emergency-softening", "exit")
    legal, hours, softened, ways_out = (matrix[name, column.key] for name in names)
    limit = "softened" if softened.state is State.STATED else "not softened"
    return ListRow(
        tag,
        column.label,
        agreement.title,
        ", ".join(party.id for party in agreement.parties),
        str(words(agreement.instrument)),
        max(signed, default=""),
        in_words(legal),
        in_words(hours),
        in_words(softened),
        str(life.begins),
        str(life.ends) if life.ends is not None else _endless(life),
        len(forces),
        forces.count("firm"),
        state,
        ({"State": state} if state else {})
        | {
            "Legal status": _choice(legal, legal.value),
            "Limit in hours": _choice(hours, limit),
            "Way out": _choice(ways_out, "named by the text"),
        },
    )


def _choice(cell: Cell, said: str) -> str:
    """Return what a cell is chosen by: a few words where it says something, or else why it doesn't."""
    return said if cell.state is State.STATED else str(cell.state)


def _endless(life: Life) -> str:
    """Return in words why nothing gives an agreement an end."""
    ends = [one.what for one in life.moments if one.kind is MomentKind.ENDS]
    return "; ".join(ends) or "cannot be told"


def agreement_view(
    anchors: Anchors,
    column: Column,
    life: Life,
    matrix: Matrix,
    apart: Apart,
    *,
    events: Sequence[Chronology],
    as_of: date | None,
) -> AgreementView:
    """Return all that an agreement's page shows.

    Args:
        anchors: Where its clauses stand.
        column: The agreement.
        life: Its life.
        matrix: The family it is compared with.
        apart: What sets it apart from the one it is most like.
        events: What happened, from event files.
        as_of: The day of which status and ways out are told; None: they are told without days.
    """
    agreement = column.agreement
    told = dict(sections(agreement))
    labels = {one.key: one.label for one in matrix.columns}
    answers = Counter(str(one.binds) for one in agreement.commitments())
    binds = max(answers, key=lambda one: answers[one], default="")
    return AgreementView(
        anchors.tag,
        column.key,
        column.label,
        agreement.title,
        name_line(agreement),
        agreement.note or "",
        _items(told.get("Parties", ())),
        _items(told.get("Status", ())),
        tuple(_holds(agreement, events, as_of)),
        tuple(map(_dated, life.moments)),
        tuple(_facts(anchors, column, matrix)),
        binds,
        _topics(anchors, agreement, binds),
        _items(told.get("Life cycle", ())),
        _ways_out(agreement, events, as_of),
        tuple((name, name.lower().replace(" ", "-"), _items(told[name])) for name in _FOLDED if name in told),
        tuple(map(_source, agreement.sources)),
        labels.get(apart.nearest, ""),
        f"{apart.likeness:.0%}" if apart.nearest else "",
        apart.sentences[:_RAREST],
        len(apart.sentences),
    )


def _items(found: Iterable[tuple[int, str]]) -> tuple[Item, ...]:
    items: list[tuple[str, list[str]]] = []
    for depth, text in found:
        if depth and items:
            items[-1][1].append(text)
        else:
            items.append((text, []))
    return tuple(Item(text, tuple(below)) for text, below in items)


def _holds(agreement: Agreement, events: Sequence[Chronology], as_of: date | None) -> Iterator[str]:
    """Yield what holds on the day asked about, of the whole and of each party and part that stands otherwise."""
    if as_of is None:
        return
    found = status(agreement, events, as_of=as_of)
    yield f"as of {as_of}: {found.whole.state}"
    for one in (*found.parties, *found.parts):
        if one.state is not found.whole.state:
            yield f"{one.what}: {one.state}"


def _dated(moment: Moment) -> Dated:
    lacks = [step.text for step in moment.day.trace if isinstance(step, Because) and step.lacks]
    why = "" if moment.day.day is not None else "; ".join(dict.fromkeys(one for one in lacks if one != moment.what))
    own_words = moment.kind in (MomentKind.ACT, MomentKind.CONSENT, MomentKind.NOTICE, MomentKind.SIGNATURE)
    what = moment.what if own_words else f"{moment.kind}: {moment.what}"
    return Dated(str(moment.day), what, why, moment.place)


def _facts(anchors: Anchors, column: Column, matrix: Matrix) -> Iterator[Fact]:
    index = matrix.index(column.key)
    for row in matrix.rows:
        if row.group == "emergency" and not row.clause:
            cell = row.cells[index]
            yield Fact(row.name, row.title, in_words(cell), cell.state is State.STATED, linked(anchors, cell))


def linked(anchors: Anchors, cell: Cell) -> tuple[tuple[str, str], ...]:
    """Return the places of a cell, each once, with the anchor of what stands there."""
    return tuple({one.place: (one.place, anchors.of(one.path)) for one in reversed(cell.said) if one.place}.values())[
        ::-1
    ]


def _topics(anchors: Anchors, agreement: Agreement, binds: str) -> tuple[Topic, ...]:
    undertakings = {one.pointer.steps: one for one in agreement.commitments()}
    ids = iter(anchors.known.values())
    topics: dict[str, list[Line]] = {}
    for number, clause in enumerate(agreement.clauses):
        made = _line(next(ids), agreement, clause, undertakings.get(("clauses", number)), binds)
        below = []
        for place, response in enumerate(clause.responses if isinstance(clause, Trigger) else ()):
            one = undertakings[("clauses", number, "responses", place)]
            text = wording.promise(response, one.hedges)
            at = str(response.at or clause.at or "")
            below.append(Line(next(ids), one.path, "", text, at, _force(one, binds)))
        topics.setdefault(str(clause.topic), []).append(
            Line(made.anchor, made.path, made.kind, made.text, made.place, made.force, tuple(below))
        )
    return tuple(Topic(anchors.section(f"on.{topic}"), titled(topic), tuple(lines)) for topic, lines in topics.items())


def _line(anchor: str, agreement: Agreement, clause: Clause, undertaking: Undertaking | None, binds: str) -> Line:
    text = wording.clause(clause)
    if isinstance(clause, CommitmentClause):
        hedges = wording.listed(map(words, agreement.effective_hedges(clause)))
        text += f"; subject to {hedges}" if hedges else ""
    force = _force(undertaking, binds) if undertaking else ""
    return Line(anchor, clause.id, words(clause.kind), text, str(clause.at or ""), force)


def _force(one: Undertaking, binds: str) -> str:
    own = "" if str(one.binds) == binds else f", binding: {one.binds}"
    return f"{words(one.commitment.effective_force)}{own}"


def _ways_out(
    agreement: Agreement, events: Sequence[Chronology], as_of: date | None
) -> tuple[tuple[str, tuple[WayOut, ...]], ...]:
    """Return the ways out by the parties they stand open to; those of parties that have the same ones together."""
    if as_of is None or agreement.instrument is Instrument.UNILATERAL_POLICY:
        return ()
    found: dict[tuple[WayOut, ...], list[str]] = {}
    for party in dict.fromkeys(one.id for one in agreement.parties):
        ways = exits(agreement, by=party, notice_on=as_of, events=events)
        found.setdefault(tuple(map(_way_out, ways)), []).append(party)
    return tuple((wording.listed(who), ways) for ways, who in found.items())


def _way_out(one: Exit) -> WayOut:
    day = str(one.effect) if one.effect.told or one.ends else ""
    day += f"; {one.at_length} if the length of notice is kept" if one.at_length is not None else ""
    general = () if one.ends else tuple(dict.fromkeys(str(step) for step in one.trace))
    after = tuple(f"goes on afterwards: {text}" for text in one.survives)
    return WayOut(str(one.kind), one.way, day, (*one.keeps, *after, *general), one.place)


def out_by_notice(ways_out: tuple[tuple[str, tuple[WayOut, ...]], ...]) -> str:
    """Return the last day in force after notice on the day asked about, for each party where it isn't the same."""
    days = {who: "; or ".join(one.last_day for one in ways if one.kind == ExitKind.NOTICE) for who, ways in ways_out}
    told = {who: day or "no way out by notice" for who, day in days.items()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "; ".join(f"for {who}: {day}" for who, day in told.items())


def _source(one: Source) -> SourceView:
    about = [words(one.type), one.publisher, one.language, str(one.published) if one.published else ""]
    link = web_address(one.url)
    address = one.url or ""
    return SourceView(one.id, one.title, ", ".join(filter(None, about)), link, address, one.note or "")
