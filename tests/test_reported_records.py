"""The records that rest on reports: their figures and dates, taken again from the sources, and what is made of them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from material import EXAMPLES, ROOT, example

from agreements import Agreement, Answer, diff, rows, validate
from agreements.comparison import Diff
from agreements.model import Claim, CommitmentClause, MoneyAmount, Trigger
from agreements.renderers import DIFFS, SHOWS

REPORTED = [
    "budapest/memorandum-1994",
    "g7/era-loans-2024",
    "policy/us-weapons-use-2024-05-15",
    "policy/us-weapons-use-2024-05-30",
]
BILLION = Decimal(10) ** 9


def loans() -> Agreement:
    return example("g7/era-loans-2024")


def amount(clause: str) -> MoneyAmount:
    found = loans().clause(clause)
    assert isinstance(found, CommitmentClause)
    assert isinstance(found.amount, MoneyAmount)
    return found.amount


def claim(record: Agreement, id: str) -> Claim:
    (found,) = (one for one in record.claims if one.id == id)
    return found


def versions() -> Diff:
    return diff(example("policy/us-weapons-use-2024-05-15"), example("policy/us-weapons-use-2024-05-30"))


def test_every_example_is_clean_and_silences_nothing() -> None:
    """No rule finds anything in any shipped record, and none was told to ignore a rule."""
    for path in EXAMPLES:
        record = example(path.relative_to(ROOT / "examples").with_suffix("").as_posix())
        assert validate(record) == (), path
        assert record.ignore == (), path


@pytest.mark.parametrize("name", REPORTED)
def test_show_reads_at_80_columns(name: str) -> None:
    """The record in words keeps to 80 columns, and every claim is there with who makes it."""
    text = SHOWS["text"](example(name))
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    for one in example(name).claims:
        assert one.says in flat
        assert all(f"({cite.source})" in flat for cite in one.cite)


# Lenders' shares as UNN (28 October 2024) lists them, in whole units of each lender's currency.
SHARES = {
    "loan-eu": ("EU", "18115000000", "EUR"),
    "loan-usa": ("USA", "20000000000", "USD"),
    "loan-gbr": ("GBR", "2258000000", "GBP"),
    "loan-can": ("CAN", "5000000000", "CAD"),
    "loan-jpn": ("JPN", "471900000000", "JPY"),
}


def test_five_loans_with_their_own_amounts() -> None:
    """Each lender owes its own loan in its own currency, part of the programme of about USD 50 billion."""
    table = {row["clause"]: row for row in rows(loans(), "commitments") if row["amount"]}
    assert table.keys() == {"programme", "instalments-gbr", *SHARES}
    for clause, (lender, value, currency) in SHARES.items():
        row = table[clause]
        assert (row["bearer"], row["amount_min"], row["amount_max"]) == (lender, value, value)
        assert (row["currency"], row["part_of"], row["form"]) == (currency, "programme", "loan")
    programme = table["programme"]
    assert (programme["amount"], programme["part_of"]) == ("about USD 50000000000", None)
    assert (programme["earliest"], programme["latest"]) == ("2024-12-01", "2027-12-31")


def test_nothing_counts_twice() -> None:
    """The wholes sum to the programme, once; the parts below it to each loan, once, in its currency."""
    sums: dict[tuple[str | None, str | None], Decimal] = defaultdict(Decimal)
    for row in rows(loans(), "commitments"):
        if row["amount"] and row["amount"].startswith("about"):
            sums[row["part_of"], row["currency"]] += 50 * BILLION
        elif row["amount_min"]:
            sums[row["part_of"], row["currency"]] += Decimal(row["amount_min"])
    wholes = {currency: total for (whole, currency), total in sums.items() if whole is None}
    parts = {currency: total for (whole, currency), total in sums.items() if whole == "programme"}
    assert wholes == {"USD": 50 * BILLION}
    assert parts == {currency: Decimal(value) for _, value, currency in SHARES.values()}


def test_sums_of_the_sources() -> None:
    """KSE's dollars make fifty billion; Britain's three instalments make its loan but for the rounding."""
    kse = Decimal(str(claim(loans(), "kse-eu-dollars").value).removeprefix("USD "))
    others = Decimal("10.1") * BILLION  # United Kingdom, Japan and Canada together, from the same page
    assert kse + amount("loan-usa").value + others == 50 * BILLION
    instalments = 3 * amount("instalments-gbr").value
    assert instalments == Decimal("2256000000")
    assert 0 < amount("loan-gbr").value - instalments < Decimal("5000000")
    assert amount("instalments-gbr").part_of == "loan-gbr"


@pytest.mark.parametrize(
    ("clause", "signed"),
    [
        ("loan-eu", "2024-12-04"),
        ("loan-usa", "2024-12-09"),
        ("loan-gbr", "2025-03-01"),
        ("loan-can", None),
        ("loan-jpn", "2025-06-05"),
        ("programme", None),
    ],
)
def test_each_loan_has_the_day_of_its_own_agreement(clause: str, signed: str | None) -> None:
    """A loan's row has the day on which its own agreement was signed; where no source says it, none."""
    (row,) = (row for row in rows(loans(), "commitments") if row["clause"] == clause)
    assert row["signed"] == signed


