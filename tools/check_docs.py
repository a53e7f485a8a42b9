"""Run the examples of README.md and docs/**.md and compare what they show with what happens.

Usage: check_docs.py [--update] [FILES]

Each file has a scratch folder of its own, with copies of examples/ and schemas/ in it; that is where its blocks run.

- The ```python blocks of a file run in order, in one namespace.
- In a ```console block each line that starts with "$ " is a command (a backslash at its end continues it); the lines
  after it must be what it prints, standard output and standard error together. A line of exactly "[...]" stands for
  any run of lines. `$?` is the exit code of the block's command before.
- A ```yaml block is a record when it says `format:`, and must have no findings; else it is a fragment of one (top-level
  fields, or a list of clauses) and must fit the format. After a line `<!-- faulty -->` it must have findings instead.
- A block with `title="NAME"` is written to that file first. Python that is written to a file runs where a later command
  names the file.
- After a line `<!-- check: COMMAND {} -->` a block of any language is right when the command, given the block as a
  file, exits 0.
- After a line `<!-- no-run -->` a block is skipped, and said to be. Text that nobody runs is ```text. Any other block
  is a fault: nothing would notice when it goes out of date.

`--update` writes the real output into the console blocks; an output that already matches keeps its "[...]".
Exit 0 when everything agrees, 1 when something doesn't, 2 when a file can't be read.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from agreements import Finding, parse, validate
from agreements.pointer import ROOT as TOP

ROOT = Path(__file__).resolve().parent.parent
# What a file's blocks may read, beside what they write themselves.
MATERIAL = ("examples", "schemas")
MARKER = re.compile(r"<!-- (?P<name>no-run|faulty|check)(?:: (?P<command>[^>]*[^> ]))? -->")
ANY_LINES = "[...]"
SECONDS_A_COMMAND_MAY_TAKE = 120
FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<language>[\w-]*)(?P<rest>[^`]*)$")
TITLE = re.compile(r'\btitle="([^"]+)"')
# What a fragment of a record is put into.
BARE = (
    "format: agreement/1\n",
    "id: fragment\n",
    "title: Fragment\n",
    "instrument: agreement\n",
    "text: official\n",
    "sources: [{id: official, type: official-text, title: Fragment}]\n",
    "parties: [{id: first, role: party, name: First}, {id: second, role: party, name: Second}]\n",
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a document.

    Attributes:
        language: Its language; empty where the fence names none.
        indent: The blanks before its fence.
        start: The number of its first line, from 0, the fence left out.
        end: The number of the line after its last one.
        title: The file it is written to; empty where it is to none.
        marker: `no-run`, `faulty`, `check`, or empty.
        command: What checks it, after `check`.
    """

    language: str
    indent: str
    start: int
    end: int
    title: str = ""
    marker: str = ""
    command: str = ""


