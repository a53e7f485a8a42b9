"""Marks along a scale, drawn by matplotlib. What is told is told by shapes and words, not by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from agreements.renderers._plotting import as_svg, clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Mark", "Scale", "marks"]

_INK: Final = "#1a1a1a"
_GRID: Final = "#d5d5d5"
_WIDTH, _LABEL, _NOTE, _ROW, _HEAD, _FOOT = 9.6, 1.9, 3.9, 0.22, 0.35, 0.6
"""Inches: the picture, the names on the left, the words on the right, a row, what lies above and below the rows."""
_CLIPPED: Final = 52
_WIDE: Final = 200
"""Where the greatest is more than so many times the least, the scale is steep."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of a picture.

    Attributes:
        label: Whose it is.
        at: Where on the scale; None: nowhere, and the words say why.
        shape: The name of its shape.
        words: What is said of it.
    """

    label: str
    at: float | None
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What marks are laid along.

    Attributes:
        name: What it measures, with its unit.
        shapes: By name, which must say what the shape means, matplotlib's marker and whether it is filled.
        least: The least value that lies on it.
        most: The greatest value that lies on it.
    """

    name: str
    shapes: Mapping[str, tuple[str, bool]]
    least: float = 0.0
    most: float = 1.0

    def over(self, rows: Sequence[Mark]) -> Scale:
        """Return the scale that all of these lie on."""
        values = [one.at for one in rows if one.at is not None]
        return replace(self, least=min(values, default=0.0), most=max(values, default=0.0) or 1.0)

    @property
    def steep(self) -> bool:
        """Whether each step must be ten times the one before: most marks would lie on one spot of an even scale."""
        return self.least > 0 and self.most / self.least > _WIDE


def marks(rows: Sequence[Mark], scale: Scale) -> str:
    """Return marks along a scale as SVG, a row each, with the words beside them."""
    return as_svg(lambda: _figure(rows, scale))


def _figure(rows: Sequence[Mark], scale: Scale) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

    body = len(rows) * _ROW
    height = _HEAD + body + _FOOT
    figure = Figure(figsize=(_WIDTH, height), facecolor="none")
    axes = figure.add_axes((_LABEL / _WIDTH, _FOOT / height, (_WIDTH - _LABEL - _NOTE) / _WIDTH, body / height))
    axes.set_facecolor("none")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    if scale.steep:
        axes.set_xscale("log")
        axes.set_xlim(scale.least / 1.6, scale.most * 1.6)
        axes.xaxis.set_major_locator(LogLocator(numticks=8))
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        axes.set_xlim(0, scale.most * 1.06)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.set_yticks(range(len(rows)), [clean(one.label) for one in rows], fontsize=8.5, color=_INK)
    axes.tick_params(axis="y", length=0, pad=9)
    axes.tick_params(axis="x", colors=_INK, labelsize=8.5, length=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    steps = "; each step is ten times the one before" if scale.steep else ""
    axes.set_xlabel(f"{scale.name}{steps}", fontsize=8.5, color=_INK)
    axes.grid(color=_GRID, linewidth=0.6, zorder=0, clip_on=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for number, one in enumerate(rows):
        if one.at is not None:
            axes.plot([one.at], [number], clip_on=False, zorder=3, **_marker(*scale.shapes[one.shape]))
        text = one.words if len(one.words) <= _CLIPPED else one.words[: _CLIPPED - 1].rstrip() + "…"
        axes.annotate(
            clean(text),
            (1, number),
            xytext=(8, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
            fontsize=8,
            color=_INK,
        )
    used = [name for name in scale.shapes if any(one.shape == name and one.at is not None for one in rows)]
    handles = [Line2D([], [], label=clean(name), **_marker(*scale.shapes[name])) for name in used]
    if handles:
        figure.legend(handles=handles, loc="upper left", ncols=4, frameon=False, fontsize=8.5, labelcolor=_INK)
    return figure


def _marker(shape: str, filled: bool) -> dict[str, Any]:
    return {
        "marker": shape,
        "linestyle": "none",
        "markersize": 6.5,
        "markeredgecolor": _INK,
        "markerfacecolor": _INK if filled else "#ffffff",
        "markeredgewidth": 1.1,
    }
