"""Pydantic's complaints as findings: in our words, at the place in the input, with the way out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from agreements.diagnostics import Finding
from agreements.model import Agreement
from agreements.pointer import ROOT, Pointer
from agreements.reading._tree import MAX_FINDINGS, excerpt, left_out

__all__ = ["find_faults"]


def find_faults(data: object) -> tuple[Agreement | None, tuple[Finding, ...]]:
    """Return the record plain data make, or None and why they make none."""
    if not isinstance(data, dict):
        shown = "a list" if isinstance(data, list) else f"the text {str(data)[:40]!r}"
        hint = "a record is a mapping that starts with 'format: agreement/1'"
        return None, (Finding(ROOT, f"{shown} is no record", "no-record", hint=hint),)
    try:
        return Agreement.model_validate(data), ()
    except ValidationError as error:
        # A list that isn't empty is too short only because its faulty items weren't counted: Pydantic's echo.
        faults = [
            fault for fault in error.errors(include_url=False) if fault["type"] != "too_short" or not fault["input"]
        ]
        found = [_finding(data, fault) for fault in faults[:MAX_FINDINGS]]
        if len(faults) > MAX_FINDINGS:
            found.append(left_out(f"{len(faults) - MAX_FINDINGS} more faults aren't listed"))
        return None, tuple(found)


def _finding(data: object, fault: Any) -> Finding:
    pointer, value, models = _walk(data, fault["loc"])
    kind: str = fault["type"]
    last = str(pointer.steps[-1]) if pointer.steps else ""
    context = fault.get("ctx") or {}
    if kind == "extra_forbidden":
        known = sorted({name for model in models[-1:] for name in _field_names(model)})
        return Finding(
            pointer, f"{last!r} is no field here{_odd(last)}", "unknown-field", hint=_did_you_mean(last, known)
        )
    if kind == "missing":
        place = str(pointer.parent) or "the record"
        return Finding(pointer.parent, f"{last!r} is missing in {place}", "missing-field", hint=f"add {last!r}")
    if kind in ("enum", "literal_error"):
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        message = f"{_shown(value)} is no word for {last!r}{_odd(value)}"
        return Finding(pointer, message, "unknown-word", hint=_one_of(value, words))
    if kind == "union_tag_invalid":
        tag = str(context.get("discriminator", "")).strip("'")
        words = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
        return Finding(
            pointer / tag,
            f"{_shown(context.get('tag'))} is no {tag}{_odd(context.get('tag'))}",
            "unknown-word",
            hint=_one_of(context.get("tag"), words),
        )
    if kind == "union_tag_not_found":
        tag = str(context.get("discriminator", "")).strip("'")
        return Finding(pointer, f"{tag!r} is missing, which says what this is", "missing-field", hint=f"add {tag!r}")
    if kind == "string_pattern_mismatch":
        hint = _format_hint(last)
        return Finding(pointer, f"{_shown(value)} is no well-formed {last!r}{_odd(value)}", "malformed", hint=hint)
    if kind in ("tuple_type", "list_type"):
        return Finding(
            pointer,
            f"{last!r} is a list; {_shown(value)} is none",
            "not-a-list",
            hint=f"write [{value}]" if isinstance(value, str) and len(value) <= 60 else "write a list",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Finding(pointer, f"{last!r} has fields of its own; {_shown(value)} has none", "not-a-mapping")
    if kind == "string_type":
        hint = "quote it"
        if isinstance(value, list | dict):
            hint = "quote it: YAML reads [...] and {...} as a list or a mapping"
        elif isinstance(value, bool | int):
            hint = f'quote it: "{json.dumps(value)}"'
        return Finding(pointer, f"{last!r} is a text; {_shown(value)} is none", "not-text", hint=hint)
    if kind == "too_short":
        return Finding(pointer, f"{last!r} is empty", "empty-list", hint="leave it out, or name it in 'absent'")
    message = re.sub(r"^(Value|Assertion) error, ", "", str(fault["msg"]))[:300]
    return Finding(pointer, message[:1].lower() + message[1:], kind.replace("_", "-"))


def _walk(data: object, loc: tuple[int | str, ...]) -> tuple[Pointer, object, list[type[BaseModel]]]:
    """Follow Pydantic's location through the input, passing over the union tags it mixes in."""
    pointer, value = ROOT, data
    models: list[type[BaseModel]] = [Agreement]
    annotation: Any = Agreement
    for number, step in enumerate(loc):
        tagged = _tagged(annotation)
        if isinstance(step, str) and step in tagged:
            annotation = tagged[step]
            models.append(annotation)
            continue
        if step == "[key]":
            continue
        is_last = number == len(loc) - 1
        if isinstance(value, dict) and (step in value or is_last):
            pointer, value = pointer / step, value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            pointer, value = pointer / step, value[step]
        elif is_last and isinstance(step, str):
            pointer, value = pointer / step, None
        annotation = _below(annotation, step)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            models.append(annotation)
    return pointer, value, models


def _bare(annotation: Any) -> Any:
    """Take off Annotated and None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        if len(members) == 1:
            return _bare(members[0])
    return annotation


def _tagged(annotation: Any) -> dict[str, type[BaseModel]]:
    """Return the members of a tagged union by their tags; empty for anything else."""
    annotation = _bare(annotation)
    if get_origin(annotation) not in (Union, UnionType):
        return {}
    found: dict[str, type[BaseModel]] = {}
    for member in get_args(annotation):
        member = _bare(member)
        if isinstance(member, type) and issubclass(member, BaseModel):
            for field in member.model_fields.values():
                if get_origin(field.annotation) is Literal and field.is_required():
                    found[str(get_args(field.annotation)[0])] = member
                    break
    return found


def _below(annotation: Any, step: int | str) -> Any:
    annotation = _bare(annotation)
    if isinstance(step, int):
        arguments = get_args(annotation)
        return _bare(arguments[0]) if arguments and get_origin(annotation) is tuple else annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step in (name, field.alias):
                return _bare(field.annotation)
    return None


def _field_names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _shown(value: object) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a mapping"
    return excerpt(json.dumps(value) if isinstance(value, bool) else str(value), 60)


def _odd(value: object) -> str:
    """Name the first character beyond ASCII, which may look just like the letter it stands for."""
    odd = next((char for char in str(value)[:200] if not char.isascii()), None)
    return "" if odd is None else f" (it holds U+{ord(odd):04X}, {unicodedata.name(odd, 'unnamed')})"


def _did_you_mean(given: object, known: list[str]) -> str:
    best = process.extractOne(str(given)[:200], known, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {best[0]!r}?" if best else ""


def _one_of(given: object, words: list[str]) -> str:
    shown = ", ".join(words[:12]) + (", ..." if len(words) > 12 else "")
    return _did_you_mean(given, words) or f"one of: {shown}"


def _format_hint(field: str) -> str:
    if field in ("id", "part", "text", "source"):
        return "write lower-case words joined by hyphens, such as 'emergency-meeting'"
    if field == "currency":
        return "write the three letters of ISO 4217, such as 'EUR'"
    return ""
