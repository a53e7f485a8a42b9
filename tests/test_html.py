"""What notebooks show: small, escaped, without scripts, links or anything from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, example
from scheduled import tabled
from test_tabulation import RECORD

from agreements import Agreement, Diff, check, diff, load_all, parse, rows
from agreements.diagnostics import Finding, Report
from agreements.pointer import ROOT
from agreements.renderers._html import Html, clipped, element
from agreements.renderers._safe import safe

HOSTILE = "</td></p><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnol\u2066 & 'a' \"b\" \x1b[2J"
VOID = {"br"}
ALLOWED = {
    "bdi", "br", "caption", "details", "div", "li", "p", "small", "strong", "style", "summary", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip


class Shows(Protocol):
    def _repr_html_(self) -> str: ...


class Reader(HTMLParser):
    """Reads the markup as a browser does: the elements, their attributes, the text, and whether all are closed."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.rows = 0
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.rows += tag == "tr"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def seen(value: Shows) -> Reader:
    """Return the markup read, after what holds for all of it."""
    markup = value._repr_html_()
    read = Reader(markup)
    assert read.names <= ALLOWED
    assert read.attributes <= {"class", "colspan", "open", "scope", "title"}
    assert not re.search(r"url\(|@import|https?:", re.sub(r"<td>.*?</td>|<li>.*?</li>", "", markup))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", markup)
    assert len(markup) < 40_000
    return read


def hostile() -> Agreement:
    """Return a record whose every free text is hostile."""
    found = parse(RECORD.replace("If so.", "If so")).agreement
    assert found is not None
    clauses = [
        clause.replace(
            **({"summary": HOSTILE} if "summary" in type(clause).model_fields else {}),
            **({"item": HOSTILE, "condition": HOSTILE} if clause.kind == "commitment" else {}),
        )
        for clause in found.clauses
    ]
    parties = [party.replace(name=HOSTILE) for party in found.parties]
    return found.replace(title=HOSTILE, version=HOSTILE[:40], clauses=clauses, parties=parties)


def compared() -> Diff:
    return diff(hostile(), hostile().replace(title="Other", clauses=hostile().clauses[2:]))


HOSTILE_VALUES: list[Shows] = [
    hostile(),
    compared(),
    rows(hostile(), "agreements"),
    rows(hostile(), "commitments"),
    rows(hostile(), "parties"),
    rows(hostile(), "clauses"),
    parse(f"format: agreement/1\n{HOSTILE[:60]!r}: 1\n", name=HOSTILE),
    Report((Finding(ROOT / HOSTILE, HOSTILE, HOSTILE, hint=HOSTILE),), (), 0, (HOSTILE,)),
]


@pytest.mark.parametrize("value", HOSTILE_VALUES, ids=lambda value: type(value).__name__)
def test_what_a_record_says_stays_text(value: Shows) -> None:
    """Markup in a record is shown, not obeyed; controls and changes of direction are shown as codes."""
    shown = seen(value).text
    assert "<script>alert(1)</script>" in shown
    assert "\\u202egnol" in shown


@given(st.text(), st.text())
def test_escaping_is_not_left_to_the_caller(text: str, attribute: str) -> None:
    """Whatever text is put in an element or an attribute is read from the markup as that text, made safe."""
    markup = element("p", text, Html("<br>"), title=attribute)
    read = Reader(markup)
    assert read.names == {"p", "br"}
    assert read.text == safe(re.sub(r"\s+", " ", text))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_records_are_small(path: Path) -> None:
    """Every shipped record shows its title, parties and status, and folds the rest."""
    [agreement] = load_all(path)
    read = seen(agreement)
    assert agreement.title in read.text
    assert all(f"{party.id}" in read.text for party in agreement.parties)
    assert re.search(r"(Commitments|Policy) \(\d+\)", read.text)
    assert len(agreement._repr_html_()) < 20_000


@pytest.mark.parametrize("name", ["agreements", "parties", "clauses", "commitments", "events", "deadlines"])
def test_tables_show_their_first_rows(name: str) -> None:
    """A table shows ten rows at most, says how many there are, and explains its columns."""
    table = tabled(family(), name)  # type: ignore[arg-type]
    read = seen(table)
    assert read.rows == 1 + min(len(table), 10)
    assert f"{name}: {len(table)} rows of {len(table.columns)} columns" in read.text
    assert ("the first 10 are shown" in read.text) is (len(table) > 10)
    assert f'title="{table.columns[0].description.replace(chr(39), "&#x27;")}' in table._repr_html_()
    assert seen(table[:0]).rows == 1
    assert f"{name}: 1 row of" in seen(table[:1]).text


def family() -> list[Agreement]:
    return [example(path.relative_to(path.parents[1]).with_suffix("").as_posix()) for path in EXAMPLES]


def test_a_diff_shows_both_sides() -> None:
    """Each change stands with its effect in words, what was and what is; topics and places are its headings."""
    gbr, usa = example("ukraine/gbr-2024"), example("ukraine/usa-2024")
    found = diff(gbr, usa, peers=True)
    only = found.only("response-to-aggression")
    read = seen(only)
    for text in (gbr.title, usa.title, "compared as peers: GBR as USA", "emergency-consultation (VIII.2)"):
        assert text in read.text
    assert "[-] weakeneddeadline softened" in read.text
    assert "within 24 hourswhere possible within 24 hours" in read.text
    assert read.text.count("] ") == len(only)
    assert "more; only()" not in read.text
    many = seen(found)
    assert many.text.count("] ") == 60
    assert f"… and {len(found) - 60} more; only() of the comparison narrows it" in many.text


def test_a_diff_without_differences() -> None:
    """Two equal records make no table."""
    usa = example("ukraine/usa-2024")
    read = seen(diff(usa, usa))
    assert (read.rows, "no difference" in read.text) == (0, True)


def test_a_report_shows_its_findings() -> None:
    """Findings have their place; more than fifty are counted; what was not checked is said."""
    clean = seen(check("examples/nato"))
    assert "nothing found in 1 file, 1 valid record" in clean.text
    read = seen(parse("format: agreement/1\nid: Sample\n", name="a.yaml"))
    assert "a.yaml:2:5error" in read.text
    assert "0 valid records" in read.text
    many = seen(Report(tuple(Finding(ROOT / n, "wrong", "a-rule") for n in range(60)), ("f",), 1, ("its rules",)))
    assert "<record> /59" not in many.text
    assert "… and 10 more" in many.text
    assert "not checked:its rules" in many.text


def test_a_text_read_shows_its_record() -> None:
    """What comes of reading a good text is the record, after what was found."""
    read = seen(parse(RECORD.replace("If so.", "If so")))
    assert "nothing found in 1 file, 1 valid record" in read.text
    assert "A sample" in read.text


def test_dollars_are_no_formulas() -> None:
    """The whole is marked so that MathJax leaves dollars alone."""
    markup = rows(example("ukraine/usa-2024"), "parties")._repr_html_()
    assert markup.startswith('<div class="agreements tex2jax_ignore mathjax_ignore">')


def test_clipped_text_says_so() -> None:
    """A text is cut with an ellipsis, within the length asked for."""
    assert [clipped(text, 5) for text in ("abcde", "abcdef", "abc def")] == ["abcde", "abcd…", "abc…"]
