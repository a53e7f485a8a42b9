"""A matrix for programs: one JSON object, as schemas/matrix-1.json describes it."""

from __future__ import annotations

import json
from typing import Any

from agreements.matrix import Against, Cell, Column, Matrix, Row, Said
from agreements.renderers._claims import claim_data
from agreements.renderers._matrices import digits

__all__ = ["render"]


def render(matrix: Matrix, *, width: int = 80, color: bool = False, full: bool = False, places: bool = False) -> str:
    """Return the matrix as JSON, ASCII only, ending in a line end; every cell with its places, whatever is asked.

    Numbers are decimal digits as text, so that nothing is lost.

    Args:
        matrix: The matrix.
        width: Changes nothing.
        color: Changes nothing.
        full: Changes nothing.
        places: Changes nothing.
    """
    data = {
        "format": "matrix/1",
        "baseline": matrix.baseline,
        "columns": [_column(column) for column in matrix.columns],
        "groups": {group: matrix.heading(group) for group in matrix.groups()},
        "rows": [_row(matrix, row) for row in matrix.rows],
        "order": list(matrix.order()),
        "apart": [
            {
                "column": one.column,
                "nearest": one.nearest,
                "likeness": round(one.likeness, 4),
                "sentences": list(one.sentences),
            }
            for one in matrix.apart()
        ],
        "unclear": list(matrix.unclear),
    }
    return json.dumps(data, indent=1) + "\n"


def _column(column: Column) -> dict[str, str]:
    version = {"version": column.agreement.version} if column.agreement.version else {}
    return {
        "key": column.key,
        "label": column.label,
        "id": column.agreement.id,
        "title": column.agreement.title,
    } | version


def _row(matrix: Matrix, row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": row.title,
        "group": row.group,
        "meaning": row.meaning,
        "kind": row.kind,
        "unit": row.unit,
        "clause": row.clause,
        "typical": row.typical,
        "echoes": row.echoes,
        "count": row.count,
        "cells": {column.key: _cell(column, cell) for column, cell in zip(matrix.columns, row.cells, strict=True)},
    }


def _cell(column: Column, cell: Cell) -> dict[str, Any]:
    data: dict[str, Any] = {"state": str(cell.state)}
    if cell.said:
        data["value"] = cell.value
        data["said"] = [_said(one) for one in cell.said]
    if cell.number is not None:
        data["number"] = digits(cell.number)
    if cell.why:
        data["why"] = cell.why
    if cell.claims:
        data["claims"] = [claim_data(column.agreement, claim) for claim in cell.claims]
    if cell.against is not None:
        data["against"] = _against(cell.against)
    return data


def _said(one: Said) -> dict[str, str]:
    data = {"value": one.value, "path": one.path, "place": one.place}
    if one.number is not None:
        data |= {"number": digits(one.number), "unit": one.unit}
    return data


def _against(against: Against) -> dict[str, Any]:
    names = ("headline", "before", "after", "effect", "rule", "why")
    return {
        "effect": against.effect,
        "rules": list(against.rules),
        "changes": [{name: str(getattr(change, name)) for name in names} for change in against.changes],
        "note": against.note,
    }
