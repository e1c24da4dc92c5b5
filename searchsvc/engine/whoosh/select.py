"""The page asked for: the best few of the matches, in order."""

from __future__ import annotations

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.schema import Request
from searchsvc.engine.whoosh.invert import OPEN_DATE
from searchsvc.engine.whoosh.shelf import Shelf


def days(shelf: Shelf, request: Request, docs: Array) -> Array:
    """What documents are sorted by in order of time, largest first: days, with the open ones last."""
    published = shelf.published[docs]
    keys = published.astype(np.float64) if request.sort == "newest" else -published.astype(np.float64)
    keys[published == OPEN_DATE] = -np.inf
    return keys


def page(shelf: Shelf, request: Request, docs: Array, keys: Array) -> Array:
    """Places in `docs` of the page asked for: largest key first, equal keys in the order of the documents."""
    kept = np.arange(docs.size)
    if request.after is not None:
        key, id = request.after
        kept = np.flatnonzero((keys < key) | ((keys == key) & (docs > shelf.doc(id))))
    wanted = request.offset + request.size
    if kept.size > wanted:
        kept = _best(kept, keys[kept], wanted)
    order = np.argsort(-keys[kept], kind="stable")
    chosen: Array = kept[order[request.offset : wanted]]
    return chosen


def _best(places: Array, keys: Array, wanted: int) -> Array:
    """The `wanted` places with the largest keys, in their order; of equal ones the first."""
    if wanted <= 0:
        return places[:0]
    least = kth(keys, wanted)
    above = np.flatnonzero(keys > least)
    equal = np.flatnonzero(keys == least)[: wanted - above.size]
    best: Array = places[np.sort(np.concatenate([above, equal]))]
    return best


_BLOCK = 64


def kth(keys: Array, wanted: int) -> float:
    """The `wanted`-th largest key.

    The k-th largest of the blocks' largest is no larger than it: what is below need not be sorted.
    """
    blocks = keys.size // _BLOCK
    if blocks > 4 * wanted:
        tops = keys[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        keys = keys[keys >= np.partition(tops, blocks - wanted)[blocks - wanted]]
    return float(np.partition(keys, keys.size - wanted)[keys.size - wanted])
