"""The features that agreements are compared by: one entry each, in the order of the rows.

To add one, write a function of an agreement and put an entry for it into `FEATURES`:

    Feature("amendment", "Amendment", "life-cycle", lambda one: provision(one, "amendment", wording.amendment),
            "How it is changed.", rules=("amendment",))

A function returns what the text says (`Said`, one a clause, with its place), or why nothing stands there (`Unsaid`).
What only one comparison needs is better passed to `compare` itself: `rows=["duration", my_function]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from agreements.matrix import _emergency as emergency
from agreements.matrix import _lifecycle as life
from agreements.matrix import _topics as topics
from agreements.matrix._cells import Reading
from agreements.model import Agreement
from agreements.model.vocabulary import LegalStatus, Topic

__all__ = ["FEATURES", "GROUPS", "TOPICS", "Feature", "Kind", "titled", "topic_features"]

Kind = Literal["words", "number"]
"""What a row holds: words, or numbers that can be reckoned with."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a comparison.

    Attributes:
        name: Its name in kebab-case, by which it is selected.
        title: Its heading.
        group: The group it belongs to, by which several are selected.
        of: What reads it off an agreement.
        meaning: What it says, for the codebook.
        rules: The rules of the pairwise comparison whose judgements belong to it; empty: every rule, at its places.
        kind: Whether its values are words or numbers.
        unit: What numbers count, where all count the same.
        echoes: The row that says the same in words, or of which this is a part; then it isn't counted once more where
            columns are likened.
    """

    name: str
    title: str
    group: str
    of: Callable[[Agreement], Reading]
    meaning: str
    rules: tuple[str, ...] = ()
    kind: Kind = "words"
    unit: str = ""
    echoes: str = ""


_CAPITALS: Final = frozenset({"cbrn", "eu", "iaea", "imf", "nato", "oecd", "osce", "un"})


def titled(name: str) -> str:
    """Return an id as a heading: `nato-accession` gives `NATO accession`."""
    text = " ".join(word.upper() if word in _CAPITALS else word for word in name.split("-"))
    return text[:1].upper() + text[1:]


TOPICS: Final[Mapping[str, Topic]] = {
    "new-aggression": Topic.RESPONSE_TO_AGGRESSION,
    "nato-accession": Topic.NATO_MEMBERSHIP,
    "eu-accession": Topic.EU_INTEGRATION,
    "defence-industry": Topic.DEFENCE_INDUSTRY,
    "intelligence": Topic.INTELLIGENCE,
    "cyber": Topic.CYBER,
    "information-security": Topic.INFORMATION,
    "cbrn": Topic.CBRN,
    "demining": Topic.DEMINING,
    "sanctions": Topic.SANCTIONS,
    "compensation": Topic.COMPENSATION,
    "tribunal": Topic.TRIBUNAL,
    "reform": Topic.REFORM,
}
"""The topics by which these agreements have been compared; of each, the clauses matched across texts make a group."""


def topic_features(name: str, topic: Topic) -> tuple[Feature, Feature]:
    """Return the rows of a topic: how firm its firmest undertakings are, and how many there are."""
    heading = titled(name)
    return (
        Feature(
            name,
            f"{heading}: firmest word",
            name,
            topics.firmest(topic),
            f"The force of the firmest undertakings: {topic.meaning}",
            ("modal-and-force", "effort"),
        ),
        Feature(
            f"{name}-undertakings",
            f"{heading}: undertakings",
            name,
            topics.undertakings(topic),
            f"How many undertakings: {topic.meaning}",
            ("undertaking",),
            "number",
            "undertakings",
            echoes=name,
        ),
    )


_EVENT = ("events", "clause")

FEATURES: Final[tuple[Feature, ...]] = (
    Feature("instrument", "Calls itself", "name", life.instrument, "What kind of document it says it is.",
            ("instrument",)),
    Feature("title", "Title", "name", life.title, "The title as printed.", ("title",)),
    Feature("sides", "Calls its sides", "name", life.sides, "What each part calls its sides.", ("part",)),
    Feature("legal-status", "Legal status", "status", life.status,
            "What each part is meant to be in law: binding, political, disputed or unclear.", ("legal-status",)),
    Feature("status-basis", "Status rests on", "status", life.basis,
            "Whether the text states its status, or it is inferred from its signals.", ("legal-status",)),
    Feature("binding-signals", "Signals for binding", "status", life.evidence(LegalStatus.BINDING),
            "The signals noted that speak for binding force; what is not noted is not told.", ("legal-status",)),
    Feature("political-signals", "Signals against", "status", life.evidence(LegalStatus.POLITICAL),
            "The signals noted that speak against binding force; what is not noted is not told.", ("legal-status",)),
    Feature("emergency-event", "Event", "emergency", emergency.event,
            "What sets off a consultation or meeting upon an attack: the clause with a time limit, or else every one.",
            _EVENT),
    Feature("emergency-attacker", "Attacker", "emergency", emergency.attacker, "By whom; silent: by anyone.", _EVENT),
    Feature("emergency-conditions", "Conditions", "emergency", emergency.conditions,
            "What must hold as well, or how the event is described.", (*_EVENT, "conditions")),
    Feature("emergency-act", "Act", "emergency", emergency.act,
            "What the sides do, with the word that says how firmly.", ("act", "modal-and-force", "undertaking")),
    Feature("emergency-hours", "Hours", "emergency", emergency.hours, "Within how many hours.",
            ("deadline", "undertaking"), "number", "hours"),
    Feature("emergency-softening", "Softened by", "emergency", emergency.softening,
            "What softens the time limit; not applicable where there is none.", ("deadline", "undertaking")),
    Feature("emergency-clock", "Clock starts", "emergency", emergency.clock, "What the time limit runs from.",
            ("deadline", "undertaking")),
    Feature("emergency-immediacy", "How soon", "emergency", emergency.immediacy, "How soon, in words.",
            ("immediacy", "undertaking")),
    Feature("emergency-invoker", "Who asks", "emergency", emergency.invoker,
            "Who must ask for it; silent: nobody needs to.", ("request", "clause")),
    Feature("emergency-level", "Level", "emergency", emergency.level, "At which level.",
            ("level", "undertaking")),
    Feature("entry-into-force", "Takes effect", "life-cycle", life.entry_into_force,
            "How it enters into force or takes effect.", ("entry-into-force",)),
    Feature("duration", "Duration", "life-cycle", life.duration, "How long it lasts.", ("duration", "part")),
    Feature("term-years", "Term in years", "life-cycle", life.term_years,
            "The length of its term; not applicable where it lasts until an event or without an end.",
            ("duration",), "number", "years", echoes="duration"),
    Feature("renewal", "Renewal", "life-cycle", life.renewal, "How it goes on after its term.", ("renewal",)),
    Feature("exit", "Ways out", "life-cycle", life.exits, "How it can be ended or left.", ("termination",)),
    Feature("exit-notice", "Notice", "life-cycle", life.exit_notice,
            "How long notice is, and how strictly it must be kept.", ("termination",), echoes="exit"),
    Feature("notice-months", "Notice in months", "life-cycle", life.notice_months, "The length of notice.",
            ("termination",), "number", "months", echoes="exit"),
    Feature("exit-clock", "Notice runs from", "life-cycle", life.exit_clock, "What notice runs from.", ("termination",),
            echoes="exit"),
    Feature("survival", "Survival", "life-cycle", life.survival,
            "What goes on after the end; columns are grouped by the test, as what goes on is told in words of ours.",
            ("survival",)),
    Feature("reviews", "Reviews", "life-cycle", life.reviews, "When it is looked at as a whole.", ("review",)),
    Feature("languages", "Languages", "life-cycle", life.languages, "The languages and which of them counts.",
            ("languages", "part")),
    Feature("registration", "Registration", "life-cycle", life.registration, "Registration with the United Nations.",
            ("registration",)),
    Feature("disputes", "Disputes", "life-cycle", life.disputes, "How disputes about it are settled.", ("disputes",)),
    *(feature for name, topic in TOPICS.items() for feature in topic_features(name, topic)),
)  # fmt: skip
"""The features that need nothing but one agreement, in the order of the rows."""

GROUPS: Final[Mapping[str, str]] = {
    "name": "What it calls itself",
    "status": "Legal status and its evidence",
    "emergency": "The emergency clause",
    "life-cycle": "How it begins, lasts and ends",
    "money": "Money by year, as stated",
    **{name: f"{titled(name)}: {topic.meaning}" for name, topic in TOPICS.items()},
    "own": "Rows of your own",
}
"""The groups of rows, each with its heading."""
