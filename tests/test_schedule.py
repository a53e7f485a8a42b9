"""What falls due: the main case on the real texts, matching, both readings of an unstated clock, states."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import ROOT, example

from agreements import Agreement, Chronology, Deadline, explain, load_all, load_events, schedule
from agreements.errors import WrongTypeError
from agreements.timing.instants import Instant
from agreements.tracking import DeadlineKind, DeadlineState

SCENARIO = ROOT / "examples/ukraine/events/scenario-attack.yaml"
NOON = Instant.parse("2026-03-04T12:00[Europe/Kyiv]")
MEET = "emergency-meeting/meet"


def chronology(*events: dict[str, Any], hypothetical: bool = False) -> Chronology:
    """Return a file of events."""
    head = {"format": "events/1", "id": "told", "title": "Told", "hypothetical": hypothetical}
    return Chronology.from_plain({**head, "events": list(events)})


def attack(at: str = "2026-03-04T04:10[Europe/Kyiv]", **more: Any) -> dict[str, Any]:
    base = {"id": "attack", "kind": "event", "event": "armed-attack", "by": ["RUS"], "against": ["UKR"]}
    told = {**base, **({"moment": at} if "T" in at else {"date": at}), **more}
    return {name: value for name, value in told.items() if value}


def request(at: str = "2026-03-04T06:30[Europe/Kyiv]", under: str = "usa-ukr-2024-security", **more: Any) -> Any:
    base = {"id": "request", "kind": "request", "by": ["UKR"], "under": [under]}
    return {**base, **({"moment": at} if "T" in at else {"date": at}), **more}


def meeting(at: str, answers: str = f"usa-ukr-2024-security/{MEET}") -> dict[str, Any]:
    return {"id": "meeting", "kind": "deed", "act": "meet", "by": ["USA", "UKR"], "answers": [answers], "moment": at}


def due(agreement: Agreement, path: str, *files: Chronology, as_of: Any = NOON) -> Deadline:
    (found,) = (one for one in schedule(agreement, files, as_of=as_of) if one.path == path)
    return found


def usa() -> Agreement:
    return example("ukraine/usa-2024")


def test_the_main_case() -> None:
    """An attack at 04:10 and a request at 06:30 in Kyiv: the text names no start, so both next days' times stand."""
    found = due(usa(), MEET, load_events(SCENARIO))
    assert [(one.runs_from, one.limit.shown_in("Europe/Kyiv")) for one in found.clocks] == [
        ("the event", "2026-03-05T04:10:00+02:00[Europe/Kyiv]"),
        ("the request", "2026-03-05T06:30:00+02:00[Europe/Kyiv]"),
    ]
    assert found.clocks[0].limit.shown_in("America/New_York") == "2026-03-04T21:10:00-05:00[America/New_York]"
    assert found.state is DeadlineState.RUNNING
    assert found.who == ("UKR", "USA")
    assert str(found.level) == "most-senior"
    assert found.softened_by == ("where possible",)
    assert not found.is_hard
    assert found.hypothetical
    assert found.cause == "scenario-attack/attack"
    assert found.place == "II ¶4 s1"


def test_the_family_in_the_main_case() -> None:
    """Each text by its own words: hard or soft, with or without a request, only after hostilities, or not at all."""
    events = load_events(SCENARIO)
    found: dict[str, list[Deadline]] = {}
    for agreement in load_all(ROOT / "examples/ukraine"):
        timed = [one for one in schedule(agreement, events, as_of=NOON) if one.cause and one.clocks]
        found[agreement.id[:3]] = timed
    assert found["hrv"] == []
    assert found["gbr"][0].is_hard
    assert [one.runs_from for one in found["ita"][0].clocks] == ["the event"]
    canada = found["can"][0]
    assert canada.state is DeadlineState.CANNOT_TELL
    assert "end of hostilities" in explain(canada)
    albania = found["alb"][0]
    assert albania.state is DeadlineState.CANNOT_TELL
    assert "whether the agreement is in force or in effect on 2026-03-04 can't be told" in explain(albania)
    running = {name for name, ones in found.items() if ones and ones[0].state is DeadlineState.RUNNING}
    assert {"usa", "gbr", "deu", "fra", "ita", "nor", "jpn"} <= running


