"""A matrix in every format: readable, read back unchanged, and harmless whatever stands in the records."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import ROOT, example
from test_cli import run
from test_hostile_files import assert_safe
from test_html import ALLOWED, Reader
from test_matrix import FAMILY, whole
from test_safe_output import parsers, spoilt, tokens

from agreements import Agreement, Matrix, compare
from agreements.errors import MissingLibraryError
from agreements.matrix import Feature, Said, State
from agreements.renderers import MATRICES
from agreements.renderers._matrices import inert

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", '=HYPERLINK("http://evil.example")')
UKRAINE = str(ROOT / "examples/ukraine")


@cache
def small() -> Matrix:
    return compare([example(f"ukraine/{name}-2024") for name in ("gbr", "usa", "hrv")], baseline="GBR")


def hostile(value: str) -> Matrix:
    """Return a matrix whose one cell, title and heading hold a text, beside a number."""
    record = example("ukraine/hrv-2024").replace(title=value)

    def number(agreement: Agreement) -> int:
        return -7

    own = Feature("own", value or "x", "own", lambda one: [Said(value, place=value)] if value else State.SILENT, value)
    return compare([record, example("ukraine/irl-2024")], rows=[own, number])


def shown(name: str, matrix: Matrix, **options: Any) -> str:
    text = MATRICES[name](matrix, **options)
    assert isinstance(text, str)
    return text


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the sheets of a workbook as openpyxl reads them, each cell with its value; none is a formula."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    return {sheet.title: [[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in book}


# Text.


def test_the_text_fits_eighty_columns_and_says_what_is_shared_once() -> None:
    """Twenty-eight agreements in lines of eighty characters: a value, then the partners that share it."""
    text = shown("text", whole())
    assert max(map(len, text.splitlines())) <= 80
    assert "  24 hours (27): ALB, BEL, CAN," in text
    assert "[silent: no clause on a consultation or meeting upon an attack]: HRV" in text
    assert "  27  Emergency consultation [new-aggression/emergency-consultation]" in text
    assert "SVN: most like ALB" in text
    narrow = shown("text", whole(), width=40, full=True, places=True)
    assert max(map(len, narrow.splitlines())) <= 40


def test_rows_that_were_chosen_are_told_in_full() -> None:
    """With `--rows` every judged difference, every place and every clause in one text alone is told."""
    text = shown("text", small(), full=True, places=True)
    assert "USA: deadline softened: within 24 hours → where possible within 24 hours" in " ".join(text.split())
    assert "where possible: USA (II ¶4 s1)" in text
    for row in small():
        if "/alone-" in row.name:
            for cell in row.cells:
                for said in cell.said:
                    assert " ".join(said.value.split())[:30] in " ".join(text.split())


# JSON.


def test_the_json_has_its_schema() -> None:
    """What `compare --format json` prints is valid against schemas/matrix-1.json, with and without a baseline."""
    schema = json.loads((ROOT / "schemas/matrix-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for matrix in (small(), compare([example("ukraine/usa-2024")]), hostile("=1"), whole()):
        data = json.loads(shown("json", matrix))
        jsonschema.Draft202012Validator(schema).validate(data)
        assert [row["name"] for row in data["rows"]] == [row.name for row in matrix]
    cell = json.loads(shown("json", small()))["rows"][7]["cells"]["usa-ukr-2024-security"]
    assert (cell["state"], cell["said"][0]["path"]) == ("stated", "emergency-meeting/when")


# CSV.


def test_the_csv_reads_back_in_duckdb_and_numbers_are_numbers(tmp_path: Path) -> None:
    """DuckDB finds a row a feature and a column an agreement; a row of numbers casts to numbers."""
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "matrix.csv"
    whole().to_csv(file)
    with duckdb.connect() as connection:
        found = connection.read_csv(str(file), header=True, all_varchar=True)
        assert found.columns == ["group", "row", "title", "unit", "agreements", *(one.key for one in whole().columns)]
        query = 'select count(*) from found where "usa-ukr-2024-security" is null'
        assert connection.execute(query).fetchone() == (0,)
        query = "select cast(\"usa-ukr-2024-security\" as integer) from found where row = 'emergency-hours'"
        assert connection.execute(query).fetchone() == (24,)
        query = "select count(*) from found"
        assert connection.execute(query).fetchone() == (len(whole()),)


def test_the_csv_holds_every_state_and_effect() -> None:
    """Why a cell is empty stands in square brackets; against a baseline there are the effect and its rules."""
    lines = list(csv.DictReader(io.StringIO(small().to_csv())))
    by_row = {line["row"]: line for line in lines}
    softening = by_row["emergency-softening"]
    assert softening["gbr-ukr-2024-security"] == "[silent]"
    assert softening["usa-ukr-2024-security effect"] == "weakened"
    assert softening["usa-ukr-2024-security rules"] == "deadline"
    assert "gbr-ukr-2024-security effect" not in softening


@pytest.mark.parametrize("value", FORMULAS)
def test_no_spreadsheet_runs_a_text(value: str) -> None:
    """What would start a formula gets an apostrophe, in CSV and in a workbook; numbers, negative ones too, stay so."""
    matrix = hostile(value)
    lines = list(csv.reader(io.StringIO(matrix.to_csv())))
    cells = [cell for line in lines for cell in line]
    assert all(cell[0] not in "=+@\t\r＝＋＠" for cell in cells if cell)
    assert [cell for cell in cells if cell.startswith("-")] == ["-7", "-7"]
    data = MATRICES["xlsx"](matrix)
    assert isinstance(data, bytes)
    for lines_ in sheets(data).values():
        for cell in (cell for line in lines_ for cell in line):
            assert not isinstance(cell, str) or cell[:1] not in tuple("=+-@\t\r＝＋－＠")
    (numbers,) = [line for line in sheets(data)["matrix"] if line[1] == "number"]
    assert numbers[4:] == [-7, -7]


@given(st.text())
def test_a_made_safe_text_never_starts_a_formula(text: str) -> None:
    """Whatever the text, the first character runs nothing, and no line end is left."""
    made = inert(text)
    assert made[:1] not in {*"=+-@\t\r\n＝＋－＠"}
    assert_safe(made)
    assert "\n" not in made


# Workbooks.


def test_the_workbook_reads_back(tmp_path: Path) -> None:
    """Its sheets hold the matrix, a line a cell, what sets each apart, and a codebook; numbers are numbers."""
    file = tmp_path / "matrix.xlsx"
    small().to_excel(file)
    found = sheets(file.read_bytes())
    assert list(found) == ["matrix", "cells", "apart", "codebook"]
    head, *lines = found["matrix"]
    assert len(lines) == len(small())
    hours = next(line for line in lines if line[1] == "emergency-hours")
    assert hours[head.index("usa-ukr-2024-security")] == 24
    softening = next(line for line in lines if line[1] == "emergency-softening")
    assert softening[head.index("usa-ukr-2024-security: effect")] == "[-] weakened (deadline)"
    cells = found["cells"]
    assert len(cells) == 1 + len(small()) * 3
    place = next(line for line in cells if line[1:3] == ["emergency-hours", "usa-ukr-2024-security"])
    assert (place[cells[0].index("number")], place[cells[0].index("place")]) == (24, "II ¶4 s1")
    codebook = found["codebook"]
    assert [line[1] for line in codebook if line[0] == "row"] == [row.name for row in small()]
    assert {line[1] for line in codebook if line[0] == "state"} == {str(state) for state in State}
    assert [line[1] for line in codebook if line[0] == "agreement"] == [column.key for column in small().columns]


def test_libreoffice_reads_the_workbook(tmp_path: Path) -> None:
    """LibreOffice opens the workbook and finds the same numbers, and text where a formula was tried."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    file = tmp_path / "matrix.xlsx"
    hostile("=1+1").to_excel(file)
    command = [office, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    lines = list(csv.reader(io.StringIO((tmp_path / "matrix.csv").read_text(encoding="utf-8"))))
    assert [line[4:] for line in lines if line[1] == "number"] == [["-7", "-7"]]
    assert [line[4] for line in lines if line[1] == "own"] == ["'=1+1"]


def test_a_workbook_needs_its_extra(tmp_path: Path) -> None:
    """Without openpyxl the error names the extra, and what needs nothing more; no file is touched."""
    code = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "import agreements as ag\n"
        f"matrix = ag.compare([ag.load({str(ROOT / 'examples/ukraine/usa-2024.yaml')!r})], rows=['duration'])\n"
        "try: matrix.to_excel('never.xlsx')\n"
        "except ag.AgreementsError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "agreements[excel]" in done.stdout
    assert not list(tmp_path.iterdir())
    assert issubclass(MissingLibraryError, ImportError)


# Markdown and HTML.


def test_markdown_is_tables_and_nothing_else() -> None:
    """Records full of marks become headings, lists and tables with a cell for every agreement; no link, no picture."""
    for start in range(3):
        records = [spoilt(example(f"ukraine/{name}-2024"), start) for name in ("gbr", "usa")]
        text = shown("markdown", compare(records, baseline=records[0]), places=True)
        _, github = parsers()
        stream = list(tokens(text, github))
        kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in stream}
        assert kinds <= {
            "bullet_list", "em", "heading", "html_inline", "inline", "list_item", "paragraph", "strong", "table",
            "tbody", "td", "text", "text_special", "th", "thead", "tr",
        }  # fmt: skip
        assert {token.content for token in stream if token.type == "html_inline"} <= {"<br>"}
        rows = [line for line in text.splitlines() if line.startswith("| ")]
        assert {len(line.replace("\\|", "").split(" | ")) for line in rows} == {3}
        assert_safe(text)


