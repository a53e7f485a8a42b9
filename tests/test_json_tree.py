"""JSON becomes plain data with positions, strictly."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreements.diagnostics import Span
from agreements.pointer import ROOT, Pointer
from agreements.reading._json import build_json
from agreements.reading._tree import MAX_KEY


def _number(token: str) -> int | float:
    return int(token) if len(token.removeprefix("-")) <= 18 else float(token)


def at(text: str) -> Pointer:
    return Pointer.parse(text)


def test_numbers_and_booleans() -> None:
    """Small whole numbers are ints, every other number is a float, whatever its size; nothing overflows."""
    huge = "1" * 10_000
    tree = build_json(f'{{"a": [1.50, -0, 1E+2, {huge}], "b": true, "c": [false]}}')
    assert tree.findings == ()
    assert tree.data == {"a": [1.5, 0, 100.0, float(huge)], "b": True, "c": [False]}


def test_a_sign_is_no_digit() -> None:
    """18 digits are exact with a sign as without."""
    assert build_json("[-100000000000000001, 100000000000000001]").data == [-100000000000000001, 100000000000000001]


def test_positions() -> None:
    """Lines end at LF, CR and CRLF; columns count characters."""
    tree = build_json('{"é😀":\r\n  [1, {"b": "\\u00e9"}],\r"c": {}\n}')
    assert tree.spans[ROOT] == Span(1, 1, 4, 2)
    assert tree.key_spans[at("/é😀")] == Span(1, 2, 1, 6)
    assert tree.spans[at("/é😀")] == Span(2, 3, 2, 23)
    assert tree.spans[at("/é😀/1/b")] == Span(2, 13, 2, 21)
    assert tree.key_spans[at("/c")] == Span(3, 1, 3, 4)
    assert tree.spans[at("/c")] == Span(3, 6, 3, 8)
    assert [str(pointer) for pointer in tree.spans] == ["", "/é😀", "/é😀/0", "/é😀/1", "/é😀/1/b", "/c"]


@pytest.mark.parametrize(
    ("text", "rule", "pointer", "column"),
    [
        ('{"a": 1, "b": 2, "a": 3}', "duplicate-key", "/a", 18),
        ('[{"a": 1, "\\u0061": {"b": [1]}}]', "duplicate-key", "/0/a", 11),
        ('{"a": null}', "null-value", "/a", 7),
        ("[1, null]", "null-value", "/1", 5),
        ("[NaN]", "not-finite", "/0", 2),
        ("[1, [-Infinity]]", "not-finite", "/1/0", 6),
        ('["\\ud800"]', "lone-surrogate", "/0", 2),
        ('{"\\udc00": 1}', "lone-surrogate", "/\ufffd", 2),
    ],
)
def test_refused_by_name(text: str, rule: str, pointer: str, column: int) -> None:
    """What could be read in two ways is refused where it stands, and the rest is kept."""
    tree = build_json(text)
    assert tree.data is not None
    (finding,) = tree.findings
    assert (finding.rule, str(finding.pointer)) == (rule, pointer)
    assert finding.span is not None
    assert finding.span.column == column


def test_first_of_duplicate_keys_is_kept() -> None:
    """The later value vanishes with all it holds."""
    tree = build_json('{"a": 1, "a": {"b": [2]}, "c": 3}')
    assert tree.data == {"a": 1, "c": 3}
    assert [str(pointer) for pointer in tree.spans] == ["", "/a", "/c"]


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("[1, 2,]", 7, "no comma before a closing bracket"),
        ('{"a": 1,}', 9, "no comma before a closing bracket"),
        ("{'a': 1}", 2, "JSON quotes"),
        ("{a: 1}", 2, "double quotes"),
        ('{"a" 1}', 6, "':'"),
        ("[1 2]", 4, "comma missing"),
        ("[1] x", 5, "'x'"),
        ("[1] [", 5, "one JSON value"),
        ("[01]", 2, "leading 0"),
        ("[True]", 2, "lower case"),
        ("[1, // why", 5, "comments"),
        ('["a\nb"]', 4, "bare"),
        ('["a\\x"]', 4, "backslash"),
        ('["a', 2, "close"),
        ("[1", 3, "left open"),
        ("[1}", 3, "'}'"),
        ("[1.]", 2, "'1.'"),
    ],
)
def test_syntax_in_plain_words(text: str, column: int, words: str) -> None:
    """A fault of grammar is shown where it stands, with a way out."""
    tree = build_json(text)
    assert tree.data is None
    (finding,) = tree.findings
    assert finding.rule == "syntax"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (1, column)
    assert words in f"{finding.message} {finding.hint}"


def test_empty() -> None:
    """Nothing but white space is empty."""
    assert [finding.rule for finding in build_json(" \n").findings] == ["empty"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_depth_is_bounded(opening: str) -> None:
    """Deep nesting gives a finding, not a RecursionError."""
    tree = build_json(opening * 60_000)
    assert tree.data is None
    assert [finding.rule for finding in tree.findings] == ["too-deep"]


def test_depth_counts_the_outermost() -> None:
    """100 containers are allowed, 101 aren't."""
    assert build_json("[" * 100 + "]" * 100).findings == ()
    assert [finding.rule for finding in build_json("[" * 101 + "]" * 101).findings] == ["too-deep"]


def test_open_string_is_refused() -> None:
    """A long text that never ends is refused."""
    assert build_json('["' + "a\\n" * 300_000).data is None


def test_lone_surrogate_in_the_text_itself() -> None:
    """What no UTF-8 file can hold is refused, and the message can be printed."""
    (finding,) = build_json('["\ud800"]').findings
    assert (finding.rule, finding.span) == ("not-utf-8", Span(1, 3, 1, 4))
    finding.message.encode()


EXACT = st.integers(1 - 10**18, 10**18 - 1)  # whole numbers of more digits become floats
JSON = st.recursive(
    st.text() | st.booleans() | EXACT | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=MAX_KEY), inner, max_size=4),
    max_leaves=15,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_reads_what_json_writes(value: object, ascii_only: bool, indent: int | None) -> None:
    """Every JSON value comes back, each with a span."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    tree = build_json(text)
    assert tree.findings == ()
    assert tree.data == json.loads(text, parse_int=_number)
    assert all(tree.spans[pointer] for pointer in tree.spans)


LENIENT = {"null-value", "not-finite", "duplicate-key", "lone-surrogate"}
JSON_LIKE = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            '"a"',
            '"b"',
            "1",
            "-",
            "0",
            ".5",
            "e3",
            "true",
            "null",
            "NaN",
            "-Infinity",
            " ",
            "\n",
            '"',
            "\\",
            "\\u00",
            "é",
            "\x0b",
            "\xa0",
            "\ufeff",
            "\x7f",
            "٣",
        ]
    )
).map("".join)


@given(st.text() | JSON_LIKE)
@example("1.")
@example("-")
@example("truefalse")
@example("1true")
@example('"a"1')
@example("nullx")
def test_verdict_is_that_of_the_standard_library(text: str) -> None:
    """Any text is accepted or refused as `json.loads` does, but for what we refuse by name."""
    tree = build_json(text)
    assert all(finding.span is not None for finding in tree.findings)
    assert tree.data is not None or tree.findings
    try:
        expected = json.loads(text, parse_int=_number)
    except ValueError:
        assert tree.data is None
        return
    assert {finding.rule for finding in tree.findings} <= LENIENT
    if not tree.findings:
        assert tree.data == expected
