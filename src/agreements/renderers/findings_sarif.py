"""Findings as SARIF, for code scanning: one run with its rules, results and what was not checked.

Source: OASIS Static Analysis Results Interchange Format (SARIF) 2.1.0, whose sections are named below.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from agreements._version import __version__
from agreements.diagnostics import Finding, Report, Severity
from agreements.faults import FAULTS, Fault
from agreements.pointer import Pointer
from agreements.reading import plain_data
from agreements.renderers._uris import uri
from agreements.rules import NOTICES, RULES, Rule

__all__ = ["render"]

_LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_TOOL: Final = "urn:agreements:tool"
"""The project's name as a URI, as for the schema's `$id`; it has no address to look up."""
_BASE: Final = "SRCROOT"
_FINGERPRINT: Final = "agreementsPlace/v1"
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")


def render(report: Report, *, width: int = 80, color: bool = False) -> str:
    """Return the report as a SARIF log, ASCII only, ending in a line end; `width` and `color` change nothing.

    Relative names of files are relative to the base `SRCROOT`, the folder the command ran in. Columns count code
    points. A finding's fingerprint is made of its rule, its file and the ids it stands below, not of lines or
    wording, so that it stays the same while other parts of the record change.
    """
    descriptors = _descriptors(report)
    index = {descriptor["id"]: number for number, descriptor in enumerate(descriptors)}
    prints = _fingerprints(report)
    run = {
        "tool": {
            "driver": {
                "name": "agreements",
                "semanticVersion": __version__,
                "informationUri": _TOOL,
                "rules": descriptors,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which the command ran."}}},
        "invocations": [
            {"executionSuccessful": not report.unread, "toolExecutionNotifications": _notifications(report)}
        ],
        "artifacts": [{"location": _artifact(name)} for name in dict.fromkeys(report.files)],
        "results": [
            _result(finding, index[finding.rule], print_)
            for finding, print_ in zip(report.findings, prints, strict=True)
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _descriptors(report: Report) -> list[dict[str, Any]]:
    """Return every rule, found or not (3.19.23), then the faults of the format and the notices that were found."""
    known = {rule.name for rule in RULES}
    others = dict.fromkeys(finding.rule for finding in report.findings if finding.rule not in known)
    return [*map(_described, RULES), *map(_other, others)]


def _other(name: str) -> dict[str, Any]:
    """Describe what no rule of `RULES` found: by its page, or, where the rule is a caller's own, by its name."""
    if page := FAULTS.get(name) or NOTICES.get(name):
        return _described(page)
    text = f"Found by a rule of the caller's own: {name.replace('-', ' ')}."
    return {"id": name, **_name(name), "shortDescription": {"text": text}, "fullDescription": {"text": text}}


def _described(rule: Rule | Fault) -> dict[str, Any]:
    source = rule.source if isinstance(rule, Rule) else ""
    text = rule.manual + (f"\n\nSource: {source}" if source else "")
    return {
        "id": rule.name,
        **_name(rule.name),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.manual},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _name(name: str) -> dict[str, str]:
    """Return the name in the form that code scanning likes; none for one word, which would repeat the id (3.49.7)."""
    return {"name": "".join(word.capitalize() for word in name.split("-"))} if "-" in name else {}


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _sentence(finding)},
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    location: dict[str, Any] = {}
    if finding.file:
        location["physicalLocation"] = _physical(finding, finding.file)
    if finding.pointer.steps:
        location["logicalLocations"] = [{"fullyQualifiedName": str(finding.pointer)}]
    return {**result, "locations": [location]} if location else result


def _sentence(finding: Finding) -> str:
    said = finding.message[:1].upper() + finding.message[1:] + (f"; {finding.hint}" if finding.hint else "")
    return _text(said if said.endswith((".", "?", "!")) else f"{said}.")


def _text(said: str) -> str:
    """Return a message in which nothing is taken for a link (3.11.6) or a placeholder (3.11.5)."""
    if "](" in said:
        said = said.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return _PLACEHOLDER.sub(r"{{\1}}", said)


def _physical(finding: Finding, file: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(file)}
    if finding.span is not None:
        span = finding.span
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return place


def _artifact(name: str) -> dict[str, Any]:
    reference = uri(name)
    return {"uri": reference} if reference.startswith("file:") else {"uri": reference, "uriBaseId": _BASE}


def _notifications(report: Report) -> list[dict[str, Any]]:
    unread = [
        {
            "level": "error",
            "message": {"text": _sentence(finding)},
            "locations": [{"physicalLocation": _physical(finding, finding.file)}] if finding.file else [],
        }
        for finding in report.unread
    ]
    open_ = [{"level": "note", "message": {"text": _text(f"Not checked: {said}.")}} for said in report.not_checked]
    return [*unread, *open_]


def _fingerprints(report: Report) -> list[str]:
    """Return for each finding what tells it from the others, stable while the record changes elsewhere."""
    files = {finding.file for finding in report.findings}
    data = {name: plain_data(text, name) for name, text in report.texts.items() if name in files}
    counts: Counter[tuple[str, str, str]] = Counter()
    prints = []
    for finding in report.findings:
        file = finding.file or ""
        key = (finding.rule, uri(file) if file else "", _path(finding.pointer, data.get(file)))
        # Several findings of one rule at one place are told apart by their order.
        counts[key] += 1
        prints.append(sha256("\0".join((*key, str(counts[key]))).encode()).hexdigest())
    return prints


def _path(pointer: Pointer, data: object) -> str:
    """Return a place by ids where its list items have them, else by index."""
    steps = []
    for step in pointer.steps:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            name = data.get("id") if isinstance(data, dict) else None
            steps.append(name if isinstance(name, str) else str(step))
        else:
            data = data.get(step) if isinstance(data, dict) else None
            steps.append(str(step))
    return "/".join(steps)
