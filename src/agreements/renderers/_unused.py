"""What event files tell and nothing shown rests on: it is said, so that a slip in a file isn't taken for silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from agreements import wording
from agreements.model import ActDone, Agreement, Chronology, Deed, Happened, Requested
from agreements.renderers._safe import wrapped
from agreements.timing import Answer
from agreements.tracking import AsOf, when
from agreements.tracking._acts import ENDS, insiders

__all__ = ["unused_lines"]

_MOST = 10
"""So many are named; of more only the number is told."""


def unused_lines(
    agreements: Sequence[Agreement],
    events: Sequence[Chronology],
    as_of: AsOf,
    width: int,
    *,
    causes: Collection[str] | None = None,
) -> list[str]:
    """Return what was told and not used, each with the reason, under a heading; no lines where all was used.

    Args:
        agreements: The records that are shown.
        events: The event files.
        as_of: The day or the moment asked about.
        width: The most characters in a line.
        causes: What set something off, as `Deadline.cause` names it; None: only acts are of use.
    """
    found = [f"{file.id}/{one.id}: {why}" for file, one, why in _unused(agreements, events, as_of, causes)]
    lines = [line for text in islice(found, _MOST) for line in wrapped(text, width, "- ", "  ")]
    if len(found) > _MOST:
        lines.append(f"- and {len(found) - _MOST} more")
    return [f"== told, and not used ({len(found)})", *lines] if found else []


def _unused(
    agreements: Sequence[Agreement], events: Sequence[Chronology], as_of: AsOf, causes: Collection[str] | None
) -> Iterator[tuple[Chronology, ActDone | Happened | Requested | Deed, str]]:
    now, by_id = when(as_of), {one.id: one for one in agreements}
    known = {path for one in agreements for path in _paths(one)}
    for file in events:
        for one in file.events:
            if causes is None and not isinstance(one, ActDone):
                continue
            if one.when.by(now) is Answer.NO:
                yield file, one, f"later than {as_of}"
            elif isinstance(one, Happened):
                if f"{file.id}/{one.id}" not in (causes or ()):
                    yield file, one, f"{wording.happened(one)} sets nothing off here"
            elif isinstance(one, ActDone):
                under = [by_id[path.partition("/")[0]] for path in one.under if path.partition("/")[0] in by_id]
                if not under:
                    yield file, one, f"under none of the agreements here: {', '.join(one.under)}"
                elif one.act in ENDS and all(_is_strange(agreement, one) for agreement in under):
                    yield file, one, f"{one.act} by {wording.listed(one.by)}, who is no party"
            elif known.isdisjoint(paths := one.answers if isinstance(one, Deed) else one.under):
                verb = "answers" if isinstance(one, Deed) else "asks for"
                yield file, one, f"{verb} nothing that is recorded here: {', '.join(paths) or 'it names nothing'}"


def _is_strange(agreement: Agreement, act: ActDone) -> bool:
    inside = insiders(agreement)
    return inside is not None and inside.isdisjoint(act.by)


def _paths(agreement: Agreement) -> Iterator[str]:
    """Yield all that something done or asked for can be under."""
    yield agreement.id
    for clause in agreement.clauses:
        yield f"{agreement.id}/{clause.id}"
    for undertaking in agreement.commitments():
        yield f"{agreement.id}/{undertaking.path}"
    for review in agreement.review:
        yield f"{agreement.id}/review/{review.id}"
