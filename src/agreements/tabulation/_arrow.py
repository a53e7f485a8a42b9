"""Tables as Arrow capsules, made by arro3-core (https://github.com/kylebarron/arro3), which this module needs.

pyarrow would do it too, at seventeen times the size; nanoarrow refuses every requested schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from arro3.core import Array, DataType, Field, Schema
from arro3.core import Table as ArrowTable

from agreements.errors import RequestedSchemaError
from agreements.tabulation._columns import Column, ColumnType, Value
from agreements.tabulation._table import Table

__all__ = ["schema_capsule", "stream_capsule"]

_TYPES: Final[Mapping[ColumnType, DataType]] = {
    "text": DataType.utf8(),
    "yes-no": DataType.bool(),
    "count": DataType.int64(),
    "amount": DataType.decimal128(24, 6),  # The model's bounds: 18 digits before the point and 6 after it.
    "day": DataType.date32(),
}


def schema_capsule(table: Table) -> object:
    """Return the schema of a table as a capsule."""
    return _schema(table).__arrow_c_schema__()


def stream_capsule(table: Table, requested_schema: object | None) -> object:
    """Return a table as a capsule, in the types requested if there are any.

    Raises:
        RequestedSchemaError: The requested schema has other columns, or a type in which a value would be lost.
    """
    schema = _schema(table)
    arrays = [_array(column, cells) for column, cells in zip(table.columns, table._by_column, strict=True)]
    if requested_schema is not None:
        wanted = _wanted(requested_schema)
        if wanted.names != schema.names:
            raise RequestedSchemaError(f"it hasn't the columns of {table.name!r} in their order")
        arrays = [_cast(array, wanted.field(number)) for number, array in enumerate(arrays)]
        # Only the types are taken over: names, metadata and what may be null are the table's.
        fields = [schema.field(number).with_type(array.type) for number, array in enumerate(arrays)]
        schema = Schema(fields, metadata=schema.metadata)
    return ArrowTable.from_arrays(arrays, schema=schema).__arrow_c_stream__()


def _schema(table: Table) -> Schema:
    return Schema([_field(column) for column in table.columns], metadata={"table": str(table.name)})


def _wanted(requested_schema: object) -> Schema:
    try:
        return Schema.from_arrow_pycapsule(requested_schema)
    except Exception as error:  # Not a capsule, or not one of a schema with columns.
        raise RequestedSchemaError(f"it is no schema of a table: {error}") from error


def _field(column: Column) -> Field:
    metadata = {"description": column.description} | ({"none": column.none} if column.none else {})
    return Field(column.name, _TYPES[column.type], nullable=bool(column.none), metadata=metadata)


def _array(column: Column, cells: tuple[Value, ...]) -> Array:
    match column.type:
        case "text" | "yes-no" | "count":
            return Array(cells, _TYPES[column.type])
        case "amount" | "day":
            # arro3 makes neither from Python's own; from digits and ISO dates it does, without loss.
            return Array([None if cell is None else str(cell) for cell in cells], _TYPES["text"]).cast(
                _TYPES[column.type]
            )


def _cast(array: Array, wanted: Field) -> Array:
    """Return the array in the type wanted, if it comes back unchanged from there.

    A cast of arro3 puts null where a value doesn't fit.
    """
    try:
        cast = array.cast(wanted.type)
        kept = cast.cast(array.type).to_pylist() == array.to_pylist()
    except Exception as error:  # arro3 raises a bare Exception where it knows no such cast.
        raise RequestedSchemaError(f"column {wanted.name!r}: {error}") from error
    if not kept:
        raise RequestedSchemaError(f"column {wanted.name!r} would lose values as {str(wanted.type).strip()}")
    return cast
