"""The reference pages of the documentation's site, generated from the code and never committed."""

from __future__ import annotations

from collections.abc import Mapping

from reference import command_line, fields, python, rules, tables, vocabulary

__all__ = ["pages"]

_INDEX = """\
# Reference

These pages are generated from the code each time the site is built: what they say is what the code does.

| page | says |
| --- | --- |
| [The format](format/agreement.md) | every field of a record: its values, whether it is required, an example |
| [Vocabulary](vocabulary.md) | every word, its meaning, its source, the records it occurs in |
| [Rules](rules.md) | what is checked between two places of a record: why it matters and what to do |
| [Command line](command-line.md) | the commands and their options |
| [Tables](tables.md) | the columns of `rows` |
| [Python](python/index.md) | functions and classes |
"""


def pages() -> Mapping[str, str]:
    """Return the text of each page by its path below `docs/`, in Markdown."""
    return {
        "reference/index.md": _INDEX,
        **fields.pages(),
        "reference/vocabulary.md": vocabulary.page(),
        "reference/rules.md": rules.page(),
        "reference/command-line.md": command_line.page(),
        "reference/tables.md": tables.page(),
        **python.pages(),
    }
