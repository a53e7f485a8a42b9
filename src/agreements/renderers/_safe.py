"""Text from a record made safe to show: nothing in it moves the cursor, turns the reading direction or hides."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import Final

__all__ = ["cells", "markdown", "safe", "wrapped"]

# Cc: control characters, the escape that starts terminal sequences among them. Cf: bidirectional controls and other
# invisible ones. Cs: lone surrogates. Zl, Zp: line separators that would break a line in some viewers.
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# What is a mark of Markdown anywhere, what makes a list or a rule at the start of a line, and what GitHub turns into
# links without any mark: addresses of pages and of mail.
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|&~$!@]|^[-+=]|/(?=/)|(?<=www)\.)", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^([0-9]{1,9})([.)])")


def safe(text: str) -> str:
    """Return the text with every control, invisible or direction-changing character written as its code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _UNSAFE else char for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def markdown(text: str) -> str:
    """Return the text so that Markdown shows it as it is, on one line."""
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\1", safe(" ".join(text.split()))))


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def wrapped(text: str, width: int, first: str = "", rest: str = "", *, exact: bool = False) -> list[str]:
    """Return the lines of a safe text within a width in characters.

    Args:
        text: Any text; it is made safe here.
        width: The most characters a line has; below 20 it counts as 20.
        first: What the first line begins with.
        rest: What the others begin with.
        exact: Keep blanks within a line as they are, and words whole, be they longer than a line: for what somebody may
            copy, such as paths.
    """
    return textwrap.wrap(
        safe(text) if exact else safe(" ".join(text.split())),
        max(width, 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=not exact,
    ) or [first.rstrip()]
