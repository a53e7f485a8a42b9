"""A comparison for reading in a terminal: by topic and place, a sentence a change, reasons below them."""

from __future__ import annotations

import click

from agreements.comparison import Change, Diff
from agreements.renderers._changes import CLAIMS, MARKS, claim_place, closing, named, peers, places, sentence
from agreements.renderers._claims import claim_lines
from agreements.renderers._safe import safe, wrapped

__all__ = ["render"]

_COLOURS = {"strengthened": "green", "weakened": "red", "neutral": "white", "cannot be told": "yellow"}


def render(diff: Diff, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the comparison as text, ending in a line end.

    Args:
        diff: The comparison.
        width: The most characters in a line.
        color: Whether to colour the marks for a terminal; nothing is said by colour alone.
        explain: Whether to add each change's explanation.
    """
    lines = [
        *wrapped(f"{diff.old.title} ({named(diff.old)})", width, "old: ", "     "),
        *wrapped(f"{diff.new.title} ({named(diff.new)})", width, "new: ", "     "),
    ]
    if diff.peers:
        lines += wrapped(peers(diff), width)
    for topic, changes in diff.by_topic().items():
        heading = f"== {safe(topic)}"
        lines += ["", click.style(heading, bold=True) if color else heading]
        shown = ""
        for change in changes:
            where = places(change)
            if where != shown:
                lines += wrapped(where, width, "", "    ")
                shown = where
            lines += _change(change, width, color, explain)
    if diff.claims:
        heading = f"== {CLAIMS}"
        lines += ["", click.style(heading, bold=True) if color else heading]
    for one in diff.claims:
        agreement = diff.old if one.side == "old" else diff.new
        lines += wrapped(claim_place(one), width, "", "    ")
        for label, text in claim_lines(agreement, one.claim):
            lines += wrapped(f"{label}: {text}", width, "  ", "      ")
    lines.append("")
    for line in closing(diff):
        lines += wrapped(line, width)
    if diff.unclear:
        lines.append("cannot be told:")
        for unclear in diff.unclear:
            lines += wrapped(unclear, width, "  - ", "    ")
    if diff.changes:
        lines += wrapped("[+] strengthened  [-] weakened  [=] neutral  [?] cannot be told", width)
    return "\n".join(lines) + "\n"


def _change(change: Change, width: int, color: bool, explain: bool) -> list[str]:
    effect = str(change.effect)
    mark = f"[{MARKS[effect]}]"
    first, *others = wrapped(sentence(change), width, f"  {mark} ", "      ")
    if color:
        first = "  " + click.style(mark, fg=_COLOURS[effect], bold=True) + first.removeprefix(f"  {mark}")
    lines = [first, *others]
    if explain:
        # The first line of an explanation repeats the change itself.
        for paragraph in change.explain().splitlines()[1:]:
            lines += wrapped(paragraph, width, "      ", "        ")
    elif change.why:
        lines += wrapped(change.why, width, "      ", "      ")
    return lines
