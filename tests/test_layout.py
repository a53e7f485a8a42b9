"""The canonical layout: what stands on one line, what is folded and quoted, and that every reader reads it alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from material import EXAMPLES, ROOT
from yaml_js import needs_yaml_js, read_by_yaml_js

from agreements.cli import main
from agreements.pointer import ROOT as TOP
from agreements.pointer import Pointer
from agreements.reading import read
from agreements.reading._yaml import build_yaml
from agreements.testing import agreements
from agreements.writing import plain, write
from agreements.writing._layout import WIDTH, lay_out


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_canonical(path: Path) -> None:
    """`agreements format` has nothing to change in a shipped record."""
    done = CliRunner().invoke(main, ["format", "--check", str(path)])
    assert done.exit_code == 0, f"run: agreements format {path.relative_to(ROOT).as_posix()}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit_the_width(path: Path) -> None:
    """No line is wider than 120 columns, but for one of a text that has lines, and a word that can't be broken."""
    agreement = read(path).agreement
    assert agreement is not None
    written = write(agreement)
    lines = {line for text in every_text(plain(agreement)) if "\n" in text for line in text.split("\n")}
    wide = [line.strip() for line in written.splitlines() if len(line) > WIDTH]
    assert [line for line in wide if line not in lines and " " in line.split(": ", 1)[-1].removeprefix("- ")] == []


def every_text(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from every_text(item)
    else:
        yield str(value)


def test_what_fits_stands_on_one_line() -> None:
    """Leaf mappings and lists, nested ones too, stand on one line; a list of mappings of several keys never does."""
    data = {
        "format": "agreement/1",
        "parties": [{"id": "USA", "role": "supporter"}, {"id": "UKR", "role": "supported"}],
        "absent": {"renewal": "silent"},
        "clauses": [
            {
                "id": "meet",
                "when": [{"event": "armed-attack", "against": ["UKR"]}],
                "deadline": {"within": "PT24H", "softened_by": ["where-possible"]},
                "cite": [{"source": "a"}, {"source": "b"}],
            },
            {"id": "short", "bearers": ["USA", "UKR"], "cite": [{"source": "a"}], "month": 3},
        ],
    }
    assert lay_out(data) == dedent("""\
        format: agreement/1
        parties:
        - {id: USA, role: supporter}
        - {id: UKR, role: supported}
        absent: {renewal: silent}
        clauses:
        - id: meet
          when:
          - {event: armed-attack, against: [UKR]}
          deadline: {within: PT24H, softened_by: [where-possible]}
          cite: [{source: a}, {source: b}]
        - {id: short, bearers: [USA, UKR], cite: [{source: a}], month: 3}
        """)


def test_what_has_a_comment_inside_is_opened() -> None:
    """A place named as opened takes several lines, though it fits on one."""
    data = {"parties": [{"id": "USA", "names": ["a", "b"]}], "absent": {"renewal": "silent"}}
    item = TOP / "parties" / 0
    opened: set[Pointer] = {TOP, TOP / "parties", item, item / "names", TOP / "absent"}
    assert lay_out(data, opened) == "parties:\n- id: USA\n  names:\n  - a\n  - b\nabsent:\n  renewal: silent\n"


def test_the_width_decides() -> None:
    """A list of exactly 120 columns stays on its line; with one column more it has an item a line."""
    words = ["w" * 10] * 9
    fits = {"a": [*words, "w" * (WIDTH - len("a: []") - 9 * len("wwwwwwwwww, "))]}
    assert [len(line) for line in lay_out(fits).splitlines()] == [WIDTH]
    assert lay_out({"ab": fits["a"]}).splitlines()[:2] == ["ab:", "- wwwwwwwwww"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word " * 30 + "end", f"note: >-\n  {'word ' * 22}word\n  {'word ' * 7}end\n"),
        ("two\nlines", "note: |-\n  two\n  lines\n"),
        ("two\n\nparagraphs\n", "note: |\n  two\n\n  paragraphs\n"),
        ("a\n\n", 'note: "a\\n\\n"\n'),
        (" a\nb", 'note: " a\\nb"\n'),
        ("a \nb", 'note: "a \\nb"\n'),
        ("x" * 130, f"note: {'x' * 130}\n"),
        ("a  " + "x" * 130, f"note: a  {'x' * 130}\n"),
        ("a\tb", 'note: "a\\tb"\n'),
        ("line\u2028end", 'note: "line\\u2028end"\n'),
    ],
)
def test_long_texts_are_blocks(text: str, expected: str) -> None:
    """Prose that doesn't fit is folded, lines stay lines, and what no block can hold is quoted with escapes."""
    assert lay_out({"note": text}) == expected
    assert yaml.safe_load(expected) == {"note": text}


