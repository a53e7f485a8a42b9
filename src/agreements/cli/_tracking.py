"""The commands that ask what holds on a day and how to leave."""

from __future__ import annotations

import datetime

import click

from agreements.cli._given import events_option, load_events, load_records, only_one_stdin
from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import load, show_result, terminal_width, wants_color
from agreements.cli._times import DAY, today

__all__ = ["exits", "status"]

_FORMATS = click.Choice(["text", "json"])


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@events_option
@click.option("--as-of", type=DAY, metavar="DAY", help="The day asked about, such as 2025-01-20; today by default.")
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show how each state is known.")
def status(
    paths: tuple[str, ...], events: tuple[str, ...], as_of: datetime.date | None, format_: str, why: bool
) -> int:
    """Say what holds on a day: for each agreement, each party and each part.

    PATH is a record or a folder of records; - is YAML on stdin, for one PATH or one --events.
    """
    from agreements.renderers import STATUSES
    from agreements.tracking import status as holds

    day = as_of or today()
    records = load_records(paths, events)
    told = load_events(events)
    found = [holds(record, told, as_of=day) for record in records]
    show_result(STATUSES[format_](found, events=told, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND


@click.command()
@click.argument("path")
@click.option("--by", required=True, metavar="PARTY", help="Who wants to leave, such as USA.")
@click.option("--notice-on", type=DAY, metavar="DAY", help="When it gives notice; today by default.")
@click.option(
    "--out-by",
    type=DAY,
    metavar="DAY",
    help="The first day on which it wants to be out, the day before being the last in force: "
    "adds the last day for notice.",
)
@events_option
@click.option(
    "--as-of",
    type=DAY,
    metavar="DAY",
    help="The day on which it is asked: later acts aren't known yet. By default all that are recorded count.",
)
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show how each day came about.")
def exits(
    path: str,
    by: str,
    notice_on: datetime.date | None,
    out_by: datetime.date | None,
    events: tuple[str, ...],
    as_of: datetime.date | None,
    format_: str,
    why: bool,
) -> int:
    """Say how a party can leave the agreement at PATH, and when each way takes effect.

    Either PATH or one --events may be - for YAML on stdin.
    """
    from agreements.renderers import EXITS
    from agreements.tracking import exits as ways_out

    only_one_stdin((path,), events)
    record = load(path)
    told = load_events(events)
    given = notice_on or today()
    found = ways_out(record, by=by, notice_on=given, events=told, as_of=as_of, out_by=out_by)
    asked = {"by": by, "notice_on": given, "events": told}
    show_result(EXITS[format_](record, found, **asked, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND
