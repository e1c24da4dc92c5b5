"""Whole numbers below 4096 in a byte and a half each: their low bytes in one array, their high halves in another, two
to a byte. Any of them can be read without the others, and the low bytes alone tell most apart.
"""

from __future__ import annotations

import numpy as np

from searchsvc.arrays.mapped import Array

MOST = 0xFFF


def split(values: Array) -> tuple[Array, Array]:
    """The low bytes and the high halves."""
    high = np.zeros(values.size + values.size % 2, np.uint8)
    high[: values.size] = values >> 8
    return (values & 0xFF).astype(np.uint8), high[0::2] | (high[1::2] << 4)


def joined(low: Array, high: Array, begin: int, end: int) -> Array:
    """The numbers from one place to another (uint16)."""
    pairs = high[begin >> 1 : (end + 1) >> 1]
    halves = np.empty(2 * pairs.size, np.uint16)
    halves[0::2], halves[1::2] = pairs & 15, pairs >> 4
    found: Array = (halves[begin & 1 :][: end - begin] << 8) | low[begin:end]
    return found


def taken(low: Array, high: Array, places: Array) -> Array:
    """The numbers at some places (uint16)."""
    halves = (high[places >> 1] >> ((places & 1) << 2).astype(np.uint8)) & 15
    found: Array = (halves.astype(np.uint16) << 8) | low[places]
    return found
