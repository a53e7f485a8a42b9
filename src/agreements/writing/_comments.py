"""Comments carried from a YAML text into the canonical text of the same record.

libyaml throws comments away, and the libraries that keep them tie them to their own tree of the old text, which the
canonical text replaces. But a `#` outside every scalar starts a comment, and the positions of all scalars are known.
So each comment is tied to the place in the record that it stands before or beside, or at whose end it stands, and is
written at that place of the canonical text.

Source: YAML 1.2.2, 6.6 and 6.7.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from agreements.diagnostics import Span
from agreements.pointer import ROOT, Pointer, Step
from agreements.reading._tree import Tree
from agreements.reading._yaml import build_yaml

__all__ = ["Comment", "carry", "find_comments"]

_LINE_END = re.compile(r"\r\n|\r|\n")
At = tuple[int, int]
"""A line and a column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        text: From its `#` to the end of its line, without blanks at the end.
        pointer: The place in the record it belongs to.
        side: Whether it stands `before` that place or `inside` at its end, on a line of its own, or `beside` it.
        at_margin: Whether it starts its line, as what is commented out often does; then it always will.
    """

    text: str
    pointer: Pointer
    side: Literal["before", "beside", "inside"]
    at_margin: bool


def find_comments(text: str) -> tuple[Comment, ...]:
    """Return the comments of a YAML text that is free of findings, in its order."""
    return _found(text, build_yaml(text))


def carry(text: str, canonical: str) -> str:
    """Return the canonical text with the comments of the text it was made from.

    A comment beside something that now takes several lines goes above it; one that belongs to something the canonical
    text leaves out, such as a value that is the default, goes to what it stood in.

    Args:
        text: A YAML text free of findings.
        canonical: What `write` gives for its record.
    """
    old = build_yaml(text)
    comments = _found(text, old)
    if not comments:
        return canonical
    new = build_yaml(canonical)
    lines = canonical.split("\n")[:-1]
    before, beside, after = (defaultdict[int, list[str]](list) for _ in range(3))
    for comment in comments:
        pointer = _moved(comment.pointer, old.data, new.data)
        span = new.spans[pointer]
        key = new.key_spans.get(pointer)
        first = (key or span).line
        line = "" if pointer == ROOT else lines[first - 1]
        written = comment.text if comment.at_margin else " " * _indent(line) + comment.text
        if comment.side == "inside":
            after[span.end_line].append(" " * _inner_indent(pointer, new) + comment.text)
        elif comment.side == "beside" and pointer == comment.pointer and _has_room(first, span, key):
            beside[first].append(comment.text)
        else:
            before[first].append(written)
    out: list[str] = []
    for number, line in enumerate(lines, start=1):
        out += before[number]
        *more, last = beside[number] or [""]
        out += [" " * _indent(line) + comment for comment in more]  # a line has room for one
        out.append(f"{line}  {last}" if last else line)
        # The deeper one first: it would belong to what follows, if a shallower one stood before it.
        out += sorted(after[number], key=_indent, reverse=True)
    return "\n".join(out) + "\n"


def _has_room(first: int, span: Span, key: Span | None) -> bool:
    """Whether a comment at the end of a place's first line stays beside that place, and out of its text."""
    return (span.line == span.end_line == first) or (key is not None and span.line > first)


def _moved(pointer: Pointer, old: object, new: object) -> Pointer:
    """Return where a place of the old data is in the new, where sets are sorted; what is left out is its container."""
    place = ROOT
    for step in pointer.steps:
        if isinstance(old, dict) and isinstance(new, dict) and step in new:
            old, new = old.get(step), new[step]
        elif isinstance(old, list) and isinstance(new, list) and isinstance(step, int) and step < len(new):
            value = old[step]
            if isinstance(value, str) and value in new:
                step = new.index(value)
            old, new = value, new[step]
        else:
            break
        place /= step
    return place


def _inner_indent(pointer: Pointer, tree: Tree) -> int:
    """Return by how many blanks the keys or dashes of a block are indented."""
    for step in _steps(tree, pointer):
        key = tree.key_spans.get(pointer / step)
        return key.column - 1 if key else tree.spans[pointer / step].column - len("- ") - 1
    return tree.spans[pointer].column - 1  # a text has none


def _steps(tree: Tree, pointer: Pointer) -> Iterable[Step]:
    data = tree.data
    for step in pointer.steps:
        data = data[step] if isinstance(data, dict | list) else None  # type: ignore[index]
    return data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Finding them.


