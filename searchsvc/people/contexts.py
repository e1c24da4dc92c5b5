"""The words beside a capitalised run, as evidence: two to its left, two to its right, punctuation counted as words."""

from __future__ import annotations

import re

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
    low = start - REACH if start > REACH else 0
    first = text.rfind(" ", low, start - 1) if start else -1
    second = text.rfind(" ", low, first) if first > low else -1
    return text[low if second < 0 else second + 1 : start]


def last_of(text: str, start: int) -> str:
    """The last space-separated piece before `start`: the end of what `left_of` gives.

    >>> last_of("Sáng 19/05, Phó Chủ tịch Hà Ban", 25)
    'tịch '
    """
    low = start - REACH if start > REACH else 0
    first = text.rfind(" ", low, start - 1) if start else -1
    return text[low if first < 0 else first + 1 : start]


def right_of(text: str, end: int) -> str:
    """The two space-separated pieces after `end`, as they stand.

    >>> right_of("Hà Ban – Bí thư Tỉnh ủy", 6)
    ' – Bí'
    """
    if text[end - 1 : end] == ".":
        end -= 1  # the full stop of `Nguyễn Văn D.` may end the sentence too
    high = end + REACH
    first = text.find(" ", end + 1, high)
    second = text.find(" ", first + 1, high) if first >= 0 else -1
    return text[end : high if second < 0 else second]


def first_of(text: str, end: int) -> str:
    """The first space-separated piece after `end`: the beginning of what `right_of` gives.

    >>> first_of("Hà Ban, Bí thư Tỉnh ủy", 6)
    ','
    """
    if text[end - 1 : end] == ".":
        end -= 1
    high = end + REACH
    first = text.find(" ", end + 1, high)
    return text[end : high if first < 0 else first]


def left_words(piece: str) -> tuple[str, str]:
    """The last and the last but one word of what stands before a run, `^` for none.

    >>> left_words("Chủ tịch ")
    ('tịch', 'chủ')
    """
    found = _WORDS.findall(piece)
    return _plain(found[-1]) if found else EDGE, _plain(found[-2]) if len(found) > 1 else EDGE


def right_words(piece: str) -> tuple[str, str]:
    """The first and second word of what stands behind a run, `^` for none.

    >>> right_words(" – Bí")
    ('–', 'bí')
    """
    found = _WORDS.findall(piece)
    return _plain(found[0]) if found else EDGE, _plain(found[1]) if len(found) > 1 else EDGE


def _plain(word: str) -> str:
    return _NUMBER if word[0].isdigit() else canonical(word)
