"""Two records to judged changes and an edit script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rapidfuzz import fuzz

from agreements.comparison._alignment import align
from agreements.comparison._changes import Change, Effect, Leaf
from agreements.comparison._judging import COMMITMENT_ASPECTS, judge_hedges, judge_set, judge_unit, unit_weight
from agreements.comparison._lifecycle import LIFE_CYCLE_FIELDS, judge_field
from agreements.comparison._phrases import event_phrase, events_phrase, listed, phrase, words
from agreements.comparison._roles import guess_roles, rename, tokens
from agreements.comparison._script import Script, build_script, run_script
from agreements.errors import ComparisonError, UnknownNameError
from agreements.model import Agreement
from agreements.pointer import ROOT, Pointer
from agreements.writing import plain

__all__ = ["Diff", "apply", "diff"]

Plain = dict[str, Any]
UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL

# Fields that are apparatus: citations, notes, summaries. Counted, collapsed, never judged.
_APPARATUS = frozenset({"at", "cite", "note", "summary", "id", "ambiguous", "part", "absent"})
_RECORD_APPARATUS = frozenset(
    {
        "id",
        "title",
        "version",
        "text",
        "sources",
        "actors",
        "passed_over",
        "ignore",
        "note",
        "claims",
        "absent",
        "coverage",
        "format",
    }
)
_ASPECT_FIELDS = frozenset(name for _, fields, _ in COMMITMENT_ASPECTS for name in fields)


@dataclass(frozen=True, slots=True)
class Diff:
    """How two records differ.

    Attributes:
        old: The record compared from.
        new: The record compared to.
        peers: Whether they are partners' agreements, not versions of one.
        roles: Which party of the old stands for which of the new; empty unless `peers`.
        changes: The judged differences, by topic in the order of the new record.
        apparatus: How many citations, notes and summaries differ; they are counted, not judged.
        unclear: What can't be told, in sentences.
        script: The lossless edit script; between peers it describes, but can't be applied.
    """

    old: Agreement
    new: Agreement
    peers: bool
    roles: Mapping[str, str]
    changes: tuple[Change, ...]
    apparatus: int
    unclear: tuple[str, ...]
    script: Script
    _leaves: tuple[Leaf, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def same(self) -> bool:
        """Whether the records say the same, byte for byte."""
        return not self.script.operations

    def by_topic(self) -> dict[str, tuple[Change, ...]]:
        """Return the changes by topic, topics in the order of their first change."""
        groups: dict[str, list[Change]] = {}
        for change in self.changes:
            groups.setdefault(change.topic, []).append(change)
        return {topic: tuple(changes) for topic, changes in groups.items()}

    @property
    def apparatus_leaves(self) -> tuple[Leaf, ...]:
        """Where citations, notes and summaries differ."""
        return self._leaves

    def only(self, *words: str) -> Diff:
        """Return the same comparison with only the changes of these effects or topics.

        Args:
            words: Effects (`strengthened`, `weakened`, `neutral`, `cannot be told`) or topics.

        Raises:
            UnknownNameError: A word is neither.
        """
        effects = {str(effect) for effect in Effect}
        topics = {change.topic for change in self.changes} | {str(topic) for topic in self.new.coverage}
        topics |= {str(topic) for topic in self.old.coverage}
        for word in words:
            if word not in effects | topics:
                near = [name for name in sorted(effects | topics) if fuzz.ratio(word, name) > 60]
                raise UnknownNameError("effect or topic", word, near)
        kept_effects = effects & set(words) or effects
        kept_topics = set(words) - effects
        return replace(
            self,
            changes=tuple(
                change
                for change in self.changes
                if str(change.effect) in kept_effects and (not kept_topics or change.topic in kept_topics)
            ),
        )


def diff(old: Agreement, new: Agreement, peers: bool = False, roles: Mapping[str, str] | None = None) -> Diff:
    """Return how two records differ.

    Args:
        old: The record to compare from.
        new: The record to compare to.
        peers: They are two partners' agreements: names of parties that play the same role are no difference.
        roles: Which party of the old stands for which of the new, such as `{"GBR": "USA"}`; by default the
            parties that only one side has and that play the same role.

    Raises:
        ComparisonError: `roles` was given without `peers`, names a party that isn't there, or can't be guessed.
    """
    if roles and not peers:
        raise ComparisonError("roles only mean something between peers; pass peers=True")
    mapped = dict(roles) if roles else (guess_roles(old, new) if peers else {})
    for one, other in mapped.items():
        if one not in {party.id for party in old.parties} or other not in {party.id for party in new.parties}:
            raise ComparisonError(
                f"roles say {one!r} stands for {other!r}, but {one!r} must be a party of {old.id} "
                f"and {other!r} of {new.id}"
            )
    old_names, new_names = tokens(mapped)
    work = _Comparison(old, new, rename(plain(old), old_names), rename(plain(new), new_names))
    changes = [_spoken(change, old_names, new_names) for change in work.run()]
    script = build_script(plain(old), plain(new), work.clause_pairs)
    return Diff(
        old, new, peers, mapped, tuple(changes), len(work.apparatus), tuple(work.unclear), script, tuple(work.apparatus)
    )


def apply(old: Agreement, changes: Diff) -> Agreement:
    """Return what the edit script makes of a record: applied to the old record it gives the new one.

    Raises:
        ComparisonError: The comparison is between peers; there is nothing to apply.
        PatchError: The script doesn't fit this record.
        pydantic.ValidationError: The result is no valid record.
    """
    if changes.peers:
        raise ComparisonError("a comparison between peers can't be applied: they are different agreements")
    return Agreement.model_validate(run_script(plain(old), changes.script))


def _spoken(change: Change, old_names: Mapping[str, str], new_names: Mapping[str, str]) -> Change:
    """Give the parties back the names they have on each side."""
    before, after = change.before, change.after
    for name, token in old_names.items():
        before = before.replace(token, name)
    for name, token in new_names.items():
        after = after.replace(token, name)
    return replace(change, before=before, after=after)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A commitment with what alignment needs to know of where it stands."""

    data: Plain
    pointer: Pointer
    path: str
    topic: str
    place: str
    part: str
    clause: int
    text: str
    hedges: list[str]


