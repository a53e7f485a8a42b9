"""Bad events and terms of office, through the command line and in Python: findings or errors of ours, with places."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from material import ROOT, example
from test_event_rules import ATTACK, HEAD, PACT, RECORD, TERMS_HEAD, act, deed, events, request
from test_hostile_files import assert_safe, process, run

import agreements as ag
from agreements import Chronology, InvalidRecordError
from agreements.errors import AgreementsError, InvalidValueError, WrongTypeError
from agreements.reading import MAX_FINDINGS, load_all
from agreements.reading._tree import MAX_PIECES
from agreements.renderers import SHOWS
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, entry_into_force_for

MANY = 100_000
SCENARIO = ROOT / "examples/ukraine/events/scenario-attack.yaml"
TERMS = ROOT / "examples/context/us-presidents.yaml"
USA = ROOT / "examples/ukraine/usa-2024.yaml"
EVENT = "{{id: a, kind: event, event: armed-attack, by: [RUS], against: [UKR], {}}}"


def told(*lines: str) -> str:
    return HEAD + "events:\n" + "".join(f"- {line}\n" for line in lines)


def moment(text: str) -> str:
    return told(EVENT.format(f'moment: "{text}"'))


def day(text: str) -> str:
    return told(EVENT.format(f'date: "{text}"'))


# Each with the rule of its first finding, and where that stands: its line, in the file as written here.
CASES: dict[str, tuple[str, str, int]] = {
    "nothing happened": (HEAD + "events: []\n", "empty-list", 4),
    "events are a number": (HEAD + "events: 5\n", "not-a-list", 4),
    "events are missing": (HEAD, "missing-field", 1),
    "an event of nothing": (told("{id: a}"), "missing-field", 5),
    "an unknown kind": (told("{id: a, kind: rumour}"), "unknown-word", 5),
    "an unknown event": (told("{id: a, kind: event, event: armed-atack}"), "unknown-word", 5),
    "a key too many": (told(EVENT.format("when: 2024")), "unknown-field", 5),
    "no zone": (moment("2024-09-01T04:00"), "malformed", 5),
    "an unknown zone": (moment("2024-09-01T04:00[Europe/Kiew]"), "malformed", 5),
    "an hour that is skipped": (moment("2024-03-31T03:30[Europe/Kyiv]"), "malformed", 5),
    "an hour that comes twice": (moment("2024-10-27T03:30[Europe/Kyiv]"), "malformed", 5),
    "an offset that the zone doesn't have": (moment("2024-09-01T04:00+05:00[Europe/Kyiv]"), "malformed", 5),
    "a second too many": (moment("2024-09-01T23:59:60Z"), "malformed", 5),
    "a moment in the year 10000": (moment("10000-01-01T00:00Z"), "malformed", 5),
    "a moment in the year 10000 of UTC": (moment("9999-12-31T23:30-12:00"), "malformed", 5),
    "a moment in the year 0 of UTC": (moment("0001-01-01T00:00+14:00"), "malformed", 5),
    "a day in the year 10000": (day("10000-01-01"), "malformed", 5),
    "a day that isn't there": (day("2023-02-29"), "malformed", 5),
    "a day before the calendar": (day("-0044-03-15"), "malformed", 5),
    "the last day": (day("9999-12-31"), "implausible-date", 5),
    "the first day": (day("0001-01-01"), "implausible-date", 5),
    "a day and a moment": (
        told(EVENT.format('date: "2024-09-01", moment: "2024-09-01T04:00Z"')),
        "date-beside-moment",
        5,
    ),
    "neither": (told(EVENT.format("place: Kyiv")), "happening-without-time", 5),
    "two of one id": (told(ATTACK, ATTACK.replace("04:00", "05:00")), "duplicate-id", 6),
    "told twice": (told(ATTACK, ATTACK.replace("id: attack", "id: b")), "told-twice", 6),
    "an unknown attacker": (told(EVENT.format('date: "2024"').replace("[RUS]", "[RUX]")), "unknown-event-actor", 5),
    "a source that isn't listed": (told(EVENT.format('date: "2024", cite: [{source: list}]')), "unknown-source", 5),
    "terminated twice": (
        told(act("termination"), act("termination", date="2025-01-01", id="b")),
        "contradictory-acts",
        5,
    ),
    "ratified after the end": (
        told(act("termination"), act("ratification", date="2025-01-01")),
        "contradictory-acts",
        6,
    ),
    "a ratification before the signature": (told(act("ratification", date="2024-06-01")), "act-out-of-order", 5),
    "a request before the signature": (told(request(date="2024-06-01")), "before-signature", 5),
    "a deed before the signature": (told(deed("pact/training", date="2024-06-01")), "before-signature", 5),
    "notice by a stranger": (told(act("denunciation", "FRA", "2025-01-01")), "act-by-non-party", 5),
    "a request by a stranger": (told(request(by="FRA")), "may-not-ask", 5),
    "an answer to nothing": (told(deed("pact/attack/pay")), "leads-nowhere", 5),
    "an answer to all": (told(deed("pact")), "answers-no-duty", 5),
    "a request for nothing": (told(request("pact/training")), "request-for-nothing", 5),
    "an escape sequence": (told(EVENT.format('date: "2024", place: "\\e[2J\\a"')), "invisible-characters", 5),
    "a script as address": (
        HEAD + "sources: [{id: a, type: press, title: A, url: 'javascript:x'}]\nevents:\n- " + ATTACK + "\n",
        "not-a-web-address",
        4,
    ),
    "terms of nobody": (
        TERMS_HEAD.lstrip().replace("USA", "USX") + "terms: [{id: a, begins: 2021}]\n",
        "unknown-office-party",
        4,
    ),
    "a term without a day": (TERMS_HEAD.lstrip() + "terms: [{id: a}]\n", "missing-field", 7),
    "a term that ends before it begins": (
        TERMS_HEAD.lstrip() + 'terms: [{id: a, begins: "2025", ends: "2021"}]\n',
        "term-ends-before-beginning",
        7,
    ),
    "two terms at once": (
        TERMS_HEAD.lstrip() + 'terms:\n- {id: a, begins: "2021", ends: "2025"}\n- {id: b, begins: "2023"}\n',
        "terms-overlap",
        9,
    ),
}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "pact.yaml").write_text(RECORD.lstrip(), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", CASES)
def test_bad_events_are_found_with_their_place(name: str, folder: Path) -> None:
    """`validate` ends with 1 and says what is wrong, at its line; as JSON the same."""
    text, rule, line = CASES[name]
    (folder / "events").mkdir()
    file = folder / "events" / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    done = run("validate", str(folder))
    assert (done.exit_code, done.stderr) == (1, "")
    assert_safe(done.stdout)
    first = done.stdout.splitlines()[0]
    assert first.startswith(f"{file}:{line}:")
    assert f"[{rule}]" in first
    data = json.loads(run("validate", "--format", "json", str(folder)).stdout)
    assert (data["findings"][0]["rule"], data["findings"][0]["line"]) == (rule, line)
    assert data["findings"][0]["file"] == str(file)


@pytest.mark.parametrize("name", CASES)
def test_nothing_fails_on_bad_events(name: str, tmp_path: Path) -> None:
    """What can be read is shown, judged, written and scheduled without an exception; the rest is refused by name."""
    text, _, _ = CASES[name]
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    done = run("show", str(file))
    assert not isinstance(done.exception, Exception)
    assert_safe(done.output)
    document = ag.read(file).document
    assert done.exit_code == (2 if document is None else 0)
    if document is None:
        with pytest.raises(InvalidRecordError, match=r"bad\.yaml"):
            (ag.load_terms if "office" in text else ag.load_events)(file)
        return
    assert all(render(document) for render in SHOWS.values())
    assert all(finding.rule != "rule-crashed" for finding in ag.validate(document, beside=[PACT]))
    assert ag.parse(ag.write(document)).document == document
    if isinstance(document, Chronology):
        for as_of in TIMES:
            ag.schedule(PACT, document, as_of=as_of)
            if isinstance(as_of, date):
                ag.status(PACT, document, as_of=as_of)
        ag.entry_into_force(PACT, document)
        entry_into_force_for(PACT, "USA", document)
        ag.expiry(PACT, document)


TIMES: list[AsOf] = [
    date.min,
    date.max,
    date(2024, 9, 2),
    Instant.parse("0001-01-01T00:00Z"),
    Instant.parse("9999-12-31T23:59:59Z"),
    Instant.parse("2024-09-02T00:00[Europe/Kyiv]"),
]


@pytest.mark.parametrize("moment", ["9999-12-31T23:30Z", "9999-12-31T00:00[Pacific/Kiritimati]", "0001-01-01T12:00Z"])
@pytest.mark.parametrize("name", ["ukraine/usa-2024", "ukraine/gbr-2024", "nato/north-atlantic-treaty-1949"])
def test_a_deadline_beyond_the_calendar_cannot_be_told(moment: str, name: str) -> None:
    """An attack in the calendar's first or last hours is scheduled; what would fall due after 9999 has no day."""
    attack = events(EVENT.format(f'moment: "{moment}"'))
    for as_of in TIMES:
        for one in ag.schedule(example(name), attack, as_of=as_of):
            assert ag.explain(one)


