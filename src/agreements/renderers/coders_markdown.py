"""How far two coders agree, as Markdown: a table of fields."""

from __future__ import annotations

from agreements.coding import CoderAgreement
from agreements.renderers._safe import markdown
from agreements.renderers.coders_text import matching, where

__all__ = ["render"]


def render(found: CoderAgreement, *, width: int = 80, color: bool = False, explain: bool = False) -> str:
    """Return the agreement as Markdown, ending in a line end.

    Args:
        found: How far they agree.
        width: Changes nothing.
        color: Changes nothing.
        explain: Whether to name each place where they differ.
    """
    lines = [f"# Two coders of {markdown(found.first.title)}", "", markdown(str(found)), ""]
    lines += [f"- {markdown(matching(one))}" for one in found.matched]
    lines += ["", "| field | units | compared | agree | kappa |", "| --- | ---: | ---: | ---: | ---: |"]
    for field in found.fields:
        known = f"{float(field.kappa):.2f}" if field.kappa is not None else field.undefined
        cells = (f"{field.kind}: {field.field}", str(field.units), str(field.compared), str(field.agreed), known)
        lines.append(f"| {' | '.join(map(markdown, cells))} |")
    if explain:
        lines += ["", "## Where they differ", ""]
        for field in found.fields:
            lines += [f"- {markdown(f'{field.kind}: {field.field}: {where(one)}')}" for one in field.disagreements]
    return "\n".join(lines) + "\n"
