"""Sets of a leaf's documents: bits where they are many, a list where they are few.

Bits are joined 64 documents at a time, and counted without being listed; a rare word does not cost what a common one
does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.engine.whoosh.gather import located

_FEW = 64
"""A list of fewer than one document in so many stays a list when lists are put together."""


_NONE = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Docs:
    """Some of `size` documents: `bits` or, where these are None, `listed` (ascending, int32)."""

    size: int
    bits: Array | None = None
    listed: Array = field(default_factory=lambda: _NONE)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.listed.size if self.bits is None else bitmaps.count(self.bits)

    @property
    def bytes(self) -> int:
        """What it takes to keep them."""
        return self.listed.nbytes if self.bits is None else self.bits.nbytes

    def numbers(self) -> Array:
        """All of them, ascending (int32)."""
        return self.listed if self.bits is None else bitmaps.to_numbers(self.bits, self.size)

    def as_bits(self) -> Array:
        """All of them as bits."""
        return bitmaps.from_numbers(self.listed, self.size) if self.bits is None else self.bits

    def holding(self, docs: Array) -> Array:
        """The places in `docs` (ascending) of those that are in the set."""
        if self.bits is not None:
            return bitmaps.holds(self.bits, docs).nonzero()[0]
        return located(self.listed, docs, self.size)[0]


def meeting(sets: Sequence[Docs]) -> Docs:
    """What is in all of some sets (there must be one). Bits first, then the lists, the shortest before the others."""
    bits = [one.bits for one in sets if one.bits is not None]
    lists = sorted((one for one in sets if one.bits is None), key=lambda one: one.listed.size)
    size, shared = sets[0].size, bits[0] if bits else None
    for more in bits[1:]:
        shared = shared & more
    if not lists:
        return Docs(size, shared)
    docs = lists[0].listed
    if shared is not None and docs.size:
        docs = docs[bitmaps.holds(shared, docs)]
    for one in lists[1:]:
        docs = docs[one.holding(docs)]
    return Docs(size, None, docs)


def joining(sets: Sequence[Docs], size: int) -> Docs:
    """What is in any of some sets."""
    if len(sets) == 1:
        return sets[0]
    bits = [one.bits for one in sets if one.bits is not None]
    return joined(bits, [one.listed for one in sets if one.bits is None and one.listed.size], size)


def joined(bits: list[Array], lists: list[Array], size: int) -> Docs:
    """What is in any of some sets, given as bits and as lists."""
    if lists:
        listed = lists[0] if len(lists) == 1 else np.concatenate(lists)
        if not bits and listed.size * _FEW < size:
            return Docs(size, None, (listed if len(lists) == 1 else np.unique(listed)).astype(np.int32, copy=False))
        bits = [bitmaps.from_numbers(listed, size), *bits]
    if not bits:
        return Docs(size)
    found = bits[0] if len(bits) == 1 else bits[0] | bits[1]
    for more in bits[2:]:
        np.bitwise_or(found, more, out=found)
    return Docs(size, found)


def at_least(sets: Sequence[Docs], least: int, size: int) -> Docs:
    """What is in so many of some sets."""
    if least <= 1:
        return joining(sets, size)
    counts: Array = np.zeros(size, np.uint8 if len(sets) < 256 else np.uint32)
    for one in sets:
        if one.bits is None:
            counts[one.listed] += 1
        else:
            counts += bitmaps.to_mask(one.bits, size)
    return Docs(size, bitmaps.from_mask(counts >= least))


def without(some: Docs, others: Docs) -> Docs:
    """What is in one set and not in another."""
    return Docs(some.size, some.as_bits() & ~others.as_bits())
