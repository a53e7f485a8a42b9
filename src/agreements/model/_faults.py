"""Pydantic's complaints as findings: in our words, at the place in the input, with the way out.

One idea, though a long page: a function for each kind of complaint, and the table that names them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from agreements._quoting import alternatives, quoted
from agreements._spelling import did_you_mean
from agreements.diagnostics import Finding
from agreements.errors import InvalidValueError
from agreements.faults import MAX_FINDINGS, FaultName, found, left_out
from agreements.model._numbers import Bare
from agreements.model._shapes import NOTATIONS, bare, below, bounds, fields, is_prose, sample, tagged, words
from agreements.model._synonyms import SYNONYMS
from agreements.pointer import ROOT, Pointer, Step
from agreements.timing import PartialDate, Period

__all__ = ["SAYERS", "Complaint", "complaints", "takes_prose", "unquoted_texts"]

_FEW: Final = 16  # words that a hint lists


@dataclass(frozen=True, slots=True)
class Complaint:
    """A finding, and whether it is about the key rather than the value of the place it names."""

    finding: Finding
    on_key: bool = False


def complaints(error: ValidationError, data: object, model: type[BaseModel]) -> tuple[Complaint, ...]:
    """Return what Pydantic says of some input in our words: the first findings, and how many more there are.

    Args:
        error: What validating raised.
        data: The input: plain data, or records inside plain data.
        model: The model it was to become.
    """
    # A list that isn't empty is too short only because its faulty items weren't counted: Pydantic's echo.
    faults = [fault for fault in error.errors(include_url=False) if fault["type"] != "too_short" or not fault["input"]]
    said = tuple(_said(fault, data, model) for fault in faults[:MAX_FINDINGS])
    if len(faults) <= MAX_FINDINGS:
        return said
    return (*said, Complaint(left_out(f"{len(faults) - MAX_FINDINGS} more faults aren't listed")))


def takes_prose(pointer: Pointer, data: object, model: type[BaseModel]) -> bool:
    """Whether a place in plain data belongs to a field that takes any text: prose, a name or a title."""
    annotation: Any = model
    for step in pointer.steps:
        annotation, _ = below(_chosen(annotation, data), step)
        data = _child(data, step)
    return is_prose(annotation)


def unquoted_texts(data: object, annotation: Any, pointer: Pointer = ROOT) -> Iterator[tuple[Pointer, Bare]]:
    """Yield what stands without quotes where a text is wanted, though others take it for a number or a truth value.

    Args:
        data: Plain data.
        annotation: What the model wants there; where it wants nothing, nothing is looked at.
        pointer: Where they stand.
    """
    plain = bare(annotation)
    if isinstance(data, Bare):
        if get_origin(plain) is Literal or (isinstance(plain, type) and not issubclass(plain, int | BaseModel)):
            yield pointer, data
    elif isinstance(data, Mapping):
        chosen = _chosen(annotation, data)
        for key, value in data.items():
            wanted, _ = below(chosen, key)
            if wanted is not None:
                yield from unquoted_texts(value, wanted, pointer / key)
    elif isinstance(data, list):
        wanted, _ = below(annotation, 0)
        if wanted is not None:
            for index, value in enumerate(data):
                yield from unquoted_texts(value, wanted, pointer / index)


def _chosen(annotation: Any, data: object) -> Any:
    """Return the member of a tagged union that data have the tag of; None for none; another annotation as it is."""
    if not (members := tagged(annotation)):
        return annotation
    tags = data.values() if isinstance(data, Mapping) else ()
    return next((members[tag] for tag in tags if isinstance(tag, str) and tag in members), None)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a fault is.

    Attributes:
        pointer: The place.
        value: What stands there; the key itself where that is at fault; None where nothing stands there.
        annotation: What the model wants there.
        owner: The innermost model around it.
        context: What Pydantic tells beside the kind of the fault.
        on_key: Whether the key is at fault.
    """

    pointer: Pointer
    value: object
    annotation: Any
    owner: type[BaseModel]
    context: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    on_key: bool = False

    @property
    def last(self) -> Step:
        return self.pointer.steps[-1] if self.pointer.steps else ""

    @property
    def label(self) -> str:
        """The place as a message names it: `'bearers'`, `item 2 of 'bearers'`, `the record`."""
        return _label(self.pointer)

    @property
    def shown(self) -> str:
        return _shown(self.value)

    def say(self, name: FaultName, message: str, hint: str = "") -> Complaint:
        return Complaint(found(name, message, hint, at=self.pointer), self.on_key)

    def say_below(self, step: str, name: FaultName, message: str, hint: str = "", *, on_key: bool = False) -> Complaint:
        return Complaint(found(name, message, hint, at=self.pointer / step), on_key)


