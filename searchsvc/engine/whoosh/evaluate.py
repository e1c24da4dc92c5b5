"""A query tree over a shelf: which documents match, and then how well those do that can be among the best.

Finding works on sets (`docsets`), leaf by leaf, and scores nothing. Scoring (`scoring`) takes all words at once, at the
documents that were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import Ranking
from searchsvc.engine.whoosh.docsets import Docs, at_least, meeting, without
from searchsvc.engine.whoosh.gather import Lot
from searchsvc.engine.whoosh.invert import OPEN_DATE
from searchsvc.engine.whoosh.scoring import scored
from searchsvc.engine.whoosh.shelf import Place, Scale, Shelf
from searchsvc.engine.whoosh.words import Known, Word, known

Unit = tuple[Query, float]
"""A part of a query that scores where it matches, and what its score is multiplied by."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One request at work."""

    shelf: Shelf
    ranking: Ranking
    _scales: dict[str, Scale] = field(default_factory=dict)
    _known: dict[int, Known] = field(default_factory=dict)

    def known(self, word: Word) -> Known:
        """A word on the shelf. Within a request it is known by its place in memory: comparing trees takes long."""
        found = self._known.get(id(word))
        if found is None:
            found = self._known[id(word)] = known(self.shelf, word, self.scale(word.field))
        return found

    def scale(self, field: str) -> Scale:
        """How the text fields count for a word of one of them, or of all."""
        found = self._scales.get(field)
        if found is None:
            found = self._scales[field] = self.shelf.scale(field, self.ranking)
        return found

    def found(self, query: Query, filters: Sequence[Query]) -> list[Docs]:
        """For each leaf the living documents that match the query and all filters."""
        return [
            meeting([self.matching(place, query), *(self._kept(place, one) for one in filters)]) for place in self.shelf
        ]

    def _kept(self, place: Place, condition: Query) -> Docs:
        """What matches a filter. Kept on the shelf: a section or a year is asked for again and again."""
        key = (place.offset, condition, self._weights(), "filter")
        found = self.shelf.filters.get(key)
        if found is None:
            found = self.matching(place, condition)
            self.shelf.filters.put(key, found, size=found.bytes + 300)
        return found

    def _weights(self) -> tuple[tuple[str, float], ...]:
        return tuple((name, field.weight) for name, field in self.ranking.fields.items())

    def matching(self, place: Place, query: Query) -> Docs:
        """The living documents of a leaf that match."""
        match query:
            case Term() | AnyOf() | Phrase():
                return self.known(query).here[place.number].docs
            case And(parts):
                return self._all(place, parts)
            case Or(parts, minimum):
                return at_least([self.matching(place, part) for part in parts], max(1, minimum), place.leaf.size)
            case Either(parts):
                return at_least([self.matching(place, part) for part in parts], 1, place.leaf.size)
            case Maybe(part, _) | Boost(part, _):
                return self.matching(place, part)
            case Not(part):
                return without(_living(place), self.matching(place, part))
            case Range():
                return _between(self.shelf, place, query)
            case Every():
                return _living(place)
            case _:
                assert_never(query)

    def _all(self, place: Place, parts: Sequence[Query]) -> Docs:
        """What matches all parts; behind one that nothing matches the others need not be looked at."""
        found = []
        for part in sorted(parts, key=lambda part: isinstance(part, Phrase)):
            found.append(self.matching(place, part))
            if found[-1].bits is None and not found[-1].listed.size:
                return found[-1]
        return meeting(found) if found else _living(place)

    def scored(self, place: Place, units: Sequence[Unit], docs: Array) -> Lot:
        """Documents numbered through the shelf, and their scores, freshness included."""
        scores, docs = self.scores(place, units, docs), docs + np.int32(place.offset)
        fresh = self.shelf.freshness(self.ranking)
        return docs, scores if fresh is None else scores * fresh[docs]

    def scores_of(self, query: Query, docs: Array) -> Array:
        """The scores of some documents that match, numbered through the shelf, in any order."""
        scores, fresh = np.zeros(docs.size, np.float32), self.shelf.freshness(self.ranking)
        units = list(matched(query, 1.0))
        for place in self.shelf:
            here = np.flatnonzero((docs >= place.offset) & (docs < place.offset + place.leaf.size))
            here = here[np.argsort(docs[here])]
            scores[here] = self.scores(place, units, docs[here] - np.int32(place.offset))
        return scores if fresh is None else scores * fresh[docs]

    def parts(self, query: Query, docs: Array) -> list[tuple[tuple[str, float], ...]]:
        """For each document which words of the query gave how much, freshness left aside."""
        plain = Evaluation(self.shelf, replace(self.ranking, half_life=0.0))
        rows = [(str(word), plain.scores_of(Boost(word, weight), docs).tolist()) for word, weight in _words(query, 1.0)]
        return [tuple((name, row[at]) for name, row in rows if row[at]) for at in range(docs.size)]

    def scores(self, place: Place, units: Sequence[Unit], docs: Array) -> Array:
        """The scores of some documents of a leaf."""
        words = [(self.known(part), weight) for part, weight in units if isinstance(part, Term | AnyOf | Phrase)]
        total = scored(self.shelf, place, words, docs)
        if len(words) == len(units):
            return total
        for part, weight in units:
            if isinstance(part, Either):
                total += self._best_of(place, part, weight, docs=docs)
            elif not isinstance(part, Term | AnyOf | Phrase):
                here = self.matching(place, part).holding(docs)
                total[here] += self.scores(place, list(matched(part, weight)), docs[here])
        return total

    def _best_of(self, place: Place, either: Either, weight: float, *, docs: Array) -> Array:
        """The best score of the parts that match."""
        best = np.zeros(docs.size, np.float32)
        for part in either.parts:
            here = self.matching(place, part).holding(docs)
            best[here] = np.maximum(best[here], self.scores(place, list(matched(part, weight)), docs[here]))
        return best


