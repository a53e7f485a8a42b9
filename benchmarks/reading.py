"""Reading: JSON against a bare model and other checkers, YAML against other loaders, many records lazily."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from _measure import EXAMPLES, interleaved, library, table, timed, title
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from agreements import Agreement, load, load_all, parse
from agreements.model import FrozenMap, Record
from agreements.model._base import Term
from agreements.reading._yaml import build_yaml
from agreements.schema import build_schema

FILES = ("ukraine/usa-2024", "nato/north-atlantic-treaty-1949")
RECORDS = 20_000


def bare_agreement() -> type[BaseModel]:
    """Return a model of the same fields, tags, words, patterns and lengths as ours, closed and frozen like it.

    It has none of our own checks: no reasons for absence, no sets that are sorted, no grammar of places and periods.
    """
    known: dict[str, type[BaseModel] | None] = {}
    whole = _bare_model(Agreement, known)
    for model in known.values():
        assert model is not None
        model.model_rebuild(_types_namespace=known)
    return whole


def _bare_model(record: type[Record], known: dict[str, type[BaseModel] | None]) -> Any:
    name = f"Bare{record.__name__}"
    if name in known:
        return known[name] or name  # a text stands for what is still being made
    known[name] = None
    fields: dict[str, Any] = {}
    for own, info in record.model_fields.items():
        tag = {"discriminator": info.discriminator} if info.discriminator else {}
        default = ... if info.is_required() else None
        fields[own] = (_limited(_bare(info.annotation, known), info.metadata), Field(default, alias=info.alias, **tag))
    known[name] = create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **fields)
    return known[name]


def _limited(plain: Any, declared: Iterable[Any]) -> Any:
    kept = tuple(one for one in declared if not isinstance(one, AfterValidator))
    return Annotated[(plain, *kept)] if kept else plain


def _bare(kind: Any, known: dict[str, type[BaseModel] | None]) -> Any:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _limited(_bare(inside[0], known), inside[1:])
    if origin is FrozenMap:
        return dict[str, str]
    if origin is Literal:
        return kind
    if origin in (Union, UnionType):
        return Union[tuple(_bare(one, known) for one in inside)]  # noqa: UP007
    if origin is tuple:
        return tuple[_bare(inside[0], known), ...]
    if isinstance(kind, type) and issubclass(kind, Record):
        return _bare_model(kind, known)
    if kind is type(None) or (isinstance(kind, type) and issubclass(kind, Term)):
        return kind
    return str


def read_json(name: str) -> None:
    text = json.dumps(load(EXAMPLES / f"{name}.yaml").as_written, ensure_ascii=False)
    title(f"JSON to a record: {name}, {len(text)} characters")
    same = bare_agreement()
    work: dict[str, Callable[[], object]] = {
        "bare model of the same shape": lambda: same.model_validate_json(text),
        "Agreement.model_validate_json": lambda: Agreement.model_validate_json(text),
        "agreements.parse, with positions": lambda: parse(text, "json"),
        "json.loads": lambda: json.loads(text),
    }
    schema = build_schema()
    if orjson := library("orjson"):
        work["orjson.loads"] = lambda: orjson.loads(text)
    if jsonschema_rs := library("jsonschema_rs", "jsonschema-rs"):
        quick = jsonschema_rs.validator_for(schema)
        work["json.loads + jsonschema-rs"] = lambda: quick.validate(json.loads(text))
    if jsonschema := library("jsonschema"):
        checker = jsonschema.Draft202012Validator(schema)
        work["json.loads + jsonschema"] = lambda: checker.validate(json.loads(text))
    timed(interleaved(work, rounds=31), "bare model of the same shape")


def read_yaml(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    title(f"YAML: {name}, {len(text)} characters")
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is None:
        print("left out: CSafeLoader, because PyYAML was built without libyaml\n")
        return
    work: dict[str, Callable[[], object]] = {
        "CSafeLoader": lambda: yaml.load(text, Loader=fast),
        "ours, data with positions": lambda: build_yaml(text),
        "ours, record with positions": lambda: parse(text),
    }
    if ruamel := library("ruamel.yaml"):
        work["ruamel.yaml round trip"] = lambda: ruamel.YAML(typ="rt").load(text)
    timed(interleaved(work, rounds=9), "CSafeLoader")


def lines(number: int) -> Iterator[str]:
    """Yield so many records as lines of JSON, the shipped ones over and over."""
    shipped = [record.as_written for record in load_all(EXAMPLES)]
    for count in range(number):
        written = shipped[count % len(shipped)]
        yield json.dumps({**written, "id": f"{written['id']}-{count}"}, ensure_ascii=False) + "\n"


def read_lazily() -> None:
    """Print the memory of a process that reads a long file, after more and more records."""
    title(f"{RECORDS:,} records of one .jsonl file, one at a time")
    if library("psutil") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "many.jsonl"
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(lines(RECORDS))
        print(f"the file has {file.stat().st_size / 1e6:.0f} MB\n")
        done = subprocess.run(
            [sys.executable, __file__, "--lazily", str(file)], check=True, capture_output=True, text=True
        )
    table(("records read", "memory, MB", "seconds"), json.loads(done.stdout))


def lazily(file: str) -> None:
    psutil = library("psutil")
    assert psutil is not None
    process, start, rows = psutil.Process(), time.process_time(), []
    for count, _ in enumerate(load_all(file), 1):
        if count in (100, 1_000, 5_000, 10_000, RECORDS):
            rows.append((f"{count:,}", f"{process.memory_info().rss / 1e6:.0f}", f"{time.process_time() - start:.1f}"))
    print(json.dumps(rows))


def collect_garbage(number: int = 1_000) -> None:
    """Print what reading costs with the collector on, and with it off or put aside."""
    title(f"{number:,} records, read with Python's collector at work or not")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "some.jsonl"
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(lines(number))

        def kept() -> None:
            assert len(list(load_all(file))) == number

        def frozen() -> None:
            found = []
            for count, record in enumerate(load_all(file)):
                found.append(record)
                if count % 100 == 0:
                    gc.freeze()
            gc.unfreeze()

        def off() -> None:
            gc.disable()
            try:
                kept()
            finally:
                gc.enable()

        work: dict[str, Callable[[], object]] = {
            "kept in a list, collector off": off,
            "kept in a list, gc.freeze() every 100": frozen,
            "kept in a list": kept,
            "none kept": lambda: sum(1 for _ in load_all(file)),
        }
        timed(interleaved(work, rounds=3), "kept in a list, collector off")


def main() -> None:
    for name in FILES:
        read_json(name)
    for name in FILES:
        read_yaml(name)
    collect_garbage()
    read_lazily()


if __name__ == "__main__":
    lazily(sys.argv[2]) if "--lazily" in sys.argv else main()
