"""What a rule is: a named, documented check of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from inspect import cleandoc

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement

__all__ = ["Check", "Rule", "circles", "rule"]

Check = Callable[[Agreement], Iterator[Finding]]
"""What a rule does: yield a finding for each fault, without name, severity and source."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one record, with its name and its manual page.

    Attributes:
        name: What it is called in findings and in `ignore`; kebab-case, named for the fault it finds.
        severity: How bad its findings are.
        source: The instrument and article it rests on; empty where it rests on the format alone.
        manual: The fault, why it matters, what to do.
    """

    name: str
    severity: Severity
    source: str
    manual: str
    check: Check = field(repr=False)

    def __call__(self, agreement: Agreement) -> Iterator[Finding]:
        """Yield what it finds, each finding with the rule's name, severity and source."""
        for finding in self.check(agreement):
            yield self.stamp(finding)

    def stamp(self, finding: Finding) -> Finding:
        """Return the finding with the rule's name, severity and source."""
        return replace(finding, rule=self.name, severity=self.severity, source=self.source)

    @property
    def title(self) -> str:
        """The first line of the manual: the fault in a sentence."""
        return self.manual.partition("\n")[0]


def rule(name: str, *, severity: Severity, source: str = "") -> Callable[[Check], Rule]:
    """Return a decorator that makes a rule of a function; its docstring becomes the manual page.

    Args:
        name: In kebab-case, named for the fault; never used again for another one.
        severity: How bad its findings are.
        source: Instrument and article; empty where there is none.
    """

    def made(check: Check) -> Rule:
        return Rule(name, severity, source, cleandoc(check.__doc__ or ""), check)

    return made


def circles(leads: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the names from which one comes back to where one started, or that stand between two such circles.

    Args:
        leads: From each name to those it leads to.
    """
    back: dict[str, set[str]] = {}
    for name, targets in leads.items():
        for target in targets:
            back.setdefault(target, set()).add(name)
    left = set(leads.keys() & back.keys())
    for forth, others in ((leads, back), (back, leads)):
        # What leads to nothing that is left stands on no circle, and then neither does what only leads to it.
        count = {name: sum(target in left for target in forth[name]) for name in left}
        ended = [name for name, open_ in count.items() if not open_]
        while ended:
            name = ended.pop()
            left.discard(name)
            for other in others[name]:
                if other in left:
                    count[other] -= 1
                    if not count[other]:
                        ended.append(other)
    return frozenset(left)
