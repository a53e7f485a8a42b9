"""Many agreements side by side: what a cell says, why it says nothing, and which clauses are one."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from material import ROOT, example

from agreements import Agreement, ComparisonError, UnknownNameError, compare, diff, parse
from agreements.errors import WrongTypeError
from agreements.matrix import FEATURES, GROUPS, TOPICS, Against, Cell, Feature, Matrix, Said, State, Unsaid
from agreements.matrix._ordering import best_order, likenesses
from agreements.testing import agreements as any_agreement

FAMILY = tuple(sorted(path.stem for path in (ROOT / "examples/ukraine").glob("*.yaml")))
LABELLED: dict[str, list[list[str]]] = yaml.safe_load(
    (ROOT / "tests/golden/same-clauses.yaml").read_text(encoding="utf-8")
)
LEAST_FOUND = 34
"""Of the pairs labelled as the same, so many are in one row; better matching raises it."""

BARE = """\
format: agreement/1
id: {id}
title: {id}
instrument: agreement
text: official
sources: [{{id: official, type: official-text, title: A}}]
parties: [{{id: {party}, role: supporter}}, {{id: UKR, role: supported}}]
"""


def record(party: str, more: str = "") -> Agreement:
    """Return a small record of an agreement between a party and Ukraine."""
    found = parse(BARE.format(id=f"{party.lower()}-ukr", party=party) + more)
    assert found.agreement is not None, found.findings
    return found.agreement


@cache
def family() -> tuple[Agreement, ...]:
    return tuple(example(f"ukraine/{name}") for name in FAMILY)


@cache
def whole() -> Matrix:
    return compare(family())


def said_in(matrix: Matrix, column: str, path: str) -> set[str]:
    """Return the rows of matched clauses in which a column has the clause or response of that path."""
    number = matrix.index(column)
    return {row.name for row in matrix if row.clause and any(one.path == path for one in row.cells[number].said)}


# Cells.


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ("duration: {rule: term, length: P10Y, runs_from: signature, at: IX}\n", State.STATED),
        ("absent: {duration: silent}\n", State.SILENT),
        ("coverage: {life-cycle: complete}\n", State.SILENT),
        ("absent: {duration: unknown}\n", State.UNKNOWN),
        ("absent: {duration: not-applicable}\n", State.NOT_APPLICABLE),
        ("coverage: {life-cycle: complete}\nabsent: {duration: unknown}\n", State.UNKNOWN),
        ("coverage: {life-cycle: partial}\n", State.NOT_COVERED),
        ("", State.NOT_COVERED),
    ],
)
def test_why_a_cell_is_empty(more: str, state: State) -> None:
    """Silent is only what the record names so or covers completely; unknown, not applicable, not covered stay apart."""
    cell = compare([record("USA", more)], rows=["duration"])["duration", "usa-ukr"]
    assert cell.state is state
    assert bool(cell.said) is (state is State.STATED)


@pytest.mark.parametrize("coverage", ["complete", "partial", None])
def test_a_topic_without_clauses_is_silent_only_where_it_is_covered(coverage: str | None) -> None:
    """Of a topic that isn't covered in full nothing is told, in the topic's rows and in those of matched clauses."""
    given = "coverage: {cyber: %s}\n" % coverage if coverage else ""  # noqa: UP031 - braces are the record's
    clause = "clauses:\n- {id: a, kind: commitment, topic: cyber, act: train, modal: shall, item: our cyber experts}\n"
    matrix = compare(
        [record("USA", given), record("GBR", clause), record("FRA", clause)], rows=["cyber", "cyber-undertakings"]
    )
    wanted = State.SILENT if coverage == "complete" else State.NOT_COVERED
    assert [row.cells[0].state for row in matrix if row.name != "cyber/alone-commitment"] == [wanted] * 3
    assert matrix["cyber/a", "GBR"].state is State.STATED


def test_the_emergency_clause_of_the_two_that_differ_most() -> None:
    """The American meeting and the British consultation, field by field, as the two texts put them."""
    matrix = whole()
    told = {
        name: (str(matrix[f"emergency-{name}", "GBR"]), str(matrix[f"emergency-{name}", "USA"]))
        for name in ("attacker", "act", "hours", "softening", "clock", "immediacy", "invoker", "level")
    }
    assert told == {
        "attacker": ("RUS", "[silent]"),
        "act": ("will: consult", "shall: meet"),
        "hours": ("24 hours", "24 hours"),
        "softening": ("[silent]", "where possible"),
        "clock": ("the text names no start",) * 2,
        "immediacy": ("[silent]", "immediately"),
        "invoker": ("if GBR or UKR asks (either)", "if UKR or USA asks (either)"),
        "level": ("[silent]", "at the most senior levels"),
    }
    hours = matrix["emergency-hours", "USA"]
    assert hours.number == Decimal(24)
    assert [(one.path, one.place) for one in hours.said] == [("emergency-meeting/meet", "II ¶4 s1")]


def test_croatia_has_no_emergency_clause() -> None:
    """Twenty-seven texts consult or meet within 24 hours; Croatia's, covered in full, is silent throughout."""
    matrix = whole()
    hours = matrix.row("emergency-hours")
    assert hours.count == 27
    assert {cell.number for cell in hours.cells if cell.said} == {Decimal(24)}
    rows = [row for row in matrix if row.group == "emergency"]
    assert {row.cells[matrix.index("HRV")].state for row in rows} == {State.SILENT}


