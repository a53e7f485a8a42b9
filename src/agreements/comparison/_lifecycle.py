"""What stands outside the clauses: parties, parts and their status, acts, beginning, length, renewal, ways out.

What a difference does to what is owed can't be told unless a rule here says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from rapidfuzz import fuzz

from agreements import wording
from agreements.comparison._absence import Lack, differing_fields, lack, reason, same_gap
from agreements.comparison._alignment import align
from agreements.comparison._aspects import DUTIES, ranked_periods
from agreements.comparison._changes import Change, Effect, Leaf, Where
from agreements.comparison._leaves import leaves_of
from agreements.comparison._sides import Plain, Sides
from agreements.comparison._standing import rank_status
from agreements.model import Agreement
from agreements.model.parties import Part
from agreements.model.vocabulary import Modal
from agreements.pointer import ROOT, Pointer
from agreements.wording import listed, plain_value, words

__all__ = ["item_likeness", "record_changes"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
Verdict = tuple[Effect, str, str]
"""Effect, headline, reason; an empty headline: the field's own."""

# Counted, collapsed, never judged.
_APPARATUS: Final = frozenset(
    {
        "format",
        "id",
        "title",
        "version",
        "text",
        "sources",
        "actors",
        "coverage",
        "passed_over",
        "claims",
        "ignore",
        "note",
    }
)
_MUTED: Final = frozenset({"at", "cite", "note"})
_STATUS_FIELDS: Final = frozenset({"instrument", "parts", "parties"})
_ENDINGS: Final = frozenset({"denunciation", "termination", "withdrawal-of-consent", "withdrawal-of-signature"})
_REFERENCES: Final = frozenset(
    {"builds-on", "furthers", "implements", "complements", "consistent-with", "without-prejudice", "refers-to"}
)
_SAY: Final[Mapping[str, Callable[[Any], str]]] = {
    "instrument": words,
    "parties": wording.party,
    "actions": wording.action,
    "entry_into_force": wording.entry,
    "provisional_application": lambda given: f"provisionally from {wording.provisional(given)}",
    "duration": wording.duration,
    "renewal": wording.renewal,
    "review": wording.review,
    "termination": wording.way_out,
    "survival": wording.survival,
    "suspension": lambda given: given.summary.rstrip("."),
    "amendment": wording.amendment,
    "accession": wording.accession,
    "disputes": wording.disputes,
    "registration": wording.registration,
    "languages": wording.languages,
    "relations": wording.relation,
}
_ONE_OF: Final[Mapping[str, str]] = {
    "parties": "party",
    "parts": "part",
    "actions": "act",
    "relations": "relation",
    "review": "review",
    "termination": "way out",
    "survival": "survival",
}
"""The fields that hold lists, and what one item is called."""


def record_changes(sides: Sides) -> Iterator[Change]:
    """Yield what differs in the records outside their clauses."""
    old, new = sides.data
    for name, leaves in differing_fields(old, new, ROOT, ROOT).items():
        if name == "clauses":
            continue
        if name in _APPARATUS:
            sides.apparatus.extend(leaves)
        elif name in _ONE_OF and (name in old or name in new):
            yield from _items(sides, name)
        else:
            yield from _single(sides, name, leaves)


def _single(sides: Sides, name: str, leaves: tuple[Leaf, ...]) -> Iterator[Change]:
    muted = [leaf for leaf in leaves if _is_muted(leaf)]
    told = tuple(leaf for leaf in leaves if leaf not in muted)
    sides.apparatus.extend(muted)
    before, after = (data.get(name) for data in sides.data)
    gaps = [lack(data, name, complete=False) for data in sides.data]
    if told and before is None and after is None and same_gap(*gaps):
        sides.apparatus.extend(told)
        return
    if not told:
        return
    said = [_said(agreement, data, name) for agreement, data in zip(sides.agreements, sides.data, strict=True)]
    effect, headline, why = OPEN, "", ""
    if not _known(sides, name):
        unknown = Lack.UNKNOWN in gaps
        why = (
            "in one of them it could not be found out"
            if unknown
            else "one record doesn't say whether its text is silent on it"
        )
    elif before is None or after is None:
        effect, why = _presence(name, after if before is None else before, added=before is None)
    elif name in _JUDGES:
        effect, headline, why = _JUDGES[name](before, after)
    headline = headline or words(name.replace("_", "-"))
    yield _where(name, before, after).change(headline, _rule(name), _distinct(said, before, after), effect, why, told)


