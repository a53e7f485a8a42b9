"""What holds on a day, when it began, and how to leave: on real records and on small ones for each rule."""

from __future__ import annotations

import cProfile
import json
import pstats
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from material import example
from test_comparison import minimal

from agreements import Agreement, UnknownNameError, load_all
from agreements.cli import main
from agreements.errors import InvalidValueError
from agreements.timing import Answer
from agreements.tracking import (
    Day,
    ExitKind,
    State,
    entry_into_force,
    entry_into_force_for,
    exits,
    expiry,
    status,
)
from agreements.tracking._acts import SIGNATURES, own_acts
from agreements.tracking._days import nth_of

STATES = ["BEL", "CAN", "DNK", "FRA", "GBR"]


def record(**more: Any) -> Agreement:
    return Agreement.model_validate(minimal(**more))


def act(kind: str, by: list[str], day: str | None) -> dict[str, Any]:
    return {"act": kind, "by": by, **({"date": day} if day else {})}


def multilateral(rule: dict[str, Any], *deposits: tuple[str, str]) -> Agreement:
    """A treaty of five states that signed on 4 April 1949."""
    parties = [{"id": state, "role": "party"} for state in STATES]
    acts = [act("signature", STATES, "1949-04-04")]
    acts += [act("ratification", [state], day) for state, day in deposits]
    return record(parties=parties, actions=acts, entry_into_force=rule)


DEPOSITS = [("BEL", "1949-06-01"), ("CAN", "1949-05-03"), ("FRA", "1949-08-24"), ("GBR", "1949-06-07")]
BOTH = ["USA", "UKR"]
RULES: list[tuple[dict[str, Any], list[dict[str, Any]], str]] = [
    ({"rule": "upon-signature"}, [act("signature", BOTH, "2024-06-13")], "2024-06-13"),
    (
        {"rule": "upon-signature"},
        [act("signature", ["USA"], "2024-06-13"), act("signature", ["UKR"], "2024-06-20")],
        "2024-06-20",
    ),
    ({"rule": "upon-signature"}, [act("signature", BOTH, "2024-06")], "2024-06-01 to 2024-06-30"),
    ({"rule": "upon-signature"}, [act("signature", ["USA"], "2024-06-13")], "2024-06-13 or later"),
    ({"rule": "upon-signature"}, [], "cannot be told"),
    ({"rule": "fixed-date", "date": "2025-01-01"}, [], "2025-01-01"),
    (
        {"rule": "period-after", "period": "P30D", "after": {"rule": "upon-signature"}},
        [act("signature", BOTH, "2024-06-13")],
        "2024-07-13",
    ),
    (
        {"rule": "first-day-of-month", "month": 2, "after": {"rule": "upon-signature"}},
        [act("signature", BOTH, "2024-11-13")],
        "2025-01-01",
    ),
    (
        {"rule": "notifications", "number": 2, "counts": "giving"},
        [act("notification", ["USA"], "2024-07-01"), act("notification", ["UKR"], "2024-06-01")],
        "2024-07-01",
    ),
    (
        {"rule": "notifications", "number": 2, "counts": "receipt"},
        [act("notification", ["USA"], "2024-07-01"), act("notification", ["UKR"], "2024-06-01")],
        "2024-07-01 or later",
    ),
    ({"rule": "notifications", "number": 2, "counts": "giving"}, [], "cannot be told"),
    ({"rule": "exchange"}, [act("exchange-of-notes", BOTH, "2024-07-01")], "2024-07-01"),
    (
        {
            "rule": "later-of",
            "of": [{"rule": "fixed-date", "date": "2025-01-01"}, {"rule": "fixed-date", "date": "2025-03-01"}],
        },
        [],
        "2025-03-01",
    ),
    (
        {
            "rule": "any-of",
            "of": [{"rule": "fixed-date", "date": "2025-01-01"}, {"rule": "fixed-date", "date": "2025-03-01"}],
        },
        [],
        "2025-01-01",
    ),
]


@pytest.mark.parametrize(("rule", "acts", "day"), RULES)
def test_entry_into_force(rule: dict[str, Any], acts: list[dict[str, Any]], day: str) -> None:
    """VCLT art. 24(1): in such manner and upon such date as the text provides, by the acts that are recorded."""
    found = entry_into_force(record(entry_into_force=rule, **({"actions": acts} if acts else {})))
    assert str(found) == day
    assert found.trace


def test_a_majority_and_named_deposits() -> None:
    """North Atlantic Treaty art. 11: a majority of the signatories, the named ones among them; the last one counts."""
    majority = {"rule": "deposits", "majority_of": "signatories"}
    named = {"rule": "deposits", "named": ["BEL", "CAN", "FRA"]}
    rule = {"rule": "all-of", "of": [majority, named]}
    assert str(entry_into_force(multilateral(rule, *DEPOSITS))) == "1949-08-24"
    assert str(entry_into_force(multilateral(majority, *DEPOSITS))) == "1949-06-07"
    assert str(entry_into_force(multilateral(rule, *DEPOSITS[:2]))) == "1949-06-01 or later"


def test_the_kth_deposit_and_a_period() -> None:
    """VCLT art. 84: so many days after the k-th deposit; for each later state after its own."""
    kth = {"rule": "deposits", "number": 3}
    treaty = multilateral({"rule": "staged", "first": kth, "later": {"rule": "own-deposit"}}, *DEPOSITS)
    assert str(entry_into_force(treaty)) == "1949-06-07"
    assert str(entry_into_force_for(treaty, "CAN")) == "1949-06-07"
    assert str(entry_into_force_for(treaty, "FRA")) == "1949-08-24"
    assert str(entry_into_force_for(treaty, "DNK")) == "cannot be told"
    held = {one.what: one.state for one in status(treaty, as_of=date(1949, 7, 1)).parties}
    assert held == {
        "BEL": State.IN_FORCE_OR_EFFECT,
        "CAN": State.IN_FORCE_OR_EFFECT,
        "DNK": State.CANNOT_TELL,
        "FRA": State.SIGNED,
        "GBR": State.IN_FORCE_OR_EFFECT,
    }


OWN = {"rule": "own-deposit"}
LATER = {"rule": "period-after", "period": "P30D", "after": OWN}


@pytest.mark.parametrize(
    ("later", "day"),
    [
        (LATER, "1949-09-23"),
        ({"rule": "first-day-of-month", "month": 1, "after": OWN}, "1949-09-01"),
        (OWN, "1949-08-24"),
        ({**LATER, "after": {"rule": "upon-signature"}}, "1949-08-24"),
        ({"rule": "exchange"}, "1949-08-24 or later"),
    ],
)
def test_the_rule_for_later_parties_is_counted(later: dict[str, Any], day: str) -> None:
    """A party that comes later is in by the rule for later ones, counted from its own deposit, not on that deposit."""
    treaty = multilateral({"rule": "staged", "first": {"rule": "deposits", "number": 3}, "later": later}, *DEPOSITS)
    assert str(entry_into_force_for(treaty, "FRA")) == day
    assert str(entry_into_force_for(treaty, "CAN")) == "1949-06-07"


