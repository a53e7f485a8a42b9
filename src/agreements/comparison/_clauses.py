"""Clauses: which answers to which, and what differs in them apart from what they oblige to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rapidfuzz import fuzz

from agreements import wording
from agreements.comparison._absence import differing_fields, lack, reason, same_gap
from agreements.comparison._alignment import Pairs, align_likely
from agreements.comparison._aspects import DUTIES, force_of
from agreements.comparison._changes import Change, Effect, Leaf, Where
from agreements.comparison._events import Weight, event_changes
from agreements.comparison._leaves import leaves_of
from agreements.comparison._requests import Asked, each_by_itself
from agreements.comparison._requests import judge as judge_requests
from agreements.comparison._sides import Plain, Sides
from agreements.comparison._standing import LIMIT_FIELDS, limited, standing
from agreements.comparison._units import UnitPair
from agreements.comparison._words import SharedWords
from agreements.model import Clause, Limitation, PolicyRule, Trigger
from agreements.model.vocabulary import Force
from agreements.pointer import ROOT
from agreements.wording import plain_value, words

__all__ = ["clause_changes", "clause_likeness", "clause_text", "pair_clauses"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
_APPARATUS = frozenset({"at", "cite", "note", "id"})
_SHARED = {True: 0.1, False: 0.3}
"""The least likeness of the words that two statements share, or other clauses in words; of one topic or not."""
_FULL = 1.3
"""What that likeness is multiplied by: put in other words, the same statement keeps some of them."""
Limit = tuple[Limitation, Plain]
"""A limitation, and its plain data as they are compared."""
_LOOSER = {"prohibited": 0, "not-encouraged": 1, "allowed": 2}


def pair_clauses(sides: Sides) -> Pairs:
    """Return which clause answers to which, commitments left out, in the order of the new record.

    `(i, j)` is a pair by number, `(None, j)` one that was added, `(i, None)` one that was dropped; these come last.
    """
    numbers = [
        [n for n, one in enumerate(data.get("clauses", ())) if one["kind"] != "commitment"] for data in sides.data
    ]
    old, new = ([data["clauses"][n] for n in chosen] for data, chosen in zip(sides.data, numbers, strict=True))
    said = [[repr(sorted(clause.items())) for clause in clauses] for clauses in (old, new)]
    texts = [[clause_text(clause) for clause in clauses] for clauses in (old, new)]
    shared = SharedWords(*texts)
    ordered = [[" ".join(sorted(text.split())) for text in side] for side in texts]

    def candidates(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        for i in olds:
            alike = shared.like(i)
            for j in news:
                if old[i]["kind"] == new[j]["kind"]:
                    letters = partial(fuzz.ratio, ordered[0][i], ordered[1][j])
                    yield i, j, clause_likeness(old[i], new[j], alike.get(j, 0.0), letters, peers=sides.peers)

    pairs = align_likely(said[0], said[1], candidates, least=0.5)
    return [(numbers[0][i] if i is not None else None, numbers[1][j] if j is not None else None) for i, j in pairs]


def clause_likeness(one: Plain, other: Plain, shared: float, letters: Callable[[], float], *, peers: bool) -> float:
    """Return how alike two clauses of one kind are, 0 to 1.

    Args:
        one: The old one.
        other: The new one.
        shared: How alike they are by the words they share.
        letters: Works out how alike they are letter by letter, 0 to 100.
        peers: Whether ids say little.
    """
    same_id = one["id"] == other["id"]
    same_topic = one["topic"] == other["topic"]
    score = 0.35 if same_topic else 0.0
    score += 0.3 if same_id else 0.1 * fuzz.ratio(one["id"], other["id"]) / 100
    if one["kind"] == "trigger":
        events = [{event["event"] for event in clause.get("when", ())} for clause in (one, other)]
        score += 0.15 if events[0] & events[1] or events[0] == events[1] else 0.0
        acts = [{response["act"] for response in clause.get("responses", ())} for clause in (one, other)]
        score += 0.1 if acts[0] & acts[1] else 0.0
        timed = [any("deadline" in response for response in clause.get("responses", ())) for clause in (one, other)]
        score += 0.15 if timed == [True, True] else 0.0
    else:
        if shared < _SHARED[same_topic] and not (same_id and not peers):
            return 0.0
        score += 0.1 if one.get("act") == other.get("act") else 0.0
        score += 0.3 * (letters() / 100 + min(1.0, _FULL * shared)) / 2
    return min(score + (0.05 if one.get("at") == other.get("at") else 0.0), 1.0)


def clause_text(clause: Plain) -> str:
    """Return the words of a clause in which it is compared with others."""
    told = [clause.get(name, "") for name in ("summary", "purpose", "item", "term")]
    return " ".join([*told, *clause.get("meanings", ())]).lower()


def clause_changes(sides: Sides, pairs: Pairs, units: Sequence[UnitPair]) -> Iterator[Change]:
    """Yield what differs in the clauses, apart from their commitments."""
    old, new = (data.get("clauses", []) for data in sides.data)
    for i, j in pairs:
        one = old[i] if i is not None else None
        other = new[j] if j is not None else None
        if (one or other or {})["kind"] == "commitment":
            continue  # told as an undertaking
        if one is not None and other is not None and i is not None and j is not None:
            yield from _Paired(sides, units, i, j, one, other).changes()
        else:
            yield _lone(sides, units, one, other, i if i is not None else j or 0)


class _Paired:
    """Two clauses of one kind, no commitments."""

    def __init__(self, sides: Sides, units: Sequence[UnitPair], i: int, j: int, one: Plain, other: Plain) -> None:
        self.sides, self.units, self.one, self.other = sides, units, one, other
        self.written = (sides.written[0]["clauses"][i], sides.written[1]["clauses"][j])
        self.places = (ROOT / "clauses" / i, ROOT / "clauses" / j)
        self.models: tuple[Clause, Clause] = (sides.agreements[0].clauses[i], sides.agreements[1].clauses[j])
        self.where = _where(one, other)
        self.weight = _weight(one, other)
        self.leaves = differing_fields(one, other, *self.places)
        # Responses are told as commitments; why there are none is told there too.
        sides.apparatus.extend(self._reasons("responses", self.leaves.pop("responses", ())))

    def changes(self) -> Iterator[Change]:
        """Yield what differs in them."""
        sides, leaves, where = self.sides, self.leaves, self.where
        for name in [name for name in leaves if name in _APPARATUS]:
            sides.apparatus.extend(leaves.pop(name))
        if part := leaves.pop("part", ()):
            named = (self.one.get("part", "body"), self.other.get("part", "body"))
            yield from standing(sides, named, where, part, duty=self.weight is Weight.DUTY)
        if topic := leaves.pop("topic", ()):
            said = [words(self.one["topic"]), words(self.other["topic"])]
            yield where.change("topic", "topic", said, SAME, "filed elsewhere", topic)
        if readings := (*leaves.pop("ambiguous", ()), *leaves.pop("other_readings", ())):
            said = [_readings(model) for model in self.models]
            yield where.change("ambiguous wording", "readings", said, OPEN, "", readings)
        if self.one["kind"] in _SAID:
            names = sorted(leaves)
            if mine := tuple(leaf for name in names for leaf in leaves.pop(name)):
                said = [wording.clause(model) for model in self.models]
                if said[0] == said[1]:  # what differs is told below the sentence only
                    said = [f"{text} ({self._fields(side, names)})" for side, text in enumerate(said)]
                yield where.change(self.one["kind"], self.one["kind"], said, SAME, "", mine)
            return
        yield from self._own()
        for name, rest in leaves.items():
            gaps = [lack(clause, name, complete=False) for clause in (self.one, self.other)]
            if None not in gaps and same_gap(*gaps):
                sides.apparatus.extend(rest)
            else:
                yield self._field(name, rest)

    def _own(self) -> Iterator[Change]:
        """Yield what differs in the fields that only this kind has, as far as they are judged."""
        one, other = self.models
        if isinstance(one, Trigger) and isinstance(other, Trigger):
            yield from self._trigger(one, other)
        elif isinstance(one, Limitation) and isinstance(other, Limitation):
            mine = tuple(leaf for name in LIMIT_FIELDS for leaf in self.leaves.pop(name, ()))
            if mine:
                effect, why = _limited(self.units, (one, self.one), (other, self.other))
                if not self._known("subject_to"):
                    effect, why = OPEN, "one record doesn't say what the limit is"
                said = (wording.limitation(one), wording.limitation(other))
                yield self.where.change("limitation", "limitation", said, effect, why, mine)
        elif isinstance(one, PolicyRule) and isinstance(other, PolicyRule) and "decision" in self.leaves:
            effect = _policy_effect(self.one["decision"], self.other["decision"])
            headline = {UP: "policy tightened", DOWN: "policy loosened"}.get(effect, "policy")
            said = (words(one.decision), words(other.decision))
            if set(self.leaves) - {"decision", "summary"}:
                effect, headline = OPEN, "policy"
            yield self.where.change(headline, "policy", said, effect, "", self.leaves.pop("decision"))

    def _trigger(self, one: Trigger, other: Trigger) -> Iterator[Change]:
        when = self.leaves.pop("when", ())
        if when and not self._known("when"):
            said = (wording.events(one.when), wording.events(other.when))
            why = "one record doesn't know what sets it off"
            yield self.where.change("event", "events", said, OPEN, why, when)
        elif when:
            self.sides.apparatus.extend(self._reasons("when", when))
            yield from event_changes(
                (self.one.get("when", []), self.other.get("when", [])),
                (one.when, other.when),
                (self.places[0] / "when", self.places[1] / "when"),
                self.where,
                weight=self.weight,
                plainly=not one.other_readings and not other.other_readings,
            )
        if asked := self.leaves.pop("on_request_of", ()):
            yield self._request(one, other, asked)
        self.sides.apparatus.extend(self.leaves.pop("summary", ()))

    def _request(self, one: Trigger, other: Trigger, leaves: tuple[Leaf, ...]) -> Change:
        first, second = Asked.of(self.one, one.on_request_of), Asked.of(self.other, other.on_request_of)
        said = (first.said, second.said)
        effect, why = judge_requests(self.sides, first, second)
        if each_by_itself(self.one, self.other):
            why = "not all that follows needs the same request; each response is judged by its own"
            headline = "who may ask where a response doesn't say"
            return self.where.change(headline, "request", said, SAME, why, leaves)
        if self.weight is not Weight.DUTY and effect in (UP, DOWN):
            effect, why = OPEN, "what follows is no duty, or isn't known"
        return self.where.change("who may ask", "request", said, effect, why, leaves)

    def _field(self, name: str, leaves: tuple[Leaf, ...]) -> Change:
        """Return a change of a field that has no rule of its own: what it does can't be told."""
        said = []
        for clause in self.written:
            gap = lack(clause, name, complete=False)
            said.append(gap.words if gap is not None else plain_value(clause[name]).rstrip("."))
        why = "these words are our summary of the texts; compare the texts" if name in ("summary", "meanings") else ""
        return self.where.change(_HEADLINES.get(name, words(name.replace("_", "-"))), "field", said, OPEN, why, leaves)

    def _fields(self, side: int, names: Sequence[str]) -> str:
        """Return what one side says in some fields, or why it says nothing there."""
        clause = self.written[side]
        gaps = {name: lack(clause, name, complete=False) for name in names}
        told = ((name, gap.words if gap is not None else plain_value(clause[name])) for name, gap in gaps.items())
        return "; ".join(f"{words(name.replace('_', '-'))}: {text}" for name, text in told)

    def _reasons(self, name: str, leaves: tuple[Leaf, ...]) -> Iterator[Leaf]:
        """Yield those of a field's leaves that say why it is empty."""
        reasons = {place / "absent" / name for place in self.places}
        return (leaf for leaf in leaves if reasons & set(leaf))

    def _known(self, name: str) -> bool:
        gaps = [
            lack(clause, name, complete=self.sides.covered(side, clause["topic"]))
            for side, clause in enumerate((self.one, self.other))
        ]
        return all(gap is None or gap.told for gap in gaps)


