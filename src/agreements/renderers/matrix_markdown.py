"""A matrix as Markdown: a table a group, a row a feature, a column an agreement."""

from __future__ import annotations

from agreements.matrix import Matrix, Row
from agreements.renderers._matrices import effect_of, in_words
from agreements.renderers._safe import markdown

__all__ = ["render"]

_SENTENCES = 5


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = False) -> str:
    """Return the matrix as Markdown, ending in a line end.

    Args:
        matrix: The matrix.
        width: Changes nothing; Markdown is wrapped where it is shown.
        color: Changes nothing.
        full: Whether to tell all that sets each agreement apart, not only the first sentences.
        places: Whether to name where the text says so.
    """
    lines = [f"# {len(matrix.columns)} agreements side by side", ""]
    for column in matrix.columns:
        base = ", the baseline" if column.key == matrix.baseline else ""
        lines.append(
            f"- **{markdown(column.label)}** {markdown(column.agreement.title)} ({markdown(column.key)}{base})"
        )
    head = ["", *(markdown(column.label) for column in matrix.columns)]
    for group, rows in matrix.groups().items():
        lines += ["", f"## {markdown(matrix.heading(group))}", ""]
        lines += [_line(head), _line(["---"] * len(head))]
        lines += [_row(matrix, row, places) for row in rows]
    if len(matrix.columns) > 1 and matrix.likened():
        lines += ["", "## Which are alike", "", _order(matrix)]
        label = {column.key: column.label for column in matrix.columns}
        for one in matrix.apart():
            lines.append(
                f"- {markdown(label[one.column])}: most like {markdown(label[one.nearest])} ({one.likeness:.0%})"
            )
            shown = one.sentences if full else one.sentences[:_SENTENCES]
            lines += [f"  - {markdown(sentence)}" for sentence in shown]
            if len(one.sentences) > len(shown):
                lines.append(f"  - and {len(one.sentences) - len(shown)} more")
    if matrix.unclear:
        lines += ["", "## Cannot be told", "", *(f"- {markdown(sentence)}" for sentence in matrix.unclear)]
    return "\n".join(lines) + "\n"


def _order(matrix: Matrix) -> str:
    label = {column.key: column.label for column in matrix.columns}
    return "Side by side: " + ", ".join(markdown(label[key]) for key in matrix.order()) + ".\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(matrix: Matrix, row: Row, places: bool) -> str:
    title = f"{markdown(row.title)}{f' ({row.count})' if row.clause else ''}"
    cells = [title]
    for cell in row.cells:
        parts = [markdown(in_words(cell))]
        if places and cell.places:
            parts.append(f"({markdown('; '.join(cell.places))})")
        if effect := effect_of(cell.against):
            parts.append(f"**{markdown(effect)}**")
        parts += [f"*claim: {markdown(claim.says)}*" for claim in cell.claims]
        cells.append("<br>".join(parts))
    return _line(cells)
