"""Reports: pages that hold nothing but what the templates put there, and links that lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from material import EXAMPLES, ROOT, example
from report_material import NAMES, PAYLOADS, events, family, places_of, unpacked

from agreements import Agreement, diff, load_events, make_report
from agreements.cli import main
from agreements.errors import ComparisonError, MissingLibraryError, UnknownNameError, WrongTypeError
from agreements.report import Site
from agreements.report._inlining import inline
from agreements.report._names import slug, web_address
from agreements.report._pages import bare, labels, said

DAY = date(2026, 1, 20)
OTHERS = [path for path in EXAMPLES if path.parent.name != "ukraine"]
VOID = {"br", "meta", "input", "link", "img", "path", "use", "rect"}
# What the templates and the drawings are made of, and no more.
ELEMENTS = {
    "a", "b", "bdi", "body", "br", "button", "clippath", "code", "defs", "desc", "details", "div", "footer",
    "form", "g", "h1", "h2", "h3", "h4", "head", "header", "html", "i", "label", "li", "main", "meta", "nav",
    "option", "p", "path", "pattern", "rect", "script", "section", "select", "small", "span", "strong", "style",
    "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul", "use",
}  # fmt: skip


class Page(HTMLParser):
    """The elements of a page with their attributes, its ids, its links and what its own script and style say."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named: list[tuple[str, str, str]] = []
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.text = ""
        self._inside = ""
        self._type = ""
        self.policy = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), "no attribute stands twice"
        self.shape.append((tag, tuple(sorted(found))))
        self.named += [(tag, name, value) for name, value in found.items()]
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self._inside, self._type = tag, found.get("type", "")
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"]

    def handle_endtag(self, tag: str) -> None:
        self.shape.append((f"/{tag}", ()))
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append((self._type, data))
        elif self._inside == "style":
            self.styles.append(data)
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@cache
def reported(*, hostile: bool) -> Site:
    return make_report(
        family(hostile=hostile), title='A < B & "C"', events=[events(hostile=hostile)], as_of=DAY, pairs="all"
    )


@cache
def pages(*, hostile: bool) -> dict[str, Page]:
    site = reported(hostile=hostile)
    return {"single": Page(site.single())} | {name: Page(text) for name, text in site.files()}


@cache
def small() -> Site:
    """A report on three shipped records, with a scenario."""
    scenario = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml")
    records = [example(f"ukraine/{name}") for name in ("gbr-2024", "jpn-2024", "usa-2024")]
    return make_report(records, events=[scenario], as_of=DAY)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_hostile_record_makes_the_same_elements_as_a_harmless_one() -> None:
    """With a payload in every text of the records, each page is made of the same elements with the same attributes."""
    bad, good = pages(hostile=True), pages(hostile=False)
    assert list(bad) == list(good)
    for name, page in bad.items():
        assert page.shape == good[name].shape, name
        assert {tag.removeprefix("/") for tag, _ in page.shape} <= ELEMENTS


def test_every_text_of_a_record_was_hostile() -> None:
    """Titles, names, notes, summaries, addresses, versions: each field that takes any text held a payload."""
    fields = {str(at[-1]) for name in NAMES for at in places_of(name)}
    wanted = {
        "title",
        "publisher",
        "url",
        "version",
        "summary",
        "condition",
        "item",
        "says",
        "why",
        "note",
        "place",
        "what",
    }
    assert wanted <= fields
    single = pages(hostile=True)["single"].text
    shown = [payload for payload in PAYLOADS if " ".join(payload.split())[:20] in single]
    assert len(shown) >= len(PAYLOADS) - 1, "all but the one of controls, which are written as codes"
    assert "\\u202eevil\\u2066 \\x1b[2J \\x00" in single


