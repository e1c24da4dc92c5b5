"""Sets of numbers below a size as bits, 64 to a word: small where a set is dense, and joined thousands at a time."""

from __future__ import annotations

import numpy as np

from searchsvc.arrays.mapped import Array

WORD = 64


def width(size: int) -> int:
    """How many words hold the numbers below `size`."""
    return -(-size // WORD)


def from_mask(mask: Array) -> Array:
    """The bits of a mask (bool, N)."""
    packed = np.packbits(mask, bitorder="little")
    found = np.zeros(width(mask.size) * 8, np.uint8)
    found[: packed.size] = packed
    return found.view("<u8")


def from_numbers(numbers: Array, size: int) -> Array:
    """The bits of some numbers."""
    mask = np.zeros(size, dtype=bool)
    mask[numbers] = True
    return from_mask(mask)


def full(size: int) -> Array:
    """All numbers below `size`."""
    return from_mask(np.ones(size, dtype=bool))


def to_mask(bits: Array, size: int) -> Array:
    """The mask (bool, N) of a set."""
    mask: Array = np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(bool)
    return mask


def to_numbers(bits: Array, size: int) -> Array:
    """The numbers in a set, ascending (int32)."""
    return to_mask(bits, size).nonzero()[0].astype(np.int32)


def count(bits: Array) -> int:
    """How many numbers are in a set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def holds(bits: Array, numbers: Array) -> Array:
    """Which of some numbers are in a set (bool)."""
    eights = bits.view(np.uint8)
    found: Array = (eights[numbers >> 3] >> (numbers & 7).astype(np.uint8)) & 1
    return found.view(bool)


def ranks(bits: Array, numbers: Array) -> tuple[Array, Array]:
    """For each of several sets (rows of `bits`) and each number: whether it is there (0 or 1), and how many of the set
    are below it. Rows of results are sets, columns numbers.
    """
    before = np.zeros((bits.shape[0], bits.shape[1] + 1), np.int32)
    np.cumsum(np.bitwise_count(bits), axis=1, dtype=np.int32, out=before[:, 1:])
    word = numbers >> 6
    shift = (numbers & 63).astype(np.uint64)
    here = bits.take(word, axis=1)
    there = (here >> shift).astype(np.uint8) & np.uint8(1)
    below = np.bitwise_count(here & ((np.uint64(1) << shift) - np.uint64(1)))
    return there, before.take(word, axis=1) + below


def chosen(bits: Array, ranks: Array) -> Array:
    """The numbers of a set that have so many of it below them (int64)."""
    counts = np.bitwise_count(bits)
    ends = counts.cumsum(dtype=np.int64)
    word = ends.searchsorted(ranks, side="right")
    rest = ranks - (ends[word] - counts[word])
    single = np.unpackbits(bits[word].view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    found: Array = word * WORD + (single.cumsum(axis=1) <= rest[:, None]).sum(axis=1)
    return found
