"""Comments and blank lines carried from a YAML text into the canonical text of the same record.

libyaml throws them away, and the libraries that keep them tie them to their own tree of the old text, which the
canonical text replaces. But a `#` outside every scalar starts a comment, and the positions of all scalars are known.
So each comment is tied to the place in the record that it stands before or beside, or at whose end it stands, and is
written at that place of the canonical text, where what it stands in takes several lines.

Source: YAML 1.2.2, 6.6 and 6.7.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from agreements.diagnostics import Span
from agreements.pointer import ROOT, Pointer, Step
from agreements.reading._tree import Tree
from agreements.reading._yaml import build_yaml
from agreements.writing._layout import lay_out

__all__ = ["Comment", "carry", "find_comments"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK = " \t\ufeff"
# What is commented out at the margin belongs where it would stand without its `#`.
_LEFT_OUT = re.compile(r"#  +(?=[^ ])")
At = tuple[int, int]
"""A line and a column, both counted from 1."""
Side = Literal["before", "beside", "inside"]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, or a blank line that stands before no comment.

    Attributes:
        text: From its `#` to the end of its line, without blanks at the end; empty for a blank line.
        pointer: The place in the record it belongs to.
        side: Whether it stands `before` that place or `inside` at its end, on a line of its own, or `beside` it.
        lead: What stands before it on its line. A comment without a lead stands at the margin, as what is commented
            out often does; then it always will.
        spaced: Whether a blank line stands above it.
    """

    text: str
    pointer: Pointer
    side: Side
    lead: str = ""
    spaced: bool = False

    def on_own_line(self, indent: int) -> list[str]:
        """Return its lines where it has one of its own: a blank one above it, if there was one."""
        written = " " * indent * bool(self.lead) + self.text
        return ["", written] if self.spaced else [written]


def find_comments(text: str) -> tuple[Comment, ...]:
    """Return the comments of a YAML text that is free of findings, in its order."""
    return tuple(comment for comment in _found(text, build_yaml(text)) if comment.text)


def carry(text: str, data: dict[str, Any]) -> str:
    """Return a record's canonical text with the comments and blank lines of the text it was made from.

    A comment beside something that now takes several lines goes above it; one that belongs to something the canonical
    text leaves out, such as a value that is the default, goes to what it stood in. Several blank lines become one.

    Args:
        text: A YAML text free of findings.
        data: Its record as plain data, in canonical order.
    """
    old = build_yaml(text)
    moved = []
    for comment in _found(text, old):
        pointer, arrived = _moved(comment.pointer, old.data, data)
        if comment.text or arrived:  # what is left out leaves no gap
            moved.append((_with_room(comment, pointer, data), pointer, arrived))
    if not moved:
        return lay_out(data)
    opened = {above for comment, pointer, _ in moved for above in _around(comment, pointer)}
    return _written(lay_out(data, opened), moved)


def _written(canonical: str, comments: Iterable[tuple[Comment, Pointer, bool]]) -> str:
    """Return the canonical text with comments, each with its place in it and whether it is the very place it had."""
    new = build_yaml(canonical)
    lines = canonical.split("\n")[:-1]
    before, beside = defaultdict[int, list[str]](list), defaultdict[int, list[Comment]](list)
    after = defaultdict[int, list[tuple[int, list[str]]]](list)
    for comment, pointer, arrived in comments:
        span = new.spans[pointer]
        key = new.key_spans.get(pointer)
        first = (key or span).line
        if comment.side == "inside":
            indent = _inner_indent(pointer, new)
            last = span.end_line - (span.end_column == 1)  # a block of text ends where the next line starts
            after[last].append((indent, comment.on_own_line(indent)))
        elif comment.side == "beside" and arrived and _has_room(lines, first, span, key):
            beside[first].append(comment)
        else:
            before[first] += comment.on_own_line(0 if pointer == ROOT else _indent(lines[first - 1]))
    out: list[str] = []
    for number, line in enumerate(lines, start=1):
        _put(out, before[number])
        for comment in beside[number][:-1]:  # a line has room for one
            out.append(" " * _indent(line) + comment.text)
        out.append(_with_comment(line, beside[number][-1]) if beside[number] else line)
        # The deeper one first: it would belong to what follows, if a shallower one stood before it.
        for _, written in sorted(after[number], key=lambda item: item[0], reverse=True):
            _put(out, written)
    return "\n".join(out) + "\n"


def _with_comment(line: str, comment: Comment) -> str:
    """Return a line with the comment beside it: where it stood, in line with others, if the line stays as it was."""
    return (comment.lead if comment.lead.rstrip() == line else f"{line}  ") + comment.text


def _put(out: list[str], lines: Iterable[str]) -> None:
    """Add lines between those of the record, no blank one at the top or below another."""
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)


def _around(comment: Comment, pointer: Pointer) -> Iterator[Pointer]:
    """Yield what takes several lines, so that a comment has a line there."""
    if comment.side == "inside":
        yield pointer
    while pointer != ROOT:
        pointer = pointer.parent
        yield pointer


def _with_room(comment: Comment, pointer: Pointer, data: Any) -> Comment:
    """Put a comment at the end of a list above it, if a key follows: it would stand before that key."""
    if comment.side != "inside" or pointer == ROOT:
        return comment
    *steps, last = pointer.steps
    for step in steps:
        data = data[step]
    is_list = isinstance(data, dict) and isinstance(data[last], list)
    return replace(comment, side="before") if is_list and last != next(reversed(data)) else comment


