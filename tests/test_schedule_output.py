"""The schedule as a duty officer reads it, and as programs do: what must be said is said, at any width."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from material import EXAMPLES, ROOT, example
from scheduled import KYIV, NEW_YORK, NOON, SCENARIO, agreement, attack, deed, request, told
from test_comparison import minimal
from test_hostile_files import assert_safe
from test_safe_output import NASTY, spoilt

from agreements import Agreement, Chronology, load, schedule
from agreements.cli import main
from agreements.renderers import SCHEDULES
from agreements.renderers._times import limit_lines, time_left, when_lines
from agreements.timing.instants import Instant
from agreements.tracking import AsOf, Limit, when

FILE = "examples/ukraine/events/scenario-attack.yaml"
FAMILY = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "examples/ukraine").glob("*.yaml"))
AT_NOON = ("--as-of", "2026-03-04T12:00[Europe/Kyiv]")
ZONES = ("--zone", KYIV, "--zone", NEW_YORK)
HOUR = timedelta(hours=1)
SCHEMA = json.loads((ROOT / "schemas/schedule-1.json").read_text(encoding="utf-8"))


def run(*arguments: str, stdin: str | None = None, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["schedule", *arguments], input=stdin)


def shown(
    records: Sequence[Agreement],
    *events: Chronology,
    as_of: AsOf = NOON,
    format: str = "text",
    until: date | None = None,
    **options: Any,
) -> str:
    found = [(record, schedule(record, events, as_of=as_of, until=until)) for record in records]
    text = SCHEDULES[format](found, events=events, as_of=as_of, until=until, **options)
    assert isinstance(text, str)
    return text


def flat(text: str) -> str:
    """The text without its line ends, so that what it says can be looked for at any width."""
    return " ".join(text.split())


def sections(text: str) -> dict[str, str]:
    """The text below each heading, made flat; what stands above the first one is under its empty name."""
    found = {"": ""}
    head = ""
    for line in text.splitlines():
        if line.startswith("== "):
            head = line.removeprefix("== ").partition(" (")[0]
            found[head] = ""
        else:
            found[head] = flat(f"{found[head]} {line}")
    return found


ASKED = ("deu-ukr-2024-security", "eu-ukr-2024-security", "gbr-ukr-2024-security", "usa-ukr-2024-security")


@pytest.fixture(name="family", scope="module", params=[80, 60])
def _family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The schedule of all agreements with Ukraine upon an attack, after four partners were asked, in two widths."""
    plain = SCENARIO.model_dump(mode="json", exclude_defaults=True)
    plain["events"][1]["under"] = ASKED
    file = tmp_path_factory.mktemp("events") / "asked.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    done = run(*FAMILY, "--events", str(file), *AT_NOON, *ZONES, COLUMNS=str(request.param))
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= request.param
    return done.stdout


def entry(text: str, start: str) -> str:
    """The lines of the one entry that begins so, made flat."""
    (found,) = [flat(block) for block in text.split("\n\n") if start in flat(block)]
    return found


def test_the_head_says_that_it_is_a_scenario(family: str) -> None:
    """The first words are SCENARIO; then come the time asked about and what happened, in both zones."""
    assert family.startswith("SCENARIO: nothing that scenario-attack tells has happened")
    head = sections(family)[""]
    for said in (
        "as of Wed 2026-03-04 12:00 Europe/Kyiv (+02:00) Wed 2026-03-04 05:00 America/New_York (-05:00)",
        "attack SCENARIO: armed attack by RUS against UKR Wed 2026-03-04 04:10 Europe/Kyiv (+02:00) Tue 2026-03-03 "
        "21:10 America/New_York (-05:00)",
        f"request SCENARIO: request by UKR under {len(ASKED)} of these agreements",
        f"in all {len(FAMILY)} agreements: ",
        "first Thu 2026-03-05 04:10 Europe/Kyiv (+02:00) Wed 2026-03-04 21:10 America/New_York (-05:00) 16 h 10 min",
    ):
        assert said in head