@pytest.mark.parametrize("nested", [False, True])
def test_nobody_is_in_without_its_own_deposit(nested: bool) -> None:
    """VCLT art. 24(3): where deposits bring it into force, a state is in with its own, and never without."""
    rule: dict[str, Any] = {"rule": "deposits", "number": 3}
    rule = {"rule": "all-of", "of": [rule, {"rule": "fixed-date", "date": "1949-01-01"}]} if nested else rule
    treaty = multilateral(rule, *DEPOSITS)
    assert str(entry_into_force_for(treaty, "FRA")) == "1949-08-24"
    assert str(entry_into_force_for(treaty, "GBR")) == "1949-06-07"
    assert str(entry_into_force_for(treaty, "DNK")) == "cannot be told"
    held = {one.what: one.state for one in status(treaty, as_of=date(1950, 1, 1)).parties}
    assert (held["FRA"], held["DNK"]) == (State.IN_FORCE_OR_EFFECT, State.CANNOT_TELL)


TWO_DEPOSITS = {"rule": "deposits", "number": 2}


@pytest.mark.parametrize(
    ("acts", "day"),
    [
        ([("ratification", "2024-01-01"), ("withdrawal-of-consent", "2024-02-01")], "2024-03-01 or later"),
        ([("ratification", "2024-01-01"), ("withdrawal-of-consent", "2024-01-01")], "2024-03-01 or later"),
        ([("ratification", "2024-01-01"), ("withdrawal-of-consent", None)], "2024-03-01 or later"),
        (
            [("ratification", "2024-01-01"), ("withdrawal-of-consent", "2024-02-01"), ("ratification", "2024-04-01")],
            "2024-04-01",
        ),
        ([("ratification", "2024-01-01"), ("withdrawal-of-consent", "2024-05-01")], "2024-03-01"),
    ],
)
def test_consent_that_was_taken_back(acts: list[tuple[str, str | None]], day: str) -> None:
    """A ratification taken back before entry into force counts no more; after it, there is nothing to take back."""
    own = [act(kind, ["USA"], on) for kind, on in acts]
    found = record(entry_into_force=TWO_DEPOSITS, actions=[*own, act("ratification", ["UKR"], "2024-03-01")])
    assert str(entry_into_force(found)) == day


def test_who_took_back_its_signature_is_not_in() -> None:
    """A withdrawal before a fixed day of entry into force wins over that day; the others are in."""
    acts = [act("signature", BOTH, "2024-01-01"), act("withdrawal-of-signature", ["USA"], "2024-02-01")]
    found = record(entry_into_force={"rule": "fixed-date", "date": "2024-03-01"}, actions=acts)
    held = {one.what: one.state for one in status(found, as_of=date(2024, 4, 1)).parties}
    assert held == {"USA": State.NOT_SIGNED, "UKR": State.IN_FORCE_OR_EFFECT}


BY_GIVING = {"rule": "notifications", "number": 2, "counts": "giving"}


@pytest.mark.parametrize(
    ("rule", "acts", "day"),
    [
        (
            BY_GIVING,
            [("notification", "USA", "2024-01-01"), ("notification", "USA", "2024-02-01")],
            "2024-01-01 or later",
        ),
        (
            TWO_DEPOSITS,
            [
                ("ratification", "USA", "2024-05-01"),
                ("accession", "USA", "2024-01-01"),
                ("ratification", "UKR", "2024-02-01"),
            ],
            "2024-02-01",
        ),
        ({"rule": "exchange"}, [("exchange-of-notes", "USA", "2024-01-01")], "2024-01-01 or later"),
        ({"rule": "upon-signature"}, [("signature", "USA", "2024-01-01")], "2024-01-01 or later"),
    ],
)
def test_states_are_counted_not_acts(rule: dict[str, Any], acts: list[tuple[str, str, str]], day: str) -> None:
    """Two notifications by one side are one; of two deposits by one state the first counts; one note is no exchange."""
    found = record(entry_into_force=rule, actions=[act(kind, [by], on) for kind, by, on in acts])
    assert str(entry_into_force(found)) == day


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (BY_GIVING, "notification"),
        (TWO_DEPOSITS, "ratification"),
        ({"rule": "exchange"}, "exchange-of-notes"),
        ({"rule": "upon-signature"}, "signature"),
    ],
)
def test_acts_about_a_part_do_not_count_for_the_whole(rule: dict[str, Any], kind: str) -> None:
    """What was signed, deposited or notified for an annex brings the annex about, not the agreement."""
    acts = [{**act(kind, BOTH, "2024-01-01"), "part": "annex"}]
    found = record(entry_into_force=rule, actions=acts, parts=[{"id": "body"}, {"id": "annex"}])
    assert not entry_into_force(found).told


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ukraine/usa-2024", "2024-06-13"),
        ("ukraine/gbr-2024", "2024-01-12"),
        ("ukraine/deu-2024", "2024-02-16"),
        ("ukraine/hrv-2024", "2024-10-09"),
        ("ukraine/eu-2024", "cannot be told"),
        ("budapest/memorandum-1994", "1994-12-05"),
    ],
)
def test_entry_of_real_records(name: str, day: str) -> None:
    """The shipped records enter into force or take effect with their signature; where the text is silent, who knows."""
    assert str(entry_into_force(example(name))) == day


def test_the_last_day_is_one_value() -> None:
    """Ten years from 13 June 2024: the last day in force of the status is that of the way out by expiry."""
    usa = example("ukraine/usa-2024")
    (way,) = (one for one in exits(usa, by="USA", notice_on=date(2025, 1, 20)) if one.kind is ExitKind.EXPIRY)
    held = status(usa, as_of=date(2025, 1, 20)).whole
    assert way.effect.day == expiry(usa).day == date(2034, 6, 13)
    assert held.until is not None
    assert held.until.day == date(2034, 6, 13)
    assert status(usa, as_of=date(2034, 6, 13)).whole.state is State.IN_FORCE
    assert status(usa, as_of=date(2034, 6, 14)).whole.state is State.EXPIRED


def test_what_does_not_bind_is_in_effect() -> None:
    """A political text that came into effect is not said to be in force; the American annex disclaims itself."""
    assert status(example("ukraine/gbr-2024"), as_of=date(2025, 1, 1)).whole.state is State.IN_EFFECT
    usa = status(example("ukraine/usa-2024"), as_of=date(2025, 1, 1))
    assert {part.what: part.state for part in usa.parts} == {"body": State.IN_FORCE, "annex": State.IN_EFFECT}


