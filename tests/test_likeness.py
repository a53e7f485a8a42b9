"""Which undertakings are alike: by the words they share, and by being the only ones of their kind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import Agreement, diff
from agreements.comparison._words import SharedWords

TEXTS = st.lists(st.text("abc deé,.日本", max_size=30), max_size=6)


@given(old=TEXTS, new=TEXTS)
def test_shared_words_are_symmetric_and_bounded(old: list[str], new: list[str]) -> None:
    """Swapped sides give the same likeness, to the last digit, between 0 and 1; `between` agrees with `like`."""
    there, back = SharedWords(old, new), SharedWords(new, old)
    for i in range(len(old)):
        for j, score in there.like(i).items():
            assert back.like(j)[i] == score
            assert 0 < score <= 1
            assert there.between(i, j) == pytest.approx(score)


def test_rare_words_count_for_more() -> None:
    """What nearly every text says joins no two of them; what two alone say does."""
    old = ["Ukraine's patrol boats", "Ukraine's schools", "Ukraine's courts"]
    found = SharedWords(old, ["Ukrainian boats", "Ukrainian roads", "Ukrainian farms"]).like(0)
    assert found[0] > 2 * found[1] > 0


def test_words_of_grammar_and_endings_say_nothing() -> None:
    """`of` and `the` are shared by nobody; cooperate and cooperation are one word."""
    assert SharedWords(["demining of the fields"], ["payment of the pensions"]).like(0) == {}
    assert SharedWords(["to cooperate"], ["cooperation"]).like(0)[0] == pytest.approx(1)


def test_scripts_without_spaces_are_compared_by_character() -> None:
    """A Chinese or Japanese sentence is no single word."""
    found = SharedWords(["安全保障协议"], ["双边安全协议", "教育"]).like(0)
    assert set(found) == {0}


def test_signs_are_words_where_there_are_no_others() -> None:
    """A text without a word of its own is still like itself."""
    assert SharedWords(["🕊", "of the"], ["🕊", "of the"]).like(0) == {0: pytest.approx(1)}
    assert SharedWords(["🕊", "of the"], ["🕊", "of the"]).like(1) == {1: pytest.approx(1)}


def duty(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"duty-{number}",
        "kind": "commitment",
        "topic": "training",
        "act": "provide",
        "modal": "shall",
        **more,
    }


def record_of(clauses: list[dict[str, Any]]) -> Agreement:
    return Agreement.model_validate(
        {
            "format": "agreement/1",
            "id": "a",
            "title": "A",
            "instrument": "agreement",
            "text": "official",
            "sources": [{"id": "official", "type": "official-text", "title": "A"}],
            "parties": [{"id": "USA", "role": "supporter"}, {"id": "UKR", "role": "supported"}],
            "coverage": {"training": "complete"},
            "clauses": clauses,
        }
    )


def told(old: list[dict[str, Any]], new: list[dict[str, Any]], *, peers: bool = False) -> set[str]:
    first, second = record_of(old), record_of(new)
    found = {change.rule for change in diff(first, second, peers=peers)}
    assert found == {change.rule for change in diff(second, first, peers=peers)}
    return found


def test_the_only_one_of_its_kind_may_be_reworded_altogether() -> None:
    """In a later version, one duty of its kind and one of the same kind there are one, in other words."""
    old = [duty(1, item="helmets", level="high"), duty(2, act="fund", item="schools")]
    new = [duty(3, item="protective headgear", level="high"), duty(4, act="fund", item="schools")]
    assert told(old, new) == {"contents"}


def test_two_of_a_kind_are_told_apart_by_words() -> None:
    """Where there are two of that kind, other words are another undertaking."""
    old = [duty(1, item="helmets"), duty(2, item="boats")]
    new = [duty(3, item="instructors"), duty(4, item="fast boats")]
    assert told(old, new) == {"undertaking", "contents"}


def test_between_peers_other_words_are_another_undertaking() -> None:
    """Two partners that each have one duty of a kind didn't promise the same by that."""
    old, new = [duty(1, item="helmets", level="high")], [duty(2, item="instructors", level="high")]
    assert told(old, new, peers=True) == {"undertaking"}


def test_a_reference_to_another_clause_of_that_name_is_a_difference() -> None:
    """Where two versions give one id to two clauses, what points to it points to two things, whichever is the old."""
    limit: dict[str, Any] = {"id": "limit", "kind": "limitation", "topic": "training", "summary": "Law."}
    limit |= {"applies_to": "clauses", "clauses": ["duty-1"], "subject_to": ["domestic-law"]}
    old = [duty(1, item="helmets"), limit]
    new = [duty(2, item="helmets"), limit]
    assert "limitation" in told(old, new)


def test_a_renamed_clause_is_no_difference_where_it_is_referred_to() -> None:
    """A limitation that covers a limitation by its id still covers it under another one."""
    law = {"kind": "limitation", "topic": "training", "summary": "Law.", "subject_to": ["domestic-law"]}
    whole, clauses = {**law, "applies_to": "whole-text"}, {**law, "applies_to": "clauses", "id": "over"}
    old = [{**whole, "id": "first"}, {**clauses, "clauses": ["first"]}]
    new = [{**whole, "id": "renamed"}, {**clauses, "clauses": ["renamed"]}]
    assert told(old, new) == set()
