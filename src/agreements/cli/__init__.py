"""The command line. Data goes to stdout, the rest to stderr; `main` is the `agreements` command.

Commands import what they need when they run: `--help` and `--version` answer without loading the model.
"""

from __future__ import annotations

import click

from agreements._version import __version__
from agreements.cli._comparing import codesheet, compare, compare_coders
from agreements.cli._durability import durability, what_if
from agreements.cli._format import format_command
from agreements.cli._group import FOUND, NOTHING_FOUND, Group
from agreements.cli._new import new
from agreements.cli._report import report
from agreements.cli._schedule import schedule
from agreements.cli._streams import load, load_document, show_result, terminal_width, wants_color
from agreements.cli._timeline import timeline
from agreements.cli._tracking import exits, status
from agreements.cli._validate import validate

__all__ = ["main"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="agreements", message="%(prog)s %(version)s")
def main() -> None:
    """Check, show and compare records of international agreements.

    Exit codes: 0 nothing found or same; 1 findings or different; 2 the work could not be done.
    """


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--peers", is_flag=True, help="The two are agreements with different partners, not versions of one.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="OLD=NEW",
    help="Who in NEW plays the part of whom in OLD, such as GBR=USA; repeatable. The others are told by their roles.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "json-patch"]),
    default="text",
    show_default=True,
)
@click.option(
    "--only",
    multiple=True,
    metavar="WORD",
    help="Show only changes of this topic or effect; repeatable: of any of these topics, with any of these effects.",
)
@click.option("--explain", is_flag=True, help="Say for each change how it was judged.")
@click.option(
    "--coders",
    is_flag=True,
    help="The two are coders of one text: count by field how far they agree, with Cohen's kappa.",
)
def diff(
    old: str,
    new: str,
    peers: bool,
    roles: tuple[str, ...],
    format_: str,
    only: tuple[str, ...],
    explain: bool,
    coders: bool,
) -> int:
    """Compare two records: what NEW says otherwise than OLD, and what that does to what is owed.

    Either may be - for YAML on stdin.
    """
    if old == new == "-":
        raise click.UsageError("only one of the two can be stdin")
    if coders:
        if peers or roles or only or format_ == "json-patch":
            raise click.UsageError("--coders compares two records of one text: no --peers, --role, --only, json-patch")
        return compare_coders(old, new, format_, explain)
    mapping = _roles(roles)
    if mapping and not peers:
        raise click.UsageError("--role needs --peers")
    if only and format_ == "json-patch":
        raise click.UsageError("--only can't narrow a json-patch: it would no longer lead from OLD to NEW")
    from agreements.comparison import diff as differ
    from agreements.renderers import DIFFS

    compared = differ(load(old), load(new), peers=peers, roles=mapping or None)
    if only:
        compared = compared.only(*only)
        different = bool(compared.changes)
    else:
        different = not compared.same
    show_result(DIFFS[format_](compared, width=terminal_width(), color=wants_color(), explain=explain))
    return FOUND if different else NOTHING_FOUND


@main.command()
@click.argument("path")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--full", is_flag=True, help="Tell every clause, by topic, in place of triggers and counts.")
def show(path: str, format_: str, full: bool) -> int:
    """Show the record at PATH in words, claims by others included; - is YAML on stdin.

    Of events and terms of office it is a list in the order of time.
    """
    from agreements.renderers import SHOWS

    show_result(SHOWS[format_](load_document(path), width=terminal_width(), color=wants_color(), full=full))
    return NOTHING_FOUND


@main.command()
@click.argument("format_", metavar="[FORMAT]", default="agreement/1")
def schema(format_: str) -> int:
    """Print a format as JSON Schema 2020-12.

    FORMAT is what a file's `format` says: agreement/1 (the default), events/1 or terms-of-office/1.
    """
    from agreements.schema import schema_text

    show_result(schema_text(format_))
    return NOTHING_FOUND


@main.command()
@click.argument("name", required=False)
def rules(name: str | None) -> int:
    """List the rules and faults that `validate` finds, or show the manual page of the one called NAME."""
    from agreements.cli._manual import listing, page
    from agreements.errors import UnknownNameError

    try:
        show_result(listing(terminal_width()) if name is None else page(name.strip("[]"), terminal_width()))
    except UnknownNameError as error:
        raise click.UsageError(f"{error}" + ("" if error.near else "; `agreements rules` lists them")) from None
    return NOTHING_FOUND


def _roles(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            raise click.UsageError(f"--role takes OLD=NEW, such as GBR=USA, not {pair!r}")
        if mapping.setdefault(old, new) != new:
            raise click.UsageError(f"--role gives {old!r} twice")
    return mapping


for _command in (
    validate,
    format_command,
    new,
    codesheet,
    compare,
    status,
    schedule,
    exits,
    durability,
    what_if,
    timeline,
    report,
):
    main.add_command(_command)
