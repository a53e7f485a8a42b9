"""Values as words, for people: `within 24 hours`, `armed attack by RUS against UKR`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agreements.timing import Period

__all__ = ["deadline_phrase", "event_phrase", "events_phrase", "listed", "phrase", "words"]


def words(term: object) -> str:
    """Return a vocabulary word as plain words: `most-senior` gives `most senior`."""
    return str(term).replace("-", " ")


def listed(items: Iterable[object], joint: str = "and") -> str:
    """Return items as `A, B and C`; `nobody named` where there are none."""
    names = [str(item) for item in items]
    if len(names) < 2:
        return names[0] if names else "nobody named"
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def event_phrase(event: dict[str, Any]) -> str:
    """Return an event as words; that nobody is named is left unsaid here."""
    text = words(event["event"]) if event["event"] != "other" else event.get("described", "another event")
    if event.get("by"):
        text += f" by {listed(event['by'], 'or')}"
    if event.get("against"):
        text += f" against {listed(event['against'], 'or')}"
    if event.get("of"):
        text += f" ({event['of']})"
    for field in ("after", "during", "together_with", "unless"):
        if event.get(field):
            text += f", {words(field.replace('_', '-'))} {events_phrase(event[field])}"
    if event.get("where"):
        text += f", {event['where']}"
    return text


def events_phrase(events: Iterable[dict[str, Any]]) -> str:
    """Return events as words, any one of which suffices."""
    return " or ".join(event_phrase(event) for event in events) or "no event named"


def deadline_phrase(deadline: dict[str, Any] | None) -> str:
    """Return a deadline as words: `where possible within 24 hours`."""
    if not deadline:
        return "no deadline"
    parts = [words(hedge) for hedge in deadline.get("softened_by", ())]
    if "within" in deadline:
        parts.append(f"within {Period(deadline['within']).in_words()}")
    if "by" in deadline:
        parts.append(f"by {deadline['by']}")
    return " ".join(parts)


def phrase(value: Any) -> str:
    """Return any plain value as words."""
    if value is None or value == [] or value == {}:
        return "nothing"
    if isinstance(value, dict):
        if "event" in value:
            return event_phrase(value)
        return ", ".join(f"{words(key.replace('_', '-'))}: {phrase(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(phrase(item) for item in value)
    return str(value)
