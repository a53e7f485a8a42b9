"""The vocabulary: each enumeration with its words, their meaning and source, and the records they occur in."""

from __future__ import annotations

import inspect

from agreements.model import Term, vocabulary
from agreements.model.vocabulary import Modal, Signal
from reference.fields import uses
from reference.markdown import docstring, prose, table
from reference.material import records_with

__all__ = ["page"]

_HEAD = """\
# Vocabulary

The words of the format, closed: nobody compares or schedules a word that isn't here. Each occurs in a text that was
recorded or read for the format; *in* names the first shipped record that uses it, and how many more do.
[*Source*](#sources) says which instrument or guide uses the word as a term; without one, the word is the format's own
name for what texts say in many ways.
"""
_SOURCES = {
    "VCLT 1969": "Vienna Convention on the Law of Treaties, 23 May 1969, United Nations Treaty Series 1155, p. 331",
    "UN Charter": "Charter of the United Nations, 26 June 1945",
    "UN Treaty Handbook": "United Nations, Office of Legal Affairs: Treaty Handbook, revised edition of 2012",
    "UN Treaty Collection": "United Nations Treaty Collection: Definition of key terms",
    "resolution 3314 (XXIX)": "United Nations General Assembly: Definition of Aggression, 14 December 1974",
    "UK FCDO": "UK Foreign, Commonwealth and Development Office: Treaties and Memoranda of Understanding (MOUs), "
    "Guidance on Practice and Procedures",
    "OAS": "Inter-American Juridical Committee: Guidelines on Binding and Non-Binding Agreements, 2020",
}


def page() -> str:
    """Return the page: a section an enumeration, a row a word."""
    kinds = [
        kind
        for _, kind in inspect.getmembers(vocabulary, lambda one: isinstance(one, type) and issubclass(one, Term))
        if kind is not Term
    ]
    contents = ", ".join(f"[{kind.__name__}](#{kind.__name__.lower()})" for kind in kinds)
    sources = table(("source", "in full"), _SOURCES.items())
    return "\n".join(
        [_HEAD, contents + "\n", *(_section(kind) for kind in kinds), f"## Sources {{#sources}}\n\n{sources}"]
    )


def _section(kind: type[Term]) -> str:
    used = [link.replace("](", "](format/").replace("format/../", "") for link in uses().get(kind, ())]
    lines = [f"## {kind.__name__} {{#{kind.__name__.lower()}}}", docstring(kind.__doc__ or "")]
    if used:
        lines.append("In " + ", ".join(used) + ".")
    columns = {"word": [f"`{word}`" for word in kind], "meaning": [prose(word.meaning) for word in kind]}
    if issubclass(kind, Modal):
        columns["force"] = [_code(word.force) for word in kind]
    if issubclass(kind, Signal):
        columns["speaks for"] = [_code(word.points_to) for word in kind]
    if any(word.source for word in kind):
        columns["source"] = [prose(word.source) for word in kind]
    columns["in"] = [_where(word) for word in kind]
    lines.append(table(list(columns), zip(*columns.values(), strict=True)))
    return "\n\n".join(lines)


def _code(word: Term | None) -> str:
    return f"`{word}`" if word else ""


def _where(word: Term) -> str:
    first, *others = records_with(word) or ("",)
    return first + (f" +{len(others)}" if others else "")
