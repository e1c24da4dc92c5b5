"""A query that says less of a number meets an article that says more, and the other way round."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis.numbers import Number, agree, keys_asked, keys_of, merged

_NUMBERS = st.builds(
    Number,
    figure=st.sampled_from(["3", "15"]),
    year=st.sampled_from(["", "2015", "2020"]),
    kind=st.sampled_from(["", "nd", "ct"]),
    issuer=st.sampled_from(["", "cp", "tw", "ubnd", "ubnd-vx", "ubnd-kt"]),
)


@given(_NUMBERS, _NUMBERS)
def test_keys_meet_where_two_numbers_agree(asked: Number, written: Number) -> None:
    said = [slot for slot in asked.slots if slot]
    all_there = asked.figure == written.figure and all(
        a == b for a, b in zip(asked.slots, written.slots, strict=True) if a
    )
    shared = keys_asked(asked).keys() & set(keys_of(written))
    assert bool(shared) == (agree(asked, written) or all_there)
    for key in shared:
        assert keys_asked(asked)[key] == len(said) - sum(
            1 for a, b in zip(asked.slots, written.slots, strict=True) if a and not b
        )


@given(_NUMBERS, _NUMBERS)
def test_what_agrees_can_be_put_together(one: Number, other: Number) -> None:
    if agree(one, other):
        both = merged(one, other)
        assert all(agree(both, each) for each in (one, other))
        assert merged(other, one) == both
