"""Marks: for each occurrence of a word one byte that says which word may stand behind it.

A phrase of two common words would have to look each place of the one up among the places of the other. The mark of the
word behind (its checksum in 254 classes) lets one quick pass over bytes leave hardly any place that is not one of the
phrase's; those are then looked up. Marks only leave out what cannot be, they never say that something is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.strings import encoded

_CLASSES = 254
_ANY = 254
"""More than one term begins at the next position (a code and its first part)."""
_NONE = 255
"""A gap or the end of the text is behind."""


def of_term(term: str) -> int:
    """The mark of a term."""
    return zlib.crc32(encoded(term)) % _CLASSES


def of_terms(terms: Sequence[str]) -> Array:
    """The marks of many terms, and one more at the end for the gap, which is numbered -1."""
    found = np.fromiter(map(of_term, terms), np.uint8, len(terms))
    return np.append(found, np.uint8(_NONE))


def following(ranks: Array, ends: Array, *, codes_at: Array, of: Array) -> Array:
    """For each word of many texts put end to end (`ends`: where each text ends) the mark of the one behind it.

    `codes_at` are the places where codes begin too, `of` the marks by rank.
    """
    found = np.full(ranks.size, _NONE, np.uint8)
    found[:-1] = of[ranks[1:]]
    before = codes_at[codes_at > 0] - 1
    found[before[before < found.size]] = _ANY
    found[ends[ends > 0] - 1] = _NONE
    return found


def allowing(terms: Iterable[str]) -> Array:
    """Which marks may stand before one of these terms (bool, 256)."""
    allowed = np.zeros(256, dtype=bool)
    allowed[_ANY] = True
    for term in terms:
        allowed[of_term(term)] = True
    return allowed