def test_repayment_without_recourse() -> None:
    """Ukraine is not the one who pays back: revenues of immobilised assets do; only Japan's term is known."""
    for clause in ("programme", *SHARES):
        found = loans().clause(clause)
        assert isinstance(found, CommitmentClause)
        assert found.repayment is not None
        assert found.repayment.recourse == "none"
        assert found.repayment.from_[0].startswith("Extraordinary revenues from immobilised Russian")
        assert str(found.repayment.maturity) == ("P30Y" if clause == "loan-jpn" else "None")


def test_whether_unread_loan_agreements_bind_cannot_be_told() -> None:
    """No loan agreement was read, so nobody can say that it binds; the leaders' statement doesn't."""
    binds = {found.path: found.binds for found in loans().commitments()}
    assert {binds[clause] for clause in SHARES} == {Answer.CANNOT_TELL}
    assert binds["programme"] is Answer.NO


def test_conflicting_descriptions_of_the_american_share() -> None:
    """All of it a loan, as recorded; grants and loans, a guarantee: the others stand as claims with their sources."""
    about = [one for one in loans().claims if one.about == "loan-usa/form"]
    assert [(one.cite[0].source, one.value) for one in about] == [
        ("kse", "grant"),
        ("devex", "grant"),
        ("news-intel", "guarantee"),
    ]
    assert "USD 15 billion in grants and USD 5 billion in loans" in about[0].says
    found = loans().clause("loan-usa")
    assert isinstance(found, CommitmentClause)
    assert found.form == "loan"


def test_budapest_consults_without_a_deadline() -> None:
    """The four will consult; no deadline, level or request is named, and the record says that it looked."""
    found = example("budapest/memorandum-1994").clause("consultation")
    assert isinstance(found, Trigger)
    (consult,) = found.responses
    assert consult.bearers == ("GBR", "RUS", "UKR", "USA")
    assert (str(consult.modal), consult.deadline) == ("will", None)
    assert {str(name): str(why) for name, why in consult.absent.items()} == {
        "deadline": "silent",
        "immediacy": "silent",
        "level": "silent",
    }
    assert found.absent["on_request_of"] == "silent"


def test_budapest_status_is_disputed() -> None:
    """Whether a firm word binds can't be told; both sides of the dispute are kept as claims."""
    record = example("budapest/memorandum-1994")
    assert {found.binds for found in record.commitments()} == {Answer.CANNOT_TELL}
    said = {one.value for one in record.claims if one.about == "parts/body/legal_status/status"}
    assert {"binding", "political"} <= said
    assert (record.absent["duration"], record.absent["termination"]) == ("silent", "silent")


def test_budapest_dates() -> None:
    """Signed and in force on 5 December 1994, registered by Ukraine on 2 October 2014 (UNTS I-52241)."""
    assert [(row["act"], row["by"], row["date"]) for row in rows(example("budapest/memorandum-1994"), "events")] == [
        *(("signature", party, "1994-12-05") for party in ("GBR", "RUS", "UKR", "USA")),
        ("registration", "UKR", "2014-10-02"),
    ]


def test_budapest_aggression_can_be_read_in_two_ways() -> None:
    """The nuclear weapons of paragraph 4 may qualify the threat alone: the reading is recorded as ambiguous."""
    found = example("budapest/memorandum-1994").clause("security-council-action")
    assert isinstance(found, Trigger)
    assert found.reading == "ambiguous"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_policy_was_loosened_near_kharkiv_and_nowhere_else(form: str) -> None:
    """The account of the two versions says what was loosened, and nothing of long range."""
    told = DIFFS[form](versions())
    assert "loosened near Kharkiv" in told
    assert "long-range" not in told
    assert "ATACMS" not in told


def test_the_policy_s_one_judged_change() -> None:
    """Of the rules only the exception differs, and a looser policy is a weaker one."""
    (change,) = (change for change in versions() if change.topic == "weapons-use")
    assert (change.headline, str(change.effect)) == ("loosened near Kharkiv region", "weakened")
    assert (change.old_path, change.new_path) == ("", "kharkiv-counter-fire")
    assert "strikes-inside-russia" in change.why
    back = diff(versions().new, versions().old)
    assert [one.headline for one in back if one.topic == "weapons-use"] == ["tightened near Kharkiv region"]


def test_the_policy_s_claims_stand_beside_the_change() -> None:
    """That nothing had changed is shown beside what did; a claim on what didn't change isn't shown."""
    assert [one.claim.id for one in versions().claims] == ["pentagon-no-change", "blinken-no-bounds"]
    article = claim(versions().new, "reference-long-range-allowed")
    assert (article.about, str(article.relation)) == ("long-range/decision", "contradicts")


def test_the_article_s_unhedged_hours_stand_against_the_text() -> None:
    """The article leaves out "where possible"; showing and comparing the US text put that beside it."""
    usa = example("ukraine/usa-2024")
    article = claim(usa, "reference-24-hours")
    assert (str(article.relation), [cite.source for cite in article.cite]) == ("omits", ["reference-article"])
    flat = " ".join(SHOWS["text"](usa).split())
    assert (
        "emergency-meeting/responses/meet/deadline/softened_by: omits - the text says: where possible "
        "- the claim says: Top officials will meet within 24 hours." in flat
    )
    compared = diff(example("ukraine/gbr-2024"), usa, peers=True)
    assert "reference-24-hours" in {one.claim.id for one in compared.claims if one.side == "new"}
    assert "reference-no-request" not in {one.claim.id for one in compared.claims}  # who may ask is the same in both
