"""Hypothesis strategies for records and their parts, for the tests of whoever works with records.

Everything drawn is valid by the model and small: a record takes a few milliseconds. What the rules of `check` say
about it is another matter; drawn records are valid, not sensible. Needs Hypothesis: `agreements[testing]`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import DrawFn, SearchStrategy
except ModuleNotFoundError as error:  # pragma: no cover - the tests need it themselves
    if error.name is None or error.name.partition(".")[0] != "hypothesis":
        raise
    raise ModuleNotFoundError(
        "agreements.testing needs Hypothesis; install it with: pip install 'agreements[testing]'", name=error.name
    ) from error

from pydantic import TypeAdapter

from agreements.model import Agreement, Clause, Commitment, Event, Money, Place, Term
from agreements.model.vocabulary import (
    Act,
    Channel,
    Coverage,
    Decision,
    EventKind,
    Force,
    Form,
    Hedge,
    Immediacy,
    Instrument,
    Level,
    Modal,
    Need,
    Qualifier,
    Role,
    SourceType,
    StatementAct,
    Topic,
)
from agreements.timing import PartialDate, Period
from agreements.writing import plain

__all__ = [
    "agreements",
    "clauses",
    "commitments",
    "edits",
    "events",
    "money",
    "pairs",
    "partial_dates",
    "periods",
    "places",
]

_Plain = dict[str, Any]
_CLAUSE: TypeAdapter[Clause] = TypeAdapter(Clause)
_PARTIES = ("UKR", "USA")
_ACTORS = ("NATO", "RUS", "allies")
_NAMES = (*_PARTIES, *_ACTORS, "each-party")
_KINDS = (
    "trigger",
    "commitment",
    "limitation",
    "statement",
    "definition",
    "institution",
    "report",
    "policy",
    "other",
)
_WORDS = ("air", "aid", "attack", "border", "yes", "null", "12", "it's", "a: b", "# no", "«mir»", "мир", "🕊", "\\n")


def periods() -> SearchStrategy[Period]:
    """Draw periods: never zero; up to 20 years, 24 months, 60 days, 100 hours, 90 minutes or seconds at once."""
    numbers = st.fixed_dictionaries(
        {},
        optional={
            "years": st.integers(1, 20),
            "months": st.integers(1, 24),
            "days": st.integers(1, 60),
            "hours": st.integers(1, 100),
            "minutes": st.integers(1, 90),
            "seconds": st.integers(1, 90),
        },
    )
    return numbers.filter(bool).map(lambda given: Period(**given))


def partial_dates() -> SearchStrategy[PartialDate]:
    """Draw dates of 1900 to 2099: years, months, days, unspecified digits, qualifiers, intervals and sets of two."""
    return _date_texts().map(PartialDate)


def places() -> SearchStrategy[Place]:
    """Draw places of one to three steps, now and then two places joined by a semicolon."""
    return _place_texts().map(Place)


def money() -> SearchStrategy[Money]:
    """Draw amounts of one of three currencies: zero to a hundred thousand million, up to two decimals."""
    return st.builds(
        lambda value, currency: Money.model_validate({"value": value, "currency": currency}), _numbers(), _CURRENCIES
    )


def events() -> SearchStrategy[Event]:
    """Draw events of every kind, with up to two attackers and victims, and at most one event inside them."""
    return _events().map(Event.model_validate)


def commitments() -> SearchStrategy[Commitment]:
    """Draw undertakings of every act and modal, each further field filled about one time in two at most."""
    return _commitments().map(Commitment.model_validate)


def clauses() -> SearchStrategy[Clause]:
    """Draw clauses of every kind; a trigger has one or two events and up to two responses of different acts."""
    return st.builds(lambda clause, id: _CLAUSE.validate_python({**clause, "id": id}), _clauses(), _IDS)


@st.composite
def agreements(draw: DrawFn, min_clauses: int = 0, max_clauses: int = 6) -> Agreement:
    """Draw records of two parties and three actors, with a body and now and then an annex.

    Clause ids are unique, `part` names a part that is there, and limitations name clauses of the record.

    Args:
        draw: Given by Hypothesis.
        min_clauses: The fewest clauses, 0 or more.
        max_clauses: The most clauses, 12 at most.
    """
    ids = draw(st.lists(_IDS, min_size=min_clauses, max_size=min(max_clauses, 12), unique=True))
    listed = [{**draw(_clauses()), "id": id} for id in ids]
    annex = draw(st.booleans())
    for clause in listed:
        if annex and draw(st.integers(0, 3)) == 0:
            clause["part"] = "annex"
        if clause["kind"] == "limitation" and clause["applies_to"] == "clauses":
            clause["clauses"] = [draw(st.sampled_from([*ids, *_paths(listed)]))]
    data: _Plain = {
        "format": "agreement/1",
        "id": draw(_IDS),
        "title": draw(_prose()),
        "instrument": draw(_word(Instrument)),
        "text": "text",
        "sources": [{"id": "text", "type": draw(_word(SourceType)), "title": draw(_prose())}],
        "parties": [{"id": name, "role": draw(_word(Role))} for name in _PARTIES],
        "actors": [{"id": name, "role": draw(_word(Role))} for name in _ACTORS],
        "parts": [{"id": "body", "legal_status": {"status": draw(_STATUSES), "basis": "inferred"}}],
    }
    if annex:
        data["parts"].append({"id": "annex", "calls_sides": ["Parties"]})
    topics = sorted({clause["topic"] for clause in listed})
    if topics:
        coverage = {topic: draw(_word(Coverage)) for topic in topics if draw(st.booleans())}
        data |= {"coverage": coverage} if coverage else {}
    if listed:
        data["clauses"] = listed
    if draw(st.booleans()):
        data["note"] = draw(_prose())
    if draw(st.booleans()):
        data["duration"] = {"rule": "term", "length": str(draw(periods())), "runs_from": "entry-into-force"}
    else:
        data["absent"] = {"duration": draw(st.sampled_from(("silent", "unknown", "not-applicable")))}
    return Agreement.model_validate(data)


@st.composite
def edits(draw: DrawFn, agreement: Agreement, most: int = 4) -> Agreement:
    """Draw edited versions of a record, valid as it is; now and then nothing changes.

    An edit moves a clause, renames one, drops one, adds one, swaps a modal, softens or shifts a deadline, rewords a
    summary, or changes the title.

    Args:
        draw: Given by Hypothesis.
        agreement: The record.
        most: The most edits made, one after the other.
    """
    data = copy.deepcopy(plain(agreement))
    for _ in range(draw(st.integers(0, most))):
        listed: list[_Plain] = data.get("clauses", [])
        how = draw(st.sampled_from(("move", "rename", "drop", "add", "modal", "deadline", "summary", "title")))
        if how == "title":
            data["title"] = draw(_prose())
        elif how == "add":
            id = draw(_IDS.filter(_not_in([clause["id"] for clause in listed])))
            listed.insert(draw(st.integers(0, len(listed))), {**draw(_clauses()), "id": id})
            data["clauses"] = listed
        elif listed:
            _edit_clause(draw, listed, draw(st.integers(0, len(listed) - 1)), how)
            if not listed:
                del data["clauses"]
    return Agreement.model_validate(data)


@st.composite
def pairs(draw: DrawFn, min_clauses: int = 0, max_clauses: int = 6) -> tuple[Agreement, Agreement]:
    """Draw a record and an edited version of it; see `agreements` and `edits`.

    Args:
        draw: Given by Hypothesis.
        min_clauses: The fewest clauses of the first.
        max_clauses: The most clauses of the first, 12 at most.
    """
    old = draw(agreements(min_clauses, max_clauses))
    return old, draw(edits(old))


def _edit_clause(draw: DrawFn, listed: list[_Plain], at: int, how: str) -> None:
    clause = listed[at]
    if how == "drop":
        del listed[at]
    elif how == "move":
        listed.insert(draw(st.integers(0, len(listed) - 1)), listed.pop(at))
    elif how == "rename":
        clause["id"] = draw(_IDS.filter(_not_in([other["id"] for other in listed])))
    elif how == "summary":
        if "summary" in clause:
            clause["summary"] = draw(_prose())
    else:
        owed = [clause] if clause["kind"] == "commitment" else clause.get("responses", [])
        for commitment in owed[:1]:
            if how == "modal":
                commitment["modal"] = draw(_word(Modal))
                commitment["force"] = draw(_word(Force))
                if commitment["modal"] == "other":
                    commitment["word"] = "strives"
            else:
                commitment["deadline"] = draw(_deadlines())
                commitment.get("absent", {}).pop("deadline", None)
                if not commitment.get("absent", True):
                    del commitment["absent"]


def _paths(listed: list[_Plain]) -> Iterator[str]:
    """Yield the responses by their ids."""
    for clause in listed:
        for response in clause.get("responses", ()):
            yield f"{clause['id']}/{response['act']}"


def _not_in(taken: Sequence[str]) -> Any:
    return lambda id: id not in taken


def _word(words: type[Term]) -> SearchStrategy[str]:
    return st.sampled_from([str(word) for word in words])


def _prose() -> SearchStrategy[str]:
    return st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)


def _names(least: int = 0) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(_NAMES), min_size=least, max_size=2, unique=True)


def _numbers() -> SearchStrategy[str]:
    return st.builds(lambda whole, part: f"{whole}{part}", st.integers(0, 10**11), st.sampled_from(("", ".5", ".25")))


_CURRENCIES = st.sampled_from(("USD", "EUR", "UAH"))
_IDS = st.builds(
    lambda name, number: f"{name}-{number}", st.sampled_from(("help", "meet", "train", "no", "1e3")), st.integers(0, 99)
)
_STATUSES = st.sampled_from(("binding", "political", "disputed", "unclear"))


@st.composite
def _date_texts(draw: DrawFn) -> str:
    def single() -> str:
        year, month, day = draw(st.integers(1900, 2099)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
        shape = draw(
            st.sampled_from(("{0}", "{0}-{1}", "{0}-{1}-{2}", "{0}-XX", "{0}-{1}-XX", "{0}-XX-XX", "{3}X", "{4}XX"))
        )
        text = shape.format(year, f"{month:02}", f"{day:02}", year // 10, year // 100)
        return text + draw(st.sampled_from(("", "", "", "?", "~", "%")))

    whole = draw(st.sampled_from(("one", "one", "one", "interval", "open", "unknown", "set")))
    if whole == "one":
        return single()
    if whole == "interval":
        year = draw(st.integers(1900, 2090))
        return f"{year}/{year + draw(st.integers(1, 9))}"
    if whole == "set":
        return f"[{single()},{single()}]"
    end = ".." if whole == "open" else ""
    return f"{single()}/{end}" if draw(st.booleans()) else f"{end}/{single()}"


@st.composite
def _place_texts(draw: DrawFn) -> str:
    step = st.sampled_from(("II.4", "¶2", "•3", "◦1", "s2-3", "(a)", '"Heading one"', "VII", "B"))
    first = st.sampled_from(("I", "II.4", "preamble", "annex", "title"))
    one = " ".join((draw(first), *draw(st.lists(step, max_size=2))))
    return f"{one}; {draw(first)}" if draw(st.integers(0, 4)) == 0 else one


@st.composite
def _events(draw: DrawFn, depth: int = 1) -> _Plain:
    data: _Plain = {"event": draw(_word(EventKind))}
    for name in ("by", "against"):
        if draw(st.booleans()):
            data[name] = draw(_names(1))
    if data["event"] == "other" or draw(st.integers(0, 3)) == 0:
        data["described"] = draw(_prose())
    if depth and draw(st.integers(0, 5)) == 0:
        data[draw(st.sampled_from(("after", "during", "together_with", "unless")))] = [draw(_events(depth - 1))]
    return data


@st.composite
def _deadlines(draw: DrawFn) -> _Plain:
    data: _Plain = {}
    if draw(st.booleans()):
        data = {"within": str(draw(periods())), "runs_from": draw(st.sampled_from(("unstated", "event", "request")))}
    else:
        data = {"by": draw(_date_texts())}
    if draw(st.booleans()):
        data["softened_by"] = draw(st.lists(_word(Hedge), min_size=1, max_size=2, unique=True))
    return data


@st.composite
def _amounts(draw: DrawFn) -> _Plain:
    rule = draw(st.sampled_from(("money", "money", "share-of-gdp")))
    data: _Plain = {"rule": rule, "qualifier": draw(_word(Qualifier))}
    if rule == "money":
        return data | {"value": draw(_numbers()), "currency": draw(_CURRENCIES)}
    return data | {"percent": draw(st.sampled_from(("0.25", "2", "3.5")))}


def _quantities() -> SearchStrategy[_Plain]:
    return st.integers(1, 99).map(lambda number: {"number": str(number), "unit": "aircraft"})


def _lists() -> SearchStrategy[_Plain]:
    return st.lists(_prose(), min_size=1, max_size=2).map(lambda items: {"list": "closed", "items": items})


def _requests() -> SearchStrategy[_Plain]:
    return st.builds(lambda who, need: {"parties": who, "need": need}, _names(1), _word(Need))


@st.composite
def _responses(draw: DrawFn) -> _Plain:
    """Draw a response; now and then it says by itself who must ask for it, or that nobody must."""
    data = draw(_commitments())
    match draw(st.integers(0, 5)):
        case 0:
            data["on_request_of"] = draw(_requests())
        case 1:
            data["absent"] = {**data.get("absent", {}), "on_request_of": draw(st.sampled_from(("silent", "unknown")))}
    return data


@st.composite
def _commitments(draw: DrawFn) -> _Plain:
    modal = draw(_word(Modal))
    data: _Plain = {"act": draw(_word(Act)), "modal": modal}
    if Modal(modal).force is None or draw(st.integers(0, 5)) == 0:
        data["force"] = draw(_word(Force))
    if modal == "other":
        data["word"] = "strives"
    further: dict[str, SearchStrategy[Any]] = {
        "bearers": _names(1),
        "beneficiaries": _names(1),
        "subject_to": st.lists(_word(Hedge), min_size=1, max_size=2, unique=True),
        "immediacy": _word(Immediacy),
        "level": _word(Level),
        "channel": _word(Channel),
        "length": periods().map(str),
        "deadline": _deadlines(),
        "span": _date_texts(),
        "amount": _amounts(),
        "conditions": st.lists(_events(0), min_size=1, max_size=1),
        "purpose": _prose(),
        "item": _prose(),
        "at": _place_texts(),
        "recurrence": periods().map(lambda period: {"rule": "every", "every": str(period)}),
        "quantity": _quantities(),
        "includes": _lists(),
        "form": _word(Form),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(further)), max_size=4, unique=True))
    data |= {name: draw(further[name]) for name in sorted(chosen)}
    if "deadline" not in data and draw(st.integers(0, 4)) == 0:
        data["absent"] = {"deadline": "silent"}
    return data


@st.composite
def _clauses(draw: DrawFn) -> _Plain:
    """Draw a clause as plain data, without its id."""
    kind = draw(st.sampled_from(_KINDS))
    data: _Plain = {"kind": kind, "topic": draw(_word(Topic))}
    if draw(st.booleans()):
        data["at"] = draw(_place_texts())
    match kind:
        case "commitment":
            return data | draw(_commitments())
        case "trigger":
            data["when"] = draw(st.lists(_events(), min_size=1, max_size=2))
            responses = draw(st.lists(_responses(), max_size=2, unique_by=lambda response: str(response["act"])))
            if responses:
                data["responses"] = responses
            if draw(st.booleans()):
                data["on_request_of"] = draw(_requests())
            elif draw(st.booleans()):
                data["absent"] = {"on_request_of": "silent"}
            return data
        case "limitation":
            data["applies_to"] = draw(st.sampled_from(("whole-text", "part", "topics", "clauses")))
            if data["applies_to"] == "topics":
                data["topics"] = [data["topic"]]
            data["subject_to"] = draw(st.lists(_word(Hedge), min_size=1, max_size=2, unique=True))
        case "statement":
            data["act"] = draw(_word(StatementAct))
        case "definition":
            return data | {"term": draw(_prose()), "complete": "includes", "meanings": [draw(_prose())]}
        case "institution":
            data |= {"body": draw(st.sampled_from(_ACTORS)), "established": draw(st.sampled_from(("new", "existing")))}
        case "report":
            data |= {"act": draw(_word(Act)), "by": draw(_names(1))}
            further: dict[str, SearchStrategy[Any]] = {
                "amount": _amounts(),
                "quantity": _quantities(),
                "includes": _lists(),
                "form": _word(Form),
                "partners": _names(1),
            }
            data |= {name: draw(further[name]) for name in further if draw(st.booleans())}
        case "policy":
            data |= {"issuer": "USA", "addressees": ["UKR"], "act": draw(_word(Act)), "decision": draw(_word(Decision))}
    return data | {"summary": draw(_prose())}