class _Comparison:
    def __init__(self, old: Agreement, new: Agreement, old_data: Plain, new_data: Plain) -> None:
        self.agreements = (old, new)
        self.old, self.new = old_data, new_data
        self.apparatus: list[Leaf] = []
        self.unclear: list[str] = []
        self.clause_pairs: list[tuple[int, int]] = []
        self._topics_order: list[str] = []

    def run(self) -> list[Change]:
        found = [*self._record_changes()]
        self._pair_clauses()
        found.extend(self._clause_changes())
        found.extend(self._unit_changes())
        order = {topic: number for number, topic in enumerate(dict.fromkeys(change.topic for change in found))}
        found.sort(key=lambda change: order[change.topic])
        self._say_uncovered()
        return found

    # The record outside its clauses.

    def _record_changes(self) -> Iterator[Change]:
        for name in dict.fromkeys((*self.old, *self.new)):
            before, after = self.old.get(name), self.new.get(name)
            if before == after or name == "clauses":
                continue
            leaves = list(_leaves(before, after, ROOT / name, ROOT / name))
            if name in _RECORD_APPARATUS:
                self.apparatus.extend(leaves)
            elif name in LIFE_CYCLE_FIELDS or name in ("parts", "parties", "instrument", "actions", "relations"):
                yield from judge_field(
                    name, before, after, leaves, self.apparatus, _absent(self.old, name), _absent(self.new, name)
                )

    def _covered(self, side: int, topic: str) -> bool:
        """Whether a record says it holds everything on a topic."""
        coverage = self.agreements[side].coverage
        return any(str(name) == topic and how == "complete" for name, how in coverage.items())

    def _say_uncovered(self) -> None:
        for side, other in ((0, 1), (1, 0)):
            topics = sorted({str(topic) for topic in self.agreements[other].coverage})
            open_topics = [topic for topic in topics if not self._covered(side, topic)]
            if open_topics:
                self.unclear.append(
                    f"{self.agreements[side].id} doesn't cover in full: {', '.join(open_topics)}; "
                    "what it seems to lack there can't be told"
                )

    # Clauses.

    def _pair_clauses(self) -> None:
        old, new = self.old.get("clauses", []), self.new.get("clauses", [])
        pairs = align(old, new, _content, _clause_likeness, least=0.5)
        self._pairs = pairs
        self.clause_pairs = [(i, j) for i, j in pairs if i is not None and j is not None]

    def _clause_changes(self) -> Iterator[Change]:
        old, new = self.old.get("clauses", []), self.new.get("clauses", [])
        for i, j in self._pairs:
            one = old[i] if i is not None else None
            other = new[j] if j is not None else None
            here = (ROOT / "clauses" / i if i is not None else None, ROOT / "clauses" / j if j is not None else None)
            if one is not None and other is not None:
                yield from self._paired_clause(one, other, here)
            elif (one or other or {})["kind"] != "commitment":
                yield self._lone_clause(one, other, here)

    def _paired_clause(self, one: Plain, other: Plain, here: tuple[Pointer | None, Pointer | None]) -> Iterator[Change]:
        where = _where(one, other)
        old_here, new_here = here
        assert old_here is not None
        assert new_here is not None
        for name in dict.fromkeys((*one, *other)):
            before, after = one.get(name), other.get(name)
            if before == after or name == "responses":
                continue
            if one["kind"] == other["kind"] == "commitment" and (name in _ASPECT_FIELDS or name not in _APPARATUS):
                continue  # judged as a commitment
            leaves = tuple(_leaves(before, after, old_here / name, new_here / name))
            if name in _APPARATUS:
                if one["kind"] != "commitment":
                    self.apparatus.extend(leaves)
            elif name == "when":
                duties = one["kind"] == "trigger"
                yield from self._events(before or [], after or [], where, old_here / name, new_here / name, duties)
            elif name == "on_request_of":
                yield _change(where, "who may ask", "request", *_requests(one, other), leaves)
            elif name in ("subject_to", "parties"):
                headline, first, second, effect, why = judge_set(
                    "what the text is subject to", before or [], after or [], more=DOWN, none="nothing"
                )
                yield _change(where, headline, "limitation", first, second, effect, why, leaves)
            elif name == "decision":
                effect = UP if before == "prohibited" else DOWN if after == "prohibited" else OPEN
                loosened = "loosened" if after == "allowed" else "tightened" if after == "prohibited" else "changed"
                yield _change(
                    where,
                    f"policy {loosened}",
                    "policy",
                    words(before),
                    words(after),
                    effect.swapped if effect is not OPEN else OPEN,
                    "",
                    leaves,
                )
            else:
                effect = SAME if name in ("topic", "act", "speakers") and one["kind"] == "statement" else OPEN
                yield _change(
                    where, words(name.replace("_", "-")), "field", phrase(before), phrase(after), effect, "", leaves
                )

    def _lone_clause(
        self, one: Plain | None, other: Plain | None, here: tuple[Pointer | None, Pointer | None]
    ) -> Change:
        clause = one or other
        assert clause is not None
        side = 0 if one is None else 1
        kind = clause["kind"]
        verb = "added" if one is None else "dropped"
        effect = {"limitation": DOWN, "trigger": SAME, "policy": OPEN}.get(kind, SAME)
        headline = f"{kind} {verb}"
        text = clause.get("summary") or clause.get("term") or events_phrase(clause.get("when", []))
        if kind == "limitation" and clause.get("subject_to"):
            hedges = listed(words(hedge) for hedge in clause["subject_to"])
            text = f"{hedges}: {text}"
        why = "what it sets off is judged by itself" if kind == "trigger" else ""
        if kind == "policy":
            decision, exception = clause.get("decision"), clause.get("exception_to")
            loosens = decision == "allowed"
            effect = DOWN if loosens else UP
            near = f" near {clause['near']}" if clause.get("near") else ""
            headline = f"{'loosened' if loosens == (one is None) else 'tightened'}{near}" if exception else headline
        if one is not None:
            effect = effect.swapped
        if not self._covered(side, clause["topic"]):
            effect, why = OPEN, f"{self.agreements[side].id} doesn't say that it covers {clause['topic']} in full"
            headline = f"{kind} in one record only"
        leaves = tuple(_leaves(_without_responses(one), _without_responses(other), here[0], here[1]))
        where = _where(one, other)
        return _change(where, headline, "clause", text if one else "", text if other else "", effect, why, leaves)

    def _events(
        self, old: list[Plain], new: list[Plain], where: _Where, first: Pointer, second: Pointer, duties: bool
    ) -> Iterator[Change]:
        pairs = align(old, new, _content, lambda a, b: 0.8 if a["event"] == b["event"] else 0.0, least=0.5)
        for i, j in pairs:
            one, other = (old[i] if i is not None else None), (new[j] if j is not None else None)
            if one == other:
                continue
            leaves = tuple(
                _leaves(one, other, first / i if i is not None else None, second / j if j is not None else None)
            )
            if one is None or other is None:
                event = one or other
                assert event is not None
                # A duty that more situations set off is a stronger one.
                yield _change(
                    where,
                    "event added" if one is None else "event dropped",
                    "events",
                    event_phrase(one) if one else "",
                    event_phrase(other) if other else "",
                    (UP if one is None else DOWN) if duties else SAME,
                    "" if duties else "nothing is owed by a statement",
                    leaves,
                )
                continue
            differing = {key for key in (*one, *other) if one.get(key) != other.get(key)} - {"described"}
            effect, headline, why = OPEN, "event", ""
            before, after = event_phrase(one), event_phrase(other)
            if differing == {"by"}:
                headline = "attacker"
                if not one.get("by") or not other.get("by"):
                    effect = UP if not other.get("by") else DOWN
                    why = "a text that names no attacker covers any"
                else:
                    effect = judge_set("", one["by"], other["by"], more=UP, none="")[3]
                before += "" if one.get("by") else " by anyone"
                after += "" if other.get("by") else " by anyone"
            elif differing == {"against"} and one.get("against") and other.get("against"):
                headline, effect = "victim", judge_set("", one["against"], other["against"], more=UP, none="")[3]
                why = "more victims, more situations" if effect is not OPEN else ""
            elif not differing:
                effect = SAME
            if not duties:
                effect, why = SAME, "nothing is owed by a statement"
            yield _change(where, headline, "events", before, after, effect, why, leaves)

    # Commitments, wherever they stand.

    def _unit_changes(self) -> Iterator[Change]:
        units = [
            list(_units(agreement, data)) for agreement, data in zip(self.agreements, (self.old, self.new), strict=True)
        ]
        partner = dict(self.clause_pairs)

        def likeness(one: _Unit, other: _Unit) -> float:
            return _unit_likeness(one, other, partner.get(one.clause) == other.clause)

        for i, j in align(units[0], units[1], lambda unit: (_content(unit.data), unit.topic), likeness, least=0.55):
            one = units[0][i] if i is not None else None
            other = units[1][j] if j is not None else None
            if one is not None and other is not None:
                yield from self._paired_unit(one, other)
            else:
                yield self._lone_unit(one, other)

    def _paired_unit(self, one: _Unit, other: _Unit) -> Iterator[Change]:
        where = _Where(other.topic, one.path, other.path, one.place, other.place)
        explained = set(_ASPECT_FIELDS)
        for rule, fields, judge in COMMITMENT_ASPECTS:
            differing = [name for name in fields if one.data.get(name) != other.data.get(name)]
            if not differing:
                continue
            leaves = tuple(
                leaf
                for name in differing
                for leaf in _leaves(one.data.get(name), other.data.get(name), one.pointer / name, other.pointer / name)
            )
            if rule == "hedges":
                headline, before, after, effect, why = judge_hedges(one.data, other.data, one.hedges, other.hedges)
            else:
                headline, before, after, effect, why = judge(one.data, other.data)
            yield _change(where, headline, rule, before, after, effect, why, leaves)
        for name in dict.fromkeys((*one.data, *other.data)):
            first, second = one.data.get(name), other.data.get(name)
            if name not in explained and name != "kind" and first != second:
                self.apparatus.extend(_leaves(first, second, one.pointer / name, other.pointer / name))

    def _lone_unit(self, one: _Unit | None, other: _Unit | None) -> Change:
        unit = one or other
        assert unit is not None
        side = 0 if one is None else 1
        effect, why = judge_unit(unit.data), ""
        headline = "undertaking added" if one is None else "undertaking dropped"
        if one is not None:
            effect = effect.swapped
        if effect is SAME:
            headline = headline.replace("undertaking", "permission or declaration")
        if not self._covered(side, unit.topic):
            effect, why = OPEN, f"{self.agreements[side].id} doesn't say that it covers {unit.topic} in full"
            headline = "undertaking in one record only"
        text = unit_weight(unit.data)
        leaves = tuple(
            _leaves(
                one.data if one else None,
                other.data if other else None,
                one.pointer if one else None,
                other.pointer if other else None,
            )
        )
        where = _Where(
            unit.topic,
            one.path if one else "",
            other.path if other else "",
            one.place if one else "",
            other.place if other else "",
        )
        return _change(where, headline, "undertaking", text if one else "", text if other else "", effect, why, leaves)


