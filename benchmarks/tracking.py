"""What holds and what falls due, by many events: one record with a hundred, ten thousand records with ten each.

And how reading, judging and scheduling grow with the events of one file: ten times as many take ten times as long.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from _measure import EXAMPLES, interleaved, machine, table, title

from agreements import Agreement, Chronology, load, parse, schedule, status, validate, write

AS_OF = date(2034, 1, 1)
START = datetime(2024, 7, 1, 4, 10, tzinfo=UTC)
DAYS = 3000
RECORDS = 10_000
# What ten entries are: attacks, requests, answers, and an act.
KINDS = ("event", "request", "deed", "event", "deed", "event", "request", "deed", "event", "act")


def told(agreement: str, count: int, kinds: tuple[str, ...] = KINDS) -> Chronology:
    """Return a chronology of so many entries over some years."""
    own: dict[str, dict[str, Any]] = {
        "event": {"event": "armed-attack", "by": ["RUS"], "against": ["UKR"]},
        "request": {"by": ["UKR"], "under": [agreement]},
        "deed": {"act": "meet", "by": ["USA"], "answers": [f"{agreement}/emergency-meeting/meet"]},
        "act": {"act": "announcement", "by": ["USA"], "under": [agreement]},
        "peace": {"kind": "event", "event": "end-of-hostilities"},  # no trigger of the record speaks of it
    }
    events = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        at = START + timedelta(minutes=number * DAYS * 1440 // count)
        entry = {"id": f"e{number}", "kind": kind, "moment": f"{at:%Y-%m-%dT%H:%M}Z", **own[kind]}
        events.append(entry)
    return Chronology.from_plain({"format": "events/1", "id": "told", "title": "Many", "events": events})


def one_record(usa: Agreement) -> None:
    title("One record with 100 events")
    events = told(usa.id, 100)
    work: dict[str, Callable[[], object]] = {
        "status": lambda: status(usa, events, as_of=AS_OF),
        "schedule": lambda: schedule(usa, events, as_of=AS_OF),
        "validate the events": lambda: validate(events, beside=[usa]),
    }
    times = interleaved(work)
    table(("work", "ms"), ((name, f"{sorted(found)[len(found) // 2] * 1000:.2f}") for name, found in times.items()))


def many_records(usa: Agreement) -> None:
    title(f"{RECORDS} records with 10 events each")

    def each() -> Iterator[tuple[Agreement, Chronology]]:
        for number in range(RECORDS):
            name = f"agreement-{number}"
            yield usa.model_copy(update={"id": name}), told(name, 10)

    pairs = list(each())
    gc.freeze()
    rows = []
    for name, act in (("status", status), ("schedule", schedule)):
        start = time.process_time()
        for agreement, events in pairs:
            act(agreement, events, as_of=AS_OF)
        seconds = time.process_time() - start
        rows.append((name, f"{seconds:.1f}", f"{seconds / RECORDS * 1000:.2f}"))
    gc.unfreeze()
    table(("work", "s", "ms a record"), rows)


def growing(usa: Agreement) -> None:
    title("From 1,000 to 100,000 events")
    rows = []
    for count in (1_000, 10_000, 100_000):
        mixed, elsewhere = told(usa.id, count), told(usa.id, count, ("peace",))
        # A file holds some 20,000 events at most.
        texts = [write(mixed.replace(events=mixed.events[at : at + 10_000])) for at in range(0, count, 10_000)]
        works: tuple[tuple[str, Callable[[], object]], ...] = (
            ("read YAML", lambda texts=texts: [parse(text) for text in texts]),
            ("validate", lambda mixed=mixed: validate(mixed, beside=[usa])),
            ("status", lambda mixed=mixed: status(usa, mixed, as_of=AS_OF)),
            ("schedule", lambda mixed=mixed: schedule(usa, mixed, as_of=AS_OF)),
            ("schedule, no event of its kind", lambda elsewhere=elsewhere: schedule(usa, elsewhere, as_of=AS_OF)),
        )
        for name, act in works:
            gc.collect()
            start = time.process_time()
            act()
            seconds = time.process_time() - start
            rows.append((name, count, f"{seconds:.2f}", f"{seconds / count * 1e6:.0f}"))
    table(("work", "events", "s", "µs an event"), sorted(rows, key=lambda row: row[0]))


def main() -> None:
    print(machine(), "\n")
    usa = load(EXAMPLES / "ukraine" / "usa-2024.yaml")
    one_record(usa)
    many_records(usa)
    growing(usa)


if __name__ == "__main__":
    main()
