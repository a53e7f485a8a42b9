"""Places inside one file, as JSON Pointers.

Source: RFC 6901.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agreements.errors import InvalidValueError

__all__ = ["ROOT", "Pointer", "Step"]

Step = str | int
"""One step down: a key, or an index counted from 0."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place inside a record: the steps from its root.

    `pointer / "clauses" / 0` goes down; `str(pointer)` is the JSON Pointer, empty for the root.
    """

    steps: tuple[Step, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Pointer:
        """Return the pointer a JSON Pointer text stands for; digits become list indexes.

        Raises:
            InvalidValueError: The text neither is empty nor starts with `/`.
        """
        if not text:
            return ROOT
        if not text.startswith("/"):
            raise InvalidValueError("JSON Pointer", text, "it starts with '/'")
        unescaped = (step.replace("~1", "/").replace("~0", "~") for step in text[1:].split("/"))
        return cls(tuple(int(step) if _is_index(step) else step for step in unescaped))

    def __truediv__(self, step: Step) -> Pointer:
        return Pointer((*self.steps, step))

    def __str__(self) -> str:
        return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in self.steps)

    @property
    def parent(self) -> Pointer:
        """The place one step up; the root's parent is the root."""
        return Pointer(self.steps[:-1])


def _is_index(step: str) -> bool:
    return step.isascii() and step.isdigit() and (step == "0" or not step.startswith("0")) and len(step) < 10


ROOT: Final = Pointer()
