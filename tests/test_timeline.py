"""The lives of agreements as days, as characters and as a picture; what can't be told is drawn as such."""

from __future__ import annotations

import io
import re
import sys
import warnings
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from material import EXAMPLES, ROOT, example
from test_comparison import minimal
from test_hostile_files import assert_safe
from test_safe_output import NASTY

from agreements import Agreement, Chronology
from agreements.cli import main
from agreements.errors import MissingLibraryError, WrongTypeError
from agreements.renderers import TIMELINES, timeline_svg
from agreements.renderers._axis import Axis, bar
from agreements.tracking import Life, Moment, MomentKind, life

FAMILY = [path.stem for path in EXAMPLES if path.parent.name == "ukraine"]
SVG = "{http://www.w3.org/2000/svg}"
SIGNED = {"act": "signature", "by": ["USA", "UKR"], "date": "2024-06-13"}
TERM = {"rule": "term", "length": "P10Y", "runs_from": "signature"}


def record(**more: Any) -> Agreement:
    fields = {"entry_into_force": {"rule": "upon-signature"}, "actions": [SIGNED], "duration": TERM, **more}
    return Agreement.model_validate(minimal(**{name: value for name, value in fields.items() if value is not None}))


def days(of: Life) -> list[tuple[MomentKind, str]]:
    return [(one.kind, str(one.day)) for one in of.moments]


def rows(text: str) -> list[str]:
    """The drawn lines, each without its name."""
    return [line[line.index("  ") :].strip() for line in text.split("\n\n")[0].splitlines() if "  " in line.strip()]


def drawn(*agreements: Agreement, **options: Any) -> str:
    return TIMELINES["text"]([life(one) for one in agreements], **options)


