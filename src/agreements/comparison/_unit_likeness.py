"""How alike two undertakings are, by what they say and, in versions of one record, by their ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from agreements.comparison._aspects import force_of
from agreements.comparison._sides import Plain
from agreements.comparison._words import SharedWords
from agreements.model import Trigger, Undertaking
from agreements.model.vocabulary import Force

__all__ = ["LEAST_SHARED", "Traits", "UnitLikeness", "akin"]

# Acts of which one is the other at a higher level: what else the texts say of them can be compared.
_AKIN = (frozenset({"consult", "meet"}),)
_DETAILS = ("amount", "deadline", "quantity", "recurrence", "level", "immediacy", "effort", "subject_to", "conditions")
# That both have one says more than whether the two are equal.
_TELLING = ("deadline", "amount", "quantity", "recurrence")
_SHARED = {(True, True): 0.08, (True, False): 0.15, (False, True): 0.35, (False, False): 0.45}
"""The least likeness of the words that two undertakings share, by whether they have one topic, and akin acts."""
LEAST_SHARED = min(_SHARED.values())
"""Below this likeness of their words, two undertakings are none, unless something else makes them one."""
_FULL = 1.3
"""What the likeness of shared words is multiplied by: put in other words, the same undertaking keeps some of them."""
_TEXTS = ("summary", "purpose", "item", "condition")
# What is said in words, or only says where it stands.
_UNTYPED = frozenset({*_TEXTS, "includes", "id", "topic", "at", "cite", "note", "absent", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Traits:
    """What is looked at of an undertaking, worked out once."""

    path: str
    clause: int
    inside_trigger: bool
    text: str
    ordered: str
    act: str
    topic: str
    bearers: list[str] | None
    beneficiaries: list[str] | None
    force: Force
    partners: bool
    details: Mapping[str, Any]
    typed: str

    @classmethod
    def of(cls, data: Plain, found: Undertaking) -> Traits:
        """Return the traits of an undertaking, from its plain data."""
        items = data.get("includes", {}).get("items", ())
        text = " ".join((*(str(data[name]) for name in _TEXTS if name in data), *items)).lower()
        return cls(
            found.path,
            int(found.pointer.steps[1]),
            isinstance(found.clause, Trigger),
            text,
            " ".join(sorted(text.split())),
            data["act"],
            str(found.topic),
            data.get("bearers"),
            data.get("beneficiaries"),
            force_of(data),
            "partners" in data,
            {name: data[name] for name in _DETAILS if name in data},
            repr((found.topic, [(name, data[name]) for name in sorted(data) if name not in _UNTYPED])),
        )


def akin(one: str, other: str) -> bool:
    """Tell whether two acts are the same, or the same at another level."""
    return one == other or {one, other} in _AKIN


def _letters_alike(one: Traits, other: Traits) -> float:
    """Return how alike the texts are letter by letter, the order of the words aside, 0 to 1."""
    return fuzz.ratio(one.ordered, other.ordered) / 100


class UnitLikeness:
    """The likeness of each undertaking of one record with each of another.

    Args:
        old: Those of the old record.
        new: Those of the new record.
        partner: Which trigger of the new record answers to which of the old, by their numbers.
        peers: Whether the records are partners' agreements: then ids say little.
    """

    def __init__(
        self, old: Sequence[Traits], new: Sequence[Traits], partner: Mapping[int, int], *, peers: bool
    ) -> None:
        self.old, self.new, self.partner, self.peers = old, new, partner, peers
        self.shared = SharedWords([one.text for one in old], [one.text for one in new])
        # Where one undertaking of each record is the only one of its kind, it may be put in altogether other words.
        self.alone = {} if peers else _alone(old, new)

    def same_setting(self, i: int, j: int) -> bool:
        """Tell whether the same thing sets both off: nothing, or triggers that answer to one another."""
        one, other = self.old[i], self.new[j]
        if one.inside_trigger and other.inside_trigger:
            return self.partner.get(one.clause) == other.clause
        return not one.inside_trigger and not other.inside_trigger

    def surely_one(self, i: int, j: int, shared: float | None = None) -> bool:
        """Tell whether a pair is surely one undertaking, in two wordings.

        Args:
            i: The old one.
            j: The new one.
            shared: How alike they are by the words they share, where that is known already.
        """
        one, other = self.old[i], self.new[j]
        if one.path == other.path and not self.peers:
            return True
        if one.inside_trigger and self.same_setting(i, j):
            return akin(one.act, other.act)
        if not one.text and not other.text:
            return True
        kind = one.topic == other.topic, one.act == other.act
        shared = self.shared.between(i, j) if shared is None else shared
        return shared >= _SHARED[kind] and _letters_alike(one, other) >= (0.5 if all(kind) else 0.6)

    def candidates(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs that may be one undertaking, each with its likeness."""
        wordless = [j for j in news if not self.new[j].text]
        by_path: defaultdict[str, list[int]] = defaultdict(list)
        by_trigger: defaultdict[int, list[int]] = defaultdict(list)
        for j in news:
            by_path[self.new[j].path].append(j)
            if self.new[j].inside_trigger:
                by_trigger[self.new[j].clause].append(j)
        free = set(news)
        for i in olds:
            one = self.old[i]
            alike = self.shared.like(i)
            near = {j for j in alike if j in free}
            if not self.peers:
                near.update(by_path.get(one.path, ()))
            if one.inside_trigger:
                near.update(by_trigger.get(self.partner.get(one.clause, -1), ()))
            if self.alone.get(i) in free:
                near.add(self.alone[i])
            if not one.text:
                near.update(wordless)
            for j in sorted(near):
                score = self.score(i, j, alike.get(j, 0.0))
                if score:
                    yield i, j, score

    def score(self, i: int, j: int, shared: float) -> float:
        """Return how alike two undertakings are, 0 to 1, given how alike they are by the words they share."""
        one, other = self.old[i], self.new[j]
        said = bool(one.text or other.text)
        same_id = one.path == other.path and not self.peers
        setting = self.same_setting(i, j)
        kin = akin(one.act, other.act)
        known = same_id or (setting and one.inside_trigger) or self.alone.get(i) == j
        if said and not known and shared < _SHARED[one.topic == other.topic, kin]:
            return 0.0  # many things of one kind are promised: only like contents make a pair
        score = weight = 0.0
        if said:
            text = (_letters_alike(one, other) + min(1.0, _FULL * shared)) / 2
            score, weight = 3.0 * text, 3.0
        score += 2.0 if one.act == other.act else 1.2 if kin else 0.0
        score += 1.5 * (one.topic == other.topic) + (one.bearers == other.bearers) + 0.5 * (one.force is other.force)
        weight += 5.0
        for name in one.details.keys() | other.details.keys():
            both = name in one.details and name in other.details
            told = 1.0 * (name in _TELLING)
            weight += 0.5 + told
            score += (0.5 * (one.details[name] == other.details[name]) + told) if both else 0.0
        if one.beneficiaries is not None or other.beneficiaries is not None:
            score += one.beneficiaries == other.beneficiaries
            weight += 1.0
        if kin and (one.partners or other.partners):
            score += one.partners and other.partners  # with one another, or with others
            weight += 1.0
        if one.inside_trigger or other.inside_trigger:
            score += 1.5 * setting
            weight += 1.5
        if one.path == other.path:
            score += 1.0 if self.peers else 5.0
            weight += 1.0 if self.peers else 5.0
        return score / weight


def _alone(old: Sequence[Traits], new: Sequence[Traits]) -> dict[int, int]:
    """Return which of the new ones is the only one there with typed fields that one old one alone has."""
    numbers = [{one.typed: number for number, one in enumerate(side)} for side in (old, new)]
    often = [Counter(one.typed for one in side) for side in (old, new)]
    return {i: numbers[1][typed] for typed, i in numbers[0].items() if often[0][typed] == 1 == often[1][typed]}
