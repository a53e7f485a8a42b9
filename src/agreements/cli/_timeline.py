"""`agreements timeline`."""

from __future__ import annotations

import datetime

import click

from agreements.cli._given import events_option, load_events, load_records
from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import show_result, terminal_width, wants_color
from agreements.cli._times import DAY

__all__ = ["timeline"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "svg"]),
    default="text",
    show_default=True,
    help="svg is a picture; it needs the extra plot.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write it; standard output by default.")
@click.option("--as-of", type=DAY, metavar="DAY", help="Mark this day, such as 2025-01-20.")
@events_option
def timeline(
    paths: tuple[str, ...], format_: str, output: str, as_of: datetime.date | None, events: tuple[str, ...]
) -> int:
    """Draw the lives of agreements: signature, beginning, reviews, decisions, the last day.

    What can't be told is drawn as such. PATH is a record, a folder of records, or - for YAML on stdin.
    """
    from agreements.renderers import TIMELINES
    from agreements.tracking import life

    happened = load_events(events)
    lives = [life(record, happened) for record in load_records(paths, events)]
    to_screen = output == "-"
    width, color = (terminal_width(), wants_color()) if to_screen else (80, False)
    shown = TIMELINES[format_](lives, width=width, color=color, as_of=as_of)
    if to_screen:
        show_result(shown)
    else:
        _write(output, shown.encode("utf-8"))
    return NOTHING_FOUND


def _write(output: str, data: bytes) -> None:
    """Write a file whole, in the place of one that is there."""
    from pathlib import Path

    from agreements.cli._files import create_file, replace_file

    file = Path(output)
    try:
        create_file(file, data)
    except FileExistsError:
        replace_file(file, data)
