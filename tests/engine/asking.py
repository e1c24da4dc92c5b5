"""Short ways to say in a test what is written to an engine and asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchsvc.analysis.tokens import Words
from searchsvc.engine import Engine
from searchsvc.engine.query import Every, Query, Term
from searchsvc.engine.schema import Document, FieldWeight, Put, Ranking, Request

PLAIN = Ranking({name: FieldWeight(1.0, 0.5) for name in ("title", "lead", "body", "captions")}, title=0.0)


def put(id: str, body: str = "", *, published: int | None = None, **keywords: str) -> Put:
    """A document with a body of words split by spaces; values of a keyword field split by `|`."""
    values = {name: tuple(text.split("|")) for name, text in keywords.items()}
    return Put(Document(id, {"body": Words(body.split())} if body else {}, values, published))


def texts(id: str, words: Mapping[str, str]) -> Put:
    """A document with words in several fields."""
    return Put(Document(id, {name: Words(text.split()) for name, text in words.items()}))


def request(query: Query | str, **more: Any) -> Request:
    """A request; a string is a word."""
    tree = Term(query) if isinstance(query, str) else query
    asked: dict[str, Any] = {"ranking": PLAIN, "size": 1000} | more
    return Request(tree, **asked)


def ids(engine: Engine, query: Query | str, **more: Any) -> list[str]:
    """The ids found, in the order they came."""
    return [hit.id for hit in engine.search(request(query, **more)).hits]


def everything(engine: Engine) -> set[str]:
    """All ids, as a search tells and as `ids` and `status` do."""
    found = set(engine.ids())
    assert set(ids(engine, Every())) == found
    assert engine.status().documents == len(found)
    return found
