"""What an event would change, for reading in a terminal: an agreement a block, the sum at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from agreements.model import Happened
from agreements.model.vocabulary import Force
from agreements.renderers._changes import named
from agreements.renderers._safe import wrapped
from agreements.renderers._traces import files_of, scenario_lines
from agreements.timing import Answer
from agreements.tracking import Because, Follows, WhatIf
from agreements.wording import listed, words

__all__ = ["render"]

_NOT_THEN = "not applicable"


def render(found: Sequence[WhatIf], *, width: int = 80, color: bool = False, why: bool = False) -> str:
    """Return it as text, ending in a line end.

    Args:
        found: What `what_if` returned for one event, one an agreement.
        width: The most characters in a line.
        color: Whether to embolden the agreements for a terminal.
        why: Whether to show all reasons, not only those that keep something from being told.
    """
    lines = scenario_lines(files_of(found), width)
    lines += wrapped(f"what if: {_event(found[0].event)}", width) if found else []
    for one in found:
        title, *more = wrapped(f"{one.agreement.title} ({named(one.agreement)})", width)
        lines += ["", click.style(title, bold=True) if color else title, *more]
        for text, reasons in _told(one):
            indent = "    " if text.startswith("- ") else "  "
            lines += wrapped(text, width, indent, indent + "  ")
            shown = [reason for reason in reasons if why or reason.lacks or not reason.assumed]
            for reason in dict.fromkeys(map(str, shown)):
                lines += wrapped(reason, width, "    . ", "      ")
    lines += ["", *(line for text in _sum(found) for line in wrapped(text, width, "", "  "))]
    return "\n".join(lines) + "\n"


def _event(event: Happened) -> str:
    text = words(event.event)
    text += f" by {listed(event.by)}" if event.by else ""
    text += f" against {listed(event.against)}" if event.against else ""
    text += f" of {event.of}" if event.of else ""
    return text + (f", on {event.day}" if event.day else "")


def _told(one: WhatIf) -> Iterator[tuple[str, Iterable[Because]]]:
    """Yield each thing that is told of one agreement, with its reasons."""
    if one.in_effect is not Answer.YES:
        not_then = "it is not in force, or in effect, then"
        yield (
            (not_then if one.in_effect is Answer.NO else f"whether {not_then.replace('not ', '')} can't be told"),
            (one.why_in_effect),
        )
    if one.ends is None:
        yield f"ends by itself: {_NOT_THEN}", ()
    else:
        basis = one.why_ends[0] if one.why_ends else None
        ground = f" ({basis})" if basis is not None and one.ends is not Answer.CANNOT_TELL else ""
        yield f"ends by itself: {one.ends.value}{ground}", one.why_ends[1:] if ground else one.why_ends
    for trigger in one.sets_off:
        place = f" ({trigger.place})" if trigger.place else ""
        sure = "sets off" if trigger.met is Answer.YES else "sets off, or may:"
        yield f"{sure} {trigger.clause}{place}{f', {trigger.request}' if trigger.request else ''}", trigger.reasons
        for response in trigger.follows:
            yield f"- {response.what} ({_binding(response)})", ()
    for touched in one.touches:
        place = f" ({touched.place})" if touched.place else ""
        sure = "speaks of it" if touched.met is Answer.YES else "may speak of it"
        yield f"{sure}: {touched.path}{place}, {touched.what}", touched.reasons
    if one.aim is not None:
        reach = "goes on after it" if one.aim is Answer.YES else "cannot be told whether it goes on after it"
        yield f"the aim beside the term: {reach}", one.why_aim
    if one.silent is not Answer.NO:
        says = "the text says nothing of it" if one.silent is Answer.YES else "what the text says of it: cannot be told"
        yield says, one.why_silent


def _binding(response: Follows) -> str:
    if response.force not in (Force.FIRM, Force.PROHIBITED):
        return words(response.force)
    return {
        Answer.YES: "binds in law",
        Answer.NO: f"{words(response.force)}, but not in law",
        Answer.CANNOT_TELL: f"{words(response.force)}; whether in law can't be told",
    }[response.binds]


def _sum(found: Sequence[WhatIf]) -> Iterator[str]:
    count = len(found)
    ends = Counter(one.ends for one in found)
    names = [*((answer, answer.value) for answer in Answer), (None, _NOT_THEN)]
    told = ", ".join(f"{name} {ends[answer]}" for answer, name in names if ends[answer])
    yield f"{count} agreement{'s' * (count != 1)}" + (f"; ends by itself: {told}" if told else "")
    acts = Counter(
        words(act)
        for one in found
        for act in dict.fromkeys(
            response.path.rpartition("/")[2] for trigger in one.sets_off for response in trigger.follows
        )
    )
    if acts:
        yield "what would follow, and in how many: " + ", ".join(
            f"{act} {number}" for act, number in acts.most_common()
        )
    for answer, text in (
        (Answer.YES, "the text says nothing of it"),
        (Answer.CANNOT_TELL, "what the text says of it: cannot be told"),
    ):
        those = [named(one.agreement) for one in found if one.silent is answer]
        if those:
            yield f"{text}: {len(those)} ({', '.join(those)})"
    yield "What the parties would decide, and what general law adds [VCLT 1969, art. 54 to 62], is not judged."