@pytest.mark.parametrize("hostile", [False, True])
def test_no_attribute_acts_and_no_link_leads_to_a_script(hostile: bool) -> None:
    """There is no handler and no style in an attribute; links lead within the report, or to http and https."""
    for page in pages(hostile=hostile).values():
        assert not {name for _, name, _ in page.named if name.startswith("on") or name in ("style", "src", "srcdoc")}
        for link in page.links:
            assert re.match(r"https?://|#|[a-z0-9-]+\.html", link), link
        for tag, name, value in page.named:
            if name == "href" and tag != "a":
                assert value.startswith("#")


def test_a_page_allows_its_own_style_and_script_alone() -> None:
    """The policy forbids everything but one style and one script, by the hashes of what stands in the page."""
    for page in pages(hostile=True).values():
        [script] = [text for kind, text in page.scripts if not kind]
        [style] = page.styles
        assert page.policy == (
            f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
            "base-uri 'none'; form-action 'none'"
        )
        data = [text for kind, text in page.scripts if kind]
        assert all(re.fullmatch(r"[A-Za-z0-9!#$%&()*+;=>?@^_`{|}~,-]*", text) for text in data)


def test_links_lead_somewhere() -> None:
    """Each link within the report leads to a page and an element that are there; no id stands twice on a page."""
    site = {name: Page(text) for name, text in small().files()}
    single = Page(small().single())
    for page in (single, *site.values()):
        assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in single.links if link.startswith("#")} <= set(single.ids)
    for name, page in site.items():
        for link in page.links:
            if link.startswith("http"):
                continue
            file, _, anchor = link.partition("#")
            target = site[file or name]
            assert not anchor or anchor in target.ids, link


def test_every_clause_and_every_feature_has_an_address() -> None:
    """A clause stands at its agreement's name and its ids, a cell at its row's name and its agreement's."""
    ids = set(Page(small().single()).ids)
    usa = example("ukraine/usa-2024")
    assert {f"usa/{clause.id}" for clause in usa.clauses} <= ids
    assert "usa/emergency-meeting/meet" in ids
    assert {"emergency-hours:usa", "emergency-hours:", "duration:gbr"} <= ids


def test_a_page_says_what_the_record_says() -> None:
    """The page of the USA: the meeting with its place, its softening, its term, its ways out and its sources."""
    site = dict(small().files())
    text = " ".join(Page(site["agreement-usa.html"]).text.split())
    for part in (
        "UKR and USA: shall meet, immediately, at the most senior levels, where possible within 24 hours",
        "(firm, binding: yes; II ¶4 s1)",
        "Binding, where nothing else is noted with an undertaking: no.",
        "10 years",
        "last day of its term",
        "any party may end it with 6 months' notice",
        "2026-07-20",
        "material breach",
    ):
        assert part in text, part


def test_the_same_records_make_the_same_bytes() -> None:
    """Nothing in a report depends on the clock or on chance."""
    records = [example("ukraine/gbr-2024"), example("ukraine/usa-2024")]
    assert make_report(records, as_of=DAY).single() == make_report(records, as_of=DAY).single()


def test_side_by_side_says_what_diff_says() -> None:
    """Unpacked, a pair's rows are the changes of the comparison of the two as peers, one by one, byte for byte."""
    pairs, errors = unpacked(small()._content["compared"].packed(with_lines=True))
    assert list(pairs) == ["0-1", "0-2", "1-2"]
    assert errors == {}
    for name, rows in pairs.items():
        one, other = (small().agreements[int(number)] for number in name.split("-"))
        changes = diff(one, other, peers=True).changes
        assert len(changes) > 100
        assert rows == [
            (
                (change.topic, change.headline, change.effect, change.rule, change.why),
                (change.before, change.old_path, change.old_place),
                (change.after, change.new_path, change.new_place),
            )
            for change in changes
        ]


