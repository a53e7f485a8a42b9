"""The three-valued answer: yes, no, or cannot be told."""

from __future__ import annotations

from enum import Enum
from typing import NoReturn

from agreements.errors import UndecidedError


class Answer(Enum):
    """What can be said to a question: yes, no, or that it cannot be told.

    An answer has no truth value of its own: `if answer:` raises, because somebody would read
    "cannot be told" as "no". Write `if answer is Answer.YES:` instead.

    `&`, `|` and `~` combine answers as Kleene's strong three-valued logic does: an unknown part
    leaves the whole unknown unless the other part settles it.

    Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
    """

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot be told"

    @classmethod
    def of(cls, known: bool | None) -> Answer:
        """Return the answer for a known truth value.

        Args:
            known: `True`, `False`, or `None` where it cannot be told.
        """
        if known is None:
            return cls.CANNOT_TELL
        return cls.YES if known else cls.NO

    def __bool__(self) -> NoReturn:
        """Refuse to be a truth value.

        Raises:
            UndecidedError: Always, for all three answers.
        """
        raise UndecidedError(f"the answer {self.value!r} has no truth value (compare it: `answer is Answer.YES`)")

    def __and__(self, other: Answer) -> Answer:
        """Return yes where both are yes, no where either is no."""
        if not isinstance(other, Answer):
            return NotImplemented
        if self is Answer.NO or other is Answer.NO:
            return Answer.NO
        return Answer.of(True if self is Answer.YES and other is Answer.YES else None)

    def __or__(self, other: Answer) -> Answer:
        """Return yes where either is yes, no where both are no."""
        if not isinstance(other, Answer):
            return NotImplemented
        return ~(~self & ~other)

    def __invert__(self) -> Answer:
        """Return the opposite; what cannot be told stays so."""
        if self is Answer.CANNOT_TELL:
            return self
        return Answer.NO if self is Answer.YES else Answer.YES

    def __str__(self) -> str:
        """Return the words: `yes`, `no` or `cannot be told`."""
        return str(self.value)
