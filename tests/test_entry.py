"""Entry into force of real agreements: their own rules, the dated acts that sources tell, and what others give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from material import ROOT, example, shared
from test_comparison import minimal

from agreements import Agreement, Chronology, load, validate
from agreements.model.lifecycle import Action
from agreements.timing import PartialDate
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

RECORDS = ROOT / "tests" / "records"
ROWS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "entry_rules.yaml").read_text(encoding="utf-8"))
BOTH = ["ALB", "UKR"]


@cache
def record(path: str) -> Agreement:
    return load(RECORDS / f"{path}.yaml")


def act(kind: str, by: list[str], day: str | None, **more: str) -> dict[str, Any]:
    return {"act": kind, "by": by, **({"date": day} if day else {}), **more}


def reasons(day: Day) -> str:
    return " | ".join(str(step) for step in day.trace)


@pytest.mark.parametrize("path", sorted(RECORDS.rglob("*.yaml")), ids=lambda path: str(path.stem))
def test_each_record_is_valid(path: Path) -> None:
    """Every record these tests compute from is a valid one, and nothing is found in it."""
    assert not list(validate(load(path)))


# The North Atlantic Treaty: seven named states and a majority (article 11), later ones by their deposit (article 10).

NATO = "nato/north-atlantic-treaty-1949"
JOINED = {
    "1952-02-18": ["GRC", "TUR"],
    "1955-05-06": ["DEU"],
    "1982-05-30": ["ESP"],
    "1999-03-12": ["CZE", "HUN", "POL"],
    "2004-03-29": ["BGR", "EST", "LTU", "LVA", "ROU", "SVK", "SVN"],
    "2009-04-01": ["ALB", "HRV"],
    "2017-06-05": ["MNE"],
    "2020-03-27": ["MKD"],
    "2023-04-04": ["FIN"],
    "2024-03-07": ["SWE"],
}


def test_the_north_atlantic_treaty_is_in_force_by_its_rule() -> None:
    """Article 11: by 24 August 1949 all had deposited; Canada, whose deposit is needed, on 3 May, so not before."""
    nato = example(NATO)
    assert str(entry_into_force(nato)) == "1949-05-03 to 1949-08-24"
    assert "more than half of 12 signatories: 7" in reasons(entry_into_force(nato))
    assert status(nato, as_of=date(1949, 5, 2)).whole.state is State.SIGNED
    assert status(nato, as_of=date(1949, 8, 24)).whole.state is State.IN_FORCE


@pytest.mark.parametrize(("state", "day"), [("FRA", "1949-08-24"), ("NLD", "1949-08-12")])
def test_the_deposit_that_decides_would_make_the_day_exact(state: str, day: str) -> None:
    """Were the day of the last named deposit known, the window would close on it; that of another doesn't close it."""
    nato = example(NATO)
    (twelve,) = (one for one in nato.actions if "FRA" in one.by and one.act == "ratification")
    rest = twelve.replace(by=tuple(one for one in twelve.by if one != state))
    own = Action.model_validate(act("ratification", [state], day))
    known = [own if one is twelve else one for one in nato.actions]
    found = entry_into_force(nato.replace(actions=(*known, rest)))
    assert str(found) == (day if state == "FRA" else f"{day} to 1949-08-24")


@pytest.mark.parametrize(("day", "states"), JOINED.items())
def test_who_acceded_to_the_north_atlantic_treaty_is_in_by_its_deposit(day: str, states: list[str]) -> None:
    """Article 10: an invited state is a party on the day of its deposit, and on the day before it hasn't signed."""
    nato = example(NATO)
    on = date.fromisoformat(day)
    held = {when: {one.what: one.state for one in status(nato, as_of=when).parties} for when in (on, on - ONE_DAY)}
    for state in states:
        assert str(entry_into_force_for(nato, state)) == day
        assert held[on][state] is State.IN_FORCE
        assert held[on - ONE_DAY][state] is State.NOT_SIGNED