def test_what_stands_in_a_clause_is_not_packed_again() -> None:
    """Where the clauses stand on the same page, they aren't packed with the pairs; that page's data are shorter."""
    together = small()._content["compared"]
    alone, beside = together.packed(with_lines=True), together.packed(with_lines=False)
    assert len(beside) < 0.8 * len(alone)
    assert beside in small().single()
    assert alone in dict(small().files())["side-by-side.html"]


def test_which_pairs_are_compared_can_be_chosen() -> None:
    """Pairs are named by ids or labels, in any order; an unknown one is refused by name."""
    records = [example(f"ukraine/{name}") for name in ("gbr-2024", "jpn-2024", "usa-2024")]
    site = make_report(records, pairs=[("USA", "gbr-ukr-2024-security"), ("USA", "USA")])
    assert site.pairs == ((0, 2),)
    assert "1 pair of agreements was compared" in site.single()
    assert make_report(records, pairs="none").pairs == ()
    with pytest.raises(UnknownNameError, match="USB"):
        make_report(records, pairs=[("USB", "GBR")])
    wrong: Any = "some"
    with pytest.raises(WrongTypeError):
        make_report(records, pairs=wrong)
    with pytest.raises(WrongTypeError):
        make_report(records, pairs=[wrong])
    with pytest.raises(ComparisonError):
        make_report([])


def test_two_that_cannot_be_compared_say_why() -> None:
    """Where who stands for whom can't be guessed, the pair holds the reason and the report is made all the same."""
    usa = example("ukraine/usa-2024")
    several = usa.replace(id="several", parties=[*usa.parties, {"id": "CAN", "role": "supporter"}])
    site = make_report([example("ukraine/gbr-2024"), several])
    pairs, errors = unpacked(site._content["compared"].packed(with_lines=True))
    assert pairs == {"0-1": []}
    assert "stands for whom" in errors["0-1"]


def test_many_agreements_are_not_all_compared_or_drawn() -> None:
    """Beyond forty no pair is compared unasked, and rows aren't drawn; the pages say so, and the tables stay."""
    usa = example("ukraine/usa-2024")
    clauses = [clause for clause in usa.clauses if clause.kind == "trigger"]
    records = [usa.replace(id=f"copy-{number}", clauses=clauses) for number in range(41)]
    site = make_report(records)
    assert site.pairs == ()
    text = site.single()
    assert "with more than 40 agreements only those pairs are that were asked for" in text
    assert "Not drawn: 41 rows" in text
    assert "<svg" not in text
    assert text.count('<section class="page" id="copy-') == 41


def test_a_scenario_has_its_deadlines() -> None:
    """The attack and the request of the scenario set a clock with two readings for the United Kingdom."""
    text = " ".join(Page(dict(small().files())["deadlines.html"]).text.split())
    assert "(a scenario: none of this has happened)" in text
    assert "As of" not in text
    assert "told as of 2026-03-04" in text
    assert "within 24 hours" not in text or "GBR" in text
    assert text.count("2026-03-05T04:10:00+02:00") >= 1
    without = make_report([example("ukraine/usa-2024")])
    assert "deadlines.html" not in dict(without.files())


def test_a_scenario_changes_no_status() -> None:
    """What has not happened touches the deadlines' page alone."""
    scenario = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml")
    usa = example("ukraine/usa-2024")
    told = dict(make_report([usa], as_of=DAY, events=[scenario]).files())["agreement-usa-ukr-2024-security.html"]
    assert (
        Page(told).text.replace("Deadlines\n", "")
        == Page(dict(make_report([usa], as_of=DAY).files())["agreement-usa-ukr-2024-security.html"]).text
    )


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https:///x", False),
        ("https://[x", False),
        ("https://example.org/ x", False),
        ('https://example.org/"', False),
        ("https://example.org/\n", False),
        ("https://example.org/\u202e", False),
        ("example.org", False),
        ("//example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, link: bool) -> None:
    """http and https with a host and nothing that could end the address; all else stays text."""
    assert web_address(url) == (url if link else "")


def test_names_of_pages_are_plain() -> None:
    """Whatever an agreement is called, its page is named by small letters, digits and hyphens; no two are the same."""
    assert slug("../Éa b@<x>") == "a-b-x"
    assert slug("…") == "x"
    policy = example("policy/us-weapons-use-2024-05-15")
    versions = [policy.replace(version=version) for version in ("../../x", "..\\..\\X", "<x>")]
    names = [name for name, _ in make_report(versions, pairs="none").files()]
    assert len(set(map(str.lower, names))) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)


