"""The Python front door: whoever passes the wrong thing is told what to pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from material import ROOT, example

import agreements as ag
import agreements.tracking
from agreements.errors import WrongTypeError
from agreements.reading import read_lines
from agreements.writing import plain

tracking: Any = agreements.tracking
front: Any = ag  # The mistakes below are ones that a type checker would find.
USA = example("ukraine/usa-2024")
FILE = ROOT / "examples/ukraine/usa-2024.yaml"
DAY = date(2025, 1, 20)
TEXT = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: front.diff("a.yaml", "b.yaml"), "diff() takes a record, not the text 'a.yaml' (load(path)"),
        (lambda: front.diff(USA, Path("b.yaml")), "load(path) reads one"),
        (lambda: front.diff([USA], USA), "pass one of them at a time"),
        (lambda: front.diff(USA, USA, peers=True, roles="GBR=USA"), "roles as a mapping"),
        (lambda: front.apply("a", front.diff(USA, USA)), "apply() takes a record"),
        (lambda: front.apply(USA, USA), "what diff() returns"),
        (lambda: front.write({"id": "a"}), "from_plain"),
        (lambda: front.write(front.parse(TEXT)), "pass its .agreement"),
        (lambda: front.validate("base.yaml"), "load(path) reads one"),
        (lambda: front.validate(TEXT), "parse(text).agreement makes one"),
        (lambda: front.validate(front.parse(TEXT)), "pass its .agreement"),
        (lambda: front.validate(front.parse("a: b")), "see its .findings"),
        (lambda: front.rows("a.yaml", "parties"), "load(path) reads one"),
        (lambda: front.rows(["a.yaml"], "parties"), "load(path) reads one"),
        (lambda: front.rows({"a": 1}, "parties"), "from_plain"),
        (lambda: front.rows(5, "parties"), "rows() takes a record, not a value of type int"),
        (lambda: front.rows(front.parse(TEXT), "parties"), "pass its .agreement"),
        (lambda: USA.clause(0), "`clauses[0]` is the first clause"),  # type: ignore[arg-type]
        (lambda: USA.find(5), "find() takes ids"),  # type: ignore[arg-type]
        (lambda: front.parse({"id": "a"}), "from_plain"),
        (lambda: front.parse(FILE), "load(path) open a file"),
        (lambda: front.parse(FILE.open()), "pass its .read()"),
        (lambda: front.parse(None), "parse() takes text or bytes"),
        (lambda: front.load(5), "load() takes a path"),
        (lambda: front.read(b"a.yaml"), "read() takes a path"),
        (lambda: front.load(USA), "it is a record already"),
        (lambda: list(front.load_all(USA)), "load_all() takes a path"),
        (lambda: front.check(None), "check() takes a path"),
        (lambda: front.status("a.yaml", as_of=DAY), "load(path) reads one"),
        (lambda: front.status(USA, as_of="2025-01-20"), "a datetime.date as as_of"),
        (lambda: front.status(USA, as_of=datetime(2025, 1, 20)), "pass .date()"),
        (lambda: front.exits("a.yaml", by="USA", notice_on=DAY), "load(path) reads one"),
        (lambda: front.exits(USA, by="USA", notice_on=None), "a datetime.date as notice_on"),
        (lambda: front.exits(USA, by="USA", notice_on=DAY, out_by="2026"), "a datetime.date as out_by"),
        (lambda: front.entry_into_force("a.yaml"), "load(path) reads one"),
        (lambda: tracking.entry_into_force_for("a.yaml", "USA"), "load(path) reads one"),
        (lambda: tracking.expiry("a.yaml"), "load(path) reads one"),
        (lambda: front.explain(USA), "explain() takes a Deadline, not a value of type Agreement (schedule("),
        (lambda: front.explain(ag.what_if(USA, "armed-attack")), "hold their reasons themselves"),
    ],
)
@pytest.mark.filterwarnings("ignore:unclosed file")
def test_the_wrong_type_is_told_the_right_one(call: Callable[[], object], said: str) -> None:
    """A value of the wrong type is a TypeError of ours at once, which says what to pass."""
    with pytest.raises(WrongTypeError) as raised:
        call()
    assert isinstance(raised.value, TypeError)
    assert isinstance(raised.value, ag.AgreementsError)
    assert said in str(raised.value)
    assert len(str(raised.value)) < 300


def test_write_returns_the_text() -> None:
    """Whoever passes a path where a format stands learns that write() returns the text, and how to put it in a file."""
    with pytest.raises(ValueError, match=r"write\(\) returns the text; Path\('out\.yaml'\)\.write_text"):
        front.write(USA, "out.yaml")
    with pytest.raises(ag.AgreementsError, match="'yaml' or 'json'"):
        front.write(USA, "xml")
    with pytest.raises(ag.AgreementsError, match="its name goes into name="):
        front.parse(TEXT, "out.yaml")


@pytest.mark.parametrize(
    "call",
    [
        lambda: front.load(TEXT),
        lambda: list(front.load_all(TEXT)),
        lambda: front.load("x" * 5000),
        lambda: front.load("x" * 5000 + ".yaml"),
        lambda: front.load("a\0" * 5000),
        lambda: USA.clause("x" * 5000),
        lambda: front.rows(USA, "x" * 5000),
        lambda: front.Period("5" * 5000),
        lambda: front.PartialDate("5" * 5000),
        lambda: front.Place("5" * 5000),
        lambda: front.Pointer.parse("5" * 5000),
        lambda: front.Money.from_plain({"value": "5" * 5000, "currency": "E" * 5000}),
        lambda: front.parse(TEXT, "x" * 5000),
        lambda: front.write(USA, "x" * 5000),
        lambda: front.diff(USA, "x" * 5000),
        lambda: front.diff(USA, USA).only("x" * 5000),
        lambda: front.diff(USA, USA, peers=True, roles={"x" * 5000: "y" * 5000}),
    ],
)
def test_no_message_repeats_a_long_value(call: Callable[[], object]) -> None:
    """A message quotes the beginning of a long value, and says that it is cut."""
    with pytest.raises(ag.AgreementsError) as raised:
        call()
    assert len(str(raised.value)) < 900
    assert "..." in str(raised.value)


def test_a_text_given_for_a_path_is_seen_as_one() -> None:
    """A record's text where a path is wanted is told to go to parse(); check() says so too, as a finding."""
    with pytest.raises(ag.InvalidRecordError, match=r"parse\(\) reads a text"):
        front.load(TEXT)
    (finding,) = ag.check(TEXT).findings
    assert finding.rule == "text-as-path"
    assert finding.is_unread
    assert len(str(finding)) < 300


