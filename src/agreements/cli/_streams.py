"""What every command reads and writes: a path or stdin, results to stdout, colour where it is wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agreements.model import Agreement
    from agreements.reading import ReadResult

__all__ = ["complain", "load", "parse_stdin", "show_result", "wants_color"]


def load(path: str) -> Agreement:
    """Return the record at a path; `-` is YAML on stdin.

    Raises:
        InvalidRecordError: There is no valid record.
    """
    from agreements import reading
    from agreements.errors import InvalidRecordError

    if path != "-":
        return reading.load(path)
    result = parse_stdin()
    if result.agreement is None:
        raise InvalidRecordError(result.name, result.findings)
    return result.agreement


def parse_stdin() -> ReadResult:
    """Return what comes of reading stdin as YAML."""
    from agreements.reading import MAX_BYTES, parse

    return parse(sys.stdin.buffer.read(MAX_BYTES + 1), name="<stdin>")


def wants_color() -> bool:
    """Whether stdout is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


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

    from agreements.renderers._safe import safe

    click.echo(f"{label}: " + "\n".join(safe(line) for line in message.split("\n")), err=True)
