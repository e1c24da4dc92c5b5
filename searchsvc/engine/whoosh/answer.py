"""A request answered from a shelf: found, ranked or put in order of time, a page of it taken, facets counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.schema import EngineHit, Hits, Request
from searchsvc.engine.whoosh import select
from searchsvc.engine.whoosh.best import best
from searchsvc.engine.whoosh.docsets import Docs
from searchsvc.engine.whoosh.evaluate import Evaluation
from searchsvc.engine.whoosh.facets import facet
from searchsvc.engine.whoosh.shelf import Shelf


def answer(shelf: Shelf, request: Request) -> Hits:
    """What a request finds."""
    work = Evaluation(shelf, request.ranking)
    found = work.found(request.query, request.filters)
    hits = _ranked(work, request, found) if request.sort == "relevance" else _dated(work, request, found)
    facets = {}
    if request.facets:
        docs = _numbers(shelf, found)
        facets = {name: facet(shelf, name, docs, size=request.facet_size) for name in request.facets}
    return Hits(sum(some.count for some in found), hits, facets)


def _ranked(work: Evaluation, request: Request, found: Sequence[Docs]) -> tuple[EngineHit, ...]:
    wanted = 0 if request.after else request.offset + request.size
    docs, scores = best(work, request.query, found, wanted=wanted)
    chosen = select.page(work.shelf, request, docs, scores)
    return _hits(work, request, docs[chosen], scores=scores[chosen], keys=scores[chosen])


def _dated(work: Evaluation, request: Request, found: Sequence[Docs]) -> tuple[EngineHit, ...]:
    docs = _numbers(work.shelf, found)
    keys = select.days(work.shelf, request, docs)
    chosen = select.page(work.shelf, request, docs, keys)
    docs, keys = docs[chosen], keys[chosen]
    return _hits(work, request, docs, scores=work.scores_of(request.query, docs), keys=keys)


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
