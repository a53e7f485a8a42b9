"""The tables of parties, currencies and languages."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from importlib import resources

import pytest

from agreements.tables import currency, currency_codes, language, party, party_codes
from agreements.timing import Answer, PartialDate


@pytest.mark.parametrize("name", ["parties.tsv", "currencies.tsv", "languages.tsv"])
def test_tables_are_sorted_and_unique(name: str) -> None:
    """Every row has as many cells as the first, its own code, and a source in its last cell."""
    text = (resources.files("agreements.tables") / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    assert {len(row) for row in rows} == {len(rows[0])}
    codes = [row[0] for row in rows[1:]]
    assert codes == sorted(set(codes))
    assert rows[0][-1] == "source"
    assert all(row[-1] for row in rows)


def test_every_party_is_well_formed() -> None:
    """Codes are capitals, days are in order, successors exist, and only former states have any."""
    assert len(party_codes()) > 270
    for code in party_codes():
        entry = party(code)
        assert entry is not None
        assert entry.code == code
        assert entry.name
        assert (entry.alpha_2 is not None) is (entry.kind in ("state", "former-state"))
        assert re.fullmatch("[A-Z]{3}" if entry.alpha_2 else "[A-Z0-9]{2,8}", code)
        if entry.exists_from and entry.exists_until:
            assert entry.exists_from.before(entry.exists_until) is Answer.YES
        if entry.kind != "former-state":
            assert entry.exists_until is None
            assert entry.successors == ()
        assert list(entry.successors) == sorted(entry.successors)
        assert all(party(successor) for successor in entry.successors)


def test_every_currency_is_well_formed() -> None:
    """Codes are three capitals; a withdrawal cites list three of ISO 4217, the others list one."""
    assert len(currency_codes()) > 290
    for code in currency_codes():
        entry = currency(code)
        assert entry is not None
        assert re.fullmatch("[A-Z]{3}", code)
        assert entry.name
        assert ("list three" in entry.source) is (entry.withdrawn is not None)


@pytest.mark.parametrize(
    ("code", "kind", "exists_from", "exists_until"),
    [
        ("UKR", "state", None, None),
        ("CZE", "state", "1992", None),
        ("HRV", "state", "1991-06-25", None),
        ("MNE", "state", None, None),
        ("XKX", "state", None, None),
        ("FRA", "state", None, None),
        ("SUN", "former-state", "1922-12-30", "1991-12-26"),
        ("CSK", "former-state", None, "1992-12-31"),
        ("DDR", "former-state", "1949-10-07", "1990-10-02"),
        ("EU", "organisation", None, None),
        ("EURATOM", "organisation", None, None),
        ("NATO", "organisation", "1949-08-24", None),
        ("UN", "organisation", "1945-10-24", None),
        ("G7", "group", None, None),
    ],
)
def test_well_known_parties(code: str, kind: str, exists_from: str | None, exists_until: str | None) -> None:
    """States, former states, organisations and groups have their recorded dates, or None."""
    entry = party(code)
    assert entry is not None
    assert entry.kind == kind
    assert entry.exists_from == (PartialDate(exists_from) if exists_from else None)
    assert entry.exists_until == (PartialDate(exists_until) if exists_until else None)


def test_former_states_name_what_came_after() -> None:
    """Czechoslovakia was followed by Czechia and Slovakia; of the Soviet Union only who continues it is named."""
    czechoslovakia, soviet_union = party("CSK"), party("SUN")
    assert czechoslovakia is not None
    assert soviet_union is not None
    assert czechoslovakia.successors == ("CZE", "SVK")
    assert soviet_union.successors == ("RUS",)


@pytest.mark.parametrize(
    ("code", "withdrawn"),
    [
        ("DEM", "2002-05"),
        ("FRF", "2002-03"),
        ("SIT", "2007-01"),
        ("HRK", "2023-01"),
        ("CSK", "1993-03"),
        ("DDM", "1990-10"),
        ("ISJ", "1989/1990"),
        ("SUR", "1992-10"),
        ("YUM", "2003-07"),
        ("RON", None),
        ("USD", None),
        ("UAH", None),
        ("XDR", None),
    ],
)
def test_well_known_currencies(code: str, withdrawn: str | None) -> None:
    """Withdrawn currencies have the date of ISO 4217 list three; a code that is only renamed isn't withdrawn."""
    entry = currency(code)
    assert entry is not None
    assert entry.withdrawn == (PartialDate(withdrawn) if withdrawn else None)


def test_the_euro_began_in_1999() -> None:
    """The euro is introduced on 1 January 1999 and has hundredths; the yen has no smaller unit."""
    euro, yen = currency("EUR"), currency("JPY")
    assert euro is not None
    assert yen is not None
    assert euro.introduced == PartialDate("1999-01-01")
    assert (euro.minor_units, yen.minor_units) == (2, 0)


@pytest.mark.parametrize(
    ("code", "shortest", "name"),
    [
        ("uk", "uk", "Ukrainian"),
        ("ukr", "uk", "Ukrainian"),
        ("ger", "de", "German"),
        ("deu", "de", "German"),
        ("cnr", "cnr", "Montenegrin"),
        ("sh", "sh", "Serbo-Croatian"),
    ],
)
def test_a_language_is_found_by_all_its_codes(code: str, shortest: str, name: str) -> None:
    """Two letters, three letters of either kind, and withdrawn codes lead to the language and its shortest code."""
    entry = language(code)
    assert entry is not None
    assert (entry.code, entry.name) == (shortest, name)
    assert code in (entry.code, *entry.other_codes)


@pytest.mark.parametrize("code", ["ua", "UK", "bnt", "mul", "und", ""])
def test_groups_and_countries_are_no_languages(code: str) -> None:
    """A country's code, a group of languages, or a code for several or none of them finds nothing."""
    assert language(code) is None


@pytest.mark.parametrize("code", ["", "ukr", "XYZ", "ATA", "UKR "])
def test_what_is_not_listed_gives_none(code: str) -> None:
    """An unknown code, small letters or blanks find nothing, and raise nothing."""
    assert party(code) is None
    assert currency(code) is None


def test_entries_are_frozen() -> None:
    """Nobody can change a table for everybody else."""
    entry = party("UKR")
    assert entry is not None
    with pytest.raises(FrozenInstanceError):
        entry.name = "X"  # type: ignore[misc]