def _said(fault: Any, data: object, model: type[BaseModel]) -> Complaint:
    spot = _walk(data, fault["loc"], model, fault.get("ctx") or {}, str(fault["msg"]))
    return SAYERS.get(fault["type"], _otherwise)(spot)


def _walk(
    data: object, loc: tuple[int | str, ...], model: type[BaseModel], context: Mapping[str, Any], message: str
) -> _Spot:
    """Follow Pydantic's location through the input, passing over the union tags it mixes in."""
    pointer, value, owner = ROOT, data, model
    annotation: Any = model
    around: Any = None
    for number, step in enumerate(loc):
        members = tagged(annotation)
        if isinstance(step, str) and step in members:
            annotation = owner = members[step]
        elif step == "[key]" and number == len(loc) - 1:
            key_type = around.__args__[0] if around is not None else None
            return _Spot(pointer, pointer.steps[-1], key_type, owner, context, message, on_key=True)
        else:
            around = bare(annotation)
            annotation, _ = below(annotation, step)
            pointer, value = pointer / step, _child(value, step)
            if _is_model(bare(annotation)) and number < len(loc) - 1:
                owner = bare(annotation)
    return _Spot(pointer, value, annotation, owner, context, message)


def _child(value: object, step: Step) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list | tuple):
        return value[step] if isinstance(step, int) and step < len(value) else None
    return None  # what a record holds that stands in the input was judged when that was made


def _label(pointer: Pointer) -> str:
    if not pointer.steps:
        return "the record"
    last = pointer.steps[-1]
    return f"item {last + 1} of {_label(pointer.parent)}" if isinstance(last, int) else quoted(last, 40)


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, BaseModel):
        return f"a {type(value).__name__}"
    return "a list" if isinstance(value, list | tuple) else quoted(str(value))


def _odd(value: object) -> str:
    """Name the first character beyond ASCII, which may look just like the letter it stands for."""
    odd = next((char for char in str(value)[:200] if not char.isascii()), None)
    return "" if odd is None else f" (it holds U+{ord(odd):04X}, {unicodedata.name(odd, 'unnamed')})"


def _place(pointer: Pointer) -> str:
    return str(pointer) or "the record"


# What to write instead.


def _choice(given: object, known: Mapping[str, str], home: str, noun: str = "words") -> str:
    """Return a hint that leads from a word that isn't known to one that is.

    A near misspelling is named. Else the words that may be meant are, with their meanings, so that nobody takes one
    for its sound; else all words where they are few.

    Args:
        given: What was written.
        known: The words, each with its meaning.
        home: Where `agreements schema` lists them.
        noun: What they are.
    """
    text = str(given)[:100]
    if hint := did_you_mean(text, known):
        return hint
    spoken = text.strip().lower().replace("_", " ").replace("-", " ")
    meant = [word for word in SYNONYMS.get(spoken, ()) if word in known]
    meant = meant or [word for word, meaning in known.items() if spoken in _phrases(meaning)]
    if 0 < len(meant) <= 3:
        shown = (f"{word!r}" + (f" ({known[word].rstrip('.')})" if known[word] else "") for word in meant)
        return f"look at {', '.join(shown)}; {_listed(known, home, noun)}"
    return _listed(known, home, noun)


def _phrases(meaning: str) -> list[str]:
    for mark in ".:;":
        meaning = meaning.replace(mark, ",")
    return [phrase.strip().lower() for phrase in meaning.split(",")]


def _listed(known: Mapping[str, str], home: str, noun: str = "words") -> str:
    """Return which words there are, or where they are listed."""
    if len(known) <= _FEW or not home:
        return f"{'one of' if noun == 'words' else f'its {noun}'}: {', '.join(known)}"
    other = f"; where none fits: 'other' ({known['other'].rstrip('.')})" if "other" in known else ""
    return f"`agreements schema` lists all {len(known)} {noun} with their meanings, under {home!r}{other}"


