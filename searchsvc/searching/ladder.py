"""The ladder: a query is asked strictly, and again less strictly only when that found nothing or almost nothing."""

from __future__ import annotations

from dataclasses import dataclass

from searchsvc.engine import Engine
from searchsvc.engine.query import Every, Or, Query
from searchsvc.engine.schema import Hits, Ranking, Request
from searchsvc.searching.answer import Question, Rung
from searchsvc.searching.cursors import Place
from searchsvc.searching.plan import Plan

FEW = 3
"""Fewer hits than this are "almost nothing": a wider rung may add to them."""
SHORT = 8
"""Fewer than this leave most of a page empty: `most` may fill it (those with all the words still come first)."""


@dataclass(frozen=True, slots=True)
class Climb:
    """What is asked: the trees by rung (None for no words at all), what must hold besides, how to rank."""

    question: Question
    plan: Plan | None
    filters: tuple[Query, ...]
    ranking: Ranking
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The rung that answered, its tree, its hits, and how many of them have all the words."""

    rung: Rung
    tree: Query | None
    hits: Hits
    complete: int


def climb(asked: Climb, engine: Engine) -> Found:
    """Go down the ladder until enough is found. An empty question finds everything, one of signs alone nothing."""
    if asked.plan is None:
        return _without_words(asked, engine)
    trees = asked.plan.trees
    rungs = list(trees)[:1] if asked.question.literal == "1" else list(trees)
    if asked.place is not None and asked.place.rung in rungs:
        only = asked.place.rung
        hits = engine.search(_request(asked, trees[only]))
        return Found(only, trees[only], hits, hits.total)
    first = rungs.index("spelling") if "spelling" in rungs and _misspelt(asked, engine) else 0
    best = _asked(rungs[first], asked, engine)
    for wider in rungs[first + 1 :]:
        if not _wanting(best, wider, asked.plan.words):
            continue
        more = _asked(wider, asked, engine)
        if more.hits.total > best.hits.total:
            best = Found(wider, more.tree, more.hits, best.complete)
    return best


def _wanting(best: Found, wider: Rung, words: int) -> bool:
    """Nothing found; or almost nothing; or less than a page, of three words and more when most of them are to do."""
    if wider == "most" and words >= 3:
        return best.hits.total < SHORT
    return best.hits.total < (FEW if wider in ("spelling", "synonym") else 1)


def _misspelt(asked: Climb, engine: Engine) -> bool:
    """Whether a word was hardly meant as it was typed, and nobody is called as it was."""
    if asked.plan is None or not asked.plan.misspelt:
        return False
    called = Request(Or(asked.plan.names), asked.ranking, size=0)
    return not asked.plan.names or not engine.search(called).total


def _asked(rung: Rung, asked: Climb, engine: Engine) -> Found:
    assert asked.plan is not None
    tree = asked.plan.trees[rung]
    hits = engine.search(_request(asked, tree))
    return Found(rung, tree, hits, hits.total)


def _without_words(asked: Climb, engine: Engine) -> Found:
    if asked.question.text.strip():
        return Found("exact", None, Hits(0, ()), 0)
    hits = engine.search(_request(asked, Every()))
    return Found("exact", Every(), hits, hits.total)


def _request(asked: Climb, tree: Query) -> Request:
    question, place = asked.question, asked.place
    return Request(
        query=tree,
        ranking=asked.ranking,
        filters=asked.filters,
        sort="newest" if question.sort == "relevance" and asked.plan is None else question.sort,
        offset=0 if place else (question.page - 1) * question.size,
        size=question.size,
        after=(place.key, place.id) if place else None,
        facets=question.facets,
        explain=question.explain,
    )
