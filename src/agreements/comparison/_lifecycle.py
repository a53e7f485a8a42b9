"""Judging what stands outside the clauses: status of the parts, beginning, length, renewal, ways out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from agreements.comparison._changes import Change, Effect, Leaf
from agreements.comparison._phrases import events_phrase, phrase, words
from agreements.timing import Answer, Period

__all__ = ["LIFE_CYCLE_FIELDS", "judge_field"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
LIFE_CYCLE_FIELDS: Final = frozenset(
    [
        "entry_into_force",
        "provisional_application",
        "duration",
        "renewal",
        "review",
        "termination",
        "survival",
        "suspension",
        "amendment",
        "accession",
        "disputes",
        "registration",
        "languages",
    ]
)
_MUTED: Final = frozenset({"at", "cite", "note", "id"})
Plain = dict[str, Any]


def judge_field(
    name: str,
    before: Any,
    after: Any,
    leaves: list[Leaf],
    apparatus: list[Leaf],
    silent_before: str | None,
    silent_after: str | None,
) -> Iterator[Change]:
    """Yield the changes that explain how one field of the record differs; citations go to the apparatus."""
    muted = [leaf for leaf in leaves if _is_muted(leaf)]
    apparatus.extend(muted)
    told = tuple(leaf for leaf in leaves if leaf not in muted)
    if not told:
        return
    if name == "parts":
        yield from _parts(before or [], after or [], told)
        return
    headline, effect, why = words(name.replace("_", "-")), OPEN, ""
    first, second = _said(name, before, silent_before), _said(name, after, silent_after)
    if before is None or after is None:
        known = (silent_before if before is None else silent_after) == "silent"
        effect = _presence(name, before is None) if known else OPEN
        why = "" if known else "one record doesn't say whether its text is silent on it"
    elif name == "duration":
        effect, headline = _duration(before, after)
    elif name == "termination":
        effect, why = _termination(before, after)
    elif name in ("actions", "relations", "parties", "instrument", "languages", "entry_into_force"):
        effect = SAME
    topic = "legal-status" if name == "instrument" else "life-cycle"
    places = [_place(value) for value in (before, after)]
    yield Change(
        topic,
        headline,
        first,
        second,
        effect,
        name.replace("_", "-"),
        why,
        name if before else "",
        name if after else "",
        places[0],
        places[1],
        told,
    )


def _is_muted(leaf: Leaf) -> bool:
    # The id of a part says what was added or dropped; every other id only names a provision.
    return any(
        step in _MUTED and not (step == "id" and pointer.steps[0] == "parts")
        for pointer in leaf
        if pointer is not None
        for step in pointer.steps[1:]
    )


def _place(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(item["at"] for item in value if isinstance(item, dict) and "at" in item)
    return str(value.get("at", "")) if isinstance(value, dict) else ""


def _presence(name: str, added: bool) -> Effect:
    # A duty to register or a review binds its bearers more; a way out or a right to amend binds them less.
    effect = {"termination": DOWN, "survival": UP, "review": UP, "registration": UP, "suspension": DOWN}.get(name, SAME)
    return effect if added else effect.swapped


def _duration(before: Plain, after: Plain) -> tuple[Effect, str]:
    if before.get("rule") == after.get("rule") == "term":
        if before["length"] == after["length"]:
            return OPEN if before["runs_from"] != after["runs_from"] else SAME, "term: its start or aim"
        if Period(after["length"]).exceeds(Period(before["length"])) is Answer.YES:
            return UP, "term longer"
        if Period(before["length"]).exceeds(Period(after["length"])) is Answer.YES:
            return DOWN, "term shorter"
    return OPEN, "duration"


def _termination(before: list[Plain], after: list[Plain]) -> tuple[Effect, str]:
    if len(before) != 1 or len(after) != 1:
        return OPEN, "the ways out differ in number"
    one, other = before[0], after[0]
    differing = {key for key in (*one, *other) if one.get(key) != other.get(key)} - _MUTED
    if differing == {"notice"} and one.get("notice") and other.get("notice"):
        if Period(other["notice"]).exceeds(Period(one["notice"])) is Answer.YES:
            return UP, "longer notice holds the sides longer"
        if Period(one["notice"]).exceeds(Period(other["notice"])) is Answer.YES:
            return DOWN, "shorter notice holds the sides less long"
    if differing == {"notice_is"}:
        ranks = {"required": 3, None: 3, "should": 2, "preferred": 1}
        more = ranks[other.get("notice_is")] - ranks[one.get("notice_is")]
        return (UP if more > 0 else DOWN), "how strictly notice must be kept"
    if differing <= {"form", "channel", "to", "modal"}:
        return SAME, "only the form of notice differs"
    return OPEN, f"{' and '.join(sorted(words(key.replace('_', '-')) for key in differing))} differ"


def _said(name: str, value: Any, silent: str | None) -> str:
    if value is None:
        return {"silent": "the text is silent", "not-applicable": "not applicable", "unknown": "unknown"}.get(
            silent or "", "not recorded"
        )
    if name == "duration":
        if value["rule"] == "term":
            text = f"{Period(value['length']).in_words()} from {words(value['runs_from'])}"
            return text + (
                f", with the aim to stay on during {events_phrase(value['aim']['during'])}" if value.get("aim") else ""
            )
        return words(value["rule"]) + " " + events_phrase([*value.get("until", []), *value.get("during", [])])
    if name == "termination":
        return "; ".join(_way_out(way) for way in value)
    if name == "renewal":
        text = f"{words(value['modal'])} be extended, {words(value['by'])}"
        if value.get("decide_by"):
            limit = value["decide_by"]
            text += f", decided {Period(limit['before']).in_words()} before the {words(limit['of'])}"
        return text
    return phrase(_bare(value))


def _way_out(way: Plain) -> str:
    notice = f"{Period(way['notice']).in_words()}' notice" if way.get("notice") else "no notice named"
    parts = [notice + {"should": " (should)", "preferred": " (preferably)"}.get(way.get("notice_is", ""), "")]
    if way.get("at_least"):
        parts.append("at least")
    if way.get("counted") == "back":
        parts.append("counted back")
    parts.append(f"from {words(way['runs_from'])}" if way.get("runs_from") else "start not named")
    if way.get("not_before"):
        parts.append(f"not before {Period(way['not_before']['after']).in_words()}")
    return ", ".join(parts)


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key not in _MUTED | {"absent"}}
    return value


def _parts(before: list[Plain], after: list[Plain], leaves: tuple[Leaf, ...]) -> Iterator[Change]:
    rest = list(leaves)
    for index in range(max(len(before), len(after))):
        one = before[index] if index < len(before) else None
        other = after[index] if index < len(after) else None
        mine = tuple(
            leaf for leaf in rest if any(pointer is not None and pointer.steps[1] == index for pointer in leaf)
        )
        if not mine:
            continue
        rest = [leaf for leaf in rest if leaf not in mine]
        first, second = _status(one), _status(other)
        effect, headline = SAME, f"evidence for the status of the {(other or one or {}).get('id', 'part')}"
        kinds = [((part or {}).get("legal_status") or {}).get("status") for part in (one, other)]
        why = "both sides' signals differ; the status is the same"
        if one is None or other is None:
            headline = f"part {'added' if one is None else 'dropped'}: {(other or one or {})['id']}"
            why = "its clauses are judged by themselves"
        elif kinds[0] != kinds[1]:
            headline = f"legal status of the {other['id']}"
            effect = UP if kinds == ["political", "binding"] else DOWN if kinds == ["binding", "political"] else OPEN
            why = "inferred from the signals of the text, not stated by it" if "inferred" in first + second else ""
        yield Change(
            "legal-status",
            headline,
            first if one else "",
            second if other else "",
            effect,
            "legal-status",
            why,
            "parts/" + one["id"] if one else "",
            "parts/" + other["id"] if other else "",
            str((one or {}).get("at", "")),
            str((other or {}).get("at", "")),
            mine,
        )


def _status(part: Plain | None) -> str:
    status = (part or {}).get("legal_status")
    if not part or not status:
        return "status not recorded"
    signals = [words(evidence["signal"]) for evidence in status.get("evidence", [])]
    return f"{status['status']} ({status['basis']}{': ' + ', '.join(signals) if signals else ''})"
