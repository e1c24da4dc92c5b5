from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.searching.beginnings import readings, typed_words
from searchsvc.text.fold import fold
from searchsvc.text.keyboard import encode_telex, encode_vni
from tests.support.cases import cases

NAMES = ("Nguyễn Văn Hùng", "hội nghị trực tuyến", "Đường Hồ Chí Minh", "giữ gìn rừng", "Y Blôk Niê", "thuở nhỏ")


@pytest.mark.parametrize(("typed", "text", "expected"), cases("beginnings.tsv"))
def test_a_text_begins_as_typed(typed: str, text: str, expected: str) -> None:
    assert typed_words(typed.replace("␣", " ")).begins(text) is (expected == "yes")


@given(st.sampled_from(NAMES), st.integers(1, 30), st.sampled_from([str, fold, str.upper]))
def test_a_text_fits_every_beginning_of_it(text: str, length: int, write: type[str]) -> None:
    beginning = write(text[:length])
    assert typed_words(beginning).begins(text)
    assert [(start, end) for start, end in typed_words(beginning).marks(text)] == [(0, len(beginning.rstrip()))]


@given(st.sampled_from([name for name in NAMES if "Blôk" not in name]), st.sampled_from([encode_telex, encode_vni]))
def test_whole_words_typed_with_the_input_method_off_are_read(text: str, encode: type[str]) -> None:
    keys = " ".join(encode(word) for word in text.split())
    assert text in readings(keys)


@given(st.text())
def test_nothing_that_is_typed_fails(text: str) -> None:
    typed = typed_words(text)
    assert typed.marks(text) is not None
    assert len(list(readings(text))) <= 2


def test_marks_cover_what_was_typed_and_no_more() -> None:
    assert typed_words("nghi tr").marks("Hội nghị trực tuyến") == ((4, 11),)
    assert typed_words("tuyen ").marks("Hội nghị trực tuyến") == ((14, 19),)
    assert typed_words("nghi tr").marks("trực hội nghị") == ()
