"""What the commands on tracking are given: records and what happened; stdin may be one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agreements.cli._group import NOT_DONE
from agreements.cli._streams import complain_invalid, parse_stdin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agreements.model import Agreement, Chronology
    from agreements.reading import ReadResult

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

    Every file that holds no valid record is told before it is given up.

    Args:
        paths: The paths, in order.
        events: Where else stdin may be meant.

    Raises:
        AgreementsError: A folder holds no record.
        UsageError: There is no record, or `-` is given twice.
        Exit: A file holds no valid record; which and why was told.
    """
    from agreements.errors import InvalidRecordError
    from agreements.model import Agreement

    only_one_stdin(paths, events)
    found, is_whole = [], True
    for path in paths:
        for result in _read(path):
            try:
                found.append(result.holding(Agreement))
            except InvalidRecordError as error:
                complain_invalid(error)
                is_whole = False
    if not is_whole:
        raise click.exceptions.Exit(NOT_DONE)
    if not found:
        raise click.UsageError(f"there is no record in {', '.join(map(repr, paths))}")
    return found


def load_events(paths: Sequence[str]) -> list[Chronology]:
    """Return the events in files, each once; `-` is YAML on stdin.

    Raises:
        InvalidRecordError: A file holds no valid events.
    """
    from agreements import reading
    from agreements.model import Chronology

    found = (parse_stdin().holding(Chronology) if path == "-" else reading.load_events(path) for path in paths)
    return list(dict.fromkeys(found))


def _read(path: str) -> Iterator[ReadResult]:
    from agreements.reading import read_all

    return iter([parse_stdin()]) if path == "-" else read_all(path)
