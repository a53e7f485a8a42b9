"""Records become flat tables whose columns are described and whose rows hold text or nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any, get_args

import pytest

from agreements.errors import UnknownNameError
from agreements.model import Agreement
from agreements.reading import parse
from agreements.tabulation import Row, TableName, columns, rows

RECORD = """
format: agreement/1
id: sample
title: A sample
instrument: agreement
text: official
sources: [{id: official, type: official-text, title: The text}, {id: press, type: press, title: A paper}]
parties: [{id: USA, role: supporter}, {id: UKR, role: supported}]
actors: [{id: allies, role: partner, name: Allies}]
parts:
- {id: body, legal_status: {status: binding, basis: inferred}}
- {id: annex, legal_status: {status: unclear, basis: inferred}}
coverage: {training: complete, energy: partial}
actions:
- {act: signature, by: [UKR, USA], date: "2024-06-13", place: Bari, signers: [{party: USA, name: A. Person}], at: final}
- {act: notification, by: [USA]}
duration: {rule: term, length: P10Y, runs_from: signature}
clauses:
- {id: law, kind: limitation, topic: implementation, applies_to: whole-text, subject_to: [domestic-law], summary: Law.}
- id: aid
  kind: commitment
  topic: training
  act: fund
  bearers: [UKR, USA, allies]
  beneficiaries: [UKR]
  modal: shall
  amount: {rule: money, qualifier: nearly, value: "2500000000", currency: USD,
    over: "2024", stage: pledged, part_of: all}
  quantity: {number: "12", qualifier: at-least, unit: aircraft}
  recurrence: {rule: every, every: P1Y, at_least: at-least}
  at: II.4
- id: rough
  kind: commitment
  topic: training
  part: annex
  act: fund
  modal: shall
  amount: {rule: money, qualifier: about, value: "5.50", currency: EUR, per: year}
  deadline: {by: "2025-12"}
  recurrence: {rule: between, shortest: P1M, longest: P2M}
  cite: [{source: press, at: "3"}]
- {id: share, kind: commitment, topic: energy, act: fund, modal: will, condition: If so.,
   amount: {rule: share-of-gdp, percent: "0.25"}, recurrence: {rule: regularly}}
- {id: like, kind: commitment, topic: energy, act: fund, modal: may, amount: {rule: like, to: aid}}
- id: emergency
  kind: trigger
  topic: response-to-aggression
  when: [{event: armed-attack, against: [UKR]}]
  other_readings: [{when: [{event: aggression}], why: It can be read so.}]
  responses:
  - {act: consult, bearers: [each-party], modal: will, subject_to: [as-appropriate],
     deadline: {within: PT24H, runs_from: unstated, softened_by: [where-possible]}}
