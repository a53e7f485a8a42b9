"""The rules that judge what a difference does to what is owed. Each looks at one aspect of one pair.

A rule gets both sides as plain data and answers `(headline, before, after, effect, why)`. Every rule is fair to both
sides: swapped sides give the swapped effect.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from agreements.comparison._changes import Effect
from agreements.comparison._phrases import deadline_phrase, listed, phrase, words
from agreements.model.vocabulary import Force, Modal
from agreements.timing import Answer, Period

__all__ = [
    "ASPECT_FIELDS",
    "COMMITMENT_ASPECTS",
    "Verdict",
    "force_of",
    "judge_hedges",
    "judge_set",
    "judge_unit",
    "unit_weight",
]

Verdict = tuple[str, str, str, Effect, str]
Plain = dict[str, Any]
Judge = Callable[[Plain, Plain], Verdict]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL

_FORCE_RANK = {
    Force.FIRM: 5,
    Force.INTENDED: 4,
    Force.EXPECTED: 3,
    Force.RECOMMENDED: 2,
    Force.PERMITTED: 1,
}
_LEVEL_RANK = {"most-senior": 4, "leaders": 4, "ministers": 3, "high": 2, "officials": 1}


def force_of(unit: Plain) -> Force:
    """Return the force of a plain commitment: written, or else its modal word's."""
    written = unit.get("force")
    if written:
        return Force(written)
    force = Modal(unit["modal"]).force
    return force if force is not None else Force.DECLARED


def _modal_words(unit: Plain) -> str:
    word = unit.get("word") or words(unit["modal"])
    return f"{word} ({words(unit['force'])})" if unit.get("force") else word


def _modal(old: Plain, new: Plain) -> Verdict:
    before, after = _modal_words(old), _modal_words(new)
    first, second = force_of(old), force_of(new)
    if first is second:
        why = f"both are {words(first)}; what binds is decided by the status of the part"
        return "wording of the duty", before, after, SAME, why
    if first in _FORCE_RANK and second in _FORCE_RANK:
        effect = UP if _FORCE_RANK[second] > _FORCE_RANK[first] else DOWN
        return "force of the duty", before, after, effect, f"{words(first)} against {words(second)}"
    return "force of the duty", before, after, OPEN, f"{words(first)} and {words(second)} can't be ranked"


def _effort(old: Plain, new: Plain) -> Verdict:
    ranks = {None: 3, "best-efforts": 2, "explore": 1, "consider": 1}
    first, second = old.get("effort"), new.get("effort")
    effect = UP if ranks[second] > ranks[first] else DOWN if ranks[second] < ranks[first] else OPEN
    return "effort owed", words(first or "the result"), words(second or "the result"), effect, ""


def _act(old: Plain, new: Plain) -> Verdict:
    return "act", words(old["act"]), words(new["act"]), OPEN, "neither act contains the other"


def _deadline(old: Plain, new: Plain) -> Verdict:
    first, second = old.get("deadline") or {}, new.get("deadline") or {}
    before, after = deadline_phrase(first), deadline_phrase(second)
    if not first:
        return "deadline added", before, after, UP, ""
    if not second:
        return "deadline dropped", before, after, DOWN, ""
    clock = (
        "the clock's start is named by neither"
        if first.get("runs_from") == second.get("runs_from") == "unstated"
        else ""
    )
    effects: list[Effect] = []
    headline = "deadline"
    soft, hard = set(first.get("softened_by", ())), set(second.get("softened_by", ()))
    if soft != hard:
        effects.append(DOWN if soft < hard else UP if hard < soft else OPEN)
        headline = "deadline softened" if soft < hard else "deadline hardened" if hard < soft else headline
    if first.get("within") != second.get("within"):
        effect = OPEN
        if first.get("within") and second.get("within"):
            longer = Period(second["within"]).exceeds(Period(first["within"]))
            shorter = Period(first["within"]).exceeds(Period(second["within"]))
            effect = DOWN if longer is Answer.YES else UP if shorter is Answer.YES else OPEN
            headline = "deadline longer" if effect is DOWN else "deadline shorter" if effect is UP else headline
        effects.append(effect)
    if first.get("runs_from") != second.get("runs_from"):
        before += f" from {words(first.get('runs_from', 'a start not looked for'))}"
        after += f" from {words(second.get('runs_from', 'a start not looked for'))}"
        effects.append(OPEN)
    if first.get("by") != second.get("by"):
        effects.append(OPEN)
    return headline, before, after, _together(effects), clock


def _together(effects: list[Effect]) -> Effect:
    found = set(effects) - {SAME}
    return found.pop() if len(found) == 1 else OPEN if found else SAME


