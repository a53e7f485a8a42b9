"""The figures of a report, each with the table it is drawn from.

Money is shown as each text states it: a mark an amount, a scale a currency, nothing converted and nothing added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from agreements.matrix import Cell, Column, Matrix, State
from agreements.pointer import Pointer
from agreements.renderers import TIMELINES, timeline_svg
from agreements.renderers._matrices import in_words
from agreements.report._drawing import Mark, Scale, marks
from agreements.report._inlining import inline
from agreements.report._names import Anchors
from agreements.tracking import Life
from agreements.wording import words

__all__ = ["DRAWN", "Entry", "FigureView", "figures", "life_line"]

DRAWN: Final = 40
"""So many agreements at the most are drawn row by row: beyond that nobody can read the picture, and the table stays."""
_MOST_AMOUNTS: Final = 120
_MOST_LIVES, _MOST_ROWS = 20, 50
"""So many rows at the most fit a sheet of paper: more are drawn as several pictures along one scale."""
_MONEY: Final = "Money, "
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a figure's table: its words, and the id of what it links to; empty where it links to nothing."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure.

    Attributes:
        name: Its id.
        title: What it shows.
        note: How it is to be read.
        drawings: Each as SVG with a heading; none where nothing can be drawn, or too much.
        undrawn: Why there is no drawing; empty where there is one.
        heads: The headings of its table.
        rows: The rows of its table.
    """

    name: str
    title: str
    note: str
    drawings: tuple[tuple[str, str], ...]
    undrawn: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


def life_line(life: Life, tag: str, as_of: date | None) -> str:
    """Return the life of one agreement as SVG."""
    title, words_for_it = "Life line", "; ".join(f"{one.kind}: {one.day}" for one in life.moments)
    return inline(TIMELINES["svg"]([life], as_of=as_of), f"life-{tag}", title, words_for_it)


def figures(
    matrix: Matrix,
    lives: Sequence[Life],
    places: Sequence[Anchors],
    as_of: date | None,
    outs: Sequence[str],
    *,
    draw: bool = True,
) -> tuple[FigureView, ...]:
    """Return the figures of several agreements.

    Args:
        matrix: They side by side.
        lives: The life of each, in the order of the columns.
        places: Where the clauses of each stand.
        as_of: A day to be marked; None: none is.
        outs: The last day of each, in words, where notice is given on that day.
        draw: Whether to draw; the tables are there all the same.
    """
    found = (_lives(matrix, lives, places, as_of, draw), _hours(matrix, places, draw), _money(matrix, places, draw))
    return (*found, _notice(matrix, places, as_of, outs, draw))


