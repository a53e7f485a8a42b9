"""Plain data to YAML, laid out as one would by hand.

What fits on a line stands on one: a mapping in braces, a list in brackets. What doesn't is opened, a key or an item a
line. A list of mappings is opened too, unless each of them has a single key (`cite: [{source: official}]`): items that
come and go are read, and compared by other tools, line by line. Long texts are folded.

A text is quoted wherever a reader of YAML 1.1 or 1.2 takes it for something else: `"2024"`, `"2024-06-13"`, `"no"`.
PyYAML's own dumper quotes for YAML 1.1 only, and can't be told what stands on one line.

Source: YAML 1.2.2, 7.3.3 and 10.3.2; the types bool, float, int, merge, null, timestamp and value of YAML 1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from textwrap import wrap
from typing import Any, Final

import yaml

from agreements.pointer import ROOT, Pointer

__all__ = ["WIDTH", "lay_out", "scalar"]

WIDTH: Final = 120
"""How many columns a line may take, as long as it can be helped."""

_RESOLVER: Final[Any] = yaml.resolver.Resolver()  # what YAML 1.1 takes a plain text for
# Numbers that only YAML 1.2 knows, and the truth values of YAML 1.1 that PyYAML doesn't.
_TAKEN: Final = re.compile(
    r"[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)|[yYnN]"
)
# What would start, or be, something else than a text.
_INDICATOR: Final = re.compile(r"""[-?:](?: |$)|[,\[\]{}#&*!|>'"%@`]|---|\.\.\.""")
_ENDS: Final = re.compile(r":(?: |$)| #")
_ENDS_INLINE: Final = re.compile(r"[,\[\]{}?:]| #")
# What ends a line, can't be seen or can't stand in YAML.
_ESCAPED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def lay_out(data: dict[str, Any], opened: Container[Pointer] = frozenset()) -> str:
    """Return a record's plain data as YAML, ending in a line end.

    Args:
        data: Dicts, lists, texts and whole numbers, in the order to write them.
        opened: Lists and mappings that take several lines even where they fit on one; each with all it stands in.
    """
    return "\n".join(_lines(data, ROOT, 0, opened)) + "\n"


def _lines(value: Any, pointer: Pointer, indent: int, opened: Container[Pointer]) -> Iterator[str]:
    """Yield the lines of an opened list or mapping, an item or a key after the other."""
    in_list = isinstance(value, list)
    for step, item in enumerate(value) if in_list else value.items():
        here = pointer / step
        head = " " * indent + ("-" if in_list else f"{scalar(step)}:")
        text = _on_one_line(item, here, len(head) + 1, opened)
        if text is not None:
            yield f"{head} {text}"
        elif isinstance(item, str):
            mark, *lines = _broken(item, indent + 2)
            yield f"{head} {mark}"
            yield from lines
        elif in_list:
            first, *lines = _lines(item, here, indent + 2, opened)
            yield f"{head} {first[indent + 2 :]}"
            yield from lines
        else:
            yield head
            yield from _lines(item, here, indent + 2 * isinstance(item, dict), opened)


def _on_one_line(value: Any, pointer: Pointer, taken: int, opened: Container[Pointer]) -> str | None:
    """Return a value for the rest of a line, of which some columns are taken; None where it takes several lines."""
    if isinstance(value, dict | list):
        if pointer in opened or not _is_flat(value):
            return None
        text = _inline(value)
        return text if taken + len(text) <= WIDTH else None
    text = scalar(value)
    fits = taken + len(text) <= WIDTH and not _has_lines(value)
    return text if fits or not _broken(value, taken) else None


def _is_flat(value: Any) -> bool:
    """Whether a value may stand on one line: no text in it has several, and no list mappings of several keys."""
    if isinstance(value, dict):
        return all(map(_is_flat, value.values()))
    if isinstance(value, list):
        return all(_is_flat(item) and not (isinstance(item, dict) and len(item) > 1) for item in value)
    return not _has_lines(value)


def _has_lines(value: object) -> bool:
    return isinstance(value, str) and "\n" in value


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, inline=True)}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return scalar(value, inline=True)


def _broken(value: object, indent: int) -> list[str]:
    """Return a text as the mark and the lines of a block; empty where no block holds it as it is.

    Blanks at the end of a line, or before the first one, would be lost to the block or to the next editor.
    """
    if not isinstance(value, str) or value.startswith((" ", "\n")):
        return []
    lines = value.removesuffix("\n").split("\n")
    if not lines[-1] or any(line.endswith(" ") or _ESCAPED.search(line) for line in lines):
        return []
    if "\n" in value:
        mark = "|" if value.endswith("\n") else "|-"
    elif " " in value and "  " not in value:
        mark = ">-"
        lines = wrap(value, max(WIDTH - indent, 40), break_long_words=False, break_on_hyphens=False)
    else:
        return []
    return [mark, *(" " * indent + line if line else "" for line in lines)]


def scalar(value: object, *, inline: bool = False) -> str:
    """Return a text or a number on one line, quoted where it must be.

    Args:
        value: A text or a whole number.
        inline: It stands between brackets or braces, where commas, brackets, braces and colons are quoted too.
    """
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if _ESCAPED.search(value):
        written = json.dumps(value, ensure_ascii=False)
        return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    ends = _ENDS_INLINE if inline else _ENDS
    if value == value.strip() and not _INDICATOR.match(value) and not ends.search(value) and not _is_taken(value):
        return value
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _is_taken(text: str) -> bool:
    """Whether a reader takes a plain text for a number, a truth value, a day, nothing, or what a merge gives."""
    if _TAKEN.fullmatch(text):
        return True
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str")
