"""Whoosh itself on our index: our query tree as one of Whoosh's, and the ids its own matchers find."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh import query as stock

from searchsvc.engine.query import TEXT, And, AnyOf, Boost, Either, Every, Maybe, Not, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import TEXT_FIELDS


def opened(path: Path) -> Any:
    """A searcher of the index in a folder, opened as anybody opens a Whoosh index."""
    return index.open_dir(str(path)).searcher()


def found(searcher: Any, tree: Query) -> set[str]:
    """The ids of what Whoosh's matchers find."""
    return {searcher.stored_fields(doc)["id"] for doc in searcher.docs_for_query(translated(tree))}


def translated(tree: Query) -> Any:
    """The tree in Whoosh's words. `Range` has none (dates are in no field of the schema); scores are not asked."""
    match tree:
        case Term() | AnyOf() | Phrase():
            return _word(tree)
        case And(parts):
            return stock.And([translated(part) for part in parts]) if parts else stock.Every()
        case Or(parts, minimum):
            lots = combinations([translated(part) for part in parts], max(1, minimum))
            return _or(stock.And(list(lot)) for lot in lots)
        case Either(parts):
            return _or(map(translated, parts))
        case Maybe(part, extras):
            return stock.AndMaybe(translated(part), _or(translated(extra) for extra in extras))
        case Not(part):
            return stock.AndNot(stock.Every(), translated(part))
        case Boost(part, _):
            return translated(part)
        case Every():
            return stock.Every()
        case Range():
            raise NotImplementedError


def _word(word: Term | AnyOf | Phrase) -> Any:
    fields = TEXT_FIELDS if word.field == TEXT else (word.field,)
    if isinstance(word, Phrase):
        return _or(_phrase(word, name) for name in fields)
    return _or(stock.Term(name, text) for name in fields for text in _texts(word))


def _texts(word: Term | AnyOf) -> tuple[str, ...]:
    return (word.text,) if isinstance(word, Term) else tuple(text for text, _ in word.spellings)


def _phrase(phrase: Phrase, field: str) -> Any:
    """Every spelling of it in turn. Whoosh counts slop from 1: side by side is 1."""
    assert phrase.slop == 0
    assert phrase.ordered
    spelled = product(*(_texts(word) for word in phrase.words)) if phrase.words else ()
    return _or(
        stock.Term(field, texts[0]) if len(texts) == 1 else stock.Phrase(field, list(texts), slop=1)
        for texts in spelled
    )


def _or(parts: Any) -> Any:
    parts = list(parts)
    return stock.Or(parts) if parts else stock.NullQuery
