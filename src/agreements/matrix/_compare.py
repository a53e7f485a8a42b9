"""Several records to a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from agreements._spelling import near
from agreements.errors import ComparisonError, UnknownNameError, WrongTypeError
from agreements.matrix._against import Judged
from agreements.matrix._cells import Cell, Reading, Said, State, Unsaid
from agreements.matrix._matrix import Column, Matrix, Row
from agreements.matrix._rows import Choice, Draft, drafts
from agreements.model import Agreement, Claim, Trigger
from agreements.model._given import expect_agreement
from agreements.pointer import Pointer

__all__ = ["compare"]


def compare(
    agreements: Iterable[Agreement],
    *,
    rows: Iterable[Choice] | None = None,
    baseline: str | Agreement | None = None,
    roles: Mapping[str, Mapping[str, str]] | None = None,
) -> Matrix:
    """Return several agreements side by side: a row a feature, a column an agreement.

    Args:
        agreements: The records, in the order of the columns.
        rows: Names of rows or of groups of rows (`emergency`, `duration`, `cyber`), any topic for the clauses matched
            on it, `clauses` for those of every topic, a `Feature`, or a function of an agreement; None: the rows out of
            the box, with the clauses of the topics in `TOPICS`.
        baseline: The agreement the others are judged against, or its id or label: each cell then has its effect as
            `diff` judges it, with the rule; versions of one agreement are compared as such, all others as peers.
        roles: By the id of an agreement, who of the baseline stands for whom in it, as `diff` takes it:
            `{"usa-ukr-2024-security": {"GBR": "USA"}}`; the others are taken by the roles they play.

    Raises:
        ComparisonError: There is no agreement, two can't be told apart, `roles` was given without `baseline`, or who
            stands for whom can't be guessed.
        UnknownNameError: `rows`, `baseline` or `roles` has a name that isn't there.
        WrongTypeError: Something given is of another type.
    """
    given: object = agreements
    if isinstance(given, Agreement | str | Mapping) or not isinstance(given, Iterable):
        expect_agreement(given, "compare")
        raise WrongTypeError("compare", "several records", given, "put them into a list")
    records = [expect_agreement(one, "compare") for one in given]
    if not records:
        raise ComparisonError("there is nothing to compare: no agreement was given")
    columns = _columns(records)
    found = drafts(records, rows)
    made: list[Row] = []
    for draft in found:
        cells = tuple(_cell(record, reading) for record, reading in zip(records, draft.readings, strict=True))
        made.append(_row(draft, cells))
    for number, record in enumerate(records):
        made = _with_claims(made, number, [draft.readings[number] for draft in found], _claims(record))
    matrix = Matrix(columns, tuple(made), None, tuple(_unclear(columns)))
    if baseline is None:
        if roles:
            raise ComparisonError("roles only mean something against a baseline; pass baseline=")
        return matrix
    return _judged(matrix, found, baseline, roles or {})


def _row(draft: Draft, cells: tuple[Cell, ...]) -> Row:
    feature = draft.feature
    return Row(
        feature.name,
        feature.title,
        feature.group,
        feature.meaning,
        feature.kind,
        feature.unit,
        draft.clause,
        draft.typical,
        feature.echoes,
        cells,
    )


def _columns(records: Sequence[Agreement]) -> tuple[Column, ...]:
    ids = Counter(record.id for record in records)
    keys = [f"{one.id}@{one.version}" if ids[one.id] > 1 and one.version else one.id for one in records]
    twice = sorted(key for key, times in Counter(keys).items() if times > 1)
    if twice:
        raise ComparisonError(f"several agreements are called {', '.join(map(repr, twice))}; give each a version")
    shared = set.intersection(*({party.id for party in record.parties} for record in records))
    own = [[party.id for party in record.parties if party.id not in shared] for record in records]
    often = Counter(names[0] for names in own if len(names) == 1)
    return tuple(
        Column(key, names[0] if len(names) == 1 and often[names[0]] == 1 else key, record)
        for key, names, record in zip(keys, own, records, strict=True)
    )


def _unclear(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        if not column.agreement.coverage:
            yield f"{column.key} doesn't say what it covers: what it seems to lack can't be told"


# What a function returned, as a cell.


def _cell(agreement: Agreement, reading: Reading) -> Cell:
    said: tuple[Said, ...] = ()
    empty = Unsaid(State.NOT_COVERED)
    match reading:
        case None:
            pass
        case State():
            empty = Unsaid(reading)
        case Unsaid():
            empty = reading
        case Said():
            said = (reading,)
        case str():
            said = (Said(reading),) if reading else ()
        case bool():
            said = (Said("yes" if reading else "no"),)
        case int() | Decimal():
            said = (Said(f"{reading:f}" if isinstance(reading, Decimal) else str(reading), number=Decimal(reading)),)
        case _ if isinstance(reading, Iterable):
            said = tuple(reading)
            for one in said:
                if not isinstance(one, Said):
                    raise WrongTypeError("compare", "rows whose functions return Said values", one)
        case _:
            raise WrongTypeError("compare", "rows whose functions return words, a number, Said or Unsaid", reading)
    return Cell(State.STATED, said) if said else Cell(empty.state, (), empty.why, home=_home(agreement, empty))


def _pointers(said: Sequence[Said], empty: Unsaid) -> tuple[Pointer, ...]:
    if said:
        return tuple(one.pointer for one in said if one.pointer is not None)
    return (empty.pointer,) if empty.pointer is not None and empty.state is not State.NOT_MATCHED else ()


def _within(inner: Pointer, outer: Pointer) -> bool:
    return 0 < len(outer.steps) <= len(inner.steps) and inner.steps[: len(outer.steps)] == outer.steps


def _with_claims(
    rows: Sequence[Row], column: int, readings: Sequence[Reading], claims: Sequence[tuple[Pointer, Claim]]
) -> list[Row]:
    """Return the rows with the claims about one agreement beside what they are about.

    A claim about a value stands in the row that has the value and in that of the matched clause; one about a whole
    clause in that of the matched clause, or else in the first row that has something of it.
    """
    if not claims:
        return list(rows)
    places = [_places(reading) for reading in readings]
    beside: dict[int, list[Claim]] = {}
    for pointer, claim in claims:
        depths = {
            number: max((len(place.steps) for place in held if _within(pointer, place)), default=0)
            for number, held in enumerate(places)
        }
        nearest = max(depths.values(), default=0)
        exact = [number for number, depth in depths.items() if depth and (depth == nearest or rows[number].clause)]
        broad = [number for number, held in enumerate(places) if any(_within(place, pointer) for place in held)]
        for number in exact or broad[:1]:
            beside.setdefault(number, []).append(claim)
    found = list(rows)
    for number, ones in beside.items():
        cells = list(rows[number].cells)
        cells[column] = replace(cells[column], claims=tuple(ones))
        found[number] = replace(rows[number], cells=tuple(cells))
    return found


def _claims(agreement: Agreement) -> list[tuple[Pointer, Claim]]:
    found = ((agreement.find(claim.about), claim) for claim in agreement.claims)
    return [(place.pointer, claim) for place, claim in found if place is not None]


def _home(agreement: Agreement, empty: Unsaid) -> str:
    """Return the ids of the clause or provision that lacks something; empty where there is none."""
    if empty.pointer is None or len(empty.pointer.steps) < 2 or empty.state is State.NOT_MATCHED:
        return ""
    field, number, *rest = empty.pointer.steps
    if not isinstance(field, str) or not isinstance(number, int):
        return ""
    if field != "clauses":
        key = getattr(getattr(agreement, field)[number], "id", None)
        return f"{field}/{key}" if key else field
    clause = agreement.clauses[number]
    if isinstance(clause, Trigger) and len(rest) > 1 and rest[0] == "responses" and isinstance(rest[1], int):
        return f"{clause.id}/{clause.responses[rest[1]].key}"
    return clause.id


# Against a baseline.


def _judged(
    matrix: Matrix, found: Sequence[Draft], baseline: str | Agreement, roles: Mapping[str, Mapping[str, str]]
) -> Matrix:
    base = _baseline(matrix, baseline)
    given: object = roles
    if not isinstance(given, Mapping) or not all(isinstance(one, Mapping) for one in given.values()):
        raise WrongTypeError("compare", "roles by agreement, such as {'usa-ukr-2024': {'GBR': 'USA'}}", roles)
    keys = [column.key for column in matrix.columns]
    for name in roles:
        if name not in keys:
            raise UnknownNameError("agreement", str(name), near(str(name), keys), keys)
    old = matrix.columns[base].agreement
    judges = [
        None if number == base else Judged(old, column.agreement, roles.get(column.key))
        for number, column in enumerate(matrix.columns)
    ]
    rows = []
    for draft, row in zip(found, matrix.rows, strict=True):
        places = [_places(reading) for reading in draft.readings]
        cells = [
            cell
            if judge is None
            else replace(
                cell, against=judge.against(cell, row.cells[base], draft.feature.rules, (places[base], places[number]))
            )
            for number, (cell, judge) in enumerate(zip(row.cells, judges, strict=True))
        ]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(matrix, rows=tuple(rows), baseline=matrix.columns[base].key)


def _baseline(matrix: Matrix, baseline: str | Agreement) -> int:
    if isinstance(baseline, str):
        return matrix.index(baseline)
    expect_agreement(baseline, "compare")
    for number, column in enumerate(matrix.columns):
        if column.agreement is baseline or column.agreement == baseline:
            return number
    raise ComparisonError(f"the baseline {baseline.id!r} is none of the agreements compared")


def _places(reading: Reading) -> tuple[Pointer, ...]:
    if isinstance(reading, Unsaid):
        return _pointers((), reading)
    if isinstance(reading, Said):
        return _pointers((reading,), Unsaid(State.NOT_COVERED))
    if isinstance(reading, Iterable) and not isinstance(reading, str):
        return _pointers(tuple(reading), Unsaid(State.NOT_COVERED))
    return ()