def test_html_is_escaped_and_loads_nothing() -> None:
    """A page of hostile records has our elements only, all closed, no script, nothing from elsewhere."""
    for start in range(3):
        records = [spoilt(example(f"ukraine/{name}-2024"), start) for name in ("gbr", "usa")]
        matrix = compare(records, baseline=records[0])
        page = matrix.to_html()
        assert page.startswith("<!DOCTYPE html>\n")
        read = Reader(page.replace('<meta charset="utf-8">', ""))
        assert read.names <= ALLOWED | {"html", "head", "title", "body", "h1", "h2"}
        assert read.attributes <= {"class", "colspan", "lang", "scope", "title"}
        assert_safe(page)
        part = Reader(matrix._repr_html_())
        assert part.names <= ALLOWED
        assert part.rows < 80


@pytest.mark.parametrize("name", sorted(set(MATRICES) - {"xlsx"}))
def test_nothing_in_a_record_acts_where_it_is_shown(name: str) -> None:
    """Controls, directions and line ends of a record are codes in every format."""
    records = [spoilt(example(f"ukraine/{one}-2024"), 5) for one in ("gbr", "usa")]
    assert_safe(shown(name, compare(records)).replace("\r\n", "\n"))


def test_escapes_of_workbooks_bring_nothing_back() -> None:
    """A workbook's own escapes, `_x202E_` and the like, are kept as text."""
    data = MATRICES["xlsx"](hostile("a _x202E_ b _x0009_=1"))
    assert isinstance(data, bytes)
    cells = [cell for line in sheets(data)["matrix"] for cell in line if isinstance(cell, str)]
    assert all("_x202E_" not in cell.replace("_x005F_x202E_", "") for cell in cells)


