"""Folding: a word without its marks, the key under which all its spellings meet."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")
_UNDECOMPOSED = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)


def fold(text: str) -> str:
    """Lower case, no marks, đ as d; apostrophes all the same. The length may change only for foreign ligatures.

    >>> fold("Nguyễn Văn Hùng, Đăk Tô")
    'nguyen van hung, dak to'
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return _MARKS.sub("", unicodedata.normalize("NFD", lowered)).translate(_UNDECOMPOSED)
