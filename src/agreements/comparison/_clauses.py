"""Clauses: which answers to which, and what differs in them apart from what they oblige to."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from agreements.comparison._alignment import Pairs, align
from agreements.comparison._changes import Change, Effect, Where
from agreements.comparison._judging import judge_set
from agreements.comparison._leaves import leaves_of
from agreements.comparison._phrases import event_phrase, events_phrase, listed, phrase, words
from agreements.comparison._sides import Plain, Sides
from agreements.pointer import ROOT, Pointer

__all__ = ["clause_changes", "pair_clauses"]

UP, DOWN, SAME, OPEN = Effect.STRENGTHENED, Effect.WEAKENED, Effect.NEUTRAL, Effect.CANNOT_TELL
_FREEDOM = {"prohibited": 0, "not-encouraged": 1, "allowed": 2}
_APPARATUS = frozenset({"at", "cite", "note", "summary", "id", "ambiguous", "part", "absent"})


def pair_clauses(sides: Sides) -> Pairs:
    """Return which clause answers to which, as `align` does."""
    old, new = (data.get("clauses", []) for data in sides.data)
    return align(old, new, content_of, _likeness, least=0.5)


def clause_changes(sides: Sides, pairs: Pairs) -> Iterator[Change]:
    """Yield what differs in the clauses, apart from their commitments."""
    old, new = (data.get("clauses", []) for data in sides.data)
    for i, j in pairs:
        one = old[i] if i is not None else None
        other = new[j] if j is not None else None
        first = ROOT / "clauses" / i if i is not None else None
        second = ROOT / "clauses" / j if j is not None else None
        if one is not None and other is not None and first is not None and second is not None:
            yield from _paired_clause(sides, one, other, (first, second))
        elif (one or other or {})["kind"] != "commitment":
            yield _lone_clause(sides, one, other, (first, second))


def _paired_clause(
    sides: Sides, one: Plain, other: Plain, here: tuple[Pointer | None, Pointer | None]
) -> Iterator[Change]:
    where = _where(one, other)
    old_here, new_here = here
    assert old_here is not None
    assert new_here is not None
    for name in dict.fromkeys((*one, *other)):
        before, after = one.get(name), other.get(name)
        if before == after or name == "responses":
            continue
        if one["kind"] == other["kind"] == "commitment" and name not in _APPARATUS:
            continue  # judged as a commitment
        leaves = tuple(leaves_of(before, after, old_here / name, new_here / name))
        if name in _APPARATUS:
            if one["kind"] != "commitment":
                sides.apparatus.extend(leaves)
        elif name == "when":
            duties = one["kind"] == "trigger"
            yield from _events(before or [], after or [], where, old_here / name, new_here / name, duties)
        elif name == "on_request_of":
            yield where.change("who may ask", "request", *_requests(one, other), leaves)
        elif name in ("subject_to", "parties"):
            headline, first, second, effect, why = judge_set(
                "what the text is subject to", before or [], after or [], more=DOWN, none="nothing"
            )
            yield where.change(headline, "limitation", first, second, effect, why, leaves)
        elif name == "decision":
            effect, verb = _freedom(str(before), str(after))
            yield where.change(f"policy {verb}", "policy", words(before), words(after), effect, "", leaves)
        else:
            effect = SAME if name in ("topic", "act", "speakers") and one["kind"] == "statement" else OPEN
            yield where.change(
                words(name.replace("_", "-")), "field", phrase(before), phrase(after), effect, "", leaves
            )


def _lone_clause(
    sides: Sides, one: Plain | None, other: Plain | None, here: tuple[Pointer | None, Pointer | None]
) -> Change:
    clause = one or other
    assert clause is not None
    side = 0 if one is None else 1
    kind = clause["kind"]
    verb = "added" if one is None else "dropped"
    effect = {"limitation": DOWN, "trigger": SAME}.get(kind, SAME)
    headline = f"{kind} {verb}"
    text = clause.get("summary") or clause.get("term") or events_phrase(clause.get("when", []))
    if kind == "limitation" and clause.get("subject_to"):
        hedges = listed(words(hedge) for hedge in clause["subject_to"])
        text = f"{hedges}: {text}"
    why = "what it sets off is judged by itself" if kind == "trigger" else ""
    if kind == "policy":
        effect, headline, why = _lone_policy(sides.data[1 - side].get("clauses", []), clause, one is None)
    elif one is not None:
        effect = effect.swapped
    if not sides.covered(side, clause["topic"]):
        effect, why = OPEN, f"{sides.agreements[side].id} doesn't say that it covers {clause['topic']} in full"
        headline = f"{kind} in one record only"
    leaves = tuple(leaves_of(_without_responses(one), _without_responses(other), here[0], here[1]))
    where = _where(one, other)
    return where.change(headline, "clause", text if one else "", text if other else "", effect, why, leaves)


def _freedom(before: str, after: str) -> tuple[Effect, str]:
    """Return what another decision does to those bound by it: more freedom is a looser, so a weaker, policy."""
    more = _FREEDOM[after] - _FREEDOM[before]
    return (DOWN, "loosened") if more > 0 else (UP, "tightened") if more < 0 else (SAME, "restated")


def _lone_policy(clauses: list[Plain], clause: Plain, added: bool) -> tuple[Effect, str, str]:
    """Return effect, headline and reason of a policy rule that only one record has.

    An exception is judged against the rule it is an exception to, not against silence: what it allows near a place
    loosens the policy there, and says nothing of anywhere else.

    Args:
        clauses: Those of the record that has the rule.
        clause: The rule.
        added: Whether it is the new record.
    """
    decision, near = str(clause["decision"]), f" near {clause['near']}" if clause.get("near") else ""
    if not clause.get("exception_to"):
        effect = {"allowed": DOWN, "prohibited": UP}.get(decision, OPEN)
        return effect if added else effect.swapped, f"policy {'added' if added else 'dropped'}", ""
    rule = next((one for one in clauses if one["id"] == clause["exception_to"] and "decision" in one), None)
    if rule is None:
        return (
            OPEN,
            f"exception {'added' if added else 'dropped'}{near}",
            "the rule it is an exception to isn't recorded",
        )
    general = str(rule["decision"])
    effect, verb = _freedom(general, decision) if added else _freedom(decision, general)
    return effect, f"{verb}{near}", f"{words(decision)}, as an exception to {rule['id']}, which says {words(general)}"


def _events(
    old: list[Plain], new: list[Plain], where: Where, first: Pointer, second: Pointer, duties: bool
) -> Iterator[Change]:
    pairs = align(old, new, content_of, lambda a, b: 0.8 if a["event"] == b["event"] else 0.0, least=0.5)
    for i, j in pairs:
        one, other = (old[i] if i is not None else None), (new[j] if j is not None else None)
        if one == other:
            continue
        leaves = tuple(
            leaves_of(one, other, first / i if i is not None else None, second / j if j is not None else None)
        )
        if one is None or other is None:
            event = one or other
            assert event is not None
            # A duty that more situations set off is a stronger one.
            yield where.change(
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
        yield where.change(headline, "events", before, after, effect, why, leaves)


def _where(one: Plain | None, other: Plain | None) -> Where:
    first, second = one or {}, other or {}
    return Where(
        str(second.get("topic") or first.get("topic")),
        first.get("id", ""),
        second.get("id", ""),
        first.get("at", ""),
        second.get("at", ""),
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


def _without_responses(clause: Plain | None) -> Plain | None:
    return {key: value for key, value in clause.items() if key != "responses"} if clause else None


def content_of(item: Plain) -> str:
    return repr(sorted(item.items(), key=lambda pair: pair[0]))


def _text(clause: Plain) -> str:
    return " ".join(str(clause.get(name, "")) for name in ("summary", "purpose", "item", "term"))


def _likeness(one: Plain, other: Plain) -> float:
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
