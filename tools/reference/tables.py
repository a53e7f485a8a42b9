"""The tables of `rows`, with every column."""

from __future__ import annotations

from typing import get_args

from agreements import columns
from agreements.tabulation import TableName
from reference.markdown import prose, table

__all__ = ["page"]

_HEAD = """\
# Tables

`agreements.rows(records, NAME)` makes flat rows of records. Every row has every column; nothing is converted or summed.
What an empty cell means is said here, column by column: nothing there, nothing recorded, or not to be told.
"""


def page() -> str:
    """Return the page: a section a table, a row a column."""
    sections = [
        f"## {name}\n\n"
        + table(
            ("column", "type", "what it says", "an empty cell means"),
            (
                (f"`{column.name}`", column.type, prose(column.description), prose(column.none) or "never empty")
                for column in columns(name)
            ),
        )
        for name in get_args(TableName)
    ]
    return "\n".join([_HEAD, *sections])
