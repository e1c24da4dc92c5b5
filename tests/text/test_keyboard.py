"""Telex and VNI: every legal order of keys, every syllable there and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.text.fold import fold
from searchsvc.text.keyboard import LONGEST, TELEX, VNI, Layout, encode_telex, encode_vni, telex, vni
from searchsvc.text.marks import tone_of, without_tone
from searchsvc.text.skeletons import skeletons, syllables
from searchsvc.text.syllables import canonical, is_syllable
from tests.support.cases import cases

PLAIN = sorted({plain for several in skeletons().values() for plain in several})
SYLLABLES = syllables()
LAYOUTS = pytest.mark.parametrize(("decode", "encode"), [(telex, encode_telex), (vni, encode_vni)])
Decode: TypeAlias = Callable[[str], str | None]
Encode: TypeAlias = Callable[[str], str]
KEYS = st.text(st.sampled_from("aeiouywdsfrxjzghnmctpqkblv0123456789AEOWDS"), max_size=10)


@pytest.mark.parametrize(("keys", "expected"), cases("telex.tsv"))
def test_telex(keys: str, expected: str) -> None:
    assert (telex(keys) or "-") == expected


@pytest.mark.parametrize(("keys", "expected"), cases("vni.tsv"))
def test_vni(keys: str, expected: str) -> None:
    assert (vni(keys) or "-") == expected


def _typeable(word: str) -> bool:
    """uơn (huờn, quờn, as the South said hoàn and quyền) has the keys of ươn and cannot be typed in one go."""
    return "uơn" not in without_tone(word) or word.startswith("qu")


PLAINLY_TYPED = [word for word in SYLLABLES if _typeable(word) and "oo" not in fold(word)]


@LAYOUTS
def test_every_syllable_there_and_back(decode: Decode, encode: Encode) -> None:
    lost = [word for word in SYLLABLES if (decode(encode(word)) or encode(word)) != word]
    assert len(SYLLABLES) > 15_000
    assert not [word for word in lost if _typeable(word)]


@LAYOUTS
def test_capitals_there_and_back(decode: Decode, encode: Encode) -> None:
    for word in filter(_typeable, SYLLABLES[::7]):
        for cased in (word.title(), word.upper()):
            assert (decode(encode(cased)) or encode(cased)) == cased


def test_the_tone_key_may_stand_anywhere_behind_the_vowel() -> None:
    for word in filter(_typeable, SYLLABLES[::11]):
        typed = encode_telex(word)
        keys, tone = typed[:-1], typed[-1]
        if tone not in "sfrxj":
            continue
        vowel = next(at for at, key in enumerate(keys) if key in "aeiouyw")
        for at in range(vowel + 1, len(keys) + 1):
            assert telex(keys[:at] + tone + keys[at:]) == word


@pytest.mark.parametrize(("layout", "decode"), [(TELEX, telex), (VNI, vni)])
@given(st.data())
def test_every_order_of_the_keys(layout: Layout, decode: Decode, data: st.DataObject) -> None:
    """A mark's key anywhere behind its letter, the tone's anywhere behind the first vowel. Where Telex cannot tell oo
    from ô, or either layout uơ from ươ, no order says which is meant.
    """
    word = data.draw(st.sampled_from(PLAINLY_TYPED))
    keys = list(fold(word))
    for key, least in _extra_keys(word, layout):
        keys.insert(data.draw(st.integers(least, len(keys))), key)
    typed = "".join(keys)
    if len(typed) <= LONGEST and decode(typed) != word:
        assert typed == word


def _extra_keys(word: str, layout: Layout) -> list[tuple[str, int]]:
    """The keys that are no letters of a word, each with the first place it may stand at; the last letter's first."""
    letters = fold(word)
    found = [(layout.stroke, 1)] if word[0] == "đ" else []
    for at, letter in enumerate(without_tone(word)):
        for key, marks in layout.marks.items():
            if marks.get(letters[at]) == letter:
                found.append((key, at + 1))
    vowel = next(at for at, letter in enumerate(letters) if letter in "aeiouy" and letters[:at] != "q")
    tone = next(filter(None, map(tone_of, word)), "")
    found += [(key, vowel + 1) for key, made in layout.tones.items() if tone and made == tone]
    return sorted(found, key=lambda extra: -extra[1])


def test_words_without_accents_are_no_telex() -> None:
    read = {word: told for plain in PLAIN if (word := fold(plain)) and (told := telex(word))}
    assert all("oo" in word for word in read), "only xoong and the like, which Telex types with a third o"
    assert not any(vni(fold(plain)) for plain in PLAIN)


@given(KEYS)
def test_what_is_decoded_is_a_syllable_in_its_one_form(keys: str) -> None:
    for told in (telex(keys), vni(keys)):
        if told is not None:
            assert is_syllable(told) and canonical(told) == told.lower() and told != keys
            assert fold(told)[0] == fold(keys).replace("w", "u")[0]


@given(st.text(max_size=30))
def test_no_text_fails(text: str) -> None:
    for function in (telex, vni, encode_telex, encode_vni):
        function(text)


@pytest.mark.corpus
def test_pairs_of_another_input_method(shared: Path) -> None:
    """30,337 pairs from gonhanh.org (BSD-3), odd key orders. The floor is never lowered quietly."""
    lines = (shared / "lists" / "telex_pairs_gonhanh.txt").read_text(encoding="utf-8").splitlines()
    pairs = [(keys, written) for keys, written in (line.split("\t") for line in lines) if keys != written]
    wrong = [(keys, written, telex(keys)) for keys, written in pairs if telex(keys) != written]
    accuracy = 1 - len(wrong) / len(pairs)
    print(f"{len(pairs)} pairs, {accuracy:.4%} right; wrong: {wrong[:20]}")
    assert len(pairs) > 29_000 and accuracy >= 0.9999
