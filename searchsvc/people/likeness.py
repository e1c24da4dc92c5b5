"""How well typed words name a written name: whole, turned round, with initials, without middle names, in part.

Typed marks bind and bare syllables are free (UTS #10, section 8.2): `hùng` is never Hưng, `hung` is either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from searchsvc.people.names import APOSTROPHES
from searchsvc.text.fold import fold
from searchsvc.text.marks import tier
from searchsvc.text.syllables import canonical

_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_TIERS = {"exact": 1.0, "tone": 0.94, "shape": 0.9, "folded": 0.86}
_TIER_REASONS = {
    "exact": "tên đúng dấu",
    "tone": "tên khác dấu thanh",
    "shape": "tên không dấu",
    "folded": "tên không dấu",
}


@lru_cache(maxsize=1 << 14)
def written_words(text: str) -> tuple[str, ...]:
    """The words of a name or of a query, canonical, apostrophes all the same."""
    return tuple(canonical(word) for word in _WORD.findall(text.translate(APOSTROPHES)))


def is_initial(word: str) -> bool:
    """Whether a word alone is an initial; `A` and `Y` are whole names in the Highlands."""
    return len(word) == 1 and word not in ("a", "y")


@lru_cache(maxsize=1 << 16)
def match_name(typed: tuple[str, ...], written: tuple[str, ...], *, called: str = "") -> tuple[float, str]:
    """How well typed words name a written name: a score between 0 and 1, and the reason in Vietnamese.

    >>> match_name(("hùng", "nguyễn", "văn"), ("nguyễn", "văn", "hùng"))[1]
    'tên đúng dấu, đảo thứ tự'
    """
    if not typed or not written or len(typed) > len(written):
        return 0.0, ""
    if len(typed) == len(written):
        return _whole(typed, written)
    if len(typed) == 1 and is_initial(typed[0]):
        return 0.0, ""
    tail = _side_by_side(typed, written[-len(typed) :])
    if tail:
        base = 0.82 if called or len(typed) > 1 else 0.72
        why = f"được gọi là {called} {' '.join(typed)}" if called else "trùng phần cuối của tên"
        return base * _TIERS[tail], f"{_TIER_REASONS[tail]}, {why}"
    return _partly(typed, written)


def _whole(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    if same := _side_by_side(typed, written):
        return _TIERS[same], _TIER_REASONS[same]
    if (same := _with_initials(typed, written)) and len(typed) > 1:
        return 0.8 * _TIERS[same], f"{_TIER_REASONS[same]}, viết tắt họ và tên đệm"
    for turn in range(1, len(typed)):
        if same := _side_by_side(typed[turn:] + typed[:turn], written):
            return 0.9 * _TIERS[same], f"{_TIER_REASONS[same]}, đảo thứ tự"
    return 0.0, ""


def _partly(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    """Fewer words than the name has, and not its end: middle names dropped, initials, a beginning, a part."""
    ways = (_without_middle, _with_family_initial, _beginning, _inner)
    return next((found for way in ways if (found := way(typed, written))[0]), (0.0, ""))


def _scored(base: float, same: str | None, why: str) -> tuple[float, str]:
    return (base * _TIERS[same], f"{_TIER_REASONS[same]}, {why}") if same else (0.0, "")


def _without_middle(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    if len(typed) < 2:
        return 0.0, ""
    ends = _side_by_side((typed[0], typed[-1]), (written[0], written[-1]))
    if ends and _in_order(typed, written):
        return _scored(0.85, ends, "bỏ tên đệm")
    turned = _side_by_side((typed[-1], typed[0]), (written[0], written[-1])) if len(typed) == 2 else None
    return _scored(0.74, turned, "đảo thứ tự, bỏ tên đệm")


def _with_family_initial(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    whole = tuple(word for word in typed if not is_initial(word))
    if not whole or len(whole) == len(typed) or fold(written[0])[:1] != fold(typed[0])[:1]:
        return 0.0, ""
    return _scored(0.76, _side_by_side(whole, written[-len(whole) :]), "viết tắt họ")


def _beginning(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    return _scored(0.66, _side_by_side(typed, written[: len(typed)]), "phần đầu của tên")


def _inner(typed: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, str]:
    size = len(typed)
    places = (_side_by_side(typed, written[at : at + size]) for at in range(1, len(written) - size))
    return _scored(0.55, next(filter(None, places), None), "một phần của tên")


def _side_by_side(typed: Sequence[str], written: Sequence[str]) -> str | None:
    """The worst tier of words compared one by one, None when a typed mark or letter says otherwise."""
    worst = "exact"
    order = list(_TIERS)
    for one, other in zip(typed, written, strict=True):
        same = tier(one, other)
        if same is None:
            return None
        worst = max(worst, same, key=order.index)
    return worst


def _with_initials(typed: Sequence[str], written: Sequence[str]) -> str | None:
    pairs = list(zip(typed, written, strict=True))
    whole = [(one, other) for one, other in pairs if len(one) > 1]
    short = [(one, other) for one, other in pairs if len(one) == 1]
    if not whole or any(fold(other)[:1] != fold(one) for one, other in short):
        return None
    return _side_by_side([one for one, _ in whole], [other for _, other in whole])


def _in_order(typed: Sequence[str], written: Sequence[str]) -> bool:
    rest = iter(written)
    return all(any(tier(word, other) for other in rest) for word in typed)
