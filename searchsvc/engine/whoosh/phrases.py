"""Where the words of a phrase stand as it asks, in one leaf.

A place in a leaf is a key, `document << 24 | position`. Words side by side are found through the marks of the rarest of
them; words further apart through the keys of the documents that have them all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import TEXT, AnyOf, Phrase, Term
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh import marks, occurrences
from searchsvc.engine.whoosh.docsets import joining, meeting
from searchsvc.engine.whoosh.gather import beginnings, located, stretches
from searchsvc.engine.whoosh.leaf import Leaf, Postings

_PLACES = 24
"""Bits of a position in a key: 16 million syllables an article."""
_POSITION = (1 << _PLACES) - 1
_FEW = 64
"""Fewer than one posting in so many is looked up by itself; else all are gone through."""
_PASS = 8
"""Going over so many places costs what looking one place up does."""
_ENOUGH = 12
"""Documents with all of its words, times their number: in so many a phrase is looked up, in more it is found by marks.
"""

Word = tuple[tuple[Postings, float], ...]
"""A word of a phrase in a leaf: the postings of each of its spellings that are there, with their weights."""
Keys = tuple[Array, Array]
"""Sorted keys, each once, and the weight of the spellings that stand there."""
_NOBODY = (np.zeros(0, np.int32), np.zeros(0, np.intp), np.zeros(0, np.float32))
_NOWHERE: Keys = (np.zeros(0, np.int64), np.zeros(0, np.float32))


def spellings(word: Term | AnyOf) -> tuple[tuple[str, float], ...]:
    """The spellings of a word with their weights."""
    return ((word.text, 1.0),) if isinstance(word, Term) else word.spellings


def places(leaf: Leaf, phrase: Phrase) -> tuple[Array, Array, Array]:
    """Where a phrase of two words and more stands: document, field (its place in `TEXT_FIELDS`) and the product of its
    words' weights, for each place, in order.
    """
    found = [[(leaf.postings(text), weight) for text, weight in spellings(word)] for word in phrase.words]
    words = [tuple((some, weight) for some, weight in word if some is not None and weight > 0) for word in found]
    if not words or not all(words):
        return _NOBODY
    if phrase.slop == 0 and phrase.ordered:
        shared = meeting([joining([some.as_set() for some, _ in word], leaf.size) for word in words])
        few = shared.count <= _ENOUGH * len(words)
        starts, weights = _among(words, shared.numbers()) if few else _side_by_side(words, leaf.size)
    else:
        keys = [(_apart(leaf, some), weights) for some, weights in _together(words, leaf.size)]
        starts, weights = _in_order(keys, phrase.slop) if phrase.ordered else _anyhow(keys, phrase.slop)
        starts = _joined(starts)
    if phrase.field != TEXT:
        kept = (_fields(leaf, starts) == TEXT_FIELDS.index(phrase.field)).nonzero()[0]
        starts, weights = starts[kept], weights[kept]
    return (starts >> _PLACES).astype(np.int32), _fields(leaf, starts), weights


def _fields(leaf: Leaf, keys: Array) -> Array:
    """In which text field each key is."""
    docs, positions = keys >> _PLACES, keys & _POSITION
    found = np.zeros(keys.size, np.intp)
    for name in TEXT_FIELDS[1:]:
        found += positions >= leaf.arrays[f"{name}/starts"][docs]
    return found


def _apart(leaf: Leaf, keys: Array) -> Array:
    """The keys with fields as far apart as documents are: no window reaches from one into the next."""
    return (((keys >> _PLACES) * len(TEXT_FIELDS) + _fields(leaf, keys)) << _PLACES) | (keys & _POSITION)


def _joined(keys: Array) -> Array:
    """The other way round."""
    return ((keys >> _PLACES) // len(TEXT_FIELDS) << _PLACES) | (keys & _POSITION)


def _among(words: Sequence[Word], docs: Array) -> Keys:
    """Side by side in one of a few documents: a place that is the first for every word, when each is moved to where
    the first would stand.
    """
    spelled = [(row, posting, weight) for row, word in enumerate(words) for posting, weight in word]
    if not docs.size:
        return _NOWHERE
    rows, postings, weights = zip(*spelled, strict=True)
    number, column, at = _looked_up(postings, docs)
    owners, positions = _positions(postings[0].leaf, at)
    number, row = number[owners], np.array(rows)[number[owners]]
    keys = (docs.astype(np.int64) << _PLACES)[column[owners]] | positions
    starts, start = np.unique(keys - row, return_inverse=True)
    cells, shape = row * starts.size + start, (len(words), starts.size)
    there = np.bincount(cells, np.array(weights)[number], shape[0] * shape[1]).reshape(shape).prod(axis=0)
    kept = there.nonzero()[0]
    return starts[kept], there[kept].astype(np.float32)


def _looked_up(postings: Sequence[Postings], docs: Array) -> tuple[Array, Array, Array]:
    """Where some documents stand in some lists of postings: number of the list, place in `docs`, and posting."""
    common = [number for number, some in enumerate(postings) if some.bits is not None]
    found = []
    if common:
        there, ranks = bitmaps.ranks(np.stack([postings[number].bits for number in common]), docs)  # type: ignore[misc]
        row, column = there.nonzero()
        firsts = np.array([postings[number].first for number in common])
        found.append((np.array(common)[row], column, ranks[row, column] + firsts[row]))
    for number, some in enumerate(postings):
        if some.bits is None:
            hit, at = located(some.listed, docs.astype(some.listed.dtype), some.leaf.size)
            found.append((np.full(hit.size, number), hit, at + some.first))
    if len(found) == 1:
        return found[0]
    numbers, columns, ats = zip(*found, strict=True)
    return np.concatenate(numbers), np.concatenate(columns), np.concatenate(ats)


def _positions(leaf: Leaf, postings: Array) -> tuple[Array, Array]:
    """All positions of some postings, and the place of each one's posting in `postings`."""
    begins, lengths = occurrences.stretch(leaf, postings)
    return np.arange(postings.size).repeat(lengths), leaf.positions_at(stretches(begins, lengths))


