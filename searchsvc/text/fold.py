"""Folding: a word without its marks, the key under which all its spellings meet."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
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


def key(token: str) -> str:
    """The key under which an index keeps a token: folded, and a code or a number of thousands without its joiners.

    So `tphcm` meets TP.HCM, `u23` meets U.23 and U-23, `hdrai` meets H'Drai and `1000` meets 1.000; figures alone keep
    theirs, since 1,7 is not 17 and 1/7 is a day.

    >>> key("tp.hcm"), key("03/ct/tw"), key("1.000"), key("1,7"), key("đường")
    ('tphcm', '03cttw', '1000', '1,7', 'duong')
    """
    folded = fold(token)
    if folded.isalnum() or not (_THOUSANDS.fullmatch(folded) or any(letter.isalpha() for letter in folded)):
        return folded
    return "".join(letter for letter in folded if letter.isalnum())
