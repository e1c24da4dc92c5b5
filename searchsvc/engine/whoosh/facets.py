"""Counting the values of a keyword field over all matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.gather import stretches
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Place, Shelf
from searchsvc.engine.whoosh.strings import decoded

_FEW = 16
"""When fewer than one document in so many matches, their values are looked up; else all values are gone through."""

_LOOK_UP = 16
"""Looking one value up in a leaf costs what reading so many does."""


def facet(shelf: Shelf, field: str, docs: Array, *, size: int) -> tuple[tuple[str, int], ...]:
    """The commonest values of a keyword field in the documents, with their counts; equal counts by value.

    An archive names tens of thousands of people: only values that can be among the commonest are given their text. What
    is in the k-th place of one leaf bounds the k-th of all from below, and a value that reaches the bound has its share
    of it in one leaf at least.
    """
    counted = [(place.leaf, counts) for place in shelf if (counts := _counts(place, field, docs)).any()]
    if not counted or size <= 0:
        return ()
    share = max(1, -(-max(_kth(counts, size) for _, counts in counted) // len(counted)))
    here = sum(np.count_nonzero(counts) for _, counts in counted)
    likely = sum(np.count_nonzero(counts >= share) for _, counts in counted)
    if len(counted) == 1 or here < _LOOK_UP * likely * len(counted):
        totals = _added(counted, field, share if len(counted) == 1 else 1)
    else:
        totals = {value: _total(counted, field, value) for value in _added(counted, field, share)}
    return tuple(sorted(totals.items(), key=lambda value: (-value[1], value[0]))[:size])


def _added(counted: Iterable[tuple[Leaf, Array]], field: str, least: int) -> dict[str, int]:
    """The values that reach a count in a leaf, and those counts added."""
    totals: Counter[str] = Counter()
    for leaf, counts in counted:
        terms, numbers = leaf.terms(field), (counts >= least).nonzero()[0]
        for number, count in zip(numbers.tolist(), counts[numbers].tolist(), strict=True):
            totals[decoded(terms[number])] += count
    return totals


def _counts(place: Place, field: str, docs: Array) -> Array:
    """How many of the documents have each value of a leaf."""
    arrays, leaf = place.leaf.arrays, place.leaf
    begin, end = np.searchsorted(docs, (place.offset, place.offset + leaf.size))
    if end - begin == leaf.size:
        return np.diff(arrays[f"{field}/post_at"].astype(np.int64))
    here = docs[begin:end] - np.int32(place.offset)
    owners, values = arrays[f"{field}/owners"], arrays[f"{field}/values"]
    if here.size * _FEW < leaf.size:
        here = here.astype(owners.dtype)
        first, last = np.searchsorted(owners, here), np.searchsorted(owners, here, side="right")
        values = values[stretches(first, last - first)]
    else:
        mask = np.zeros(leaf.size, dtype=bool)
        mask[here] = True
        values = values[mask[owners]]
    return np.bincount(values, minlength=len(leaf.terms(field)))


def _kth(counts: Array, size: int) -> int:
    """The k-th largest count, 0 when there are fewer."""
    return int(np.partition(counts, counts.size - size)[counts.size - size]) if counts.size >= size else 0


def _total(counted: Iterable[tuple[Leaf, Array]], field: str, value: str) -> int:
    return sum(int(counts[number]) for leaf, counts in counted if (number := leaf.term(field, value)) >= 0)
