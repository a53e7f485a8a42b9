"""Which clause answers to which: how many of the true pairs `diff` finds, and how many of its pairs are true.

The true pairs are known because the later versions are made here, from the shipped records; between peers they were
labelled by hand. A pair counts as true, too, where what it pairs with is the same word for word as what it should.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from _measure import EXAMPLES, table, title
from _peers import SAME, UNLIKE
from _rewording import STRENGTHS
from _versions import Change, Key, Plain, Version, later, merged, records, siblings

from agreements import Agreement, load
from agreements.comparison._pairing import pair

Pairs = set[tuple[Key, Key]]
Method = Callable[[Agreement, Agreement], Pairs]

SEEDS = 2
HEAD = ("what was done", "true pairs", *(f"{name}: % found / % true" for name in ("diff", "by id", "difflib")))
_WORDS = ("summary", "item", "purpose", "term", "meanings", "condition", "includes")


def by_diff(old: Agreement, new: Agreement, *, peers: bool = False) -> Pairs:
    """Return the pairs that a comparison rests on, commitments by themselves and other clauses."""
    paired = pair(old, new, peers=peers)
    owed = ((one.one.pointer, one.other.pointer) for one in paired.units if one.one and one.other)
    found = {(_key(i.steps), _key(j.steps)) for i, j in owed}
    return found | {
        ((i, None), (j, None))
        for i, j in paired.clauses
        if i is not None and j is not None and old.clauses[i].kind != "commitment"
    }


def _key(steps: tuple[Any, ...]) -> Key:
    return int(steps[1]), int(steps[3]) if len(steps) > 3 else None


def by_id(old: Agreement, new: Agreement) -> Pairs:
    """Return the pairs of the same id."""
    names = [{name: key for key, (name, _) in _things(one).items()} for one in (old, new)]
    return {(key, names[1][name]) for name, key in names[0].items() if name in names[1]}


def by_difflib(old: Agreement, new: Agreement) -> Pairs:
    """Return the pairs whose words are most alike by difflib's ratio, at least 0.6 as in its `get_close_matches`."""
    scores = []
    matcher = SequenceMatcher(autojunk=False)
    before, after = _things(old), _things(new)
    for j, (_, other) in after.items():
        matcher.set_seq2(_words(other))
        for i, (_, one) in before.items():
            matcher.set_seq1(_words(one))
            if (i[1] is None) == (j[1] is None) and matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6:
                scores.append((matcher.ratio(), i, j))
    found: Pairs = set()
    used: set[tuple[str, Key]] = set()
    for score, i, j in sorted(scores, key=lambda one: (-one[0], one[1][0], one[2][0], str(one))):
        if score >= 0.6 and ("old", i) not in used and ("new", j) not in used:
            used |= {("old", i), ("new", j)}
            found.add((i, j))
    return found


def _things(record: Agreement) -> dict[Key, tuple[str, Plain]]:
    """Return every clause and response by its key, with its id or path and its plain data."""
    found: dict[Key, tuple[str, Plain]] = {}
    for number, clause in enumerate(record.as_written["clauses"]):
        found[number, None] = clause["id"], clause
        for place, response in enumerate(clause.get("responses", ())):
            found[number, place] = f"{clause['id']}/{response.get('id', response['act'])}", response
    return found


def _words(data: Plain) -> str:
    said = [data[name] for name in _WORDS if name in data]
    return " ".join(one if isinstance(one, str) else json.dumps(one) for one in said) or json.dumps(data)


def _content(thing: Plain) -> str:
    aside = ("id", "at", "cite", "note", "responses")
    return json.dumps({name: value for name, value in thing.items() if name not in aside}, sort_keys=True)


def counted(versions: Iterable[Version], method: Method) -> tuple[int, int, int]:
    """Return how many true pairs there are, how many pairs were reported, and how many of those are true."""
    wanted = reported = right = 0
    for version in versions:
        found = method(version.old, version.new)
        same = {key: _content(thing) for key, (_, thing) in _things(version.new).items()}
        wanted += len(version.truth)
        reported += len(found)
        right += sum(i in version.truth and same[version.truth[i]] == same[j] for i, j in found)
    return wanted, reported, right


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


METHODS: dict[str, Method] = {"diff": by_diff, "by id": by_id, "difflib": by_difflib}


def row(name: str, versions: list[Version]) -> list[object]:
    """Return the share of true pairs found, and of reported pairs that are true, by each method."""
    cells: list[object] = [name]
    for method in METHODS.values():
        wanted, reported, right = counted(versions, method)
        cells.append(f"{percent(right, wanted)} / {percent(right, reported)}")
    return [*cells[:1], wanted, *cells[1:]]


def peers() -> None:
    title("Two partners' agreements, pairs labelled by hand")
    old, new = load(EXAMPLES / "ukraine/gbr-2024.yaml"), load(EXAMPLES / "ukraine/usa-2024.yaml")
    names = [{key: name for key, (name, _) in _things(one).items()} for one in (old, new)]
    found = {(names[0][i], names[1][j]) for i, j in by_diff(old, new, peers=True)}
    rows = (
        ("the same undertaking, paired", f"{len(found & SAME)} of {len(SAME)}"),
        ("another undertaking, paired all the same", f"{len(found & UNLIKE)} of {len(UNLIKE)}"),
        ("pairs found in all", len(found)),
    )
    table(("labelled", "pairs"), rows)
    for one in sorted(SAME - found):
        print("  not found:", " = ".join(one))
    for one in sorted(UNLIKE & found):
        print("  wrongly paired:", " = ".join(one))


def main() -> None:
    shipped = records()
    strangers = {
        record.id: [clause for other in shipped if other.id != record.id for clause in other.as_written["clauses"]]
        for record in shipped
    }

    def versions(change: Change, of: Iterable[Agreement] = shipped) -> list[Version]:
        pools = strangers | {one.id: strangers.get(one.id, []) for one in of}
        return [later(one, change, pools[one.id], f"{one.id}/{seed}") for one in of for seed in range(SEEDS)]

    changes = {"moved": Change(moved=0.4), "renumbered": Change(renumbered=True)}
    changes |= {f"reworded, {strength}": Change(reworded=strength) for strength in STRENGTHS}
    for strength in STRENGTHS:
        every = Change(moved=0.4, reworded=strength, renumbered=True)
        changes[f"moved, renumbered, reworded ({strength})"] = every
        changes[f"the same, 15 % removed, 15 % added ({strength})"] = replace(every, removed=0.15, added=0.15)
        changes[f"the same, a field changed in 30 % ({strength})"] = replace(every, typed=0.3)
    title("Later versions of the shipped records")
    table(HEAD, (row(name, versions(change)) for name, change in changes.items()))

    by_name = {one.id.rpartition("-")[0]: one for one in shipped}
    gbr, usa, deu, hrv = (by_name[f"{name}-ukr-2024"] for name in ("gbr", "usa", "deu", "hrv"))
    doubled = [merged(gbr, usa), merged(deu, hrv)]
    twins = [siblings(one, one.id) for one in shipped]
    title("Near copies: moved, renumbered and reworded")
    rows = []
    for strength in STRENGTHS:
        how = Change(moved=0.4, reworded=strength, renumbered=True)
        rows.append(row(f"two partners in one record ({strength})", versions(how, doubled)))
        rows.append(row(f"twins, one typed field another ({strength})", versions(how, twins)))
    table(HEAD, rows)
    peers()


if __name__ == "__main__":
    main()
