"""YAML text to a `Tree`: a small builder over libyaml's events.

PyYAML's own composer recurses (in C: 60,000 brackets crash the process), guesses types by YAML 1.1
(`no` is False there) and lets a later duplicate key win. Here nothing recurses, every scalar stays
text, and whatever could be read in two ways is refused by name.

Source: YAML 1.2.2.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from agreements.diagnostics import Finding, Span
from agreements.faults import MAX_FINDINGS, FaultName, found, left_out
from agreements.model._numbers import Bare
from agreements.pointer import Pointer
from agreements.reading._tree import (
    FORBIDDEN,
    MAX_DEPTH,
    MAX_KEY,
    MAX_PIECES,
    Branch,
    Lines,
    Mark,
    Spans,
    Tree,
    excerpt,
    lone_surrogates,
    named,
)

__all__ = ["build_yaml"]

_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)  # the pure one is slower, and refuses some tabs

# YAML 1.2.2, 10.3.2 (the core schema's null).
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
# How a number or a truth value can start.
_BARE_STARTS: Final = frozenset("0123456789+-.tTfF")
# libyaml ends a line at each of these, as YAML 1.1 did; for YAML 1.2 they are ordinary characters.
_OLD_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")

_QUOTE: Final = "put the whole text in quotes"
_LOOK_ABOVE: Final = "look for a bracket, a brace or quotes left open, here or in the lines above"
# One blank before and none after: whoever means a comment leaves more room.
_CUT: Final = re.compile(r" #[^\s#]")

# What libyaml (or PyYAML's pure scanner) says, what we say, and the way out; the first that fits.
# "{char}" stands for the character at the mark.
_PLAIN_WORDS: Final = (
    ("tab character", "a tab stands in the indentation", "indent with spaces"),
    ("mapping values are not allowed", "a ':' stands where no value can start",
     "quote the text if ': ' belongs to it, else check the indentation"),
    ("block sequence entries are not allowed", "a '- ' stands where no list item can start",
     "put the list on lines of its own, or quote the text"),
    ("sequence entries are not allowed", "a '- ' stands where no list item can start",
     "put the list on lines of its own, or quote the text"),
    ("could not find expected ':'", "a line is neither a key with its ':' nor part of the text before it",
     "check the indentation, and the quotes above it"),
    ("unknown escape character", "{char} makes no escape after a backslash",
     "use single quotes, where a backslash is only a backslash"),
    ("unexpected document indicator", "a quoted text runs into '---' or '...'", "close the quotes"),
    ("expected alphabetic or numeric", "a text starts with '&' or '*', which mean an anchor or an alias", _QUOTE),
    ("tag", "a text starts with '!', which means a tag", _QUOTE),
    ("directive", "a line starts with '%', which means a directive", _QUOTE),
    ("expected ',' or ']'", "a list opened with '[' isn't closed before {char}",
     "close it, or quote a text that holds brackets, commas or quotes"),
    ("expected ',' or '}'", "a mapping opened with '{{' isn't closed before {char}",
     "close it, or quote a text that holds brackets, braces, commas or quotes"),
)  # fmt: skip


def build_yaml(text: str, *, max_depth: int = MAX_DEPTH) -> Tree:
    """Return what a YAML text says, with everything refused in it.

    Refused by name: `duplicate-key` (the first is kept), `null-value`, `alias` (anchors too), `tag`, `merge-key`,
    `key-not-text`, `key-too-long`, `several-documents` (the first is kept), `control-character`. The tree is unusable,
    and `data` None, after `syntax`, `too-deep`, `too-many` (values or findings), `empty` and `not-utf-8`. Told, but not
    refused: `comment-in-text`, whatever field the text belongs to.

    Args:
        text: One document; a byte order mark at its start is ignored.
        max_depth: How many containers may stand inside each other, inclusive.

    Raises:
        Nothing: every text gives a tree.
    """
    if halves := lone_surrogates(text):
        return Tree(None, halves)
    return _Builder(text.lstrip("\ufeff"), max_depth).build()


class _Unusable(Exception):
    """The rest of the text can't be read."""


