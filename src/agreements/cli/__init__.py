"""The command line. Data goes to stdout, the rest to stderr; `main` is the `agreements` command.

Commands import what they need when they run: `--help` and `--version` answer without loading the model.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from agreements._version import __version__
from agreements.cli._group import FOUND, NOT_DONE, NOTHING_FOUND, Group

if TYPE_CHECKING:
    from agreements.checking import Report
    from agreements.model import Agreement
    from agreements.reading import ReadResult

__all__ = ["main"]

# What says that a path could not be looked at, rather than that something is wrong with a record.
_NOT_READ = frozenset({"unreadable", "folder", "unknown-format", "no-record"})


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="agreements", message="%(prog)s %(version)s")
def main() -> None:
    """Check, show and compare records of international agreements.

    Exit codes: 0 nothing found or same; 1 findings or different; 2 the work could not be done.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    show_default=True,
    help="Show only findings at least this severe.",
)
def validate(paths: tuple[str, ...], format_: str, severity: str) -> int:
    """Check the records at each PATH by the format and by every rule.

    PATH is a file (.yaml, .yml, .json, .jsonl), a folder, or - for YAML on stdin.
    """
    from dataclasses import replace

    from agreements.diagnostics import Report, Severity
    from agreements.renderers import FINDINGS

    report = Report.merged(_check(path) for path in paths)
    unread = [finding for finding in report.findings if finding.rule in _NOT_READ and finding.span is None]
    least = Severity(severity).rank
    shown = tuple(finding for finding in report.findings if finding.severity.rank <= least and finding not in unread)
    hidden = len(report.findings) - len(unread) - len(shown)
    if hidden:
        report = replace(report, not_checked=(*report.not_checked, f"{hidden} less severe than {severity}: not shown"))
    if report.records or shown or format_ != "text" or not unread:  # "nothing found" would be no answer
        _print(FINDINGS[format_](replace(report, findings=shown), color=_color()))
    for finding in unread:
        hint = f" ({finding.hint})" if finding.hint else ""
        click.echo(f"error: {_safe(finding.message)}{_safe(hint)}", err=True)
    return NOT_DONE if unread else FOUND if shown else NOTHING_FOUND


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--peers", is_flag=True, help="The two are agreements with different partners, not versions of one.")
@click.option("--role", "roles", multiple=True, metavar="OLD=NEW", help="Who in NEW plays the part of whom in OLD.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "json-patch"]),
    default="text",
    show_default=True,
)
@click.option("--only", multiple=True, metavar="WORD", help="Show only changes of this topic or effect.")
@click.option("--explain", is_flag=True, help="Say for each change how it was judged.")
def diff(
    old: str, new: str, peers: bool, roles: tuple[str, ...], format_: str, only: tuple[str, ...], explain: bool
) -> int:
    """Compare two records: what NEW says otherwise than OLD, and what that does to what is owed.

    Either may be - for YAML on stdin.
    """
    if old == new == "-":
        raise click.UsageError("only one of the two can be stdin")
    mapping = _roles(roles)
    if mapping and not peers:
        raise click.UsageError("--role needs --peers")
    if only and format_ == "json-patch":
        raise click.UsageError("--only can't narrow a json-patch: it would no longer lead from OLD to NEW")
    from agreements.comparison import diff as compare
    from agreements.renderers import DIFFS

    compared = compare(_load(old), _load(new), peers=peers, roles=mapping or None)
    if only:
        compared = compared.only(*only)
        different = bool(compared.changes)
    else:
        different = not compared.same
    _print(DIFFS[format_](compared, color=_color(), explain=explain))
    return FOUND if different else NOTHING_FOUND


@main.command()
@click.argument("path")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def show(path: str, format_: str) -> int:
    """Show the record at PATH in words, claims by others included; - is YAML on stdin."""
    from agreements.renderers import SHOWS

    _print(SHOWS[format_](_load(path), color=_color()))
    return NOTHING_FOUND


@main.command()
def schema() -> int:
    """Print the format as JSON Schema 2020-12."""
    from agreements.schema import schema_text

    _print(schema_text())
    return NOTHING_FOUND


@main.command()
@click.argument("name", required=False)
def rules(name: str | None) -> int:
    """List the rules of `validate`, or show the manual page of the rule NAME."""
    from agreements.cli._manual import listing, page

    _print(listing() if name is None else page(name))
    return NOTHING_FOUND


def _check(path: str) -> Report:
    from agreements.checking import check, judge

    return judge(_stdin()) if path == "-" else check(path)


def _load(path: str) -> Agreement:
    from agreements.errors import InvalidRecordError
    from agreements.reading import load

    if path != "-":
        return load(path)
    result = _stdin()
    if result.agreement is None:
        raise InvalidRecordError(result.name, result.findings)
    return result.agreement


def _stdin() -> ReadResult:
    from agreements.reading import MAX_BYTES, parse

    return parse(sys.stdin.buffer.read(MAX_BYTES + 1), name="<stdin>")


def _roles(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        old, equals, new = pair.partition("=")
        if not (old and equals and new):
            raise click.UsageError(f"--role takes OLD=NEW, such as GBR=USA, not {pair!r}")
        if mapping.setdefault(old, new) != new:
            raise click.UsageError(f"--role gives {old!r} twice")
    return mapping


def _safe(text: str) -> str:
    from agreements.renderers._safe import safe

    return safe(text)


def _color() -> bool:
    """Whether stdout is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    """Write to stdout as it is; a reader who went away is no error and changes no exit code."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        from agreements.cli._group import _silence

        _silence()
