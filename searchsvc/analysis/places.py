"""Places: the provinces, districts and communes that an article names.

What it names beside a name of several units says which is meant: the one in the province or district that stands
right behind it, else one in any that the article names (Tân Lập exists sixty times). What stays open is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from searchsvc.analysis.gazetteer import gazetteer, units_named
from searchsvc.analysis.spots import Spot, alone, spots
from searchsvc.analysis.units import MERGER, above, level
from searchsvc.model import Article
from searchsvc.resources import fingerprint

DECIDING: Final = (
    "analysis/gazetteer.py", "analysis/places.py", "analysis/spots.py", "analysis/units.py", "data/family_names.txt",
    "data/given_names.txt", "data/honorifics.tsv", "data/offices.tsv", "data/place_spellings.tsv",
    "data/place_words.txt", "data/places.tsv",
)  # fmt: skip
"""Files of the package that decide which places are found."""

FINGERPRINT: Final = fingerprint(DECIDING)
"""What the places found depend on, in a word."""

_BESIDE = re.compile(r"[ \u00a0]?[,(–-]{0,2}[ \u00a0]?(?:[\w.]+[ \u00a0]?){0,3}")
_NEAR = 24
"""Letters between a name and that of the unit it lies in."""


class Place(NamedTuple):
    """A unit named in a text: its id, the number of the text, and where in it."""

    id: str
    text: int
    start: int
    end: int


def find_places(texts: Sequence[str], *, day: str = "", known: Sequence[str] = ()) -> tuple[Place, ...]:
    """The units that the texts of an article name, in their order.

    `day` is that of publication ("" when open): of units of one name those of its time are meant. `known` are ids of
    units that the article is about anyway, such as its dateline's.

    >>> [gazetteer().units[place.id].name for place in find_places(["Mưa lớn ở Sa Thầy, Kon Tum"])]
    ['Sa Thầy', 'Kon Tum']
    """
    named = [spot for number, text in enumerate(texts) for spot in spots(number, text)]
    if not named:
        return ()
    named.sort(key=lambda spot: (spot.text, spot.start))
    open_ = [_of_time(spot.ids, "mới" if day >= MERGER else "cũ") for spot in named]
    meant: dict[int, str] = {}
    around = {one for id in known for one in (id, *above(id))}
    for high in ("province", "district", "commune"):
        for at, ids in enumerate(open_):
            if level(ids[0]) == high and (id := _meant(ids, named, at, meant, around, texts)):
                meant[at] = id
        around.update(one for id in meant.values() for one in (id, *above(id)))
    return tuple(Place(meant[at], spot.text, spot.start, spot.end) for at, spot in enumerate(named) if at in meant)


def place_named(name: str) -> str:
    """The id of the one unit that a short text names and nothing else, as a dateline does; "" when there is none.

    >>> place_named("Kon Tum"), place_named("TP.HCM"), place_named("Vinh"), place_named("Châu Thành")
    ('62', '79', '412', '')
    """
    ids = alone(units_named(name) or (), name)
    if len(ids) == 1:
        return ids[0]
    found = find_places([name])
    return found[0].id if len(found) == 1 and found[0].end == len(name.rstrip(" .,)")) else ""


def places_of(article: Article) -> dict[str, tuple[tuple[str, int, int], ...]]:
    """The units that an article names, by id, each with where it does: (field, start, end); its dateline's first."""
    filed = place_named(article.dateline.place) if article.dateline else ""
    texts = tuple(article.texts())
    found: dict[str, list[tuple[str, int, int]]] = {filed: []} if filed else {}
    known = tuple(found)
    for place in find_places([text for _, text in texts], day=article.published[:10], known=known):
        found.setdefault(place.id, []).append((texts[place.text][0], place.start, place.end))
    return {id: tuple(where) for id, where in found.items()}


def lying_in(ids: Iterable[str], *, day: str = "") -> tuple[str, ...]:
    """Units and all they lay in on a day, each once: who asks for a province asks for its districts too.

    >>> lying_in(["615", "79"]), lying_in(["23500-2025"], day="2026-01-05")
    (('615', '62', '79'), ('23500-2025', '51'))
    """
    return tuple(dict.fromkeys(one for id in ids for one in _upwards(id, -1 if day >= MERGER else 0)))


def _upwards(id: str, time: int) -> Iterator[str]:
    yield id
    if parents := gazetteer().units[id].parents:
        yield from _upwards(parents[time], time)


def _of_time(ids: tuple[str, ...], time: str) -> tuple[str, ...]:
    """The units that there were then, where there were any."""
    if len(ids) == 1:
        return ids
    units = gazetteer().units
    return tuple(id for id in ids if units[id].time in ("", time)) or ids


def _meant(
    ids: tuple[str, ...], named: Sequence[Spot], at: int, meant: dict[int, str], around: set[str], texts: Sequence[str]
) -> str:
    """Which unit a name is, "" when that stays open."""
    spot = named[at]
    if beside := _beside(named, at, meant, texts):
        inside = [id for id in ids if beside in above(id)]
        if len(inside) == 1:
            return inside[0]
    near = [id for id in ids if not around.isdisjoint(above(id)) or id in around]
    if len(near) == 1:
        return near[0]
    return ids[0] if spot.sure and len(ids) == 1 else ""


def _beside(named: Sequence[Spot], at: int, meant: dict[int, str], texts: Sequence[str]) -> str:
    """The unit named right behind a name: `Sa Thầy, Kon Tum`, `xã Ia Tơi (huyện Ia H'Drai)`."""
    if at + 1 not in meant or named[at + 1].text != named[at].text:
        return ""
    gap = texts[named[at].text][named[at].end : named[at + 1].start]
    return meant[at + 1] if len(gap) <= _NEAR and _BESIDE.fullmatch(gap) else ""
