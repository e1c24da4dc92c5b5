"""Which occurrences belong to which postings.

Occurrences lie one posting after another, and a posting's code says how many it has. So that not all postings before it
have to be added up, the sum is kept for every 32nd (`text/blocks`).
"""

from __future__ import annotations

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.whoosh import packing
from searchsvc.engine.whoosh.leaf import Leaf

_BLOCK = packing.BLOCK
_WITHIN = np.arange(_BLOCK)


def stretch(leaf: Leaf, postings: Array) -> tuple[Array, Array]:
    """The first occurrence of each of some postings (numbered through the leaf, as occurrences are), and how many
    there are.
    """
    block, place = np.divmod(postings, _BLOCK)
    totals = _totals(leaf, block)
    before = totals * (place[:, None] > _WITHIN)
    return leaf.arrays["text/blocks"][block] + before.sum(axis=1), totals[np.arange(place.size), place]


def owners(leaf: Leaf, occurrences: Array) -> Array:
    """The posting of each of some occurrences."""
    blocks = leaf.arrays["text/blocks"]
    block = blocks.searchsorted(occurrences.astype(blocks.dtype), side="right") - 1
    ends = _totals(leaf, block).cumsum(axis=1) + blocks[block].astype(np.int64)[:, None]
    found: Array = block * _BLOCK + (ends <= occurrences[:, None]).sum(axis=1)
    return found


def _totals(leaf: Leaf, block: Array) -> Array:
    """How many occurrences each posting of some blocks has (blocks, 32)."""
    at = block[:, None] * _BLOCK + _WITHIN
    codes = leaf.arrays["text/codes"]
    found = packing.TOTALS.take(codes.take(at, mode="clip")).astype(np.int64)
    row, column = ((found == 0) & (at < codes.size)).nonzero()
    if row.size:
        rare_at, rare = leaf.rare(0, codes.size)
        found[row, column] = rare[rare_at.searchsorted(at[row, column].astype(rare_at.dtype))].sum(axis=1)
    return found
