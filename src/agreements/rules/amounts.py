"""Rules about amounts: what they can be, and how they add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from agreements.diagnostics import Finding, Severity
from agreements.model import Agreement, AmountLike, MoneyAmount, Quantity, ShareOfGdp
from agreements.pointer import Pointer
from agreements.rules._base import circles, rule
from agreements.rules._walk import amounts, records


@rule("amount-part-of-itself", severity=Severity.ERROR)
def amount_part_of_itself(agreement: Agreement) -> Iterator[Finding]:
    """Amounts are parts of one another, or only compared with one another, in a circle.

    No sum could be made of them, and no amount be found.

    What to do: correct `part_of`, the whole has none; or `to`, which leads to an amount that is given.
    """
    wholes: dict[str, set[str]] = defaultdict(set)
    likes: dict[str, set[str]] = defaultdict(set)
    for _, clause, _, amount in amounts(agreement):
        if amount.part_of is not None:
            wholes[clause.id].add(amount.part_of)
        if isinstance(amount, AmountLike):
            likes[clause.id].add(amount.to)
    parts_of_themselves, like_themselves = circles(wholes), circles(likes)
    for here, clause, _, amount in amounts(agreement):
        if clause.id in parts_of_themselves and amount.part_of in parts_of_themselves:
            yield Finding(here / "part_of", f"{clause.id!r} is part of itself")
        if isinstance(amount, AmountLike) and clause.id in like_themselves and amount.to in like_themselves:
            yield Finding(here / "to", f"{clause.id!r} is only like itself")


@rule("parts-exceed-whole", severity=Severity.ERROR)
def parts_exceed_whole(agreement: Agreement) -> Iterator[Finding]:
    """A part is larger than its whole, or the parts together are, in one currency.

    Most often a zero is wrong, or a part isn't one of that whole. Only what is sure is reported: "up to" and "about"
    have no least amount, the whole must have a greatest one, a yearly part isn't measured by a single sum, and only
    parts at the same stage are added up.

    What to do: check the figures with their sources, or correct `part_of`.
    """
    given = defaultdict(list)
    for here, clause, _, amount in amounts(agreement):
        given[clause.id].append((here, amount))
    wholes: dict[str, tuple[Pointer, MoneyAmount, Decimal]] = {}
    for id, (one, *others) in given.items():
        here, amount = one
        if not others and isinstance(amount, MoneyAmount) and amount.maximum is not None:
            wholes[id] = (here, amount, amount.maximum)
    sums: dict[tuple[str, object, object], list[Decimal]] = defaultdict(list)
    for here, _, _, part in amounts(agreement):
        if not isinstance(part, MoneyAmount) or part.minimum is None or part.part_of not in wholes:
            continue
        _, whole, most = wholes[part.part_of]
        if (part.currency, part.per) != (whole.currency, whole.per):
            continue
        if part.minimum > most:
            yield Finding(here / "value", f"{part.money} is more than {whole.money}, of which it is part")
        else:
            year = part.over if part.per == "year" else None
            sums[part.part_of, part.stage, year].append(part.minimum)
    for (of, _, _), values in sums.items():
        here, whole, most = wholes[of]
        total = sum(values, Decimal(0))
        if total > most:
            message = f"its {len(values)} parts make {whole.currency} {total:,f}, more than {whole.money}"
            yield Finding(here / "value", message)


@rule("amount-out-of-range", severity=Severity.WARNING)
def amount_out_of_range(agreement: Agreement) -> Iterator[Finding]:
    """An amount or a number of things is zero, or a share of the gross domestic product is more than all of it.

    Nobody promises nothing, and hardly anybody more than a year's output: a digit, a point or the unit is wrong.

    What to do: check the figure; an amount the text doesn't give is left out, and `amount` named in `absent`.
    """
    for here, _, _, amount in amounts(agreement):
        if isinstance(amount, MoneyAmount) and not amount.value:
            yield Finding(here / "value", f"an amount of {amount.money}", hint="leave out what the text doesn't give")
        elif isinstance(amount, ShareOfGdp) and not 0 < amount.percent <= 100:
            hint = "0.25 is a quarter of one percent"
            yield Finding(here / "percent", f"{amount.percent} percent of the gross domestic product", hint=hint)
    for here, quantity in records(agreement, Quantity):
        if not quantity.number:
            yield Finding(here / "number", f"a number of 0 {quantity.unit}")