@dataclass(frozen=True)
class Command:
    """A command of a console block as written, and the output the document shows for it."""

    written: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def shell(self) -> str:
        """The command without its prompt, as the shell gets it."""
        return "\n".join((self.written[0][2:], *self.written[1:]))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the fenced blocks of a Markdown text in order; an unclosed one ends with the text."""
    last_words = ""
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if opening is None:
            last_words = lines[number].strip() or last_words
            number += 1
            continue
        closing = re.compile(rf"^[ ]*{re.escape(opening['fence'][0])}{{{len(opening['fence'])},}}[ ]*$")
        start = number + 1
        end = next((n for n in range(start, len(lines)) if closing.match(lines[n])), len(lines))
        title = TITLE.search(opening["rest"])
        marker = MARKER.fullmatch(last_words)
        yield Block(
            opening["language"],
            opening["indent"],
            start,
            end,
            title[1] if title else "",
            marker["name"] if marker else "",
            (marker["command"] or "") if marker else "",
        )
        last_words = ""
        number = end + 1


def commands(lines: Sequence[str]) -> tuple[list[str], list[Command]]:
    """Return the lines before the first command, which nothing prints, and the commands with the output shown."""
    stray: list[str] = []
    found: list[tuple[list[str], list[str]]] = []
    for line in lines:
        if found and not found[-1][1] and found[-1][0][-1].endswith("\\"):
            found[-1][0].append(line)
        elif line.startswith("$ "):
            found.append(([line], []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            stray.append(line)
    return stray, [Command(tuple(written), tuple(tidy(shown))) for written, shown in found]


def tidy(lines: Sequence[str]) -> list[str]:
    """Return the lines without white space at their ends and without empty lines at the end."""
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def matches(shown: Sequence[str], real: Sequence[str]) -> bool:
    """Tell whether the real lines are the shown ones, where `[...]` stands for any run of lines, also of none."""
    head, *others = _split(shown)
    if not others:
        return list(real) == head
    if list(real[: len(head)]) != head:
        return False
    *middle, tail = others
    at = len(head)
    for run in middle:
        # The first place is enough: taking a later one leaves less room for what follows.
        places = range(at, len(real) - len(run) + 1)
        place = next((n for n in places if list(real[n : n + len(run)]) == run), None)
        if place is None:
            return False
        at = place + len(run)
    return len(real) - at >= len(tail) and list(real[len(real) - len(tail) :]) == tail


def _split(lines: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for line in lines:
        if line == ANY_LINES:
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


def findings_of(text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a record, or with a fragment of one: top-level fields or a list of clauses.

    Rules judge whole records only: a fragment leaves out what they look at.
    """
    data: Any = yaml.load(text, Loader=yaml.BaseLoader)  # Plain scalars stay text, as when a record is read.
    if isinstance(data, dict) and "format" in data:
        result = parse(text)
        return (*result.findings, *(validate(result.document) if result.document else ()))
    if isinstance(data, list):
        text, data = f"clauses:\n{text}", {"clauses": data}
    if not isinstance(data, dict):
        return (Finding(TOP, "it is neither a record nor a fragment of one"),)
    return parse("".join(line for line in BARE if line.partition(":")[0] not in data) + text).findings


def run_command(shell: str, status_before: int, folder: Path) -> tuple[list[str], int]:
    """Run a command in a folder, without colour and 80 columns wide; return its lines and exit code."""
    programs = Path(sys.executable).parent  # Not resolved: the link in the virtual environment is what counts.
    environment = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    environment |= {
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "PYTHONUTF8": "1",
        "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath))),
    }
    try:
        done = subprocess.run(
            f"(exit {status_before})\n{shell}",
            shell=True,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_A_COMMAND_MAY_TAKE,
        )
    except subprocess.TimeoutExpired:
        return [f"(stopped after {SECONDS_A_COMMAND_MAY_TAKE} seconds)"], 124
    return tidy(done.stdout.decode(errors="replace").splitlines()), done.returncode


