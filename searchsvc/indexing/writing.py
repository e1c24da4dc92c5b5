"""Documents into the engine: a few in this process, many by worker processes that make whole segments ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from searchsvc.engine.schema import Change, Document, Drop, Lot, Put
from searchsvc.errors import Broken
from searchsvc.indexing.documents import document_of, stamp_of
from searchsvc.indexing.workers import WORKERS, Bench, Crew

SHARE = 2500
"""Articles that a worker makes one segment of, at most; fewer where there would be too few shares to go round."""
FULL = 3_000_000
"""Words of documents after which a segment is full, however few they are: bounds the memory of a worker."""

_READ = 200
"""Articles held in memory while documents stream into the engine."""

Stamps = dict[str, bytes | None]
"""What each document was made of; None for one taken out."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a worker made of its share: lots for the engine, and what their documents were made of."""

    lots: tuple[Lot, ...]
    stamps: Stamps


def write_documents(crew: Crew, ids: Sequence[str]) -> Stamps:
    """Write the documents of these articles as store and directory now have them; those that are gone go."""
    stamps: Stamps = dict.fromkeys(ids)
    generation = crew.bench.generation
    try:
        generation.engine.write((_by_workers if crew.pays(len(ids)) else _here)(crew, ids, stamps))
    except OSError as error:
        raise Broken(
            f"{generation.folder} cannot be written ({error.strerror or error}); the articles are stored and"
            " will be applied by the next command that writes"
        ) from error
    return stamps


def _here(crew: Crew, ids: Sequence[str], stamps: Stamps) -> Iterator[Change | Lot]:
    return _changes(crew.bench, ids, stamps)


def _by_workers(crew: Crew, ids: Sequence[str], stamps: Stamps) -> Iterator[Change | Lot]:
    size = min(SHARE, 1 + len(ids) // (2 * WORKERS))
    shares = (ids[start : start + size] for start in range(0, len(ids), size))
    for share, ready in crew.each(make_ready, shares, articles=len(ids)):
        stamps |= ready.stamps
        yield from ready.lots
        yield from (Drop(id) for id in share if ready.stamps[id] is None)


def make_ready(bench: Bench, ids: Sequence[str]) -> Ready:
    """Cut the documents of these articles and make segments of them that a write need only take."""
    stamps: Stamps = dict.fromkeys(ids)
    documents = (change.document for change in _changes(bench, ids, stamps) if isinstance(change, Put))
    lots = tuple(bench.generation.engine.prepare(some) for some in _fulls(documents))
    return Ready(lots, stamps)


def _fulls(documents: Iterator[Document]) -> Iterator[Iterator[Document]]:
    """The documents in as many streams as are full; each must be used up before the next."""
    for first in documents:
        yield _until_full(chain((first,), documents))


def _until_full(documents: Iterable[Document]) -> Iterator[Document]:
    words = 0
    for document in documents:
        yield document
        words += sum(len(text.words) for text in document.words.values())
        if words > FULL:
            return


def _changes(bench: Bench, ids: Iterable[str], stamps: Stamps) -> Iterator[Change]:
    """The changes, read as they are taken; `stamps` is filled on the way."""
    waiting = iter(ids)
    while some := list(islice(waiting, _READ)):
        # Versions first: an article changed in between is then stamped as older than it is, and written again.
        versions, articles = bench.store.versions(some), bench.store.articles(some)
        named = bench.generation.directory.people_of(some)
        for id in some:
            if id not in articles or id not in versions:
                yield Drop(id)
                continue
            cards = [card for card, _ in named[id]]
            stamps[id] = stamp_of(versions[id], cards)
            yield Put(document_of(articles[id], people=cards))
