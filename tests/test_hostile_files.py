"""Whatever a file holds or is called, the command line says what is wrong with it, soon and safely."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_tabulation import RECORD

from agreements.cli import main
from agreements.errors import AgreementsError, ComparisonError, InvalidRecordError
from agreements.reading import MAX_BYTES, MAX_FINDINGS, find_files, load_all, parse
from agreements.reading._tree import MAX_PIECES

SECONDS = 30
MEGABYTES = 900

# The sample without what the rules call an error.
WHOLE = RECORD.replace(", part_of: all", "").replace("training: complete, energy: partial", "implementation: partial, "
    "training: complete, energy: partial, response-to-aggression: partial")  # fmt: skip
HEAD = WHOLE.partition("clauses:")[0].lstrip()
# More steps inside each other than the interpreter's stack holds.
DEEP = 60_000
# Nothing is wrapped, so that a finding is a line.
WIDE = {"COLUMNS": "2000"}
MANY = 100_000
LONG = 5_000_000
CASES: dict[str, Case] = {}


@dataclass(frozen=True)
class Case:
    """A bad file.

    Attributes:
        content: Its bytes; made only when the test runs.
        rules: The rules of the findings, the first of them first; none for a record without an error.
        suffix: How its name ends.
        lines: The most lines that are printed.
    """

    content: Callable[[], str | bytes]
    rules: tuple[str, ...]
    suffix: str = ".yaml"
    lines: int = 12


def case(name: str, content: Callable[[], str | bytes] | str | bytes, *rules: str, lines: int = 12) -> None:
    """Note a case; a name that ends in `json` makes a JSON file."""
    made = content if callable(content) else lambda: content
    CASES[name] = Case(made, rules, ".json" if name.endswith("json") else ".yaml", lines)


def record(old: str, new: str) -> str:
    """The sample record with one thing changed."""
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def as_json(old: str, new: str) -> str:
    """The sample record as JSON text with one thing changed."""
    text = json.dumps(parse(WHOLE).agreement and parse(HEAD).agreement.plain())  # type: ignore[union-attr]
    assert old in text
    return text.replace(old, new, 1)


# Depth.
case("deep brackets", lambda: "[" * DEEP, "too-deep")
case("deep braces", lambda: "{a: " * DEEP, "too-deep")
case("deep list on one line", lambda: "- " * DEEP + "a", "too-deep")
case("deep keys on one line", lambda: "? " * DEEP + "a", "key-not-text", "too-deep", lines=450)
case("deep indentation", lambda: "".join(f"{' ' * step}a:\n" for step in range(3000)), "too-deep")
case("deep json", lambda: "[" * DEEP, "too-deep")
case("deep objects json", lambda: '{"a":' * DEEP, "too-deep")
case("deep events", lambda: f"{HEAD}clauses: [{{id: a, kind: trigger, topic: training, when: [{_events(45)}], "
     "responses: [{act: consult, modal: will}]}]\n")  # fmt: skip
# Width, and what grows faster than its file.
case("wide mapping", lambda: HEAD + "".join(f"k{i}: x\n" for i in range(MANY)), "unknown-field", "too-many", lines=4100)
case("wide list json", lambda: "[" + "1," * 4_000_000 + "1]", "too-many")
case("wider mapping", lambda: "".join(f"k{i}: x\n" for i in range(MAX_PIECES)), "too-many")
case("many nulls", lambda: "a: [" + "~," * MANY + "]", "null-value", "too-many", lines=4100)
case("many duplicates", lambda: "a: b\n" * MANY, "duplicate-key", "too-many", lines=4100)
case("many bad clauses", lambda: f"{HEAD}clauses: [{'a,' * MANY}a]", "not-a-mapping", "too-many", lines=4100)
case("many anchors", lambda: "".join(f"- &a{i} x\n" for i in range(MANY)), "alias", "too-many", lines=5100)
case("billion laughs", lambda: "a: &a [x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 9}]\n" for a, b in _steps()), "alias",
     lines=1300)  # fmt: skip
case("quadratic aliases", lambda: f"a: &a {'x' * MANY}\nb: [{'*a,' * MANY}]\n", "alias", "too-many", lines=4100)
case("merge keys", "a: {b: c}\nd: {<<: {b: c}}\n", "merge-key")
case("many faults on one line json", lambda: json.dumps({"format": [1] * MANY, "a": [None] * MANY}), "null-value",
     "too-many", lines=4100)  # fmt: skip
# Length.
case("long line json", lambda: '{"a":' + " " * LONG + "null}", "null-value")
case("long key", lambda: f"? {'k' * LONG}\n: x\n", "key-too-long")
case("long key json", lambda: f'{{"{"k" * LONG}": 1}}', "key-too-long")
case("long text", lambda: record("A sample", "x" * LONG), "too-long")
case("long word", lambda: record("instrument: agreement", f"instrument: {'x' * LONG}"), "unknown-word")
case("long text for a list", lambda: f"{HEAD}clauses: {'x' * LONG}", "not-a-list")
case("long combining marks", lambda: f"a: e{chr(0x301) * LONG}: b: c\n", "syntax")
case("many comments", lambda: "#\n" * 4_000_000, "empty")
case("too large", lambda: b"a" * (MAX_BYTES + 1), "too-large")
case("zeros", lambda: bytes(MANY), "control-character", lines=40)
# Characters.
case("empty", "", "empty")
case("blank", " \n\n", "empty")
case("BOM", lambda: b"\xef\xbb\xbf" + WHOLE.encode())
case("UTF-16", lambda: WHOLE.encode("utf-16"), "not-utf-8")
case("UTF-16 without a mark", lambda: WHOLE.encode("utf-16-le"), "control-character", lines=40)
case("UTF-32", lambda: WHOLE.encode("utf-32"), "not-utf-8")
case("Latin 1", lambda: record("A sample", "Traité").encode("latin-1"), "not-utf-8")
case("random bytes", lambda: random.Random(1).randbytes(MANY), "not-utf-8")
case("surrogates", lambda: record("A sample", "\ud83d").encode("utf-8", "surrogatepass"), "not-utf-8")
case("escaped surrogate json", '{"title": "\\ud83d"}', "lone-surrogate")
case("escaped surrogate", 'title: "\\ud83d"\n', "syntax")
case("NUL", "a: b\0c\n", "control-character")
case("escape sequence", "a: \x1b[2J\n", "control-character")
case("written escape sequence", lambda: record("instrument: agreement", 'instrument: "\\e[2J\\a"'), "unknown-word")
case("written escape in a key", lambda: WHOLE + '"\\e]0;x\\a": y\n', "unknown-field")
case("direction marks", lambda: record("id: sample", "id: sam\u202eelp\u2066"), "malformed")
case("look-alike id", lambda: record("id: sample", "id: s\u0430mple"), "malformed")
case("look-alike key", lambda: record("title: A", "titl\u0435: A"), "missing-field", "unknown-field", lines=20)
case("look-alike word", lambda: record("kind: trigger", "kind: trigg\u0435r"), "unknown-word")
case("NEL", "a: b\x85c\n", "control-character")
case("line separator", "a: b\u2028c\n", "control-character")
case("line separator json", lambda: as_json("A sample", "A\u2028sample"))
case("CR line ends", lambda: WHOLE.replace("\n", "\r"))
case("tabs", "a:\n\tb: c\n", "syntax")
# Grammar.
case("tags", "a: !!python/object/apply:os.system [echo]\n", "tag")
case("several documents", "a: b\n---\nc: d\n", "several-documents")
case("list as key", "? [a]\n: b\n", "key-not-text")
case("escaped duplicate", '"a": b\n"\\x61": c\n', "duplicate-key")
case("escaped duplicate json", '{"a": 1, "\\u0061": 2}', "duplicate-key")
case("NaN json", '{"a": NaN}', "not-finite")
case("Infinity json", '{"a": [-Infinity]}', "not-finite")
case("trailing comma json", '{"a": 1,}', "syntax")
case("comment json", '{"a": 1} // why', "syntax")
case("single quotes json", "{'a': 1}", "syntax")
case("cut short json", lambda: as_json('"title"', '"title')[:200], "syntax")
case("YAML as json", WHOLE, "syntax")
# Values.
case("gigantic exponent json", lambda: as_json('"A sample"', "1e999999"), "not-text")
case("gigantic number json", lambda: as_json('"A sample"', "1" * MANY), "not-text")
case("gigantic negative exponent json", lambda: as_json('"A sample"', f"-1e-{'9' * MANY}"), "not-text")
case("gigantic amount", lambda: record('"2500000000"', f'"{"9" * MANY}"'), "malformed")
case("exponent as amount", lambda: record('"2500000000"', "1e999999"), "malformed")
for date in ("99999-01-01", "-0005-01-01", "0000", "0000-01-01", "Y17E8", "2023-02-29", "9" * 1000):
    case(f"date {date[:12]}", record('"2024-06-13"', f'"{date}"'), "malformed")
for period in ("P9999999Y", f"P{'9' * 1000}D", "PT1e9H", "P-1Y", "P0D"):
    case(f"period {period[:12]}", record("length: P10Y", f"length: {period}"), "malformed")
case("far date", lambda: record('"2024-06-13"', '"9999-12-31"'))
case("first date", lambda: record('by: "2025-12"', 'by: "0001-01-01"'))
case("huge period", lambda: record("length: P10Y", "length: P999999Y11M999999DT999999H59M59S"))
case("markup", lambda: record("A sample", "<script>alert(1)</script> [a](javascript:b) ![c](d)"))


def _events(depth: int) -> str:
    return "{event: aggression, after: [" * depth + "{event: aggression}" + "]}" * depth


def _steps() -> list[tuple[str, str]]:
    return list(pairwise("abcdefghijklmnopqrstuvwxyz"))


def limit() -> None:
    """Bound the child's time on the processor and its memory, where the system has such bounds."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def process(*arguments: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, within bounds."""
    return subprocess.run(
        [sys.executable, "-m", "agreements", *arguments],
        input=stdin.decode("utf-8", "surrogateescape"),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=4 * SECONDS,
        env={**os.environ, **WIDE},
        preexec_fn=None if sys.platform == "win32" else limit,
        check=False,
    )