"""


@pytest.fixture(name="record")
def _record() -> Agreement:
    result = parse(RECORD.replace("If so.", "If so"))
    assert result.agreement is not None, result.findings
    return result.agreement


def commitment(record: Agreement, clause: str, bearer: str | None = None) -> Row:
    [row] = [row for row in rows(record, "commitments") if row["clause"] == clause and row["bearer"] == bearer]
    return row


@pytest.mark.parametrize("table", get_args(TableName))
def test_every_row_has_every_column_in_order(record: Agreement, table: TableName) -> None:
    """Rows have exactly the described columns, in their order; None stands only where its meaning is described."""
    heads = columns(table)
    assert all(head.description.endswith(".") for head in heads)
    filled = {head.name for head in heads if not head.none}
    asked: dict[str, Any] = {"as_of": date(2026, 3, 4)} if table == "deadlines" else {}
    found = rows([record, record], table, **asked)
    assert found
    for row in found:
        assert list(row) == [head.name for head in heads]
        assert all(value is None or isinstance(value, str) for value in row.values())
        assert all(row[name] is not None for name in filled)


def test_one_row_per_bearer(record: Agreement) -> None:
    """A commitment of three bearers has three rows, each with what the bearer is."""
    found = {row["bearer"]: row["bearer_kind"] for row in rows(record, "commitments") if row["clause"] == "aid"}
    assert found == {"UKR": "state", "USA": "state", "allies": "partner"}


def test_nobody_named(record: Agreement) -> None:
    """Where the text names nobody, bearer and bearer_kind are None."""
    assert commitment(record, "rough")["bearer_kind"] is None


def test_amount_nearly(record: Agreement) -> None:
    """Nearly an amount bears no least and a greatest amount; the words are kept."""
    row = commitment(record, "aid", "USA")
    assert (row["amount_min"], row["amount_max"]) == (None, "2500000000")
    assert (row["amount"], row["currency"], row["qualifier"]) == ("nearly USD 2500000000", "USD", "nearly")
    assert (row["stage"], row["part_of"], row["earliest"], row["latest"]) == (
        "pledged", "all", "2024-01-01", "2024-12-31",
    )  # fmt: skip
    assert (row["quantity"], row["unit"], row["recurrence"]) == ("at-least 12", "aircraft", "at least every P1Y")


def test_amount_about(record: Agreement) -> None:
    """About an amount bears neither bound; the place comes from the citation where the text gives none."""
    row = commitment(record, "rough")
    assert (row["amount_min"], row["amount_max"], row["amount"]) == (None, None, "about EUR 5.5 per year")
    assert (row["place"], row["source"], row["place_in_source"]) == (None, "press", "3")
    assert (row["earliest"], row["latest"], row["recurrence"]) == (None, "2025-12-31", "every P1M to P2M")


def test_shares_and_likenesses(record: Agreement) -> None:
    """A share of GDP and an amount like another one have no currency."""
    share, like = commitment(record, "share"), commitment(record, "like")
    assert (share["share_of_gdp"], share["amount"], share["currency"]) == ("0.25", "0.25% of GDP", None)
    assert (share["conditional"], share["recurrence"]) == ("yes", "regularly")
    assert (like["amount"], like["conditional"]) == ("comparable to aid", "no")


def test_binding_is_three_valued(record: Agreement) -> None:
    """What shall be done binds in a binding part, can't be told in an unclear one; what may be done doesn't bind."""
    assert commitment(record, "aid", "USA")["binds"] == "yes"
    assert commitment(record, "rough")["binds"] == "cannot be told"
    assert commitment(record, "like")["binds"] == "no"


def test_a_response_stands_with_its_trigger(record: Agreement) -> None:
    """What a trigger sets off is a conditional commitment, under the hedges of limitations too."""
    row = commitment(record, "emergency/consult", "each-party")
    assert (row["conditional"], row["period"], row["bearer_kind"]) == ("yes", "PT24H", "each-party")
    assert (row["softened_by"], row["runs_from"]) == ("where-possible", "unstated")
    assert row["hedges"] == "as-appropriate; domestic-law"


def test_other_tables(record: Agreement) -> None:
    """Agreements, parties, clauses and events are tabled with their dates and states."""
    [agreement] = rows(record, "agreements")
    assert (agreement["duration"], agreement["length"], agreement["signed"]) == ("term", "P10Y", "2024-06-13")
    assert (agreement["covered_completely"], agreement["covered_partly"]) == ("training", "energy")
    assert [row["kind"] for row in rows(record, "parties")] == ["state", "state"]
    assert [row["ambiguous"] for row in rows(record, "clauses")][-1] == "yes"
    assert [(row["by"], row["signers"]) for row in rows(record, "events")] == [
        ("UKR", None), ("USA", "A. Person"), ("USA", None),
    ]  # fmt: skip


def test_a_bare_record_has_rows() -> None:
    """A record without clauses, dates or parts makes one row, with nothing invented."""
    head = "\n".join(RECORD.splitlines()[:8])
    agreement = parse(head).agreement
    assert agreement is not None
    [row] = rows(agreement, "agreements")
    assert (row["status"], row["duration"], row["signed"]) == (None, None, None)


def test_a_table_is_a_value(record: Agreement) -> None:
    """Tables of the same rows are equal and hash alike; a row changed by its reader changes no table."""
    table = rows(record, "parties")
    assert table == rows([record], "parties")
    assert hash(table) == hash(rows(record, "parties"))
    assert table != rows([record, record], "parties")
    table[0]["party"] = "changed"
    assert table[0]["party"] == "USA"


def test_a_table_is_indexed(record: Agreement) -> None:
    """A number gives a row, a slice a table; there are as many rows as it says."""
    table = rows(record, "commitments")
    assert (len(table), table[0]["clause"], table[-1]["clause"]) == (7, "aid", "emergency/consult")
    assert list(table[1:3]) == [table[1], table[2]]
    assert table[1:3].columns == table.columns == columns("commitments")
    assert repr(table[:0]) == "<Table 'commitments': 0 rows, 38 columns>"
    assert not table[:0]
    assert table[0] in table
    with pytest.raises(IndexError):
        table[7]


def test_a_table_writes_csv(record: Agreement) -> None:
    """The standard library's csv writes the rows as they are and reads the same back, None as an empty field."""
    table = rows(record, "commitments")
    file = io.StringIO()
    writer = csv.DictWriter(file, [column.name for column in table.columns])
    writer.writeheader()
    writer.writerows(table)
    file.seek(0)
    assert list(csv.DictReader(file)) == [{name: text or "" for name, text in row.items()} for row in table]


def test_unknown_table(record: Agreement) -> None:
    """A table that isn't there is refused with a name that is."""
    with pytest.raises(UnknownNameError, match="did you mean 'clauses'"):
        rows(record, "clause")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="there is no table"):
        columns("zzz")  # type: ignore[arg-type]
