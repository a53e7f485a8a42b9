"""Rules about acts under agreements: who may do what, in which order, and what can't both have been."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding, Severity
from agreements.model import ActDone, Chronology
from agreements.model.vocabulary import ActionKind
from agreements.rules._acts import Act, acts_under, earliest_of, files_beside, for_whom, latest_of, surely_before
from agreements.rules._base import Beside, rule_beside
from agreements.rules._walk import once
from agreements.rules.chronology import happenings
from agreements.rules.dates import CONSENTS, EXITS, JOINS, OF_THE_WHOLE
from agreements.rules.parties import is_one
from agreements.rules.references import EACH
from agreements.tracking.entry import entry_into_force

__all__ = [
    "act_by_non_party",
    "act_out_of_order",
    "contradictory_acts",
    "denounced_before_entry",
    "done_again",
    "terminated_alone",
]

_SIGNATURES = frozenset({ActionKind.SIGNATURE})
_OF_PARTIES = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.DENUNCIATION,
        ActionKind.TERMINATION,
        ActionKind.WITHDRAWAL_OF_CONSENT,
        ActionKind.WITHDRAWAL_OF_SIGNATURE,
    }
)
_JOINING = (ActionKind.RATIFICATION, ActionKind.ACCEPTANCE, ActionKind.ACCESSION)
_UNDONE_BY: Mapping[ActionKind, frozenset[ActionKind]] = {
    ActionKind.SIGNATURE: frozenset({ActionKind.WITHDRAWAL_OF_SIGNATURE}),
    **{kind: frozenset({ActionKind.WITHDRAWAL_OF_CONSENT, ActionKind.DENUNCIATION}) for kind in _JOINING},
    # Who has left can come back, and leave again.
    ActionKind.DENUNCIATION: frozenset({ActionKind.SIGNATURE, *_JOINING}),
}
"""What is done once, and what makes it possible to do it again."""
_OF_A_LIVING_TREATY = frozenset(
    {
        ActionKind.SIGNATURE,
        *_JOINING,
        ActionKind.DENUNCIATION,
        ActionKind.WITHDRAWAL_OF_SIGNATURE,
        ActionKind.WITHDRAWAL_OF_CONSENT,
    }
)


@rule_beside("done-again", severity=Severity.WARNING, source="VCLT 1969, art. 68", of=Chronology)
def done_again(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """A party does again what is done once, on another day, and nothing recorded between undid it.

    Nobody signs, ratifies or denounces the same treaty twice, unless the first act was taken back. Most often one of
    the two days is another act's: the decision of a parliament, the deposit, the publication. Only what is sure is
    reported: acts whose days leave it open are passed over.

    What to do: check both days; record the withdrawal or the return that lies between, or keep one of the two.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        groups: defaultdict[tuple[str, str | None], list[Act]] = defaultdict(list)
        for act in acts:
            groups[act.by, act.part].append(act)
        for group in groups.values():
            for kind, undoing in _UNDONE_BY.items():
                yield from _again(name, [act for act in group if act.kind is kind], group, undoing)


def _again(name: str, done: list[Act], group: Sequence[Act], undoing: frozenset[ActionKind]) -> Iterator[Finding]:
    done = sorted((act for act in done if act.day is not None and act.day.earliest), key=_earliest)
    if len(done) < 2:
        return
    undone = [act.day for act in group if act.kind in undoing]
    days = sorted((day for day in undone if day is not None and day.earliest), key=lambda day: day.earliest or date.max)
    if len(days) < len(undone):  # when it was undone can't be told
        return
    starts = [day.earliest or date.max for day in days]
    ends = list(accumulate((day.latest or date.max for day in days), max))
    first = done[0]
    for act in done[1:]:
        before, after = first.day, act.day
        if before is None or after is None or not surely_before(before, after):
            continue
        between = bisect_right(starts, after.latest or date.max)
        if not between or ends[between - 1] < (before.earliest or date.min):
            late, early = (act, first) if act.here is not None else (first, act)
            if late.here is not None:
                message = f"{late} under {name!r} beside {early.told}"
                yield Finding(late.when, message, hint="check both days against their sources")
        first = act


def _earliest(act: Act) -> date:
    return (act.day.earliest if act.day else None) or date.max


