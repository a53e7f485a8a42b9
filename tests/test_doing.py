"""What several owe: done when each has done it; a deed that is told of one alone doesn't speak for the others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from scheduled import NOON, agreement, attack, deed, told

from agreements import Agreement, Deadline, schedule
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, DeadlineState

LATER = Instant.parse("2026-03-10T12:00[Europe/Kyiv]")
SOON, LATE = "2026-03-04T09:00[Europe/Kyiv]", "2026-03-06T09:00[Europe/Kyiv]"
BOTH = ["UKR", "USA"]


def owed(act: str = "fund", bearers: list[str] = BOTH, modal: str = "shall", **more: Any) -> Agreement:
    """A duty upon the attack on Ukraine, within 24 hours of it."""
    deadline = {"within": "PT24H", "runs_from": "event"}
    return agreement({"act": act, "bearers": bearers, "modal": modal, "deadline": deadline} | more, asked=False)


def done(*deeds: tuple[list[str], str], act: str = "fund", **more: Any) -> list[dict[str, Any]]:
    return [
        deed(f"a/emergency/{act}", moment, id=f"deed-{number}", act=act, by=by, **more)
        for number, (by, moment) in enumerate(deeds)
    ]


def due(record: Agreement, deeds: list[dict[str, Any]], as_of: AsOf = LATER, **more: Any) -> Deadline:
    (found,) = schedule(record, told(attack(**more), *deeds), as_of=as_of)
    return found


def lacks(found: Deadline) -> str:
    return " / ".join(found.lacking)


@pytest.mark.parametrize("bearers", [BOTH, ["each-party"]])
def test_one_has_done_it_and_the_other_still_owes_it(bearers: list[str]) -> None:
    """What each owes by itself runs on for who hasn't done it, and is overdue in the end; the trace names it."""
    deeds = done((["UKR"], SOON))
    assert due(owed(bearers=bearers), deeds, NOON).state is DeadlineState.RUNNING
    found = due(owed(bearers=bearers), deeds)
    assert found.state is DeadlineState.OVERDUE
    assert "assumed: nothing by USA that answers it is recorded" in map(str, found.trace)


@pytest.mark.parametrize(
    ("deeds", "state"),
    [
        ([(BOTH, SOON)], DeadlineState.MET),
        ([(["each-party"], SOON)], DeadlineState.MET),
        ([(["UKR"], SOON), (["USA"], SOON)], DeadlineState.MET),
        ([(["UKR"], SOON), (["USA"], LATE)], DeadlineState.MET_LATE),
        ([(["UKR"], LATE), (["USA"], SOON), (["UKR"], SOON)], DeadlineState.MET),
        ([(["UKR"], LATE), (["USA"], LATE)], DeadlineState.MET_LATE),
        ([(["UKR"], "2026-03-05"), (["USA"], SOON)], DeadlineState.CANNOT_TELL),
        ([(["USA"], "2026-03-01"), (["UKR"], SOON)], DeadlineState.OVERDUE),
        ([], DeadlineState.OVERDUE),
    ],
)
def test_it_is_met_when_each_has_done_it(deeds: list[tuple[list[str], str]], state: DeadlineState) -> None:
    """Everybody's own first deed counts; the one furthest from having done it decides how things stand."""
    assert due(owed(), done(*deeds)).state is state


@pytest.mark.parametrize("act", ["meet", "consult"])
def test_a_joint_act_told_of_one_alone_cannot_be_told(act: str) -> None:
    """Nobody meets alone: whether the other was there isn't recorded, so that it is neither met nor overdue."""
    for as_of in (NOON, LATER):
        found = due(owed(act), done((["USA"], SOON), act=act), as_of)
        assert found.state is DeadlineState.CANNOT_TELL
        assert lacks(found) == "whether UKR took part isn't recorded"
    assert due(owed(act), done((BOTH, SOON), act=act)).state is DeadlineState.MET
    assert due(owed(act), done((["USA"], SOON), act=act, to=["UKR"])).state is DeadlineState.MET
    assert due(owed(act), []).state is DeadlineState.OVERDUE