def _wanted(annotation: Any, info: FieldInfo | None = None) -> str:
    """Return what a field takes: its words, an example, or what it is for."""
    known, home = words(annotation)
    if len(known) > 1 and not tagged(annotation):
        return _listed(known, home)
    if is_prose(annotation):
        purpose = (info.description or "").rstrip(".") if info else ""
        return purpose[:1].lower() + purpose[1:] or "a text"
    return f"such as {sample(annotation)}"


def _mapping_hint(spot: _Spot) -> str:
    """Return an example of a mapping, with what was given in its place, and the words of its tag."""
    given = spot.value if isinstance(spot.value, str) and len(spot.value) <= 100 else ""
    plain = bare(spot.annotation)
    if members := tagged(plain):
        tag = next(name for name in fields(next(iter(members.values()))) if name in ("kind", "rule"))
        return f"write its fields, such as {sample(plain, given)}; {tag!r} is {_listed(words(plain)[0], '')}"
    if not _is_model(plain):
        key, value = plain.__args__
        known, home = words(key)
        keys = _listed(known, home) if known else "fields that are left out here"
        return f"write keys with values, such as {sample(plain)}; the keys: {keys}; the values: {_wanted(value)}"
    optional = [name for name, own in fields(plain).items() if not own.is_required() and name != "absent"]
    required = len(fields(plain)) - 1 - len(optional)
    more = f"; it may have: {', '.join(optional)}" if optional and required and len(optional) <= _FEW else ""
    more = more or (f"; its fields: {', '.join(optional)}" if not required else "")
    return f"write its fields, such as {sample(plain, given)}{more}"


# One function for each kind of complaint.


def _extra(spot: _Spot) -> Complaint:
    owner = spot.owner
    known = {name: own.description or "" for name, own in fields(owner).items()}
    hint = (
        _choice(spot.last, known, owner.__name__)
        .replace("one of:", "its fields:")
        .replace(" words with", " fields with")
    )
    message = f"{quoted(str(spot.last))} is no field here{_odd(spot.last)}"
    return Complaint(found("unknown-field", message, hint, at=spot.pointer), True)


def _missing(spot: _Spot) -> Complaint:
    _, info = below(spot.owner, spot.last)
    above, last = spot.pointer.parent, str(spot.last)
    known, _ = words(spot.annotation)
    wanted = _wanted(spot.annotation, info)
    hint = f"add '{last}: {next(iter(known))}'" if len(known) == 1 else f"add {last!r}, {wanted}"
    if is_prose(spot.annotation):
        hint = f"add {last!r}: {wanted}"
    return Complaint(found("missing-field", f"{last!r} is missing in {_place(above)}", hint, at=above))


def _word(spot: _Spot) -> Complaint:
    known, home = words(spot.annotation)
    what = f"no key of {_label(spot.pointer.parent)}" if spot.on_key else f"no word for {spot.label}"
    if not isinstance(spot.value, str):
        return spot.say("unknown-word", f"{_other_type(spot.value)} is {what}", _listed(known, home))
    return spot.say("unknown-word", f"{spot.shown} is {what}{_odd(spot.value)}", _choice(spot.value, known, home))


def _tag_invalid(spot: _Spot) -> Complaint:
    tag = str(spot.context.get("discriminator", "")).strip("'")
    given = spot.value.get(tag) if isinstance(spot.value, Mapping) else spot.context.get("tag")
    known, home = words(spot.annotation)
    message = f"{_shown(given)} is no word for {tag!r}{_odd(given)}"
    return spot.say_below(tag, "unknown-word", message, _choice(given, known, home))


def _tag_missing(spot: _Spot) -> Complaint:
    if not isinstance(spot.value, Mapping):  # Pydantic looks for the tag among the attributes of a kind of text
        return _no_mapping(spot)
    tag = str(spot.context.get("discriminator", "")).strip("'")
    hint = f"add {tag!r}, {_listed(words(spot.annotation)[0], '')}"
    return spot.say("missing-field", f"{tag!r} is missing in {_place(spot.pointer)}, which says what this is", hint)


def _pattern(spot: _Spot) -> Complaint:
    kind, _, hint = NOTATIONS[spot.context["pattern"]]
    return spot.say("malformed", f"{spot.shown} is no {kind}{_odd(spot.value)}", hint)