def judge_set(name: str, old: list[str], new: list[str], *, more: Effect, none: str) -> Verdict:
    """Judge two sets of words of which a larger one has the effect `more`."""
    first, second = set(old), set(new)
    before = listed(words(item) for item in old) if old else none
    after = listed(words(item) for item in new) if new else none
    effect = more if first < second else more.swapped if second < first else OPEN
    return name, before, after, effect, ""


def judge_hedges(old: Plain, new: Plain, old_all: list[str], new_all: list[str]) -> Verdict:
    """Judge what a duty is subject to, with the limitations that are laid over it.

    Args:
        old: The old commitment.
        new: The new commitment.
        old_all: Everything the old one is subject to, by itself and by limitations.
        new_all: The same of the new one.
    """
    name, before, after, effect, _ = judge_set(
        "what the duty is subject to", old_all, new_all, more=DOWN, none="nothing"
    )
    overlaid = old_all != old.get("subject_to", []) or new_all != new.get("subject_to", [])
    why = "limits that stand elsewhere in the text are counted" if overlaid else ""
    return name, before, after, SAME if old_all == new_all else effect, why


def _hedges(old: Plain, new: Plain) -> Verdict:
    return judge_hedges(old, new, old.get("subject_to", []), new.get("subject_to", []))


def _bearers(old: Plain, new: Plain) -> Verdict:
    return judge_set("who owes it", old.get("bearers", []), new.get("bearers", []), more=UP, none="nobody named")


def _beneficiaries(old: Plain, new: Plain) -> Verdict:
    name, before, after, _, _ = judge_set(
        "for whom", old.get("beneficiaries", []), new.get("beneficiaries", []), more=UP, none="nobody named"
    )
    first, second = set(old.get("beneficiaries", [])), set(new.get("beneficiaries", []))
    known = first and second
    return name, before, after, (UP if first < second else DOWN if second < first else OPEN) if known else OPEN, ""


def _one(name: str, field: str, none: str) -> Judge:
    """Judge a field whose presence makes a duty stricter and whose values can't be ranked."""

    def judge(old: Plain, new: Plain) -> Verdict:
        first, second = old.get(field), new.get(field)
        effect = UP if first is None else DOWN if second is None else OPEN
        return name, words(first or none), words(second or none), effect, ""

    return judge


def _level(old: Plain, new: Plain) -> Verdict:
    first, second = old.get("level"), new.get("level")
    effect = UP if first is None else DOWN if second is None else OPEN
    if first in _LEVEL_RANK and second in _LEVEL_RANK and _LEVEL_RANK[first] != _LEVEL_RANK[second]:
        effect = UP if _LEVEL_RANK[second] > _LEVEL_RANK[first] else DOWN
    shown = [f"{words(level)} levels" if level else "no level named" for level in (first, second)]
    return "level", shown[0], shown[1], effect, ""


def _conditions(old: Plain, new: Plain) -> Verdict:
    first = [*old.get("conditions", []), *([old["condition"]] if old.get("condition") else [])]
    second = [*new.get("conditions", []), *([new["condition"]] if new.get("condition") else [])]
    effect = DOWN if not first else UP if not second else OPEN
    return (
        "condition",
        phrase(first) if first else "no condition",
        phrase(second) if second else "no condition",
        effect,
        "",
    )


def _amount_phrase(amount: Plain | None) -> str:
    if not amount:
        return "no amount"
    rule = amount["rule"]
    qualifier = "" if amount.get("qualifier", "exactly") == "exactly" else words(amount["qualifier"]) + " "
    if rule == "money":
        text = (
            f"{qualifier}{amount['currency']} {int(float(amount['value'])):,}"
            if "." not in amount["value"]
            else f"{qualifier}{amount['currency']} {amount['value']}"
        )
    elif rule == "share-of-gdp":
        text = f"{qualifier}{amount['percent']} % of GDP"
    else:
        text = f"{words(amount.get('qualifier', 'comparable'))} to {amount['to']}"
    return text + (" a year" if amount.get("per") else "") + (f" ({amount['over']})" if amount.get("over") else "")


def _amount(old: Plain, new: Plain) -> Verdict:
    first, second = old.get("amount"), new.get("amount")
    before, after = _amount_phrase(first), _amount_phrase(second)
    if not first or not second:
        return ("amount added", before, after, UP, "") if not first else ("amount dropped", before, after, DOWN, "")
    number = {"money": "value", "share-of-gdp": "percent"}.get(first["rule"])
    others = {key for key in (*first, *second) if key not in (number, "note") and first.get(key) != second.get(key)}
    if number is None or others:
        return "amount", before, after, OPEN, "only amounts of the same currency, span and wording can be ranked"
    bigger, smaller = _decimal(second[number]), _decimal(first[number])
    effect = UP if bigger > smaller else DOWN if bigger < smaller else SAME
    return "amount", before, after, effect, ""


