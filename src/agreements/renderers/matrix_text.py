"""A matrix for reading in a terminal: a block a row, what several agreements share said once."""

from __future__ import annotations

import click

from agreements.matrix import Cell, Column, Matrix, Row, State
from agreements.renderers._matrices import Share, effect_of, explanation, nearest_chain, shares
from agreements.renderers._safe import safe, wrapped

__all__ = ["render"]

_SENTENCES = 3
"""How many sentences on what sets an agreement apart are shown where not all are asked for."""
_TITLES = 6
"""Of more agreements than this, only the ids are named where some rows alone are told."""
_ENOUGH = 10
"""By fewer rows than this nothing is said of which texts are alike."""


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = False) -> str:
    """Return the matrix as text, ending in a line end.

    Args:
        matrix: The matrix.
        width: The most characters in a line.
        color: Whether to set headings in bold; nothing is said by colour alone.
        full: Whether to tell what stands in one text alone, judged differences one by one, and all that sets each
            agreement apart; else they are counted.
        places: Whether to name, beside each agreement, where its text says so.
    """
    lines = _named(matrix, width, full)
    for group, rows in matrix.groups().items():
        lines += ["", *(_bold(line, color) for line in wrapped(f"== {matrix.heading(group)}", width, "", "   "))]
        clauses = [row for row in rows if row.clause]
        for row in rows:
            if not row.clause:
                lines += _feature(matrix, row, width, full, places)
        if clauses:
            lines += ["", *wrapped(f"matched clauses, with how many of {len(matrix.columns)} have each", width)]
        for row in clauses:
            lines += _clause(matrix, row, width, full, places)
    if len(matrix.columns) > 1 and len(matrix.likened()) >= _ENOUGH:
        lines += _alike(matrix, width, color, full)
    if matrix.unclear:
        lines += ["", "cannot be told:"]
        for sentence in matrix.unclear:
            lines += wrapped(sentence, width, "  - ", "    ")
    if matrix.baseline is not None:
        lines += ["", *wrapped("[+] strengthened  [-] weakened  [=] neutral  [±] mixed  [?] cannot be told", width)]
    return "\n".join(lines) + "\n"


def _named(matrix: Matrix, width: int, full: bool) -> list[str]:
    """Return which agreements are compared: with their titles, or by their ids where only some rows are told."""
    bases = ["; the baseline" if column.key == matrix.baseline else "" for column in matrix.columns]
    if full and len(matrix.columns) > _TITLES:
        keys = [f"{column.label} {column.key}{base}" for column, base in zip(matrix.columns, bases, strict=True)]
        return wrapped(f"{len(keys)} agreements: {', '.join(keys)}", width, "", "  ")
    lines = []
    for column, base in zip(matrix.columns, bases, strict=True):
        key = f" ({column.key}{base})" if column.key != column.label or base else ""
        lines += wrapped(f"{column.agreement.title}{key}", width, f"{column.label}: ", "    ")
    return lines


def _bold(line: str, color: bool) -> str:
    return click.style(line, bold=True) if color else line


def _feature(matrix: Matrix, row: Row, width: int, full: bool, places: bool) -> list[str]:
    if row.name == "title" and not full:
        return []  # the agreements were named with their titles already
    unit = f" ({row.unit})" if row.kind == "number" and row.unit else ""
    lines = wrapped(f"{row.title}{unit} [{row.name}]", width)
    for share in shares(matrix, row):
        effect = f"{share.effect} " if share.effect else ""
        number = f" ({len(share.columns)})" if len(share.columns) > 1 else ""
        lines += wrapped(f"{effect}{share.words}{number}: {_names(share, places)}", width, "  ", "      ")
        lines += _explained(share, width) if full else []
    return lines + _claims(matrix, row, width)


