"""What pictures by matplotlib share: no user's settings, text that stays text, the same bytes for the same data."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from agreements.errors import MissingLibraryError
from agreements.renderers._safe import safe

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["as_svg", "clean"]

# What a user's own settings say must not reach the picture. These are about the machine, not about the drawing.
_MACHINE: Final = frozenset({"backend", "backend_fallback", "interactive", "toolbar", "timezone", "webagg.port"})


def as_svg(make: Callable[[], Figure], hint: str = "") -> str:
    """Return what a function draws as SVG.

    Args:
        make: The function; it is called with settings of our own.
        hint: What can be done where matplotlib is missing; empty where nothing can.

    Raises:
        MissingLibraryError: matplotlib isn't installed; the extra `plot` brings it.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_svg import FigureCanvasSVG
    except ImportError:
        raise MissingLibraryError("matplotlib", "plot", hint) from None
    settings = {key: value for key, value in matplotlib.rcParamsDefault.items() if key not in _MACHINE}
    settings |= {"svg.hashsalt": "agreements", "svg.fonttype": "none", "text.parse_math": False, "hatch.linewidth": 0.6}
    with warnings.catch_warnings():
        # A character that its own font lacks is drawn with the reader's: the text stays text.
        warnings.filterwarnings("ignore", message="Glyph")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        with matplotlib.rc_context(settings):
            figure = make()
            FigureCanvasSVG(figure)
            drawn = io.StringIO()
            figure.savefig(drawn, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return drawn.getvalue()


def clean(text: str) -> str:
    """Return a text that may stand in XML, on one line."""
    # Two characters that no XML may hold are neither control characters nor invisible ones.
    return safe(" ".join(text.split())).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