def test_drawings_hold_no_style_and_no_id_of_another() -> None:
    """Every picture of a page is without style, and its references lead to what stands in itself."""
    single = small().single()
    drawn = re.findall(r"<svg.*?</svg>", single, re.DOTALL)
    assert len(drawn) >= 6
    for one in drawn:
        assert "style" not in one
        own = set(re.findall(r' id="([^"]+)"', one))
        assert set(re.findall(r'(?:url\(|href=")#([^")]+)', one)) <= own
    assert inline('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "n", "a <b>", "&").count("&lt;") == 1


def test_the_whole_family_in_one_file_can_be_mailed() -> None:
    """Twenty-eight agreements, any two of them side by side, are less than 3,000,000 bytes."""
    records = [example(f"ukraine/{path.stem}") for path in EXAMPLES if path.parent.name == "ukraine"]
    site = make_report(records, as_of=DAY)
    assert (len(site.agreements), len(site.pairs)) == (28, 378)
    single = site.single()
    assert len(single.encode("utf-8")) < 3_000_000
    page = Page(single)
    ids = set(page.ids)
    assert len(page.ids) == len(ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= ids
    for column in site.matrix.columns:
        assert {f"{slug(column.label)}/{clause.id}" for clause in column.agreement.clauses} <= ids


def test_each_figure_has_its_table() -> None:
    """Signed and end, hours, money and exits: each has a table with a row an agreement, or an amount."""
    site = small()
    found = {figure.name: figure for figure in site._content["figures"]}
    assert list(found) == ["lives", "hours", "money", "exits"]
    assert all(len(found[name].rows) == 3 for name in ("lives", "hours", "exits"))
    hours = {row[0].text: (row[1].text, row[2].text) for row in found["hours"].rows}
    assert hours["USA"] == ("24 hours", "where possible")
    assert hours["GBR"] == ("24 hours", "[silent]")
    amounts = {entry.text for row in found["money"].rows for entry in row[2:3]}
    assert any("GBP 2,500,000,000" in text for text in amounts)


def test_a_report_is_written_by_the_command(tmp_path: Path) -> None:
    """A site, or one file, or both; what was written is said on stderr."""
    paths = [str(ROOT / f"examples/ukraine/{name}.yaml") for name in ("gbr-2024", "usa-2024")]
    single = tmp_path / "one.html"
    options = ["-o", str(tmp_path / "site"), "--single", str(single), "--as-of", "2026-01-20", "--pairs", "GBR=USA"]
    result = CliRunner().invoke(main, ["report", *paths, *options])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "6 pages in" in result.stderr
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [
        "agreement-gbr.html", "agreement-usa.html", "figures.html", "index.html", "matrix.html", "side-by-side.html",
    ]  # fmt: skip
    assert single.read_bytes().startswith(b"<!DOCTYPE html>\n")
    assert b"\r" not in single.read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "say where to write it"),
        (["-o", "x", "--pairs", "GBR"], "--pairs takes ONE=OTHER"),
        (["-o", "x", "--pairs", "gbr-ukr-2024-security=XYZ"], "XYZ"),
        (["-o", "x", "--as-of", "soon"], "is no day"),
    ],
)
def test_what_the_command_refuses(options: list[str], message: str, tmp_path: Path, monkeypatch: Any) -> None:
    """Nowhere to write to, a pair that is none, an agreement that isn't there: each is said, with exit code 2."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["report", str(ROOT / "examples/ukraine/gbr-2024.yaml"), *options])
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("library", ["jinja2", "matplotlib"])
def test_a_missing_library_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of the libraries of the extra, that is said before any work is done."""
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr("agreements.report._pages.find_spec", lambda name: None if name == library else object())
    with pytest.raises(MissingLibraryError, match=r"agreements\[report\]"):
        make_report([example("ukraine/usa-2024")])


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if path.parent.name != "ukraine"], ids=lambda path: path.stem
)
def test_every_kind_of_record_can_be_reported(path: Path) -> None:
    """A treaty, a policy, a loan: each shipped record alone makes a report whose links lead somewhere."""
    from agreements import load

    record: Agreement = load(path)
    page = Page(make_report([record], as_of=DAY).single())
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a < b & \"c\" 'd'", "a &lt; b &amp; \"c\" 'd'"),
        ("Україна – 日本", "Україна – 日本"),
        ("an הסכם of 2024", "<bdi>an הסכם of 2024</bdi>"),
        ("اتفاق <b>", "<bdi>اتفاق &lt;b&gt;</bdi>"),
        ("\u202ex", "\\u202ex"),
        ("two\n lines", "two lines"),
    ],
)
def test_a_sentence_that_runs_from_right_to_left_is_isolated(text: str, markup: str) -> None:
    """What could turn its neighbours stands alone; what can't is text. Nothing in it is markup or a control."""
    assert said(text) == markup


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        ("#usa/emergency-meeting/meet", "#usa/emergency-meeting/meet"),
        ("matrix.html#emergency-hours:usa", "matrix.html#emergency-hours:usa"),
        ("", '""'),
        ("a b", '"a b"'),
        ("usa/", '"usa/"'),
        ("x\n", '"x\\x0a"'),
        ('x"onclick=y', '"x&quot;onclick=y"'),
        ("x>y", '"x&gt;y"'),
        ("é", '"é"'),
    ],
)
def test_only_plain_addresses_go_without_quotes(value: str, attribute: str) -> None:
    """Quotes are left out around letters, digits and marks of addresses alone; all else has them, and ends none."""
    assert bare(value) == attribute