def test_before_it_is_signed() -> None:
    """The day before the signature nothing is signed; a record without acts can't be told."""
    assert status(example("ukraine/usa-2024"), as_of=date(2024, 6, 12)).whole.state is State.NOT_SIGNED
    assert status(record(), as_of=date(2024, 6, 12)).whole.state is State.CANNOT_TELL


def test_notice_of_the_united_states() -> None:
    """Six months from the notification: given on 20 January 2025, the last day is 20 July 2025 (XI)."""
    (notice, expires, *_) = exits(
        example("ukraine/usa-2024"), by="USA", notice_on=date(2025, 1, 20), out_by=date(2025, 7, 21)
    )
    assert (notice.kind, notice.effect.day, notice.place) == (ExitKind.NOTICE, date(2025, 7, 20), "XI ¶1")
    assert notice.last_notice is not None
    assert notice.last_notice.day == date(2025, 1, 20)
    assert any("diplomatic channels" in text for text in notice.keeps)
    assert any("implementing" in text.lower() for text in notice.survives)
    assert expires.effect.day == date(2034, 6, 13)


def test_notice_that_runs_from_receipt_has_no_latest_day() -> None:
    """The British text counts from receipt: never earlier than if it arrives the same day."""
    (notice, *_) = exits(example("ukraine/gbr-2024"), by="GBR", notice_on=date(2025, 1, 20))
    assert (notice.effect.earliest, notice.effect.latest) == (date(2025, 7, 20), None)


def test_notice_counted_back_that_is_only_should() -> None:
    """The German text counts back at the least and says should: any day may be the last; one keeps the length."""
    (notice, *_) = exits(example("ukraine/deu-2024"), by="DEU", notice_on=date(2025, 1, 20))
    assert (notice.effect.earliest, notice.effect.latest) == (date(2025, 1, 20), None)
    assert notice.at_length is not None
    assert notice.at_length.day == date(2025, 7, 20)
    assert any("'should'" in text for text in notice.keeps)


def test_no_notice_is_too_late_by_a_length_that_is_only_recommended() -> None:
    """Of the German text six months before the end keep the length; notice a day before it isn't shut out."""
    germany = example("ukraine/deu-2024")
    (notice, *_) = exits(germany, by="DEU", notice_on=date(2025, 6, 30), out_by=date(2025, 7, 20))
    assert notice.last_notice is not None
    assert (notice.last_notice.earliest, notice.last_notice.latest) == (date(2025, 1, 19), date(2025, 7, 19))
    assert not any("too late" in text for text in notice.keeps)


def test_notice_of_a_length_at_the_least_may_name_a_later_day() -> None:
    """The Latvian text asks for six months at the least: the end can't come sooner, and may come later."""
    (notice, *_) = exits(example("ukraine/lva-2024"), by="LVA", notice_on=date(2025, 1, 31))
    assert (notice.effect.earliest, notice.effect.latest) == (date(2025, 7, 31), None)
    assert notice.at_length is None


@pytest.mark.parametrize("name", ["deu", "cze", "esp", "ltu", "lva", "nld", "nor", "gbr", "usa"])
def test_ways_out_and_status_tell_the_same_of_notice(name: str) -> None:
    """What notice on a day would do is what it is said to do once it is recorded, cut at the end of the term."""
    agreement = example(f"ukraine/{name}-2024")
    party = name.upper()
    (notice, *_) = exits(agreement, by=party, notice_on=date(2025, 1, 31))
    given = agreement.replace(
        actions=[
            *(one.model_dump(mode="json", exclude_unset=True) for one in agreement.actions),
            act("denunciation", [party], "2025-01-31"),
        ]
    )
    until = status(given, as_of=date(2025, 2, 1)).whole.until
    assert until is not None
    assert until.earliest == notice.effect.earliest
    assert until.latest in (
        notice.effect.latest,
        exits(agreement, by=party, notice_on=date(2025, 1, 31))[1].effect.latest,
    )


def test_notice_before_entry_into_force_ends_nothing_for_sure() -> None:
    """What is denounced before it is in force can't be told to end, and never before it began."""
    early = in_force(act("denunciation", ["USA"], "2023-01-20"), termination=[NOTICE])
    held = status(early, as_of=date(2026, 1, 1)).whole
    assert held.state is State.CANNOT_TELL
    assert held.until is None or not held.until.told
    assert any("came before entry into force" in str(step) for step in held.trace)


def test_a_policy_of_one_side_is_not_waited_for() -> None:
    """What one side decides for itself needs no signature: its status can't be told, and not for want of one."""
    held = status(example("policy/us-weapons-use-2024-05-15"), as_of=date(2024, 5, 20))
    for one in (held.whole, *held.parties, *held.parts):
        assert one.state is State.CANNOT_TELL
        assert ["neither signed nor in force" in str(step) for step in one.trace] == [True]


def test_nobody_terminates_alone() -> None:
    """All parties can end it on a day; a termination by one of two is no more than a doubt."""
    alone, both = (in_force(act("termination", by, "2025-01-20")) for by in (["USA"], BOTH))
    assert status(both, as_of=date(2026, 1, 1)).whole.state is State.TERMINATED
    held = status(alone, as_of=date(2026, 1, 1)).whole
    assert held.state is State.CANNOT_TELL
    assert any("UKR agreed" in str(step) for step in held.trace)


def test_what_is_received_before_it_is_given_tells_no_day() -> None:
    """A slip in one of two dates gives no reversed window."""
    slip = {**act("denunciation", ["USA"], "2025-08-31"), "received": "2025-08-03"}
    way = {**NOTICE, "runs_from": "receipt"}
    until = status(in_force(slip, termination=[way]), as_of=date(2026, 3, 1)).whole.until
    assert until is not None
    assert until.earliest is None or until.latest is None or until.earliest <= until.latest


def test_general_law_is_only_pointed_to() -> None:
    """Breach, impossibility and changed circumstances have no day; a silent text points to VCLT art. 56."""
    found = exits(example("ukraine/eu-2024"), by="EU", notice_on=date(2025, 1, 20))
    law = {one.kind: str(one.trace[0]) for one in found if not one.ends}
    assert set(law) == {
        ExitKind.SILENCE,
        ExitKind.BREACH,
        ExitKind.IMPOSSIBILITY,
        ExitKind.CHANGE_OF_CIRCUMSTANCES,
    }
    assert "art. 56" in law[ExitKind.SILENCE]
    assert not any(one.effect.told for one in found)


