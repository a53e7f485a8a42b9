"""Time as treaties use it: lengths, dates that are only partly known, and answers that admit not knowing.

`Period` keeps hours (exact) apart from days, months and years (calendar). `PartialDate` never fills a gap. Both
compare with an `Answer`: yes, no, or cannot be told.

Counting is imported by name, because most callers never count: `agreements.timing.counting` finds last days, forward,
back and in series, `agreements.timing.hours` last moments, by the named ways of `agreements.timing.conventions`.
"""

from __future__ import annotations

from agreements.timing.answer import Answer
from agreements.timing.partial_date import PartialDate
from agreements.timing.period import Period

__all__ = ["Answer", "PartialDate", "Period"]
