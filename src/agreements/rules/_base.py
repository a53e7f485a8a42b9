"""What a rule is: a named, documented check of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from inspect import cleandoc

from rapidfuzz import fuzz, process

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement

__all__ = ["Check", "Rule", "circles", "did_you_mean", "near", "rule"]

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


def did_you_mean(name: str, known: frozenset[str]) -> str:
    """Return a hint that names the known id most like this one; empty where none is like it."""
    found = near(name, known, limit=1)
    return f"did you mean {found[0]!r}?" if found else ""


def near(name: str, known: frozenset[str], limit: int = 3) -> list[str]:
    """Return the known names that look like this one, best first; empty where none does, or where there are too many.

    A name looks like another where three quarters of their letters agree in order, two thirds in a name of up to four
    letters, whatever their case. What is further off only sends the reader astray.
    """
    if len(known) > _MOST:
        return []
    names, lowered = _lowered(known)
    cutoff = 66 if len(name) <= 4 else 75
    found = process.extract(name.lower(), lowered, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
    return [names[index] for _, _, index in found]


_MOST = 2000  # a file of thousands of wrong ids would otherwise be compared with thousands of right ones


@lru_cache(maxsize=16)
def _lowered(known: frozenset[str]) -> tuple[list[str], list[str]]:
    names = sorted(known)
    return names, [name.lower() for name in names]


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