@dataclass(frozen=True, slots=True)
class _Where:
    topic: str
    old_path: str
    new_path: str
    old_place: str
    new_place: str


def _where(one: Plain | None, other: Plain | None) -> _Where:
    first, second = one or {}, other or {}
    return _Where(
        str(second.get("topic") or first.get("topic")),
        first.get("id", ""),
        second.get("id", ""),
        first.get("at", ""),
        second.get("at", ""),
    )


def _change(
    where: _Where, headline: str, rule: str, before: str, after: str, effect: Effect, why: str, leaves: tuple[Leaf, ...]
) -> Change:
    return Change(
        topic=where.topic,
        headline=headline,
        before=before,
        after=after,
        effect=effect,
        rule=rule,
        why=why,
        old_path=where.old_path,
        new_path=where.new_path,
        old_place=where.old_place,
        new_place=where.new_place,
        leaves=leaves,
    )


def _requests(one: Plain, other: Plain) -> tuple[str, str, Effect, str]:
    first, second = one.get("on_request_of"), other.get("on_request_of")
    silent = [clause.get("absent", {}).get("on_request_of") == "silent" for clause in (one, other)]
    shown = [
        f"{words(request['need'])} of {listed(request['parties'])}"
        if request
        else ("no request needed" if quiet else "not recorded")
        for request, quiet in zip((first, second), silent, strict=True)
    ]
    effect = OPEN
    if first and second:
        many = {"either": 1, "any": 1, "all": 0}
        more = many[second["need"]] - many[first["need"]]
        if first["parties"] == second["parties"]:
            effect = UP if more > 0 else DOWN if more < 0 else SAME
        elif more == 0 and many[first["need"]]:
            effect = judge_set("", first["parties"], second["parties"], more=UP, none="")[3]
    elif first and silent[1]:
        effect = UP
    elif second and silent[0]:
        effect = DOWN
    return shown[0], shown[1], effect, ""


