"""The commands that ask how durable an agreement is, and what an event would change."""

from __future__ import annotations

import datetime

import click

from agreements.cli._given import events_option, load_events, load_records
from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import load, show_result, terminal_width, wants_color
from agreements.cli._times import DAY

__all__ = ["durability", "what_if"]

_FORMATS = click.Choice(["text", "json"])


@click.command()
@click.argument("path")
@click.option("--terms", required=True, metavar="FILE", help="The terms of an office (terms-of-office/1).")
@events_option
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show how each day came about.")
def durability(path: str, terms: str, events: tuple[str, ...], format_: str, why: bool) -> int:
    """Lay the agreement at PATH beside terms of office: who could be out when, and what holds.

    It says what binds in law, what waits for money, and for each term the last day in force if notice were given on
    its first day. - is YAML on stdin.
    """
    from agreements.reading import load_terms
    from agreements.renderers import DURABILITIES
    from agreements.tracking import durability as laid_beside

    found = laid_beside(load(path), load_terms(terms), load_events(events))
    show_result(DURABILITIES[format_](found, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND


@click.command("what-if")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--event", required=True, metavar="WORD", help="What happens, such as becomes-member or armed-attack.")
@click.option("--by", multiple=True, metavar="ID", help="By whom, such as UKR; repeatable.")
@click.option("--against", multiple=True, metavar="ID", help="Against whom; repeatable.")
@click.option("--of", metavar="ID", help="The organisation, where it is about membership: NATO, EU.")
@click.option("--on", type=DAY, metavar="DAY", help="Its day; by default a day on which the agreement is in force.")
@events_option
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True)
@click.option("--why", is_flag=True, help="Show all reasons.")
def what_if(
    paths: tuple[str, ...],
    event: str,
    by: tuple[str, ...],
    against: tuple[str, ...],
    of: str | None,
    on: datetime.date | None,
    events: tuple[str, ...],
    format_: str,
    why: bool,
) -> int:
    """Say what an event would change: what it sets off, and whether the agreement ends with it.

    PATH is a record, a folder of records, or - for YAML on stdin. `agreements what-if examples/ukraine
    --event becomes-member --by UKR --of NATO` asks it of all at once.
    """
    from agreements.renderers import WHAT_IFS
    from agreements.tracking import what_if as supposing

    happened = load_events(events)
    found = [
        supposing(record, event, by=by, against=against, of=of, on=on, events=happened)
        for record in load_records(paths, events)
    ]
    show_result(WHAT_IFS[format_](found, width=terminal_width(), color=wants_color(), why=why))
    return NOTHING_FOUND