_HEADLINES = {"summary": "what it says", "exception_to": "exception to", "meanings": "what it means"}
_SAID = frozenset({"statement", "report"})
"""What is said or reported, not promised."""


def _where(one: Plain | None, other: Plain | None) -> Where:
    first, second = one or {}, other or {}
    return Where(
        str(second.get("topic") or first.get("topic")),
        first.get("id", ""),
        second.get("id", ""),
        first.get("at", ""),
        second.get("at", ""),
    )


def _policy_effect(old: str, new: str) -> Effect:
    """Judge a decision: what is allowed is less of a restraint."""
    return SAME if old == new else DOWN if _LOOSER[new] > _LOOSER[old] else UP


def _weight(one: Plain, other: Plain) -> Weight:
    """Return what hangs on the events of two triggers."""
    sides = [side.get("responses", ()) for side in (one, other)]
    forces = {force_of(unit) for responses in sides for unit in responses}
    if not all(sides) or Force.PROHIBITED in forces:
        return Weight.UNKNOWN
    return Weight.DUTY if forces & DUTIES else Weight.NOTHING


def _limited(units: Sequence[UnitPair], old: Limit | None, new: Limit | None) -> tuple[Effect, str]:
    """Judge a limitation, in each text that has it, by the duties it covers there."""
    reach = [limit[0].covered if limit else frozenset() for limit in (old, new)]
    covered = []
    for pair in units:
        one, other = pair.one, pair.other
        if one is None or other is None:
            continue
        if reach[0].isdisjoint(one.coverable) and reach[1].isdisjoint(other.coverable):
            continue
        if {force_of(one.data), force_of(other.data)} <= DUTIES:
            if "unknown" in (reason(one.data, "subject_to"), reason(other.data, "subject_to")):
                return OPEN, "what one of the duties it covers is subject to could not be found out"
            covered.append((one.hedges, other.hedges))
    return limited(covered, [limit[1] for limit in (old, new) if limit])


