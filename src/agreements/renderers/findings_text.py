"""Findings for reading: each with its line and a caret, then the counts and what was not checked."""

from __future__ import annotations

import re
from collections import Counter

import click

from agreements.diagnostics import Finding, Report, Severity
from agreements.renderers._safe import cells, safe, wrapped

__all__ = ["render", "summary"]

_ROOM = 32  # columns a message needs beside its place
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
# The line ends that positions are counted by.
_LINE_END = re.compile(r"\r\n|\r|\n")


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return the findings of a report as text, ending in a line end.

    Args:
        report: What was found.
        width: The most characters of a line; only a place (`file:line:column`) or a word may be longer.
        color: Whether to colour the severities for a terminal.
    """
    lines: list[str] = []
    texts: dict[str, list[str]] = {}
    for finding in report.findings:
        file = finding.file or ""
        if file not in texts:
            texts[file] = _LINE_END.split(report.texts.get(file, ""))
        lines += [*_head(finding, width, color), *_excerpt(finding, texts[file], width)]
        if finding.hint:
            lines += wrapped(f"hint: {finding.hint}", width, "    ", "          ", exact=True)
    if lines:
        lines.append("")
    lines += wrapped(summary(report), width)
    if report.not_checked:
        lines.append("not checked:")
        for sentence in report.not_checked:
            lines += wrapped(sentence, width, "  - ", "    ")
    return "\n".join(lines) + "\n"


def _head(finding: Finding, width: int, color: bool) -> list[str]:
    """Return place, severity, rule and message; the place is never broken."""
    place = safe(finding.file or "<record>")
    if finding.span is not None:
        place += f":{finding.span.line}:{finding.span.column}"
    elif str(finding.pointer):
        place += f":{safe(str(finding.pointer))}"
    severity = str(finding.severity)
    said = f"{severity}{f' [{finding.rule}]' if finding.rule else ''} {finding.message}"
    apart = len(place) > max(width, 20) - _ROOM
    start = "  " if apart else f"{place}: "
    first, *others = wrapped(said, width, start, "  ", exact=True)
    if color:
        first = start + click.style(severity, fg=_COLOURS[finding.severity], bold=True) + first[len(start + severity) :]
    return [*([f"{place}:"] if apart else []), first, *others]


def _excerpt(finding: Finding, lines: list[str], width: int) -> list[str]:
    """Return the line at fault, cut around the caret, and the caret below it."""
    span = finding.span
    if span is None or not 1 <= span.line <= len(lines) or not lines[span.line - 1].strip():
        return []
    line = lines[span.line - 1].replace("\t", " ")
    room = max(width, 20) - 4
    caret = min(span.column - 1, len(line))
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    start = 0
    if cells(safe(line)) > room:
        # A third of the line before the caret shows what the fault stands in.
        while cells(safe(line[start:caret])) > room // 3:
            start += 1
    before, after = ("…" if start else "") + safe(line[start:caret]), safe(line[caret:])
    shown = before
    marked = max(1, cells(safe(line[caret:last])))
    for char in after:
        if cells(shown) + cells(char) > room - 1 and cells(before + after) > room:
            shown += "…"
            break
        shown += char
    marked = max(1, min(marked, cells(shown) - cells(before)))
    return [f"    {shown}".rstrip(), "    " + " " * cells(before) + "^" * marked]


def summary(report: Report) -> str:
    """Return what was found, counted, in one line of our own words."""
    counts = Counter(finding.severity for finding in report.findings)
    found = ", ".join(_number(counts[severity], str(severity)) for severity in Severity if counts[severity])
    looked = f"{_number(len(report.files), 'file')}, {_number(report.records, 'valid record')}"
    return f"{found or 'nothing found'} in {looked}"


def _number(count: int, noun: str) -> str:
    if noun == "info":
        return f"{count} info"
    return f"{count} {noun}{'s' * (count != 1)}"
