"""What is fuzzed: one function a target, which takes bytes and lets everything unexpected out.

`python fuzz/targets.py TARGET [libFuzzer's options] [folders of inputs]` runs one of them until it fails or its time is
up; `fuzz/run.py` runs all. A target catches only what its contract promises (`InvalidValueError` for a text that is no
value); anything else, RecursionError and MemoryError among it, is a crash. The slowest input is kept in the file that
the environment's FUZZ_SLOWEST names, with its time beside it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import atheris

# PyYAML's own scanner is watched only where it is what is fuzzed: it also writes records, and watching makes it slow.
with atheris.instrument_imports(include=["agreements", *(["yaml"] if "pure" in sys.argv[1:2] else [])]):
    import yaml

    from agreements.checking import judge
    from agreements.comparison import diff
    from agreements.errors import ComparisonError, DateOutOfRangeError, InvalidValueError
    from agreements.model import Agreement, Chronology, Place, TermsOfOffice
    from agreements.pointer import Pointer
    from agreements.reading import _yaml, parse
    from agreements.reading._json import build_json
    from agreements.renderers import DIFFS, FINDINGS, SHOWS
    from agreements.rules import Beside
    from agreements.timing import PartialDate, Period
    from agreements.timing.instants import Instant, Reading
    from agreements.tracking import schedule, status
    from agreements.writing import plain, rewrite, write

__all__ = ["TARGETS"]

ROOT: Final = Path(__file__).resolve().parent.parent
# What we refuse and the standard library doesn't, or only at some depth.
_STRICTER: Final = frozenset({"null-value", "not-finite", "duplicate-key", "lone-surrogate", "too-deep", "too-many"})
_CONTROLS: Final = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F))))


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def _printable(text: str) -> None:
    assert _CONTROLS.isdisjoint(text), "a control character reaches the terminal"
    text.encode("utf-8")


def _whole_way(data: bytes, format: Any) -> None:
    """Read, judge, show, write and read again."""
    result = parse(data, format, name="fuzz")
    report = judge(result)
    assert (result.document is None) <= bool(result.findings), "refused without a finding"
    assert all(finding.rule != "rule-crashed" for finding in report.findings), report.findings
    assert all(result.spans[pointer] for pointer in result.spans)
    _printable(FINDINGS["text"](report))
    json.loads(FINDINGS["json"](report))
    if result.agreement is not None:
        _record(result.agreement, format)


def _record(agreement: Agreement, *formats: Any) -> None:
    _printable(SHOWS["text"](agreement))
    for format in formats:
        again = parse(write(agreement, format), format)
        assert again.agreement == agreement, f"{format}: {again.findings}"
    assert diff(agreement, agreement).same


def fuzz_yaml(data: bytes) -> None:
    """A YAML file, through libyaml."""
    _whole_way(data, "yaml")


def fuzz_pure(data: bytes) -> None:
    """A YAML file, through PyYAML's own scanner, which is used where libyaml isn't."""
    compiled, _yaml._Loader = _yaml._Loader, yaml.Loader
    try:
        _whole_way(data, "yaml")
    finally:
        _yaml._Loader = compiled


def fuzz_json(data: bytes) -> None:
    """A JSON file; the verdict is that of the standard library, but for what is refused by name."""
    _whole_way(data, "json")
    tree = build_json(_text(data))
    if {finding.rule for finding in tree.findings} & _STRICTER:
        return
    try:
        expected = json.loads(_text(data), parse_int=lambda digits: int(digits) if len(digits) <= 18 else float(digits))
    except ValueError:
        assert tree.data is None
    else:
        assert tree.findings or tree.data == expected


def fuzz_record(data: bytes) -> None:
    """A real record with some of its values changed for others: through the model, the rules, show and diff."""
    draw = atheris.FuzzedDataProvider(data)
    changed: Any = json.loads(_RECORDS[draw.ConsumeIntInRange(0, len(_RECORDS) - 1)])
    for _ in range(draw.ConsumeIntInRange(1, 6)):
        here, steps = changed, draw.ConsumeIntInRange(1, 8)
        while isinstance(here, dict | list) and here:
            steps -= 1
            step: Any = (
                sorted(here)[draw.ConsumeIntInRange(0, len(here) - 1)]
                if isinstance(here, dict)
                else draw.ConsumeIntInRange(0, len(here) - 1)
            )
            if not steps or not isinstance(here[step], dict | list):
                here[step] = _value(draw)
                break
            here = here[step]
    text = json.dumps(changed)
    _whole_way(text.encode(), "json")
    result = parse(text, "json")
    if result.agreement is not None:
        first = Agreement.model_validate(json.loads(_RECORDS[0]))
        for peers in (False, True):
            try:
                found, back = diff(first, result.agreement, peers=peers), diff(result.agreement, first, peers=peers)
            except ComparisonError:
                assert peers, "versions can always be compared"
                continue
            assert len(found.changes) == len(back.changes), "swapped sides give other changes"
            for render in DIFFS.values():
                _printable(render(found, explain=True))


def _value(draw: Any) -> Any:
    match draw.ConsumeIntInRange(0, 4):
        case 0:
            return draw.ConsumeUnicodeNoSurrogates(40)
        case 1:
            return [draw.ConsumeUnicodeNoSurrogates(20)]
        case 2:
            return draw.ConsumeInt(8)
        case _:
            return json.loads(_VALUES[draw.ConsumeIntInRange(0, len(_VALUES) - 1)])


def _other(data: bytes) -> Chronology | TermsOfOffice | None:
    """Read, judge beside an agreement, show, write and read again what is no agreement; None where it is none."""
    result = parse(data, "yaml", name="fuzz")
    report = judge(result, beside=Beside.of([_BESIDE]))
    assert (result.document is None) <= bool(result.findings), "refused without a finding"
    assert all(finding.rule != "rule-crashed" for finding in report.findings), report.findings
    _printable(FINDINGS["text"](report))
    json.loads(FINDINGS["sarif"](report))
    document = result.document
    if document is None or isinstance(document, Agreement):
        return None
    _printable(SHOWS["text"](document))
    for format in ("yaml", "json"):
        again = parse(write(document, format), format)
        assert again.document == document, f"{format}: {again.findings}"
    assert parse(rewrite(document, result.text)).document == document
    return document


def fuzz_events(data: bytes) -> None:
    """An event file: read, judged, shown, written, and what an agreement's status and schedule make of it."""
    told = _other(data)
    if isinstance(told, Chronology):
        for as_of in (date(2025, 6, 1), date.max):
            status(_BESIDE, told, as_of=as_of)
            for one in schedule(_BESIDE, told, as_of=as_of):
                _printable(str(one.state) + "".join(map(str, one.trace)))


