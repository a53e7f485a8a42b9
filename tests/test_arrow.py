"""Tables reach polars, pandas, DuckDB and pyarrow through Arrow, with types and without loss."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, ROOT, example
from scheduled import tabled

import agreements.tabulation
from agreements import Table, load, rows
from agreements.errors import AgreementsError, MissingLibraryError, RequestedSchemaError
from agreements.model.money import DecimalText
from agreements.tabulation import Column, ColumnType, Row, TableName

TABLES: tuple[TableName, ...] = get_args(TableName)


def library(name: str, minversion: str | None = None) -> Any:
    """Return a library that reads Arrow; skip where it, or arro3-core, isn't installed."""
    pytest.importorskip("arro3.core")
    return pytest.importorskip(name, minversion=minversion)


def with_polars(table: Table) -> list[dict[str, Any]]:
    polars = library("polars")
    return list(polars.DataFrame(table).to_dicts())


def with_pandas(table: Table) -> list[dict[str, Any]]:
    library("pyarrow")
    pandas = library("pandas", minversion="3")
    frame = pandas.DataFrame.from_arrow(table).astype(object)
    return list(frame.where(frame.notna(), None).to_dict("records"))


def with_duckdb(table_: Table) -> list[dict[str, Any]]:
    duckdb = library("duckdb")
    with duckdb.connect() as connection:
        found = connection.sql("select * from table_")  # DuckDB looks the name up among our variables.
        return [dict(zip(found.columns, line, strict=True)) for line in found.fetchall()]


def with_pyarrow(table: Table) -> list[dict[str, Any]]:
    pyarrow = library("pyarrow")
    return list(pyarrow.table(table).to_pylist())


READERS = pytest.mark.parametrize("read", [with_polars, with_pandas, with_duckdb, with_pyarrow])
Reader = Callable[[Table], list[dict[str, Any]]]


def as_text(row: dict[str, Any]) -> Row:
    """Write typed values as the dicts have them."""
    return {name: _as_text(value) for name, value in row.items()}


def _as_text(value: object) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float():  # pandas makes one of a whole number where another row has none
            return str(int(value)) if value.is_integer() else None
        case Decimal():
            return str(DecimalText(f"{value:f}"))
        case date():
            return value.isoformat()
        case _:
            raise AssertionError(f"{value!r} is of no type a column has")


def family() -> list[Any]:
    return [load(path) for path in EXAMPLES]


@READERS
@pytest.mark.parametrize("name", TABLES)
def test_the_same_rows_as_the_dicts(read: Reader, name: TableName) -> None:
    """What each library reads is, written as text, what the dicts say: the same rows, columns and order."""
    table = tabled(family(), name)
    found = read(table)
    assert len(found) > 5
    assert [as_text(row) for row in found] == list(table)
    assert [list(row) for row in found[:1]] == [[column.name for column in table.columns]]


def test_pandas_makes_a_frame_of_the_dicts_too() -> None:
    """`pandas.DataFrame(table)` needs no Arrow and holds text."""
    pandas = pytest.importorskip("pandas")
    table = rows(family(), "commitments")
    frame = pandas.DataFrame(table).astype(object)
    assert frame.where(frame.notna(), None).to_dict("records") == list(table)


def test_polars_from_arrow_makes_structures() -> None:
    """`polars.from_arrow` can't know that the structures are rows; unnested they are the same table."""
    polars = library("polars")
    table = rows(family(), "events")
    assert polars.from_arrow(table).struct.unnest().equals(polars.DataFrame(table))


@READERS
@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table(read: Reader, name: TableName) -> None:
    """A table without rows is read as one."""
    assert read(tabled([], name)) == []


