"""A codesheet as CSV: a line a value, with empty columns for the one who checks."""

from __future__ import annotations

import csv
import io

from agreements.coding import Codesheet
from agreements.renderers._matrices import inert

__all__ = ["render"]


def render(sheet: Codesheet, *, width: int = 80, color: bool = False) -> str:
    """Return the codesheet as CSV with a head; what would start a formula is made safe.

    Args:
        sheet: The codesheet.
        width: Changes nothing.
        color: Changes nothing.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("section", "field", "value", "state", "place", "sources", "checked", "remark"))
    for one in sheet:
        cells = (one.section, one.field, one.value, one.state, one.place, one.source, "", "")
        writer.writerow(map(inert, cells))
    return stream.getvalue()