class _Builder:
    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.lines = Lines(text)
        self.max_depth = max_depth
        self.findings: list[Finding] = []
        self.has_bare = False
        self.null_root = False
        # The containers around the current one: (data, marks, key, mark of the key, state).
        self.stack: list[tuple[Any, Branch, str, Mark, int]] = []

    def build(self) -> Tree:
        if not self.text.isascii() and (match := _OLD_LINE_ENDS.search(self.text)):
            return Tree(None, (self._old_line_end(match),))
        loader = None
        try:
            loader = _Loader(self.text)
            return self._pull(loader)
        except _Unusable:
            pass
        except yaml.reader.ReaderError as error:
            self._unreadable(error)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The pure scanner meets these in `chr` and `int`; libyaml's wrapper in escapes of tags.
            self._add("syntax", f"this is no YAML: {error}".splitlines()[0][:200], None, hint=_LOOK_ABOVE)
        finally:
            if loader is not None:
                loader.dispose()
        return Tree(None, tuple(self.findings))

    def _pull(self, loader: Any) -> Tree:
        # One loop with local names only: it runs for every scalar, and is what reading a record costs.
        next_event = loader.get_event
        stack = self.stack
        # Where none of these characters stands, no event can be tagged, anchored or a merge key.
        plain = not any(mark in self.text for mark in ("!", "&", "<<"))
        cuts = {match.start() for match in _CUT.finditer(self.text)}
        # The document is the only item of an outermost list, so that the root needs no case of its own.
        data: Any = []
        branch = Branch(0, [])
        top_data, top = data, branch
        marks: Any = branch.children
        key, key_mark = "", (0, 0)
        state = _ITEM
        left = MAX_PIECES
        while True:
            event = next_event()
            kind = type(event)
            left -= 1
            if not left:
                self._too_many(event)
            if kind is ScalarEvent:
                value = event.value
                if value in _NULLS and not event.style:
                    self._null(event, branch, self._pointer(branch, key, state, value))
                if not plain:
                    self._decorated(event, branch, key, state)
                if cuts and event.end_mark.index in cuts and not event.style:
                    self._cut(event, self._pointer(branch, key, state, value))
                if value[:1] in _BARE_STARTS and not event.style and state != _KEY and Bare.matches(value):
                    value = Bare(value)
                    self.has_bare = True
                if state == _VALUE:
                    data[key] = value
                    marks[key] = (key_mark, (event.start_mark.index, event.end_mark.index))
                    state = _KEY
                elif state == _KEY:
                    key, key_mark = value, (event.start_mark.index, event.end_mark.index)
                    if value in data:
                        self._duplicate(event, marks[value][0][0], self._pointer(branch, key, _VALUE), value)
                        state = _DROPPED
                    elif not plain and value == "<<" and not event.style:
                        self._merge(event, self._pointer(branch, key, _VALUE))
                        state = _DROPPED
                    elif len(value) > MAX_KEY:
                        self._long_key(event, self._pointer(branch, "", _DROPPED))
                        state = _DROPPED
                    else:
                        state = _VALUE
                elif state == _ITEM:
                    data.append(value)
                    marks.append((event.start_mark.index, event.end_mark.index))
                else:
                    state = _KEY
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if not plain:
                    self._decorated(event, branch, key, state)
                if len(stack) >= self.max_depth:
                    self._too_deep(event, self._pointer(branch, key, state))
                child: Any
                start = event.start_mark.index
                if kind is MappingStartEvent:
                    child, below, state_below = {}, Branch(start, {}, flow=event.flow_style), _KEY
                else:
                    child, below, state_below = [], Branch(start, [], flow=event.flow_style), _ITEM
                if state == _VALUE:
                    data[key] = child
                    marks[key] = (key_mark, below)
                    after = _KEY
                elif state == _ITEM:
                    data.append(child)
                    marks.append(below)
                    after = _ITEM
                elif state == _KEY:
                    self._complex_key(event, self._pointer(branch, "", _DROPPED))
                    key = ""
                    after = _DROPPED
                else:
                    after = _KEY
                stack.append((data, branch, key, key_mark, after))
                data, branch, marks, state = child, below, below.children, state_below
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if branch.flow:  # libyaml ends a block where the next one starts, after blanks and comments
                    branch.end = event.end_mark.index
                data, branch, key, key_mark, state = stack.pop()
                marks = branch.children
            elif kind is AliasEvent:
                # It keeps its place as a text; what it stands for was refused where it is anchored.
                self._alias(event, self._pointer(branch, key, _DROPPED if state == _KEY else state))
                text = f"*{event.anchor}"
                if state == _VALUE:
                    data[key] = text
                    marks[key] = (key_mark, (event.start_mark.index, event.end_mark.index))
                    state = _KEY
                elif state == _ITEM:
                    data.append(text)
                    marks.append((event.start_mark.index, event.end_mark.index))
                else:
                    state = _DROPPED if state == _KEY else _KEY
            elif kind is DocumentStartEvent:
                if data:
                    self._several(event)
                    break
            elif kind is StreamEndEvent:
                break
        return self._finished(top_data, top, event)

    def _finished(self, data: list[object], top: Branch, event: Any) -> Tree:
        if not data:
            self._add("empty", "the text holds no record", event, hint="a record is a mapping of keys")
        root = top.last()
        if root is None or self.null_root:
            return Tree(None, tuple(self.findings))
        places = Spans(root, self.lines), Spans(root, self.lines, keys=True)
        return Tree(data[0], tuple(self.findings), *places, self.has_bare)

    # Everything below runs for faults only.

    def _add(self, rule: FaultName, message: str, event: Any, pointer: Pointer | None = None, hint: str = "") -> None:
        start, end = (0, 0) if event is None else (event.start_mark.index, event.end_mark.index)
        span = self.lines.span(start, end)
        if len(self.findings) == MAX_FINDINGS:
            self.findings.append(left_out(f"more than {MAX_FINDINGS} faults: from here on nothing is looked at", span))
            raise _Unusable
        self.findings.append(found(rule, message, hint, at=pointer or Pointer(), span=span))

    def _pointer(self, branch: Branch, key: str, state: int, value: str = "") -> Pointer:
        """The place of the event being read; the mapping itself for what is no text in a key's place."""
        steps: list[str | int] = []
        for _, around, above, _, after in self.stack[1:]:
            # An item that holds others is in its list already; a key's state was moved on when it was opened.
            if after == _ITEM:
                steps.append(len(around.children) - 1)
            elif after == _KEY:
                steps.append(above)
        if self.stack:
            if state == _ITEM:
                steps.append(len(branch.children))
            elif state == _VALUE:
                steps.append(key)
            elif state == _KEY:
                steps.append(value)
        return Pointer(tuple(steps))

    def _decorated(self, event: Any, branch: Branch, key: str, state: int) -> None:
        tag, anchor = event.tag, event.anchor
        start: Any = event.start_mark
        if tag is None and isinstance(event, ScalarEvent) and self.text.startswith("!", start.index):
            tag = "!"  # libyaml drops the tag "!" of a scalar, but its mark starts there
        if tag is None and anchor is None:
            return
        value = event.value if isinstance(event, ScalarEvent) else ""
        pointer = self._pointer(branch, key, _DROPPED if state == _KEY and not value else state, value)
        if tag is not None:
            self._add("tag", f"the tag {excerpt(tag)} gives a type by hand", event, pointer,
                      "leave it out; quote a text that starts with '!'")  # fmt: skip
        if anchor is not None:
            self._add("alias", f"the anchor {excerpt('&' + anchor)} names a value to repeat it", event, pointer,
                      "write the value out where it is wanted; quote a text that starts with '&'")  # fmt: skip

    def _alias(self, event: Any, pointer: Pointer) -> None:
        self._add("alias", f"the alias {excerpt('*' + event.anchor)} repeats a value", event, pointer,
                  "write the value out; quote a text that starts with '*'")  # fmt: skip

    def _null(self, event: Any, branch: Branch, pointer: Pointer) -> None:
        self.null_root = not self.stack
        if self.null_root and not event.value:
            self._add("empty", "the document is empty", event, hint="a record is a mapping of keys")
            return
        what = f"{event.value!r} is null" if event.value else "there is no value here"
        if pointer.steps:
            what += f" (at {excerpt(str(pointer))})"
        hint = "leave the key out when there is nothing to say; quote it if it is a text"
        if isinstance(branch.children, dict) and branch.flow and not event.value:
            hint = "between braces a comma starts a new key: quote the text if the comma belongs to it"
        elif self.stack and isinstance(branch.children, list):
            hint = "leave the item out; quote it if it is a text"
        self._add("null-value", what, event, pointer, hint)

    def _duplicate(self, event: Any, first: int, pointer: Pointer, key: str) -> None:
        line, _ = self.lines.place(first)
        self._add("duplicate-key", f"the key {excerpt(key)} stands on line {line} already", event, pointer,
                  "keep one of them, or make a list")  # fmt: skip

    def _cut(self, event: Any, pointer: Pointer) -> None:
        line = self.text[event.end_mark.index + 1 :].splitlines()[0].rstrip()
        message = f"the text ends at {excerpt(event.value[-40:])}, because {excerpt(line)} is a comment"
        hint = "put the whole text in quotes if it goes on; write '# ' before a comment"
        if len(self.findings) == MAX_FINDINGS:
            return  # it is no fault, and must not end the reading
        self._add("comment-in-text", message, event, pointer, hint)

    def _merge(self, event: Any, pointer: Pointer) -> None:
        self._add("merge-key", "the key '<<' merges another mapping in", event, pointer, "write its keys out")

    def _long_key(self, event: Any, pointer: Pointer) -> None:
        self._add("key-too-long", f"the key {excerpt(event.value)} has more than {MAX_KEY} characters", event, pointer,
                  "is it a text that belongs after a key?")  # fmt: skip

    def _complex_key(self, event: Any, pointer: Pointer) -> None:
        what = "mapping" if isinstance(event, MappingStartEvent) else "list"
        self._add("key-not-text", f"a {what} is used as a key", event, pointer,
                  "a key is a text; quote it if it starts with a bracket or brace")  # fmt: skip

    def _too_deep(self, event: Any, pointer: Pointer) -> None:
        self._add("too-deep", f"more than {self.max_depth} lists and mappings stand inside each other", event, pointer,
                  "quote a text that is full of brackets")  # fmt: skip
        raise _Unusable

    def _too_many(self, event: Any) -> None:
        self._add("too-many", f"the text has more than {MAX_PIECES} keys, values and their ends", event,
                  hint="split it into several files")  # fmt: skip
        raise _Unusable

    def _several(self, event: Any) -> None:
        self._add("several-documents", "a second document starts here", event,
                  hint="one file holds one record: split it at '---'")  # fmt: skip

    def _old_line_end(self, match: re.Match[str]) -> Finding:
        message = f"{named(match[0])} ends a line for YAML 1.1 but not for YAML 1.2"
        hint = f'write it as an escape in double quotes: "\\u{ord(match[0]):04x}"'
        return found("control-character", message, hint, span=self.lines.span(*match.span()))

    def _unreadable(self, error: Any) -> None:
        # libyaml gives a byte's offset and the pure reader a character's, so we look for it ourselves.
        if (match := FORBIDDEN.search(self.text)) is None:
            self._add("syntax", f"this is no YAML: {error.reason}", None, hint=_LOOK_ABOVE)
            return
        hint = 'remove it, or write it as an escape in double quotes, such as "\\u0007"'
        message = f"the text holds the control character {named(match[0])}"
        self.findings.append(found("control-character", message, hint, span=self.lines.span(*match.span())))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem, context = error.problem or "", error.context or ""
        mark: Any = error.problem_mark or error.context_mark
        opened = None if mark is None else self._quotes_before(mark)
        if "quoted scalar" in context and "end of stream" in problem and error.context_mark is not None:
            mark = error.context_mark
            message, hint = "a quoted text never ends", "close the quotes; inside '...' an apostrophe is written ''"
        elif opened is not None:
            last = opened.end_mark.line + 1
            message = f"the quoted text that begins here ends only on line {last}, where more follows it"
            hint = f"close the quotes on line {opened.start_mark.line + 1}, or double the ones that belong to the text"
            mark = opened.start_mark
        else:
            message, hint = self._in_plain_words(problem, context, mark)
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        self.findings.append(found("syntax", message, hint, span=Span(line, column, line, column + 1)))

    def _quotes_before(self, mark: Any) -> Any:
        """The quoted text of several lines that ends before a mark and has more right behind it; None for none.

        Quotes that are left open run on to the next ones, be they lines below; what follows these is no YAML then.
        """
        loader = _Loader(self.text)
        opened = None
        try:
            while (token := loader.get_token()) is not None and token.start_mark.index < mark.index:
                if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                    first, last = token.start_mark.line, token.end_mark.line
                    behind = self.text[token.end_mark.index : token.end_mark.index + 1]
                    runs_on = first < last >= mark.line - 1 and behind.strip() and behind not in ",]}:"
                    opened = token if runs_on else None
        except (yaml.YAMLError, ValueError, OverflowError):
            pass
        finally:
            loader.dispose()
        return opened

    def _in_plain_words(self, problem: str, context: str, mark: Any) -> tuple[str, str]:
        lines = re.split(r"\r\n|\r|\n", self.text)
        line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
        here = line[mark.column : mark.column + 1] if mark is not None else ""
        char = named(here) if here else "the end of the line" if line else "the end"
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and mark.column <= len(indent) + 1:
            return "a tab stands in the indentation", "indent with spaces"
        if "cannot start any token" in problem:
            hint = "use a space" if here == "\t" else _QUOTE
            return f"a text can't start with {char}", hint
        for needle, message, hint in _PLAIN_WORDS:
            if needle in problem or (needle in context and needle in ("tag", "directive")):
                return message.format(char=char), hint
        if "while parsing a block" in context:
            wanted = "key" if "mapping" in context else "'- '"
            message = f"there is a {wanted} missing before {char}"
            if re.match(r"""[\s-]*(?:[^\s:]+:\s+)?["'\[{]""", line):
                return message, "a text that starts with a quote, '[' or '{' ends where that closes: " + _QUOTE
            return message, "check the indentation, and for quotes or brackets left open above it"
        if "while parsing a flow" in context and not here and not "".join(lines[mark.line :]).strip():
            return "the text ends within brackets or braces", "close them, or quote a text that begins with one"
        if "while parsing a flow" in context:
            return (
                f"a value is missing before {char}",
                "close the bracket or brace, or quote a text that begins with one",
            )
        said = f"{context}, {problem}" if context else problem
        return f"this is no YAML at {char}: {said}", _LOOK_ABOVE


# What the next event is: an item of a list, a key, the value of that key, or the value of a refused key.
_ITEM: Final = 0
_KEY: Final = 1
_VALUE: Final = 2
_DROPPED: Final = 3