def _sheets(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    """Yield rows in parts of about the same length, each of which finds room on a sheet of paper."""
    parts = -(-len(rows) // most)
    for number in range(parts):
        yield rows[len(rows) * number // parts : len(rows) * (number + 1) // parts]


def _undrawn(number: int, draw: bool, most: int = DRAWN) -> str:
    if draw and number > most:
        return f"Not drawn: {number} rows are more than can be read in a picture ({most}). The table has all."
    return "" if number else "Nothing is stated."


def _lives(
    matrix: Matrix, lives: Sequence[Life], places: Sequence[Anchors], as_of: date | None, draw: bool
) -> FigureView:
    rows, undrawn = [], _undrawn(len(lives), draw)
    for column, life, anchors in zip(matrix.columns, lives, places, strict=True):
        signed = [str(one.day) for one in life.moments if str(one.kind) == "signature"]
        ends = str(life.ends) if life.ends is not None else "nothing gives it an end"
        rows.append((Entry(column.label, anchors.tag), Entry(", ".join(signed)), Entry(str(life.begins)), Entry(ends)))
    drawings: tuple[tuple[str, str], ...] = ()
    if draw and not undrawn:
        about = "A bar an agreement, from the day it takes effect to its last day; the table below has the days."
        drawings = tuple(
            (
                "Signed and end, continued" if number else "",
                inline(
                    timeline_svg.render(some, as_of=as_of, among=lives),
                    f"figure-lives-{number}" if number else "figure-lives",
                    "Signed and end, continued" if number else "Signed and end",
                    about,
                ),
            )
            for number, some in enumerate(_sheets(lives, _MOST_LIVES))
        )
    return FigureView(
        "lives",
        "Signed, in effect, and end",
        "A bar is the time in force or in effect; what can't be told is hatched.",
        drawings,
        undrawn,
        ("agreement", "signed", "in force or in effect from", "last day"),
        tuple(rows),
    )


_HARD, _SOFT = "a hard limit, or nothing said to soften it", "softened"


def _hours(matrix: Matrix, places: Sequence[Anchors], draw: bool) -> FigureView:
    hours, soft = matrix.row("emergency-hours"), matrix.row("emergency-softening")
    drawn, rows = [], []
    for number, column in enumerate(matrix.columns):
        limit, softening = hours.cells[number], soft.cells[number]
        is_soft = softening.state is State.STATED
        at = float(limit.number) if limit.number is not None else None
        said = f"{limit.value}{f', {softening.value}' if is_soft else ''}" if limit.said else in_words(limit)
        drawn.append(Mark(column.label, at, _SOFT if is_soft else _HARD, said))
        rows.append(
            (
                Entry(column.label, places[number].tag),
                _entry(places[number], limit),
                _entry(places[number], softening),
            )
        )
    undrawn = _undrawn(len(drawn), draw)
    scale = Scale("hours", {_HARD: ("o", True), _SOFT: ("o", False)})
    about = "By agreement the hours within which the sides consult or meet; a hollow mark is softened."
    return FigureView(
        "hours",
        "Hours, and what softens them",
        "Within how many hours the sides consult or meet upon an attack. A hollow mark is softened by the words beside "
        "it.",
        _draw("figure-hours", "Hours and softening", about, [("", drawn, scale)]) if draw and not undrawn else (),
        undrawn,
        ("agreement", "hours", "softened by"),
        tuple(rows),
    )


def _entry(anchors: Anchors, cell: Cell) -> Entry:
    paths = [one.path for one in cell.said if one.path]
    return Entry(in_words(cell), anchors.of(paths[0]) if paths else "")


_WHOLE, _PART, _BOUND = "an amount", "part of another amount", "at least, up to, over, nearly or about"


@dataclass(frozen=True, slots=True)
class _Amount:
    column: Column
    anchors: Anchors
    year: str
    words: str
    number: Decimal | None
    unit: str
    path: str
    place: str
    shape: str


def _amounts(matrix: Matrix, places: Sequence[Anchors]) -> Iterator[_Amount]:
    for row in matrix.rows:
        if row.group != "money":
            continue
        for column, anchors, cell in zip(matrix.columns, places, row.cells, strict=True):
            for one in cell.said:
                plain = _plain(column, one.pointer)
                bound = str(plain.get("qualifier", "exactly")) != "exactly"
                shape = _PART if plain.get("part_of") else _BOUND if bound else _WHOLE
                yield _Amount(
                    column,
                    anchors,
                    row.title.removeprefix(_MONEY),
                    one.value,
                    one.number,
                    one.unit,
                    one.path,
                    one.place,
                    shape,
                )


def _plain(column: Column, pointer: Pointer | None) -> dict[str, Any]:
    found: Any = column.agreement.as_written
    for step in pointer.steps if pointer is not None else ():
        found = found[step]
    return found if pointer is not None and isinstance(found, dict) else {}


def _money(matrix: Matrix, places: Sequence[Anchors], draw: bool) -> FigureView:
    amounts = sorted(_amounts(matrix, places), key=lambda one: (one.unit or "~", one.column.label, one.year))
    rows = tuple(
        (
            Entry(one.column.label, one.anchors.tag),
            Entry(one.year),
            Entry(one.words, one.anchors.of(one.path)),
            Entry(one.place),
        )
        for one in amounts
    )
    pictures = []
    scale = {_WHOLE: ("o", True), _BOUND: ("D", True), _PART: ("o", False)}
    for unit in dict.fromkeys(one.unit for one in amounts if one.number is not None and one.unit):
        own = [one for one in amounts if one.unit == unit and one.number is not None]
        size, short = _size(max(one.number or Decimal(0) for one in own))
        drawn = [
            Mark(f"{one.column.label} {one.year}", float(one.number or 0) / size, one.shape, one.words) for one in own
        ]
        pictures.append((unit, drawn, Scale(f"{short} {unit}".strip(), scale)))
    undrawn = _undrawn(sum(len(one[1]) for one in pictures), draw, _MOST_AMOUNTS)
    about = "A mark an amount that a text states, by partner and year; the table below has the words."
    return FigureView(
        "money",
        "Money by partner and year, as stated",
        "A mark is one amount that a text states. Nothing is converted or added up: each currency has a scale of its "
        "own, and an amount that is part of another one is a hollow mark.",
        _draw("figure-money", "Money as stated", about, pictures) if draw and not undrawn else (),
        undrawn,
        ("agreement", "year", "amount", "place"),
        rows,
    )


def _size(most: Decimal) -> tuple[int, str]:
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if most >= size:
            return size, name
    return 1, ""


_REQUIRED, _ONLY = "notice is required", "should be kept, or is preferred"


def _notice(
    matrix: Matrix, places: Sequence[Anchors], as_of: date | None, outs: Sequence[str], draw: bool
) -> FigureView:
    months, ways = matrix.row("notice-months"), matrix.row("exit")
    strict, clock = matrix.row("exit-notice"), matrix.row("exit-clock")
    drawn, rows = [], []
    for number, column in enumerate(matrix.columns):
        cell, anchors = months.cells[number], places[number]
        modes = {way.notice_is for way in column.agreement.termination if way.notice is not None}
        at = float(cell.number) if cell.number is not None else None
        said = in_words(strict.cells[number])
        drawn.append(Mark(column.label, at, _REQUIRED if modes <= {"required"} else _ONLY, said))
        rows.append(
            (
                Entry(column.label, anchors.tag),
                _entry(anchors, cell),
                _entry(anchors, strict.cells[number]),
                _entry(anchors, clock.cells[number]),
                *([Entry(outs[number], anchors.section("exits") if outs[number] else "")] if as_of is not None else []),
                _entry(anchors, ways.cells[number]),
            )
        )
    undrawn = _undrawn(len(drawn), draw)
    scale = Scale("months of notice", {_REQUIRED: ("o", True), _ONLY: ("o", False)})
    about = "By agreement the months of notice by which it can be ended; the table below has every way out."
    return FigureView(
        "exits",
        "Ways out, and their notice",
        "How many months of notice end the agreement. A hollow mark is a length that only should be kept.",
        _draw("figure-exits", "Notice in months", about, [("", drawn, scale)]) if draw and not undrawn else (),
        undrawn,
        (
            "agreement",
            "months",
            "notice",
            "runs from",
            *([f"last day, with notice on {as_of}"] if as_of is not None else []),
            "ways out",
        ),
        tuple(rows),
    )


def _draw(
    name: str, title: str, about: str, pictures: Sequence[tuple[str, Sequence[Mark], Scale]]
) -> tuple[tuple[str, str], ...]:
    """Return pictures with their headings; those in which no mark has a place are left out."""
    found: list[tuple[str, str]] = []
    for heading, rows, scale in pictures:
        scale = scale.over(rows)
        for part, some in enumerate(_sheets(rows, _MOST_ROWS)):
            if any(one.at is not None for one in some):
                own = f"{name}-{len(found)}" if found else name
                more = ", continued" if part else ""
                shown = f"{title}: {words(heading)}{more}" if heading else f"{title}{more}"
                found.append(
                    (f"{heading}{more}" if heading else more[2:], inline(marks(some, scale), own, shown, about))
                )
    return tuple(found)