def test_an_entry_has_all_one_acts_on(family: str) -> None:
    """The American meeting: who, what, both readings in both zones, soft, level, force, state, time left, cautions."""
    meeting = entry(family, "emergency-meeting/meet")
    for said in (
        "SCENARIO: UKR and USA: shall meet, immediately, at the most senior levels, where possible within 24 hours",
        "usa-ukr-2024-security, emergency-meeting/meet (II ¶4 s1)",
        "by Thu 2026-03-05 04:10 Europe/Kyiv (+02:00) Wed 2026-03-04 21:10 America/New_York (-05:00) read from the "
        "event: running, 16 h 10 min left",
        "or by Thu 2026-03-05 06:30 Europe/Kyiv (+02:00) Wed 2026-03-04 23:30 America/New_York (-05:00) read from the "
        "request: running, 18 h 30 min left",
        "limit soft: where possible; where it starts is open, so each reading is given",
        "force firm, level: most senior",
        "state running; set off by scenario-attack/attack",
        "caution subject to availability of funds and domestic law",
    ):
        assert said in meeting
    consultation = entry(family, "deu-ukr-2024-security, emergency-consultation/consult")
    for said in (
        "limit hard;",
        "caution the body is political in law, inferred subject to appropriation can be read in several ways at VI.1:",
    ):
        assert said in consultation


def test_what_presses_comes_first(family: str) -> None:
    """Owed now, waiting, perhaps owed, days ahead, what can't be told, dormant, no response: in that order."""
    heads = [head for head in sections(family) if head]
    assert heads == [
        "owed or open now, with a time limit",
        "owed or open now, without a time limit",
        "waiting for a request",
        "perhaps owed or open now, which can't be told",
        "days ahead",
        "cannot be told",
        "dormant",
        "no response",
    ]


def test_each_entry_stands_where_one_looks_for_it(family: str) -> None:
    """Belgium waits for a request, Poland can't be told with its reason, reviews are ahead, accession is dormant."""
    found = sections(family)
    waiting = entry(family, "bel-ukr-2024-security, emergency-consultation/consult")
    assert "state waiting for a request: owed if BEL or UKR asks (either)" in waiting
    assert "or by read from the request: cannot be told: no request is recorded from which it could run" in waiting
    assert "bel-ukr-2024-security, emergency-consultation/consult" in found["waiting for a request"]
    perhaps = found["perhaps owed or open now, which can't be told"]
    assert (
        "SCENARIO: pol-ukr-2024-security, emergency-consultation (consult): by Thu 2026-03-05 04:10 Europe/Kyiv "
        "(+02:00) = Wed 2026-03-04 21:10 America/New_York (-05:00) (read from the event), if at all; only after end"
    ) in perhaps
    assert "only after end of hostilities (The current hostilities have ceased), which isn't recorded" in perhaps
    ahead = found["days ahead"]
    assert "- Fri 2027-05-28, 450 days left: bel-ukr-2024-security, review: the whole is reviewed" in ahead
    assert "- Tue 2033-08-16, 2722 days left: deu-ukr-2024-security, decision on renewal: it can be" in ahead
    assert ahead.index("2027-05-28") < ahead.index("2033-08-16") < ahead.index("2034-06-13")
    assert "SCENARIO" not in ahead
    assert "- bel-ukr-2024-security, further-reviews: no period is named" in found["cannot be told"]
    assert "- usa-ukr-2024-security: nato-accession (meet)" in found["dormant"]
    silent = "hrv-ukr-2024-cooperation: the record covers the response to aggression in full and has no clause"
    assert silent in found["no response"]