def test_names_of_the_sides_are_no_difference() -> None:
    """Texts that say the same of their own supporter are grouped, and each cell keeps its own names."""
    row = whole().row("emergency-invoker")
    shared = {cell.shared for cell in row.cells if cell.said}
    assert len(shared) == 1
    assert len({cell.value for cell in row.cells if cell.said}) == 26


def test_values_of_several_clauses_have_a_place_each() -> None:
    """What is put together of several clauses lists each, with its own place."""
    cell = whole()["cyber-undertakings", "CZE"]
    assert len(cell.said) == 7 == len({one.path for one in cell.said})
    assert cell.value == "7"
    assert all(one.place for one in cell.said)


def test_values_that_differ_within_one_text_say_what_they_belong_to() -> None:
    """A binding body beside a political annex isn't one status; an attacker named for one event isn't for both."""
    assert whole()["legal-status", "USA"].value == "binding (body); political (annex)"
    assert whole()["emergency-attacker", "ALB"].value == "RUS (armed attack); silent (significant escalation)"


def test_money_is_told_by_year_and_never_added_up() -> None:
    """Each amount stands with its words under the year it is stated for; a part of another amount says so."""
    matrix = whole()
    assert str(matrix["money-2024", "GBR"]).startswith("GBP 2,500,000,000 (2024), pledged")
    assert "part of ukraine-fund" in matrix["money-2024", "DNK"].value
    assert matrix["money-2024", "HRV"].state is State.SILENT
    # Spain states money on organised crime, a topic that the American record doesn't cover.
    assert matrix["money-2024", "USA"].state is State.SILENT
    assert matrix["money-2024", "BEL"].number == Decimal(977_000_000)
    assert "at least" in matrix["money-2024", "BEL"].value
    amounts = [one for row in matrix if row.group == "money" for cell in row.cells for one in cell.said]
    stated = sum(
        sum(one.commitment.amount is not None for one in record.commitments())
        + sum(getattr(clause, "amount", None) is not None for clause in record.clauses_of("report"))
        for record in family()
    )
    assert len(amounts) == stated


def test_every_undertaking_of_a_topic_is_in_one_row() -> None:
    """Matching drops nothing and doubles nothing: each undertaking on a topic stands in one row of it."""
    matrix = whole()
    for name, topic in TOPICS.items():
        rows = [row for row in matrix if row.group == name and row.clause == "undertaking"]
        for number, agreement in enumerate(family()):
            held = sorted(one.path for row in rows for one in row.cells[number].said)
            assert held == sorted(one.path for one in agreement.commitments() if one.topic is topic)


