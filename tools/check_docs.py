"""Run the examples of README.md and docs/*.md and compare what they show with what happens.

Usage: check_docs.py [--update] [FILES]

- The ```python blocks of a file run in order, in one namespace, from the root of the repository.
- In a ```console block each line that starts with "$ " is a command (a backslash at its end continues it); the lines
  after it must be what it prints, standard output and standard error together. A line of exactly "[...]" stands for
  any run of lines. `$?` is the exit code of the block's command before.
- A block after a line `<!-- no-run -->` is skipped, and said to be.

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
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
NO_RUN = "<!-- no-run -->"
ANY_LINES = "[...]"
SECONDS_A_COMMAND_MAY_TAKE = 120
FENCE = re.compile(r"^(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<language>[\w-]*)[^`]*$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, indentation and lines `start` to `end` (from 0, fences and `end` left out)."""

    language: str
    indent: str
    start: int
    end: int
    runs: bool


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
        yield Block(opening["language"], opening["indent"], start, end, last_words != NO_RUN)
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


def run_command(shell: str, status_before: int) -> tuple[list[str], int]:
    """Run a command from the root, without colour and 80 columns wide; return its lines and exit code."""
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
            cwd=ROOT,
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
        self.rewritten = 0

    def check(self, *, update: bool) -> None:
        """Run every example; with `update`, put the real output where the shown one differs and write the file."""
        module = ModuleType("documentation_example")
        sys.modules[module.__name__] = module  # Data classes look their own module up.
        new_lines: list[str] = []
        copied = 0
        for block in blocks(self.lines):
            if block.language not in {"python", "console"}:
                continue
            if not block.runs:
                self.skipped += 1
                print(f"{self.name}:{block.start}: skipped, marked no-run")
                continue
            body = [line.removeprefix(block.indent) for line in self.lines[block.start : block.end]]
            if block.language == "python":
                self._check_python(body, block.start, module)
                continue
            real = self._check_console(body, block.start, update=update)
            if real is not None:
                new_lines += self.lines[copied : block.start] + [(block.indent + line).rstrip() for line in real]
                copied = block.end
        new_lines += self.lines[copied:]
        if self.rewritten:
            self.path.write_text("\n".join(new_lines), encoding="utf-8")

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

    def _check_console(self, body: Sequence[str], start: int, *, update: bool) -> list[str] | None:
        """Return the block with its real output when it is to be rewritten."""
        stray, found = commands(body)
        if stray or not found:
            self.faults.append(
                f'{self.name}:{start}: a console block starts with a "$ " line; say ```text if nothing runs'
            )
            return None
        self.ran += 1
        status = 0
        new_body: list[str] = []
        different = False
        for command in found:
            real, status = run_command(command.shell, status)
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
    """Check the files named, or README.md and docs/*.md; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the examples of the documentation.")
    parser.add_argument("--update", action="store_true", help="write the real output into the console blocks")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILES", help="default: README.md and docs/*.md")
    options = parser.parse_args(arguments)
    paths = [path.absolute() for path in options.files]
    if not paths:
        paths = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.exists()]
    os.chdir(ROOT)
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
