"""The words beside a capitalised run, as evidence: two to its left, two to its right, punctuation counted as words."""

from __future__ import annotations

import re
from functools import lru_cache

from searchsvc.text.syllables import canonical

REACH = 26
"""Characters looked at: two syllables and their punctuation fit well."""

_WORDS = re.compile(r"\n|\d+|[^\W\d_]+|[^\w\s]")
_NUMBER = "0"
EDGE = "^"


def left_of(text: str, start: int) -> str:
    """The last two space-separated pieces before `start`, as they stand (a key to remember scores by).

    >>> left_of("Sáng 19/05, Phó Chủ tịch Hà Ban", 25)
    'Chủ tịch '
    """
    window = text[max(0, start - REACH) : start]
    first = window.rfind(" ", 0, max(0, len(window) - 1))
    second = window.rfind(" ", 0, max(0, first))
    return window[second + 1 :]


def right_of(text: str, end: int) -> str:
    """The two space-separated pieces after `end`, as they stand.

    >>> right_of("Hà Ban – Bí thư Tỉnh ủy", 6)
    ' – Bí'
    """
    if text[end - 1 : end] == ".":
        end -= 1  # the full stop of `Nguyễn Văn D.` may end the sentence too
    window = text[end : end + REACH]
    first = window.find(" ", 1)
    if first < 0:
        return window
    second = window.find(" ", first + 1)
    return window if second < 0 else window[:second]


@lru_cache(maxsize=1 << 16)
def left_words(piece: str) -> tuple[str, str]:
    """The last and the last but one word of what stands before a run, `^` for none.

    >>> left_words("Chủ tịch ")
    ('tịch', 'chủ')
    """
    found = [_plain(word) for word in _WORDS.findall(piece)][-2:]
    return (found[-1] if found else EDGE, found[-2] if len(found) > 1 else EDGE)


@lru_cache(maxsize=1 << 16)
def right_words(piece: str) -> tuple[str, str]:
    """The first and second word of what stands behind a run, `^` for none.

    >>> right_words(" – Bí")
    ('–', 'bí')
    """
    found = [_plain(word) for word in _WORDS.findall(piece)][:2]
    return (found[0] if found else EDGE, found[1] if len(found) > 1 else EDGE)


def _plain(word: str) -> str:
    return _NUMBER if word[0].isdigit() else canonical(word)
