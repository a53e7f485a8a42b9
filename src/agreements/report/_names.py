"""What things in a report are called: pages, anchors, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from agreements.matrix import Column

__all__ = ["FIXED", "Anchors", "slug", "tags", "web_address"]

FIXED: Final[Mapping[str, str]] = {
    "list": "index.html",
    "matrix": "matrix.html",
    "side-by-side": "side-by-side.html",
    "figures": "figures.html",
    "deadlines": "deadlines.html",
}
"""The pages that aren't about one agreement: the id of each, and its file."""
_LONGEST: Final = 60
# Nothing but what RFC 3986 lets stand in an address, and letters of any script: no blanks, double quotes or controls.
_ADDRESS: Final = re.compile(r"https?://[\w!#$%&'()*+,./:;=?@\[\]~-]+", re.IGNORECASE)


def slug(text: str) -> str:
    """Return a text as a name of small letters, digits and single hyphens; `x` where nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:_LONGEST].strip("-") or "x"


def tags(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return a short name for each agreement, by which its page and its anchors are called; no two are the same."""
    taken = set(FIXED)
    found = []
    for column in columns:
        found.append(_free(slug(column.label), taken))
        taken.add(found[-1])
    return tuple(found)


def _free(name: str, taken: Iterable[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def web_address(url: str | None) -> str:
    """Return an address that may be made a link; empty for everything but http and https with a host."""
    if not url or not _ADDRESS.fullmatch(url):
        return ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    return url if host else ""


@dataclass(slots=True)
class Anchors:
    """The places on one agreement's page that can be linked to, by the ids that lead to them in the record.

    Attributes:
        tag: The agreement's short name.
        known: By path, the id of the element; ids are unique on the page, and start with the tag.
    """

    tag: str
    known: dict[str, str] = field(default_factory=dict)

    def add(self, path: str) -> str:
        """Return a new id for what stands at a path; of several at one path, links lead to the first."""
        made = _free(f"{self.tag}/{path}", set(self.known.values()))
        self.known[path if path not in self.known else f"{path}\0{made}"] = made
        return made

    def section(self, name: str) -> str:
        """Return the id of a section of the page."""
        return f"{self.tag}.{name}"

    def of(self, path: str) -> str:
        """Return the id to link to for a path: its own, or that of the nearest thing that holds it."""
        steps = path.split("/")
        for end in range(len(steps), 0, -1):
            found = self.known.get("/".join(steps[:end]))
            if found is not None:
                return found
        if not path:
            return self.tag
        return self.section("status" if steps[0] in ("parts", "instrument", "parties") else "life-cycle")