QUOTED = {
    "2024-06-13": '"2024-06-13"',
    "2024": '"2024"',
    "0.25": '"0.25"',
    "089": '"089"',
    "1e3": '"1e3"',
    "0o17": '"0o17"',
    "1_000": '"1_000"',
    "12:30": '"12:30"',
    "on": '"on"',
    "No": '"No"',
    "y": '"y"',
    "true": '"true"',
    "null": '"null"',
    "~": '"~"',
    "": '""',
    "=": '"="',
    "<<": '"<<"',
    ".inf": '".inf"',
    "a: b": '"a: b"',
    "a:": '"a:"',
    "a #b": '"a #b"',
    "#b": '"#b"',
    "- a": '"- a"',
    "-": '"-"',
    "'a'": "\"'a'\"",
    '"a"': "'\"a\"'",
    "\\ 'a': b": "'\\ ''a'': b'",
    "[a]": '"[a]"',
    "@a": '"@a"',
    " a": '" a"',
    "---": '"---"',
}
PLAIN = (
    "II ¶4",
    "•2",
    'I "Scope" 3 s1',
    "P10Y",
    "2024-06",
    "1; 3",
    "a, b",
    "a?",
    "a#b",
    "it's",
    "https://a.org/b#c",
    "€5",
)


@pytest.mark.parametrize("text", [*QUOTED, *PLAIN])
def test_a_text_is_quoted_where_a_reader_would_take_it_otherwise(text: str) -> None:
    """Numbers, days, truth values, nulls of either version and what holds marks of YAML are quoted; the rest is not."""
    assert lay_out({"a": text}) == f"a: {QUOTED.get(text, text)}\n"


@pytest.mark.parametrize("text", ["a, b", "a?", "https://a.org", "a]", "{a"])
def test_between_braces_more_is_quoted(text: str) -> None:
    """What would end an item, or might for an old reader, is quoted inside of braces and brackets."""
    assert lay_out({"a": {"b": text}, "c": [text]}) == f'a: {{b: "{text}"}}\nc: ["{text}"]\n'


texts = st.one_of(
    st.text(st.sampled_from(" #:-'\"[]{},|>%&*!?=~@`\\/ab1.0_+eExo\n\tä\x85\u2028\ufeff\x07\U0001f600"), max_size=12),
    st.sampled_from([*QUOTED, *PLAIN]),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=9), max_size=40).map(" ".join),
)
keys = texts.map(lambda text: text[:40])
values = st.recursive(
    st.one_of(texts, st.integers(0, 99)),
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=4), st.dictionaries(keys, below, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, min_size=1, max_size=4)


def as_text(value: Any) -> Any:
    """The same data with every number as text, as our reader has it."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else str(value)


@given(documents)
@settings(max_examples=400)
def test_what_is_laid_out_is_read_again(data: dict[str, Any]) -> None:
    """Whatever the texts hold, our reader and PyYAML (YAML 1.1, with its types) read just what was written."""
    written = lay_out(data)
    tree = build_yaml(written)
    assert (tree.findings, tree.data) == ((), as_text(data))
    assert yaml.safe_load(written) == data


@needs_yaml_js
def test_readers_of_both_versions_agree() -> None:
    """The editors' own YAML reader reads the same texts by YAML 1.1 and 1.2, in blocks and in braces."""
    written = [lay_out(data) for text in (*QUOTED, *PLAIN) for data in ({"a": text}, {"a": {"b": text}, "c": [text]})]
    written += [write(agreement) for path in EXAMPLES if (agreement := read(path).agreement)]
    for text, (by_1_1, by_1_2) in zip(written, read_by_yaml_js(written), strict=True):
        assert by_1_1 == by_1_2
        assert as_text(by_1_2[1]) == build_yaml(text).data


@given(agreements())
@settings(max_examples=100)
def test_equal_records_give_equal_bytes(agreement: Any) -> None:
    """A record read from its canonical text is written as the same bytes, in whatever order its fields were read."""
    written = write(agreement)
    assert write(type(agreement).from_plain(dict(reversed(yaml.safe_load(written).items())))) == written
