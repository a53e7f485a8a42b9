"""The aspects of a commitment that are judged: each looks at one thing in one pair.

A judge gets both sides as plain data and only sees what both texts are known to say: what is unknown, or not recorded
in a topic that isn't covered in full, never reaches it. It speaks of duties; permissions, declarations and
prohibitions, and pairs whose acts differ, are kept from it as well (`_units`). Every judge is fair to both sides:
swapped sides give the swapped effect.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements import wording
from agreements.comparison._changes import Effect
from agreements.model import Commitment, Deadline
from agreements.model.vocabulary import ClockStart, Force, Modal
from agreements.timing import Answer, Period
from agreements.wording import listed, words

__all__ = ["ASPECTS", "ASPECT_FIELDS", "DUTIES", "Aspect", "Judgement", "force_of", "judge_set", "ranked_periods"]

Plain = dict[str, Any]
UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL

_FORCE_RANK = {
    Force.FIRM: 5,
    Force.INTENDED: 4,
    Force.EXPECTED: 3,
    Force.RECOMMENDED: 2,
    Force.PERMITTED: 1,
}
DUTIES = frozenset({Force.FIRM, Force.INTENDED, Force.EXPECTED, Force.RECOMMENDED})
"""What is owed in some degree; of a permission, a declaration or a prohibition, more isn't more owed."""
_HIGHER = frozenset(
    {
        ("most-senior", "ministers"),
        ("most-senior", "officials"),
        ("leaders", "ministers"),
        ("leaders", "officials"),
        ("ministers", "officials"),
        ("high", "officials"),
    }
)
"""Levels of which the first is surely higher; `high` can be ministers, and `most-senior` leaders."""
_LEAST_IS_KNOWN = frozenset({"exactly", "at-least", "over"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a difference does.

    Attributes:
        effect: What it does to what is owed.
        headline: The difference in a few words; empty: the aspect's own.
        why: One sentence for the effect; empty where the headline says it all.
    """

    effect: Effect
    headline: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that is judged in a pair of commitments.

    Attributes:
        rule: Its name.
        headline: The difference in a few words, where the judge has no better ones.
        fields: The fields it explains.
        judge: What a difference in them does.
        say: What they say in one commitment; empty where nothing stands in them.
        none: What to say of a text that says nothing there.
    """

    rule: str
    headline: str
    fields: tuple[str, ...]
    judge: Callable[[Plain, Plain], Judgement]
    say: Callable[[Commitment], str]
    none: str


def force_of(unit: Plain) -> Force:
    """Return the force of a plain commitment: written, or else its modal word's."""
    written = unit.get("force")
    return Force(written) if written else Modal(unit["modal"]).force or Force.DECLARED


def judge_set(old: frozenset[str], new: frozenset[str], *, more: Effect) -> Effect:
    """Judge two sets of which a larger one has the effect `more`."""
    return SAME if old == new else more if old < new else more.swapped if new < old else OPEN


def ranked_periods(old: str, new: str, *, longer: Effect) -> Effect:
    """Judge two periods of which the longer one has the effect `longer`."""
    if Period(new).exceeds(Period(old)) is Answer.YES:
        return longer
    return longer.swapped if Period(old).exceeds(Period(new)) is Answer.YES else OPEN


def _modal(old: Plain, new: Plain) -> Judgement:
    first, second = force_of(old), force_of(new)
    if first is second:
        why = f"both are {words(first)}; what binds is decided by the status of the part"
        return Judgement(SAME, "wording of the duty", why)
    if first in _FORCE_RANK and second in _FORCE_RANK:
        effect = UP if _FORCE_RANK[second] > _FORCE_RANK[first] else DOWN
        return Judgement(effect, why=f"{words(first)} against {words(second)}")
    return Judgement(OPEN, why=f"{words(first)} and {words(second)} can't be ranked")


def _effort(old: Plain, new: Plain) -> Judgement:
    ranks = {None: 3, "best-efforts": 2, "explore": 1, "consider": 1}
    first, second = ranks[old.get("effort")], ranks[new.get("effort")]
    return Judgement(UP if second > first else DOWN if second < first else OPEN)


def _deadline(old: Plain, new: Plain) -> Judgement:
    first, second = old.get("deadline"), new.get("deadline")
    if first is None or second is None:
        dated = second if first is None else first
        assert dated is not None
        if not {"within", "by"} & set(dated):
            return Judgement(OPEN, why="the length of the time limit isn't recorded")
        return Judgement(UP, "deadline added") if first is None else Judgement(DOWN, "deadline dropped")
    if "unknown" in (*first.get("absent", {}).values(), *second.get("absent", {}).values()):
        return Judgement(OPEN, why="a part of the deadline could not be found out")
    effects: list[Effect] = []
    headline = ""
    soft, hard = frozenset(first.get("softened_by", ())), frozenset(second.get("softened_by", ()))
    if soft != hard:
        effects.append(judge_set(soft, hard, more=DOWN))
        headline = {DOWN: "deadline softened", UP: "deadline hardened"}.get(effects[-1], "")
    if first.get("within") != second.get("within"):
        given = first.get("within") and second.get("within")
        effects.append(ranked_periods(first["within"], second["within"], longer=DOWN) if given else OPEN)
        headline = {DOWN: "deadline longer", UP: "deadline shorter"}.get(effects[-1], headline)
    if any(first.get(name) != second.get(name) for name in ("runs_from", "by")):
        effects.append(OPEN)
    unnamed = first.get("runs_from") == second.get("runs_from") == "unstated"
    found = set(effects)
    effect = found.pop() if len(found) == 1 else OPEN
    return Judgement(effect, headline, "the clock's start is named by neither" if unnamed else "")


def _presence(field: str) -> Callable[[Plain, Plain], Judgement]:
    """Judge a field whose presence makes a duty stricter and whose values can't be ranked."""

    def judge(old: Plain, new: Plain) -> Judgement:
        return Judgement(UP if field not in old else DOWN if field not in new else OPEN)

    return judge


def _level(old: Plain, new: Plain) -> Judgement:
    first, second = old.get("level"), new.get("level")
    if (second, first) in _HIGHER or (first, second) in _HIGHER:
        return Judgement(UP if (second, first) in _HIGHER else DOWN)
    return _presence("level")(old, new)


def _conditions(old: Plain, new: Plain) -> Judgement:
    if old.get("condition") != new.get("condition"):
        return Judgement(OPEN, why="the condition is in our words; compare the texts")
    first, second = old.get("conditions"), new.get("conditions")
    return Judgement(DOWN if not first else UP if not second else OPEN)


def _people(field: str) -> Callable[[Plain, Plain], Judgement]:
    """Judge who owes or is owed: more of them is more, and nobody named can be anybody."""

    def judge(old: Plain, new: Plain) -> Judgement:
        first, second = frozenset(old.get(field, ())), frozenset(new.get(field, ()))
        if not first or not second:
            return Judgement(OPEN, why="where nobody is named, it may be all of them")
        return Judgement(judge_set(first, second, more=UP))

    return judge


def _amount(old: Plain, new: Plain) -> Judgement:
    first, second = old.get("amount"), new.get("amount")
    if "past" in ((first or {}).get("stage"), (second or {}).get("stage")):
        return Judgement(OPEN, why="what is given already isn't owed")
    for given in (first, second):
        if given is not None and given.get("qualifier", "exactly") not in _LEAST_IS_KNOWN:
            return Judgement(OPEN, why=f"'{words(given.get('qualifier'))}' bears no least amount")
        if given is not None and given["rule"] == "like":
            return Judgement(OPEN, why="the amount is put by reference to another one")
    if first is None or second is None:
        return Judgement(UP, "amount added") if first is None else Judgement(DOWN, "amount dropped")
    number = {"money": "value", "share-of-gdp": "percent"}[second["rule"]]
    others = {key for key in (*first, *second) if key not in (number, "note") and first.get(key) != second.get(key)}
    if others:
        return Judgement(OPEN, why="only amounts of the same currency, span, stage and wording can be ranked")
    return Judgement(_more(first.get(number), second.get(number)))


def _quantity(old: Plain, new: Plain) -> Judgement:
    first, second = old.get("quantity"), new.get("quantity")
    for given in (first, second):
        if given is not None and given.get("qualifier", "exactly") not in _LEAST_IS_KNOWN:
            return Judgement(OPEN, why=f"'{words(given['qualifier'])}' bears no least number")
    if first is None or second is None:
        return Judgement(UP if first is None else DOWN)
    same_unit = {**first, "number": ""} == {**second, "number": ""}
    return Judgement(_more(first["number"], second["number"]) if same_unit else OPEN)


def _more(old: str | None, new: str | None) -> Effect:
    if old is None or new is None or Decimal(old) == Decimal(new):
        return SAME if old == new else OPEN
    return UP if Decimal(new) > Decimal(old) else DOWN


def _recurrence(old: Plain, new: Plain) -> Judgement:
    first, second = old.get("recurrence"), new.get("recurrence")
    if first and second and first["rule"] == second["rule"] == "every" and first["every"] != second["every"]:
        return Judgement(ranked_periods(first["every"], second["every"], longer=DOWN))
    return Judgement(OPEN)


def _channel(old: Plain, new: Plain) -> Judgement:
    return Judgement(SAME, why="how it is done, not what is owed")


def _contents(old: Plain, new: Plain) -> Judgement:
    return Judgement(OPEN, why="these words are our summary of the texts; compare the texts")


def _open(why: str) -> Callable[[Plain, Plain], Judgement]:
    return lambda old, new: Judgement(OPEN, why=why)


def _say_deadline(limit: Deadline) -> str:
    # That neither names a start is told as the reason; where one does, the other's silence shows.
    return wording.deadline(limit, clock=limit.runs_from is not ClockStart.UNSTATED)


def _say_conditions(commitment: Commitment) -> str:
    told = [wording.events(commitment.conditions)] if commitment.conditions else []
    return "; ".join([*told, *([commitment.condition] if commitment.condition else [])])


def _say_contents(commitment: Commitment) -> str:
    parts = [commitment.item, commitment.purpose]
    parts += [f"in the form of {words(commitment.form)}"] if commitment.form else []
    parts += [f"with {listed(commitment.partners)}"] if commitment.partners else []
    parts += [f"during {commitment.span}"] if commitment.span else []
    parts += [f"over {commitment.length.in_words()}"] if commitment.length else []
    parts += [wording.includes(commitment.includes)] if commitment.includes else []
    parts += [wording.repayment(commitment.repayment)] if commitment.repayment else []
    return "; ".join(part.rstrip(".") for part in parts if part) or (commitment.summary or "").rstrip(".")


def _said(field: str, say: Callable[[Any], str]) -> Callable[[Commitment], str]:
    """Say one field, nothing where it is empty."""

    def said(commitment: Commitment) -> str:
        value = getattr(commitment, field)
        return say(value) if value else ""

    return said


def _one(rule: str, headline: str, judge: Callable[[Plain, Plain], Judgement], say: Any, none: str) -> Aspect:
    """An aspect of the one field that bears its rule's name."""
    return Aspect(rule, headline, (rule,), judge, _said(rule, say), none)


_CONTENTS = ("item", "purpose", "includes", "form", "partners", "span", "length", "repayment")
ASPECTS: tuple[Aspect, ...] = (
    _one("act", "act", _open("neither act contains the other"), words, ""),
    Aspect("modal-and-force", "force of the duty", ("modal", "word", "force"), _modal, wording.modal, ""),
    _one("effort", "effort owed", _effort, words, "the result"),
    _one("deadline", "deadline", _deadline, _say_deadline, "no deadline"),
    _one("immediacy", "immediacy", _presence("immediacy"), words, "no haste named"),
    _one("level", "level", _level, wording.level, "no level named"),
    _one("channel", "channel", _channel, wording.channel, "no channel named"),
    Aspect("conditions", "condition", ("conditions", "condition"), _conditions, _say_conditions, "no condition"),
    _one("bearers", "who owes it", _people("bearers"), listed, "nobody named"),
    _one("beneficiaries", "for whom", _people("beneficiaries"), listed, "nobody named"),
    _one("amount", "amount", _amount, wording.amount, "no amount"),
    _one("quantity", "quantity", _quantity, wording.quantity, "no number"),
    _one("recurrence", "how often", _recurrence, wording.recurrence, "once or not said"),
    Aspect("contents", "contents", _CONTENTS, _contents, _say_contents, "nothing more said"),
)
"""The aspects, in the order in which they are told."""
ASPECT_FIELDS = frozenset(name for aspect in ASPECTS for name in aspect.fields)
"""The fields of a commitment that some aspect explains; hedges, topic and part are judged where they are in force."""
