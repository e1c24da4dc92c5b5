"""A new generation beside the live one, and the switch to it; putting things right when a process starts."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from searchsvc import cleaning
from searchsvc.errors import Broken, Busy, NotFound
from searchsvc.indexing.apply import apply_pending, bring_up
from searchsvc.indexing.canaries import silent_canaries
from searchsvc.indexing.finish import finish
from searchsvc.indexing.generations import (
    Generation,
    begin,
    live,
    open_store,
    opened,
    read_manifest,
    switch,
    write_manifest,
)
from searchsvc.indexing.generations import sweep as sweep_generations
from searchsvc.indexing.intake import BATCH, judge
from searchsvc.indexing.locks import held
from searchsvc.indexing.progress import Progress, Tell, silent
from searchsvc.indexing.workers import MANY, Crew
from searchsvc.model import RawArticle
from searchsvc.store.articles import FILE as STORE_FILE
from searchsvc.store.articles import Parcel, Store

_log = logging.getLogger(__name__)

PATIENCE = 600.0
"""Seconds that a finished rebuild waits for whoever is writing, before it gives up."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A rebuild: the new generation, the articles and people in it, and what was cleaned anew on the way."""

    generation: str
    articles: int
    people: int
    recleaned: int


def rebuild(home: Path, *, tell: Tell = silent) -> Rebuilt:
    """Build a new generation from the stored articles and switch to it while the live one goes on serving.

    Raises `Busy` while another rebuild runs, `Broken` when the new generation fails its canaries (the live one stays).
    """
    store = open_store(home)
    try:
        with held(home, "rebuild"):
            folder = begin(home, previous=_usable(home))
            recleaned = _build(folder, store, tell)
            _sweep(home)
            manifest = read_manifest(folder)
            return Rebuilt(folder.name, manifest.articles, manifest.people, recleaned)
    finally:
        store.close()


def repair(home: Path, *, tell: Tell = silent) -> str:
    """Put right what a crash may have left behind; says in a sentence what was done, "" when nothing had to be.

    Applies what the store has and the live generation lacks, rebuilds when there is no usable one, takes away
    half-built folders. Leaves alone what another process is working on.
    """
    if not (home / STORE_FILE).exists():
        return ""
    try:
        return _catch_up(home, tell)
    except Busy:
        return "another process is writing to the index and will apply what is missing"
    except Broken as broken:
        _log.warning("%s; rebuilding", broken)
        return f"rebuilt as {rebuild(home, tell=tell).generation}, because {broken}"


def go_back(home: Path, *, tell: Tell = silent) -> str:
    """Make the generation before the live one live again, brought up to date; gives its name.

    Raises `NotFound` when none is kept, `Stale` when it was made by other rules than today's.
    """
    store = open_store(home)
    try:
        with held(home, "rebuild"), held(home, "writer", wait=PATIENCE):
            now = live(home)
            name = read_manifest(home / now).previous
            if not name or not (home / name).is_dir():
                raise NotFound("no earlier generation is kept")
            with opened(home / name) as generation:
                bring_up(store, generation, tell=tell)
            write_manifest(home / name, replace(read_manifest(home / name), previous=now))
            switch(home, name)
            return name
    finally:
        store.close()


def _catch_up(home: Path, tell: Tell) -> str:
    store = open_store(home)
    try:
        before = read_manifest(home / live(home)).applied if live(home) else 0
        after = apply_pending(home, store, tell=tell)
    finally:
        store.close()
    with suppress(Busy), held(home, "rebuild"):
        _sweep(home)
    return f"applied the changes {before + 1} to {after}" if after > before else ""


def _build(folder: Path, store: Store, tell: Tell) -> int:
    """Clean what wants it, build, try, switch; a generation that fails does not stay. How many were cleaned."""
    home = folder.parent
    try:
        with opened(folder) as generation, Crew(store, generation) as crew:
            recleaned = _clean_again(crew, tell)
            bring_up(store, generation, tell=tell, crew=crew)
            finish(store, generation, tell=tell)
            with held(home, "writer", wait=PATIENCE):
                bring_up(store, generation, tell=tell, crew=crew)
                _require_whole(store, generation)
                switch(home, folder.name)
    except BaseException:
        if _usable(home) != folder.name:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return recleaned


def _usable(home: Path) -> str:
    """The live generation when its name can be read."""
    with suppress(Broken):
        return live(home)
    return ""


def _require_whole(store: Store, generation: Generation) -> None:
    stored, found = store.count(), generation.engine.status().documents
    if stored != found:
        raise Broken(f"the new generation has {found} documents for {stored} stored articles; the live one stays")
    if missing := silent_canaries(store, generation.engine):
        raise Broken(
            f"the new generation does not find {', '.join(missing[:5])} by their own words; the live one stays"
        )


def _clean_again(crew: Crew, tell: Tell) -> int:
    """Clean the stored articles anew where the rules have changed since; what they leave nothing of stays as it was."""
    done, store = 0, crew.bench.store
    batches = _uncleaned(store)
    first = list(islice(batches, 1 + MANY // BATCH))
    for batch, outcomes in crew.each(judge, chain(first, batches), articles=sum(map(len, first))):
        parcels = [outcome for outcome in outcomes if isinstance(outcome, Parcel)]
        store.clean_anew(parcels, cleaning=cleaning.FINGERPRINT)
        done += len(batch)
        tell(Progress("clean", done, 0))
    return done


def _uncleaned(store: Store) -> Iterator[list[RawArticle]]:
    last = ""
    while raws := store.uncleaned(cleaning.FINGERPRINT, after=last, limit=BATCH):
        yield raws
        last = raws[-1].id


def _sweep(home: Path) -> None:
    for name in sweep_generations(home):
        _log.info("took away the generation %s", name)
