"""Who must ask before something follows: for a whole trigger, or for one response in it."""

from __future__ import annotations

from dataclasses import dataclass

from agreements import wording
from agreements.comparison._absence import Lack, lack, reason
from agreements.comparison._aspects import judge_set
from agreements.comparison._changes import Effect
from agreements.comparison._sides import Plain, Sides
from agreements.model.events import Request

__all__ = ["UNTOLD", "Asked", "each_by_itself", "judge"]

UNTOLD = "one record doesn't say whether anybody must ask"
_FIELD = "on_request_of"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who must ask, by one record.

    Attributes:
        data: Who, as plain data to be compared; None where nobody is named.
        gap: Why nobody is named; None where somebody is.
        said: The same in words.
    """

    data: Plain | None
    gap: Lack | None
    said: str

    @classmethod
    def of(cls, data: Plain, request: Request | None) -> Asked:
        """Return who must ask by what a trigger or a response says.

        Args:
            data: The trigger or the response, as plain data to be compared.
            request: Who must ask, as it is recorded.
        """
        gap = lack(data, _FIELD, complete=False)
        said = wording.request(request) if request else cls._none(gap)
        return cls(data.get(_FIELD), gap, said)

    @staticmethod
    def _none(gap: Lack | None) -> str:
        return "no request needed" if gap is not None and gap.told else (gap or Lack.UNRECORDED).words

    @property
    def is_known(self) -> bool:
        """Whether the text is known to want a request, or to want none."""
        return self.gap is None or self.gap.told


def each_by_itself(*triggers: Plain) -> bool:
    """Tell whether a response of a trigger says by itself who must ask for it."""
    responses = (response for trigger in triggers for response in trigger.get("responses", ()))
    return any(_FIELD in response or reason(response, _FIELD) for response in responses)


def judge(sides: Sides, old: Asked, new: Asked) -> tuple[Effect, str]:
    """Judge who may ask: the more can set it off, and the fewer must join, the more is owed.

    Args:
        sides: Both records.
        old: Who must ask by the old one.
        new: Who must ask by the new one.

    Returns:
        The effect, and why it can't be told; no reason where the effect says it all.
    """
    if not old.is_known or not new.is_known:
        return Effect.CANNOT_TELL, UNTOLD
    if old.data is None or new.data is None:
        if old.data == new.data:
            return Effect.NEUTRAL, ""
        return Effect.WEAKENED if old.data is None else Effect.STRENGTHENED, ""
    both = (old.data, new.data)
    parties = [sides.each(side, data["parties"]) for side, data in enumerate(both)]
    alone = [len(who) == 1 or data["need"] != "all" for who, data in zip(parties, both, strict=True)]
    if parties[0] == parties[1]:
        effect = Effect.STRENGTHENED if alone[1] else Effect.WEAKENED
        return Effect.NEUTRAL if alone[0] == alone[1] else effect, ""
    if alone != [True, True]:
        return Effect.CANNOT_TELL, ""
    effect = judge_set(*parties, more=Effect.STRENGTHENED)
    if effect is not Effect.CANNOT_TELL and (why := sides.nobody(parties[0] ^ parties[1])):
        return Effect.CANNOT_TELL, why
    return effect, ""