def _said(agreement: Agreement, data: Plain, name: str) -> str:
    value = getattr(agreement, name)
    if name in data:
        return _SAY[name](value)
    return (lack(data, name, complete=False) or Lack.UNRECORDED).words


def _known(sides: Sides, name: str) -> bool:
    gaps = [lack(data, name, complete=False) for data in sides.data]
    return all(gap is None or gap.told for gap in gaps)


def _is_muted(leaf: Leaf) -> bool:
    return any(step in _MUTED for pointer in leaf if pointer is not None for step in pointer.steps[1:])


def _where(name: str, before: Any, after: Any) -> Where:
    topic = "legal-status" if name in _STATUS_FIELDS else "life-cycle"
    paths = [
        f"{name}/{value['id']}" if isinstance(value, dict) and "id" in value else name for value in (before, after)
    ]
    places = [str(value.get("at", "")) if isinstance(value, dict) else "" for value in (before, after)]
    return Where(topic, paths[0] if before else "", paths[1] if after else "", places[0], places[1])


def _distinct(said: Sequence[str], before: Any, after: Any) -> Sequence[str]:
    """Return what both sides say, with the fields that differ where the sentences don't."""
    if said[0] != said[1] or not (isinstance(before, dict) and isinstance(after, dict)):
        return said
    names = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key) and key not in _MUTED]
    told = [
        ", ".join(f"{words(key.replace('_', '-'))}: {plain_value(value.get(key))}" for key in names)
        for value in (before, after)
    ]
    return [f"{text} ({fields})" for text, fields in zip(said, told, strict=True)]


# Fields that hold lists: an item answers to an item.


def _items(sides: Sides, name: str) -> Iterator[Change]:
    old, new = (data.get(name, []) for data in sides.data)
    models = [getattr(agreement, name) for agreement in sides.agreements]
    alone = len(old) == len(new) == 1
    reasons = (reason(sides.data[0], name), reason(sides.data[1], name))
    extra: tuple[Leaf, ...] = ()
    if reasons[0] != reasons[1]:
        place = ROOT / "absent" / name
        extra = ((place if reasons[0] else None, place if reasons[1] else None),)
    for i, j in align(
        old,
        new,
        lambda item: repr(sorted(item.items())),
        lambda one, other: item_likeness(name, one, other, peers=sides.peers, alone=alone),
        least=0.5,
    ):
        one, other = (old[i] if i is not None else None), (new[j] if j is not None else None)
        places = (ROOT / name / i if i is not None else None, ROOT / name / j if j is not None else None)
        if one is None or other is None:
            model = models[0][i] if i is not None else models[1][j]
            yield _lone_item(sides, name, one, other, model, places, extra)
            extra = ()
        elif places[0] is not None and places[1] is not None:
            pair = (models[0][i], models[1][j])
            yield from _paired_item(sides, name, (one, other), pair, (places[0], places[1]))


def item_likeness(name: str, one: Plain, other: Plain, *, peers: bool, alone: bool) -> float:
    """Return how alike two items of one list are, 0 to 1; an id says little between peers, being alone much."""
    if name in ("parties", "parts"):
        return float(one["id"] == other["id"])
    if name == "actions":
        shared = set(one["by"]) & set(other["by"])
        return 0.0 if one["act"] != other["act"] or not shared else 1.0 if one["by"] == other["by"] else 0.6
    if name == "relations":
        like = fuzz.token_sort_ratio(one["to"], other["to"]) / 100
        return 0.0 if like < 0.9 else 0.9 if one["kind"] == other["kind"] else 0.6
    keys = {key for key in (*one, *other) if key not in _MUTED | {"id"}}
    same = sum(one.get(key) == other.get(key) for key in keys) / len(keys)
    return 0.5 * (alone or (bool(one["id"] == other["id"]) and not peers)) + 0.5 * float(same)


