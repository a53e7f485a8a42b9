"""The record that `agreements new` starts somebody off with: valid as it is, and explained line by line.

A line of explanation starts with `# `. A part left out starts with `#` and no blank, so that taking the `#` away gives
a record again.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from agreements.model.clauses import Clause
from agreements.model.vocabulary import Instrument, Role, SourceType
from agreements.writing._layout import scalar

__all__ = ["Side", "clause_kinds", "skeleton", "slug"]


@dataclass(frozen=True, slots=True)
class Side:
    """A party to be: its id, its role, and a name where no table knows the id."""

    id: str
    role: str = "party"
    name: str = ""


_PLACEHOLDERS = (Side("first-party", name="First party"), Side("second-party", name="Second party"))
_TITLE = "Title as printed"

_HEAD = """\
# yaml-language-server: $schema={schema}
# {schema_help}
# A line that starts with # and no blank is a part left out: take its # away, then fill it in.
# What the text doesn't say belongs into `absent` (renewal: silent); what nobody looked for is simply left out.
format: agreement/1
# Lower-case words joined by hyphens; other records and claims refer to it, so it never changes.
id: {id}
# As printed.
title: {title}
{instruments}
instrument: {instrument}
# The source that every `at` below points into.
text: official
# What the values rest on, the text itself first.
{source_types}
sources:
- id: official
  type: official-text
  title: {title}
#  publisher: Who published it
#  language: en
# ISO 3166-1 alpha-3 codes and known organisations need no name; any other id does.
{roles}
parties:
{parties}
# Others who act, benefit or attack.
{actors}
# The parts of the document and what each is meant to be in law: binding, political, disputed or unclear.
# Note the signals for and against; whether a clause binds is worked out from them.
#parts:
#- id: body
#  calls_sides: [Parties]
#  legal_status:
#    status: binding
#    basis: inferred
#    evidence:
#    - {{signal: parties, at: preamble}}
#    - {{signal: entry-into-force, at: IX}}
# The topics you looked for everywhere (complete) or here and there (partial); of the others nothing can be told.
#coverage:
{coverage}
# Dated acts of the parties: signature, ratification, notification, denunciation.
#actions:
#- {{act: signature, by: [{all}], date: "2024-01-31", at: testimonium}}
#entry_into_force: {{rule: upon-signature, at: IX}}
# P10Y is ten years, P6M six months, PT24H twenty-four hours.
#duration: {{rule: term, length: P10Y, runs_from: entry-into-force, at: IX}}
#termination:
#- {{id: notified-termination, ends: agreement, notice: P6M, runs_from: notification, at: IX}}
# The clauses in the order of the text. `at` is the place as printed: II.4 is a numbered paragraph, II ¶4 the fourth
# unnumbered one, •2 a bullet, s2 a sentence; `modal` is the text's own word. Replace the examples.
clauses:
"""

_ACTORS = """\
#actors:
#- {{id: example-agency, role: organ, name: An agency the text names, of: {first}}}"""
_BODY = """\
actors:
- id: example-committee
  role: organ
  name: A body the text names
#  of: {first}"""
"""What the example of an institution names; whoever a clause names is declared."""

