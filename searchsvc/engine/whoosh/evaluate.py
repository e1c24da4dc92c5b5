"""A query tree over a shelf: which documents match, and how well.

A word gives a list of documents with scores; what takes away or filters gives a mask over all documents. `And` starts
from its shortest list, so that a rare word makes a query cheap, whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import TEXT_FIELDS, Ranking
from searchsvc.engine.whoosh.gather import located
from searchsvc.engine.whoosh.invert import KEYWORDS, OPEN_DATE
from searchsvc.engine.whoosh.phrases import spellings
from searchsvc.engine.whoosh.shelf import Shelf
from searchsvc.engine.whoosh.words import idf, scored


@dataclass(frozen=True, slots=True)
class Listed:
    """Living documents that match, ascending, and their scores (None: all 0)."""

    docs: Array
    scores: Array | None = None

    def score(self, doc: int) -> float:
        """The score of one document, 0 when it does not match."""
        at = int(np.searchsorted(self.docs, doc))
        return (
            float(self.scores[at]) if self.scores is not None and at < self.docs.size and self.docs[at] == doc else 0.0
        )


@dataclass(frozen=True, slots=True)
class Masked:
    """Which of all documents match (bool, N), living ones only; they score nothing."""

    mask: Array


Matches = Listed | Masked


@dataclass(slots=True)
class Evaluation:
    """One request at work; `parts` keeps each word's scores when they are to be explained."""

    shelf: Shelf
    ranking: Ranking
    parts: list[tuple[str, Listed]] | None = None
    weight: float = field(default=1.0)

    def search(self, query: Query, filters: Sequence[Query]) -> Listed:
        """What matches the query and all filters; filters score nothing."""
        found = [self.matches(query)]
        parts, self.parts = self.parts, None
        for condition in filters:
            some = self.matches(condition)
            found.append(Listed(some.docs) if isinstance(some, Listed) else some)
        self.parts = parts
        return self._listed(self._in_all(found))

    def matches(self, query: Query) -> Matches:
        """Evaluate a node and all below it."""
        match query:
            case Term() | AnyOf() | Phrase():
                return self._word(query)
            case And(parts):
                return self._in_all(list(self._until_empty(parts)))
            case Or(parts, minimum):
                return self._in_some([self.matches(part) for part in parts], max(1, minimum))
            case Maybe(part, extras):
                found = self._listed(self.matches(part))
                return self._with_extras(found, [self.matches(extra) for extra in extras]) if found.docs.size else found
            case Not(part):
                return Masked(self.shelf.alive & ~self._mask(self.matches(part)))
            case Boost(part, weight):
                return self._boosted(part, weight)
            case Range():
                return Masked(self._between(query))
            case Every():
                return Masked(self.shelf.alive)

    def _word(self, word: Term | AnyOf | Phrase) -> Matches:
        if word.field != TEXT and word.field not in TEXT_FIELDS:
            docs = self._valued(word)
            scores = np.full(docs.size, idf(self.shelf, docs.size), np.float32)
        else:
            docs, scores = scored(self.shelf, word, self.ranking)
        found = Listed(docs, scores if self.weight == 1 else scores * np.float32(self.weight))
        if self.parts is not None:
            self.parts.append((str(word), found))
        return found

    def _boosted(self, part: Query, weight: float) -> Matches:
        outer, self.weight = self.weight, self.weight * weight
        found = self.matches(part)
        self.weight = outer
        return found

    def _until_empty(self, parts: Sequence[Query]) -> Iterator[Matches]:
        """The parts of an `And`; behind one that nothing matches the others need not be looked at."""
        for part in parts:
            found = self.matches(part)
            yield found
            if isinstance(found, Listed) and not found.docs.size:
                return

    def _in_all(self, parts: Sequence[Matches]) -> Matches:
        masks = [part.mask for part in parts if isinstance(part, Masked)]
        lists = sorted((part for part in parts if isinstance(part, Listed)), key=lambda part: part.docs.size)
        if not lists:
            return Masked(np.logical_and.reduce([self.shelf.alive, *masks]))
        docs, scores = lists[0].docs, lists[0].scores
        for mask in masks:
            kept = mask[docs]
            docs, scores = docs[kept], None if scores is None else scores[kept]
        for part in lists[1:]:
            kept, at = located(part.docs, docs, self.shelf.size)
            docs, scores = docs[kept], None if scores is None else scores[kept]
            if part.scores is not None:
                scores = part.scores[at] if scores is None else scores + part.scores[at]
        return Listed(docs, scores)

    def _in_some(self, parts: Sequence[Matches], minimum: int) -> Matches:
        if len(parts) == 1 and minimum == 1:
            return parts[0]
        counts: Array = np.zeros(self.shelf.size, np.uint8 if len(parts) < 256 else np.uint32)
        total = np.zeros(self.shelf.size, np.float32)
        for part in parts:
            if isinstance(part, Masked):
                counts += part.mask
                continue
            counts[part.docs] += 1
            if part.scores is not None:
                total[part.docs] += part.scores
        docs = np.flatnonzero(counts >= minimum).astype(np.int32)
        return Listed(docs, total[docs])

    def _with_extras(self, found: Listed, extras: Sequence[Matches]) -> Matches:
        scores = np.zeros(found.docs.size, np.float32) if found.scores is None else found.scores.copy()
        for extra in extras:
            if isinstance(extra, Listed) and extra.scores is not None:
                here, there = located(extra.docs, found.docs, self.shelf.size)
                scores[here] += extra.scores[there]
        return Listed(found.docs, scores)

    def _between(self, asked: Range) -> Array:
        if asked.field != "published":
            return np.zeros(self.shelf.size, dtype=bool)
        published = self.shelf.published
        mask: Array = self.shelf.alive & (published != OPEN_DATE)
        if asked.low is not None:
            mask &= published >= asked.low
        if asked.high is not None:
            mask &= published <= asked.high
        return mask

    def _valued(self, word: Term | AnyOf | Phrase) -> Array:
        """The living documents with one of the values in a keyword field."""
        if isinstance(word, Phrase) or word.field not in KEYWORDS:
            return np.zeros(0, np.int32)
        lots = [np.zeros(0, np.int32)]
        for place in self.shelf:
            numbers = {place.leaf.term(word.field, value) for value, _ in spellings(word)} - {-1}
            for number in numbers:
                docs = place.leaf.docs(word.field, number)
                kept = docs if place.alive is None else docs[place.alive[docs]]
                lots.append(kept.astype(np.int32) + np.int32(place.offset))
        docs = np.concatenate(lots)
        return docs if len(lots) < 3 else np.unique(docs)

    def _mask(self, found: Matches) -> Array:
        if isinstance(found, Masked):
            return found.mask
        mask = np.zeros(self.shelf.size, dtype=bool)
        mask[found.docs] = True
        return mask

    def _listed(self, found: Matches) -> Listed:
        return found if isinstance(found, Listed) else Listed(np.flatnonzero(found.mask).astype(np.int32))