def test_who_is_no_party_cannot_leave() -> None:
    """A name that is no party's is refused."""
    with pytest.raises(UnknownNameError, match="FRA"):
        exits(example("ukraine/usa-2024"), by="FRA", notice_on=date(2025, 1, 20))


def test_not_before_a_time_has_passed() -> None:
    """Twenty years first: before them the day of the end is no earlier than they are over, and the doubt is said."""
    way = {
        "id": "x",
        "ends": "participation",
        "notice": "P1Y",
        "runs_from": "giving",
        "not_before": {"after": "P20Y", "runs_from": "entry-into-force"},
    }
    found = record(
        entry_into_force={"rule": "upon-signature"}, actions=[act("signature", BOTH, "2000-01-01")], termination=[way]
    )
    early, late = (exits(found, by="USA", notice_on=day)[0] for day in (date(2010, 1, 1), date(2024, 1, 1)))
    assert (early.effect.earliest, early.effect.latest) == (date(2020, 1, 1), None)
    assert late.effect.day == date(2025, 1, 1)


NOTICE = {"id": "x", "ends": "agreement", "notice": "P6M", "runs_from": "notification"}


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2025, 1, 19), State.IN_FORCE_OR_EFFECT),
        (date(2025, 1, 20), State.NOTICE_RUNNING),
        (date(2025, 7, 20), State.NOTICE_RUNNING),
        (date(2025, 7, 21), State.TERMINATED),
    ],
)
def test_notice_that_was_given(as_of: date, state: State) -> None:
    """From the day of notice it runs; the day after its last day the agreement is terminated."""
    found = record(
        entry_into_force={"rule": "upon-signature"},
        actions=[act("signature", BOTH, "2024-06-13"), act("denunciation", ["USA"], "2025-01-20")],
        termination=[NOTICE],
    )
    assert status(found, as_of=as_of).whole.state is state


THREE = ["FRA", "GBR", "USA"]


def left_by(*who: str) -> Agreement:
    """A treaty of three, in force since 13 June 2024, that some left half a year after 20 January 2025 each month."""
    notices = [act("denunciation", [one], f"2025-0{month}-20") for month, one in enumerate(who, 1)]
    return record(
        parties=[{"id": one, "role": "party"} for one in THREE],
        entry_into_force={"rule": "upon-signature"},
        actions=[act("signature", THREE, "2024-06-13"), *notices],
        termination=[{**NOTICE, "ends": "participation"}],
    )


def test_one_who_leaves_leaves_the_others() -> None:
    """A way out that ends participation ends it for its giver alone, as long as two others remain."""
    held = status(left_by("USA"), as_of=date(2026, 1, 1))
    assert held.whole.state is State.IN_FORCE_OR_EFFECT
    assert {one.what: one.state for one in held.parties} == {
        "FRA": State.IN_FORCE_OR_EFFECT,
        "GBR": State.IN_FORCE_OR_EFFECT,
        "USA": State.LEFT,
    }


def test_of_one_party_alone_no_agreement_is_left() -> None:
    """VCLT art. 2(1)(a): a treaty is between states; the second of three to leave ends it for the third as well."""
    found = left_by("USA", "GBR")
    held = {on: status(found, as_of=on) for on in (date(2025, 8, 20), date(2025, 8, 21))}
    assert [one.whole.state for one in held.values()] == [State.NOTICE_RUNNING, State.TERMINATED]
    after = {one.what: (one.state, str(one.until)) for one in held[date(2025, 8, 21)].parties}
    assert after == {
        "FRA": (State.TERMINATED, "2025-08-20"),
        "GBR": (State.LEFT, "2025-08-20"),
        "USA": (State.LEFT, "2025-07-20"),
    }


def test_either_of_two_who_leaves_ends_the_whole() -> None:
    """Of two parties one can't be bound to itself: leaving ends the whole, and the way out says so beforehand."""
    ways = {"termination": [LEAVING]}
    (way, *_) = exits(in_force(**ways), by="USA", notice_on=date(2025, 1, 20))
    assert "of two parties only one is left: with it the whole ends" in way.keeps
    held = status(in_force(act("denunciation", ["USA"], "2025-01-20"), **ways), as_of=date(2026, 1, 1))
    assert (held.whole.state, str(held.whole.until)) == (State.TERMINATED, "2025-07-20")
    assert {one.what: one.state for one in held.parties} == {"USA": State.LEFT, "UKR": State.TERMINATED}


def test_who_comes_back_may_keep_it_alive() -> None:
    """A party that left and acceded again leaves the end of the whole open."""
    acts = [act("denunciation", ["USA"], "2025-01-20"), act("accession", ["USA"], "2027-01-01")]
    held = status(in_force(*acts, termination=[LEAVING]), as_of=date(2028, 1, 1))
    assert held.whole.state is State.CANNOT_TELL


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2024-06-12", State.NOT_SIGNED), ("2034-06-13", State.IN_FORCE_OR_EFFECT), ("2034-06-14", State.CANNOT_TELL)],
)
def test_a_term_without_a_start_runs_at_least_from_signature(as_of: str, state: State) -> None:
    """Whatever it runs from, signature or entry into force, its whole length is left then; its end isn't known."""
    found = in_force(duration={"rule": "term", "length": "P10Y", "runs_from": "unstated"})
    assert str(expiry(found)) == "2034-06-13 or later"
    assert status(found, as_of=date.fromisoformat(as_of)).whole.state is state
    nobody = record(entry_into_force=AT_SIGNATURE, duration={"rule": "term", "length": "P10Y", "runs_from": "unstated"})
    assert not expiry(nobody).told


def test_a_tacit_renewal_leaves_the_end_open() -> None:
    """Where nobody's objection is recorded either way, the day after the term can't be told."""
    found = record(
        entry_into_force={"rule": "upon-signature"},
        actions=[act("signature", BOTH, "2020-01-01")],
        duration={"rule": "term", "length": "P1Y", "runs_from": "signature"},
        renewal={"by": "tacit", "modal": "shall"},
    )
    assert status(found, as_of=date(2020, 6, 1)).whole.state is State.IN_FORCE_OR_EFFECT
    assert status(found, as_of=date(2021, 6, 1)).whole.state is State.CANNOT_TELL


