"""Which rows a comparison has: features by name or group, money by year, clauses matched across all columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from agreements._spelling import near
from agreements.errors import UnknownNameError, WrongTypeError
from agreements.matrix import _money
from agreements.matrix._cells import Reading, State, Unsaid
from agreements.matrix._clusters import Cluster, Item, match_clauses
from agreements.matrix._reading import covers
from agreements.matrix.features import FEATURES, GROUPS, TOPICS, Feature, titled, topic_features
from agreements.model import Agreement
from agreements.model.vocabulary import Topic

__all__ = ["CLAUSES", "Choice", "Draft", "drafts", "known_names"]

CLAUSES = "clauses"
"""The name by which the matched clauses of every topic are selected."""

Choice: TypeAlias = str | Feature | Callable[[Agreement], Reading]
"""What selects a row: its name, its group's, a feature of your own, or a function of an agreement."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before its cells are made.

    Attributes:
        feature: What it is; of a matched clause one that was made for it.
        readings: What each agreement has, in the order of the columns.
        clause: The kind of clause matched; empty of a feature.
        typical: Of a matched clause, the words of the text that is most like the others.
    """

    feature: Feature
    readings: tuple[Reading, ...] = field(repr=False)
    clause: str = ""
    typical: str = ""


def known_names() -> tuple[str, ...]:
    """Return every name that selects rows, whatever is compared."""
    features = (feature.name for feature in FEATURES)
    return tuple(dict.fromkeys((*features, *GROUPS, *map(str, Topic), CLAUSES)))


def drafts(agreements: Sequence[Agreement], choices: Iterable[Choice] | None) -> list[Draft]:
    """Return the rows chosen, in the order of the choices, each once; without choices those out of the box.

    Raises:
        UnknownNameError: A name is no row and no group.
        WrongTypeError: A choice is neither a name, a feature nor a function.
    """
    if choices is None:
        choices = tuple(name for name in GROUPS if name != "own")
    elif isinstance(choices, str) or not isinstance(choices, Iterable):
        raise WrongTypeError("compare", "rows as a list, such as ['duration', 'emergency']", choices)
    chosen = list(choices)
    wanted = {topic for choice in chosen if isinstance(choice, str) for topic in _topics_of(choice)}
    matched = match_clauses(agreements, wanted) if wanted else {}
    found: dict[str, Draft] = {}
    for choice in chosen:
        for draft in _chosen(agreements, choice, matched):
            if found.setdefault(draft.feature.name, draft) is not draft and not isinstance(choice, str):
                raise UnknownNameError("free name for a row", draft.feature.name, (), ())
    return list(found.values())


def _topics_of(name: str) -> Iterable[Topic]:
    head = name.partition("/")[0]
    if name == CLAUSES:
        return tuple(Topic)
    if head in TOPICS:
        return (TOPICS[head],)
    return (Topic(head),) if head in Topic._value2member_map_ else ()


def _chosen(
    agreements: Sequence[Agreement], choice: Choice, matched: dict[Topic, tuple[Cluster, ...]]
) -> Iterator[Draft]:
    if isinstance(choice, Feature):
        yield _draft(agreements, choice)
    elif callable(choice):
        yield _draft(agreements, _own(choice))
    elif isinstance(choice, str):
        yield from _named(agreements, choice, matched)
    else:
        raise WrongTypeError("compare", "names of rows, features or functions in rows", choice)


def _named(agreements: Sequence[Agreement], name: str, matched: dict[Topic, tuple[Cluster, ...]]) -> Iterator[Draft]:
    features = [one for one in FEATURES if name in (one.name, one.group)]
    if not features and name in Topic._value2member_map_ and Topic(name) not in TOPICS.values():
        features = list(topic_features(name, Topic(name)))
    yield from (_draft(agreements, feature) for feature in features)
    if name == "money" or name.startswith("money-"):
        rows = [one for one in _money_rows(agreements) if name in ("money", one.name)]
        yield from (_draft(agreements, feature) for feature in rows)
        features += rows
    clauses: list[Draft] = []
    there: list[str] = []
    for topic in _topics_of(name):
        group = next((own for own, one in TOPICS.items() if one is topic), str(topic))
        found = list(_clause_rows(agreements, topic, group, matched[topic]))
        there += [draft.feature.name for draft in found]
        clauses += [draft for draft in found if "/" not in name or draft.feature.name == name]
    if features and name not in GROUPS and name not in Topic._value2member_map_:
        clauses = []  # the name of one row alone
    yield from clauses
    if not features and not clauses and (name not in known_names() or "/" in name):
        known = there or known_names()
        raise UnknownNameError("row or group of rows", name, near(name, known), known)


def _draft(agreements: Sequence[Agreement], feature: Feature) -> Draft:
    return Draft(feature, tuple(feature.of(agreement) for agreement in agreements))


def _own(function: Callable[[Agreement], Reading]) -> Feature:
    """Return a function as a feature: its name and its docstring are the row's."""
    name = getattr(function, "__name__", "") or type(function).__name__
    title = "own row" if name == "<lambda>" else name.replace("_", " ").strip()
    meaning = (getattr(function, "__doc__", None) or "A row of your own.").strip().partition("\n")[0]
    return Feature(title.replace(" ", "-"), title.capitalize(), "own", function, meaning)


