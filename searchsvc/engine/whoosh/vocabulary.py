"""The terms of the text fields as a dictionary for queries: how words are spelled here, and how they go on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from searchsvc.arrays.strings import decoded
from searchsvc.engine.schema import TEXT_FIELDS, Spelling
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Shelf

_ENOUGH = 4
"""Times the limit: completions taken from each leaf, so that what is common over all is among them."""


def spelled(shelf: Shelf, key: str) -> tuple[Spelling, ...]:
    """The terms that fold to a key, commonest first; a term's documents are those of the field that has most."""
    counts: dict[str, int] = {}
    for leaf in shelf.leaves:
        for text, documents in _in_leaf(leaf, key).items():
            counts[text] = counts.get(text, 0) + documents
    return _commonest(counts, len(counts))


def _in_leaf(leaf: Leaf, key: str) -> dict[str, int]:
    here: dict[str, int] = {}
    for field in TEXT_FIELDS:
        for number in leaf.spelled(field, key):
            text = decoded(leaf.terms(field)[number])
            here[text] = max(here.get(text, 0), leaf.documents(field, number))
    return here


def begun(shelf: Shelf, prefix: str, *, limit: int) -> tuple[Spelling, ...]:
    """The commonest terms whose folded key starts with `prefix`."""
    counts: dict[str, int] = {}
    for leaf in shelf.leaves:
        here: dict[str, int] = {}
        for field in TEXT_FIELDS:
            numbers = leaf.begun(field, prefix).astype(np.int64)
            ends = leaf.arrays[f"{field}/post_at"]
            documents = ends[numbers + 1].astype(np.int64) - ends[numbers]
            for at in np.argsort(-documents, kind="stable")[: limit * _ENOUGH].tolist():
                text = decoded(leaf.terms(field)[int(numbers[at])])
                here[text] = max(here.get(text, 0), int(documents[at]))
        for text, documents_here in here.items():
            counts[text] = counts.get(text, 0) + documents_here
    return _commonest(counts, limit)


def _commonest(counts: Mapping[str, int], limit: int) -> tuple[Spelling, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Spelling(text, documents) for text, documents in ordered[:limit])
