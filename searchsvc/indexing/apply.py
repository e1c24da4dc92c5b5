"""Bringing a generation up to the store's change log.

Three passes, each in batches, each noting how far it came in the same step as what it did: who is named (directory),
which cards they make (directory), which documents that gives (engine, then the manifest). Killed at any point and
started again, it does what is left; doing a batch twice gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from searchsvc import people
from searchsvc.engine.schema import Change, Drop, Put
from searchsvc.errors import Broken
from searchsvc.indexing.documents import document_of, stamp_of
from searchsvc.indexing.generations import (
    Generation,
    begin,
    live,
    opened,
    read_manifest,
    require_fit,
    switch,
    write_manifest,
)
from searchsvc.indexing.learning import learn, outgrown
from searchsvc.indexing.locks import held
from searchsvc.indexing.naming import Namer, namer
from searchsvc.indexing.progress import Progress, Tell, silent
from searchsvc.model import Appearance, Card
from searchsvc.people.finding import names_words, office_words
from searchsvc.store.articles import Store

PEOPLE_BATCH = 1000
CARDS_BATCH = 300
DOCUMENTS_BATCH = 5000
"""Documents in one write of the engine: large enough that segments are few, small enough to bound memory."""

_READ = 200
"""Articles held in memory while documents stream into the engine."""


def apply_pending(home: Path, store: Store, *, wait: float = 0, tell: Tell = silent) -> int:
    """Bring the live generation up to the store under the writer lock; gives the last change it then holds.

    Makes the first generation when there is none. Raises `Busy` when another process goes on writing for so long.
    """
    with held(home, "writer", wait=wait), opened(live_folder(home)) as generation:
        last = bring_up(store, generation, tell=tell)
        manifest = read_manifest(generation.folder)
        if outgrown(generation.folder, manifest.articles):
            learn(store, generation.folder, tell=tell)
            write_manifest(generation.folder, manifest)  # so that whoever has it open looks again
        return last


def live_folder(home: Path) -> Path:
    """The live generation's folder, an empty one made when there is none. The caller holds the writer lock."""
    if not live(home):
        switch(home, begin(home).name)
    return home / live(home)


def bring_up(store: Store, generation: Generation, *, tell: Tell = silent) -> int:
    """Apply what a generation lacks of the change log; gives the last change it then holds.

    The caller holds the writer lock, or the generation is not live yet.
    """
    require_fit(read_manifest(generation.folder))
    while (last := store.last_change()) > applied_in(generation) or _owing(generation):
        _take_in_people(store, generation, last, tell)
        _group_cards(generation, tell)
        _write_documents(store, generation, tell)
        _write_owed(store, generation)
    return applied_in(generation)


def applied_in(generation: Generation) -> int:
    """The last change all of whose traces are in the generation; the directory may have lost some to a power cut."""
    directory = generation.directory
    return min(read_manifest(generation.folder).applied, directory.named(), directory.written())


def _owing(generation: Generation) -> bool:
    return bool(generation.directory.touched(1) or generation.directory.outbox(1))


def _take_in_people(store: Store, generation: Generation, last: int, tell: Tell) -> None:
    directory = generation.directory
    total, done = store.pending(directory.named()), 0
    with namer(total) as name:
        while (named := directory.named()) < last:
            batch = store.changes(named, PEOPLE_BATCH)
            directory.replace(_named(store, [change.article for change in batch], name), upto=batch[-1].seq)
            done += len(batch)
            tell(Progress("people", done, total))


def _named(store: Store, ids: Sequence[str], name: Namer) -> dict[str, list[tuple[str, Appearance]]]:
    """Who is named in these articles; nobody in one that is gone."""
    articles = store.articles(ids)
    return {id: [] for id in ids} | dict(name(list(articles.values())))


def _group_cards(generation: Generation, tell: Tell) -> None:
    directory = generation.directory
    total, done = directory.status().touched, 0
    while keys := directory.touched(CARDS_BATCH):
        grouped = {key: people.cards(seen) for key, seen in directory.appearances(keys).items()}
        directory.set_cards(grouped, words=_found_by)
        done += len(keys)
        tell(Progress("cards", done, total))


def _found_by(card: Card) -> set[str]:
    """What a person is looked up by: names, and offices with their abbreviations opened and closed."""
    return names_words(card) | office_words(card)


def _write_documents(store: Store, generation: Generation, tell: Tell) -> None:
    """Write the documents of all changes whose people are known; later ones wait for theirs."""
    applied, named = applied_in(generation), generation.directory.named()
    total, done = store.pending(applied), 0
    while applied < named:
        batch = [change for change in store.changes(applied, DOCUMENTS_BATCH) if change.seq <= named]
        applied = batch[-1].seq if batch else named  # an article changed once more has moved on in the log
        _write(store, generation, [change.article for change in batch], applied)
        done += len(batch)
        tell(Progress("documents", done, total))


def _write_owed(store: Store, generation: Generation) -> None:
    while owed := generation.directory.outbox(DOCUMENTS_BATCH):
        _write(store, generation, owed, applied_in(generation))


def _write(store: Store, generation: Generation, ids: Sequence[str], applied: int) -> None:
    """Write the documents of these articles as the store and the directory now have them; those that are gone go."""
    stamps: dict[str, bytes | None] = dict.fromkeys(ids)
    try:
        generation.engine.write(_engine_changes(store, generation, ids, stamps))
    except OSError as error:
        raise Broken(
            f"{generation.folder} cannot be written ({error.strerror or error}); the articles are stored and will be"
            " applied by the next command that writes"
        ) from error
    generation.directory.wrote(stamps, upto=applied)
    _note(generation, applied)


def _engine_changes(
    store: Store, generation: Generation, ids: Iterable[str], stamps: dict[str, bytes | None]
) -> Iterator[Change]:
    """The changes, read as the engine takes them; `stamps` is filled on the way."""
    waiting = iter(ids)
    while some := list(islice(waiting, _READ)):
        # Versions first: an article changed in between is then stamped as older than it is, and written again.
        versions, articles = store.versions(some), store.articles(some)
        named = generation.directory.people_of(some)
        for id in some:
            if id not in articles or id not in versions:
                yield Drop(id)
                continue
            cards = [card for card, _ in named[id]]
            stamps[id] = stamp_of(versions[id], cards)
            yield Put(document_of(articles[id], people=cards))


def _note(generation: Generation, applied: int) -> None:
    """Say in the manifest what the generation now holds; readers look there for what is new."""
    manifest = read_manifest(generation.folder)
    articles, cards = generation.engine.status().documents, generation.directory.count()
    write_manifest(generation.folder, replace(manifest, applied=applied, articles=articles, people=cards))
