"""YAML becomes plain data with positions, and what could be read in two ways is refused by name."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agreements.diagnostics import Span
from agreements.pointer import ROOT, Pointer
from agreements.reading import _yaml
from agreements.reading._tree import MAX_KEY, decode
from agreements.reading._yaml import build_yaml


@pytest.fixture(params=["libyaml", "pure"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    if name == "pure":
        monkeypatch.setattr(_yaml, "_Loader", yaml.Loader)
    return name


def rules(text: str) -> list[str]:
    return [finding.rule for finding in build_yaml(text).findings]


def at(text: str) -> Pointer:
    return Pointer.parse(text)


def test_scalars_stay_the_text_they_are_written_as(scanner: str) -> None:
    """Neither YAML 1.1 nor 1.2 guesses a type here."""
    tree = build_yaml("a: 2024\nb: [true, no, 1.50, 2024-01-01]\nc: 'null'\nd: \"\"\n")
    assert tree.findings == ()
    assert tree.data == {"a": "2024", "b": ["true", "no", "1.50", "2024-01-01"], "c": "null", "d": ""}


def test_columns_count_characters() -> None:
    """A position after letters outside ASCII counts them once each."""
    tree = build_yaml('é😀: "ñ😀"\nb:\n  - {x: é z, k: []}\n')
    assert tree.spans[at("/é😀")] == Span(1, 5, 1, 9)
    assert tree.key_spans[at("/é😀")] == Span(1, 1, 1, 3)
    assert tree.spans[at("/b/0/x")] == Span(3, 9, 3, 12)
    assert tree.key_spans[at("/b/0/k")] == Span(3, 14, 3, 15)
    assert tree.spans[at("/b/0")] == Span(3, 5, 3, 20)


def test_block_ends_with_its_last_value() -> None:
    """The comment after a block is no part of it, though libyaml says so."""
    tree = build_yaml("a:\n- b: 1\n  c: 2\n\n# why\nd: 3\n")
    assert tree.spans[at("/a")] == Span(2, 1, 3, 7)
    assert tree.spans[ROOT] == Span(1, 1, 6, 5)


def test_spans_are_a_mapping() -> None:
    """Every value has a span, keys have theirs, and a place that isn't there has none."""
    tree = build_yaml("a: [x, {b: y}]\nc: z\n")
    assert [str(pointer) for pointer in tree.spans] == ["", "/a", "/a/0", "/a/1", "/a/1/b", "/c"]
    assert [str(pointer) for pointer in tree.key_spans] == ["/a", "/a/1/b", "/c"]
    assert len(tree.spans) == 6
    for absent in ("/d", "/a/2", "/a/x", "/c/0"):
        assert at(absent) not in tree.spans
    assert ROOT not in tree.key_spans
    assert at("/a/0") not in tree.key_spans


@pytest.mark.parametrize(
    ("text", "rule", "pointer", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", "/a", 3, 1),
        ("x:\n  - {a: 1, 'a': 3}\n", "duplicate-key", "/x/0/a", 2, 12),
        ("a:\nb: 1\n", "null-value", "/a", 1, 3),
        ("a: ~\n", "null-value", "/a", 1, 4),
        ("- x\n- null\n", "null-value", "/1", 2, 3),
        ("- Null\n", "null-value", "/0", 1, 3),
        ("NULL: x\n", "null-value", "/NULL", 1, 1),
        ("a: {b: food, water}\n", "null-value", "/a/water", 1, 19),
        ("a: &x b\n", "alias", "/a", 1, 4),
        ("- a\n- *x\n", "alias", "/1", 2, 3),
        ("*x : a\n", "alias", "", 1, 1),
        ("a: !!str b\n", "tag", "/a", 1, 4),
        ("a: ! b\n", "tag", "/a", 1, 4),
        ("- !x [a]\n", "tag", "/0", 1, 3),
        ("a: {<<: {b: 1}}\n", "merge-key", "/a/<<", 1, 5),
        ("a: b\n--- \nc: d\n", "several-documents", "", 2, 1),
        ("a:\n  ? [b]\n  : c\n", "key-not-text", "/a", 2, 5),
    ],
)
def test_refused_by_name(scanner: str, text: str, rule: str, pointer: str, line: int, column: int) -> None:
    """What could be read in two ways is refused where it stands, and the rest is kept."""
    tree = build_yaml(text)
    assert tree.data is not None
    (finding,) = tree.findings
    assert (finding.rule, str(finding.pointer)) == (rule, pointer)
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (line, column)
    assert finding.hint


