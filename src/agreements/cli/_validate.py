"""`agreements validate`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from agreements.cli._group import FOUND, NOT_DONE, NOTHING_FOUND
from agreements.cli._streams import complain_unread, parse_stdin, show_result, terminal_width, wants_color

if TYPE_CHECKING:
    from agreements.diagnostics import Report
    from agreements.rules import Rule

__all__ = ["validate"]

# For these the names of files are written from the folder the command runs in, as whoever reads them expects.
_FOR_MACHINES = frozenset({"sarif", "github"})


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="sarif is SARIF 2.1.0; github are the commands that GitHub's workflows show beside the lines.",
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    show_default=True,
    help="Show only findings at least this severe.",
)
@click.option("--select", multiple=True, metavar="NAMES", help="Judge only by these rules: NAME,NAME; repeatable.")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Leave these rules out: NAME,NAME; repeatable.")
def validate(
    paths: tuple[str, ...], format_: str, severity: str, select: tuple[str, ...], ignore: tuple[str, ...]
) -> int:
    """Check the records, events and terms of office at each PATH by the format and by every rule.

    PATH is a file (.yaml, .yml, .json, .jsonl), a folder, or - for YAML on stdin; a file named twice is checked once.
    Events are judged beside the records that are named with them. Faults of the format are always shown; --select and
    --ignore choose among the rules that `agreements rules` lists.
    """
    from dataclasses import replace

    from agreements.diagnostics import Severity
    from agreements.renderers import FINDINGS

    rules, left_out = _chosen(select, ignore)
    place = _below_here if format_ in _FOR_MACHINES else str
    report = _check(paths, rules, place).parted()
    least = Severity(severity).rank
    shown = tuple(finding for finding in report.findings if finding.severity.rank <= least)
    hidden = len(report.findings) - len(shown)
    not_checked = [*report.not_checked, *left_out]
    if hidden:
        not_checked.append(f"{hidden} less severe than {severity}: not shown")
    report = replace(report, findings=shown, not_checked=tuple(not_checked))
    if report.records or shown or format_ != "text" or not report.unread:  # "nothing found" would be no answer
        show_result(FINDINGS[format_](report, width=terminal_width(), color=wants_color()))
    for finding in report.unread:
        complain_unread(finding)
    return NOT_DONE if report.unread else FOUND if shown else NOTHING_FOUND


def _check(paths: tuple[str, ...], rules: tuple[Rule, ...], place: Callable[[str], str]) -> Report:
    """Return what the files hold, then what stdin holds, which is read once; all of it is judged together."""
    from agreements.checking import check

    files = (place(path) if path else path for path in paths if path != "-")
    return check(*files, rules=rules, read_already=[parse_stdin()] if "-" in paths else ())


def _below_here(path: str) -> str:
    """Return a path as seen from the working directory, absolute where it leads out of it; links are kept."""
    absolute = os.path.abspath(path)
    try:
        relative = os.path.relpath(absolute)
    except ValueError:  # on Windows, another drive
        return absolute
    return absolute if relative == os.pardir or relative.startswith(os.pardir + os.sep) else relative


def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the rules to judge by, and a sentence that names those left out."""
    from agreements.errors import UnknownNameError
    from agreements.faults import FAULTS
    from agreements.rules import RULES, choose

    wanted, unwanted = list(_names("--select", select)), list(_names("--ignore", ignore))
    for name in (*wanted, *unwanted):
        if name in FAULTS:
            raise click.UsageError(f"{name!r} is a fault of the format, not a rule: faults are always looked for")
    try:
        rules = choose(wanted, unwanted)
    except UnknownNameError as error:
        hint = "" if error.near else "; `agreements rules` lists them"
        raise click.UsageError(f"{error}{hint}") from None
    if not rules:
        raise click.UsageError("--select and --ignore leave no rule to judge by")
    names = {rule.name for rule in rules}
    missing = sorted(rule.name for rule in RULES if rule.name not in names)
    if not missing:
        return rules, ()
    by = " and ".join(option for option, given in (("--select", wanted), ("--ignore", unwanted)) if given)
    many = "rules" if len(missing) > 1 else "rule"
    return rules, (f"what {len(missing)} {many} would find, left out by {by}: {', '.join(missing)}",)


def _names(option: str, given: tuple[str, ...]) -> Iterator[str]:
    for text in given:
        for name in text.split(","):
            if not name.strip():
                raise click.UsageError(f"{option} takes names of rules, such as duplicate-id,unknown-party")
            yield name.strip()
