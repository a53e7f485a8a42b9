"""What a field takes, in words and as an example, read off the model's own annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from agreements.errors import InvalidValueError
from agreements.model._base import FrozenMap, Term
from agreements.model.money import DecimalText
from agreements.model.place import Place
from agreements.timing import PartialDate, Period
from agreements.timing.instants import Instant

__all__ = ["NOTATIONS", "bare", "below", "bounds", "fields", "is_prose", "sample", "tagged", "words"]

_FEW = 4  # alternatives that an example still shows
_DEEPEST = 2  # mappings inside each other that an example still shows

NOTATIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "id",
        "a-short-name",
        "write lower-case words joined by hyphens, such as 'emergency-meeting'",
    ),
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": (
        "code or id of a party or actor",
        "USA",
        "write a code, such as 'USA' or 'NATO', or an id declared in 'parties' or 'actors', each as an item of its own",
    ),
    r"^[A-Z]{3}$": ("currency code", "EUR", "write the three letters of ISO 4217, such as 'EUR'"),
    r"^[a-z]{2,3}$": ("language code", "en", "write the two or three letters of ISO 639, such as 'en' for English"),
    r"^[a-z0-9_]+(-[a-z0-9]+)*(/[a-z0-9_]+(-[a-z0-9]+)*)*$": (
        "path of ids",
        "emergency-meeting/responses/meet/deadline",
        "write ids and names of fields joined by '/', such as 'emergency-meeting/responses/meet/deadline'",
    ),
    r"^[A-Za-z0-9_]+(-[A-Za-z0-9]+)*(/[A-Za-z0-9_]+(-[A-Za-z0-9]+)*)*$": (
        "path in the record",
        "termination/notice",
        "write ids and names of fields joined by '/', such as 'termination/notice'",
    ),
}
"""For each pattern of a text: what it is called, an example, and how to write it."""

_SCALARS: Final[Mapping[type, str]] = {
    Period: "P6M",
    PartialDate: "2024-06-13",
    Instant: "2024-06-20T04:10[Europe/Kyiv]",
    Place: "II ¶4",
    DecimalText: '"1000000"',
    int: "1",
}


def bare(annotation: Any) -> Any:
    """Return an annotation without `Annotated` and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        if len(members) == 1:
            return bare(members[0])
    return annotation


def tagged(annotation: Any) -> dict[str, type[BaseModel]]:
    """Return the members of a tagged union by their tags; empty for anything else."""
    annotation = bare(annotation)
    if get_origin(annotation) not in (Union, UnionType):
        return {}
    found: dict[str, type[BaseModel]] = {}
    for member in map(bare, get_args(annotation)):
        if _is_model(member):
            tag = next(own for own in member.model_fields.values() if get_origin(own.annotation) is Literal)
            found[str(get_args(tag.annotation)[0])] = member
    return found


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names they have in a record."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def below(annotation: Any, step: int | str) -> tuple[Any, FieldInfo | None]:
    """Return the annotation one step down, and the field it belongs to if that is one of a model."""
    annotation = bare(annotation)
    origin = get_origin(annotation)
    if _is_model(annotation):
        field = fields(annotation).get(str(step)) or annotation.model_fields.get(str(step))
        return (_annotation(field), field) if field else (None, None)
    if origin is tuple and isinstance(step, int):
        return get_args(annotation)[0], None
    if origin is FrozenMap:
        return get_args(annotation)[1], None
    return None, None


def words(annotation: Any) -> tuple[dict[str, str], str]:
    """Return the words a field takes, each with its meaning, and the name of their vocabulary in the schema.

    Empty for a field that takes no words; the name is empty where the vocabulary has none.
    """
    annotation = bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return {str(word): word.meaning for word in annotation}, annotation.__name__
    if get_origin(annotation) is Literal:
        return dict.fromkeys(map(str, get_args(annotation)), ""), ""
    members = tagged(annotation)
    return {tag: (member.__doc__ or "").partition("\n")[0] for tag, member in members.items()}, ""


def is_prose(annotation: Any) -> bool:
    """Whether a field takes any text: prose, a name or a title."""
    return bare(annotation) is str and _pattern(annotation) is None


def bounds(annotation: Any) -> tuple[int, int] | None:
    """Return the least and the greatest number a field takes, both inclusive; None where it has no bounds."""
    least = next((one.ge for one in _metadata(annotation) if isinstance(one, Ge)), None)
    most = next((one.le for one in _metadata(annotation) if isinstance(one, Le)), None)
    return (least, most) if isinstance(least, int) and isinstance(most, int) else None


