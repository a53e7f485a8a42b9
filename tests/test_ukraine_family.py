"""Each agreement with Ukraine says what a table made from the texts alone says, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from material import ROOT, example

from agreements import Agreement
from agreements.model.clauses import CommitmentClause, Report, Trigger
from agreements.model.events import Event
from agreements.model.lifecycle import Notifications, Term, UntilEvent, UponSignature
from agreements.model.money import Amount, AmountLike, MoneyAmount, ShareOfGdp
from agreements.model.place import Place
from agreements.model.vocabulary import Coverage, Qualifier, Stage, Topic
from agreements.timing import Answer, PartialDate, Period

TABLE: Final = Path(__file__).with_name("ukraine_family.tsv")
FOLDER: Final = ROOT / "examples" / "ukraine"
SILENT: Final = "silent"
ATTACKS: Final = ("aggression", "armed-attack")
UPON_ACCESSION: Final = {"amend": "adapt-cooperation", "determine": "decide-status", "meet": "meet"}
RANGE: Final = re.compile(r"(?P<before>.*?)(?P<first>[0-9]+)-(?P<last>[0-9]+)")


class Cell(NamedTuple):
    """A value and the place it stands at; no place where the text is silent."""

    value: str
    at: Place | None = None

    def __str__(self) -> str:
        return f"{self.value} @ {self.at}" if self.at else self.value


class Sum(NamedTuple):
    """Money or a share of GDP, as both the table and a record can put it.

    Attributes:
        what: The qualifier, the amount, and whether it is owed each year.
        times: The times it can be said to have; `undated` where it has none of its own.
        at: Its place.
    """

    what: tuple[str, str, bool]
    times: frozenset[str]
    at: Place | None

    def __str__(self) -> str:
        qualifier, amount, yearly = self.what
        words = (qualifier, amount, "each year" * yearly, " or ".join(sorted(self.times)))
        return f"{' '.join(word for word in words if word not in ('', 'exactly'))} @ {self.at}"

    def says(self, other: Sum) -> bool:
        """Whether both say the same at places that meet."""
        return self.what == other.what and not self.times.isdisjoint(other.times) and meet(self.at, other.at)


@cache
def table() -> dict[str, dict[str, str]]:
    """The rows of the table by record; the cells of each by column."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    columns = lines[0].split("\t")
    cells = [line.split("\t") for line in lines[1:]]
    assert all(len(one) == len(columns) for one in cells)
    return {one[0]: dict(zip(columns[1:], one[1:], strict=True)) for one in cells}


def cell(text: str) -> Cell:
    """Read a cell of the table."""
    value, _, at = text.partition(" @ ")
    return Cell(value, Place(at) if at else None)


def joined(words: Iterable[str]) -> str:
    """A set of words as the table writes it."""
    return ",".join(sorted(words)) or SILENT


def missing(record: Agreement, field: str) -> Cell:
    """What a record says where it fills no field: silent, unknown, or that nobody looked."""
    return Cell(str(record.absent.get(field, "nobody looked")))


def _complete(record: Agreement, topic: Topic) -> bool:
    """Whether the record holds everything on the topic, so that nothing found means nothing there."""
    return record.coverage.get(topic) is Coverage.COMPLETE


def meet(one: Place | None, other: Place | None) -> bool:
    """Whether two places are the same or the one lies in the other; a range holds what lies between its ends."""
    if one is None or other is None:
        return one is other
    return any(_along(mine, theirs) for mine in one.alternatives for theirs in other.alternatives)


