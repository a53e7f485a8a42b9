"""Reports in a browser: searching, sorting, choosing, printing; nothing is asked for, nothing complains or executes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from material import ROOT, example
from report_material import events, family

from agreements import load_events, make_report
from agreements.report import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

DAY = date(2026, 1, 20)
NPM = ROOT / "tests" / "npm" / "node_modules"
NAMES = ("gbr-2024", "hrv-2024", "jpn-2024", "usa-2024")
WIDTHS = (1280, 390)


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; skip where either is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium isn't installed (CHROMIUM names it where it isn't on the path)")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(name="site", scope="module")
def _site() -> Site:
    scenario = load_events(ROOT / "examples/ukraine/events/scenario-attack.yaml")
    return make_report([example(f"ukraine/{name}") for name in NAMES], events=[scenario], as_of=DAY)


@pytest.fixture(name="written", scope="module")
def _written(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report as a site and as `single.html`."""
    folder = tmp_path_factory.mktemp("report")
    site.write(folder)
    site.write_single(folder / "single.html")
    return folder


@contextmanager
def quiet(browser: Browser, **options: Any) -> Iterator[Tab]:
    """A tab; afterwards, nothing was complained of, no page crashed, no dialog opened and nothing was asked for."""
    context = browser.new_context(**options)
    tab = context.new_page()
    heard: list[str] = []
    tab.on("console", lambda message: heard.append(f"console: {message.text}"))
    tab.on("pageerror", lambda error: heard.append(f"error: {error}"))
    tab.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    tab.on("request", lambda request: None if request.url.startswith("file:") else heard.append(request.url))
    yield tab
    assert heard == []
    context.close()


def shown(tab: Tab, selector: str) -> list[str]:
    texts: list[str] = tab.locator(selector).filter(visible=True).all_inner_texts()
    return texts


def test_the_list_can_be_searched_and_sorted(browser: Browser, written: Path) -> None:
    """Each word must stand in a row; a column sorts up, then down, and what has no number comes last either way."""
    for name in ("index.html", "single.html"):
        with quiet(browser) as tab:
            tab.goto((written / name).as_uri())
            labels = "#list\\.table tbody th"
            assert shown(tab, labels) == ["GBR", "HRV", "JPN", "USA"]
            tab.get_by_label("Search the agreements").fill("united AMERICA")
            assert shown(tab, labels) == ["USA"]
            assert "1 of 4 agreements" in shown(tab, "#list [role=status]")
            tab.get_by_label("Search the agreements").fill("")
            tab.get_by_role("button", name="Undertakings").click()
            numbers = [int(text) for text in shown(tab, "#list\\.table tbody td:nth-child(11)")]
            assert numbers == sorted(numbers)
            tab.get_by_role("button", name="Undertakings").click()
            numbers = [int(text) for text in shown(tab, "#list\\.table tbody td:nth-child(11)")]
            assert numbers == sorted(numbers, reverse=True)
            hours = "#list\\.table tbody td:nth-child(7)"
            for _ in range(2):
                tab.get_by_role("button", name="Hours").click()
                assert not re.search(r"\d", shown(tab, hours)[-1])


def test_the_list_can_be_narrowed(browser: Browser, written: Path) -> None:
    """State, legal status, limit and way out narrow the list, by keyboard too, together with the search."""
    for name in ("index.html", "single.html"):
        with quiet(browser) as tab:
            tab.goto((written / name).as_uri())
            labels = "#list\\.table tbody th"
            tools = tab.locator("#list .tools")
            assert tools.locator("label").all_inner_texts()[0].startswith("Search the agreements")
            tools.get_by_label("Limit in hours").select_option("softened")
            assert shown(tab, labels) == ["USA"]
            assert "1 of 4 agreements" in shown(tab, "#list [role=status]")
            tools.get_by_label("Limit in hours").select_option("silent")
            assert shown(tab, labels) == ["HRV"]
            tools.get_by_label("Limit in hours").select_option("")
            tools.get_by_label("State").focus()
            tab.keyboard.type("in force")
            tab.keyboard.press("Tab")
            assert tools.get_by_label("State").input_value().startswith("in force")
            tools.get_by_label("Search the agreements").fill("croatia")
            assert "USA" not in shown(tab, labels)