def test_a_treaty_without_a_time_limit() -> None:
    """Article 4 sets no time: its duty has no clock, and an attack on Ukraine is none on a party."""
    treaty = example("nato/north-atlantic-treaty-1949")
    events = chronology(attack(against=["POL"]), hypothetical=True)
    assert all(not one.clocks for one in schedule(treaty, events, as_of=NOON) if one.kind is DeadlineKind.RESPONSE)
    assert due(treaty, "collective-defence/assist", chronology(attack())).state is DeadlineState.DORMANT


@pytest.mark.parametrize(
    ("change", "state", "said"),
    [
        ({"against": ["POL"]}, DeadlineState.DORMANT, "nothing recorded is armed attack"),
        ({"against": []}, DeadlineState.CANNOT_TELL, "against whom it was isn't recorded"),
        ({"event": "threat-of-armed-attack"}, DeadlineState.RUNNING, "threat of armed attack by RUS against UKR"),
        ({"event": "invasion"}, DeadlineState.RUNNING, "invasion is a kind of armed attack"),
        ({"event": "aggression"}, DeadlineState.CANNOT_TELL, "whether the aggression is also the armed attack"),
        ({"event": "end-of-hostilities"}, DeadlineState.DORMANT, "nothing recorded is armed attack"),
        ({"by": ["BLR"]}, DeadlineState.RUNNING, "armed attack by BLR against UKR"),
        ({"by": []}, DeadlineState.RUNNING, "armed attack against UKR"),
    ],
)
def test_what_sets_the_american_meeting_off(change: dict[str, Any], state: DeadlineState, said: str) -> None:
    """Another victim doesn't, an unnamed one can't be told, a threat does; the text names no attacker."""
    found = due(usa(), MEET, chronology(attack(**change), request()))
    assert found.state is state
    assert said in explain(found)


def test_an_unnamed_attacker_cannot_be_told_where_the_text_names_one() -> None:
    """The British text wants a Russian attack: another attacker, or a threat, is none; an unknown one can't be told."""
    gbr, path = example("ukraine/gbr-2024"), "emergency-consultation/consult"
    asked = request(under=gbr.id)
    assert due(gbr, path, chronology(attack(by=[]), asked)).state is DeadlineState.CANNOT_TELL
    assert due(gbr, path, chronology(attack(by=["BLR"]), asked)).state is DeadlineState.DORMANT
    threat = attack(event="threat-of-armed-attack")
    assert due(gbr, path, chronology(threat, asked)).state is DeadlineState.DORMANT


def test_without_a_request_it_waits() -> None:
    """The meeting needs the request of either; one by a third party, or under another agreement, is none."""
    for other in ([], [request(by=["GBR"])], [request(under="gbr-ukr-2024-security")]):
        found = due(usa(), MEET, chronology(attack(), *other))
        assert found.state is DeadlineState.WAITING_FOR_REQUEST
        assert [one.runs_from for one in found.clocks if one.limit.told] == ["the event"]
    earlier = request("2026-03-03T06:30[Europe/Kyiv]")
    assert due(usa(), MEET, chronology(attack(), earlier)).state is DeadlineState.WAITING_FOR_REQUEST


