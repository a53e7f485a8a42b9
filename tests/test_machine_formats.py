"""SARIF and GitHub's workflow commands: valid, at the right lines, and nothing in a record breaks out of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from click.testing import CliRunner
from material import ROOT
from test_tabulation import RECORD

from agreements.checking import judge
from agreements.cli import main
from agreements.diagnostics import Finding, Report, Severity, Span
from agreements.faults import FAULTS
from agreements.pointer import ROOT as TOP
from agreements.pointer import Pointer
from agreements.reading import parse
from agreements.renderers import FINDINGS
from agreements.rules import NOTICES, RULES

MULTITOOL = ROOT / "tests/npm/node_modules/@microsoft" / f"sarif-multitool-{sys.platform}"
SCHEMA = MULTITOOL / "sarif-2.1.0.json"
BINARY = MULTITOOL / ("Sarif.Multitool.exe" if sys.platform == "win32" else "Sarif.Multitool")
# The validator would look up the address of the schema on the web.
CONFIGURATION = """<?xml version="1.0" encoding="utf-8"?>
<Properties><Properties Key="SARIF2006.UrisShouldBeReachable.Options">
<Property Key="RuleEnabled" Value="Disabled" /></Properties></Properties>
"""
needs_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason="npm @microsoft/sarif-multitool isn't here; run npm install in tests/npm"
)


def sarif(report: Report) -> Any:
    return json.loads(FINDINGS["sarif"](report))


def github(*findings: Finding, **fields: Any) -> list[str]:
    return FINDINGS["github"](Report(findings, **fields)).splitlines()


def judged(text: str, name: str = "a.yaml") -> Report:
    return judge(parse(text, name=name))


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a sound record and faulty ones, under awkward names."""
    here = tmp_path / "here"
    awkward = here / "a b" / "ü%41"
    awkward.mkdir(parents=True)
    (awkward / "x#1,é.yaml").write_text(RECORD.replace("PT24H", "24h"), encoding="utf-8")
    (here / "good.yaml").write_text(RECORD, encoding="utf-8")
    (here / "lines.jsonl").write_text('\n{"format": "agreement/1"}\n\n{"a": 1}\n', encoding="utf-8")
    (tmp_path / "beside.yaml").write_text("format: agreement/2\n", encoding="utf-8")
    monkeypatch.chdir(here)
    return here


