"""What stands in a cell: what a text says there, or why nothing stands there, and what that does against a baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from agreements.comparison import Change, Effect
from agreements.comparison._absence import Lack
from agreements.model import Claim
from agreements.pointer import Pointer

__all__ = ["Against", "Cell", "Reading", "Said", "State", "Unsaid"]


class State(StrEnum):
    """Whether a text says something, and why nothing stands in a cell: no two of these are the same."""

    STATED = "stated"
    SILENT = "silent"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"
    NOT_COVERED = "not covered"
    NOT_MATCHED = "not matched"

    @property
    def meaning(self) -> str:
        """What it stands for, in a sentence."""
        return _MEANING[self]

    @property
    def told(self) -> bool:
        """Whether it is known what the text says there, if only that it says nothing."""
        return self in (State.STATED, State.SILENT, State.NOT_APPLICABLE)

    @classmethod
    def of(cls, lack: Lack) -> State:
        """Return the state of a field that is empty for a reason."""
        return _OF_LACK[lack]


_MEANING = {
    State.STATED: "The text says something, and it is recorded.",
    State.SILENT: "The text says nothing: the record names it so, or covers the topic completely and has nothing.",
    State.UNKNOWN: "It could not be found out what the text says.",
    State.NOT_APPLICABLE: "It can't arise in this text.",
    State.NOT_COVERED: "Nobody says that it was looked for: nothing can be told.",
    State.NOT_MATCHED: "Another clause of the text may be the same one, too unlike to be sure: compare the texts.",
}
_OF_LACK = {
    Lack.SILENT: State.SILENT,
    Lack.UNKNOWN: State.UNKNOWN,
    Lack.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Lack.UNRECORDED: State.NOT_COVERED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a text has for a feature, with where it stands.

    Attributes:
        value: What it says, in words.
        path: The ids that lead there, from the top of the record.
        place: Where in the text, as printed; empty where that isn't recorded.
        pointer: Where it stands in the record; None where a function of yours didn't say.
        shared: The same words with the parties called by their roles, by which columns are grouped; empty: `value`.
        number: The value as a number, of a feature that is counted or measured.
        unit: What the number counts: `hours`, `EUR`.
    """

    value: str
    path: str = ""
    place: str = ""
    pointer: Pointer | None = None
    shared: str = ""
    number: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """That a text has no value for a feature, and why.

    Attributes:
        state: Why.
        why: A few words more; may be empty.
        pointer: Where it would stand in the record: claims about that place belong to the cell.
    """

    state: State
    why: str = ""
    pointer: Pointer | None = None

    def __post_init__(self) -> None:
        if self.state is State.STATED:
            raise ValueError("what is stated is no Unsaid: return what is said")


Reading: TypeAlias = Iterable[Said] | Said | Unsaid | State | str | int | Decimal | None
"""What a feature's function may return of an agreement.

Words or a number stand for a value without a place; `None`, like an empty list, for "not covered": where nobody says
that the text was searched, nothing is told.
"""


@dataclass(frozen=True, slots=True)
class Against:
    """What a cell does against the baseline's, as the comparison of the two agreements judges it.

    Attributes:
        changes: The judged differences that stand here, each with its rule.
        note: Why there is no effect though the two differ; empty where there is one, or where they don't.
    """

    changes: tuple[Change, ...] = ()
    note: str = ""

    @property
    def effect(self) -> str:
        """The effect of all of them: one of `Effect`, `mixed` where they differ, empty where there is none.

        What is neutral goes with what isn't; what can't be told leaves the whole untold unless it is mixed already.
        """
        found = {change.effect for change in self.changes}
        if {Effect.STRENGTHENED, Effect.WEAKENED} <= found:
            return "mixed"
        for effect in (Effect.CANNOT_TELL, Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL):
            if effect in found:
                return str(effect)
        return ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that decided, each once, in their order."""
        return tuple(dict.fromkeys(change.rule for change in self.changes))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one agreement has for one feature.

    Attributes:
        state: Whether the text says something there, or why not.
        said: What it says, a value a clause, each with its place; empty unless stated.
        why: Why nothing is said, in a few words; may be empty.
        claims: What others say about these places; shown, never judged.
        against: How it stands to the baseline's; None without one, and for the baseline itself.
        home: The ids of the clause that would hold it, where nothing is said and there is one.
    """

    state: State
    said: tuple[Said, ...] = ()
    why: str = ""
    claims: tuple[Claim, ...] = ()
    against: Against | None = None
    home: str = ""

    def __str__(self) -> str:
        return self.value or f"[{self.state}]"

    @property
    def value(self) -> str:
        """What it says, each value once; empty where nothing is said."""
        return "; ".join(dict.fromkeys(one.value for one in self.said))

    @property
    def shared(self) -> str:
        """The same with the parties called by their roles: equal where two texts say the same; else the state."""
        if self.state is not State.STATED:
            return f"[{self.state}]"
        return "; ".join(sorted({one.shared or one.value for one in self.said}))

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None where there is none, or not only one."""
        found = {(one.number, one.unit) for one in self.said}
        return next(iter(found))[0] if len(found) == 1 else None

    @property
    def places(self) -> tuple[str, ...]:
        """Where the text says so, each place once."""
        return tuple(dict.fromkeys(one.place for one in self.said if one.place))
