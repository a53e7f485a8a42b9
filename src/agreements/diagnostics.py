"""What we say about a record, and where: `Finding`, `Severity`, `Span`, `Report`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agreements.errors import one_line
from agreements.pointer import ROOT, Pointer

__all__ = ["Finding", "Report", "Severity", "Span"]


class Severity(StrEnum):
    """How bad a finding is; `error` is the worst."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for `error`, 1 for `warning`, 2 for `info`."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a text: lines and columns counted from 1, the end exclusive.

    Columns count characters (code points), not bytes.
    """

    line: int
    column: int
    end_line: int
    end_column: int


_NOT_READ = frozenset({"unreadable", "folder", "many-records", "unknown-format", "text-as-path", "no-record"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that a reader should look at.

    Attributes:
        pointer: Where in the record.
        message: One lower-case sentence that names the offending value.
        rule: The name of the rule that found it, in kebab-case.
        severity: How bad it is.
        hint: The way out; empty where there is none.
        source: The legal or technical source of the rule; empty where there is none.
        file: The file it was read from; None when the record came from memory.
        span: Where in that file; None where no position is known.
    """

    pointer: Pointer
    message: str
    rule: str = ""
    severity: Severity = Severity.ERROR
    hint: str = ""
    source: str = ""
    file: str | None = None
    span: Span | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.span is not None:
            place += f":{self.span.line}:{self.span.column}"
        elif self.pointer != ROOT:
            place += f" {self.pointer}"
        hint = f"; {self.hint}" if self.hint else ""
        return one_line(f"{place.strip()}: {self.severity} [{self.rule}] {self.message}{hint}".removeprefix(": "))

    @property
    def is_unread(self) -> bool:
        """Whether it says that a path could not be looked at, rather than that something is wrong with a record."""
        return self.span is None and self.rule in _NOT_READ

    def located(self, file: str | None, span: Span | None) -> Finding:
        """Return the same finding with the file and position it belongs to."""
        return replace(self, file=file, span=span)

    def in_line(self, file: str, number: int) -> Finding:
        """Return a finding about the text of one line as one about that line of a file.

        Args:
            file: The file.
            number: The line's number in the file, counted from 1.
        """
        span = self.span or Span(1, 1, 1, 1)
        return self.located(file, Span(number, span.column, number, span.end_column))


@dataclass(frozen=True, slots=True)
class Report:
    """What checking some files found.

    Attributes:
        findings: Everything found, file by file, in the order of the lines.
        files: The files that were looked at, in order.
        records: How many valid records they hold.
        not_checked: What was not looked at, in words; empty when everything was.
        texts: The text of each file by its name, for showing lines.
        unread: What could not be looked at; empty unless a caller told it apart with `parted`.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    records: int = 0
    not_checked: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    unread: tuple[Finding, ...] = ()

    @classmethod
    def merged(cls, reports: Iterable[Report]) -> Report:
        """Return one report of everything several found, in their order."""
        whole = tuple(reports)
        return cls(
            tuple(finding for report in whole for finding in report.findings),
            tuple(file for report in whole for file in report.files),
            sum(report.records for report in whole),
            tuple(sentence for report in whole for sentence in report.not_checked),
            {name: text for report in whole for name, text in report.texts.items()},
            tuple(finding for report in whole for finding in report.unread),
        )

    def parted(self) -> Report:
        """Return the report with the paths that could not be looked at in `unread` rather than in `findings`."""
        unread = tuple(finding for finding in self.findings if finding.is_unread)
        found = tuple(finding for finding in self.findings if not finding.is_unread)
        names = {finding.file for finding in unread}
        files = tuple(file for file in self.files if file not in names)
        return replace(self, findings=found, files=files, unread=(*self.unread, *unread))

    def _repr_html_(self) -> str:
        """Return the first findings as HTML, for notebooks."""
        from agreements.renderers import findings_html

        return findings_html.render(self)