def run(*arguments: str, code: int = 1) -> str:
    done = CliRunner().invoke(main, ["validate", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


# SARIF


@needs_schema
@pytest.mark.parametrize("paths", [(".", "../beside.yaml", "none.yaml"), ("good.yaml",)])
def test_sarif_is_valid_against_its_schema(folder: Path, paths: tuple[str, ...]) -> None:
    """With findings, unread files and none, the log is valid against the schema of SARIF 2.1.0."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8-sig"))
    log = json.loads(CliRunner().invoke(main, ["validate", *paths, "--format", "sarif"]).stdout)
    jsonschema.Draft202012Validator(schema).validate(log)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({**log, "runs": [{}]})


def complaints(log: Path) -> list[str]:
    """Return what the validator of SARIF says about a log, notes left out; skip where it doesn't run."""
    if not BINARY.exists():
        pytest.skip("npm @microsoft/sarif-multitool isn't here; run npm install in tests/npm")
    if not os.access(BINARY, os.X_OK):
        BINARY.chmod(0o755)  # npm doesn't run the package's own script that does it, unless told to
    try:
        done = subprocess.run([BINARY, "--version"], capture_output=True, timeout=60, check=False)
    except OSError as error:
        pytest.skip(f"the validator of SARIF doesn't start here: {error}")
    if done.returncode != 0:
        pytest.skip(f"the validator of SARIF doesn't run here: {(done.stderr or done.stdout).decode()[:300]}")
    configuration, said = log.with_suffix(".xml"), log.with_suffix(".said")
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    said.unlink(missing_ok=True)
    options = ["--config", str(configuration), "--level", "Error;Warning", "-o", str(said)]
    done = subprocess.run([str(BINARY), "validate", str(log), *options], capture_output=True, timeout=120, check=False)
    assert said.exists(), done.stdout.decode()
    (one,) = json.loads(said.read_text(encoding="utf-8-sig"))["runs"]
    return [result["ruleId"] for result in one["results"]]


def test_the_validator_of_sarif_has_no_warning(folder: Path) -> None:
    """Microsoft's validator has neither errors nor warnings; it has one when something is amiss."""
    log = folder / "log.sarif"
    log.write_text(run(".", "../beside.yaml", "none.yaml", "--format", "sarif", code=2), encoding="utf-8")
    assert complaints(log) == []
    broken = json.loads(log.read_text(encoding="utf-8"))
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 99
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["endLine"] = 1
    log.write_text(json.dumps(broken), encoding="utf-8")
    assert complaints(log) != []


def test_sarif_names_every_rule_with_its_manual() -> None:
    """Each rule has its manual page and level; each result points at its own rule."""
    (one,) = sarif(judged(RECORD.replace("PT24H", "24h")))["runs"]
    described = {rule["id"]: rule for rule in one["tool"]["driver"]["rules"]}
    for rule in RULES:
        assert described[rule.name]["fullDescription"]["text"] == rule.manual
        assert rule.source in described[rule.name]["help"]["text"]
        assert described[rule.name]["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert one["results"]
    for result in one["results"]:
        assert one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_names_every_fault_with_its_page() -> None:
    """Faults of the format and notices have their pages and levels too; a rule of the caller's own has its name."""
    made_up = Finding(TOP, "x", "my-own-rule")
    found = judged(RECORD + "song: x\nignore: [{rule: duplicate-id, why: x}]\n").findings
    notices = judged(RECORD + "ignore: [{rule: duplicate-id, why: x}]\n").findings
    (one,) = sarif(Report((*found, *notices, made_up)))["runs"]
    described = {rule["id"]: rule for rule in one["tool"]["driver"]["rules"]}
    assert described["unknown-field"]["shortDescription"]["text"] == FAULTS["unknown-field"].title
    assert "What to do: " in described["unknown-field"]["help"]["text"]
    assert described["unused-ignore"]["fullDescription"]["text"] == NOTICES["unused-ignore"].manual
    assert described["unused-ignore"]["defaultConfiguration"]["level"] == "warning"
    assert described["my-own-rule"]["shortDescription"]["text"].endswith("my own rule.")


def test_sarif_places_are_lines_and_relative_uris(folder: Path) -> None:
    """A fault has its line and column; its file is relative to the folder, percent-encoded, and decodes to its name."""
    (one,) = json.loads(run(".", "../beside.yaml", "--format", "sarif"))["runs"]
    places = {}
    for result in one["results"]:
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        places[physical["artifactLocation"]["uri"], result["ruleId"]] = physical["region"]
        assert ("uriBaseId" in physical["artifactLocation"]) != physical["artifactLocation"]["uri"].startswith("file:")
    uri = "a%20b/%C3%BC%2541/x%231,%C3%A9.yaml"
    region = places[uri, "malformed"]
    text = (folder / unquote(uri)).read_text(encoding="utf-8").splitlines()
    assert text[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "24h"
    assert places["lines.jsonl", "unknown-field"]["startLine"] == 4
    assert ((folder.parent / "beside.yaml").as_uri(), "unknown-word") in places
    assert one["columnKind"] == "unicodeCodePoints"


def test_a_colon_never_makes_a_scheme() -> None:
    """A relative name with a colon in its first step is encoded, so that nobody reads a scheme."""
    finding = Finding(TOP, "x", "duplicate-id", file="c:x.yaml")
    (one,) = sarif(Report((finding,)))["runs"]
    assert one["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "c%3Ax.yaml"


def prints(text: str, **options: Any) -> dict[tuple[str, str], str]:
    (one,) = sarif(judged(text, **options))["runs"]
    found = {
        (result["ruleId"], result["message"]["text"]): result["partialFingerprints"]["agreementsPlace/v1"]
        for result in one["results"]
    }
    assert len(found) == len(one["results"]) == len(set(found.values()))
    return found


def test_fingerprints_stay_while_other_parts_change() -> None:
    """Lines and clauses put in before a fault leave its fingerprint alone; another file has another one."""
    faulty = RECORD.replace("PT24H", "24h").replace("instrument: agreement", "instrument: agrement")
    first = prints(faulty)
    assert len(first) >= 2
    clause = "clauses:\n- {id: put-before, kind: other, topic: training, at: I, summary: x}\n"
    assert "clauses:\n" in faulty
    assert prints("# a line\n\n" + faulty.replace("clauses:\n", clause)) == first
    assert not set(prints(faulty, name="b.yaml").values()) & set(first.values())


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    """Two findings of a rule at one place are told apart."""
    twice = Finding(TOP, "x", "duplicate-id", file="a.yaml")
    (one,) = sarif(Report((twice, twice), ("a.yaml",), 0, (), {"a.yaml": "id: x\n"}))["runs"]
    assert len({result["partialFingerprints"]["agreementsPlace/v1"] for result in one["results"]}) == 2


def test_sarif_says_what_was_not_checked(folder: Path) -> None:
    """What was not looked at is a notification; a file that can't be read makes the run a failed one."""
    (one,) = json.loads(run("good.yaml", "none.yaml", "--ignore", "duplicate-id", "--format", "sarif", code=2))["runs"]
    (call,) = one["invocations"]
    assert call["executionSuccessful"] is False
    said = [(note["level"], note["message"]["text"]) for note in call["toolExecutionNotifications"]]
    assert said[0][0] == "error"
    assert "none.yaml" in said[0][1]
    assert any(level == "note" and "duplicate-id" in text for level, text in said)
    assert "none.yaml" not in json.dumps(one["artifacts"])
    (one,) = sarif(Report((), ("a.yaml",), 1))["runs"]
    assert one["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_a_message_holds_no_link_and_no_placeholder() -> None:
    """What looks like a link or a placeholder of SARIF's in a record is shown as it is."""
    finding = Finding(TOP, "'[a](b) {0} [c]' is odd", "duplicate-id", Severity.INFO)
    (one,) = sarif(Report((finding,)))["runs"]
    assert one["results"][0]["message"]["text"] == "'\\[a\\](b) {{0}} \\[c\\]' is odd."
    assert one["results"][0]["level"] == "note"
    assert "locations" not in one["results"][0]


# GitHub


def test_github_has_a_command_a_finding() -> None:
    """Severity, place and rule are in the command; the hint is a line of its message; the counts come last."""
    place = Span(3, 5, 3, 9)
    finding = Finding(Pointer(("id",)), "'x' is odd", "duplicate-id", hint="write y", file="a/b.yaml", span=place)
    assert github(finding, files=("a/b.yaml",), records=1) == [
        "::error file=a/b.yaml,line=3,endLine=3,col=5,endColumn=8,title=duplicate-id::'x' is odd%0Ahint: write y",
        "1 error in 1 file, 1 valid record",
    ]
    for severity, command in ((Severity.WARNING, "::warning "), (Severity.INFO, "::notice ")):
        assert github(Finding(TOP, "x", "r", severity))[0].startswith(command)


def test_github_leaves_columns_out_over_several_lines() -> None:
    """GitHub refuses columns where a place has several lines."""
    finding = Finding(TOP, "x", "r", file="a.yaml", span=Span(1, 2, 4, 3))
    assert github(finding)[0] == "::error file=a.yaml,line=1,endLine=4,title=r::x"


def test_nothing_breaks_out_of_a_command() -> None:
    """Per cent signs, line ends, colons and commas are escaped where they would end something."""
    name = "a%,b:c\r\n::error::d.yaml"
    finding = Finding(TOP, "100% \r\n::error::e: f, \x1b[2J ##[error]", "r", file=name, span=Span(1, 1, 1, 2))
    (command, *others) = github(finding, not_checked=("g\n::set-output name=h::i", "j"))
    assert command == (
        "::error file=a%25%2Cb%3Ac%0D%0A%3A%3Aerror%3A%3Ad.yaml,line=1,endLine=1,col=1,endColumn=1,title=r"
        "::100%25 \\x0d%0A::error::e: f, \\x1b[2J ##[error]"
    )
    assert others[0] == "::notice title=not checked::g%0A::set-output name=h::i%0Aj"
    assert len(others) == 2


def test_github_has_no_file_for_stdin() -> None:
    """What came from stdin has no file to stand beside."""
    text = CliRunner().invoke(main, ["validate", "-", "--format", "github"], input="format: agreement/1\n").stdout
    assert text.startswith("::error title=missing-field::")


def test_github_names_files_from_the_working_directory(folder: Path) -> None:
    """An absolute path below the working directory is shown as seen from there; unread paths are commands too."""
    lines = run(str(folder / "lines.jsonl"), "none.yaml", "--format", "github", code=2).splitlines()
    assert lines[0].startswith("::error file=none.yaml,title=unreadable::")
    assert lines[1].startswith("::error file=lines.jsonl,line=2,")
