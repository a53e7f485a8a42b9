"""Files to one report: read, then judge by the rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from agreements.diagnostics import Finding, Report
from agreements.errors import AgreementsError
from agreements.faults import found, left_out
from agreements.model import Agreement, Record
from agreements.model._given import expect_path
from agreements.pointer import ROOT, Pointer, Step
from agreements.reading import MAX_FINDINGS, ReadResult, find_files, read, read_lines
from agreements.rules import RULES, Rule, judge_by

__all__ = ["Report", "check", "judge"]


def check(*paths: str | os.PathLike[str], rules: tuple[Rule, ...] = RULES) -> Report:
    """Read and judge every record at the paths; files or folders.

    A file that several of the paths lead to is judged once. A path that can't be read is a finding, never an exception.

    Raises:
        WrongTypeError: Something that isn't a path was given.
    """
    for path in paths:
        expect_path(path, "check")
    seen: set[str] = set()
    return Report.merged(report for path in paths for report in _reports(path, rules, seen))


def judge(result: ReadResult, rules: tuple[Rule, ...] = RULES) -> Report:
    """Return what reading one text found, and what the rules say of its record, each with its position."""
    name = result.name
    if result.document is None:
        unread = any(finding.is_unread for finding in result.findings)
        why_not = (f"{name}: {'what it holds' if unread else 'its rules, because it is no valid record yet'}",)
        return Report(result.findings, (name,), 0, why_not, {name: result.text})
    if result.agreement is None:  # events and terms are judged beside the agreements they are about
        return Report(result.findings, (name,), 1, (), {name: result.text})
    judged: list[Finding] = []
    judgement = judge_by(result.agreement, rules)
    for finding in judgement.findings:
        finding = replace(finding, pointer=_as_written(finding.pointer, result.agreement, result.data))
        pointer = finding.pointer
        while (span := result.spans.get(pointer)) is None and pointer != ROOT:
            pointer = pointer.parent
        judged.append(finding.located(name, span))
    judged.sort(key=_line)
    told = sorted([*result.findings, *_bounded(name, judged)], key=_line)
    not_checked = (*_crashes(name, judgement.crashed), *_open_topics(name, result.agreement))
    return Report(tuple(told), (name,), 1, not_checked, {name: result.text})


def _line(finding: Finding) -> tuple[bool, int]:
    """The order of the lines; what says that there are more comes last."""
    return finding.rule == "too-many", finding.span.line if finding.span else 0


def _bounded(name: str, findings: list[Finding]) -> list[Finding]:
    """Return the gravest of too many findings, with one that says how many are left out."""
    if len(findings) <= MAX_FINDINGS:
        return findings
    gravest = sorted(range(len(findings)), key=lambda number: findings[number].severity.rank)
    rest = gravest[MAX_FINDINGS:]
    more = replace(left_out(f"{len(rest)} more findings aren't listed"), severity=findings[rest[0]].severity, file=name)
    return [*(findings[number] for number in sorted(gravest[:MAX_FINDINGS])), more]


def _as_written(pointer: Pointer, agreement: Agreement, data: object) -> Pointer:
    """Return the same place in the text: a record keeps its sets sorted, a text has them in any order."""
    if not pointer.steps or not isinstance(pointer.steps[-1], int):
        return pointer
    value: object = agreement
    written = data
    for step in pointer.steps:
        parent = written
        value = _below(value, step)
        written = _below(written, step)
    if isinstance(value, str) and isinstance(parent, list) and str(value) in parent:
        return pointer.parent / (pointer.steps[-1] if written == str(value) else parent.index(str(value)))
    return pointer


def _below(value: object, step: Step) -> object:
    if isinstance(value, Record):
        fields = type(value).model_fields
        names = (name for name, info in fields.items() if step == (info.alias or name))
        return getattr(value, next(names, ""), None)
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _reports(path: str | os.PathLike[str], rules: tuple[Rule, ...], seen: set[str]) -> Iterator[Report]:
    try:
        for file in find_files(path, beside=True):
            real = os.path.realpath(file) if "\0" not in str(file) else str(file)
            if real not in seen:
                seen.add(real)
                yield _check_lines(file, rules) if file.suffix.lower() == ".jsonl" else judge(read(file), rules)
    except (AgreementsError, OSError) as error:
        yield Report((found("no-record", str(error), file=str(path)),))


def _check_lines(file: Path, rules: tuple[Rule, ...]) -> Report:
    """Judge each line as a record of its own; texts aren't kept, because such files are large."""
    name = str(file)
    records = 0
    findings: list[Finding] = []
    not_checked: list[str] = []
    for number, result in read_lines(file):
        report = judge(result, rules)
        records += report.records
        findings.extend(finding.in_line(name, number) if number else finding for finding in report.findings)
        if number:
            not_checked.extend(report.not_checked)
    return Report(tuple(findings), (name,), records, tuple(not_checked))


def _crashes(name: str, rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}: what the rule {rule!r} looks for, because it failed" for rule in rules)


def _open_topics(name: str, agreement: Agreement) -> tuple[str, ...]:
    if not agreement.coverage:
        return (f"{name}: whether anything is missing, because it declares no coverage",)
    partial = sorted(str(topic) for topic, how in agreement.coverage.items() if how == "partial")
    return (f"{name}: what else the text says on {', '.join(partial)} (covered in part)",) if partial else ()
