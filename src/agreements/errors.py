"""How a caller learns of a mistake: every exception this library raises on purpose.

A fault in somebody's record is data (a `Finding`); an exception is for the caller who asked for
something impossible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agreements._quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreements.diagnostics import Finding


SHOWN_FINDINGS: Final = 20
"""How many findings a message shows; the error has all."""
_SHOWN_CHOICES: Final = 50


def one_line(text: str) -> str:
    """Return the text with all that doesn't print, line ends among it, written as its code."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


class AgreementsError(Exception):
    """Base of every error this library raises on purpose."""


class InvalidRecordError(AgreementsError):
    """A file or text holds no valid record, or a change would leave none.

    Its message shows the first findings.

    Attributes:
        name: The file, `<text>`, or what was to be changed.
        findings: Everything that is wrong with it, in the order of its lines.
    """

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        self.name = name
        self.findings = tuple(findings)
        count = len(self.findings)
        lines = [f"{one_line(name)} is not a valid record ({count} finding{'s' * (count != 1)})"]
        lines += [f"  {finding}" for finding in self.findings[:SHOWN_FINDINGS]]
        if count > SHOWN_FINDINGS:
            lines.append(f"  and {count - SHOWN_FINDINGS} more, in the error's `findings`")
        super().__init__("\n".join(lines))


class WrongTypeError(AgreementsError, TypeError):
    """A function was given something of another type than it takes.

    Attributes:
        function: The function's name.
        value: What it was given.
        hint: What to pass instead.
    """

    def __init__(self, function: str, wanted: str, value: object, hint: str = "") -> None:
        self.function, self.value, self.hint = function, value, hint
        given = f"the text {quoted(value)}" if isinstance(value, str) else f"a value of type {type(value).__name__}"
        super().__init__(f"{function}() takes {wanted}, not {given}" + (f" ({hint})" if hint else ""))


class InvalidValueError(AgreementsError, ValueError):
    """A text is no value of the type asked for (period, date, place, money, pointer).

    It is a `ValueError`, so that Pydantic reports it at the field it stands in.

    Attributes:
        kind: What was wanted, such as `period`.
        text: What was given.
        reason: Why it is none.
        hint: The way out; empty where there is none.
    """

    def __init__(self, kind: str, text: object, reason: str, hint: str = "") -> None:
        self.kind = kind
        self.text = text if isinstance(text, str) else repr(text)
        self.reason, self.hint = reason, hint
        super().__init__(f"{quoted(self.text)} is no {kind}: {reason}" + (f" ({hint})" if hint else ""))


class UndecidedError(AgreementsError, TypeError):
    """Somebody asked for the truth value of a three-valued answer."""


class UnknownNameError(AgreementsError, LookupError):
    """There is no clause, rule, renderer or table of that name.

    Attributes:
        kind: What was looked up, such as `clause`.
        name: What was asked for.
        near: Names that exist and of which this may be a misspelling, best first; may be empty.
        known: All names that exist, where they are known; the message lists them where they are few.
    """

    def __init__(self, kind: str, name: str, near: Sequence[str] = (), known: Sequence[str] = ()) -> None:
        self.kind, self.name, self.near, self.known = kind, name, tuple(near), tuple(known)
        hint = f"; did you mean {self.near[0]!r}?" if self.near else ""
        if not self.near and 0 < len(self.known) <= _SHOWN_CHOICES:
            hint = f"; there are: {', '.join(self.known)}"
        super().__init__(f"there is no {kind} {quoted(name)}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])  # LookupError's own __str__ would quote it for KeyError only


class DateOutOfRangeError(AgreementsError, OverflowError):
    """The arithmetic leaves the calendar (years 1 to 9999).

    Attributes:
        start: The day counted from.
        period: What was added or taken away.
    """

    def __init__(self, start: object, period: object) -> None:
        self.start, self.period = start, period
        super().__init__(f"{start} and {period} lead outside the years 1 to 9999")


class CountingError(AgreementsError, ValueError):
    """A convention can't count what it was asked to count.

    Attributes:
        convention: The name of the convention.
        period: What was to be counted.
        hint: The way out; empty where there is none.
    """

    def __init__(self, convention: str, period: object, reason: str, hint: str = "") -> None:
        self.convention, self.period, self.hint = convention, period, hint
        super().__init__(f"{convention!r} can't count {period}: {reason}" + (f" ({hint})" if hint else ""))


class ComparisonError(AgreementsError):
    """Two records can't be compared the way they were asked to be."""


class PatchError(AgreementsError):
    """An edit script doesn't fit the record it was applied to."""


class MissingLibraryError(AgreementsError, ImportError):
    """Something needs a library that isn't installed with the package alone.

    Attributes:
        library: What is missing, as it is named on PyPI.
        extra: The extra of this package that brings it.
        hint: What can be done without it; empty where nothing can.
    """

    def __init__(self, library: str, extra: str, hint: str = "") -> None:
        self.library, self.extra, self.hint = library, extra, hint
        way_out = f"pip install 'agreements[{extra}]'" + (f"; {hint}" if hint else "")
        super().__init__(f"{library!r} isn't installed ({way_out})")


class RequestedSchemaError(AgreementsError, ValueError):
    """A table can't be given to an Arrow consumer in the schema it asks for.

    Attributes:
        reason: What doesn't fit.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the requested schema doesn't fit the table: {reason}")