def test_the_signatories_and_who_acceded_are_all_the_parties() -> None:
    """Twelve signed and twenty acceded; no party of the record is without its act."""
    acceded = [one for states in JOINED.values() for one in states]
    nato = example(NATO)
    signed = [one for action in nato.actions if action.act == "signature" for one in action.by]
    assert sorted([*acceded, *signed]) == sorted(party.id for party in nato.parties)
    assert (len(signed), len(acceded)) == (12, 20)


# The Vienna Convention on the Law of Treaties and the Charter: a k-th deposit, a majority of the others.

VCLT = "vienna-convention-1969"
CHARTER = "united-nations-charter-1945"
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ("NGA", "1980-01-27"),  # the first to deposit, in 1969
        ("YUG", "1980-01-27"),  # on a day not known, within the thirty-five
        ("TGO", "1980-01-27"),  # the thirty-fifth, on 28 December 1979
        ("RWA", "1980-02-02"),  # deposited on 3 January 1980: after the thirty-fifth, before entry into force
        ("HTI", "1980-09-24"),
        ("MLT", "2012-10-26"),
        ("USA", "cannot be told"),  # signed only
    ],
)
def test_the_vienna_convention_for_each_state(state: str, day: str) -> None:
    """VCLT art. 84: the thirtieth day after the thirty-fifth deposit; for who deposits later, after its own."""
    assert str(entry_into_force_for(record(VCLT), state)) == day


def test_the_vienna_convention_as_a_whole() -> None:
    """VCLT art. 84(1): thirty days after 28 December 1979; without one of the thirty-five, after Rwanda's deposit."""
    vclt = record(VCLT)
    assert str(entry_into_force(vclt)) == "1980-01-27"
    fewer = vclt.replace(actions=tuple(one for one in vclt.actions if one.by != ("YUG",)))
    assert str(entry_into_force(fewer)) == "1980-02-02"
    assert status(vclt, as_of=date(1980, 1, 26)).whole.state is State.SIGNED


def test_the_charter_as_a_whole() -> None:
    """UN Charter art. 110(3): the five and 24 of the 46 others, the last of them on 24 October 1945."""
    charter = record(CHARTER)
    found = entry_into_force(charter)
    assert str(found) == "1945-10-24"
    assert "more than half of 46 other signatories: 24" in reasons(found)
    fewer = charter.replace(actions=tuple(one for one in charter.actions if one.by != ("YUG",)))
    assert str(entry_into_force(fewer)) == "1945-10-25"


def test_the_charter_for_each_state() -> None:
    """UN Charter art. 110(4): who ratifies after the 24th is in on that day; all others are with the whole."""
    charter = record(CHARTER)
    deposits = {one: action.date for action in charter.actions if action.act == "ratification" for one in action.by}
    assert len(deposits) == 51
    for state, on in deposits.items():
        assert on is not None
        assert on.latest is not None
        assert entry_into_force_for(charter, state).day == max(on.latest, date(1945, 10, 24))


# Agreements with Ukraine whose rule is not signature, or put in two places.


def albania(*acts: dict[str, Any]) -> Agreement:
    """Albania's agreement with Ukraine: in effect upon receipt of the second notification (72-77)."""
    return Agreement.model_validate(
        minimal(
            parties=[{"id": one, "role": "party"} for one in BOTH],
            actions=[act("signature", BOTH, "2025-01-21"), *acts],
            entry_into_force={"rule": "notifications", "number": 2, "counts": "receipt", "at": "76"},
            duration={"rule": "term", "length": "P10Y", "runs_from": "entry-into-force", "at": "77"},
        )
    )


def test_albania_has_no_day_that_can_be_told_and_the_answer_says_why() -> None:
    """Neither notification is recorded: no day, no end of the term, and nobody is merely signed."""
    found = albania()
    assert str(entry_into_force(found)) == "cannot be told"
    assert "the rule: upon notification number 2 (counted by receipt) (76)" in reasons(entry_into_force(found))
    assert "0 of 2 notifications are recorded" in reasons(entry_into_force(found))
    assert str(expiry(found)) == "cannot be told"
    held = status(found, as_of=date(2026, 1, 1))
    assert {one.state for one in (held.whole, *held.parties)} == {State.CANNOT_TELL}
    assert status(found, as_of=date(2025, 1, 20)).whole.state is State.NOT_SIGNED


