"""Text to record: `read`, `parse`, `load`, `load_all`, with a position for everything that is wrong.

Nothing here raises for a fault in a file except `load` and `load_all`, which say everything that is wrong at once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from agreements._quoting import quoted
from agreements.diagnostics import Finding, Report, Severity, Span
from agreements.errors import AgreementsError, InvalidRecordError, InvalidValueError, WrongTypeError
from agreements.faults import MAX_FINDINGS, found
from agreements.model import DOCUMENTS, Agreement, Chronology, Document, TermsOfOffice
from agreements.model._given import expect_path
from agreements.pointer import ROOT, Pointer
from agreements.reading._faults import find_faults, warnings
from agreements.reading._json import build_json
from agreements.reading._tree import Tree, decode, lone_surrogates
from agreements.reading._yaml import build_yaml

__all__ = [
    "MAX_BYTES",
    "MAX_FINDINGS",
    "ReadResult",
    "find_files",
    "load",
    "load_all",
    "load_events",
    "load_terms",
    "parse",
    "plain_data",
    "read",
    "read_all",
    "read_lines",
]

MAX_BYTES = 16 * 1024 * 1024
"""The size, in bytes, above which a file is refused unless the caller allows more."""

Format = Literal["yaml", "json"]
D = TypeVar("D", Agreement, Chronology, TermsOfOffice)
_READERS: Mapping[type, str] = {
    Agreement: "load() reads agreements; on the command line, give it as PATH",
    Chronology: "load_events() reads events; on the command line, pass it to --events",
    TermsOfOffice: "load_terms() reads terms of office; on the command line, pass it to --terms",
}
BESIDE = ("events", "context")
"""Folders that hold what is beside agreements: events, terms of office."""
_LONG_PATH = 150  # characters beyond which a path that leads nowhere is cut in messages
_SUFFIXES: Mapping[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


@dataclass(frozen=True, slots=True, repr=False)
class ReadResult:
    """What came of reading one text.

    Attributes:
        document: What the text holds: a record, events, terms of office; None where it holds nothing valid.
        findings: Everything that is wrong, in the order of the lines.
        spans: Where each value stands, by its place in the record.
        text: The text itself, for showing lines; empty where it couldn't be decoded.
        name: The file's name, or `<text>`.
        data: What the text says as plain data, in its own order; None where it says nothing that can be used.
    """

    document: Document | None
    findings: tuple[Finding, ...]
    spans: Mapping[Pointer, Span]
    text: str
    name: str
    data: object = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        what = self.document if self.document is not None else "no valid record"
        return f"<ReadResult {self.name}: {what}; {len(self.findings)} finding{'s' * (len(self.findings) != 1)}>"

    @property
    def agreement(self) -> Agreement | None:
        """The record; None where the text holds no valid one, or something else."""
        return self.document if isinstance(self.document, Agreement) else None

    def holding(self, kind: type[D]) -> D:
        """Return what the text holds, where it holds that.

        Args:
            kind: `Agreement`, `Chronology` or `TermsOfOffice`.

        Raises:
            InvalidRecordError: It holds nothing valid, or a document of another format.
        """
        if isinstance(self.document, kind):
            return self.document
        if self.document is not None:
            raise InvalidRecordError(self.name, (*self.findings, self._other(kind)))
        raise InvalidRecordError(self.name, self.findings)

    def _other(self, kind: type[Document]) -> Finding:
        wanted = next(name for name, model in DOCUMENTS.items() if model is kind)
        message = f"it holds {quoted(self.document.format)}, not {quoted(wanted)}" if self.document else ""
        span = self.spans.get(ROOT / "format")
        return found(
            "other-document", message, _READERS[type(self.document)], at=ROOT / "format", span=span, file=self.name
        )

    def _repr_html_(self) -> str:
        """Return what was found, and what it holds if that is valid, as HTML, for notebooks."""
        from agreements.renderers import findings_html, show_html

        found = findings_html.render(Report(self.findings, (self.name,), int(self.document is not None)))
        return found + (show_html.render(self.document) if self.document else "")


def parse(
    text: str | bytes, format: Format = "yaml", *, name: str = "<text>", max_bytes: int = MAX_BYTES
) -> ReadResult:
    """Return what comes of reading a text; a path is never opened.

    Args:
        text: The record itself; bytes are UTF-8.
        format: `yaml` or `json`.
        name: What findings call the text.
        max_bytes: The size above which bytes are refused.

    Returns:
        The record or None, with every finding. It never raises for what the text holds.

    Raises:
        InvalidValueError: `format` is neither `yaml` nor `json`; it is a `ValueError` too.
        WrongTypeError: `text` is neither text nor bytes.
    """
    if format not in ("yaml", "json"):
        raise InvalidValueError("format", format, "a text is read as 'yaml' or 'json'", "its name goes into name=...")
    if isinstance(text, bytes):
        decoded, refused = decode(text, limit=max_bytes)
        if decoded is None:
            return ReadResult(None, tuple(one.located(name, one.span) for one in refused), {}, "", name)
        return _parsed(decoded, format, name, ())
    if not isinstance(text, str):
        raise WrongTypeError("parse", "text or bytes", text, _no_text_hint(text))
    findings = lone_surrogates(text)
    if _looks_like_path(text):
        hint = "this looks like a path; use read() or load() to open a file"
        findings = (found("path-as-text", f"{quoted(text.strip())} is no record", hint),)
    return _parsed(text, format, name, findings)


def _no_text_hint(value: object) -> str:
    if isinstance(value, os.PathLike):
        return "read(path) and load(path) open a file"
    if isinstance(value, dict):
        return "Agreement.from_plain(...) makes a record of plain data"
    return "pass its .read()" if hasattr(value, "read") else ""


def _parsed(text: str, format: Format, name: str, findings: tuple[Finding, ...]) -> ReadResult:
    tree = Tree(None, findings, {}, {}) if findings else (build_json if format == "json" else build_yaml)(text)
    errors = [finding for finding in tree.findings if finding.severity is Severity.ERROR]
    document, faults = (None, ()) if tree.data is None or errors else find_faults(tree.data)
    located = [_located(finding, tree, name) for finding in (*errors, *warnings(tree, faults))]
    located += [_located(fault.finding, tree, name, on_key=fault.on_key) for fault in faults]
    located.sort(key=_order)
    return ReadResult(document, tuple(located), tree.spans, text, name, tree.data)


def plain_data(text: str, name: str) -> object:
    """Return what a text says before anybody asks whether it is a record; None where it can't be told.

    Args:
        text: The text.
        name: Its file's name; a text is JSON where that says so, and else YAML.
    """
    format = _SUFFIXES.get(Path(name).suffix.lower(), "yaml")
    return (build_json if format == "json" else build_yaml)(text).data


def _order(finding: Finding) -> tuple[bool, int, int]:
    """The order of the lines; what says that there are more comes last."""
    line, column = (finding.span.line, finding.span.column) if finding.span else (0, 0)
    return finding.rule == "too-many", line, column


def _looks_like_path(text: str) -> bool:
    """Whether a text is one short line that ends as a file of ours does; no record does."""
    line = text.strip()
    return len(line) < 300 and "\n" not in line and line.lower().endswith(tuple(_SUFFIXES))


def _located(finding: Finding, tree: Tree, name: str, *, on_key: bool = False) -> Finding:
    """Give a finding its position: its own, its key's where a key is at fault, or its nearest ancestor's."""
    if finding.span is not None:
        return finding.located(name, finding.span)
    if on_key and (span := tree.key_spans.get(finding.pointer)) is not None:
        return finding.located(name, span)
    pointer = finding.pointer
    while (span := tree.spans.get(pointer)) is None and pointer != ROOT:
        pointer = pointer.parent
    return finding.located(name, span)


def read(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> ReadResult:
    """Return what comes of reading a file: `.yaml`, `.yml` or `.json`.

    A file that is missing, unreadable, too large, no regular file or not UTF-8 is a finding, never an exception.

    Raises:
        WrongTypeError: `path` is no path.
    """
    name = expect_path(path, "read")
    file = Path(name)
    format = _SUFFIXES.get(file.suffix.lower())
    obstacle = _obstacle(name)
    if obstacle is None and file.suffix.lower() == ".jsonl":
        hint = "load_all() reads them all; or write the line you mean to a .json file"
        obstacle = found("many-records", f"{name!r} holds a record a line, not one record", hint, file=name)
    elif obstacle is None and format is None:
        hint = "name it .yaml, .yml or .json"
        obstacle = found("unknown-format", f"{name!r} ends in no known suffix", hint, file=name)
    if obstacle is None:
        try:
            with file.open("rb") as stream:
                data = stream.read(max_bytes + 1)
        except OSError as error:
            obstacle = _unreadable(name, error)
    if obstacle is not None:
        return ReadResult(None, (obstacle,), {}, "", obstacle.file or name)
    return parse(data, format or "yaml", name=name, max_bytes=max_bytes)


def _obstacle(name: str) -> Finding | None:
    """Return why a path can't be opened as a file; None where it can. Nothing is opened: a pipe would block."""
    if not name:
        return found("unreadable", "an empty path names no file", "name a file", file=name)
    try:
        kind = os.stat(name).st_mode
        if stat.S_ISDIR(kind):
            os.scandir(name).close()  # a folder that can't be listed is no mistake of the caller's
            return found("folder", f"{name!r} is a folder, not a file", "load_all() reads folders", file=name)
    except (OSError, ValueError) as error:
        return _unreadable(name, error)
    if not stat.S_ISREG(kind):
        return found("unreadable", f"{name!r} is no regular file", "copy it to a file first", file=name)
    return None


