"""Events and terms of office as they are shown, formatted, and reported to machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from material import ROOT
from test_event_rules import ATTACK, HEAD, RECORD, TERMS_HEAD, act, deed, document, events, request

from agreements import parse, read, write
from agreements.cli import main
from agreements.renderers import SHOWS

SCENARIO = ROOT / "examples/ukraine/events/scenario-attack.yaml"
TERMS = ROOT / "examples/context/us-presidents.yaml"


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(main, list(arguments), input=stdin)
    assert not isinstance(done.exception, Exception), done.exception
    return done.exit_code, done.stdout, done.stderr


def items(told: Any) -> dict[str, list[str]]:
    """What `show` lists, by its headings."""
    data = json.loads(SHOWS["json"](told))
    return {
        part["heading"]: [f"{'  ' * one['depth']}{one['text']}" for one in part["items"]] for part in data["sections"]
    }


def test_what_happened_is_listed_in_the_order_of_time() -> None:
    """The earliest stands first whatever the file's order; what has no time comes last, with the reason it has none."""
    told = events(
        deed("pact/attack/meet"),
        "{id: lost, kind: event, event: armed-attack, absent: {date: unknown}, described: Told by nobody.}",
        "{id: open, kind: event, event: armed-attack}",
        act("ratification", date="2024-07", part="annex"),
        request("pact/attack", date="2024-09-01")[:-1] + ", place: New York}",
        ATTACK,
        head=HEAD + "actors: [{id: rebels, role: aggressor, name: Rebels, of: RUS}]\nnote: A note.\n",
    )
    assert items(told) == {
        "What happened": [
            "2024-07: ratification of the annex by USA, under pact (ratification)",
            "2024-09-01: request by UKR, under pact/attack, at New York (asked)",
            "2024-09-01T04:00:00+03:00[Europe/Kyiv]: armed attack by RUS against UKR (attack)",
            "2024-09-02: meet by USA, which answers pact/attack/meet (deed)",
            "when: could not be found out: armed attack (lost)",
            "  Told by nobody.",
            "when isn't recorded: armed attack (open)",
        ],
        "Who else acts": ["rebels (Rebels): aggressor, of RUS"],
        "Note": ["A note."],
    }


@pytest.mark.parametrize("format", SHOWS)
def test_a_scenario_is_shown_as_one(format: str) -> None:
    """Whoever is shown a scenario, in whatever format, is told that none of it has happened."""
    code, shown, _ = run("show", str(SCENARIO), "--format", format)
    assert code == 0
    assert "In the scenario" in shown
    assert "None of this has happened" in shown


def test_terms_are_listed_with_what_is_not_known() -> None:
    """Each term is listed with its days and holder; an end or a holder that isn't there is said not to be."""
    told = document(TERMS_HEAD + "terms: [{id: a, begins: 2021, ends: 2025, holder: Somebody}, {id: b, begins: 2025, "
                    "absent: {holder: unknown}, note: Open.}, {id: c, begins: 2029}]\n")  # fmt: skip
    assert items(told)["Terms"] == [
        "2021 to 2025: Somebody (a)",
        "2025, its end not recorded: the holder could not be found out (b)",
        "  Open.",
        "2029, its end not recorded: the holder isn't recorded (c)",
    ]


def test_show_reads_stdin_and_shows_itself_in_notebooks() -> None:
    """`show -` lists events from stdin; events, terms and what came of reading them show themselves as HTML."""
    code, shown, _ = run("show", "-", stdin=SCENARIO.read_text(encoding="utf-8"))
    assert (code, shown) == (0, run("show", str(SCENARIO))[1])
    for path in (SCENARIO, TERMS):
        result = read(path)
        assert result.document is not None
        assert result.document._repr_html_() in result._repr_html_()
        assert str(result.document.title) in result._repr_html_()


@pytest.mark.parametrize("path", [SCENARIO, TERMS], ids=lambda path: str(path.stem))
def test_events_and_terms_are_written_canonically(path: Path, tmp_path: Path) -> None:
    """What is written is read as the same, in YAML and JSON; `format` keeps comments and changes nothing twice."""
    told = read(path).document
    assert told is not None
    for format in ("yaml", "json"):
        assert parse(write(told, format), format).document == told
    (tmp_path / "events").mkdir()
    file = tmp_path / "events" / "a.yaml"
    file.write_text("# Kept.\n" + json.dumps(told.plain()) + "\n", encoding="utf-8")
    assert run("format", "--check", str(tmp_path))[0] == 1
    assert run("format", str(tmp_path))[0] == 1
    assert file.read_text(encoding="utf-8").startswith("# Kept.\nformat: ")
    assert read(file).document == told
    assert run("format", "--check", str(tmp_path))[0] == 0


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pact.yaml").write_text(RECORD.lstrip(), encoding="utf-8")
    (tmp_path / "told.yaml").write_text(f"{HEAD}events:\n- {request('pact/atack')}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_machines_are_told_of_events_as_of_records(folder: Path) -> None:
    """JSON, SARIF and GitHub's commands name the file, the line and the rule of a finding in an event file."""
    line = (folder / "told.yaml").read_text(encoding="utf-8").splitlines()[4]
    column = line.index("pact/atack") + 1
    code, text, _ = run("validate", ".", "--format", "json")
    data = json.loads(text)
    assert (code, data["records"], len(data["files"])) == (1, 2, 2)
    (one,) = data["findings"]
    assert (one["file"], one["line"], one["column"], one["rule"]) == ("told.yaml", 5, column, "leads-nowhere")
    log = json.loads(run("validate", ".", "--format", "sarif")[1])["runs"][0]
    (result,) = log["results"]
    assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "leads-nowhere"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "told.yaml"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (5, column)
    command = run("validate", ".", "--format", "github")[1].splitlines()[0]
    assert command.startswith(f"::error file=told.yaml,line=5,endLine=5,col={column},")
    assert "title=leads-nowhere::" in command


def test_rules_of_events_are_chosen_like_all_others(folder: Path) -> None:
    """`--select` and `--ignore` choose among them, and `rules` has their pages."""
    assert run("validate", str(folder), "--ignore", "leads-nowhere")[0] == 0
    assert run("validate", str(folder), "--select", "told-twice")[0] == 0
    code, text, _ = run("validate", str(folder), "--select", "leads-nowhere,told-twice")
    assert (code, "[leads-nowhere]" in text) == (1, True)
    code, page, _ = run("rules", "terms-overlap")
    assert (code, page.startswith("terms-overlap (error)")) == (0, True)


def test_what_has_no_agreement_at_hand_is_said_to_be_open(folder: Path) -> None:
    """Alone, an event file has no finding that would need the record; what was not checked is said in every format."""
    for format in ("text", "json", "github", "sarif"):
        code, text, _ = run("validate", "told.yaml", "--format", format)
        assert code == 0
        assert "no valid record with that id is at hand" in " ".join(text.split())
    (folder / "pact.yaml").write_text("format: agreement/1\nid: pact\n", encoding="utf-8")
    assert "what it tells under pact" in run("validate", str(folder))[1]


def test_stdin_is_judged_beside_the_files(folder: Path) -> None:
    """Events on stdin are judged beside the records named with them, and records on stdin beside the events."""
    for paths, stdin in ((("pact.yaml", "-"), "told.yaml"), (("told.yaml", "-"), "pact.yaml")):
        code, text, _ = run("validate", *paths, stdin=(folder / stdin).read_text(encoding="utf-8"))
        assert (code, text.count("[leads-nowhere]")) == (1, 1)