@rule_beside("contradictory-acts", severity=Severity.ERROR, source="VCLT 1969, art. 18, 54 and 70", of=Chronology)
def contradictory_acts(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Two acts can't both have been: an end and a later act, two ends, a ratification of what was no longer signed.

    A treaty ends once, and nobody signs, ratifies or leaves one that has ended. Who took back a signature may sign
    again or accede, but doesn't ratify. Whatever is computed from both acts is wrong. Only what is sure is reported.

    What to do: check both days with their sources; take out what did not happen, or what the record has already.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        parts: defaultdict[str | None, list[Act]] = defaultdict(list)
        for act in acts:
            parts[act.part].append(act)
        for about in parts.values():
            yield from _after_the_end(name, about)
            yield from _unsigned(name, about)


def _after_the_end(name: str, acts: Sequence[Act]) -> Iterator[Finding]:
    signed = earliest_of(act for act in acts if act.kind is ActionKind.SIGNATURE)
    # An end before every signature is out of order, and found as that.
    ends = [act for act in acts if act.kind is ActionKind.TERMINATION and not _surely_by(act, signed)]
    if not ends:
        return
    first, last, over = _first(ends), _last(ends), latest_of(act for act in ends if act.day is not None)
    for act in acts:
        if act.here is None or act.day is None:
            continue
        if act.kind is ActionKind.TERMINATION:
            other = next((one for one in (first, last) if one is not None and _apart(one, act)), None)
            if other is not None:
                yield Finding(act.when, f"{name!r} has two ends: {act}, and {other.told}")
        elif act.kind in _OF_A_LIVING_TREATY and last is not None and _later(act, over):
            yield Finding(act.when, f"{act} comes after the end of {name!r}: {last.told}")
    later = _last([act for act in acts if act.kind in _OF_A_LIVING_TREATY and act.here is None])
    if later is not None and _later(later, over):
        for act in ends:
            if act.here is not None:
                yield Finding(act.when, f"{act} ends {name!r} before {later.told}")


def _apart(one: Act, other: Act) -> bool:
    return surely_before(one.day, other.day) or surely_before(other.day, one.day)


def _later(act: Act, day: date | None) -> bool:
    """Say whether an act surely came after a day."""
    return day is not None and act.day is not None and act.day.earliest is not None and act.day.earliest > day


def _surely_by(act: Act, day: date | None) -> bool:
    """Say whether an act surely was done before a day."""
    return day is not None and act.day is not None and act.day.latest is not None and act.day.latest < day


def _first(acts: Iterable[Act]) -> Act | None:
    """Return the act that surely was done by the earliest day; None where no latest day of any is known."""
    known = [act for act in acts if act.day is not None and act.day.latest is not None]
    return min(known, key=lambda act: (act.day.latest if act.day else None) or date.max, default=None)


def _last(acts: Iterable[Act]) -> Act | None:
    """Return the act that can't have been done earlier than any other; None where no earliest day is known."""
    known = [act for act in acts if act.day is not None and act.day.earliest is not None]
    return max(known, key=_earliest, default=None)


def _unsigned(name: str, acts: Sequence[Act]) -> Iterator[Finding]:
    by_party: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_party[act.by].append(act)
    for group in by_party.values():
        withdrawals = [act for act in group if act.kind is ActionKind.WITHDRAWAL_OF_SIGNATURE]
        back, by_then = _last(withdrawals), latest_of(withdrawals)
        if back is None or by_then is None:
            continue
        if any(act.kind is ActionKind.SIGNATURE and not surely_before(act.day, back.day) for act in group):
            continue
        for act in group:
            if act.kind in (ActionKind.RATIFICATION, ActionKind.ACCEPTANCE) and _later(act, by_then):
                at = act if act.here is not None else back
                if at.here is not None:
                    message = f"{act.told} under {name!r} comes after {back.told}"
                    yield Finding(at.when, message, hint="record the new signature, or check both days")


@rule_beside("act-by-non-party", severity=Severity.ERROR, source="VCLT 1969, art. 2(1)(g) and 35", of=Chronology)
def act_by_non_party(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """Somebody who is no party ratifies, denounces or ends an agreement; or somebody acts whom its record doesn't know.

    Notice by a stranger ends nothing, and a ratification by one brings nothing into force. Who acceded is a party, and
    an agreement that is open to others is joined by those it doesn't name. Passed over where a party is a group, or has
    a name alone.

    What to do: correct `by`; name the party where one of its organs acted; or record the party, or its accession.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        versions = beside.by_id.get(name, ())
        if not versions or not all(is_one(one) for agreement in versions for one in agreement.parties):
            continue
        parties = frozenset(one.id for agreement in versions for one in agreement.parties) | {EACH}
        known = parties | {one.id for agreement in versions for one in agreement.actors}
        joined = {act.by for act in acts if act.kind is ActionKind.ACCESSION}
        if any(agreement.accession is not None for agreement in versions):
            joined |= {act.by for act in acts if act.kind in JOINS}
        for act in acts:
            if act.here is None or act.kind is ActionKind.ACCESSION or act.by in joined:
                continue
            if act.by not in (parties if act.kind in _OF_PARTIES else known):
                hint = for_whom(chronology, beside, (act.by,), parties) or did_you_mean(act.by, parties)
                yield Finding(act.here / "by" / act.number, f"{act}: {act.by!r} is no party of {name!r}", hint=hint)


@rule_beside("terminated-alone", severity=Severity.WARNING, source="VCLT 1969, art. 54(b)", of=Chronology)
def terminated_alone(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """A termination in which not every party is known to have taken part.

    All parties together can end an agreement on any day; one of them only by notice, with the length that the text asks
    for. Until the others are recorded, status can't tell whether it ended. Passed over where a party is a group, or has
    a name alone.

    What to do: record a denunciation, where one side gave notice; or name all who agreed in `by`.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        versions = beside.by_id.get(name, ())
        if not versions or not all(is_one(one) for agreement in versions for one in agreement.parties):
            continue
        ended = [act for act in acts if act.kind is ActionKind.TERMINATION]
        by = {act.by for act in ended}
        missing = [one.id for one in versions[0].parties if one.id not in by]
        if EACH in by or not missing:
            continue
        for here, told in {act.here: act.told for act in ended if act.here is not None}.items():
            message = f"{told} under {name!r}: {', '.join(missing)} took no part that is recorded"
            yield Finding(here / "by", message, hint="one party alone gives notice: a denunciation")


@rule_beside("act-out-of-order", severity=Severity.ERROR, source="VCLT 1969, art. 11, 14 and 54", of=Chronology)
def act_out_of_order(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """An act is dated before the one it builds on, here, in the record or in another event file.

    Ratification follows signature, denunciation follows consent, and nobody accedes to, registers or terminates what
    nobody has signed; nothing is received before it is sent. Only what is sure is reported: a partial date that leaves
    both orders open is none.

    What to do: compare both dates with their sources; the day of publication is often taken for the day of the act.
    """
    for here, one in happenings(chronology):
        if isinstance(one, ActDone) and surely_before(one.received, one.day):
            yield Finding(here / "received", f"{one.act} on {one.day} was received before, on {one.received}")
    for name, acts in once(chronology, beside, acts_under).items():
        signatures, joins = _Bases(acts, _SIGNATURES), _Bases(acts, JOINS)
        for act in acts:
            if act.kind in CONSENTS:
                bases = signatures.of(act.by)
            elif act.kind in EXITS:
                bases = joins.of(act.by)
            elif act.kind in OF_THE_WHOLE:
                bases = signatures.all
            else:
                continue
            if not bases.later_than(act):
                continue
            base = bases.acts[0]
            at = act if act.here is not None else base if base.here is not None else None
            # What a record has in the wrong order by itself is found there.
            if at is not None and (at is act or all(one.here is not None for one in bases.acts)):
                message = f"{act.told} under {name!r} comes before {base.told}"
                yield Finding(at.when, message, hint="check both dates against their sources")


class _Several:
    """Acts that another builds on: any one of them suffices."""

    def __init__(self, acts: list[Act]) -> None:
        self.acts = acts
        self.earliest = earliest_of(acts)

    def later_than(self, act: Act) -> bool:
        """Say whether each of them surely came after an act."""
        day = act.day.latest if act.day is not None else None
        return day is not None and self.earliest is not None and day < self.earliest


class _Bases:
    """Acts of some kinds, by who did them."""

    def __init__(self, acts: Iterable[Act], kinds: frozenset[ActionKind]) -> None:
        found = [act for act in acts if act.kind in kinds]
        by: defaultdict[str, list[Act]] = defaultdict(list)
        for act in found:
            by[act.by].append(act)
        shared = by.get(EACH, [])
        self.all = _Several(found)
        self._shared = _Several(shared)
        self._by = {name: _Several([*ones, *shared]) for name, ones in by.items() if name != EACH}

    def of(self, name: str) -> _Several:
        """Return those of one of the parties, or of all where it stands for all."""
        return self.all if name == EACH else self._by.get(name, self._shared)


@rule_beside("denounced-before-entry", severity=Severity.ERROR, source="VCLT 1969, art. 42(2) and 54", of=Chronology)
def denounced_before_entry(chronology: Chronology, beside: Beside) -> Iterator[Finding]:
    """An agreement is denounced before it has entered into force.

    Nobody leaves what doesn't hold yet: who has signed takes back the signature, who has consented the consent.
    Reported only where the day of entry into force surely lies later.

    What to do: check the day; before entry into force write `withdrawal-of-signature` or `withdrawal-of-consent`.
    """
    for name, acts in once(chronology, beside, acts_under).items():
        notices = [act for act in acts if act.kind is ActionKind.DENUNCIATION and act.part is None and act.here]
        versions = beside.by_id.get(name, ()) if notices else ()
        days = [entry_into_force(agreement, files_beside(chronology, beside)).earliest for agreement in versions]
        known = [day for day in days if day is not None]
        if not known or len(known) != len(days):
            continue
        for act in notices:
            if act.day is not None and act.day.latest is not None and act.day.latest < min(known):
                message = f"{act} comes before the entry into force of {name!r}, on {min(known)} or later"
                yield Finding(act.when, message, hint="write 'withdrawal-of-consent', or check the day")