def run(*arguments: str) -> Result:
    return CliRunner(env=WIDE).invoke(main, list(arguments))


def assert_safe(text: str) -> None:
    """Nothing in the text steers a terminal, turns its direction or starts a line of its own."""
    unsafe = {char for char in text if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160)}
    unsafe |= {char for char in text if 0x200E <= ord(char) <= 0x200F or 0x2028 <= ord(char) <= 0x202E}
    unsafe |= {char for char in text if 0x2066 <= ord(char) <= 0x2069 or 0xD800 <= ord(char) <= 0xDFFF}
    assert not unsafe, sorted(unsafe)


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    """`validate` ends with its exit code, a message with the file's name and rule, in bounded time and memory."""
    bad = CASES[name]
    content = bad.content()
    file = tmp_path / f"bad{bad.suffix}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = process("validate", "--severity", "error", str(file))
    assert (done.returncode, done.stderr) == (1 if bad.rules else 0, ""), done.stderr[-2000:]
    findings = [line for line in done.stdout.splitlines() if ": error [" in line]
    found = list(dict.fromkeys(line.split(": error [")[1].split("]")[0] for line in findings))
    assert set(bad.rules) <= set(found)
    assert not bad.rules or found[0] == bad.rules[0]
    assert all(line.startswith(f"{file}:") for line in findings)
    assert done.stdout.count("\n") <= bad.lines, done.stdout[:3000]
    assert all(len(line) <= 300 + len(str(file)) for line in findings)
    assert_safe(done.stdout)


