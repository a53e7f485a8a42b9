"""Rules about events beside the records they are about: who may do what under an agreement, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from agreements import wording
from agreements._spelling import did_you_mean, near
from agreements.diagnostics import Finding, Severity
from agreements.model import ActDone, Agreement, Chronology, Deed, Happening, Requested, Trigger
from agreements.model.parties import BODY
from agreements.model.vocabulary import ActionKind, EventKind
from agreements.pointer import Pointer
from agreements.rules._acts import earliest_of, files_beside, for_whom, known_acts
from agreements.rules._base import Beside, rule_beside
from agreements.rules._walk import once
from agreements.rules.chronology import happenings, paths
from agreements.rules.references import EACH
from agreements.tables import party
from agreements.timing import Answer
from agreements.tracking._matching import World, matches
from agreements.tracking._moments import when

_WITH_CODES = 5  # letters from which on a piece of an id is a word, and no code of a state


@rule_beside("unknown-agreement", severity=Severity.WARNING, of=Chronology)
def unknown_agreement(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Something is under an agreement whose id isn't at hand, and looks like one that is, misspelt.

    What is told under another id is told of another agreement: nothing of it would ever be counted.

    What to do: correct the id. An id that looks like none at hand is no fault; the report says what was not checked.
    """
    wrong = {name: hint for name in chronology.agreements() if (hint := _misspelt(name, beside))}
    for here, one in happenings(chronology) if wrong else ():
        for place, _, name, _ in _cited(here, one):
            if name in wrong:
                yield Finding(place, f"no record {name!r} is at hand", hint=wrong[name])


def _misspelt(name: str, beside: Beside) -> str:
    """Return a hint where a word of an id is misspelt; codes and years tell agreements apart."""
    if name in beside.by_id:
        return ""
    for other in near(name, beside.by_id):
        mine, theirs = name.split("-"), other.split("-")
        pairs = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
        if len(mine) == len(theirs) and all(len(word) >= _WITH_CODES and word.isalpha() for word, _ in pairs):
            return f"did you mean {other!r}?"
    return ""


def _cited(here: Pointer, one: Happening) -> Iterator[tuple[Pointer, str, str, str]]:
    """Yield what something is about: where that stands, the whole path, the agreement's id, the rest of the path."""
    field = "answers" if isinstance(one, Deed) else "under"
    for index, path in enumerate(paths(one)):
        name, _, rest = path.partition("/")
        yield here / field / index, path, name, rest


def _duties(agreement: Agreement) -> frozenset[str]:
    """Return the paths that a deed can answer: undertakings and reviews."""
    return frozenset(one.path for one in agreement.commitments()) | {f"review/{one.id}" for one in agreement.review}


class _Places:
    """The places of the records that have one id, each looked up once."""

    def __init__(self, versions: tuple[Agreement, ...]) -> None:
        self.versions = versions
        self.duties = frozenset[str]().union(*map(_duties, versions))
        self.clauses = frozenset(clause.id for one in versions for clause in one.clauses)
        triggers = [clause for one in versions for clause in one.clauses if isinstance(clause, Trigger)]
        self.triggers = frozenset(clause.id for clause in triggers)
        self.requests = self.triggers | {f"{clause.id}/{one.key}" for clause in triggers for one in clause.responses}
        self.parts = frozenset(part.id for one in versions for part in one.parts) | {BODY}
        self._found: dict[str, bool] = {}

    def has(self, rest: str) -> bool:
        """Say whether a path leads anywhere in any of them."""
        if rest not in self._found:
            self._found[rest] = rest in self.duties or any(one.find(rest) is not None for one in self.versions)
        return self._found[rest]

    def below(self, rest: str) -> list[str]:
        """Return the duties of the clause that a path leads into."""
        clause = rest.partition("/")[0]
        return sorted(path for path in self.duties if path.partition("/")[0] == clause and path != clause)


def _places(chronology: Chronology, beside: Beside) -> Mapping[str, _Places]:
    return {name: _Places(beside.by_id[name]) for name in chronology.agreements() if name in beside.by_id}


