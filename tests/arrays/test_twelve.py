"""Numbers of twelve bits come back as they were, all of them or chosen ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.arrays import twelve


@given(st.lists(st.integers(0, twelve.MOST), max_size=60), st.data())
def test_numbers_come_back(numbers: list[int], data: st.DataObject) -> None:
    low, high = twelve.split(np.array(numbers, np.uint16))
    assert (low.size, high.size) == (len(numbers), (len(numbers) + 1) // 2)
    begin = data.draw(st.integers(0, len(numbers)))
    end = data.draw(st.integers(begin, len(numbers)))
    assert twelve.joined(low, high, begin, end).tolist() == numbers[begin:end]
    places = data.draw(st.lists(st.integers(0, len(numbers) - 1))) if numbers else []
    assert twelve.taken(low, high, np.array(places, np.intp)).tolist() == [numbers[place] for place in places]
