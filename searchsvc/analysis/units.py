"""Units and each other: what one lies in, what it became on 1 July 2025, what it was made of, what readers call it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import Literal

from searchsvc.analysis.gazetteer import gazetteer

MERGER = "2025-07-01"
"""The day on which provinces and communes were merged and districts ended."""

Level = Literal["province", "district", "commune"]


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
    return {id: tuple(ids) for id, ids in found.items()}


@lru_cache(maxsize=1 << 14)
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