def _no_list(spot: _Spot) -> Complaint:
    value = spot.value
    if isinstance(value, str) and len(value) <= 100:
        item, _ = below(spot.annotation, 0)
        special = set("[]{}:#\"'&*!|>%@`" + "," * is_prose(item))
        is_plain = not tagged(item) and not _is_model(item) and not set(value) & special
        hint = f"write [{value}]" if is_plain else f"write a list, such as {sample(spot.annotation, value)}"
    elif isinstance(value, Mapping):
        hint = "put it into a list: begin it with '- ', or put it in brackets"
    else:
        hint = f"write a list, such as {sample(spot.annotation)}"
    return spot.say("not-a-list", f"{spot.label} is a list; {spot.shown} is none", hint)


def _no_mapping(spot: _Spot) -> Complaint:
    what = f"{spot.label} has fields of its own; {spot.shown} has none"
    return spot.say("not-a-mapping", what, _mapping_hint(spot))


def _no_text(spot: _Spot) -> Complaint:
    value = spot.value
    if isinstance(value, list | tuple | Mapping):
        hint = "write one text, and quote it if it starts with a bracket or a brace"
        return spot.say("not-text", f"{spot.label} is a text; {spot.shown} is none", hint)
    if isinstance(value, float):
        hint = 'write the digits as a text, in quotes, such as "2000000"'
    elif isinstance(value, bool):
        hint = "write the text in quotes"
    else:
        hint = f'write it in quotes: "{str(value)[:60]}"'
    why = ": a JSON number may lose digits on the way" if _is_number(value) else ""
    return spot.say("not-text", f"{spot.label} is a text, not {_other_type(value)}{why}", hint)


def _other_type(value: object) -> str:
    """Return a value that is no text with its type, as JSON calls that."""
    if isinstance(value, list | tuple | Mapping):
        return _shown(value)
    shown = quoted(str(value).lower() if isinstance(value, bool) else str(value), 40).strip("'")
    return f"the {'truth value' if isinstance(value, bool) else 'number' if _is_number(value) else 'value'} {shown}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _empty_text(spot: _Spot) -> Complaint:
    info = fields(spot.owner).get(str(spot.last))
    left_out = info is not None and not info.is_required()
    wanted = _wanted(spot.annotation, info)
    return spot.say("empty-text", f"{spot.label} is empty", "leave it out" if left_out else f"write it: {wanted}")


def _long_text(spot: _Spot) -> Complaint:
    most = spot.context["max_length"]
    count = len(str(spot.value))
    shown = quoted(str(spot.value), 30).partition(" (")[0]
    return spot.say("too-long", f"{shown} has {count} characters", f"{spot.label} takes at most {most}: shorten it")


def _no_characters(spot: _Spot) -> Complaint:
    return spot.say("not-utf-8", f"{quoted(ascii(spot.value))} can't be written as UTF-8", "decode it as UTF-8")


def _short_list(spot: _Spot) -> Complaint:
    info = fields(spot.owner).get(str(spot.last))
    hint = "leave it out, or name it in 'absent'"
    if info is None or info.is_required():
        hint = f"write at least one item, such as {sample(spot.annotation)}"
    return spot.say("empty-list", f"{spot.label} is empty", hint)


def _no_number(spot: _Spot) -> Complaint:
    value = spot.value
    shown = _other_type(value) if isinstance(value, bool) else spot.shown
    hint = _range(spot)
    if isinstance(value, str) and not isinstance(value, Bare) and Bare.matches(value):
        shown, hint = f"the text {shown}", f"write it without quotes; {hint.removeprefix('write ')}"
    return spot.say("not-a-number", f"{shown} is no whole number for {spot.label}", hint)


def _out_of_range(spot: _Spot) -> Complaint:
    return spot.say("out-of-range", f"{spot.shown} is out of range for {spot.label}", _range(spot))


def _range(spot: _Spot) -> str:
    given = bounds(spot.annotation)
    return f"write a whole number from {given[0]} to {given[1]}, in digits" if given else "write a number in digits"


def _value(spot: _Spot) -> Complaint:
    error = spot.context.get("error")
    if not isinstance(spot.value, str):
        return _no_text(spot)
    if not isinstance(error, InvalidValueError):
        return _otherwise(spot)
    hint = error.hint
    wanted, other = (Period, PartialDate) if bare(spot.annotation) is Period else (PartialDate, Period)
    if bare(spot.annotation) is wanted and _fits(other, spot.value):
        siblings = [name for name, own in fields(spot.owner).items() if bare(own.annotation) is other]
        what = "a date" if other is PartialDate else "a length of time"
        if siblings:
            hint += f"; {what} goes into {alternatives(siblings)}"
    return spot.say("malformed", f"{quoted(error.text)} is no {error.kind}: {error.reason}", hint)


