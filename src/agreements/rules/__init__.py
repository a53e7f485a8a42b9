"""Rules: what can be wrong between two places of one record or of events, and between events and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from inspect import cleandoc
from typing import Final

from agreements._quoting import quoted
from agreements._spelling import did_you_mean, near
from agreements.diagnostics import Finding, Severity
from agreements.errors import UnknownNameError
from agreements.faults import FAULTS, Fault
from agreements.model import DOCUMENTS, Document
from agreements.model._given import expect_document
from agreements.pointer import ROOT, Pointer
from agreements.rules import (
    acts,
    amounts,
    chronology,
    dates,
    effect,
    lifecycle,
    offices,
    parties,
    references,
    sources,
    status,
    text,
    under,
)
from agreements.rules._base import Beside, Rule, rule, rule_beside
from agreements.rules._paths import find, paths_to, way_on
from agreements.rules._walk import one_walk

__all__ = [
    "NOTICES",
    "RULES",
    "Beside",
    "Judgement",
    "Rule",
    "choose",
    "judge_by",
    "rule",
    "rule_beside",
    "rule_named",
    "validate",
]

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
    chronology.happening_without_time,
    chronology.date_beside_moment,
    chronology.unknown_event_actor,
    chronology.told_twice,
    acts.done_again,
    acts.contradictory_acts,
    chronology.scenario_cites_as_fact,
    under.unknown_agreement,
    under.leads_nowhere,
    under.answers_no_duty,
    under.answered_by_another,
    under.answered_too_soon,
    under.request_for_nothing,
    under.may_not_ask,
    acts.act_by_non_party,
    acts.terminated_alone,
    acts.act_out_of_order,
    under.before_signature,
    acts.denounced_before_entry,
    offices.unknown_office_party,
    offices.term_ends_before_beginning,
    offices.terms_overlap,
    offices.terms_out_of_order,
    offices.gap_between_terms,
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
    """What rules say of one document.

    Attributes:
        findings: What they found, in the order of the rules, then of the record.
        crashed: The names of the rules that failed; what they would have found isn't known.
    """

    findings: tuple[Finding, ...]
    crashed: tuple[str, ...]


def validate(
    document: Document, rules: Iterable[Rule] = RULES, *, beside: Iterable[Document] = ()
) -> tuple[Finding, ...]:
    """Return what the rules find, in the order of the rules, then of the document.

    What the document's `ignore` names is left out; an entry that left nothing out is a finding itself
    (`unused-ignore`), unless its rule exists and wasn't run. A rule that crashes becomes a finding (`rule-crashed`).

    Args:
        document: An agreement, events or terms of office; rules that are about another kind are passed over.
        rules: The rules to judge by.
        beside: What events and terms are judged beside: the records they are about, and other events. Without a
            record nothing is found that would need it. Of an agreement nothing else is looked at.

    Raises:
        WrongTypeError: `document`, or something in `beside`, is none.
    """
    known = Beside.of(expect_document(one, "validate") for one in beside)
    return judge_by(expect_document(document, "validate"), rules, known).findings


def judge_by(document: Document, rules: Iterable[Rule], beside: Beside | None = None) -> Judgement:
    """Return what `validate` returns, and which rules could not do their work."""
    known = Beside() if beside is None else beside
    found: list[Finding] = []
    crashed: list[str] = []
    used: set[int] = set()
    entries: dict[str, dict[str | None, list[int]]] = {}
    for index, entry in enumerate(document.ignore):
        entries.setdefault(entry.rule, {}).setdefault(entry.at, []).append(index)
    run = tuple(one for one in rules if type(document) in one.judges)
    with one_walk(document):
        for one in run:
            mine: list[Finding] = []
            try:
                mine.extend(one(document, known))
            except Exception as error:  # a fault of ours must not hide what the other rules find
                message = f"the rule {one.name!r} failed: {type(error).__name__}: {str(error)[:200]}"
                hint = "the fault is ours, not the record's: please report it; --ignore leaves the rule out"
                mine.append(Finding(ROOT, message, "rule-crashed", NOTICES["rule-crashed"].severity, hint))
                crashed.append(one.name)
            for finding in sorted(mine, key=lambda finding: _order(document, finding.pointer)):
                ignored = entries.get(finding.rule, {})
                paths = (None, *paths_to(document, finding.pointer)) if ignored else ()
                covering = [index for path in paths for index in ignored.get(path, ())]
                used.update(covering)
                if not covering:
                    found.append(finding)
    found.extend(_unused(document, frozenset(one.name for one in run), frozenset(crashed), used))
    return Judgement(tuple(found), tuple(crashed))


def _unused(document: Document, run: Set[str], crashed: Set[str], used: Set[int]) -> Iterator[Finding]:
    """Yield a finding for each entry of `ignore` that left nothing out.

    Args:
        document: What was judged.
        run: The names of the rules that were run.
        crashed: The names of those that failed.
        used: The entries that left something out, by their index.
    """
    known = {one.name: one for one in RULES}
    names = frozenset(run | known.keys())
    notice = NOTICES["unused-ignore"]
    for index, entry in enumerate(document.ignore):
        if index in used:
            continue
        here = ROOT / "ignore" / index
        rule_ = known.get(entry.rule)
        what, hint = "", "take the entry out"
        if entry.rule in FAULTS:
            what, hint = "is a fault of the format, which can't be ignored", "mend the fault, and take the entry out"
        elif entry.rule not in names:
            what, hint = "is no rule", did_you_mean(entry.rule, names)
        elif rule_ is not None and type(document) not in rule_.judges:
            what = f"doesn't judge {document.format}"
        elif entry.at is not None and find(document, entry.at) is None:
            here, message = here / "at", f"{quoted(entry.at)} leads nowhere"
            yield Finding(here, message, notice.name, notice.severity, way_on(document, entry.at))
        elif entry.rule in run - crashed:
            what = f"finds nothing in {quoted(entry.at)}" if entry.at is not None else "finds nothing here"
        if what:
            yield Finding(here, f"{quoted(entry.rule)} is ignored but {what}", notice.name, notice.severity, hint)


def _order(document: Document, pointer: Pointer) -> tuple[tuple[int, int, str], ...]:
    """Return the place as a sort key: top-level fields in the order of the format, then by index and name."""
    top = _TOP[type(document)]
    return tuple(
        (0, step, "") if isinstance(step, int) else (1, top.get(step, 0) if level == 0 else 0, step)
        for level, step in enumerate(pointer.steps)
    )


_TOP = {kind: {name: index for index, name in enumerate(kind.model_fields)} for kind in DOCUMENTS.values()}
