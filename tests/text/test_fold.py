"""Folding: the key under which all spellings of a word meet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.fold import fold
from searchsvc.text.unicode import door
from tests.support.cases import cases
from tests.support.invariants import check_idempotent


@pytest.mark.parametrize(("text", "expected"), cases("fold.tsv"))
def test_table(text: str, expected: str) -> None:
    assert fold(text) == expected
    check_idempotent(fold, text)


@given(st.text(max_size=30))
def test_twice_is_once(text: str) -> None:
    check_idempotent(fold, text)


@given(st.text(st.sampled_from("aăâeêioôơuưyáàảãạđ Đ"), max_size=20))
def test_vietnamese_becomes_ascii_letter_by_letter(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert len(folded) == len(text)


@given(st.text(max_size=30))
def test_nfd_comes_to_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=30))
def test_no_mark_is_left(text: str) -> None:
    assert not any("\u0300" <= char <= "\u036f" for char in fold(door(text)))
