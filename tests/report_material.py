"""Records whose every text is hostile, harmless ones of the same shape, and what a report packs, unpacked."""

from __future__ import annotations

import base64
import functools
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from material import ROOT, example

from agreements import Agreement, Chronology, load_events
from agreements.errors import AgreementsError

PAYLOADS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "</style></title></textarea><svg onload=window.hit=1>",
    "<img src=x onerror=window.hit=1>",
    "\"><a href='javascript:window.hit=1' onclick=window.hit=1>x</a>",
    "' onmouseover='window.hit=1' x='",
    "<!-- --!> --> <![CDATA[ ]]> <?x?>",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "javascript:window.hit=1",
    'https://x.example/"><script>window.hit=1</script>',
    "&lt;b&gt; &#60;script&#62; &amp;quot;",
    "\u202eevil\u2066 \x1b[2J \x00 \u2028 \ufeff",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe><base href=//x.example>",
    "<meta http-equiv=refresh content='0;url=//x.example'><object data=x></object>",
    "<form action=//x.example><button formaction=javascript:window.hit=1>b</button></form><link rel=stylesheet href=x>",
)
MIDDLING = ("</style><script>hit=1</script>", '"><img src=x onerror=hit=1>', '\\"}*{x:y}/*<!--')
SHORT = ("<b>", "'\"<", "&lt")
# Every mark that could mean something becomes one that doesn't and that no word is made of either.
HARMLESS = {ord(char): "." for char in "<>&\"'`{}$#%!?=;()[]/\\|@:"} | {
    ord(char): "-" for char in "\u202e\u2066\x1b\x00\u2028\ufeff"
}


def harmless(text: str) -> str:
    """Return a text of the same words with nothing in it that could act."""
    return text.translate(HARMLESS)


def changed(plain: Any, change: Callable[[str, tuple[Any, ...]], str], at: tuple[Any, ...] = ()) -> Any:
    """Return plain data with each of its texts changed."""
    if isinstance(plain, dict):
        return {key: changed(value, change, (*at, key)) for key, value in plain.items()}
    if isinstance(plain, list):
        return [changed(value, change, (*at, place)) for place, value in enumerate(plain)]
    return change(plain, at) if isinstance(plain, str) else plain


