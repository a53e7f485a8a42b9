"""`agreements format`: canonical files in place, and nothing lost on the way."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_tabulation import RECORD

from agreements import parse, write
from agreements.cli import main
from agreements.writing import plain

AGREEMENT = parse(RECORD).agreement
assert AGREEMENT is not None
CANONICAL = write(AGREEMENT)
assert CANONICAL != RECORD
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions, and links need a right")


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["format", *map(str, arguments)], input=stdin)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    file = tmp_path / "a.yaml"
    file.write_bytes(RECORD.encode())
    return file


def test_a_file_is_changed_once(file: Path) -> None:
    """The first time it is rewritten and listed (1), the second time there is nothing to do (0)."""
    first = run(file)
    assert (first.exit_code, first.stdout, first.stderr) == (1, f"{file}\n", "1 file changed\n")
    assert file.read_bytes() == CANONICAL.encode()
    second = run(file)
    assert (second.exit_code, second.stdout, second.stderr) == (0, "", "")
    assert [path.name for path in file.parent.iterdir()] == ["a.yaml"], "no temporary file is left"


def test_check_only_lists(file: Path, tmp_path: Path) -> None:
    """`--check` names what would change, each file once, and changes nothing."""
    (tmp_path / "b.yaml").write_text(CANONICAL, encoding="utf-8", newline="\n")
    done = run("--check", tmp_path, file)
    assert (done.exit_code, done.stdout, done.stderr) == (1, f"{file}\n", "1 file would change\n")
    assert file.read_bytes() == RECORD.encode()
    assert run("--check", tmp_path / "b.yaml").exit_code == 0


def test_an_invalid_record_is_left_with_its_findings(file: Path, tmp_path: Path) -> None:
    """A record with a fault is untouched, its fault is shown on stderr, and the others are still formatted (2)."""
    bad = tmp_path / "bad.yaml"
    text = RECORD.replace("instrument: agreement", "instrument: agrement")
    bad.write_text(text, encoding="utf-8")
    done = run(bad, file)
    assert (done.exit_code, done.stdout) == (2, f"{file}\n")
    assert "[unknown-word] 'agrement'" in done.stderr
    assert "is left as it is" in done.stderr
    assert bad.read_text(encoding="utf-8") == text


def test_what_cannot_be_formatted(tmp_path: Path) -> None:
    """A missing path, another kind of file, an empty folder and a record a line end with 2 and are named."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x")
    lines = tmp_path / "lines"
    lines.mkdir()
    (lines / "a.jsonl").write_text("{}\n")
    for path in (tmp_path / "none.yaml", tmp_path / "a.txt", tmp_path / "empty", lines / "a.jsonl"):
        done = run(path)
        assert (done.exit_code, done.stdout) == (2, ""), path
        assert done.stderr.startswith("error: "), path
        assert path.name in done.stderr
    assert run("-", lines).exit_code == 2
    assert run().exit_code == 2


def test_a_folder_passes_over_records_a_line(file: Path) -> None:
    """In a folder a .jsonl file is no hindrance."""
    (file.parent / "a.jsonl").write_text("{}\n")
    assert run(file.parent).exit_code == 1
    assert run(file.parent).exit_code == 0


def test_comments_are_kept(file: Path) -> None:
    """The line for editors stays on top, and comments stay with what they head."""
    text = "# yaml-language-server: $schema=x.json\n" + RECORD.lstrip().replace("coverage:", "# looked for\ncoverage:")
    file.write_text(text, encoding="utf-8")
    assert run(file).exit_code == 1
    done = file.read_text(encoding="utf-8")
    assert done.startswith("# yaml-language-server: $schema=x.json\nformat: agreement/1\n")
    assert "\n# looked for\ncoverage: {" in done
    assert run(file).exit_code == 0


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_and_the_byte_order_mark_goes(file: Path, end: str, mark: bytes) -> None:
    """A file of Windows line ends keeps them; the byte order mark, which UTF-8 doesn't need, is taken off."""
    file.write_bytes(mark + RECORD.strip().replace("\n", end).encode())
    assert run(file).exit_code == 1
    assert file.read_bytes() == CANONICAL.replace("\n", "\r\n" if end == "\r\n" else "\n").encode()
    assert run(file).exit_code == 0
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("--check", file).exit_code == 1


def test_json_stays_json(tmp_path: Path) -> None:
    """A JSON file is rewritten as JSON."""
    assert AGREEMENT is not None
    file = tmp_path / "a.json"
    file.write_text(json.dumps(plain(AGREEMENT)), encoding="utf-8")
    assert run(file).exit_code == 1
    assert file.read_text(encoding="utf-8") == write(AGREEMENT, "json")
    assert run(file).exit_code == 0


@posix
def test_links_and_permissions_stay(file: Path, tmp_path: Path) -> None:
    """A link stays a link to the file that is rewritten, and the file keeps its permissions."""
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file.name)
    assert run(link, file).stdout == f"{link}\n", "the same file isn't done twice"
    assert link.is_symlink()
    assert file.read_bytes() == CANONICAL.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix
def test_a_read_only_file_is_left(file: Path) -> None:
    """A file marked as not to be written is not replaced, though its folder would allow it."""
    file.chmod(0o444)
    done = run(file)
    assert done.exit_code == 2
    assert "marked as not to be written" in done.stderr
    assert file.read_bytes() == RECORD.encode()


def test_a_failed_write_leaves_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new text can't be put in place, the old one is still there, and nothing else."""

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = run(file)
    assert done.exit_code == 2
    assert "no space left on device" in done.stderr
    assert file.read_bytes() == RECORD.encode()
    assert [path.name for path in file.parent.iterdir()] == ["a.yaml"]


def test_a_file_that_changes_meanwhile_is_left(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else writes between reading and writing is not overwritten with the older record."""
    import agreements.reading

    old_read = agreements.reading.read

    def read_and_meddle(path: Path) -> object:
        result = old_read(path)
        path.write_bytes(RECORD.replace("A sample", "Another").encode())
        return result

    monkeypatch.setattr(agreements.reading, "read", read_and_meddle)
    done = run(file)
    assert done.exit_code == 2
    assert "somebody else is writing it" in done.stderr
    assert b"Another" in file.read_bytes()


def test_stdin_goes_to_stdout() -> None:
    """`-` is a filter: 0 for any valid record, and nothing on stdout for another; `--check` only answers."""
    done = run("-", stdin=RECORD)
    assert (done.exit_code, done.stdout_bytes) == (0, CANONICAL.encode())
    assert run("-", stdin=RECORD.replace("\n", "\r\n")).stdout_bytes == CANONICAL.replace("\n", "\r\n").encode()
    assert (run("-", "--check", stdin=RECORD).exit_code, run("-", "--check", stdin=CANONICAL).exit_code) == (1, 0)
    bad = run("-", stdin="format: agreement/1\n")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "missing-field" in bad.stderr


def test_a_closed_pipe_is_no_error() -> None:
    """When the reader goes away, the filter ends quietly."""
    child = subprocess.Popen(
        [sys.executable, "-m", "agreements", "format", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    child.stdin.write(RECORD.encode())
    child.stdin.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.wait(timeout=60), errors) == (0, b"")
