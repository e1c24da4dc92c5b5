"""Naming the people of articles: in this process for a few, in worker processes for many."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from searchsvc import people
from searchsvc.errors import Broken
from searchsvc.model import Appearance, Article

Named = tuple[str, list[tuple[str, Appearance]]]
"""The id of an article, and who appears in it as (key, appearance) in the order of the text."""

Namer = Callable[[Sequence[Article]], Iterable[Named]]

MANY = 1500
"""Articles from which starting worker processes pays (they take about a second to get going)."""

_WORKERS = 2
_CHUNK = 50


def name_people(article: Article) -> Named:
    """Who appears in an article, by the key that people of one name share."""
    appearances = people.appearances(article, people.find_people(article))
    return article.id, [(people.key(appearance.name), appearance) for appearance in appearances]


@contextmanager
def namer(articles: int) -> Iterator[Namer]:
    """Something that names the people of batches, fit for so many articles in all."""
    if articles < MANY or (os.cpu_count() or 1) < 2:
        yield lambda batch: map(name_people, batch)
        return
    # Not plain fork: a child would hold our lock files open and keep the locks alive after we are gone.
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(_WORKERS, mp_context=context, initializer=_begin) as pool:
        yield lambda batch: _named_by(pool, batch)


def _named_by(pool: ProcessPoolExecutor, batch: Sequence[Article]) -> Iterator[Named]:
    chunks = [batch[start : start + _CHUNK] for start in range(0, len(batch), _CHUNK)]
    try:
        for named in pool.map(_name_chunk, chunks):
            yield from named
    except BrokenProcessPool as error:
        raise Broken("a worker process ended (out of memory?); nothing is lost, run the command again") from error


def _name_chunk(articles: Sequence[Article]) -> list[Named]:
    return [name_people(article) for article in articles]


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
