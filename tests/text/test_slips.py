"""Slips: what may have been meant by a syllable typed a little different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.fold import fold
from searchsvc.text.marks import TONES, tier
from searchsvc.text.skeletons import skeletons, syllables, written
from searchsvc.text.slips import HOI_NGA, LONGEST, RULES, SAME_SOUND, WEIGHTS, WRONG_LETTER, slips
from searchsvc.text.syllables import canonical, is_syllable
from tests.support.cases import cases

SYLLABLE = st.sampled_from(syllables())
TYPED = st.text(st.sampled_from("aăâeêioôơuưybcdđghklmnpqrstvxwfjz15áàảãạắộợ"), max_size=9).map(canonical)


@pytest.mark.parametrize(("typed", "meant", "expected"), cases("slips.tsv"))
def test_table(typed: str, meant: str, expected: str) -> None:
    assert next((slip.kind for slip in slips(typed) if slip.text == meant), "none") == expected


@pytest.mark.parametrize(("typed", "written", "expected"), cases("iy.tsv"))
def test_i_and_y(typed: str, written: str, expected: str) -> None:
    kinds = {slip.text: slip.kind for slip in slips(canonical(typed))}
    assert ("iy" if kinds.get(canonical(written)) == "iy" else "none") == expected


@given(SYLLABLE | TYPED)
def test_what_was_meant_is_a_syllable_or_one_without_some_marks(typed: str) -> None:
    for slip in slips(typed):
        assert is_syllable(slip.text) or any(tier(slip.text, meant) for meant in _stood_for(slip.text))
        assert canonical(slip.text) == slip.text


def _stood_for(text: str) -> list[str]:
    plains = skeletons()[fold(text)]
    return [written(plain, tone) for plain in plains for tone in ("", *TONES)]


@given(SYLLABLE | TYPED)
def test_each_once_never_itself_likeliest_first(typed: str) -> None:
    texts = [slip.text for slip in slips(typed)]
    weights = [slip.weight for slip in slips(typed)]
    assert typed not in texts and len(set(texts)) == len(texts)
    assert weights == sorted(weights, reverse=True)
    assert all(slip.weight in (WEIGHTS[slip.kind], HOI_NGA, SAME_SOUND, WRONG_LETTER) for slip in slips(typed))


@given(SYLLABLE)
def test_what_tiers_find_is_no_slip(syllable: str) -> None:
    assert not [slip for slip in slips(syllable) if tier(syllable, slip.text)]


@given(SYLLABLE)
def test_slips_of_the_ear_go_both_ways(syllable: str) -> None:
    for slip in slips(syllable):
        if slip.kind in ("sound", "iy") and is_syllable(slip.text):
            assert slips(slip.text) and syllable in [back.text for back in slips(slip.text)], slip


@given(SYLLABLE, st.data())
def test_one_letter_lost_added_or_swapped_is_found(syllable: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(syllable) - 1))
    more = data.draw(st.sampled_from("bcdghklmnpqrstvx"))
    for typed in (
        syllable[:at] + more + syllable[at:],
        syllable[:at] + syllable[at + 1 :],
        syllable[:at] + syllable[at + 1 : at + 2] + syllable[at] + syllable[at + 2 :],
    ):
        typed = canonical(typed)
        if not tier(typed, syllable) and typed:
            assert any(tier(slip.text, syllable) for slip in slips(typed)), typed


@given(SYLLABLE)
def test_a_bare_word_has_bare_slips_but_for_sounds_written_with_marks(syllable: str) -> None:
    assert all(slip.text.isascii() or slip.kind == "sound" for slip in slips(fold(syllable)))


@given(st.text(max_size=20))
def test_no_text_fails(text: str) -> None:
    assert len(slips(canonical(text))) < 200
    assert not slips("a" * (LONGEST + 1))


def test_every_rule_finds_something() -> None:
    for rule in RULES:
        assert any(rule(plain, tone) for plain in ("quy", "xương", "hiu") for tone in ("", "\u0303")), rule
        assert [change for plain in ("quy", "xương") for change in rule(plain, "\u0303")], rule.__name__


def test_a_syllable_has_a_handful() -> None:
    counts = [len(slips(syllable)) for syllable in syllables()[::19]]
    assert 5 < sum(counts) / len(counts) < 30 and max(counts) < 80