@rule_beside("leads-nowhere", severity=Severity.ERROR, of=Chronology)
def leads_nowhere(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Something is under, or answers, a place that isn't in the agreement; or is about a part that it doesn't have.

    It would never be counted, and nobody would see that.

    What to do: correct the path: the agreement's id, then a clause's, then a response's, which is known by its act
    where it has no id.
    """
    places = once(chronology, beside, _places)
    for here, one in happenings(chronology):
        for place, _, name, rest in _cited(here, one):
            known = places.get(name)
            if known is None:
                continue
            if rest and not known.has(rest):
                wanted = known.duties if isinstance(one, Deed) else known.duties | known.clauses
                hint = did_you_mean(rest, wanted)
                if not hint and isinstance(one, Deed) and (below := known.below(rest)):
                    hint = f"there is {wording.listed(map(repr, below[:3]))}"
                yield Finding(place, f"{rest!r} leads nowhere in {name!r}", hint=hint)
            if isinstance(one, ActDone) and one.part is not None and one.part not in known.parts:
                message = f"{one.part!r} is no part of {name!r}"
                yield Finding(here / "part", message, hint=did_you_mean(one.part, known.parts))


@rule_beside("answers-no-duty", severity=Severity.ERROR, of=Chronology)
def answers_no_duty(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """A deed answers what is no duty: the agreement as a whole, a trigger without one of its responses, a field.

    No deadline counts it as met. A deed answers an undertaking (`agreement/clause`), a response of a trigger
    (`agreement/clause/response`) or a review (`agreement/review/id`).

    What to do: name the undertaking; a deed that answers none has no `answers`.
    """
    places = once(chronology, beside, _places)
    for here, one in happenings(chronology):
        if isinstance(one, Deed):
            for place, path, name, rest in _cited(here, one):
                known = places.get(name)
                if known is None or rest in known.duties or (rest and not known.has(rest)):
                    continue
                below = known.below(rest)
                hint = (
                    f"it has {wording.listed(map(repr, below[:3]))}"
                    if below
                    else "name the undertaking that it answers"
                )
                yield Finding(place, f"{path!r} is no duty that can be answered", hint=hint)


@rule_beside("answered-by-another", severity=Severity.WARNING, of=Chronology)
def answered_by_another(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """A duty is answered by somebody who doesn't owe it.

    Its deadline is counted as met by what another did. That may be right, where one acts for another.

    What to do: correct `by` or `answers`; where one acted for another, name both, or ignore the rule there and say why.
    """
    owed: dict[str, frozenset[str] | None] = {}
    for here, one in happenings(chronology):
        if isinstance(one, Deed):
            for place, path, name, rest in _cited(here, one):
                if path not in owed:
                    owed[path] = _bearers(beside.by_id.get(name, ()), rest)
                bearers = owed[path]
                if bearers and not bearers & set(one.by):
                    message = (
                        f"{path!r} is owed by {wording.listed(sorted(bearers), 'or')}, not by {wording.listed(one.by)}"
                    )
                    yield Finding(place, message, hint="correct 'by' or 'answers'")


def _bearers(versions: Iterable[Agreement], rest: str) -> frozenset[str] | None:
    """Return those who owe something by any version; None where that isn't sure."""
    found: set[str] = set()
    for agreement in versions:
        for undertaking in agreement.commitments():
            if undertaking.path == rest:
                names = _spelled_out(agreement, undertaking.commitment.bearers)
                if not names or not all(map(_is_single, names)):
                    return None
                found |= names
    return frozenset(found)


def _spelled_out(agreement: Agreement, names: Iterable[str]) -> set[str]:
    listed = set(names)
    return (listed - {EACH}) | ({one.id for one in agreement.parties} if EACH in listed else set())


def _is_single(id: str) -> bool:
    """Say whether an id surely is one state or organisation: of a group, somebody else may be a member."""
    entry = party(id)
    return entry is not None and entry.kind != "group"


@rule_beside("answered-too-soon", severity=Severity.WARNING, of=Chronology)
def answered_too_soon(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """A deed answers a response before anything that could have set it off had happened.

    What was done before an attack doesn't answer it, and is not counted. Looked at only where an event is recorded that
    the text may speak of, here or in another event file.

    What to do: check both times; record the earlier event that the deed answered, or take the answer out.
    """
    first: dict[str, Happening | None] = {}
    for here, one in happenings(chronology):
        if isinstance(one, Deed):
            for place, path, name, rest in _cited(here, one):
                versions = beside.by_id.get(name, ())
                clause = f"{name}/{rest.partition('/')[0]}"
                if clause not in first:
                    first[clause] = _first_cause(versions, rest.partition("/")[0], chronology, beside)
                cause = first[clause]
                if cause is not None and cause.when.before(one.when) is Answer.NO:
                    message = f"{one.id!r} answers {path!r} before {cause.id!r}, the first event that can set it off"
                    yield Finding(place, message, hint="check both times")


def _first_cause(
    versions: Iterable[Agreement], clause: str, chronology: Chronology, beside: Beside
) -> Happening | None:
    """Return the first event that may set off a clause; None where there is none, or where its time isn't known."""
    found: list[Happening] = []
    for agreement in versions:
        trigger = next((one for one in agreement.clauses if one.id == clause and isinstance(one, Trigger)), None)
        if trigger is None:
            continue
        world = World.of(agreement, files_beside(chronology, beside), when(None))
        wanted = [event for events in (trigger.when, *(one.when for one in trigger.other_readings)) for event in events]
        for happening in sorted(world.happened, key=_time):
            if any(matches(world, event, happening).answer is not Answer.NO for event in wanted):
                found.append(happening)
                break
    cause = min(found, key=_time, default=None)
    return None if cause is None or cause.when.earliest is None else cause


def _time(one: Happening) -> str:
    """Return the earliest time of something as a sort key; what has none comes first."""
    earliest = one.when.earliest
    return earliest.utc.isoformat() if earliest is not None else ""


@rule_beside("request-for-nothing", severity=Severity.ERROR, of=Chronology)
def request_for_nothing(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Something is requested under a place where nothing is provided upon request.

    A request is heard by the agreement as a whole, by one trigger or by one response of it; by anything else it isn't,
    and no clock starts.

    What to do: name the trigger (`agreement/clause`), its response (`agreement/clause/response`), or the agreement
    alone.
    """
    places = once(chronology, beside, _places)
    for here, one in happenings(chronology):
        if isinstance(one, Requested):
            for place, path, name, rest in _cited(here, one):
                known = places.get(name)
                if known is None or not rest or rest in known.requests or not known.has(rest):
                    continue
                clause = rest.partition("/")[0]
                hint = f"write '{name}/{clause}'" if clause in known.triggers else f"write {name!r}, or name a trigger"
                yield Finding(place, f"{path!r} is no trigger and no response of one", hint=hint)


@rule_beside("may-not-ask", severity=Severity.WARNING, of=Chronology)
def may_not_ask(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Somebody requests what by the text only others can request.

    Whoever asks without being named sets nothing off, and no clock starts.

    What to do: correct `by`; name the party where one of its organs asked. If somebody else did ask, it is no fault:
    ignore the rule there and say why.
    """
    may: dict[str, frozenset[str] | None] = {}
    for here, one in happenings(chronology):
        if isinstance(one, Requested):
            for _, path, name, rest in _cited(here, one):
                if path not in may:
                    may[path] = _askers(beside.by_id.get(name, ()), rest)
                named = may[path]
                if named and not named & set(one.by):
                    message = (
                        f"under {path!r} {wording.listed(sorted(named), 'or')} may ask, not {wording.listed(one.by)}"
                    )
                    yield Finding(here / "by", message, hint=for_whom(chronology, beside, one.by, named))
                    break


def _askers(versions: Iterable[Agreement], rest: str) -> frozenset[str] | None:
    """Return those who may ask by any version; None where that isn't sure."""
    found: set[str] = set()
    for agreement in versions:
        for clause in agreement.clauses:
            if not isinstance(clause, Trigger) or rest.partition("/")[0] not in ("", clause.id):
                continue
            named = _named_askers(clause, rest.partition("/")[2])
            if named is None:
                return None
            names = _spelled_out(agreement, named)
            if not all(map(_is_single, names)):
                return None
            found |= names
    return frozenset(found)


def _named_askers(clause: Trigger, key: str) -> tuple[str, ...] | None:
    """Return those who may ask for what a trigger sets off, or for one response; None where that isn't sure."""
    responses = [one for one in clause.responses if key in ("", one.key)]
    wanted = [clause.request_for(one) for one in responses] or [
        (clause.on_request_of, clause.absent.get("on_request_of"))
    ]
    found: list[str] = []
    for asked, why_none in wanted:
        if asked is None and why_none is None:
            return None
        found += asked.parties if asked is not None else ()
    events = [event for each in (clause.when, *(one.when for one in clause.other_readings)) for event in each]
    for beside in (one for event in events for one in event.together_with if one.event is EventKind.REQUEST):
        if not beside.by:
            return None
        found += beside.by
    return tuple(dict.fromkeys(found))


@rule_beside("before-signature", severity=Severity.WARNING, source="VCLT 1969, art. 28", of=Chronology)
def before_signature(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Something was requested under an agreement, or answers a duty of it, before anybody had signed it.

    A treaty doesn't bind for the time before it, unless it says so; most often a year is wrong, or another agreement is
    meant. What happened in the world may well lie before: an attack is under no agreement.

    What to do: check the day and the agreement; a deed that was no performance of it has no `answers`.
    """
    signed: dict[str, date | None] = {}
    for here, one in happenings(chronology):
        if isinstance(one, Requested | Deed) and one.day is not None and one.day.latest is not None:
            for place, _, name, _ in _cited(here, one):
                if name not in signed:
                    acts = known_acts(name, chronology, beside)
                    signed[name] = earliest_of(act for act in acts if act.kind is ActionKind.SIGNATURE)
                first = signed[name]
                if first is not None and one.day.latest < first:
                    message = f"{one.id!r} on {one.day} comes before the signature of {name!r} on {first}"
                    yield Finding(place, message, hint="check the day and the agreement")
