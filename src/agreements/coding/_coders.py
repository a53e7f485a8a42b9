"""How far two coders of one text agree, field by field, with Cohen's kappa over the closed vocabularies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, get_args, get_origin

from agreements.comparison._alignment import Pairs, align
from agreements.comparison._lifecycle import item_likeness
from agreements.comparison._pairing import pair
from agreements.errors import ComparisonError
from agreements.model import Agreement, Record
from agreements.model._given import expect_agreement
from agreements.model.clauses import ClauseBase

__all__ = ["CoderAgreement", "Disagreement", "FieldAgreement", "Matched", "coder_agreement", "kappa"]

NOTHING: Final = "nothing"
"""The category of a field that is left empty without a reason."""
# Prose is each coder's own, and ids name things for the record alone.
_PROSE: Final = frozenset(
    {
        "condition", "described", "id", "includes", "item", "meanings", "name", "note", "open_to", "purpose",
        "readings", "summary", "term", "title", "to", "unit", "what", "where", "why", "word",
    }
)  # fmt: skip
_APPARATUS: Final = frozenset({"cite", "absent", "responses", "ambiguous", "signers", "other_readings"})
_SINGLE: Final = (
    "instrument",
    "entry_into_force",
    "provisional_application",
    "duration",
    "renewal",
    "suspension",
    "amendment",
    "accession",
    "disputes",
    "registration",
    "languages",
)
_LISTS: Final = ("parts", "actions", "review", "termination", "survival", "relations")
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where two coders coded one field of one thing otherwise.

    Attributes:
        first: The ids that lead to it in the first record.
        second: The ids that lead to it in the second record.
        one: What the first coded; in square brackets why nothing.
        other: What the second coded.
    """

    first: str
    second: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far two coders agree on one field.

    Attributes:
        kind: What has the field: `commitment`, `trigger`, `agreement` and the like.
        field: The field; what is nested is joined by `.`.
        closed: Whether its words come from a closed vocabulary.
        units: In how many matched things the field can stand.
        compared: In how many of them one of the two coded it, if only that the text is silent.
        agreed: In how many of these both coded the same.
        kappa: Cohen's kappa over all units, that nothing is coded being a category of its own; None where it isn't
            defined, or the vocabulary isn't closed.
        undefined: Why there is no kappa; empty where there is one.
        disagreements: Where they differ.
    """

    kind: str
    field: str
    closed: bool
    units: int
    compared: int
    agreed: int
    kappa: Fraction | None
    undefined: str
    disagreements: tuple[Disagreement, ...] = kept(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Matched:
    """How many things of a kind both records have, and how many only one of them has."""

    kind: str
    both: int
    only_first: int
    only_second: int


@dataclass(frozen=True, slots=True, repr=False)
class CoderAgreement:
    """How far two records of one text agree.

    Attributes:
        first: The first coder's record.
        second: The second coder's record.
        matched: What was matched, and what one of them has alone.
        fields: The fields, kind by kind.
    """

    first: Agreement
    second: Agreement
    matched: tuple[Matched, ...]
    fields: tuple[FieldAgreement, ...]

    def __repr__(self) -> str:
        return f"<CoderAgreement {self}>"

    def __str__(self) -> str:
        """Return how many of the values that one of the two coded are the same."""
        return f"{self.first.id}: {self.agreed} of {self.compared} values agree"

    @property
    def compared(self) -> int:
        """How many values one of the two coded, of all fields."""
        return sum(one.compared for one in self.fields)

    @property
    def agreed(self) -> int:
        """How many of them both coded the same."""
        return sum(one.agreed for one in self.fields)

    @property
    def same(self) -> bool:
        """Whether everything was matched, and all values agree."""
        return self.agreed == self.compared and all(not one.only_first + one.only_second for one in self.matched)


def kappa(pairs: Iterable[tuple[str, str]]) -> Fraction | None:
    """Return Cohen's kappa of two raters: how far they agree beyond what chance would give.

    It is `(po - pe) / (1 - pe)`: `po` the share of items both put into the same category, `pe` the share expected if
    each had spread the items over the categories at random, as often as they used each.

    Args:
        pairs: For each item the category of the first rater and that of the second.

    Returns:
        From -1 to 1 (all agree), as an exact fraction; None where it isn't defined: there is no item, or both put every
        item into one and the same category, so that chance alone would give full agreement.

    Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
    (1960), 37-46.
    """
    items = list(pairs)
    if not items:
        return None
    count = len(items)
    observed = Fraction(sum(one == other for one, other in items), count)
    first, second = Counter(one for one, _ in items), Counter(other for _, other in items)
    expected = sum((Fraction(first[word] * second[word], count * count) for word in first), Fraction(0))
    return None if expected == 1 else (observed - expected) / (1 - expected)


def coder_agreement(first: Agreement, second: Agreement) -> CoderAgreement:
    """Return how far two coders' records of one text agree.

    Clauses and undertakings are matched as `diff` matches two versions; what only one record has is counted, and not
    compared. Prose in a coder's own words isn't compared, nor are ids. A set of words counts as one value, the same
    where both have the same words. A reason why nothing is there (`silent`, `unknown`, `not-applicable`) is a value.

    Args:
        first: The first coder's record.
        second: The second coder's record.

    Raises:
        ComparisonError: The two have different parties, so that they can't be records of one text.
        WrongTypeError: One of the two is no record.
    """
    expect_agreement(first, "coder_agreement")
    expect_agreement(second, "coder_agreement")
    parties = [sorted(party.id for party in one.parties) for one in (first, second)]
    if parties[0] != parties[1]:
        raise ComparisonError(
            f"these are no two records of one text: the parties differ ({', '.join(parties[0])} against "
            f"{', '.join(parties[1])})"
        )
    tally = _Tally()
    _whole(tally, first, second)
    for name in _LISTS:
        _listed(tally, name, first, second)
    _clauses(tally, first, second)
    return CoderAgreement(first, second, tuple(tally.matched), tuple(tally.fields()))


class _Tally:
    """What is counted while two records are gone through."""

    def __init__(self) -> None:
        self.matched: list[Matched] = []
        self.units: Counter[str] = Counter()
        self.pairs: dict[tuple[str, str], list[tuple[Disagreement, bool]]] = {}

    def unit(self, kind: str, paths: tuple[str, str], one: Values, other: Values) -> None:
        """Count one thing that both records have."""
        self.units[kind] += 1
        for name in dict.fromkeys((*one, *other)):
            a, b = one.get(name, NOTHING), other.get(name, NOTHING)
            self.pairs.setdefault((kind, name), []).append((Disagreement(*paths, a, b), a == b))

    def fields(self) -> Iterator[FieldAgreement]:
        """Yield the fields in the order in which they were first met, kind by kind."""
        kinds = list(dict.fromkeys(kind for kind, _ in self.pairs))
        for (kind, name), found in sorted(self.pairs.items(), key=lambda one: kinds.index(one[0][0])):
            closed = name.startswith("*")
            units = self.units[kind]
            rated = [(one.one, one.other) for one, _ in found] + [(NOTHING, NOTHING)] * (units - len(found))
            value = kappa(rated) if closed else None
            why = ""
            if not closed:
                why = "no closed vocabulary"
            elif value is None:
                why = f"one category only ({rated[0][0]})"
            yield FieldAgreement(
                kind,
                name.removeprefix("*"),
                closed,
                units,
                len(found),
                sum(same for _, same in found),
                value,
                why,
                tuple(one for one, same in found if not same),
            )


def _whole(tally: _Tally, first: Agreement, second: Agreement) -> None:
    values = [dict(_values(one, only=_SINGLE)) for one in (first, second)]
    tally.matched.append(Matched("agreement", 1, 0, 0))
    tally.unit("agreement", (first.id, second.id), *values)


def _listed(tally: _Tally, name: str, first: Agreement, second: Agreement) -> None:
    old, new = (one.as_written.get(name, []) for one in (first, second))
    items = [getattr(one, name) for one in (first, second)]
    alone = len(old) == len(new) == 1
    pairs = align(
        old,
        new,
        lambda item: repr(sorted(item.items())),
        lambda one, other: item_likeness(name, one, other, peers=False, alone=alone),
        least=0.5,
    )
    _count(tally, name, pairs)
    for i, j in pairs:
        if i is not None and j is not None:
            paths = tuple(f"{name}/{getattr(held[at], 'id', at)}" for held, at in zip(items, (i, j), strict=True))
            tally.unit(name, (paths[0], paths[1]), dict(_values(items[0][i])), dict(_values(items[1][j])))


def _count(tally: _Tally, kind: str, pairs: Pairs) -> None:
    both = sum(i is not None and j is not None for i, j in pairs)
    lone = sum(j is None for _, j in pairs), sum(i is None for i, _ in pairs)
    if pairs:
        tally.matched.append(Matched(kind, both, *lone))


def _clauses(tally: _Tally, first: Agreement, second: Agreement) -> None:
    paired = pair(first, second, peers=False)
    kinds: dict[str, Pairs] = {}
    for i, j in paired.clauses:
        clause = second.clauses[j] if j is not None else first.clauses[i or 0]
        if clause.kind != "commitment":
            kinds.setdefault(clause.kind, []).append((i, j))
    for kind, pairs in kinds.items():
        _count(tally, kind, pairs)
        for i, j in pairs:
            if i is not None and j is not None:
                one, other = first.clauses[i], second.clauses[j]
                tally.unit(kind, (one.id, other.id), dict(_values(one)), dict(_values(other)))
    numbers: Pairs = [(0 if one.one else None, 0 if one.other else None) for one in paired.units]
    _count(tally, "commitment", numbers)
    for units in paired.units:
        if units.one is not None and units.other is not None:
            a, b = units.one.found, units.other.found
            values = [dict(_values(one.commitment)) | {"*topic": str(one.topic)} for one in (a, b)]
            tally.unit("commitment", (a.path, b.path), *values)


# A thing as its coded values, by field; a star stands before the fields of a closed vocabulary.


def _values(record: Record, prefix: str = "", only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    closed = _closed(type(record))
    for name in only or type(record).model_fields:
        if name in _PROSE or name in _APPARATUS or (name == "kind" and isinstance(record, ClauseBase)):
            continue
        value = getattr(record, name)
        key = f"{'*' if closed[name] else ''}{prefix}{name}"
        if reason := record.absent.get(name):
            yield key, f"[{reason}]"
        elif value is None or value == ():
            continue
        elif isinstance(value, Record):
            yield from _values(value, f"{prefix}{name}.")
        elif isinstance(value, tuple) and isinstance(value[0], Record):
            yield from _several(value, f"{prefix}{name}.")
        elif isinstance(value, tuple):
            yield key, "; ".join(map(str, value))
        else:
            yield key, str(value)


def _several(records: Sequence[Record], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield what several say in each field, as one value: the order in which they stand means nothing here."""
    found: dict[str, list[str]] = {}
    for one in records:
        for name, value in _values(one, prefix):
            found.setdefault(name, []).append(value)
    for name, values in found.items():
        yield name, "; ".join(sorted(values))


@lru_cache(maxsize=128)
def _closed(model: type[Record]) -> dict[str, bool]:
    """Return which fields of a model hold words of a closed vocabulary."""
    return {name: _is_closed(info.annotation) for name, info in model.model_fields.items()}


def _is_closed(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return True
    if isinstance(annotation, type):
        return issubclass(annotation, Enum)
    return any(_is_closed(one) for one in get_args(annotation))
