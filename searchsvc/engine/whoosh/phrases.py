"""Where the words of a phrase stand as it asks, in one leaf.

A place in a leaf is a pair: document and position. Words side by side are found through the marks of the rarest of
them; words further apart through keys `document << 24 | position` of the documents that have them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchsvc.engine.query import AnyOf, Phrase, Term
from searchsvc.engine.whoosh import marks
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.gather import NOTHING, Lot, located, stretches
from searchsvc.engine.whoosh.leaf import Leaf, Postings

_PLACES = 24
"""Bits of a position in a key: 16 million syllables an article."""
_PASS = 8
"""Passing over the marks of so many places costs what looking one place up does."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a phrase in a leaf: the postings of each of its spellings that are there, with their weights."""

    found: tuple[tuple[Postings, float], ...]
    texts: tuple[str, ...]

    @property
    def places(self) -> int:
        return sum(posting.positions.size for posting, _ in self.found)


Keys = tuple[Array, Array]
"""Sorted keys, each once, and the weight of the best spelling that stands there."""


def spellings(word: Term | AnyOf) -> tuple[tuple[str, float], ...]:
    """The spellings of a word with their weights."""
    return ((word.text, 1.0),) if isinstance(word, Term) else word.spellings


def counted(leaf: Leaf, phrase: Phrase, field: str) -> Lot:
    """The documents that have a phrase of at least two words, and how often, each place times its words' weights."""
    words = [_word(leaf, word, field) for word in phrase.words]
    if not all(word.found for word in words):
        return NOTHING
    if phrase.slop == 0 and phrase.ordered:
        starts, weights = _side_by_side(words, leaf.size)
    else:
        keys = _together(words, leaf.size)
        starts, weights = _in_order(keys, phrase.slop) if phrase.ordered else _anyhow(keys, phrase.slop)
    docs = (starts >> _PLACES).astype(np.int32)
    if not docs.size:
        return NOTHING
    first = np.flatnonzero(np.append(True, docs[1:] != docs[:-1]))
    return docs[first], np.add.reduceat(weights, first)


def _word(leaf: Leaf, word: Term | AnyOf, field: str) -> _Word:
    there = [(text, leaf.postings(field, text), weight) for text, weight in spellings(word)]
    kept = [(text, posting, weight) for text, posting, weight in there if posting is not None]
    return _Word(tuple((posting, weight) for _, posting, weight in kept), tuple(text for text, _, _ in kept))


def _side_by_side(words: Sequence[_Word], size: int) -> Keys:
    """From the word with the fewest places: those whose mark allows the next word; then every other word looked up."""
    places = [word.places for word in words]
    places[-1] *= _PASS  # the last word has none behind it whose mark would tell
    first = int(np.argmin(places))
    keys, weights = _begun(words, first)
    for distance, word in enumerate(words):
        if distance != first and keys.size:
            there = _standing(word, keys + (distance - first), size)
            kept = np.flatnonzero(there)
            keys, weights = keys[kept], weights[kept] * there[kept]
    return keys - first, weights


def _begun(words: Sequence[_Word], first: int) -> Keys:
    """The places of one word behind which the next may stand, and which have room for those before."""
    allowed = marks.allowing(words[first + 1].texts) if first + 1 < len(words) else None
    keys, weights = [], []
    for posting, weight in words[first].found:
        at = np.arange(posting.marks.size) if allowed is None else np.flatnonzero(allowed[posting.marks])
        at = at[posting.positions[at] >= first]
        keys.append((_owners(posting, at) << _PLACES) | posting.positions[at])
        weights.append(np.full(at.size, weight, np.float32))
    return _best(keys, weights)


def _owners(posting: Postings, at: Array) -> Array:
    """The documents that some of a posting's places are in."""
    if at.size * _PASS > posting.positions.size:
        return np.repeat(posting.docs, posting.freqs)[at].astype(np.int64)
    ends = np.cumsum(posting.freqs, dtype=np.int64)
    return posting.docs[np.searchsorted(ends, at, side="right")].astype(np.int64)


def _standing(word: _Word, keys: Array, size: int) -> Array:
    """For each key the weight of the best spelling of the word that stands there, 0 where none does."""
    found = np.zeros(keys.size, np.float32)
    docs, positions = (keys >> _PLACES).astype(np.int32), keys & ((1 << _PLACES) - 1)
    for posting, weight in word.found:
        hit, at = located(posting.docs, docs.astype(posting.docs.dtype), size)
        freqs = posting.freqs[at].astype(np.int64)
        ends = np.cumsum(posting.freqs, dtype=np.int64)[at]
        owners = np.repeat(hit, freqs)
        same = posting.positions[stretches(ends - freqs, freqs)] == positions[owners]
        owners = owners[same]
        found[owners] = np.maximum(found[owners], np.float32(weight))
    return found


def _together(words: Sequence[_Word], size: int) -> list[Keys]:
    """The keys of each word, in documents that have all of the words."""
    shared = np.ones(size, dtype=bool)
    for word in words:
        here = np.zeros(size, dtype=bool)
        for posting, _ in word.found:
            here[posting.docs] = True
        shared &= here
    return [_keys(word, shared) for word in words]


def _keys(word: _Word, shared: Array) -> Keys:
    keys, weights = [], []
    for posting, weight in word.found:
        at = np.flatnonzero(np.repeat(shared[posting.docs], posting.freqs))
        keys.append((_owners(posting, at) << _PLACES) | posting.positions[at])
        weights.append(np.full(at.size, weight, np.float32))
    return _best(keys, weights)


def _best(keys: Sequence[Array], weights: Sequence[Array]) -> Keys:
    """Keys of several spellings as one list; where two stand at one place the better one counts."""
    if len(keys) == 1:
        return keys[0], weights[0]
    all_keys = np.concatenate(keys)
    if not all_keys.size:
        return all_keys, np.zeros(0, np.float32)
    order = np.argsort(all_keys, kind="stable")
    all_keys, all_weights = all_keys[order], np.concatenate(weights)[order]
    first = np.flatnonzero(np.append(True, all_keys[1:] != all_keys[:-1]))
    return all_keys[first], np.maximum.reduceat(all_weights, first)


def _in_order(words: Sequence[Keys], slop: int) -> Keys:
    """Each first word with the nearest second after it, and so on, the whole no wider than its words and the slop."""
    starts, weights = words[0]
    ends = starts
    for keys, key_weights in words[1:]:
        at = np.searchsorted(keys, ends, side="right")
        hit = at < keys.size
        starts, at, weights = starts[hit], at[hit], weights[hit]
        ends, weights = keys[at], weights * key_weights[at]
    near = ends - starts <= len(words) - 1 + slop
    return starts[near], weights[near]


def _anyhow(words: Sequence[Keys], slop: int) -> Keys:
    """Windows in any order: each word in turn the leftmost, with the nearest of every other word behind it."""
    found, all_weights = [], []
    for first, (keys, key_weights) in enumerate(words):
        starts, ends, weights = keys, keys, key_weights
        for other_keys, other_weights in (*words[:first], *words[first + 1 :]):
            at = np.searchsorted(other_keys, starts, side="right")
            hit = at < other_keys.size
            starts, ends, at, weights = starts[hit], ends[hit], at[hit], weights[hit]
            ends, weights = np.maximum(ends, other_keys[at]), weights * other_weights[at]
        near = ends - starts <= len(words) - 1 + slop
        found.append(starts[near])
        all_weights.append(weights[near])
    return _best(found, all_weights)