class Document:
    """One Markdown file, its examples and what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.faults: list[str] = []
        self.ran = 0
        self.skipped = 0
        self._unused: dict[str, int] = {}  # Programs that were written to a file, and where.
        self.rewritten = 0

    def check(self, *, update: bool) -> None:
        """Run every example; with `update`, put the real output where the shown one differs and write the file."""
        home = Path.cwd()
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for name in MATERIAL:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, folder / name)
            os.chdir(folder)
            try:
                new_lines = self._check_blocks(folder, update=update)
            finally:
                os.chdir(home)
        for title, start in self._unused.items():
            self._fault(start, f"{title} is written, and no command after it names it")
        if self.rewritten:
            self.path.write_text("\n".join(new_lines), encoding="utf-8")

    def _check_blocks(self, folder: Path, *, update: bool) -> list[str]:
        """Return the lines of the document, with the real output where it is to be rewritten."""
        module = ModuleType("documentation_example")
        sys.modules[module.__name__] = module  # Data classes look their own module up.
        new_lines: list[str] = []
        copied = 0
        for block in blocks(self.lines):
            body = [line.removeprefix(block.indent) for line in self.lines[block.start : block.end]]
            if block.marker == "no-run":
                self.skipped += 1
                print(f"{self.name}:{block.start}: skipped, marked no-run")
                continue
            if block.title:
                file = folder / block.title
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n".join(body) + "\n", encoding="utf-8")
            if block.marker == "check":
                self._check_by_command(body, block, folder)
            elif block.language == "python" and block.title:
                self._unused[block.title] = block.start
            elif block.language == "python":
                self._check_python(body, block.start, module)
            elif block.language == "yaml":
                self._check_yaml(body, block)
            elif block.language == "console":
                real = self._check_console(body, block.start, folder, update=update)
                if real is not None:
                    new_lines += self.lines[copied : block.start] + [(block.indent + line).rstrip() for line in real]
                    copied = block.end
            elif block.language != "text":
                self._fault(
                    block.start, "nothing runs this block; say ```text, or <!-- check: COMMAND {} --> before it"
                )
        return new_lines + self.lines[copied:]

    def _fault(self, start: int, what: str) -> None:
        self.faults.append(f"{self.name}:{start}: {what}")

    def _check_by_command(self, body: Sequence[str], block: Block, folder: Path) -> None:
        if "{}" not in block.command:
            self._fault(block.start, "'check' needs a command, with {} where the file's name goes")
            return
        self.ran += 1
        file = folder / (block.title or f"block.{block.language or 'txt'}")
        file.write_text("\n".join(body) + "\n", encoding="utf-8")
        said, status = run_command(block.command.replace("{}", shlex.quote(str(file))), 0, folder)
        if status:
            self._fault(block.start, "\n".join((f"{block.command} exits with {status}", *said)))

    def _check_yaml(self, body: Sequence[str], block: Block) -> None:
        self.ran += 1
        try:
            found = findings_of("\n".join(body) + "\n")
        except yaml.YAMLError as error:
            self._fault(block.start, str(error))
            return
        if block.marker == "faulty" and not found:
            self._fault(block.start, "it is marked faulty, and nothing is found in it")
        elif block.marker != "faulty" and found:
            self._fault(block.start, "\n".join(("it has findings", *map(str, found))))

    def _check_python(self, body: Sequence[str], start: int, module: ModuleType) -> None:
        self.ran += 1
        # Empty lines first, so that a traceback names, and quotes, the line of the document.
        source = "\n" * start + "\n".join(body) + "\n"
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                exec(compile(source, str(self.path), "exec", dont_inherit=True), module.__dict__)
        except SystemExit as stop:
            if stop.code not in (None, 0):
                self.faults.append(f"{self.name}:{start}: the block exits with {stop.code!r}\n{printed.getvalue()}")
        except Exception as error:
            # The first frame is ours.
            trace = traceback.format_exception(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
            self.faults.append(f"{self.name}:{start}: the block fails\n{''.join(trace)}")

    def _check_console(self, body: Sequence[str], start: int, folder: Path, *, update: bool) -> list[str] | None:
        """Return the block with its real output when it is to be rewritten."""
        stray, found = commands(body)
        if stray or not found:
            self._fault(start, 'a console block starts with a "$ " line; say ```text if nothing runs')
            return None
        self.ran += 1
        status = 0
        new_body: list[str] = []
        different = False
        for command in found:
            for title in [title for title in self._unused if title in command.shell]:
                del self._unused[title]
            real, status = run_command(command.shell, status, folder)
            agrees = matches(command.shown, real)
            new_body += [*command.written, *(command.shown if agrees else real)]
            if agrees:
                continue
            different = True
            if not update:
                difference = difflib.unified_diff(command.shown, real, "shown", "real", lineterm="")
                text = "\n".join((f"{self.name}:{start}: {command.written[0]}", *difference))
                self.faults.append(f"{text}\n(exit code {status})")
        if not (update and different):
            return None
        self.rewritten += 1
        return new_body


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named, or README.md and docs/**.md; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the examples of the documentation.")
    parser.add_argument("--update", action="store_true", help="write the real output into the console blocks")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILES", help="default: README.md and docs/**.md")
    options = parser.parse_args(arguments)
    paths = [path.absolute() for path in options.files]
    if not paths:
        paths = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.exists()]
    failed = False
    for path in paths:
        try:
            document = Document(path)
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: can't be read: {error}", file=sys.stderr)
            return 2
        document.check(update=options.update)
        for fault in document.faults:
            print(fault.rstrip() + "\n", file=sys.stderr)
        failed = failed or bool(document.faults)
        rewritten = f", {document.rewritten} rewritten" if document.rewritten else ""
        print(
            f"{document.name}: {document.ran} ran, {document.skipped} skipped, {len(document.faults)} wrong{rewritten}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
