"""How well words and phrases do: the documents that have them and their BM25F scores.

BM25F after Robertson and Zaragoza (The Probabilistic Relevance Framework, 2009): for a word the frequencies in all
fields, weighted and evened out for length, are summed *before* saturation.
"""

from __future__ import annotations

import math

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import TEXT, AnyOf, Phrase, Term
from searchsvc.engine.schema import TEXT_FIELDS, FieldWeight, Ranking
from searchsvc.engine.whoosh import phrases
from searchsvc.engine.whoosh.gather import NOTHING, Lot, added, located
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.phrases import spellings
from searchsvc.engine.whoosh.shelf import Shelf

_PLAIN = FieldWeight(1.0, 0.75)


def scored(shelf: Shelf, word: Term | AnyOf | Phrase, ranking: Ranking) -> Lot:
    """The living documents that have a word in its text field, or in any (`TEXT`), and their scores.

    Kept on the shelf: within a query a word is asked for by itself and in pairs, over the rungs of the ladder once
    more, and readers type the same words again and again.
    """
    weights = tuple(ranking.fields.get(name, _PLAIN) for name in TEXT_FIELDS)
    key = (word, weights, ranking.k1, ranking.title)
    found = shelf.words.get(key)
    if found is None:
        found = _everywhere(shelf, word, ranking) if word.field == TEXT else _plainly(shelf, word, ranking)
        shelf.words.put(key, found, size=found[0].nbytes + found[1].nbytes + 500)
    return found


def _plainly(shelf: Shelf, word: Term | AnyOf | Phrase, ranking: Ranking) -> Lot:
    """In one field, by plain BM25."""
    docs, strength = _in_field(shelf, word, word.field, weight=_PLAIN)
    return docs, _saturated(shelf, strength, ranking)


def _everywhere(shelf: Shelf, word: Term | AnyOf | Phrase, ranking: Ranking) -> Lot:
    """In all fields; the title's own BM25 is added once more."""
    weights = {name: weight for name in TEXT_FIELDS if (weight := ranking.fields.get(name, _PLAIN)).weight > 0}
    fields = {name: _in_field(shelf, word, name, weight=weight) for name, weight in weights.items()}
    lots = [(docs, strength * np.float32(weights[name].weight)) for name, (docs, strength) in fields.items()]
    docs, strength = added(lots, shelf.size)
    scores = _saturated(shelf, strength, ranking)
    titles, title_strength = fields.get("title", NOTHING)
    if ranking.title and titles.size:
        _, at = located(docs, titles, shelf.size)
        scores[at] += np.float32(ranking.title) * _saturated(shelf, title_strength, ranking)
    return docs, scores


def _in_field(shelf: Shelf, word: Term | AnyOf | Phrase, field: str, *, weight: FieldWeight) -> Lot:
    """The living documents that have the word in a field, and its frequencies there, evened out for length."""
    lots = []
    for place in shelf:
        docs, counts = _counted(place.leaf, word, field)
        if place.alive is not None:
            lives = place.alive[docs]
            docs, counts = docs[lives], counts[lives]
        if docs.size:
            lots.append((docs + np.int32(place.offset) if place.offset else docs, counts))
    if not lots:
        return NOTHING
    docs, counts = lots[0] if len(lots) == 1 else tuple(np.concatenate(column) for column in zip(*lots, strict=True))
    return docs, counts * shelf.norms(field, weight)[docs]


def _counted(leaf: Leaf, word: Term | AnyOf | Phrase, field: str) -> Lot:
    """The documents of a leaf and how often the word stands in a field of them, each spelling times its weight."""
    if isinstance(word, Phrase):
        if len(word.words) != 1:
            return phrases.counted(leaf, word, field) if word.words else NOTHING
        return _counted(leaf, word.words[0], field)
    lots = []
    for text, weight in spellings(word):
        found = leaf.postings(field, text)
        if found is not None:
            freqs = found.freqs.astype(np.float32)
            lots.append((found.docs.astype(np.int32), freqs if weight == 1 else freqs * np.float32(weight)))
    return added(lots, leaf.size)


def idf(shelf: Shelf, documents: int) -> float:
    """How much it says that a document has what so many have: ln(1 + (N - n + 0.5)/(n + 0.5))."""
    return math.log(1 + (shelf.living - documents + 0.5) / (documents + 0.5))


def _saturated(shelf: Shelf, strength: Array, ranking: Ranking) -> Array:
    """BM25's idf, ln(1 + (N - n + 0.5)/(n + 0.5)), times (k1 + 1) s / (k1 + s)."""
    scores: Array = (
        np.float32(idf(shelf, strength.size) * (ranking.k1 + 1)) * strength / (strength + np.float32(ranking.k1))
    )
    return scores