def _side_by_side(words: Sequence[Word], size: int) -> Keys:
    """From the word with the fewest places and the one behind it; every other word is looked up where it must be."""
    places = [sum(posting.places for posting, _ in word) for word in words]
    places[-1] *= _PASS  # the last word has no marks that would tell of another
    first = int(np.argmin(places))
    last = min(first + 1, len(words) - 1)
    keys, weights = _all_keys(words[first]) if first == last else _pairs(words[first], words[last], size)
    if first:
        room = ((keys & _POSITION) >= first).nonzero()[0]  # for the words before
        keys, weights = keys[room], weights[room]
    others = [(word, distance - first) for distance, word in enumerate(words) if not first <= distance <= last]
    if others and keys.size:
        there = _standing(others, keys, size).prod(axis=0)
        kept = there.nonzero()[0]
        keys, weights = keys[kept], weights[kept] * there[kept]
    return keys - first, weights


def _pairs(word: Word, behind: Word, size: int) -> Keys:
    """The places of a word with another one behind it: where the mark says so, and where looking says so."""
    wanted = {marks.ANY, *(other.mark for other, _ in behind)}
    keys, weights = [], []
    for posting, weight in word:
        at, found = posting.leaf.marked(posting.place, posting.place + posting.places, wanted)
        if not at.size:
            continue
        here, there = _key(posting, at), _marked(found, behind)
        unsure = (there == 0).nonzero()[0]
        if unsure.size:
            there[unsure] = _standing([(behind, 1)], here[unsure], size)[0]
            kept = there.nonzero()[0]
            here, there = here[kept], there[kept]
        keys.append(here)
        weights.append(there if weight == 1 else there * np.float32(weight))
    return _summed(keys, weights) if keys else _NOWHERE


