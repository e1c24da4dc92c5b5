"""The plain scorer: what a query tree finds and how well, obviously right and slow.

It reads `searchsvc/engine/query.py` and `schema.Ranking` word for word, one document at a time, and shares no code with
any engine.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import TEXT_FIELDS, Document, FieldWeight, Ranking

Scores = dict[str, float]
"""Score by id; an id that is not in it does not match."""


class Plain:
    """A pile of documents, searched one by one."""

    def __init__(self, documents: Iterable[Document], ranking: Ranking) -> None:
        self.documents = {document.id: document for document in documents}
        self.ranking = ranking
        self._places = {id: {f: _places(one, f) for f in TEXT_FIELDS} for id, one in self.documents.items()}
        self._lengths = {id: {f: _length(one, f) for f in TEXT_FIELDS} for id, one in self.documents.items()}
        self._average = {f: _average([lengths[f] for lengths in self._lengths.values()]) for f in TEXT_FIELDS}

    def search(self, query: Query) -> Scores:
        """Every match with its score, freshness included."""
        return {id: score * self._freshness(id) for id, score in self.matches(query).items()}

    def matches(self, query: Query) -> Scores:
        """Every match with its score."""
        match query:
            case Term() | AnyOf() | Phrase():
                return self._word(query)
            case And(parts):
                found = [self.matches(part) for part in parts]
                return {id: sum(some[id] for some in found) for id in self.documents if all(id in s for s in found)}
            case Or(parts, minimum):
                found = [self.matches(part) for part in parts]
                seen = {id: [some[id] for some in found if id in some] for id in self.documents}
                return {id: sum(scores) for id, scores in seen.items() if len(scores) >= max(1, minimum)}
            case Either(parts):
                found = [self.matches(part) for part in parts]
                seen = {id: [some[id] for some in found if id in some] for id in self.documents}
                return {id: max(scores) for id, scores in seen.items() if scores}
            case Maybe(part, extras):
                more = [self.matches(extra) for extra in extras]
                return {id: s + sum(some.get(id, 0.0) for some in more) for id, s in self.matches(part).items()}
            case Not(part):
                return dict.fromkeys(self.documents.keys() - self.matches(part).keys(), 0.0)
            case Boost(part, weight):
                return {id: score * weight for id, score in self.matches(part).items()}
            case Range():
                return {id: 0.0 for id, one in self.documents.items() if _within(one.published, query)}
            case Every():
                return dict.fromkeys(self.documents, 0.0)

    def _word(self, word: Term | AnyOf | Phrase) -> Scores:
        if word.field != TEXT and word.field not in TEXT_FIELDS:
            values = {text for text, _ in _spellings(word)} if not isinstance(word, Phrase) else set()
            having = [id for id, one in self.documents.items() if values & set(one.keywords.get(word.field, ()))]
            return dict.fromkeys(having, self._idf(len(having)))
        if word.field != TEXT:
            return self._bm25({id: self._strength(id, word, word.field, _ONE) for id in self.documents})
        weights = {name: self.ranking.fields.get(name, _ONE) for name in TEXT_FIELDS}
        strength = {
            id: sum(weight.weight * self._strength(id, word, name, weight) for name, weight in weights.items())
            for id in self.documents
        }
        in_title = self._bm25({id: self._strength(id, word, "title", weights["title"]) for id in self.documents})
        share = self.ranking.title
        return {id: score + share * in_title.get(id, 0.0) for id, score in self._bm25(strength).items()}

    def _strength(self, id: str, word: Term | AnyOf | Phrase, field: str, weight: FieldWeight) -> float:
        length, average = self._lengths[id][field], self._average[field]
        norm = 1 - weight.b + weight.b * length / average
        return self._frequency(id, word, field) / norm

    def _frequency(self, id: str, word: Term | AnyOf | Phrase, field: str) -> float:
        places = self._places[id][field]
        if isinstance(word, Phrase) and len(word.words) != 1:
            return sum(_windows(word, places).values())
        single = word.words[0] if isinstance(word, Phrase) else word
        return sum(weight * len(places.get(text, ())) for text, weight in _spellings(single))

    def _bm25(self, strength: Mapping[str, float]) -> Scores:
        there = {id: s for id, s in strength.items() if s > 0}
        idf, k1 = self._idf(len(there)), self.ranking.k1
        return {id: idf * (k1 + 1) * s / (s + k1) for id, s in there.items()}

    def _idf(self, n: int) -> float:
        return math.log(1 + (len(self.documents) - n + 0.5) / (n + 0.5))

    def _freshness(self, id: str) -> float:
        ranking, published = self.ranking, self.documents[id].published
        if ranking.half_life <= 0:
            return 1.0
        if published is None:
            return ranking.floor
        age = max(ranking.now - published, 0) / 86_400
        return ranking.floor + (1 - ranking.floor) * math.exp2(-age / ranking.half_life)


_ONE = FieldWeight(1.0, 0.75)


def _spellings(word: Term | AnyOf) -> tuple[tuple[str, float], ...]:
    return ((word.text, 1.0),) if isinstance(word, Term) else word.spellings


def _places(document: Document, field: str) -> dict[str, list[int]]:
    """Positions by term."""
    places: dict[str, list[int]] = {}
    words = document.words.get(field)
    for position, word in [*enumerate(words.words), *words.codes] if words else []:
        if word:
            places.setdefault(word, []).append(position)
    return places


def _length(document: Document, field: str) -> int:
    words = document.words.get(field)
    return sum(1 for word in words.words if word) if words else 0


def _average(lengths: list[int]) -> float:
    counted = [length for length in lengths if length]
    return sum(counted) / len(counted) if counted else 1.0


def _within(published: int | None, asked: Range) -> bool:
    if published is None or asked.field != "published":
        return False
    return (asked.low is None or published >= asked.low) and (asked.high is None or published <= asked.high)


def _windows(phrase: Phrase, places: Mapping[str, list[int]]) -> dict[int, float]:
    """Where a phrase begins in one text, and the weight of the spellings there.

    A window is no wider than its words and the slop. In any order the words are all behind the one that stands first.
    """
    words = [_positions(word, places) for word in phrase.words]
    widest = len(words) - 1 + phrase.slop
    found: dict[int, float] = {}
    for first, starts in enumerate(words):
        if phrase.ordered and first:
            break
        rest = words[1:] if phrase.ordered else [*words[:first], *words[first + 1 :]]
        for start, weight in starts.items():
            whole = _walked(start, weight, rest, widest, ordered=phrase.ordered)
            if whole:
                found[start] = max(found.get(start, 0.0), whole)
    return found


def _walked(start: int, weight: float, rest: list[dict[int, float]], widest: int, *, ordered: bool) -> float:
    """The weight of a window from `start`, each further word at the nearest place there is; 0 when it is too wide."""
    last = start
    for word in rest:
        behind = [place for place in word if place > (last if ordered else start)]
        if not behind or min(behind) - start > widest:
            return 0.0
        last, weight = min(behind), weight * word[min(behind)]
    return weight


def _positions(word: Term | AnyOf, places: Mapping[str, list[int]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for text, weight in _spellings(word):
        for place in places.get(text, ()):
            found[place] = found.get(place, 0.0) + weight
    return found


def facet(documents: Iterable[Document], name: str, size: int) -> tuple[tuple[str, int], ...]:
    """The commonest values of a field, equal counts by value."""
    counts = Counter(value for one in documents for value in dict.fromkeys(one.keywords.get(name, ())) if value)
    return tuple(sorted(counts.items(), key=lambda value: (-value[1], value[0]))[:size])
