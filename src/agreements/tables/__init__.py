"""Small cited tables: who can be party to an agreement, in which currencies money is promised, in which languages.

The tables ship with the library and are read on first use. They are written by `tools/make_tables.py` from ISO 3166-1,
ISO 3166-3, ISO 4217, CLDR and ISO 639, and from a few entries of its own; every row names its source. **None means "not
recorded"**:
a state without `exists_from` isn't one that always existed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from agreements.timing import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "CurrencyEntry",
    "LanguageEntry",
    "PartyEntry",
    "PartyKind",
    "currency",
    "currency_codes",
    "language",
    "party",
    "party_codes",
]

PartyKind: TypeAlias = Literal["state", "former-state", "organisation", "group"]
"""What a party is. ISO 3166 doesn't tell dependent territories from states, so `state` and `former-state` hold both."""


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """One possible party to an agreement.

    Attributes:
        code: ISO 3166 alpha-3 code (also for withdrawn entries), or the organisation's usual abbreviation.
        name: English name.
        kind: `state` (a current entry of ISO 3166-1, territories included), `former-state` (a withdrawn one),
            `organisation` (an international organisation) or `group` (states that meet without founding one).
        exists_from: First day, or year, an act in its name can be of, inclusive; None where not recorded, which is
            also so where acts of a predecessor are listed under its name (Ukraine before 1991, the European Union
            before 1993).
        exists_until: Last day of its existence, inclusive; None where it exists, or where not recorded.
        successors: Codes of the entries that stand for its territory afterwards, sorted; empty where none is
            recorded. They say nothing on state succession in law.
        source: Where the row comes from.
        alpha_2: ISO 3166 alpha-2 code, for a withdrawn entry its former one; None for organisations and groups.
    """

    code: str
    name: str
    kind: PartyKind
    exists_from: PartialDate | None
    exists_until: PartialDate | None
    successors: tuple[str, ...]
    source: str
    alpha_2: str | None


@dataclass(frozen=True, slots=True)
class CurrencyEntry:
    """One currency, fund or precious metal of ISO 4217.

    Attributes:
        code: ISO 4217 alphabetic code.
        name: English name.
        introduced: First day it could be used, inclusive; None where not recorded (all but the euro).
        withdrawn: When the code was withdrawn, or when it was last legal tender, whichever is later; usually a month,
            sometimes an interval of years; None for a current currency. Of a code that countries gave up one after
            another it is the last withdrawal.
        minor_units: Decimal places of the smaller unit (2: hundredths); None where there is none or none is recorded.
        source: Where the row comes from.
    """

    code: str
    name: str
    introduced: PartialDate | None
    withdrawn: PartialDate | None
    minor_units: int | None
    source: str


@dataclass(frozen=True, slots=True)
class LanguageEntry:
    """One language of ISO 639-1 or 639-2; groups of languages are none.

    Attributes:
        code: The shortest code: two letters of ISO 639-1, else three of ISO 639-2.
        other_codes: Its other codes, sorted: the three letters of a language that has two, of either kind.
        name: English name.
        source: Where the row comes from.
    """

    code: str
    other_codes: tuple[str, ...]
    name: str
    source: str


def party(code: str) -> PartyEntry | None:
    """Return the party of that code, or None where the table has none.

    Args:
        code: As in `PartyEntry.code`; capital letters count.
    """
    return _parties().get(code)


def currency(code: str) -> CurrencyEntry | None:
    """Return the currency of that code, current or withdrawn, or None where the table has none.

    Args:
        code: ISO 4217 alphabetic code; capital letters count.
    """
    return _currencies().get(code)


def language(code: str) -> LanguageEntry | None:
    """Return the language that has this code, the shortest or another one, or None where the table has none.

    Args:
        code: ISO 639-1 or ISO 639-2 code, in small letters.
    """
    return _languages().get(code)


def party_codes() -> tuple[str, ...]:
    """Return the codes of all parties, sorted."""
    return tuple(_parties())


def currency_codes() -> tuple[str, ...]:
    """Return the codes of all currencies, current and withdrawn, sorted."""
    return tuple(_currencies())


@cache
def _parties() -> Mapping[str, PartyEntry]:
    return MappingProxyType(
        {
            row["code"]: PartyEntry(
                code=row["code"],
                name=row["name"],
                kind=_kind(row["kind"]),
                exists_from=_date(row["exists_from"]),
                exists_until=_date(row["exists_until"]),
                successors=tuple(row["successors"].split()),
                source=row["source"],
                alpha_2=row["alpha_2"] or None,
            )
            for row in _rows("parties.tsv")
        }
    )


@cache
def _currencies() -> Mapping[str, CurrencyEntry]:
    return MappingProxyType(
        {
            row["code"]: CurrencyEntry(
                code=row["code"],
                name=row["name"],
                introduced=_date(row["introduced"]),
                withdrawn=_date(row["withdrawn"]),
                minor_units=int(row["minor_units"]) if row["minor_units"] else None,
                source=row["source"],
            )
            for row in _rows("currencies.tsv")
        }
    )


@cache
def _languages() -> Mapping[str, LanguageEntry]:
    entries = [
        LanguageEntry(
            code=row["code"], other_codes=tuple(row["other_codes"].split()), name=row["name"], source=row["source"]
        )
        for row in _rows("languages.tsv")
    ]
    return MappingProxyType({code: entry for entry in entries for code in (entry.code, *entry.other_codes)})


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table that ships with the library, by column name."""
    # Not `splitlines`, which would also split at characters a name may hold.
    lines = (resources.files(__name__) / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


def _kind(text: str) -> PartyKind:
    if text not in get_args(PartyKind):
        raise AssertionError(f"the table of parties holds the unknown kind {text!r}")
    return cast("PartyKind", text)


def _date(text: str) -> PartialDate | None:
    return PartialDate(text) if text else None
