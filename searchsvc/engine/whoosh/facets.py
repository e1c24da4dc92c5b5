"""Counting the values of a keyword field over all matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.arrays.strings import decoded
from searchsvc.engine.whoosh.gather import stretches
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Place, Shelf

_FEW = 16
"""When fewer than one in so many takes part, they are looked up; else all are gone through."""

_LOOK_UP = 4
"""Looking one value up in a leaf costs what reading so many does."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Of one leaf: the numbers of the values that occur, ascending, and how often each does."""

    leaf: Leaf
    numbers: Array
    counts: Array

    def least(self, size: int) -> int:
        """The k-th largest count, 0 when there are fewer. By a histogram: most counts are 1 or 2."""
        if self.counts.size < size:
            return 0
        reached = np.bincount(self.counts)[::-1].cumsum()  # how many values reach the largest count, the next, ...
        return reached.size - 1 - int(reached.searchsorted(size))

    def of(self, field: str, values: Sequence[str]) -> Array:
        """How often each of some values occurs."""
        wanted = np.array([self.leaf.term(field, value) for value in values], np.int64)
        at = np.minimum(self.numbers.searchsorted(wanted), self.numbers.size - 1)
        return np.where(self.numbers[at] == wanted, self.counts[at], 0)


def facet(shelf: Shelf, field: str, docs: Array, *, size: int) -> tuple[tuple[str, int], ...]:
    """The commonest values of a keyword field in the documents, with their counts; equal counts by value.

    An archive names tens of thousands of people: only values that can be among the commonest are given their text. What
    is in the k-th place of one leaf bounds the k-th of all from below, and a value that reaches the bound has its share
    of it in one leaf at least.
    """
    counted = [some for place in shelf if (some := _counted(place, field, docs)).numbers.size]
    if not counted or size <= 0:
        return ()
    share = max(1, -(-max(some.least(size) for some in counted) // len(counted)))
    here = sum(some.numbers.size for some in counted)
    likely = sum(int(np.count_nonzero(some.counts >= share)) for some in counted)
    if len(counted) == 1 or here < _LOOK_UP * likely * len(counted):
        totals = _added(counted, field, share if len(counted) == 1 else 1)
    else:
        values = list(_added(counted, field, share))
        totals = dict(zip(values, np.sum([some.of(field, values) for some in counted], axis=0).tolist(), strict=True))
    return tuple(sorted(totals.items(), key=lambda value: (-value[1], value[0]))[:size])


def _added(counted: Iterable[_Counted], field: str, least: int) -> dict[str, int]:
    """The values that reach a count in a leaf, and those counts added."""
    totals: Counter[str] = Counter()
    for some in counted:
        terms, enough = some.leaf.terms(field), some.counts >= least
        for number, count in zip(some.numbers[enough].tolist(), some.counts[enough].tolist(), strict=True):
            totals[decoded(terms[number])] += count
    return totals


def _counted(place: Place, field: str, docs: Array) -> _Counted:
    """How many of the documents have each value of a leaf."""
    leaf = place.leaf
    begin, end = docs.searchsorted((place.offset, place.offset + leaf.size))
    if begin == end:
        return _Counted(leaf, docs[:0], docs[:0])
    values = _values(leaf, field, docs[begin:end] - np.int32(place.offset))
    if values.size * _FEW < len(leaf.terms(field)):
        return _Counted(leaf, *np.unique(values, return_counts=True))
    counts = np.bincount(values)
    numbers = counts.nonzero()[0]
    return _Counted(leaf, numbers, counts[numbers])


def _values(leaf: Leaf, field: str, docs: Array) -> Array:
    """The values of some documents of a leaf, one after another."""
    owners, values = leaf.arrays[f"{field}/owners"], leaf.arrays[f"{field}/values"]
    if docs.size == leaf.size:
        return values
    if docs.size * _FEW < leaf.size:
        wanted = docs.astype(owners.dtype)
        first, last = owners.searchsorted(wanted), owners.searchsorted(wanted, side="right")
        return values[stretches(first, last - first)]
    mask = np.zeros(leaf.size, dtype=bool)
    mask[docs] = True
    return values[mask[owners]]
