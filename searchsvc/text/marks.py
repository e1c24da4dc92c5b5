"""The marks of a letter, and how a typed word meets a written one.

Asymmetric matching (UTS #10, section 8.2): a mark that was typed binds, a mark that was not typed is free.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal

from searchsvc.text.fold import UNDECOMPOSED

Tier = Literal["exact", "tone", "shape", "folded"]
TIERS: Final[tuple[Tier, ...]] = ("exact", "tone", "shape", "folded")

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


@lru_cache(maxsize=1 << 17)
def letters(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The word in lower case, letter by letter: (base letter, its marks).

    >>> [(base, len(marks)) for base, marks in letters("đường")]
    [('d', 1), ('u', 1), ('o', 2), ('n', 0), ('g', 0)]
    """
    found: list[tuple[str, frozenset[str]]] = []
    for letter in word.lower():
        if letter in UNDECOMPOSED:
            found.extend((base, frozenset(letter)) for base in UNDECOMPOSED[letter])  # đ is the mark that makes d a đ
            continue
        apart = unicodedata.normalize("NFD", letter)
        if unicodedata.combining(apart[0]) and found:
            base, marks = found.pop()
            found.append((base, marks | frozenset(apart)))
        else:
            found.append((apart[0], frozenset(apart[1:])))
    return tuple(found)


def tone_of(letter: str) -> str:
    """The tone mark of one lower-case letter, "" when it has none."""
    return next((mark for mark in unicodedata.normalize("NFD", letter) if mark in TONES), "")


def without_tone(word: str) -> str:
    """The word with its letters kept and its tone gone.

    >>> without_tone("đường")
    'đương'
    """
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES))


def tier(typed: str, written: str) -> Tier | None:
    """How `written` meets `typed`, both canonical (`syllables.canonical`); None when a typed mark says otherwise.

    >>> tier("hung", "hùng"), tier("hung", "hưng"), tier("dang", "đảng"), tier("hương", "hướng"), tier("hùng", "hưng")
    ('tone', 'shape', 'folded', 'tone', None)
    """
    if typed == written:
        return "exact"
    asked, there = letters(typed), letters(written)
    if len(asked) != len(there):
        return None
    worst = 0
    for (base, marks), (written_base, written_marks) in zip(asked, there, strict=True):
        if base != written_base or not marks <= written_marks:
            return None
        worst = max(worst, *(_cost(mark) for mark in written_marks - marks), 0)
    return TIERS[worst]


def _cost(mark: str) -> int:
    if mark in TONES:
        return 1
    return 3 if mark in UNDECOMPOSED else 2


def bears_marks(word: str) -> bool:
    """Whether the word has any Vietnamese mark at all, đ included."""
    return not word.isascii() and any(marks for _, marks in letters(word))
