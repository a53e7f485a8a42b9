"""Nothing that stands in a record acts where the record is shown: not in a terminal, not in Markdown, not in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from material import example
from test_hostile_files import assert_safe

from agreements import Agreement, diff, parse
from agreements.checking import judge
from agreements.comparison import Diff, Effect
from agreements.diagnostics import Finding, Report, Span
from agreements.pointer import ROOT
from agreements.renderers import DIFFS, FINDINGS, SHOWS
from agreements.renderers._safe import markdown
from agreements.writing import plain

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](https://evil.example)",
    "[a]: https://evil.example",
    "![i](https://evil.example/i.png)",
    "<https://evil.example>",
    "https://evil.example/a_b_c",
    "HTTP://EVIL.example",
    "WWW.evil.example",
    "ftp://evil.example //evil.example",
    "mail@evil.example mailto:mail@evil.example",
    "`code` ``more``",
    "*one* **two** _three_ __four__ ~~five~~",
    "&lt;b&gt; &#60;",
    "| a | b | --- |",
    "# heading #",
    "- item",
    "+ item",
    "12) item",
    "1. item",
    "=== ---",
    "> said",
    "    indented",
    "\\[a](b) \\",
    "a  \nb\n\n- c\n\n```\nd",
    "\x1b[2J\x1b]8;;https://evil.example\x07a\x1b]8;;\x07",
    "\u202ereversed\u202c \u2066isolated\u2069 \u200bhidden\ufeff",
    "\u2028line\u2029paragraph\x85next",
)
# What a comparison in Markdown is made of, and nothing else.
PLAIN_TOKENS = {
    "bullet_list", "hardbreak", "heading", "inline", "list_item", "paragraph", "softbreak", "strong", "text",
    "text_special",
}  # fmt: skip


def parsers() -> tuple[MarkdownIt, ...]:
    """Markdown as its standard has it, and as GitHub reads it: with tables, and links that have no mark."""
    github = MarkdownIt("gfm-like")
    assert github.linkify is not None
    github.linkify.set({"fuzzy_link": False})  # a bare name such as "example.com" is no link there, only with "www."
    return MarkdownIt("commonmark"), github


def tokens(text: str, parser: MarkdownIt) -> Iterator[Token]:
    for token in parser.parse(text):
        yield token
        yield from token.children or ()


def spoilt(agreement: Agreement, start: int) -> Agreement:
    """The record with a nasty text in place of each of its sentences, another one each time."""
    numbers = count(start)

    def change(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: change(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [change(item, key) for item in value]
        if key == "at" or " " not in value:
            return value
        number = next(numbers)
        return f"{NASTY[number % len(NASTY)]} {number}"

    made = Agreement.model_validate(change(plain(agreement), ""))
    assert next(numbers) - start > len(NASTY), "each of them was used"
    return made


def pairs() -> Iterator[Diff]:
    gbr, usa, nato = (
        example("ukraine/gbr-2024"),
        example("ukraine/usa-2024"),
        example("nato/north-atlantic-treaty-1949"),
    )
    for start in range(3):
        yield diff(spoilt(gbr, start), spoilt(usa, start + 7), peers=True)
        yield diff(spoilt(gbr, start), gbr)
        yield diff(nato, spoilt(usa, start))


@pytest.mark.parametrize("explain", [False, True])
def test_markdown_holds_no_html_links_or_images(explain: bool) -> None:
    """A comparison of records full of marks becomes headings, our own lists and text; in bold stand effects."""
    for found in pairs():
        shown = DIFFS["markdown"](found, explain=explain)
        for parser in parsers():
            stream = list(tokens(shown, parser))
            assert {token.type.removesuffix("_open").removesuffix("_close") for token in stream} <= PLAIN_TOKENS
            assert "www." not in shown.lower()
            assert all(token.level in (0, 2) for token in stream if token.type == "bullet_list_open")
            bold = {after.content for token, after in pairwise(stream) if token.type == "strong_open"}
            assert bold <= {str(effect) for effect in Effect}
            headings = sum(token.type == "heading_open" for token in stream)
            assert headings == len(found.by_topic()) + 2 + bool(found.unclear) + bool(found.claims)
        assert_safe(shown)


@given(
    st.text()
    | st.text(alphabet="ab1.)-+=*_`[]()<>#!|~$&@:/\\\n ").map(lambda text: f"x{text}")
    | st.sampled_from(NASTY)
)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    """Markdown gives back every character of a text, and nothing but text, wherever the text begins."""
    for start in ("", "- ", "# ", "a\n  "):
        for parser in parsers():
            stream = list(tokens(start + markdown(text), parser))
            assert {token.type.removesuffix("_open").removesuffix("_close") for token in stream} <= PLAIN_TOKENS
            shown = "".join(token.content for token in stream if token.type in ("text", "text_special"))
            bare = "".join(char for char in text.split() for char in char if char.isprintable())
            assert all(char in shown for char in bare)


def test_no_output_steers_a_terminal() -> None:
    """Escapes and direction marks in a record reach neither text nor Markdown; JSON holds them as escapes."""
    for found in pairs():
        for format in DIFFS:
            shown = DIFFS[format](found)
            assert_safe(shown)
            assert format == "markdown" or shown.isascii() or format == "text"
        assert_safe(SHOWS["text"](found.old))
        assert_safe(SHOWS["text"](found.new))


@pytest.mark.parametrize("nasty", NASTY)
def test_findings_are_safe(nasty: str) -> None:
    """A finding whose file, line, message and hint are nasty stays on its own lines, and JSON stays JSON."""
    finding = Finding(ROOT / nasty, f"it says {nasty}", "a-rule", hint=nasty, file=nasty, span=Span(1, 1, 1, 2))
    report = Report((finding,), (nasty,), 0, (nasty,), {nasty: nasty})
    assert_safe(FINDINGS["text"](report))
    assert_safe(str(finding))
    assert "\n" not in str(finding)
    shown = FINDINGS["json"](report)
    assert shown.isascii()
    assert json.loads(shown)["findings"][0]["message"] == f"it says {nasty}"


@pytest.mark.parametrize("nasty", NASTY)
def test_what_is_quoted_from_a_record_is_safe(nasty: str) -> None:
    """A nasty text as a key, a word, an id and a date is refused, and quoted safely."""
    for bad in ({nasty: "x"}, {"instrument": nasty}, {"id": nasty}, {"absent": {nasty: "silent"}}, {"clauses": nasty}):
        report = judge(parse(json.dumps(bad), "json", name="bad.json"))
        assert report.findings
        assert_safe(FINDINGS["text"](report))
        assert all("\n" not in str(finding) for finding in report.findings)