@given(any_agreement())
@settings(max_examples=40)
def test_any_record_can_be_compared(one: Agreement) -> None:
    """Every record that the format allows has a cell in every row; what is stated leads to where it stands."""
    matrix = compare([one, example("ukraine/usa-2024")] if one.id != "usa-ukr-2024-security" else [one])
    for row in matrix:
        assert len(row.cells) == len(matrix.columns)
        for said in row.cells[0].said:
            data: Any = one.as_written
            for step in said.pointer.steps if said.pointer else ():
                if isinstance(data, dict) and step not in data:
                    break  # a value that is the format's default isn't written
                data = data[step]


# Rows.


def test_rows_are_chosen_by_name_or_group() -> None:
    """A name gives its row, a group all of its rows, a topic the clauses matched on it."""
    two = family()[:2]
    assert [row.name for row in compare(two, rows=["duration"])] == ["duration"]
    assert {row.group for row in compare(two, rows=["emergency"])} == {"emergency"}
    assert {row.group for row in compare(two, rows=["energy"])} == {"energy"}
    groups = compare(two).groups()
    assert list(groups) == [name for name in GROUPS if name != "own"]


def test_an_unknown_row_is_told_the_nearest() -> None:
    """A misspelt row, group or clause names what may be meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'duration'"):
        compare(family()[:2], rows=["durration"])
    with pytest.raises(UnknownNameError, match="did you mean 'emergency'"):
        compare(family()[:2], rows=["emergancy"])
    with pytest.raises(UnknownNameError, match="did you mean 'tribunal/tribunal-core-group'"):
        compare(family(), rows=["tribunal/tribunal-core-grup"])
    with pytest.raises(UnknownNameError):
        whole().select("nowhere")
    assert [row.name for row in compare(family(), rows=["tribunal/tribunal-core-group"])] == [
        "tribunal/tribunal-core-group"
    ]


def test_a_function_adds_a_row() -> None:
    """A function of an agreement is a row: its name, its docstring; words, a number, places, or why there is none."""

    def clause_count(agreement: Agreement) -> int:
        """How many clauses."""
        return len(agreement.clauses)

    def placed(agreement: Agreement) -> list[Said]:
        return [Said("here", path="a", place="II.1")]

    def unknown(agreement: Agreement) -> Unsaid:
        return Unsaid(State.UNKNOWN, "nobody knows")

    def nothing(agreement: Agreement) -> None:
        return None

    own = Feature("parties", "Parties", "own", lambda one: str(len(one.parties)), "How many parties.")
    matrix = compare(family()[:2], rows=["duration", clause_count, placed, unknown, nothing, own])
    assert [row.name for row in matrix] == ["duration", "clause-count", "placed", "unknown", "nothing", "parties"]
    assert matrix.row("clause-count").meaning == "How many clauses."
    assert matrix["clause-count", "ALB"].number == len(family()[0].clauses)
    assert matrix["placed", "ALB"].places == ("II.1",)
    assert (matrix["unknown", "ALB"].state, matrix["unknown", "ALB"].why) == (State.UNKNOWN, "nobody knows")
    assert matrix["nothing", "ALB"].state is State.NOT_COVERED
    assert matrix["parties", "ALB"].value == "2"


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: compare([]), ComparisonError, "nothing to compare"),
        (lambda: compare("a.yaml"), WrongTypeError, "load(path)"),  # type: ignore[arg-type]
        (lambda: compare(["a.yaml"]), WrongTypeError, "load(path)"),  # type: ignore[list-item]
        (lambda: compare(family()[0]), WrongTypeError, "put them into a list"),  # type: ignore[arg-type]
        (lambda: compare(family()[:2], rows="duration"), WrongTypeError, "rows as a list"),
        (lambda: compare(family()[:2], rows=[5]), WrongTypeError, "names of rows"),  # type: ignore[list-item]
        (lambda: compare(family()[:2], rows=[lambda one: [5]]), WrongTypeError, "Said"),  # type: ignore[list-item]
        (lambda: compare([family()[0]] * 2), ComparisonError, "give each a version"),
        (lambda: compare(family()[:2], roles={"a": {"b": "c"}}), ComparisonError, "baseline"),
        (lambda: compare(family()[:2], baseline="AL"), UnknownNameError, "ALB"),
        (lambda: compare(family()[:2], baseline=family()[5]), ComparisonError, "none of the agreements"),
        (lambda: compare(family()[:2], baseline="ALB", roles={"x": {}}), UnknownNameError, "agreement"),
        (lambda: compare(family()[:2], baseline="ALB", roles={"ALB": "BEL"}), WrongTypeError, "roles by"),  # type: ignore[dict-item]
        (lambda: whole()["duration", "USB"], UnknownNameError, "USA"),
        (lambda: whole().ordered(["USA"]), ValueError, "every column once"),
        (lambda: Unsaid(State.STATED), ValueError, "stated"),
    ],
)
def test_what_is_wrong_is_said(call: Any, error: type[Exception], said: str) -> None:
    """A wrong argument is an error of ours that names the way out."""
    with pytest.raises(error) as raised:
        call()
    assert said in str(raised.value)


def test_every_feature_is_declared_whole() -> None:
    """Each feature has a name of its own, a title, a meaning, a known group; what it repeats is there."""
    names = [one.name for one in FEATURES]
    assert len(set(names)) == len(names)
    assert all(one.title and one.meaning.endswith(".") and one.group in GROUPS for one in FEATURES)
    assert {one.echoes for one in FEATURES} <= {*names, ""}


def test_versions_of_one_agreement_have_their_version_in_their_key() -> None:
    """Two versions of one record are columns of their own, and are compared as versions."""
    versions = [example(f"policy/us-weapons-use-2024-05-{day}") for day in (15, 30)]
    matrix = compare(versions, rows=["weapons-use"], baseline=versions[0])
    assert [column.key for column in matrix.columns] == [
        "usa-ukr-weapons-use@2024-05-15",
        "usa-ukr-weapons-use@2024-05-30",
    ]


# Against a baseline.


def _against(cell: Cell) -> Against:
    assert cell.against is not None
    return cell.against


@cache
def against_britain() -> Matrix:
    return compare([example(f"ukraine/{name}-2024") for name in ("gbr", "usa", "deu", "hrv")], baseline="GBR")


def test_effects_are_those_of_the_pairwise_comparison() -> None:
    """Every effect in a cell is a change that `diff` finds between the baseline and that agreement, rule and all."""
    matrix = against_britain()
    for number, column in enumerate(matrix.columns):
        if column.key == matrix.baseline:
            assert all(row.cells[number].against is None for row in matrix)
            continue
        known = {
            (one.rule, one.effect, one.before, one.after)
            for one in diff(example("ukraine/gbr-2024"), column.agreement, peers=True)
        }
        shown = [one for row in matrix for one in _against(row.cells[number]).changes]
        assert len(shown) > 30
        assert {(one.rule, one.effect, one.before, one.after) for one in shown} <= known


def test_the_judgements_on_the_american_meeting() -> None:
    """The softened deadline is weaker, no attacker named is stronger, meeting for consulting can't be told."""
    matrix = against_britain()

    def judged(row: str) -> tuple[str, tuple[str, ...]]:
        against = matrix[row, "USA"].against
        assert against is not None
        return against.effect, against.rules

    assert judged("emergency-softening") == ("weakened", ("deadline",))
    assert judged("emergency-attacker") == ("strengthened", ("events",))
    assert judged("emergency-level") == ("strengthened", ("level",))
    assert judged("emergency-act") == ("cannot be told", ("act",))
    assert judged("emergency-hours") == ("", ())
    assert judged("legal-status") == ("strengthened", ("legal-status",))