def matched(query: Query, weight: float) -> Iterator[Unit]:
    """What scores in documents that match a query."""
    match query:
        case Term() | AnyOf() | Phrase() | Either():
            yield query, weight
        case And(parts):
            for part in parts:
                yield from matched(part, weight)
        case Or(parts):
            for part in parts:
                yield from _perhaps(part, weight)
        case Maybe(part, extras):
            yield from matched(part, weight)
            for extra in extras:
                yield from _perhaps(extra, weight)
        case Boost(part, more):
            if more:
                yield from matched(part, weight * more)


def _perhaps(query: Query, weight: float) -> Iterator[Unit]:
    """What scores in documents that may match a query or not."""
    match query:
        case Term() | AnyOf() | Phrase():
            yield query, weight
        case Or(parts, minimum) if minimum <= 1:
            for part in parts:
                yield from _perhaps(part, weight)
        case Boost(part, more):
            if more:
                yield from _perhaps(part, weight * more)
        case And() | Or() | Either() | Maybe():
            yield query, weight


def _words(query: Query, weight: float) -> Iterator[tuple[Word, float]]:
    """The words of a query that can score."""
    match query:
        case Term() | AnyOf() | Phrase():
            yield query, weight
        case And(parts) | Or(parts) | Either(parts):
            for part in parts:
                yield from _words(part, weight)
        case Maybe(part, extras):
            for one in (part, *extras):
                yield from _words(one, weight)
        case Boost(part, more):
            yield from _words(part, weight * more)


def _living(place: Place) -> Docs:
    return Docs(place.leaf.size, bitmaps.full(place.leaf.size) if place.bits is None else place.bits)


def _between(shelf: Shelf, place: Place, asked: Range) -> Docs:
    if asked.field != "published":
        return Docs(place.leaf.size)
    published = place.leaf.arrays["published"]
    mask = published >= (OPEN_DATE + 1 if asked.low is None else asked.low)
    if asked.high is not None:
        mask &= published <= asked.high
    if place.alive is not None:
        mask &= place.alive
    return Docs(place.leaf.size, bitmaps.from_mask(mask))
