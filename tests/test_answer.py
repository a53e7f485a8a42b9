"""The three-valued answer."""

from __future__ import annotations

import copy
import pickle
from itertools import product

import pytest

from agreements.errors import UndecidedError
from agreements.timing import Answer

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL
ORDER = {NO: 0, CANNOT_TELL: 1, YES: 2}
PAIRS = list(product(Answer, Answer))
TRIPLES = list(product(Answer, Answer, Answer))


@pytest.mark.parametrize("answer", list(Answer))
def test_no_answer_has_a_truth_value(answer: Answer) -> None:
    """`bool()` of an answer raises, even of yes and no."""
    with pytest.raises(UndecidedError, match=answer.value):
        bool(answer)
    with pytest.raises(UndecidedError):
        assert not answer


def test_answers_come_from_truth_values() -> None:
    """`of` gives yes, no, and "cannot be told" for None."""
    assert [Answer.of(True), Answer.of(False), Answer.of(None)] == [YES, NO, CANNOT_TELL]
    assert [str(answer) for answer in Answer] == ["yes", "no", "cannot be told"]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_and_is_the_lower_and_or_the_higher(one: Answer, other: Answer) -> None:
    """With no < cannot tell < yes, Kleene's `&` is the minimum and `|` the maximum."""
    assert (one & other) is min(one, other, key=ORDER.__getitem__)
    assert (one | other) is max(one, other, key=ORDER.__getitem__)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_de_morgan_holds(one: Answer, other: Answer) -> None:
    """The opposite of both is either's opposite, and the other way round."""
    assert ~(one & other) is (~one | ~other)
    assert ~(one | other) is (~one & ~other)
    assert ~~one is one


@pytest.mark.parametrize(("one", "other", "third"), TRIPLES)
def test_answers_form_a_distributive_lattice(one: Answer, other: Answer, third: Answer) -> None:
    """`&` and `|` commute, associate, absorb and distribute."""
    assert (one & other) is (other & one)
    assert ((one & other) & third) is (one & (other & third))
    assert (one & (one | other)) is one
    assert (one & (other | third)) is ((one & other) | (one & third))


def test_excluded_middle_does_not_hold() -> None:
    """What cannot be told isn't told by "it or its opposite"."""
    assert (CANNOT_TELL | ~CANNOT_TELL) is CANNOT_TELL


def test_answers_do_not_mix_with_truth_values() -> None:
    """`&` and `|` with a bool raise."""
    with pytest.raises(TypeError):
        _ = YES & True  # type: ignore[operator]
    with pytest.raises(TypeError):
        _ = YES | False  # type: ignore[operator]


@pytest.mark.parametrize("answer", list(Answer))
def test_copies_are_the_same_answer(answer: Answer) -> None:
    """An answer survives copying and pickling as itself."""
    assert copy.deepcopy(answer) is answer
    assert pickle.loads(pickle.dumps(answer)) is answer
