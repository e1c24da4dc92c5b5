"""The words of offices: what opens one, what none goes on over, and what an office is when it is found."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from searchsvc.people import places
from searchsvc.resources import rows, words

LONGEST = 18
"""Words in the longest office."""


@dataclass(frozen=True, slots=True)
class Found:
    """An office as found: `[start, end)` in text number `place`."""

    title: str
    place: int
    start: int
    end: int
    unit: str
    former: bool


class Page(NamedTuple):
    """A text, the same in lower case letter under letter, and where signs stand that end a sentence or a clause."""

    text: str
    lower: str
    stops: tuple[int, ...]


_STOP = re.compile(
    r"[.!?…\n“”\";:](?:(?<=[^.])|(?<!TP[.])(?<!Tp[.])(?<!TX[.])(?<! Q[.])(?<! P[.])(?=\s|$))"  # not that of TP.HCM
)


def page_of(text: str) -> Page:
    """The page of a text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower()[:1] or sign for sign in text)
    return Page(text, lower, tuple([match.start() for match in _STOP.finditer(text)]))


def last_stop(page: Page, low: int, high: int) -> int:
    """Where in `[low, high)` what stands behind the last stop begins, `low` when there is none."""
    if page.text.endswith(".", low, high) and not page.text.endswith(("TP.", "Tp.", "TX.", " Q.", " P."), 0, high):
        return high  # `ThS.Nguyễn Văn A`: a full stop right before a name, with no space behind it
    before = bisect_left(page.stops, high) - 1
    if before < 0 or page.stops[before] < low:
        return low
    stop = page.stops[before]
    return min(high, stop + (2 if page.text[stop] == "." else 1))


def next_stop(page: Page, low: int, high: int, *, passing: str = "") -> int:
    """The first stop in `[low, high)` that is none of the signs `passing`, `high` when there is none."""
    for number in range(bisect_left(page.stops, low), len(page.stops)):
        stop = page.stops[number]
        if stop >= high:
            break
        if page.text[stop] not in passing:
            return stop
    return high


_NEW_STYLE = (("ủy", "uỷ"), ("úy", "uý"), ("òa", "oà"), ("ọa", "oạ"), ("ùy", "uỳ"), ("óa", "oá"), ("ĩ", "ỹ"))
_FORMER = r"(?:nguyên|cựu(?! chiến binh)|cố(?! vấn))"
_PREFIX = rf"(?:(?:{_FORMER}|tân|quyền|nữ|nam|đồng|hàm|tập sự|ông|bà)[ \u00a0]+)*"


_WAS = re.compile(rf"{_FORMER}\s", re.IGNORECASE)
_NOT_TITLE = re.compile(rf"^(?:(?:{_FORMER}|ông|bà)\s+)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?: (?:của|cho|thuộc|về|tại|và|trẻ|ở|phụ trách|duy nhất))+$")


def _written(head: str) -> set[str]:
    both = {head}
    for old, new in _NEW_STYLE:
        both |= {form.replace(old, new) for form in both}
    return both


@cache
def head() -> re.Pattern[str]:
    """A word that opens an office, with what may stand before it (nguyên, cựu, tân, quyền)."""
    heads = {form for row in rows("offices.tsv") for form in _written(row[0])}
    return re.compile(rf"(?<!\w){_PREFIX}{_trie(heads)}(?!\w)")


def _trie(phrases: Iterable[str]) -> str:
    """A pattern for any of some phrases, common beginnings shared, the longest first: it fails within a few letters."""
    branches: dict[str, list[str]] = defaultdict(list)
    ends = False
    for phrase in phrases:
        if phrase:
            branches[phrase[0]].append(phrase[1:])
        else:
            ends = True
    if not branches:
        return ""
    inner = "|".join(
        (r"[ \u00a0]" if sign == " " else re.escape(sign)) + _trie(rest) for sign, rest in sorted(branches.items())
    )
    return f"(?:{inner}){'?' if ends else ''}"


@cache
def breaks() -> re.Pattern[str]:
    """A word that no office goes on over."""
    return re.compile(rf"(?<!\w){_trie(words('office_breaks.txt'))}(?!\w)")


def may_be_office(text: str, start: int, end: int) -> bool:
    """Whether a stretch that an office begins is one as a whole: not too long, and without a break."""
    return 0 < end - start < 140 and text.count(" ", start, end) < LONGEST and not breaks().search(text, start, end)


def found_at(text: str, start: int, end: int, place: int) -> Found:
    """The office in `[start, end)` of text number `place`: its title without what is no part of it."""
    title = " ".join(text[start:end].split())
    former = bool(_WAS.match(title))
    title = _NOT_TITLE.sub("", title)
    title = _TRAILING.sub("", title.strip(" ,–—-("))
    if title.count("(") != title.count(")"):
        title = title.replace("(", "").replace(")", "").strip()
    return Found(title, place, start, end, places.unit(title), former)
