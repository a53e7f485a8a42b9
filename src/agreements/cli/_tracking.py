"""The commands that ask what holds on a day and how to leave. Only here is it known what day it is."""

from __future__ import annotations

import datetime

import click

from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import load, show_result, terminal_width, wants_color

__all__ = ["exits", "status"]

_FORMATS = click.Choice(["text", "json"])


class _Day(click.ParamType[datetime.date]):
    """An exact day."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{str(value)!r} is no day; write it like 2025-01-20", param, ctx)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--as-of", type=_Day(), metavar="DAY", help="The day asked about, such as 2025-01-20; today by default.")
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show how each state is known.")
def status(paths: tuple[str, ...], as_of: datetime.date | None, format_: str, why: bool) -> int:
    """Say what holds on a day: for each agreement, each party and each part.

    PATH is a record or a folder of records.
    """
    from agreements.reading import load_all
    from agreements.renderers import STATUSES
    from agreements.tracking import status as holds

    day = as_of or datetime.date.today()
    records = [record for path in paths for record in ([load(path)] if path == "-" else load_all(path))]
    found = [holds(record, as_of=day) for record in records]
    show_result(STATUSES[format_](found, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND


@click.command()
@click.argument("path")
@click.option("--by", required=True, metavar="PARTY", help="Who wants to leave, such as USA.")
@click.option("--notice-on", type=_Day(), metavar="DAY", help="When it gives notice; today by default.")
@click.option(
    "--out-by",
    type=_Day(),
    metavar="DAY",
    help="The first day on which it wants to be out, the day before being the last in force: "
    "adds the last day for notice.",
)
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show how each day came about.")
def exits(
    path: str, by: str, notice_on: datetime.date | None, out_by: datetime.date | None, format_: str, why: bool
) -> int:
    """Say how a party can leave the agreement at PATH, and when each way takes effect."""
    from agreements.renderers import EXITS
    from agreements.tracking import exits as ways_out

    record = load(path)
    found = ways_out(record, by=by, notice_on=notice_on or datetime.date.today(), out_by=out_by)
    show_result(EXITS[format_](record, found, by=by, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND
