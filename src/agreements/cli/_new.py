"""`agreements new`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from agreements.cli._group import NOTHING_FOUND
from agreements.cli._streams import show_result

if TYPE_CHECKING:
    from pathlib import Path

    from agreements.cli._skeleton import Side

__all__ = ["new"]

_SCHEMA = "agreement-1.json"


@click.command()
@click.argument("path", default="-")
@click.option("--title", default="", help="The title as printed.")
@click.option("--id", "id_", default="", help="The record's id; made from the title, or the file's name.")
@click.option("--instrument", default="agreement", show_default=True, metavar="WORD", help="What document it is.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="ID[:ROLE][=NAME]",
    help="A party, such as USA, USA:supporter or my-fund:lender=My Fund; repeatable.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KINDS",
    help="The kinds of clause to give examples of: KIND,KIND; repeatable.  [default: commitment,trigger]",
)
@click.option("--force", is_flag=True, help="Overwrite the file at PATH.")
def new(
    path: str,
    title: str,
    id_: str,
    instrument: str,
    parties: tuple[str, ...],
    kinds: tuple[str, ...],
    force: bool,
) -> int:
    """Write a record to fill in to PATH (.yaml), or print it.

    It is valid as it stands and says in comments what goes where.
    """
    from pathlib import Path

    from agreements.cli._skeleton import clause_kinds, skeleton, slug
    from agreements.model.vocabulary import Instrument

    file = None if path == "-" else Path(path)
    if file is not None and file.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f"{path!r} ends in neither .yaml nor .yml, and only YAML has comments")
    if file is None and force:
        raise click.UsageError("--force needs a PATH")
    title = " ".join(title.split())
    known = list(clause_kinds())
    wanted = [_known("kind of clause", name.strip(), known) for text in kinds for name in text.split(",")]
    schema, schema_help = _schema(file.parent if file else Path())
    text = skeleton(
        id=id_ or slug(title) or slug(file.stem if file else "") or "my-agreement",
        title=title,
        instrument=_known("instrument", instrument, list(Instrument)),
        parties=_sides(parties),
        kinds=wanted or ("commitment", "trigger"),
        schema=schema,
        schema_help=schema_help,
    )
    text = _finished(text)
    if file is None:
        show_result(text)
        return NOTHING_FOUND
    _write(file, text, force)
    click.echo(f"wrote {path}; fill it in, then run:\n  agreements validate {path}", err=True)
    return NOTHING_FOUND


def _write(file: Path, text: str, force: bool) -> None:
    from agreements.cli._files import create_file, replace_file

    data = text.encode("utf-8")
    if force and file.exists():
        replace_file(file, data)
        return
    try:
        create_file(file, data)
    except FileExistsError:
        raise click.UsageError(f"{str(file)!r} exists; --force overwrites it") from None


def _sides(given: Iterable[str]) -> list[Side]:
    from agreements._spelling import near
    from agreements.cli._skeleton import Side
    from agreements.model.vocabulary import Role
    from agreements.tables import party, party_codes

    sides: list[Side] = []
    for text in given:
        match = re.fullmatch(r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?::([^=]*))?(?:=(.*))?", text.strip(), re.DOTALL)
        if match is None:
            raise click.UsageError(f"--party takes ID[:ROLE][=NAME], such as USA:supporter, not {text!r}")
        id_, role, name = match[1], match[2], " ".join((match[3] or "").split())
        if id_ == "each-party":
            raise click.UsageError("'each-party' stands for every party; give each its own id")
        if not name and party(id_) is None:
            found = near(id_, party_codes())
            hint = f"did you mean {found[0]!r}? Else" if found else "else"
            raise click.UsageError(f"no table knows the party {id_!r}; {hint} give it a name: --party '{id_}=Its name'")
        if any(side.id == id_ for side in sides):
            raise click.UsageError(f"--party gives {id_!r} twice")
        sides.append(Side(id_, "party" if role is None else _known("role", role, list(Role)), name))
    return sides


def _known(kind: str, name: str, names: Iterable[str]) -> str:
    """Return the name if it is one of the names."""
    from agreements._spelling import did_you_mean

    words = [str(one) for one in names]
    if name in words:
        return name
    hint = did_you_mean(name, words) or f"one of: {', '.join(words)}"
    raise click.UsageError(f"there is no {kind} {name!r}; {hint}")


def _schema(folder: Path) -> tuple[str, str]:
    """Return where the schema is seen from a folder, and what to say about it; it may lie in any folder above."""
    from pathlib import Path

    start = Path(os.path.abspath(folder))
    for up, above in enumerate((start, *start.parents)):
        for name in (_SCHEMA, f"schemas/{_SCHEMA}"):
            if (above / name).is_file():
                return "../" * up + name, "The line above gives editors completion and checks as you type."
    return _SCHEMA, f"The line above gives editors completion, once you run: agreements schema > {_SCHEMA}"


def _finished(text: str) -> str:
    """Return the record in its canonical form, so that `agreements format` has nothing to change.

    Raises:
        InvalidRecordError: The record has findings: an option's value was no good.
    """
    from agreements.checking import judge
    from agreements.errors import InvalidRecordError
    from agreements.reading import parse
    from agreements.writing import rewrite

    result = parse(text, name="the new record")
    findings = judge(result).findings
    if findings or result.agreement is None:
        raise InvalidRecordError(result.name, findings)
    return rewrite(result.agreement, text)