def test_no_effect_where_the_pairwise_comparison_pairs_otherwise() -> None:
    """Where side by side the baseline's clause has another answer than in this row, the cell says so, unjudged."""
    matrix = compare(family(), baseline="GBR", rows=["nato-accession", "new-aggression"])
    noted = [
        cell.against for row in matrix for cell in row.cells if cell.against and "another clause" in cell.against.note
    ]
    assert noted
    for against in noted:
        paths = [change.new_path for change in against.changes]
        assert not any(path and path in against.note for path in paths)


def test_roles_are_given_as_to_diff() -> None:
    """Where roles leave it open who stands for whom, the comparison asks; roles by agreement answer."""
    old, usa = example("ukraine/gbr-2024"), example("ukraine/usa-2024")
    new = usa.replace(parties=[*usa.parties, {"id": "CAN", "role": "supporter"}])
    with pytest.raises(ComparisonError, match="can't tell who stands for whom"):
        compare([old, new], baseline=old, rows=["duration"])
    one, two = (
        compare([old, other], baseline=old, rows=["duration"], roles={other.id: {"GBR": "USA"}})["duration", other.id]
        for other in (new, usa)
    )
    assert one.against is not None
    assert one.against == two.against


def test_parties_without_a_counterpart_are_no_hindrance() -> None:
    """A treaty in which nobody stands for the baseline's parties is judged against it all the same."""
    old, new = example("ukraine/gbr-2024"), example("nato/north-atlantic-treaty-1949")
    against = compare([old, new], baseline=old, rows=["duration"])["duration", new.id].against
    assert against is not None
    assert [str(change.effect) for change in against.changes] == ["cannot be told"]


