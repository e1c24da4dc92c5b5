"""A shelf: the leaves of one state of the index, side by side, their documents numbered through.

It never changes, so whatever was worked out over it once stays true as long as it stands: norms, freshness, words and
filters that took work to find, and whole answers, which a site's readers ask for over and over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.cache import Cache
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import TEXT_FIELDS, FieldWeight, Ranking, Spelling
from searchsvc.engine.whoosh.docsets import Docs
from searchsvc.engine.whoosh.invert import OPEN_DATE
from searchsvc.engine.whoosh.leaf import Leaf

_BYTES = 16 << 20
"""Bytes for words that took work to find (spellings, phrases), for filters, and for answers, in each process."""
_PLAIN = FieldWeight(1.0, 0.75)
_NOT = FieldWeight(0.0, 0.0)
_BODY = TEXT_FIELDS.index("body")
_SPELLINGS = 20_000
"""Folded keys whose spellings are kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A leaf on its shelf: its number there, that of its first document, and which of its documents live (None: all),
    as a mask and as bits.
    """

    leaf: Leaf
    number: int
    offset: int
    alive: Array | None
    bits: Array | None


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """How the text fields count, in their order; `k1` of BM25, and the share of the title's own BM25.

    `everywhere` says that all fields count. There is one of each on a shelf, so that it is quick to look up by.
    """

    fields: tuple[FieldWeight, ...]
    k1: float
    title: float
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Norms:
    """What a frequency counts in each document: by field (4, N) with the field's weight; in the title without."""

    weighted: Array
    title: Array

    @property
    def body(self) -> Array:
        """Those of the body."""
        row: Array = self.weighted[_BODY]
        return row


class Shelf:
    """Leaves side by side; `alive` (bool, N) says which of all documents live, `living` how many do."""

    def __init__(self, leaves: Sequence[Leaf], alive: Sequence[Array]) -> None:
        self.leaves = tuple(leaves)
        self.offsets = np.cumsum([0, *(leaf.size for leaf in leaves)])
        self.size = int(self.offsets[-1])
        self._starts: list[int] = self.offsets[:-1].tolist()
        self.alive: Array = np.concatenate([*alive, np.zeros(0, bool)])
        self.living = int(np.count_nonzero(self.alive))
        self.places = tuple(
            Place(leaf, number, offset, *((None, None) if mask.all() else (mask, bitmaps.from_mask(mask))))
            for number, (leaf, offset, mask) in enumerate(zip(leaves, self._starts, alive, strict=True))
        )
        self.whole = self.living == self.size
        self.words: Cache[Any] = Cache(_BYTES)
        self.filters: Cache[Docs] = Cache(_BYTES)
        self.answers: Cache[Any] = Cache(_BYTES)
        self.spellings: dict[str, tuple[Spelling, ...]] = {}
        self._made: dict[Hashable, Array] = {}
        self._norms: dict[Hashable, Norms] = {}
        self._scales: dict[Hashable, Scale] = {}

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    @property
    def published(self) -> Array:
        """When each document was published (seconds, N; `OPEN_DATE` for not known)."""
        if "published" not in self._made:
            self._made["published"] = self._side_by_side("published", np.int64)
        return self._made["published"]

    def _side_by_side(self, name: str, dtype: type) -> Array:
        return np.concatenate([np.zeros(0, dtype), *(leaf.arrays[name] for leaf in self.leaves)]).astype(dtype)

    def norms(self, field: str, weight: FieldWeight) -> Array:
        """For each document what a frequency in `field` is multiplied by for its length: 1 / (1 - b + b
        length/average), the average over the living documents that have the field.
        """
        key = (field, weight.b)
        found = self._made.get(key)
        if found is None:
            lengths = self._side_by_side(f"{field}/lengths", np.float32)
            counted = lengths[self.alive & (lengths > 0)]
            average = counted.mean(dtype=np.float64) if counted.size else 1.0
            found = np.reciprocal(np.float32(1 - weight.b) + np.float32(weight.b / average) * lengths)
            self._made[key] = found
        return found

    def scale(self, field: str, ranking: Ranking) -> Scale:
        """How the fields count for a word: as the ranking says, or its own field alone by plain BM25."""
        if field == TEXT:
            fields = ranking.fields
            given = tuple([fields.get(name, _PLAIN) for name in TEXT_FIELDS])
        else:
            given = tuple([_PLAIN if name == field else _NOT for name in TEXT_FIELDS])
        key = (field == TEXT, given, ranking.k1, ranking.title)
        found = self._scales.get(key)
        if found is None:
            title = ranking.title if field == TEXT else 0.0
            found = self._scales[key] = Scale(given, ranking.k1, title, all(one.weight > 0 for one in given))
        return found

    def norms_in(self, place: Place, scale: Scale) -> Norms:
        """The norms of a leaf's documents."""
        key = (place.offset, scale)
        found = self._norms.get(key)
        if found is None:
            part = slice(place.offset, place.offset + place.leaf.size)
            rows = [self.norms(name, field)[part] for name, field in zip(TEXT_FIELDS, scale.fields, strict=True)]
            weights = np.array([field.weight for field in scale.fields], np.float32)
            found = self._norms[key] = Norms(np.stack(rows) * weights[:, None], rows[0])
        return found

    def freshness(self, ranking: Ranking) -> Array | None:
        """What each score is multiplied by for age: floor + (1 - floor) / 2^(age / half-life); the floor where the day
        is open. `now` is the same all day, and so is this. None when age does not count.
        """
        if ranking.half_life <= 0:
            return None
        key = (ranking.now, ranking.half_life, ranking.floor)
        found = self._made.get(key)
        if found is None:
            age = np.maximum(ranking.now - self.published, 0) / 86_400.0
            fresh = ranking.floor + (1 - ranking.floor) * np.exp2(-age / ranking.half_life)
            found = np.where(self.published == OPEN_DATE, ranking.floor, fresh).astype(np.float32)
            self._made = {kept: made for kept, made in self._made.items() if not _is_freshness(kept)} | {key: found}
        return found

    def remember(self, spellings: Mapping[str, tuple[Spelling, ...]]) -> None:
        """Keep the spellings of some folded keys, in place of all others when those have become too many."""
        if len(self.spellings) + len(spellings) > _SPELLINGS:
            self.spellings = {}
        self.spellings.update(spellings)

    def id(self, doc: int) -> str:
        """The id of a document."""
        at = bisect_right(self._starts, doc) - 1
        return self.leaves[at].id(doc - self._starts[at])

    def doc(self, id: str) -> int:
        """The living document with an id, -1 when there is none."""
        for place in self:
            doc = place.leaf.doc(id)
            if doc >= 0 and (place.alive is None or place.alive[doc]):
                return place.offset + doc
        return -1


def _is_freshness(key: Hashable) -> bool:
    return isinstance(key, tuple) and len(key) == 3
