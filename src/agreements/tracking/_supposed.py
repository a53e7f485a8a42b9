"""The event that is supposed: described in words or given whole, and refused where it would seem to meet silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from agreements import wording
from agreements._spelling import near
from agreements.errors import InvalidValueError, UnknownNameError, WrongTypeError
from agreements.model import Agreement, Happened
from agreements.model.vocabulary import ActionKind, EventKind, Role
from agreements.tables import party as known_party
from agreements.tables import party_codes
from agreements.timing import PartialDate

__all__ = ["MEMBERSHIP", "expect_fitting", "supposed"]

MEMBERSHIP: Final = frozenset({EventKind.BECOMES_MEMBER, EventKind.PURSUES_MEMBERSHIP})
"""Events that are about an organisation."""

_AN_ACT: Final = "it is an act under the agreement, not something that happens to it"
_LEAVING: Final = "`exits` says how it is ended or left, and when that takes effect"
_DONE: Final = "`show` says what waits for it; told in an event file as an act, `status` says what holds after it"
_NOT_SUPPOSED: Final = {
    **{str(act): (_AN_ACT, _DONE) for act in (*ActionKind, EventKind.DEPOSIT)},
    **{str(act): (_AN_ACT, _LEAVING) for act in (ActionKind.TERMINATION, ActionKind.DENUNCIATION)},
    str(EventKind.REQUEST): (
        "somebody asks under the agreement, mostly beside something that happens",
        "told in an event file as a request, `schedule` says what follows",
    ),
    str(EventKind.PERIOD_PASSED): (
        "time passes by itself",
        "`schedule` says what falls due and when the term ends, `status` what holds on a day",
    ),
    str(EventKind.OTHER): ("it doesn't say what happens", "take the word of the vocabulary that comes nearest"),
}
"""What the life cycle answers for, and what says too little: why, and what to do instead."""
_KINDS: Final = tuple(str(kind) for kind in EventKind if kind not in _NOT_SUPPOSED)
_NO_ORGANISATION: Final = frozenset({Role.ORGAN, Role.MEMBER_STATE, Role.AGGRESSOR})


def supposed(
    event: Happened | str,
    by: str | Iterable[str],
    against: str | Iterable[str],
    of: str | None,
    on: date | PartialDate | None,
) -> Happened:
    """Return the event that is meant.

    Args:
        event: The event itself, or its word in the vocabulary; with a word the others describe it.
        by: By whom.
        against: Against whom.
        of: The organisation.
        on: Its day.

    Raises:
        UnknownNameError: The word isn't in the vocabulary.
        InvalidValueError: It is none that can be supposed, or a whole event has something beside it that describes it.
        WrongTypeError: It is neither an event nor a word.
    """
    who, whom = _ids(by), _ids(against)
    given: object = event
    if isinstance(given, Happened):
        if who or whom or of is not None or on is not None:
            raise InvalidValueError("description", given.id, "an event that is given whole describes itself")
        _expect_supposed(given.event)
        return given
    if not isinstance(given, str):
        hint = "Chronology.happened() holds events"
        raise WrongTypeError("what_if", "an event, or a word for one such as 'becomes-member'", given, hint)
    _expect_supposed(given)
    if given not in _KINDS:
        raise UnknownNameError("event", given, near(given, _KINDS), _KINDS)
    data: dict[str, object] = {"id": "what-if", "kind": "event", "event": given}
    data |= {name: list(ids) for name, ids in (("by", who), ("against", whom)) if ids}
    data |= {"of": of} if of is not None else {}
    data |= {"date": str(on)} if on is not None else {}
    return Happened.from_plain(data, "the given")


def expect_fitting(agreement: Agreement, happening: Happened) -> None:
    """Refuse who nobody knows, and what is no organisation: every text would seem to speak of somebody else.

    Raises:
        UnknownNameError: An id is neither in the tables nor in the record.
        InvalidValueError: The organisation is none, or the event isn't about one.
    """
    own = {party.id for party in agreement.parties} | {actor.id for actor in agreement.actors}
    for name in (*happening.by, *happening.against, *((happening.of,) if happening.of else ())):
        if name not in own and known_party(name) is None:
            raise UnknownNameError("party or actor", name, near(name, (*sorted(own), *party_codes())))
    if happening.of is None:
        return
    if happening.event not in MEMBERSHIP:
        reason = f"{wording.words(happening.event)} isn't about membership in an organisation"
        raise InvalidValueError("part of such an event", happening.of, reason, "leave it out")
    if is_none := _no_organisation(agreement, happening.of):
        raise InvalidValueError("organisation", happening.of, is_none, "name one, such as NATO or EU")


def _ids(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _expect_supposed(kind: str) -> None:
    if kind in _NOT_SUPPOSED:
        raise InvalidValueError("event that can be supposed", str(kind), *_NOT_SUPPOSED[kind])


def _no_organisation(agreement: Agreement, name: str) -> str:
    """Return why an id is no organisation, by the tables or else by its part in the record; empty where it may be."""
    entry = known_party(name)
    if entry is not None:
        return f"it is a state or territory, {entry.name}" if entry.kind in ("state", "former-state") else ""
    roles = [one.role for one in agreement.parties if one.id == name]
    roles += [one.role for one in agreement.actors if one.id == name]
    return next((f"the record has it as {wording.words(one)}" for one in roles if one in _NO_ORGANISATION), "")