def test_a_name_is_isolated_always() -> None:
    """Titles, short names and parties stand in an element of their own for direction, whatever they are."""
    usa = example("ukraine/usa-2024").replace(title="הסכם")
    single = make_report([usa, example("ukraine/gbr-2024")], pairs="none").single()
    assert single.count("<bdi>הסכם</bdi>") >= 2
    for name in ("USA", "GBR", ", ".join(party.id for party in usa.parties)):
        assert f"<bdi>{name}</bdi>" in single, name


def test_many_places_of_a_count_are_one_link_to_their_heading() -> None:
    """How many undertakings a text has on a topic leads to the heading they stand under; few places are told singly."""
    single = small().single()
    found = re.search(r"<td><bdi>(\d+)</bdi> \(<a href=#gbr\.on\.defence-industry>(\d+) places</a>\)", single)
    assert found is not None
    assert int(found[1]) >= int(found[2]) > 3
    assert '<h4 id="gbr.on.defence-industry">Defence industry</h4>' in single
    assert "places</a>" not in re.findall(r"<td id=emergency-hours:usa>(.*?)(?:<td|<tr|\n)", single)[0]


def test_no_name_ends_the_text_it_stands_in() -> None:
    """In the style sheet, which names each column on paper, a name is letters, digits and codes, whatever it was."""
    sheet = labels(['a"}*{x:y}', "</style><script>", "\\", "é\n\u202e", "USA"])
    names = re.findall(r'content:"([^"\n]*): ";', sheet)
    assert len(names) == 5
    assert all(re.fullmatch(r"([A-Za-z0-9]|\\[0-9a-f]{6})+", name) for name in names)
    assert names[-1] == "USA"
    assert "<" not in sheet
