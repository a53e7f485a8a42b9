"""Periods, partial dates and three-valued answers."""

from agreements.timing.answer import Answer
from agreements.timing.partial_date import PartialDate
from agreements.timing.period import Period

__all__ = ["Answer", "PartialDate", "Period"]
