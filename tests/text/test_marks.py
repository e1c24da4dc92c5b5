"""Tiers: how a written word meets a typed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.fold import fold
from searchsvc.text.marks import TIERS, bears_marks, letters, tier, without_tone
from searchsvc.text.syllables import canonical
from searchsvc.text.unicode import door
from tests.support.cases import cases

WORD = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơtuưyáàảãạắấếốớứýệộợựøæßç₂2'"), max_size=7).map(
    lambda word: canonical(door(word))
)


@pytest.mark.parametrize(("typed", "written", "expected"), cases("tiers.tsv"))
def test_table(typed: str, written: str, expected: str) -> None:
    assert (tier(canonical(door(typed)), canonical(door(written))) or "none") == expected


@given(WORD)
def test_a_word_meets_itself(word: str) -> None:
    assert tier(word, word) == "exact"


@given(WORD)
def test_what_is_typed_bare_meets_every_spelling(word: str) -> None:
    assert tier(fold(word), word) in TIERS


@given(WORD, WORD)
def test_only_words_of_one_key_meet(typed: str, written: str) -> None:
    if tier(typed, written):
        assert fold(typed) == fold(written)


@given(WORD)
def test_a_dropped_tone_is_the_tier_tone(word: str) -> None:
    assert tier(without_tone(word), word) == ("exact" if without_tone(word) == word else "tone")


@given(WORD, WORD)
def test_both_ways_only_when_equal(typed: str, written: str) -> None:
    if tier(typed, written) and tier(written, typed):
        assert letters(typed) == letters(written)


@given(WORD)
def test_marks_are_what_folding_takes_away(word: str) -> None:
    assert bears_marks(word) == (fold(word) != word)


@pytest.mark.parametrize("word", ["hung", "U23", "o'brien", "", "2014", "東京", "москва"])
def test_words_without_marks(word: str) -> None:
    assert not bears_marks(word)


@pytest.mark.parametrize("word", ["hùng", "đ", "Đ", "ơ", "café", "ø", "CO₂"])
def test_words_with_marks(word: str) -> None:
    assert bears_marks(word)