def test_claims_stand_beside_what_they_are_about() -> None:
    """A claim about the softened deadline is in that row and beside the matched clause; it changes no value."""
    matrix = whole()
    rows = [
        row.name
        for row in matrix
        for claim in row.cells[matrix.index("USA")].claims
        if claim.id == "reference-24-hours"
    ]
    assert rows == ["emergency-softening", "new-aggression/emergency-consultation", "new-aggression/consult"]
    assert matrix["emergency-softening", "USA"].value == "where possible"


# Matched clauses.


def test_the_emergency_consultation_is_one_row() -> None:
    """Twenty-seven texts have it, the American meeting among them; Croatia is silent."""
    row = whole().row("new-aggression/emergency-consultation")
    assert row.count == 27
    silent = [column.label for column, cell in zip(whole().columns, row.cells, strict=True) if not cell.said]
    assert silent == ["HRV"]
    assert whole()["new-aggression/emergency-consultation", "HRV"].state is State.SILENT


def test_matched_clauses_against_pairs_labelled_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    """Of pairs labelled as the same most are in one row, of those labelled as different none is.

    What wasn't found isn't told as silence either: the text that seems to lack it is "not matched" there.
    """
    matrix = whole()
    homes = [[_home(matrix, path) for path in pair] for pair in LABELLED["same"]]
    found = sum(one == other for one, other in homes)
    wrong = [pair for pair in LABELLED["different"] if _home(matrix, pair[0]) == _home(matrix, pair[1])]
    with capsys.disabled():
        print(f"\nlabelled pairs: {found} of {len(homes)} found, {len(wrong)} of {len(LABELLED['different'])} wrong")
    assert wrong == []
    assert found >= LEAST_FOUND
    for pair, (one, other) in zip(LABELLED["same"], homes, strict=True):
        if one != other:
            for row, path in ((one, pair[1]), (other, pair[0])):
                if "/alone-" not in row:
                    assert matrix[row, _column(path)].state in (State.NOT_MATCHED, State.STATED), pair


def _column(path: str) -> str:
    return path.partition("/")[0].upper()


def _home(matrix: Matrix, path: str) -> str:
    (row,) = said_in(matrix, _column(path), path.partition("/")[2])
    # What stands in one text alone shares its row with all such clauses, but is matched with none.
    return f"{row}/{path}" if "/alone-" in row else row


def test_matching_doesnt_depend_on_the_order_of_the_agreements() -> None:
    """Shuffled columns give the same rows with the same cells, and the same order of likeness."""
    mixed = list(family())
    random.Random(5).shuffle(mixed)
    matrix, other = whole(), compare(mixed)
    assert sorted(row.name for row in other) == sorted(row.name for row in matrix)
    for row in matrix:
        for column in matrix.columns:
            mine, theirs = matrix[row.name, column.key], other[row.name, column.key]
            assert (mine.state, sorted(one.path for one in mine.said)) == (
                theirs.state,
                sorted(one.path for one in theirs.said),
            )
    assert other.order() == matrix.order()