@pytest.mark.parametrize("name", CASES)
def test_show_and_diff_refuse_a_bad_file(name: str, tmp_path: Path) -> None:
    """`show` and `diff` end with 2 and few lines on stderr where the file holds no record; else they show it safely."""
    bad = CASES[name]
    content = bad.content()
    file, good = tmp_path / f"bad{bad.suffix}", tmp_path / "good.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    good.write_text(WHOLE, encoding="utf-8")
    for arguments in (("show", str(file)), ("diff", str(good), str(file))):
        done = run(*arguments)
        assert not isinstance(done.exception, Exception), done.exception
        assert_safe(done.output)
        if bad.rules:
            assert (done.exit_code, done.stdout) == (2, "")
            assert done.stderr.startswith(f"error: {file} is not a valid record (")
            assert done.stderr.count("\n") <= 22
        else:
            assert done.exit_code in (0, 1)
            assert done.stderr == ""


def test_more_findings_than_are_listed_are_counted(tmp_path: Path) -> None:
    """Of 100,000 unknown keys a thousand are listed, and how many more there are is said, in text, JSON and `show`."""
    file = tmp_path / "many.yaml"
    file.write_text(HEAD + "".join(f"k{i}: x\n" for i in range(MANY)), encoding="utf-8")
    shown = run("validate", str(file)).stdout
    assert shown.count("[unknown-field]") == MAX_FINDINGS
    assert f"{MANY - MAX_FINDINGS} more faults aren't listed" in shown
    data = json.loads(run("validate", "--format", "json", str(file)).stdout)
    assert len(data["findings"]) == MAX_FINDINGS + 1
    assert f"and {MAX_FINDINGS + 1 - 20} more" in run("show", str(file)).stderr


