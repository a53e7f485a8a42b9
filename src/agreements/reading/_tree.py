"""What a text says before anybody asks whether it is a record: plain data, findings, positions.

Positions are kept as pairs of offsets and become a `Span` when somebody looks one up: most records
have no faults, and most places are never asked for. (Keeping the parser's own marks instead costs half
as much again as the parsing: they are thousands of objects for the garbage collector to walk.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from agreements.diagnostics import Finding, Span
from agreements.faults import found
from agreements.pointer import ROOT, Pointer

__all__ = [
    "FORBIDDEN",
    "MAX_DEPTH",
    "MAX_KEY",
    "MAX_PIECES",
    "Branch",
    "Lines",
    "Mark",
    "Node",
    "Spans",
    "Tree",
    "decode",
    "excerpt",
    "lone_surrogates",
    "named",
]

MAX_DEPTH: Final = 100
"""How many containers may stand inside each other; the outermost counts as 1."""
MAX_PIECES: Final = 400_000
"""How many keys, values and ends of lists and mappings one text may hold; the longest example has some thousands."""
MAX_KEY: Final = 200
"""How many characters a key may have; every finding below a key repeats it."""

_MAX_BYTES: Final = 16 * 1024 * 1024
_MAX_REPEATS: Final = 10  # a binary file would otherwise give a finding a byte

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# YAML 1.2.2, production 1 (c-printable). DEL and the C1 controls but NEL are left out there too.
FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),  # before UTF-16, which starts the same
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


Mark = tuple[int, int]
"""The start and the end, exclusive, of a scalar or a key, in code points from the start of the text."""


class Branch:
    """The offsets of one mapping or list.

    Attributes:
        start: Where it starts.
        end: Where it ends, exclusive; None where nothing closes it, so that it ends with its last child.
        children: In a mapping, key to (offsets of the key, value); in a list, values.
        flow: Whether it stands in braces or brackets.
    """

    __slots__ = ("children", "end", "flow", "start")

    def __init__(self, start: int, children: dict[str, tuple[Mark, Node]] | list[Node], *, flow: bool = True) -> None:
        self.start = start
        self.end: int | None = None
        self.children = children
        self.flow = flow

    def last(self) -> Node | None:
        """The last value; None in an empty container."""
        if not self.children:
            return None
        return next(reversed(self.children.values()))[1] if isinstance(self.children, dict) else self.children[-1]


Node = Mark | Branch
"""Where a value stands."""


class Spans(Mapping[Pointer, Span]):
    """Pointer to position, worked out when looked up.

    Iteration goes from the root down, in the order of the text.

    Args:
        root: The marks of the whole tree; None for no tree.
        lines: The text they are about.
        keys: Locate the keys of mappings rather than the values.
    """

    __slots__ = ("_keys", "_lines", "_root")

    def __init__(self, root: Node | None, lines: Lines, *, keys: bool = False) -> None:
        self._root, self._lines, self._keys = root, lines, keys

    def __getitem__(self, pointer: Pointer) -> Span:
        node = self._root
        key: Mark | None = None
        if node is None:
            raise KeyError(pointer)
        for step in pointer.steps:
            children = node.children if isinstance(node, Branch) else None
            if isinstance(children, dict) and isinstance(step, str) and step in children:
                key, node = children[step]
            elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
                key, node = None, children[step]
            else:
                raise KeyError(pointer)
        if not self._keys:
            return self._whole(node)
        if key is None:
            raise KeyError(pointer)
        return self._lines.span(*key)

    def __iter__(self) -> Iterator[Pointer]:
        if self._root is None:
            return
        # A stack, not recursion: the depth is the file's to choose (within bounds that callers may raise).
        waiting: list[tuple[Pointer, Node, bool]] = [(ROOT, self._root, False)]
        while waiting:
            pointer, node, has_key = waiting.pop()
            if has_key or not self._keys:
                yield pointer
            if isinstance(node, Branch):
                children = node.children
                if isinstance(children, dict):
                    waiting.extend((pointer / key, child, True) for key, (_, child) in reversed(children.items()))
                else:
                    below = range(len(children) - 1, -1, -1)
                    waiting.extend((pointer / index, children[index], False) for index in below)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"

    def _whole(self, node: Node) -> Span:
        start = node.start if isinstance(node, Branch) else node[0]
        while isinstance(node, Branch) and node.end is None:
            last = node.last()
            if last is None:
                return self._lines.span(start, node.start)
            node = last
        end = node.end if isinstance(node, Branch) else node[1]
        return self._lines.span(start, start if end is None else end)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text holds.

    Attributes:
        data: Dicts, lists and texts (JSON: booleans and numbers too).
            None when the text is unusable, and then `findings` says why. What was refused but could be
            stepped over keeps its place as the text it is written as.
        findings: Everything refused, in the order of its lines; each has a span.
        spans: Where each value stands; empty when `data` is None.
        key_spans: Where each key stands, by the pointer of its value.
        has_bare: Whether any text stands without quotes though other readers of YAML take it for something else.
    """

    data: object | None
    findings: tuple[Finding, ...]
    spans: Mapping[Pointer, Span] = field(default_factory=dict)
    key_spans: Mapping[Pointer, Span] = field(default_factory=dict)
    has_bare: bool = False


