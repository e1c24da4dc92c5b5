"""Where sentences begin and end in news text, glued ones and abbreviations included."""

from __future__ import annotations

import re

# A full stop ends a sentence when a capital (or an opening quote or dash) follows, spaced or glued ("Việt Nam.Dù").
_END = re.compile(r"([.!?…]+)([\"”’»)\]]*)(?=\s+|[A-ZÀ-ỸĐ][^\W\d_]|$)|\n+")
_OPENERS = re.compile(r"[\s\"“‘«(\[–—-]*")
_SHORT = frozenset(
    "tp tx tt tr gs ts pgs ths bs ks ls nsnd nsut nguts ông bà th st mr mrs dr no vs q p h đ ths ubnd".split()
)
_BEFORE = re.compile(r"[^\W_]+$")


def sentences(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence, spaces around it left out.

    >>> text = "TP. Kon Tum đón 1.000 khách. Ông N.V. Hùng dự.Dù mưa."
    >>> [text[start:end] for start, end in sentences(text)]
    ['TP. Kon Tum đón 1.000 khách.', 'Ông N.V. Hùng dự.', 'Dù mưa.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[1] and not _ends(text, start, match):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if not match[1].startswith(".") or len(match[1]) > 1:
        return _capital_follows(text, match.end())
    before = _BEFORE.search(text, max(start, match.start() - 12), match.start())
    if before and (before[0].lower() in _SHORT or (len(before[0]) == 1 and before[0].isupper())):
        return False
    return _capital_follows(text, match.end())


def _capital_follows(text: str, at: int) -> bool:
    opener = _OPENERS.match(text, at)
    at = opener.end() if opener else at
    return at >= len(text) or not text[at].islower()


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
