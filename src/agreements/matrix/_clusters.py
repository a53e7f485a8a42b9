"""Clauses matched across all agreements at once: which undertakings, triggers and statements are the same one.

How alike two clauses are is what the pairwise comparison says; here groups are made of it, by average linkage: the
groups that are most alike are joined first, and a group never holds two different clauses of one agreement. Nothing
depends on the order of the agreements.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import permutations

from rapidfuzz import fuzz

from agreements import wording
from agreements.comparison._clauses import clause_likeness, clause_text
from agreements.comparison._roles import rename
from agreements.comparison._sides import Plain
from agreements.comparison._unit_likeness import LEAST_SHARED, Traits, UnitLikeness, akin
from agreements.comparison._words import SharedWords
from agreements.matrix._cells import Said
from agreements.matrix._reading import roles_of
from agreements.model import Agreement, Clause, Trigger
from agreements.model.vocabulary import Topic
from agreements.pointer import ROOT

__all__ = ["Cluster", "Item", "match_clauses"]

_LEAST_UNITS = 0.62
_LEAST_CLAUSES = 0.66
_LEAST_TRIGGERS = 0.6
"""The least mean likeness of two groups that are one; chosen on pairs of clauses labelled by hand (see the tests)."""
_UNSURE = 0.8
_RIVAL = 0.5 * _UNSURE
"""From this likeness on the pairwise comparison may make a pair of two."""
_APPARATUS = ("id", "at", "cite", "note", "part")
_COMMON = 400
"""A word in more clauses than this makes no pair of them a candidate; it still counts in how alike they are."""

Edge = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Item:
    """A clause, or a response inside a trigger, where it stands.

    Attributes:
        column: The number of its agreement.
        id: Its own id: the clause's, or the response's key.
        said: What it says, with its place.
        data: Its plain data, with the parties called by their roles.
        traits: What the pairwise comparison looks at; None of what isn't undertaken.
    """

    column: int
    id: str
    said: Said
    data: Plain = field(repr=False)
    traits: Traits | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Cluster:
    """What several agreements say alike.

    Attributes:
        kind: `undertaking`, `trigger`, `statement` or another kind of clause.
        label: A name: the id that most of them bear.
        items: The clauses, in the order of the columns.
        central: The one that is most like the others.
        rivals: By the number of an agreement that has none of these: its clause that may be one of them all the same.
            Where there is one, nothing can be told of that agreement.
    """

    kind: str
    label: str
    items: tuple[Item, ...]
    central: Item
    rivals: Mapping[int, Item] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[int]:
        """The numbers of the agreements that have it."""
        return frozenset(item.column for item in self.items)


def match_clauses(agreements: Sequence[Agreement], topics: Iterable[Topic]) -> dict[Topic, tuple[Cluster, ...]]:
    """Return the clauses on some topics, matched across all agreements; those of most agreements first."""
    wanted = frozenset(topics)
    triggers = _triggers(agreements)
    homes = {(item.column, str(item.data["id"])): number for number, one in enumerate(triggers) for item in one.items}
    units: dict[Topic, list[Item]] = defaultdict(list)
    said: dict[tuple[Topic, str], list[Item]] = defaultdict(list)
    for column, agreement in enumerate(agreements):
        roles = roles_of(agreement)
        for item, topic in _units(column, agreement, roles, homes, wanted):
            units[topic].append(item)
        for item, topic, kind in _others(column, agreement, roles, wanted):
            said[topic, kind].append(item)
    found: dict[Topic, list[Cluster]] = {topic: [] for topic in wanted}
    for topic, items in units.items():
        found[topic] += _group("undertaking", items, _unit_form, _unit_edges, _LEAST_UNITS, _act)
    for (topic, kind), items in said.items():
        found[topic] += _group(kind, items, _clause_form, _clause_edges, _LEAST_CLAUSES)
    for cluster in triggers:
        topic = Topic(cluster.central.data["topic"])
        if topic in wanted:
            found[topic].append(cluster)
    order = ["trigger", "undertaking"]
    return {
        topic: tuple(
            sorted(
                clusters,
                key=lambda one: (
                    order.index(one.kind) if one.kind in order else len(order),
                    one.kind,
                    -len(one.columns),
                    one.label,
                    repr(sorted(_clause_form(one.central))),
                ),
            )
        )
        for topic, clusters in found.items()
    }


def _units(
    column: int,
    agreement: Agreement,
    roles: Mapping[str, str],
    homes: Mapping[tuple[int, str], int],
    wanted: frozenset[Topic],
) -> Iterator[tuple[Item, Topic]]:
    for found in agreement.commitments():
        if found.topic not in wanted:
            continue
        data = agreement.as_written
        for step in found.pointer.steps:
            data = data[step]  # type: ignore[index]  # a list's steps are numbers
        renamed = rename(data, roles)
        traits = Traits.of(renamed, found)
        # What a response follows is known by its group of triggers: one number for all that answer to one another.
        if traits.inside_trigger:
            traits = replace(traits, clause=homes[column, found.clause.id])
        words = wording.undertaking(found.commitment)
        item = Said(words, found.path, str(found.place or ""), found.pointer)
        yield Item(column, found.path.rpartition("/")[2], item, renamed, traits), found.topic


def _others(
    column: int, agreement: Agreement, roles: Mapping[str, str], wanted: frozenset[Topic]
) -> Iterator[tuple[Item, Topic, str]]:
    for number, clause in enumerate(agreement.clauses):
        if clause.kind not in ("trigger", "commitment") and clause.topic in wanted:
            yield _clause(column, number, agreement, clause, roles), clause.topic, clause.kind


def _clause(column: int, number: int, agreement: Agreement, clause: Clause, roles: Mapping[str, str]) -> Item:
    data = rename(agreement.as_written["clauses"][number], roles)
    said = Said(wording.clause(clause), clause.id, str(clause.at or ""), ROOT / "clauses" / number)
    return Item(column, clause.id, said, data)


def _triggers(agreements: Sequence[Agreement]) -> list[Cluster]:
    items = [
        _clause(column, number, agreement, clause, roles_of(agreement))
        for column, agreement in enumerate(agreements)
        for number, clause in enumerate(agreement.clauses)
        if isinstance(clause, Trigger)
    ]
    return _group("trigger", items, _clause_form, _clause_edges, _LEAST_TRIGGERS)


def _clause_form(item: Item) -> tuple[tuple[str, str], ...]:
    """Return what a clause says, apart from where it stands; its id tells apart what says the same."""
    return tuple(
        (name, repr(value)) for name, value in sorted(item.data.items()) if name not in _APPARATUS or name == "id"
    )


def _unit_form(item: Item) -> tuple[tuple[str, str], ...]:
    assert item.traits is not None
    setting = str(item.traits.clause) if item.traits.inside_trigger else ""
    return (*_clause_form(item), ("setting", setting), ("id", item.id))


def _act(item: Item) -> str:
    """Return what an undertaking is to do; acts that are akin have one name."""
    act = str(item.data["act"])
    return "consult" if akin(act, "consult") else act


def _unit_edges(items: Sequence[Item]) -> Iterator[Edge]:
    traits = [item.traits for item in items if item.traits is not None]
    settings = {one.clause: one.clause for one in traits if one.inside_trigger}
    alike = UnitLikeness(traits, traits, settings, peers=True)
    by_setting: defaultdict[int, list[int]] = defaultdict(list)
    wordless = []
    for number, one in enumerate(traits):
        if one.inside_trigger:
            by_setting[one.clause].append(number)
        if not one.text:
            wordless.append(number)
    for i, one in enumerate(traits):
        shared = alike.shared.like(i, _COMMON, after=i)
        near = {j for j, likeness in shared.items() if likeness >= LEAST_SHARED}
        if one.inside_trigger:
            near.update(j for j in by_setting[one.clause] if j > i)
        if not one.text:
            near.update(j for j in wordless if j > i)
        for j in near:
            words = shared.get(j, 0.0)
            if score := alike.score(i, j, words):
                # Many things of one kind are promised by the same to the same: where the words don't make them surely
                # one, that they are put alike counts for less.
                yield i, j, score if alike.surely_one(i, j, words) else score * _UNSURE


def _clause_edges(items: Sequence[Item]) -> Iterator[Edge]:
    clauses = [item.data for item in items]
    texts = [clause_text(one) for one in clauses]
    shared = SharedWords(texts, texts)
    ordered = [" ".join(sorted(text.split())) for text in texts]
    is_trigger = bool(clauses) and clauses[0]["kind"] == "trigger"
    for i, one in enumerate(clauses):
        alike = {} if is_trigger else shared.like(i, _COMMON, after=i)
        for j in range(i + 1, len(clauses)) if is_trigger else alike:
            letters = partial(fuzz.ratio, ordered[i], ordered[j])
            score = clause_likeness(one, clauses[j], alike.get(j, 0.0), letters, peers=True)
            if score:
                yield i, j, score


def _group(
    kind: str,
    items: Sequence[Item],
    form: Callable[[Item], Hashable],
    edges: Callable[[Sequence[Item]], Iterable[Edge]],
    least: float,
    kin: Callable[[Item], str] = lambda item: "",
) -> list[Cluster]:
    """Return the items in groups of which each is one clause in several texts.

    What says the same in the same words is looked at once, in an order that follows from what it says: so a thousand
    copies cost no more than one, and the order of the agreements changes nothing.
    """
    forms: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        forms[form(item)].append(item)
    keys = sorted(forms, key=repr)
    firsts = [forms[key][0] for key in keys]
    columns = [frozenset(item.column for item in forms[key]) for key in keys]
    likeness = {(i, j): score for i, j, score in edges(firsts)}
    groups = _average_linkage(columns, likeness, least)
    rivals = _rivals(groups, columns, [kin(one) for one in firsts], likeness)
    return [
        _cluster(kind, group, [forms[key] for key in keys], likeness, near)
        for group, near in zip(groups, rivals, strict=True)
    ]


def _cluster(
    kind: str,
    group: Sequence[int],
    forms: Sequence[Sequence[Item]],
    likeness: Mapping[tuple[int, int], float],
    rivals: Mapping[int, int],
) -> Cluster:
    members = [item for number in group for item in forms[number]]

    def weight(one: int) -> tuple[float, int, int]:
        near = (likeness.get((min(one, n), max(one, n)), 0.0) * len(forms[n]) for n in group if n != one)
        return round(sum(near) + len(forms[one]), 9), -len(forms[one][0].said.value), -one

    ids = Counter(item.id for item in members)
    label = min(ids, key=lambda id: (-ids[id], id))
    ordered = sorted(members, key=lambda item: (item.column, item.said.pointer.steps if item.said.pointer else ()))
    doubtful = {
        column: next(item for item in forms[number] if item.column == column) for column, number in rivals.items()
    }
    return Cluster(kind, label, tuple(ordered), forms[max(group, key=weight)][0], doubtful)


def _rivals(
    groups: Sequence[Sequence[int]],
    columns: Sequence[frozenset[int]],
    kin: Sequence[str],
    likeness: Mapping[tuple[int, int], float],
) -> list[dict[int, int]]:
    """Return, for each group, by column the form outside of it that may belong to it all the same, the likest.

    It may where the pairwise comparison might pair it with a member, or where the act is the same and nothing but the
    words keeps them apart. Where texts have a clause in both groups, half of the smaller one or more, these are two
    things; then only what is about as like the whole group may belong to it.
    """
    home = {form: number for number, group in enumerate(groups) for form in group}
    taken = [sum(1 << column for column in {one for form in group for one in columns[form]}) for group in groups]
    sums: dict[tuple[int, int], tuple[float, float]] = {}
    for (i, j), score in likeness.items():
        if home[i] != home[j]:
            for form, group in ((i, home[j]), (j, home[i])):
                total, most = sums.get((form, group), (0.0, 0.0))
                sums[form, group] = total + score, max(most, score)
    best: list[dict[int, tuple[float, int]]] = [{} for _ in groups]

    def note(form: int, group: int, score: float) -> None:
        for column in columns[form]:
            if not taken[group] >> column & 1 and (score, -form) > best[group].get(column, (-1.0, 0)):
                best[group][column] = (score, -form)

    for (form, group), (total, most) in sums.items():
        score = total / len(groups[group]) if _two_things(taken[home[form]], taken[group]) else most
        if score >= _RIVAL:
            note(form, group, score)
    by_act: defaultdict[str, list[int]] = defaultdict(list)
    for number, members in enumerate(groups):
        for act in {kin[form] for form in members} - {""}:
            by_act[act].append(number)
    for act, numbers in by_act.items():
        for near, number in permutations(numbers, 2):
            if not _two_things(taken[near], taken[number]):
                for form in groups[near]:
                    if kin[form] == act:
                        note(form, number, 0.0)
    return [{column: -form for column, (_, form) in found.items()} for found in best]


def _two_things(one: int, other: int) -> bool:
    """Whether two groups, by the bits of their columns, have so many of them in common that they are surely two."""
    return 2 * (one & other).bit_count() >= min(one.bit_count(), other.bit_count())


def _average_linkage(
    columns: Sequence[frozenset[int]], likeness: Mapping[tuple[int, int], float], least: float
) -> list[list[int]]:
    """Return groups of numbers: the most alike are joined first, as long as their mean likeness is enough.

    Two that share a column are never joined: different clauses of one text are different. What was never compared
    counts as not alike.
    """
    members: dict[int, list[int]] = {number: [number] for number in range(len(columns))}
    taken = dict(enumerate(columns))
    sums: dict[int, dict[int, float]] = {number: {} for number in members}
    for (i, j), score in likeness.items():
        if not columns[i] & columns[j]:
            sums[i][j] = sums[j][i] = score
    heap = [(-score, i, j) for i, near in sums.items() for j, score in near.items() if i < j and score >= least]
    heapq.heapify(heap)
    while heap:
        score, i, j = heapq.heappop(heap)
        if i not in members or j not in members or -score != _mean(sums, members, i, j):
            continue
        if taken[i] & taken[j]:
            continue
        # The joined group keeps the smaller number, which stands for its first form in the order of what they say.
        members[i] += members.pop(j)
        taken[i] |= taken.pop(j)
        for other, total in sums.pop(j).items():
            if other != i:
                sums[i][other] = sums[other][i] = sums[i].get(other, 0.0) + total
                del sums[other][j]
        del sums[i][j]
        for other in sums[i]:
            mean = _mean(sums, members, i, other)
            if mean >= least and not taken[i] & taken[other]:
                heapq.heappush(heap, (-mean, min(i, other), max(i, other)))
    return [sorted(group) for _, group in sorted(members.items())]


def _mean(sums: Mapping[int, Mapping[int, float]], members: Mapping[int, list[int]], i: int, j: int) -> float:
    return sums[i].get(j, 0.0) / (len(members[i]) * len(members[j]))