def fuzz_terms(data: bytes) -> None:
    """A file of terms of office: read, judged, shown and written."""
    _other(data)


def fuzz_instant(data: bytes) -> None:
    """A moment is refused, or its canonical text is the same moment; asked for a reading, a doubtful one is read."""
    text = _text(data)
    for reading in (None, Reading.EARLIER, Reading.LATER):
        try:
            moment = Instant.parse(text, skipped=reading, repeated=reading)
            shown = str(moment)
        except (InvalidValueError, DateOutOfRangeError) as error:
            str(error).encode("utf-8", errors="surrogatepass")
            continue
        assert Instant.parse(shown) == moment
        assert str(Instant.parse(shown)) == shown
        assert moment.day.isoformat() == shown[:10]


def fuzz_period(data: bytes) -> None:
    """A period is refused, or its canonical text makes the same one."""
    try:
        period = Period(_text(data))
    except InvalidValueError as error:
        str(error).encode("utf-8", errors="surrogatepass")
        return
    assert Period(str(period)) == period
    assert period.in_words()
    assert not period.surely_exceeds(period)


def fuzz_date(data: bytes) -> None:
    """A date is refused, or its canonical text makes the same one."""
    try:
        day = PartialDate(_text(data))
    except InvalidValueError as error:
        str(error).encode("utf-8", errors="surrogatepass")
        return
    again = PartialDate(str(day))
    assert (again, again.earliest, again.latest) == (day, day.earliest, day.latest)
    assert day.before(day).value != "yes"


def fuzz_place(data: bytes) -> None:
    """A place is refused, or its canonical spelling is the same place."""
    try:
        place = Place(_text(data))
    except InvalidValueError as error:
        str(error).encode("utf-8", errors="surrogatepass")
        return
    assert Place(str(place)) == place
    assert place.inside(place)
    assert all(place.alternatives)
    assert place.steps


def fuzz_pointer(data: bytes) -> None:
    """A JSON Pointer is refused, or is written as it was read."""
    try:
        pointer = Pointer.parse(_text(data))
    except InvalidValueError:
        return
    assert Pointer.parse(str(pointer)) == pointer


def _leaves(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(leaf for item in inner for leaf in _leaves(item))]


def _examples() -> list[Any]:
    """Return the examples in pieces of four clauses: small records are read faster, and so more of them."""
    results = [parse(file.read_bytes()) for file in sorted((ROOT / "examples").rglob("*.yaml"))]
    whole = [plain(result.agreement) for result in results if result.agreement is not None]
    return [
        {**record, "clauses": record["clauses"][start : start + 4]}
        for record in whole
        for start in range(0, len(record["clauses"]), 4)
    ]


_BESIDE: Final = parse((ROOT / "examples" / "ukraine" / "usa-2024.yaml").read_bytes()).holding(Agreement)
_RECORDS: Final = sorted((json.dumps(record) for record in _examples()), key=len)
_VALUES: Final = sorted({json.dumps(leaf) for text in _RECORDS for leaf in _leaves(json.loads(text))}, key=len)[:4000]

TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "yaml": fuzz_yaml,
    "pure": fuzz_pure,
    "json": fuzz_json,
    "record": fuzz_record,
    "events": fuzz_events,
    "terms": fuzz_terms,
    "period": fuzz_period,
    "date": fuzz_date,
    "instant": fuzz_instant,
    "place": fuzz_place,
    "pointer": fuzz_pointer,
}
"""Each target by its name."""


def _timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Keep the slowest input in the file that FUZZ_SLOWEST names, and its time in seconds in that name + `.seconds`."""
    kept = os.environ.get("FUZZ_SLOWEST")
    if kept is None:
        return target
    slowest = 0.0

    def run(data: bytes) -> None:
        nonlocal slowest
        started = time.perf_counter()
        target(data)
        took = time.perf_counter() - started
        if took > slowest:
            slowest = took
            Path(kept).write_bytes(data)
            Path(f"{kept}.seconds").write_text(f"{took:.4f}", encoding="utf-8")

    return run


def main() -> None:
    """Run one target with libFuzzer's options."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: targets.py TARGET [options]; TARGET is one of {', '.join(TARGETS)}")
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, _timed(TARGETS[name]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