def test_two_clauses_of_one_text_are_never_one_unless_they_say_the_same() -> None:
    """A row of matched clauses holds different clauses of one agreement only where nothing but their ids differs."""
    for row in whole():
        if row.clause and "/alone-" not in row.name:
            for cell in row.cells:
                assert len({one.value for one in cell.said}) <= 1


# The order of the columns.


def test_texts_from_one_template_stand_side_by_side() -> None:
    """Albania's and Slovenia's texts, and Denmark's and Iceland's, are the likest: each two are neighbours."""
    matrix = whole()
    order = [matrix.columns[matrix.index(key)].label for key in matrix.order()]
    assert abs(order.index("ALB") - order.index("SVN")) == 1
    assert abs(order.index("DNK") - order.index("ISL")) == 1
    labels = [column.label for column in matrix.columns]
    pairs = [(matrix.likeness(one, other), one, other) for one in labels for other in labels if one < other]
    assert {pair[1:] for pair in sorted(pairs)[-2:]} == {("ALB", "SVN"), ("DNK", "ISL")}


def test_what_sets_a_text_apart_is_said() -> None:
    """The Dutch notice of three months, which no other text has, is among what sets it apart."""
    matrix = whole()
    dutch = next(one for one in matrix.apart() if one.column.startswith("nld"))
    assert any(
        sentence.startswith("Ways out: any party may end it with 3 months' notice") for sentence in dutch.sentences
    )
    assert all(one.nearest != one.column and 0 <= one.likeness <= 1 for one in matrix.apart())


def test_a_copy_is_the_nearest_and_differs_in_nothing() -> None:
    """A text and its copy under another partner's name are neighbours, wholly alike, and nothing sets them apart."""
    usa = example("ukraine/usa-2024")
    copy = usa.replace(id="copy")
    matrix = compare([*(example(f"ukraine/{name}-2024") for name in ("deu", "fra", "hrv")), usa, copy])
    assert matrix.likeness(usa.id, "copy") == 1.0
    apart = {one.column: one for one in matrix.apart()}
    assert (apart["copy"].nearest, apart["copy"].sentences) == (usa.id, ())


def test_the_columns_can_be_put_in_order() -> None:
    """`ordered` moves whole columns: cells stay with their agreement."""
    matrix = whole()
    moved = matrix.ordered()
    assert tuple(column.key for column in moved.columns) == matrix.order()
    for row in moved:
        for column in moved.columns:
            assert moved[row.name, column.key] is matrix[row.name, column.key]


@given(st.permutations(range(7)), st.lists(st.integers(0, 100), min_size=7, max_size=7, unique=True))
def test_points_on_a_line_come_out_in_their_order(order: list[int], points: list[int]) -> None:
    """Where likeness falls with the distance on a line, the order found is that of the line, or its reverse."""
    places = [sorted(points)[number] for number in order]
    likeness = [[1 - abs(one - other) / 1000 for other in places] for one in places]
    found = [places[number] for number in best_order(likeness)]
    assert found in (sorted(points), sorted(points, reverse=True))


def test_many_columns_are_ordered_too() -> None:
    """Above the size for which the best order is looked for, every column still stands in the order once."""
    likeness = [[1 - abs(one - other) / 200 for other in range(130)] for one in range(130)]
    assert sorted(best_order(likeness)) == list(range(130))


def test_likeness_counts_what_one_of_two_says_and_both_are_known_for() -> None:
    """Rows both leave silent, rows one isn't known for, and rows in which nobody agrees don't count."""
    rows: list[list[str | None]] = [["a", "a", "b"], ["", "", "c"], ["x", None, "x"], ["y", "", "y"], ["p", "q", "r"]]
    found = likenesses(rows)
    assert found[0][1] == 1 / 2  # the first row is shared, the fourth is not
    assert found[0][2] == 2 / 3  # the third and fourth are shared, the first is not


def test_a_cell_reads_as_its_value_or_its_state() -> None:
    """An empty cell never reads like a value."""
    assert str(Cell(State.SILENT)) == "[silent]"
    assert str(Cell(State.STATED, (Said("a"), Said("b"), Said("a")))) == "a; b"
