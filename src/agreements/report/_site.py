"""Several records to a report: a site of pages, or all of it in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from os import PathLike
from pathlib import Path
from typing import Any, Final, Literal

from agreements.errors import WrongTypeError
from agreements.matrix import Matrix, compare
from agreements.model import Agreement, Chronology
from agreements.model._given import expect_day
from agreements.report._due import due, reckoned
from agreements.report._figures import DRAWN, figures, life_line
from agreements.report._grid import grid
from agreements.report._names import FIXED, Anchors, tags
from agreements.report._pages import Pages, ready
from agreements.report._pairs import MANY, compared
from agreements.report._views import agreement_view, anchors_of, list_row, out_by_notice
from agreements.tracking import Events, Life, life
from agreements.tracking._knowing import as_chronologies

__all__ = ["Site", "make_report"]

Pairs = Iterable[tuple[str, str]] | Literal["all", "none"] | None
_TITLE: Final = "Agreements side by side"


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where links lead: within the one file, or to the page that holds the anchor."""

    single: bool
    agreements: frozenset[str]

    def __call__(self, anchor: str) -> str:
        page = FIXED.get(anchor) or self._page(anchor)
        if self.single:
            return f"#{anchor}"
        return page if anchor in FIXED or anchor in self.agreements else f"{page}#{anchor}"

    def _page(self, anchor: str) -> str:
        if ":" in anchor:
            return FIXED["matrix"]
        return f"agreement-{anchor.partition('/')[0].partition('.')[0]}.html"


@dataclass(frozen=True)
class Site:
    """A report on several agreements, made by `make_report`.

    Attributes:
        title: What it is called.
        matrix: The agreements side by side, of which it tells.
        as_of: The day of which it tells what holds; None: of none.
        pairs: Which two stand side by side, by the numbers of their columns.
    """

    title: str
    matrix: Matrix
    as_of: date | None
    pairs: tuple[tuple[int, int], ...]
    _events: tuple[Chronology, ...] = field(repr=False)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The records, in the order of the report."""
        return tuple(column.agreement for column in self.matrix.columns)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the pages of the site, each with its file's name; `index.html` comes first."""
        pages = self._pages(single=False)
        yield FIXED["list"], pages.page("list.html", here="list")
        yield FIXED["matrix"], pages.page("matrix.html", names=self._labels, here="matrix")
        yield FIXED["side-by-side"], pages.page("side.html", here="side-by-side")
        yield FIXED["figures"], pages.page("figures.html", here="figures")
        if self._events:
            yield FIXED["deadlines"], pages.page("deadlines.html", here="deadlines")
        for one in self._content["views"]:
            yield f"agreement-{one.tag}.html", pages.page("agreement.html", here=one.tag, one=one)

    def single(self) -> str:
        """Return the whole report as one page that needs nothing beside it."""
        return self._pages(single=True).page("single.html", names=self._labels, here="")

    def write(self, folder: str | PathLike[str]) -> tuple[Path, ...]:
        """Write the site into a folder, which is made where it isn't there; return its files.

        Raises:
            OSError: A file can't be written.
        """
        home = Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        written = []
        for name, text in self.files():
            _write(home / name, text)
            written.append(home / name)
        return tuple(written)

    def write_single(self, path: str | PathLike[str]) -> None:
        """Write the whole report as one file.

        Raises:
            OSError: It can't be written.
        """
        _write(Path(path), self.single())

    @property
    def _labels(self) -> tuple[str, ...]:
        return tuple(column.label for column in self.matrix.columns)

    def _pages(self, *, single: bool) -> Pages:
        to = _Inside(single, frozenset(one.tag for one in self._content["views"]))
        return Pages(single=single, title=self.title, to=to, as_of=self.as_of, **self._content)

    @cached_property
    def _content(self) -> Mapping[str, Any]:
        """What the templates are given, worked out once."""
        columns, happened = self.matrix.columns, [one for one in self._events if not one.hypothetical]
        places = [anchors_of(tag, column.agreement) for tag, column in zip(tags(columns), columns, strict=True)]
        lives = [life(column.agreement, happened) for column in columns]
        apart = self.matrix.apart()
        own = list(zip(places, columns, lives, apart, strict=True))
        views = [
            agreement_view(anchors, column, lived, self.matrix, beside, events=happened, as_of=self.as_of)
            for anchors, column, lived, beside in own
        ]
        reckoned_on = reckoned(self._events, self.as_of)
        side_by_side = compared(
            self.agreements, [one.tag for one in places], [one.lines() for one in views], self.pairs
        )
        return {
            "rows": [
                list_row(anchors.tag, column, lived, self.matrix, events=happened, as_of=self.as_of)
                for anchors, column, lived, _ in own
            ],
            "views": views,
            "lines": _lines(places, lives, self.as_of),
            "grid": grid(self.matrix, places, [one.headings() for one in views]),
            "figures": figures(self.matrix, lives, places, self.as_of, [out_by_notice(one.ways_out) for one in views]),
            "compared": side_by_side,
            "topics": side_by_side.topics,
            "numbers": {tag: number for number, tag in enumerate(one.tag for one in places)},
            "tags": {column.label: one.tag for one, column in zip(places, columns, strict=True)},
            "pairs": [f"{one}-{other}" for one, other in self.pairs],
            "all_pairs": len(self.pairs) == len(columns) * (len(columns) - 1) // 2,
            "many": MANY,
            "files": [(one.title, one.hypothetical) for one in self._events],
            "due": due(self.matrix, places, self._events, reckoned_on),
            "reckoned": reckoned_on,
        }


