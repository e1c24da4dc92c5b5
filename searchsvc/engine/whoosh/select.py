"""From matches to an answer: the best few in order, and counts of values over all of them."""

from __future__ import annotations

from collections import Counter

import numpy as np

from searchsvc.engine.schema import Request
from searchsvc.engine.whoosh.arrays import Array, spans
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Shelf


def page(shelf: Shelf, request: Request, docs: Array, keys: Array) -> Array:
    """Places in `docs` of the page asked for: largest key first, equal keys in the order of the documents."""
    kept = np.arange(docs.size)
    if request.after is not None:
        key, id = request.after
        kept = np.flatnonzero((keys < key) | ((keys == key) & (docs > shelf.doc(id))))
    wanted = request.offset + request.size
    if kept.size > wanted > 0:
        least = np.partition(keys[kept], kept.size - wanted)[kept.size - wanted]
        kept = kept[keys[kept] >= least]
    order = np.lexsort((docs[kept], -keys[kept]))
    chosen: Array = kept[order[request.offset : wanted]]
    return chosen


def facet(shelf: Shelf, name: str, mask: Array, *, size: int) -> tuple[tuple[str, int], ...]:
    """The commonest values of a keyword field in the documents of `mask`, with their counts; equal counts by value."""
    total: Counter[str] = Counter()
    counted = [(leaf, _counts(leaf, name, mask[offset : offset + leaf.size])) for leaf, offset in shelf]
    for leaf, counts in counted:
        for number in np.flatnonzero(counts):
            total[leaf.term_bytes(name, int(number)).decode("utf-8")] += int(counts[number])
    return tuple(sorted(total.items(), key=lambda value: (-value[1], value[0]))[:size])


def _counts(leaf: Leaf, name: str, mask: Array) -> Array:
    arrays = leaf.arrays
    values = arrays[f"{name}/values"][np.repeat(mask, spans(arrays[f"{name}/doc_at"]))]
    return np.bincount(values, minlength=arrays[f"{name}/term_at"].size - 1)
