"""The door: what a text goes through once, on its way in, so that past it a letter is one code point.

Each fix is a pure `str -> str` for one mess the world makes; `FIXES` is their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from searchsvc.text.icu import nfc

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")
_SPACE = re.compile("[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_STRAY_MARK = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_ODD_WORD = re.compile("[^\\W\\d_\u0370-\u03ff]*[ÐðƉаАсСеЕоОрРхХуУ][^\\W\\d_]*")

_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u0300-\u036f\u061c\u115f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ud800-\udfff\ufe00-\ufe0f\ufeff\uff01-\uff5e\ufff9-\ufffcÐðƉаАсСеЕоОрРхХуУ\U000e0000-\U000e007f]"
)
"""Anything one of the fixes could have work with, besides NFC."""

_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter
_ETH = str.maketrans("ÐðƉ", "ĐđĐ")
_CYRILLIC = str.maketrans("аАсСеЕоОрРхХуУ", "aAcCeEoOpPxXyY")


def drop_invisible(text: str) -> str:
    """Zero-width spaces, soft hyphens, byte order and direction marks: left behind by web editors, seen by nobody.

    >>> drop_invisible("Kon\\u200b Tum")
    'Kon Tum'
    """
    return _INVISIBLE.sub("", text)


def drop_controls(text: str) -> str:
    """Control characters and halves of surrogate pairs: they say nothing and break XML, JSON and terminals."""
    return _CONTROL.sub("", text)


def even_spaces(text: str) -> str:
    """Every kind of space is a space and every kind of line end a newline; their number stays.

    >>> even_spaces("Kon\\u00a0Tum\\r\\nnay")
    'Kon Tum\\nnay'
    """
    return _SPACE.sub(" ", _BREAK.sub("\n", text))


def narrow(text: str) -> str:
    """Full-width letters and signs, typed with an East Asian keyboard, as the plain ones.

    >>> narrow("ＫＯＮ ＴＵＭ")
    'KON TUM'
    """
    return _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)


def order_marks(text: str) -> str:
    """A tone typed before the letter's own mark (a + acute + circumflex): NFC cannot compose it in that order.

    >>> order_marks("ca\\u0301\\u0302p") == "cấp"
    True
    """
    return _STRAY_MARK.sub(lambda match: _ordered(match[0]), text)


def undo_look_alikes(text: str) -> str:
    """Eth for Đ, and Cyrillic letters inside Latin words: old fonts and careless copying.

    Only in words that are Latin otherwise, so Icelandic keeps its eth wherever it has þ, æ or ö beside it, and
    Russian stays Russian.

    >>> undo_look_alikes("Ðảng bộ tỉnh Kоn Tum")
    'Đảng bộ tỉnh Kon Tum'
    """
    return _ODD_WORD.sub(lambda match: _plain_word(match[0]), text)


def _ordered(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    marks = sorted(apart[1:], key=lambda mark: mark not in _SHAPES)
    return unicodedata.normalize("NFC", apart[0] + "".join(marks))


def _plain_word(word: str) -> str:
    if any(letter in "þÞæÆöÖ" for letter in word):
        return word
    plain = word.translate(_ETH)
    if any("\u0400" <= letter <= "\u04ff" for letter in plain):
        latin = plain.translate(_CYRILLIC)
        others = sum(letter.isascii() or letter in "đĐ" or "\u00c0" <= letter <= "\u1eff" for letter in plain)
        return latin if others and not any("\u0400" <= letter <= "\u04ff" for letter in latin) else plain
    return plain


FIXES: tuple[Callable[[str], str], ...] = (
    drop_invisible,  # first: they stand between a letter and its mark
    drop_controls,
    even_spaces,
    narrow,
    nfc,
    order_marks,  # what NFC could not compose
    undo_look_alikes,
)


def door(text: str) -> str:
    """The text as everything past the door expects it.

    >>> door("Ho\\u0302\\u0323i nghi\\u0323\\u200b") == "Hội nghị"
    True
    """
    if not _SUSPECT.search(text):
        return nfc(text)  # nearly every text
    for fix in FIXES:
        text = fix(text)
    return text
