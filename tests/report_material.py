"""Records whose every text is hostile, and harmless ones of the same shape."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
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
