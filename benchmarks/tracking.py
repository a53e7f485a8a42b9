"""Status and schedule: of one record with more and more events, and of thousands of records with ten each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

from _measure import EXAMPLES, interleaved, table, timed, title

from agreements import Agreement, Chronology, load, schedule, status

AS_OF = date(2030, 1, 1)
RECORDS = (100, 1_000, 10_000)
EVENTS = (10, 100, 1_000)


def chronology(number: int, under: str) -> Chronology:
    """Return events around an agreement: attacks, requests under it, meetings that answer them, in turns."""
    first = date(2024, 7, 1)
    events = [_event(place, under, first + timedelta(days=place % 1_900)) for place in range(number)]
    return Chronology.from_plain({"format": "events/1", "id": "many", "title": "Many events", "events": events})


def _event(number: int, under: str, day: date) -> dict[str, object]:
    match number % 3:
        case 0:
            told: dict[str, object] = {"kind": "event", "event": "armed-attack", "by": ["RUS"], "against": ["UKR"]}
        case 1:
            told = {"kind": "request", "by": ["UKR"], "under": [under]}
        case _:
            answers = [f"{under}/emergency-meeting/meet"]
            told = {"kind": "deed", "act": "meet", "by": ["UKR", "USA"], "answers": answers}
    return {"id": f"event-{number}", "date": day.isoformat(), **told}


def more_events(record: Agreement) -> None:
    title(f"{record.id}: one record with events")
    files = {number: chronology(number, record.id) for number in EVENTS}
    for name, ask in (("status", status), ("schedule", schedule)):
        work = {
            f"{name}, {number} events": lambda told=told, ask=ask: ask(record, told, as_of=AS_OF)
            for number, told in files.items()
        }
        timed(interleaved(work, rounds=5), f"{name}, {EVENTS[0]} events")


def more_records(record: Agreement) -> None:
    title("Many records with 10 events each, one after the other")

    def rows() -> Iterator[tuple[str, str, str]]:
        for number in RECORDS:
            start = time.process_time()
            for place in range(number):
                one = record.model_copy(update={"id": f"{record.id}-{place}"})
                told = chronology(10, one.id)
                status(one, told, as_of=AS_OF)
                schedule(one, told, as_of=AS_OF)
            taken = time.process_time() - start
            yield f"{number:,}", f"{taken:.1f}", f"{taken / number * 1000:.1f}"

    table(("records", "seconds", "ms a record"), rows())


def main() -> None:
    usa = load(EXAMPLES / "ukraine/usa-2024.yaml")
    more_events(usa)
    more_records(usa)


if __name__ == "__main__":
    main()
