"""The door: what a text goes through once, on its way in, so that past it a letter is one code point.

Each fix is a pure `str -> str` for one mess the world makes; `FIXES` is their order. Going through twice changes
nothing, and correct Vietnamese in NFC goes through untouched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from searchsvc.text.icu import nfc, reordered

# What each fix looks for, as the inside of a regular expression's [...].
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
    "\U000e0000-\U000e007f"
)
_CONTROL: Final = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff"
_BREAK: Final = "\r\u2028\u2029\x0b\x0c\x1c-\x1e\x85"
_SPACE: Final = "\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
_FULL_WIDTH: Final = "\uff01-\uff5e"
_STYLED: Final = "\U0001d400-\U0001d7ff"
_MARK: Final = reordered(r"[\u0000-\uffff]")
_RARE_MARK: Final = reordered(r"[\U00010000-\U0010ffff]")
_ETH: Final = "ÐðƉɖ"
_CYRILLIC: Final = "аАВеЕіІКМНоОрРсСТуУхХ"

_ASTRAL: Final = "\U00010000-\U0010ffff"

_SUSPECT = re.compile(f"[{_INVISIBLE}{_CONTROL}{_BREAK}{_SPACE}{_FULL_WIDTH}{_MARK}{_ETH}{_CYRILLIC}{_ASTRAL}]")
"""Anything that one of the fixes could have work with, besides NFC.

