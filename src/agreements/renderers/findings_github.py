"""Findings as workflow commands: GitHub shows each beside its line.

Whatever quotes a file is put inside a command and escaped, so that nothing in a record can give a command of its own.

Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escapes are those of the actions toolkit.
"""

from __future__ import annotations

from pathlib import PurePath

from agreements.diagnostics import Finding, Report, Severity
from agreements.renderers._safe import safe
from agreements.renderers.findings_text import summary

__all__ = ["render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return a command a finding, one for everything that was not checked, and a last line with the counts.

    `width` and `color` change nothing. What was read from stdin has no file.
    """
    lines = [_command(finding) for finding in (*report.unread, *report.findings)]
    if report.not_checked:
        lines.append(f"::notice title=not checked::{_message(chr(10).join(report.not_checked))}")
    return "\n".join((*lines, summary(report))) + "\n"


def _command(finding: Finding) -> str:
    properties: dict[str, object] = {}
    file, span = finding.file, finding.span
    if file and file != "<stdin>":
        properties["file"] = PurePath(file).as_posix()
    if span and "file" in properties:
        properties |= {"line": span.line, "endLine": span.end_line, "col": span.column}
        # GitHub takes the end as inclusive, and columns only where they are all on one line.
        if span.end_line == span.line:
            properties["endColumn"] = max(span.column, span.end_column - 1)
        else:
            del properties["col"]
    properties["title"] = finding.rule
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = finding.message + (f"\nhint: {finding.hint}" if finding.hint else "")
    return f"::{_COMMANDS[finding.severity]} {written}::{_message(message)}"


def _message(text: str) -> str:
    # Control characters are written out; a line end is our own, between sentences.
    shown = "\n".join(safe(line) for line in text.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A file's name must stay what it is: only what would end the property is escaped.
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text
