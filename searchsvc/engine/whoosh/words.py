"""How often words and phrases stand in documents: the weighted frequencies that BM25F is made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from searchsvc.engine.query import AnyOf, Phrase, Term
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.leaf import Leaf, Postings
from searchsvc.engine.whoosh.shelf import Shelf

_PLACES = 24
"""Bits of a position in a key `document << 24 | position`: 16 million syllables an article."""


def spellings(word: Term | AnyOf) -> tuple[tuple[str, float], ...]:
    """The spellings of a word with their weights."""
    return ((word.text, 1.0),) if isinstance(word, Term) else word.spellings


def frequencies(shelf: Shelf, word: Term | AnyOf | Phrase, field: str) -> Iterator[tuple[Array, Array]]:
    """Documents of the shelf and the weighted frequency of a word or phrase in a text field of them, in lots.

    Within a lot a document comes once; over the lots it may come again (another spelling).
    """
    for leaf, offset in shelf:
        if isinstance(word, Phrase):
            docs, counts = _phrase(leaf, word, field)
            if docs.size:
                yield docs + offset, counts
            continue
        for text, weight in spellings(word):
            found = leaf.postings(field, text)
            if found is not None:
                yield found.docs + np.uint32(offset), found.freqs * np.float32(weight)


def _phrase(leaf: Leaf, phrase: Phrase, field: str) -> tuple[Array, Array]:
    places = _places(leaf, phrase, field)
    if not places:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    if phrase.slop == 0 and phrase.ordered:
        starts, weights = _adjacent(places)
    elif phrase.ordered:
        starts, weights = _in_order(places, phrase.slop)
    else:
        starts, weights = _anyhow(places, phrase.slop)
    docs, first = np.unique(starts >> _PLACES, return_inverse=True)
    return docs, np.bincount(first, weights=weights, minlength=docs.size).astype(np.float32)


def _places(leaf: Leaf, phrase: Phrase, field: str) -> list[tuple[Array, Array]]:
    """For each word of a phrase its sorted place keys and their weights, in documents that have all of the words."""
    found = [
        [(posting, weight) for text, weight in spellings(word) if (posting := leaf.postings(field, text))]
        for word in phrase.words
    ]
    if not all(found):
        return []
    together = np.full(leaf.size, True)
    for some in found:
        here = np.zeros(leaf.size, dtype=bool)
        for posting, _ in some:
            here[posting.docs] = True
        together &= here
    return [_keys(some, together) for some in found]


def _keys(postings: list[tuple[Postings, float]], together: Array) -> tuple[Array, Array]:
    keys, weights = [], []
    for posting, weight in postings:
        kept = together[posting.docs]
        freqs = posting.freqs
        docs = np.repeat(posting.docs[kept].astype(np.int64), freqs[kept])
        keys.append((docs << _PLACES) | posting.positions[np.repeat(kept, freqs)])
        weights.append(np.full(docs.size, weight, np.float32))
    if len(keys) == 1:
        return keys[0], weights[0]
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys, kind="stable")
    return all_keys[order], np.concatenate(weights)[order]


def _adjacent(places: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    starts, weights = places[0]
    for distance, (keys, key_weights) in enumerate(places[1:], 1):
        at = np.searchsorted(keys, starts + distance)
        at[at == keys.size] = 0
        hit = keys[at] == starts + distance if keys.size else np.zeros(starts.size, bool)
        starts, weights = starts[hit], weights[hit] * key_weights[at[hit]]
    return starts, weights


def _in_order(places: list[tuple[Array, Array]], slop: int) -> tuple[Array, Array]:
    """Each first word with the nearest second after it, and so on, the whole no wider than its words and the slop."""
    starts, weights = places[0]
    ends = starts
    for keys, key_weights in places[1:]:
        at = np.searchsorted(keys, ends, side="right")
        hit = at < keys.size
        starts, at, weights = starts[hit], at[hit], weights[hit]
        ends, weights = keys[at], weights * key_weights[at]
    near = ends - starts <= len(places) - 1 + slop
    return starts[near], weights[near]


def _anyhow(places: list[tuple[Array, Array]], slop: int) -> tuple[Array, Array]:
    """Windows in any order: each word in turn the leftmost, with the nearest of every other word behind it."""
    found, all_weights = [], []
    for first, (keys, key_weights) in enumerate(places):
        starts, weights = keys, key_weights
        ends = starts
        for other, (other_keys, other_weights) in enumerate(places):
            if other == first:
                continue
            at = np.searchsorted(other_keys, starts, side="right")
            hit = at < other_keys.size
            starts, ends, at, weights = starts[hit], ends[hit], at[hit], weights[hit]
            ends, weights = np.maximum(ends, other_keys[at]), weights * other_weights[at]
        near = ends - starts <= len(places) - 1 + slop
        found.append(starts[near])
        all_weights.append(weights[near])
    return np.concatenate(found), np.concatenate(all_weights)
