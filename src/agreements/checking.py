"""Files to one report: read, then judge by the rules."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agreements.diagnostics import Finding, Report
from agreements.errors import AgreementsError
from agreements.faults import found, left_out
from agreements.model import Agreement, Chronology, Document, Record, TermsOfOffice
from agreements.model._given import expect_path
from agreements.pointer import ROOT, Pointer, Step
from agreements.reading import MAX_FINDINGS, ReadResult, find_files, read, read_lines
from agreements.rules import RULES, Beside, Rule, judge_by
from agreements.tables import party

__all__ = ["Report", "check", "judge"]

_SHOWN = 10  # ids in one sentence


def check(
    *paths: str | os.PathLike[str], rules: tuple[Rule, ...] = RULES, read_already: Iterable[ReadResult] = ()
) -> Report:
    """Read and judge everything at the paths; files or folders.

    Events and terms of office are judged beside the agreements found on the way, and events beside each other. A file
    that several of the paths lead to is judged once. A path that can't be read is a finding, never an exception.

    Args:
        paths: Files or folders; folders are searched to any depth.
        rules: The rules to judge by.
        read_already: What was read elsewhere (from stdin, say) and belongs to the same run; it comes last.

    Raises:
        WrongTypeError: Something that isn't a path was given.
    """
    for path in paths:
        expect_path(path, "check")
    run = _Run(rules)
    for path in paths:
        run.look_at(path)
    for result in read_already:
        run.take(result)
    return Report.merged(run.reports())


def judge(result: ReadResult, rules: tuple[Rule, ...] = RULES, beside: Beside | None = None) -> Report:
    """Return what reading one text found, and what the rules say of what it holds, each with its position.

    Args:
        result: What was read.
        rules: The rules to judge by.
        beside: What events and terms of office are judged beside; None: nothing is at hand.
    """
    name, document = result.name, result.document
    if document is None:
        unread = any(finding.is_unread for finding in result.findings)
        why_not = (f"{name}: {'what it holds' if unread else 'its rules, because it is no valid record yet'}",)
        return Report(result.findings, (name,), 0, why_not, {name: result.text})
    known = Beside() if beside is None else beside
    judged: list[Finding] = []
    judgement = judge_by(document, rules, known)
    for finding in judgement.findings:
        finding = replace(finding, pointer=_as_written(finding.pointer, document, result.data))
        pointer = finding.pointer
        while (span := result.spans.get(pointer)) is None and pointer != ROOT:
            pointer = pointer.parent
        judged.append(finding.located(name, span))
    judged.sort(key=_line)
    told = sorted([*result.findings, *_bounded(name, judged)], key=_line)
    not_checked = (*_crashes(name, judgement.crashed), *_left_open(name, document, known))
    return Report(tuple(told), (name,), 1, not_checked, {name: result.text})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Something that isn't judged before all agreements are known: events, or terms of office.

    Attributes:
        result: What was read.
        file: The file whose line it is; None where it is a whole file.
        line: The number of that line.
    """

    result: ReadResult
    file: str | None = None
    line: int = 0

    def judged(self, rules: tuple[Rule, ...], beside: Beside) -> Report:
        report = judge(self.result, rules, beside)
        if self.file is None:
            return report
        found = tuple(finding.in_line(self.file, self.line) for finding in report.findings)
        return Report(found, (), report.records, report.not_checked)