def test_an_early_meeting_told_of_one_may_have_been_the_others_too() -> None:
    """One told of the USA in time, one of both too late: whether the first was with Ukraine decides, and isn't told."""
    found = due(owed("meet"), done((["USA"], SOON), (BOTH, LATE), act="meet"))
    assert found.state is DeadlineState.CANNOT_TELL
    assert due(owed("meet"), done((["USA"], LATE), (BOTH, LATE), act="meet")).state is DeadlineState.MET_LATE


def test_a_duty_of_one_and_what_is_only_allowed_are_done_by_one_deed() -> None:
    """With one bearer any deed that answers it counts; what several may do is nobody's to do."""
    assert due(owed(bearers=["USA"]), done((["USA"], SOON))).state is DeadlineState.MET
    assert due(owed(modal="may"), done((["USA"], SOON))).state is DeadlineState.MET


def test_an_organ_acts_for_its_party() -> None:
    """A deed of what the record names as a party's organ is that party's."""
    usaid = {"id": "agency", "role": "organ", "name": "An agency", "of": "USA"}
    record = owed().replace(actors=[usaid])
    assert due(record, done((["UKR", "agency"], SOON))).state is DeadlineState.MET
    assert due(owed(), done((["UKR", "agency"], SOON))).state is DeadlineState.CANNOT_TELL


@pytest.mark.parametrize("by", [["POL"], ["POL", "UKR"]])
def test_for_whom_somebody_else_did_it_cannot_be_told(by: list[str]) -> None:
    """A deed of somebody whom the text doesn't name may stand for whoever is missing, or for nobody."""
    found = due(owed(), done((by, SOON)))
    assert found.state is DeadlineState.CANNOT_TELL
    assert "took part isn't recorded" in lacks(found)


def test_whether_the_one_attacked_owes_help_too_cannot_be_told() -> None:
    """`each party` covers the one attacked, whom nobody asks to help itself; the others' deeds leave it at that."""
    record = owed("assist", ["each-party"])
    found = due(record, done((["USA"], SOON), act="assist"))
    assert found.state is DeadlineState.CANNOT_TELL
    assert lacks(found) == "whether UKR, against whom it was, owes it too can't be told"
    assert due(record, done((["UKR"], SOON), act="assist")).state is DeadlineState.OVERDUE
    assert due(owed("assist"), done((["USA"], SOON), act="assist")).state is DeadlineState.OVERDUE


def test_without_a_limit_it_is_done_when_each_has_done_it() -> None:
    """Without a time limit nothing is overdue: it runs on for who hasn't done it, or can't be told."""
    record = owed(deadline=None)
    assert due(record, done((["UKR"], SOON))).state is DeadlineState.RUNNING
    assert due(record, done((["UKR"], SOON), (["USA"], LATE))).state is DeadlineState.MET
    record = owed("meet", deadline=None)
    assert due(record, done((["UKR"], SOON), act="meet")).state is DeadlineState.CANNOT_TELL


def test_a_standing_duty_of_several_by_a_day() -> None:
    """What each owes by a day, upon no event: who hasn't done it by then is overdue, where events are kept."""
    pay = {"act": "fund", "bearers": BOTH, "modal": "shall", "deadline": {"by": "2025-12-31"}}
    clause = {"id": "money", "kind": "commitment", "topic": "economic-support", "at": "II.5", **pay}
    record = agreement(clauses=[clause])

    def state(*by: list[str], hypothetical: bool = False) -> DeadlineState:
        paid = [
            deed("a/money", "2025-06-01", id=f"deed-{number}", act="fund", by=names) for number, names in enumerate(by)
        ]
        (found,) = schedule(record, told(*paid, hypothetical=hypothetical), as_of=date(2026, 3, 4))
        return found.state

    assert state(["USA"]) is DeadlineState.OVERDUE
    assert state(["USA"], ["UKR"]) is DeadlineState.MET
    assert state(["USA"], hypothetical=True) is DeadlineState.CANNOT_TELL


def test_everybodys_own_first_deed_is_named() -> None:
    """After many deeds of one, the deed that made the other meet it stands in the trace."""
    deeds = done(*([(["UKR"], f"2026-03-04T05:{minute:02}[Europe/Kyiv]") for minute in range(9)]), (["USA"], SOON))
    found = due(owed(), deeds)
    assert found.state is DeadlineState.MET
    assert any(str(step).startswith("answered by deed-9, ") for step in found.trace)
