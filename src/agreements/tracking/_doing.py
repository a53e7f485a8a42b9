"""Who has done what several owe: it is met when each has done it, not when the first one has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from agreements import wording
from agreements.model import Deed, Undertaking
from agreements.model.vocabulary import Act, Force
from agreements.tracking._days import Because
from agreements.tracking._matching import World
from agreements.tracking._moments import Limit, When
from agreements.tracking._sequence import InTime
from agreements.tracking.deadlines import DeadlineState, doubt, standing

__all__ = ["DUTIES", "Doing", "doing", "named"]

DUTIES: Final = frozenset({Force.FIRM, Force.INTENDED, Force.EXPECTED, Force.RECOMMENDED})
_EACH = "each-party"
_STRANGER = ""
_TOLD = 3  # deeds named as answers; of a duty that is met a hundred times the first decides
_TOGETHER: Final = frozenset(
    {
        Act.CONSULT,
        Act.MEET,
        Act.COORDINATE,
        Act.COOPERATE,
        Act.DETERMINE,
        Act.ADOPT_FURTHER_RESPONSES,
        Act.EXERCISE,
        Act.CONCLUDE,
        Act.AMEND,
        Act.REVIEW,
        Act.EVALUATE,
        Act.SET_OBJECTIVES,
        Act.SETTLE,
        Act.ESTABLISH,
    }
)
"""What takes several, or may well be done by several at once: who else took part, a deed told of one doesn't say."""
_WORST: Final = (
    DeadlineState.OVERDUE,
    DeadlineState.LAPSED,
    DeadlineState.RUNNING,
    DeadlineState.CANNOT_TELL,
    DeadlineState.MET_LATE,
    DeadlineState.MET,
)


@dataclass(frozen=True, slots=True)
class Doing:
    """How far something that is owed or allowed has been done.

    Attributes:
        done: When each of those who have done it first did; empty where nobody has.
        missing: Who of several owes it and isn't told to have done it, while another one is.
        unsure: Whether those missing may have done it all the same: a joint act, or one by somebody who isn't named in
            the text and may stand for them.
        told: The deeds that answer it, in sentences, or that none is recorded.
    """

    done: tuple[When, ...]
    missing: tuple[str, ...] = ()
    unsure: bool = False
    told: tuple[Because, ...] = ()

    @classmethod
    def at(cls, done: When | None) -> Doing:
        """Return what one deed has done for all, or that nothing has."""
        return cls(() if done is None else (done,))

    @property
    def whole(self) -> bool:
        """Whether all have done it, as far as that is told."""
        return bool(self.done) and not self.missing

    def standing(self, limit: Limit, now: When, *, is_duty: bool) -> DeadlineState:
        """Return how things stand by one reading of the time limit: as with who is furthest from having done it."""
        found = {standing(limit, one, now, is_duty=is_duty) for one in self.done}
        if not self.whole:
            open_ = self.done and self.unsure
            found.add(DeadlineState.CANNOT_TELL if open_ else standing(limit, None, now, is_duty=is_duty))
        if self.unsure and len(found) > 1:
            # An earlier deed that is told of one may have been the others' too.
            return DeadlineState.CANNOT_TELL
        return next(one for one in _WORST if one in found)

    def without_limit(self) -> DeadlineState:
        """Return how things stand where the text sets no time limit."""
        if self.whole:
            return DeadlineState.MET
        return DeadlineState.CANNOT_TELL if self.done and self.unsure else DeadlineState.RUNNING

    def doubt(self, limit: Limit, now: When) -> tuple[Because, ...]:
        """Return why it can't be told whether a known time limit was kept, or has passed; nothing where it can."""
        waits = not self.done or (self.missing and not self.unsure)
        times = (*self.done, *((None,) if waits else ()))
        return tuple(dict.fromkeys(reason for one in times for reason in doubt(limit, one, now)))


