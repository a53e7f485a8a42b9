"""How a period is counted: named conventions, each with its source.

The Vienna Convention on the Law of Treaties has no rule on counting, and treaties seldom state one. So every count
uses a convention by name, and its trace says which one and who chose it.

| convention | the day it runs from | its last day | where the month lacks that day | weekends and holidays |
| --- | --- | --- | --- | --- |
| `calendar` (the default) | not counted | same number or day of the week | the month's last day | count as any other |
| `ets-76` | not counted | same | the month's last day | moved to the next working day |
| `reg-1182-71` | not counted | same | the month's last day | moved, and two working days at least |
| `anniversary` | not counted | the anniversary | open: the month's last day or the day after it | count |
| `eve-of-anniversary` | is the first day | the day before the anniversary | the month's last day | count |
| `exact-hours` | | | | counts hours only, as elapsed time |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from agreements._spelling import near
from agreements.errors import UnknownNameError

_ETS_76 = "European Convention on the Calculation of Time-Limits 1972 (ETS 76)"
_REG_1182 = "Regulation (EEC, Euratom) No 1182/71"


class MissingDay(Enum):
    """Which day stands for one that the last month lacks, such as 31 February."""

    LAST_OF_MONTH = "last-of-month"
    FIRST_OF_NEXT = "first-of-next-month"


class HourRule(Enum):
    """When a period of hours begins."""

    AT_ONCE = "at-once"
    """At the moment of the event, to the second."""
    NEXT_FULL_HOUR = "next-full-hour"
    """When the hour that the event falls into has ended; that hour isn't counted."""


class BackReading(Enum):
    """How the last day for something owed at least a period before a given day is found."""

    BACK = "back"
    """Count back from the given day: years and months first, then days."""
    FORWARD = "forward"
    """Take the latest day from which the period, counted forward, has ended by the given day."""


@dataclass(frozen=True, slots=True)
class Extension:
    """Moving a last day on which nobody works to the next working day.

    Attributes:
        source: The article that moves it.
        acts_alone: The article that confines this to periods within which something has to be done, so that the term
            of an agreement, or its entry into force, is never moved.
        least: How many working days a period of two days or more has to have at least; 0: the convention is silent.
        least_source: The article that says so.
    """

    source: str
    acts_alone: str
    least: int = 0
    least_source: str = ""


@dataclass(frozen=True, slots=True)
class DayRule:
    """How days, months and years are counted.

    Attributes:
        first_day_counts: Whether the day a period runs from is its first day.
        source: The article that says so, and which day is the last.
        missing_day: What stands for a day that the last month lacks; two entries where nobody settles which, the
            earlier day first.
        missing_day_source: The article that says so.
        extension: What happens where nobody works on the last day; None: nothing.
        back: How it counts back; two entries where nobody settles which; empty: it refuses to.
        back_source: Where that comes from.
    """

    first_day_counts: bool
    source: str
    missing_day: tuple[MissingDay, ...]
    missing_day_source: str
    extension: Extension | None
    back: tuple[BackReading, ...]
    back_source: str


@dataclass(frozen=True, slots=True)
class Convention:
    """A named way to count periods.

    Attributes:
        name: In `kebab-case`; never used for anything else later.
        source: The instrument, or why there is none.
        days: How it counts days, months and years; None: it doesn't.
        hours: How it counts hours; None: it says nothing on hours, and they are counted by `exact-hours`.
    """

    name: str
    source: str
    days: DayRule | None
    hours: HourRule | None

    def __str__(self) -> str:
        """Return the name."""
        return self.name


_BOTH = (BackReading.BACK, BackReading.FORWARD)
_NO_RULE_BACK = "no instrument rules on counting back; both readings are kept"

CALENDAR = Convention(
    name="calendar",
    source=f"{_ETS_76}, art. 3 and 4, by analogy",
    days=DayRule(
        first_day_counts=False,
        source=f"{_ETS_76}, art. 3(1) and 4, by analogy",
        missing_day=(MissingDay.LAST_OF_MONTH,),
        missing_day_source=f"{_ETS_76}, art. 4(2), by analogy",
        extension=None,
        back=_BOTH,
        # Art. 1(1) shuts out time-limits calculated retroactively, so the analogy ends here.
        back_source=_NO_RULE_BACK,
    ),
    hours=None,
)
"""The default: like articles 3 and 4 of the European Convention, without art. 5, and beyond the scope of art. 1.

That weekends stay as they are is how the European Court of Human Rights counts its own treaty's six months: Sabri
Güneş v. Turkey, Grand Chamber, no. 27396/06, 29 June 2012.
"""