def _lone_item(
    sides: Sides,
    name: str,
    one: Plain | None,
    other: Plain | None,
    model: Any,
    places: tuple[Pointer | None, Pointer | None],
    extra: tuple[Leaf, ...],
) -> Change:
    added = one is None
    item = other if one is None else one
    assert item is not None
    side = 0 if added else 1
    effect, why = _presence(name, item, added=added)
    gap = lack(sides.data[side], name, complete=False)
    if gap is not None and not gap.told and effect in (UP, DOWN):
        effect, why = OPEN, "one record doesn't say whether its text is silent on it"
    elif gap is None and effect in (UP, DOWN) and not sides.covered(side, "life-cycle"):
        effect, why = OPEN, f"{sides.agreements[side].id} doesn't say that it covers life-cycle in full"
    text = f"{item['id']}: {wording.status(model.legal_status)}" if name == "parts" else _SAY[name](model)
    nothing = gap.words if gap is not None else ""
    leaves = (*leaves_of(one, other, *places), *extra)
    return _where(name, one, other).change(
        f"{_ONE_OF[name]} {'added' if added else 'dropped'}",
        _rule(name),
        (nothing, text) if added else (text, nothing),
        effect,
        why,
        leaves,
    )


def _rule(name: str) -> str:
    return "legal-status" if name == "parts" else name.replace("_", "-")


def _paired_item(
    sides: Sides, name: str, pair: tuple[Plain, Plain], models: tuple[Any, Any], places: tuple[Pointer, Pointer]
) -> Iterator[Change]:
    leaves = differing_fields(*pair, *places)
    # An id only names a provision; of parties and parts the ids are equal here.
    for muted in (_MUTED | {"id", "name"}) & leaves.keys():
        sides.apparatus.extend(leaves.pop(muted))
    where = _where(name, *pair)
    if name == "parts":
        yield from _part(sides, where, pair, models, leaves)
        return
    told = []
    for field in leaves.values():
        sides.apparatus.extend(leaf for leaf in field if _is_muted(leaf))
        told += [leaf for leaf in field if not _is_muted(leaf)]
    if not told:
        return
    written = (data[name][place.steps[1]] for data, place in zip(sides.written, places, strict=True))
    said = _distinct([_SAY[name](model) for model in models], *written)
    effect, headline, why = _JUDGES[name](*pair) if name in _JUDGES else (OPEN, "", "")
    yield where.change(headline or _ONE_OF[name], _rule(name), said, effect, why, tuple(told))


# What is judged.


def _presence(name: str, item: Any, *, added: bool) -> tuple[Effect, str]:
    """Return what it does that one text has a provision on which the other is silent."""
    effect, why = OPEN, ""
    match name:
        case "termination" if item.get("modal", "may") in ("may", "can"):
            effect, why = DOWN, "a way out that the text names can be taken"
        case "suspension":
            effect, why = DOWN, "what can be suspended is held to less surely"
        case "survival":
            effect, why = UP, "it goes on after the end"
        case "review" if Modal(item["modal"]).force in DUTIES:
            effect, why = UP, "there is something more to do"
        case "registration" if item["wanted"] != "excluded":
            effect, why = UP, "there is something more to do"
        case "parts":
            effect, why = SAME, "its clauses are judged by themselves"
        case "actions" if item["act"] not in _ENDINGS:
            effect, why = SAME, "an act, not what is owed"
        case "relations" if item["kind"] in _REFERENCES:
            effect = SAME
    return (effect if added else effect.swapped), why


def _duration(before: Plain, after: Plain) -> Verdict:
    if before["rule"] != "term" or after["rule"] != "term":
        return OPEN, "", ""
    if before["runs_from"] != after["runs_from"]:
        return OPEN, "term", "the two terms have different starts"
    if before.get("aim") != after.get("aim"):
        return OPEN, "term", "the aim beside the term differs"
    effect = ranked_periods(before["length"], after["length"], longer=UP)
    return effect, {UP: "term longer", DOWN: "term shorter"}.get(effect, "term"), ""