def _unreadable(name: str, error: OSError | ValueError) -> Finding:
    reason = (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()
    file = name if "\n" not in name and len(name) <= _LONG_PATH else f"{name[:40]}..."
    if "\n" in name and not os.path.lexists(name[:_LONG_PATH]):
        message = f"{quoted(name, 40)} is a text of several lines, no path: {reason}"
        return found("text-as-path", message, "parse() reads a text", file=file)
    message = f"{quoted(name, _LONG_PATH)} can't be read: {reason}"
    return found("unreadable", message, "check the path and its rights", file=file)


def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Agreement:
    """Return the record in a file.

    Raises:
        InvalidRecordError: The file holds no valid record; its `findings` are everything that is wrong.
        WrongTypeError: `path` is no path.
    """
    return read(expect_path(path, "load"), max_bytes=max_bytes).holding(Agreement)


def load_events(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Chronology:
    """Return what happened, from a file of events (`format: events/1`).

    Raises:
        InvalidRecordError: The file holds no valid events; its `findings` are everything that is wrong.
        WrongTypeError: `path` is no path.
    """
    return read(expect_path(path, "load_events"), max_bytes=max_bytes).holding(Chronology)


def load_terms(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> TermsOfOffice:
    """Return the terms of an office, from a file (`format: terms-of-office/1`).

    Raises:
        InvalidRecordError: The file holds no valid terms; its `findings` are everything that is wrong.
        WrongTypeError: `path` is no path.
    """
    return read(expect_path(path, "load_terms"), max_bytes=max_bytes).holding(TermsOfOffice)


def load_all(*paths: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> Iterator[Agreement]:
    """Yield the records in files, folders and `.jsonl` files, one at a time, in the order of their names.

    One record is in memory at a time, unless the caller keeps them. Keeping thousands, Python's garbage collector
    looks at all of them again and again, in vain: records hold no reference cycles. It is the program's, so that
    nothing is changed here; a program that keeps many reads them between `gc.disable()` and `gc.enable()`, then
    `gc.freeze()` (docs/performance.md has the figures).

    Args:
        paths: Files or folders; folders are searched to any depth, left out are hidden ones and those that hold what
            is beside agreements: `events` and `context`.
        max_bytes: The size above which a file, or a line of a `.jsonl` file, is refused.

    Raises:
        InvalidRecordError: A file or line holds no valid record; raised when its turn comes.
        AgreementsError: A folder holds no record at all.
        WrongTypeError: Something that isn't a path was given.
    """
    for path in paths:
        expect_path(path, "load_all")
        for result in read_all(path, max_bytes=max_bytes):
            yield result.holding(Agreement)


def read_all(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Iterator[ReadResult]:
    """Yield what comes of reading each file at a path, and each line of a `.jsonl` file, in the order of their names.

    Args:
        path: A file or a folder, searched as `load_all` does.
        max_bytes: The size above which a file, or a line of a `.jsonl` file, is refused.

    Raises:
        AgreementsError: The folder holds no record file, or the path is empty.
        WrongTypeError: `path` is no path.
    """
    for file in find_files(expect_path(path, "read_all")):
        if file.suffix.lower() == ".jsonl":
            for number, result in read_lines(file, max_bytes=max_bytes):
                yield replace(result, name=f"{file}:{number}" if number else str(file))
        else:
            yield read(file, max_bytes=max_bytes)


def read_lines(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Iterator[tuple[int, ReadResult]]:
    """Yield what comes of reading each line of a `.jsonl` file, with the line's number in the file, counted from 1.

    Blank lines are passed over. A result is named `file:line`, and its `spans` and `text` are those of the line alone;
    its findings stand where they do in the file. A file that can't be read is one finding, with the number 0.

    Raises:
        WrongTypeError: `path` is no path.
    """
    number = 0
    name = expect_path(path, "read_lines")
    obstacle = _obstacle(name)
    if obstacle is not None:
        yield 0, ReadResult(None, (obstacle,), {}, "", name)
        return
    try:
        with Path(name).open("rb") as stream:
            while line := stream.readline(max_bytes + 2):
                number += 1
                if line.strip():
                    result = parse(line, "json", name=f"{name}:{number}", max_bytes=max_bytes + 1)
                    findings = tuple(finding.in_line(name, number) for finding in result.findings)
                    yield number, replace(result, findings=findings)
                while len(line) > max_bytes + 1 and not line.endswith(b"\n"):
                    line = stream.readline(max_bytes + 2)  # the rest of a line that was refused for its length
    except OSError as error:
        yield 0, ReadResult(None, (_unreadable(name, error),), {}, "", name)


def find_files(path: str | os.PathLike[str], *, beside: bool = False) -> Iterator[Path]:
    """Yield the record files at a path: itself if it is a file, those below it if it is a folder, sorted.

    Hidden files are left out; so are the folders `events` and `context` in it, which hold no agreements, unless
    `beside` asks for them. Links to folders are followed, each folder once. A folder that can't be listed is yielded
    itself, so that whoever reads it learns why.

    Raises:
        AgreementsError: The folder holds no record file, or the path is empty.
        WrongTypeError: `path` is no path.
    """
    if not expect_path(path, "find_files"):
        raise AgreementsError("an empty path names no file")
    start = Path(path)
    if not os.path.isdir(path):  # no error, where the name is longer than any can be
        yield start
        return
    found = False
    unlisted: list[OSError] = []
    seen: set[str] = set()
    for folder, folders, files in os.walk(start, onerror=unlisted.append, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:  # a link led back here
            folders[:] = []
            continue
        seen.add(real)
        left_out = () if beside else BESIDE
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in left_out)
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in (*_SUFFIXES, ".jsonl"):
                found = True
                yield Path(folder) / name
    yield from (Path(error.filename) for error in unlisted)
    if not found and not unlisted:
        raise AgreementsError(f"the folder {str(path)!r} holds no record (.yaml, .yml, .json, .jsonl)")