def words_of(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_days_of_a_life() -> None:
    """Belgium's: in effect at once, reviewed within three years and at no set times, a decision before the end."""
    found = life(example("ukraine/bel-2024"))
    assert days(found) == [
        (MomentKind.SIGNATURE, "2024-05-28"),
        (MomentKind.BEGINS, "2024-05-28"),
        (MomentKind.REVIEW, "2027-05-28"),
        (MomentKind.RENEWAL, "2033-11-28"),
        (MomentKind.TERM_ENDS, "2034-05-28"),
        (MomentKind.REVIEW, "cannot be told"),
    ]
    assert all(one.place for one in found.moments)


def test_what_cannot_be_told_comes_last_and_says_why() -> None:
    """The EU's commitments have a day of signature and one for a review; the rest is open, with reasons."""
    found = life(example("ukraine/eu-2024"))
    assert (found.begins.earliest, found.begins.latest) == (date(2024, 6, 27), None)
    assert found.ends is not None
    assert not found.ends.told
    assert days(found)[-1] == (MomentKind.ENDS, "cannot be told")
    text = drawn(example("ukraine/eu-2024"))
    assert "entry into force: the text is silent" in " ".join(text.split())
    assert rows(text)[-1] == "s" + rows(text)[-1][1:]
    assert set(rows(text)[-1]) == set("s?r>")


def test_acts_told_by_events_end_a_life() -> None:
    """Notice told by an event file is a day of its own, and the day on which it takes effect the last one."""
    way = {"id": "x", "ends": "agreement", "notice": "P6M", "runs_from": "notification"}
    out = {"id": "o", "kind": "act", "act": "denunciation", "by": ["USA"], "under": ["usa"], "date": "2025-02-01"}
    told = Chronology.model_validate({"format": "events/1", "id": "told", "title": "Told", "events": [out]})
    found = life(record(id="usa", termination=[way]), told)
    assert (MomentKind.NOTICE, "2025-02-01") in days(found)
    assert (MomentKind.ENDS, "2025-08-01") in days(found)
    assert found.ends is not None
    assert found.ends.day == date(2025, 8, 1)


def test_provisional_application_is_a_stage() -> None:
    """What is applied from signature and begins later has both days."""
    found = life(
        record(
            entry_into_force={"rule": "fixed-date", "date": "2025-01-01"},
            provisional_application={"runs_from": "signature"},
        )
    )
    assert found.provisional is not None
    assert found.provisional.day == date(2024, 6, 13)
    row = rows(TIMELINES["text"]([found]))[-1]
    assert re.fullmatch(r"[ps]-+\[=+\]", row)
    assert "applied provisionally" in "".join(words_of(TIMELINES["svg"]([found])))
    assert [kind for kind, _ in days(found)[:3]] == [MomentKind.SIGNATURE, MomentKind.PROVISIONAL, MomentKind.BEGINS]


def test_no_life_without_a_record() -> None:
    """What is no record, and what are no events, are refused with what to pass."""
    anything: Any = life
    with pytest.raises(WrongTypeError, match="load\\(path\\)"):
        anything("usa.yaml")
    with pytest.raises(WrongTypeError, match="load_events"):
        anything(record(), "events.yaml")


@pytest.mark.parametrize(
    ("more", "sure", "ends_open", "goes_on"),
    [
        ({}, (date(2024, 6, 13), date(2034, 6, 13)), False, False),
        ({"renewal": {"by": "tacit", "modal": "shall"}}, (date(2024, 6, 13), date(2034, 6, 13)), True, False),
        ({"duration": {"rule": "indefinite"}}, (date(2024, 6, 13), date(2040, 12, 31)), False, True),
        ({"duration": None}, (date(2024, 6, 13), date(2024, 6, 13)), True, False),
        ({"entry_into_force": None}, None, False, False),
    ],
)
def test_only_what_is_sure_is_filled(
    more: dict[str, Any], sure: tuple[date, date] | None, ends_open: bool, goes_on: bool
) -> None:
    """A bar is filled where the agreement surely is in force; tacit renewal and an unknown end stay open."""
    found = life(record(**more))
    axis = Axis.over([found], [date(2040, 1, 1)])
    assert axis is not None
    shown = bar(found, axis)
    assert (shown.sure, shown.ends_open, shown.goes_on) == (sure, ends_open, goes_on)


def test_a_drawing_of_characters_has_the_days_in_their_places() -> None:
    """Over 2024 to 2034, signature comes in mid-2024, the last day in mid-2034, and what lies between is filled."""
    row = rows(drawn(record()))[-1]
    assert re.fullmatch(r"\[=+\]", row)
    marked = drawn(record(), as_of=date(2029, 7, 1))
    assert "v as of 2029-07-01" in marked
    lines = marked.splitlines()
    at = next(line.index("v") for line in lines if "as of" in line)
    strokes, names = lines[1], lines[0]
    assert names[strokes.index("|") :].startswith("2024")
    bar_line = next(line for line in lines if "[=" in line)
    middle = (bar_line.index("[") + bar_line.index("]")) / 2
    assert abs(at - middle) <= 2


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_longer_than_asked(width: int) -> None:
    """All shipped records together keep to the columns, at 80 as at the least of 40."""
    text = drawn(*map(example, (path.relative_to(ROOT / "examples").with_suffix("").as_posix() for path in EXAMPLES)),
                 width=width, as_of=date(2026, 1, 1))  # fmt: skip
    assert max(map(len, text.splitlines())) <= max(width, 40)


def test_records_without_a_day_are_told_all_the_same() -> None:
    """With no day at all there is no axis: the text lists what can't be told, and the picture is still one."""
    bare = record(actions=None, entry_into_force=None, duration=None)
    assert Axis.over([life(bare)]) is None
    assert "cannot be told" in drawn(bare)
    assert any("cannot be told" in text for text in words_of(TIMELINES["svg"]([life(bare)])))


@pytest.mark.parametrize(("first", "length"), [("0001-02-01", "P1Y"), ("9990-01-01", "P9Y"), ("0001-06-01", "P9000Y")])
def test_the_ends_of_the_calendar(first: str, length: str) -> None:
    """Lives in the first and the last years that a date can have are drawn."""
    far = record(actions=[{**SIGNED, "date": first}], duration={**TERM, "length": length})
    assert "[" in rows(drawn(far))[-1]
    assert ElementTree.fromstring(TIMELINES["svg"]([life(far)])).tag == f"{SVG}svg"


def test_what_has_no_end_is_not_open() -> None:
    """A life without an end goes on, which is said, and not that its end can't be told."""
    endless = record(duration={"rule": "indefinite"})
    assert rows(drawn(endless))[-1].endswith("=>")
    for words in (drawn(endless), "".join(words_of(TIMELINES["svg"]([life(endless)])))):
        assert "lasts without an end" in words
        assert "cannot be told" not in words


def test_named_years_are_round_and_not_too_many() -> None:
    """However long the axis, no more years are named than there is room for."""
    for last in (2024, 2034, 2100, 2500, 9999):
        axis = Axis(date(2024, 1, 1), date(last, 12, 31))
        years = [day.year for day in axis.years(12)]
        assert 1 <= len(years) <= 12 or last == 2024
        steps = {later - earlier for earlier, later in pairwise(years)}
        assert len(steps) <= 1
        assert all(year % step == 0 for step in steps for year in years)


def family() -> list[Life]:
    return [life(example(f"ukraine/{name}")) for name in FAMILY]


def test_the_same_lives_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock, no chance and none of a user's own settings reach the picture."""
    import matplotlib

    first = TIMELINES["svg"](family(), as_of=date(2026, 1, 1))
    monkeypatch.setitem(matplotlib.rcParams, "svg.fonttype", "path")
    monkeypatch.setitem(matplotlib.rcParams, "svg.hashsalt", None)
    monkeypatch.setitem(matplotlib.rcParams, "lines.linewidth", 9)
    assert TIMELINES["svg"](family(), as_of=date(2026, 1, 1)) == first
    assert matplotlib.rcParams["svg.fonttype"] == "path"
    assert "<metadata" not in first
    assert "<dc:date" not in first


def test_the_picture_has_words_for_those_who_do_not_see_it() -> None:
    """It is an image with a title and a description of every life; its text is text."""
    svg = TIMELINES["svg"](family())
    root = ElementTree.fromstring(svg)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby", "").split() == [title.get("id"), description.get("id")]
    assert title.text == f"The lives of {len(FAMILY)} agreements"
    for one in family():
        assert one.agreement.id in (description.text or "")
        assert one.agreement.id in words_of(svg)
    assert any("last day of its term 2034-06-13" in text for text in words_of(svg))


def test_the_picture_loads_nothing_and_runs_nothing() -> None:
    """No script, link, image or document type: the only addresses are the names of XML's vocabularies."""
    svg = TIMELINES["svg"](family())
    tags = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "desc", "defs", "style", "g", "path", "text", "use", "clipPath", "rect", "pattern"}
    assert "<!DOCTYPE" not in svg
    assert set(re.findall(r"https?://[^\s\"'<>]+", svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@pytest.mark.parametrize(
    "nasty", [*NASTY, "$x^2$ $\\frac{1}{0", "\\$ % _^ {", "a\ufffe\uffffb", "]]> <![CDATA[", "長い題名" * 30]
)
def test_nothing_in_a_record_acts(nasty: str) -> None:
    """Markup, formulas, escapes and direction marks in a record are text in the picture, or codes, and nothing more."""
    until = {"rule": "until", "until": [{"event": "other", "described": nasty}]}
    spoilt = life(record(title=nasty, duration=until))
    svg = TIMELINES["svg"]([spoilt])
    root = ElementTree.fromstring(svg)  # it is XML still
    plain = {one.tag for one in ElementTree.fromstring(TIMELINES["svg"]([life(record())])).iter()}
    assert {one.tag for one in root.iter()} <= plain | {f"{SVG}pattern"}
    assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
    assert_safe(svg)
    text = "".join(words_of(svg))
    for char in filter(str.isalnum, nasty):
        assert char in text
    assert_safe(TIMELINES["text"]([spoilt]))


def test_long_names_and_many_days_stay_in_the_picture() -> None:
    """A title and an id of the greatest length, and a life of thirty acts, leave no text outside the picture."""
    acts = [{**SIGNED, "date": f"2024-{month:02}-{day:02}"} for month in range(1, 4) for day in range(1, 11)]
    until = {"rule": "until", "until": [{"event": "other", "described": "W" * 300}]}
    long = life(record(title="W" * 300, id="w" * 80, actions=acts, duration=until))
    assert_inside([long])
    assert_inside([long, *family()], as_of=date(2024, 1, 1))


@pytest.mark.parametrize("number", [1, 5, 28])
def test_no_words_lie_over_one_another(number: int) -> None:
    """Of one, five and all agreements, every word lies inside the picture and apart from the others."""
    assert_inside(family()[:number], as_of=date(2026, 1, 1))


def assert_inside(lives: list[Life], as_of: date | None = None) -> None:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    with warnings.catch_warnings(), matplotlib.rc_context({"text.parse_math": False}):
        warnings.simplefilter("ignore")
        figure = timeline_svg._figure(list(timeline_svg._rows(lives)), as_of)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        found = [
            (one.get_text(), one.get_window_extent(canvas.get_renderer()))
            for one in cast("list[Text]", figure.findobj(Text))
            if one.get_text().strip() and one.get_visible()
        ]
        whole = figure.bbox
    assert len(found) > len(lives)
    for text, box in found:
        assert whole.x0 <= box.x0, text
        assert box.x1 <= whole.x1, text
        assert whole.y0 <= box.y0, text
        assert box.y1 <= whole.y1, text
    # Lines of one block touch; a tenth of a line is no overlap that anybody sees.
    for index, (text, box) in enumerate(found):
        for other, beside in found[index + 1 :]:
            wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            high = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            assert wide <= 0 or high <= 0.2 * min(box.height, beside.height), (text, other)


def test_without_matplotlib_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture needs the extra `plot`, and says so; the text doesn't, and nothing imports matplotlib before."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'agreements\[plot\]'"):
        TIMELINES["svg"]([life(record())])
    path = str(ROOT / "examples/ukraine/usa-2024.yaml")
    failed = CliRunner().invoke(main, ["timeline", path, "--format", "svg"])
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "agreements[plot]" in failed.stderr
    assert CliRunner().invoke(main, ["timeline", path]).exit_code == 0


def test_on_the_command_line(tmp_path: Path) -> None:
    """`-o` writes a file and takes the place of one that is there; a folder that isn't there ends with 2."""
    path, picture = str(ROOT / "examples/ukraine/usa-2024.yaml"), tmp_path / "a.svg"

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["timeline", *arguments])

    shown = run(path, "--as-of", "2025-01-20")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "as of 2025-01-20" in shown.stdout
    for expected in ("svg", "text", "svg"):
        assert run(path, "--format", expected, "-o", str(picture)).exit_code == 0
        assert picture.read_text(encoding="utf-8").startswith("<?xml") == (expected == "svg")
    assert run(path, "--format", "svg").stdout.encode() == picture.read_bytes()
    for wrong in ((), (path, "--as-of", "soon"), (path, "-o", str(tmp_path / "none" / "a.svg")), (str(tmp_path),)):
        failed = run(*wrong)
        assert (failed.exit_code, failed.stdout) == (2, "")
        assert failed.stderr.startswith("error: ")


def test_a_moment_is_told_by_its_kind() -> None:
    """Every kind of day has a mark among the characters and a shape in the picture."""
    from agreements.renderers import timeline_text
    from agreements.timing import PartialDate
    from agreements.tracking._days import of_date, untold

    assert set(timeline_text._MARKS) == set(timeline_svg._SHAPES) == set(MomentKind)
    day = of_date(PartialDate("2025-01-01"))
    one = Life(record(), untold(), None, None, tuple(Moment(kind, str(kind), day, "") for kind in MomentKind))
    assert io.StringIO(TIMELINES["svg"]([one])).read().count("<use") >= len(MomentKind)
    assert all(str(kind) in TIMELINES["text"]([one]) for kind in MomentKind)


def test_a_scenario_is_named_in_every_picture() -> None:
    """What only a scenario tells is never drawn as a fact: the head names it, and each day that hangs on it says so."""
    ended = {"kind": "act", "act": "termination", "by": ["UKR", "USA"], "under": ["a"], "date": "2026-01-01"}
    asked = {"kind": "act", "act": "announcement", "by": ["USA"], "under": ["a"], "date": "2025-01-01"}
    plain = {"format": "events/1", "title": "It ends", "events": [{"id": "x", **asked}, {"id": "y", **ended}]}
    scenario = Chronology.model_validate({**plain, "id": "if", "hypothetical": True})
    head = "SCENARIO: nothing that if tells has happened (It ends)"
    found = life(record(), scenario)
    assert [(one.kind, one.hypothetical) for one in found.moments] == [
        (MomentKind.SIGNATURE, False),
        (MomentKind.BEGINS, False),
        (MomentKind.ACT, True),
        (MomentKind.ENDS, True),
        (MomentKind.TERM_ENDS, False),
    ]
    text = TIMELINES["text"]([found, life(record(), scenario)])
    assert text.startswith(f"{head}\n\n")
    assert text.count(head) == 1
    assert "  2026-01-01  SCENARIO: last day: terminated\n" in text
    assert "  2024-06-13  signature by" in text
    svg = TIMELINES["svg"]([found])
    assert head in words_of(svg)
    assert any("SCENARIO: announcement 2025-01-01; SCENARIO: last day 2026-01-01" in one for one in words_of(svg))
    root = ElementTree.fromstring(svg)
    for name in ("title", "desc"):
        assert (root.findtext(f"{SVG}{name}") or "").startswith(head)
    real = life(record(), Chronology.model_validate({**plain, "id": "log"}))
    assert days(real) == days(found)
    for shown in (TIMELINES["text"]([real]), TIMELINES["svg"]([real])):
        assert "SCENARIO" not in shown
