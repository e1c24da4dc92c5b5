"""Canary queries: a few articles of the store, looked for in an engine by their own words."""

from __future__ import annotations

from collections.abc import Iterator

from searchsvc.analysis import words
from searchsvc.engine import Engine
from searchsvc.engine.query import And, Query, Range, Term
from searchsvc.engine.schema import FieldWeight, Ranking, Request
from searchsvc.indexing.documents import document_of
from searchsvc.model import Article
from searchsvc.store.articles import Store

CANARIES = 25
_WORDS = 12
_DEEP = 200
"""Hits looked through: articles of the same day with the same title are told apart no further."""

_RANKING = Ranking(fields={"title": FieldWeight(2.0, 0.5), "body": FieldWeight(1.0, 0.75)})


def silent_canaries(store: Store, engine: Engine) -> tuple[str, ...]:
    """The ids of sampled articles that their own words do not find."""
    return tuple(article.id for article in _sample(store) if not _found(engine, article))


def _sample(store: Store) -> Iterator[Article]:
    """Articles spread evenly over the change log."""
    step = max(1, store.last_change() // CANARIES)
    for after in range(0, store.last_change(), step):
        changes = [change for change in store.changes(after, 1) if change.kind == "put"]
        yield from store.articles(change.article for change in changes).values()


def _found(engine: Engine, article: Article) -> bool:
    query, filters = _query_for(article)
    if query is None:
        return True
    hits = engine.search(Request(query, _RANKING, filters=filters, size=_DEEP))
    return hits.total > _DEEP or any(hit.id == article.id for hit in hits.hits)


def _query_for(article: Article) -> tuple[Query | None, tuple[Query, ...]]:
    field = "title" if article.title else "body"
    found = words([article.text(field)]).words if article.text(field) else ()
    some = list(dict.fromkeys(word for word in found if word))[:_WORDS]
    published = document_of(article, people=()).published
    filters = () if published is None else (Range("published", published, published),)
    return (And(tuple(Term(word, field) for word in some)) if some else None), filters
