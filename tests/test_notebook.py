"""The example notebook runs from a fresh copy and says what the records say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from material import ROOT, example

from agreements import load_all, rows

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


def read(path: Path) -> Any:
    nbformat = pytest.importorskip("nbformat")
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    return book


def test_it_is_kept_without_outputs() -> None:
    """The notebook as kept is valid and holds no output, no count, and nothing of the machine it was made on."""
    book = read(NOTEBOOK)
    assert set(book.metadata) == {"kernelspec", "language_info"}
    for cell in book.cells:
        assert cell.metadata == {}
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)


@pytest.fixture(name="shown", scope="module")
def _shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What each cell shows, by the cell's id, after a run in a copy of examples/."""
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("polars")
    pytest.importorskip("arro3.core")
    folder = tmp_path_factory.mktemp("notebook") / "examples"
    shutil.copytree(NOTEBOOK.parent, folder)
    book = read(folder / NOTEBOOK.name)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all([output.output_type for output in cell.outputs] == ["execute_result"] for cell in cells)
    return {cell.id: dict(cell.outputs[0].data) for cell in cells}


def test_values_show_as_html(shown: dict[str, dict[str, str]]) -> None:
    """The record and the comparison show as our HTML."""
    assert example("ukraine/usa-2024").title in shown["record"]["text/html"]
    assert "deadline softened" in shown["diff"]["text/html"]


def test_money_stands_as_stated(shown: dict[str, dict[str, str]]) -> None:
    """Every commitment with an amount has its row, with the amount and the currency of its text."""
    stated = [row for row in rows(load_all(str(ROOT / "examples/ukraine")), "commitments") if row["amount"]]
    assert f"shape: ({len(stated)}, " in shown["money"]["text/plain"]
    assert len({row["currency"] for row in stated}) > 1
    for row in stated:
        assert f"<td>&quot;{row['amount']}&quot;</td>" in shown["money"]["text/html"]


def test_what_is_said_of_the_emergency_clauses(shown: dict[str, dict[str, str]]) -> None:
    """Every text but Croatia's names 24 hours from an unstated start; the American alone softens them."""
    family = list(load_all(str(ROOT / "examples/ukraine")))
    assert f"over {len(family)} of them" in words("title")
    within = {
        (row["agreement"], row["softened_by"], row["runs_from"])
        for row in rows(family, "commitments")
        if row["period"] == "PT24H" and row["topic"] == "response-to-aggression"
    }
    american = "usa-ukr-2024-security"
    croatian = "hrv-ukr-2024-cooperation"
    assert within == {
        (agreement.id, "where-possible" if agreement.id == american else None, "unstated")
        for agreement in family
        if agreement.id != croatian
    }
    for agreement in family:
        assert (agreement.id in shown["emergency"]["text/html"]) is (agreement.id != croatian)
        assert agreement.id in shown["missing"]["text/html"]


def test_what_is_said_of_the_help(shown: dict[str, dict[str, str]]) -> None:
    """Most of those that help after an attack would or will provide it, each in the row of its word."""
    found: dict[str, set[str]] = {}
    for row in rows(load_all(str(ROOT / "examples/ukraine")), "commitments"):
        if row["topic"] == "response-to-aggression" and row["conditional"] and row["act"] == "provide":
            found.setdefault(str(row["modal"]), set()).add(str(row["agreement"]).partition("-")[0])
    for partners in found.values():
        assert f"<td>&quot;{' '.join(sorted(partners))}&quot;</td>" in shown["help"]["text/html"]
    assert {"would", "will"} == set(sorted(found, key=lambda word: len(found[word]))[-2:])


def words(id: str) -> str:
    """The text of a cell."""
    return str(next(cell.source for cell in read(NOTEBOOK).cells if cell.id == id))