NAIVE = datetime(2024, 9, 2, 4, 0)
WRONG: list[tuple[Callable[[], object], type[AgreementsError], str]] = [
    (lambda: ag.schedule(PACT, as_of=NAIVE), WrongTypeError, "Instant.of"),
    (lambda: ag.schedule(PACT, as_of=NAIVE.replace(tzinfo=UTC)), WrongTypeError, "Instant.of"),
    (lambda: ag.schedule(PACT, as_of="2024-09-02"), WrongTypeError, "Instant.parse"),  # type: ignore[arg-type]
    (lambda: Instant.parse("2024-09-02T04:00"), InvalidValueError, "names no time zone"),
    (lambda: Instant.of(NAIVE), InvalidValueError, "names no time zone"),
    (lambda: ag.status(PACT, as_of=NAIVE), WrongTypeError, r"pass \.date\(\)"),
    (lambda: ag.status(PACT, as_of=Instant.parse("2024-09-02T04:00Z")), WrongTypeError, "datetime.date"),  # type: ignore[arg-type]
    (lambda: ag.schedule(PACT, PACT, as_of=date(2024, 9, 2)), WrongTypeError, "a Chronology as events"),  # type: ignore[arg-type]
    (lambda: ag.schedule(PACT, [PACT], as_of=date(2024, 9, 2)), WrongTypeError, "load_events"),  # type: ignore[list-item]
    (lambda: ag.schedule(PACT, str(SCENARIO), as_of=date(2024, 9, 2)), WrongTypeError, "load_events"),  # type: ignore[arg-type]
    (lambda: ag.status(PACT, [SCENARIO], as_of=date(2024, 9, 2)), WrongTypeError, "load_events"),  # type: ignore[list-item]
    (lambda: ag.entry_into_force(PACT, 5), WrongTypeError, "a Chronology as events"),  # type: ignore[arg-type]
    (lambda: ag.schedule(events(ATTACK), as_of=date(2024, 9, 2)), WrongTypeError, "a record"),  # type: ignore[arg-type]
    (lambda: ag.status(events(ATTACK), as_of=date(2024, 9, 2)), WrongTypeError, "events/1"),  # type: ignore[arg-type]
    (lambda: ag.diff(events(ATTACK), events(ATTACK)), WrongTypeError, "events/1"),  # type: ignore[arg-type]
    (lambda: ag.load(SCENARIO), InvalidRecordError, "holds 'events/1', not 'agreement/1'"),
    (lambda: ag.load(TERMS), InvalidRecordError, "holds 'terms-of-office/1', not 'agreement/1'"),
    (lambda: ag.load_events(USA), InvalidRecordError, "holds 'agreement/1', not 'events/1'"),
    (lambda: ag.load_events(TERMS), InvalidRecordError, "holds 'terms-of-office/1', not 'events/1'"),
    (lambda: ag.load_terms(SCENARIO), InvalidRecordError, "holds 'events/1', not 'terms-of-office/1'"),
    (lambda: list(load_all(SCENARIO)), InvalidRecordError, "load_events"),
    (lambda: ag.load_events(ROOT / "examples"), InvalidRecordError, "is a folder"),
    (lambda: ag.load_events(ROOT / "none.yaml"), InvalidRecordError, "can't be read"),
    (lambda: ag.load_events(events(ATTACK)), WrongTypeError, "a path"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_caller_s_mistake_is_our_error(number: int) -> None:
    """A time without a zone, or a document of another kind, is refused at once, with what to pass instead."""
    call, error, said = WRONG[number]
    with pytest.raises(error, match=said):
        call()


def test_the_other_document_is_refused_at_its_line() -> None:
    """Where a file holds another document than is wanted, the error's finding stands at its `format`."""
    with pytest.raises(InvalidRecordError) as raised:
        ag.load(SCENARIO)
    (finding,) = raised.value.findings
    assert finding.rule == "other-document"
    assert str(finding).startswith(f"{SCENARIO}:2:9: error [other-document]")


@pytest.mark.parametrize("command", [("status",), ("exits", "--by", "USA"), ("diff", str(USA))])
def test_commands_that_want_an_agreement_refuse_events(command: tuple[str, ...]) -> None:
    """Where an agreement is wanted, an event file ends the command with 2, its name and the line."""
    done = run(*command, str(SCENARIO))
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error: {SCENARIO} is not a valid record (1 finding)" in done.stderr
    assert f"{SCENARIO}:2:9: error [other-document]" in done.stderr


@pytest.mark.parametrize("command", [("status",), ("exits", "--by", "USA"), ("schedule",)])
def test_bad_event_files_end_every_command_that_takes_them(command: tuple[str, ...], tmp_path: Path) -> None:
    """`--events` refuses what holds no events, is broken, too long or missing: with 2, on stderr, with its place."""
    broken, long = tmp_path / "broken.yaml", tmp_path / "long.yaml"
    broken.write_text(moment("2024-09-01T04:00"), encoding="utf-8")
    long.write_text(many(MANY // 4, attack), encoding="utf-8")
    for file, said in (
        (USA, f"{USA}:2:9: error [other-document] it holds 'agreement/1', not 'events/1'"),
        (TERMS, f"{TERMS}:2:9: error [other-document] it holds 'terms-of-office/1', not 'events/1'"),
        (broken, f"{broken}:5:"),
        (long, "error [too-many]"),
        (tmp_path / "none.yaml", "can't be read"),
        (tmp_path, "is a folder"),
    ):
        done = run(*command, str(USA), "--events", str(file))
        assert (done.exit_code, done.stdout) == (2, "")
        assert not isinstance(done.exception, Exception)
        assert said in done.stderr


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2026-03-04T12:00", "names no time zone"),
        ("2026-03-04T12:00[Europe/Kiew]", "no such name"),
        ("2026-03-29T03:30[Europe/Kyiv]", "is skipped"),
        ("10000-01-01", "is no day"),
        ("2026-02-29", "is no day"),
        ("9999-12-31T23:30-12:00", "outside the years 1 to 9999"),
    ],
)
def test_a_time_that_cannot_be_is_refused_by_schedule(as_of: str, said: str) -> None:
    """`schedule --as-of` refuses a moment without a zone, and what is no moment and no day, with the way out."""
    done = run("schedule", str(USA), "--as-of", as_of)
    assert (done.exit_code, done.stdout) == (2, "")
    assert not isinstance(done.exception, Exception)
    assert said in " ".join(done.stderr.split())


def test_notice_by_a_stranger_ends_nothing() -> None:
    """Who is no party neither ends an agreement by notice nor by terminating it; a party does, by notice."""
    usa = example("ukraine/usa-2024")
    for kind in ("denunciation", "termination"):
        for by, states in (
            ("FRA", {"in force"}),
            ("USA", {"terminated" if kind == "denunciation" else "cannot be told"}),
        ):
            chronology = events(act(kind, by, "2025-01-01", under=f"[{usa.id}]"))
            assert {str(ag.status(usa, chronology, as_of=date(2026, 6, 1)).whole.state)} == states


def test_contradictions_are_counted_and_found() -> None:
    """Of two ends the first counts, whatever their order, and the contradiction is a finding at both."""
    usa = example("ukraine/usa-2024")
    ends = [
        act("termination", "each-party", date=day, id=f"on-{day}", under=f"[{usa.id}]")
        for day in ("2025-06-01", "2025-01-01")
    ]
    for lines in (ends, ends[::-1]):
        chronology = events(*lines)
        until = ag.status(usa, chronology, as_of=date(2026, 1, 1)).whole.until
        assert until is not None
        assert until.latest == date(2025, 1, 1)
        assert [one.rule for one in ag.validate(chronology, beside=[usa])] == ["contradictory-acts"] * 2


def many(count: int, line: Callable[[int], str]) -> str:
    return HEAD + "events:\n" + "".join(f"- {line(number)}\n" for number in range(count))


def attack(number: int) -> str:
    at = datetime(2024, 7, 1, tzinfo=UTC) + timedelta(minutes=number)
    at_text = f"{at:%Y-%m-%dT%H:%M}Z"
    return f'{{id: a{number}, kind: event, event: armed-attack, by: [RUS], against: [UKR], moment: "{at_text}"}}'


def _numbered(start: int, number: int) -> str:
    return attack(start + number)


def test_more_events_than_a_file_may_hold_are_refused_at_their_line(tmp_path: Path) -> None:
    """100,000 events in one file are refused soon, by name, at the line where they are too many, with the way out."""
    file = tmp_path / "many.yaml"
    file.write_text(many(MANY, attack), encoding="utf-8")
    done = process("validate", str(file))
    assert (done.returncode, done.stderr) == (1, "")
    assert f"error [too-many] the text has more than {MAX_PIECES} keys" in done.stdout
    assert "split it into several files" in done.stdout
    assert int(done.stdout.partition(".yaml:")[2].partition(":")[0]) > 10_000


def test_a_hundred_thousand_events_in_several_files_are_judged(tmp_path: Path) -> None:
    """100,000 events in ten files are read and judged beside their agreement, in bounded time and memory."""
    (tmp_path / "usa.yaml").write_bytes(USA.read_bytes())
    for part in range(10):
        text = many(MANY // 10, partial(_numbered, part * MANY // 10))
        (tmp_path / f"part-{part}.yaml").write_text(text.replace("id: told", f"id: told-{part}"), encoding="utf-8")
    done = process("validate", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing found in 11 files, 11 valid records" in done.stdout


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (lambda number: attack(number).replace(f"a{number},", "a,"), "duplicate-id"),
        (lambda number: attack(number).replace("RUS", f"nobody-{number}"), "unknown-event-actor"),
        (lambda number: attack(0).replace("a0", f"a{number}"), "told-twice"),
        (lambda number: act("ratification", "USA", "2024-01-01", f"a{number}"), "act-out-of-order"),
        (lambda number: act("termination", "USA", f"{2025 + number % 100}-01-01", f"a{number}"), "contradictory-acts"),
        (
            lambda number: act("denunciation", f"{'FRA' if number % 2 else 'DEU'}", "2026", f"a{number}"),
            "act-by-non-party",
        ),
        (lambda number: deed(f"pact/x{number}", id=f"a{number}"), "leads-nowhere"),
        (lambda number: request("pact/training").replace("asked", f"a{number}"), "request-for-nothing"),
    ],
)
def test_many_faults_are_found_in_bounded_time(line: Callable[[int], str], rule: str, folder: Path) -> None:
    """10,000 events that are all wrong are judged within seconds; a thousand findings are listed, the rest counted."""
    (folder / "many.yaml").write_text(many(10_000, line), encoding="utf-8")
    done = process("validate", "--format", "json", str(folder))
    assert (done.returncode, done.stderr) == (1, "")
    findings: list[Any] = json.loads(done.stdout)["findings"]
    assert len(findings) == MAX_FINDINGS + 1
    assert rule in {one["rule"] for one in findings}
    assert "more findings aren't listed" in findings[-1]["message"]
