"""Results as text: one function a format, which returns what is to be shown and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from agreements.renderers import (
    coders_json,
    coders_markdown,
    coders_text,
    codesheet_csv,
    codesheet_markdown,
    codesheet_text,
    diff_json,
    diff_markdown,
    diff_patch,
    diff_text,
    durability_json,
    durability_text,
    exits_json,
    exits_text,
    findings_github,
    findings_json,
    findings_sarif,
    findings_text,
    matrix_csv,
    matrix_html,
    matrix_json,
    matrix_markdown,
    matrix_text,
    matrix_xlsx,
    schedule_ics,
    schedule_json,
    schedule_text,
    show_json,
    show_markdown,
    show_text,
    status_json,
    status_text,
    timeline_svg,
    timeline_text,
    what_if_json,
    what_if_text,
)

__all__ = [
    "CODERS",
    "CODESHEETS",
    "DIFFS",
    "DURABILITIES",
    "EXITS",
    "FINDINGS",
    "MATRICES",
    "SCHEDULES",
    "SHOWS",
    "STATUSES",
    "TIMELINES",
    "WHAT_IFS",
]

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
"""By format: `render(document, *, width=80, color=False, full=False)`, of an agreement, events or terms of office."""

STATUSES: Final[Mapping[str, Callable[..., str]]] = {"text": status_text.render, "json": status_json.render}
"""By format: `render(statuses, *, events=(), width=80, color=False, why=False)`, of several `Status`."""

EXITS: Final[Mapping[str, Callable[..., str]]] = {"text": exits_text.render, "json": exits_json.render}
"""By format: `render(agreement, exits, *, by, events=(), width=80, color=False, why=False)`, of several `Exit`."""

DURABILITIES: Final[Mapping[str, Callable[..., str]]] = {
    "text": durability_text.render,
    "json": durability_json.render,
}
"""By format: `render(durability, *, width=80, color=False, why=False)`, of a `Durability`."""

WHAT_IFS: Final[Mapping[str, Callable[..., str]]] = {"text": what_if_text.render, "json": what_if_json.render}
"""By format: `render(found, *, width=80, color=False, why=False)`, of several `WhatIf`."""

TIMELINES: Final[Mapping[str, Callable[..., str]]] = {"text": timeline_text.render, "svg": timeline_svg.render}
"""By format: `render(lives, *, width=80, color=False, as_of=None)`, of several `Life`; `svg` needs the extra `plot`."""
MATRICES: Final[Mapping[str, Callable[..., str | bytes]]] = {
    "text": matrix_text.render,
    "markdown": matrix_markdown.render,
    "csv": matrix_csv.render,
    "xlsx": matrix_xlsx.render,
    "html": matrix_html.render,
    "json": matrix_json.render,
}
"""By format: `render(matrix, *, width=80, color=False, full=False, places=False)`, of a `Matrix`; xlsx is bytes."""

CODESHEETS: Final[Mapping[str, Callable[..., str]]] = {
    "text": codesheet_text.render,
    "markdown": codesheet_markdown.render,
    "csv": codesheet_csv.render,
}
"""By format: `render(sheet, *, width=80, color=False)`, of a `Codesheet`."""

CODERS: Final[Mapping[str, Callable[..., str]]] = {
    "text": coders_text.render,
    "markdown": coders_markdown.render,
    "json": coders_json.render,
}
"""By format: `render(found, *, width=80, color=False, explain=False)`, of a `CoderAgreement`."""

SCHEDULES: Final[Mapping[str, Callable[..., str | bytes]]] = {
    "text": schedule_text.render,
    "json": schedule_json.render,
    "ics": schedule_ics.render,
}
"""By format: `render(schedules, *, events=(), as_of, until=None, zones=(), width=80, color=False, why=False)`.

`schedules` is a sequence of pairs: a record, and what `schedule` returns for it.
"""
