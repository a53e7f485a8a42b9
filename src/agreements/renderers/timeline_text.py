"""Lives of agreements as a drawing of characters, with the days themselves below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import click

from agreements.renderers._axis import Axis, bar
from agreements.renderers._changes import named
from agreements.renderers._safe import wrapped
from agreements.renderers._traces import files_of, scenario_lines
from agreements.tracking import Because, Life, Moment, MomentKind

__all__ = ["render"]

_MARKS: Final = {
    MomentKind.ACT: "a",
    MomentKind.CONSENT: "c",
    MomentKind.SIGNATURE: "s",
    MomentKind.PROVISIONAL: "p",
    MomentKind.REVIEW: "r",
    MomentKind.RENEWAL: "d",
    MomentKind.NOTICE: "n",
    MomentKind.BEGINS: "[",
    MomentKind.TERM_ENDS: "]",
    MomentKind.ENDS: "]",
}
"""The mark of each kind of day; where several fall together the later one here is shown."""
_WORDS: Final = {
    "a": "another act",
    "c": "consent",
    "s": "signature",
    "p": "provisional application",
    "r": "review due",
    "d": "last day to decide on renewal",
    "n": "notice given",
    "[": "begins",
    "]": "last day",
    "=": "in force or in effect",
    "-": "applied provisionally",
    "?": "perhaps: cannot be told",
    ">": "goes on, or may",
    "<": "may have begun before",
}
_LONGEST_LABEL = 26


def render(lives: Sequence[Life], *, width: int = 80, color: bool = False, as_of: date | None = None) -> str:
    """Return the lives as text, ending in a line end.

    Args:
        lives: One an agreement.
        width: The most characters in a line; below 40 it counts as 40.
        color: Whether to embolden the agreements for a terminal.
        as_of: A day to be marked; None: none is.
    """
    width = max(width, 40)
    axis = Axis.over(lives, [as_of] if as_of is not None else [])
    scenario = scenario_lines(files_of(lives), width)
    lines = [*scenario, *([""] if scenario and axis is not None else [])]
    lines += _drawing(lives, axis, width, as_of) if axis is not None else []
    for one in lives:
        title, *more = wrapped(f"{one.agreement.title} ({named(one.agreement)})", width)
        lines += ["", click.style(title, bold=True) if color else title, *more] if lines else [title, *more]
        for moment in one.moments:
            lines += _told(moment, width, has_end=one.ends is not None)
    return "\n".join(lines) + "\n"


def _drawing(lives: Sequence[Life], axis: Axis, width: int, as_of: date | None) -> list[str]:
    label = min(max((len(named(one.agreement)) for one in lives), default=0), _LONGEST_LABEL, width // 3)
    cells = width - label - 2
    rows = [(_cut(named(one.agreement), label), _row(one, axis, cells)) for one in lives]
    lines = [f"{'':{label}}  {line}".rstrip() for line in _heading(axis, cells, as_of)]
    lines += [f"{name:{label}}  {row}".rstrip() for name, row in rows]
    used = {mark for _, row in rows for mark in row}
    legend = "; ".join(f"{mark} {text}" for mark, text in _WORDS.items() if mark in used)
    return [*lines, "", *wrapped(f"{legend}. Where days fall together one is shown.", width, "", "  ")]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2]}.."


def _heading(axis: Axis, cells: int, as_of: date | None) -> list[str]:
    """Return the years with a stroke under each, and the day that is marked."""
    names, strokes = [" "] * (cells + 8), [" "] * cells
    for year in axis.years(max(cells // 7, 2)):
        at = _cell(axis, year, cells)
        strokes[at] = "|"
        names[at : at + 4] = f"{year.year:04}"
    lines = ["".join(names)[:cells], "".join(strokes)]
    if as_of is not None:
        at, text = _cell(axis, as_of, cells), f"as of {as_of}"
        lines.append(f"{'':{at}}v {text}" if at + len(text) + 2 <= cells else f"{text:>{at - 1}} v")
    return lines


def _cell(axis: Axis, day: date, cells: int) -> int:
    return min(int(axis.place(day) * cells), cells - 1)


def _row(life: Life, axis: Axis, cells: int) -> str:
    row = [" "] * cells
    drawn = bar(life, axis)

    def fill(first: date, last: date, mark: str) -> None:
        for at in range(_cell(axis, first, cells), _cell(axis, last, cells) + 1):
            row[at] = mark

    if drawn.provisional is not None:
        fill(*drawn.provisional, "-")
    if drawn.first is not None:
        fill(drawn.first, drawn.last, "?")
        if drawn.sure is not None:
            fill(*drawn.sure, "=")
    for kind, mark in _MARKS.items():
        for moment in life.moments:
            if moment.kind is kind and moment.day.day is not None:
                row[_cell(axis, moment.day.day, cells)] = mark
    if drawn.first is not None:
        if drawn.ends_open or drawn.goes_on:
            row[-1] = ">"
        if drawn.starts_open and row[(at := _cell(axis, drawn.first, cells))] == "?":
            row[at] = "<"
    return "".join(row)


def _told(moment: Moment, width: int, *, has_end: bool) -> list[str]:
    place = f" ({moment.place})" if moment.place else ""
    own_words = moment.kind in (MomentKind.ACT, MomentKind.CONSENT, MomentKind.NOTICE, MomentKind.SIGNATURE)
    text = ("SCENARIO: " if moment.hypothetical else "") + ("" if own_words else f"{moment.kind}: ") + moment.what
    day = moment.day
    if moment.kind is MomentKind.ENDS and not has_end:
        scenario = "SCENARIO: " if moment.hypothetical else ""
        return wrapped(f"{scenario}{moment.what}{place}", width, " " * 14, " " * 14)
    if day.day is None:
        lacks = [step.text for step in day.trace if isinstance(step, Because) and step.lacks]
        why = "; ".join(dict.fromkeys(one for one in lacks if one != moment.what))
        place += f"; {day}" + (f" ({why})" if why else "")
    return wrapped(f"{text}{place}", width, f"  {day.day or '?'!s:10}  ", " " * 14)