@pytest.mark.parametrize(
    ("met_at", "state"),
    [
        ("2026-03-05T04:10[Europe/Kyiv]", DeadlineState.MET),
        ("2026-03-05T04:10:01[Europe/Kyiv]", DeadlineState.CANNOT_TELL),
        ("2026-03-05T06:30[Europe/Kyiv]", DeadlineState.CANNOT_TELL),
        ("2026-03-05T06:30:01[Europe/Kyiv]", DeadlineState.MET_LATE),
    ],
)
def test_a_meeting_answers_the_duty(met_at: str, state: DeadlineState) -> None:
    """At the very moment it is in time; between the two readings nobody can tell; after both it is late."""
    files = chronology(attack(), request(), meeting(met_at))
    found = due(usa(), MEET, files, as_of=Instant.parse("2026-03-06T00:00Z"))
    assert found.state is state
    assert "answered by meeting" in explain(found)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-03-04T04:00[Europe/Kyiv]", DeadlineState.DORMANT),
        ("2026-03-04T05:00[Europe/Kyiv]", DeadlineState.WAITING_FOR_REQUEST),
        ("2026-03-05T04:10[Europe/Kyiv]", DeadlineState.RUNNING),
        ("2026-03-05T05:00[Europe/Kyiv]", DeadlineState.CANNOT_TELL),
        ("2026-03-05T06:31[Europe/Kyiv]", DeadlineState.OVERDUE),
        ("2026-03-04", DeadlineState.CANNOT_TELL),
        ("2026-03-07", DeadlineState.OVERDUE),
    ],
)
def test_the_state_follows_the_hour(as_of: str, state: DeadlineState) -> None:
    """Nothing counts before it happened; where the hour isn't given, what depends on it can't be told."""
    now = Instant.parse(as_of) if "T" in as_of else date.fromisoformat(as_of)
    found = due(usa(), MEET, chronology(attack(), request()), as_of=now)
    assert found.state is state


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-03-28T12:00[Europe/Kyiv]", "2026-03-29T13:00:00+03:00[Europe/Kyiv]"),
        ("2026-10-24T12:00[Europe/Kyiv]", "2026-10-25T11:00:00+02:00[Europe/Kyiv]"),
        ("2026-10-25T03:30+03:00", "2026-10-26T02:30:00+02:00[Europe/Kyiv]"),
        ("2026-10-25T03:30+02:00", "2026-10-26T03:30:00+02:00[Europe/Kyiv]"),
    ],
)
def test_nights_on_which_clocks_change(at: str, until: str) -> None:
    """24 hours are elapsed time: they end an hour later or earlier by the clock where it was moved meanwhile."""
    found = due(
        usa(),
        MEET,
        chronology(attack(at), request(at)),
        as_of=Instant.parse("2026-03-27T00:00Z").plus(timedelta(days=365)),
    )
    assert found.clocks[0].limit.shown_in("Europe/Kyiv") == until


def test_a_time_that_never_was_is_refused() -> None:
    """On the night when clocks go forward half past three doesn't exist in Kyiv: the file says so at its line."""
    from agreements import parse

    text = (
        "format: events/1\nid: a\ntitle: A\nevents:\n"
        "- {id: b, kind: event, event: armed-attack, moment: '2026-03-29T03:30[Europe/Kyiv]'}\n"
    )
    (finding,) = parse(text).findings
    assert "skipped" in finding.message
    assert finding.span is not None
    assert finding.span.line == 5


def test_a_day_alone_gives_a_window() -> None:
    """Of an attack known by its day only, the 24 hours end somewhere in two days, anywhere on earth."""
    found = due(usa(), MEET, chronology(attack("2026-03-04"), request("2026-03-04")), as_of=date(2026, 3, 10))
    limit = found.clocks[0].limit
    assert limit.exact is None
    assert limit.shown_in(None) == "2026-03-04T10:00:00Z to 2026-03-06T11:59:59Z"
    assert found.state is DeadlineState.CANNOT_TELL
    assert "whether it was asked after the event can't be told" in explain(found)
    files = chronology(attack("2026-03-04"), request("2026-03-07"))
    assert due(usa(), MEET, files, as_of=date(2026, 3, 12)).state is DeadlineState.OVERDUE


def test_attacks_before_signature_set_nothing_off() -> None:
    """Before it was in force no duty arose from the text."""
    events = chronology(attack("2024-06-12T04:10[Europe/Kyiv]"), request("2024-06-12T06:30[Europe/Kyiv]"))
    assert due(usa(), MEET, events).state is DeadlineState.DORMANT


def test_standing_duties_and_the_life_cycle() -> None:
    """The term and the last day for an extension are told; what recurs without a first day isn't, with the reason."""
    deu = example("ukraine/deu-2024")
    found = {one.path: one for one in schedule(deu, as_of=date(2026, 1, 1))}
    assert found["renewal"].clocks[0].limit.exact == date(2033, 8, 16)
    assert found["duration"].clocks[0].limit.exact == date(2034, 2, 16)
    american = {one.path: one for one in schedule(usa(), as_of=date(2026, 1, 1))}
    annual = american["annual-coordination"]
    assert annual.state is DeadlineState.CANNOT_TELL
    assert "the text sets no first day" in explain(annual)