def test_first_of_duplicate_keys_is_kept() -> None:
    """The later value vanishes with all it holds; its neighbours stay, and what is wrong in it is told."""
    tree = build_yaml("a: 1\na: {b: [x], c: ~}\nd: 2\n<<: [y]\n? {e: f}\n: [g]\nh: 3\n")
    assert tree.data == {"a": "1", "d": "2", "h": "3"}
    assert [finding.rule for finding in tree.findings] == ["duplicate-key", "null-value", "merge-key", "key-not-text"]
    assert tree.spans[at("/a")] == Span(1, 4, 1, 5)


def test_phantom_key_hint_says_to_quote() -> None:
    """A comma in unquoted prose between braces makes a key without a value, and the hint knows."""
    (finding,) = build_yaml("a: {note: food, medicine and water}\n").findings
    assert "quote" in finding.hint
    assert "comma" in finding.hint


def test_quoted_merge_sign_is_a_key() -> None:
    """Only the plain '<<' merges."""
    assert build_yaml("'<<': a\n").data == {"<<": "a"}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: b: c", 1, 5, "quote the text if ': '"),
        ("a: [b, c] d", 1, 11, "quotes"),
        ("a:\n\tb: c", 2, 1, "indent with spaces"),
        ("a: @x", 1, 4, "'@'"),
        ("a: `x`", 1, 4, "'`'"),
        ("a: %x", 1, 4, "'%'"),
        ('a: "x\nb: c\n', 1, 4, "close the quotes"),
        ("a: {b: [1, 2}", 1, 13, "'['"),
        ('a: "\\q"', 1, 5, "single quotes"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "indentation"),
        ("a: *", 1, 5, "'*'"),
    ],
)
def test_syntax_in_plain_words(text: str, line: int, column: int, words: str) -> None:
    """libyaml's complaint comes with its place, counted from 1, and a way out."""
    tree = build_yaml(text)
    assert tree.data is None
    assert len(tree.spans) == 0
    (finding,) = tree.findings
    assert finding.rule == "syntax"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (line, column)
    assert words in f"{finding.message} {finding.hint}"


def test_findings_before_a_syntax_error_are_kept() -> None:
    """One run tells as much as it can."""
    assert rules("a: ~\na: 1\nb: c: d\n") == ["null-value", "duplicate-key", "syntax"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "--- # nothing\n...\n"])
def test_empty(scanner: str, text: str) -> None:
    """A text without a document, or whose document is nothing, is empty."""
    assert rules(text) == ["empty"]
    assert build_yaml(text).data is None


def test_null_document_is_unusable() -> None:
    """A document that is null has no data."""
    assert rules("~\n") == ["null-value"]
    assert build_yaml("~\n").data is None


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "[{"])
def test_depth_is_bounded(scanner: str, opening: str) -> None:
    """60,000 brackets give a finding, where libyaml's composer crashes."""
    tree = build_yaml(opening * 60_000)
    assert tree.data is None
    assert tree.findings[-1].rule in {"too-deep", "key-not-text"}
    assert "too-deep" in {finding.rule for finding in tree.findings}


