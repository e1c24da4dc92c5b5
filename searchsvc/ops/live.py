"""The live generation as a server holds it: open, refreshed when it is written to, replaced when it is switched."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from searchsvc.analysis.wordings import FILE as WORDINGS_FILE
from searchsvc.analysis.wordings import read_list
from searchsvc.errors import Broken, Busy, SearchsvcError, Stale
from searchsvc.indexing.apply import apply_pending
from searchsvc.indexing.finish import tidy
from searchsvc.indexing.generations import (
    CURRENT,
    MANIFEST,
    READING,
    Generation,
    Manifest,
    live,
    open_generation,
    open_store,
    outdated,
    read_manifest,
    require_fit,
)
from searchsvc.indexing.learning import outgrown
from searchsvc.language.beginnings import load as load_beginnings
from searchsvc.language.model import load
from searchsvc.searching.desk import Desk
from searchsvc.searching.wordings import Wordings, shipped_wordings, wordings
from searchsvc.store.articles import Store

_log = logging.getLogger(__name__)

_GRACE = 60.0
"""Seconds for which a generation that was switched away from stays open for requests still at work on it."""

Seen = tuple[int, int, int]
"""What tells two states of a file apart: inode, change time, size. Files here are replaced, never written over."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A generation in use, and the files as they were when it was last looked at."""

    generation: Generation
    desk: Desk
    seen: tuple[Seen, ...]


class LiveIndex:
    """The live generation of an index folder. Safe for threads; `desk()` costs three stats when nothing has changed."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._open: _Open | None = None
        self._retired: list[tuple[float, Generation]] = []
        self._held_back = ""
        self._known = shipped_wordings()

    def desk(self) -> Desk:
        """Everything open on the newest state. Raises `NotFound`, `Broken`, `Stale` when it was made by other rules.

        A switch to a generation that this process cannot use (newer rules, damage) is not followed while the one it
        has still answers; `ready` tells.
        """
        now = self._open
        if now and self._seen(now.generation) == now.seen:
            return now.desk
        with self._lock:
            return self._renewed().desk

    def ready(self) -> tuple[bool, str, Mapping[str, Any]]:
        """Whether questions can be answered, why not, and what is open. Never raises one of our errors."""
        try:
            desk = self.desk()
            manifest = read_manifest(self._home / self._open.generation.name) if self._open else None
            details = _details(desk, manifest)
        except SearchsvcError as error:
            return False, str(error), {}
        if not details["articles"]:
            return False, "the index is empty; `searchsvc index SOURCE` fills it", details
        return True, self._held_back, details

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            generations = [generation for _, generation in self._retired]
            if self._open:
                generations.append(self._open.generation)
            for generation in generations:
                generation.close()
            if self._store:
                self._store.close()
            self._open, self._store, self._retired = None, None, []

    def _seen(self, generation: Generation) -> tuple[Seen, ...]:
        files = (self._home / CURRENT, generation.folder / MANIFEST, self._home / WORDINGS_FILE)
        return tuple(map(_seen, files))

    def _renewed(self) -> _Open:
        now = self._open
        if now and self._seen(now.generation) == now.seen:
            return now  # another thread was quicker
        self._close_retired()
        try:
            self._open = self._reopened(now)
            self._held_back = ""
        except (Broken, OSError) as error:
            if not now:
                raise
            self._held_back = f"still serving {now.generation.name}: {error}"
            _log.warning("%s", self._held_back)
            self._open = _Open(now.generation, now.desk, self._seen(now.generation))
        return self._open

    def _reopened(self, now: _Open | None) -> _Open:
        """The live generation as it stands now: the same one refreshed, or the one switched to."""
        current, written = _seen(self._home / CURRENT), _seen(self._home / WORDINGS_FILE)
        self._store = self._store or open_store(self._home)
        name = live(self._home)
        if not name:
            raise Broken("there is no live generation yet; `searchsvc index SOURCE` or `searchsvc rebuild` makes one")
        filled, manifest = _seen(self._home / name / MANIFEST), read_manifest(self._home / name)
        require_fit(manifest, READING)
        if now and now.generation.name == name:
            generation = now.generation
            generation.engine.refresh()
        else:
            generation = open_generation(self._home / name)
            if now:
                self._retired.append((time.monotonic(), now.generation))
        known = self._wordings()
        state, stamp = f"{name}.{manifest.applied}", "-".join((*map(str, filled), known.stamp))
        learned = load(generation.folder).model, load_beginnings(generation.folder)
        desk = Desk(self._store, generation.engine, generation.directory, state, *learned, stamp, known)
        return _Open(generation, desk, (current, filled, written))

    def _wordings(self) -> Wordings:
        """The abbreviations and synonyms with the editors' list as it stands now; what it cannot use is logged once."""
        editors = read_list(self._home)
        if editors.stamp != self._known.stamp:
            for fault in editors.faults:
                _log.warning("%s", fault)
            self._known = wordings(editors)
        return self._known

    def _close_retired(self) -> None:
        late = time.monotonic() - _GRACE
        for since, generation in self._retired:
            if since < late:
                generation.close()
        self._retired = [(since, generation) for since, generation in self._retired if since >= late]


