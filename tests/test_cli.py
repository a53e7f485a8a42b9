"""The command line: exit codes, messages on the right stream, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from material import ROOT
from test_tabulation import RECORD

from agreements import Agreement, Finding, Severity, load, write
from agreements.cli import main
from agreements.faults import FAULTS
from agreements.rules import NOTICES, RULES, rule
from agreements.writing import plain


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, timeout=60, env={**os.environ, **environment}, check=False
    )


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> tuple[str, str, str]:
    old, new, bad = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "bad.yaml"
    old.write_text(RECORD, encoding="utf-8")
    new.write_text(RECORD.replace("PT24H", "PT48H"), encoding="utf-8")
    bad.write_text(RECORD.replace("instrument: agreement", "instrument: agrement"), encoding="utf-8")
    return str(old), str(new), str(bad)


@pytest.mark.parametrize(
    "option",
    [
        "--help",
        "--version",
        "validate --help",
        "new --help",
        "format --help",
        "what-if --help",
        "timeline --help",
        "schedule --help",
    ],
)
def test_help_and_version_load_no_model(option: str) -> None:
    """`--help`, of every command too, and `--version` answer without importing pydantic."""
    code = (
        "import sys\nfrom agreements.cli import main\n"
        f"try: main({option.split()!r})\nexcept SystemExit as end: assert not end.code, end.code\n"
        "assert 'pydantic' not in sys.modules and 'yaml' not in sys.modules"
    )
    done = process("-c", code)
    assert done.returncode == 0, done.stderr.decode()
    assert b"agreements" in done.stdout


def test_peers_without_a_counterpart_are_compared() -> None:
    """Parties whose role nobody plays on the other side don't stop a comparison; the advice given can be followed."""
    old, new = (str(ROOT / "examples" / name) for name in ("budapest/memorandum-1994.yaml", "ukraine/deu-2024.yaml"))
    done = run("diff", old, new, "--peers")
    assert (done.exit_code, done.stderr) == (1, "")
    assert "--role OLD=NEW" in " ".join(done.stdout.split())
    told = run("diff", old, new, "--peers", "--role", "GBR=DEU")
    assert told.exit_code == 1
    assert "compared as peers: GBR as DEU" in told.stdout


def test_peers_that_cannot_be_told_apart_are_asked_for(tmp_path: Path) -> None:
    """Where two play a role that one plays there, the error names the option, and with it the work is done."""
    old = str(ROOT / "examples" / "ukraine" / "gbr-2024.yaml")
    usa = load(ROOT / "examples" / "ukraine" / "usa-2024.yaml")
    new = tmp_path / "new.yaml"
    several = usa.replace(parties=[*usa.parties, {"id": "CAN", "role": "supporter"}])
    new.write_text(write(several), encoding="utf-8")
    refused = run("diff", old, str(new), "--peers")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "GBR against USA, CAN; say it with --role GBR=USA" in " ".join(refused.stderr.split())
    assert run("diff", old, str(new), "--peers", "--role", "GBR=USA").exit_code == 1


def test_options_that_can_be_repeated_say_so() -> None:
    """`diff --help` says that --role and --only may be given several times."""
    options = run("diff", "--help").stdout.partition("Options:")[2].split("\n  --")
    for name in ("role", "only"):
        (described,) = (option for option in options if option.startswith(f"{name} "))
        assert "repeatable" in described


def test_validate_finds_and_shows(files: tuple[str, str, str]) -> None:
    """A record with a fault ends with 1 and shows the line with a caret."""
    done = run("validate", files[2])
    assert done.exit_code == 1
    assert "instrument: agrement\n" in done.stdout
    assert "^^^^^^^^" in done.stdout
    assert "not checked:" in done.stdout


def test_validate_as_json(files: tuple[str, str, str]) -> None:
    """JSON holds the findings of all paths."""
    data = json.loads(run("validate", files[0], files[2], "--format", "json", "--severity", "error").stdout)
    assert data["files"] == [files[0], files[2]]
    assert {finding["severity"] for finding in data["findings"]} == {"error"}


def test_severity_hides_what_is_less_severe(files: tuple[str, str, str]) -> None:
    """`--severity error` shows errors alone and ends with 1 only for them."""
    done = run("validate", files[0], "--severity", "error")
    assert (" warning [" in done.stdout, " info [" in done.stdout) == (False, False)
    assert done.exit_code == (1 if " error [" in done.stdout else 0)