def test_why_shows_where_each_hour_comes_from(family: str) -> None:
    """With `--why` the trace names the event, the start, the convention, the steps; without it none of that shows."""
    text = run("examples/ukraine/usa-2024.yaml", "--events", FILE, *AT_NOON, "--why").stdout
    for said in (
        ". assumed: attack, in the scenario scenario-attack: armed attack by RUS against UKR at",
        ". assumed: the clock read from the request: the text names no start",
        ". counted from 2026-03-04T06:30:00+02:00[Europe/Kyiv]",
        ". plus PT24H of elapsed time: 2026-03-05T06:30:00+02:00[Europe/Kyiv]",
        "elapsed time on UTC",
        ". plus P10Y: 2034-06-13 [European Convention on the Calculation of Time-Limits 1972 (ETS 76), art. 3(1)",
        ". assumed: nothing recorded is becomes member by UKR of NATO",
    ):
        assert said in flat(text)
    assert max(map(len, text.splitlines())) <= 80
    assert "elapsed time" not in family


def test_no_time_limit_is_the_texts_own_silence() -> None:
    """North Atlantic Treaty art. 4 sets none; where nobody looked, whether it sets one can't be told."""
    threat = attack(event="threat-of-armed-attack", against=["NOR"], id="threat")
    # Whether the treaty is in force isn't told by its record: its parties ratified on days that aren't there.
    treaty = example("nato/north-atlantic-treaty-1949")
    text = flat(shown([treaty], told(threat)))
    assert "consultation-on-threat (consult): without a time limit, if at all; " in text
    record = agreement({"act": "consult", "modal": "will", "absent": {"deadline": "silent"}}, asked=False)
    assert "limit the text sets none" in flat(shown([record], told(attack())))
    record = agreement({"act": "consult", "modal": "will"}, asked=False)
    assert "limit none is recorded; whether the text sets one can't be told" in flat(shown([record], told(attack())))


def test_who_must_ask_is_told_of_each_response() -> None:
    """A response's own request goes before its trigger's; one that stands beside the event is told with the event."""
    own = {"act": "consult", "modal": "will", "on_request_of": {"parties": ["UKR"], "need": "either"}}
    text = flat(shown([agreement({"act": "meet", "modal": "shall"}, own)], told(attack())))
    assert "a, emergency/meet (II.4) limit none" in text
    assert "state waiting for a request: owed if UKR or USA asks (either)" in text
    assert "state waiting for a request: owed if UKR asks; set off" in text
    beside = {"event": "armed-attack", "together_with": [{"event": "request", "by": ["USA"]}]}
    clause = agreement(asked=False).clause("emergency").model_dump(mode="json", exclude_defaults=True)
    record = agreement(clauses=[{**clause, "when": [beside]}])
    text = flat(shown([record], told(attack())))
    assert "state waiting for a request: owed upon armed attack, together with request by USA" in text


def test_what_is_overdue_comes_before_what_runs() -> None:
    """The first limit first: overdue for five hours, then running; each says so."""
    second = attack("2026-03-05T04:10[Europe/Kyiv]", id="second")
    noon = Instant.parse("2026-03-05T09:10[Europe/Kyiv]")
    now = sections(shown([agreement(asked=False)], told(attack(), second), as_of=noon))
    text = now["owed or open now, with a time limit"]
    assert text.index("overdue, over for 5 h") < text.index("running, 19 h left")
    assert "state overdue: nothing that answers it is recorded; set off by log/attack" in text


def test_what_was_met_is_over() -> None:
    """A duty that was answered, and a permission whose time is over, are told in a line, and nobody is owed them."""
    permission = {"act": "consult", "modal": "may", "deadline": {"within": "PT1H", "runs_from": "event"}}
    duty = {"act": "meet", "bearers": ["USA"], "modal": "shall", "deadline": {"within": "PT9H", "runs_from": "event"}}
    record = agreement(permission, duty, asked=False)
    meeting = deed("a/emergency/meet", "2026-03-04T11:00[Europe/Kyiv]")
    text = sections(shown([record], told(attack(), meeting)))
    assert list(text) == ["", "met, or over"]
    assert (
        "- lapsed (time limit: Wed 2026-03-04 05:10 Europe/Kyiv (+02:00)): a, nobody named: may consult"
        in text["met, or over"]
    )
    assert "- met (time limit: Wed 2026-03-04 13:10 Europe/Kyiv (+02:00)): a, USA: shall meet" in text["met, or over"]


