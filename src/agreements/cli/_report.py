"""`agreements report`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import click

from agreements.cli._given import events_option, load_events, load_records
from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import complain
from agreements.cli._times import DAY, today

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["report"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="DIR", help="Write a site into this folder: start at its index.html.")
@click.option("--single", metavar="FILE", help="Write everything into this one file, to be kept or sent.")
@click.option("--title", default="Agreements side by side", metavar="TEXT", help="What the report is called.")
@click.option("--as-of", type=DAY, metavar="DAY", help="The day asked about, such as 2025-01-20; today by default.")
@click.option(
    "--pairs",
    multiple=True,
    metavar="ONE=OTHER",
    help="Two agreements to be seen side by side, by ids or labels, such as GBR=USA; repeatable. `all` or `none`; by "
    "default all where there are at most forty agreements.",
)
@events_option
def report(
    paths: tuple[str, ...],
    output: str | None,
    single: str | None,
    title: str,
    as_of: datetime.date | None,
    pairs: tuple[str, ...],
    events: tuple[str, ...],
) -> int:
    """Write a report to be read in a browser: a list, a page an agreement, any two side by side, the matrix, figures.

    It needs no server and loads nothing from elsewhere. PATH is a record, a folder of records, or - for YAML on stdin.
    """
    if output is None and single is None:
        raise click.UsageError("say where to write it: -o DIR for a site, --single FILE for one file")
    wanted = _pairs(pairs)
    from agreements.report import make_report

    site = make_report(
        load_records(paths, events),
        title=title,
        events=load_events(events),
        as_of=as_of or today(),
        pairs=wanted,
    )
    if output is not None:
        complain(f"{len(site.write(output))} pages in {output}", "written")
    if single is not None:
        site.write_single(single)
        complain(f"the report in {single}", "written")
    return NOTHING_FOUND


def _pairs(given: Sequence[str]) -> list[tuple[str, str]] | Literal["all", "none"] | None:
    """Return which two are asked for, as `make_report` takes them."""
    if not given:
        return None
    if len(given) == 1 and given[0] in ("all", "none"):
        return "all" if given[0] == "all" else "none"
    found = []
    for pair in given:
        one, equals, other = pair.partition("=")
        if not (one and equals and other):
            raise click.UsageError(f"--pairs takes ONE=OTHER, such as GBR=USA, or all, or none, not {pair!r}")
        found.append((one, other))
    return found
