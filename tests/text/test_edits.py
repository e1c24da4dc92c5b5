"""Foreign words one edit apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.edits import deletions, near, one_edit

WORD = st.text(st.sampled_from("abcdefgh19é"), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("trump", "trmup"),
        ("trump", "tump"),
        ("trump", "trumpp"),
        ("trump", "tromp"),
        ("plong", "plon"),
        ("h'drai", "hdrai"),
    ],
)
def test_one_edit(word: str, other: str) -> None:
    assert one_edit(word, other) and one_edit(other, word)
    assert set(deletions(word)) & set(deletions(other))


@pytest.mark.parametrize(
    ("word", "other"),
    [("trump", "trump"), ("trump", "rtmup"), ("covid19", "covid18"), ("2014", "2015"), ("trump", "tru"), ("ab", "cd")],
)
def test_more_than_one_or_none(word: str, other: str) -> None:
    assert not one_edit(word, other)


@given(WORD, st.data())
def test_every_edit_is_one_and_shares_a_deletion(word: str, data: st.DataObject) -> None:
    at, letter = data.draw(st.integers(0, len(word))), data.draw(st.sampled_from("abcxyz"))
    for other in (word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]):
        if [sign for sign in other if sign.isdigit()] == [sign for sign in word if sign.isdigit()]:
            assert one_edit(word, other) == (word != other) == one_edit(other, word)
        assert set(deletions(word)) & set(deletions(other))


@given(WORD, WORD)
def test_both_ways_alike_and_found_by_deletions(word: str, other: str) -> None:
    assert one_edit(word, other) == one_edit(other, word)
    assert not one_edit(word, other) or set(deletions(word)) & set(deletions(other))


def test_near_keeps_order_and_gives_each_once() -> None:
    found = near("trunp", ["trung", "trump", "trung", "tr", "trunp", "obama"])
    assert [slip.text for slip in found] == ["trung", "trump"]
    assert not near("xyz", ["xyzw"])
