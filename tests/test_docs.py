"""The documentation: its site is whole and loads nothing from elsewhere, and none of its blocks goes unchecked."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
from material import ROOT

import agreements
from agreements.model import Term, vocabulary
from agreements.rules import RULES
from agreements.schema import build_schema

TOOLS = ROOT / "tools"
# What a browser fetches by itself when it shows a page.
FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
}
# `link`s that only say where something is.
NOT_FETCHED = {"canonical", "next", "prev"}


class Page(HTMLParser):
    """What a page links to, what it makes a browser fetch, and the ids in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and not set(found.get("rel", "").split()) & NOT_FETCHED:
            self.fetched.append(found.get("href", ""))
        self.fetched += [value for name, value in found.items() if (tag, name) in FETCHED]
        self.fetched += re.findall(r"url\(\s*[\"']?([^\"')]+)", found.get("style", ""))


@pytest.fixture(name="built", scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the site is built in; skip where what builds it is missing."""
    for module in ("zensical", "griffe"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} isn't installed")
    folder = tmp_path_factory.mktemp("site") / "docs"
    done = subprocess.run(
        [sys.executable, str(TOOLS / "build_docs.py"), str(folder)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(name="site", scope="module")
def _site(built: Path) -> dict[Path, Page]:
    """Every page of the site by its file."""
    return {file: Page(file.read_text(encoding="utf-8")) for file in sorted((built / "site").rglob("*.html"))}


def text_of(built: Path, page: str) -> str:
    return (built / "docs" / page).read_text(encoding="utf-8")


def test_the_site_has_every_page(built: Path, site: dict[Path, Page]) -> None:
    """Each Markdown page becomes a page of the site."""
    pages = {path.relative_to(built / "docs").with_suffix(".html") for path in (built / "docs").rglob("*.md")}
    assert pages <= {file.relative_to(built / "site") for file in site}
    assert {Path("tutorial.html"), Path("limits.html"), Path("design.html"), Path("encoding-notes.html")} <= pages


def test_every_link_inside_the_site_leads_somewhere(site: dict[Path, Page]) -> None:
    """A link leads to a file that is there and, with a fragment, to an id in it."""
    dead = []
    count = 0
    for file, page in site.items():
        if file.name == "404.html":  # it is served from any address, so its links are absolute
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            found = site.get(target)
            if not target.is_file() or (parts.fragment and (found is None or unquote(parts.fragment) not in found.ids)):
                dead.append(f"{file.name}: {link}")
    assert count > 1000
    assert dead == []


def test_no_page_loads_anything_from_elsewhere(built: Path, site: dict[Path, Page]) -> None:
    """Scripts, styles, fonts and pictures are the site's own: it works offline, and nobody learns who reads it."""
    fetched = [(file.name, address) for file, page in site.items() for address in page.fetched]
    for sheet in (built / "site").rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        fetched += [(sheet.name, address) for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text)]
        fetched += [(sheet.name, address) for address in re.findall(r"@import\s+[\"']([^\"']+)", text)]
    assert len(fetched) > len(site)
    assert [(name, address) for name, address in fetched if re.match(r"(?!data:)([a-z]+:)?//", address)] == []


def test_a_dead_link_stops_the_build(built: Path, tmp_path: Path) -> None:
    """The build is strict."""
    pages = tmp_path / "docs"
    pages.mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: test\nnav: [index.md]\n", encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    for text, code in (("# Whole\n\n[here](#whole)\n", 0), ("# Whole\n\n[there](nowhere.md)\n", 1)):
        (pages / "index.md").write_text(text, encoding="utf-8")
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == code


def test_every_part_of_the_format_is_in_the_reference(built: Path) -> None:
    """Each class of the schema has its section, with each of its fields."""
    text = "".join(
        text_of(built, f"reference/format/{path.name}") for path in (built / "docs/reference/format").iterdir()
    )
    for name, part in build_schema()["$defs"].items():
        if part["type"] == "object":
            section = text.partition(f"## {name} {{#")[2].partition("\n## ")[0]
            fields = {field for field in part["properties"] if field != "absent"}
            assert fields == set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)), name
            required = set(re.findall(r"^\| `(\w+)` \| \*\*yes\*\*", section, re.MULTILINE))
            assert required == set(part.get("required", [])), name


def test_every_word_is_in_the_vocabulary(built: Path) -> None:
    """Each word of each enumeration is there with its meaning and, where it has one, its source."""
    text = text_of(built, "reference/vocabulary.md")
    kinds = [one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, Term) and list(one)]
    assert len(kinds) > 20
    for kind in kinds:
        section = text.partition(f"\n## {kind.__name__} {{#")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", section, re.MULTILINE)
        assert [word for word, _ in rows] == [str(word) for word in kind]
        assert all(word.meaning and word.source in row for word, (_, row) in zip(kind, rows, strict=True))


def test_every_rule_has_its_manual(built: Path) -> None:
    """Each rule has a section with its severity and its source."""
    text = text_of(built, "reference/rules.md")
    for rule in RULES:
        section = text.partition(f"## `{rule.name}` {{#")[2].partition("\n## ")[0]
        assert f"*{str(rule.severity).capitalize()}.*" in section
        assert rule.source in section
        assert "Source: " in section


