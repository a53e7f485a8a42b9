"""All rules on one record, whether of fourteen clauses or of a hundred."""

from __future__ import annotations

from collections.abc import Callable

from _measure import EXAMPLES, interleaved, timed, title

from agreements import Agreement, load, validate
from agreements.model import Trigger
from agreements.rules import RULES


def with_clauses(record: Agreement, number: int) -> Agreement:
    """Return the record with so many of its clauses, its triggers first, the rest taken evenly; without claims."""
    triggers = [clause for clause in record.clauses if isinstance(clause, Trigger)]
    rest = [clause for clause in record.clauses if not isinstance(clause, Trigger)]
    step = len(rest) // (number - len(triggers))
    chosen = [*triggers, *rest[::step]][:number]
    return record.replace(clauses=chosen, claims=None, ignore=None)


def main() -> None:
    title(f"All {len(RULES)} rules")
    usa = load(EXAMPLES / "ukraine/usa-2024.yaml")
    records = [with_clauses(usa, 14), load(EXAMPLES / "nato/north-atlantic-treaty-1949.yaml"), usa]
    names = [f"{len(record.clauses)} clauses, {record.id}" for record in records]
    work: dict[str, Callable[[], object]] = {
        name: lambda record=record: validate(record) for name, record in zip(names, records, strict=True)
    }
    timed(interleaved(work, rounds=21), names[0])


if __name__ == "__main__":
    main()
