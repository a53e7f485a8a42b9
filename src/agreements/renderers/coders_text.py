"""How far two coders agree, for reading in a terminal."""

from __future__ import annotations

from agreements.coding import CoderAgreement, Disagreement, FieldAgreement, Matched
from agreements.renderers._safe import wrapped

__all__ = ["agreement_of", "matching", "render", "where"]


def render(found: CoderAgreement, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the agreement as text, ending in a line end.

    Args:
        found: How far they agree.
        width: The most characters in a line.
        color: Changes nothing.
        explain: Whether to name each place where they differ.
    """
    lines = wrapped(f"two coders of {found.first.title} ({found.first.id})", width)
    lines += ["", "matched (both, only the first, only the second):"]
    for one in found.matched:
        lines += wrapped(matching(one), width, "  ", "      ")
    for kind in dict.fromkeys(field.kind for field in found.fields):
        lines += ["", *wrapped(f"== {kind}", width)]
        alike = []
        for field in (one for one in found.fields if one.kind == kind):
            if field.agreed == field.compared and field.kappa is None:
                alike.append(f"{field.field} ({field.compared})")
                continue
            lines += wrapped(f"{field.field}: {agreement_of(field)}", width, "  ", "      ")
            for one_place in field.disagreements if explain else ():
                lines += wrapped(where(one_place), width, "    ", "      ")
        if alike:
            lines += wrapped(
                f"all agree, kappa undefined or no closed vocabulary: {', '.join(alike)}", width, "  ", "      "
            )
    lines += ["", *wrapped(str(found).partition(": ")[2], width)]
    lines += wrapped("kappa: Cohen (1960), over all matched units, nothing coded being a category of its own", width)
    return "\n".join(lines) + "\n"


def matching(one: Matched) -> str:
    """Return how many things of a kind were matched."""
    return f"{one.kind}: {one.both}, {one.only_first}, {one.only_second}"


def agreement_of(field: FieldAgreement) -> str:
    """Return the agreement on a field, with kappa or why there is none."""
    share = f"{field.agreed} of {field.compared} agree"
    if not field.closed:
        return share
    known = f"kappa {float(field.kappa):.2f}" if field.kappa is not None else f"kappa undefined: {field.undefined}"
    return f"{share}; {known} ({field.units} unit{'s' * (field.units != 1)})"


def where(one: Disagreement) -> str:
    """Return where two coders differ, and how."""
    place = one.first if one.first == one.second else f"{one.first} / {one.second}"
    return f"{place}: {one.one} | {one.other}"