def _along(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(not _steps(mine).isdisjoint(_steps(theirs)) for mine, theirs in zip(one, other, strict=False))


def _steps(step: str) -> frozenset[str]:
    if (found := RANGE.fullmatch(step)) is None:
        return frozenset({step})
    return frozenset(f"{found['before']}{n}" for n in range(int(found["first"]), int(found["last"]) + 1))


def _signed_on(record: Agreement) -> Cell:
    (signature,) = [action for action in record.actions if action.act == "signature" and action.part is None]
    return Cell(str(signature.date), signature.at)


def _signed_at(record: Agreement) -> Cell:
    (signature,) = [action for action in record.actions if action.act == "signature" and action.part is None]
    return Cell(str(signature.place), signature.at)


def _effect(record: Agreement) -> Cell:
    match record.entry_into_force:
        case None:
            return missing(record, "entry_into_force")
        case UponSignature(by=(), at=at):
            return Cell("upon-signature", at)
        case Notifications(number=number, counts=counts, at=at):
            return Cell(f"notifications {number} {counts}", at)
        case other:
            return Cell(other.rule, other.at)


def _path(event: Event) -> str:
    """To membership of what somebody is on the way."""
    assert event.event == "pursues-membership"
    return str(event.of)


def _term(record: Agreement) -> Cell:
    match record.duration:
        case Term(length=length, runs_from=start, at=at):
            return Cell(f"{length} from {start}", at)
        case UntilEvent(until=(), during=(event,), at=at):
            return Cell(f"none: while on the way to {_path(event)}", at)
        case _:
            return missing(record, "duration")


def _extension(record: Agreement) -> Cell:
    renewal = record.renewal
    if renewal is None:
        return missing(record, "renewal")
    if (by := renewal.decide_by) is None:
        return Cell(f"{renewal.by}, no last day", renewal.at)
    assert by.of == "end-of-term"
    return Cell(f"{renewal.by}, {by.before} before the end", renewal.at)


def _emergency(record: Agreement) -> Trigger | None:
    """The clause whose answer is owed within hours; None where the record looked and there is none."""
    found = [
        clause
        for clause in record.clauses_of("trigger")
        if isinstance(clause, Trigger) and any(one.deadline and one.deadline.within for one in clause.responses)
    ]
    if not found:
        assert _complete(record, Topic.RESPONSE_TO_AGGRESSION)
        return None
    (clause,) = found
    return clause


def _emergency_cell(value: Callable[[Trigger], str]) -> Callable[[Agreement], Cell]:
    def of(record: Agreement) -> Cell:
        clause = _emergency(record)
        if clause is None or (said := value(clause)) == SILENT:
            return Cell(SILENT)
        return Cell(said, clause.at)

    return of


def _deadlines(clause: Trigger) -> list[tuple[Period, tuple[str, ...]]]:
    deadlines = [one.deadline for one in clause.responses if one.deadline]
    return [(one.within, one.softened_by) for one in deadlines if one.within]


def _hours(clause: Trigger) -> str:
    return joined({re.sub(r"PT([0-9]+)H", r"\1", str(within)) for within, _ in _deadlines(clause)})


def _softened(clause: Trigger) -> str:
    return joined({str(word) for _, words in _deadlines(clause) for word in words})


def _asked_by(clause: Trigger) -> str:
    if clause.on_request_of is None:
        return str(clause.absent.get("on_request_of", "nobody looked"))
    return str(clause.on_request_of.need)


def _attacks(clause: Trigger) -> list[Event]:
    return [event for event in clause.when if event.event in ATTACKS]


def _condition(clause: Trigger) -> str:
    before = {joined(f"{one.event}" for one in event.after) for event in _attacks(clause)}
    (only,) = before
    return only if only == SILENT else f"after {only}"


def _way_out(value: str) -> Callable[[Agreement], Cell]:
    def of(record: Agreement) -> Cell:
        if not record.termination:
            return missing(record, "termination")
        (way,) = record.termination
        return Cell(str(getattr(way, value)), way.at)

    return of


def _survival(record: Agreement) -> Cell:
    if not record.survival:
        return missing(record, "survival") if record.termination else Cell(SILENT)
    (survival,) = record.survival
    return Cell(survival.test, survival.at)


def _languages(value: str) -> Callable[[Agreement], Cell]:
    def of(record: Agreement) -> Cell:
        assert record.languages is not None
        if not (said := getattr(record.languages, value)):
            return Cell(SILENT)
        if value == "prevailing":
            return Cell(f"{said} in {joined(record.languages.prevails_in)}", record.languages.at)
        return Cell(joined(said), record.languages.at)

    return of


def _nato(record: Agreement) -> Cell:
    found = [
        clause
        for clause in record.clauses_of("trigger")
        if isinstance(clause, Trigger)
        and any(event.event == "becomes-member" and event.of == "NATO" for event in clause.when)
    ]
    if not found:
        assert _complete(record, Topic.NATO_MEMBERSHIP)
        assert _complete(record, Topic.LIFE_CYCLE)
        return Cell(SILENT)
    (clause,) = found
    (response,) = clause.responses
    return Cell(UPON_ACCESSION.get(response.act, str(response.act)), clause.at)


def _stays_for(record: Agreement) -> Cell:
    match record.duration:
        case Term(aim=aim) if aim is not None:
            (event,) = aim.during
            return Cell(_path(event), aim.at)
        case UntilEvent(during=(event,), at=at):
            return Cell(_path(event), at)
        case Term() as term:
            return Cell(str(term.absent.get("aim", "nobody looked")))
        case _:
            return missing(record, "duration")


COLUMNS: Final[dict[str, Callable[[Agreement], Cell]]] = {
    "signed_on": _signed_on,
    "signed_at": _signed_at,
    "effect": _effect,
    "term": _term,
    "extension": _extension,
    "hours": _emergency_cell(_hours),
    "softened": _emergency_cell(_softened),
    "asked_by": _emergency_cell(_asked_by),
    "event": _emergency_cell(lambda clause: joined({str(event.event) for event in _attacks(clause)})),
    "attacker": _emergency_cell(lambda clause: joined({one for event in _attacks(clause) for one in event.by})),
    "victim": _emergency_cell(lambda clause: joined({one for event in _attacks(clause) for one in event.against})),
    "condition": _emergency_cell(_condition),
    "besides": _emergency_cell(
        lambda clause: joined({str(event.event) for event in clause.when if event.event not in ATTACKS})
    ),
    "notice": _way_out("notice"),
    "notice_from": _way_out("runs_from"),
    "notice_is": _way_out("notice_is"),
    "counted": _way_out("counted"),
    "survival": _survival,
    "signed_in": _languages("signed_in"),
    "authentic": _languages("authentic"),
    "prevailing": _languages("prevailing"),
    "nato": _nato,
    "stays_for": _stays_for,
}


def _said_in_table(name: str) -> list[Sum]:
    text = table()[name]["sums"]
    found = []
    for one in text.split(" | ") if text != "none" else []:
        value, _, at = one.partition(" @ ")
        words = value.split()
        qualifier = words.pop(0) if words[0] in list(Qualifier) else "exactly"
        time = words.pop()
        yearly = words[-2:] == ["each", "year"]
        amount = " ".join(words[: -2 if yearly else None])
        found.append(Sum((qualifier, amount, yearly), frozenset({time}), Place(at)))
    return found


class Held(NamedTuple):
    """A sum that a record holds.

    Attributes:
        sum: The sum.
        promised: Whether it is a promise, not a report.
        given: Whether it is reported as given.
    """

    sum: Sum
    promised: bool
    given: bool


def _said_in_record(record: Agreement) -> Iterator[Held]:
    for one in record.commitments():
        amount = one.commitment.amount
        if amount is not None and (said := _sum(record, amount, one.commitment.span, one.place)):
            yield Held(said, promised=True, given=False)
    for clause in record.clauses:
        amount = clause.amount if isinstance(clause, Report) else None
        if isinstance(clause, Report) and amount is not None and (said := _sum(record, amount, clause.span, clause.at)):
            yield Held(said, promised=False, given=amount.stage is Stage.PAST)


def _sum(record: Agreement, amount: Amount, span: PartialDate | None, at: Place | None) -> Sum | None:
    """An amount as a sum; None for one that is only compared with another and has no figure."""
    match amount:
        case MoneyAmount(value=value, currency=currency):
            what = f"{currency} {value}"
        case ShareOfGdp(percent=percent):
            what = f"{percent} % of GDP"
        case AmountLike():
            return None
    if amount.over:
        times = {str(amount.over)}
    else:
        times = {"undated"} | ({str(span)} if span else _times_of_the_whole(record, amount))
    return Sum((str(amount.qualifier), what, amount.per == "year"), frozenset(times), at)


def _times_of_the_whole(record: Agreement, amount: Amount) -> set[str]:
    """The time of what it is a part of: a part without a time of its own may be taken to belong to it."""
    if amount.part_of is None:
        return set()
    whole = record.clause(amount.part_of)
    assert isinstance(whole, CommitmentClause | Report)
    assert whole.amount is not None
    time = whole.amount.over or whole.span
    return {str(time)} if time else _times_of_the_whole(record, whole.amount)


def _goes_beyond(time: str, day: date) -> bool:
    """Whether the last year of a time ends after a day; what ends with that very day doesn't."""
    if time == "undated":
        return False
    return any(PartialDate(time).contains(date(year, 12, 31)) is Answer.YES for year in range(day.year, day.year + 15))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("81 s2", "81 s1-2", True),
        ("84", "83-84", True),
        ("X.8", "X.8 s1-2", True),
        ("IX s1", "II ¶1; IX", True),
        ("81 s3", "81 s1-2", False),
        ("VII ¶1", "VII ¶2", False),
        ("II.1", "III.1", False),
    ],
)
def test_places_that_meet(one: str, other: str, answer: bool) -> None:
    """A place meets itself, what it lies in, and a range that holds it; it doesn't meet its neighbour."""
    assert meet(Place(one), Place(other)) is meet(Place(other), Place(one)) is answer