def _has_room(lines: list[str], first: int, span: Span, key: Span | None) -> bool:
    """Whether a comment at the end of a place's first line stays beside that place, and out of its text."""
    if span.line == span.end_line == first:
        return True
    opens_block = lines[span.line - 1][span.column - 1] in "|>"
    return opens_block or (key is not None and span.line > first)


def _moved(pointer: Pointer, old: object, new: object) -> tuple[Pointer, bool]:
    """Return where a place of the old data is in the new, where sets are sorted, and whether it is there at all.

    What is left out of the new data is in its container.
    """
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
            return place, False
        place /= step
    return place, True


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
    """Return the comments and the blank lines between what isn't one; not those at the end."""
    lines = _LINE_END.split(text)
    nodes, scalars = _nodes(tree, lines)
    index = _Index(nodes)
    found: list[Comment] = []
    spaced = heads = False  # whether there is a blank line above; whether a comment above belongs to what follows
    hashes = dict(_hashes(lines, scalars))
    for number, line in enumerate(lines, start=1):
        if not line.strip(_BLANK):
            spaced = spaced or not _within(scalars, (number, 1))
            continue
        column = hashes.get(number, len(line) + 1)
        lead = line[: column - 1].lstrip("\ufeff")
        following = index.following((number, 0))
        if lead.strip():
            if spaced and following is not None:
                found.append(Comment("", following, "before"))
            if number in hashes:
                pointer, side = index.tied_beside((number, column))
                found.append(Comment(line[column - 1 :].rstrip(), pointer, side, lead))
            heads = False
        else:
            left_out = _LEFT_OUT.match(line)
            at = (number, 1 if heads else left_out.end() if left_out else column)
            pointer, side = index.tied_alone(at)
            heads = side == "before"
            found.append(Comment(line[column - 1 :].rstrip(), pointer, side, lead, spaced))
        spaced = False
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
        if isinstance(data[pointer], str):
            is_block = opened in ("|", ">")
            scalars.append(_in_block(begin, end, data[pointer], lines) if is_block else (begin, end))
            closed = not is_block  # it ends where the next line starts
        else:
            closed = opened in ("{", "[")
        first = lines[start[0] - 1]
        column = start[1] if first[: start[1] - 1].strip(" -") or key else _indent(first) + 1
        nodes.append(_Node(pointer, start, end if closed else None, column))
    return nodes, sorted(scalars)


def _in_block(begin: At, end: At, text: object, lines: list[str]) -> tuple[At, At]:
    """Return where a block of text stands: without its mark, beside which a comment may stand, and blank lines after.

    Blank lines after it belong to it only where its mark says so, and then the text ends in them.
    """
    last = end[0]
    if not str(text).endswith("\n\n"):
        while last - 1 > begin[0] and not lines[last - 2].strip(_BLANK):
            last -= 1
    return (begin[0] + 1, 1), end if last == end[0] else (last, 1)


def _hashes(lines: list[str], scalars: list[tuple[At, At]]) -> Iterator[At]:
    """Yield where each comment starts: at the first `#` of a line that stands in no scalar."""
    for number, line in enumerate(lines, start=1):
        for match in re.finditer("#", line):
            at = (number, match.start() + 1)
            if not _within(scalars, at):
                yield at
                break


def _within(scalars: list[tuple[At, At]], at: At) -> bool:
    index = bisect_right(scalars, at, key=lambda scalar: scalar[0]) - 1
    return index >= 0 and at < scalars[index][1]


class _Index:
    """The nodes of a text, to look up what a comment belongs to."""

    def __init__(self, nodes: list[_Node]) -> None:
        self.nodes = nodes
        self.starts = [node.start for node in nodes]
        self.columns = {node.pointer: node.column for node in nodes}
        self.ends = {node.pointer: node.end for node in nodes if node.end is not None}
        self.on_line = defaultdict[int, list[tuple[At, Pointer]]](list)
        for node in nodes:
            self.on_line[node.start[0]].append((node.start, node.pointer))
            if node.end is not None:
                self.on_line[node.end[0]].append((node.end, node.pointer))

    def following(self, at: At) -> Pointer | None:
        """Return the outermost that starts after a place; None at the end."""
        index = bisect_right(self.starts, at)
        return self.nodes[index].pointer if index < len(self.nodes) else None

    def tied_alone(self, at: At) -> tuple[Pointer, Side]:
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
        while block != ROOT and self.ends.get(block, at) < at:  # it is closed already
            block = block.parent
        if following and following.pointer.steps[: len(block.steps)] == block.steps:
            return following.pointer, "before"
        return block, "inside"

    def tied_beside(self, at: At) -> tuple[Pointer, Side]:
        """Return what a comment at the end of a line belongs to: the outermost that ends there, or what opens there."""
        best: tuple[At, Pointer] | None = None
        for edge, pointer in self.on_line[at[0]]:
            if edge <= at and (best is None or edge > best[0]):
                best = edge, pointer
        if best is not None:
            return best[1], "beside"
        index = bisect_right(self.starts, at)  # after a dash alone, or a mark of the document
        return (self.nodes[index].pointer if index < len(self.nodes) else ROOT), "before"
