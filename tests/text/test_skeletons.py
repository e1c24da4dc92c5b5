"""Skeletons: every syllable there is, and what a form with marks left out can stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.fold import fold
from searchsvc.text.marks import TONES, tier, tone_of, without_tone
from searchsvc.text.skeletons import skeletons, syllables, written
from searchsvc.text.syllables import canonical, is_syllable

SYLLABLE = st.sampled_from(syllables())


def test_every_syllable_stands_under_its_skeleton() -> None:
    assert all(without_tone(syllable) in skeletons()[fold(syllable)] for syllable in syllables())
    assert len(set(syllables())) == len(syllables()) > 18_000


@pytest.mark.parametrize("word", "quỳnh quýt quắc gì giếng nghiễng khuỷu thuở xoong yểng ý ở".split())
def test_the_odd_ones_are_there(word: str) -> None:
    assert word in syllables()


@given(SYLLABLE)
def test_a_syllable_is_written_as_itself(syllable: str) -> None:
    tone = next(filter(None, map(tone_of, syllable)), "")
    assert written(without_tone(syllable), tone) == syllable
    assert canonical(syllable) == syllable and is_syllable(syllable)


@given(SYLLABLE, st.sampled_from(["", *TONES]))
def test_marks_left_out_stay_out_and_the_tone_finds_its_place(syllable: str, tone: str) -> None:
    form = fold(syllable)
    text = written(form, tone)
    assert not text or (without_tone(text) == form and any(tier(text, other) for other in syllables_of(form, tone)))


def syllables_of(skeleton: str, tone: str) -> list[str]:
    return [text for plain in skeletons()[skeleton] if (text := written(plain, tone))]


@pytest.mark.parametrize("form", ["", "covid", "ng", "hôt́", "nguyenx", "krông"])
def test_what_stands_for_nothing(form: str) -> None:
    assert not written(form, "")
