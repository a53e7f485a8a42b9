"""Findings for reading: each with its line and a caret, then the counts and what was not checked."""

from __future__ import annotations

import re
from collections import Counter

import click

from agreements.diagnostics import Finding, Report, Severity
from agreements.renderers._safe import cells, safe, wrapped

__all__ = ["render", "summary"]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
# The line ends that positions are counted by.
_LINE_END = re.compile(r"\r\n|\r|\n")


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return the findings of a report as text, ending in a line end.

    Args:
        report: What was found.
        width: The most characters of a line of a record, or of our own sentences, that are shown.
        color: Whether to colour the severities for a terminal.
    """
    lines: list[str] = []
    texts: dict[str, list[str]] = {}
    for finding in report.findings:
        file = finding.file or ""
        if file not in texts:
            lines_of = _LINE_END.split(report.texts.get(file, ""))
            texts[file] = [line if line.strip() else "" for line in lines_of]
        lines += [_head(finding, color), *_excerpt(finding, texts[file], width)]
        if finding.hint:
            lines += wrapped(f"hint: {finding.hint}", width, "    ", "          ")
    if lines:
        lines.append("")
    lines += wrapped(summary(report), width)
    if report.not_checked:
        lines.append("not checked:")
        for sentence in report.not_checked:
            lines += wrapped(sentence, width, "  - ", "    ")
    return "\n".join(lines) + "\n"


def _head(finding: Finding, color: bool) -> str:
    place = safe(finding.file or "<record>")
    if finding.span is not None:
        place += f":{finding.span.line}:{finding.span.column}"
    elif str(finding.pointer):
        place += f":{safe(str(finding.pointer))}"
    severity = str(finding.severity)
    if color:
        severity = click.style(severity, fg=_COLOURS[finding.severity], bold=True)
    rule = f" [{safe(finding.rule)}]" if finding.rule else ""
    return f"{place}: {severity}{rule} {safe(finding.message)}"


def _excerpt(finding: Finding, lines: list[str], width: int) -> list[str]:
    """Return the line at fault, cut around the caret, and the caret below it."""
    span = finding.span
    if span is None or not 1 <= span.line <= len(lines) or not lines[span.line - 1]:
        return []
    line = lines[span.line - 1]
    room = max(width, 20) - 4
    caret = min(span.column - 1, len(line))
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    # A line may have millions of characters: never more of it is measured than could be shown.
    start = 0
    if len(line) > room or cells(_shown(line)) > room:
        # A third of the line before the caret shows what the fault stands in.
        start = caret
        while start > max(0, caret - room) and cells(_shown(line[start - 1 : caret])) <= room // 3:
            start -= 1
    before, after = ("…" if start else "") + _shown(line[start:caret]), _shown(line[caret : caret + room])
    if caret + room < len(line) or cells(before + after) > room:
        after = _fitting(after, room - 1 - cells(before)) + "…"
    marked = max(1, min(cells(_shown(line[caret : min(last, caret + room)])), cells(after.removesuffix("…"))))
    return [f"    {before}{after}".rstrip(), "    " + " " * cells(before) + "^" * marked]


def _shown(text: str) -> str:
    return safe(text.replace("\t", " "))


def _fitting(text: str, room: int) -> str:
    """Return as much of the text as fits into so many columns."""
    for end, char in enumerate(text):
        room -= cells(char)
        if room < 0:
            return text[:end]
    return text


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
