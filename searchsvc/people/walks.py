"""What an office says about who somebody is: the walk of life, the level, the place; and what excludes what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from searchsvc.people import places
from searchsvc.resources import rows
from searchsvc.text.fold import fold
from searchsvc.text.syllables import canonical

_WORD = re.compile(r"[^\W_]+")
_LEVELS = (
    (4, "trung ương|tw|chính phủ|quốc hội|nước|bộ|bộ trưởng|thứ trưởng|thủ tướng|bộ chính trị|ban bí thư|tổng cục"),
    (3, "tỉnh ủy|thành ủy|tỉnh|sở|thành phố|tp|tỉnh đoàn"),
    (2, "huyện ủy|quận ủy|thị ủy|huyện|quận|thị xã"),
    (1, "xã|phường|thị trấn|thôn|bản|làng|ấp|tổ dân phố|đảng ủy xã"),
)  # fmt: skip
_LEVELS_SEEN = tuple((level, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for level, words in _LEVELS)
_ALLOWED = frozenset(
    frozenset(pair) for pair in (
        ("state", "force"), ("state", "school"), ("state", "business"), ("state", "health"), ("state", "law"),
        ("health", "school"), ("art", "school"), ("business", "art"), ("business", "sport"), ("school", "law"),
        ("business", "school"), ("business", "health"), ("business", "law"), ("sport", "school"), ("health", "force"),
        ("plain", "sport"), ("plain", "art"), ("state", "sport"), ("force", "sport"), ("force", "art"),
        ("force", "school"), ("art", "sport"), ("plain", "school"), ("plain", "business"), ("force", "law"),
    )
)  # fmt: skip
"""Walks that one person does combine. "state" with "school" and the like only above the level of a village school or
a company: see `exclude`."""


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """An office reduced to what tells people apart: walk of life ("" unclear), level (0 unclear to 4), place, head."""

    walk: str
    level: int
    place: str
    head: str


@cache
def _walks() -> tuple[tuple[str, str], ...]:
    ordered = sorted(rows("office_walks.tsv"), key=lambda row: -len(row[0]))
    return tuple((f" {words} ", walk) for words, walk in ordered)


@lru_cache(maxsize=1 << 15)
def standing(title: str, place: str) -> Standing:
    """What an office tells about its holder.

    >>> standing("Phó Bí thư Tỉnh ủy", "Kon Tum")
    Standing(walk='state', level=3, place='kon tum', head='pho bi')
    """
    plain = " ".join(canonical(word) for word in _WORD.findall(title))
    padded = f" {plain} "
    walk = next((walk for words, walk in _walks() if words in padded), "")
    level = next((level for level, pattern in reversed(_LEVELS_SEEN) if pattern.search(plain)), 0)
    words = fold(plain).split(" ")
    return Standing(
        walk, level if walk in ("state", "force") else 0, fold(place or places.unit(title)), " ".join(words[:2])
    )


def exclude(one: Standing, two: Standing) -> bool:
    """Whether nobody is both at one time."""
    if not one.walk or not two.walk:
        return False
    if one.walk != two.walk:
        return frozenset((one.walk, two.walk)) not in _ALLOWED or _far(one, two)
    if one.walk in ("state", "force") and one.level and two.level and abs(one.level - two.level) >= 2:
        return True
    apart = bool(one.place and two.place) and one.place != two.place
    return apart and one.walk in ("state", "force", "school") and one.level == two.level and one.level in (0, 1, 2, 3)


def _far(one: Standing, two: Standing) -> bool:
    """A provincial or central office beside a school, a hospital or a company: two people, as a rule."""
    walks = {one.walk, two.walk}
    state = one if one.walk == "state" else two
    return "state" in walks and bool(walks & {"school", "health", "law", "sport", "business"}) and state.level >= 3