def test_every_public_module_is_in_the_reference(built: Path) -> None:
    """Each public module has its page, except the command line and the words that `show` and `diff` share."""
    modules = {module.name for module in pkgutil.iter_modules(agreements.__path__) if not module.name.startswith("_")}
    pages = {path.stem for path in (built / "docs/reference/python").glob("*.md")}
    assert pages - {"index"} == modules - {"cli", "wording"}
    index = text_of(built, "reference/python/index.md")
    assert [name for name in agreements.__all__ if f"[`{name}`]" not in index] == ["__version__"]


@cache
def check_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_docs", TOOLS / "check_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def checked(folder: Path, text: str) -> list[str]:
    """Return what is wrong with the blocks of a page."""
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    document = check_docs().Document(page)
    document.check(update=False)
    return [fault.partition(": ")[2] for fault in document.faults]


FENCE = "```"
RECORD = """\
format: agreement/1
id: a
title: A
instrument: agreement
text: official
sources: [{id: official, type: official-text, title: A}]
parties: [{id: USA, role: party}, {id: UKR, role: party}]
"""


def test_a_block_that_nothing_runs_is_a_fault(tmp_path: Path) -> None:
    """A block in an unknown language, or in none, must say what checks it."""
    assert checked(tmp_path, f"{FENCE}toml\na = 1\n{FENCE}\n")
    assert checked(tmp_path, f"{FENCE}\na = 1\n{FENCE}\n")
    assert not checked(tmp_path, f"{FENCE}text\na = 1\n{FENCE}\n")


def test_a_record_must_have_no_findings(tmp_path: Path) -> None:
    """A YAML block with `format` is judged by the rules too; one marked as faulty must have findings."""
    strange = RECORD.replace("USA", "nobody")
    assert not checked(tmp_path, f"{FENCE}yaml\n{RECORD}{FENCE}\n")
    (fault,) = checked(tmp_path, f"{FENCE}yaml\n{strange}{FENCE}\n")
    assert "[unknown-party]" in fault
    assert not checked(tmp_path, f"<!-- faulty -->\n{FENCE}yaml\n{strange}{FENCE}\n")
    assert checked(tmp_path, f"<!-- faulty -->\n{FENCE}yaml\n{RECORD}{FENCE}\n")


def test_a_fragment_must_fit_the_format(tmp_path: Path) -> None:
    """A YAML block without `format` holds fields of a record, or its clauses."""
    way_out = "termination: [{id: notice, notice: P6M}]\n"
    (fault,) = checked(tmp_path, f"{FENCE}yaml\n{way_out}{FENCE}\n")
    assert "'ends' is missing" in fault
    assert not checked(tmp_path, f"{FENCE}yaml\n{way_out.replace('notice: P6M', 'ends: agreement')}{FENCE}\n")
    clause = "- {id: a, kind: other, topic: training, summary: Something.}\n"
    assert not checked(tmp_path, f"{FENCE}yaml\n{clause}{FENCE}\n")
    assert checked(tmp_path, f"{FENCE}yaml\n{clause.replace('other', 'another')}{FENCE}\n")
    assert checked(tmp_path, f"{FENCE}yaml\njust a text\n{FENCE}\n")
    assert checked(tmp_path, f"{FENCE}yaml\n{{\n{FENCE}\n")


def test_a_block_with_a_title_is_a_file_for_the_blocks_after_it(tmp_path: Path) -> None:
    """Commands find it in their folder; a program that no command names is a fault."""
    program = f'{FENCE}python title="one.py"\nprint(1)\n{FENCE}\n'
    command = f"{FENCE}console\n$ python one.py\n1\n{FENCE}\n"
    assert not checked(tmp_path, program + command)
    (fault,) = checked(tmp_path, program)
    assert "one.py" in fault
    (fault,) = checked(tmp_path, program + command.replace("\n1\n", "\n2\n"))
    assert "-2" in fault
    assert not (tmp_path / "one.py").exists()


def test_a_block_is_checked_by_the_command_it_names(tmp_path: Path) -> None:
    """The command gets the block as a file; what it prints is told where it fails."""
    block = f'<!-- check: python -m json.tool {{}} -->\n{FENCE}json\n{{"a": 1}}\n{FENCE}\n'
    assert not checked(tmp_path, block)
    (fault,) = checked(tmp_path, block.replace("1}", "}"))
    assert "python -m json.tool" in fault
    assert checked(tmp_path, block.replace(" {}", ""))


def test_the_blocks_of_the_rules_page_are_right(built: Path, tmp_path: Path) -> None:
    """The one generated page with an example of its own is checked like those in docs/."""
    assert not checked(tmp_path, text_of(built, "reference/rules.md"))


def test_nothing_is_installed_by_name() -> None:
    """No page or notebook tells to install the package by its name: an index has none of it, or another one."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.*")]
    assert len(pages) > 10
    told = re.compile(r"pip install [^`\n]*?(?<![\w./-])agreements(?![\w./-])")
    assert told.search("run: pip install -q 'agreements[arrow]'")
    assert [page.name for page in pages if told.search(page.read_text(encoding="utf-8"))] == []
