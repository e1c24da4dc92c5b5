"""Engines build an index each of the same tokens and answer the same queries, one after the other, in turn."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from searchsvc.evaluation.speed.corpus import Corpus, Cut
from searchsvc.evaluation.speed.log import Asked
from searchsvc.evaluation.speed.peers import Call, Peer

ENOUGH: Final = 1.0
"""Seconds of timed answers to one query after which an engine has shown how slow it is."""


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index cost: seconds without those of getting at the tokens, and bytes on the disk."""

    peer: str
    documents: int
    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Timed:
    """One query: for each way of asking the median of its answers in seconds, and how many documents it counted."""

    asked: Asked
    seconds: dict[str, float]
    totals: dict[str, int]


def build(peer: Peer, corpus: Corpus, folder: Path) -> Built:
    """Let an engine make its index of a corpus in a folder of its own."""
    feed = _Feed()
    folder.mkdir(parents=True)
    started = time.perf_counter()
    peer.build(folder, feed.through(corpus.cuts()))
    seconds = time.perf_counter() - started - feed.seconds
    return Built(peer.name, feed.count, seconds, disk_use(folder))


def disk_use(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file())


def contest(peers: Sequence[Peer], log: Sequence[Asked], *, runs: int, tell: Callable[[int], None]) -> list[Timed]:
    """Ask every engine every query: each answers once to warm up, then all answer in turn, `runs` times.

    Who has spent `ENOUGH` on a query is not asked it again. `tell` hears how many queries are done. Python's collection
    of cycles rests meanwhile, as in `timeit`.
    """
    timed = []
    with _no_collection():
        for number, asked in enumerate(log):
            calls = [call for peer in peers if number % peer.share == 0 for call in peer.prepare(asked)]
            timed.append(_timed(asked, calls, runs))
            tell(number + 1)
    return timed


def _timed(asked: Asked, calls: Sequence[Call], runs: int) -> Timed:
    totals = {call.way: call.answer().total for call in calls}
    seconds: dict[str, list[float]] = {call.way: [] for call in calls}
    for _ in range(runs):
        for call in (call for call in calls if sum(seconds[call.way]) < ENOUGH):
            call.before()
            started = time.perf_counter()
            call.answer()
            seconds[call.way].append(time.perf_counter() - started)
    return Timed(asked, {way: statistics.median(some) for way, some in seconds.items()}, totals)


class _Feed:
    """Documents on their way to an engine, and the seconds it took to get at them."""

    def __init__(self) -> None:
        self.seconds, self.count = 0.0, 0

    def through(self, cuts: Iterable[Cut]) -> Iterator[Cut]:
        waiting = iter(cuts)
        while True:
            started = time.perf_counter()
            cut = next(waiting, None)
            self.seconds += time.perf_counter() - started
            if cut is None:
                return
            self.count += 1
            yield cut


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