def test_the_gravest_findings_of_the_rules_are_listed(tmp_path: Path) -> None:
    """Of too many findings about a valid record the gravest are kept, and the others are counted."""
    file = tmp_path / "valid.yaml"
    same = "- {id: law, kind: limitation, topic: training, applies_to: whole-text, summary: L}\n"
    limits = "".join(same.replace("law,", f"l{i},", 1) for i in range(1500))
    file.write_text(f"{HEAD}clauses:\n{limits}{same}{same}", encoding="utf-8")
    everything = json.loads(run("validate", "--format", "json", str(file)).stdout)
    assert len(everything["findings"]) == MAX_FINDINGS + 1
    assert any("more findings aren't listed" in finding["message"] for finding in everything["findings"])
    severities = [finding["severity"] for finding in everything["findings"] if finding["rule"] == "duplicate-id"]
    assert severities == ["error"]


def test_two_records_with_too_much_to_compare_are_refused(tmp_path: Path) -> None:
    """`diff` of 2,000 clauses against 2,000 others ends at once, with 2, instead of taking minutes."""
    files = []
    for act in ("fund", "train"):
        file = tmp_path / f"{act}.yaml"
        row = "- {{id: c{0}, kind: commitment, topic: training, act: {1}, modal: will}}\n"
        file.write_text(f"{HEAD}clauses:\n" + "".join(row.format(i, act) for i in range(2000)), encoding="utf-8")
        files.append(str(file))
    done = process("diff", *files)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: too much differs to be compared: 2000 clauses or undertakings against 2000\n"
    assert issubclass(ComparisonError, AgreementsError)


@pytest.mark.parametrize("arguments", [("validate", "-"), ("show", "-")])
def test_stdin_is_bounded_too(arguments: tuple[str, ...]) -> None:
    """More than the most that is read is refused on stdin as in a file."""
    done = process(*arguments, stdin=b"#" * (MAX_BYTES + 5))
    assert done.returncode == (1 if arguments[0] == "validate" else 2)
    assert f"more than {MAX_BYTES} bytes" in done.stdout + done.stderr


# Names and kinds of files.

NAMES = {
    "line end": "a\nerror: b.yaml",
    "escape": "a\x1b[2J.yaml",
    "carriage return": "a\rb.yaml",
    "direction": "a\u202elmay.yaml",
    "dash": "-h.yaml",
    "two dashes": "--help.yaml",
    "blank": "  .yaml",
    "quotes": "a'\"`$(b).yaml",
    "markup": "<b>.yaml",
    "bytes": "a\udcff\udcfe.yaml",
    "long": f"{'n' * 250}.yaml",
}


def named(folder: Path, name: str, content: str) -> Path:
    """Write a file of that name, or skip where the system has no such names."""
    file = folder / name
    try:
        file.write_text(content, encoding="utf-8")
    except (OSError, UnicodeError, ValueError) as error:
        pytest.skip(f"there can be no file of this name here: {error}")
    return file


@pytest.mark.parametrize("name", NAMES)
def test_a_name_does_no_harm(name: str, tmp_path: Path) -> None:
    """Whatever a file is called, it is read, alone and in its folder, and its name is shown on one line, safely."""
    file = named(tmp_path, NAMES[name], WHOLE.replace("instrument: agreement", "instrument: x"))
    for path in (os.fsencode(file), os.fsencode(tmp_path)):
        done = process("validate", "--", path)
        assert (done.returncode, done.stderr) == (1, "")
        assert_safe(done.stdout)
        heads = [line for line in done.stdout.splitlines() if "[unknown-word]" in line]
        assert len(heads) == 1
        assert heads[0].startswith(str(tmp_path))
        assert not any(line.startswith("error:") for line in done.stdout.splitlines())
        data = json.loads(process("validate", "--format", "json", "--", path).stdout)
        assert os.fsencode(data["files"][0]) == os.fsencode(file)
    for arguments in (("show", "--"), ("diff", "--", os.fsencode(file))):
        done = process(*arguments, os.fsencode(file))
        assert (done.returncode, done.stdout) == (2, "")
        assert_safe(done.stderr)
        assert [line.startswith("error: ") for line in done.stderr.splitlines()] == [True, False]


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_name_does_no_harm(name: str, tmp_path: Path) -> None:
    """A file that isn't there is named on one line, safely, and ends every command with 2."""
    try:
        path = os.fsencode(tmp_path / NAMES[name])
    except UnicodeError as error:
        pytest.skip(f"there can be no file of this name here: {error}")
    for arguments in (("validate", "--"), ("show", "--"), ("diff", "--", path)):
        done = process(*arguments, path)
        assert (done.returncode, done.stdout) == (2, "")
        assert_safe(done.stderr)
        assert sum(line.startswith("error: ") for line in done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["n" * 5000 + ".yaml", "a\0b.yaml", "", "x" * 200_000])
