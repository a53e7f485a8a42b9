"""The manual of the rules, a section each, from their docstrings."""

from __future__ import annotations

from agreements.rules import RULES
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
"""


def page() -> str:
    """Return the page: a table of the rules, then a section a rule, by name."""
    known = sorted(RULES, key=lambda rule: rule.name)
    rows = [(f"[`{rule.name}`](#{rule.name})", str(rule.severity), prose(rule.title)) for rule in known]
    sections = [
        f"## `{rule.name}` {{#{rule.name}}}\n\n*{str(rule.severity).capitalize()}.* {prose(rule.manual)}\n\n"
        + (f"Source: {prose(rule.source)}\n" if rule.source else "Source: the format itself; no legal rule.\n")
        for rule in known
    ]
    return "\n".join([_HEAD, table(("rule", "severity", "finds"), rows), *sections])
