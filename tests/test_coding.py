"""Coders of one text: the form they work in, and how far two of them agree."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, ROOT, example
from test_cli import run
from test_hostile_files import assert_safe
from test_safe_output import spoilt

from agreements import Agreement, ComparisonError, load, parse
from agreements.coding import CoderAgreement, FieldAgreement, Matched, coder_agreement, codesheet, kappa
from agreements.errors import WrongTypeError
from agreements.renderers import CODERS, CODESHEETS

HEAD = """\
format: agreement/1
id: a
title: A
instrument: agreement
text: official
sources: [{id: official, type: official-text, title: A}]
parties: [{id: USA, role: supporter}, {id: UKR, role: supported}]
clauses:
"""
WORDS = ("train", "exercise", "lend", "procure", "invest", "reform", "monitor", "invite", "accede", "ratify")
FIRST = ("shall", "shall", "shall", "shall", "shall", "shall", "will", "will", "may", "may")
SECOND = ("shall", "shall", "shall", "shall", "will", "may", "will", "will", "may", "shall")


def coded(modals: tuple[str, ...], extra: str = "") -> Agreement:
    """Return a record of ten commitments, each with its act and a word of force."""
    lines = (
        f"- {{id: {act}, kind: commitment, topic: training, act: {act}, bearers: [USA], modal: {modal}}}\n"
        for act, modal in zip(WORDS, modals, strict=True)
    )
    found = parse(HEAD + "".join(lines) + extra)
    assert found.agreement is not None, found.findings
    return found.agreement


def field(found: CoderAgreement, kind: str, name: str) -> FieldAgreement:
    (one,) = [one for one in found.fields if (one.kind, one.field) == (kind, name)]
    return one


def test_kappa_is_the_one_worked_out_by_hand() -> None:
    """Of ten words seven are alike: po = 0.7; shall 6 and 5, will 2 and 3, may 2 and 2: pe = 0.4; kappa = 0.5."""
    found = field(coder_agreement(coded(FIRST), coded(SECOND)), "commitment", "modal")
    assert (found.units, found.compared, found.agreed) == (10, 10, 7)
    expected = Fraction(6 * 5 + 2 * 3 + 2 * 2, 100)
    assert expected == Fraction(40, 100)
    assert found.kappa == (Fraction(7, 10) - expected) / (1 - expected) == Fraction(1, 2)
    assert [(one.first, one.one, one.other) for one in found.disagreements] == [
        ("invest", "shall", "will"),
        ("reform", "shall", "may"),
        ("ratify", "may", "shall"),
    ]


def test_kappa_of_a_published_example() -> None:
    """Two doctors, fifty papers, yes or no: 20 and 15 alike, 5 and 10 not: po = 0.7, pe = 0.5, kappa = 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == Fraction(4, 10)


def test_kappa_is_undefined_where_chance_alone_agrees() -> None:
    """Where both used one category only, or there is nothing, kappa says nothing, and the result says so."""
    assert kappa([]) is None
    assert kappa([("a", "a")] * 5) is None
    assert kappa([("a", "b")] * 5) == 0
    found = field(coder_agreement(coded(FIRST), coded(SECOND)), "commitment", "topic")
    assert (found.agreed, found.kappa, found.undefined) == (10, None, "one category only (training)")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_kappa_is_fair_and_within_its_bounds(pairs: list[tuple[str, str]]) -> None:
    """It is the same with the raters swapped, never above 1, and 1 only where all agree."""
    found = kappa(pairs)
    assert found == kappa([(other, one) for one, other in pairs])
    if found is not None:
        assert -1 <= found <= 1
        assert (found == 1) == all(one == other for one, other in pairs)


def test_what_only_one_coder_has_is_counted_and_not_compared() -> None:
    """A clause of one record alone is no disagreement of fields; it is counted as unmatched."""
    extra = "- {id: said, kind: statement, topic: peace, act: welcome, summary: Efforts for peace are welcome.}\n"
    found = coder_agreement(coded(FIRST, extra), coded(FIRST))
    assert Matched("statement", 0, 1, 0) in found.matched
    assert Matched("commitment", 10, 0, 0) in found.matched
    assert found.agreed == found.compared
    assert not found.same


def test_why_nothing_is_there_is_a_value() -> None:
    """One coder who found the text silent and one who didn't look don't agree."""
    one = example("ukraine/usa-2024")
    other = one.replace(absent={name: why for name, why in one.absent.items() if name != "suspension"})
    found = field(coder_agreement(one, other), "agreement", "suspension")
    assert [(place.one, place.other) for place in found.disagreements] == [("[silent]", "nothing")]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: Path(file).stem)