def _decimal(text: str) -> Decimal:
    return Decimal(text)


def _quantity(old: Plain, new: Plain) -> Verdict:
    first, second = old.get("quantity"), new.get("quantity")
    if not first or not second:
        effect = UP if not first else DOWN
    elif {**first, "number": ""} == {**second, "number": ""}:
        effect = UP if _decimal(second["number"]) > _decimal(first["number"]) else DOWN
    else:
        effect = OPEN
    return "quantity", phrase(first), phrase(second), effect, ""


def _recurrence_phrase(given: Plain | None) -> str:
    value = given or {}
    match value:
        case {"rule": "every", "every": every}:
            return f"{'at least ' if value.get('at_least') else ''}every {Period(every).in_words()}"
        case {"rule": "between", "shortest": shortest, "longest": longest}:
            return f"every {Period(shortest).in_words()} to {Period(longest).in_words()}"
        case {"rule": "regularly"}:
            return "regularly"
        case _:
            return "once or not said"


def _recurrence(old: Plain, new: Plain) -> Verdict:
    first, second = old.get("recurrence"), new.get("recurrence")
    effect = OPEN
    if first and second and first["rule"] == second["rule"] == "every" and first["every"] != second["every"]:
        if Period(first["every"]).exceeds(Period(second["every"])) is Answer.YES:
            effect = UP
        elif Period(second["every"]).exceeds(Period(first["every"])) is Answer.YES:
            effect = DOWN
    return "how often", _recurrence_phrase(first), _recurrence_phrase(second), effect, ""


def _contents(old: Plain, new: Plain) -> Verdict:
    fields = ("item", "purpose", "includes", "form", "partners", "span", "repayment")
    differing = [field for field in fields if old.get(field) != new.get(field)]
    before = "; ".join(phrase(old[field]) for field in differing if old.get(field)) or "nothing more said"
    after = "; ".join(phrase(new[field]) for field in differing if new.get(field)) or "nothing more said"
    return "contents", before, after, OPEN, "these words are our summary of the texts; compare the texts"


def _topic(old: Plain, new: Plain) -> Verdict:
    return (
        "topic",
        words(old.get("topic", "as its clause")),
        words(new.get("topic", "as its clause")),
        SAME,
        "filed elsewhere",
    )


COMMITMENT_ASPECTS: tuple[tuple[str, tuple[str, ...], Judge], ...] = (
    ("act", ("act",), _act),
    ("modal-and-force", ("modal", "word", "force"), _modal),
    ("effort", ("effort",), _effort),
    ("deadline", ("deadline",), _deadline),
    ("immediacy", ("immediacy",), _one("immediacy", "immediacy", "no haste named")),
    ("level", ("level",), _level),
    ("hedges", ("subject_to",), _hedges),
    ("conditions", ("conditions", "condition"), _conditions),
    ("bearers", ("bearers",), _bearers),
    ("beneficiaries", ("beneficiaries",), _beneficiaries),
    ("amount", ("amount",), _amount),
    ("quantity", ("quantity",), _quantity),
    ("recurrence", ("recurrence",), _recurrence),
    ("contents", ("item", "purpose", "includes", "form", "partners", "span", "repayment"), _contents),
    ("topic", ("topic",), _topic),
)
"""The aspects of a commitment: the rule's name, the fields it explains, the rule."""
ASPECT_FIELDS = frozenset(name for _, fields, _ in COMMITMENT_ASPECTS for name in fields)
"""The fields of a commitment that some rule judges."""


def judge_unit(unit: Plain) -> Effect:
    """Return the effect of a commitment being added."""
    return UP if force_of(unit) in (Force.FIRM, Force.INTENDED, Force.EXPECTED, Force.PROHIBITED) else SAME


def unit_weight(unit: Plain) -> str:
    """Return a commitment as words: `meet (USA and UKR: shall)`."""
    who = f"{listed(unit['bearers'])}: " if unit.get("bearers") else ""
    text = f"{words(unit['act'])} ({who}{_modal_words(unit)})"
    if unit.get("amount"):
        text += f" {_amount_phrase(unit['amount'])}"
    detail = unit.get("summary") or unit.get("item") or unit.get("purpose")
    return text + (f": {detail}" if detail else "")
