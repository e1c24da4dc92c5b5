"""Sentences of news text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.sentences import sentences
from tests.support.cases import cases

TEXT = st.text(st.sampled_from("aĐTở1 \n.!?…”“)(-–C") | st.characters(), max_size=40)


@pytest.mark.parametrize(("text", "expected"), cases("sentences.tsv"))
def test_table(text: str, expected: str) -> None:
    assert " | ".join(text[start:end] for start, end in sentences(text)) == expected


@given(TEXT)
def test_every_word_is_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert [char for char in covered if char.isalnum()] == [char for char in text if char.isalnum()]


@given(TEXT)
def test_no_space_at_the_edges_and_no_line_end_inside(text: str) -> None:
    for start, end in sentences(text):
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]


@pytest.mark.parametrize("unit", [".", ". ", ".)", "A.", " ", "“", ".\n", "1.", ".A", "độ C. "])
def test_much_of_anything_takes_no_time(unit: str) -> None:
    begun = time.process_time()
    sentences("Ông nói" + unit * (200_000 // len(unit)) + "a")
    assert time.process_time() - begun < 5  # seconds; what is not linear takes minutes
