"""A query tree over a shelf, as arrays: which documents match, and how well.

Scores are BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): for a word the frequencies in
all
fields, weighted and evened out for length, are summed *before* saturation. Each node is worked out over all documents
at
once; a million documents are a few arrays of a few megabytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import TEXT_FIELDS, FieldWeight, Ranking
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.invert import OPEN_DATE
from searchsvc.engine.whoosh.shelf import Shelf
from searchsvc.engine.whoosh.words import frequencies, spellings

_PLAIN = FieldWeight(1.0, 0.75)


@dataclass(slots=True)
class Matches:
    """Of all documents of a shelf: which match (bool, N) and their scores (float32, N; None when all are 0)."""

    mask: Array
    scores: Array | None = None


@dataclass(slots=True)
class Evaluation:
    """One request at work; `parts` keeps each word's scores when they are to be explained."""

    shelf: Shelf
    ranking: Ranking
    parts: list[tuple[str, Array]] | None = None
    weight: float = field(default=1.0)

    def matches(self, query: Query) -> Matches:
        """Evaluate a node and all below it."""
        match query:
            case Term() | AnyOf() | Phrase():
                return self._word(query)
            case And(parts):
                return self._all(parts)
            case Or(parts, minimum):
                return self._some(parts, minimum)
            case Maybe(part, extras):
                return self._with_extras(part, extras)
            case Not(part):
                return Matches(~self.matches(part).mask)
            case Boost(part, weight):
                return self._boosted(part, weight)
            case Range():
                return Matches(self._between(query))
            case Every():
                return Matches(np.ones(self.shelf.size, dtype=bool))

    def _all(self, parts: tuple[Query, ...]) -> Matches:
        mask = np.ones(self.shelf.size, dtype=bool)
        scores: Array | None = None
        for part in parts:
            found = self.matches(part)
            mask &= found.mask
            scores = _sum(scores, found.scores)
        return Matches(mask, scores)

    def _some(self, parts: tuple[Query, ...], minimum: int) -> Matches:
        counts = np.zeros(self.shelf.size, dtype=np.uint8)
        scores: Array | None = None
        for part in parts[:255]:
            found = self.matches(part)
            counts += found.mask
            scores = _sum(scores, found.scores if found.scores is None else np.where(found.mask, found.scores, 0))
        return Matches(counts >= max(1, minimum), scores)

    def _with_extras(self, part: Query, extras: tuple[Query, ...]) -> Matches:
        found = self.matches(part)
        for extra in extras:
            more = self.matches(extra)
            if more.scores is not None:
                found.scores = _sum(found.scores, np.where(more.mask, more.scores, np.float32(0)))
        return found

    def _boosted(self, part: Query, weight: float) -> Matches:
        outer, self.weight = self.weight, self.weight * weight
        found = self.matches(part)
        self.weight = outer
        return found

    def _between(self, asked: Range) -> Array:
        published = self.shelf.published
        mask: Array = published != OPEN_DATE
        if asked.low is not None:
            mask &= published >= asked.low
        if asked.high is not None:
            mask &= published <= asked.high
        return mask

    def _word(self, word: Term | AnyOf | Phrase) -> Matches:
        if word.field != TEXT and word.field not in TEXT_FIELDS:
            return Matches(self._valued(word))
        fields = TEXT_FIELDS if word.field == TEXT else (word.field,)
        strength = np.zeros(self.shelf.size, dtype=np.float32)
        in_title: Array | None = None
        for name in fields:
            weight = self.ranking.fields.get(name, _PLAIN) if word.field == TEXT else _PLAIN
            there = self._strength(word, name, weight)
            if there is None:
                continue
            if name == "title" and word.field == TEXT:
                in_title = there.copy()
            there *= np.float32(weight.weight)
            strength += there
        mask = strength > 0
        scores = self._saturated(strength, int(np.count_nonzero(mask & self.shelf.alive)))
        if in_title is not None and self.ranking.title:
            seen = int(np.count_nonzero((in_title > 0) & self.shelf.alive))
            scores += np.float32(self.ranking.title) * self._saturated(in_title, seen)
        scores *= np.float32(self.weight)
        if self.parts is not None:
            self.parts.append((str(word), scores))
        return Matches(mask, scores)

    def _strength(self, word: Term | AnyOf | Phrase, name: str, weight: FieldWeight) -> Array | None:
        found: Array | None = None
        norms = self.shelf.norms(name, weight)
        for docs, counts in frequencies(self.shelf, word, name):
            if found is None:
                found = np.zeros(self.shelf.size, dtype=np.float32)
            found[docs] += counts * norms[docs]
        return found

    def _saturated(self, strength: Array, documents: int) -> Array:
        """BM25's idf, ln(1 + (N - n + 0.5)/(n + 0.5)), times (k1 + 1) s / (k1 + s)."""
        idf = math.log(1 + (self.shelf.living - documents + 0.5) / (documents + 0.5)) if self.shelf.living else 0.0
        k1 = np.float32(self.ranking.k1)
        scores: Array = np.float32(idf * (self.ranking.k1 + 1)) * strength / (strength + k1)
        return scores

    def _valued(self, word: Term | AnyOf | Phrase) -> Array:
        """Documents with one of the values in a keyword field."""
        mask = np.zeros(self.shelf.size, dtype=bool)
        for value, _ in () if isinstance(word, Phrase) else spellings(word):
            for leaf, offset in self.shelf:
                number = leaf.term(word.field, value)
                if number >= 0:
                    mask[leaf.docs(word.field, number) + np.uint32(offset)] = True
        return mask


def _sum(left: Array | None, right: Array | None) -> Array | None:
    if left is None or right is None:
        return right if left is None else left
    return np.add(left, right)


def freshness(shelf: Shelf, ranking: Ranking) -> Array:
    """What each score is multiplied by for age: floor + (1 - floor) / 2^(age / half-life); the floor where the day is
    open.
    """
    age = np.maximum(ranking.now - shelf.published, 0) / 86_400.0
    fresh = ranking.floor + (1 - ranking.floor) * np.exp2(-age / ranking.half_life)
    return np.where(shelf.published == OPEN_DATE, ranking.floor, fresh).astype(np.float32)
