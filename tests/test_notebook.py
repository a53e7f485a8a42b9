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
    """Four texts name 24 hours from an unstated start, of which one softens them; Croatia's has no such clause."""
    family = list(load_all(str(ROOT / "examples/ukraine")))
    within = {
        (row["agreement"], row["softened_by"], row["runs_from"])
        for row in rows(family, "commitments")
        if row["period"] == "PT24H" and row["topic"] == "response-to-aggression"
    }
    assert within == {
        ("deu-ukr-2024-security", None, "unstated"),
        ("eu-ukr-2024-security", None, "unstated"),
        ("gbr-ukr-2024-security", None, "unstated"),
        ("usa-ukr-2024-security", "where-possible", "unstated"),
    }
    for agreement in family:
        croatian = agreement.id == "hrv-ukr-2024-cooperation"
        assert (agreement.id in shown["emergency"]["text/html"]) is not croatian
        assert agreement.id in shown["missing"]["text/html"]