def _clause(matrix: Matrix, row: Row, width: int, full: bool, places: bool) -> list[str]:
    if not row.typical:
        return _alone(matrix, row, width, full, places)
    lines = wrapped(f"{row.title} [{row.name}]: {row.typical}", width, f"{row.count:>4}  ", "      ")
    by_state: dict[tuple[State, str], list[tuple[Column, Cell]]] = {}
    for column, cell in zip(matrix.columns, row.cells, strict=True):
        by_state.setdefault((cell.state, effect_of(cell.against)), []).append((column, cell))
    for (state, effect), members in sorted(by_state.items(), key=lambda one: list(State).index(one[0][0])):
        lines += _standing(row, state, effect, members, width, full, places)
    return lines + _claims(matrix, row, width)


def _standing(
    row: Row,
    state: State,
    effect: str,
    members: list[tuple[Column, Cell]],
    width: int,
    full: bool,
    places: bool,
) -> list[str]:
    """Return which columns have a matched clause, or why they seem not to; the longer of the two lists is counted."""
    share = Share("", state, effect, tuple(members))
    label = f"{effect or ('in' if state is State.STATED else state)}: "
    names = _names(share, places)
    if state is State.STATED and not effect and not (full or places) and 2 * row.count > len(row.cells):
        return []  # who has it follows from who hasn't
    if state is State.SILENT and not full and not effect and len(members) > row.count:
        names = f"{len(members)} others"
    if state is State.NOT_MATCHED and full:
        names = ", ".join(f"{column.label} ({cell.why})" for column, cell in members)
    lines = wrapped(f"{label}{names}", width, "      ", "        ")
    return lines + (_explained(share, width) if full else [])


def _alone(matrix: Matrix, row: Row, width: int, full: bool, places: bool) -> list[str]:
    number = sum(len(cell.said) for cell in row.cells)
    lines = wrapped(f"{row.title}: {number} [{row.name}]", width, "      ", "      ")
    holders = [(column, cell) for column, cell in zip(matrix.columns, row.cells, strict=True) if cell.said]
    if not full:
        counts = ", ".join(f"{column.label} {len(cell.said)}" for column, cell in holders)
        return [*lines, *wrapped(counts, width, "        ", "        ")]
    for column, cell in holders:
        for one in cell.said:
            place = f" ({one.place})" if places and one.place else ""
            lines += wrapped(f"{column.label}{place}: {one.value}", width, "        ", "          ")
    return lines


def _names(share: Share, places: bool) -> str:
    named = []
    for column, cell in share.columns:
        where = f" ({'; '.join(cell.places)})" if places and cell.places else ""
        named.append(f"{column.label}{where}")
    return ", ".join(named)


def _explained(share: Share, width: int) -> list[str]:
    lines = []
    for column, cell in share.columns:
        for sentence in explanation(cell.against) if cell.against else ():
            lines += wrapped(f"{column.label}: {sentence}", width, "        ", "          ")
    return lines


def _claims(matrix: Matrix, row: Row, width: int) -> list[str]:
    lines = []
    for column, cell in zip(matrix.columns, row.cells, strict=True):
        for claim in cell.claims:
            relation = str(claim.relation).replace("-", " ")
            said = f"claim about {column.label} ({relation}, not judged): {claim.says}"
            lines += wrapped(said, width, "    ", "      ")
    return lines


def _alike(matrix: Matrix, width: int, color: bool, full: bool) -> list[str]:
    lines = ["", _bold("== Which are alike", color)]
    chain = nearest_chain(matrix)
    told = " ".join(
        f"{safe(label)}" if not number else f"{likeness:.0%} {safe(label)}"
        for number, (label, likeness) in enumerate(chain)
    )
    lines += wrapped(
        f"side by side, with the share of these rows that neighbours have in common: {told}", width, "", "  "
    )
    label = {column.key: column.label for column in matrix.columns}
    for one in matrix.apart():
        lines += wrapped(f"{label[one.column]}: most like {label[one.nearest]} ({one.likeness:.0%})", width)
        shown = one.sentences if full else one.sentences[:_SENTENCES]
        for sentence in shown:
            lines += wrapped(sentence, width, "  - ", "    ")
        if len(one.sentences) > len(shown):
            lines.append(f"  - and {len(one.sentences) - len(shown)} more")
    return lines
