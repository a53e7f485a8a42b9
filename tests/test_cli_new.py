"""`agreements new`: a record to start from, valid before and after its parts are taken in."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from material import ROOT

from agreements import Agreement, parse
from agreements.checking import judge
from agreements.cli import main
from agreements.cli._skeleton import clause_kinds, slug

KINDS = ("trigger", "commitment", "limitation", "statement", "definition", "institution", "report", "policy", "other")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def sound(text: str) -> Agreement:
    """Return the record of a text that has no finding at all."""
    result = parse(text)
    assert judge(result).findings == ()
    assert result.agreement is not None
    return result.agreement


def uncommented(text: str) -> str:
    """Take in what the skeleton leaves out: lines that start with `#` and no blank, or with two."""
    return re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)


PARTIES: list[tuple[str, ...]] = [
    (),
    ("--party", "USA:supporter", "--party", "UKR:supported"),
    ("--party", "CHE"),
    ("--party", "my-fund:lender=My: Fund, {of} #1", "--party", "null:borrower=null"),
]


@pytest.mark.parametrize("parties", PARTIES)
@pytest.mark.parametrize("kinds", [(), *(("--kind", kind) for kind in KINDS), ("--kind", ",".join(KINDS))])
def test_it_has_no_finding_as_it_is_and_with_all_its_parts(parties: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    """Whatever is asked for, the record has no finding, neither as printed nor with everything left out taken in."""
    done = run(*parties, *kinds)
    assert (done.exit_code, done.stderr) == (0, "")
    short, whole = sound(done.stdout), sound(uncommented(done.stdout))
    assert short.duration is None
    assert whole.duration is not None
    assert {clause.kind for clause in short.clauses} == set(kinds[1].split(",") if kinds else ("commitment", "trigger"))


def test_every_kind_of_the_format_has_an_example() -> None:
    """The kinds are those of the model."""
    assert tuple(clause_kinds()) == KINDS


def test_options_fill_it_in() -> None:
    """Title, id, instrument and parties stand in the record as they were given."""
    record = sound(
        run("--title", "Über  das: Ziel", "--instrument", "treaty", "--party", "DEU", "--party", "FRA").stdout
    )
    assert (record.title, record.id, record.instrument) == ("Über das: Ziel", "uber-das-ziel", "treaty")
    assert [party.id for party in record.parties] == ["DEU", "FRA"]
    assert sound(run("--id", "no", "--title", "null").stdout).id == "no"


def test_a_second_party_is_made_up_where_one_is_given() -> None:
    """An agreement has two parties at least, so that one alone gets a placeholder beside it, with an id of its own."""
    assert [party.id for party in sound(run("--party", "DEU").stdout).parties] == ["DEU", "second-party"]
    other = sound(run("--party", "second-party=The other").stdout)
    assert [party.id for party in other.parties] == ["second-party", "first-party"]


def test_a_file_is_written_and_never_overwritten_unasked(tmp_path: Path) -> None:
    """PATH is created, refused when it is there, and replaced with `--force`; its name gives the id."""
    file = tmp_path / "My Treaty.yaml"
    done = run(file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"wrote {file}" in done.stderr
    assert sound(file.read_text(encoding="utf-8")).id == "my-treaty"
    assert b"\r" not in file.read_bytes()
    again = run(file, "--id", "other")
    assert again.exit_code == 2
    assert "exists; --force overwrites it" in again.stderr
    assert sound(file.read_text(encoding="utf-8")).id == "my-treaty"
    assert run(file, "--id", "other", "--force").exit_code == 0
    assert sound(file.read_text(encoding="utf-8")).id == "other"
    assert run(tmp_path / "new.yml", "--force").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_that_leads_nowhere_is_something_there(tmp_path: Path) -> None:
    """Nothing is written through a link to a file that doesn't exist."""
    link = tmp_path / "a.yaml"
    link.symlink_to("b.yaml")
    assert run(link).exit_code == 2
    assert not (tmp_path / "b.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--party", "usa"), "did you mean 'USA'? Else give it a name: --party 'usa=Its name'"),
        (("--party", "USA:suporter"), "did you mean 'supporter'?"),
        (("--party", "USA", "--party", "USA"), "'USA' twice"),
        (("--party", "each-party=Each"), "give each its own id"),
        (("--party", "U S A"), "--party takes ID[:ROLE][=NAME]"),
        (("--kind", "comitment"), "did you mean 'commitment'?"),
        (("--kind", "commitment,"), "one of: trigger, commitment,"),
        (("--instrument", "zzz"), "one of: treaty, agreement,"),
        (("--id", "Not An Id"), "lower-case words joined by hyphens"),
        (("--title", "a\u202eb"), "RIGHT-TO-LEFT OVERRIDE"),
        (("--title", "x" * 301), "300"),
        (("--force",), "--force needs a PATH"),
        (("a.json",), "only YAML has comments"),
        (("missing/a.yaml",), "no such file or directory"),
    ],
)
def test_what_cannot_be_done(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong value is refused with the way out, nothing is printed or written."""
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "\u202e" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_schema_is_looked_for_in_the_folders_above(tmp_path: Path) -> None:
    """The first line leads editors to a schema in a folder above, or says how to make one."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert run(folder / "x.yaml").exit_code == 0
    lines = (folder / "x.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=agreement-1.json"
    assert "agreements schema > agreement-1.json" in lines[1]
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "agreement-1.json").write_text("{}")
    assert run(folder / "y.yaml").exit_code == 0
    first = (folder / "y.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/agreement-1.json"
    example = (ROOT / "examples/ukraine/usa-2024.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == example


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Treaty of Rome (1957)", "treaty-of-rome-1957"), ("Угода", ""), ("x" * 79 + " y", "x" * 79), ("É-è", "e-e")],
)
def test_an_id_is_made_of_a_title(text: str, expected: str) -> None:
    """A title gives an id of at most eighty ASCII characters, or none."""
    assert slug(text) == expected


def test_it_is_canonical(tmp_path: Path) -> None:
    """`agreements format` has nothing to change in it."""
    file = tmp_path / "a.yaml"
    assert run(file, "--kind", ",".join(KINDS)).exit_code == 0
    assert CliRunner().invoke(main, ["format", "--check", str(file)]).exit_code == 0
