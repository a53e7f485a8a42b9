"""What holds and how to leave: pure functions of a record, of what happened, and of a day; nobody here knows today.

Every day comes as a window with its trace: the act, the rule, the article, the convention, the assumption.
"""

from agreements.tracking._days import Because, Day, Trace
from agreements.tracking.ends import Exit, ExitKind, exits
from agreements.tracking.entry import entry_into_force, entry_into_force_for
from agreements.tracking.state import Holds, State, Status, status
from agreements.tracking.term import expiry

__all__ = [
    "Because",
    "Day",
    "Exit",
    "ExitKind",
    "Holds",
    "State",
    "Status",
    "Trace",
    "entry_into_force",
    "entry_into_force_for",
    "exits",
    "expiry",
    "status",
]
