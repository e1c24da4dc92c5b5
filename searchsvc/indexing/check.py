"""Is the index what the stored articles say? Every article, both ways, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from searchsvc.analysis.wordings import read_list
from searchsvc.errors import Broken, Stale
from searchsvc.indexing.apply import applied_in, bring_up
from searchsvc.indexing.build import rebuild
from searchsvc.indexing.canaries import silent_canaries
from searchsvc.indexing.documents import stamp_of
from searchsvc.indexing.generations import (
    Generation,
    live,
    open_store,
    opened,
    outdated,
    read_manifest,
    require_fit,
)
from searchsvc.indexing.locks import held
from searchsvc.indexing.progress import Tell, silent
from searchsvc.store.articles import Store

Cure = Literal["edit", "apply", "rewrite", "rebuild", "restore"]

_PATIENCE = 30.0
_AT_ONCE = 500
_NAMED = 5
"""Ids named in one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: a sentence, what mends it, and the articles it is about."""

    message: str
    cure: Cure
    articles: tuple[str, ...] = ()


@dataclass(slots=True)
class _Differences:
    """Where engine, directory and store disagree about articles."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    silent: tuple[str, ...] = ()


def check(home: Path) -> tuple[Finding, ...]:
    """Verify the whole index against the stored articles; nothing found means that all is well.

    Holds the writer lock meanwhile; raises `Busy` when it does not come free, `NotFound` where there is no index.
    """
    store = open_store(home)
    try:
        if faults := store.faults():
            return tuple(Finding(fault, "restore") for fault in faults)
        with held(home, "writer", wait=_PATIENCE):
            listed = [Finding(str(fault), "edit") for fault in read_list(home).faults]
            return (*_check_live(home, store), *listed)
    finally:
        store.close()


def mend(home: Path, findings: tuple[Finding, ...], *, tell: Tell = silent) -> None:
    """Mend what `check` found: apply, write anew, or rebuild. A damaged store it leaves alone: that wants a backup; and
    a list that editors write is theirs to edit.
    """
    cures = {finding.cure for finding in findings}
    if "restore" in cures:
        raise Broken("; ".join(finding.message for finding in findings) + "; restore a backup (`searchsvc restore`)")
    if "rebuild" in cures:
        rebuild(home, tell=tell)
        return
    store = open_store(home)
    try:
        with held(home, "writer", wait=_PATIENCE), opened(home / live(home)) as generation:
            generation.directory.owe(id for finding in findings for id in finding.articles)
            bring_up(store, generation, tell=tell)
    finally:
        store.close()


def _check_live(home: Path, store: Store) -> Iterator[Finding]:
    try:
        name = live(home)
        if not name:
            yield Finding("there is no live generation", "rebuild")
            return
        manifest = read_manifest(home / name)
        require_fit(manifest)
        if "cleaning" in outdated(manifest):
            yield Finding("the articles were cleaned by older rules", "rebuild")
        if "numbers" in outdated(manifest):
            yield Finding("document numbers were read by older rules", "rebuild")
        with opened(home / name) as generation:
            yield from _check_generation(store, generation)
    except Stale as stale:
        yield Finding(str(stale), "rebuild")
    except Broken as broken:
        yield Finding(str(broken), "rebuild")


def _check_generation(store: Store, generation: Generation) -> Iterator[Finding]:
    for fault in (*generation.engine.verify(), *generation.directory.faults()):
        yield Finding(fault, "rebuild")
    if behind := store.pending(applied_in(generation)):
        yield Finding(f"{behind} changes of the store are not applied yet", "apply")
        return
    if store.decisions.last() > read_manifest(generation.folder).decided:
        yield Finding("decisions of staff about people are not applied yet", "apply")
        return
    status = generation.directory.status()
    if owed := status.touched + status.outbox:
        yield Finding(f"{owed} people or documents are owed after a change", "apply")
        return
    yield from _told(_differences(store, generation))


def _told(found: _Differences) -> Iterator[Finding]:
    told: tuple[tuple[str, list[str] | tuple[str, ...]], ...] = (
        ("stored articles are not in the index", found.missing),
        ("documents are not made of what the store holds now", found.stale),
        ("documents are of no stored article", found.extra),
        ("articles are not found by their own words", found.silent),
    )
    for what, ids in told:
        if ids:
            yield Finding(f"{len(ids)} {what} ({', '.join(ids[:_NAMED])})", "rewrite", tuple(ids))


def _differences(store: Store, generation: Generation) -> _Differences:
    found = _Differences()
    stamps = dict(generation.directory.stamps())
    indexed = set(generation.engine.ids())
    found.extra = sorted((indexed | stamps.keys()) - _all(store, generation, found, stamps, indexed))
    found.silent = silent_canaries(store, generation.engine)
    return found


def _all(
    store: Store, generation: Generation, found: _Differences, stamps: dict[str, bytes], indexed: set[str]
) -> set[str]:
    """Compare every stored article; gives their ids."""
    stored: set[str] = set()
    ids = store.ids()
    while some := list(islice(ids, _AT_ONCE)):
        stored.update(some)
        found.missing += [id for id in some if id not in indexed]
        right = _stamps_now(store, generation, some)
        found.stale += [id for id in some if id in indexed and stamps.get(id) != right[id]]
    return stored


def _stamps_now(store: Store, generation: Generation, ids: list[str]) -> dict[str, bytes]:
    versions, named = store.versions(ids), generation.directory.people_of(ids)
    return {id: stamp_of(versions[id], [card for card, _ in named[id]]) for id in ids}