@pytest.mark.parametrize(
    ("second", "day", "end"),
    [
        (act("notification", ["UKR"], "2025-06-01"), "2025-06-01 or later", "2035-06-01 or later"),
        (act("notification", ["UKR"], "2025-06-01", received="2025-06-05"), "2025-06-05", "2035-06-05"),
        (act("notification", ["UKR"], None, received="2025-06-05"), "2025-06-05", "2035-06-05"),
        (act("notification", ["UKR"], "2025-06-10", received="2025-06"), "2025-06-10 to 2025-06-30", None),
    ],
)
def test_receipt_counts_where_the_text_says_so(second: dict[str, Any], day: str, end: str | None) -> None:
    """The second notification brings it into effect when it arrives; its giving alone only says not before."""
    found = albania(act("notification", ["ALB"], "2025-03-01", received="2025-03-02"), second)
    assert str(entry_into_force(found)) == day
    assert end is None or str(expiry(found)) == end
    assert ("received on" in reasons(entry_into_force(found))) == ("received" in second)


def test_where_the_text_leaves_open_which_day_counts_both_bound_it() -> None:
    """Given on one day and received on another, the day lies between; received at once, it is that day."""
    rule = {"rule": "notifications", "number": 2, "counts": "unstated"}
    sent = [act("notification", [one], "2025-06-01", received="2025-06-05") for one in BOTH]
    parties = [{"id": one, "role": "party"} for one in BOTH]
    found = Agreement.model_validate(minimal(parties=parties, actions=sent, entry_into_force=rule))
    assert str(entry_into_force(found)) == "2025-06-01 to 2025-06-05"
    month = {"rule": "first-day-of-month", "month": 2, "after": rule}
    assert str(entry_into_force(found.replace(entry_into_force=month))) == "2025-08-01"


def test_italy_is_in_force_from_signature_as_its_term_is() -> None:
    """Article 15: the term runs from signature, and so does force; a rule like the others', put in two paragraphs."""
    found = Agreement.model_validate(
        minimal(
            parties=[{"id": "ITA", "role": "supporter"}, {"id": "UKR", "role": "supported"}],
            actions=[act("signature", ["ITA", "UKR"], "2024-02-24")],
            entry_into_force={"rule": "upon-signature", "at": "15.2"},
            duration={"rule": "term", "length": "P10Y", "runs_from": "signature", "at": "15.1"},
        )
    )
    assert (str(entry_into_force(found)), str(expiry(found))) == ("2024-02-24", "2034-02-24")


# Rules one by one, where no agreement above decides.

THREE = ["FRA", "GBR", "USA"]
ADMITTED = {"FRA": "2020-01-01", "GBR": "2020-03-01", "USA": "2022-05-01"}
OWN = {"rule": "own-deposit"}
OWN_TERM = {"rule": "term", "length": "P5Y", "runs_from": "entry-into-force-for-party"}


def of_three(rule: dict[str, Any], *acts: dict[str, Any], **more: Any) -> Agreement:
    """A treaty of three that signed on 1 December 2019 and deposited one after the other."""
    parties = [{"id": one, "role": "party"} for one in THREE]
    own = [act("ratification", [one], day) for one, day in ADMITTED.items()]
    signed = act("signature", THREE, "2019-12-01")
    return Agreement.model_validate(
        minimal(parties=parties, entry_into_force=rule, actions=[signed, *(acts or own)], **more)
    )


