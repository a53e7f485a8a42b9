"""HTML for notebooks: what is put in is escaped unless it is HTML already, so that nobody can forget to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from agreements.renderers._safe import safe

__all__ = ["Html", "block", "clipped", "element", "items", "left_out"]

_SPACE: Final = re.compile(r"\s+")
# Colours of text and ground are the page's own, dark or light; grey that lets the ground through draws the lines.
# Jupyter's sheet aligns cells to the right: this one comes later and is as specific, so it wins.
_STYLE: Final = """\
.agreements{overflow-x:auto;line-height:1.4}
.agreements table{border-collapse:collapse;margin:.5em 0;font-size:.9em}
.agreements caption{caption-side:bottom;text-align:left;padding:.2em .6em}
.agreements th,.agreements td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #8886}
.agreements p,.agreements ul{margin:.3em 0}
.agreements .in{margin-left:1.5em}
.agreements .key{white-space:nowrap}
.agreements small{opacity:.8}"""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Html:
    """Return an element.

    Everything from a record is escaped, and its control and direction-changing characters are written as codes.

    Args:
        name: The element's name; a word of ours, never of a record.
        content: What it holds: text, which is escaped, and `Html`, which isn't.
        attributes: Its attributes by name (`class_` for class); their values are escaped.
    """
    shown = "".join(f' {key.rstrip("_")}="{_escaped(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{shown}>{''.join(map(_escaped, content))}</{name}>")


def _escaped(text: str) -> str:
    return text if isinstance(text, Html) else html.escape(safe(_SPACE.sub(" ", text)))


def block(*content: str) -> str:
    """Return the whole: one `div` with its style, without scripts, links or anything loaded from elsewhere.

    Its classes keep MathJax, which notebooks run over their output, from reading dollars as formulas.
    """
    style = Html(f"<style>\n{_STYLE}\n</style>\n")
    return str(element("div", style, *content, class_="agreements tex2jax_ignore mathjax_ignore")) + "\n"


def items(sentences: Sequence[str], most: int) -> Html:
    """Return a list of the first sentences, and how many are left out; one that starts with blanks is set in."""
    shown: Iterable[str] = (
        element("li", one.lstrip(), class_="in") if one.startswith(" ") else element("li", one)
        for one in sentences[:most]
    )
    return element("ul", *shown, *left_out(len(sentences) - most, "li"))


def left_out(number: int, name: str, hint: str = "") -> tuple[Html, ...]:
    """Return an element that says how many are left out; none where nothing is."""
    return (element(name, f"… and {number} more{hint}"),) if number > 0 else ()


def clipped(text: str, most: int) -> str:
    """Return the first characters of a text, with an ellipsis where something follows."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