def test_select_and_ignore_choose_rules(tmp_path: Path) -> None:
    """Only the chosen rules judge, and the report names those that didn't; faults of the format are always found."""
    file = tmp_path / "a.yaml"
    file.write_text(RECORD.replace("parties: [", "parties: [{id: XXX, role: party}, "), encoding="utf-8")

    def found(*arguments: str) -> tuple[set[str], str]:
        data = json.loads(run("validate", str(file), "--format", "json", *arguments).stdout)
        return {finding["rule"] for finding in data["findings"]}, " ".join(data["not_checked"])

    everything, said = found()
    assert "unknown-party" in everything
    assert "left out" not in said
    some, said = found("--select", "unknown-party, duplicate-id", "--select", "unknown-source")
    assert some == {"unknown-party"}
    assert "left out by --select: " in said
    assert "unknown-bearer" in said
    assert "duplicate-id" not in said
    others, said = found("--ignore", "unknown-party")
    assert others == everything - {"unknown-party"}
    assert said.endswith("what 1 rule would find, left out by --ignore: unknown-party")
    assert found("--select", "unknown-party,duplicate-id", "--ignore", "unknown-party")[0] == set()
    file.write_text("format: agreement/1\n", encoding="utf-8")
    assert "missing-field" in found("--select", "duplicate-id")[0]


def test_an_unknown_rule_is_answered_with_a_near_one(files: tuple[str, str, str]) -> None:
    """A misspelt name is answered with the one that was meant, a hopeless one with where the names are listed."""
    assert "did you mean 'duplicate-id'?" in run("validate", files[0], "--select", "duplicate-ids").stderr
    assert "`agreements rules` lists them" in run("validate", files[0], "--ignore", "qqq").stderr