def test_signed_is_said_only_of_what_is_surely_not_in_force() -> None:
    """A notification that isn't recorded may have been given: neither the whole nor a party is merely signed then.

    Before the recorded day of its own act a party surely isn't in, and its own acts say what it is.
    """
    rule = {"rule": "notifications", "number": 2, "counts": "giving"}
    one = [act("signature", ["USA"], "2024-01-01")]
    both = [act("signature", BOTH, "2024-01-01"), act("notification", ["USA"], "2024-02-01")]
    first = status(record(entry_into_force=rule, actions=one), as_of=date(2024, 3, 1))
    second = status(record(entry_into_force=rule, actions=both), as_of=date(2024, 3, 1))
    assert (first.whole.state, second.whole.state) == (State.CANNOT_TELL, State.CANNOT_TELL)
    assert {held.state for held in (*first.parties, *second.parties)} == {State.CANNOT_TELL}
    told = " ".join(str(step) for step in second.parties[1].trace)
    assert "signature by UKR and USA on 2024-01-01" in told
    assert "no notification by UKR is recorded" in told
    later = [*both, act("notification", ["UKR"], "2024-05-01")]
    before = status(record(entry_into_force=rule, actions=later), as_of=date(2024, 3, 1))
    assert before.whole.state is State.SIGNED
    assert {held.what: held.state for held in before.parties} == {"USA": State.CONSENT_GIVEN, "UKR": State.SIGNED}


SIGNED = [act("signature", BOTH, "2024-06-13")]
AT_SIGNATURE = {"rule": "upon-signature"}
LEAVING = {**NOTICE, "ends": "participation"}
TEN_YEARS = {"rule": "term", "length": "P10Y", "runs_from": "entry-into-force"}


def in_force(*acts: dict[str, Any], **more: Any) -> Agreement:
    """An agreement of two, in force since 13 June 2024."""
    return record(entry_into_force=AT_SIGNATURE, actions=[*SIGNED, *acts], **more)


@pytest.mark.parametrize(
    ("day", "as_of", "state"),
    [
        ("2024-06", "2024-05-31", State.NOT_SIGNED),
        ("2024-06", "2024-06-15", State.CANNOT_TELL),
        (None, "2024-06-15", State.CANNOT_TELL),
        ("2024-06-16", "2024-06-15", State.NOT_SIGNED),
    ],
)
def test_not_signed_only_where_that_is_sure(day: str | None, as_of: str, state: State) -> None:
    """A signature of some day in June, or of no recorded day, may have been given by the 15th."""
    found = record(entry_into_force=BY_GIVING, actions=[act("signature", BOTH, day)])
    held = status(found, as_of=date.fromisoformat(as_of))
    assert {one.state for one in (held.whole, *held.parties)} == {state}


PARTS = [{"id": "body"}, {"id": "annex"}]


@pytest.mark.parametrize("kind", ["termination", "denunciation"])
def test_an_act_about_a_part_ends_that_part_alone(kind: str) -> None:
    """Notice about the annex says nothing of the agreement; of the annex, at least that it can't be told any more."""
    ended = {**act(kind, BOTH if kind == "termination" else ["USA"], "2025-01-20"), "part": "annex"}
    held = status(in_force(ended, parts=PARTS, termination=[NOTICE]), as_of=date(2026, 1, 1))
    body, annex = (one.state for one in held.parts)
    assert held.whole.state is body is State.IN_FORCE_OR_EFFECT
    assert annex is (State.TERMINATED if kind == "termination" else State.CANNOT_TELL)


def test_another_instrument_for_a_part_leaves_the_whole() -> None:
    """What takes the annex's place leaves the rest; and the day of the other one isn't surely that of the end."""
    relation = {"kind": "superseded-by", "to": "b", "date": "2025-01-01"}
    one = in_force(parts=PARTS, relations=[{**relation, "part": "annex"}])
    held = status(one, as_of=date(2026, 1, 1))
    assert [held.whole.state, *(part.state for part in held.parts)] == [
        State.IN_FORCE_OR_EFFECT,
        State.IN_FORCE_OR_EFFECT,
        State.CANNOT_TELL,
    ]
    whole = status(in_force(relations=[relation]), as_of=date(2026, 1, 1)).whole
    assert whole.state is State.CANNOT_TELL
    assert status(in_force(relations=[relation]), as_of=date(2024, 12, 1)).whole.state is State.IN_FORCE_OR_EFFECT
    ended = in_force(act("termination", BOTH, "2025-02-01"), relations=[relation])
    assert status(ended, as_of=date(2026, 1, 1)).whole.state is State.SUPERSEDED


def test_a_part_signed_later_begins_later() -> None:
    """An annex that is signed after the agreement is not in force with it, but from its own signature."""
    own = {**act("signature", BOTH, "2025-03-01"), "part": "annex"}
    found = in_force(own, parts=PARTS)
    before, later = (status(found, as_of=day).parts[1] for day in (date(2025, 1, 1), date(2025, 3, 1)))
    assert (before.state, later.state) == (State.NOT_SIGNED, State.IN_FORCE_OR_EFFECT)
    assert str(later.since) == "2025-03-01"


@pytest.mark.parametrize(
    ("runs_from", "until"),
    [
        ("receipt", "2025-07-27"),
        ("notification", "2025-07-20"),
        ("unstated", "2025-07-20 to 2025-07-27"),
    ],
)
def test_notice_whose_receipt_is_recorded(runs_from: str, until: str) -> None:
    """Given on 20 January, received on the 27th: six months run from the day that counts; unstated, from either."""
    given = {**act("denunciation", ["USA"], "2025-01-20"), "received": "2025-01-27"}
    found = in_force(given, termination=[{**NOTICE, "runs_from": runs_from}])
    assert str(status(found, as_of=date(2025, 2, 1)).whole.until) == until


@pytest.mark.parametrize("ways", [[], [NOTICE, {**NOTICE, "id": "y", "notice": "P1Y"}]])
def test_notice_whose_way_out_is_unknown_leaves_the_whole_in_doubt(ways: list[dict[str, Any]]) -> None:
    """A denunciation by which way out nobody knows is never passed over: from its day on, the whole can't be told."""
    found = in_force(act("denunciation", ["USA"], "2025-01-20"), **({"termination": ways} if ways else {}))
    before, then = (status(found, as_of=day).whole for day in (date(2025, 1, 19), date(2025, 1, 21)))
    assert (before.state, str(before.until)) == (State.IN_FORCE_OR_EFFECT, "2025-01-20 or later")
    assert then.state is State.CANNOT_TELL
    assert any(getattr(step, "lacks", False) for step in then.trace)


def test_the_end_is_the_first_of_all_ends() -> None:
    """A termination yet to come, notice that runs and the term: the last day is the first of theirs."""
    future = in_force(act("termination", BOTH, "2026-01-01"), duration=TEN_YEARS)
    assert str(status(future, as_of=date(2025, 1, 1)).whole.until) == "2026-01-01"
    given = act("denunciation", ["USA"], "2034-05-01")
    held = status(in_force(given, duration=TEN_YEARS, termination=[NOTICE]), as_of=date(2034, 6, 1)).whole
    assert (held.state, str(held.until)) == (State.NOTICE_RUNNING, "2034-06-13")


