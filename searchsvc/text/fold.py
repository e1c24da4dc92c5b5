"""Folding: a word without its marks, the key under which all its spellings meet."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MARKS = re.compile("[\u0300-\u036f]+")

UNDECOMPOSED: Final = {
    "đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th",
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", strict=True)),
}  # fmt: skip
"""Letters that Unicode does not take apart, and what they are typed as where a keyboard lacks them (CO₂, km²)."""
_PLAIN: Final = str.maketrans(UNDECOMPOSED | dict.fromkeys("’‘‛ʼʻ′´", "'"))


def fold(text: str) -> str:
    """Lower case, no marks, đ as d; apostrophes all the same. The length may change only for foreign ligatures.

    >>> fold("Nguyễn Văn Hùng, Đăk Tô, Ia H’Drai")
    "nguyen van hung, dak to, ia h'drai"
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return _MARKS.sub("", unicodedata.normalize("NFD", lowered)).translate(_PLAIN)
