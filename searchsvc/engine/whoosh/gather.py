"""Lists of documents: put together, and looked up in each other.

A list is ascending, without repeats, int32. Each step has two ways, and takes the one that is quicker for the sizes at
hand: through an array over all documents, or by sorting and bisecting. A rare word must not cost what a common one
does, nor a large archive what a small one does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.arrays.mapped import Array

Lot = tuple[Array, Array]
"""Documents and a number (float32) for each."""

NOTHING: Lot = (np.zeros(0, np.int32), np.zeros(0, np.float32))

_SPARSE = 32
"""An array over all documents is worth it when more than one in so many takes part."""


def added(lots: Sequence[Lot], size: int) -> Lot:
    """The documents of all lots, their numbers (above 0) added; all documents are below `size`."""
    lots = [lot for lot in lots if lot[0].size]
    if len(lots) < 2:
        return lots[0] if lots else NOTHING
    if sum(docs.size for docs, _ in lots) * _SPARSE < size:
        return _added_by_sorting(lots)
    total = np.zeros(size, np.float32)
    for docs, numbers in lots:
        total[docs] += numbers
    found = (total != 0).nonzero()[0]
    return found.astype(np.int32), total[found]


def _added_by_sorting(lots: Sequence[Lot]) -> Lot:
    docs, numbers = (np.concatenate(column) for column in zip(*lots, strict=True))
    order = np.argsort(docs, kind="stable")
    docs, numbers = docs[order], numbers[order]
    first = beginnings(docs)
    return docs[first], np.add.reduceat(numbers, first)


def located(docs: Array, wanted: Array, size: int) -> tuple[Array, Array]:
    """Which of `wanted` are in `docs` (their places), and where there (places in `docs`); all are below `size`."""
    if not docs.size or not wanted.size:
        return NOTHING[0], NOTHING[0]
    if wanted.size * _SPARSE < docs.size + size // 8:
        at = docs.searchsorted(wanted)
        at[at == docs.size] = 0
        hit = (docs[at] == wanted).nonzero()[0]
        return hit, at[hit]
    where = np.full(size, -1, np.int32)
    where[docs] = np.arange(docs.size, dtype=np.int32)
    at = where[wanted].astype(np.intp)
    hit = (at >= 0).nonzero()[0]
    return hit, at[hit]


def stretches(starts: Array, lengths: Array) -> Array:
    """All places of the stretches `[start, start + length)`, one stretch after another."""
    ends = lengths.cumsum()
    places: Array = np.arange(int(ends[-1]) if ends.size else 0) + (starts - ends + lengths).repeat(lengths)
    return places


def beginnings(keys: Array) -> Array:
    """Where each stretch of equal keys begins; there must be some."""
    new = np.ones(keys.size, dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return new.nonzero()[0]
