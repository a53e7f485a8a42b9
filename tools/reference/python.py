"""The Python interface: a page a public module, a section a name, from signatures and docstrings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import griffe

from agreements import __all__ as front_door
from reference.markdown import cell, docstring, prose

__all__ = ["MODULES", "pages"]

MODULES = (
    "reading",
    "writing",
    "checking",
    "rules",
    "comparison",
    "matrix",
    "coding",
    "tabulation",
    "model",
    "timing",
    "tracking",
    "diagnostics",
    "faults",
    "pointer",
    "errors",
    "renderers",
    "schema",
    "tables",
    "testing",
)
"""The public modules, what one needs first first."""
_LINE = 88
_HEAD = """\
# Python

`import agreements as ag` gives the names of this table; each is imported on first use. The modules hold more.

| name | is | module |
| --- | --- | --- |
"""


def pages() -> Mapping[str, str]:
    """Return the text of each page by its path."""
    package = griffe.load("agreements", allow_inspection=False, resolve_aliases=True)
    assert isinstance(package, griffe.Module)
    found = {f"reference/python/{name}.md": _module(name, package[name]) for name in MODULES}
    homes = {name: home for home in MODULES for name in _public(package[home])}
    rows = [
        f"| [`{name}`]({homes[name]}.md#{name.lower()}) | {cell(_first_line(_named(package[homes[name]], name)))} "
        f"| [`agreements.{homes[name]}`]({homes[name]}.md) |\n"
        for name in sorted(front_door, key=str.lower)
        if name in homes
    ]
    modules = [f"- [`agreements.{name}`]({name}.md): {_first_line(package[name])}\n" for name in MODULES]
    found["reference/python/index.md"] = _HEAD + "".join(rows) + "\n## The modules\n\n" + "".join(modules)
    return found


def _public(module: griffe.Module) -> list[str]:
    """Return the names a module exports, or else those of the classes and functions it defines."""
    if module.exports is not None:
        return [str(name) for name in module.exports]
    return [name for name, one in module.classes.items() if not one.is_alias and not name.startswith("_")]


def _named(module: griffe.Module, name: str) -> griffe.Object:
    found = module.members[name]
    return found.final_target if isinstance(found, griffe.Alias) else found


def _first_line(one: griffe.Object) -> str:
    return prose(one.docstring.value.strip().partition("\n")[0]) if one.docstring else ""


def _module(name: str, module: griffe.Module) -> str:
    parts = [f"# agreements.{name}", docstring(module.docstring.value if module.docstring else "", module)]
    for public in _public(module):
        parts.extend(_object(public, _named(module, public), 2))
    return "\n\n".join(parts) + "\n"


def _object(name: str, one: griffe.Object, level: int) -> Iterator[str]:
    owner = f"{one.parent.name.lower()}-" if level > 2 and one.parent else ""
    yield f"{'#' * level} {name} {{#{owner}{name.lower()}}}"
    if code := _signature(name, one):
        yield f"```python\n{code}\n```"
    if one.docstring:
        yield docstring(one.docstring.value, one)
    if isinstance(one, griffe.Class):
        for member in one.members.values():
            if isinstance(member, griffe.Object) and _is_told(member):
                yield from _object(member.name, member, level + 1)


def _is_told(member: griffe.Object) -> bool:
    """Whether a member of a class is told: public, with a docstring, and no field, which the class itself tells."""
    return member.docstring is not None and not member.name.startswith("_")


def _signature(name: str, one: griffe.Object) -> str:
    """Return how it is written, a parameter a line where it is long; empty for what is no function or value."""
    if isinstance(one, griffe.Function):
        decorated = next((f"@{kind}\n" for kind in ("classmethod", "staticmethod") if kind in one.labels), "")
        whole = one.signature(name=name)
        if len(whole) <= _LINE:
            return f"{decorated}{whole}"
        opening, inside, closing = _parted(whole)
        return f"{decorated}{opening}\n" + "".join(f"    {part},\n" for part in inside) + closing
    if isinstance(one, griffe.Attribute) and one.annotation is not None:
        return f"{name}: {one.annotation}"
    return ""


def _parted(signature: str) -> tuple[str, list[str], str]:
    """Return a signature up to its bracket, its parameters, and the rest."""
    start = signature.index("(") + 1
    depth, parts, begun = 0, [], start
    for place, letter in enumerate(signature[start:], start):
        if letter in ",)" and depth == 0:
            parts.append(signature[begun:place].strip())
            begun = place + 1
            if letter == ")":
                return signature[:start], [part for part in parts if part], signature[place:]
        depth += (letter in "([{") - (letter in ")]}")
    raise ValueError(f"no end of the parameters in {signature!r}")
