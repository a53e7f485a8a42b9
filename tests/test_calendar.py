"""The schedule as a calendar: three readers read it alike, and importing it again updates what is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, ROOT, example
from scheduled import KYIV, NEW_YORK, NOON, SCENARIO, agreement, attack, deed, request, told
from test_comparison import minimal
from test_hostile_files import assert_safe
from test_safe_output import NASTY, spoilt

from agreements import Agreement, Chronology, load, schedule
from agreements.cli import main
from agreements.errors import MissingLibraryError
from agreements.renderers import SCHEDULES
from agreements.renderers._safe import safe
from agreements.timing.instants import Instant
from agreements.tracking import AsOf

NODE = shutil.which("node")
ICAL_JS = ROOT / "tests/npm/node_modules/ical.js/dist/ical.js"
PROGRAM = """
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { default: ICAL } = await import(pathToFileURL(process.argv[1]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const value = (one, name) => one.getFirstPropertyValue(name);
const shown = (time) => time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
console.log(JSON.stringify(calendar.getAllSubcomponents("vevent").map((one) => ({
  uid: value(one, "uid"), start: shown(value(one, "dtstart")), is_day: value(one, "dtstart").isDate,
  stamp: shown(value(one, "dtstamp")), modified: shown(value(one, "last-modified")), sequence: value(one, "sequence"),
  status: value(one, "status"), summary: value(one, "summary"), description: value(one, "description"),
  categories: one.getFirstProperty("categories").getValues(),
  alarms: one.getAllSubcomponents("valarm").map((alarm) => value(alarm, "trigger").toSeconds()),
}))));
"""
Read = list[dict[str, Any]]
Reader = Callable[[bytes], Read]


def calendar(records: Sequence[Agreement], *events: Chronology, as_of: AsOf = NOON, **options: Any) -> bytes:
    pytest.importorskip("icalendar")
    found = [(record, schedule(record, events, as_of=as_of)) for record in records]
    made = SCHEDULES["ics"](found, events=events, as_of=as_of, **options)
    assert isinstance(made, bytes)
    return made


def with_icalendar(made: bytes) -> Read:
    icalendar = pytest.importorskip("icalendar")
    return [
        {
            "uid": str(one["uid"]),
            "start": one.decoded("dtstart"),
            "stamp": one.decoded("dtstamp"),
            "modified": one.decoded("last-modified"),
            "sequence": one["sequence"],
            "status": str(one["status"]),
            "summary": str(one["summary"]),
            "description": str(one["description"]),
            "categories": [str(category) for category in one["categories"].cats],
            "alarms": [alarm.decoded("trigger") for alarm in one.walk("VALARM")],
        }
        for one in icalendar.Calendar.from_ical(made).walk("VEVENT")
    ]


def with_ical(made: bytes) -> Read:
    stream = pytest.importorskip("ical.calendar_stream")
    return [
        {
            "uid": one.uid,
            "start": one.dtstart,
            "stamp": one.dtstamp,
            "modified": one.last_modified,
            "sequence": one.sequence,
            "status": str(one.status.value),
            "summary": one.summary,
            "description": one.description,
            "categories": one.categories,
            "alarms": [alarm.trigger for alarm in one.alarm],
        }
        for one in stream.IcsCalendarStream.calendar_from_ics(made.decode()).events
    ]


def with_ical_js(made: bytes) -> Read:
    if NODE is None or not ICAL_JS.exists():
        pytest.skip("npm ical.js isn't here; run npm install in tests/npm, with Node.js")
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", PROGRAM, str(ICAL_JS)], input=made, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    read = json.loads(done.stdout)
    for one in read:
        for name in ("start", "stamp", "modified"):
            is_day = name == "start" and one["is_day"]
            one[name] = date.fromisoformat(one[name]) if is_day else datetime.fromisoformat(one[name])
        del one["is_day"]
        one["alarms"] = [timedelta(seconds=seconds) for seconds in one["alarms"]]
    return list(read)


READERS = pytest.mark.parametrize("read", [with_ical, with_ical_js])


def expected(records: Sequence[Agreement], *events: Chronology, as_of: AsOf = NOON) -> list[datetime | date]:
    """Where each known reading stands: a moment in UTC, or a day; the earliest that it can be."""
    found = []
    for record in records:
        for due in schedule(record, events, as_of=as_of):
            for clock in due.clocks:
                at = clock.limit.earliest or clock.limit.latest
                if at is not None:
                    found.append(at.utc if isinstance(at, Instant) else at)
    return found


@READERS
def test_every_reader_reads_the_same(read: Reader) -> None:
    """PyPI `icalendar`, PyPI `ical` and npm `ical.js` read every shipped record's calendar alike, field by field."""
    records = [load(path) for path in EXAMPLES]
    made = calendar(records, SCENARIO, zones=(KYIV, NEW_YORK))
    usual = with_icalendar(made)
    assert [one["start"] for one in usual] == expected(records, SCENARIO)
    assert len(usual) > 20
    assert read(made) == usual


@READERS
def test_nasty_text_is_read_as_it_was_written(read: Reader) -> None:
    """Line ends (a lone CR too), semicolons, commas, backslashes, escapes, direction marks and 4,000 characters."""
    texts = [
        *NASTY,
        "a\rb",
        "a\r\nb\nc\u2028d",
        "\\n \\N \\; \\, \\\\ C:\\Network",
        "BEGIN:VEVENT\r\nEND:VCALENDAR",
        ";,:\"'",
        "ї" * 4000,
    ]
    for text in texts:
        duty = {"act": "meet", "modal": "shall", "deadline": {"within": "PT1H", "runs_from": "event"}, "summary": text}
        record = agreement(duty, asked=False)
        made = calendar([record], told(attack()))
        (usual,) = with_icalendar(made)
        (what,) = [due.what for due in schedule(record, told(attack()), as_of=NOON)]
        assert usual["description"].split("\n")[0] == safe(" ".join(what.split())).replace("\\N", "\\x4e")
        assert read(made) == [usual]
        assert_safe(made.decode().replace("\r\n", "\n"))


@given(text=st.text(min_size=1, max_size=300), moment=st.datetimes(datetime(1, 1, 5), datetime(9999, 12, 20)))
def test_a_calendar_is_read_back(text: str, moment: datetime) -> None:
    """Whatever the text and the moment, two readers find the same moment and the same text, in lines of 75 octets."""
    at = Instant.of(moment.replace(tzinfo=UTC))
    limits: dict[str, Any] = {"deadline": {"within": "PT24H", "runs_from": "event"}}
    day: dict[str, Any] = {"deadline": {"by": moment.date().isoformat()}, "id": "on-a-day"}
    usual = {"act": "meet", "modal": "shall", "purpose": text}
    record = agreement({**usual, **limits}, {**usual, **day}, asked=False, actions=_signed("0001-01-02"))
    events = told(attack(str(at)), id="what-if", hypothetical=True)
    made = calendar([record], events, as_of=at)
    read = with_icalendar(made)
    assert sorted(map(str, (one["start"] for one in read))) == sorted(
        map(str, (at.plus(timedelta(hours=24)).utc, moment.date()))
    )
    assert with_ical(made) == read
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"\r" not in made.replace(b"\r\n", b"")


def _signed(day: str) -> list[dict[str, Any]]:
    return [{"act": "signature", "by": ["UKR", "USA"], "date": day}]


def test_importing_again_updates() -> None:
    """Later, with a deed recorded, the entries have the same UIDs, a higher SEQUENCE, a later DTSTAMP, and the news."""
    record = agreement(duration={"rule": "term", "length": "P10Y", "runs_from": "signature"})
    first = with_icalendar(calendar([record], told(attack(), request())))
    meeting = deed("a/emergency/meet", "2026-03-04T13:00[Europe/Kyiv]")
    again = with_icalendar(calendar([record], told(attack(), request(), meeting), as_of=NOON.plus(timedelta(hours=2))))
    imported = {one["uid"]: one for one in first} | {one["uid"]: one for one in again}
    assert list(imported.values()) == again
    assert len(imported) == len(first) == 3
    for before, after in zip(first, again, strict=True):
        assert after["sequence"] > before["sequence"]
        assert after["stamp"] == after["modified"] == before["stamp"] + timedelta(hours=2)
    assert [one["summary"].partition(":")[0] for one in again] == ["met", "met", "expiry"]
    assert [bool(one["alarms"]) for one in first] == [True, True, True]
    assert [bool(one["alarms"]) for one in again] == [False, False, True]


def test_the_same_input_gives_the_same_bytes() -> None:
    """No clock is read and nothing is drawn by lot: bytes are equal, in another process too."""
    usa = ["schedule", "examples/ukraine/usa-2024.yaml", "--events", "examples/ukraine/events/scenario-attack.yaml"]
    command = [*usa, "--as-of", "2026-03-04T12:00[Europe/Kyiv]", "--format", "ics"]
    pytest.importorskip("icalendar")
    done = subprocess.run([sys.executable, "-m", "agreements", *command], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout == calendar([example("ukraine/usa-2024")], SCENARIO)


def test_every_entry_has_its_own_uid() -> None:
    """In all shipped records, with two files that use the same ids, and with the same notice given twice."""
    records = [load(path) for path in EXAMPLES]
    other = SCENARIO.model_copy(update={"id": "another"})
    read = with_icalendar(calendar(records, SCENARIO, other.model_copy(update={"events": (_moved(SCENARIO),)})))
    assert len({one["uid"] for one in read}) == len(read)
    notices = [{"act": "denunciation", "by": ["USA"], "date": day} for day in ("2026-01-01", "2026-02-01")]
    way = {"id": "notice", "by": ["each-party"], "notice": "P1Y", "runs_from": "notification", "ends": "agreement"}
    record = agreement(actions=[*_signed("2024-06-13"), *notices], termination=[way])
    read = with_icalendar(calendar([record]))
    assert sorted(one["start"] for one in read) == [date(2027, 1, 1), date(2027, 2, 1)]
    assert len({one["uid"] for one in read}) == 2


def _moved(chronology: Chronology) -> Any:
    event = chronology.happened()[0]
    return event.model_copy(update={"moment": Instant.parse("2026-03-04T05:00[Europe/Kyiv]")})


def test_what_an_entry_says() -> None:
    """The American meeting by the earlier reading: scenario, both readings, zones, cautions, and the trace."""
    read = with_icalendar(calendar([example("ukraine/usa-2024")], SCENARIO, zones=(KYIV, NEW_YORK)))
    (one,) = [one for one in read if one["start"] == datetime(2026, 3, 5, 2, 10, tzinfo=UTC)]
    assert one["summary"].startswith("SCENARIO: UKR and USA: shall meet, immediately, at the most senior levels")
    assert one["summary"].endswith("[usa-ukr-2024-security, read from the event]")
    assert one["status"] == "TENTATIVE"
    assert one["categories"] == ["response", "SCENARIO"]
    assert one["alarms"] == [timedelta(hours=-6), timedelta(hours=-1)]
    for said in (
        "SCENARIO: nothing that scenario-attack tells has happened",
        "by: Thu 2026-03-05 04:10 Europe/Kyiv (+02:00); Wed 2026-03-04 21:10 America/New_York (-05:00)",
        "read from the event; it can also be read from the request",
        "limit: soft: where possible; where it starts is open, so each reading is given",
        "level: most senior",
        "state: running as of 2026-03-04T12:00:00+02:00[Europe/Kyiv]",
        "caution: subject to availability of funds and domestic law",
        "- plus PT24H of elapsed time: 2026-03-05T04:10:00+02:00[Europe/Kyiv] "
        "[elapsed time on UTC; no instrument is followed]",
    ):
        assert said in one["description"].split("\n")
    (end,) = [one for one in read if one["start"] == date(2034, 6, 13)]
    assert end["summary"] == "expiry: its term ends: 10 years from entry into force [usa-ukr-2024-security]"
    assert (end["status"], end["categories"]) == ("CONFIRMED", ["expiry"])
    assert end["alarms"] == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]


def test_status_by_state() -> None:
    """What runs, is overdue or met is confirmed; what nobody asked for yet is tentative; what lapsed is cancelled."""
    later = Instant.parse("2026-03-06T12:00[Europe/Kyiv]")
    meeting = deed("a/emergency/meet", "2026-03-04T13:00[Europe/Kyiv]")
    may = {"act": "meet", "modal": "may", "deadline": {"within": "PT24H", "runs_from": "event"}}
    cases = (
        (agreement(asked=False), [attack()], NOON, "CONFIRMED", "UKR and USA: shall meet", True),
        (agreement(asked=False), [attack()], later, "CONFIRMED", "overdue: UKR", False),
        (agreement(asked=False), [attack(), meeting], later, "CONFIRMED", "met: UKR", False),
        (agreement(), [attack()], NOON, "TENTATIVE", "if asked for: UKR", True),
        (agreement(asked=False), [attack(event="aggression")], NOON, "TENTATIVE", "perhaps: UKR", True),
        (agreement(may, asked=False), [attack()], later, "CANCELLED", "lapsed: nobody named: may meet", False),
    )
    for record, events, as_of, status, summary, rings in cases:
        (one,) = with_icalendar(calendar([record], told(*events), as_of=as_of))
        assert (one["status"], one["summary"].startswith(summary), bool(one["alarms"])) == (status, True, rings), one


def test_readings_that_differ_are_told_each() -> None:
    """Between the two readings the one is overdue and the other runs: so each entry says, and neither says more."""
    at = Instant.parse("2026-03-05T05:00[Europe/Kyiv]")
    one, other = with_icalendar(calendar([agreement()], told(attack(), request()), as_of=at))
    assert one["summary"].startswith("overdue: ")
    assert other["summary"].startswith("UKR and USA: shall meet")
    assert (bool(one["alarms"]), bool(other["alarms"])) == (False, True)


def test_a_window_stands_at_its_earliest() -> None:
    """An event on a day without its hour: the entry stands at the earliest that the limit can be, and says so."""
    (one,) = with_icalendar(calendar([agreement(asked=False)], told(attack("2026-03-04"))))
    assert one["start"] == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert "by: between Wed 2026-03-04 10:00 UTC; and Fri 2026-03-06 11:59:59 UTC" in one["description"]
    assert "the limit can be later: this stands at the earliest that it can be" in one["description"]
    duty = {"act": "meet", "modal": "shall", "deadline": {"by": "../2026-12-31"}}
    (one,) = with_icalendar(calendar([agreement(duty, asked=False)], told(attack())))
    assert one["start"] == date(2026, 12, 31)
    assert "the limit can be earlier: only the latest that it can be is known" in one["description"]


def test_a_day_gives_the_stamp_of_its_midnight() -> None:
    """Asked about on a day, the stamp is that day's midnight in UTC; before 1900 the sequence is 0."""
    record = agreement(duration={"rule": "term", "length": "P10Y", "runs_from": "signature"})
    for as_of, sequence in ((date(2026, 3, 4), 66359520), (date(1800, 1, 1), 0)):
        (one,) = with_icalendar(calendar([record], as_of=as_of))
        assert one["stamp"] == datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        assert one["sequence"] == sequence
    (one,) = with_icalendar(calendar([record], as_of=date(9999, 1, 1)))
    assert one["sequence"] == 2**31 - 1


def test_without_icalendar_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `icalendar` isn't installed the error names the extra, as exit code 2; the other formats need nothing."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    found = [(agreement(), schedule(agreement(), as_of=NOON))]
    with pytest.raises(
        MissingLibraryError, match=r"pip install 'agreements\[calendar\]'; the formats text and json"
    ) as caught:
        SCHEDULES["ics"](found, as_of=NOON)
    assert (caught.value.library, caught.value.extra) == ("icalendar", "calendar")
    assert SCHEDULES["text"](found, as_of=NOON)
    done = CliRunner().invoke(main, ["schedule", "examples/ukraine/usa-2024.yaml", "--format", "ics"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "agreements[calendar]" in done.stderr


def test_the_other_formats_import_no_calendar() -> None:
    """Text and JSON are made without importing `icalendar`."""
    program = (
        "import sys\nfrom agreements.cli import main\n"
        "try: main(['schedule', 'examples/ukraine/usa-2024.yaml', '--format', sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert 'icalendar' not in sys.modules"
    )
    for format in ("text", "json"):
        done = subprocess.run([sys.executable, "-c", program, format], capture_output=True, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_an_empty_calendar_is_said(tmp_path: Path) -> None:
    """Where no time limit is known there is a calendar without entries, and a note on stderr."""
    pytest.importorskip("icalendar")
    file = tmp_path / "bare.json"
    file.write_text(json.dumps(minimal()), encoding="utf-8")
    done = CliRunner().invoke(main, ["schedule", str(file), "--format", "ics"])
    assert (done.exit_code, done.stderr) == (0, "note: no time limit is known, so that the calendar is empty\n")
    assert with_icalendar(done.stdout_bytes) == []


def test_spoilt_records_make_sound_calendars() -> None:
    """Records whose every text is nasty are read alike by two readers."""
    for start in range(3):
        record = spoilt(example("ukraine/usa-2024"), start)
        made = calendar([record], SCENARIO)
        assert with_ical(made) == with_icalendar(made)
        assert_safe(made.decode().replace("\r\n", "\n"))