def _lone(sides: Sides, units: Sequence[UnitPair], one: Plain | None, other: Plain | None, number: int) -> Change:
    clause = one or other
    assert clause is not None
    added = one is None
    other_side = 0 if added else 1
    model = sides.agreements[1 - other_side].clauses[number]
    kind, headline = clause["kind"], f"{clause['kind']} {'added' if added else 'dropped'}"
    effect, why = OPEN, "what it does to what is owed isn't judged"
    if kind in _SAID:
        effect, why = SAME, ""
    elif isinstance(model, Trigger):
        effect, why = SAME, "what it sets off is told by itself"
    elif isinstance(model, Limitation):
        limit = (model, clause)
        effect, why = _limited(units, None if added else limit, limit if added else None)
    elif isinstance(model, PolicyRule):
        effect, headline, why = _lone_policy(sides, model, added)
    if not sides.covered(other_side, clause["topic"]):
        effect, why = OPEN, f"{sides.agreements[other_side].id} doesn't say that it covers {clause['topic']} in full"
        headline = f"{kind} in one record only"
    place = ROOT / "clauses" / number
    data = {key: value for key, value in clause.items() if key != "responses"}
    leaves = tuple(leaves_of(None, data, None, place) if added else leaves_of(data, None, place, None))
    text = wording.clause(model)
    return _where(one, other).change(headline, "clause", ("", text) if added else (text, ""), effect, why, leaves)


