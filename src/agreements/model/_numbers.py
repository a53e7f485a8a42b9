"""Whole numbers: numbers in JSON, and in YAML what stands there without quotes.

Our reader leaves every YAML scalar the text it is written as. A number in quotes is a text all the same, for other
readers and for the JSON Schema, so that what stood without quotes keeps the mark of it.

Source: YAML 1.2.2, 10.3.2 (the core schema's int, float and bool); JSON Schema 2020-12, 6.1.1 (`1.0` is an integer).
"""

from __future__ import annotations

import re
from typing import Final

from pydantic_core import PydanticKnownError

__all__ = ["Bare", "as_number"]

_MOST = 300  # characters of a number that Python may be asked for

_BARE: Final = re.compile(
    r"(?P<bool>true|True|TRUE|false|False|FALSE)|(?P<int>[-+]?[0-9]+)|(?P<based>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class Bare(str):
    """A YAML text without quotes that other readers take for a number or a truth value."""

    __slots__ = ()

    @staticmethod
    def matches(text: str) -> bool:
        """Whether other readers take a text without quotes for a number or a truth value."""
        return _BARE.fullmatch(text) is not None

    @property
    def taken_for(self) -> int | float | bool | str:
        """What other readers take it for; the text itself where it is too long for a number."""
        match = _BARE.fullmatch(self)
        if match is None or len(self) > _MOST:
            return str(self)
        if match["bool"]:
            return self.lower() == "true"
        if match["int"]:
            return int(self)
        return int(self, 0) if match["based"] else float(re.sub(r"\.(?=[iInN])", "", self))


def as_number(value: object) -> object:
    """Return a number for a field that takes whole ones; it still may be none.

    Raises:
        PydanticKnownError: It is a truth value, which Python takes for 0 or 1, or a text.
    """
    if isinstance(value, Bare):
        value = value.taken_for
    elif isinstance(value, str):
        raise PydanticKnownError("int_type")
    if isinstance(value, bool):
        raise PydanticKnownError("int_type")
    return value
