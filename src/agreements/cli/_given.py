"""What the commands on tracking are given: records and what happened; stdin may be one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agreements.cli._streams import load, parse_stdin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreements.model import Agreement, Chronology

__all__ = ["events_option", "load_events", "load_records", "only_one_stdin"]

events_option = click.option(
    "--events", multiple=True, metavar="FILE", help="What happened: a file of events; repeatable."
)


def only_one_stdin(*arguments: Sequence[str]) -> None:
    """Refuse to read stdin twice.

    Raises:
        UsageError: `-` is given twice.
    """
    if sum(paths.count("-") for paths in arguments) > 1:
        raise click.UsageError("only one of them can be stdin")


def load_records(paths: Sequence[str], events: Sequence[str] = ()) -> list[Agreement]:
    """Return the records at some paths, files or folders; `-` is YAML on stdin.

    Args:
        paths: The paths, in order.
        events: Where else stdin may be meant.

    Raises:
        AgreementsError: A folder holds no record.
        InvalidRecordError: A file holds no valid record.
        UsageError: There is no record, or `-` is given twice.
    """
    from agreements.reading import load_all

    only_one_stdin(paths, events)
    found = [record for path in paths for record in ([load(path)] if path == "-" else load_all(path))]
    if not found:
        raise click.UsageError(f"there is no record in {', '.join(map(repr, paths))}")
    return found


def load_events(paths: Sequence[str]) -> list[Chronology]:
    """Return the events in files; `-` is YAML on stdin.

    Raises:
        InvalidRecordError: A file holds no valid events.
    """
    from agreements import reading
    from agreements.model import Chronology

    return [parse_stdin().holding(Chronology) if path == "-" else reading.load_events(path) for path in paths]
