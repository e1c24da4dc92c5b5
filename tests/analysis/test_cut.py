"""Cutting: what becomes of every kind of text, and what holds of any."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc import analysis
from searchsvc.analysis import Token, cut, words
from searchsvc.text.unicode import door
from tests.support.cases import cases
from tests.support.invariants import check_case, check_cut, check_forms, check_offsets, sentence

LETTERS = "aăđeêghinoôơưuyqtcáàảãạắấếớứýệợĐTHUỲ"
NEWS = st.text(st.sampled_from(LETTERS + "0123459 .,:/&@'’-–_()“”\n\t"), max_size=40)
OURS = ("Ll", "Lu", "Lt", "Lo", "Nd")
ANY = NEWS | st.text(max_size=40)
ORDINARY = st.text(st.sampled_from(LETTERS + "0123459 .,:/&@'’-–_()“”"), max_size=40)


def _cut_at_the_door(text: str) -> list[Token]:
    return cut(door(text))


@pytest.mark.parametrize(("text", "expected"), cases("cutting.tsv"))
def test_table(text: str, expected: str) -> None:
    text = door(text)
    assert sentence(cut(text)) == expected
    check_cut(cut, text)
    check_case(cut, text)
    check_forms(_cut_at_the_door, text)


@given(ANY)
def test_offsets_hold(text: str) -> None:
    check_offsets(cut(text), text)


@given(ANY)
def test_positions_count_the_words(text: str) -> None:
    plain = [token for token in cut(text) if token.parts == 1]
    assert [token.position for token in plain] == list(range(len(plain)))


@given(ANY)
def test_a_code_covers_its_parts(text: str) -> None:
    tokens = cut(text)
    for at, token in enumerate(tokens):
        if token.parts > 1:
            parts = tokens[at + 1 : at + 1 + token.parts]
            assert [part.parts for part in parts] == [1] * token.parts
            assert (token.start, token.end, token.position) == (parts[0].start, parts[-1].end, parts[0].position)


@given(ANY)
def test_words_is_cut_without_offsets(text: str) -> None:
    found = words([text])
    tokens = cut(text)
    assert list(found.words) == [token.text for token in tokens if token.parts == 1]
    assert list(found.codes) == [(token.position, token.text) for token in tokens if token.parts > 1]


@given(NEWS)
def test_what_stands_under_a_token_gives_the_token(text: str) -> None:
    for token in cut(text):
        assert token.text in [other.text for other in cut(text[token.start : token.end])]


@given(NEWS)
def test_cutting_a_token_gives_the_token(text: str) -> None:
    check_cut(cut, text)


@given(ORDINARY)
def test_case_changes_nothing(text: str) -> None:
    assert (
        sentence(cut(text)) == sentence(cut(text.upper())) == sentence(cut(text.lower())) == sentence(cut(text.title()))
    )


@given(ORDINARY)
def test_nfd_is_cut_as_nfc(text: str) -> None:
    check_forms(_cut_at_the_door, text)


@given(ANY)
def test_no_letter_or_figure_of_ours_is_dropped(text: str) -> None:
    text = door(text)
    covered = {at for token in cut(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, char in enumerate(text) if char <= "\u1eff" and unicodedata.category(char) in OURS)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_space_parts_texts(left: str, right: str) -> None:
    assert sentence(cut(f"{left} \n{right}")) == sentence([*cut(left), *cut(right)])


def test_folded_tokens_keep_their_places() -> None:
    text = "Ông Nguyễn Văn Hùng, 15/2020/NĐ-CP"
    keys = analysis.folded(text)
    assert sentence(keys) == "ong | nguyen | van | hung | 15/2020/nd/cp | 15 | 2020 | nd | cp"
    assert [token[1:] for token in keys] == [token[1:] for token in cut(text)]


def test_texts_of_a_field_stand_apart() -> None:
    found = words(["Ảnh một", "", "TP.HCM hai"])
    gap = [""] * analysis.GAP
    assert list(found.words) == ["ảnh", "một", *gap, *gap, "tp", "hcm", "hai"]
    assert list(found.codes) == [(2 + 2 * analysis.GAP, "tp.hcm")]
    assert words([]) == words([""]) == words(["", ""])


def test_a_memory_that_is_full_forgets_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_module = sys.modules["searchsvc.analysis.cut"]
    monkeypatch.setattr(cut_module, "_REMEMBERED", 3)
    memory = cut_module._Memory(str.upper)
    assert [memory[letter] for letter in "abcdeab"] == list("ABCDEAB")
    assert len(memory) <= 3


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a.",
        "1,",
        "a-",
        "'",
        "ế",
        "a ",
        ".",
        "@",
        "ก",
        "ภาษาไทย",
        "東",
        "я",
        "я😀",
        "\u0301",
        "a\u0301",
        "a\n",
        "h'",
        "\t",
        "0/",
    ],
    ids=lambda unit: unit.encode("unicode_escape").decode(),
)
def test_much_of_anything_takes_no_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.process_time()
    tokens, found = cut(text), words([text])
    assert time.process_time() - begun < 5  # seconds; what is not linear takes minutes
    assert len(found.words) == sum(token.parts == 1 for token in tokens)
