"""Rules about sources: what the values of a record rest on, and the languages of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Citation, Document, Source
from agreements.model.lifecycle import Languages, LaterLanguage, Provision
from agreements.pointer import ROOT, Pointer
from agreements.rules._base import ANY_DOCUMENT, rule
from agreements.rules._walk import clauses, records
from agreements.tables import language


@rule("source-never-cited", severity=Severity.WARNING, of=ANY_DOCUMENT)
def source_never_cited(document: Document) -> Iterator[Finding]:
    """A source is listed and nothing rests on it.

    Readers would take the record to be better supported than it is. Events and terms of office that cite nothing at all
    rest on their sources as a whole.

    What to do: cite it where it supports a value, or take it out.
    """
    cited = {citation.source for _, citation in records(document, Citation)}
    if isinstance(document, Agreement):
        cited.add(document.text)
    for index, source in enumerate(document.sources if cited else ()):
        if source.id not in cited:
            yield Finding(ROOT / "sources" / index, f"{source.id!r} is never cited")


@rule("uncited-value", severity=Severity.WARNING)
def uncited_value(agreement: Agreement) -> Iterator[Finding]:
    """A clause or provision says neither where it stands nor what it rests on.

    A value without a place can't be checked against the text.

    What to do: give its place in `at`, or another source in `cite`.
    """
    for here, clause in clauses(agreement):
        if clause.at is None and not clause.cite:
            yield Finding(here, f"{clause.id!r} has neither a place nor a source", hint="add 'at'")
    for name in type(agreement).model_fields:
        value = getattr(agreement, name)
        blocks = value if isinstance(value, tuple) else (value,)
        for index, block in enumerate(blocks):
            if isinstance(block, Provision) and block.at is None and not block.cite:
                here = ROOT / name / index if isinstance(value, tuple) else ROOT / name
                yield Finding(here, f"{name} has neither a place nor a source", hint="add 'at'")


_SHORTENED = re.compile(r"[\w-]+(?:\.[\w-]+)+(?=[/?#: ]|$)")
"""A host with a dot in it: what a shortened address starts with."""


@rule("not-a-web-address", severity=Severity.ERROR, source="RFC 9110, section 4.2", of=ANY_DOCUMENT)
def not_a_web_address(document: Document) -> Iterator[Finding]:
    """The address of a source is none of the web: another scheme, or no host.

    Nobody could follow it, and where it becomes a link a scheme such as `javascript` would run what it holds.

    What to do: write the address as found, `https://...`, or shortened so that it starts with the site
    (`example.org 2024/02/22`); what is no address belongs in `note`.
    """
    for here, source in records(document, Source):
        if source.url is not None and not _is_address(source.url):
            yield Finding(
                here / "url", f"{source.url!r} is no web address", hint="start it with 'https://' or the site"
            )


def _is_address(text: str) -> bool:
    scheme, separator, _ = text.partition("://")
    if not separator:
        return _SHORTENED.match(text) is not None
    try:
        return scheme.lower() in ("http", "https") and bool(urlsplit(text).hostname) and " " not in text
    except ValueError:  # brackets that hold no IPv6 address
        return False


@rule(
    "unknown-language",
    severity=Severity.ERROR,
    source="ISO 639-1 and 639-2; RFC 5646, section 2.2.1",
    of=ANY_DOCUMENT,
)
def unknown_language(document: Document) -> Iterator[Finding]:
    """A language has a code that no language has, or a longer one than it needs.

    Countries' codes are often taken for those of their languages: Ukrainian is `uk`, not `ua`. One language under two
    codes (`uk` and `ukr`) would be compared as two.

    What to do: take the code of ISO 639-1, two letters, and three letters of ISO 639-2 only where there is none.
    """
    for here, code in _languages(document):
        found = language(code)
        if found is None:
            meant = _TAKEN_FOR_LANGUAGES.get(code)
            hint = f"did you mean {meant!r}?" if meant else "take the code of ISO 639"
            yield Finding(here, f"there is no language {code!r}", hint=hint)
        elif found.code != code:
            yield Finding(here, f"{code!r} has a shorter code", hint=f"write {found.code!r} ({found.name})")


_TAKEN_FOR_LANGUAGES = {
    # Codes of countries (ISO 3166-1 alpha-2) that are no language's, and the language they are taken for.
    "at": "de",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gb": "en",
    "jp": "ja",
    "me": "cnr",
    "rs": "sr",
    "ua": "uk",
    "us": "en",
}


def _languages(document: Document) -> Iterator[tuple[Pointer, str]]:
    for here, source in records(document, Source):
        if source.language is not None:
            yield here / "language", source.language
    for here, later in records(document, LaterLanguage):
        yield here / "language", later.language
    for here, spoken in records(document, Languages):
        for name in ("signed_in", "authentic"):
            for index, code in enumerate(getattr(spoken, name)):
                yield here / name / index, code
        if spoken.prevailing is not None:
            yield here / "prevailing", spoken.prevailing