def _lines(places: Sequence[Anchors], lives: Sequence[Life], as_of: date | None) -> dict[str, str]:
    if len(lives) > DRAWN:
        return {}
    return {one.tag: life_line(lived, one.tag, as_of) for one, lived in zip(places, lives, strict=True)}


def make_report(
    agreements: Iterable[Agreement],
    *,
    title: str = _TITLE,
    events: Events = (),
    as_of: date | None = None,
    pairs: Pairs = None,
) -> Site:
    """Return a report on several agreements: a list, a page each, any two side by side, the matrix, figures.

    Its pages need no server and load nothing; they can be read without a script, which adds searching, sorting and
    two agreements side by side.

    Args:
        agreements: The records, in the order of the list.
        title: What the report is called.
        events: What happened, from event files; of a scenario only the deadlines are told.
        as_of: The day of which status and ways out are told; None: they are told without days.
        pairs: Which two agreements can be seen side by side: pairs of ids or labels, `all` or `none`; None: all, where
            there are at most forty agreements, or else none.

    Raises:
        ComparisonError: There is no agreement, or two can't be told apart.
        MissingLibraryError: Jinja2 or matplotlib isn't installed; the extra `report` brings both.
        UnknownNameError: A pair names an agreement that isn't there.
        WrongTypeError: Something given is of another type.
    """
    ready()
    if as_of is not None:
        expect_day(as_of, "make_report", "as_of")
    happened = tuple(as_chronologies(events, "make_report"))
    matrix = compare(agreements)
    return Site(title, matrix, as_of, _chosen(matrix, pairs), happened)


def _chosen(matrix: Matrix, pairs: Pairs) -> tuple[tuple[int, int], ...]:
    number = len(matrix.columns)
    given: object = pairs if pairs is not None else "all" if number <= MANY else "none"
    if given == "none":
        return ()
    if given == "all":
        return tuple(combinations(range(number), 2))
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise WrongTypeError("make_report", "pairs of ids, 'all' or 'none'", given)
    found = set()
    for pair in given:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise WrongTypeError("make_report", "pairs of two ids, such as ('GBR', 'USA')", pair)
        one, other = sorted(matrix.index(name) for name in pair)
        if one != other:
            found.add((one, other))
    return tuple(sorted(found))


def _write(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        if error.filename is None:  # the system only names what it can't open
            error.filename = str(path)
        raise