def test_a_term_that_may_be_renewed_has_no_exact_end() -> None:
    """Where nobody need do anything for it to go on, the last day of the first term is the earliest last day."""
    found = in_force(duration=TEN_YEARS, renewal={"by": "tacit", "modal": "shall"})
    assert str(status(found, as_of=date(2030, 1, 1)).whole.until) == "2034-06-13 or later"


def test_since_is_the_day_after_the_end() -> None:
    """What has ended is so since the day after its last day; who left, since the day after notice ran out."""
    given = act("denunciation", ["USA"], "2025-01-20")
    expired = status(in_force(duration=TEN_YEARS), as_of=date(2035, 1, 1)).whole
    ended = status(in_force(given, termination=[NOTICE]), as_of=date(2026, 1, 1)).whole
    left = status(in_force(given, termination=[LEAVING]), as_of=date(2026, 1, 1)).parties[0]
    assert [(one.state, str(one.since), str(one.until)) for one in (expired, ended, left)] == [
        (State.EXPIRED, "2034-06-14", "2034-06-13"),
        (State.TERMINATED, "2025-07-21", "2025-07-20"),
        (State.LEFT, "2025-07-21", "2025-07-20"),
    ]


def test_applied_provisionally_since_the_last_signature() -> None:
    """VCLT art. 25: provisional application from signature begins with the last of the signatures."""
    acts = [act("signature", ["USA"], "2024-01-01"), act("signature", ["UKR"], "2024-02-01")]
    provisional = {"runs_from": "signature"}
    found = record(entry_into_force=BY_GIVING, actions=acts, provisional_application=provisional)
    held = status(found, as_of=date(2024, 3, 1)).whole
    assert (held.state, str(held.since)) == (State.PROVISIONALLY_APPLIED, "2024-02-01")


def test_who_came_back_has_not_simply_left() -> None:
    """A party that left and acceded again isn't said to have left; before its return it is."""
    acts = [act("denunciation", ["USA"], "2025-01-20"), act("accession", ["USA"], "2027-01-01")]
    found = in_force(*acts, termination=[LEAVING])
    gone, back = (status(found, as_of=day).parties[0].state for day in (date(2026, 1, 1), date(2028, 1, 1)))
    assert (gone, back) == (State.LEFT, State.CANNOT_TELL)


def test_a_part_lasts_from_the_beginning_and_no_longer_than_the_whole() -> None:
    """A part's own length runs from entry into force even when all is over, and ends with the whole at the latest."""
    parts = [{"id": "body"}, {"id": "annex", "length": "P1Y"}, {"id": "protocol", "length": "P20Y"}]
    held = status(in_force(duration=TEN_YEARS, parts=parts), as_of=date(2035, 1, 1)).parts
    assert [str(one.until) for one in held] == ["2034-06-13", "2025-06-13", "2034-06-13"]


def test_notice_too_early_or_of_uncertain_length_gives_no_sure_end() -> None:
    """Notice before it may be given, or whose length is only put with should, ends nothing on a sure day."""
    given = act("denunciation", ["USA"], "2025-01-20")
    limit = {"after": "P20Y", "runs_from": "entry-into-force"}
    early = status(in_force(given, termination=[{**NOTICE, "not_before": limit}]), as_of=date(2026, 1, 1)).whole
    assert (early.state, str(early.until)) == (State.NOTICE_RUNNING, "2044-06-13 or later")
    should = in_force(given, termination=[{**NOTICE, "notice_is": "should"}])
    assert status(should, as_of=date(2025, 3, 1)).whole.state is State.CANNOT_TELL
    assert status(should, as_of=date(2025, 7, 21)).whole.state is State.TERMINATED


def test_own_deposit_brings_it_into_force_for_its_state() -> None:
    """Where each state's own deposit counts, the one that deposited is in, whatever of the whole."""
    found = record(
        entry_into_force={"rule": "own-deposit"}, actions=[*SIGNED, act("ratification", ["USA"], "2024-07-01")]
    )
    held = {one.what: one.state for one in status(found, as_of=date(2024, 8, 1)).parties}
    assert held == {"USA": State.IN_FORCE_OR_EFFECT, "UKR": State.CANNOT_TELL}
    assert str(entry_into_force(found)) == "2024-07-01 or later"


@pytest.mark.parametrize(
    ("more", "acts"),
    [
        ({"termination": [NOTICE]}, [act("denunciation", ["USA"], "9999-11-01")]),
        ({"termination": [{**NOTICE, "notice": "PT48H"}]}, [act("denunciation", ["USA"], "2025-01-20")]),
        ({"parts": [{"id": "annex", "length": "P9000Y"}]}, []),
        ({"duration": {**TEN_YEARS, "length": "P9000Y"}}, []),
    ],
)
def test_what_cannot_be_counted_is_no_traceback(more: dict[str, Any], acts: list[dict[str, Any]]) -> None:
    """A length beyond the year 9999 or in hours gives a state that can't be told, with the reason."""
    held = status(in_force(*acts, **more), as_of=date(9999, 12, 31) if "9999" in str(acts) else date(2026, 1, 1))
    doubtful = [one for one in (held.whole, *held.parts) if one.state is State.CANNOT_TELL]
    assert doubtful
    assert all(any(getattr(step, "lacks", False) for step in one.trace) for one in doubtful)


def test_out_by_the_first_day_of_all_is_told_in_words() -> None:
    """Before 0001-01-01 no day can be counted: the answer says so, and never passes on Python's own words for it."""
    agreement = in_force(duration=TEN_YEARS, termination=[NOTICE])
    for out_by, said in (("0001-01-01", "no day before 0001-01-01 can be counted"), ("0001-01-05", "lead outside")):
        (way, *_) = exits(agreement, by="USA", notice_on=date(2025, 1, 1), out_by=date.fromisoformat(out_by))
        assert way.last_notice is not None
        assert said in " ".join(map(str, way.last_notice.trace))
    short = in_force(duration=TEN_YEARS, termination=[{**NOTICE, "notice": "P1D"}])
    for day in ("0001-01-01", "0001-01-02", "0001-01-03", "9999-12-30", "9999-12-31"):
        for way in exits(short, by="USA", notice_on=date.fromisoformat(day), out_by=date.fromisoformat(day)):
            told = (*(way.last_notice.trace if way.last_notice else ()), *way.effect.trace)
            assert "date value" not in " ".join((*map(str, told), *way.keeps))