def test_an_overdue_review_names_who() -> None:
    """What falls due by the life cycle names the parties, who all have to see to it."""
    review = [{"id": "first", "modal": "shall", "no_later_than": "P1Y", "runs_from": "signature"}]
    text = flat(
        shown([agreement(review=review)], told(attack(against=["POL"]), deed("a/emergency/meet", "2025-01-01")))
    )
    assert "review: the whole is reviewed (shall), no later than 1 year from signature text a, review/first who" in text
    assert "who USA and UKR by Fri 2025-06-13 overdue, over for 264 days" in text


def test_by_default_moments_are_where_the_event_was() -> None:
    """Without a zone a moment is shown in the event's own; the time asked about in its own."""
    text = shown([agreement(asked=False)], told(attack("2026-03-04T04:10+02:00")), as_of=NOON)
    assert "by Thu 2026-03-05 04:10 +02:00 " in flat(text)
    assert "as of Wed 2026-03-04 12:00 Europe/Kyiv (+02:00)" in flat(text)
    text = shown([agreement(asked=False)], told(attack("2026-03-04T02:10Z")), as_of=NOON, zones=("Asia/Kolkata", "Z"))
    assert "by Thu 2026-03-05 07:40 Asia/Kolkata (+05:30) Thu 2026-03-05 02:10 UTC" in flat(text)


def test_an_event_on_a_day_gives_a_window() -> None:
    """Of an event whose hour isn't known the limit lies between two moments, and at least so much is left."""
    noon = Instant.parse("2026-03-05T12:00[Europe/Kyiv]")
    text = flat(shown([agreement(asked=False)], told(attack("2026-03-04")), as_of=noon))
    assert "attack armed attack by RUS against UKR Wed 2026-03-04" in text
    assert "by between Wed 2026-03-04 10:00 UTC and Fri 2026-03-06 11:59:59 UTC" in text
    state = "state cannot be told: whether it has passed on 2026-03-05T12:00:00+02:00[Europe/Kyiv] can't be told"
    assert state in text
    text = flat(shown([agreement(asked=False)], told(attack("2026-03-04")), as_of=NOON.plus(-HOUR)))
    assert "whether it had happened by then can't be told" in text
    text = flat(shown([agreement(asked=False)], told(attack("2026-03-04")), as_of=date(2026, 3, 4)))
    assert "as of Wed 2026-03-04 attack" in text


LEFT = [
    ("2026-03-04T12:00:30Z", "less than a minute left"),
    ("2026-03-04T12:00Z", "this very moment is the last"),
    ("2026-03-04T13:59:59Z", "1 h 59 min left"),
    ("2026-03-07T11:59Z", "71 h 59 min left"),
    ("2026-03-07T13:00Z", "3 days 1 h left"),
    ("2026-03-04T11:20Z", "over for 40 min"),
    ("2026-02-01T12:00Z", "over for 31 days 0 h"),
]


@pytest.mark.parametrize(("limit", "left"), LEFT)
def test_time_left_is_rounded_down(limit: str, left: str) -> None:
    """What is left is never told longer than it is."""
    moment = Instant.parse(limit)
    assert time_left(Limit(moment, moment, ()), when(Instant.parse("2026-03-04T12:00Z"))) == left


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (4, "today is the last day"),
        (5, "1 day left"),
        (3, "over for 1 day"),
        (6, "2 days left"),
        (1, "over for 3 days"),
    ],
)
def test_days_left_are_whole(day: int, left: str) -> None:
    """On the last day it isn't over."""
    limit = Limit(date(2026, 3, day), date(2026, 3, day), ())
    assert time_left(limit, when(date(2026, 3, 4))) == left


