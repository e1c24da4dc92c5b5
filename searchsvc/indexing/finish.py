"""What is done once documents are written: nothing anybody waits for, nothing an answer would be wrong without.

Nearly all of it without the writer lock: articles go on coming in. A step may be cut short and is done the next time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from searchsvc.engine.schema import Aim
from searchsvc.errors import Busy
from searchsvc.indexing.apply import bring_up
from searchsvc.indexing.generations import (
    Generation,
    live,
    open_store,
    opened,
    read_manifest,
    write_manifest,
)
from searchsvc.indexing.grouping import group_one
from searchsvc.indexing.learning import learn, outgrown
from searchsvc.indexing.locks import held
from searchsvc.indexing.progress import Tell, silent
from searchsvc.indexing.workers import Bench
from searchsvc.store.articles import Store

_log = logging.getLogger(__name__)

_PATIENCE = 5.0
"""Seconds to wait for whoever is writing, only to tell readers sooner of what is new."""

Step = Callable[[Store, Generation, Tell], bool]
"""One thing to do after documents; gives whether it changed what readers see."""


def finish(store: Store, generation: Generation, *, tell: Tell) -> None:
    """All that follows a build or a run over a source, in order."""
    _do(AFTER_MANY, store, generation, tell)


def tidy(home: Path) -> None:
    """What follows single articles, for whoever has time: no put or delete waits for it."""
    store = open_store(home)
    try:
        with suppress(Busy), held(home, "finish"), opened(home / live(home)) as generation:
            _do(AFTER_FEW, store, generation, silent)
    finally:
        store.close()


def _do(steps: tuple[Step, ...], store: Store, generation: Generation, tell: Tell) -> None:
    try:
        changed = [step(store, generation, tell) for step in steps]
        if any(changed):
            _tell_readers(generation)
    except (OSError, Busy) as error:  # a full disk, or a rebuild that has taken the generation away: nothing is lost
        _log.warning("%s is whole, but not finished: %s", generation.folder, error)


def _to_few_segments(store: Store, generation: Generation, tell: Tell) -> bool:
    return _merged(generation, "few")


def _steadily(store: Store, generation: Generation, tell: Tell) -> bool:
    return _merged(generation, "steady")


def _merged(generation: Generation, aim: Aim) -> bool:
    merged = False
    while generation.engine.tidy(aim):
        merged = True
    return merged


def _group_large(store: Store, generation: Generation, tell: Tell) -> bool:
    """Group the names that were too large for a put to wait for, one at a time, so that a put waits for one at most."""
    if not generation.directory.touched(1):
        return False
    home = generation.folder.parent
    while generation.directory.touched(1):
        with held(home, "writer", wait=_PATIENCE):
            group_one(Bench(store, generation))
    with held(home, "writer", wait=_PATIENCE):
        bring_up(store, generation, large="later")
    return True


def _learn_language(store: Store, generation: Generation, tell: Tell) -> bool:
    if not outgrown(generation.folder, generation.engine.status().documents):
        return False
    learn(store, generation.folder, tell=tell)
    return True


AFTER_MANY: tuple[Step, ...] = (_to_few_segments, _learn_language)
AFTER_FEW: tuple[Step, ...] = (_group_large, _steadily, _learn_language)


def _tell_readers(generation: Generation) -> None:
    """Write the manifest anew, as it stands: readers look there for what is new."""
    with held(generation.folder.parent, "writer", wait=_PATIENCE):
        write_manifest(generation.folder, read_manifest(generation.folder))