# Arrow.


def test_polars_reads_the_wide_form_and_the_cells() -> None:
    """A row a feature, a column an agreement, all text; in the form of cells the number is a decimal."""
    polars = pytest.importorskip("polars")
    pytest.importorskip("arro3.core")
    frame = polars.DataFrame(small())
    assert frame.columns == ["group", "row", "title", *(column.key for column in small().columns)]
    assert frame.filter(polars.col("row") == "emergency-hours")["usa-ukr-2024-security"].to_list() == ["24 hours"]
    cells = polars.DataFrame(small().cells())
    hours = cells.filter((polars.col("row") == "emergency-hours") & polars.col("number").is_not_null())
    assert hours["number"].to_list() == [Decimal(24), Decimal(24)]
    assert set(cells["state"].to_list()) <= {str(state) for state in State}


# The command.


def test_the_command_compares_a_folder() -> None:
    """`compare FOLDER` shows every record in it; rows, baseline and format are options."""
    done = run("compare", UKRAINE, "--rows", "emergency-hours,duration", "--baseline", "GBR")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("\n== ") == 3
    assert "24 hours (27)" in done.stdout
    data = json.loads(run("compare", UKRAINE, "--rows", "duration", "--format", "json", "--order", "likeness").stdout)
    assert len(data["columns"]) == len(FAMILY)
    assert [column["key"] for column in data["columns"]] == data["order"]


def test_the_command_writes_a_workbook() -> None:
    """`--format xlsx` is bytes on standard output."""
    done = run("compare", UKRAINE, "--rows", "duration", "--format", "xlsx")
    assert sheets(done.stdout_bytes)["matrix"][1][1] == "duration"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rows", "emergancy"], "did you mean 'emergency'?"),
        (["--baseline", "GRB"], "did you mean 'GBR'?"),
        (["--role", "GBR=USA"], "--role needs --baseline"),
        (["--role", "GBR", "--baseline", "GBR"], "--role takes OLD=NEW"),
        (["--role", "GBR=XXX", "--baseline", "GBR"], "a party of none"),
    ],
)
def test_a_wrong_option_is_told_the_way_out(arguments: list[str], said: str) -> None:
    """A misspelt row or baseline names what may be meant; the exit code is 2, and nothing is shown."""
    done = run("compare", UKRAINE, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_the_rows_there_are_can_be_listed() -> None:
    """`--list-rows` names each feature under its group."""
    done = run("compare", "--list-rows")
    assert done.exit_code == 0
    assert "\n  emergency-hours: Within how many hours.\n" in done.stdout
