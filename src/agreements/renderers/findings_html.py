"""Findings as HTML, for notebooks."""

from __future__ import annotations

from typing import Final

from agreements.diagnostics import Finding, Report
from agreements.renderers._html import Html, block, element, items, left_out
from agreements.renderers.findings_text import summary

__all__ = ["render"]

_FINDINGS: Final = 50


def render(report: Report) -> str:
    """Return the counts, the first fifty findings and what was not checked as HTML."""
    content = [element("p", summary(report))]
    if report.findings:
        head = element("tr", *(element("th", name, scope="col") for name in ("where", "severity", "rule", "what")))
        body = element("tbody", *map(_row, report.findings[:_FINDINGS]))
        content.append(element("table", element("thead", head), body))
        content += left_out(len(report.findings) - _FINDINGS, "p")
    if report.not_checked:
        content += [element("p", "not checked:"), items(report.not_checked, _FINDINGS)]
    return block(*content)


def _row(finding: Finding) -> Html:
    where = finding.file or "<record>"
    where += f":{finding.span.line}:{finding.span.column}" if finding.span else f" {finding.pointer}"
    hint = (Html("<br>"), element("small", f"hint: {finding.hint}")) if finding.hint else ()
    return element(
        "tr",
        element("td", where),
        element("td", str(finding.severity)),
        element("td", finding.rule),
        element("td", finding.message, *hint),
    )
