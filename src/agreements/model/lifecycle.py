"""How an agreement begins, lasts, changes and ends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agreements.model._base import ActorId, Id, Listed, Prose, Record, Sorted
from agreements.model._numbers import as_number
from agreements.model.commitments import Recurrence
from agreements.model.events import Event
from agreements.model.place import Place
from agreements.model.sources import Citation
from agreements.model.vocabulary import ActionKind, Channel, ClockStart, Modal, NoticeForm, RelationKind
from agreements.timing import PartialDate, Period

# The bounds are the number's own and stand inside: outside, the schema would not have them as `minimum` and `maximum`.
Count = Annotated[int, Field(ge=1, le=200), BeforeValidator(as_number)]


class Provision(Record):
    """A life-cycle provision: where it stands."""

    at: Place | None = Field(None, description="Where the text says so.")
    cite: Listed[Citation] = Field((), description="Other sources.")
    note: Prose | None = Field(None, description="What a reader should know.")


class UponSignature(Provision):
    """Upon signature, by all sides or by those named."""

    rule: Literal["upon-signature"]
    by: Sorted[ActorId] = Field((), description="Who must have signed; empty: all.")


class OnDate(Provision):
    """On a fixed date."""

    rule: Literal["fixed-date"]
    date: PartialDate = Field(description="The date.")


class AfterPeriod(Provision):
    """A period after the day another rule gives."""

    rule: Literal["period-after"]
    period: Period = Field(description="How long after.")
    after: EntryRule = Field(description="After the day that this rule gives.")


class FirstOfMonth(Provision):
    """The first day of the n-th month after the day another rule gives."""

    rule: Literal["first-day-of-month"]
    month: Annotated[int, Field(ge=1, le=60), BeforeValidator(as_number)] = Field(
        description="Which month after the month of that day: 1 is the next one."
    )
    after: EntryRule = Field(description="After the day that this rule gives.")


class Awaited(Provision):
    """Whose acts there must be: all that is filled must be met, and an act may count for several of it."""

    number: Count | None = Field(None, description="How many states must have acted: 2 is the second.")
    among: Sorted[ActorId] = Field((), description="Of whom the number is counted; empty: of everybody.")
    all_of: Literal["signatories", "parties"] | None = Field(None, description="Each of whom must have acted.")
    majority_of: Literal["signatories", "other-signatories", "parties"] | None = Field(
        None, description="Of whom more than half must have acted; `other-signatories`: those not in `named`."
    )
    named: Sorted[ActorId] = Field((), description="Who must have acted, by name.")


class Notifications(Awaited):
    """Upon notifications that internal procedures are complete."""

    rule: Literal["notifications"]
    counts: Literal["receipt", "giving", "unstated"] = Field(description="Whether receipt or giving of it counts.")
    form: NoticeForm | None = Field(None, description="In which form.")
    channel: Channel | None = Field(None, description="Through which channel.")


class Exchange(Provision):
    """Upon the exchange of instruments or notes."""

    rule: Literal["exchange"]


class Deposits(Awaited):
    """Upon the deposit of instruments: a number, a majority, all, or those of named states."""

    rule: Literal["deposits"]
    with_: ActorId | None = Field(None, alias="with", description="The depositary.")


class OwnDeposit(Provision):
    """For each state upon its own deposit; after a first stage by notifications, upon its own notification."""

    rule: Literal["own-deposit"]


class UponEvent(Provision):
    """Upon something that no act of the parties brings about, such as another treaty's entry into force."""

    rule: Literal["upon-event"]
    when: Listed[Event] = Field(description="Upon the first of these.")


class Provided(Provision):
    """By one rule if a condition is met in time, by another if it isn't."""

    rule: Literal["provided"]
    that: EntryRule = Field(description="What must have come about.")
    by: PartialDate = Field(description="The last day for it, that day included.")
    then: EntryRule = Field(description="The rule if it is met.")
    otherwise: EntryRule | None = Field(None, description="The rule if it isn't.")


class AllOf(Provision):
    """When all of these have come about."""

    rule: Literal["all-of"]
    of: Listed[EntryRule] = Field(description="The rules.")


class AnyOf(Provision):
    """When the first of these has come about."""

    rule: Literal["any-of"]
    of: Listed[EntryRule] = Field(description="The rules.")


