"""A comparison as HTML, for notebooks: by topic and place, what was beside what is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agreements.comparison import Change, Diff
from agreements.renderers._changes import MARKS, closing, peers, places
from agreements.renderers._html import Html, block, clipped, element, items, left_out

__all__ = ["render"]

_CHANGES: Final = 60
_CHARACTERS: Final = 300
_HINT: Final = "; only() of the comparison narrows it"


def render(diff: Diff) -> str:
    """Return the first sixty changes as HTML, their values cut at three hundred characters."""
    titles = element("p", *_side(diff.old.title, diff.old.id), Html(" →<br>"), *_side(diff.new.title, diff.new.id))
    notes = [*([peers(diff)] if diff.peers else []), *closing(diff)]
    content = [titles, element("p", "; ".join(notes))]
    if diff.changes:
        head = element("tr", *(element("th", name, scope="col") for name in ("effect", "difference", "old", "new")))
        content.append(element("table", element("thead", head), *_bodies(diff)))
        content += left_out(len(diff.changes) - _CHANGES, "p", _HINT)
    if diff.unclear:
        content += [element("p", "cannot be told:"), items(diff.unclear, _CHANGES)]
    return block(*content)


def _side(title: str, id: str) -> tuple[str, str]:
    return element("strong", element("bdi", title)), f" ({id})"


def _bodies(diff: Diff) -> Iterator[Html]:
    """Yield a group of rows a topic."""
    room = _CHANGES
    for topic, changes in diff.by_topic().items():
        if room <= 0:
            return
        rows = [element("tr", element("th", topic, colspan="4", scope="rowgroup"))]
        shown = ""
        for change in changes[:room]:
            where = places(change)
            if where != shown:
                rows.append(element("tr", element("td", element("small", where), colspan="4")))
                shown = where
            rows.append(_row(change))
        room -= len(changes)
        yield element("tbody", *rows)


def _row(change: Change) -> Html:
    effect = str(change.effect)
    why = (Html("<br>"), element("small", change.why)) if change.why else ()
    return element(
        "tr",
        # The effect is said in words: nothing by colour alone.
        element("td", f"[{MARKS[effect]}] {effect}", class_="key"),
        element("td", change.headline, *why),
        element("td", clipped(change.before, _CHARACTERS)),
        element("td", clipped(change.after, _CHARACTERS)),
    )
