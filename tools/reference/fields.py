"""The format, field by field: a page a module of the model, a section a class, a row a field."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from agreements.model import (
    DOCUMENTS,
    Absence,
    Agreement,
    FrozenMap,
    Place,
    Record,
    Term,
    agreement,
    chronology,
    clauses,
    commitments,
    events,
    lifecycle,
    money,
    offices,
    parties,
    place,
    sources,
)
from agreements.model.money import DecimalText
from agreements.timing import PartialDate, Period
from agreements.timing.instants import Instant
from reference.markdown import docstring, prose, table
from reference.material import example_of

__all__ = ["pages", "uses"]

_MODULES = {
    "agreement": ("The record", agreement),
    "clauses": ("Clauses", clauses),
    "commitments": ("Commitments", commitments),
    "events": ("Events", events),
    "money": ("Money", money),
    "lifecycle": ("Life cycle", lifecycle),
    "parties": ("Parties and parts", parties),
    "sources": ("Sources and claims", sources),
    "chronology": ("Event files", chronology),
    "offices": ("Terms of office", offices),
}
_VALUES = {Place: "place", Period: "period", PartialDate: "date", Instant: "moment", DecimalText: "number"}
_TITLED = {"Id": "id", "Path of ids": "path-of-ids", "Party or actor": "party-or-actor", "Currency": "currency"}
"""Texts with a meaning of their own, by the title in their definition."""
_ABSENT = """\
Every class has the field `absent` too. It names fields that have nothing to fill in, each with why: `silent` where the
text says nothing about it, `unknown` where it could not be found out, `not-applicable` where it can't arise. A field
that is neither filled nor named there was not looked for. Only fields that aren't required can be named, and never a
filled one.
"""
_WAYS = """\
# Values

What stands in the fields when it is no word of the [vocabulary](../vocabulary.md) and no part of its own.

Values are text. What looks like a number (`200`, `2031`) is read as text from YAML, so quotes are optional there; the
JSON Schema, and with it your editor, wants them: `'200'`. In JSON they are required.

## absent {#absent}

"""


def pages() -> Mapping[str, str]:
    """Return the text of each page by its path."""
    found = {}
    for name, (title, module) in _MODULES.items():
        lead = docstring(module.__doc__ or "")
        sections = [_section(model) for model in _models() if model.__module__ == module.__name__]
        found[f"reference/format/{name}.md"] = "\n\n".join((f"# {title}", lead, *sections)) + "\n"
    return {**found, "reference/format/values.md": _values()}


@cache
def _models() -> tuple[type[Record], ...]:
    """Return every class that a file can hold, in the order of its module."""
    seen: set[type[Record]] = set()
    reached = dict.fromkeys(one for document in DOCUMENTS.values() for one in _reached(document, seen))
    return tuple(
        one
        for _, module in _MODULES.values()
        for one in vars(module).values()
        if isinstance(one, type) and one in reached and one.__module__ == module.__name__
    )


def _reached(model: type[Record], seen: set[type[Record]]) -> Iterator[type[Record]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for inner in _inside(field.annotation):
            if isinstance(inner, type) and issubclass(inner, Record):
                yield from _reached(inner, seen)


def _inside(annotation: Any) -> Iterator[Any]:
    """Yield the types an annotation is made of."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Literal or not arguments:
        yield annotation
        return
    if get_origin(annotation) is FrozenMap:
        yield FrozenMap
    for argument in arguments[:1] if get_origin(annotation) is Annotated else arguments:
        yield from _inside(argument)


@cache
def uses() -> Mapping[type, tuple[str, ...]]:
    """Return, for each class and each enumeration, the fields that hold it, as links from a page of the format."""
    found: dict[type, list[str]] = defaultdict(list)
    for model in _models():
        for name, field in model.model_fields.items():
            for inner in dict.fromkeys(_inside(field.annotation)):
                if name != "absent" and isinstance(inner, type) and issubclass(inner, (Record, Term)):
                    found[inner].append(f"[`{field.alias or name}`]({_link(model)}) of {model.__name__}")
    return {kind: tuple(fields) for kind, fields in found.items()}


def _link(kind: type) -> str:
    """Return where a class or enumeration is described, seen from a page of the format."""
    if issubclass(kind, Term):
        return f"../vocabulary.md#{kind.__name__.lower()}"
    return f"{kind.__module__.rpartition('.')[2]}.md#{kind.__name__.lower()}"


def _section(model: type[Record]) -> str:
    parts = [f"## {model.__name__} {{#{model.__name__.lower()}}}", docstring(model.__doc__ or "")]
    if model is Agreement:
        parts.append(_ABSENT)
    if used := uses().get(model, ()):
        parts.append("In " + ", ".join(dict.fromkeys(used)) + ".")
    # What must be filled comes first, because somebody who starts needs that; what nearly every class has comes last.
    fields = sorted(
        ((name, field) for name, field in model.model_fields.items() if name != "absent"),
        key=lambda item: (not item[1].is_required(), item[0] in _COMMON),
    )
    rows = [_row(model, name, field) for name, field in fields]
    parts.append(table(("field", "required", "value", "what it says"), rows))
    if example := example_of(model):
        parts.append(f"```yaml\n{example}\n```")
    return "\n\n".join(parts)


