"""Rules about provisions that can't have the effect they are written for: empty, reversed or turned against itself."""

from __future__ import annotations

from collections.abc import Iterator

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Commitment, Deadline, Limitation, PolicyRule
from agreements.model.agreement import Provisional
from agreements.model.commitments import Between
from agreements.model.lifecycle import Deposits, Languages, Notifications, Registration, Review, UntilEvent, WayOut
from agreements.model.vocabulary import Act, ClockStart, Force
from agreements.pointer import Pointer
from agreements.rules._base import circles, rule
from agreements.rules._walk import clauses, records


@rule("block-without-effect", severity=Severity.ERROR)
def block_without_effect(agreement: Agreement) -> Iterator[Finding]:
    """A block is written, but what would give it an effect is missing.

    A deadline without a period or a date, a duration until nothing, deposits of nobody, a limit that covers nothing or
    lists what it doesn't look at, a start or a way of counting for a period that isn't there. It looks as if the text
    had been recorded, and nothing follows from it.

    What to do: fill the missing field, name it in `absent` with the reason, or take the block out.
    """
    yield from _times(agreement)
    for here, until in records(agreement, UntilEvent):
        if not until.until and not until.during and not {"until", "during"} & set(until.absent):
            yield Finding(here, "the duration names neither what ends it nor what it lasts as long as")
    for here, deposits in records(agreement, Deposits):
        yield from _awaited(here, deposits)
    for here, notifications in records(agreement, Notifications):
        yield from _awaited(here, notifications)
    for here, provisional in records(agreement, Provisional):
        if (provisional.runs_from == "date") != (provisional.date is not None) and "date" not in provisional.absent:
            message = "a day is written, and application runs from something else" if provisional.date else "no day"
            yield Finding(here, f"provisional application: {message}", hint="write 'runs_from: date' and the date")
    for here, limit in records(agreement, Limitation):
        yield from _covered(here, limit)
    for here, spoken in records(agreement, Languages):
        if spoken.prevails_in and spoken.prevailing is None and "prevailing" not in spoken.absent:
            yield Finding(here / "prevails_in", "it is said when a version prevails, but not which", hint="fill it in")


def _times(agreement: Agreement) -> Iterator[Finding]:
    for here, deadline in records(agreement, Deadline):
        if deadline.within is None and "within" not in deadline.absent:
            if deadline.runs_from is not None:
                yield Finding(here / "runs_from", f"no period runs from {str(deadline.runs_from)!r}")
            if deadline.by is None and "by" not in deadline.absent:
                yield Finding(here, "the deadline names neither a period nor a date", hint="fill 'within' or 'by'")
    for here, registration in records(agreement, Registration):
        if registration.within is None and registration.runs_from is not None and "within" not in registration.absent:
            yield Finding(here / "runs_from", f"no period runs from {str(registration.runs_from)!r}")
    for here, review in records(agreement, Review):
        names = ("after", "no_later_than", "not_before", "recurrence")
        if review.runs_from is not ClockStart.UNSTATED and not any(
            getattr(review, name) is not None or name in review.absent for name in names
        ):
            yield Finding(here / "runs_from", f"no period runs from {str(review.runs_from)!r}")
    for here, way_out in records(agreement, WayOut):
        if way_out.notice is not None or "notice" in way_out.absent:
            continue
        for name, usual in (("notice_is", "required"), ("at_least", None), ("counted", "forward")):
            if (value := getattr(way_out, name)) != usual:
                yield Finding(here / name, f"{value!r} is said of a notice that isn't there", hint="fill 'notice'")


