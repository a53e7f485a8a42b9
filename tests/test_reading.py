"""Reading: every fault has a place and a way out; nothing is guessed, nothing raises but our own errors."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from material import EXAMPLES, ROOT, example

from agreements import AgreementsError, InvalidRecordError, load, load_all, parse, read, write

GOOD = write(example("ukraine/usa-2024"))

BROKEN = [
    ("modal: shall\n", "modal: shal\n", "unknown-word", "did you mean 'shall'"),
    ("immediacy: immediately", "immediacey: immediately", "unknown-field", "did you mean 'immediacy'"),
    ("kind: trigger", "kind: triger", "unknown-word", "did you mean 'trigger'"),
    ("within: PT24H", "within: 24h", "malformed", "PT24H"),
    ("instrument: agreement\n", "", "missing-field", "add 'instrument'"),
    ("text: official", "text: Official Text", "malformed", "lower-case"),
    ("rule: term", "rule: terms", "unknown-word", "term"),
]


@pytest.mark.parametrize(("old", "new", "rule", "hint"), BROKEN)
def test_a_fault_has_its_line_and_a_way_out(old: str, new: str, rule: str, hint: str) -> None:
    """A single fault in a real record is found at its line, with what to write instead."""
    assert old in GOOD
    result = parse(GOOD.replace(old, new, 1))
    assert result.agreement is None
    (finding,) = result.findings
    assert finding.rule == rule
    assert hint in finding.hint or hint in finding.message
    assert finding.span is not None
    if new:
        line = result.text.splitlines()[finding.span.line - 1]
        key, value = new.strip().split(": ")
        assert line[finding.span.column - 1 :].startswith((f"{key}: {value}", value))


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: usa-ukr", "id: us\u0430-ukr"), ("kind: trigger", "kind: trigg\u0435r"), ("title: ", "titl\u0435: ")],
)
def test_a_look_alike_letter_is_named(old: str, new: str) -> None:
    """A Cyrillic letter in an id, a word or a key is named: nobody could see why it is refused."""
    result = parse(GOOD.replace(old, new, 1))
    assert any("CYRILLIC SMALL LETTER" in finding.message for finding in result.findings)


def test_a_long_message_is_cut() -> None:
    """However long a key, a word or a list's replacement is, message and hint stay short."""
    long = "x" * 100_000
    for text in (
        f"absent: {{{long[:190]}: silent}}",
        f"instrument: {long}",
        f"parties: {long}",
        f"coverage: {{a: {long}}}",
    ):
        for finding in parse(text).findings:
            assert len(finding.message) + len(finding.hint) < 700


def test_a_path_never_becomes_text() -> None:
    """A mistyped path given to `parse` is named as such."""
    (finding,) = parse("examples/ukraine/usa.yaml").findings
    assert finding.rule == "path-as-text"


def test_missing_folder_and_unknown_suffix(tmp_path: Path) -> None:
    """What can't be read is a finding with the name, never an exception."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert read(tmp_path / "none.yaml").findings[0].rule == "unreadable"
    assert read(tmp_path).findings[0].rule == "folder"
    assert read(tmp_path / "a.txt").findings[0].rule == "unknown-format"
    assert read("a\0b.yaml").findings[0].rule == "unreadable"


def test_hostile_bytes(tmp_path: Path) -> None:
    """Bytes that are no record are refused by name: too large, no UTF-8, empty."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"x" * 100)
    assert read(file, max_bytes=50).findings[0].rule == "too-large"
    file.write_bytes(b"\xff\xfea")
    assert read(file).findings[0].rule == "not-utf-8"
    file.write_bytes(b"")
    assert read(file).findings[0].rule == "empty"
    file.write_bytes(b"just.yaml")
    assert read(file).findings[0].rule == "no-record"
    file.write_bytes(b"[a, b]")
    assert read(file).findings[0].rule == "no-record"
    file.write_bytes(b"just words")
    assert read(file).findings[0].rule == "no-record"


def test_load_raises_with_all_findings(tmp_path: Path) -> None:
    """`load` says everything that is wrong at once."""
    file = tmp_path / "a.yaml"
    file.write_text(
        GOOD.replace("modal: shall\n", "modal: shal\n").replace("kind: trigger", "kind: t", 1), encoding="utf-8"
    )
    with pytest.raises(InvalidRecordError) as raised:
        load(file)
    assert len(raised.value.findings) > 1
    assert str(file) in str(raised.value)


def test_load_all_is_lazy_and_sorted(tmp_path: Path) -> None:
    """Folders, files and lines are read one at a time; a fault is raised when its turn comes."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "x.yaml").write_text("no record", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    line = json.dumps(json.loads(write(example("ukraine/eu-2024"), "json")))
    (tmp_path / "b.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("broken: [", encoding="utf-8")
    found = load_all(tmp_path)
    assert [next(found).id for _ in range(3)] == [
        "usa-ukr-2024-security",
        "eu-ukr-2024-security",
        "eu-ukr-2024-security",
    ]
    with pytest.raises(InvalidRecordError, match=r"c\.yaml"):
        next(found)


def test_load_all_names_the_line(tmp_path: Path) -> None:
    """A broken line of a JSON Lines file is named by its number."""
    file = tmp_path / "b.jsonl"
    file.write_text("\n{\n", encoding="utf-8")
    with pytest.raises(InvalidRecordError, match="jsonl:2"):
        list(load_all(file))
    with pytest.raises(InvalidRecordError, match=r"none\.jsonl"):
        list(load_all(tmp_path / "none.jsonl"))


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A folder without records is an error, not an empty answer."""
    with pytest.raises(AgreementsError, match="holds no record"):
        list(load_all(tmp_path))


def test_formats_are_named() -> None:
    """An unknown format is the caller's mistake."""
    with pytest.raises(ValueError, match="yaml"):
        parse("x", "toml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="yaml"):
        write(example("ukraine/usa-2024"), "toml")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_valid(path: Path) -> None:
    """Every shipped record reads without a finding."""
    assert read(path).findings == ()


def test_examples_are_all_here() -> None:
    """The records the README speaks of are shipped."""
    names = {path.relative_to(ROOT / "examples").as_posix() for path in EXAMPLES}
    assert {"ukraine/usa-2024.yaml", "ukraine/gbr-2024.yaml", "nato/north-atlantic-treaty-1949.yaml"} <= names


def test_many_records_leave_the_collector_alone_and_nothing_for_it(tmp_path: Path) -> None:
    """The program's garbage collector is neither stopped nor set; records hold no cycles that only it could free."""
    file = tmp_path / "many.jsonl"
    line = json.dumps(example("ukraine/usa-2024").as_written)
    file.write_text(f"{line}\n{line}\n", encoding="utf-8")
    list(load_all(file))  # what is imported and cached at first is done
    state = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
    gc.collect()
    gc.disable()
    try:
        for record in load_all(file):
            assert record.commitments()
            assert record.as_written
        del record
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()) == state
