"""Places in a text, written as printed.

A place is a run of steps: `II.4` is the numbered paragraph, `II ¶4` the fourth unnumbered one (chapeaux are
counted), `•2` the second bullet below the step before, `◦1` a bullet below a bullet, `s2` a sentence. Headings that
restart the numbering are quoted: `IX "Termination" 1`. `annex II.D ¶2 •1`. A range ends in a number: `s2-3`;
several places are joined by `; `.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from agreements.errors import InvalidValueError

__all__ = ["Place"]

_WORDS: Final = "title|preamble|recital|annex|appendix|protocol|testimonium|final|footnote|part|whole"
_LABEL: Final = r"(?:[0-9]{1,4}[a-z]?|[A-Z]{1,8}|[a-z])(?:\.(?:[0-9]{1,4}|[A-Za-z]|[IVXLC]{1,8}))*(?:-[0-9]{1,4})?"
_STEP: Final = re.compile(
    rf"""(?:{_WORDS})            # a named part of the document
    |"[^"\x00-\x1f]{{1,120}}"    # a heading, quoted
    |[¶•◦][0-9]{{1,4}}(?:-[0-9]{{1,4}})?   # counted: paragraph, bullet, bullet below a bullet
    |s[0-9]{{1,4}}(?:-[0-9]{{1,4}})?       # sentence
    |\([0-9ivxa-z]{{1,6}}\)      # an item in parentheses
    |{_LABEL}                    # numbered or lettered
    """,
    re.VERBOSE,
)


class Place(str):
    """Where in a text; a text of steps, equal to its canonical spelling.

    Raises:
        InvalidValueError: It doesn't follow the grammar.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Place:
        """Parse the text into its canonical spelling (single spaces)."""
        if not isinstance(text, str):
            raise InvalidValueError("place", text, "it is no text", "write it like 'II ¶4'")
        return str.__new__(cls, _canonical(text))

    def __repr__(self) -> str:
        return f"Place({str(self)!r})"

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The steps of each place joined by `; `."""
        return _alternatives(str(self))

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the first place: `annex II.D ¶2` gives `annex`, `II`, `D`, `¶2`."""
        return self.alternatives[0]

    def inside(self, other: Place) -> bool:
        """Tell whether every place of this lies in, or is, some place of the other (by its steps; ranges aside)."""
        return all(any(mine[: len(theirs)] == theirs for theirs in other.alternatives) for mine in self.alternatives)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from text."""
        return core_schema.no_info_after_validator_function(_place, core_schema.str_schema(max_length=200))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Publish the outline of the grammar; the full grammar is checked on reading."""
        return {
            "title": "Place",
            "type": "string",
            "pattern": r"^[^\s](.{0,198}[^\s])?$",
            "description": "Where in the text, as printed: `II.4` numbered, `II ¶4` unnumbered paragraph (chapeaux "
            'counted), `•2` bullet, `s2` sentence, `"Heading"` quoted, `annex II.D ¶2 •1`; several joined by `; `.',
            "examples": ["II ¶4", 'IX "Termination" 1', "annex II.D ¶2 •1"],
        }


@lru_cache(maxsize=4096)
def _place(text: str) -> Place:
    return Place(text)


def _canonical(text: str) -> str:
    if not text or len(text) > 200:
        reason = "it has more than 200 characters" if text else "it is empty"
        raise InvalidValueError("place", text, reason, "write 'II.4' or 'II ¶4'")
    if text.count('"') % 2 or not text.isprintable():
        reason = "a quotation mark is open" if text.isprintable() else "it has a character that can't be printed"
        raise InvalidValueError("place", text, reason, "write 'IX \"Termination\" 1'")
    alternatives = []
    for one in text.split(";"):
        tokens = re.findall(r'"[^"]*"|[^\s"]+', one)
        if not tokens:
            raise InvalidValueError("place", text, "a place is missing beside ';'", "write 'II ¶4; V s1'")
        for token in tokens:
            if _STEP.fullmatch(token) is None:
                raise InvalidValueError(
                    "place", text, f"{token!r} is no step", "write 'II.4', 'II ¶4', '•2', 's2', '\"Heading\" 1'"
                )
        alternatives.append(" ".join(tokens))
    spelled = "; ".join(alternatives)
    if len(spelled) > 200:  # a blank was added after a ';'
        raise InvalidValueError("place", text, "it is longer than 200 characters with a blank after each ';'")
    return spelled


@lru_cache(maxsize=4096)
def _alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_steps(one)) for one in text.split("; "))


def _steps(one: str) -> list[str]:
    steps: list[str] = []
    for token in re.findall(r'"[^"]*"|[^\s"]+', one):
        steps.extend([token] if token[0] in '"(¶•◦' else token.split("."))
    return steps