def _awaited(here: Pointer, awaited: Deposits | Notifications) -> Iterator[Finding]:
    names = ("number", "all_of", "majority_of", "named")
    if not any(getattr(awaited, name) for name in names) and not {*names} & set(awaited.absent):
        hint = "fill 'number', 'all_of', 'majority_of' or 'named'"
        yield Finding(here, f"the {awaited.rule} awaited are nobody's", hint=hint)
    if awaited.among and awaited.number is None and "number" not in awaited.absent:
        yield Finding(here / "among", "it is said among whom is counted, but not how many", hint="fill 'number'")
    if awaited.majority_of == "other-signatories" and not awaited.named:
        yield Finding(
            here / "majority_of", "the other signatories are those not named, and nobody is", hint="fill 'named'"
        )


def _covered(here: Pointer, limit: Limitation) -> Iterator[Finding]:
    for name, scope in (("parts", "part"), ("topics", "topics"), ("clauses", "clauses")):
        if getattr(limit, name) and limit.applies_to != scope:
            message = f"the limit lists {name} and applies to {limit.applies_to!r}"
            yield Finding(here / name, message, hint=f"write 'applies_to: {scope}', or take {name!r} out")
        elif name == scope == limit.applies_to and not getattr(limit, name) and name not in limit.absent:
            yield Finding(here / "applies_to", f"the limit applies to {name} and lists none", hint=f"fill {name!r}")


@rule("undescribed-act", severity=Severity.ERROR)
def undescribed_act(agreement: Agreement) -> Iterator[Finding]:
    """An undertaking to do something else doesn't say what.

    `act: other` stands for what the vocabulary has no word for; without a description nothing is left of the sentence.

    What to do: say it in `summary`, or name the thing in `item`.
    """
    for here, commitment in records(agreement, Commitment):
        if commitment.act is Act.OTHER and not (commitment.item or commitment.summary or commitment.includes):
            yield Finding(here / "act", "the act 'other' is not described", hint="say it in 'summary'")


@rule("double-negative", severity=Severity.ERROR)
def double_negative(agreement: Agreement) -> Iterator[Finding]:
    """Refraining is forbidden: the duty is turned into its opposite.

    "Shall not use force" is the act `use-force` with `shall-not`, or the act `refrain` with `shall`; `refrain` with
    `shall-not` says that force must be used.

    What to do: name the act that is forgone, or write the modal word without its "not".
    """
    for here, commitment in records(agreement, Commitment):
        if commitment.act is Act.REFRAIN and commitment.effective_force is Force.PROHIBITED:
            hint = "name the act that is forgone"
            yield Finding(here / "act", f"modal {str(commitment.modal)!r} forbids to refrain", hint=hint)


@rule("bounds-reversed", severity=Severity.ERROR)
def bounds_reversed(agreement: Agreement) -> Iterator[Finding]:
    """The least of two bounds is greater than the greatest.

    Nothing lies between them, so that no day could ever be found.

    What to do: exchange them, or check both.
    """
    for here, between in records(agreement, Between):
        if between.shortest.surely_exceeds(between.longest):
            yield Finding(here / "shortest", f"{between.shortest} is longer than {between.longest}")
    for here, review in records(agreement, Review):
        for low, high in (("not_before", "after"), ("not_before", "no_later_than"), ("after", "no_later_than")):
            least, most = getattr(review, low), getattr(review, high)
            if least is not None and most is not None and least.surely_exceeds(most):
                yield Finding(here / low, f"{low} {least} lies beyond {high} {most}")


@rule("exception-to-itself", severity=Severity.ERROR)
def exception_to_itself(agreement: Agreement) -> Iterator[Finding]:
    """A rule of a policy is an exception to itself, or rules are to one another.

    Which of them goes before the other could never be told.

    What to do: correct `exception_to`; the general rule has none.
    """
    leads = {
        clause.id: {clause.exception_to}
        for _, clause in clauses(agreement)
        if isinstance(clause, PolicyRule) and clause.exception_to is not None
    }
    turning = circles(leads)
    for here, rule_ in records(agreement, PolicyRule):
        if rule_.id in turning and rule_.exception_to is not None:
            yield Finding(here / "exception_to", f"{rule_.id!r} is an exception to itself")
