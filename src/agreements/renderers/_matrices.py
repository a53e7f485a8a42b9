"""What the renderers of a matrix share: cells as words, columns that say the same, what a spreadsheet must not run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agreements.matrix import Against, Cell, Column, Matrix, Row, State
from agreements.renderers._changes import MARKS
from agreements.renderers._safe import safe

__all__ = ["Share", "digits", "effect_of", "explanation", "in_words", "inert", "is_number", "shares", "summary"]

# What starts a formula in a spreadsheet; the wide forms too, which some locales read alike.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def inert(text: str) -> str:
    """Return a text on one line that no spreadsheet runs: what would start a formula gets an apostrophe before it.

    Source: OWASP, CSV Injection.
    """
    shown = safe(" ".join(text.split()))
    return f"'{shown}" if shown[:1] in _FORMULA and shown else shown


def digits(number: Decimal) -> str:
    """Return a number as plain digits, without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_number(row: Row, cell: Cell) -> bool:
    """Whether a cell is a number alone, with nothing in its words that the number doesn't say."""
    return cell.number is not None and (row.kind == "number" or cell.value == digits(cell.number))


def in_words(cell: Cell) -> str:
    """Return what a cell says, or in square brackets why it says nothing."""
    if cell.state is State.STATED:
        return cell.value
    return f"[{cell.state}{f': {cell.why}' if cell.why else ''}]"


def effect_of(against: Against | None) -> str:
    """Return the mark and the effect of a cell, with the rules that decided; empty where there is none."""
    if against is None or not against.effect:
        return ""
    mark = MARKS.get(against.effect, "±")
    return f"[{mark}] {against.effect} ({', '.join(against.rules)})"


def explanation(against: Against) -> Iterator[str]:
    """Yield each judged difference of a cell as a sentence, or why there is none."""
    for change in against.changes:
        why = f"; {change.why}" if change.why else ""
        said = f": {change.before or 'nothing'} → {change.after or 'nothing'}" if change.before or change.after else ""
        yield f"{change.headline}{said} ({change.effect}, {change.rule}{why})"
    if against.note:
        yield against.note


@dataclass(frozen=True, slots=True)
class Share:
    """Columns that say the same in a row.

    Attributes:
        words: What they say; with roles for names where the names differ.
        state: Whether that is said, or why nothing is.
        effect: What it does against the baseline, with the rules; empty where there is none.
        columns: The columns, each with its cell.
    """

    words: str
    state: State
    effect: str
    columns: tuple[tuple[Column, Cell], ...]


def shares(matrix: Matrix, row: Row) -> list[Share]:
    """Return what a row's columns say, each value once: what most say comes first, the empty ones last."""
    found: dict[tuple[str, State, str], list[tuple[Column, Cell]]] = {}
    for column, cell in zip(matrix.columns, row.cells, strict=True):
        key = (cell.shared if cell.state is State.STATED else cell.why, cell.state, effect_of(cell.against))
        found.setdefault(key, []).append((column, cell))
    made = []
    for (shared, state, effect), members in found.items():
        own = {in_words(cell) for _, cell in members}
        words = own.pop() if len(own) == 1 else shared
        made.append(Share(words, state, effect, tuple(members)))
    states = list(State)
    return sorted(made, key=lambda one: (states.index(one.state), -len(one.columns)))


def summary(matrix: Matrix) -> Iterator[str]:
    """Yield the closing sentences: how alike neighbours are, and what can't be told."""
    yield from matrix.unclear


def labels(columns: Iterable[Column]) -> str:
    """Return the labels of columns, joined."""
    return ", ".join(one.label for one in columns)


def nearest_chain(matrix: Matrix) -> Sequence[tuple[str, float]]:
    """Return the labels in the order of likeness, each with how alike it is to the one before it, 0 for the first."""
    order = matrix.order()
    label = {column.key: column.label for column in matrix.columns}
    return [
        (label[key], matrix.likeness(order[number - 1], key) if number else 0.0) for number, key in enumerate(order)
    ]
