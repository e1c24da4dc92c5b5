"""Who was meant: the words a card is looked up by, and cards ranked for what somebody typed.

Full names, given names with an honorific, initials, turned order, dropped middle names and offices all find the card.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from searchsvc.model import Card, OfficeHeld
from searchsvc.people.asking import SPLIT, PersonQuery, abbreviations, understand
from searchsvc.people.likeness import match_name, written_words
from searchsvc.text.fold import fold

__all__ = ["PersonQuery", "names_words", "office_words", "rank", "understand"]

# What a card is looked up by


def names_words(card: Card) -> set[str]:
    """The folded words of a card's names."""
    return {part for name in (card.name, *card.names) for part in SPLIT.findall(fold(name))}


def office_words(card: Card) -> set[str]:
    """The folded words of a card's offices and their places, abbreviations opened and closed."""
    return {word for office in card.offices for word in _opened(f"{office.title} {office.place}")}


@lru_cache(maxsize=1 << 14)
def _opened(text: str) -> frozenset[str]:
    plain = tuple(SPLIT.findall(fold(text)))
    found = set(plain)
    for at, word in enumerate(plain):
        for written, also in _by_first_word().get(word, ()):
            if plain[at : at + len(written)] == written:
                found.update(also)
    return frozenset(found)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Abbreviations and what they stand for, both ways round: a card may have hundreds of offices to look through."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for short, long in abbreviations():
        found.setdefault(short[0], []).append((short, long))
        found.setdefault(long[0], []).append((long, short))
    return found


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
        score, why = match_name(query.name, written_words(name), called=query.honorific)
        if query.honorific:  # `anh trung` may be Trung Anh
            score, why = max((score, why), match_name((*query.honorific.split(), *query.name), written_words(name)))
        if name != card.name:
            score *= 0.97
        best = max(best, (score, why))
    return best


def _office_score(query: PersonQuery, card: Card) -> tuple[float, str]:
    asked = [part for word in query.office for part in SPLIT.findall(fold(word))]
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
    hit = sum(word in there for word in asked) / len(asked)
    if hit < 0.6:
        return 0.0
    title = SPLIT.findall(fold(office.title))
    own = set(title)
    if title and title[0] != asked[0]:
        hit *= 0.55 if "pho" in (title[0], asked[0]) else 0.75
    return hit * hit * (0.8 + 0.2 * len(own & set(asked)) / max(1, len(own)))


def _held_in(office: OfficeHeld, card: Card, year: str) -> bool:
    if not office.first_seen:
        return False
    return office.first_seen[:4] <= year <= office.last_seen[:4]
