"""What holds for every record and every pair of records, drawn or real."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import jsonpatch
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from material import EXAMPLES, ROOT, example

from agreements.comparison import Diff, Effect, apply, diff
from agreements.comparison._roles import rename_references
from agreements.model import Agreement, Clause
from agreements.pointer import Pointer
from agreements.reading import parse
from agreements.testing import agreements, clauses, edits, money, pairs, partial_dates, periods, places
from agreements.timing import PartialDate, Period
from agreements.writing import plain, write

some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
both_formats = pytest.mark.parametrize("format", ["yaml", "json"])

NAMES = tuple(path.relative_to(ROOT / "examples").with_suffix("").as_posix() for path in EXAMPLES)
UKRAINE = tuple(name for name in NAMES if name.startswith("ukraine/"))


def some_pairs(names: Sequence[str], peers: bool) -> list[tuple[str, str, bool]]:
    """Return each with the next and with one farther on, around the circle: all pairs would be over a thousand."""
    return [(one, names[(place + step) % len(names)], peers) for step in (1, 6) for place, one in enumerate(names)]


VERSIONS, PEERS = some_pairs(NAMES, False), some_pairs(UKRAINE, True)
every_record = pytest.mark.parametrize("name", NAMES)
every_pair = pytest.mark.parametrize(("one", "other", "peers"), VERSIONS + PEERS)


# What a property asks, for drawn and real records alike.


def check_round_trip(agreement: Agreement, format: Literal["yaml", "json"]) -> None:
    text = write(agreement, format)
    result = parse(text, format)
    assert result.findings == ()
    assert result.agreement == agreement
    assert write(agreement.model_validate(plain(agreement)), format) == text


def check_same(agreement: Agreement) -> None:
    found = diff(agreement, agreement)
    assert found.same
    assert len(found) == found.apparatus == len(found.script) == 0


def check_script(found: Diff) -> None:
    patched = jsonpatch.apply_patch(plain(found.old), list(found.script.operations))
    assert patched == plain(found.new)
    if not found.peers:
        assert apply(found.old, found) == found.new


def check_swapped(found: Diff, back: Diff) -> None:
    assert Counter(change.effect for change in back) == Counter(change.effect.swapped for change in found)
    assert back.apparatus == found.apparatus


def at(data: Any, pointer: Pointer) -> Any:
    for step in pointer.steps:
        data = data[step]
    return data


def tips(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where every word of a record stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from tips(item, (*here, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from tips(item, (*here, index))
    else:
        yield here


REFERRING = {"clauses", "part_of", "exception_to", "scope", "to"}
"""Fields that name a clause: the same id can name another clause in the other record."""


def check_leaves(found: Diff) -> None:
    """Every differing value is explained once, and only values that are there and differ are."""
    leaves = [leaf for change in found for leaf in change.leaves] + list(found.apparatus_leaves)
    assert len(found.apparatus_leaves) == found.apparatus
    for side, agreement in ((0, found.old), (1, found.new)):
        data = plain(agreement)
        named = Counter(leaf[side] for leaf in leaves if leaf[side] is not None)
        assert [str(pointer) for pointer, times in named.items() if times > 1] == []
        covered = {tip for pointer in named if pointer for tip in tips(at(data, pointer), pointer.steps)}
        assert sum(len(list(tips(at(data, pointer)))) for pointer in named if pointer) == len(covered), "nested leaves"
    for first, second in leaves:
        assert first is not None or second is not None
        if first is not None and second is not None and not found.peers and first.steps[-1] not in REFERRING:
            assert at(plain(found.old), first) != at(plain(found.new), second)
    # Taking every word that a leaf names out of both records leaves records of the same words.
    if not found.peers:
        assert untold(found.old, {first for first, _ in leaves}) == untold(found.new, {second for _, second in leaves})


def untold(agreement: Agreement, told: set[Pointer | None]) -> Counter[tuple[str, ...]]:
    """Count the words that no leaf names, each with the names of the fields that lead to it."""
    data = plain(agreement)
    named = {tip for pointer in told if pointer for tip in tips(at(data, pointer), pointer.steps)}
    return Counter(
        (*(step for step in tip if isinstance(step, str)), str(at(data, Pointer(tip))))
        for tip in tips(data)
        if tip not in named
    )


def check_reordered(old: Agreement, new: Agreement) -> None:
    found = diff(old, new)
    assert list(found) == []
    assert found.apparatus == 0
    assert {operation["op"] for operation in found.script.operations} <= {"move"}


def check_renamed(old: Agreement, at: int) -> None:
    data = rename_references(plain(old), {old.clauses[at].id: "another-name"})
    data["clauses"][at]["id"] = "another-name"
    found = diff(old, Agreement.model_validate(data))
    assert [str(change) for change in found if {"added", "dropped", "only"} & set(change.headline.split())] == []
    assert list(found) == []
    assert found.apparatus == 1


# Drawn records.


@both_formats
@some
@given(agreement=agreements())
def test_a_written_record_reads_back_as_itself(agreement: Agreement, format: Literal["yaml", "json"]) -> None:
    """Both formats lose nothing, and equal records are written alike."""
    check_round_trip(agreement, format)


@some
@given(agreement=agreements())
def test_a_record_does_not_differ_from_itself(agreement: Agreement) -> None:
    """Compared with itself, a record has no change, no apparatus and an empty script."""
    check_same(agreement)


@some
@given(pair=pairs())
def test_the_script_turns_the_old_record_into_the_new(pair: tuple[Agreement, Agreement]) -> None:
    """The script is lossless, and any JSON Patch implementation can run it."""
    check_script(diff(*pair))


@some
@given(pair=pairs())
def test_swapped_sides_swap_strengthened_and_weakened(pair: tuple[Agreement, Agreement]) -> None:
    """What one direction calls stronger, the other calls weaker; the rest stays."""
    check_swapped(diff(*pair), diff(pair[1], pair[0]))


@some
@given(pair=pairs())
def test_every_differing_value_is_told_once(pair: tuple[Agreement, Agreement]) -> None:
    """No value is explained twice, and none is named that is the same."""
    check_leaves(diff(*pair))


@some
@given(data=st.data(), agreement=agreements(min_clauses=2))
def test_moved_clauses_are_no_change(data: st.DataObject, agreement: Agreement) -> None:
    """The order of clauses is in the script, and nowhere else."""
    order = data.draw(st.permutations(agreement.clauses))
    check_reordered(agreement, agreement.replace(clauses=tuple(order)))


@some
@given(data=st.data(), agreement=agreements(min_clauses=1))
def test_a_renamed_clause_stays_the_same_clause(data: st.DataObject, agreement: Agreement) -> None:
    """A clause under another id is neither dropped nor added."""
    check_renamed(agreement, data.draw(st.integers(0, len(agreement.clauses) - 1)))


@some
@given(one=agreements(), other=agreements())
def test_unrelated_records_compare_as_well(one: Agreement, other: Agreement) -> None:
    """Records that have nothing in common keep every property of a comparison."""
    found = diff(one, other)
    check_script(found)
    check_leaves(found)
    check_swapped(found, diff(other, one))


@some
@given(pair=agreements().flatmap(lambda agreement: st.tuples(st.just(agreement), edits(agreement, most=0))))
def test_no_edit_gives_the_record_back(pair: tuple[Agreement, Agreement]) -> None:
    """An edited version with no edit equals its record."""
    assert pair[0] == pair[1]


@some
@given(clause=clauses())
def test_a_clause_equals_its_plain_data(clause: Clause) -> None:
    """A clause of any kind is made again from its plain data."""
    assert type(clause).model_validate(clause.plain()) == clause


@some
@given(period=periods(), date=partial_dates(), place=places(), amount=money())
def test_small_values_equal_their_texts(period: Period, date: PartialDate, place: str, amount: Any) -> None:
    """The canonical text of a period, a date, a place and an amount reads back as the value."""
    assert Period.parse(str(period)) == period
    assert PartialDate(str(date)) == date
    assert type(place)(str(place)) == place
    assert type(amount).model_validate(amount.plain()) == amount


# Any text at all.


@both_formats
@some
@given(text=st.text(max_size=200))
def test_reading_any_text_raises_nothing(text: str, format: Literal["yaml", "json"]) -> None:
    """A text that is no record is findings, never an exception."""
    result = parse(text, format)
    assert result.agreement is None
    assert result.findings


@both_formats
@some
@given(data=st.binary(max_size=200))
def test_reading_any_bytes_raises_nothing(data: bytes, format: Literal["yaml", "json"]) -> None:
    """Bytes decoded anyhow, lone surrogates among them, are findings as well."""
    for text in (data.decode("latin-1"), data.decode("utf-8", "surrogateescape")):
        assert parse(text, format).findings


@both_formats
@some
@given(data=st.data(), agreement=agreements(max_clauses=2))
def test_reading_a_spoilt_record_raises_nothing(
    data: st.DataObject, agreement: Agreement, format: Literal["yaml", "json"]
) -> None:
    """A record cut and patched anywhere is a record or findings."""
    text = write(agreement, format)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    result = parse(text[:start] + data.draw(st.text(max_size=5)) + text[end:], format)
    assert (result.agreement is None) == bool(result.findings)


# Real records.


@both_formats
@every_record
def test_a_real_record_reads_back_as_itself(name: str, format: Literal["yaml", "json"]) -> None:
    """Both formats lose nothing of a real record."""
    check_round_trip(example(name), format)


@every_record
def test_a_real_record_does_not_differ_from_itself(name: str) -> None:
    """Compared with itself, a real record has no change; written and read again, neither."""
    check_same(example(name))
    again = parse(write(example(name))).agreement
    assert again is not None
    assert diff(example(name), again).same


@every_pair
def test_the_script_works_between_real_records(one: str, other: str, peers: bool) -> None:
    """The script is lossless between any two real records."""
    check_script(diff(example(one), example(other), peers=peers))


@every_pair
def test_swapped_real_records_swap_effects(one: str, other: str, peers: bool) -> None:
    """Between real records too, what is stronger one way is weaker the other."""
    first, second = example(one), example(other)
    check_swapped(diff(first, second, peers=peers), diff(second, first, peers=peers))


@every_pair
def test_every_value_of_real_records_is_told_once(one: str, other: str, peers: bool) -> None:
    """No value of a real record is explained twice."""
    check_leaves(diff(example(one), example(other), peers=peers))


@every_record
def test_moved_clauses_of_real_records_are_no_change(name: str) -> None:
    """A real record with its clauses in reverse order has no change."""
    agreement = example(name)
    check_reordered(agreement, agreement.replace(clauses=tuple(reversed(agreement.clauses))))


@every_record
def test_renamed_clauses_of_real_records_stay_the_same(name: str) -> None:
    """Any tenth clause of a real record can be renamed without being dropped and added."""
    for number in range(0, len(example(name).clauses), 10):
        check_renamed(example(name), number)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """What is written doesn't depend on the order in which Python happens to hash texts."""
    program = (
        "import hashlib, sys; from agreements.reading import load; from agreements.writing import write\n"
        "from agreements.comparison import diff\n"
        "one, other = load(sys.argv[1]), load(sys.argv[2])\n"
        "told = repr([(str(change), change.leaves) for change in diff(one, other, peers=True)])\n"
        "all = write(one) + write(one, 'json') + told\n"
        "print(hashlib.sha256(all.encode()).hexdigest())"
    )
    files = [str(ROOT / "examples" / f"{name}.yaml") for name in ("ukraine/usa-2024", "ukraine/gbr-2024")]
    sums = {
        subprocess.run(
            [sys.executable, "-c", program, *files],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(sums) == 1


def test_an_effect_swapped_twice_is_itself() -> None:
    """Seen from the other side and back, an effect is what it was."""
    assert all(effect.swapped.swapped is effect for effect in Effect)