ETS_76 = Convention(
    name="ets-76",
    source=_ETS_76,
    days=DayRule(
        first_day_counts=False,
        source=f"{_ETS_76}, art. 3(1) and 4",
        missing_day=(MissingDay.LAST_OF_MONTH,),
        missing_day_source=f"{_ETS_76}, art. 4(2)",
        extension=Extension(source=f"{_ETS_76}, art. 5", acts_alone=f"{_ETS_76}, art. 5"),
        back=(),
        back_source=f"{_ETS_76}, art. 1(1)",
    ),
    hours=None,
)
"""The European Convention itself, for texts that refer to it. It doesn't count back (art. 1(1))."""

REG_1182_71 = Convention(
    name="reg-1182-71",
    source=f"{_REG_1182}, art. 3",
    days=DayRule(
        first_day_counts=False,
        # The day a period runs from is that of the event: Case C-171/03 Toeters and Verberk, EU:C:2004:714.
        source=f"{_REG_1182}, art. 3(1) and 3(2)(b) and (c)",
        missing_day=(MissingDay.LAST_OF_MONTH,),
        missing_day_source=f"{_REG_1182}, art. 3(2)(c)",
        extension=Extension(
            source=f"{_REG_1182}, art. 3(4)",
            acts_alone=f"{_REG_1182}, art. 4(1)",
            least=2,
            least_source=f"{_REG_1182}, art. 3(5)",
        ),
        back=(BackReading.BACK,),
        back_source=f"{_REG_1182}, art. 3(2)(c), without a shift: art. 3(4)",
    ),
    hours=HourRule.NEXT_FULL_HOUR,
)
"""The regulation on periods, dates and time limits, for acts of the European Union and texts that refer to it."""

ANNIVERSARY = Convention(
    name="anniversary",
    source="ordinary meaning (VCLT 1969, art. 31(1)); no instrument settles the anniversary of 29 February",
    days=DayRule(
        first_day_counts=False,
        source="ordinary meaning of an anniversary (VCLT 1969, art. 31(1))",
        missing_day=(MissingDay.LAST_OF_MONTH, MissingDay.FIRST_OF_NEXT),
        missing_day_source="no instrument settles it; both readings are kept",
        extension=None,
        back=_BOTH,
        back_source=_NO_RULE_BACK,
    ),
    hours=None,
)
"""For texts that speak of an anniversary. Where the year or month has no such day, both readings are kept."""

EVE_OF_ANNIVERSARY = Convention(
    name="eve-of-anniversary",
    source="German Civil Code (BGB), § 187(2) and § 188(2) and (3), by analogy",
    days=DayRule(
        first_day_counts=True,
        source="BGB, § 187(2) and § 188(1) and (2), by analogy",
        # The last day of the month is the eve of the first of the next one.
        missing_day=(MissingDay.FIRST_OF_NEXT,),
        missing_day_source="BGB, § 188(3), by analogy",
        extension=None,
        back=_BOTH,
        back_source=_NO_RULE_BACK,
    ),
    hours=None,
)
"""For periods that begin with a day, that day included: a year from 13 June ends with 12 June."""

EXACT_HOURS = Convention(
    name="exact-hours",
    source="elapsed time on UTC; no instrument is followed",
    days=None,
    hours=HourRule.AT_ONCE,
)
"""Hours, minutes and seconds as time elapsed since the moment of the event."""

CONVENTIONS = (CALENDAR, ETS_76, REG_1182_71, ANNIVERSARY, EVE_OF_ANNIVERSARY, EXACT_HOURS)
"""All of them, the default first."""


def convention_named(name: str) -> Convention:
    """Return the convention of that name.

    Raises:
        UnknownNameError: There is none; its `near` holds names that look alike.
    """
    by_name = {one.name: one for one in CONVENTIONS}
    if name not in by_name:
        raise UnknownNameError("convention", name, near(name, by_name), tuple(by_name))
    return by_name[name]
