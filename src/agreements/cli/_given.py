"""What the commands that ask about several records are given: records, what happened, how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agreements.cli._streams import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreements.model import Agreement, Chronology

__all__ = ["chronologies", "events_option", "records"]

events_option = click.option(
    "--events",
    "event_files",
    multiple=True,
    metavar="FILE",
    help="What happened, from a file of events (events/1); repeatable.",
)


def records(paths: Sequence[str]) -> list[Agreement]:
    """Return the records at each path: a file, a folder, or `-` for YAML on stdin.

    Raises:
        InvalidRecordError: One of them holds no valid record.
        UsageError: There is no record, or stdin is named twice.
    """
    from agreements.reading import load_all

    if paths.count("-") > 1:
        raise click.UsageError("stdin can be read once only")
    found = [record for path in paths for record in ([load(path)] if path == "-" else load_all(path))]
    if not found:
        raise click.UsageError(f"there is no record in {', '.join(map(repr, paths))}")
    return found


def chronologies(files: Sequence[str]) -> list[Chronology]:
    """Return what event files tell.

    Raises:
        InvalidRecordError: One of them holds no valid events.
    """
    from agreements.reading import load_events

    return [load_events(file) for file in files]
