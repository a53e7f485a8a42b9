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
from agreements.rules import amounts, dates, effect, lifecycle, parties, references, sources, status, text
from agreements.rules._base import Rule, rule
from agreements.rules._paths import paths_to, way_on
from agreements.rules._walk import one_walk

__all__ = ["NOTICES", "RULES", "Judgement", "Rule", "choose", "judge_by", "rule", "rule_named", "validate"]

RULES: tuple[Rule, ...] = (
    dates.dates_out_of_order,
    dates.in_force_before_signature,
    dates.deadline_before_signature,
    dates.implausible_date,
    dates.currency_withdrawn,
    dates.unknown_currency,
    dates.state_before_existence,
    dates.state_after_end,
    lifecycle.notice_outlasts_term,
    lifecycle.way_out_after_end,
    lifecycle.renewal_decision_after_end,
    lifecycle.end_of_endless_agreement,
    lifecycle.deadline_beyond_term,
    lifecycle.trigger_without_response,
    lifecycle.impossible_event,
    lifecycle.prevailing_not_authentic,
    effect.block_without_effect,
    effect.undescribed_act,
    effect.double_negative,
    effect.bounds_reversed,
    effect.exception_to_itself,
    amounts.amount_part_of_itself,
    amounts.parts_exceed_whole,
    amounts.amount_out_of_range,
    parties.too_few_parties,
    parties.either_of_not_two,
    parties.party_named_twice,
    parties.owed_to_itself,
    references.unknown_party,
    references.unknown_actor,
    references.unknown_bearer,
    references.unknown_beneficiary,
    references.unknown_signatory,
    references.unknown_source,
    references.unknown_reference,
    references.about_nothing,
    sources.source_never_cited,
    sources.uncited_value,
    sources.not_a_web_address,
    sources.unknown_language,
    text.duplicate_id,
    text.recorded_twice,
    text.claim_contradicts_unmarked,
    text.invisible_characters,
    status.status_against_signals,
    status.status_without_evidence,
    status.stated_without_place,
    status.modal_and_force_disagree,
    status.force_overrules_modal,
    status.place_outside_part,
    status.topic_outside_coverage,
    status.covered_topic_empty,
    status.untyped_in_complete_topic,
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

        It would hide a fault that comes later, or its rule or its place is misspelt.

        What to do: take the entry out, or correct the name of the rule or the path of ids in `at`.
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
        words = [other for other in by_name if f"-{name}-" in f"-{other}-"]  # `deadline` is meant as the start of more
        raise UnknownNameError("rule", name, words[:3] or near(name, by_name))
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
    entries: dict[str, dict[str | None, list[int]]] = {}
    for index, entry in enumerate(agreement.ignore):
        entries.setdefault(entry.rule, {}).setdefault(entry.at, []).append(index)
    run = tuple(rules)
    with one_walk(agreement):
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
                ignored = entries.get(finding.rule, {})
                paths = (None, *paths_to(agreement, finding.pointer)) if ignored else ()
                covering = [index for path in paths for index in ignored.get(path, ())]
                used.update(covering)
                if not covering:
                    found.append(finding)
    names = {one.name for one in run} - set(crashed)
    known = frozenset(one.name for one in (*run, *RULES))
    for index, entry in enumerate(agreement.ignore):
        here = ROOT / "ignore" / index
        if entry.at is not None and agreement.find(entry.at) is None:
            found.append(_unused(here / "at", f"{entry.at!r} leads nowhere", way_on(agreement, entry.at)))
        elif entry.rule in FAULTS:
            what = "is ignored but is a fault of the format, which can't be ignored"
            found.append(_unused(here, f"{quoted(entry.rule)} {what}", "mend the fault, and take the entry out"))
        elif entry.rule not in known:
            hint = did_you_mean(entry.rule, known)
            found.append(_unused(here, f"{quoted(entry.rule)} is ignored but is no rule", hint))
        elif entry.rule in names and index not in used:
            place = f" in {entry.at!r}" if entry.at else " here"
            message = f"{quoted(entry.rule)} is ignored but finds nothing{place}"
            found.append(_unused(here, message, "take the entry out"))
    return Judgement(tuple(found), tuple(crashed))


def _unused(pointer: Pointer, message: str, hint: str) -> Finding:
    return Finding(pointer, message, "unused-ignore", NOTICES["unused-ignore"].severity, hint)


def _order(pointer: Pointer) -> tuple[tuple[int, int, str], ...]:
    """Return the place as a sort key: top-level fields in the order of the format, then by index and name."""
    return tuple(
        (0, step, "") if isinstance(step, int) else (1, _TOP.get(step, 0) if level == 0 else 0, step)
        for level, step in enumerate(pointer.steps)
    )


_TOP = {name: index for index, name in enumerate(Agreement.model_fields)}
