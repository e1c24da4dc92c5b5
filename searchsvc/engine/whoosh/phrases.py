"""Where the words of a phrase stand as it asks, in one leaf.

A place in a leaf is a key, `document << 24 | position`. Words side by side are found through the marks of the rarest of
them; words further apart through the keys of the documents that have them all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import AnyOf, Phrase, Term
from searchsvc.engine.whoosh import marks
from searchsvc.engine.whoosh.gather import NOTHING, Lot, beginnings, located, stretches
from searchsvc.engine.whoosh.leaf import Leaf, Postings

_PLACES = 24
"""Bits of a position in a key: 16 million syllables an article."""
_POSITION = (1 << _PLACES) - 1
_PASS = 8
"""Going over so many places costs what looking one place up does."""

Word = tuple[tuple[Postings, float], ...]
"""A word of a phrase in a leaf: the postings of each of its spellings that are there, with their weights."""
Keys = tuple[Array, Array]
"""Sorted keys, each once, and the weight of the spellings that stand there."""
_NOWHERE: Keys = (np.zeros(0, np.int64), np.zeros(0, np.float32))


def spellings(word: Term | AnyOf) -> tuple[tuple[str, float], ...]:
    """The spellings of a word with their weights."""
    return ((word.text, 1.0),) if isinstance(word, Term) else word.spellings


def counted(leaf: Leaf, phrase: Phrase, field: str) -> Lot:
    """The documents that have a phrase of at least two words, and how often, each place times its words' weights."""
    found = [[(leaf.term(field, text), weight) for text, weight in spellings(word)] for word in phrase.words]
    if not all(any(number >= 0 for number, _ in word) for word in found):
        return NOTHING
    words = [tuple((leaf.numbered(field, number), weight) for number, weight in word if number >= 0) for word in found]
    if phrase.slop == 0 and phrase.ordered:
        starts, weights = _side_by_side(words, leaf.size)
    else:
        keys = _together(words, leaf.size)
        starts, weights = _in_order(keys, phrase.slop) if phrase.ordered else _anyhow(keys, phrase.slop)
    if not starts.size:
        return NOTHING
    docs = (starts >> _PLACES).astype(np.int32)
    first = beginnings(docs)
    return docs[first], np.add.reduceat(weights, first)


def _side_by_side(words: Sequence[Word], size: int) -> Keys:
    """From the word with the fewest places and the one behind it; every other word is looked up where it must be."""
    places = [sum(posting.positions.size for posting, _ in word) for word in words]
    places[-1] *= _PASS  # the last word has no marks that would tell of another
    first = int(np.argmin(places))
    last = min(first + 1, len(words) - 1)
    keys, weights = _all_keys(words[first]) if first == last else _pairs(words[first], words[last], size)
    if first:
        room = ((keys & _POSITION) >= first).nonzero()[0]  # for the words before
        keys, weights = keys[room], weights[room]
    for distance, word in enumerate(words):
        if not first <= distance <= last and keys.size:
            there = _standing(word, keys + (distance - first), size)
            kept = there.nonzero()[0]
            keys, weights = keys[kept], weights[kept] * there[kept]
    return keys - first, weights


def _pairs(word: Word, behind: Word, size: int) -> Keys:
    """The places of a word with another one behind it: where the mark says so, and where looking says so."""
    wanted = [other.mark for other, _ in behind]
    keys, weights = [], []
    for posting, weight in word:
        some = posting.marks == marks.ANY
        for mark in wanted:
            np.logical_or(some, posting.marks == mark, out=some)
        at = some.nonzero()[0]
        if not at.size:
            continue
        here, there = _key(posting, at), _marked(posting.marks[at], behind)
        unsure = (there == 0).nonzero()[0]
        if unsure.size:
            there[unsure] = _standing(behind, here[unsure] + 1, size)
            kept = there.nonzero()[0]
            here, there = here[kept], there[kept]
        keys.append(here)
        weights.append(there if weight == 1 else there * np.float32(weight))
    return _summed(keys, weights) if keys else _NOWHERE


def _marked(found: Array, behind: Word) -> Array:
    """For each mark the weight of the spelling that it says is behind, 0 where it does not say what is."""
    weights = np.zeros(found.size, np.float32)
    for posting, weight in behind:
        if posting.mark != marks.ANY:
            weights[found == posting.mark] += np.float32(weight)
    return weights


def _key(posting: Postings, at: Array) -> Array:
    """The keys of some of a posting's places."""
    if at.size * _PASS > posting.positions.size:
        docs = posting.docs.repeat(posting.freqs)[at]
    else:
        ends = posting.freqs.cumsum(dtype=np.int64)
        docs = posting.docs[ends.searchsorted(at, side="right")]
    return (docs.astype(np.int64) << _PLACES) | posting.positions[at]


def _all_keys(word: Word) -> Keys:
    keys = [_key(posting, np.arange(posting.positions.size)) for posting, _ in word]
    return _summed(keys, [np.full(some.size, weight, np.float32) for some, (_, weight) in zip(keys, word, strict=True)])


def _standing(word: Word, keys: Array, size: int) -> Array:
    """For each key the weight of the spellings of the word that stand there, 0 where none does."""
    found = np.zeros(keys.size, np.float32)
    docs, positions = keys >> _PLACES, keys & _POSITION
    for posting, weight in word if keys.size else ():
        hit, at = located(posting.docs, docs.astype(posting.docs.dtype), size)
        if not hit.size:
            continue
        freqs = posting.freqs[at].astype(np.int64)
        ends = posting.freqs.cumsum(dtype=np.int64)[at]
        owners = hit.repeat(freqs)
        same = posting.positions[stretches(ends - freqs, freqs)] == positions[owners]
        found[owners[same]] += np.float32(weight)
    return found


def _together(words: Sequence[Word], size: int) -> list[Keys]:
    """The keys of each word, in documents that have all of the words."""
    shared = np.ones(size, dtype=bool)
    for word in words:
        here = np.zeros(size, dtype=bool)
        for posting, _ in word:
            here[posting.docs] = True
        shared &= here
    return [_keys(word, shared) for word in words]


def _keys(word: Word, shared: Array) -> Keys:
    keys = [_key(posting, np.flatnonzero(np.repeat(shared[posting.docs], posting.freqs))) for posting, _ in word]
    return _summed(keys, [np.full(some.size, weight, np.float32) for some, (_, weight) in zip(keys, word, strict=True)])


def _summed(keys: Sequence[Array], weights: Sequence[Array]) -> Keys:
    """Keys of several spellings as one list; where two stand at one place their weights add, as frequencies do."""
    return _merged(keys, weights, np.add)


def _merged(keys: Sequence[Array], weights: Sequence[Array], into: np.ufunc) -> Keys:
    if len(keys) == 1:
        return keys[0], weights[0]
    all_keys = np.concatenate(keys)
    if not all_keys.size:
        return all_keys, np.zeros(0, np.float32)
    order = np.argsort(all_keys, kind="stable")
    all_keys, all_weights = all_keys[order], np.concatenate(weights)[order]
    first = beginnings(all_keys)
    return all_keys[first], into.reduceat(all_weights, first)


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
    return _merged(found, all_weights, np.maximum)  # found from either end, it is one window
