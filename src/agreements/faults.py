"""What can keep a text from being a record: each fault by its name, with its page in the manual.

Faults are found on reading, before any rule runs. They can't be ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final, Literal, get_args

from agreements.diagnostics import Finding, Severity, Span
from agreements.pointer import ROOT, Pointer

__all__ = ["FAULTS", "MAX_FINDINGS", "Fault", "FaultName", "found", "left_out"]

MAX_FINDINGS: Final = 1_000
"""How many findings one text gets; one more says what is left out."""

FaultName = Literal[
    "absent-and-filled",
    "absent-no-field",
    "alias",
    "comment-in-text",
    "contains-itself",
    "control-character",
    "duplicate-key",
    "empty",
    "empty-list",
    "empty-text",
    "folder",
    "force-missing",
    "key-not-text",
    "key-too-long",
    "listed-twice",
    "lone-surrogate",
    "malformed",
    "many-records",
    "merge-key",
    "missing-field",
    "no-record",
    "not-a-list",
    "not-a-mapping",
    "not-a-number",
    "not-finite",
    "not-text",
    "not-utf-8",
    "null-value",
    "other-document",
    "out-of-range",
    "path-as-text",
    "several-documents",
    "syntax",
    "tag",
    "text-as-path",
    "too-deep",
    "too-large",
    "too-long",
    "too-many",
    "unknown-field",
    "unknown-format",
    "unknown-word",
    "unquoted-text",
    "unreadable",
    "word-missing",
]
"""The names that findings of reading can have; mypy refuses any other."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the format, with its manual page.

    Attributes:
        name: What it is called in findings; kebab-case.
        severity: How bad its findings are.
        manual: The fault, why it matters, what to do.
    """

    name: str
    severity: Severity
    manual: str

    @property
    def title(self) -> str:
        """The first line of the manual: the fault in a sentence."""
        return self.manual.partition("\n")[0]


def found(
    name: FaultName,
    message: str,
    hint: str = "",
    *,
    at: Pointer = ROOT,
    span: Span | None = None,
    file: str | None = None,
) -> Finding:
    """Return a finding of that fault, as severe as its page says."""
    return Finding(at, message, name, FAULTS[name].severity, hint, file=file, span=span)


def left_out(what: str, span: Span | None = None) -> Finding:
    """Return the finding that ends the findings of a text which has more of them than are listed."""
    return found("too-many", what, "mend these first, then check again", span=span)


_WARNINGS: Final = frozenset({"comment-in-text", "unquoted-text"})

_MANUAL: Final[Mapping[FaultName, str]] = {
    "absent-and-filled": """
        A field is filled and named in `absent` at once.

        The record would say a thing, and that there is nothing to say.

        What to do: empty the field, or take its name out of `absent`.
        """,
    "absent-no-field": """
        `absent` names what is no field here, or a field that must be filled.

        A misspelt name would be an answer to a question that nobody asks.

        What to do: correct the name; `agreements schema` lists the fields of every part.
        """,
    "alias": """
        A YAML anchor (`&name`) or alias (`*name`) repeats a value by reference.

        Other tools would have to resolve it, and an edit in one place would change another unseen.

        What to do: write the value out where it is wanted. Quote a text that starts with `&` or `*`.
        """,
    "comment-in-text": """
        A text without quotes is cut short by ` #`, where YAML begins a comment.

        `title: Agreement #5 between A and B` has the title "Agreement"; the rest is lost without a sound. It is said
        where the text is prose or a name, and one blank stands before the `#` and none after it.

        What to do: put the text in quotes. If it is a comment, write a blank after the `#`.
        """,
    "contains-itself": """
        A value made in Python contains itself.

        It has no end, so it can't be written down.

        What to do: pass plain data that form a tree.
        """,
    "control-character": """
        The text holds a character that YAML forbids, or that its versions read differently.

        It can't be seen, and tools disagree about where a line ends.

        What to do: remove it, or write it as an escape in double quotes, such as `"\\u0007"`.
        """,
    "duplicate-key": """
        A key stands twice in one mapping.

        Most tools keep the last value and drop the first without a word; here the first is kept and the second told.

        What to do: keep one of them, or make a list of both values.
        """,
    "empty": """
        There is nothing in the text.

        A record is a mapping of keys that starts with `format: agreement/1`.

        What to do: `agreements new` writes a record to fill in.
        """,
    "empty-list": """
        A list has no items.

        It would say neither what is there nor why nothing is.

        What to do: leave the field out. Where the text is silent on it, name it in `absent`.
        """,
    "empty-text": """
        A text has no characters.

        It would pass for a value though it says nothing.

        What to do: write the text, or leave the field out if it may be left out.
        """,
    "folder": """
        A folder stands where one file is wanted.

        What to do: name a file. In Python `load_all(folder)` reads every record of a folder, as `agreements validate
        FOLDER` does.
        """,
    "force-missing": """
        The modal is `other` or `unstated`, which have no force of their own, and `force` isn't written.

        Nobody could tell how firm the undertaking is.

        What to do: add `force`, from the wording of the text.
        """,
    "key-not-text": """
        A list or a mapping is used as a key.

        A key names a field, and fields have names.

        What to do: quote a key that starts with a bracket or a brace.
        """,
    "key-too-long": """
        A key has more characters than the name of any field.

        Every finding below a key repeats it, and no field has such a name.

        What to do: check the line: it may be a text, which belongs after a key.
        """,
    "listed-twice": """
        A list whose order means nothing has an item twice.

        It is a set: saying a thing twice adds nothing, and is often a slip for another item.

        What to do: keep one of the two, or correct one.
        """,
    "lone-surrogate": """
        An escape in a JSON text is half of a character.

        No file in UTF-8 can hold it.

        What to do: write the character itself, or both halves of its escape.
        """,
    "malformed": """
        A value isn't written in the notation of its field.

        Ids, codes, periods, dates, places and amounts are read by programs, so that each has one notation.

        What to do: write it as the hint says; the descriptions in `agreements schema` have the notations with examples.
        """,
    "many-records": """
        A file with a record a line (.jsonl) stands where one record is wanted.

        What to do: write the line that is meant to a file of its own, ending in .json. `agreements validate` and, in
        Python, `load_all()` read all lines.
        """,
    "merge-key": """
        The YAML key `<<` merges another mapping into this one.

        YAML 1.2 doesn't have it, and tools disagree about which of two values wins.

        What to do: write the keys out.
        """,
    "missing-field": """
        A field that must be filled isn't there.

        Without it nobody could tell what the rest is about.

        What to do: add it. What isn't known is `unknown` in `absent` only where the field may be left out.
        """,
    "no-record": """
        What was read is no record at all.

        A record is a mapping of keys that starts with `format: agreement/1`; a folder must hold at least one.

        What to do: check that it is the right file. `agreements new` writes a record to fill in.
        """,
    "not-a-list": """
        A single value stands where a list is wanted.

        Such a field can have several items, and is a list even with one.

        What to do: put the value in brackets: `bearers: [USA]`.
        """,
    "not-a-mapping": """
        A single value or a list stands where a mapping is wanted, which has fields of its own.

        The value is about one of these fields only, and which one can't be guessed.

        What to do: write the fields, as in the hint: `deadline: {within: PT48H}`.
        """,
    "not-a-number": """
        Something else stands where a whole number is wanted.

        What to do: write digits.
        """,
    "not-finite": """
        A number in JSON is NaN or Infinity, which are no JSON.

        What to do: write a number, or a text in quotes.
        """,
    "not-text": """
        A number, a truth value, a list or a mapping stands where a text is wanted.

        A JSON number may have lost digits before it is read, and YAML reads `[...]` and `{...}` as a list or a mapping.

        What to do: put it in quotes.
        """,
    "not-utf-8": """
        The bytes are no UTF-8.

        Guessing another encoding would change names and signs without a word.

        What to do: save the file as UTF-8.
        """,
    "null-value": """
        A key or an item has no value.

        It could mean that the text says nothing, that nobody looked, or, between braces, that a comma in a text without
        quotes began a new key.

        What to do: leave the key out, name it in `absent` with the reason, or quote the text.
        """,
    "other-document": """
        A file holds something valid, but not what is wanted here.

        Agreements, events and terms of office are files of their own, told apart by `format`.

        What to do: name a file of the format that is wanted, or read this one with the function for it.
        """,
    "out-of-range": """
        A number is smaller or greater than its field allows.

        What to do: check it against the text; the hint names the bounds.
        """,
    "path-as-text": """
        A path was given to `parse()`, which takes the text itself and opens no file.

        What to do: use `read(path)` or `load(path)`.
        """,
    "several-documents": """
        A YAML file holds a second document, after `---`.

        One file holds one record; the second would be passed over.

        What to do: split the file.
        """,
    "syntax": """
        The text is no YAML, or no JSON.

        Nothing after the place can be read. The cause often stands above it: quotes or a bracket left open, or lines
        that are indented differently.

        What to do: mend what the message names, and what stands in the lines before it.
        """,
    "tag": """
        A YAML tag (`!name`) gives a value a type by hand.

        Types follow from the fields; a tag could make a program run code.

        What to do: leave the tag out. Quote a text that starts with `!`.
        """,
    "text-as-path": """
        A record's text was given where a path is wanted.

        What to do: use `parse(text)`, which opens no file.
        """,
    "too-deep": """
        More lists and mappings stand inside each other than any record needs.

        Such a text is made to exhaust the memory of what reads it.

        What to do: quote a text that is full of brackets.
        """,
    "too-large": """
        The file has more bytes than are read.

        What to do: split it into several records. In Python `max_bytes` allows more.
        """,
    "too-long": """
        A text has more characters than its field allows.

        Records hold short texts in our own words, never sentences of a treaty.

        What to do: shorten it; the hint names the bound.
        """,
    "too-many": """
        There are more findings, or more values in the text, than are listed or read.

        Beyond the bounds nothing was looked at, so that no file can take hours or all memory.

        What to do: mend what is listed and check again; split a file of too many values into several records.
        """,
    "unknown-field": """
        A key is no field of the part it stands in.

        It would be passed over, and what it says be lost.

        What to do: correct the spelling, or find the field for it: `agreements schema` lists the fields of every part.
        """,
    "unknown-format": """
        The file's name ends in nothing that tells its format.

        What to do: name it .yaml, .yml or .json.
        """,
    "unknown-word": """
        A word isn't in the vocabulary of its field.

        Vocabularies are closed, so that records can be compared; every word stands for one thing.

        What to do: take the word whose meaning fits. `agreements schema` lists all of them with their meanings. Where
        none fits, some vocabularies have `other`.
        """,
    "unquoted-text": """
        A text without quotes is a number or a truth value for other readers of YAML.

        `version: 1.10` is read as the text it is written as, but an editor with the JSON Schema marks it, and a program
        that reads the file reads 1.1. It is said of YAML only; in JSON a number in the place of a text is refused.

        What to do: put it in quotes; `agreements format` does.
        """,
    "unreadable": """
        The file can't be opened or read.

        What to do: check the path and its permissions.
        """,
    "word-missing": """
        The modal is `other`, and the word of the text isn't written.

        Nobody could check the force against the text.

        What to do: add `word`, as the text prints it.
        """,
}


def _pages() -> Iterator[tuple[str, Fault]]:
    for name in get_args(FaultName):
        severity = Severity.WARNING if name in _WARNINGS else Severity.ERROR
        yield name, Fault(name, severity, cleandoc(_MANUAL[name]))


FAULTS: Final[Mapping[str, Fault]] = dict(_pages())
"""Every fault by its name, sorted."""
