"""The manual of the rules, a section each, from their docstrings."""

from __future__ import annotations

from collections.abc import Iterable

from agreements.faults import FAULTS, Fault
from agreements.rules import NOTICES, RULES, Rule
from reference.markdown import prose, table

__all__ = ["page"]

_HEAD = """\
# Rules

What `agreements validate` checks beyond the format itself: what can be wrong between two places of one record. Errors
are wrong whatever the text says; warnings may be right, and `ignore` in the record then says why:

```yaml
ignore:
- rule: notice-outlasts-term
  why: The text says so, and both sides were asked.
```

`--select` and `--ignore` choose among these rules for one run; `agreements rules NAME` prints a section of this page.
The [faults of the format](#faults), which keep a text from being a record, and what is found about the rules themselves
come after them; they are always looked for.
"""
_FAULTS = """\
## Faults of the format { #faults }

What reading finds before any rule runs. Nothing but mending them makes a text a record, so they can't be ignored; the
warning among them leaves the record valid.
"""


def page() -> str:
    """Return the page: a table of the rules, then a section a rule, by name; then the faults in the same way."""
    known = sorted(RULES, key=lambda rule: rule.name)
    faults = [*FAULTS.values(), *NOTICES.values()]
    sections = [
        f"## `{rule.name}` {{#{rule.name}}}\n\n{_severity(rule)} {prose(rule.manual)}\n\n"
        + (f"Source: {prose(rule.source)}\n" if rule.source else "Source: the format itself; no legal rule.\n")
        for rule in known
    ]
    pages = [f"### `{fault.name}` {{#{fault.name}}}\n\n{_severity(fault)} {prose(fault.manual)}\n" for fault in faults]
    return "\n".join([_HEAD, _table("rule", known), *sections, _FAULTS, _table("fault", faults), *pages])


def _table(kind: str, rules: Iterable[Rule | Fault]) -> str:
    rows = [(f"[`{rule.name}`](#{rule.name})", str(rule.severity), prose(rule.title)) for rule in rules]
    return table((kind, "severity", "finds"), rows)


def _severity(rule: Rule | Fault) -> str:
    return f"*{str(rule.severity).capitalize()}.*"
