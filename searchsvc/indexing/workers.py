"""Work over many articles: done in this process for a few, in worker processes for many.

Whoever has work gives it as a function of a bench and a share. A worker opens the same files at a bench of its own, so
that only ids go to it and little comes back; nothing of an article is pickled that the worker can read for itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from searchsvc.errors import Broken
from searchsvc.indexing.generations import Generation, open_generation
from searchsvc.store.articles import Store

MANY = 1500
"""Articles from which starting worker processes pays (they take about a second to get going)."""
WORKERS = max(2, min(os.cpu_count() or 1, 4))
"""One for each core, but no more than four: each takes up to 400 MB."""
AHEAD = 3 * WORKERS
"""Shares given out and not yet taken back, at most: enough to keep all at work, and what bounds memory."""

_PRELOADED = ("searchsvc.indexing.apply", "searchsvc.indexing.intake")
"""Imported once, by the server that workers are forked from: they start at once and share the memory of it."""

_Share = TypeVar("_Share")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Bench:
    """What work is done with: the store, and the generation that is being brought up."""

    store: Store
    generation: Generation


@dataclass(frozen=True, slots=True)
class _Place:
    """A bench as another process is told of it."""

    store: Path
    folder: Path
    run: str


class Crew:
    """Worker processes, started when first there is enough to do, kept until the end of a `with` block."""

    def __init__(self, store: Store, generation: Generation) -> None:
        self.bench = Bench(store, generation)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """Let the workers go; others come when there is more to do. What they remember fits one kind of work only."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None

    def pays(self, articles: int) -> bool:
        """Whether so much work is done in worker processes."""
        return articles >= MANY and (os.cpu_count() or 1) > 1

    def each(
        self, work: Callable[[Bench, _Share], _Made], shares: Iterable[_Share], *, articles: int
    ) -> Iterator[tuple[_Share, _Made]]:
        """Each share with what the work made of it, in order; `articles`, as far as known, are in all of them.

        Raises what the work raises, and `Broken` when a worker process ends.
        """
        if not self.pays(articles):
            return ((share, work(self.bench, share)) for share in shares)
        return self._by_workers(work, shares)

    def _by_workers(
        self, work: Callable[[Bench, _Share], _Made], shares: Iterable[_Share]
    ) -> Iterator[tuple[_Share, _Made]]:
        pool, place = self._started(), self._place()
        out: deque[tuple[_Share, Future[_Made]]] = deque()
        try:
            for share in shares:
                out.append((share, pool.submit(_at, place, work, share)))
                if len(out) >= AHEAD:
                    yield _back(*out.popleft())
            while out:
                yield _back(*out.popleft())
        except BrokenProcessPool as error:
            raise Broken("a worker process ended (out of memory?); nothing is lost, run the command again") from error
        finally:
            for _, future in out:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not plain fork: a child would hold our lock files open and keep the locks alive after we are gone.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(list(_PRELOADED))
            self._pool = ProcessPoolExecutor(WORKERS, mp_context=context, initializer=_begin)
        return self._pool

    def _place(self) -> _Place:
        store, generation = self.bench.store, self.bench.generation
        return _Place(store.path, generation.folder, generation.engine.run)


def _back(share: _Share, future: Future[_Made]) -> tuple[_Share, _Made]:
    return share, future.result()


def _at(place: _Place, work: Callable[[Bench, _Share], _Made], share: _Share) -> _Made:
    return work(_bench(place), share)


@lru_cache(maxsize=1)
def _bench(place: _Place) -> Bench:
    return Bench(Store.open(place.store), open_generation(place.folder, run=place.run))


def _begin() -> None:
    _end_with_parent()
    # What is loaded and remembered stays: looking through it for rubbish again and again takes a seventh of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 1000)


def _end_with_parent() -> None:
    """A worker waits for work for ever; when its parent was killed nobody would end it."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