def leave(found: Agreement, on: str, out_by: str | None = None) -> tuple[str, str, str]:
    """Return the effect, the last notice and what is kept, of notice by the USA."""
    by_then = date.fromisoformat(out_by) if out_by else None
    (way, *_) = exits(found, by="USA", notice_on=date.fromisoformat(on), out_by=by_then)
    assert way.kind is ExitKind.NOTICE
    return str(way.effect), str(way.last_notice), " | ".join(way.keeps)


UNTOLD = "cannot be told"


@pytest.mark.parametrize(
    ("on", "effect", "said"),
    [
        ("2024-06-12", UNTOLD, "not yet in force"),
        ("2024-06-13", "2024-12-13", ""),
        ("2033-12-13", "2034-06-13", ""),
        ("2033-12-14", UNTOLD, "it ends first: its last day in force is 2034-06-13"),
        ("2034-06-14", UNTOLD, "it had ended"),
    ],
)
def test_notice_has_effect_only_while_it_is_in_force(on: str, effect: str, said: str) -> None:
    """Before entry into force and after the end nobody leaves; notice that runs past the term ends nothing."""
    found = leave(in_force(duration=TEN_YEARS, termination=[NOTICE]), on)
    assert found[0] == effect
    assert said in found[2]
    assert said or not found[2]


@pytest.mark.parametrize(
    ("out_by", "last", "said"),
    [
        ("2025-07-21", "2025-01-20", ""),
        ("2025-07-20", "2025-01-19", "too late to be out by 2025-07-20"),
        ("2024-08-01", UNTOLD, "before entry into force"),
        ("2034-06-13", "2033-12-12", ""),
        ("2040-01-01", UNTOLD, "it ends first"),
    ],
)
def test_out_by_is_the_first_day_out(out_by: str, last: str, said: str) -> None:
    """Out by a day: the day before is the last in force; too late, too early and needless are said as such."""
    found = leave(in_force(duration=TEN_YEARS, termination=[NOTICE]), "2025-01-20", out_by)
    assert found[1] == last
    assert said in found[2]
    assert said or not found[2]


def test_a_terminated_agreement_is_not_left() -> None:
    """A recorded termination is an end as the term is: notice after it has no day."""
    found = in_force(act("termination", BOTH, "2025-01-01"), termination=[NOTICE])
    assert leave(found, "2025-03-01")[0] == UNTOLD
    assert "it ends first" in leave(found, "2024-12-01")[2]


AT_THE_END = {"id": "x", "ends": "agreement", "notice": "P6M", "counted": "back", "runs_from": "end-of-term"}
TACIT = {"by": "tacit", "modal": "shall"}


@pytest.mark.parametrize("more", [{}, {"renewal": TACIT}])
def test_notice_for_the_end_of_the_term_ends_it_then(more: dict[str, Any]) -> None:
    """Notice counted back from the end of the term ends it there or, given too late, on no day that can be told."""
    found = in_force(duration=TEN_YEARS, termination=[AT_THE_END], **more)
    assert leave(found, "2025-01-20")[0] == "2034-06-13"
    late = leave(found, "2034-03-01")
    assert late[0] == UNTOLD
    assert "too late for the end of the term" in late[2]


def test_notice_counted_back_from_an_unknown_day_is_untold() -> None:
    """Counted back from the beginning of implementation, no recorded day gives the end."""
    found = in_force(termination=[{**AT_THE_END, "runs_from": "implementation"}])
    assert leave(found, "2025-01-20", "2026-01-01")[:2] == (UNTOLD, UNTOLD)


def test_the_last_notice_keeps_the_time_before_which_none_may_be_given() -> None:
    """Where notice may be given after twenty years only, nobody is out before by a notice given in time."""
    limit = {"after": "P20Y", "runs_from": "entry-into-force"}
    found = in_force(termination=[{**NOTICE, "not_before": limit}])
    assert leave(found, "2025-01-20", "2030-01-01")[1] == UNTOLD
    assert leave(found, "2025-01-20", "2044-08-01")[1] == "2044-01-31 or earlier"
    assert leave(found, "2045-01-20", "2046-01-01")[:2] == ("2045-07-20", "2045-06-30")


def test_status_and_exits_agree_on_the_effect_of_notice() -> None:
    """The last day after a recorded notice is that of the way out for the same notice on the same day."""
    limit = {"after": "P20Y", "runs_from": "entry-into-force"}
    for more in ({}, {"not_before": limit}, {"runs_from": "receipt"}):
        for on in ("2025-01-20", "2024-08-31"):
            ways = [{**NOTICE, **more}]
            given = status(in_force(act("denunciation", ["USA"], on), termination=ways), as_of=date(2025, 1, 31))
            assert str(given.whole.until) == leave(in_force(termination=ways), on)[0]


@pytest.mark.parametrize(
    ("way", "on", "out_by"),
    [
        ({**NOTICE, "counted": "back", "notice": "P1D"}, "0001-01-01", "0001-01-01"),
        ({**NOTICE, "counted": "back", "runs_from": "unstated", "notice": "P1D"}, "0001-01-01", "0001-01-02"),
        ({**NOTICE, "counted": "back", "runs_from": "unstated", "notice": "P1D"}, "9999-12-31", "9999-12-31"),
        ({**NOTICE, "notice": "PT48H"}, "2025-01-20", "2025-07-01"),
        ({**NOTICE, "notice": "P9000Y"}, "2025-01-20", "2025-07-01"),
    ],
)
def test_notice_at_the_edge_of_the_calendar_is_no_traceback(way: dict[str, Any], on: str, out_by: str) -> None:
    """What leaves the calendar, or is counted in hours, has no day, and the reason is said."""
    effect, _, said = leave(in_force(termination=[way]), on, out_by)
    assert effect == UNTOLD
    assert said


def test_what_the_record_does_not_tell_is_no_silence() -> None:
    """VCLT art. 56 is for a silent text: what is unknown or unrecorded is told as that, and ends no term."""

    def kinds(**more: Any) -> list[ExitKind]:
        return [one.kind for one in exits(in_force(**more), by="USA", notice_on=date(2025, 1, 20))]

    assert kinds().count(ExitKind.UNRECORDED) == 2
    unknown = {"duration": "unknown", "termination": "unknown"}
    assert kinds(absent=unknown).count(ExitKind.UNRECORDED) == 2
    assert ExitKind.SILENCE not in kinds() + kinds(absent=unknown)
    silent = kinds(absent={"duration": "silent", "termination": "silent"})
    assert ExitKind.SILENCE in silent
    assert not {ExitKind.UNRECORDED, ExitKind.EXPIRY} & set(silent)
    none = kinds(absent={"duration": "not-applicable", "termination": "not-applicable"})
    assert not {ExitKind.UNRECORDED, ExitKind.EXPIRY, ExitKind.SILENCE} & set(none)
    assert ExitKind.EXPIRY not in kinds(duration={"rule": "indefinite"})