Beyond the first plane `re` tries range after range, so there everything is suspect, marks or not.
"""

_PICTURE: Final = "[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_PAINTED: Final = f"{_PICTURE}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_UNSEEN = re.compile(f"({_PAINTED}(?:\u200d{_PAINTED})*|[0-9#*]\ufe0f?\u20e3)|[{_INVISIBLE}]+")
_PILED = re.compile(f"([{_MARK}]{{8}})[{_MARK}]+")
_PILED_ANYWHERE = re.compile(f"([{_MARK}{_RARE_MARK}]{{8}})[{_MARK}{_RARE_MARK}]+")
_AFTER_A_SPACE = re.compile("([aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0302\u0306\u031b]?) ([\u0300\u0301\u0303\u0309\u0323])")
_STRAY = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_WORD = re.compile("[\\w\u0300-\u036f-]+")

_SHAPES: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter
_TO_STROKE: Final = str.maketrans(_ETH, "ĐđĐđ")
_TO_LATIN: Final = str.maketrans(_CYRILLIC, "aABeEiIKMHoOpPcCTyYxX")
_ETH_OF_OURS = re.compile(f"(?<![aeiouyáéíóúýrgf])[{_ETH}]", re.IGNORECASE)
_ETH_OF_OTHERS = re.compile("[þÞæÆöÖəɪʊʌɑɒɛɜː]|^ð$")
_OURS_ALONE = re.compile("[ăơưđ\u1ea0-\u1ef9]", re.IGNORECASE)
_RUSSIAN = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)


def drop_invisible(text: str) -> str:
    """Zero-width spaces, soft hyphens, byte order and direction marks: left behind by web editors, seen by nobody.

    What joins and colours emoji stays, because there it can be seen.

    >>> drop_invisible("Kon\\u200b Tum")
    'Kon Tum'
    """
    return _UNSEEN.sub(lambda match: match[1] or "", text)


def drop_controls(text: str) -> str:
    """Control characters and halves of surrogate pairs: they say nothing and break XML, JSON and terminals.

    >>> drop_controls("H\\x08oa")
    'Hoa'
    """
    return re.sub(f"[{_CONTROL}]", "", text)


def even_spaces(text: str) -> str:
    """Every kind of space is a space and every kind of line end a newline; as many as there were.

    >>> even_spaces("Kon\\u00a0Tum\\r\\nnay")
    'Kon Tum\\nnay'
    """
    return re.sub(f"[{_SPACE}]", " ", re.sub(f"\r\n|[{_BREAK}]", "\n", text))


def thin_out_marks(text: str) -> str:
    """At most eight marks on one letter: more is mischief, and putting a million in order would take minutes.

    >>> len(thin_out_marks("a" + "\\u0301" * 50))
    9
    """
    piled = _PILED_ANYWHERE if re.search(f"[{_ASTRAL}]", text) else _PILED
    return piled.sub(r"\1", text)


def narrow(text: str) -> str:
    """Full-width letters and signs, typed with an East Asian keyboard, as the plain ones.

    >>> narrow("ＫＯＮ ＴＵＭ")
    'KON TUM'
    """
    return re.sub(f"[{_FULL_WIDTH}]", lambda match: chr(ord(match[0]) - 0xFEE0), text)


def drop_style(text: str) -> str:
    """Bold, slanted and other letters of mathematics, by which social networks are given headlines, as the plain ones.

    >>> drop_style("𝐊𝐨𝐧 𝐓𝐮𝐦")
    'Kon Tum'
    """
    return re.sub(f"[{_STYLED}]", lambda match: unicodedata.normalize("NFKC", match[0]), text)


def take_back_marks(text: str) -> str:
    """A tone that stands behind the space after its vowel, as word processors once broke lines (Ky ̀ Anh, thi ̣trường).

    >>> take_back_marks("Ky \u0300 Anh") == "Ky\u0300  Anh"
    True
    """
    return _AFTER_A_SPACE.sub(r"\1\2 ", text)


def undo_look_alikes(text: str) -> str:
    """Eth for đ, and Cyrillic letters inside Latin words: old fonts, wrong code pages and careless copying.

    Icelandic writes its eth after a vowel, r, g or f and never at the head of a word; elsewhere it was meant as đ.
    Cyrillic is changed only where a word has Latin letters too and no letter that looks Cyrillic.

    >>> undo_look_alikes("Ðảng bộ tỉnh Kоn Tum, HÐND, Guðni Sigurðsson, Россия")
    'Đảng bộ tỉnh Kon Tum, HĐND, Guðni Sigurðsson, Россия'
    """
    if not re.search(f"[{_ETH}{_CYRILLIC}]", text):
        return text
    return _WORD.sub(lambda match: _in_latin(_with_stroke(match[0])), text)


def order_marks(text: str) -> str:
    """A tone typed before the letter's own mark (a + acute + circumflex), or a mark typed twice: NFC alone composes
    neither.

    >>> order_marks("ca\\u0301\\u0302p") == "cấp", order_marks("thị\\u0323") == "thị"
    (True, True)
    """
    return _STRAY.sub(lambda match: _ordered(match[0]), text)


def _with_stroke(word: str) -> str:
    if _OURS_ALONE.search(word):
        return word.translate(_TO_STROKE)
    if _ETH_OF_OTHERS.search(word):
        return word
    return _ETH_OF_OURS.sub(lambda match: match[0].translate(_TO_STROKE), word)


def _in_latin(word: str) -> str:
    if not _RUSSIAN.search(word) or not _LATIN.search(word):
        return word
    plain = word.translate(_TO_LATIN)
    return word if _RUSSIAN.search(plain) else nfc(plain)


def _ordered(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    if apart[0] not in "aeiouyAEIOUY":
        return letter
    marks = sorted(dict.fromkeys(apart[1:]), key=lambda mark: mark not in _SHAPES)
    return nfc(apart[0] + "".join(marks))


FIXES: tuple[Callable[[str], str], ...] = (
    drop_invisible,  # first: they stand between a letter and its mark
    drop_controls,  # so do these
    even_spaces,
    thin_out_marks,  # before anything puts marks in order
    narrow,
    drop_style,
    take_back_marks,  # of spaces that are even, before letters are composed
    nfc,
    undo_look_alikes,
    order_marks,  # what NFC could not compose, the letters just changed included
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