def test_a_recorded_round_starts_the_next() -> None:
    """Once one of them is recorded, the next is counted from it, as a reading that the trace names."""
    path = "annual-coordination"
    events = chronology(
        {
            "id": "first",
            "kind": "deed",
            "act": "coordinate",
            "by": ["USA", "UKR"],
            "answers": [f"usa-ukr-2024-security/{path}"],
            "date": "2025-02-28",
        }
    )
    found = due(usa(), path, events, as_of=date(2025, 6, 1))
    assert (found.state, found.clocks[0].limit.exact) == (DeadlineState.RUNNING, date(2026, 2, 28))
    assert due(usa(), path, events, as_of=date(2026, 3, 1)).state is DeadlineState.OVERDUE
    assert "not as once in each calendar period" in explain(found)


def test_a_record_alone_does_not_say_that_something_was_left_undone() -> None:
    """Without a chronology nobody knows what was done; with one, an unanswered duty whose time is over is overdue."""
    assert due(usa(), "registration", as_of=date(2026, 1, 1)).state is DeadlineState.CANNOT_TELL
    scenario = chronology(attack(), hypothetical=True)
    assert due(usa(), "registration", scenario, as_of=date(2026, 1, 1)).state is DeadlineState.CANNOT_TELL
    act = {"id": "filed", "kind": "act", "act": "registration", "by": ["UKR"], "under": [usa().id]}
    late = chronology({**act, "date": "2024-12-01"})
    assert due(usa(), "registration", late, as_of=date(2026, 1, 1)).state is DeadlineState.MET_LATE


def test_running_notice() -> None:
    """Notice told by an event file runs, and its end is the one that exits computes."""
    act = {"id": "left", "kind": "act", "act": "denunciation", "by": ["USA"], "under": [usa().id], "date": "2025-01-20"}
    found = due(usa(), "termination", chronology(act), as_of=date(2025, 2, 1))
    assert found.kind is DeadlineKind.NOTICE
    assert (found.state, found.clocks[0].limit.exact) == (DeadlineState.RUNNING, date(2025, 7, 20))
    assert all(one.path != "termination" for one in schedule(usa(), chronology(act), as_of=date(2025, 1, 1)))


def test_until_leaves_out_what_surely_comes_later() -> None:
    """What has no day, or may come in time, stays."""
    paths = {one.path for one in schedule(usa(), as_of=date(2026, 1, 1), until=date(2030, 1, 1))}
    assert "duration" not in paths
    assert {MEET, "annual-coordination"} <= paths


@pytest.mark.parametrize("wrong", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", None])
def test_another_type_than_a_day_or_a_moment_is_refused(wrong: Any) -> None:
    """A text or a datetime is refused at once, with what to pass instead."""
    with pytest.raises(WrongTypeError, match="Instant"):
        schedule(usa(), as_of=wrong)
    with pytest.raises(WrongTypeError, match="load_events"):
        schedule(usa(), SCENARIO, as_of=NOON)  # type: ignore[arg-type]


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2033, 12, 31)).map(
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_later_event_never_gives_an_earlier_deadline(first: datetime, later: timedelta) -> None:
    """Moving an attack on moves its limit on."""
    limits = []
    for at in (first, first + timedelta(seconds=later // timedelta(seconds=1))):
        moment = str(Instant.of(at))
        files = chronology(attack(moment), request(moment))
        limits.append(due(usa(), MEET, files, as_of=Instant.of(at)).clocks[0].limit.exact)
    one, other = limits
    assert isinstance(one, Instant)
    assert isinstance(other, Instant)
    assert one <= other


@given(MOMENTS, MOMENTS)
def test_narrowing_a_day_never_contradicts_a_sure_answer(at: datetime, now: datetime) -> None:
    """What is sure of an attack known by its day stays so once its hour is known."""
    day, moment = at.date().isoformat(), str(Instant.of(at))
    asked = Instant.of(now)
    broad = due(usa(), MEET, chronology(attack(day), request(day)), as_of=asked)
    exact = due(usa(), MEET, chronology(attack(moment), request(moment)), as_of=asked)
    if broad.state is not DeadlineState.CANNOT_TELL:
        assert exact.state is broad.state
    if broad.clocks and exact.clocks:
        low, high = broad.clocks[0].limit.earliest, broad.clocks[0].limit.latest
        told = exact.clocks[0].limit.exact
        assert isinstance(low, Instant)
        assert isinstance(high, Instant)
        assert isinstance(told, Instant)
        assert low <= told <= high
