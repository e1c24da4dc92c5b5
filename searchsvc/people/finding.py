"""Who was meant: what somebody typed read as a name, a way of calling, an office and a year, and cards ranked by it.

Typed marks bind and bare syllables are free (`hùng` never finds Hưng, `hung` finds both, exact first). Full names,
given names with an honorific, initials, turned order, dropped middle names and offices all find the card.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from searchsvc.model import Card, OfficeHeld
from searchsvc.people import calling
from searchsvc.resources import rows, words
from searchsvc.text.fold import fold
from searchsvc.text.icu import nfc
from searchsvc.text.marks import tier
from searchsvc.text.syllables import canonical

_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_SPLIT = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TIERS = {"exact": 1.0, "tone": 0.94, "shape": 0.9, "folded": 0.86}
_TIER_REASONS = {
    "exact": "tên đúng dấu",
    "tone": "tên khác dấu thanh",
    "shape": "tên không dấu",
    "folded": "tên không dấu",
}


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """A person asked for: words of the name as typed (canonical), the honorific, words of the office, the year."""

    text: str
    name: tuple[str, ...] = ()
    honorific: str = ""
    office: tuple[str, ...] = ()
    year: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words to look cards up by: of the name those that are no initials, else of the office."""
        name = [part for word in self.name for part in _SPLIT.findall(fold(word)) if not _initial(word)]
        office = [part for word in self.office for part in _SPLIT.findall(fold(word))]
        return tuple(dict.fromkeys(name or office))


def _initial(word: str) -> bool:
    return len(word) == 1 and word not in ("a", "y")


@cache
def _abbreviations() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Folded words of each abbreviation and of what it stands for."""
    return tuple(
        (tuple(_SPLIT.findall(fold(short))), tuple(fold(long).split()))
        for short, long in rows("office_abbreviations.tsv")
    )


@cache
def _heads() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Heads of offices by their folded words: as written."""
    heads = [row[0] for row in rows("offices.tsv")] + ["phó chủ tịch ubnd", "chủ tịch ubnd", "chủ tịch hđnd"]
    return {tuple(fold(head).split()): tuple(head.split()) for head in heads}


@cache
def _unit_words() -> frozenset[str]:
    """Folded words that go on an office: units, bodies, and whatever abbreviations are made of."""
    units = (
        "tinh uy thanh pho huyen quan xa phuong thi tran thuong truc ban so bo cuc vu vien phong trung uong dang "
        "quoc hoi nuoc nhan dan toa an cong truong khoa doan hoi dong"
    )
    short = {word for words_of, _ in _abbreviations() for word in words_of}
    return frozenset(units.split()) | short


@cache
def _places() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(name).split()) for name in words("place_names.txt"))


@cache
def _family() -> dict[str, list[str]]:
    """Family names by their folded form; what is a body far more often (Ban, Đoàn) only with a name's own marks."""
    found: dict[str, list[str]] = {}
    for name in sorted(words("family_names.txt")):
        if fold(name) not in _unit_words():
            found.setdefault(fold(name), []).append(canonical(name))
    return found


@lru_cache(maxsize=1 << 12)
def understand(text: str) -> PersonQuery:
    """Read what was typed as a person: never fails, and gives an empty query for a text without words.

    >>> query = understand("ông Nguyễn Văn Hùng phó bí thư 2014")
    >>> query.honorific, query.name, query.office, query.year
    ('ông', ('nguyễn', 'văn', 'hùng'), ('phó', 'bí', 'thư'), '2014')
    """
    typed = [canonical(word) for word in _WORD.findall(nfc(text[:400]))][:24]
    years = [word for word in typed if _YEAR.match(word)]
    typed = [word for word in typed if not _YEAR.match(word)]
    if typed and typed[0] == "năm" and not typed[1:]:
        typed = []
    if years and typed and typed[-1] == "năm":
        typed.pop()
    honorific, typed = _called(typed)
    name, office = _parted(typed)
    if not honorific and office:
        honorific, name = _called(name)
    return PersonQuery(text, tuple(name), honorific, tuple(office), years[-1] if years else "")


