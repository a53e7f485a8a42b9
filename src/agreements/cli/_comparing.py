"""The commands that look at many agreements at once, or at one as coders do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from agreements.cli._given import load_records
from agreements.cli._group import FOUND, NOTHING_FOUND
from agreements.cli._streams import load, show_result, terminal_width, wants_color

if TYPE_CHECKING:
    from agreements.model import Agreement

__all__ = ["codesheet", "compare", "compare_coders"]


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--rows",
    "rows",
    multiple=True,
    metavar="NAME",
    help="Show these rows, groups of rows or topics in full, such as emergency or cyber; commas join several, "
    "--list-rows lists them.",
)
@click.option("--baseline", metavar="ID", help="Judge the others against this one: its id, or its label, such as GBR.")
@click.option(
    "--role", "roles", multiple=True, metavar="OLD=NEW", help="Who in NEW plays the part of whom in the baseline."
)
@click.option(
    "--order",
    type=click.Choice(["given", "likeness"]),
    default="given",
    show_default=True,
    help="The order of the columns: as given, or those that are alike side by side.",
)
@click.option("--places", is_flag=True, help="Name where each text says so.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "csv", "xlsx", "html", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--list-rows",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, wanted: _list_rows(context, wanted),
    help="List the rows there are, and stop.",
)
def compare(
    paths: tuple[str, ...],
    rows: tuple[str, ...],
    baseline: str | None,
    roles: tuple[str, ...],
    order: str,
    places: bool,
    format_: str,
) -> int:
    """Compare many agreements: a row a feature, a column an agreement.

    PATH is a record or a folder of records. xlsx goes to a file: agreements compare PATH... --format xlsx > out.xlsx
    """
    if format_ == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is nothing for a terminal; send it to a file, such as > compared.xlsx")
    if roles and baseline is None:
        raise click.UsageError("--role needs --baseline")
    from agreements.matrix import compare as side_by_side
    from agreements.renderers import MATRICES

    agreements = load_records(paths)
    names = [name.strip() for given in rows for name in given.split(",") if name.strip()]
    matrix = side_by_side(agreements, rows=names or None, baseline=baseline, roles=_roles(roles, agreements, baseline))
    if order == "likeness":
        matrix = matrix.ordered()
    show_result(MATRICES[format_](matrix, width=terminal_width(), color=wants_color(), full=bool(names), places=places))
    return NOTHING_FOUND


@click.command()
@click.argument("path")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
def codesheet(path: str, format_: str) -> int:
    """Show the record at PATH value by value, each with its place, as a form to check; - is YAML on stdin."""
    from agreements.coding import codesheet as sheet_of
    from agreements.renderers import CODESHEETS

    show_result(CODESHEETS[format_](sheet_of(load(path)), width=terminal_width(), color=wants_color()))
    return NOTHING_FOUND


def compare_coders(first: str, second: str, format_: str, explain: bool) -> int:
    """Show how far two coders of one text agree; return the exit code."""
    from agreements.coding import coder_agreement
    from agreements.renderers import CODERS

    found = coder_agreement(load(first), load(second))
    show_result(CODERS[format_](found, width=terminal_width(), color=wants_color(), explain=explain))
    return NOTHING_FOUND if found.same else FOUND


def _roles(
    pairs: tuple[str, ...], agreements: Sequence[Agreement], baseline: str | None
) -> dict[str, dict[str, str]] | None:
    """Return by agreement who of the baseline stands for whom: each pair for the agreements that have NEW."""
    found: dict[str, dict[str, str]] = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            raise click.UsageError(f"--role takes OLD=NEW, such as GBR=USA, not {pair!r}")
        having = [one.id for one in agreements if any(party.id == new for party in one.parties)]
        if not having:
            raise click.UsageError(f"--role names {new!r}, which is a party of none of the agreements")
        for name in having:
            if found.setdefault(name, {}).setdefault(old, new) != new:
                raise click.UsageError(f"--role gives {old!r} twice for {name}")
    return found or None


def _list_rows(context: click.Context, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from agreements.matrix import FEATURES, GROUPS
    from agreements.model.vocabulary import Topic
    from agreements.renderers._safe import wrapped

    width = terminal_width()
    lines = wrapped(
        "Groups of rows, and the rows in them; a topic's group has the clauses matched on it as well:", width
    )
    for group, heading in GROUPS.items():
        lines += wrapped(f"{group}: {heading}", width, "", "  ")
        for feature in FEATURES:
            if feature.group == group:
                lines += wrapped(f"{feature.name}: {feature.meaning}", width, "  ", "      ")
    others = ", ".join(sorted(map(str, Topic)))
    lines += ["", *wrapped(f"The clauses matched on any topic: {others}; on all of them: clauses.", width)]
    show_result("\n".join(lines) + "\n")
    context.exit(NOTHING_FOUND)
