"""A request answered from a shelf: found, ranked or put in order of time, a page of it taken, facets counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.cache import Key
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import EngineHit, Hits, Request
from searchsvc.engine.whoosh import select
from searchsvc.engine.whoosh.best import best
from searchsvc.engine.whoosh.docsets import Docs
from searchsvc.engine.whoosh.evaluate import Evaluation
from searchsvc.engine.whoosh.facets import facet
from searchsvc.engine.whoosh.shelf import Shelf

Facet = tuple[tuple[str, int], ...]
"""Values of a keyword field with their counts, commonest first."""
_ANY, _VALUE = 1000, 200
"""Bytes that it takes to keep anything with its query, and a facet's value."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What matches, leaf by leaf, and how many documents that is."""

    sets: Sequence[Docs]
    total: int


@dataclass(frozen=True, slots=True)
class _Best:
    """How many documents match, and the best of them (ascending), with their scores."""

    total: int
    docs: Array
    scores: Array


def answer(shelf: Shelf, request: Request) -> Hits:
    """What a request finds.

    What matches, the best of it and the facets are kept on the shelf: readers ask what others asked, turn the page, and
    change the order.
    """
    work = Evaluation(shelf, request.ranking)
    asked = Key(request.query, request.filters, work.scale(TEXT))
    ranked = request.sort == "relevance" and request.size
    total, hits = _ranked(work, request, asked) if ranked else _dated(work, request, asked)
    return Hits(total, hits, _facets(work, request, asked) if request.facets else {})


def _found(work: Evaluation, request: Request, asked: Key) -> _Found:
    kept = work.shelf.answers
    found: _Found | None = kept.get(asked)
    if found is None:
        sets = work.found(request.query, request.filters)
        found = _Found(sets, sum(some.count for some in sets))
        kept.put(asked, found, size=_ANY + sum(some.bytes for some in sets))
    return found


def _best(work: Evaluation, request: Request, asked: Key) -> _Best:
    wanted = 0 if request.after else request.offset + request.size
    kept, ranking = work.shelf.answers, work.ranking
    key = (asked, ranking.now, ranking.half_life, ranking.floor, wanted)
    found: _Best | None = kept.get(key)
    if found is None:
        matching = _found(work, request, asked)
        found = _Best(matching.total, *best(work, request.query, matching.sets, wanted=wanted))
        kept.put(key, found, size=_ANY + found.docs.nbytes + found.scores.nbytes)
    return found


def _facets(work: Evaluation, request: Request, asked: Key) -> dict[str, Facet]:
    shelf, kept = work.shelf, work.shelf.answers
    key = (asked, request.facets, request.facet_size)
    found: dict[str, Facet] | None = kept.get(key)
    if found is None:
        docs = _numbers(shelf, _found(work, request, asked).sets)
        found = {name: facet(shelf, name, docs, size=request.facet_size) for name in request.facets}
        kept.put(key, found, size=_ANY + _VALUE * sum(map(len, found.values())))
    return dict(found)


def _ranked(work: Evaluation, request: Request, asked: Key) -> tuple[int, tuple[EngineHit, ...]]:
    found = _best(work, request, asked)
    chosen = select.page(work.shelf, request, found.docs, found.scores)
    scores = found.scores[chosen]
    return found.total, _hits(work, request, found.docs[chosen], scores=scores, keys=scores)


def _dated(work: Evaluation, request: Request, asked: Key) -> tuple[int, tuple[EngineHit, ...]]:
    found = _found(work, request, asked)
    if not request.size:
        return found.total, ()
    docs = _numbers(work.shelf, found.sets)
    keys = select.days(work.shelf, request, docs)
    chosen = select.page(work.shelf, request, docs, keys)
    docs, keys = docs[chosen], keys[chosen]
    return found.total, _hits(work, request, docs, scores=work.scores_of(request.query, docs), keys=keys)


def _hits(work: Evaluation, request: Request, docs: Array, *, scores: Array, keys: Array) -> tuple[EngineHit, ...]:
    parts = work.parts(request.query, docs) if request.explain == "parts" else [()] * docs.size
    return tuple(
        EngineHit(work.shelf.id(doc), score, key, part)
        for doc, score, key, part in zip(docs.tolist(), scores.tolist(), keys.tolist(), parts, strict=True)
    )


def _numbers(shelf: Shelf, found: Sequence[Docs]) -> Array:
    """The documents of all leaves, numbered through."""
    lots = [some.numbers() + np.int32(place.offset) for place, some in zip(shelf, found, strict=True)]
    return np.concatenate([np.zeros(0, np.int32), *lots])