def test_an_empty_path_is_refused() -> None:
    """An empty path isn't the current folder."""
    assert [finding.message for finding in ag.read("").findings] == ["an empty path names no file"]
    assert [finding.message for finding in ag.check("").findings] == ["an empty path names no file"]
    with pytest.raises(ag.AgreementsError, match="empty path"):
        list(ag.load_all(""))


def test_lines_in_one_file_of_many_records(tmp_path: Path) -> None:
    """A fault in a line of a .jsonl file has the file and the line's number; one record isn't read from such a file."""
    file = tmp_path / "m.jsonl"
    good = json.dumps(plain(USA))
    bad = good.replace('"instrument": "agreement"', '"instrument": "agrement"')
    file.write_text(f"{good}\n{bad}\n", encoding="utf-8")
    column = bad.index('"agrement"') + 1
    with pytest.raises(ag.InvalidRecordError) as raised:
        list(ag.load_all(file))
    assert f"\n  {file}:2:{column}: error [unknown-word]" in str(raised.value)
    (result,) = (result for number, result in read_lines(file) if number == 2)
    assert [str(finding).partition(": ")[0] for finding in result.findings] == [f"{file}:2:{column}"]
    (finding,) = ag.read(file).findings
    assert finding.rule == "many-records"
    assert "load_all()" in finding.hint


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    """A file that several paths lead to counts once."""
    file = tmp_path / "a.yaml"
    file.write_text(TEXT.replace("instrument: agreement", "instrument: agrement"), encoding="utf-8")
    report = ag.check(file, tmp_path, tmp_path / "." / "a.yaml")
    assert len(report.files) == len(report.findings) == 1