def test_two_side_by_side_are_those_of_the_comparison(browser: Browser, written: Path, site: Site) -> None:
    """The two chosen are shown with as many differences as `diff` finds; effect and topic narrow them."""
    from agreements import diff

    gbr, usa = example("ukraine/gbr-2024"), example("ukraine/usa-2024")
    found = diff(gbr, usa, peers=True)
    for name in ("side-by-side.html", "single.html"):
        with quiet(browser) as tab:
            tab.goto((written / name).as_uri() + "#side-by-side/gbr/usa")
            status = tab.locator(".chooser .count")
            status.get_by_text(f"{len(found)} of {len(found)} differences").wait_for()
            tab.locator("select[name=effect]").select_option("strengthened")
            strengthened = found.only("strengthened")
            status.get_by_text(f"{len(strengthened)} of {len(found)} differences").wait_for()
            tab.locator("select[name=topic]").select_option("response-to-aggression")
            both = [one for one in strengthened if one.topic == "response-to-aggression"]
            status.get_by_text(f"{len(both)} of {len(found)} differences").wait_for()
            rows = [row for row in shown(tab, ".result tbody tr") if row.startswith("[+]")]
            assert len(rows) == len(both)
            tab.locator("select[name=topic]").select_option("")
            tab.locator("select[name=effect]").select_option("")
            status.get_by_text(f"{len(found)} of {len(found)} differences").wait_for()
            cells = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
            told: list[list[str]] = tab.locator(".result tbody tr").evaluate_all(cells)
            for row, change in zip([row for row in told if len(row) == 4], found, strict=True):
                effect, headline, before, after = row
                assert effect.endswith(change.effect)
                assert headline.startswith(change.headline)
                assert before == as_shown(change.before, change.old_path, change.old_place)
                assert after == as_shown(change.after, change.new_path, change.new_place)
            tab.locator("select[name=left]").select_option("usa")
            status.get_by_text("Choose two different agreements.").wait_for()
            tab.locator("select[name=right]").select_option("gbr")
            status.get_by_text("GBR, which stands first in the list, is on the left").wait_for()
            assert tab.url.endswith("#side-by-side/usa/gbr")


def as_shown(text: str, path: str, place: str) -> str:
    return " ".join(text.split()) + (f"{path} ({place})" if path and place else path or place)


def test_links_to_clauses_and_cells_show_them(browser: Browser, written: Path) -> None:
    """An address with a clause, a cell, or a cell of a row of matched clauses brings that into view, marked."""
    row = re.search(r"id=(response-to-aggression/[^: ]+|new-aggression/[^: ]+):", (written / "matrix.html").read_text())
    assert row is not None
    for file, anchor in (
        ("single.html", "usa/emergency-meeting/meet"),
        ("agreement-usa.html", "usa/emergency-meeting/meet"),
        ("single.html", "emergency-hours:usa"),
        ("matrix.html", "emergency-hours:usa"),
        ("single.html", "defence-industry:usa"),
        ("single.html", f"{row[1]}:usa"),
        ("matrix.html", f"{row[1]}:usa"),
    ):
        with quiet(browser, viewport={"width": 700, "height": 500}) as tab:
            tab.goto((written / file).as_uri() + f"#{anchor}")
            target = tab.locator(".pointed")
            assert target.count() == 1
            box = target.bounding_box()
            assert box is not None
            assert box["y"] < 500
            assert box["y"] + box["height"] > 0
            assert box["x"] < 700


def test_a_click_on_a_cell_gives_its_address(browser: Browser, written: Path) -> None:
    """The address then leads to that cell."""
    with quiet(browser) as tab:
        tab.goto((written / "matrix.html").as_uri())
        tab.locator("[id='emergency-hours:gbr']").click(position={"x": 3, "y": 3})
        assert tab.url.endswith("#emergency-hours:gbr")