@READERS
def test_types(read: Reader) -> None:
    """Counts are integers, amounts decimals, days dates, yes and no booleans; what has a third answer stays text."""
    [usa] = read(rows(example("ukraine/usa-2024"), "agreements"))
    assert usa["clauses"] == len(example("ukraine/usa-2024").clauses)
    money = next(row for row in read(rows(example("ukraine/gbr-2024"), "commitments")) if row["currency"])
    assert money["amount_max"] == Decimal(2_500_000_000)
    assert isinstance(money["amount_max"], Decimal)
    assert (money["earliest"], money["latest"]) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (money["conditional"], money["binds"]) == (False, "no")


def test_an_empty_table_keeps_its_types() -> None:
    """The schema doesn't depend on the rows."""
    pyarrow = library("pyarrow")
    for name in TABLES:
        assert pyarrow.table(tabled([], name)).schema.equals(pyarrow.table(tabled(family(), name)).schema, True)
        assert pyarrow.schema(tabled([], name)).equals(pyarrow.table(tabled([], name)).schema, True)


def test_columns_are_described_in_the_schema() -> None:
    """The fields' metadata says what a column means and what null means; a column always filled isn't nullable."""
    pyarrow = library("pyarrow")
    for name in TABLES:
        schema = pyarrow.schema(tabled([], name))
        assert schema.metadata == {b"table": name.encode()}
        for field, column in zip(schema, tabled([], name).columns, strict=True):
            assert field.metadata[b"description"].decode() == column.description
            assert field.metadata.get(b"none", b"").decode() == column.none
            assert field.nullable is bool(column.none)


@given(
    st.lists(
        st.tuples(
            st.none() | st.from_regex(r"\A[0-9]{1,18}(\.[0-9]{1,6})?\Z").map(DecimalText),
            st.none() | st.dates(),
            st.none() | st.text(),
            st.booleans(),
            st.integers(0, 2**63 - 1),
        )
    )
)
def test_nothing_is_lost(cells: list[tuple[Any, ...]]) -> None:
    """Every amount a record can hold, every day, text and count comes back equal."""
    pyarrow = library("pyarrow")
    types: tuple[ColumnType, ...] = ("amount", "day", "text", "yes-no", "count")
    assert set(types) == set(get_args(ColumnType))
    columns = tuple(Column(kind, "", "nothing", kind) for kind in types)
    table = Table("commitments", columns, tuple(cells))
    assert [tuple(row.values()) for row in pyarrow.table(table).to_pylist()] == cells
    assert [as_text(row) for row in pyarrow.table(table).to_pylist()] == list(table)


class Handed:
    """A capsule handed on as it is, whoever asks."""

    def __init__(self, capsule: object) -> None:
        self.capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.capsule


def test_a_capsule_is_read_once_a_table_again_and_again() -> None:
    """A capsule that was read is refused the second time; the table makes a new one at each call."""
    pyarrow = library("pyarrow")
    table = rows(example("ukraine/usa-2024"), "parties")
    capsule = table.__arrow_c_stream__()
    assert pyarrow.table(Handed(capsule)).num_rows == 2
    with pytest.raises(pyarrow.ArrowInvalid, match="released"):
        pyarrow.table(Handed(capsule))
    assert pyarrow.table(table) == pyarrow.table(table)


def test_a_capsule_that_nobody_reads_is_released() -> None:
    """Capsules dropped unread, and read ones, give their memory back."""
    psutil = pytest.importorskip("psutil")
    pyarrow = library("pyarrow")
    text = "x" * 1_000_000
    table = Table("commitments", (Column("a", "", "nothing"),), ((text,), (text,)))
    process = psutil.Process()

    def use() -> None:
        table.__arrow_c_stream__()
        table.__arrow_c_schema__()
        pyarrow.table(table)

    for _ in range(10):  # What is set up once, and what allocators keep, isn't counted.
        use()
    gc.collect()
    before = process.memory_info().rss
    for _ in range(150):
        use()
    gc.collect()
    # Two megabytes a capsule: 300 of them kept would be 600.
    assert process.memory_info().rss - before < 100_000_000