def _marked(found: Array, behind: Word) -> Array:
    """For each mark the weight of the spelling that it says is behind, 0 where it does not say what is."""
    weights = np.zeros(found.size, np.float32)
    for posting, weight in behind:
        if posting.mark != marks.OTHER:
            weights[found == posting.mark] += np.float32(weight)
    return weights


def _key(posting: Postings, at: Array) -> Array:
    """The keys of some of a posting's places."""
    if at.size * _FEW > posting.count:
        docs = posting.docs().repeat(posting.totals())[at]
    else:
        ranks = occurrences.owners(posting.leaf, at + posting.place) - posting.first
        docs = posting.listed[ranks] if posting.bits is None else bitmaps.chosen(posting.bits, ranks)
    return (docs.astype(np.int64) << _PLACES) | posting.leaf.positions_at(at + posting.place)


def _all_keys(word: Word) -> Keys:
    keys = [_key(posting, np.arange(posting.places)) for posting, _ in word]
    return _summed(keys, [np.full(some.size, weight, np.float32) for some, (_, weight) in zip(keys, word, strict=True)])


def _standing(words: Sequence[tuple[Word, int]], keys: Array, size: int) -> Array:
    """For each word and each key (words, keys) the weight of the spellings that stand so far behind it, 0 for none.

    All words are looked up in one step where the keys are few.
    """
    docs, positions = keys >> _PLACES, keys & _POSITION
    found = np.zeros((len(words), keys.size), np.float32)
    few = []
    for row, (word, distance) in enumerate(words):
        for posting, weight in word:
            hit, at = _located(posting, docs, size)
            if hit.size * _FEW <= posting.count:
                few.append((row, posting, weight, distance, hit, at))
                continue
            totals = posting.totals()
            freqs = totals[at].astype(np.int64)
            begins = totals.cumsum(dtype=np.int64)[at] - freqs
            owners = hit.repeat(freqs)
            same = owners[
                posting.leaf.positions_at(stretches(begins, freqs) + posting.place) == positions[owners] + distance
            ]
            found[row, same] += np.float32(weight)
    if few:
        _find_few(found, positions, few)
    return found


def _find_few(found: Array, positions: Array, few: Sequence[tuple[int, Postings, float, int, Array, Array]]) -> None:
    rows, postings, weights, distances, hits, ats = zip(*few, strict=True)
    sizes = [hit.size for hit in hits]
    at = np.concatenate(ats) + np.repeat([posting.first for posting in postings], sizes)
    owners, there = _positions(postings[0].leaf, at)
    column, row = np.concatenate(hits), np.repeat(rows, sizes)
    wanted = positions[column] + np.repeat(distances, sizes)
    same = owners[there == wanted[owners]]
    np.add.at(found, (row[same], column[same]), np.repeat(np.array(weights, np.float32), sizes)[same])


def _located(posting: Postings, docs: Array, size: int) -> tuple[Array, Array]:
    """Which of some documents (their places) have a term, and where among those that have it."""
    if posting.bits is None:
        return located(posting.listed, docs.astype(posting.listed.dtype), size)
    there, ranks = bitmaps.ranks(posting.bits[None, :], docs)
    hit = there[0].nonzero()[0]
    return hit, ranks[0][hit]


def _together(words: Sequence[Word], size: int) -> list[Keys]:
    """The keys of each word, in documents that have all of the words."""
    shared = np.ones(size, dtype=bool)
    for word in words:
        here = np.zeros(size, dtype=bool)
        for posting, _ in word:
            here[posting.docs()] = True
        shared &= here
    return [_keys(word, shared) for word in words]


def _keys(word: Word, shared: Array) -> Keys:
    keys = [_key(posting, np.flatnonzero(np.repeat(shared[posting.docs()], posting.totals()))) for posting, _ in word]
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