def test_the_matrix_keeps_its_headers_in_view(browser: Browser, written: Path) -> None:
    """Scrolled down and to the right, the names of agreements and of features stay where they can be read."""
    with quiet(browser, viewport={"width": 700, "height": 700}) as tab:
        tab.goto((written / "matrix.html").as_uri())
        region = tab.locator(".tall")
        region.evaluate("one => one.scrollTo(200, 900)")
        frame, head = region.bounding_box(), tab.locator(".frozen thead th").first.bounding_box()
        assert frame is not None
        assert head is not None
        assert abs(head["y"] - frame["y"]) < 3
        assert abs(head["x"] - frame["x"]) < 3
        tab.get_by_label("Search the rows").fill("notice in months")
        left = shown(tab, ".frozen tbody th[scope=row]")
        assert "Notice in months" in left
        assert "Languages" not in left
        assert "Legal status and its evidence" not in shown(tab, ".frozen .group")


def test_the_single_file_shows_one_page_at_a_time(browser: Browser, written: Path) -> None:
    """Links turn to other pages, the way back returns, and without a script all of it stands there."""
    single = (written / "single.html").as_uri()
    with quiet(browser) as tab:
        tab.goto(single)
        assert shown(tab, ".page > h2") == ["Agreements"]
        tab.get_by_role("link", name="Matrix").click()
        assert shown(tab, ".page > h2") == ["The family, feature by feature"]
        tab.go_back()
        assert shown(tab, ".page > h2") == ["Agreements"]
    with quiet(browser, java_script_enabled=False) as tab:
        tab.goto(single)
        assert len(shown(tab, ".page > h2")) == 5 + len(NAMES)
        assert shown(tab, "input, select") == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_window(browser: Browser, written: Path, width: int, scheme: Any) -> None:
    """On a desk and on a telephone, light and dark, pages don't scroll sideways; ground and ink differ."""
    with quiet(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as tab:
        for file in sorted(written.glob("*.html")):
            tab.goto(file.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, file.name
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]


def test_it_can_be_printed(browser: Browser, written: Path) -> None:
    """The page of an agreement and the matrix make PDFs; each cell on paper names its agreement."""
    with quiet(browser) as tab:
        for name in ("agreement-usa.html", "matrix.html"):
            tab.goto((written / name).as_uri())
            assert tab.pdf(format="A4").startswith(b"%PDF-")
        tab.emulate_media(media="print")
        label = "getComputedStyle(document.getElementById('emergency-hours:usa'), '::before').content"
        assert tab.evaluate(label) == '"USA: "'
        assert shown(tab, "nav, .tools") == []


def test_one_file_is_printed_as_a_page_or_as_a_whole(browser: Browser, written: Path) -> None:
    """Printing gives the page in view; the button gives all of them, and puts the one in view back afterwards."""
    with quiet(browser) as tab:
        tab.goto((written / "single.html").as_uri() + "#usa")
        alone = sheets(tab.pdf(format="A4"))
        tab.evaluate("window.print = () => { window.printed = document.querySelectorAll('.page[hidden]').length; }")
        tab.get_by_role("button", name="Print everything").click()
        assert tab.evaluate("window.printed") == 0
        every = sheets(tab.pdf(format="A4"))
        assert shown(tab, ".page > h2") == [example("ukraine/usa-2024").title]
        assert 3 <= alone < every / 2
        tab.goto((written / "index.html").as_uri())
        assert tab.get_by_role("button", name="Print everything").count() == 0
    with quiet(browser, java_script_enabled=False) as tab:
        tab.goto((written / "single.html").as_uri())
        assert tab.get_by_role("button", name="Print everything").count() == 0
        assert abs(sheets(tab.pdf(format="A4")) - every) <= 4


def sheets(pdf: bytes) -> int:
    """Return how many pages a PDF says it has."""
    counts = [int(found) for found in re.findall(rb"/Count (\d+)", pdf)]
    return max(counts)


def test_nothing_in_a_hostile_record_executes(browser: Browser, tmp_path: Path) -> None:
    """With a payload in every text, no page runs any of it, opens a dialog, asks for anything or complains."""
    records = family(hostile=True)
    site = make_report(records, title="<script>hit=1</script>", events=[events(hostile=True)], as_of=DAY, pairs="all")
    files = site.write(tmp_path)
    site.write_single(tmp_path / "single.html")
    anchors = ["", "#side-by-side/usa-ukr-2024-security/gbr-ukr-2024-security", "#matrix", "#figures", "#deadlines"]
    with quiet(browser) as tab:
        single = (tmp_path / "single.html").as_uri()
        for address in [*(file.as_uri() for file in files), *(single + one for one in anchors)]:
            tab.goto(address)
            tab.locator("body").hover()
            for field in tab.locator("input[type=search]").filter(visible=True).all():
                field.fill("<img src=x onerror=hit=1>")
            assert tab.evaluate("typeof window.hit") == "undefined"
            assert tab.evaluate("document.scripts.length - document.querySelectorAll('script[type]').length") == 1
            assert tab.locator("img, iframe, object, base, link, video, audio, embed").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(browser: Browser, written: Path, width: int) -> None:
    """The checker of accessibility has no serious and no critical finding on any page, light and dark."""
    axe = NPM / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core isn't installed in tests/npm (make npm)")
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            bypass_csp=True,
        )
        tab = context.new_page()
        for name in (
            "index.html",
            "agreement-usa.html",
            "side-by-side.html",
            "figures.html",
            "deadlines.html",
            "matrix.html",
        ):
            tab.goto((written / name).as_uri() + ("#side-by-side/gbr/usa" if name.startswith("side") else ""))
            tab.add_script_tag(path=str(axe))
            found = tab.evaluate("axe.run()")["violations"]
            assert [
                (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
            ] == [], name
        context.close()


def test_searching_a_thousand_rows_is_quick(browser: Browser, written: Path) -> None:
    """A search of a list of a thousand rows is answered at once; how fast is measured by the benchmark."""
    with quiet(browser) as tab:
        tab.goto((written / "index.html").as_uri())
        assert 0 <= search_time(tab, 1000) < 2000
        seen = "number => document.querySelectorAll('#list\\\\.table tbody tr:not([hidden])').length === number"
        tab.wait_for_function(seen, arg=11)
        tab.get_by_label("Search the agreements").fill("security")
        assert "1001 of 1003 agreements" in shown(tab, "#list [role=status]")
        tab.wait_for_function(seen, arg=1001)


def search_time(tab: Tab, rows: int) -> float:
    """Return how many milliseconds a search of a list takes that is made so long before the script looks at it."""
    source = Path(tab.url.removeprefix("file://")).read_text(encoding="utf-8")
    [row] = re.findall(r"<tr data-facets[^>]*>\n<th scope=\"row\">.*?</tr>", source, re.DOTALL)[:1]
    many = "\n".join(row.replace("GBR", f"N{number}") for number in range(rows))
    long = Path(tab.url.removeprefix("file://")).with_name("long.html")
    long.write_text(source.replace(row, many), encoding="utf-8")
    tab.goto(long.as_uri())
    took: float = tab.evaluate(
        """() => {
            const field = document.querySelector("input[type=search]");
            field.value = "n99 security";
            const start = performance.now();
            field.dispatchEvent(new Event("input"));
            return performance.now() - start;
        }"""
    )
    return took


def test_the_validator_of_html_finds_no_error(site: Site, tmp_path: Path) -> None:
    """Each page and the single file are valid HTML, style sheets and drawings with them."""
    jar = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None or not jar.is_file():
        pytest.skip("no Java, or vnu-jar isn't installed in tests/npm (make npm)")
    files = [str(path) for path in site.write(tmp_path)]
    site.write_single(tmp_path / "single.html")
    done = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", *files, str(tmp_path / "single.html")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr[:3000]) == (0, "")