def test_open_bounds_are_said() -> None:
    """A limit with one bound is `or later` or `or earlier`; what is left is told only where it is at least that."""
    first, last = date(2026, 3, 10), date(2026, 3, 12)
    now = when(date(2026, 3, 4))
    assert limit_lines(Limit(first, None, ()), ()) == ["Tue 2026-03-10 or later"]
    assert limit_lines(Limit(None, last, ()), ()) == ["Thu 2026-03-12 or earlier"]
    assert limit_lines(Limit(None, None, ()), ()) == []
    assert time_left(Limit(first, last, ()), now) == time_left(Limit(first, None, ()), now) == "at least 6 days left"
    assert time_left(Limit(None, last, ()), now) == time_left(Limit(first, last, ()), when(first)) == ""


def test_the_edge_of_the_calendar_is_shown_in_utc() -> None:
    """A moment that a zone can't show, because it would lie in the year 10000, is shown in UTC."""
    assert when_lines(Instant.parse("9999-12-31T23:30Z"), (KYIV,)) == ["Fri 9999-12-31 23:30 UTC"]
    record = agreement(
        {"act": "meet", "modal": "shall", "deadline": {"within": "PT1H", "runs_from": "event"}}, asked=False
    )
    late = told(attack("9999-12-31T22:30Z"))
    for format in ("text", "json"):
        assert "9999-12-31" in shown([record], late, as_of=date(9999, 12, 31), format=format, zones=(KYIV,))


@given(st.datetimes(), st.sampled_from([KYIV, NEW_YORK, "Z", "+05:45", "Pacific/Apia"]))
def test_a_moment_can_be_read_back(moment: Any, zone: str) -> None:
    """What is shown of a moment, its offset included, is that moment."""
    instant = Instant.parse(f"{moment.replace(microsecond=0).isoformat()}Z")
    (text,) = when_lines(instant, (zone,))
    _, day, clock, place, *offset = text.split()
    given = offset[0].strip("()") if offset else "Z" if place == "UTC" else place
    assert Instant.parse(f"{day}T{clock}{given}") == instant


def test_until_leaves_out_what_is_later() -> None:
    """Up to 2030 the Belgian reviews are there and the renewal isn't; the head says until when."""
    text = run("examples/ukraine/bel-2024.yaml", *AT_NOON, "--until", "2030-01-01").stdout
    assert "until Tue 2030-01-01" in flat(text)
    assert "2027-05-28" in text
    assert "2033-11-28" not in text


def test_nothing_falls_due() -> None:
    """A record without any time says so."""
    record = Agreement.model_validate(minimal())
    assert shown([record], as_of=date(2026, 3, 4)) == (
        "  as of    Wed 2026-03-04\n  in all   1 agreement: nothing falls due\n"
    )


@pytest.mark.parametrize("why", [False, True])
def test_nothing_in_a_record_or_an_event_steers_the_terminal(why: bool) -> None:
    """Escapes, direction marks and line ends in records and in events are shown as their codes."""
    for start, nasty in enumerate(NASTY):
        records = [spoilt(example("ukraine/usa-2024"), start)]
        events = told(attack(), request(under=["usa-ukr-2024-security"], described=nasty), id="log", hypothetical=True)
        events = events.model_copy(update={"title": nasty})
        assert_safe(shown(records, events, why=why))
        plain = shown(records, events, format="json")
        assert plain.isascii()
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(plain))


