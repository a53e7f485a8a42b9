"""A comparison as Markdown: a heading a topic, a list item a change."""

from __future__ import annotations

from agreements.comparison import Change, Diff
from agreements.renderers._changes import CLAIMS, claim_place, closing, named, places, sentence
from agreements.renderers._claims import claim_lines
from agreements.renderers._safe import markdown

__all__ = ["render"]


def render(diff: Diff, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the comparison as Markdown, ending in a line end.

    Args:
        diff: The comparison.
        width: Changes nothing; Markdown is wrapped where it is shown.
        color: Changes nothing.
        explain: Whether to add each change's explanation.
    """
    lines = [f"# {markdown(diff.old.title)} → {markdown(diff.new.title)}", ""]
    lines.append(
        f"From {markdown(named(diff.old))} to {markdown(named(diff.new))}" + (", as peers." if diff.peers else ".")
    )
    for topic, changes in diff.by_topic().items():
        lines += ["", f"## {markdown(topic)}", "", *(_item(change, explain) for change in changes)]
    if diff.claims:
        lines += ["", f"## {CLAIMS.capitalize()}", ""]
    for one in diff.claims:
        lines.append(f"- {markdown(claim_place(one))}")
        agreement = diff.old if one.side == "old" else diff.new
        lines += [f"  - {label}: {markdown(text)}" for label, text in claim_lines(agreement, one.claim)]
    lines += ["", "## Summary", "", *(f"- {markdown(line)}" for line in closing(diff))]
    if diff.unclear:
        lines += ["", "## Cannot be told", "", *(f"- {markdown(unclear)}" for unclear in diff.unclear)]
    return "\n".join(lines) + "\n"


def _item(change: Change, explain: bool) -> str:
    where = places(change)
    item = f"- **{markdown(str(change.effect))}** {markdown(sentence(change))}"
    item += f" ({markdown(where)})" if where else ""
    why = "; ".join(line.strip() for line in change.explain().splitlines()[1:]) if explain else change.why
    return item + (f"  \n  {markdown(why)}" if why else "")