_CLAUSES: Mapping[str, str] = {
    "trigger": """\
- id: example-trigger
  kind: trigger
  topic: response-to-aggression
  at: II ¶1
  when:
  - {{event: armed-attack, against: [{second}]}}
  responses:
  - act: consult
    bearers: [{all}]
    modal: shall
#    subject_to: [domestic-law]
    deadline:
      within: PT24H
      runs_from: unstated
#      softened_by: [where-possible]
""",
    "commitment": """\
- id: example-commitment
  kind: commitment
  topic: training
  at: I.1
  act: train
  bearers: [{first}]
  beneficiaries: [{second}]
  modal: shall
#  subject_to: [domestic-law]
  summary: What is owed, in your own words, short.
""",
    "limitation": """\
- id: example-limitation
  kind: limitation
  topic: implementation
  at: III
  applies_to: whole-text
  subject_to: [domestic-law]
  summary: What limits the duties it covers, in your own words.
""",
    "statement": """\
- id: example-statement
  kind: statement
  topic: bilateral-relations
  at: preamble
  act: reaffirm
  speakers: [{all}]
  summary: What is said and not promised, in your own words.
""",
    "definition": """\
- id: example-definition
  kind: definition
  topic: implementation
  at: IV
  term: the word
  complete: includes
  meanings:
  - What it means, in your own words.
""",
    "institution": """\
- id: example-institution
  kind: institution
  topic: institutions
  at: V
  body: example-committee
  established: new
  members: [each-party]
  summary: What the body is for, in your own words.
""",
    "report": """\
- id: example-report
  kind: report
  topic: military-assistance
  at: VI
  act: provide
  by: [{first}]
  beneficiaries: [{second}]
  summary: What was done already, in your own words.
""",
    "policy": """\
- id: example-policy
  kind: policy
  topic: weapons-use
  at: VII
  issuer: {first}
  addressees: [{second}]
  act: provide
  decision: allowed
  summary: What one side allows or forbids the other, in your own words.
""",
    "other": """\
- id: example-other
  kind: other
  topic: implementation
  at: VIII
  summary: What it says, in your own words; use it for what fits no other kind.
""",
}


def clause_kinds() -> dict[str, str]:
    """Return the kinds of clause, each with what it is, in the order of the format."""
    kinds = {}
    for model in get_args(get_args(Clause)[0]):
        (kind,) = get_args(model.model_fields["kind"].annotation)
        kinds[kind] = (model.__doc__ or "").partition("\n")[0]
    return kinds


def skeleton(
    *,
    id: str,
    title: str = "",
    instrument: str = "agreement",
    parties: Iterable[Side] = (),
    kinds: Iterable[str] = ("commitment", "trigger"),
    schema: str,
    schema_help: str,
) -> str:
    """Return a record to fill in, as YAML.

    Args:
        id: The record's id.
        title: Its title; empty gives a placeholder.
        instrument: The word for what kind of document it is.
        parties: Its parties; placeholders stand for the first two where they aren't given.
        kinds: The kinds of clause to give an example of, each once.
        schema: Where an editor finds the JSON Schema, seen from the file.
        schema_help: What to say about that, in a line.
    """
    given = tuple(parties)
    free = [side for side in _PLACEHOLDERS if side.id not in {one.id for one in given}]
    sides = (*given, *free[len(given) - 2 :]) if len(given) < 2 else given  # an agreement has two at least
    chosen = list(dict.fromkeys(kinds))
    ids = [scalar(side.id, inline=True) for side in sides]
    words = {"first": ids[0], "second": ids[-1], "all": ", ".join(ids)}
    topics = sorted({topic for kind in chosen for topic in re.findall(r"topic: (\S+)", _CLAUSES[kind])})
    text = _HEAD.format(
        schema=schema,
        schema_help=schema_help,
        id=scalar(id),
        title=scalar(title or _TITLE),
        instrument=scalar(instrument),
        instruments=_listed("One of", Instrument),
        source_types=_listed("Types", SourceType),
        roles=_listed("Roles", Role),
        parties="\n".join(map(_party, sides)),
        actors=(_BODY if "institution" in chosen else _ACTORS).format(**words),
        coverage="\n".join(f"#  {topic}: partial" for topic in topics),
        **words,
    )
    meanings = clause_kinds()
    examples = (f"# {kind}: {meanings[kind]}\n{_CLAUSES[kind].format(**words)}" for kind in chosen)
    return text + "".join(examples)


def slug(text: str) -> str:
    """Return an id made of a text: its ASCII letters and digits in lower case; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:80].strip("-")


def _party(side: Side) -> str:
    name = f", name: {scalar(side.name, inline=True)}" if side.name else ""
    return f"- {{id: {scalar(side.id, inline=True)}, role: {side.role}{name}}}"


def _listed(label: str, words: Iterable[str]) -> str:
    text = f"{label}: {', '.join(words)}."
    return "\n".join(textwrap.wrap(text, 110, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False))
