"""Pictures within a page: SVG by matplotlib without styles of its own, and marks along a scale.

A page's policy lets no style stand in an attribute; what matplotlib writes as style is written as attributes, and
colours are left to the page, which is dark or light. What is told is told by shapes and words, not by colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from agreements.renderers._plotting import as_svg, clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Mark", "Scale", "inline", "marks"]

_INK: Final = "#1a1a1a"
_GRID: Final = "#d5d5d5"
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_KEPT: Final = frozenset(
    {
        "clip-path", "fill", "fill-opacity", "font-size", "font-style", "font-weight", "opacity", "stroke",
        "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
        "stroke-opacity", "stroke-width", "text-anchor",
    }
)  # fmt: skip
"""What matplotlib styles, but for the font: the page has one."""
_DEFAULTS: Final = frozenset({("stroke-dashoffset", "0"), ("text-anchor", "start")})
_NUMBERS: Final = frozenset({"d", "x", "y", "width", "height"})
_NUMBER: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_WIDTH, _LABEL, _NOTE, _ROW, _HEAD, _FOOT = 9.6, 1.9, 3.9, 0.22, 0.35, 0.6
"""Inches: the picture, the names on the left, the words on the right, a row, what lies above and below the rows."""
_CLIPPED: Final = 52


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
    """

    name: str
    shapes: Mapping[str, tuple[str, bool]]


def marks(rows: Sequence[Mark], scale: Scale) -> str:
    """Return marks along a scale as SVG, a row each, with the words beside them."""
    return as_svg(lambda: _figure(rows, scale))


def _figure(rows: Sequence[Mark], scale: Scale) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.ticker import MaxNLocator

    body = len(rows) * _ROW
    height = _HEAD + body + _FOOT
    figure = Figure(figsize=(_WIDTH, height), facecolor="none")
    axes = figure.add_axes((_LABEL / _WIDTH, _FOOT / height, (_WIDTH - _LABEL - _NOTE) / _WIDTH, body / height))
    axes.set_facecolor("none")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    most = max((one.at for one in rows if one.at is not None), default=1.0)
    axes.set_xlim(0, (most or 1.0) * 1.06)
    axes.set_yticks(range(len(rows)), [clean(one.label) for one in rows], fontsize=8.5, color=_INK)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", colors=_INK, labelsize=8.5)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    axes.set_xlabel(scale.name, fontsize=8.5, color=_INK)
    axes.grid(color=_GRID, linewidth=0.6, zorder=0)
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


def inline(drawn: str, name: str, title: str, description: str) -> str:
    """Return SVG to be put into a page: no style, no id that another picture has, with a title and a description.

    Args:
        drawn: What matplotlib drew.
        name: What the ids begin with.
        title: What it shows, in a few words; from a record or not.
        description: What can be seen, for those who can't.
    """
    root = ElementTree.fromstring(drawn)
    referred = set(re.findall(r"(?:url\(|href=\")#([^\")]+)", drawn))
    # No two reference the same, though matplotlib names what looks alike in two pictures the same.
    names = {one: f"{name}-{number}" for number, one in enumerate(sorted(referred))}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}style", f"{_SVG}metadata", f"{_SVG}title", f"{_SVG}desc"):
                parent.remove(child)
    for element in root.iter():
        _attributes(element, names)
    box = root.get("viewBox", "")
    root.attrib.clear()
    spoken = {"role": "img", "aria-labelledby": f"{name}-title {name}-words"}
    root.attrib.update(viewBox=box, **spoken, **{"stroke-linejoin": "round", "stroke-linecap": "butt"})
    _unwrap(root)
    root.text = None
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ElementTree.Element(tag, {"id": f"{name}-{'words' if tag == 'desc' else tag}"})
        child.text = clean(text)
        root.insert(place, child)
    return ElementTree.tostring(root, encoding="unicode")


def _unwrap(parent: ElementTree.Element) -> None:
    """Put the children of groups that do nothing in the place of these."""
    children = []
    for child in list(parent):
        _unwrap(child)
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    parent[:] = children


def _attributes(element: ElementTree.Element, names: Mapping[str, str]) -> None:
    element.tag = element.tag.removeprefix(_SVG)
    element.tail = None
    if element.text is not None and not element.text.strip():
        element.text = None
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key == "style":
            found |= dict(_style(value))
        elif key == "id":
            found |= {"id": names[value]} if value in names else {}
        elif key == _LINK:
            found["href"] = f"#{names[value[1:]]}"
        elif key in _NUMBERS:
            found[key] = _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), " ".join(value.split()))
        elif key != "transform" or not re.match(r"rotate\(-?0 ", value):
            found[key] = value
    for key, value in found.items():
        found[key] = re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{names[match[1]]})", value)
    # What is so anyway: by the page's sheet, by default, or, of what is used, by what it is made of.
    if element.tag == "use":
        found = {key: value for key, value in found.items() if not key.startswith("stroke")}
    elif element.tag == "text":
        found.pop("fill", None)
    element.attrib.clear()
    element.attrib.update((key, value) for key, value in found.items() if (key, value) not in _DEFAULTS)


def _style(text: str) -> Iterable[tuple[str, str]]:
    for declaration in text.split(";"):
        key, colon, value = declaration.partition(":")
        if colon and key.strip() in _KEPT:
            yield key.strip(), value.strip()