class Lines:
    """Turns offsets in a text, counted in code points, into lines and columns."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1."""
        if self._starts is None:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(self._text))]
        offset = min(offset, len(self._text))  # libyaml sees a line end after the last line even where none is
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the position from one offset to another, the end exclusive."""
        return Span(*self.place(start), *self.place(end))


def decode(data: bytes, *, limit: int = _MAX_BYTES) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text some bytes hold, or None and why they hold none.

    A UTF-8 byte order mark is accepted and removed.

    Args:
        data: A whole file.
        limit: The most bytes accepted, inclusive.

    Returns:
        The text and no findings, or None and at least one finding: `too-large`, `not-utf-8`,
        `control-character` (the first ten) or `empty` (white space only).
    """
    start = Span(1, 1, 1, 1)
    if len(data) > limit:
        message = f"there are more than {limit} bytes, the most that is read"  # callers stop reading there
        return None, (found("too-large", message, "split it into several files", span=start),)
    for bom, name in _BOMS:
        if data.startswith(bom):
            message = f"the file is {name}, not UTF-8"
            return None, (found("not-utf-8", message, "save it as UTF-8", span=start),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = Lines(before).place(len(before))
        message = f"byte 0x{data[error.start]:02x} is no UTF-8"
        span = Span(line, column, line, column + 1)
        return None, (found("not-utf-8", message, "save the file as UTF-8", span=span),)
    text = text.removeprefix("\ufeff")
    lines = Lines(text)
    if forbidden := tuple(islice(FORBIDDEN.finditer(text), _MAX_REPEATS)):
        hint = 'remove it, or write it as an escape in double quotes, such as "\\u0007"'
        return None, tuple(
            found(
                "control-character",
                f"the text holds the control character {named(match[0])}",
                hint,
                span=lines.span(match.start(), match.end()),
            )
            for match in forbidden
        )
    if not text.strip():
        return None, (found("empty", "the file is empty", "a record is a mapping of keys", span=start),)
    return text, ()


def lone_surrogates(text: str) -> tuple[Finding, ...]:
    """Return a finding for each of the first ten lone surrogates: half characters that no UTF-8 can hold."""
    if text.isascii():
        return ()
    lines = Lines(text)
    return tuple(
        found(
            "not-utf-8",
            f"the text holds {named(match[0])}, half of a character, which UTF-8 can't hold",
            "decode the file as UTF-8, without 'surrogateescape'",
            span=lines.span(match.start(), match.end()),
        )
        for match in islice(_SURROGATE.finditer(text), _MAX_REPEATS)
    )


def named(character: str) -> str:
    """Return a character the way a message can show it: quoted, or as `U+0007` where it doesn't print."""
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"


def excerpt(text: str, most: int = 40) -> str:
    """Return a text quoted for a message, at most so many characters of it."""
    return repr(text if len(text) <= most else text[: most - 3] + "...")
