"""Findings for programs: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from agreements.diagnostics import Finding, Report, Severity

__all__ = ["render"]


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return the report as JSON, ASCII only, ending in a line end; `width` and `color` change nothing."""
    data = {
        "format": "findings/1",
        "files": list(report.files),
        "records": report.records,
        "findings": [_plain(finding) for finding in report.findings],
        "counts": {
            str(severity): sum(finding.severity is severity for finding in report.findings) for severity in Severity
        },
        "not_checked": list(report.not_checked),
    }
    return json.dumps(data, indent=2) + "\n"


def _plain(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "file": finding.file,
        "pointer": str(finding.pointer),
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
        "source": finding.source,
    }
