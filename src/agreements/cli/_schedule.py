"""The command that says what falls due."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from agreements.cli._given import events_option, load_events, load_records
from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import complain, show_result, terminal_width, wants_color
from agreements.cli._times import DAY, DAY_OR_MOMENT, ZONE, now

if TYPE_CHECKING:
    from agreements.tracking import AsOf

__all__ = ["schedule"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@events_option
@click.option(
    "--as-of",
    type=DAY_OR_MOMENT,
    metavar="DAY|MOMENT",
    help="The time asked about: 2026-03-04, or with the hour and its zone '2026-03-04T12:00[Europe/Kyiv]'; now by "
    "default.",
)
@click.option("--until", type=DAY, metavar="DAY", help="Leave out what surely falls due after this day.")
@click.option(
    "--zone",
    "zones",
    type=ZONE,
    multiple=True,
    metavar="ZONE",
    help="Show moments in this time zone, such as Europe/Kyiv; repeatable. By default the one that the event has.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help="ics is iCalendar, for calendars; it needs the extra 'calendar'.",
)
@click.option("--why", is_flag=True, help="Show how each entry is known.")
def schedule(
    paths: tuple[str, ...],
    events: tuple[str, ...],
    as_of: AsOf | None,
    until: datetime.date | None,
    zones: tuple[str, ...],
    format_: str,
    why: bool,
) -> int:
    """Say what falls due: who has to do what by when, by each reading of a clock that the text leaves open.

    PATH is a record or a folder of records; - is YAML on stdin, for one PATH or one --events.
    """
    from agreements.renderers import SCHEDULES
    from agreements.tracking import schedule as falls_due

    at = as_of or now()
    asked = at if isinstance(at, datetime.date) else at.day
    if until is not None and until < asked:
        raise click.UsageError(f"--until {until} lies before the day asked about, {asked}")
    records = load_records(paths, events)
    told = load_events(events)
    found = [(record, falls_due(record, told, as_of=at, until=until)) for record in dict.fromkeys(records)]
    shown = SCHEDULES[format_](
        found,
        events=told,
        as_of=at,
        until=until,
        zones=tuple(dict.fromkeys(zones)),
        width=terminal_width(),
        color=wants_color(),
        why=why,
    )
    show_result(shown)
    if format_ == "ics" and not any(one.first for _, deadlines in found for one in deadlines):
        complain("no time limit is known, so that the calendar is empty", "note")
    return NOTHING_FOUND
