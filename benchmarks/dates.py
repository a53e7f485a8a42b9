"""Compares date arithmetic with `whenever` on a million random cases, and lists every kind of disagreement.

Days: `last_day` by `calendar`, and counting back, against `Date.add` and `Date.subtract`. Hours: a local time read in a
zone and hours added, against `ZonedDateTime`. Every case that differs has to fall under a cause that is named here; the
first that doesn't is printed, and the exit code is 1.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

import whenever

from agreements.errors import DateOutOfRangeError, InvalidValueError
from agreements.timing import Period
from agreements.timing.counting import Counted, last_day, last_day_before
from agreements.timing.hours import last_moment
from agreements.timing.instants import Instant, Reading

ZONES = (
    "Europe/Kyiv", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Asia/Tokyo",
    "Asia/Tehran", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC",
)  # fmt: skip
FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def random_period(chance: random.Random) -> Period:
    kind = chance.randrange(4)
    months = chance.choice((1, 3, 6, 12, 24, 60, 120, chance.randint(1, 1200))) if kind else 0
    days = chance.choice((1, 7, 14, 30, 90, 365, chance.randint(1, 5000))) if kind in (0, 3) else 0
    return Period(months=months, days=days)


def forward(chance: random.Random) -> str:
    start, period = date.fromordinal(chance.randint(FIRST, LAST)), random_period(chance)
    try:
        ours = last_day(start, period).day
    except DateOutOfRangeError:
        ours = None
    try:
        theirs = whenever.Date(start).add(years=period.years, months=period.months, days=period.days).to_stdlib()
    except (ValueError, OverflowError):
        theirs = None
    if ours == theirs:
        return "out of range for both" if ours is None else "the same"
    return f"UNEXPLAINED: {start} plus {period}: {ours}, whenever {theirs}"


def back(chance: random.Random) -> str:
    end, period = date.fromordinal(chance.randint(FIRST, LAST)), random_period(chance)
    found: Counted | None
    try:
        found = last_day_before(end, period)
    except DateOutOfRangeError:
        found = None
    try:
        theirs = whenever.Date(end).subtract(years=period.years, months=period.months, days=period.days).to_stdlib()
    except (ValueError, OverflowError):
        theirs = None
    if found is None or theirs is None:
        if found is None and theirs is None:
            return "out of range for both"
        return f"UNEXPLAINED: {end} minus {period}: {found}, whenever {theirs}"
    if found.day == theirs:
        return "the same"
    if found.earliest == theirs and ended_by(end, found.latest, period):
        return "differs: whenever's day and later ones up to ours, from which the period has ended by then as well"
    if found.latest == theirs and not ended_by(end, theirs, period):
        return "differs: whenever's day and earlier ones down to ours, for from whenever's the period ends too late"
    return f"UNEXPLAINED: {end} minus {period}: {found}, whenever {theirs}"


def ended_by(end: date, start: date | None, period: Period) -> bool:
    """Whether the period, counted forward from a day by whenever, has ended by the given day."""
    assert start is not None
    counted = whenever.Date(start).add(years=period.years, months=period.months, days=period.days)
    return counted.to_stdlib() <= end


def hours(chance: random.Random) -> str:
    local = datetime(1970, 1, 2) + timedelta(minutes=chance.randrange(60 * 24 * 365 * 65))
    if chance.random() < 0.5:
        # Random times seldom meet a clock change; these lie near one, if the zone has one in that month.
        local = local.replace(
            month=chance.choice((2, 3, 4, 9, 10, 11)), day=chance.randint(1, 28), hour=chance.randint(0, 4)
        )
    zone, number = chance.choice(ZONES), chance.randint(1, 5000)
    text = f"{local.isoformat()}[{zone}]"
    cause = "the same"
    try:
        start = Instant.parse(text)
    except InvalidValueError as error:
        skipped = "skipped" in str(error)
        cause = (
            f"differs: ours refuses a time that is {'skipped' if skipped else 'repeated'} unless told how to read it"
        )
        # What whenever does by default: the later reading of a skipped time, the earlier of a repeated one.
        start = Instant.parse(text, skipped=Reading.LATER, repeated=Reading.EARLIER)
    ours = last_moment(start, Period(hours=number)).moment
    begun = whenever.ZonedDateTime(
        local.year, local.month, local.day, local.hour, local.minute, tz=zone, disambiguation="compatible"
    )
    theirs = begun.add(hours=number).to_instant().to_stdlib().astimezone(UTC)
    if ours is not None and ours.utc == theirs:
        return cause
    by_system = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) + timedelta(hours=number)
    if by_system == theirs:
        # `zoneinfo` and whenever look at the system's files first; we read the package's, the same everywhere.
        return f"differs: {zone}, where the system's time zone data and those of tzdata {version('tzdata')} differ"
    return f"UNEXPLAINED: {text} plus {number} hours: {ours}, whenever {theirs}"


def main(cases: int = 1_000_000, seed: int = 1) -> int:
    chance = random.Random(seed)
    print(f"whenever {version('whenever')}, python-dateutil {version('python-dateutil')}, seed {seed}")
    unexplained = 0
    for name, act, share in (("last day", forward, 0.4), ("last day, back", back, 0.3), ("hours", hours, 0.3)):
        start = time.perf_counter()
        found = Counter(act(chance) for _ in range(int(cases * share)))
        print(f"{name}: {found.total():,} cases in {time.perf_counter() - start:.0f} s")
        for kind, number in found.most_common():
            if not kind.startswith("UNEXPLAINED"):
                print(f"  {number:9,}  {kind}")
        odd = [kind for kind in found if kind.startswith("UNEXPLAINED")]
        unexplained += len(odd)
        for kind in odd[:10]:
            print(f"  {kind}")
        if odd[10:]:
            print(f"  and {len(odd) - 10} more")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