_COMMON = ("at", "cite", "note")


def _row(model: type[Record], name: str, field: FieldInfo) -> Sequence[str]:
    value = _value(field.annotation, field)
    default = field.default if isinstance(field.default, str) else "false" if field.default is False else None
    if default is not None:
        value += f"; left out: `{default}`"
    said = prose(field.description or "")
    if field.examples:
        said += f" For example {', '.join(f'`{_shown(one)}`' for one in field.examples)}."
    if not said and get_origin(field.annotation) is Literal:  # the tag, which stands for the class
        said = prose((model.__doc__ or "").partition("\n")[0])
    return f"`{field.alias or name}`", "**yes**" if field.is_required() else "no", value, said


def _shown(example: Any) -> str:
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_shown(value)}" for key, value in example.items()) + "}"
    return f"[{', '.join(map(_shown, example))}]" if isinstance(example, list) else str(example)


def _value(annotation: Any, info: FieldInfo | None = None) -> str:
    """Return what may stand in a field, as Markdown."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], next((one for one in arguments[1:] if isinstance(one, FieldInfo)), None))
    if origin in (Union, UnionType):
        members = [argument for argument in arguments if argument is not NoneType]
        if len(members) == 1:
            return _value(members[0], info)
        return "one of " + ", ".join(_value(member) for member in members)
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        ordered = not any(getattr(one, "func", None) for one in (info.metadata if info else ()))
        return f"{'list' if ordered else 'list, its order without meaning,'} of {_value(arguments[0])}"
    if origin is FrozenMap:
        return f"{_value(arguments[0])} to {_value(arguments[1])}"
    if annotation in _VALUES:
        return f"[{_VALUES[annotation]}](values.md#{_VALUES[annotation]})"
    if isinstance(annotation, type) and issubclass(annotation, (Record, Term)):
        return f"[{annotation.__name__}]({_link(annotation)})"
    if annotation is bool:
        return "`true` or `false`"
    if annotation is int:
        limits = dict(limit for one in (info.metadata if info else ()) for limit in _limits(one))
        return " ".join(["whole number", *(f"{_BOUNDS[key]} {value}" for key, value in limits.items())])
    if annotation is not str:
        raise TypeError(f"the reference has no words for {annotation!r}")
    return _text(info)


def _text(info: FieldInfo | None) -> str:
    if info is not None and info.title in _TITLED:
        return f"[{info.title.lower()}](values.md#{_TITLED[info.title]})"
    limits = dict(limit for one in (info.metadata if info else ()) for limit in _limits(one))
    text = f"text, up to {limits['max_length']} characters" if "max_length" in limits else "text"
    return f"{text}, as in `{limits['pattern']}`" if "pattern" in limits else text


_BOUNDS = {"ge": "from", "le": "to"}


def _limits(metadata: Any) -> Iterator[tuple[str, Any]]:
    for name in ("max_length", "pattern", *_BOUNDS):
        if (value := getattr(metadata, name, None)) is not None:
            yield name, value


def _values() -> str:
    """Return the page of the values that stand in many fields."""
    absences = table(("word", "meaning"), ((f"`{word}`", prose(word.meaning)) for word in Absence))
    parts = [_WAYS + _ABSENT + "\n" + absences]
    described = [
        ("Place", "place", inspect.getdoc(place) or ""),
        ("Period", "period", inspect.getdoc(Period) or ""),
        ("Date", "date", inspect.getdoc(PartialDate) or ""),
        ("Moment", "moment", inspect.getdoc(Instant) or ""),
        ("Number", "number", inspect.getdoc(DecimalText) or ""),
    ]
    used = list(values_of_fields())
    for title, anchor, text in described:
        parts.append(f"## {title} {{#{anchor}}}\n\n{docstring(text)}\n")
    for title, anchor in _TITLED.items():
        info = next(info for info in used if info.title == title)
        pattern = next((value for one in info.metadata for key, value in _limits(one) if key == "pattern"), "")
        examples = ", ".join(f"`{one}`" for one in info.examples or ())
        said = f"{prose(info.description or '')}\n\nFor example {examples}; as in `{pattern}`."
        parts.append(f"## {title} {{#{anchor}}}\n\n{said}\n")
    return "\n".join(parts)


def values_of_fields() -> Iterator[FieldInfo]:
    """Yield what is said of texts inside annotations: title, description, pattern, examples."""
    for model in _models():
        for field in model.model_fields.values():
            if field.title and field.examples:
                yield field
            yield from _infos(field.annotation)


def _infos(annotation: Any) -> Iterator[FieldInfo]:
    for argument in get_args(annotation):
        if isinstance(argument, FieldInfo):
            yield argument
        elif get_origin(annotation) is not Literal:
            yield from _infos(argument)
