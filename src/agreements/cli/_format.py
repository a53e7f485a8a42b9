"""`agreements format`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from agreements.cli._group import FOUND, NOT_DONE, NOTHING_FOUND
from agreements.cli._streams import complain, read_stdin, show_findings, show_result

if TYPE_CHECKING:
    from pathlib import Path

    from agreements.reading import ReadResult

__all__ = ["format_command"]


@click.command("format")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--check", is_flag=True, help="Change nothing; list the files that would change.")
def format_command(paths: tuple[str, ...], check: bool) -> int:
    """Rewrite the records, events and terms of office at each PATH in the canonical form; list what changed.

    PATH is a file (.yaml, .yml, .json), a folder, or - for YAML on stdin, whose canonical form goes to stdout.

    In YAML what fits on a line of 120 columns stands on one, in braces or brackets, but for lists of mappings; what
    doesn't takes a line for each key or item. Long texts are folded, and what some reader takes for a number or a day
    is quoted. Comments and blank lines stay, and what has one inside takes several lines. Fields stand in the order of
    the format, sets sorted; what is the default is left out. A file that holds no valid record is left as it is.

    Exit codes: 0 nothing to change; 1 changed, or would change; 2 something could not be done. With - and without
    --check it is 0 for any valid record.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- stands alone")
    if paths == ("-",):
        return _filter(check)
    seen: set[str] = set()
    codes = []
    for path in paths:
        for file in _files(path):
            real = os.path.realpath(file) if file else ""
            if file is None or real not in seen:
                codes.append(NOT_DONE if file is None else _in_place(file, check))
            seen.add(real)
    if FOUND in codes:
        count = codes.count(FOUND)
        click.echo(f"{count} file{'s' * (count != 1)} {'would change' if check else 'changed'}", err=True)
    return max(codes)


def _files(path: str) -> Iterator[Path | None]:
    """Yield the files to format; None for what can't be looked at."""
    from pathlib import Path

    from agreements.errors import AgreementsError
    from agreements.reading import find_files

    try:
        for file in find_files(path, beside=True):
            if file.suffix.lower() != ".jsonl":
                yield file
            elif str(file) == str(Path(path)):
                complain(f"{path!r} holds a record a line, and has no canonical form of its own")
                yield None
    except AgreementsError as error:
        complain(str(error))
        yield None


def _in_place(file: Path, check: bool) -> int:
    from agreements.cli._files import replace_file
    from agreements.errors import AgreementsError
    from agreements.reading import MAX_BYTES, read

    name = str(file)
    try:
        result = read(file)
        if result.document is None:
            _say_why(result)
            return NOT_DONE
        with file.open("rb") as stream:
            old = stream.read(MAX_BYTES + 1)
        if old.decode("utf-8", "replace").removeprefix("\ufeff") != result.text:
            raise AgreementsError("somebody else is writing it")
        new = _canonical(result, old, is_json=file.suffix.lower() == ".json")
        if new == old:
            return NOTHING_FOUND
        if not check:
            replace_file(file, new)
    except (AgreementsError, OSError) as error:
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
        complain(f"{name!r} is left as it is: {reason}")
        return NOT_DONE
    show_result(f"{name}\n")
    return FOUND


def _filter(check: bool) -> int:
    from agreements.reading import parse

    data = read_stdin()
    result = parse(data, name="<stdin>")
    if result.document is None:
        _say_why(result)
        return NOT_DONE
    new = _canonical(result, data)
    if check:
        return NOTHING_FOUND if new == data else FOUND
    show_result(new)
    return NOTHING_FOUND


def _canonical(result: ReadResult, old: bytes, *, is_json: bool = False) -> bytes:
    """Return the canonical text as UTF-8 without a mark, with the line ends of the old text's first line."""
    from agreements.writing import rewrite, write

    if result.document is None:
        raise AssertionError(result.name)
    text = write(result.document, "json") if is_json else rewrite(result.document, result.text)
    first, newline, _ = old.partition(b"\n")
    if newline and first.endswith(b"\r"):
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8")


def _say_why(result: ReadResult) -> None:
    """Say on stderr what is wrong with a record that is left as it is."""
    show_findings(result)
    if result.name != "<stdin>" and not any(finding.is_unread for finding in result.findings):
        complain(f"{result.name!r} is left as it is: it holds no valid record")