def test_the_table_is_of_these_records() -> None:
    """The table has a row for every record in the folder, a known column for every cell, and 28 rows."""
    assert sorted(table()) == sorted(path.stem for path in FOLDER.glob("*.yaml"))
    assert len(table()) == 28
    assert {column for row in table().values() for column in row} == {*COLUMNS, "sums"}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", table())
def test_a_cell(name: str, column: str) -> None:
    """What the record says is what the table says, and the places meet."""
    wanted, found = cell(table()[name][column]), COLUMNS[column](example(f"ukraine/{name}"))
    assert found.value == wanted.value, f"{name}, {column}: the record says {found}, the table {wanted}"
    if wanted.value != "unknown":  # a field that isn't filled has no place
        assert meet(found.at, wanted.at), f"{name}, {column}: the record says {found}, the table {wanted}"


@pytest.mark.parametrize("name", table())
def test_the_sums_of_the_table_are_in_the_record(name: str) -> None:
    """Every sum of the table stands in the record with its qualifier, currency, time and place."""
    found = [held.sum for held in _said_in_record(example(f"ukraine/{name}"))]
    for wanted in _said_in_table(name):
        same = [one for one in found if one.says(wanted)]
        assert same, f"{name}: the table says {wanted}, the record {'; '.join(map(str, found))}"


@pytest.mark.parametrize("name", table())
def test_the_sums_of_the_record_are_in_the_table(name: str) -> None:
    """Every sum that a record holds as promised, or not as given for a time after the signature, is in the table."""
    record = example(f"ukraine/{name}")
    signed = date.fromisoformat(_signed_on(record).value)
    wanted = _said_in_table(name)
    for found, promised, given in _said_in_record(record):
        if promised or (not given and any(_goes_beyond(time, signed) for time in found.times)):
            same = [one for one in wanted if one.says(found)]
            assert same, f"{name}: the record says {found}, the table {'; '.join(map(str, wanted))}"
