"""JSON text to a `Tree`: a strict tokenizer that knows where it stands.

The standard library's parser recurses, gives no positions and lets a later duplicate key win. Here
nothing recurses, and a number in place of text is left a number, so that the model refuses it as the
JSON Schema does: its digits may be lost already.

Source: RFC 8259.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from agreements.diagnostics import Finding
from agreements.faults import MAX_FINDINGS, FaultName, found, left_out
from agreements.pointer import Pointer
from agreements.reading._tree import (
    MAX_DEPTH,
    MAX_KEY,
    MAX_PIECES,
    Branch,
    Lines,
    Mark,
    Node,
    Spans,
    Tree,
    excerpt,
    lone_surrogates,
    named,
)

__all__ = ["build_json"]

# Possessive (`*+`): a string that never ends costs one pass, not one a character.
_STRING: Final = r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+'
_TOKEN: Final = re.compile(
    rf"""[ \t\n\r]*+(?:
        ({_STRING}")
      | ([\[\]{{}},:])
      | (-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)(?![A-Za-z0-9_.+-])
      | (true|false|null|NaN|-?Infinity)(?![A-Za-z0-9_])
    )""",
    re.VERBOSE,
)
_BLANK: Final = re.compile(r"[ \t\n\r]*+")
_OPEN_STRING: Final = re.compile(_STRING)
_WORD: Final = re.compile(r"[A-Za-z0-9_.+-]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# What may come next.
_VALUE: Final = "a value"
_FIRST_ITEM: Final = "a value or ']'"
_FIRST_KEY: Final = "a key or '}'"
_NEXT_KEY: Final = "a key"
_COLON: Final = "':'"
_MORE_ITEMS: Final = "',' or ']'"
_MORE_KEYS: Final = "',' or '}'"
_END: Final = "the end"

_LOOK_BEFORE: Final = "look for a quote, a comma or a bracket missing before it"


def build_json(text: str, *, max_depth: int = MAX_DEPTH) -> Tree:
    """Return what a JSON text says, with everything refused in it.

    Whole numbers of at most 18 digits are ints, other numbers floats; true and false are booleans.
    Refused by name: `duplicate-key` (the first is kept), `null-value`, `not-finite` (NaN and Infinity, which are no
    JSON), `lone-surrogate` (replaced by U+FFFD), `key-too-long`.
    The tree is unusable, and `data` None, after `syntax`, `too-deep`, `too-many` (values or findings), `empty` and
    `not-utf-8`.

    Args:
        text: One JSON value.
        max_depth: How many containers may stand inside each other, inclusive.

    Raises:
        Nothing: every text gives a tree.
    """
    if halves := lone_surrogates(text):
        return Tree(None, halves)
    return _Builder(text, max_depth).build()


def _number(token: str) -> int | float:
    """Return a number as Python's; the format has only small whole ones and refuses all others where they stand."""
    digits = token.removeprefix("-")
    return int(token) if digits.isdigit() and len(digits) <= 18 else float(token)


class _Unusable(Exception):
    """The rest of the text can't be read."""


class _Builder:
    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.max_depth = max_depth
        self.lines = Lines(text)
        self.findings: list[Finding] = []
        # The containers around the current one: (data, marks, key in it).
        self.stack: list[tuple[Any, Branch, str]] = []

    def build(self) -> Tree:
        try:
            data, root = self._read()
        except _Unusable:
            return Tree(None, tuple(self.findings))
        return Tree(data, tuple(self.findings), Spans(root, self.lines), Spans(root, self.lines, keys=True))

    def _read(self) -> tuple[object, Node | None]:
        text, stack, match_token = self.text, self.stack, _TOKEN.match
        # The text is the only item of an outermost list, so that the root needs no case of its own.
        data: Any = []
        branch = Branch(0, [])
        top_data, top = data, branch
        key, key_mark = "", (0, 0)
        dropped = False  # the value being read belongs to a duplicate key
        wanted = _VALUE
        offset = 0
        left = MAX_PIECES
        while True:
            match = match_token(text, offset)
            if match is None:
                offset = self._blank_end(offset)
                if wanted is _END and offset == len(text):
                    break
                self._no_token(offset, wanted)
            group = match.lastindex or 0
            start, offset = match.span(group)
            token = match[group]
            value: Any
            if group == 2:
                if token == ":" and wanted is _COLON:
                    wanted = _VALUE
                    continue
                if token == "," and (wanted is _MORE_ITEMS or wanted is _MORE_KEYS):
                    wanted = _VALUE if wanted is _MORE_ITEMS else _NEXT_KEY
                    continue
            left -= 1
            if not left:
                message = f"the text has more than {MAX_PIECES} keys, values and their ends"
                self._fail(start, offset, message, "split it into several files", rule="too-many")
            if group == 2:
                if (token == "]" and (wanted is _FIRST_ITEM or wanted is _MORE_ITEMS)) or (
                    token == "}" and (wanted is _FIRST_KEY or wanted is _MORE_KEYS)
                ):
                    branch.end = offset
                    data, branch, key = stack.pop()
                    wanted = self._after(branch)
                    continue
                if token not in "[{" or not (wanted is _VALUE or wanted is _FIRST_ITEM):
                    self._unexpected(token, start, offset, wanted)
                if len(stack) >= self.max_depth:
                    self._too_deep(start, self._pointer(branch, key))
                child: Any = [] if token == "[" else {}
                below = Branch(start, [] if token == "[" else {})
                if not dropped:
                    self._put(data, branch, key, key_mark, child, below)
                dropped = False
                stack.append((data, branch, key))
                data, branch = child, below
                wanted = _FIRST_ITEM if token == "[" else _FIRST_KEY
                continue
            if group == 1:
                value = self._text(token, start, branch, key, is_key=wanted is _FIRST_KEY or wanted is _NEXT_KEY)
                if wanted is _FIRST_KEY or wanted is _NEXT_KEY:
                    key, key_mark = value, (start, offset)
                    if key in data:
                        self._duplicate(key, start, offset, branch)
                        dropped = True
                    elif len(key) > MAX_KEY:
                        what = f"the key {excerpt(key)} has more than {MAX_KEY} characters"
                        hint = "is it a text that belongs after a key?"
                        self._add("key-too-long", what, start, offset, self._pointer(branch, "").parent, hint)
                        dropped = True
                    wanted = _COLON
                    continue
            else:
                value = _number(token) if group == 3 else token
            if not (wanted is _VALUE or wanted is _FIRST_ITEM):
                self._unexpected(token, start, offset, wanted)
            if group == 4:
                value = self._word(token, start, offset, self._pointer(branch, key))
            if not dropped:
                self._put(data, branch, key, key_mark, value, (start, offset))
            dropped = False
            wanted = self._after(branch)
        return top_data[0], top.last()

    def _after(self, branch: Branch) -> str:
        if not self.stack:
            return _END
        return _MORE_KEYS if isinstance(branch.children, dict) else _MORE_ITEMS

    def _put(self, data: Any, branch: Branch, key: str, key_mark: Mark, value: Any, mark: Node) -> None:
        if isinstance(branch.children, dict):
            data[key] = value
            branch.children[key] = (key_mark, mark)
        else:
            data.append(value)
            branch.children.append(mark)

    def _text(self, token: str, start: int, branch: Branch, key: str, *, is_key: bool) -> str:
        if "\\" not in token:
            return token[1:-1]
        try:
            text: str = json.loads(token)
        except json.JSONDecodeError as error:
            at = start + error.pos
            self._fail(at, at + 1, "a backslash starts no escape here", "write a backslash as two")
        if _SURROGATE.search(text):
            text = _SURROGATE.sub("\ufffd", text)
            self._add("lone-surrogate", f"an escape in {excerpt(text)} is half of a character", start,
                      start + len(token), self._pointer(branch, text if is_key else key),
                      "write the character itself, or both halves of its escape")  # fmt: skip
        return text

    def _word(self, token: str, start: int, end: int, pointer: Pointer) -> bool | str:
        if token == "true":
            return True
        if token == "false":
            return False
        if token == "null":
            what = "the value is null" + (f" (at {excerpt(str(pointer))})" if pointer.steps else "")
            self._add("null-value", what, start, end, pointer, "leave it out when there is nothing to say")
        else:
            self._add("not-finite", f"{token} is no JSON number", start, end, pointer,
                      "write a number, or a text in quotes")  # fmt: skip
        return token

    def _duplicate(self, key: str, start: int, end: int, branch: Branch) -> None:
        children = branch.children
        line = self.lines.place(children[key][0][0])[0] if isinstance(children, dict) else 0
        self._add("duplicate-key", f"the key {excerpt(key)} stands on line {line} already", start, end,
                  self._pointer(branch, key), "keep one of them, or make a list")  # fmt: skip

    # Everything below runs for faults only.

    def _pointer(self, branch: Branch, key: str) -> Pointer:
        """The place of the value being read."""
        if not self.stack:
            return Pointer()
        steps: list[str | int] = [
            above if isinstance(around.children, dict) else len(around.children) - 1
            for _, around, above in self.stack[1:]
        ]
        return Pointer((*steps, key if isinstance(branch.children, dict) else len(branch.children)))

    def _add(self, rule: FaultName, message: str, start: int, end: int, pointer: Pointer, hint: str = "") -> None:
        span = self.lines.span(start, end)
        if len(self.findings) == MAX_FINDINGS:
            self.findings.append(left_out(f"more than {MAX_FINDINGS} faults: from here on nothing is looked at", span))
            raise _Unusable
        self.findings.append(found(rule, message, hint, at=pointer, span=span))

    def _fail(self, start: int, end: int, message: str, hint: str = "", rule: FaultName = "syntax") -> NoReturn:
        self._add(rule, message, start, end, Pointer(), hint)
        raise _Unusable

    def _too_deep(self, start: int, pointer: Pointer) -> None:
        message = f"more than {self.max_depth} lists and objects stand inside each other"
        self._add("too-deep", message, start, start + 1, pointer, "is this the right file? No record is so deep")
        raise _Unusable

    def _blank_end(self, offset: int) -> int:
        match = _BLANK.match(self.text, offset)
        return match.end() if match else offset

    def _unexpected(self, token: str, start: int, end: int, wanted: str) -> None:
        hint = _LOOK_BEFORE
        if token in "]}" and wanted in (_VALUE, _NEXT_KEY):
            hint = "JSON allows no comma before a closing bracket"
        elif wanted is _END:
            hint = "a file holds one JSON value"
        elif wanted in (_MORE_ITEMS, _MORE_KEYS):
            hint = "is a comma missing before it?"
        elif wanted in (_FIRST_KEY, _NEXT_KEY):
            hint = "a key is a text in double quotes"
        self._fail(start, end, f"{excerpt(token)} stands where {wanted} is wanted", hint)

    def _no_token(self, offset: int, wanted: str) -> NoReturn:
        text = self.text
        if offset == len(text):
            if not text.strip(" \t\n\r"):
                self._fail(offset, offset, "the text is empty", "a record is a JSON object", rule="empty")
            self._fail(offset, offset, f"the text ends where {wanted} is wanted", "is a bracket or brace left open?")
        here = text[offset]
        if here == '"':
            opened = _OPEN_STRING.match(text, offset)
            at = opened.end() if opened else offset
            if at == len(text):
                self._fail(offset, at, "a text never ends", "close the double quotes")
            if text[at] == "\\":
                self._fail(at, at + 1, "a backslash starts no escape here", "write a backslash as two")
            self._fail(at, at + 1, f"{named(text[at])} stands bare in a text", "write it as an escape, such as \\n")
        if here in "/#":
            self._fail(offset, offset + 1, f"{here!r} stands where {wanted} is wanted", "JSON has no comments")
        word = _WORD.match(text, offset)
        if word is None:
            hint = "JSON quotes with '\"'" if here in "'‘’“”`" else _LOOK_BEFORE
            self._fail(offset, offset + 1, f"{named(here)} stands where {wanted} is wanted", hint)
        else:
            hint = "write true and false in lower case, texts in double quotes, numbers without a leading 0 or '+'"
            self._fail(offset, word.end(), f"{excerpt(word[0])} is no JSON value", hint)
