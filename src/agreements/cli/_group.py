"""How every command ends: an exit code, errors as one line, a closed pipe in silence; nothing heavy is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from agreements.cli._streams import complain, complain_invalid
from agreements.errors import AgreementsError, InvalidRecordError

__all__ = ["FOUND", "NOTHING_FOUND", "NOT_DONE", "Group", "silence"]

NOTHING_FOUND, FOUND, NOT_DONE = 0, 1, 2
"""The exit codes: nothing found or same; something found or different; the work could not be done."""


class Group(click.Group):
    """A group of commands that return their exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with its code."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="backslashreplace")
        code = self._run(args, prog_name or "agreements", complete_var, windows_expand_args, extra)
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            silence()
        except OSError as error:
            code = _unwritten(error)
        sys.exit(code)

    def _run(
        self,
        args: Sequence[str] | None,
        prog_name: str,
        complete_var: str | None,
        windows_expand_args: bool,
        extra: dict[str, Any],
    ) -> int:
        try:
            extra["windows_expand_args"] = windows_expand_args
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
        except click.ClickException as error:
            complain(error.format_message().rstrip("."))
            context = getattr(error, "ctx", None)
            if context is not None:
                click.echo(f"see: {context.command_path} --help", err=True)
        except InvalidRecordError as error:
            complain_invalid(error)
        except AgreementsError as error:
            complain(str(error))
        except click.exceptions.Abort:
            complain("interrupted")
        except RecursionError:
            complain("the input is nested too deeply")
        except BrokenPipeError:
            silence()
            return NOTHING_FOUND
        except OSError as error:
            if error.filename is None:  # whatever else is read or written is named
                return _unwritten(error)
            complain(f"{error.filename!r}: {(error.strerror or str(error)).lower()}")
        except SystemExit as error:
            # click itself exits like this only when the pipe it writes help to is closed.
            silence()
            return error.code if isinstance(error.code, int) and error.code != 1 else NOTHING_FOUND
        else:
            return code if isinstance(code, int) else NOTHING_FOUND
        return NOT_DONE


def _unwritten(error: OSError) -> int:
    """Say that standard output can't be written; return the exit code."""
    complain(f"the output can't be written: {(error.strerror or str(error)).lower()}")
    silence()
    return NOT_DONE


def silence() -> None:
    """Send the rest of the output nowhere, so that the interpreter's own last flush doesn't fail."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