def test_each_party_has_a_term_of_its_own() -> None:
    """Five years from entry into force for the party: each leaves with its own term, the whole with the last one's."""
    found = of_three(OWN, duration=OWN_TERM)
    assert str(expiry(found)) == "cannot be told"
    assert [str(expiry(found, party=one)) for one in THREE] == ["2025-01-01", "2025-03-01", "2027-05-01"]
    held = status(found, as_of=date(2025, 2, 1))
    assert (held.whole.state, str(held.whole.until)) == (State.IN_FORCE_OR_EFFECT, "2027-05-01")
    assert [one.state for one in held.parties] == [State.EXPIRED, State.IN_FORCE_OR_EFFECT, State.IN_FORCE_OR_EFFECT]
    (term,) = (one for one in exits(found, by="GBR", notice_on=date(2021, 1, 1)) if one.kind is ExitKind.EXPIRY)
    assert (str(term.effect), term.ends) == ("2025-03-01", "participation")


def test_a_term_of_its_own_that_is_not_known_leaves_the_whole_open() -> None:
    """Where one party's deposit isn't recorded, the whole lasts as long as the others' terms at least."""
    found = of_three(OWN, act("ratification", ["FRA"], "2020-01-01"), duration=OWN_TERM)
    assert str(status(found, as_of=date(2020, 2, 1)).parties[0].until) == "2025-01-01"
    assert str(status(found, as_of=date(2020, 2, 1)).whole.until) == "None"
    both = of_three(OWN, *(act("ratification", [one], ADMITTED[one]) for one in ("FRA", "GBR")), duration=OWN_TERM)
    assert str(status(both, as_of=date(2020, 4, 1)).whole.until) == "2025-03-01 or later"


def test_own_deposits_bring_the_whole_into_force_with_the_second() -> None:
    """Where each state's own deposit counts, one state alone has no treaty; two have one with the second."""
    assert str(entry_into_force(of_three(OWN))) == "2020-01-01 to 2020-03-01"
    assert str(entry_into_force(of_three(OWN, act("ratification", ["FRA"], "2020-01-01")))) == "2020-01-01 or later"
    assert str(entry_into_force(of_three(OWN, act("signature", ["FRA"], "2020-01-01")))) == "cannot be told"


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ({"rule": "period-after", "period": "P30D", "after": OWN}, "2022-05-31"),
        ({"rule": "first-day-of-month", "month": 1, "after": OWN}, "2022-06-01"),
        ({"rule": "later-of", "of": [OWN, {"rule": "fixed-date", "date": "2023-01-01"}]}, "2023-01-01"),
        ({"rule": "any-of", "of": [OWN, {"rule": "fixed-date", "date": "2021-01-01"}]}, "2021-01-01"),
    ],
)
def test_a_day_of_its_own_may_stand_in_another_rule(rule: dict[str, Any], day: str) -> None:
    """Thirty days after its own deposit, the first of the month after it: counted for the state that is asked about."""
    assert str(entry_into_force_for(of_three(rule), "USA")) == day


NOTICE = {"rule": "notifications", "counts": "giving"}
SAID = [act("notification", [one], day) for one, day in ADMITTED.items()]


@pytest.mark.parametrize(
    ("awaited", "day"),
    [
        ({"number": 1}, "2020-01-01"),
        ({"number": 1, "among": ["GBR", "USA"]}, "2020-03-01"),
        ({"number": 2, "among": ["GBR", "USA"]}, "2022-05-01"),
        ({"named": ["FRA", "GBR"]}, "2020-03-01"),
        ({"all_of": "parties"}, "2022-05-01"),
        ({"all_of": "signatories"}, "2022-05-01"),
        ({"majority_of": "signatories"}, "2020-03-01"),
        ({"majority_of": "parties", "named": ["USA"]}, "2022-05-01"),
        ({"majority_of": "other-signatories", "named": ["FRA"]}, "2022-05-01"),
        ({"number": 4}, "2022-05-01 or later"),
        ({}, "cannot be told"),
    ],
)
@pytest.mark.parametrize("rule", ["notifications", "deposits"])
def test_whose_acts_are_awaited(rule: str, awaited: dict[str, Any], day: str) -> None:
    """So many, among some, all, more than half, by name: what is written must all be met, each state counted once."""
    kind = {"notifications": NOTICE, "deposits": {"rule": "deposits"}}[rule]
    acts = SAID if rule == "notifications" else []
    assert str(entry_into_force(of_three({**kind, **awaited}, *acts))) == day