class Follower:
    """A thread that applies stored changes nobody is applying, so that what is durable is soon searchable, and then
    merges segments, which no put waits for.
    """

    def __init__(self, home: Path, *, pause: float = 0.5, back_off: float = 10.0) -> None:
        """Look every `pause` seconds; after a failure wait `back_off` seconds more."""
        self._home = home
        self._pause = pause
        self._back_off = back_off
        self._tidied = -1
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, *, timeout: float = 10.0) -> None:
        """End, after the step under way."""
        self._stop.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stop.wait(self._pause):
            try:
                follow(self._home)
                self._tidied = tidied(self._home, self._tidied)
            except (Busy, Stale):
                continue  # whoever holds the lock applies it; readiness tells of other rules, and a rebuild mends them
            except SearchsvcError as error:
                _log.error("cannot apply stored changes: %s", error)
                self._stop.wait(self._back_off)


def follow(home: Path) -> None:
    """Apply what the store has and the live generation lacks, if anything."""
    if not (home / CURRENT).exists():
        return
    store = open_store(home)
    try:
        manifest = read_manifest(home / live(home))
        if store.last_change() > manifest.applied or store.decisions.last() > manifest.decided:
            apply_pending(home, store)
    finally:
        store.close()


def tidied(home: Path, before: int) -> int:
    """Tidy the live generation if anything was applied since the change `before`; gives the last change."""
    if not (home / CURRENT).exists():
        return before
    folder = home / live(home)
    manifest = read_manifest(folder)
    if manifest.applied == before:
        return before
    if outgrown(folder, manifest.articles):
        _tidy_apart(home)
    else:
        tidy(home)
    return manifest.applied


def _tidy_apart(home: Path) -> None:
    """Learning a language takes seconds of work and hundreds of megabytes: not in a process that answers questions.

    Not by plain fork: a child would hold our lock files open.
    """
    process = multiprocessing.get_context("forkserver").Process(target=_tidy_here, args=(home,), daemon=True)
    process.start()
    process.join()


def _tidy_here(home: Path) -> None:
    try:
        tidy(home)
    except SearchsvcError as error:
        _log.error("cannot tidy the index: %s", error)


_UNSETTLED = 50_000_000
"""Nanoseconds within which two writes of a file may bear the same time, the kernel's clock being coarse."""


def _seen(path: Path) -> Seen:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    if time.time_ns() - found.st_mtime_ns < _UNSETTLED:
        return 0, time.monotonic_ns(), 0  # equal to nothing: looked at again next time
    return found.st_ino, found.st_mtime_ns, found.st_size


def _details(desk: Desk, manifest: Manifest | None) -> dict[str, Any]:
    newest = desk.store.newest()
    return {
        "generation": desk.generation,
        "articles": desk.engine.status().documents,
        "pending": desk.store.pending(manifest.applied) if manifest else 0,
        "outdated": list(outdated(manifest)) if manifest else [],
        "language": "learned" if desk.language else "not learned: searching without it",
        "newest": newest.isoformat() if newest else "",
        "newest_age_seconds": int((datetime.now(UTC) - newest).total_seconds()) if newest else None,
    }