def _lone_policy(sides: Sides, rule: PolicyRule, added: bool) -> tuple[Effect, str, str]:
    """Judge a policy rule that one side has alone.

    An exception is judged against the rule it is an exception to, not against silence: what it allows near a place
    loosens the policy there, and says nothing of anywhere else.
    """
    near = f" near {rule.near}" if rule.near else ""
    verb = "added" if added else "dropped"
    if rule.exception_to is None:
        return OPEN, f"policy {verb}{near}", "what held without it isn't recorded"
    clauses = sides.agreements[1 if added else 0].clauses
    general = next((one for one in clauses if isinstance(one, PolicyRule) and one.id == rule.exception_to), None)
    if general is None:
        return OPEN, f"exception {verb}{near}", "the rule it is an exception to isn't recorded"
    before = next((one for one in sides.agreements[0 if added else 1].clauses if one.id == general.id), None)
    if not isinstance(before, PolicyRule) or before.decision != general.decision:
        return OPEN, f"exception {verb}{near}", "the rule it is an exception to differs as well"
    effect = _policy_effect(str(general.decision), str(rule.decision))
    effect = effect if added else effect.swapped
    headline = {UP: "tightened", DOWN: "loosened"}.get(effect, f"exception {verb}") + near
    why = f"{words(rule.decision)}, as an exception to {general.id}, which says {words(general.decision)}"
    return effect, headline, why


def _readings(clause: Clause) -> str:
    """Return the ways in which a clause's wording can be read; empty where there is one only."""
    told = [" / ".join(reading.rstrip(".") for reading in one.readings) for one in clause.ambiguous]
    if isinstance(clause, Trigger):
        told += [f"upon {wording.events(other.when)}: {other.why.rstrip('.')}" for other in clause.other_readings]
    return "; ".join(told)
