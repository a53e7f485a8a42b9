"""Clauses: which answers to which, and what differs in them apart from what they oblige to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rapidfuzz import fuzz

from agreements import wording
from agreements.comparison._absence import Lack, differing_fields, lack, same_gap
from agreements.comparison._alignment import Pairs, align_likely
from agreements.comparison._aspects import DUTIES, force_of, judge_set
from agreements.comparison._changes import Change, Effect, Leaf, Where
from agreements.comparison._events import event_changes
from agreements.comparison._leaves import leaves_of
from agreements.comparison._sides import Plain, Sides
from agreements.comparison._standing import limited, standing
from agreements.comparison._units import UnitPair
from agreements.comparison._words import SharedWords
from agreements.model import Clause, Definition, Institution, Limitation, PolicyRule, Report, Statement, Trigger
from agreements.pointer import ROOT
from agreements.wording import listed, plain_value, words

__all__ = ["clause_changes", "pair_clauses"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
_APPARATUS = frozenset({"at", "cite", "note", "id"})
_LIMIT = ("applies_to", "parts", "topics", "clauses", "bearers", "subject_to")
_SHARED = {True: 0.1, False: 0.3}
"""The least likeness of the words that two statements share, or other clauses in words; of one topic or not."""
_FULL = 1.3
"""What that likeness is multiplied by: put in other words, the same statement keeps some of them."""
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
    texts = [[_text(clause) for clause in clauses] for clauses in (old, new)]
    shared = SharedWords(*texts)
    ordered = [[" ".join(sorted(text.split())) for text in side] for side in texts]

    def candidates(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        for i in olds:
            alike = shared.like(i)
            for j in news:
                if old[i]["kind"] == new[j]["kind"]:
                    letters = partial(fuzz.ratio, ordered[0][i], ordered[1][j])
                    yield i, j, _likeness(old[i], new[j], alike.get(j, 0.0), letters, peers=sides.peers)

    pairs = align_likely(said[0], said[1], candidates, least=0.5)
    return [(numbers[0][i] if i is not None else None, numbers[1][j] if j is not None else None) for i, j in pairs]


def _likeness(one: Plain, other: Plain, shared: float, letters: Callable[[], float], *, peers: bool) -> float:
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


def _text(clause: Plain) -> str:
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
        responses = [unit for side in (one, other) for unit in side.get("responses", ())]
        self.owed = not responses or any(force_of(unit) in DUTIES for unit in responses)
        self.leaves = differing_fields(one, other, *self.places)
        # Responses are told as commitments; why there are none is told there too.
        sides.apparatus.extend(self._reasons("responses", self.leaves.pop("responses", ())))

    def changes(self) -> Iterator[Change]:
        """Yield what differs in them."""
        sides, leaves, where = self.sides, self.leaves, self.where
        for name in _APPARATUS & leaves.keys():
            sides.apparatus.extend(leaves.pop(name))
        if part := leaves.pop("part", ()):
            named = (self.one.get("part", "body"), self.other.get("part", "body"))
            yield from standing(sides, named, where, part, duty=False)
        if topic := leaves.pop("topic", ()):
            said = [words(self.one["topic"]), words(self.other["topic"])]
            yield where.change("topic", "topic", said, SAME, "filed elsewhere", topic)
        if readings := (*leaves.pop("ambiguous", ()), *leaves.pop("other_readings", ())):
            said = [_readings(model) for model in self.models]
            yield where.change("ambiguous wording", "readings", said, OPEN, "", readings)
        if self.one["kind"] in _SAID:
            if mine := tuple(leaf for name in sorted(leaves) for leaf in leaves.pop(name)):
                said = [clause_words(model) for model in self.models]
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
            mine = tuple(leaf for name in _LIMIT for leaf in self.leaves.pop(name, ()))
            if mine:
                effect, why = _limited(self.units, self.one, one, other)
                if not self._known("subject_to"):
                    effect, why = OPEN, "one record doesn't say what the limit is"
                said = (_limit_words(one), _limit_words(other))
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
                duty=self.owed,
                plainly=not one.other_readings and not other.other_readings,
            )
        if asked := self.leaves.pop("on_request_of", ()):
            yield self._request(one, other, asked)
        self.sides.apparatus.extend(self.leaves.pop("summary", ()))

    def _request(self, one: Trigger, other: Trigger, leaves: tuple[Leaf, ...]) -> Change:
        first, second = self.one.get("on_request_of"), self.other.get("on_request_of")
        gaps = [lack(clause, "on_request_of", complete=False) for clause in (self.one, self.other)]
        said = [
            wording.request(clause.on_request_of)
            if clause.on_request_of
            else ("no request needed" if gap is not None and gap.told else (gap or Lack.UNRECORDED).words)
            for clause, gap in zip((one, other), gaps, strict=True)
        ]
        effect, why = OPEN, ""
        if any(gap is not None and not gap.told for gap in gaps):
            why = "one record doesn't say whether anybody must ask"
        elif first is None or second is None:
            effect = DOWN if first is None else UP
        else:
            effect = _asking(frozenset(first["parties"]), frozenset(second["parties"]), first["need"], second["need"])
        if not self.owed and effect in (UP, DOWN):
            effect, why = OPEN, "what follows is no duty"
        return self.where.change("who may ask", "request", said, effect, why, leaves)

    def _field(self, name: str, leaves: tuple[Leaf, ...]) -> Change:
        """Return a change of a field that has no rule of its own: what it does can't be told."""
        said = []
        for clause in self.written:
            gap = lack(clause, name, complete=False)
            said.append(gap.words if gap is not None else plain_value(clause[name]).rstrip("."))
        why = "these words are our summary of the texts; compare the texts" if name in ("summary", "meanings") else ""
        return self.where.change(_HEADLINES.get(name, words(name.replace("_", "-"))), "field", said, OPEN, why, leaves)

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


