"""Lives of agreements as a picture: SVG drawn by matplotlib, told by shapes, hatching and words, not by colour.

The same lives give the same bytes. Text stays text, and nothing in it is markup or a formula.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from agreements.renderers._axis import Axis, Bar, bar
from agreements.renderers._changes import named
from agreements.renderers._plotting import as_svg, clean
from agreements.renderers._traces import files_of, scenarios_told
from agreements.tracking import Life, MomentKind

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["render"]

_INK: Final = "#1a1a1a"
_SURE: Final = "#a9b4bf"
_GRID: Final = "#d5d5d5"
_BAR, _LINE, _GAP = 0.20, 0.155, 0.16
"""Inches: the height of a bar, of a line of text, and what lies between two agreements."""
_WIDTH, _LABEL, _MARGIN = 11.0, 2.35, 0.3
"""Inches: the picture, the names beside the bars, the margins."""
_HEAD, _FOOT, _ABOVE = 0.55, 0.3, 0.1
_COLUMNS, _ENTRY = 4, 0.19
"""Of the legend: how many signs stand side by side, and the height of a line of them in inches."""
_MOST_LINES: Final = 5
_SMALL, _NORMAL, _LARGE = 7.5, 8.5, 11.0
"""Points: the days, the names, the title."""
_SHAPES: Final[Mapping[MomentKind, tuple[str, str, float]]] = {
    MomentKind.ACT: (".", "full", 5),
    MomentKind.CONSENT: ("s", "none", 6),
    MomentKind.SIGNATURE: ("o", "none", 9),
    MomentKind.PROVISIONAL: ("<", "none", 7),
    MomentKind.BEGINS: (">", "full", 6),
    MomentKind.REVIEW: ("D", "none", 6),
    MomentKind.RENEWAL: ("v", "none", 7),
    MomentKind.NOTICE: ("X", "full", 7),
    MomentKind.TERM_ENDS: ("|", "full", 14),
    MomentKind.ENDS: ("|", "full", 14),
}
"""By kind of day: the marker, whether it is filled, and its size in points."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An agreement in the picture: its life, its name and its days in lines, and where its bar lies."""

    life: Life
    name: tuple[str, ...]
    days: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        return max(_BAR + 0.06 + _LINE * len(self.days), _LINE * len(self.name)) + _GAP


def render(
    lives: Sequence[Life],
    *,
    width: int = 80,
    color: bool = False,
    as_of: date | None = None,
    among: Sequence[Life] = (),
) -> str:
    """Return the lives as SVG, ending in a line end: a page of its own, with a title and a description.

    Args:
        lives: One an agreement, drawn from above in this order.
        width: Changes nothing.
        color: Changes nothing.
        as_of: A day to be marked; None: none is.
        among: Lives that others are drawn of beside: the years are then those of all of them.

    Raises:
        MissingLibraryError: matplotlib isn't installed; the extra `plot` brings it.
    """
    rows = list(_rows(lives))
    drawn = as_svg(lambda: _figure(rows, as_of, among), "the format text needs nothing more")
    scenario = [clean(text) for text in scenarios_told(files_of(lives))]
    title = ". ".join([*scenario, _title(lives)])
    return _with_words(drawn, title, ". ".join([*scenario, _description(rows)]))


def _rows(lives: Sequence[Life]) -> Iterator[_Row]:
    top = 0.0
    for life in lives:
        days = _lines("; ".join(_days(life)), _WIDTH - _LABEL - 2 * _MARGIN - 0.15, _SMALL)
        row = _Row(life, _lines(named(life.agreement), _LABEL - 0.15, _NORMAL), days, top)
        yield row
        top += row.height