def _fits(kind: type[Period] | type[PartialDate], text: str) -> bool:
    try:
        kind(text)
    except InvalidValueError:
        return False
    return True


def _twice(spot: _Spot) -> Complaint:
    value = str(spot.context["value"])
    items = [str(one) for one in spot.value] if isinstance(spot.value, list | tuple) else []
    pointer = spot.pointer / (len(items) - 1 - items[::-1].index(value)) if value in items else spot.pointer
    message = f"{quoted(value)} is listed twice in {spot.label}"
    return Complaint(found("listed-twice", message, "keep one of them; their order means nothing", at=pointer))


def _absent_no_field(spot: _Spot) -> Complaint:
    name, model = str(spot.context["field"]), _model_at(spot)
    known = {own: "" for own, info in fields(model).items() if not info.is_required() and own != "absent"}
    hint = _choice(name, known, model.__name__, "fields")
    if name in fields(model):
        hint = "it must be filled: take it out of 'absent'"
    message = f"{quoted(name)} is named in 'absent', but is no field that may be left out here"
    return _in_absent(spot, name, "absent-no-field", message, hint)


def _absent_and_filled(spot: _Spot) -> Complaint:
    name = str(spot.context["field"])
    message = f"{name!r} is filled and named in 'absent' at once"
    return _in_absent(spot, name, "absent-and-filled", message, f"empty {name!r}, or take it out of 'absent'")


def _in_absent(spot: _Spot, name: str, fault: FaultName, message: str, hint: str) -> Complaint:
    return Complaint(found(fault, message, hint, at=spot.pointer / name), True)


def _model_at(spot: _Spot) -> type[BaseModel]:
    plain = bare(spot.annotation)
    return plain if _is_model(plain) else spot.owner


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _force_missing(spot: _Spot) -> Complaint:
    modal = spot.context["modal"]
    hint = f"add 'force', {_wanted(below(_model_at(spot), 'force')[0])}"
    return spot.say_below("modal", "force-missing", f"the modal {modal!r} has no force of its own", hint)


def _word_missing(spot: _Spot) -> Complaint:
    hint = "add 'word', as the text prints it"
    return spot.say_below("modal", "word-missing", "the modal 'other' is written without the word itself", hint)


def _no_truth(spot: _Spot) -> Complaint:
    return spot.say("unknown-word", f"{spot.shown} is no word for {spot.label}", "one of: true, false")


def _endless(spot: _Spot) -> Complaint:
    return spot.say("contains-itself", f"{spot.label} contains itself", "pass plain data that form a tree")


def _otherwise(spot: _Spot) -> Complaint:
    """Return a complaint of a kind that no field of ours should give; Pydantic's own words are better than none."""
    return spot.say("malformed", f"{spot.shown} doesn't fit {spot.label}: {spot.message}", _wanted(spot.annotation))


_Sayer: TypeAlias = Callable[[_Spot], Complaint]
SAYERS: Final[Mapping[str, _Sayer]] = {
    "absent_filled": _absent_and_filled,
    "absent_unknown": _absent_no_field,
    "dict_type": _no_mapping,
    "enum": _word,
    "extra_forbidden": _extra,
    "finite_number": _no_number,
    "force_missing": _force_missing,
    "greater_than_equal": _out_of_range,
    "int_from_float": _no_number,
    "int_parsing_size": _no_number,
    "int_type": _no_number,
    "invalid_key": _extra,
    "less_than_equal": _out_of_range,
    "listed_twice": _twice,
    "no_truth": _no_truth,
    "literal_error": _word,
    "missing": _missing,
    "model_attributes_type": _no_mapping,
    "model_type": _no_mapping,
    "recursion_loop": _endless,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _long_text,
    "string_too_short": _empty_text,
    "string_type": _no_text,
    "string_unicode": _no_characters,
    "too_short": _short_list,
    "tuple_type": _no_list,
    "union_tag_invalid": _tag_invalid,
    "union_tag_not_found": _tag_missing,
    "value_error": _value,
    "word_missing": _word_missing,
}
"""What is said for each type of Pydantic's errors that the model can give, its own ones included."""