def _money_rows(agreements: Sequence[Agreement]) -> Iterator[Feature]:
    money = _money.Money.of(agreements)
    for row in money.rows:
        dated = row not in (_money.OTHER_SPANS, _money.UNDATED)
        meaning = f"Amounts stated for {row}." if dated else f"Amounts, {row}."
        yield Feature(
            f"money-{row.replace(' ', '-')}",
            f"Money, {row}",
            "money",
            money.reader(row),
            f"{meaning} As stated, never added up; `part of` names the clause whose amount one is part of.",
            ("amount", "undertaking"),
        )


def _clause_rows(
    agreements: Sequence[Agreement], topic: Topic, group: str, clusters: Sequence[Cluster]
) -> Iterator[Draft]:
    """Yield a row for each clause that several agreements have, then one a kind for what only one of them has."""
    names: dict[str, int] = {}
    lone: dict[str, list[Item]] = {}
    for cluster in clusters:
        if len(cluster.columns) < 2 and len(agreements) > 1:
            lone.setdefault(cluster.kind, []).extend(cluster.items)
            continue
        names[cluster.label] = names.get(cluster.label, 0) + 1
        suffix = f"-{names[cluster.label]}" if names[cluster.label] > 1 else ""
        feature = Feature(
            f"{group}/{cluster.label}{suffix}",
            titled(cluster.label),
            group,
            _unread,
            f"One {cluster.kind} matched across the texts by its likeness; silent: the record covers the topic "
            "completely, and has nothing that may be it.",
        )
        readings = tuple(_of_cluster(agreements, topic, cluster))
        yield Draft(feature, readings, cluster.kind, cluster.central.said.value)
    for kind, items in lone.items():
        feature = Feature(
            f"{group}/alone-{kind}",
            f"In one text alone ({kind})",
            group,
            _unread,
            f"Each {kind} on the topic that was matched with none of another text.",
        )
        yield Draft(feature, tuple(_alone(agreements, topic, items)), kind)


def _unread(agreement: Agreement) -> Reading:  # pragma: no cover - the readings of a matched clause are made with it
    raise NotImplementedError(agreement.id)


def _of_cluster(agreements: Sequence[Agreement], topic: Topic, cluster: Cluster) -> Iterator[Reading]:
    said: dict[int, list[Item]] = {}
    for item in cluster.items:
        said.setdefault(item.column, []).append(item)
    for column, agreement in enumerate(agreements):
        if column in said:
            yield [item.said for item in said[column]]
        elif not covers(agreement, topic):
            yield Unsaid(State.NOT_COVERED)
        elif rival := cluster.rivals.get(column):
            place = f" ({rival.said.place})" if rival.said.place else ""
            yield Unsaid(State.NOT_MATCHED, f"perhaps {rival.said.path}{place}", rival.said.pointer)
        else:
            yield Unsaid(State.SILENT)


def _alone(agreements: Sequence[Agreement], topic: Topic, items: Sequence[Item]) -> Iterator[Reading]:
    for column, agreement in enumerate(agreements):
        own = [item.said for item in items if item.column == column]
        nothing = Unsaid(State.NOT_APPLICABLE, "nothing that no other text has")
        yield own or (nothing if covers(agreement, topic) else Unsaid(State.NOT_COVERED))