@dataclass(frozen=True, slots=True)
class _Node:
    """A value with its key.

    Attributes:
        pointer: Which one.
        start: Where its key starts, or the value where it has none.
        end: Where it ends, exclusive; None where nothing closes it.
        column: The column of its key, or of the dash before it.
    """

    pointer: Pointer
    start: At
    end: At | None
    column: int


def _found(text: str, tree: Tree) -> tuple[Comment, ...]:
    if "#" not in text:
        return ()
    lines = _LINE_END.split(text)
    nodes, scalars = _nodes(tree, lines)
    index = _Index(nodes)
    found = []
    for at in _hashes(lines, scalars):
        line = lines[at[0] - 1]
        alone = not line[: at[1] - 1].strip(" \t\ufeff")
        pointer, side = index.tied_alone(at) if alone else index.tied_beside(at)
        found.append(Comment(line[at[1] - 1 :].rstrip(), pointer, side, at[1] == 1))
    return tuple(found)


def _nodes(tree: Tree, lines: list[str]) -> tuple[list[_Node], list[tuple[At, At]]]:
    """Return all nodes, outer before inner, in the order of the text, and where scalars stand."""
    nodes: list[_Node] = []
    scalars: list[tuple[At, At]] = []
    data: dict[Pointer, object] = {ROOT: tree.data}
    for pointer, span in tree.spans.items():
        if pointer != ROOT:
            above = data[pointer.parent]
            data[pointer] = above[pointer.steps[-1]] if isinstance(above, dict | list) else None  # type: ignore[index]
        begin, end = (span.line, span.column), (span.end_line, span.end_column)
        key = tree.key_spans.get(pointer)
        start = begin if key is None else (key.line, key.column)
        if key is not None:
            scalars.append((start, (key.end_line, key.end_column)))
        opened = lines[begin[0] - 1][begin[1] - 1 : begin[1]]
        is_scalar = isinstance(data[pointer], str)
        if is_scalar:
            # Beside the mark that opens a block of text there may be a comment.
            scalars.append(((begin[0] + 1, 1) if opened in ("|", ">") else begin, end))
        closed = is_scalar or opened in ("{", "[")
        first = lines[start[0] - 1]
        column = start[1] if first[: start[1] - 1].strip(" -") or key else _indent(first) + 1
        nodes.append(_Node(pointer, start, end if closed else None, column))
    return nodes, sorted(scalars)


def _hashes(lines: list[str], scalars: list[tuple[At, At]]) -> Iterator[At]:
    """Yield where each comment starts: at the first `#` of a line that stands in no scalar."""
    starts = [start for start, _ in scalars]
    for number, line in enumerate(lines, start=1):
        for match in re.finditer("#", line):
            at = (number, match.start() + 1)
            index = bisect_right(starts, at) - 1
            if index < 0 or at >= scalars[index][1]:
                yield at
                break


class _Index:
    """The nodes of a text, to look up what a comment belongs to."""

    def __init__(self, nodes: list[_Node]) -> None:
        self.nodes = nodes
        self.starts = [node.start for node in nodes]
        self.columns = {node.pointer: node.column for node in nodes}
        self.on_line = defaultdict[int, list[tuple[At, Pointer]]](list)
        for node in nodes:
            self.on_line[node.start[0]].append((node.start, node.pointer))
            if node.end is not None:
                self.on_line[node.end[0]].append((node.end, node.pointer))

    def tied_alone(self, at: At) -> tuple[Pointer, Literal["before", "inside"]]:
        """Return what a comment on its own line belongs to: what follows, or a block that ends there and is deeper."""
        index = bisect_right(self.starts, at)
        following = self.nodes[index] if index < len(self.nodes) else None
        if following and (index == 0 or at[1] <= following.column):
            return following.pointer, "before"
        if following is None and at[1] == 1:
            return ROOT, "inside"
        pointer = self.nodes[index - 1].pointer
        while pointer != ROOT and self.columns[pointer] > at[1]:
            pointer = pointer.parent
        block = pointer.parent
        if following and following.pointer.steps[: len(block.steps)] == block.steps:
            return following.pointer, "before"
        return block, "inside"

    def tied_beside(self, at: At) -> tuple[Pointer, Literal["before", "beside"]]:
        """Return what a comment at the end of a line belongs to: the outermost that ends there, or what opens there."""
        best: tuple[At, Pointer] | None = None
        for edge, pointer in self.on_line[at[0]]:
            if edge <= at and (best is None or edge > best[0]):
                best = edge, pointer
        if best is not None:
            return best[1], "beside"
        index = bisect_right(self.starts, at)  # after a dash alone, or a mark of the document
        return (self.nodes[index].pointer if index < len(self.nodes) else ROOT), "before"