def requested(table: Table, schema: Any) -> Any:
    pyarrow = library("pyarrow")
    return pyarrow.table(Handed(table.__arrow_c_stream__(schema.__arrow_c_schema__())))


def test_a_requested_schema_is_kept_to() -> None:
    """Types that the consumer would rather have are given where every value survives; the rest of the schema stays."""
    pyarrow = library("pyarrow")
    table = rows(example("ukraine/gbr-2024"), "commitments")
    own = pyarrow.table(table)
    wanted = pyarrow.schema(
        field.with_type(
            {
                pyarrow.string(): pyarrow.large_string(),
                pyarrow.date32(): pyarrow.timestamp("us"),
                pyarrow.bool_(): pyarrow.int8(),
                pyarrow.decimal128(24, 6): pyarrow.float64(),
            }[field.type]
        )
        for field in own.schema
    )
    found = requested(table, wanted)
    assert found.schema.equals(wanted.with_metadata({"table": "commitments"}), True)
    assert found.cast(own.schema) == own
    assert requested(table, own.schema).equals(own, True)
    words = wanted.set(3, pyarrow.field("bearer", pyarrow.dictionary(pyarrow.int32(), pyarrow.string())))
    assert requested(table, words)["bearer"].to_pylist() == own["bearer"].to_pylist()


def test_a_requested_schema_that_would_lose_something_is_refused() -> None:
    """Other columns, another order, and types in which a value would be lost are refused, with what is wrong."""
    pyarrow = library("pyarrow")
    table = rows(family(), "commitments")
    own = pyarrow.schema(table)

    def with_type(name: str, kind: Any) -> Any:
        return own.set(own.get_field_index(name), own.field(name).with_type(kind))

    for wanted, reason in (
        (pyarrow.schema([]), "columns of 'commitments'"),
        (pyarrow.schema(list(own)[::-1]), "columns of 'commitments'"),
        (with_type("agreement", pyarrow.int64()), "column 'agreement' would lose values"),
        (with_type("amount_max", pyarrow.float32()), "column 'amount_max' would lose values"),
        (with_type("amount_max", pyarrow.decimal128(6, 0)), "column 'amount_max' would lose values"),
        (with_type("earliest", pyarrow.bool_()), "column 'earliest': "),
        (pyarrow.int64(), "no schema of a table"),
    ):
        with pytest.raises(RequestedSchemaError, match=reason):
            requested(table, wanted)
    with pytest.raises(RequestedSchemaError, match="no schema of a table"):
        table.__arrow_c_stream__("no capsule")


def test_without_arro3_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where arro3-core isn't installed, the error says what to install; the dicts need nothing."""
    table = rows(example("ukraine/usa-2024"), "parties")
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "agreements.tabulation._arrow", raising=False)
        patch.delattr(agreements.tabulation, "_arrow", raising=False)
        patch.setitem(sys.modules, "arro3.core", None)
        for ask in (table.__arrow_c_stream__, table.__arrow_c_schema__):
            with pytest.raises(
                MissingLibraryError, match=r"pip install 'agreements\[arrow\]'; list\(table\)"
            ) as caught:
                ask()
            assert (caught.value.library, caught.value.extra) == ("arro3-core", "arrow")
            assert isinstance(caught.value, AgreementsError)
            assert isinstance(caught.value, ImportError)
        assert len(list(table)) == 2
        patch.setitem(sys.modules, "agreements.tabulation._arrow", None)
        with pytest.raises(ModuleNotFoundError, match=r"agreements\.tabulation\._arrow"):
            table.__arrow_c_stream__()


def test_rows_import_no_library_of_tables() -> None:
    """Making and reading rows imports none of the libraries that read Arrow, nor the one that writes it."""
    program = (
        "import sys, agreements as ag; list(ag.rows(ag.load(sys.argv[1]), 'commitments'));"
        "print({'arro3', 'pyarrow', 'polars', 'pandas', 'duckdb', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "examples/ukraine/gbr-2024.yaml")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "set()"
