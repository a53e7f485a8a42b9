"""What a rule is: a named, documented check of one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from inspect import cleandoc
from typing import Any, Final, TypeVar, overload

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, Chronology, Document, Happening, Record, TermsOfOffice

__all__ = ["ANY_DOCUMENT", "WITH_EVENTS", "Beside", "Check", "Rule", "circles", "rule", "rule_beside", "telling"]

Check = Callable[[Agreement], Iterator[Finding]]
"""What a rule of an agreement does: yield a finding for each fault, without name, severity and source."""
R = TypeVar("R", bound=Record)
WITH_EVENTS: Final[tuple[type[Agreement | Chronology], ...]] = (Agreement, Chronology)
"""What a rule judges that is about events and about those who act."""
ANY_DOCUMENT: Final[tuple[type[Document], ...]] = (Agreement, Chronology, TermsOfOffice)
"""What a rule judges that is about all kinds of documents alike."""


@dataclass(frozen=True)
class Beside:
    """What events and terms of office are judged beside.

    Attributes:
        agreements: The records at hand; it may be several versions of one.
        chronologies: The event files at hand.
    """

    agreements: tuple[Agreement, ...] = ()
    chronologies: tuple[Chronology, ...] = ()

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Beside:
        """Return what is at hand in some documents; terms of office tell nothing of anything else."""
        known = tuple(documents)
        return cls(
            tuple(one for one in known if isinstance(one, Agreement)),
            tuple(one for one in known if isinstance(one, Chronology)),
        )

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Agreement, ...]]:
        """The records of each id."""
        found: dict[str, list[Agreement]] = {}
        for one in self.agreements:
            found.setdefault(one.id, []).append(one)
        return {name: tuple(ones) for name, ones in found.items()}

    @cached_property
    def telling(self) -> Mapping[tuple[object, ...], tuple[Chronology, ...]]:
        """By what happened, without its id: the first two event files that tell it and are no scenarios."""
        found: dict[tuple[object, ...], tuple[Chronology, ...]] = {}
        for file in self.facts if len(self.facts) > 1 else ():
            for one in file.events:
                key = telling(one)
                known = found.get(key, ())
                if len(known) < _ENOUGH and file not in known:
                    found[key] = (*known, file)
        return found

    @cached_property
    def facts(self) -> tuple[Chronology, ...]:
        """The event files that are no scenarios."""
        return tuple(one for one in self.chronologies if not one.hypothetical)


_NOTHING = Beside()
_ENOUGH = 2  # files that tell the same: one of them is another one than any that is judged


@cache
def _fields(kind: type[Happening]) -> tuple[str, ...]:
    return tuple(name for name in kind.model_fields if name not in ("id", "cite", "note", "absent"))


def telling(one: Happening) -> tuple[object, ...]:
    """Return what tells one thing that happened from another."""
    return tuple(getattr(one, name) for name in _fields(type(one)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one document, with its name and its manual page.

    Attributes:
        name: What it is called in findings and in `ignore`; kebab-case, named for the fault it finds.
        severity: How bad its findings are.
        source: The instrument and article it rests on; empty where it rests on the format alone.
        manual: The fault, why it matters, what to do.
        judges: The documents it is about: agreements, events, terms of office.
    """

    name: str
    severity: Severity
    source: str
    manual: str
    check: Callable[[Any, Beside], Iterator[Finding]] = field(repr=False)
    judges: tuple[type[Record], ...] = (Agreement,)

    def __call__(self, document: Document, beside: Beside = _NOTHING) -> Iterator[Finding]:
        """Yield what it finds, each finding with the rule's name, severity and source."""
        for finding in self.check(document, beside):
            yield self.stamp(finding)

    def stamp(self, finding: Finding) -> Finding:
        """Return the finding with the rule's name, severity and source."""
        return replace(finding, rule=self.name, severity=self.severity, source=self.source)

    @property
    def title(self) -> str:
        """The first line of the manual: the fault in a sentence."""
        return self.manual.partition("\n")[0]


@overload
def rule(name: str, *, severity: Severity, source: str = "") -> Callable[[Check], Rule]: ...


@overload
def rule(
    name: str, *, severity: Severity, source: str = "", of: tuple[type[R], ...]
) -> Callable[[Callable[[R], Iterator[Finding]]], Rule]: ...


def rule(
    name: str, *, severity: Severity, source: str = "", of: tuple[type[Any], ...] = (Agreement,)
) -> Callable[[Callable[[Any], Iterator[Finding]]], Rule]:
    """Return a decorator that makes a rule of a function; its docstring becomes the manual page.

    Args:
        name: In kebab-case, named for the fault; never used again for another one.
        severity: How bad its findings are.
        source: Instrument and article; empty where there is none.
        of: The documents it judges.
    """

    def made(check: Callable[[Any], Iterator[Finding]]) -> Rule:
        return Rule(name, severity, source, cleandoc(check.__doc__ or ""), lambda document, _: check(document), of)

    return made


def rule_beside(
    name: str, *, severity: Severity, source: str = "", of: type[R]
) -> Callable[[Callable[[R, Beside], Iterator[Finding]]], Rule]:
    """Return a decorator as `rule` does, for a function that also takes what the document is judged beside.

    Args:
        name: In kebab-case, named for the fault; never used again for another one.
        severity: How bad its findings are.
        source: Instrument and article; empty where there is none.
        of: The document it judges.
    """

    def made(check: Callable[[R, Beside], Iterator[Finding]]) -> Rule:
        return Rule(name, severity, source, cleandoc(check.__doc__ or ""), check, (of,))

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