def test_a_name_that_cannot_be(name: str) -> None:
    """A name that no file can have is a message, not an error of ours."""
    for command in ("validate", "show"):
        done = run(command, name)
        assert done.exit_code == 2
        assert done.stderr.startswith("error: ")
        assert not isinstance(done.exception, Exception)
    with pytest.raises(AgreementsError):
        list(load_all(name))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("suffix", [".yaml", ".json", ".jsonl"])
def test_a_pipe_is_not_waited_for(suffix: str, tmp_path: Path) -> None:
    """A named pipe nobody writes to is refused, alone and in a folder; nothing waits for it."""
    pipe = tmp_path / f"pipe{suffix}"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        done = process("validate", str(path))
        assert done.returncode == 2
        assert "is no regular file" in done.stderr + done.stdout
        assert str(pipe) in done.stderr + done.stdout
    assert process("show", str(pipe)).returncode == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
@pytest.mark.parametrize("suffix", [".yaml", ".jsonl"])
def test_a_device_is_not_read(suffix: str, tmp_path: Path) -> None:
    """A link to a device without an end is refused."""
    link = tmp_path / f"zero{suffix}"
    link.symlink_to("/dev/zero")
    done = process("validate", str(link))
    assert done.returncode == 2
    assert "is no regular file" in done.stderr


def linked(link: Path, target: Path | str) -> Path:
    """Make a link to a folder or file, or skip where none may be made."""
    try:
        link.symlink_to(target, target_is_directory=Path(target).is_dir())
    except (OSError, NotImplementedError) as error:
        pytest.skip(f"no links can be made here: {error}")
    return link


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    """A folder of links to itself is looked through once; what else a link leads to is read or named."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "in" / "a.yaml").write_text(WHOLE, encoding="utf-8")
    for number in range(8):
        linked(tmp_path / "in" / f"loop{number}", tmp_path / "in")
    linked(tmp_path / "in" / "elsewhere", tmp_path / "out")
    assert [file.name for file in find_files(tmp_path / "in")] == ["a.yaml", "b.yaml"]
    itself = linked(tmp_path / "in" / "self.yaml", "self.yaml")
    done = run("validate", str(tmp_path / "in"))
    assert done.exit_code == 2
    assert str(itself) in done.stderr
    assert "2 files, 2 valid records" in " ".join(done.stdout.split())


def test_a_folder_with_a_file_s_name(tmp_path: Path) -> None:
    """A folder called x.yaml is looked into by `validate` and refused by `show`."""
    folder = tmp_path / "x.yaml"
    folder.mkdir()
    (folder / "y.yaml").write_text(WHOLE, encoding="utf-8")
    assert run("validate", "--severity", "error", str(tmp_path)).exit_code == 0
    done = run("show", str(folder))
    assert done.exit_code == 2
    assert "is a folder" in done.stderr


def test_what_vanishes_is_named(tmp_path: Path) -> None:
    """A file and a folder that vanish while their folder is looked through are said to be missing, not left out."""
    for name in ("a.yaml", "b.yaml", "c/d.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
    found = load_all(tmp_path)
    next(found)
    (tmp_path / "b.yaml").unlink()
    with pytest.raises(InvalidRecordError, match=r"b\.yaml"):
        next(found)
    files = find_files(tmp_path)
    assert next(files).name == "a.yaml"
    shutil.rmtree(tmp_path / "c")
    assert [file.name for file in files] == ["c"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise here")
def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without rights and a folder nobody may list end with 2 and are named; the rest is checked all the same."""
    good, secret, closed = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c"
    good.write_text(HEAD, encoding="utf-8")
    secret.write_text(HEAD, encoding="utf-8")
    closed.mkdir()
    secret.chmod(0)
    closed.chmod(0)
    refused = {str(secret), str(closed)}
    if os.geteuid() == 0:  # to root nothing is refused: what the system would say is said in its place
        _refuse(monkeypatch, refused)
    try:
        done = run("validate", "--severity", "error", str(tmp_path))
        assert run("validate", str(closed)).exit_code == 2
    finally:
        secret.chmod(0o600)
        closed.chmod(0o700)
    assert done.exit_code == 2
    assert all(path in done.stderr for path in refused)
    assert done.stderr.count("permission denied") == 2
    assert "1 valid record" in done.stdout


def _refuse(monkeypatch: pytest.MonkeyPatch, refused: set[str]) -> None:
    for module, name in ((os, "scandir"), (Path, "open")):
        real = getattr(module, name)

        def guarded(path: object, *arguments: object, real: Callable[..., object] = real) -> object:
            if str(path) in refused:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *arguments)

        monkeypatch.setattr(module, name, guarded)
