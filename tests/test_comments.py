"""Comments survive the canonical form, at the places they belong to."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import EXAMPLES, example

from agreements import AgreementsError
from agreements.model import Agreement
from agreements.reading import parse, read
from agreements.writing import rewrite, write
from agreements.writing._comments import find_comments
from agreements.writing._layout import lay_out

SAMPLE = """\
format: agreement/1
id: sample
title: 'A #1 sample, with an ''apostrophe'' and "quotes"'
instrument: agreement
text: official
sources:
- {id: official, type: official-text, title: "The # text"}
- id: press
  type: press
  title: >-
    A folded # title
      # which looks like a comment

parties: [{id: USA, role: supporter}, {id: UKR, role: supported}]
clauses:
- id: drill
  kind: commitment
  topic: training
  at: I
  act: train
  bearers: [USA]
  beneficiaries: [UKR,
    USA]
  modal: shall
  summary: A long text that goes on and on and on, so that it takes more than a single line when it is written
    canonically.
  cite:
  - {source: press}
- {id: rest, kind: other, topic: training, at: II, summary: The rest}
note: |
  Two lines # with

  # signs
"""


def rewritten(text: str) -> str:
    result = parse(text)
    assert result.agreement is not None, result.findings
    return rewrite(result.agreement, text)


def texts(text: str) -> list[str]:
    return sorted(comment.text for comment in find_comments(text))


def check(text: str, agreement: Agreement) -> str:
    """Prove that a text's canonical form says the same, keeps every comment, and is its own canonical form."""
    done = rewritten(text)
    assert parse(done).agreement == agreement
    assert texts(done) == texts(text)
    assert rewritten(done) == done
    return done


def test_without_comments_it_is_what_write_gives() -> None:
    """`rewrite` and `write` are one where there is no comment and no blank line; a `#` in a text is none."""
    result = parse(SAMPLE)
    assert result.agreement is not None
    assert find_comments(SAMPLE) == ()
    assert rewrite(result.agreement, SAMPLE).replace("\n\nparties", "\nparties") == write(result.agreement)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_comments_of_real_records_stay_before_what_they_head(path: Path) -> None:
    """In every shipped record each heading still stands before the same clause."""
    result = read(path)
    assert result.agreement is not None
    done = check(result.text, result.agreement)

    def headed(text: str) -> list[str]:
        return re.findall(r"^(# .*\n- (?:id: |\{id: )[a-z0-9-]+)", text, re.MULTILINE)

    assert done.startswith("# yaml-language-server: ")
    assert [head.replace("{", "") for head in headed(result.text)] == headed(done)


CASES = {
    "at the top, with blank lines": (
        "# licence\n\n# schema\nid: sample\n",
        "# licence\n\n# schema\nformat: agreement/1\nid: sample\n",
    ),
    "beside a value": ("title: A sample  # as printed", "title: A sample  # as printed\n"),
    "beside an opened list": ("sources:    # two of them\n", "sources:    # two of them\n- {id: official,"),
    "beside a mapping on one line": (
        "- {id: USA, role: supporter} # them",
        "parties:\n- {id: USA, role: supporter} # them\n",
    ),
    "before an item": ("# heading\n- id: drill", "clauses:\n# heading\n- {id: drill,"),
    "between a dash and its key": ("-\n  # inner\n  id: drill", "clauses:\n# inner\n- {id: drill,"),
    "beside an item of a sorted set": (
        "[UKR, # receives\n    USA] # gives",
        "  bearers:  # gives\n  - UKR  # receives\n  - USA\n",
    ),
    "beside the mark of a folded text": ("note: >- # folded", "note: A note.  # folded\n"),
    "deeper than what follows": ("  modal: shall\n  # to do\n- id: rest", "  modal: shall\n  # to do\n- {id: rest,"),
    "deeper than its own neighbour": (
        "  modal: shall\n  act: train\n  bearers: [USA, UKR]\n    # at\n  at: I\n",
        "  # at\n  at: I\n",
    ),
    "at the end": ("# end\n", "# end\n"),
    "in line with others": ("text: official     # the one below", "text: official     # the one below\n"),
    "beside what moves": ("  modal: shall    # firm\n", "  modal: shall    # firm\n"),
    "with blank lines around": ("\n\n# heading\n\n- id: rest", "\n\n# heading\n\n- {id: rest,"),
    "left out at the margin": (
        "- id: official\n  type: official-text\n  title: The text\n#  publisher: A publisher\n# The sides\n#  of it\n",
        "- id: official\n  type: official-text\n  title: The text\n#  publisher: A publisher\n# The sides\n#  of it\n",
    ),
    "at the end of a list that others follow": (
        "  modal: shall\n  bearers:\n  - UKR\n  - USA\n  # both\n",
        "  # both\n  bearers: [UKR, USA]\n  modal: shall\n",
    ),
}
AROUND = {
    "at the top, with blank lines": "{}format: agreement/1\ntitle: A sample\n",
    "beside a value": "format: agreement/1\nid: sample\n{}\n",
}
BODY = """\
instrument: agreement
text: official
sources:
- {id: official, type: official-text, title: The text}
parties:
- {id: USA, role: supporter}
- {id: UKR, role: supported}
clauses:
- id: drill
  kind: commitment
  topic: training
  at: I
  act: train
  bearers: [UKR,
    USA]
  modal: shall
- id: rest
  kind: other
  topic: training
  at: II
  summary: The rest.
note: >-
  A note.
"""
REPLACED = {
    "beside an opened list": "sources:\n",
    "beside a mapping on one line": "- {id: USA, role: supporter}",
    "before an item": "- id: drill",
    "between a dash and its key": "- id: drill",
    "beside an item of a sorted set": "[UKR,\n    USA]",
    "beside the mark of a folded text": "note: >-",
    "deeper than what follows": "  modal: shall\n- id: rest",
    "in line with others": "text: official",
    "beside what moves": "  modal: shall\n",
    "with blank lines around": "- id: rest",
    "left out at the margin": "- {id: official, type: official-text, title: The text}\n",
    "at the end of a list that others follow": "  bearers: [UKR,\n    USA]\n  modal: shall\n",
    "deeper than its own neighbour": "  at: I\n  act: train\n  bearers: [UKR,\n    USA]\n  modal: shall\n",
}