def test_a_majority_of_those_nobody_recorded_cannot_be_told() -> None:
    """Where no signature is recorded, how many are more than half of the signatories isn't known."""
    rule = {"rule": "deposits", "majority_of": "signatories"}
    found = of_three(rule)
    found = found.replace(actions=tuple(one for one in found.actions if one.act != "signature"))
    assert str(entry_into_force(found)) == "cannot be told"
    assert "who the signatories are isn't recorded" in reasons(entry_into_force(found))


def provided(*notified: str, otherwise: bool = True) -> Agreement:
    """On 1 January 2021 if all have notified by the end of 2020; else a month after the last of them."""
    said = {**NOTICE, "all_of": "parties"}
    rule = {"rule": "provided", "that": said, "by": "2020-12-31", "then": {"rule": "fixed-date", "date": "2021-01-01"}}
    fallback = {"otherwise": {"rule": "period-after", "period": "P1M", "after": said}} if otherwise else {}
    acts = [act("notification", [one], day) for one, day in zip(THREE, notified, strict=False)]
    return of_three({**rule, **fallback}, *(acts or [act("signature", THREE, "2019-12-01")]))


@pytest.mark.parametrize(
    ("notified", "otherwise", "day"),
    [
        (("2020-05-01", "2020-06-01", "2020-12-31"), True, "2021-01-01"),
        (("2020-05-01", "2020-06-01", "2021-01-01"), True, "2021-02-01"),
        (("2020-05-01", "2020-06-01", "2021-01-01"), False, "2021-01-01 or later"),
        (("2020-05-01", "2020-06-01", "2020-12"), True, "2021-01-01"),
        (("2020-05-01", "2020-06-01", "2020-12-20/2021-01-20"), True, "2021-01-01 to 2021-02-20"),
        (("2020-05-01",), True, "2021-01-01 or later"),
        ((), False, "2021-01-01 or later"),
    ],
)
def test_a_day_on_condition(notified: tuple[str, ...], otherwise: bool, day: str) -> None:
    """Met by the last day, missed, or neither sure: one rule, the other, or the window of both."""
    assert str(entry_into_force(provided(*notified, otherwise=otherwise))) == day


def test_upon_something_outside_has_no_day() -> None:
    """Another treaty's entry into force is no act of the parties here: no day, though not before what is known."""
    outside = {"rule": "upon-event", "when": [{"event": "other", "described": "The other protocol enters into force."}]}
    found = of_three({"rule": "later-of", "of": [{"rule": "deposits", "all_of": "parties"}, outside]})
    assert str(entry_into_force(found)) == "2022-05-01 or later"
    assert "whether and when that happened isn't recorded" in reasons(entry_into_force(found))


def test_applied_provisionally_from_a_day() -> None:
    """VCLT art. 25: from the day the text names until entry into force; that none has come is said to be assumed."""
    rule = {**NOTICE, "all_of": "parties"}
    found = of_three(rule, *SAID, provisional_application={"runs_from": "date", "date": "2020-02-01"})
    on = (date(2020, 1, 31), date(2020, 2, 1), date(2022, 5, 1))
    assert [status(found, as_of=day).whole.state for day in on] == [
        State.SIGNED,
        State.PROVISIONALLY_APPLIED,
        State.IN_FORCE_OR_EFFECT,
    ]
    open_end = found.replace(actions=found.actions[:1])
    held = status(open_end, as_of=date(2030, 1, 1)).whole
    assert (held.state, str(held.since)) == (State.PROVISIONALLY_APPLIED, "2020-02-01")
    assert any("no entry into force in the meantime is recorded" in str(step) for step in held.trace)


DAYS = st.integers(1, 90)
fixed = st.dates(date(2019, 6, 1), date(2023, 1, 1)).map(lambda day: {"rule": "fixed-date", "date": str(day)})
awaiting = st.one_of(
    st.integers(1, 3).map(lambda number: {"rule": "deposits", "number": number}),
    st.sampled_from(THREE).map(lambda state: {"rule": "deposits", "named": [state], "majority_of": "signatories"}),
    st.just({"rule": "deposits", "all_of": "parties"}),
)


