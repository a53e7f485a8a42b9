"""Results as text: one function a format, which returns what is to be shown and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from agreements.renderers import (
    diff_json,
    diff_markdown,
    diff_patch,
    diff_text,
    exits_json,
    exits_text,
    findings_github,
    findings_json,
    findings_sarif,
    findings_text,
    schedule_ics,
    schedule_json,
    schedule_text,
    show_json,
    show_markdown,
    show_text,
    status_json,
    status_text,
)

__all__ = ["DIFFS", "EXITS", "FINDINGS", "SCHEDULES", "SHOWS", "STATUSES"]

FINDINGS: Final[Mapping[str, Callable[..., str]]] = {
    "text": findings_text.render,
    "json": findings_json.render,
    "sarif": findings_sarif.render,
    "github": findings_github.render,
}
"""By format: `render(report, *, width=80, color=False)`, of a `Report`."""

DIFFS: Final[Mapping[str, Callable[..., str]]] = {
    "text": diff_text.render,
    "markdown": diff_markdown.render,
    "json": diff_json.render,
    "json-patch": diff_patch.render,
}
"""By format: `render(diff, *, width=80, color=False, explain=False)`, of a `Diff`."""

SHOWS: Final[Mapping[str, Callable[..., str]]] = {
    "text": show_text.render,
    "markdown": show_markdown.render,
    "json": show_json.render,
}
"""By format: `render(agreement, *, width=80, color=False, full=False)`, of an `Agreement`."""

STATUSES: Final[Mapping[str, Callable[..., str]]] = {"text": status_text.render, "json": status_json.render}
"""By format: `render(statuses, *, events=(), width=80, color=False, why=False)`, of several `Status`."""

EXITS: Final[Mapping[str, Callable[..., str]]] = {"text": exits_text.render, "json": exits_json.render}
"""By format: `render(agreement, exits, *, by, events=(), width=80, color=False, why=False)`, of several `Exit`."""

SCHEDULES: Final[Mapping[str, Callable[..., str | bytes]]] = {
    "text": schedule_text.render,
    "json": schedule_json.render,
    "ics": schedule_ics.render,
}
"""By format: `render(schedules, *, events=(), as_of, until=None, zones=(), width=80, color=False, why=False)`.

`schedules` is a sequence of pairs: a record, and what `schedule` returns for it.
"""
