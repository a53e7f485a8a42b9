"""Views to pages: Jinja2 escapes whatever isn't markup of ours, and each page forbids all that isn't in it."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from agreements.errors import MissingLibraryError
from agreements.renderers._safe import safe

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Pages", "bare", "labels", "policy", "ready", "said"]

_FOLDER: Final = "templates"
_BARE: Final = re.compile(r"[A-Za-z0-9#._:/-]*[A-Za-z0-9#._:-]")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
"""The bidirectional types of what runs from right to left, Arabic digits with it; controls are written as codes."""


def ready() -> None:
    """Make sure that pages can be made and figures drawn, before any work is done.

    Raises:
        MissingLibraryError: Jinja2 or matplotlib isn't installed; the extra `report` brings both.
    """
    for library in ("jinja2", "matplotlib"):
        if find_spec(library) is None:
            raise MissingLibraryError(library, "report", "a page without figures: agreements compare --format html")


def _read(name: str) -> str:
    text = (files("agreements.report") / _FOLDER / name).read_text(encoding="utf-8")
    # The hash is of what a browser reads, and a browser reads every line end as one character.
    return text.replace("\r\n", "\n")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        """Return what is put into a page: of text, controls and changes of direction as codes."""
        if isinstance(value, str) and not isinstance(value, Markup):
            return safe(" ".join(value.split()))
        return value

    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # What we drew and wrote ourselves; nothing from a record is ever marked so.
    environment.filters["ours"] = Markup
    environment.filters["said"] = lambda text: Markup(said(text))
    environment.filters["bare"] = lambda text: Markup(bare(text))
    return environment


def said(text: str) -> str:
    """Return a sentence of a record as markup, to stand between tags; never in an attribute.

    It is isolated for direction where anything in it runs from right to left; where nothing does, nothing beside it can
    be turned. Names are isolated always, by the templates.

    Source: Unicode Standard Annex 9, 3.2 and 3.3.1.
    """
    shown = safe(" ".join(text.split()))
    escaped = html.escape(shown, quote=False)
    return f"<bdi>{escaped}</bdi>" if _turns(shown) else escaped


def bare(text: str) -> str:
    """Return the value of an attribute with the quotes it needs: none around letters, digits and marks of addresses.

    Source: HTML Standard, 13.1.2.3.
    """
    return text if _BARE.fullmatch(text) else f'"{html.escape(safe(text))}"'


def _turns(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def policy(style: str, script: str) -> str:
    """Return a page's Content-Security-Policy: this style and this script, and nothing else from anywhere.

    Source: W3C, Content Security Policy Level 3.
    """
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def labels(names: Sequence[str]) -> str:
    """Return rules by which each cell of the matrix names its agreement on paper, where columns find no room.

    Whatever the names are, nothing in them ends the text they stand in.

    Source: W3C, CSS Syntax Module Level 3, 4.3.7.
    """
    rules = (
        f'.frozen td:nth-child({number})::before{{content:"{_quoted(name)}: ";font-weight:bold}}\n'
        for number, name in enumerate(names, 2)
    )
    return f"@media print{{\n{''.join(rules)}}}\n"


def _quoted(text: str) -> str:
    shown = safe(" ".join(text.split()))
    return "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in shown)


class Pages:
    """What all pages of one report share.

    Attributes:
        shared: What every template is given.
    """

    def __init__(self, **shared: Any) -> None:
        self.shared = {**shared, "script": _read("report.js")}

    def page(self, template: str, *, names: Sequence[str] = (), **own: Any) -> str:
        """Return a whole page; `names` are those of the columns of the matrix, where it holds that."""
        style = _read("report.css") + (labels(names) if names else "")
        given = {**self.shared, **own, "style": style, "policy": policy(style, self.shared["script"])}
        return _environment().get_template(template).render(**given)
