"""Rules about events: what one event file says, and what others tell beside it."""

from __future__ import annotations

from collections.abc import Iterator

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import ActDone, Actor, Chronology, Deed, Happening, Requested
from agreements.pointer import ROOT, Pointer
from agreements.rules._acts import Act, acts_under
from agreements.rules._base import Beside, rule, rule_beside, telling
from agreements.rules._walk import named_actors, once
from agreements.rules.references import EACH, code_hint
from agreements.tables import party


def happenings(chronology: Chronology) -> Iterator[tuple[Pointer, Happening]]:
    """Yield everything that happened, with where it stands."""
    for index, one in enumerate(chronology.events):
        yield ROOT / "events" / index, one


@rule("happening-without-time", severity=Severity.WARNING, of=(Chronology,))
def happening_without_time(chronology: Chronology) -> Iterator[Finding]:
    """Nothing says when something happened.

    No deadline can be counted from it, and whether it came before or after anything else can't be told.

    What to do: write `date`, or `moment` with its time zone where the hour matters; where neither could be found out,
    name `date` in `absent` as unknown.
    """
    for here, one in happenings(chronology):
        if one.date is None and one.moment is None and not {"date", "moment"} & one.absent.keys():
            yield Finding(here, f"{one.id!r} has neither a date nor a moment", hint="write 'date' or 'moment'")


@rule("date-beside-moment", severity=Severity.ERROR, of=(Chronology,))
def date_beside_moment(chronology: Chronology) -> Iterator[Finding]:
    """Something has both a date and a moment.

    A moment has its day already, in its own time zone. Two of them could differ, and each would be used somewhere.

    What to do: keep `moment` where the hour is known and matters, else `date`.
    """
    for here, one in happenings(chronology):
        if one.date is not None and one.moment is not None:
            yield Finding(here / "date", f"{one.id!r} has the date {one.date} and the moment {one.moment}")


@rule_beside("unknown-event-actor", severity=Severity.ERROR, source="ISO 3166-1 (alpha-3)", of=Chronology)
def unknown_event_actor(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Somebody acts in an event file who is no known code, no declared actor and no party of an agreement at hand.

    What nobody known did sets nothing off and answers nothing. `each-party` stands for all parties in acts only: of an
    event, a request or a deed it must be said whose it was.

    Where a record that the file is about isn't at hand, an id that doesn't look like a code may be declared there, and
    is passed over.

    What to do: correct the code (ISO 3166-1 alpha-3 for states), or declare it in `actors`, with a name.
    """
    names = frozenset(path.partition("/")[0] for _, one in happenings(chronology) for path in paths(one))
    known = {one.id for one in chronology.actors}
    for agreement in (one for name in names for one in beside.by_id.get(name, ())):
        known |= {one.id for one in agreement.parties} | {one.id for one in agreement.actors}
    whole = all(name in beside.by_id for name in names)
    used = frozenset(named.id for named in named_actors(chronology))
    sound = frozenset(known) | {id for id in used if party(id) is not None}
    hints = {id: code_hint(id) or did_you_mean(id, sound) for id in used - sound - {EACH}}
    for named in named_actors(chronology):
        if isinstance(named.owner, Actor) and named.field == "id":
            continue
        if named.id == EACH:
            if not isinstance(named.owner, ActDone):
                message = f"{EACH!r} is said of something that single ones do or suffer"
                yield Finding(named.pointer, message, hint="name them")
        elif named.id in hints:
            hint = hints[named.id]
            if whole or hint or named.id.isupper():
                hint = hint or f"declare {named.id!r} in 'actors'"
                yield Finding(named.pointer, f"{named.id!r} is no known code and no declared actor", hint=hint)


def paths(one: Happening) -> tuple[str, ...]:
    """Return the agreements, and the places in them, that something is about; empty for an event in the world."""
    return one.answers if isinstance(one, Deed) else one.under if isinstance(one, ActDone | Requested) else ()


@rule_beside("told-twice", severity=Severity.WARNING, of=Chronology)
def told_twice(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """The same thing is told twice: in this file, in the record of the agreement, or in another event file.

    An attack that stands twice sets everything off twice. An act of a party has one home: the record, where that has
    it, else one event file.

    What to do: take one of the two out; if they were two, say in `place` or `described` in what they differ.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        first: dict[tuple[object, ...], Act] = {}
        for act in acts:
            if act.day is None:
                continue
            key = (act.kind, act.by, act.part, act.day)
            if key in first and act.here is not None:
                other = first[key]
                where = other.home or f"events/{other.here.steps[1] if other.here else ''}"
                message = f"{act} under {name!r} is told in {where} already"
                yield Finding(act.here / "by" / act.number, message, hint="take one of them out")
            first.setdefault(key, act)
    alone = chronology.hypothetical or all(file is chronology or file == chronology for file in beside.facts)
    told: dict[tuple[object, ...], str] = {}
    for here, one in happenings(chronology):
        if isinstance(one, ActDone) or one.day is None:
            continue
        bare = telling(one)
        others = () if alone else beside.telling.get(bare, ())
        elsewhere = [f"the events {file.id!r}" for file in others if file is not chronology and file != chronology]
        where = told.get(bare) or next(iter(elsewhere), "")
        if where:
            message = f"{one.id!r} tells the same as {where}"
            yield Finding(here, message, hint="take one of them out, or say in what they differ")
        told.setdefault(bare, repr(one.id))


@rule("scenario-cites-as-fact", severity=Severity.WARNING, of=(Chronology,))
def scenario_cites_as_fact(chronology: Chronology) -> Iterator[Finding]:
    """A scenario cites somebody for something that never happened.

    `cite` names who says that it happened. In a scenario nothing did, so that either the event is real and belongs in a
    file of its own, or the source says something else.

    What to do: move what is real into a file without `hypothetical`; what a scenario was inspired by goes into `note`.
    """
    for here, one in happenings(chronology) if chronology.hypothetical else ():
        if one.cite:
            message = f"{one.id!r} is part of a scenario, and {one.cite[0].source!r} is cited for it"
            yield Finding(here / "cite", message)
