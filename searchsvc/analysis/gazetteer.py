"""The gazetteer: the provinces, districts and communes of Vietnam, before and after 1 July 2025, by name.

Names meet under a key that leaves out what writers differ in: case, spaces and signs (Kon Tum, Kontum; Ia H'Drai, Ia
HDrai), where the tone stands, i for y (Mỹ, Mĩ). A name with a syllable that is none in Vietnamese (Đăk, Plông, Krông)
is written in many ways and also meets without its marks: Đăk, Đắk, Đak, Dak and Đắc are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from searchsvc.resources import rows
from searchsvc.text.fold import fold
from searchsvc.text.marks import tone_of
from searchsvc.text.syllables import canonical, is_syllable

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[ \u00a0]*[-–—][ \u00a0]*|[ \u00a0]+")
_ACUTE = "\u0301"
_TONED_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


class Unit(NamedTuple):
    """A province, district or commune. `parents`: the unit it belonged to, and the one since the merger if it went on.

    `time`: "cũ" when it ended by the merger, "mới" when it began with it, else "". A tuple: there are 14,000.
    """

    id: str
    kind: str
    name: str
    parents: tuple[str, ...]
    time: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units by id; the ids a key names (`exact`), also those by keys without marks of names that are not Vietnamese
    syllables (`loose`); ids of what is below each unit; other spellings by id. `heads` are the keys of first words.
    """

    units: dict[str, Unit]
    exact: dict[str, tuple[str, ...]]
    loose: dict[str, tuple[str, ...]]
    below: dict[str, list[str]]
    spellings: dict[str, list[tuple[str, str]]]
    heads: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """The units of `data/places.tsv`, read when the first text asks for them."""
    units, by_name, below = {}, defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for id, kind, name, parents, time, successors in (row + ("",) * (6 - len(row)) for row in rows("places.tsv")):
        above, after = tuple(filter(None, parents.split("|"))), tuple(filter(None, successors.split(",")))
        units[id] = Unit(id, kind, name, above, time, after)
        by_name[name].append(id)
        for parent in above:
            below[parent].append(id)
    spellings = defaultdict[str, list[tuple[str, str]]](list)
    others = defaultdict[str, list[str]](list)
    for id, name, nearness in rows("place_spellings.tsv"):
        others[name].extend([id] if id in units else [])
        spellings[id].append((name, nearness))
    exact, loose = _keyed((*others.items(), *by_name.items()), key), _keyed(_highland(by_name), _bare)
    firsts = {name.split(None, 1)[0] for name in (*by_name, *others)}
    heads = {form(word) for first in firsts for word in _WORD.findall(first)[:1] for form in (_syllable, _unmarked)}
    return Gazetteer(units, exact, loose, dict(below), dict(spellings), frozenset({*heads, *exact, *loose}))


def _keyed(named: Iterable[tuple[str, list[str]]], key_of: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, ids in named:
        its = key_of(name)
        found[its] = tuple(dict.fromkeys((*found.get(its, ()), *ids)))
    return found


def _highland(by_name: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((name, ids) for name, ids in by_name.items() if is_highland(name))


@lru_cache(maxsize=1 << 15)
def key(name: str) -> str:
    """The key under which the spellings of a name meet; an apostrophe and what stands beside it are one word.

    >>> key("Kontum") == key("Kon Tum"), key("Ia H’Drai") == key("Ia HDrai"), key("Mĩ Đức") == key("MỸ ĐỨC")
    (True, True, True)
    """
    return "".join(_syllable(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1 << 15)
def _bare(name: str) -> str:
    """The key without marks, a last k as c (Đắk, Đắc; Ngọk, Ngọc), Ya as Ia."""
    return "".join(_unmarked(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1 << 15)
def _syllable(word: str) -> str:
    word = canonical(word)
    return word[:-1] + word[-1].translate(_TONED_Y) if len(word) > 1 and word[-2] in "hklmstu" else word


@lru_cache(maxsize=1 << 14)
def _unmarked(word: str) -> str:
    folded = fold(word)
    if folded == "ya":
        return "ia"
    return folded[:-1] + "c" if folded.endswith("k") else folded


@lru_cache(maxsize=1 << 14)
def _is_vietnamese(word: str) -> bool:
    return is_syllable(word.lower())


def units_named(name: str) -> tuple[str, ...] | None:
    """The ids of all units of this name in any of its spellings; () for a longer name that is none, None for no name.

    >>> units_named("Quảng Nam"), units_named("Thái Bình Dương"), units_named("xin chào")
    (('49',), (), None)
    """
    return _met(_PARTS.split(name.strip()))


def names_from(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The names of units at the beginning of these words: how many words each has, and as `units_named`; longest first.

    >>> [length for length, _ in names_from(["Bà", "Rịa", "Vũng", "Tàu"])]
    [4, 2]
    """
    if not words or gazetteer().heads.isdisjoint((key(words[0]), _bare(words[0]))):
        return
    for length in range(len(words), 0, -1):
        ids = _met(words[:length])
        if ids is not None:
            yield length, ids


def is_highland(name: str) -> bool:
    """Whether a name has a syllable that is none in Vietnamese, so that it can be nothing else (Plei Kần, Kontum)."""
    return not all(map(_is_vietnamese, _WORD.findall(name)))


def alike(word: str, other: str) -> bool:
    """Whether a word may be written as the other in a name: i for y, and any marks in what is no Vietnamese syllable.

    >>> alike("đăk", "đắc"), alike("mỹ", "mĩ"), alike("hà", "ha"), alike("đăk", "đặc")
    (True, True, False, False)
    """
    return _may_be(word, other) and (
        _is_vietnamese(word) or {tone_of(letter) for letter in other.lower()} <= {"", _ACUTE}
    )


def _may_be(word: str, other: str) -> bool:
    return key(word) == key(other) if _is_vietnamese(word) else _bare(word) == _bare(other)


def _met(words: Sequence[str]) -> tuple[str, ...] | None:
    found = gazetteer().exact.get("".join(map(key, words)))
    more = gazetteer().loose.get("".join(map(_bare, words)))
    if more is None:
        return found
    fitting = tuple(id for id in more if _fits(gazetteer().units[id].name, words))
    return tuple(dict.fromkeys((*(found or ()), *fitting))) or found


def _fits(name: str, words: Sequence[str]) -> bool:
    """Whether the marks typed in Vietnamese syllables of a name are the right ones: Đăk Tơ is not Đăk Tô."""
    own = name.split()
    return len(own) != len(words) or all(
        word.isascii() or _may_be(right, word) for right, word in zip(own, words, strict=True)
    )