class LaterOf(Provision):
    """On the later of the days these give."""

    rule: Literal["later-of"]
    of: Listed[EntryRule] = Field(description="The rules.")


class Staged(Provision):
    """For the first states by one rule, for later ones by another."""

    rule: Literal["staged"]
    first: EntryRule = Field(description="For those who make it enter into force.")
    later: EntryRule = Field(description="For those who come after.")


EntryRule = Annotated[
    UponSignature
    | OnDate
    | AfterPeriod
    | FirstOfMonth
    | Notifications
    | Exchange
    | Deposits
    | OwnDeposit
    | UponEvent
    | AllOf
    | AnyOf
    | LaterOf
    | Provided
    | Staged,
    Field(discriminator="rule"),
]
"""How an agreement enters into force."""


class Aim(Provision):
    """What the sides mean to do beside the term: an aim, no term."""

    during: Listed[Event] = Field(description="As long as this goes on.")
    modal: Modal = Field(description="The word used.")


class Term(Provision):
    """A length."""

    rule: Literal["term"]
    length: Period = Field(description="How long.")
    runs_from: ClockStart = Field(description="From when.")
    aim: Aim | None = Field(None, description="A wish to stay on beside the term.")


class UntilEvent(Provision):
    """Until an event, or as long as a state of things lasts."""

    rule: Literal["until"]
    until: Listed[Event] = Field((), description="Ends with the first of these.")
    during: Listed[Event] = Field((), description="Lasts as long as this does.")


class Indefinite(Provision):
    """Without an end."""

    rule: Literal["indefinite"]


Duration = Annotated[Term | UntilEvent | Indefinite, Field(discriminator="rule")]
"""How long an agreement lasts."""


class DecideBy(Record):
    """By when a decision must be taken."""

    before: Period = Field(description="How long before.")
    of: ClockStart = Field(description="Before what.")


class Renewal(Provision):
    """How the agreement goes on after its term."""

    by: Literal["agreement", "tacit"] = Field(description="By agreement of the sides, or by nobody objecting.")
    modal: Modal = Field(description="The word used.")
    length: Period | None = Field(None, description="By how long.")
    decide_by: DecideBy | None = Field(None, description="The last day for it.")
    form: NoticeForm | None = Field(None, description="In which form.")


class NotBefore(Record):
    """Not before a time has passed."""

    after: Period = Field(description="How long must have passed.")
    runs_from: ClockStart = Field(description="Since when.")


class WayOut(Provision):
    """One way to end the agreement or to leave it."""

    id: Id
    by: Sorted[ActorId] = Field((), description="Who may; empty: any party.")
    ends: Literal["agreement", "participation"] = Field(
        description="Ends the whole, or the part of the one who leaves."
    )
    notice: Period | None = Field(None, description="How long notice takes.")
    notice_is: Literal["required", "should", "preferred"] = Field(
        "required", description="Whether the length of notice is required, should be kept, or is only preferred."
    )
    at_least: Literal["at-least"] | None = Field(None, description="`at-least` where the text gives the least notice.")
    counted: Literal["forward", "back"] = Field("forward", description="Forward from its start, or back from the end.")
    runs_from: ClockStart = Field(ClockStart.UNSTATED, description="What notice runs from.")
    form: NoticeForm | None = Field(None, description="In which form.")
    channel: Channel | None = Field(None, description="Through which channel.")
    to: ActorId | None = Field(None, description="To whom; empty: the other side.")
    not_before: NotBefore | None = Field(None, description="Not before.")
    modal: Modal = Field(Modal.MAY, description="The word used.")


class Survival(Provision):
    """What goes on after the end."""

    id: Id
    what: Prose = Field(description="What goes on, in our words.")
    test: Literal["begun", "decided", "concluded", "own-terms"] = Field(
        description="By which test it is spared: begun, decided upon, concluded before the end, or by its own terms."
    )
    unless: Literal["sides-decide-otherwise", "either-side-decides-otherwise", "own-terms-say-otherwise"] | None = (
        Field(None, description="What undoes it: both sides deciding so, one of them alone, or its own terms.")
    )