def test_json_has_its_schema() -> None:
    """What `--format json` prints is valid against schemas/schedule-1.json, with events and without."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    records = [load(path) for path in EXAMPLES]
    for events, as_of in (((), date(2026, 3, 4)), ((SCENARIO,), NOON), ((SCENARIO,), date(2026, 3, 5))):
        data = json.loads(shown(records, *events, as_of=as_of, format="json", zones=(KYIV, NEW_YORK)))
        jsonschema.Draft202012Validator(SCHEMA).validate(data)
        assert len(data["agreements"]) == len(records)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate({**data, "as_of": "2026-03-05"})


def test_json_says_what_the_text_says() -> None:
    """The American meeting: both readings as moments in UTC and in each zone, with the seconds left."""
    done = run("examples/ukraine/usa-2024.yaml", "--events", FILE, *AT_NOON, *ZONES, "--format", "json")
    data = json.loads(done.stdout)
    assert data["hypothetical"] is True
    assert data["events"][0]["id"] == "scenario-attack"
    (due,) = [one for one in data["agreements"][0]["deadlines"] if one["path"] == "emergency-meeting/meet"]
    assert (due["who"], due["hard"], due["softened_by"], due["level"], due["hypothetical"]) == (
        ["UKR", "USA"], False, ["where possible"], "most-senior", True,
    )  # fmt: skip
    event, asked = due["readings"]
    assert (event["runs_from"], event["seconds_left"], event["days_left"]) == ("the event", 58200, None)
    assert event["earliest"] == event["latest"]
    assert event["earliest"] == {
        "is": "moment",
        "utc": "2026-03-05T02:10:00Z",
        "shown": ["2026-03-05T04:10:00+02:00[Europe/Kyiv]", "2026-03-04T21:10:00-05:00[America/New_York]"],
    }
    assert asked["earliest"]["utc"] == "2026-03-05T04:30:00Z"
    (end,) = [one for one in data["agreements"][0]["deadlines"] if one["kind"] == "expiry"]
    assert end["readings"][0]["earliest"] == {"is": "day", "day": "2034-06-13"}
    assert (end["readings"][0]["days_left"], end["readings"][0]["seconds_left"]) == (3023, None)
    croatia = json.loads(run("examples/ukraine/hrv-2024.yaml", "--events", FILE, *AT_NOON, "--format", "json").stdout)
    assert croatia["agreements"][0]["no_response"]["lacks"] is False


# The command.


def test_until_may_be_the_day_asked_about() -> None:
    """What falls due today is asked for with the same day twice."""
    assert run("examples/ukraine/usa-2024.yaml", "--as-of", "2026-03-04", "--until", "2026-03-04").exit_code == 0


def test_a_file_given_twice_is_named_once() -> None:
    """Events given twice, by two ways to write the path too, count once and are listed once."""
    once = json.loads(run("examples/ukraine/usa-2024.yaml", "--events", FILE, *AT_NOON, "--format", "json").stdout)
    again = str(Path(FILE).parent / ".." / Path(FILE).parent.name / Path(FILE).name)
    arguments = ("--events", FILE, "--events", FILE, "--events", again, *AT_NOON, "--format", "json")
    assert json.loads(run("examples/ukraine/usa-2024.yaml", *arguments).stdout) == once
    assert len(once["events"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("USA", "--as-of", "2026-03-04T12:00"), "it names no time zone (write '2026-03-04T12:00Z' or"),
        (("USA", "--as-of", "4.3.2026"), "'4.3.2026' is no day; write it like 2025-01-20, or with the hour: "),
        (("USA", "--as-of", "20260304"), "write it like 2025-01-20"),
        (("USA", "--as-of", "2026-03-29T03:30[Europe/Kyiv]"), "that time is skipped in Europe/Kyiv"),
        (("USA", "--until", "tomorrow"), "'tomorrow' is no day; write it like 2025-01-20"),
        (
            ("USA", "--as-of", "2026-03-04", "--until", "2026-03-03"),
            "--until 2026-03-03 lies before the day asked about, 2026-03-04",
        ),
        (
            ("USA", "--as-of", "2026-03-04T00:30[Europe/Kyiv]", "--until", "2026-03-03"),
            "--until 2026-03-03 lies before the day asked about, 2026-03-04",
        ),
        (("USA", "--zone", "Kyiv"), "'Kyiv' is no time zone: the IANA database has no such name (did you mean 'Europe"),
        (
            ("USA", "--events", "USA"),
            "usa-2024.yaml:2:9: error [other-document] it holds 'agreement/1', not 'events/1'",
        ),
        (("USA", "--events", "USA"), "on the command line, give it as PATH"),
        (("USA", "--events", "examples"), "'examples' is a folder, not a file (name one file in it)"),
        (("USA", "--events", "none.yaml"), "'none.yaml' can't be read: no such file or directory (check the path"),
        ((FILE,), "on the command line, pass it to --events"),
        (("none.yaml",), "'none.yaml' can't be read"),
        (("EMPTY",), "holds no record (.yaml, .yml, .json, .jsonl)"),
        (("-", "-"), "only one of them can be stdin"),
        (("-", "--events", "-"), "only one of them can be stdin"),
        ((), "Missing argument 'PATH...'"),
    ],
)
def test_wrong_input_names_the_way_out(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A wrong file, folder, day, moment or zone: one message with its name and the way out, and exit code 2."""
    names = {"USA": "examples/ukraine/usa-2024.yaml", "EMPTY": str(tmp_path)}
    done = run(*(names.get(one, one) for one in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert said in flat(done.stderr)
    assert done.stderr.count("error: ") == 1


def test_stdin_may_be_the_record_or_the_events() -> None:
    """`-` is YAML on stdin, for the record or for the events."""
    record, events = "examples/ukraine/usa-2024.yaml", (ROOT / FILE).read_text(encoding="utf-8")
    usual = run(record, "--events", FILE, *AT_NOON).stdout
    assert run(record, "--events", "-", *AT_NOON, stdin=events).stdout == usual
    assert run("-", "--events", FILE, *AT_NOON, stdin=(ROOT / record).read_text(encoding="utf-8")).stdout == usual


def test_a_record_named_twice_is_told_once() -> None:
    """The same record by its file and by its folder, and a zone named twice, are shown once."""
    record = "examples/ukraine/usa-2024.yaml"
    once = run(record, "--events", FILE, *AT_NOON, *ZONES).stdout
    assert run(record, record, "--events", FILE, *AT_NOON, *ZONES, *ZONES).stdout == once
    assert run("examples/ukraine", record, *AT_NOON).stdout == run("examples/ukraine", *AT_NOON).stdout


def test_now_is_the_default() -> None:
    """Without `--as-of` it is asked about the moment, in the zone of the machine."""
    before = Instant.of(_now())
    text = run("examples/ukraine/usa-2024.yaml", "--format", "json").stdout
    moment = json.loads(text)["as_of"]
    assert moment["is"] == "moment"
    assert before <= Instant.parse(moment["utc"]) <= Instant.of(_now())


def _now() -> datetime:
    return datetime.now(UTC)


def test_the_sample_fits_narrow_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 40 columns every line fits but for words that stay whole."""
    done = run("examples/ukraine/usa-2024.yaml", "--events", FILE, *AT_NOON, *ZONES, "--why", COLUMNS="40")
    assert max(map(len, done.stdout.splitlines())) <= 40


def test_colour_says_nothing_of_its_own() -> None:
    """Emboldened, the text is the same text; a pipe and NO_COLOR get none."""
    text = shown([example("ukraine/usa-2024")], SCENARIO)
    bold = shown([example("ukraine/usa-2024")], SCENARIO, color=True)
    assert "\x1b[1m" in bold
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == text
    assert "\x1b" not in run("examples/ukraine/usa-2024.yaml", "--events", FILE, *AT_NOON).stdout


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_closed_pipe_is_no_error(format: str) -> None:
    """When the reader goes away, the command ends quietly."""
    command = [sys.executable, "-m", "agreements", "schedule", "examples/ukraine", "--events", FILE, "--format", format]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.wait(timeout=60), errors) == (0, b"")


# Events for the commands beside it.


@pytest.fixture(name="ended")
def _ended(tmp_path: Path) -> str:
    """A scenario in which the American agreement is terminated."""
    file = tmp_path / "ended.yaml"
    file.write_text(
        "format: events/1\nid: what-if\ntitle: It is terminated\nhypothetical: true\nevents:\n"
        "- {id: end, kind: act, act: termination, by: [each-party], under: [usa-ukr-2024-security],\n"
        "   date: '2026-05-01'}\n",
        encoding="utf-8",
    )
    return str(file)


def test_status_takes_events(ended: str) -> None:
    """What an event file tells counts, and that it is a scenario is said first, in JSON too."""
    usa = "examples/ukraine/usa-2024.yaml"
    done = CliRunner().invoke(main, ["status", usa, "--events", ended, "--as-of", "2026-06-01"])
    assert done.exit_code == 0
    assert done.stdout.startswith("SCENARIO: nothing that what-if tells has happened (It is terminated)\n\n")
    assert "on 2026-06-01: terminated" in done.stdout
    done = CliRunner().invoke(main, ["status", usa, "--events", ended, "--as-of", "2026-06-01", "--format", "json"])
    data = json.loads(done.stdout)
    assert data["events"] == [{"id": "what-if", "title": "It is terminated", "hypothetical": True}]
    assert data["agreements"][0]["whole"]["state"] == "terminated"
    assert "SCENARIO" not in CliRunner().invoke(main, ["status", usa, "--as-of", "2026-06-01"]).stdout


def test_exits_take_events_and_the_day_of_asking(ended: str) -> None:
    """Notice after the end takes no effect; asked before it, nobody knows of the end yet."""
    usa = ["exits", "examples/ukraine/usa-2024.yaml", "--by", "USA", "--notice-on", "2026-06-01"]
    done = CliRunner().invoke(main, [*usa, "--events", ended])
    assert done.exit_code == 0
    assert done.stdout.startswith("SCENARIO: nothing that what-if tells has happened")
    assert "it had ended before 2026-06-01" in flat(done.stdout)
    done = CliRunner().invoke(main, [*usa, "--events", ended, "--as-of", "2026-04-01"])
    assert "last day: 2026-12-01" in done.stdout
    data = json.loads(CliRunner().invoke(main, [*usa, "--events", ended, "--format", "json"]).stdout)
    assert data["events"][0]["hypothetical"] is True
    done = CliRunner().invoke(main, [*usa, "--events", "examples/ukraine/usa-2024.yaml"])
    assert done.exit_code == 2
    assert "give it as PATH" in flat(done.stderr)


def test_what_was_told_and_not_used_is_named() -> None:
    """A deed for a duty that isn't there, an attack on somebody else and what is yet to come: each with its reason."""
    typo = deed("a/emergncy/meet", "2026-03-04T11:00[Europe/Kyiv]")
    later = attack("2027-03-04", id="later")
    text = sections(shown([agreement()], told(attack(against=["POL"]), typo, later)))["told, and not used"]
    assert "log/attack: armed attack by RUS against POL sets nothing off here" in text
    assert "log/meeting: answers nothing that is recorded here: a/emergncy/meet" in text
    assert "log/later: later than 2026-03-04T12:00:00+02:00[Europe/Kyiv]" in text
    assert "told, and not used" not in shown([agreement()], told(attack(), request()))
    many = told(*(attack(against=["POL"], id=f"attack-{number}") for number in range(12)))
    assert "- and 2 more" in shown([agreement()], many)


def test_status_names_acts_that_count_for_nothing(tmp_path: Path) -> None:
    """Notice by a stranger and notice under another agreement leave it in force, and status says that it saw them."""
    file = tmp_path / "slips.yaml"
    acts = (("usa-ukr-2042-security", "USA"), ("usa-ukr-2024-security", "FRA"))
    lines = [
        f'- {{id: n{number}, kind: act, act: denunciation, by: [{by}], under: [{under}], date: "2025-01-31"}}\n'
        for number, (under, by) in enumerate(acts)
    ]
    file.write_text("format: events/1\nid: slips\ntitle: Slips\nevents:\n" + "".join(lines), encoding="utf-8")
    done = CliRunner().invoke(
        main, ["status", "examples/ukraine/usa-2024.yaml", "--events", str(file), "--as-of", "2026-03-06"]
    )
    text = flat(done.stdout)
    assert "on 2026-03-06: in force" in text
    assert "slips/n0: under none of the agreements here: usa-ukr-2042-security" in text
    assert "slips/n1: denunciation by FRA, who is no party" in text
