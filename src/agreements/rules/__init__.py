"""Rules: what can be wrong between two places of one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final

from agreements._quoting import quoted
from agreements._spelling import did_you_mean, near
from agreements.diagnostics import Finding, Severity
from agreements.errors import UnknownNameError
from agreements.faults import FAULTS, Fault
from agreements.model import Agreement
from agreements.model._given import expect_agreement
from agreements.pointer import ROOT, Pointer
from agreements.rules import dates, lifecycle, references, status, text
from agreements.rules._base import Rule, rule

__all__ = ["NOTICES", "RULES", "Judgement", "Rule", "choose", "judge_by", "rule", "rule_named", "validate"]

RULES: tuple[Rule, ...] = (
    dates.dates_out_of_order,
    dates.in_force_before_signature,
    dates.currency_withdrawn,
    dates.unknown_currency,
    dates.state_before_existence,
    dates.state_after_end,
    lifecycle.notice_outlasts_term,
    lifecycle.way_out_after_end,
    lifecycle.renewal_decision_after_end,
    lifecycle.deadline_beyond_term,
    lifecycle.trigger_without_response,
    lifecycle.impossible_event,
    lifecycle.prevailing_not_authentic,
    references.unknown_party,
    references.unknown_bearer,
    references.unknown_beneficiary,
    references.unknown_source,
    text.unknown_signatory,
    text.unknown_reference,
    text.duplicate_id,
    text.source_never_cited,
    text.uncited_value,
    text.about_nothing,
    text.claim_contradicts_unmarked,
    text.amount_part_of_itself,
    text.invisible_characters,
    status.status_against_signals,
    status.status_without_evidence,
    status.stated_without_place,
    status.modal_and_force_disagree,
    status.force_overrules_modal,
    status.topic_outside_coverage,
    status.covered_topic_empty,
)
"""The rules, in the order in which their findings come."""

NOTICES: Final[Mapping[str, Fault]] = {
    "rule-crashed": Fault(
        "rule-crashed",
        Severity.ERROR,
        cleandoc("""
        A rule failed, and what it looks for was not checked.

        The fault is in the rule, not in the record; the other rules were judged by all the same.

        What to do: report it. `--ignore NAME` leaves the rule out until it is mended.
        """),
    ),
    "unused-ignore": Fault(
        "unused-ignore",
        Severity.WARNING,
        cleandoc("""
        An entry of the record's `ignore` leaves nothing out.

        It would hide a fault that comes later, or its rule's name is misspelt.

        What to do: take the entry out, or correct the name.
        """),
    ),
}
"""What is found about the rules themselves, by name."""


def rule_named(name: str) -> Rule:
    """Return the rule of that name.

    Raises:
        UnknownNameError: There is none; its `near` holds names that look alike.
    """
    by_name = {one.name: one for one in RULES}
    if name not in by_name:
        raise UnknownNameError("rule", name, near(name, by_name))
    return by_name[name]


def choose(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules of those names, without the ignored ones, in the order of `RULES`.

    Args:
        select: Names of the rules that are wanted; empty means all.
        ignore: Names of the rules to leave out; it wins over `select`.

    Raises:
        UnknownNameError: A name is no rule's; its `near` holds names that look alike.
    """
    wanted = {rule_named(name).name for name in select} or {one.name for one in RULES}
    unwanted = {rule_named(name).name for name in ignore}
    return tuple(one for one in RULES if one.name in wanted - unwanted)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules say of one record.

    Attributes:
        findings: What they found, in the order of the rules, then of the record.
        crashed: The names of the rules that failed; what they would have found isn't known.
    """

    findings: tuple[Finding, ...]
    crashed: tuple[str, ...]


def validate(agreement: Agreement, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return what the rules find, in the order of the rules, then of the record.

    What the record's `ignore` names is left out; an entry that left nothing out is a finding itself (`unused-ignore`),
    unless its rule exists and wasn't run. A rule that crashes becomes a finding (`rule-crashed`).

    Raises:
        WrongTypeError: `agreement` is no record.
    """
    return judge_by(expect_agreement(agreement, "validate"), rules).findings


def judge_by(agreement: Agreement, rules: Iterable[Rule]) -> Judgement:
    """Return what `validate` returns, and which rules could not do their work."""
    found: list[Finding] = []
    crashed: list[str] = []
    used: set[int] = set()
    run = tuple(rules)
    for one in run:
        mine: list[Finding] = []
        try:
            mine.extend(one(agreement))
        except Exception as error:  # a fault of ours must not hide what the other rules find
            message = f"the rule {one.name!r} failed: {type(error).__name__}: {str(error)[:200]}"
            hint = "the fault is ours, not the record's: please report it; --ignore leaves the rule out"
            mine.append(Finding(ROOT, message, "rule-crashed", NOTICES["rule-crashed"].severity, hint))
            crashed.append(one.name)
        for finding in sorted(mine, key=lambda finding: _order(finding.pointer)):
            entries = [i for i, entry in enumerate(agreement.ignore) if _covers(agreement, i, finding)]
            used.update(entries)
            if not entries:
                found.append(finding)
    names = {one.name for one in run} - set(crashed)
    known = {one.name for one in (*run, *RULES)}
    for index, entry in enumerate(agreement.ignore):
        if index not in used and (entry.rule in names or entry.rule not in known):
            what = "finds nothing here" if entry.rule in names else "is no rule"
            hint = "take the entry out" if entry.rule in names else did_you_mean(entry.rule, known)
            if entry.rule in FAULTS:
                what, hint = (
                    "is a fault of the format, which can't be ignored",
                    "mend the fault, and take the entry out",
                )
            message = f"{quoted(entry.rule)} is ignored but {what}"
            found.append(
                Finding(ROOT / "ignore" / index, message, "unused-ignore", NOTICES["unused-ignore"].severity, hint)
            )
    return Judgement(tuple(found), tuple(crashed))


def _covers(agreement: Agreement, index: int, finding: Finding) -> bool:
    entry, steps = agreement.ignore[index], finding.pointer.steps
    if entry.rule != finding.rule:
        return False
    if entry.at is None:
        return True
    inside = len(steps) > 1 and steps[0] == "clauses" and isinstance(steps[1], int)
    return inside and agreement.clauses[int(steps[1])].id == entry.at


def _order(pointer: Pointer) -> tuple[tuple[int, int, str], ...]:
    """Return the place as a sort key: top-level fields in the order of the format, then by index and name."""
    top = list(Agreement.model_fields)
    return tuple(
        (0, step, "") if isinstance(step, int) else (1, top.index(step) if level == 0 and step in top else 0, step)
        for level, step in enumerate(pointer.steps)
    )
