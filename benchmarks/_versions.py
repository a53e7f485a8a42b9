"""Later versions of the shipped records, with the true pairing of their clauses and undertakings."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from _measure import EXAMPLES
from _rewording import reword

from agreements import Agreement, load_all

Plain = dict[str, Any]
Key = tuple[int, int | None]
"""A clause by its number, or a response in it by both numbers."""

_TEXTS = ("summary", "purpose", "item", "condition", "described")
# Where a word of the vocabulary stands that may look like an id.
_VOCABULARY = frozenset({"topic", "topics", "act", "kind", "event", "form", "modal", "status", "subject_to", "rule"})
_PARTNERS = frozenset({"GBR", "USA", "DEU", "HRV", "EU"})


@dataclass(frozen=True)
class Version:
    """A record, what was made of it, and which part of the one became which of the other."""

    old: Agreement
    new: Agreement
    truth: dict[Key, Key]


@dataclass(frozen=True)
class Change:
    """What is done to a record; shares are of its clauses, 0 to 1.

    Attributes:
        moved: Clauses that stand elsewhere.
        reworded: How strongly every text is reworded; empty for not at all.
        renumbered: Whether every id and every place is another one.
        removed: Clauses that are gone.
        added: Clauses of other partners' records, as a share of those that were there.
        typed: Clauses of which one typed field changed.
    """

    moved: float = 0.0
    reworded: str = ""
    renumbered: bool = False
    removed: float = 0.0
    added: float = 0.0
    typed: float = 0.0


def records() -> list[Agreement]:
    """Return the shipped records, without claims and what else points to single clauses from outside."""
    aside = dict.fromkeys(("claims", "ignore", "passed_over"))
    return [agreement.replace(**aside) for agreement in load_all(EXAMPLES)]


def later(old: Agreement, change: Change, strangers: Iterable[Plain], seed: str) -> Version:
    """Return a later version of a record.

    Args:
        old: The record.
        change: What to do to it.
        strangers: Clauses of other records, to add.
        seed: Makes the choices; the same seed gives the same version.
    """
    chance = random.Random(seed)
    before = old.as_written["clauses"]
    clauses: list[tuple[int | None, Plain]] = [(number, copy.deepcopy(one)) for number, one in enumerate(before)]
    gone = set(chance.sample(range(len(before)), round(change.removed * len(before))))
    clauses = [pair for pair in clauses if pair[0] not in gone]
    for _, clause in clauses:
        if change.reworded:
            _reworded(clause, change.reworded, f"{seed}/{clause['id']}")
    for _, clause in chance.sample(clauses, round(change.typed * len(clauses))):
        vary(clause, chance)
    for number in sorted(chance.sample(range(len(clauses)), round(change.moved * len(clauses)))):
        clauses.insert(chance.randrange(len(clauses)), clauses.pop(number))
    pool = [clause for clause in strangers if clause["kind"] not in ("limitation", "policy")]
    for clause in chance.sample(pool, min(len(pool), round(change.added * len(before)))):
        clauses.insert(chance.randrange(len(clauses) + 1), (None, _adopted(clause, old, f"added-{len(clauses)}")))
    written = {**old.as_written, "clauses": [clause for _, clause in clauses]}
    if change.renumbered:
        written = _renumbered(written, chance)
    kept = {clause["id"] for clause in written["clauses"]}
    for clause in written["clauses"]:
        if clause.get("exception_to", "") not in kept:
            clause.pop("exception_to", None)
    truth: dict[Key, Key] = {}
    for j, (i, clause) in enumerate(clauses):
        if i is not None:
            truth[i, None] = (j, None)
            truth.update({(i, place): (j, place) for place in range(len(clause.get("responses", ())))})
    return Version(old, Agreement.model_validate(written), truth)


def merged(one: Agreement, other: Agreement) -> Agreement:
    """Return one record with the clauses of two partners: much in them says nearly the same."""
    theirs = [_adopted(clause, one, f"second-{clause['id']}"[:80]) for clause in other.as_written["clauses"]]
    return Agreement.model_validate({**one.as_written, "clauses": [*one.as_written["clauses"], *theirs]})


def siblings(record: Agreement, seed: str, share: float = 0.3) -> Agreement:
    """Return the record with twins of some commitments beside them, each with one typed field another."""
    chance = random.Random(seed)
    clauses: list[Plain] = []
    for clause in record.as_written["clauses"]:
        clauses.append(clause)
        if clause["kind"] == "commitment" and chance.random() < share:
            twin = {**copy.deepcopy(clause), "id": f"twin-{clause['id']}"[:80]}
            vary(twin, chance)
            clauses.append(twin)
    return Agreement.model_validate({**record.as_written, "clauses": clauses})


def _adopted(clause: Plain, home: Agreement, id: str) -> Plain:
    """Return another record's clause under an id, the partner's name put right, without what points elsewhere."""
    partner = next((party.id for party in home.parties if party.id in _PARTNERS), home.parties[0].id)

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: named(item) for key, item in value.items() if key not in ("cite", "part", "amount")}
        if isinstance(value, list):
            items = [named(item) for item in value]
            return items if any(isinstance(item, dict) for item in items) else list(dict.fromkeys(items))
        return partner if value in _PARTNERS else value

    return {**named(clause), "id": id}


def _reworded(value: Any, strength: str, seed: str) -> None:
    if isinstance(value, list):
        for item in value:
            _reworded(item, strength, seed)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _TEXTS and isinstance(item, str):
                value[key] = reword(item, strength, seed)[:160]
            elif key in ("items", "meanings"):
                value[key] = list(dict.fromkeys(reword(one, strength, seed) for one in item))
            else:
                _reworded(item, strength, seed)


_OTHER: dict[str, Callable[[random.Random], Any]] = {
    "modal": lambda chance: chance.choice(["shall", "will", "intends", "may", "should", "undertakes"]),
    "immediacy": lambda chance: chance.choice(["immediately", "promptly", "swiftly"]),
    "effort": lambda chance: chance.choice(["best-efforts", "explore", "consider"]),
    "level": lambda chance: chance.choice(["officials", "most-senior", "high"]),
    "subject_to": lambda chance: [chance.choice(["domestic-law", "eu-law", "as-appropriate", "availability-of-funds"])],
    "deadline": lambda chance: {"within": chance.choice(["PT24H", "P7D", "P1M", "P1Y"]), "runs_from": "unstated"},
    "recurrence": lambda chance: {"rule": "every", "every": chance.choice(["P1M", "P3M", "P6M", "P1Y"])},
}


def vary(clause: Plain, chance: random.Random) -> None:
    """Change one typed field of an undertaking; a clause that is none stays as it is."""
    owed = [clause] if clause["kind"] == "commitment" else clause.get("responses", [])
    if not owed:
        return
    one = chance.choice(owed)
    name = chance.choice(sorted(_OTHER))
    one[name] = next(value for value in iter(lambda: _OTHER[name](chance), None) if value != one.get(name))
    if name == "modal":
        one.pop("force", None)
        one.pop("word", None)
    if name in one.get("absent", {}):
        one["absent"] = {key: why for key, why in one["absent"].items() if key != name}


def _renumbered(written: Plain, chance: random.Random) -> Plain:
    """Return the record with every clause's id and place another one, and every reference to them put right."""
    order = list(range(len(written["clauses"])))
    chance.shuffle(order)
    names = {clause["id"]: f"provision-{number + 1}" for clause, number in zip(written["clauses"], order, strict=True)}

    def named(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: named(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [named(item, key) for item in value]
        return names.get(value, value) if isinstance(value, str) and key not in _VOCABULARY else value

    clauses = [named(clause) for clause in written["clauses"]]
    for number, clause in enumerate(clauses):
        for place, part in enumerate([clause, *clause.get("responses", ())]):
            if "at" in part:
                part["at"] = f"{number // 7 + 1}.{number % 7 + 1}" + (f" s{place}" if place else "")
    return {**written, "clauses": clauses}
