"""Sets of documents, kept as bits or as lists, join alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.arrays import bitmaps
from searchsvc.engine.whoosh.docsets import Docs, at_least, joining, meeting, without

SIZE = 700
SETS = st.lists(st.tuples(st.sets(st.integers(0, SIZE - 1), max_size=30), st.booleans()), min_size=1, max_size=5)


def made(numbers: set[int], dense: bool) -> Docs:
    listed = np.array(sorted(numbers), np.int32)
    return Docs(SIZE, bitmaps.from_numbers(listed, SIZE)) if dense else Docs(SIZE, None, listed)


@given(SETS)
def test_sets_join_whatever_they_are_kept_as(some: list[tuple[set[int], bool]]) -> None:
    sets, plain = [made(*one) for one in some], [numbers for numbers, _ in some]
    assert meeting(sets).numbers().tolist() == sorted(set.intersection(*plain))
    assert joining(sets, SIZE).numbers().tolist() == sorted(set.union(*plain))
    assert without(sets[0], sets[-1]).numbers().tolist() == sorted(plain[0] - plain[-1])
    for least in (1, 2, 3):
        often = [number for number in range(SIZE) if sum(number in numbers for numbers in plain) >= least]
        assert at_least(sets, least, SIZE).numbers().tolist() == often


@given(SETS)
def test_counting_and_looking_up(some: list[tuple[set[int], bool]]) -> None:
    asked = np.arange(0, SIZE, 3, dtype=np.int32)
    for numbers, dense in some:
        docs = made(numbers, dense)
        assert docs.count == len(numbers)
        assert asked[docs.holding(asked)].tolist() == [number for number in asked.tolist() if number in numbers]


@pytest.mark.parametrize("size", [0, 1, 64])
def test_nothing_joined_is_nothing(size: int) -> None:
    assert joining([], size).count == 0
