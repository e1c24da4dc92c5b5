"""Bringing a generation up to the store's change log.

Three passes, each in batches, each noting how far it came in the same step as what it did: who is named (directory),
which cards they make (directory), which documents that gives (engine, then the manifest). Killed at any point and
started again, it does what is left; doing a batch twice gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

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
from searchsvc.indexing.grouping import Large, group_share, lend_large, touched
from searchsvc.indexing.locks import held
from searchsvc.indexing.naming import name_share
from searchsvc.indexing.progress import Progress, Tell, silent
from searchsvc.indexing.workers import MANY, Crew
from searchsvc.indexing.writing import write_documents
from searchsvc.store.articles import Store

PEOPLE_BATCH = 200
"""Articles whose people are found by one worker and noted in one transaction."""
DOCUMENTS_BATCH = 40_000
"""Documents in one write of the engine, of which a crash may lose the work; their ids are held in memory."""
_DISMISSED_AFTER = 10_000
"""Names after which workers that know about names make room for workers that know about words."""
MOST_SEGMENTS = 48
"""Segments from which they are merged even while documents go on coming in: each takes a search some time."""


def apply_pending(home: Path, store: Store, *, wait: float = 0, tell: Tell = silent) -> int:
    """Bring the live generation up to the store under the writer lock; gives the last change it then holds.

    Makes the first generation when there is none. Raises `Busy` when another process goes on writing for so long.
    Names that appear very often are grouped later, by `finish.tidy`, unless there is much to do anyhow.
    """
    with held(home, "writer", wait=wait), opened(live_folder(home)) as generation:
        few = store.pending(applied_in(generation)) < MANY
        return bring_up(store, generation, tell=tell, large="later" if few else "now")


def live_folder(home: Path) -> Path:
    """The live generation's folder, an empty one made when there is none. The caller holds the writer lock."""
    if not live(home):
        switch(home, begin(home).name)
    return home / live(home)


def bring_up(
    store: Store, generation: Generation, *, tell: Tell = silent, crew: Crew | None = None, large: Large = "now"
) -> int:
    """Apply what a generation lacks of the change log; gives the last change it then holds.

    The caller holds the writer lock, or the generation is not live yet.
    """
    require_fit(manifest := read_manifest(generation.folder))
    if store.decisions.last() > manifest.decided:
        large = "now"  # whoever decides something about a well-known name wants to see it
    with nullcontext(crew) if crew else Crew(store, generation) as hands:
        while (last := store.last_change()) > applied_in(generation) or _owing(store, generation, large):
            _take_in_people(store, generation, last, tell, hands)
            _take_in_decisions(store, generation)
            _group_cards(generation, tell, hands, large)
            _write_documents(store, generation, tell, hands)
            _write_owed(store, generation, hands)
            _note_decided(generation)
    return applied_in(generation)


def applied_in(generation: Generation) -> int:
    """The last change all of whose traces are in the generation; the directory may have lost some to a power cut."""
    directory = generation.directory
    return min(read_manifest(generation.folder).applied, directory.named(), directory.written())


def _owing(store: Store, generation: Generation, large: Large) -> bool:
    directory = generation.directory
    undecided = store.decisions.last() > read_manifest(generation.folder).decided
    return undecided or any(touched(directory, large)) or bool(directory.outbox(1))


def _take_in_people(store: Store, generation: Generation, last: int, tell: Tell, crew: Crew) -> None:
    directory = generation.directory
    total, done = store.pending(directory.named()), 0
    upto: dict[tuple[str, ...], int] = {}
    shares = _shares(store, directory.named(), last, upto)
    for share, named in crew.each(name_share, shares, articles=total):
        directory.replace_rows(named, upto=upto.pop(share))
        done += len(share)
        tell(Progress("people", done, total))


def _take_in_decisions(store: Store, generation: Generation) -> None:
    """Have the cards that staff decided something about grouped anew, also by those that were undone."""
    directory = generation.directory
    if news := store.decisions.since(directory.decided()):
        directory.decide({key for decision in news for key in decision.keys}, upto=news[-1].seq)


def _note_decided(generation: Generation) -> None:
    """Say in the manifest which decisions the generation now shows; they need not have changed any document."""
    manifest, upto = read_manifest(generation.folder), generation.directory.decided()
    if manifest.decided != upto:
        write_manifest(generation.folder, replace(manifest, decided=upto, people=generation.directory.count()))


def _shares(store: Store, named: int, last: int, upto: dict[tuple[str, ...], int]) -> Iterator[tuple[str, ...]]:
    """The articles changed since, by the batch; in `upto` the change that each batch goes up to."""
    while named < last:
        batch = store.changes(named, PEOPLE_BATCH)
        named = batch[-1].seq if batch else last
        share = tuple(change.article for change in batch)
        upto[share] = named
        yield share


def _group_cards(generation: Generation, tell: Tell, crew: Crew, large: Large) -> None:
    directory = generation.directory
    total, done = directory.owed(), 0
    for keys, grouped in crew.each(group_share, touched(directory, large), articles=total):
        directory.keep(grouped)
        done += len(keys)
        tell(Progress("cards", done, total))
    if total >= _DISMISSED_AFTER:
        crew.dismiss()
    if large == "later":
        lend_large(crew.bench, applied_in(generation))


def _write_documents(store: Store, generation: Generation, tell: Tell, crew: Crew) -> None:
    """Write the documents of all changes whose people are known; later ones wait for theirs."""
    applied, named = applied_in(generation), generation.directory.named()
    total, done = store.pending(applied), 0
    while applied < named:
        batch = [change for change in store.changes(applied, DOCUMENTS_BATCH) if change.seq <= named]
        applied = batch[-1].seq if batch else named  # an article changed once more has moved on in the log
        _write(crew, [change.article for change in batch], applied)
        done += len(batch)
        tell(Progress("documents", done, total))


def _write_owed(store: Store, generation: Generation, crew: Crew) -> None:
    while owed := generation.directory.outbox(DOCUMENTS_BATCH):
        _write(crew, owed, applied_in(generation))


def _write(crew: Crew, ids: Sequence[str], applied: int) -> None:
    stamps, generation = write_documents(crew, ids), crew.bench.generation
    generation.directory.wrote(stamps, upto=applied)
    _note(generation, applied)
    if crew.pays(len(ids)) and generation.engine.status().segments > MOST_SEGMENTS:
        crew.dismiss()  # merging takes as much memory as they do
        generation.engine.tidy("few")


def _note(generation: Generation, applied: int) -> None:
    """Say in the manifest what the generation now holds; readers look there for what is new."""
    manifest = read_manifest(generation.folder)
    articles, cards = generation.engine.status().documents, generation.directory.count()
    write_manifest(generation.folder, replace(manifest, applied=applied, articles=articles, people=cards))
