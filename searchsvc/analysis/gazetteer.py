"""The gazetteer: the provinces, districts and communes of Vietnam, before and after 1 July 2025, by name.

Names meet under a key that leaves out what writers differ in: case, spaces and signs (Kon Tum, Kontum; Ia H'Drai, Ia
HDrai), where the tone stands, i for y (Mỹ, Mĩ). A name with a syllable that is none in Vietnamese (Đăk, Plông, Krông)
is written in many ways and also meets without its marks: Đăk, Đắk, Đak, Dak and Đắc are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from searchsvc.resources import rows
from searchsvc.text.fold import fold
from searchsvc.text.marks import tone_of
from searchsvc.text.syllables import canonical, is_syllable

MERGER = "2025-07-01"
"""The day on which provinces and communes were merged and districts ended."""

Level = Literal["province", "district", "commune"]

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
    below: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[tuple[str, str], ...]]
    heads: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """The units of `data/places.tsv`, read when the first text asks for them."""
    units = {}
    for id, kind, name, parents, time, successors in (row + ("",) * (6 - len(row)) for row in rows("places.tsv")):
        above, after = tuple(filter(None, parents.split("|"))), tuple(filter(None, successors.split(",")))
        units[id] = Unit(id, kind, name, above, time, after)
    exact, loose, below = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list), defaultdict(list)
    spellings = defaultdict(list)
    for id, name, nearness in rows("place_spellings.tsv"):
        exact[key(name)].extend([id] if id in units else [])
        spellings[id].append((name, nearness))
    for id, unit in units.items():
        exact[key(unit.name)].append(id)
        for parent in unit.parents:
            below[parent].append(id)
        if is_highland(unit.name):
            loose[_bare(unit.name)].append(id)
    names = [*(unit.name for unit in units.values()), *(name for _, name, _ in rows("place_spellings.tsv"))]
    heads = {form(word) for name in names for word in _WORD.findall(name)[:1] for form in (_syllable, _unmarked)}
    named = {id: tuple(names) for id, names in spellings.items()}
    return Gazetteer(units, _frozen(exact), _frozen(loose), _frozen(below), named, frozenset({*heads, *exact, *loose}))


def _frozen(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


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


def is_unit(id: str) -> bool:
    """Whether this is the id of a unit."""
    return id in gazetteer().units


@lru_cache(maxsize=1 << 14)
def level(id: str) -> Level:
    """How high a unit stands."""
    unit = gazetteer().units[id]
    if not unit.parents:
        return "province"
    return "district" if not gazetteer().units[unit.parents[0]].parents and unit.time == "cũ" else "commune"


@lru_cache(maxsize=1 << 14)
def above(id: str) -> tuple[str, ...]:
    """The ids of all units that one lies in, or lay in, nearest first.

    >>> above("615"), above("23500-2025")
    (('62',), ('51',))
    """
    found: list[str] = []
    for parent in gazetteer().units[id].parents:
        found += (parent, *above(parent))
    return tuple(dict.fromkeys(found))


def became(id: str) -> tuple[str, ...]:
    """The ids of the units of today that a unit ended in: those of its parts, () when it went on.

    >>> [gazetteer().units[id].name for id in became("613")]
    ['Măng Bút', 'Măng Đen', 'Kon Plông']
    """
    unit = gazetteer().units[id]
    if unit.time != "cũ":
        return ()
    parts = (after for one in gazetteer().below.get(id, ()) for after in (became(one) or _went_on(one)))
    found = tuple(parts) or unit.successors
    return tuple(sorted({last for one in found for last in (became(one) or (one,))}))


def _went_on(id: str) -> tuple[str, ...]:
    return (id,) if not gazetteer().units[id].time else ()


def came_from(id: str) -> tuple[str, ...]:
    """The ids of the units that this one took in; not those of which it is but a part (Quảng Ngãi of Nghĩa Bình)."""
    return _predecessors().get(id, ())


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for id, unit in gazetteer().units.items():
        if len(unit.successors) == 1:
            found[unit.successors[0]].append(id)
    return _frozen(found)


def label(id: str) -> str:
    """A unit as a reader knows it: its kind where it is no province, and the province it lies or lay in.

    >>> label("62"), label("615"), label("79")
    ('Kon Tum', 'Huyện Đắk Hà (Kon Tum)', 'TP.HCM')
    """
    units = gazetteer().units
    unit = units[id]
    if not unit.parents:
        return "TP.HCM" if id == "79" else unit.name
    return f"{unit.kind.capitalize()} {unit.name} ({label(above(id)[-1])})"
