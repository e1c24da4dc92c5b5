"""How postings are packed: who has a term as bits or as a list, how often in which field as one byte.

A term that more than one document in 32 has takes a bit of every document; Vietnamese has a thousand such syllables,
and they hold four of five postings. Any other term has its documents in a list. How often a term stands in a document
is a byte: five bits for the body, one each for title, lead and captions. What does not fit (0.3 %) is 0 there and
stands in `rare`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.arrays import bitmaps, twelve
from searchsvc.arrays.mapped import Array, narrow, width
from searchsvc.engine.schema import TEXT_FIELDS

DENSE = 32
"""A term that more than one document in so many has is kept as bits."""
BODY = 31
"""The bits of a code that say how often a term stands in the body; the highest number, too."""
FLAGS = {"title": 32, "lead": 64, "captions": 128}
"""The bits of a code that say that a term stands once in another field."""
BITS = {name: FLAGS.get(name, BODY) for name in TEXT_FIELDS}
COUNTS: Array = np.array(
    [[code & BODY if name == "body" else (code & bit) > 0 for code in range(256)] for name, bit in BITS.items()],
    np.float32,
)
"""How often a term stands in each text field, by its code (fields, 256)."""
BLOCK = 32
"""Postings after which the number of occurrences so far is kept."""
TOTALS: Array = np.array([(code & BODY) + (code >> 5).bit_count() for code in range(256)], np.uint8)
"""How often a term stands in a document in all, by its code."""


def coded(counts: Sequence[Array]) -> dict[str, Array]:
    """Frequencies of all postings, by text field, as codes and what does not fit into them."""
    by_field = dict(zip(TEXT_FIELDS, counts, strict=True))
    fits = by_field["body"] <= BODY
    codes = by_field["body"].astype(np.uint8)
    for name, flag in FLAGS.items():
        fits &= by_field[name] <= 1
        codes |= (by_field[name] > 0).view(np.uint8) * np.uint8(flag)
    rare_at = np.flatnonzero(~fits)
    codes[rare_at] = 0
    rare = np.stack([some[rare_at] for some in counts], axis=1)
    return {"codes": codes, "rare_at": rare_at.astype("<u4"), "rare": narrow(rare.ravel())}


def totals(codes: Array, rare_at: Array, rare: Array) -> Array:
    """How often the term of each posting stands in its document in all (uint32)."""
    found = TOTALS.take(codes).astype(np.uint32)
    found[rare_at] = rare.reshape(-1, len(TEXT_FIELDS)).sum(axis=1)
    return found


def blocks(totals: Array) -> Array:
    """How many occurrences there are before every 32nd posting."""
    sums = np.append(0, totals.cumsum(dtype=np.int64))
    return sums[::BLOCK].astype(width(int(sums[-1])))


def documents(docs: Array, post_at: Array, size: int) -> dict[str, Array]:
    """The documents of all postings as bits of the common terms and lists of the others.

    `dense` has the numbers of the common terms, `bits` a row for each; `doc_at` where each term's list begins.
    """
    counts = np.diff(post_at)
    dense = np.flatnonzero(counts * DENSE > size)
    bits = np.zeros((dense.size, bitmaps.width(size)), "<u8")
    for row, number in enumerate(dense.tolist()):
        bits[row] = bitmaps.from_numbers(docs[post_at[number] : post_at[number + 1]], size)
    listed = np.ones(counts.size, dtype=bool)
    listed[dense] = False
    lengths = counts * listed
    return {
        "dense": dense.astype("<u4"),
        "bits": bits.ravel(),
        "doc_at": narrow(np.append(0, np.cumsum(lengths))),
        "docs": docs[np.repeat(listed, counts)].astype(width(size)),
    }


def titled(in_title: Array, docs: Array, post_at: Array, size: int) -> dict[str, Array]:
    """The postings of titles as lists of their own: what a title is worth goes by how many titles have a word."""
    at = np.flatnonzero(in_title)
    return {"title_at": narrow(np.searchsorted(at, post_at)), "title_docs": docs[at].astype(width(size))}


def places(positions: Array, marks: Array) -> dict[str, Array]:
    """Positions and marks of all occurrences, twelve bits each; positions from 4095 on stand in a list besides."""
    far = np.flatnonzero(positions >= twelve.MOST)
    near = positions.copy()
    near[far] = twelve.MOST
    (low, high), (mark_low, mark_high) = twelve.split(near), twelve.split(marks)
    return {
        "positions": low,
        "position_halves": high,
        "far_at": far.astype(width(positions.size)),
        "far": narrow(positions[far]),
        "marks": mark_low,
        "mark_halves": mark_high,
    }