def sample(annotation: Any, given: str = "") -> str:
    """Return an example of what a field takes, as flow YAML; `...` stands for a choice of too many words.

    Args:
        annotation: The field's annotation.
        given: What was written instead; parts of it are put where they fit.
    """
    return _sample(annotation, list(dict.fromkeys((given, *given.split()))) if given else [], 0)


def _sample(annotation: Any, given: list[str], depth: int) -> str:
    plain = bare(annotation)
    if members := tagged(plain):
        if depth:
            return f"{{{_tag_name(next(iter(members.values())))}: ...}}"
        chosen = next((members[one] for one in given if one in members), None)
        chosen = chosen or next((member for member in members.values() if _measures(member, given)), None)
        if chosen is None and len(members) > _FEW:
            return f"{{{_tag_name(next(iter(members.values())))}: ..., ...}}"
        return _mapping(chosen or next(iter(members.values())), given, depth)
    if _is_model(plain):
        return _mapping(plain, given, depth)
    if get_origin(plain) is tuple:
        return f"[{_sample(get_args(plain)[0], given, depth)}]"
    if get_origin(plain) is FrozenMap:
        key, value = get_args(plain)
        known = words(key)[0]
        return f"{{{next(iter(known), 'field')}: {_sample(value, given, depth)}}}"
    if known := words(plain)[0]:
        fit = next((one for one in given if one in known), None)
        if fit is not None:
            given.remove(fit)
            return fit
        return "|".join(known) if len(known) <= _FEW else "..."
    fit = next((one for one in given if _taken(annotation, plain, one)), None)
    if fit is not None:
        given.remove(fit)
        return _taken(annotation, plain, fit)
    pattern = _pattern(annotation)
    return _SCALARS.get(plain) or (NOTATIONS[pattern][1] if pattern else "...")


def _mapping(model: type[BaseModel], given: list[str], depth: int) -> str:
    if depth >= _DEEPEST:
        return "{...}"
    required = {name: field for name, field in fields(model).items() if field.is_required()}
    if not required:
        taking = (
            {name: field}
            for name, field in fields(model).items()
            if any(_taken(_annotation(field), bare(field.annotation), one) for one in given)
        )
        required = next(taking, dict([next(one for one in fields(model).items() if one[0] != "absent")]))
    return (
        f"{{{', '.join(f'{name}: {_sample(_annotation(own), given, depth + 1)}' for name, own in required.items())}}}"
    )


def _measures(model: type[BaseModel], given: list[str]) -> bool:
    """Whether a model must have a period, a date or an amount, and one of the given parts is one."""
    wanted = [bare(field.annotation) for field in fields(model).values() if field.is_required()]
    return any(plain is not str and _taken(plain, plain, one) for plain in wanted for one in given)


def _taken(annotation: Any, plain: Any, text: str) -> str:
    """Return how a text is written in a field that takes it; empty for a field that doesn't, or takes any text."""
    if plain is Period:
        for attempt in (text, Period.guess(text)):
            if attempt and _is_valid(Period, attempt):
                return attempt
    elif plain in (PartialDate, DecimalText):
        if _is_valid(plain, text):
            return text if plain is PartialDate else f'"{text}"'
    elif plain is str and (pattern := _pattern(annotation)) is not None and re.fullmatch(pattern, text):
        return text
    return ""


def _is_valid(kind: type, text: str) -> bool:
    try:
        kind(text)
    except InvalidValueError:
        return False
    return True


def _tag_name(model: type[BaseModel]) -> str:
    return next(name for name, field in fields(model).items() if get_origin(field.annotation) is Literal)


def _annotation(field: FieldInfo) -> Any:
    """Return a field's annotation with the constraints that Pydantic keeps beside it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _pattern(annotation: Any) -> str | None:
    return next((one.pattern for one in _metadata(annotation) if getattr(one, "pattern", None)), None)


def _metadata(annotation: Any) -> Iterator[Any]:
    """Yield the constraints of an annotation, those of an optional one's member too."""
    if get_origin(annotation) is Annotated:
        inner, *constraints = get_args(annotation)
        for one in constraints:
            yield from one.metadata if isinstance(one, FieldInfo) else (one,)
        yield from _metadata(inner)
    elif get_origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from _metadata(member)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
