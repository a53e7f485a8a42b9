"""Files to one report: read, then judge by the rules."""

from __future__ import annotations

import os

from agreements.diagnostics import Finding, Report
from agreements.errors import AgreementsError
from agreements.model import Agreement
from agreements.pointer import ROOT
from agreements.reading import ReadResult, find_files, load_all, read
from agreements.rules import RULES, Rule, validate

__all__ = ["Report", "check"]


def check(*paths: str | os.PathLike[str], rules: tuple[Rule, ...] = RULES) -> Report:
    """Read and judge every record at the paths; files or folders.

    A path that can't be read is a finding, never an exception.
    """
    findings: list[Finding] = []
    files: list[str] = []
    texts: dict[str, str] = {}
    not_checked: list[str] = []
    records = 0
    for path in paths:
        try:
            found = list(find_files(path))
        except (AgreementsError, OSError) as error:
            findings.append(Finding(ROOT, str(error), "no-record", file=str(path)))
            continue
        for file in found:
            name = str(file)
            files.append(name)
            if file.suffix.lower() == ".jsonl":
                lines, faults = _check_lines(name, rules)
                records += lines
                findings.extend(faults)
                continue
            result = read(file)
            texts[name] = result.text
            findings.extend(result.findings)
            if result.agreement is None:
                not_checked.append(f"{name}: its rules, because it is no valid record yet")
                continue
            records += 1
            findings.extend(_judge(result, rules))
            not_checked.extend(_open_topics(name, result.agreement))
    return Report(tuple(findings), tuple(files), records, tuple(not_checked), texts)


def _judge(result: ReadResult, rules: tuple[Rule, ...]) -> list[Finding]:
    assert result.agreement is not None
    located = []
    for finding in validate(result.agreement, rules):
        pointer = finding.pointer
        while (span := result.spans.get(pointer)) is None and pointer != ROOT:
            pointer = pointer.parent
        located.append(finding.located(result.name, span))
    return sorted(located, key=lambda finding: finding.span.line if finding.span else 0)


def _check_lines(name: str, rules: tuple[Rule, ...]) -> tuple[int, list[Finding]]:
    count = 0
    findings: list[Finding] = []
    try:
        for agreement in load_all(name):
            count += 1
            findings.extend(finding.located(f"{name}:{count}", None) for finding in validate(agreement, rules))
    except AgreementsError as error:
        faults = getattr(error, "findings", None) or (Finding(ROOT, str(error), "no-record", file=name),)
        findings.extend(faults)
    return count, findings


def _open_topics(name: str, agreement: Agreement) -> list[str]:
    partial = sorted(str(topic) for topic, how in agreement.coverage.items() if how == "partial")
    if not agreement.coverage:
        return [f"{name}: whether anything is missing, because it declares no coverage"]
    return [f"{name}: what else the text says on {', '.join(partial)} (covered in part)"] if partial else []