def within(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Rules that hold others: a period or a month after one, the last or the first of two, one by two stages."""
    period = st.builds(lambda one, days: {"rule": "period-after", "period": f"P{days}D", "after": one}, inner, DAYS)
    month = st.builds(lambda one, n: {"rule": "first-day-of-month", "month": n, "after": one}, inner, st.integers(1, 3))
    pairs = st.lists(inner, min_size=2, max_size=2)
    both = st.builds(
        lambda name, of: {"rule": name, "of": of}, st.sampled_from(["later-of", "any-of", "all-of"]), pairs
    )
    return period | month | both


rules = st.recursive(awaiting | fixed, within, max_leaves=4)
later_rules = st.sampled_from(
    [
        OWN,
        {"rule": "period-after", "period": "P30D", "after": OWN},
        {"rule": "first-day-of-month", "month": 2, "after": OWN},
    ]
)
conditions = st.builds(
    lambda that, by, then, other: {"rule": "provided", "that": that, "by": str(by), "then": then, "otherwise": other},
    awaiting,
    st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    rules,
    rules,
)
stages = st.builds(
    lambda first, later: {"rule": "staged", "first": first, "later": later}, rules | conditions, later_rules
)
deposited = st.lists(st.dates(date(2020, 1, 1), date(2022, 1, 1)), min_size=3, max_size=3)


@given(rules, deposited, st.integers(0, 2), DAYS)
def test_a_later_deposit_never_gives_an_earlier_day(
    rule: dict[str, Any], on: list[date], which: int, more: int
) -> None:
    """Whatever the rule without a condition, putting off one deposit doesn't bring it into force sooner."""
    late = [day + timedelta(days=more) if index == which else day for index, day in enumerate(on)]
    sooner, later = (entry_into_force(of_three(rule, *ratified(map(str, days)))).day for days in (on, late))
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@given(rules | conditions | stages | later_rules, deposited, st.integers(0, 2), DAYS, DAYS)
def test_a_day_known_less_exactly_gives_a_window_that_holds_the_day(
    rule: dict[str, Any], on: list[date], which: int, before: int, after: int
) -> None:
    """Where of one deposit only the bounds are known, what is computed holds what the exact day would give."""
    known = [str(day) for day in on]
    bounds = [on[which] - timedelta(days=before), on[which] + timedelta(days=after)]
    vague = ["/".join(map(str, bounds)) if index == which else day for index, day in enumerate(known)]
    exact, window = of_three(rule, *ratified(known)), of_three(rule, *ratified(vague))
    assert holds(entry_into_force(window), entry_into_force(exact))
    for state in THREE:
        assert holds(entry_into_force_for(window, state), entry_into_force_for(exact, state))


def ratified(days: Iterable[str]) -> list[dict[str, Any]]:
    return [act("ratification", [one], day) for one, day in zip(THREE, days, strict=True)]


def holds(window: Day, day: Day) -> bool:
    low = window.earliest is None or (day.earliest is not None and window.earliest <= day.earliest)
    return low and (window.latest is None or (day.latest is not None and day.latest <= window.latest))


# Trade agreements: rules of many shapes, and what the metadata of a collection give.


def days_of(row: dict[str, Any]) -> dict[str, date]:
    """Return what the metadata of the collection give of an agreement."""
    tree = ElementTree.parse(shared("tota-sample") / "xml" / row["file"])
    return {
        name: date.fromisoformat(tree.findtext(f"meta/{name}") or "") for name in ("date_signed", "date_into_force")
    }


def signed(found: Agreement) -> list[PartialDate]:
    return [one.date for one in found.actions if one.act == "signature" and one.date is not None]


def on_one_day(found: Agreement, day: date) -> Chronology:
    """Return every act that may be awaited, by every party, on one day."""
    by = [party.id for party in found.parties]
    acts = [act("notification", by, str(day), received=str(day)), act("ratification", by, str(day))]
    if not any(one.act == "exchange-of-notes" for one in found.actions):
        acts.append(act("exchange-of-notes", by, str(day)))
    told = [{**one, "id": f"act-{number}", "kind": "act", "under": [found.id]} for number, one in enumerate(acts)]
    return Chronology.from_plain({"format": "events/1", "id": "acts", "title": "Acts", "events": told})


def gives(found: Agreement, acted: date, day: date) -> bool:
    """Say whether acts on one day bring it into force on another, or not before it where more is awaited."""
    computed = entry_into_force(found, on_one_day(found, acted))
    return computed.earliest == day and computed.latest in (day, None)


def bounds(text: str) -> tuple[date, date]:
    window = PartialDate(text)
    assert window.earliest is not None
    assert window.latest is not None
    return window.earliest, window.latest


def ids() -> Iterator[str]:
    return (row["record"] for row in ROWS)


def test_the_table_has_every_record_once() -> None:
    """The table and the folder hold the same agreements, with at least a dozen shapes of rules."""
    assert sorted(ids()) == sorted(path.stem for path in (RECORDS / "entry").glob("*.yaml"))
    assert len(ROWS) == 61


@pytest.mark.parametrize("row", ROWS, ids=ids())
def test_what_the_rule_gives(row: dict[str, Any]) -> None:
    """The day that follows from the rule and the dated acts of the record; provisional application from its day."""
    found = record(f"entry/{row['record']}")
    assert str(entry_into_force(found)) == row["gives"]
    assert entry_into_force(found).trace
    provisional = found.provisional_application
    told = provisional.date if provisional is not None else None
    assert row.get("provisional") == (str(told) if told else None)


@pytest.mark.parametrize("row", ROWS, ids=ids())
def test_the_metadata_agree_or_the_cause_is_named(row: dict[str, Any]) -> None:
    """The metadata's day is the computed one, or follows from acts on possible days; what doesn't is listed as such."""
    given = days_of(row)
    found, day = record(f"entry/{row['record']}"), given["date_into_force"]
    printed = signed(found)
    fits = all(bounds(str(one))[0] <= given["date_signed"] <= bounds(str(one))[1] for one in printed)
    # Consent follows signature: that of the text, of which the metadata may know the day.
    first = (given["date_signed"] if fits else max(bounds(str(one))[0] for one in printed)) + ONE_DAY
    computed = entry_into_force(found)
    if "reported" in row:
        agrees = date.fromisoformat(row["reported"]) == day
    elif computed.day is not None:
        agrees = computed.day == day
    elif "acts" in row:
        low, high = bounds(row["acts"])
        assert gives(found, low, day)
        assert gives(found, high, day)
        assert low == first or not gives(found, low - ONE_DAY, day)
        assert not gives(found, high + ONE_DAY, day)
        agrees = first <= low <= high <= day
    else:
        days = (first + timedelta(days=count) for count in range((day - first).days + 1))
        agrees = any(gives(found, one, day) for one in days)
    wrong = {name for name, right in (("date_signed", fits), ("date_into_force", agrees)) if not right}
    assert wrong == set(row.get("differs", {}))


@pytest.mark.parametrize("row", [row for row in ROWS if "reported" in row], ids=lambda row: str(row["record"]))
def test_what_others_report_is_possible(row: dict[str, Any]) -> None:
    """A day that another source reports lies within the computed window."""
    computed, day = entry_into_force(record(f"entry/{row['record']}")), date.fromisoformat(row["reported"])
    assert computed.earliest is None or computed.earliest <= day
    assert computed.latest is None or day <= computed.latest


def test_the_documentation_lists_every_disagreement() -> None:
    """What differs from the metadata, and why, is told in the documentation, file by file and in the same words."""
    page = (ROOT / "docs" / "entry-into-force.md").read_text(encoding="utf-8")
    told = [line for line in page.splitlines() if line.startswith("| `pta_")]
    differing = [(row["file"], cause) for row in ROWS for cause in dict.fromkeys(row.get("differs", {}).values())]
    assert len(told) == len(differing)
    for file, cause in differing:
        assert any(line.startswith(f"| `{file}`") and cause in line for line in told), file