def _lines(text: str, inches: float, points: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines of a width, as its font measures it; cut where there are too many lines."""
    room, lines, line, wide = inches * 72, [], "", 0.0
    for word in clean(text).split(" "):
        for piece in _pieces(word, room, points, bold):
            needed = _measure(f" {piece}" if line else piece, points, bold)
            if line and wide + needed > room:
                lines.append(line)
                line, wide, needed = "", 0.0, _measure(piece, points, bold)
            line, wide = f"{line} {piece}" if line else piece, wide + needed
    lines.append(line)
    return tuple(lines) if len(lines) <= _MOST_LINES else (*lines[: _MOST_LINES - 1], "...")


def _pieces(word: str, room: float, points: float, bold: bool) -> Iterator[str]:
    """Yield a word whole, or in pieces where it is longer than a line."""
    piece, wide = "", 0.0
    for char in word:
        needed = _measure(char, points, bold)
        if piece and wide + needed > room:
            yield piece
            piece, wide = "", 0.0
        piece, wide = piece + char, wide + needed
    yield piece


def _measure(text: str, points: float, bold: bool) -> float:
    return points * sum(_advance(char, bold) for char in text)


@cache
def _advance(char: str, bold: bool) -> float:
    """Return how wide a character is, in parts of the font's size; what the font lacks counts as a whole one."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")))
    font.set_size(100, 72)
    if ord(char) not in font.get_charmap():
        return 1.0
    return font.load_char(ord(char)).linearHoriAdvance / 65536 / 100


def _days(life: Life) -> list[str]:
    """Return the days of a life in words, each once, the open ones last."""
    found = []
    for moment in life.moments:
        what, day = str(moment.kind), moment.day
        if moment.kind is MomentKind.BEGINS:
            what = moment.what.partition(":")[0]
        elif moment.kind in (MomentKind.ACT, MomentKind.CONSENT):
            what = moment.what.partition(" by ")[0]
        what = f"SCENARIO: {what}" if moment.hypothetical else what
        if moment.kind is MomentKind.ENDS and life.ends is None:
            found.append(moment.what)
            continue
        why = f" ({moment.what})" if moment.kind is MomentKind.ENDS and not day.told else ""
        found.append(f"{what}{'' if day.told else ':'} {day}{why}")
    return list(dict.fromkeys(found))


def _title(lives: Sequence[Life]) -> str:
    if len(lives) == 1:
        return clean(f"{lives[0].agreement.title} ({named(lives[0].agreement)})")
    return f"The lives of {len(lives)} agreements"


def _description(rows: Sequence[_Row]) -> str:
    return ". ".join(clean(f"{named(row.life.agreement)}: {'; '.join(_days(row.life))}") for row in rows)


def _figure(rows: Sequence[_Row], as_of: date | None, among: Sequence[Life] = ()) -> Figure:
    from matplotlib.figure import Figure

    lives = [row.life for row in rows]
    texts = [*scenarios_told(files_of(lives)), _title(lives)]
    title = [line for text in texts for line in _lines(text, _WIDTH - 2 * _MARGIN, _LARGE, bold=True)]
    head = _HEAD + 0.2 * len(title) + (0.2 if as_of is not None else 0.0)
    body = sum(row.height for row in rows) + _ABOVE
    axis = Axis.over([*lives, *among], [as_of] if as_of is not None else [])
    used = {moment.kind for row in rows for moment in row.life.moments if moment.day.day is not None}
    unsure = axis is not None and any(_is_unsure(bar(row.life, axis)) for row in rows)
    signs = _signs(used, unsure=unsure)
    foot = _FOOT + _ENTRY * -(-len(signs) // _COLUMNS)
    height = head + body + foot + _MARGIN
    figure = Figure(figsize=(_WIDTH, height), facecolor="white")
    left, right = (_MARGIN + _LABEL) / _WIDTH, 1 - _MARGIN / _WIDTH
    axes = figure.add_axes((left, (foot + _MARGIN) / height, right - left, body / height))
    figure.text(
        _MARGIN / _WIDTH, 1 - _MARGIN / height, "\n".join(title), fontsize=_LARGE, weight="bold", va="top", color=_INK
    )
    axes.set_ylim(body - _ABOVE, -_ABOVE)
    axes.set_xlim(0, 1.02)
    axes.set_yticks([])
    for side in ("left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    if axis is None:
        axes.set_xticks([])
    else:
        years = axis.years(14)
        axes.set_xticks([axis.place(year) for year in years], [f"{year.year}" for year in years], fontsize=_NORMAL)
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, colors=_INK, length=0)
        axes.grid(axis="x", color=_GRID, linewidth=0.6, zorder=0, clip_on=False)
    for row in rows:
        _draw(axes, row, axis)
    if as_of is not None and axis is not None:
        at = axis.place(as_of)
        axes.axvline(at, color=_INK, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3.5)
        axes.annotate(
            f"as of {as_of}",
            (at, -_ABOVE),
            xytext=(0, 20),
            textcoords="offset points",
            ha="right" if at > 0.85 else "left" if at < 0.15 else "center",
            fontsize=_NORMAL,
            color=_INK,
            annotation_clip=False,
        )
    _legend(figure, signs, height)
    return figure


def _draw(axes: Axes, row: _Row, axis: Axis | None) -> None:
    middle = row.top + _BAR / 2
    shift = _LABEL / (_WIDTH - _LABEL - 2 * _MARGIN) * 1.02
    for number, text in enumerate(row.name):
        axes.text(-shift, row.top + _BAR / 2 + number * _LINE, text, fontsize=_NORMAL, va="center", color=_INK)
    for number, text in enumerate(row.days):
        y = row.top + _BAR + 0.06 + (number + 0.5) * _LINE
        axes.text(0.002, y, text, fontsize=_SMALL, va="center", color=_INK, zorder=4, bbox=_behind())
    if axis is None:
        return
    drawn = bar(row.life, axis)
    if drawn.provisional is not None:
        start, end = (axis.place(day) for day in drawn.provisional)
        wide = [(start, end - start)]
        axes.broken_barh(
            wide, (row.top, _BAR), facecolor="white", edgecolor=_INK, hatch="....", linewidth=0.8, zorder=2
        )
    if drawn.first is None:
        return
    first, last = axis.place(drawn.first), axis.place(drawn.last)
    if _is_unsure(drawn):
        axes.broken_barh(
            [(first, max(last - first, 0.004))],
            (row.top, _BAR),
            facecolor="white",
            edgecolor=_INK,
            hatch="////",
            linewidth=0.8,
            linestyle=(0, (3, 2)),
            zorder=2,
        )
    if drawn.sure is not None:
        start, end = (axis.place(day) for day in drawn.sure)
        axes.broken_barh(
            [(start, max(end - start, 0.004))],
            (row.top, _BAR),
            facecolor=_SURE,
            edgecolor=_INK,
            linewidth=0.8,
            zorder=3,
        )
    if drawn.ends_open or drawn.goes_on:
        axes.annotate(
            "",
            (1.02, middle),
            xytext=(last, middle),
            arrowprops={"arrowstyle": "->", "color": _INK, "linestyle": "-" if drawn.goes_on else (0, (3, 2))},
            zorder=5,
        )
    for kind, shape in _SHAPES.items():
        for moment in row.life.moments:
            if moment.kind is kind and moment.day.day is not None:
                axes.plot([axis.place(moment.day.day)], [middle], zorder=6, clip_on=False, **_marker(shape))


def _is_unsure(drawn: Bar) -> bool:
    return drawn.first is not None and drawn.sure != (drawn.first, drawn.last)


def _behind() -> dict[str, Any]:
    """Return a ground for text, so that the lines of the years don't run through it."""
    return {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def _marker(shape: tuple[str, str, float]) -> dict[str, Any]:
    marker, fill, size = shape
    return {
        "marker": marker,
        "linestyle": "none",
        "markersize": size,
        "markeredgecolor": _INK,
        "markerfacecolor": "white" if fill == "none" else _INK,
        "markeredgewidth": 2.2 if marker == "|" else 1.1,
    }


def _signs(used: set[MomentKind], *, unsure: bool) -> list[Any]:
    """Return what the legend explains: the bars, and the signs of the days there are."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [Patch(facecolor=_SURE, edgecolor=_INK, linewidth=0.8, label="in force or in effect")]
    if MomentKind.PROVISIONAL in used:
        dotted: dict[str, Any] = {"hatch": "....", "label": "applied provisionally"}
        handles.append(Patch(facecolor="white", edgecolor=_INK, linewidth=0.8, **dotted))
    if unsure:
        dashed: dict[str, Any] = {"hatch": "////", "linestyle": "--", "label": "in force or in effect: cannot be told"}
        handles.append(Patch(facecolor="white", edgecolor=_INK, linewidth=0.8, **dashed))
    shown: dict[tuple[str, str, float], str] = {}
    for kind, shape in _SHAPES.items():
        if kind in used:
            shown.setdefault(shape, "last day" if shape[0] == "|" else str(kind))
    return handles + [Line2D([], [], label=text, **_marker(shape)) for shape, text in shown.items()]


def _legend(figure: Figure, signs: list[Any], height: float) -> None:
    figure.legend(
        handles=signs,
        loc="lower left",
        bbox_to_anchor=(_MARGIN / _WIDTH, _MARGIN / 2 / height),
        ncols=_COLUMNS,
        frameon=False,
        fontsize=_NORMAL,
        borderaxespad=0,
        handlelength=2.2,
        columnspacing=2.0,
    )


def _with_words(drawn: str, title: str, description: str) -> str:
    """Return the drawing with a title and a description for those who don't see it, and no word of a DTD elsewhere."""
    drawn = re.sub(r"<!DOCTYPE[^>]*>\s*", "", drawn, count=1)
    head, opening, rest = re.split(r"(<svg\b[^>]*>)", drawn, maxsplit=1)
    opening = f'{opening[:-1]} role="img" aria-labelledby="timeline-title timeline-description">'
    words = (
        f'\n <title id="timeline-title">{html.escape(title)}</title>'
        f'\n <desc id="timeline-description">{html.escape(description)}</desc>'
    )
    return f"{head}{opening}{words}{rest.rstrip()}\n"
