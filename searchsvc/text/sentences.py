"""Where sentences begin and end in news text, glued ones and abbreviations included."""

from __future__ import annotations

import re
from typing import Final

_END = re.compile('[.!?…\n](?:(?<=\n)\n*+|([.!?…]*+)["”’»)\\]]*+)')
"""Begins with one set, to whose members `re` then skips; further signs are the group."""
_OPENERS = re.compile('[\\s"“‘«(\\[–—-]*')
_BEFORE = re.compile("[^\\W_]+$")
_NUMBERED = re.compile('[\\s"“‘«(\\[–—-]*\\d{1,3}')
_DEGREES = re.compile("(?:độ|°) ?[CF]$")
_SHORT: Final = frozenset(
    "tp tx tt tr gs ts pgs ths bs ks ls cn cv nsnd nsut nsưt nsnd nguts ch kh ng nh ph th mr mrs ms dr prof vs".split()
)
"""Written with a full stop and followed by a capital: towns, titles, and initials of two letters (Ng., Th.)."""


def sentences(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence, spaces around it left out.

    >>> text = "TP. Kon Tum đón 1.000 khách. Ông N.V. Hùng dự.Dù mưa."
    >>> [text[start:end] for start, end in sentences(text)]
    ['TP. Kon Tum đón 1.000 khách.', 'Ông N.V. Hùng dự.', 'Dù mưa.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] != "\n" and not _ends(text, start, match):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    after = match.end()
    plainly = text[after : after + 1] == " " and text[after + 1 : after + 2].isupper()  # as nearly always
    if not plainly and not _another_begins(text, after):
        return False
    return match[0][0] != "." or bool(match[1]) or not _is_short(text, start, match.start())


def _another_begins(text: str, at: int) -> bool:
    if at < len(text) and not text[at].isspace() and not _glued_head(text, at):
        return False
    return _head_follows(text, at)


def _glued_head(text: str, at: int) -> bool:
    """Whether a sentence can begin right behind a full stop: Dù, Ở đây; not VN of VOV.VN or the figures of 1.000."""
    return text[at].isupper() and not text[at + 1 : at + 2].isupper() and not text[at + 1 : at + 2].isdigit()


def _is_short(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or the number of a list."""
    word = text[text.rfind(" ", start, stop) + 1 : stop]
    if word.isalpha() and word.islower():
        return False  # nearly always
    if _NUMBERED.fullmatch(text, start, stop):
        return True
    before = _BEFORE.search(text, max(start, stop - 12), stop)
    if before is None:
        return False
    if len(before[0]) == 1 and before[0].isupper():
        return not _DEGREES.search(text, max(start, stop - 5), stop)
    return before[0].lower() in _SHORT and not before[0].islower()


def _head_follows(text: str, at: int) -> bool:
    """Whether what comes next, past spaces and opening quotes, is the head of a sentence: no small letter."""
    opener = _OPENERS.match(text, at)
    at = opener.end() if opener else at
    return at >= len(text) or not text[at].islower()


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Keep a stretch as a sentence if it has a word; rows of dots and stars are none."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end and (text[start].isalnum() or any(sign.isalnum() for sign in text[start:end])):
        spans.append((start, end))
