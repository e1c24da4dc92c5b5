"""Words found in a text without cutting it: the very tokens that cutting all of it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchsvc.analysis import Token, cut
from searchsvc.analysis.sought import Sought
from searchsvc.text.syllables import canonical
from searchsvc.text.unicode import door
from tests.analysis.test_corpus import CORPORA, texts
from tests.support.cases import cases

PIECES = (
    "hòa hoà HÒA Hoà vịêt việt Việt. thuýên gìa già giếng giêńg Poznań lań lán quý qúy ăn a A á an And ấn nhân hân Ân "
    "03/CT-TW 03-ct-tw TP.HCM tp.hcm, H’Drai h'drai Drai 1.000 000 09/05/2014 9-5-2014 2014-05-09 05/2014 19/5 "
    "COVID-19 (hội nghị) “hội nghị” hội-nghị hội_nghị hội/nghị hội…nghị - – — … ... İstanbul Σίσυφος ΟΔΟΣ кот 中文字 "
    "中文abc ไทย abc中 km² CO₂ ﬁn ß ẞ x́y x\u0323\u0301 w@b.vn a&b đ Đ 1,7 17 U.23 u23 Ia"
).split()
WORDS = st.sampled_from([*PIECES, "x" * 70, "\n", "\n\n", " "]) | st.text(max_size=4)
JOINS = st.sampled_from([" ", " ", " ", "\n", "", ", ", "-", ".", "  "])
TEXTS = st.lists(st.tuples(WORDS, JOINS), max_size=25).map(lambda some: door("".join(map("".join, some))))


def check(text: str, wanted: Iterable[str], *, near: int) -> None:
    """What is found is what cutting gives, at the same places; distances agree as far as they matter."""
    some = frozenset(wanted)
    expected = [token for token in cut(text) if token.text in some]
    found = Sought(some, near=near).within(text)
    assert list(map(placed, found)) == list(map(placed, expected))
    apart, there = distances(found), distances(expected)
    assert [min(one, near + 1) for one in apart] == [min(one, near + 1) for one in there]


def placed(token: Token) -> tuple[str, int, int, int]:
    return token.text, token.start, token.end, token.parts


def distances(tokens: Sequence[Token]) -> list[int]:
    """Words between each token and the next; less than none inside a code."""
    return [right.position - left.position - 1 for left, right in pairwise(tokens)]


@given(TEXTS, st.data(), st.integers(0, 6))
def test_what_cutting_finds_is_found(text: str, data: st.DataObject, near: int) -> None:
    there = sorted({token.text for token in cut(text)}) or ["a"]
    wanted = data.draw(st.lists(st.sampled_from(there) | st.sampled_from(PIECES).map(canonical), max_size=6))
    check(text, wanted, near=near)


@given(TEXTS)
def test_all_words_of_a_text_are_found_in_it(text: str) -> None:
    check(text, {token.text for token in cut(text)}, near=3)


@pytest.mark.parametrize(("text", "expected"), cases("cutting.tsv"))
def test_every_token_of_the_table_is_found(text: str, expected: str) -> None:
    for token in cut(door(text)):
        check(door(text), [token.text], near=1)


@pytest.mark.parametrize("letter", ["\u0130", "\u1e9e", "\u03a3", "\u01c5", "\u2160"])
def test_small_letters_are_as_many_as_large_ones(letter: str) -> None:
    text = f"{letter}a hội {letter} nghị"
    check(text, ["hội", "nghị"], near=2)


def test_only_one_letter_grows_in_lower_case() -> None:
    assert [letter for letter in map(chr, range(0x11_0000)) if len(letter.lower()) != 1] == ["\u0130"]


def test_a_million_letters_without_a_space_are_not_kept() -> None:
    text = "hội " + "nghị-" * 200_000
    assert len(Sought(["hội", "nghị"], near=0).within(text)) == 200_001


@pytest.mark.parametrize("corpus", CORPORA)
def test_words_of_real_articles(shared: Path, corpus: str) -> None:
    chance = Random(7)
    for text in map(door, texts(shared, corpus)):
        there = [token.text for token in cut(text)] or ["a"]
        check(text, chance.choices(there, k=12), near=chance.randint(0, 5))
