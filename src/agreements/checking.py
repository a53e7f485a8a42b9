"""Files to one report: read, then judge by the rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from agreements.diagnostics import Finding, Report
from agreements.errors import AgreementsError
from agreements.model import Agreement
from agreements.pointer import ROOT
from agreements.reading import MAX_FINDINGS, ReadResult, find_files, load_all, read
from agreements.rules import RULES, Rule, validate

__all__ = ["Report", "check", "judge"]


def check(*paths: str | os.PathLike[str], rules: tuple[Rule, ...] = RULES) -> Report:
    """Read and judge every record at the paths; files or folders.

    A path that can't be read is a finding, never an exception.
    """
    return Report.merged(report for path in paths for report in _reports(path, rules))


def judge(result: ReadResult, rules: tuple[Rule, ...] = RULES) -> Report:
    """Return what reading one text found, and what the rules say of its record, each with its position."""
    name = result.name
    if result.agreement is None:
        not_checked = (f"{name}: its rules, because it is no valid record yet",)
        return Report(result.findings, (name,), 0, not_checked, {name: result.text})
    found: list[Finding] = []
    for finding in validate(result.agreement, rules):
        pointer = finding.pointer
        while (span := result.spans.get(pointer)) is None and pointer != ROOT:
            pointer = pointer.parent
        found.append(finding.located(name, span))
    found.sort(key=lambda finding: finding.span.line if finding.span else 0)
    found = _bounded(name, found)
    return Report((*result.findings, *found), (name,), 1, _open_topics(name, result.agreement), {name: result.text})


def _bounded(name: str, findings: list[Finding]) -> list[Finding]:
    """Return the gravest of too many findings, with one that says how many are left out."""
    if len(findings) <= MAX_FINDINGS:
        return findings
    gravest = sorted(range(len(findings)), key=lambda number: findings[number].severity.rank)
    rest = gravest[MAX_FINDINGS:]
    severity = findings[rest[0]].severity
    more = Finding(ROOT, f"{len(rest)} more findings aren't listed", "too-many", severity, file=name)
    return [*(findings[number] for number in sorted(gravest[:MAX_FINDINGS])), more]


def _reports(path: str | os.PathLike[str], rules: tuple[Rule, ...]) -> Iterator[Report]:
    try:
        for file in find_files(path):
            yield _check_lines(file, rules) if file.suffix.lower() == ".jsonl" else judge(read(file), rules)
    except (AgreementsError, OSError) as error:
        yield Report((Finding(ROOT, str(error), "no-record", file=str(path)),))


def _check_lines(file: Path, rules: tuple[Rule, ...]) -> Report:
    count = 0
    findings: list[Finding] = []
    not_checked: list[str] = []
    try:
        for agreement in load_all(file):
            count += 1
            name = f"{file}:{count}"
            findings.extend(_bounded(name, [finding.located(name, None) for finding in validate(agreement, rules)]))
            not_checked.extend(_open_topics(name, agreement))
    except AgreementsError as error:
        findings.extend(getattr(error, "findings", None) or (Finding(ROOT, str(error), "no-record", file=str(file)),))
        not_checked.append(f"{file}: what stands after line {count + 1}, because that line is no valid record")
    return Report(tuple(findings), (str(file),), count, tuple(not_checked))


def _open_topics(name: str, agreement: Agreement) -> tuple[str, ...]:
    if not agreement.coverage:
        return (f"{name}: whether anything is missing, because it declares no coverage",)
    partial = sorted(str(topic) for topic, how in agreement.coverage.items() if how == "partial")
    return (f"{name}: what else the text says on {', '.join(partial)} (covered in part)",) if partial else ()