def test_a_change_that_leaves_no_record_is_our_error() -> None:
    """`replace` and `from_plain` raise our error with the findings, each with its page, and apply does."""
    with pytest.raises(ag.InvalidRecordError, match="the changed Agreement is not a valid record") as raised:
        USA.replace(parties=[{"id": "USA"}], note="")
    assert [(finding.rule, str(finding.pointer)) for finding in raised.value.findings] == [
        ("missing-field", "/parties/0"),
        ("empty-text", "/note"),
    ]
    with pytest.raises(ag.InvalidRecordError, match="item 1 of 'parties' has fields of its own; a Source has none"):
        USA.replace(parties=(USA.sources[0],))
    with pytest.raises(ag.InvalidRecordError, match="item 2 of 'clauses' has fields"):
        USA.replace(clauses=(USA.clauses[0], "meet"))
    with pytest.raises(ag.InvalidRecordError, match="'currency' is missing"):
        ag.Money.from_plain({"value": "5"})
    assert ag.Agreement.from_plain(USA.plain()) == USA
    changes = ag.diff(USA, USA.replace(title="New"))
    changes.script.operations[0]["value"] = ""
    with pytest.raises(ag.InvalidRecordError, match="'title' is empty"):
        ag.apply(USA, changes)


def test_records_and_comparisons_print_short() -> None:
    """What is printed of a record, a comparison, a result or a report is a line, not all it holds."""
    nato = example("nato/north-atlantic-treaty-1949")
    difference = ag.diff(example("ukraine/gbr-2024"), USA, peers=True)
    assert str(USA) == f"usa-ukr-2024-security: {USA.title!r} (USA, UKR)"
    assert repr(USA) == f"<Agreement {USA}>"
    assert f"and {len(nato.parties) - 8} more)" in str(nato)
    weakened = len(difference.only("weakened"))
    assert weakened
    assert str(difference).startswith(f"gbr-ukr-2024-security → usa-ukr-2024-security: {len(difference)} changes (")
    assert f", {weakened} weakened, " in str(difference)
    assert str(ag.diff(USA, USA)) == "usa-ukr-2024-security → usa-ukr-2024-security: the same"
    long = USA.replace(title="long " * 50)
    assert "... (USA, UKR)" in str(long)
    for value in (USA, nato, long, difference, ag.parse(TEXT), ag.parse("x: y"), ag.read(FILE), ag.check(FILE)):
        assert len(repr(value)) < 400
        assert len(str(value)) < 400
        assert "\n" not in repr(value)


def test_choices_are_listed() -> None:
    """A wrong name of a table or a topic is answered with all there are."""
    with pytest.raises(ag.UnknownNameError, match="there are: agreements, parties, clauses, commitments, events"):
        front.rows([USA], "x")
    with pytest.raises(ag.UnknownNameError, match=r"weakened, .*demining.*legal-status"):
        ag.diff(USA, USA).only("foo")
    with pytest.raises(ag.UnknownNameError, match="there are: USA, UKR"):
        ag.exits(USA, by="FRA", notice_on=DAY)
    with pytest.raises(ag.UnknownNameError, match="did you mean 'demining'"):
        ag.diff(USA, USA).only("de-mining")


@pytest.mark.parametrize("word", ["demining", "weapons-use", "legal-status", "life-cycle", "weakened"])
def test_only_takes_every_topic(word: str) -> None:
    """Any effect and any topic of the vocabulary narrows, covered by the records or not."""
    assert ag.diff(USA, USA).only(word).changes == ()


def test_many_findings_are_counted() -> None:
    """An error's message shows the first findings and counts the rest."""
    data = {**USA.plain(), "parties": [{"id": "USA"}] * 50}
    with pytest.raises(ag.InvalidRecordError, match=r"\(50 findings\)") as raised:
        ag.Agreement.from_plain(data)
    assert "and 30 more, in the error's `findings`" in str(raised.value)
    assert len(raised.value.findings) == 50