def test_a_policy_of_one_side_cannot_be_left() -> None:
    """Nobody is bound by a unilateral policy: its issuer can change it, and there is no way out to compute."""
    with pytest.raises(InvalidValueError, match="its issuer can change it at any time"):
        exits(example("policy/us-weapons-use-2024-05-30"), by="USA", notice_on=date(2025, 1, 20))


@pytest.mark.parametrize(
    ("name", "said"), [("RUS", "there are: USA, UKR"), ("usa", "did you mean 'USA'"), ("UKRA", "mean 'UKR'")]
)
def test_only_a_near_name_is_suggested(name: str, said: str) -> None:
    """A stranger isn't taken for a party: the parties are named; a slip is."""
    with pytest.raises(UnknownNameError, match=said):
        exits(example("ukraine/usa-2024"), by=name, notice_on=date(2025, 1, 20))


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
windows = st.builds(lambda one, other: Day(min(one, other), max(one, other), ()), days, days)


@given(st.lists(windows, min_size=1, max_size=6), st.data())
def test_the_nth_of_windows_holds_every_nth_day(found: list[Day], data: st.DataObject) -> None:
    """Whatever day each of several falls on within its window, the n-th of them falls within the n-th window."""
    number = data.draw(st.integers(1, len(found)))
    drawn = sorted(data.draw(st.dates(day.earliest, day.latest)) for day in found if day.earliest and day.latest)
    nth = nth_of(found, number)
    assert nth.earliest is not None
    assert nth.latest is not None
    assert nth.earliest <= drawn[number - 1] <= nth.latest


@given(windows, days)
def test_a_window_that_narrows_never_contradicts(day: Day, on: date) -> None:
    """What is certain of a window stays certain of every day in it."""
    assert day.earliest is not None
    narrow = Day(day.earliest, day.earliest, ())
    if day.reached(on) is not Answer.CANNOT_TELL:
        assert narrow.reached(on) is day.reached(on)
    if day.over(on) is not Answer.CANNOT_TELL:
        assert narrow.over(on) is day.over(on)


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.stdout, done.stderr


def test_the_commands() -> None:
    """`exits` gives 20 July 2025 and the expiry with their traces, `status` what holds; both also as JSON."""
    usa = "examples/ukraine/usa-2024.yaml"
    code, text, _ = run("exits", usa, "--by", "USA", "--notice-on", "2025-01-20", "--why")
    assert code == 0
    assert "last day: 2025-07-20" in text
    assert "last day: 2034-06-13" in text
    assert "art. 3(1) and 4" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    code, text, _ = run("status", usa, "--as-of", "2025-06-01")
    assert "on 2025-06-01: in force, since 2024-06-13; last day 2034-06-13" in text
    assert "for each party (USA, UKR) the same" in text
    _, text, _ = run("status", "examples/ukraine", "--as-of", "2025-06-01", "--format", "json")
    states = {one["agreement"]: one["whole"]["state"] for one in json.loads(text)["agreements"]}
    family = {one.id: status(one, as_of=date(2025, 6, 1)) for one in load_all("examples/ukraine")}
    assert states == {id: str(found.whole.state) for id, found in family.items()}
    assert (states["gbr-ukr-2024-security"], states["eu-ukr-2024-security"]) == ("in effect", "cannot be told")
    _, text, _ = run("exits", usa, "--by", "USA", "--notice-on", "2025-01-20", "--format", "json")
    assert json.loads(text)["exits"][0]["last_day"] == {"earliest": "2025-07-20", "latest": "2025-07-20"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "FRA"], "no party 'FRA'"),
        (["--by", "USA", "--notice-on", "20.1.2025"], "write it like 2025-01-20"),
        ([], "--by"),
        (["--by", "USA", "--notice-on", "9999-12-31"], ""),
    ],
)
def test_wrong_input(arguments: list[str], message: str) -> None:
    """A stranger, a day that is none and a day too far are answered, never a traceback."""
    code, text, error = run("exits", "examples/ukraine/usa-2024.yaml", *arguments)
    assert message in " ".join(error.split())
    assert code == (2 if message else 0)
    assert message or "cannot be told" in text


def _acts(count: int) -> Agreement:
    """A treaty of two with many acts of its own: signed, taken back, ratified and denounced again and again."""
    kinds = ("signature", "withdrawal-of-signature", "ratification", "announcement", "denunciation")
    days = [(date(2020, 1, 1) + timedelta(days=number)).isoformat() for number in range(count)]
    acts = [act(kinds[number % 5], [BOTH[number // 5 % 2]], day) for number, day in enumerate(days)]
    way_out = {"id": "x", "ends": "agreement", "notice": "P6M", "runs_from": "notification"}
    return record(actions=acts, entry_into_force={"rule": "deposits", "number": 2}, termination=[way_out])


def _states(count: int) -> Agreement:
    """A treaty of many states: signed by each party, ratified by each on its own day, denounced by one."""
    names = [f"state-{number}" for number in range(count)]
    days = [(date(2020, 1, 1) + timedelta(days=number)).isoformat() for number in range(count)]
    acts = [act("signature", ["each-party"], "2019-01-01")]
    acts += [act("ratification", [name], day) for name, day in zip(names, days, strict=True)]
    acts.append(act("denunciation", names[:1], "2040-01-01"))
    parties = [{"id": name, "role": "party"} for name in names]
    return record(parties=parties, actions=acts, entry_into_force={"rule": "deposits", "number": 2})


def _calls(agreement: Agreement) -> int:
    """How much there is to do, in calls: the same on a slow machine as on a fast one."""
    profile = cProfile.Profile()
    profile.runcall(status, agreement, as_of=date(2030, 1, 1))
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_many_acts_of_its_own_take_time_in_proportion() -> None:
    """Four times as many acts are some four times as much work; of states, asked one by one, at most 16 times."""
    assert _calls(_acts(800)) < 5 * _calls(_acts(200))
    assert _calls(_states(200)) < 16 * _calls(_states(50))


def test_an_act_of_each_party_stands_among_the_own_ones_in_their_order() -> None:
    """A party that took back what each party had signed has signed again only by its own later act."""
    acts = [act("signature", ["each-party"], "2024-01-01"), act("withdrawal-of-signature", ["USA"], "2024-02-01")]

    def signed() -> dict[str, str]:
        known = record(actions=acts).actions
        return {name: str(day) for name, day in own_acts(known, SIGNATURES, BOTH).items()}

    assert signed() == {"UKR": "2024-01-01"}
    acts.append(act("signature", ["USA"], "2024-03-01"))
    assert signed() == {"UKR": "2024-01-01", "USA": "2024-03-01"}
