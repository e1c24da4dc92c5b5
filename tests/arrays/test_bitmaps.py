"""Sets as bits are the sets they were made of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.arrays import bitmaps

SIZE = 300
SETS = st.sets(st.integers(0, SIZE - 1)).map(sorted)


@given(SETS, st.integers(1, 200))
def test_a_set_comes_back_as_it_was(numbers: list[int], spare: int) -> None:
    size = max([0, *numbers]) + spare
    bits = bitmaps.from_numbers(np.array(numbers, np.int32), size)
    assert bits.size == bitmaps.width(size)
    assert bitmaps.to_numbers(bits, size).tolist() == numbers
    assert bitmaps.to_mask(bits, size).nonzero()[0].tolist() == numbers
    assert bitmaps.count(bits) == len(numbers)
    assert bitmaps.count(bitmaps.full(size)) == size


@given(SETS, SETS)
def test_members_are_told_and_counted(numbers: list[int], asked: list[int]) -> None:
    bits = bitmaps.from_numbers(np.array(numbers, np.int32), SIZE)
    wanted = np.array(asked, np.int32)
    assert bitmaps.holds(bits, wanted).tolist() == [number in numbers for number in asked]
    there, ranks = bitmaps.ranks(np.stack([bits, bitmaps.full(SIZE)]), wanted)
    assert there.tolist() == [[number in numbers for number in asked], [1] * len(asked)]
    assert ranks.tolist() == [[sum(one < number for one in numbers) for number in asked], asked]


@given(SETS)
def test_the_one_with_so_many_below_it(numbers: list[int]) -> None:
    bits = bitmaps.from_numbers(np.array(numbers, np.int32), SIZE)
    assert bitmaps.chosen(bits, np.arange(len(numbers))).tolist() == numbers
