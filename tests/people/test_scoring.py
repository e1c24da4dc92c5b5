"""Scores added up from rows are those added up feature by feature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.people import candidates, contexts, features, figures, scoring
from searchsvc.people.runs import RUN
from searchsvc.text.syllables import canonical

WORDS = st.sampled_from(
    "Nguyễn Văn Hùng Y Blin H’Hen Niê A Thị HÒA Hoà Kon Tum UBND Facebook Trump N. Ông TP.HCM Hà Nội Zo2 d'Arc".split()
)
BESIDE = st.text("ông bà chủ tịch , . – ( \n \u00a0xã 2 ", max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_form_is_worth_its_features(words: list[str]) -> None:
    for first, last, number, key, score in scoring.forms(words):
        kind = features.KINDS[number]
        found = features.form(words, first, last, figures.tables())
        if first:
            near = canonical(words[first - 1]), canonical(words[first - 2]) if first > 1 else contexts.EDGE
            found = found + features.left(near, kind, figures.tables(), inside="i")
        assert key == " ".join(map(canonical, words[first:last]))
        # Capitals count only where they are the key's own (HOÀ is spelt hòa).
        without = [one for one in found if not one[0].startswith("caps")]
        assert score == pytest.approx(scoring.total(found)) or score == pytest.approx(scoring.total(without))


@given(BESIDE)
def test_context_is_worth_its_features(piece: str) -> None:
    before, after = contexts.left_words(piece), contexts.right_words(piece)
    for number, kind in enumerate(features.KINDS):
        left = scoring.total(features.left(before, kind, figures.tables(), inside=""))
        right = scoring.total(features.right(after, kind, figures.tables()))
        assert figures.left(*before)[number] == pytest.approx(left)
        assert figures.right(*after)[number] == pytest.approx(right)


@given(BESIDE, BESIDE)
def test_one_word_never_promises_too_little(before: str, after: str) -> None:
    text = f"{before}Hà Ban{after}"
    start, end = len(before), len(before) + 6
    left, right = scoring.LEFT[contexts.left_of(text, start)], scoring.RIGHT[contexts.right_of(text, end)]
    left_most = scoring.LEFT_MOST[contexts.last_of(text, start)]
    right_most = scoring.RIGHT_MOST[contexts.first_of(text, end)]
    assert all(one <= most + 1e-9 for one, most in zip(left, left_most, strict=True))
    assert all(one <= most + 1e-9 for one, most in zip(right, right_most, strict=True))


@given(st.lists(st.one_of(WORDS, BESIDE), max_size=12))
def test_nothing_is_dropped_that_more_context_would_keep(pieces: list[str]) -> None:
    text = " ".join(pieces)
    kept = [one for stretch in candidates.stretches([text]) for one in stretch]
    every = [
        one
        for match in RUN.finditer(text)
        for hopeful in candidates._hopeful(match.group())
        for one in candidates._candidates(text, 0, match.start(), hopeful)
    ]
    assert kept == every