def doing(world: World, undertaking: Undertaking, since: When | None = None, *, against: Sequence[str] = ()) -> Doing:
    """Return how far an undertaking has been done.

    Args:
        world: What is known to have happened.
        undertaking: What is owed, or allowed.
        since: What deeds must not surely have come before; None: they may have come at any time.
        against: Against whom what set it off was: whether they owe it too, a text on each party doesn't say.
    """
    path, commitment = undertaking.path, undertaking.commitment
    answers = world.once(("fitting", path), lambda: InTime(_fitting(world.answers(path).ones, commitment.act)))
    deeds = _from(answers, since, _TOLD + 1)
    owing = named(world, commitment.bearers)
    if not deeds:
        if unlike := _from(world.answers(path), since, 1):
            doubt = _other_act(world, commitment.act, unlike[0])
            return Doing((unlike[0].when,), owing, unsure=True, told=(*_told(world, unlike), doubt))
        return Doing((), told=_told(world, deeds))
    if not owing or commitment.effective_force not in DUTIES:
        # What is only allowed is nobody's to do: one use of it is one.
        return Doing(tuple(one.when for one in deeds[:1]), told=_told(world, deeds))
    together = commitment.act in _TOGETHER
    by = world.once(("doers", path), lambda: _doers(world, answers.ones, owing, together=together))
    firsts = {who: found[0] for who in owing if who in by and (found := _from(by[who], since, 1))}
    missing = tuple(who for who in owing if who not in firsts)
    others = _STRANGER in by and bool(_from(by[_STRANGER], since, 1))
    spared = bool(missing) and not together and _EACH in commitment.bearers and set(missing) <= set(against)
    unsure = together or others or spared
    told = list(_told(world, deeds, firsts.values()))
    if missing and unsure:
        text = f"whether {wording.listed(missing)} took part isn't recorded"
        if spared:
            text = f"whether {wording.listed(missing)}, against whom it was, owes it too can't be told"
        told.append(Because(text, lacks=True))
    elif missing:
        told.append(Because(f"nothing by {wording.listed(missing)} that answers it is recorded", assumed=True))
    if not firsts:
        # Somebody else did it: for whom, nobody can tell.
        return Doing((deeds[0].when,), missing, unsure=True, told=tuple(told))
    done = dict.fromkeys(one.when for one in InTime(firsts.values()).ones)
    return Doing(tuple(done), missing, unsure, tuple(told))


def _fitting(deeds: Iterable[Deed], wanted: Act) -> Iterator[Deed]:
    """Yield the deeds that are the act that is owed, or come together as it does."""
    return (deed for deed in deeds if deed.act is wanted or {deed.act, wanted} <= _TOGETHER)


def _other_act(world: World, wanted: Act, deed: Deed) -> Because:
    """Return why a deed of another kind may not be what is owed."""
    was, owed = wording.words(deed.act), wording.words(wanted)
    return Because(f"whether {world.told(deed)}, to {was}, answers what is owed, to {owed}, can't be told", lacks=True)


def _from(deeds: InTime[Deed], since: When | None, most: int) -> list[Deed]:
    found = iter(deeds.ones) if since is None else deeds.not_before(since)
    return [one for one, _ in zip(found, range(most), strict=False)]


def _told(world: World, deeds: Sequence[Deed], firsts: Iterable[Deed] = ()) -> tuple[Because, ...]:
    """Return the first deeds in sentences, and everybody's own first one."""
    if not deeds:
        return (Because("nothing that answers it is recorded", assumed=True),)
    shown = InTime(dict.fromkeys((*deeds[:_TOLD], *firsts))).ones
    told = [Because(f"answered by {world.told(one)}, at {one.when}", assumed=world.is_scenario(one)) for one in shown]
    return (*told, *([Because("and later deeds answer it too")] if len(deeds) > _TOLD else []))


def _doers(world: World, deeds: Iterable[Deed], owing: Sequence[str], *, together: bool) -> dict[str, InTime[Deed]]:
    """Return the deeds of each who owes it, and under no name those in which somebody else has a part."""
    of = {actor.id: actor.of for actor in world.agreement.actors if actor.of is not None}
    found: dict[str, list[Deed]] = {}
    for deed in deeds:
        names = set(named(world, (*deed.by, *(deed.to if together else ()))))
        for name in names | {of[name] for name in names if name in of}:
            if name in owing:
                found.setdefault(name, []).append(deed)
        if any(name not in owing and of.get(name) not in owing for name in named(world, deed.by)):
            found.setdefault(_STRANGER, []).append(deed)
    return {name: InTime(some) for name, some in found.items()}


def named(world: World, ids: Sequence[str]) -> tuple[str, ...]:
    """Return who is named, `each-party` written out, each once."""
    everybody = [party.id for party in world.agreement.parties]
    return tuple(dict.fromkeys(one for name in ids for one in (everybody if name == _EACH else [name])))