def leaves(plain: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where each text stands."""
    if isinstance(plain, dict | list):
        for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
            yield from leaves(value, (*at, key))
    elif isinstance(plain, str):
        yield at


def takes(model: type[Agreement] | type[Chronology], plain: Any, at: tuple[Any, ...], text: str) -> bool:
    """Whether a record is still one with another text at one place."""
    try:
        model.model_validate(changed(plain, lambda old, where: text if where == at else old))
    except (ValueError, AgreementsError):
        return False
    return True


def free(model: type[Agreement] | type[Chronology], plain: Any) -> dict[tuple[Any, ...], int]:
    """Return every place that takes any text, with how long that may be: 3, 36 or 140 characters."""
    found = {}
    for at in leaves(plain):
        for length in (140, 36, 3):
            if takes(model, plain, at, "<" * length):
                found[at] = length
                break
    return found


def spoilt(
    model: type[Any], plain: Any, places: dict[tuple[Any, ...], int], start: int, tame: Callable[[str], str]
) -> Any:
    """Return a record with another payload in each place that takes any text."""
    numbers = count(start)

    def change(old: str, at: tuple[Any, ...]) -> str:
        if at not in places:
            return old
        number = next(numbers)
        if places[at] == 3:
            return tame(SHORT[number % len(SHORT)])
        if places[at] == 36:
            return tame(f"{MIDDLING[number % len(MIDDLING)]} {number}")
        return tame(f"{PAYLOADS[number % len(PAYLOADS)]} {number}")

    return model.model_validate(changed(plain, change))


NAMES = (
    "ukraine/usa-2024",
    "ukraine/gbr-2024",
    "policy/us-weapons-use-2024-05-15",
    "policy/us-weapons-use-2024-05-30",
)


@functools.cache
def family(*, hostile: bool) -> tuple[Agreement, ...]:
    """Return four records, two of them versions of one, whose every free text is a payload, or what is left of it."""
    tame = (lambda text: text) if hostile else harmless
    found = []
    for start, name in enumerate(NAMES):
        plain = short(example(name).plain())
        found.append(spoilt(Agreement, plain, places_of(name), start * 5, tame))
    return tuple(found)


@functools.cache
def places_of(name: str) -> dict[tuple[Any, ...], int]:
    return free(Agreement, short(example(name).plain()))


def short(plain: dict[str, Any]) -> dict[str, Any]:
    """Return a record with some clauses of every kind, so that each place in it can be tried."""
    kept: dict[tuple[Any, ...], list[Any]] = {}
    for clause in plain["clauses"]:
        held = kept.setdefault((clause["kind"], tuple(sorted(clause)) if clause["kind"] != "statement" else ()), [])
        held.append(clause)
    wanted = {clause["id"] for held in kept.values() for clause in held[:2]}
    wanted |= {clause["id"] for clause in plain["clauses"] if "amount" in clause or clause["kind"] == "trigger"}
    clauses = [clause for clause in plain["clauses"] if clause["id"] in wanted]
    return {key: value for key, value in plain.items() if key != "ignore"} | {"clauses": clauses}


@functools.cache
def events(*, hostile: bool) -> Chronology:
    """Return a scenario whose every free text is a payload, or what is left of it."""
    plain = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml").plain()
    tame = (lambda text: text) if hostile else harmless
    made: Chronology = spoilt(Chronology, plain, free(Chronology, plain), 3, tame)
    return made


Told = tuple[str, str, str]
"""What one side says in a change: a text, the path it stands at, the place in the text."""
Row = tuple[tuple[str, ...], Told, Told]


def unpacked(text: str) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """Return the rows of each pair that was packed with its clauses, and why those without any can't be compared."""
    raw = gzip.decompress(base64.b85decode(text.replace(",", "<")))
    start = 4 + int.from_bytes(raw[:4], "little")
    data = json.loads(raw[4:start])
    columns = {}
    for name, length in data["lengths"].items():
        columns[name] = numbers(raw[start : start + length])
        start += length
    assert start == len(raw)
    said = list(statements(data, columns))
    found: dict[str, list[Row]] = {}
    texts = data["texts"]
    for name, pair in data["pairs"].items():
        sides = [said[int(number)] for number in name.split("-")]
        lines, rows = [0, 0], found.setdefault(name, [])
        for _ in range(pair["rows"]):
            kind = next(columns["kinds"])
            told: list[Told] = [("", "", "")] * 2
            for side, which in enumerate(("left", "right")):
                if kind == 1 - side:
                    continue
                step = next(columns[f"{which}-lines"])
                lines[side] += -(step + 1) // 2 if step % 2 else step // 2
                slot = 0 if kind < 2 else data["kinds"][kind - 2][1] + 1
                own, told[side] = sides[side][slot, lines[side]][next(columns[f"{which}-choices"])]
            of = own if kind < 2 else kind - 2
            rows.append((tuple(texts[number] for number in data["kinds"][of]), told[0], told[1]))
    assert all(next(column, None) is None for column in columns.values())
    return found, {name: texts[pair["error"]] for name, pair in data["pairs"].items() if "error" in pair}


def numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def statements(
    data: dict[str, Any], columns: dict[str, Iterator[int]]
) -> Iterator[dict[tuple[int, int], list[tuple[int, Told]]]]:
    """Yield what each agreement says, by slot and clause: the kind of change of what stands alone, and what it is."""
    for clauses in data["lines"]:
        found: dict[tuple[int, int], list[tuple[int, Told]]] = {}
        slot = line = 0
        for _ in range(next(columns["counts"])):
            step = next(columns["slots"])
            slot, line = slot + step, next(columns["lines"]) + (0 if step else line)
            path, place, words = clauses[line - 1] if line else ("", "", "")
            tail, own = data["tails"][next(columns["tails"])]
            kind = next(columns["words"])
            text: Sequence[str] = words if kind == 0 else data["texts"][kind - 2]
            if kind == 1:
                text = words[next(columns["starts"]) : len(words) - next(columns["rests"])]
            alone = next(columns["lone"]) if slot == 0 else -1
            told = (str(text), path + tail, place if own is None else own)
            found.setdefault((slot, line), []).append((alone, told))
        yield found
