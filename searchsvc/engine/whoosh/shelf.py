"""A shelf: the leaves of one state of the index, side by side, their documents numbered through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from searchsvc.engine.schema import TEXT_FIELDS, FieldWeight
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.leaf import Leaf


class Shelf:
    """Leaves with the number of their first document (`offsets`), and which documents live (`alive`, bool, N)."""

    def __init__(self, leaves: Sequence[Leaf], alive: Sequence[Array]) -> None:
        self.leaves = tuple(leaves)
        sizes = [leaf.size for leaf in leaves]
        self.offsets = tuple(int(offset) for offset in np.cumsum([0, *sizes]))[:-1]
        self.size = sum(sizes)
        self.alive: Array = np.concatenate([*alive, np.zeros(0, bool)])
        self.living = int(self.alive.sum())
        self.published: Array = np.concatenate([np.zeros(0, np.int64), *(leaf.arrays["published"] for leaf in leaves)])
        self._norms: dict[tuple[str, float], Array] = {}
        self._lengths: dict[str, int] = {name: sum(leaf.length_sum(name) for leaf in leaves) for name in TEXT_FIELDS}

    def __iter__(self) -> Iterator[tuple[Leaf, int]]:
        return iter(zip(self.leaves, self.offsets, strict=True))

    def norms(self, field: str, weight: FieldWeight) -> Array:
        """For each document what a frequency in `field` is multiplied by for its length: 1 / (1 - b + b
        length/average).
        """
        key = (field, weight.b)
        found = self._norms.get(key)
        if found is None:
            lengths = np.concatenate(
                [np.zeros(0, np.uint32), *(leaf.arrays[f"{field}/lengths"] for leaf in self.leaves)]
            )
            average = self._lengths[field] / max(1, int(np.count_nonzero(lengths))) or 1.0
            found = (1.0 / (1.0 - weight.b + weight.b * lengths / float(average))).astype(np.float32)
            self._norms[key] = found
        return found

    def id(self, doc: int) -> str:
        """The id of a document."""
        at = int(np.searchsorted(self.offsets, doc, side="right")) - 1
        return self.leaves[at].id(doc - self.offsets[at])

    def doc(self, id: str) -> int:
        """The living document with an id, -1 when there is none."""
        for leaf, offset in self:
            doc = leaf.doc(id)
            if doc >= 0 and self.alive[offset + doc]:
                return offset + doc
        return -1