def _way_out(one: Plain, other: Plain) -> Verdict:
    differing = {key for key in (*one, *other) if one.get(key) != other.get(key)} - _MUTED - {"id", "absent"}
    required = one.get("notice_is", "required") == other.get("notice_is", "required") == "required"
    if differing == {"notice"} and one.get("notice") and other.get("notice") and required:
        effect = ranked_periods(one["notice"], other["notice"], longer=UP)
        if effect is not OPEN:
            held = "longer" if effect is UP else "less long"
            return effect, "", f"{'longer' if effect is UP else 'shorter'} notice holds the sides {held}"
    if differing == {"notice_is"}:
        ranks = {"required": 3, "should": 2, "preferred": 1}
        first, second = (ranks[way.get("notice_is", "required")] for way in (one, other))
        return (UP if second > first else DOWN), "", "how strictly notice must be kept"
    if not differing:
        return OPEN, "", "why the text says nothing there is recorded otherwise"
    if differing <= {"form", "channel"}:
        return SAME, "", "only the form of notice differs"
    named = {"notice": "the length of notice", "runs_from": "what notice runs from", "modal": "the word used"}
    told = listed(sorted(named.get(key, words(key.replace("_", "-"))) for key in differing))
    return OPEN, "", f"{told} {'differs' if len(differing) == 1 else 'differ'}"


def _manner(one: Plain, other: Plain) -> Verdict:
    """Judge a provision of which only the form or the channel of what the sides do can be judged."""
    differing = {key for key in (*one, *other) if one.get(key) != other.get(key)} - _MUTED - {"absent"}
    if differing and differing <= {"form", "channel"}:
        return SAME, "", f"only the {listed(sorted(differing))} {'differ' if len(differing) > 1 else 'differs'}"
    return OPEN, "", ""


def _action(one: Plain, other: Plain) -> Verdict:
    return (OPEN if one["act"] in _ENDINGS else SAME), "", "when and where it was done, not what is owed"


def _relation(one: Plain, other: Plain) -> Verdict:
    return (SAME if {one["kind"], other["kind"]} <= _REFERENCES else OPEN), "", ""


_JUDGES: Final[Mapping[str, Callable[[Plain, Plain], Verdict]]] = {
    "duration": _duration,
    "termination": _way_out,
    "entry_into_force": _manner,
    "renewal": _manner,
    "amendment": _manner,
    "actions": _action,
    "relations": _relation,
}


def _part(
    sides: Sides,
    where: Where,
    pair: tuple[Plain, Plain],
    models: tuple[Part, Part],
    leaves: dict[str, tuple[Leaf, ...]],
) -> Iterator[Change]:
    """Yield what differs in one part of the text: its status, its own length and languages, how it calls its sides."""
    name = pair[1]["id"]
    for field, differing in leaves.items():
        sides.apparatus.extend(leaf for leaf in differing if _is_muted(leaf))
        told = tuple(leaf for leaf in differing if not _is_muted(leaf))
        if not told:
            continue
        if field == "legal_status":
            said = [wording.status(model.legal_status) for model in models]
            effect, headline, why = _status(*(part.get("legal_status") or {} for part in pair))
            headline = f"{headline} of the {name}"
        elif field == "length":
            said = [model.length.in_words() if model.length else "no length of its own" for model in models]
            both = all("length" in part for part in pair)
            effect, headline, why = OPEN, f"length of the {name}", ""
            if both:
                effect = ranked_periods(pair[0]["length"], pair[1]["length"], longer=UP)
        elif field == "languages":
            said = [wording.languages(model.languages) if model.languages else "none of its own" for model in models]
            effect, headline, why = OPEN, f"languages of the {name}", ""
        else:
            said = [listed(map(str, getattr(model, field))) or "nothing" for model in models]
            effect, headline, why = SAME, f"what the {name} calls its sides", "its status says what that stands for"
        rule = "legal-status" if field == "legal_status" else "part"
        yield where.change(headline, rule, said, effect, why, told)


def _status(before: Plain, after: Plain) -> Verdict:
    kinds = (before.get("status"), after.get("status"))
    if kinds[0] is None or kinds[1] is None:
        return OPEN, "legal status", "one record has no status for it"
    if kinds[0] != kinds[1]:
        inferred = "inferred" in (before["basis"], after["basis"])
        why = "inferred from the signals of the text, not stated by it" if inferred else ""
        return rank_status(*kinds), "legal status", why
    if before["basis"] != after["basis"]:
        return SAME, "basis of the status", "the status is the same"
    return SAME, "evidence for the status", "the signals differ; the status is the same"