def _absent(data: Plain, name: str) -> str | None:
    reason: str | None = data.get("absent", {}).get(name)
    return reason


def _without_responses(clause: Plain | None) -> Plain | None:
    return {key: value for key, value in clause.items() if key != "responses"} if clause else None


def _units(agreement: Agreement, data: Plain) -> Iterator[_Unit]:
    for found in agreement.commitments():
        steps = found.pointer.steps
        unit: Any = data
        for step in steps:
            unit = unit[step]
        text = " ".join(str(unit.get(name, "")) for name in ("summary", "purpose", "item")) + phrase(
            unit.get("includes")
        )
        yield _Unit(
            unit,
            found.pointer,
            found.path,
            str(found.topic),
            str(found.place or ""),
            found.clause.part or "body",
            int(steps[1]),
            text,
            [str(hedge) for hedge in found.hedges],
        )


def _content(item: Plain) -> str:
    return repr(sorted(item.items(), key=lambda pair: pair[0]))


def _text(clause: Plain) -> str:
    return " ".join(str(clause.get(name, "")) for name in ("summary", "purpose", "item", "term"))


def _clause_likeness(one: Plain, other: Plain) -> float:
    if one["kind"] != other["kind"]:
        return 0.0
    score = 0.35 if one["topic"] == other["topic"] else 0.0
    score += 0.3 if one["id"] == other["id"] else 0.1 * fuzz.ratio(one["id"], other["id"]) / 100
    if one["kind"] == "trigger":
        events = [{event["event"] for event in clause.get("when", ())} for clause in (one, other)]
        score += 0.15 if events[0] & events[1] or events[0] == events[1] else 0.0
        acts = [{response["act"] for response in clause.get("responses", ())} for clause in (one, other)]
        score += 0.1 if acts[0] & acts[1] else 0.0
        timed = [any("deadline" in response for response in clause.get("responses", ())) for clause in (one, other)]
        score += 0.15 if timed == [True, True] else 0.0
    else:
        score += 0.1 if one.get("act") == other.get("act") else 0.0
        score += 0.3 * fuzz.token_sort_ratio(_text(one), _text(other)) / 100
    return min(score + (0.05 if one.get("at") == other.get("at") else 0.0), 1.0)