def _asking(old: frozenset[str], new: frozenset[str], need: str, needed: str) -> Effect:
    """Judge who may ask: the more can set it off, and the fewer must join, the more is owed."""
    alone = [len(parties) == 1 or word != "all" for parties, word in ((old, need), (new, needed))]
    if old == new:
        return SAME if alone[0] == alone[1] else UP if alone[1] else DOWN
    return judge_set(old, new, more=UP) if alone == [True, True] else OPEN


def _policy_effect(old: str, new: str) -> Effect:
    """Judge a decision: what is allowed is less of a restraint."""
    return SAME if old == new else DOWN if _LOOSER[new] > _LOOSER[old] else UP


def _limit_words(limit: Limitation) -> str:
    covered = {
        "whole-text": "the whole text",
        "part": f"part {listed(limit.parts or (limit.part or 'body',))}",
        "topics": listed(map(words, limit.topics)),
        "clauses": listed(limit.clauses),
    }[limit.applies_to]
    whose = f", as far as {listed(limit.bearers)} are bound" if limit.bearers else ""
    hedges = listed(map(words, limit.subject_to))
    return f"{covered} subject to {hedges or 'a limit in words'}{whose}"


def _limited(
    units: Sequence[UnitPair], clause: Plain, old: Limitation | None, new: Limitation | None
) -> tuple[Effect, str]:
    """Judge a limitation by the duties that it covers in the record, or records, it stands in."""
    reach = [limit.covered if limit else frozenset() for limit in (old, new)]
    covered = [
        (pair.one.hedges, pair.other.hedges)
        for pair in units
        if pair.one is not None
        and pair.other is not None
        and not (reach[0].isdisjoint(pair.one.coverable) and reach[1].isdisjoint(pair.other.coverable))
        and {force_of(pair.one.data), force_of(pair.other.data)} <= DUTIES
    ]
    return limited(covered, clause)


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
        effect, why = _limited(units, clause, None if added else model, model if added else None)
    elif isinstance(model, PolicyRule):
        effect, headline, why = _lone_policy(sides, model, added)
    if not sides.covered(other_side, clause["topic"]):
        effect, why = OPEN, f"{sides.agreements[other_side].id} doesn't say that it covers {clause['topic']} in full"
        headline = f"{kind} in one record only"
    place = ROOT / "clauses" / number
    data = {key: value for key, value in clause.items() if key != "responses"}
    leaves = tuple(leaves_of(None, data, None, place) if added else leaves_of(data, None, place, None))
    text = clause_words(model)
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


def clause_words(clause: Clause) -> str:
    """Return a clause that is no commitment for one who hasn't read it."""
    match clause:
        case Statement():
            speakers = f"{listed(clause.speakers)}: " if clause.speakers else ""
            upon = f" (upon {wording.events(clause.when)})" if clause.when else ""
            return f"{speakers}{words(clause.act)}{upon}: {clause.summary}"
        case Trigger():
            return wording.trigger(clause)
        case Limitation():
            return f"{_limit_words(clause)}: {clause.summary}"
        case Definition():
            how = "" if clause.complete == "complete" else "includes "
            return f"{clause.term}: {how}{'; '.join(clause.meanings)}"
        case Institution():
            return f"{clause.body} ({clause.established}): {clause.summary}"
        case Report():
            text = f"{listed(clause.by)}: {words(clause.act)}"
            text += f", {wording.amount(clause.amount)}" if clause.amount else ""
            return f"{text}: {clause.summary}"
        case PolicyRule():
            return f"{words(clause.decision)}: {clause.summary}"
        case _:
            return getattr(clause, "summary", None) or clause.id
