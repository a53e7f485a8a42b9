"""Findings for reading: each with its line and a caret, then the counts and what was not checked."""

from __future__ import annotations

import re
from collections import Counter

import click

from agreements.diagnostics import Finding, Report, Severity
from agreements.renderers._safe import cells, safe, wrapped

__all__ = ["render", "sentence", "summary"]

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
            lines_of = _LINE_END.split(report.texts.get(file, ""))
            texts[file] = [line if line.strip() else "" for line in lines_of]
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


def sentence(finding: Finding, width: int) -> list[str]:
    """Return a finding with its hint as the lines of one sentence, indented; its place is never broken.

    Args:
        finding: The finding.
        width: The most characters of a line.
    """
    return _placed(finding, f"{_said(finding)}{f'; {finding.hint}' if finding.hint else ''}", width, "  ")


def _head(finding: Finding, width: int, color: bool) -> list[str]:
    """Return place, severity, rule and message; the place is never broken."""
    lines = _placed(finding, _said(finding), width, "")
    if color:
        # The severity stands right behind the place, or at the start of the next line.
        at = 0 if len(lines[0]) > len(_place(finding)) + 1 else 1
        start = f"{_place(finding)}: " if at == 0 else "  "
        severity = str(finding.severity)
        shown = click.style(severity, fg=_COLOURS[finding.severity], bold=True)
        lines[at] = start + shown + lines[at][len(start + severity) :]
    return lines


def _said(finding: Finding) -> str:
    return f"{finding.severity}{f' [{finding.rule}]' if finding.rule else ''} {finding.message}"


def _place(finding: Finding) -> str:
    place = safe(finding.file or "<record>")
    if finding.span is not None:
        return f"{place}:{finding.span.line}:{finding.span.column}"
    return place + (f":{safe(str(finding.pointer))}" if finding.pointer.steps else "")


def _placed(finding: Finding, said: str, width: int, indent: str) -> list[str]:
    """Return what is said behind its place, or below it where the place leaves no room."""
    place = f"{indent}{_place(finding)}:"
    if len(place) > max(width, 20) - _ROOM:
        return [place, *wrapped(said, width, f"{indent}  ", f"{indent}  ", exact=True)]
    return wrapped(said, width, f"{place} ", f"{indent}  ", exact=True)


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