def _unit_likeness(one: _Unit, other: _Unit, in_pair: bool) -> float:
    if one.topic != other.topic and not in_pair:
        return 0.0
    score = 0.2 if one.topic == other.topic else 0.0
    score += 0.3 if one.data["act"] == other.data["act"] else 0.0
    score += 0.15 if one.data.get("bearers") == other.data.get("bearers") else 0.0
    score += 0.15 * fuzz.token_sort_ratio(one.text, other.text) / 100
    score += 0.2 if in_pair else 0.0
    score += 0.2 if ("deadline" in one.data) and ("deadline" in other.data) else 0.0
    score += 0.1 if one.path == other.path else 0.0
    # To consult one another and to consult others are two things.
    score -= 0.1 if bool(one.data.get("partners")) != bool(other.data.get("partners")) and not in_pair else 0.0
    return min(score, 1.0)


def _leaves(before: Any, after: Any, first: Pointer | None, second: Pointer | None) -> Iterator[Leaf]:
    """Yield every place where two plain values differ; a list of words is one value."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _leaves(
                before.get(key),
                after.get(key),
                first / key if first and key in before else None,
                second / key if second and key in after else None,
            )
        return
    nested = [value for value in (before, after) if isinstance(value, (dict, list)) and _has_parts(value)]
    if not nested:
        yield (first if before is not None else None, second if after is not None else None)
        return
    if isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            one = before[index] if index < len(before) else None
            other = after[index] if index < len(after) else None
            yield from _leaves(
                one,
                other,
                first / index if first and one is not None else None,
                second / index if second and other is not None else None,
            )
        return
    for value, pointer, is_old in ((before, first, True), (after, second, False)):
        if value is not None and pointer is not None:
            yield from ((place, None) if is_old else (None, place) for place in _places(value, pointer))


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) or any(isinstance(item, (dict, list)) for item in value)


def _places(value: Any, pointer: Pointer) -> Iterator[Pointer]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, pointer / key)
    elif isinstance(value, list) and _has_parts(value):
        for index, item in enumerate(value):
            yield from _places(item, pointer / index)
    else:
        yield pointer
