"""Syllables: which there are, and where their tone is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.resources import words
from searchsvc.text.marks import TONES, tone_of, without_tone
from searchsvc.text.syllables import ONSETS, canonical, is_syllable, split
from searchsvc.text.unicode import door
from tests.support.cases import cases, table
from tests.support.invariants import check_idempotent

VOWELS = "aăâeêioôơuưy"
RHYMES = {row["rhyme"]: row["expected"] for row in table("rhymes.tsv")}
VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắấếốớứýệộợự\u0301\u0323"), max_size=8).map(
    lambda word: word.lstrip("\u0301\u0323")
)


def _toned(letters: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


@pytest.mark.parametrize(("word", "expected"), cases("tone.tsv"))
def test_table(word: str, expected: str) -> None:
    assert canonical(word) == expected
    check_idempotent(canonical, word)


def test_every_rhyme_has_its_row() -> None:
    assert set(RHYMES) == words("rhymes.txt")


@pytest.mark.parametrize("rhyme", sorted(RHYMES))
def test_a_tone_on_any_vowel_finds_its_place(rhyme: str) -> None:
    acute = RHYMES[rhyme]
    assert canonical(acute) == acute
    at = next(index for index, letter in enumerate(acute) if tone_of(letter))
    for onset in ("", "th", "l"):
        for tone in TONES:
            right = onset + _toned(rhyme, at, tone)
            places = [place for place, letter in enumerate(rhyme) if letter in VOWELS]
            written = [onset + _toned(rhyme, place, tone) for place in places]
            assert {canonical(word) for word in written} == {right}, f"{onset}{rhyme}: look at text/syllables.py"
            assert {canonical(word.upper()) for word in written} == {right}


@pytest.mark.parametrize(
    "rhyme", sorted(rhyme for rhyme in RHYMES if rhyme.startswith(("oa", "oe", "oă", "ua", "uâ", "uê", "uơ", "uy")))
)
def test_behind_qu_the_tone_never_stands_on_the_u(rhyme: str) -> None:
    word = "q" + "u" + rhyme[1:]
    places = [place for place, letter in enumerate(word) if letter in VOWELS]
    for tone in TONES:
        told = {canonical(_toned(word, place, tone)) for place in places}
        assert len(told) == 1
        assert tone_of(told.pop()[1]) == ""


@pytest.mark.parametrize(
    "word",
    "nghiêng nguyễn quỳnh quýt quốc giếng gì giữa khuỷu thuở huỳnh xoong a ý ở ô uỷ khoẻ hột sạch yêu khuya loẻng "
    "xoẻng HỘI Đường huơ ngoằn ngoèo quạu tuýp".split(),
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    "covid hôt sàch căt trump tphcm ct hđnd đ ng b zing hue kim-il cgia kan ghan nge ngha cin cê gê quu quư hànội "
    "hồngf krông lắk vịêệt 2014 u23 đạị qut qun quc gii giim giỳ".split(),
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_nothing_is_no_syllable() -> None:
    assert (canonical(""), split(""), is_syllable("")) == ("", None, False)


def test_every_onset_has_a_syllable() -> None:
    for onset in ONSETS:
        rhymes = ("y", "i") if onset in ("qu", "k", "gh", "ngh") else ("a",)
        assert any(split(onset + rhyme) == (onset, rhyme) for rhyme in rhymes), onset


@given(VIETNAMESE)
def test_twice_is_once(word: str) -> None:
    check_idempotent(canonical, door(word))


@given(VIETNAMESE)
def test_nfd_comes_to_the_same(word: str) -> None:
    assert canonical(door(unicodedata.normalize("NFD", word))) == canonical(door(word))


@given(VIETNAMESE)
def test_only_the_place_of_the_tone_changes(word: str) -> None:
    before = door(word)
    after = canonical(before)
    assert without_tone(after) == without_tone(before.lower())
    assert sorted(unicodedata.normalize("NFD", after)) == sorted(unicodedata.normalize("NFD", before.lower()))


@given(VIETNAMESE | st.text(max_size=12))
def test_case_changes_nothing(word: str) -> None:
    if len(word.upper()) == len(word) == len(word.lower()) and word.upper().lower() == word.lower():
        assert canonical(word.upper()) == canonical(word)