def test_depth_counts_the_outermost() -> None:
    """100 containers are allowed, 101 aren't."""
    assert rules("[" * 100 + "a" + "]" * 100) == []
    assert rules("[" * 101 + "a" + "]" * 101) == ["too-deep"]
    assert [finding.rule for finding in build_yaml("a: [b]", max_depth=1).findings] == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "rule", "column"),
    [
        ("a: \x07", "control-character", 4),
        ("é: \x00", "control-character", 4),
        ("a: b\u2028c", "control-character", 5),
        ("a: \x85", "control-character", 4),
        ("a: \ud800", "not-utf-8", 4),
    ],
)
def test_characters_refused(scanner: str, text: str, rule: str, column: int) -> None:
    """What YAML forbids, or its versions read differently, is refused where it stands."""
    tree = build_yaml(text)
    assert tree.data is None
    (finding,) = tree.findings
    assert (finding.rule, finding.span) == (rule, Span(1, column, 1, column + 1))
    finding.message.encode()


@given(st.one_of(st.text(), st.text(alphabet="ab \n\t-:,?[]{}&*!<>|'\"%@`#~\\=.0\ufeff\x85é\r")))
def test_no_text_raises(text: str) -> None:
    """Every text gives a tree or findings with positions, and every value a position."""
    tree = build_yaml(text)
    assert tree.data is not None or tree.findings
    assert all(finding.span is not None for finding in tree.findings)
    assert all(tree.spans[pointer] for pointer in tree.spans)
    assert all(tree.key_spans[pointer] for pointer in tree.key_spans)
    assert set(tree.key_spans) <= set(tree.spans)


PLAIN = st.recursive(
    st.text() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=MAX_KEY), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN, st.booleans(), st.booleans())
def test_agrees_with_pyyaml(value: object, flow: bool, unicode: bool) -> None:
    """What PyYAML writes is read as its own loader without types reads it."""
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=unicode)
    tree = build_yaml(text)
    if any(finding.rule == "control-character" for finding in tree.findings):
        assert unicode  # a bare U+2028 is refused on purpose
        return
    assert tree.findings == ()
    assert tree.data == yaml.load(text, Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    ("data", "rule", "span"),
    [
        (b"", "empty", Span(1, 1, 1, 1)),
        (b" \n\n", "empty", Span(1, 1, 1, 1)),
        (b"\xef\xbb\xbf", "empty", Span(1, 1, 1, 1)),
        (b"a: b\n\xc3\xa9: \xff", "not-utf-8", Span(2, 4, 2, 5)),
        ("a: b".encode("utf-16"), "not-utf-8", Span(1, 1, 1, 1)),
        (b"a: b\r\nc: \x00", "control-character", Span(2, 4, 2, 5)),
        (b"a: \x7f", "control-character", Span(1, 4, 1, 5)),
        (b"a: \xed\xa0\x80", "not-utf-8", Span(1, 4, 1, 5)),
    ],
)
def test_bytes_that_hold_no_text(data: bytes, rule: str, span: Span) -> None:
    """Bytes are refused by name, at the first bad one."""
    text, findings = decode(data)
    assert text is None
    assert (findings[0].rule, findings[0].span) == (rule, span)


def test_decode_names_utf_16() -> None:
    """The byte order mark tells which encoding it was."""
    assert "UTF-16" in decode("a".encode("utf-16"))[1][0].message
    assert "UTF-32" in decode("a".encode("utf-32"))[1][0].message


def test_decode_accepts_a_byte_order_mark_and_the_limit_itself() -> None:
    """The mark goes, and exactly `limit` bytes are read."""
    assert decode(b"\xef\xbb\xbfa: b") == ("a: b", ())
    assert decode(b"abc", limit=3) == ("abc", ())
    assert decode(b"abcd", limit=3)[1][0].rule == "too-large"


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    """Bytes give a text or findings, never both; a text survives the way back."""
    text, findings = decode(data)
    assert (text is None) == bool(findings)
    if text is not None:
        assert data.removeprefix(b"\xef\xbb\xbf") == text.encode()