class Review(Provision):
    """A look at the agreement as a whole."""

    id: Id
    of: Id | None = Field(None, description="The part reviewed; empty: the whole.")
    after: Period | None = Field(None, description="When it falls due.")
    no_later_than: Period | None = Field(None, description="The latest time for it.")
    not_before: Period | None = Field(None, description="The earliest time for it.")
    runs_from: ClockStart = Field(ClockStart.UNSTATED, description="From when the period runs.")
    due_before: Literal["end-of-term"] | None = Field(
        None, description="What it must come before, where the text gives no period: the end of the term."
    )
    recurrence: Recurrence | None = Field(None, description="How often.")
    on_request: Literal["any-party"] | None = Field(None, description="Whether somebody must ask.")
    modal: Modal = Field(description="The word used.")


class Amendment(Provision):
    """How the agreement is changed."""

    by: Literal["agreement", "unanimity", "majority"] = Field(description="By whose decision.")
    modal: Modal = Field(description="The word used.")
    form: NoticeForm | None = Field(None, description="In which form.")


class Accession(Provision):
    """How others join."""

    open_to: Prose = Field(description="Who may join.")
    invitation: Literal["unanimous", "majority"] | None = Field(None, description="By whose invitation.")
    by: Literal["deposit", "notification"] | None = Field(None, description="By which act.")
    with_: ActorId | None = Field(None, alias="with", description="The depositary.")


class Disputes(Provision):
    """How disputes about the agreement are settled."""

    means: Sorted[Literal["consultation", "negotiation", "mediation", "arbitration", "court"]] = Field(
        description="By which means."
    )
    only: Literal["only"] | None = Field(None, description="`only` where other means are shut out.")
    modal: Modal = Field(description="The word used.")


class Registration(Provision):
    """Registration with the United Nations."""

    wanted: Literal["intended", "required", "excluded"] = Field(description="Whether it is to be registered.")
    within: Period | None = Field(None, description="Within which time.")
    runs_from: ClockStart | None = Field(None, description="From when that time runs.")
    modal: Modal | None = Field(None, description="The word used.")


class LaterLanguage(Provision):
    """A version that becomes authentic later."""

    language: str = Field(pattern=r"^[a-z]{2,3}$", description="ISO 639 code.")
    upon: Listed[Event] = Field(description="Upon what.")


class Languages(Provision):
    """The languages and which of them counts."""

    signed_in: Sorted[str] = Field((), description="ISO 639 codes of the languages signed.")
    authentic: Sorted[str] = Field(
        (), description="ISO 639 codes of the versions called authentic, equivalent or valid."
    )
    later: Listed[LaterLanguage] = Field((), description="Versions that become authentic later.")
    prevailing: str | None = Field(None, pattern=r"^[a-z]{2,3}$", description="The version that prevails.")
    prevails_in: Sorted[Literal["divergence", "ambiguity", "discrepancy"]] = Field((), description="In which case.")


class Signer(Record):
    """Who signed for whom."""

    party: ActorId
    name: str = Field(min_length=1, max_length=120, description="The name as printed.")
    office: str | None = Field(None, max_length=120, description="The office as printed.")


class Action(Provision):
    """A dated act of one or more parties."""

    act: ActionKind = Field(description="What was done.")
    by: Sorted[ActorId] = Field(description="By whom.")
    part: Id | None = Field(
        None, description="The part the act is about, where it has acts of its own; empty: the whole."
    )
    date: PartialDate | None = Field(None, description="When.")
    received: PartialDate | None = Field(
        None, description="When it arrived, where that is recorded too: of notice or a notification."
    )
    place: str | None = Field(None, max_length=120, description="Where, as printed.")
    signers: Listed[Signer] = Field((), description="Who signed.")


class Relation(Provision):
    """How this agreement stands to another instrument."""

    kind: RelationKind = Field(description="How it stands to it.")
    to: str = Field(min_length=1, max_length=300, description="The other instrument: its record's id, or its title.")
    date: PartialDate | None = Field(None, description="The other instrument's date.")
    part: Id | None = Field(None, description="The part of this text that is meant; empty: the whole.")


for _model in (AfterPeriod, FirstOfMonth, AllOf, AnyOf, LaterOf, Provided, Staged):
    _model.model_rebuild()
