"""What holds and how to leave: pure functions of a record, of what happened, and of a day; nobody here knows today.

Every day comes as a window with its trace: the act, the rule, the article, the convention, the assumption.
"""

from agreements.tracking._days import Because, Day, Trace
from agreements.tracking._knowing import Events
from agreements.tracking._moments import AsOf, Limit, When, when
from agreements.tracking.administrations import Durability, Hold, InOffice, Left, Owed, durability
from agreements.tracking.deadlines import Clock, Deadline, DeadlineKind, DeadlineState, explain
from agreements.tracking.ends import Exit, ExitKind, exits
from agreements.tracking.entry import entry_into_force, entry_into_force_for
from agreements.tracking.lifetimes import Life, Moment, MomentKind, life
from agreements.tracking.scheduling import no_response, schedule
from agreements.tracking.state import Holds, State, Status, status
from agreements.tracking.supposing import Follows, SetOff, Touched, WhatIf, what_if
from agreements.tracking.term import expiry

__all__ = [
    "AsOf",
    "Because",
    "Clock",
    "Day",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Durability",
    "Events",
    "Exit",
    "ExitKind",
    "Follows",
    "Hold",
    "Holds",
    "InOffice",
    "Left",
    "Life",
    "Limit",
    "Moment",
    "MomentKind",
    "Owed",
    "SetOff",
    "State",
    "Status",
    "Touched",
    "Trace",
    "WhatIf",
    "When",
    "durability",
    "entry_into_force",
    "entry_into_force_for",
    "exits",
    "expiry",
    "explain",
    "life",
    "no_response",
    "schedule",
    "status",
    "what_if",
    "when",
]