@pytest.mark.parametrize("name", CASES)
def test_a_comment_keeps_its_place(name: str) -> None:
    """A comment stays beside or before what it was beside or before."""
    written, expected = CASES[name]
    head, body = "format: agreement/1\nid: sample\ntitle: A sample\n", BODY
    if name in AROUND:
        head = AROUND[name].format(written)
    elif name in REPLACED:
        assert REPLACED[name] in body
        body = body.replace(REPLACED[name], written)
    else:
        body += written
    bare = parse("format: agreement/1\nid: sample\ntitle: A sample\n" + BODY).agreement
    assert bare is not None
    done = check(head + body, bare)
    assert expected in done
    assert done.count("#") == written.count("#")


def test_blank_lines_stay_one_between_parts() -> None:
    """Several blank lines become one, and those at the top and at the end go, as do those beside what is left out."""
    text = "\n\nformat: agreement/1\nid: sample\ntitle: A sample\n\n\n" + BODY + "\n\n"
    text = text.replace("- {id: UKR,", "\n- {id: UKR,")
    done = rewritten(text)
    assert done.startswith("format: agreement/1\nid: sample\ntitle: A sample\n\ninstrument:")
    assert "- {id: USA, role: supporter}\n\n- {id: UKR, role: supported}\nnote: A note.\nclauses:" in done
    assert not done.endswith("\n\n")
    assert rewritten(done) == done


def test_what_canonical_text_leaves_out_gives_its_comment_to_what_it_stood_in() -> None:
    """A value that is the default isn't written; its comment is."""
    text = dedent("""\
        termination:
        - id: leave
          ends: agreement
          notice_is: required  # says article IX
          at: IX
        """)
    text = "format: agreement/1\nid: sample\ntitle: A sample\n" + BODY + text
    done = rewritten(text)
    assert "notice_is" not in done
    assert "# says article IX\n- {id: leave, ends: agreement, at: IX}\n" in done
    assert rewritten(done) == done


def test_a_comment_that_would_be_lost_stops_the_rewriting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a comment get lost by a fault of ours, nothing is returned."""
    monkeypatch.setattr("agreements.writing.carry", lambda text, data: lay_out(data))
    with pytest.raises(AgreementsError, match="comments can't be kept"):
        rewritten("# top\n" + SAMPLE)


comments = st.text(st.sampled_from(" #:-'\"[]{},|>%&*!?ab\tä\U0001f600"), max_size=8).map(lambda text: "#" + text)


@st.composite
def commented(draw: st.DrawFn) -> str:
    """Draw the sample with comments and blank lines put in wherever a line ends or starts, as far as it stays valid."""
    lines = SAMPLE.split("\n")
    out = []
    for line in lines:
        out += [" " * draw(st.integers(0, 2))] * max(0, draw(st.integers(-5, 2)))
        if draw(st.integers(0, 5)) == 0:
            out.append(" " * draw(st.integers(0, 6)) + draw(comments))
            out += [""] * max(0, draw(st.integers(-2, 1)))
        blanks = " " * draw(st.integers(1, 4))
        out.append(line + blanks + draw(comments) if draw(st.integers(0, 5)) == 0 else line)
    return draw(st.sampled_from(["\n", "\r\n"])).join(out)


@given(commented())
@settings(max_examples=300, deadline=None)
def test_every_comment_anywhere_is_kept(text: str) -> None:
    """Wherever comments stand, they are kept, the record says the same, and a second rewriting changes nothing."""
    agreement = parse(text).agreement
    if agreement is not None:  # a comment may have become part of a text, or ended one
        check(text, agreement)


def test_comments_are_what_the_parser_passes_over() -> None:
    """Without what is found to be a comment the record is the same."""
    text = SAMPLE.replace("text: official\n", "text: official # one\n").replace("  at: I\n", "  at: I#no\n", 1)
    text = text.replace("at: I#no", "at: I  #two")
    found = [comment.text for comment in find_comments(text)]
    assert found == ["# one", "#two"]
    assert parse(text.replace("# one", "").replace("#two", "")).agreement == parse(text).agreement == example_sample()


def example_sample() -> Agreement:
    agreement = parse(SAMPLE).agreement
    assert agreement is not None
    assert agreement != example("ukraine/usa-2024")
    return agreement
