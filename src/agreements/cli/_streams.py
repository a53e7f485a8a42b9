"""What every command reads and writes: a path or stdin, results to stdout, in colour and width as a terminal wants."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agreements.diagnostics import Finding
    from agreements.errors import InvalidRecordError
    from agreements.model import Agreement, Document
    from agreements.reading import ReadResult

__all__ = [
    "complain",
    "complain_invalid",
    "complain_unread",
    "load",
    "load_document",
    "parse_stdin",
    "read_stdin",
    "show_findings",
    "show_result",
    "terminal_width",
    "wants_color",
]

_WIDTH: Final = 80
# Where Python has another way out than a command has.
_HINTS: Final = {
    "folder": "name one file in it",
    "many-records": "write the line that is meant to a file that ends in .json",
    "text-as-path": "put it into a file, or give it on stdin, as -",
}


def load(path: str) -> Agreement:
    """Return the record at a path; `-` is YAML on stdin.

    Raises:
        InvalidRecordError: There is no valid record.
    """
    from agreements import reading
    from agreements.model import Agreement

    if path != "-":
        return reading.load(path)
    return parse_stdin().holding(Agreement)


def load_document(path: str) -> Document:
    """Return the record, the events or the terms of office at a path; `-` is YAML on stdin.

    Raises:
        InvalidRecordError: There is nothing valid.
    """
    from agreements.errors import InvalidRecordError
    from agreements.reading import read

    result = parse_stdin() if path == "-" else read(path)
    if result.document is None:
        raise InvalidRecordError(result.name, result.findings)
    return result.document


def complain_invalid(error: InvalidRecordError) -> None:
    """Say on stderr why there is no record: what can't be looked at, or the first findings and how many more."""
    import click

    from agreements.errors import SHOWN_FINDINGS, one_line
    from agreements.renderers.findings_text import sentence

    if all(finding.is_unread for finding in error.findings):
        for finding in error.findings:
            complain_unread(finding)
        return
    count = len(error.findings)
    complain(f"{one_line(error.name)} is not a valid record ({count} finding{'s' * (count != 1)})")
    for finding in error.findings[:SHOWN_FINDINGS]:
        for line in sentence(finding, terminal_width()):
            click.echo(line, err=True)
    if count > SHOWN_FINDINGS:
        click.echo(f"  and {count - SHOWN_FINDINGS} more", err=True)


def show_findings(result: ReadResult) -> None:
    """Say on stderr what is wrong with what was read, each with its line."""
    import click

    from agreements.diagnostics import Report
    from agreements.renderers import FINDINGS

    unread = [finding for finding in result.findings if finding.is_unread]
    for finding in unread:
        complain_unread(finding)
    if not unread:
        report = Report(result.findings, (result.name,), 0, (), {result.name: result.text})
        click.echo(FINDINGS["text"](report, width=terminal_width()).rstrip("\n"), err=True)


def complain_unread(finding: Finding) -> None:
    """Say on stderr that a path can't be looked at, and what to do."""
    hint = _HINTS.get(finding.rule, finding.hint)
    complain(finding.message + (f" ({hint})" if hint else ""))


def parse_stdin() -> ReadResult:
    """Return what comes of reading stdin as YAML.

    Raises:
        OSError: It can't be read.
    """
    from agreements.reading import parse

    return parse(read_stdin(), name="<stdin>")


def read_stdin() -> bytes:
    """Return what stdin holds, up to one byte more than is taken.

    Raises:
        OSError: It can't be read; the error names it.
    """
    from agreements.reading import MAX_BYTES

    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        error.filename = "<stdin>"
        raise


def wants_color() -> bool:
    """Whether stdout is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return how many characters a line for people may have: `COLUMNS`, or the terminal's width, or else 80."""
    if os.environ.get("COLUMNS") or sys.stdout.isatty():
        return shutil.get_terminal_size((_WIDTH, 24)).columns
    return _WIDTH


def show_result(text: str | bytes) -> None:
    """Write to stdout as it is; a reader who went away is no error and changes no exit code."""
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        from agreements.cli._group import silence

        silence()


def complain(message: str, label: str = "error") -> None:
    """Write a message to stderr; it may quote a path or a record, so nothing in it may steer the terminal."""
    import click

    from agreements.renderers._safe import wrapped

    width = terminal_width()
    start = f"{label}: "
    for line in message.split("\n"):
        text = line.lstrip(" ")
        indent = start or line[: len(line) - len(text)]
        for shown in wrapped(text, width, indent, " " * (len(indent) + 2 * (not start)), exact=True):
            click.echo(shown, err=True)
        start = ""