class _Run:
    """Everything that is judged together.

    Of the agreements only the files are kept, because there may be thousands of them; those that events or terms of
    office are about are read again.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._seen: set[str] = set()
        self._told: list[Report | _Waiting] = []
        self._homes: defaultdict[str, dict[Path, None]] = defaultdict(dict)  # by the agreement's id
        self._declaring: dict[str, Path] = {}  # by the id of a party that is in no table
        self._kept: list[Agreement] = []

    def look_at(self, path: str | os.PathLike[str]) -> None:
        """Read what is at a path."""
        try:
            for file in find_files(path, beside=True):
                real = os.path.realpath(file) if "\0" not in str(file) else str(file)
                if real not in self._seen:
                    self._seen.add(real)
                    if file.suffix.lower() == ".jsonl":
                        self._lines(file)
                    else:
                        self.take(read(file), file)
        except (AgreementsError, OSError) as error:
            self._told.append(Report((found("no-record", str(error), file=str(path)),)))

    def take(self, result: ReadResult, file: Path | None = None) -> None:
        """Judge an agreement, or put something else aside.

        Args:
            result: What was read.
            file: Where it can be read again; None: nowhere.
        """
        if result.document is not None and result.agreement is None:
            self._told.append(_Waiting(result))
            return
        self._told.append(judge(result, self.rules))
        if result.agreement is not None:
            self._note(result.agreement, file)

    def _note(self, agreement: Agreement, file: Path | None) -> None:
        """Remember where an agreement can be found again."""
        if file is None:
            self._kept.append(agreement)
            return
        self._homes[agreement.id][file] = None
        for one in agreement.parties:
            if party(one.id) is None:
                self._declaring.setdefault(one.id, file)

    def _lines(self, file: Path) -> None:
        """Judge each line as a document of its own; texts aren't kept, because such files are large."""
        name = str(file)
        records = 0
        findings: list[Finding] = []
        not_checked: list[str] = []
        waiting: list[_Waiting] = []
        for number, result in read_lines(file):
            if result.document is not None and result.agreement is None:
                waiting.append(_Waiting(result, name, number))
                continue
            report = judge(result, self.rules)
            records += report.records
            findings.extend(finding.in_line(name, number) if number else finding for finding in report.findings)
            if number:
                not_checked.extend(report.not_checked)
            if result.agreement is not None:
                self._note(result.agreement, file)
        self._told += [Report(tuple(findings), (name,), records, tuple(not_checked)), *waiting]

    def reports(self) -> Iterator[Report]:
        """Yield the report of each file, in the order in which they were read."""
        beside = self._beside()
        for one in self._told:
            yield one if isinstance(one, Report) else one.judged(self.rules, beside)

    def _beside(self) -> Beside:
        """Return the agreements that what waits is about, and the events among it."""
        waiting = [one.result.document for one in self._told if isinstance(one, _Waiting)]
        events = tuple(one for one in waiting if isinstance(one, Chronology))
        names = {name for one in events for name in one.agreements()}
        parties = {one.party for one in waiting if isinstance(one, TermsOfOffice)}
        files = {file: None for name in sorted(names) for file in self._homes.get(name, ())}
        files |= {self._declaring[name]: None for name in sorted(parties & self._declaring.keys())}
        at_hand = [*(one for file in files for one in _agreements(file)), *self._kept]
        wanted = (one for one in at_hand if one.id in names or any(side.id in parties for side in one.parties))
        return Beside(tuple(wanted), events)


def _agreements(file: Path) -> Iterator[Agreement]:
    """Yield the agreements in a file that was read before."""
    results = (result for _, result in read_lines(file)) if file.suffix.lower() == ".jsonl" else (read(file),)
    for result in results:
        if result.agreement is not None:
            yield result.agreement


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


def _as_written(pointer: Pointer, document: Document, data: object) -> Pointer:
    """Return the same place in the text: a record keeps its sets sorted, a text has them in any order."""
    if not pointer.steps or not isinstance(pointer.steps[-1], int):
        return pointer
    value: object = document
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


def _crashes(name: str, rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}: what the rule {rule!r} looks for, because it failed" for rule in rules)


def _left_open(name: str, document: Document, beside: Beside) -> tuple[str, ...]:
    """Return what can't be found out from what is at hand."""
    if isinstance(document, Agreement):
        return _open_topics(name, document)
    if isinstance(document, Chronology):
        missing = [one for one in document.agreements() if one not in beside.by_id]
        if missing:
            return (f"{name}: what it tells under {_some(missing)}, because no valid record with that id is at hand",)
    return ()


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"


def _open_topics(name: str, agreement: Agreement) -> tuple[str, ...]:
    if not agreement.coverage:
        return (f"{name}: whether anything is missing, because it declares no coverage",)
    partial = sorted(str(topic) for topic, how in agreement.coverage.items() if how == "partial")
    return (f"{name}: what else the text says on {', '.join(partial)} (covered in part)",) if partial else ()