def test_a_coder_agrees_with_himself(file: Path) -> None:
    """A record against itself: everything is matched, every value agrees, each kappa is 1 or undefined."""
    record = load(file)
    found = coder_agreement(record, record)
    assert found.same
    assert found.compared > 5
    assert {one.kappa for one in found.fields} <= {None, Fraction(1)}


def test_other_parties_are_another_text() -> None:
    """Records of different partners' agreements are refused: they are no two codings of one text."""
    with pytest.raises(ComparisonError, match="no two records of one text"):
        coder_agreement(example("ukraine/usa-2024"), example("ukraine/gbr-2024"))
    with pytest.raises(WrongTypeError):
        coder_agreement("a", "b")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        codesheet("a")  # type: ignore[arg-type]


def test_the_codesheet_has_every_value_with_its_place() -> None:
    """Each value of the emergency clause stands with the place that it, or else what holds it, has."""
    sheet = codesheet(example("ukraine/usa-2024"))
    told = {(one.section.partition(" ")[0], one.field): (one.value, one.state, one.place) for one in sheet}
    assert told["emergency-meeting", "topic"] == ("response-to-aggression", "recorded", "II ¶4")
    assert told["emergency-meeting", "responses[meet].deadline.within"] == ("PT24H", "recorded", "II ¶4 s1")
    assert told["record", "suspension"] == ("", "silent", "")
    assert told["record", "duration.length"] == ("P10Y", "recorded", "IX s2")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: Path(file).stem)
def test_the_codesheet_leaves_out_nothing(file: Path) -> None:
    """Every value of a record, and every reason why one is absent, is in its codesheet."""
    record = load(file)
    sheet = codesheet(record)

    def absences(data: object) -> int:
        if isinstance(data, dict):
            return len(data.get("absent", {})) + sum(absences(one) for key, one in data.items() if key != "absent")
        return sum(map(absences, data)) if isinstance(data, list) else 0

    def values(data: object, name: str = "") -> int:
        if isinstance(data, dict):
            # Places and citations stand beside the values; reasons are counted by themselves.
            aside = ("at", "cite", "absent", "ignore", "format")
            return 1 if name == "coverage" else sum(values(one, key) for key, one in data.items() if key not in aside)
        if isinstance(data, list) and data and isinstance(data[0], dict):
            return sum(values(one, name) for one in data)
        return 1

    assert sum(one.state in ("silent", "unknown", "not-applicable") for one in sheet) == absences(record.as_written)
    written = values(record.as_written) - 2 * len(record.clauses)  # a clause's id and kind are its section
    assert sum(one.state == "recorded" for one in sheet) >= written


def test_the_formats_of_a_codesheet() -> None:
    """Text has a box to tick, Markdown and CSV an empty column; nothing in a record acts in any of them."""
    sheet = codesheet(example("ukraine/usa-2024"))
    text = CODESHEETS["text"](sheet)
    assert "[ ] responses[meet].modal: shall (II ¶4 s1)" in text
    assert max(map(len, text.splitlines())) <= 80
    lines = list(csv.DictReader(io.StringIO(CODESHEETS["csv"](sheet))))
    assert len(lines) == len(sheet)
    assert {line["checked"] for line in lines} == {""}
    for name in CODESHEETS:
        for start in range(2):
            hostile = codesheet(spoilt(example("ukraine/usa-2024"), start))
            assert_safe(CODESHEETS[name](hostile).replace("\r\n", "\n"))


def test_the_commands(tmp_path: Path) -> None:
    """`diff --coders` exits 1 where something differs, 0 where nothing does; `codesheet` shows the form."""
    usa = ROOT / "examples/ukraine/usa-2024.yaml"
    other = tmp_path / "second.yaml"
    other.write_text(usa.read_text(encoding="utf-8").replace("level: most-senior", "level: high"), encoding="utf-8")
    assert run("diff", str(usa), str(usa), "--coders").exit_code == 0
    done = run("diff", str(usa), str(other), "--coders", "--explain")
    assert done.exit_code == 1
    assert "emergency-meeting/meet: most-senior | high" in done.stdout
    data = json.loads(run("diff", str(usa), str(other), "--coders", "--format", "json").stdout)
    (level,) = [one for one in data["fields"] if (one["kind"], one["field"]) == ("commitment", "level")]
    assert (level["compared"] - level["agreed"], level["units"]) == (1, 133)
    assert 0 < level["kappa"] < 1
    assert "most-senior | high" not in run("diff", str(usa), str(other), "--coders", "--format", "markdown").stdout
    assert run("codesheet", str(usa)).stdout.startswith("Bilateral security agreement")
    for option in (["--peers"], ["--only", "weakened"], ["--format", "json-patch"]):
        done = run("diff", str(usa), str(other), "--coders", *option)
        assert done.exit_code == 2
        assert "--coders" in done.stderr
    assert set(CODERS) == {"text", "markdown", "json"}
