"""The commands, each with what its `--help` says."""

from __future__ import annotations

import os

import click
from click.testing import CliRunner

from agreements.cli import main

__all__ = ["page"]

_HEAD = """\
# Command line

Data goes to standard output, the rest to standard error. Exit codes: 0 nothing found or the same, 1 something found or
different, 2 the work could not be done.
"""


def page() -> str:
    """Return the page: the help of the whole, then of each command."""
    context = click.Context(main, info_name="agreements")
    names = main.list_commands(context)
    sections = [f"## `agreements {name}` {{#{name}}}\n\n{_help(name)}" for name in names]
    return "\n".join([_HEAD, _help(), *sections])


def _help(*command: str) -> str:
    runner = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "80", "TERM": os.environ.get("TERM", "dumb")})
    done = runner.invoke(main, [*command, "--help"], prog_name="agreements", terminal_width=80)
    if done.exit_code:
        raise RuntimeError(f"agreements {' '.join(command)} --help exits with {done.exit_code}: {done.output}")
    return f"```text\n{done.output.rstrip()}\n```\n"
