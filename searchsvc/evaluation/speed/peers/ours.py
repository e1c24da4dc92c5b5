"""searchsvc's own engine, across the seam: asked what it has not been asked yet, and what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from searchsvc.analysis.tokens import Words
from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import And, AnyOf, Or, Phrase, Query, Range, Term
from searchsvc.engine.schema import Document, Put, Request
from searchsvc.errors import Broken
from searchsvc.evaluation.speed.corpus import Cut
from searchsvc.evaluation.speed.log import Asked, Spelled
from searchsvc.evaluation.speed.peers import FOUND, Answer, Call
from searchsvc.searching.ranking import ranking


class Ours:
    """`searchsvc` works everything out anew; `searchsvc warm` may use what it keeps of a query asked before."""

    name, share = "searchsvc", 1

    def __init__(self) -> None:
        self.engine: Engine

    def build(self, folder: Path, cuts: Iterable[Cut]) -> None:
        self.engine = open_engine(folder)
        self.engine.write(_puts(cuts))
        while self.engine.tidy("few"):
            continue

    def prepare(self, asked: Asked) -> tuple[Call, ...]:
        filters: tuple[Query, ...] = ()
        if asked.filter:
            filters = (
                Term(asked.filter.section, "category"),
                Range("published", asked.filter.since, asked.filter.until),
            )
        request = Request(_tree(asked), ranking(fresh="no"), filters, size=FOUND)

        def answer() -> Answer:
            hits = self.engine.search(request)
            return Answer(hits.total, tuple(hit.id for hit in hits.hits))

        return Call("searchsvc", answer, before=lambda: forget(self.engine)), Call("searchsvc warm", answer)

    def close(self) -> None:
        self.engine.close()


PEER = Ours


def forget(engine: Engine) -> None:
    """Empty every cache of the engine. They are no part of the seam, and whoever moves them hears of it here."""
    shelf: Any = vars(engine)["_shelf"]
    caches = [(one, name, kept) for one in (engine, shelf) for name, kept in vars(one).items() if _is_cache(kept)]
    if not caches:
        raise Broken("the engine has no caches, or elsewhere than peers/ours.py looks for them")
    for one, name, kept in caches:
        setattr(one, name, type(kept)(kept.most))


def _is_cache(kept: Any) -> bool:
    return type(kept).__name__ == "Cache"


def _puts(cuts: Iterable[Cut]) -> Iterator[Put]:
    for cut in cuts:
        words = {"title": Words(cut.title_words), "body": Words(cut.body_words)}
        yield Put(Document(cut.id, words, {"category": (cut.section,)}, cut.published))


def _tree(asked: Asked) -> Query:
    words = tuple(map(_word, asked.words))
    match asked.kind:
        case "phrase":
            return Phrase(words)
        case "any":
            return Or(words)
        case _:
            return And(words)


def _word(spellings: Spelled) -> Term | AnyOf:
    return Term(spellings[0][0]) if len(spellings) == 1 else AnyOf(spellings)