def _called(typed: list[str]) -> tuple[str, list[str]]:
    """An honorific in front, when a name is left behind it."""
    for size in (3, 2, 1):
        front = " ".join(typed[:size])
        if len(typed) > size and _honorific(front, bare=len(typed) - size):
            return front, typed[size:]
    return "", typed


def _honorific(front: str, *, bare: int) -> bool:
    if front in calling.kinds():
        return front not in ("cố", "con", "già", "tên", "bé") or bare == 1
    return front in ("ong", "ba", "anh", "chi", "dong chi") and bare in (1, 2, 3, 4)


def _parted(typed: list[str]) -> tuple[list[str], list[str]]:
    """Name and office apart: an office begins at a head and goes on over units and places."""
    folded = [fold(word) for word in typed]
    start, size = _first_head(typed, folded)
    if size == 0:
        return typed, []
    end = start + size
    while end < len(typed) and (grown := _unit(folded, end, rest=typed[end:])):
        end += grown
    before, after = typed[:start], typed[end:]
    if before and after:
        return before, [*typed[start:end], *after]
    return before or after, typed[start:end]


def _first_head(typed: list[str], folded: list[str]) -> tuple[int, int]:
    heads = _heads()
    for start in range(len(typed)):
        for size in range(min(5, len(typed) - start), 0, -1):
            head = heads.get(tuple(folded[start : start + size]))
            if head and _binds(typed[start : start + size], head) and _weighty(typed, start, size, head):
                return start, size
    return 0, 0


def _binds(typed: Sequence[str], head: Sequence[str]) -> bool:
    return all(tier(one, canonical(other)) for one, other in zip(typed, head, strict=True))


def _weighty(typed: list[str], start: int, size: int, head: tuple[str, ...]) -> bool:
    """One bare word is an office only in front, with its marks or as an abbreviation (`hlv park`), never in a name."""
    if size > 1:
        return True
    return typed[start] == head[0] and start == 0 and head[0] not in ("chủ", "tướng", "vua", "trưởng", "thợ", "cánh")


def _unit(folded: list[str], at: int, *, rest: list[str]) -> int:
    """How many words at `at` go on an office: a place, or a word of units; 0 where a name begins."""
    for size in (3, 2, 1):
        if tuple(folded[at : at + size]) in _places() and len(folded) - at >= size:
            return size
    for _, long in _abbreviations():
        if len(long) > 1 and tuple(folded[at : at + len(long)]) == long:
            return len(long)
    if 2 <= len(rest) <= 4 and any(tier(rest[0], name) for name in _family().get(folded[at], ())):
        return 0
    heads = _heads()
    for size in (4, 3, 2):
        if len(folded) - at >= size and tuple(folded[at : at + size]) in heads:
            return size
    return 1 if folded[at] in _unit_words() or folded[at] == "va" else 0


# What a card is looked up by


def names_words(card: Card) -> set[str]:
    """The folded words of a card's names."""
    return {part for name in (card.name, *card.names) for part in _SPLIT.findall(fold(name))}


def office_words(card: Card) -> set[str]:
    """The folded words of a card's offices and their places, abbreviations opened and closed."""
    return {word for office in card.offices for word in _opened(f"{office.title} {office.place}")}


@lru_cache(maxsize=1 << 14)
def _opened(text: str) -> frozenset[str]:
    plain = _SPLIT.findall(fold(text))
    found = set(plain)
    joined = " " + " ".join(plain) + " "
    for short, long in _abbreviations():
        if f" {' '.join(short)} " in joined:
            found.update(long)
        if f" {' '.join(long)} " in joined:
            found.update(short)
    return frozenset(found)


# Ranking


def rank(query: PersonQuery, cards: Iterable[Card], now_day: str) -> list[tuple[Card, float, tuple[str, ...]]]:
    """The cards that answer, best first: each with a score in (0, 1] and the reasons in Vietnamese."""
    found = []
    for card in cards:
        score, reasons = _judge(query, card, now_day)
        if score > 0:
            found.append((card, round(score, 4), reasons))
    return sorted(found, key=lambda one: (-one[1], -len(one[0].articles), one[0].name, one[0].id))