def test_a_rule_that_crashes_is_a_finding_and_not_checked(
    files: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule of ours that fails is said so, the others are judged by all the same, and what it looks for is open."""
    import agreements.rules

    def boom(agreement: Agreement) -> Iterator[Finding]:
        """Fail."""
        yield from ()
        raise ValueError("boom")

    crashing = rule("crashing", severity=Severity.ERROR)(boom)
    monkeypatch.setattr(agreements.rules, "RULES", (crashing, *agreements.rules.RULES))
    before = json.loads(run("validate", files[0], "--format", "json", "--ignore", "crashing").stdout)
    done = run("validate", files[0], "--format", "json")
    data = json.loads(done.stdout)
    assert done.exit_code == 1
    crashed = [finding for finding in data["findings"] if finding["rule"] == "rule-crashed"]
    assert [finding["message"] for finding in crashed] == ["the rule 'crashing' failed: ValueError: boom"]
    assert [finding for finding in data["findings"] if finding not in crashed] == before["findings"]
    assert f"{files[0]}: what the rule 'crashing' looks for, because it failed" in data["not_checked"]


def test_lines_are_judged_each(tmp_path: Path) -> None:
    """In a .jsonl file each line is judged, at its own number; a faulty one doesn't hide those after it."""
    file = tmp_path / "a.jsonl"
    good = json.dumps(plain(load(ROOT / "examples/nato/north-atlantic-treaty-1949.yaml")))
    bad = good.replace('"instrument": "treaty"', '"instrument": "traety"')
    file.write_text(f"{good}\n\n{bad}\n{good}\n{{\n", encoding="utf-8")
    data = json.loads(run("validate", str(file), "--format", "json").stdout)
    assert data["records"] == 2
    assert [(one["file"], one["line"], one["rule"]) for one in data["findings"]] == [
        (str(file), 3, "unknown-word"),
        (str(file), 5, "syntax"),
    ]
    column = data["findings"][0]["column"]
    assert bad[column - 1 :].startswith('"traety"')


def test_stdin_is_yaml() -> None:
    """`-` reads YAML from stdin, for validate and show."""
    assert run("validate", "-", stdin="format: agreement/1\n").exit_code == 1
    assert run(
        "validate",
        "-",
        stdin=RECORD,
    ).exit_code in (0, 1)
    assert run("validate", "-", stdin=b"\xff\xfe").exit_code == 1
    assert "A sample" in run("show", "-", stdin=RECORD).stdout
    assert run("show", "-", stdin="nothing").exit_code == 2


def test_a_path_that_cannot_be_read_is_named(files: tuple[str, str, str], tmp_path: Path) -> None:
    """A missing file, a folder without records and a wrong suffix end with 2 and a message on stderr."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("x")
    for path in ("missing.yaml", str(tmp_path / "empty"), str(tmp_path / "note.txt")):
        done = run("validate", files[2], path)
        assert done.exit_code == 2
        assert done.stderr.startswith("error: ")
        assert "agrement" in done.stdout, "the other paths are checked all the same"


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("validate", "--wrong", "x"),
        ("vaildate",),
        ("diff", "-", "-"),
        ("diff", "OLD", "NEW", "--role", "GBR"),
        ("diff", "OLD", "NEW", "--role", "GBR=USA"),
        ("diff", "OLD", "NEW", "--peers", "--role", "A=B", "--role", "A=C"),
        ("diff", "OLD", "NEW", "--format", "json-patch", "--only", "training"),
        ("diff", "OLD", "missing.yaml"),
        ("show", "missing.yaml"),
        ("show", "OLD\x1b[2J"),
        ("show", "BAD"),
        ("rules", "notice-outlast-term"),
        ("validate", "OLD", "--select", "duplicate-ids"),
        ("validate", "OLD", "--ignore", "zzzzzz"),
        ("validate", "OLD", "--ignore", "duplicate-id,"),
        ("validate", "OLD", "--select", "duplicate-id", "--ignore", "duplicate-id"),
    ],
)
def test_what_cannot_be_done(files: tuple[str, str, str], arguments: tuple[str, ...]) -> None:
    """A wrong command, option or file ends with 2, nothing on stdout, one error on stderr, no traceback."""
    names = dict(zip(("OLD", "NEW", "BAD"), files, strict=True))
    done = run(*(names.get(argument, argument) for argument in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_no_command_shows_the_help() -> None:
    """Without a command the help is shown, and the work counts as not done."""
    done = run()
    assert done.exit_code == 2
    assert "Usage: " in done.stderr


@pytest.mark.parametrize("format_", ["text", "markdown", "json", "json-patch"])
def test_diff_tells_same_from_different(files: tuple[str, str, str], format_: str) -> None:
    """Two records that differ end with 1, equal ones with 0, in every format."""
    assert run("diff", files[0], files[1], "--format", format_).exit_code == 1
    assert run("diff", files[0], files[0], "--format", format_).exit_code == 0


def test_diff_options(files: tuple[str, str, str]) -> None:
    """`--only` narrows, `--explain` explains."""
    assert "rule: " in run("diff", *files[:2], "--explain").stdout
    assert run("diff", *files[:2], "--only", "response-to-aggression").exit_code == 1
    assert run("diff", files[0], "-", stdin=RECORD).exit_code == 0


def test_schema_is_json() -> None:
    """`schema` prints the JSON Schema."""
    assert json.loads(run("schema").stdout)["title"] == "Agreement"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_rules_and_faults_are_listed_and_explained(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rules` names every rule, then every fault and notice; with a name as a finding shows it, its manual page."""
    monkeypatch.setenv("COLUMNS", str(width))
    listing = run("rules").stdout
    rules_, faults = listing.split("\n\n")
    assert {one.name for one in RULES} <= set(rules_.split())
    assert {*FAULTS, *NOTICES} <= set(faults.split())
    assert max(map(len, listing.splitlines())) <= width
    for name in (*(one.name for one in RULES), *FAULTS, *NOTICES):
        page = run("rules", name)
        assert page.exit_code == 0
        assert page.stdout.startswith(f"{name} (")
        assert max(map(len, page.stdout.splitlines())) <= width
        assert run("rules", f"[{name}]").stdout == page.stdout
    assert "did you mean 'unknown-word'" in " ".join(run("rules", "unknown-words").stderr.split())
    assert "`agreements rules` lists them" in " ".join(run("rules", "song").stderr.split())


def test_faults_are_no_rules_to_choose(files: tuple[str, str, str]) -> None:
    """A fault named in --select or --ignore is said to be one; in a record's `ignore` it is a finding."""
    for option in ("--select", "--ignore"):
        assert "'unknown-word' is a fault of the format" in run("validate", files[0], option, "unknown-word").stderr
    ignoring = RECORD + "ignore: [{rule: unknown-word, why: x}]\n"
    said = " ".join(run("validate", "-", stdin=ignoring).stdout.split())
    assert "'unknown-word' is ignored but is a fault of the format" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diff", "OLD", "m.jsonl"), "holds a record a line, not one record (write the line"),
        (("show", "."), "'.' is a folder, not a file (name one file in it)"),
        (("validate", ""), "an empty path names no file"),
        (("validate", "", "--format", "sarif"), "an empty path names no file"),
        (("show", ""), "an empty path names no file"),
        (("diff", "OLD", ""), "an empty path names no file"),
        (("format", ""), "an empty path names no file"),
        (("show", "none.yaml"), "'none.yaml' can't be read: no such file or directory (check the path and its rights)"),
        (("show", "BAD"), "bad.yaml is not a valid record (1 finding)"),
        (("show", "BAD"), "did you mean 'agreement'?"),
        (("diff", "OLD", "NEW", "--only", "song"), "there are: strengthened, weakened"),
    ],
)
def test_what_is_no_record_is_said_for_the_command_line(
    files: tuple[str, str, str], arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that holds no single record ends with 2 and a way out that a command has, none of Python's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.jsonl").write_text("{}\n", encoding="utf-8")
    names = dict(zip(("OLD", "NEW", "BAD"), files, strict=True))
    done = run(*(names.get(argument, argument) for argument in arguments))
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert "()" not in done.stderr


def test_a_path_named_twice_is_checked_once(files: tuple[str, str, str]) -> None:
    """The same file by two names, and stdin named twice, are reported once."""
    folder = str(Path(files[0]).parent)
    data = json.loads(run("validate", files[2], files[2], folder, "--format", "json").stdout)
    assert sorted(data["files"]) == sorted(files)
    data = json.loads(run("validate", "-", "-", "--format", "json", stdin=RECORD).stdout)
    assert data["files"] == ["<stdin>"]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_output_for_people_fits_the_terminal(
    files: tuple[str, str, str], width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is wider than COLUMNS, but for words and places, which stay whole."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (
        ("validate", "bad.yaml"),
        ("show", "bad.yaml"),
        ("show", "old.yaml"),
        ("diff", "old.yaml", "new.yaml", "--explain"),
        ("diff", "old.yaml", "new.yaml", "--only", "song"),
        ("format", "bad.yaml"),
        ("validate", "none.yaml"),
        ("new", "--kind", "song"),
    ):
        done = run(*arguments)
        for line in (done.stdout + done.stderr).splitlines():
            assert len(line) <= width or " " not in line.strip(), line
    assert "bad.yaml:5:13:" in run("validate", "bad.yaml").stdout.split()
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert run("show", "old.yaml").exit_code == 0


def test_a_closed_pipe_is_no_error() -> None:
    """When the reader goes away, the command ends quietly."""
    for command in ("schema", "--help"):
        child = subprocess.Popen(
            [sys.executable, "-m", "agreements", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        errors = child.stderr.read()
        child.stderr.close()
        assert (child.wait(timeout=60), errors) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
@pytest.mark.parametrize(
    "command", ["--help", "schema", "show OLD", "status OLD", "validate OLD", "compare OLD --format xlsx"]
)
def test_output_that_cannot_be_written_is_said(files: tuple[str, str, str], command: str) -> None:
    """Where the disk is full it is the output that can't be written, not the input: one line, exit code 2."""
    arguments = [files[0] if word == "OLD" else word for word in command.split()]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "agreements", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"error: the output can't be written: no space left on device\n")


@pytest.mark.parametrize("command", ["timeline OLD -o FILE", "report OLD --single FILE"])
def test_a_file_that_cannot_be_written_is_named(
    files: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """An error while a file is written, which the system doesn't name, tells which file it is."""

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    real = Path.open

    def opened(path: Path, mode: str = "r", **options: Any) -> Any:
        if path.name != "out.html":
            return real(path, mode, **options)
        return Full() if "b" in mode else io.TextIOWrapper(Full(), write_through=True)

    monkeypatch.setattr(Path, "open", opened)
    out = str(tmp_path / "out.html")
    done = run(*({"OLD": files[0], "FILE": out}.get(word, word) for word in command.split()))
    assert done.exit_code == 2
    assert " ".join(done.stderr.split()) == f"error: {out!r}: no space left on device"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name")
def test_a_pipe_is_written_into_not_replaced(files: tuple[str, str, str], tmp_path: Path) -> None:
    """A device or a pipe named as output takes what is written; a file in its place would take it from everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("timeline", files[0], "-o", str(pipe)).exit_code == 0
        assert pipe.is_fifo()
        assert os.read(reader, 1 << 16).decode("utf-8") == run("timeline", files[0]).stdout
    finally:
        os.close(reader)


@pytest.mark.parametrize(
    "command",
    [
        "status PATH",
        "schedule PATH",
        "compare PATH",
        "timeline PATH",
        "what-if PATH --event armed-attack",
        "report PATH -o out",
    ],
)
def test_every_bad_file_of_a_folder_is_named(
    files: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Each file that holds no record, and each line of a .jsonl file, is told with what is wrong; nothing is done."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "torn.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text("{}\n\nx\n", encoding="utf-8")
    done = run(*("." if word == "PATH" else word for word in command.split()), "missing.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    told = " ".join(done.stderr.split())
    for name in ("bad.yaml", "lines.jsonl:1", "lines.jsonl:3", "torn.yaml"):
        assert f"error: {name} is not a valid record (" in told
    assert "did you mean 'agreement'?" in told
    assert "'missing.yaml' can't be read" in told
    assert told.count("error: ") == 5
    assert not (tmp_path / "out").exists()


def test_output_is_utf8_without_colour(files: tuple[str, str, str]) -> None:
    """Whatever the locale, output is UTF-8, and a pipe gets no colour."""
    done = process("-m", "agreements", "diff", *files[:2], PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 1, done.stderr.decode()
    assert "→" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
