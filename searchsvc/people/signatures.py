"""Bylines that stayed in the text: names that sign an article or a photograph and are nobody in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from searchsvc.people.candidates import Candidate
from searchsvc.people.runs import UPPER

_CREDIT = re.compile(
    r"(?:Ảnh|Tin|Bài|Video|Clip|Nguồn|Đồ họa|Thực hiện|Theo)"
    r"(?:[ ]?(?:,|và|&)[ ]?(?:ảnh|bài|clip|video))*[ ]?:[ \u00a0]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ \u00a0]*(?:\([^()\n]{0,40}\)|[/–-][^\n/]{0,24}|tổng hợp|thực hiện|ghi|lược ghi|\(?theo[^\n]{0,30})?"
    r"[ \u00a0.]*(?:\n|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:^|[.!?…”\")][ \u00a0]*|\n[ \u00a0]*)$")
_NAME = rf"(?:[{UPPER}]\w*[ \u00a0]){{0,3}}[{UPPER}]\w*\s*"
_SIGNED = re.compile(rf"\s*{_NAME}(?:[–—&/,-]\s*{_NAME}){{1,2}}")
_BREAK = re.compile(r"\n")
_PLAIN = re.compile(r"[\s,–—/&.-]*")


def unsigned(found: Sequence[Candidate], texts: Sequence[str], *, titles: int) -> list[Candidate]:
    """The candidates that are not the signature of an article; the first `titles` texts bear none."""
    often = Counter(candidate.key for candidate in found)
    lines: dict[tuple[int, int], list[Candidate]] = {}
    breaks = [[-1, *(match.start() for match in _BREAK.finditer(text))] for text in texts]
    for candidate in found:
        before = breaks[candidate.place]
        start = before[bisect_left(before, candidate.start) - 1]
        lines.setdefault((candidate.place, start), []).append(candidate)
    signing: set[int] = set()
    for (place, start), line in lines.items():
        if place >= titles and _only_names(texts[place], start, line):
            signing.update(id(one) for one in line if often[one.key] == 1)
    for one in found:
        if one.place >= titles and often[one.key] == 1 and _signs(one, texts[one.place]):
            signing.add(id(one))
    return [one for one in found if id(one) not in signing]


def _only_names(text: str, start: int, line: list[Candidate]) -> bool:
    """Whether a line holds nothing but names and what joins them."""
    end = text.find("\n", start + 1)
    spots = [start + 1, *(at for one in line for at in (one.start, one.end)), len(text) if end < 0 else end]
    if _SIGNED.fullmatch(text, spots[0], spots[-1]):
        return True
    return all(_PLAIN.fullmatch(text, spots[at], spots[at + 1]) for at in range(0, len(spots), 2))


def _signs(one: Candidate, text: str) -> bool:
    before = text[max(0, one.start - 24) : one.start]
    if _CREDIT.search(before):
        return True
    at_end = _AFTER.match(text, one.end)
    return bool(at_end and at_end.end() == len(text) and _BEFORE.search(before))