def _judge(query: PersonQuery, card: Card, now_day: str) -> tuple[float, tuple[str, ...]]:
    reasons: list[str] = []
    name = 0.0
    if query.name:
        name, why = _name_score(query, card)
        if not name and query.office:  # `bí thư huyện ủy kon xơ mú`: a place we do not know
            return _judge(replace(query, name=(), office=query.office + query.name), card, now_day)
        if not name:
            return 0.0, ()
        reasons.append(why)
    office = 0.0
    if query.office:
        office, why = _office_score(query, card)
        if not office and not query.name:
            return 0.0, ()
        reasons += [why] if why else []
    known = _prominence(card, now_day)
    if not query.name and not query.office:
        return 0.0, ()
    if not query.office:
        score = 0.85 * name + 0.15 * known * name + (_in_year(query, card, reasons) if query.year else 0.0)
    elif not query.name:
        score = 0.85 * office + 0.15 * known
    else:
        score = name * (0.6 + 0.3 * office + 0.1 * known)
    if len(card.articles) > 1:
        reasons.append(f"{len(card.articles)} bài")
    return min(1.0, score), tuple(reasons)


def _in_year(query: PersonQuery, card: Card, reasons: list[str]) -> float:
    if query.year in card.years:
        reasons.append(f"có bài năm {query.year}")
        return 0.02
    return -0.1


def _prominence(card: Card, now_day: str) -> float:
    """Between 0 and 1: mostly how many articles, a little how fresh."""
    many = min(1.0, math.log1p(len(card.articles)) / math.log(1000))
    if not card.last_seen or not now_day:
        return 0.9 * many
    years = max(0, int(now_day[:4]) - int(card.last_seen[:4]))
    return 0.9 * many + 0.1 / (1 + years)


def _name_score(query: PersonQuery, card: Card) -> tuple[float, str]:
    best = (0.0, "")
    for name in dict.fromkeys((card.name, *card.names)):
        if name != card.name and f" {name} " in f" {card.name} ":
            continue
        written = tuple(canonical(word) for word in _WORD.findall(name))
        score, why = match_name(query.name, written, called=query.honorific)
        if name != card.name:
            score *= 0.97
        best = max(best, (score, why))
    return best


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
    if len(typed) == 1 and _initial(typed[0]):
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
    whole = tuple(word for word in typed if not _initial(word))
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
    whole = [(one, other) for one, other in zip(typed, written, strict=True) if not _initial(one)]
    short = [(one, other) for one, other in zip(typed, written, strict=True) if _initial(one)]
    if not whole or any(fold(other)[:1] != fold(one) for one, other in short):
        return None
    return _side_by_side([one for one, _ in whole], [other for _, other in whole])


def _in_order(typed: Sequence[str], written: Sequence[str]) -> bool:
    rest = iter(written)
    return all(any(tier(word, other) for other in rest) for word in typed)


def _office_score(query: PersonQuery, card: Card) -> tuple[float, str]:
    asked = [part for word in query.office for part in _SPLIT.findall(fold(word))]
    best = (0.0, "")
    for office in card.offices:
        score = _office_match(asked, office)
        if score and query.year:
            score *= 1.0 if _held_in(office, card, query.year) else 0.6
        if office.former:
            score *= 0.9
        why = f"nguyên {office.title}" if office.former else office.title
        seen = f" ({office.first_seen[:4]}–{office.last_seen[:4]})" if office.first_seen else ""
        best = max(best, (score * (0.94 + 0.06 * min(1.0, math.log1p(office.articles) / 5)), why + seen))
    return best


def _office_match(asked: list[str], office: OfficeHeld) -> float:
    """The share of the asked words an office has; less where it has more to it (`Phó` before what was asked)."""
    there = _opened(f"{office.title} {office.place}")
    own = set(_SPLIT.findall(fold(office.title)))
    hit = sum(word in there for word in asked) / len(asked)
    if hit < 0.6:
        return 0.0
    title = _SPLIT.findall(fold(office.title))
    if title and title[0] != asked[0]:
        hit *= 0.55 if "pho" in (title[0], asked[0]) else 0.75
    return hit * hit * (0.8 + 0.2 * len(own & set(asked)) / max(1, len(own)))


def _held_in(office: OfficeHeld, card: Card, year: str) -> bool:
    if not office.first_seen:
        return False
    return office.first_seen[:4] <= year <= office.last_seen[:4]
