"""Readers and writers at once: every answer is of one state; a writer that is killed leaves the old one or the new."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import Term
from tests.engine.asking import everything, ids, put, request
from tests.engine.killed import AT_ONCE

ROOT = Path(__file__).parents[2]


@contextmanager
def writing(folder: Path, start: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process that writes lots from `start` on until it is killed at the end of the block."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.engine.killed", str(folder), str(start)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def lot_of(engine: Engine) -> int:
    """The one lot that is there whole, -1 for none yet."""
    found = engine.search(request("lũ", explain="parts", facets=("year",)))
    assert found.total in (0, AT_ONCE)
    return -1 if not found.total else next(lot for lot in _guesses(engine) if ids(engine, f"lượt{lot}"))


def _guesses(engine: Engine) -> list[int]:
    return sorted((int(spelled.text[4:]) for spelled in engine.completions("luot", 100_000)), reverse=True)


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    dice, acknowledged = random.Random(3), -1
    for _ in range(12):
        with writing(tmp_path, acknowledged + 1) as process:
            assert process.stdout
            acknowledged = int(process.stdout.readline())
            time.sleep(dice.random() * 0.15)
            process.kill()
            acknowledged = max([acknowledged, *map(int, process.stdout)])
        engine = open_engine(tmp_path)
        lot = lot_of(engine)
        assert acknowledged <= lot <= acknowledged + 1
        assert len(ids(engine, f"lượt{lot}")) == AT_ONCE
        assert engine.verify() == ()
        acknowledged = lot
        engine.close()
    engine = open_engine(tmp_path)
    engine.write([put("cuối", "hết")])
    assert len(list(tmp_path.glob("*.arrays"))) == engine.status().segments
    assert len(list(tmp_path.glob("*.toc*"))) == 1


@pytest.mark.slow
def test_readers_in_threads_see_one_state_while_another_process_writes_and_merges(tmp_path: Path) -> None:
    engine, stop, wrong = open_engine(tmp_path), threading.Event(), list[BaseException]()
    seen: list[int] = []

    def read() -> None:
        while not stop.is_set():
            try:
                found = engine.search(request("lũ", facets=("year",), size=5))
                assert found.total in (0, AT_ONCE)
                assert len(found.hits) == min(5, found.total)
                engine.spellings(["luot", "lu"])
                seen.append(found.total)
            except BaseException as error:
                wrong.append(error)
                stop.set()

    def refresh() -> None:
        while not stop.is_set():
            try:
                engine.refresh()
                open_engine(tmp_path).close()
            except BaseException as error:
                wrong.append(error)
                stop.set()

    threads = [threading.Thread(target=target) for target in (read, read, refresh, refresh)]
    with writing(tmp_path) as process:
        for thread in threads:
            thread.start()
        stop.wait(4)
        stop.set()
        for thread in threads:
            thread.join()
        process.kill()
        assert process.stdout
        lots = len(process.stdout.read().split())
    assert not wrong, wrong
    assert lots > 5
    assert AT_ONCE in seen
    engine.close()


def test_closing_while_others_read_does_not_pull_the_ground_away(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.write(put(str(number), "lũ về " * 50) for number in range(300))
    wrong: list[BaseException] = []

    def read() -> None:
        for _ in range(200):
            try:
                assert engine.search(request(Term("lũ"))).total in (0, 300)
            except BaseException as error:
                wrong.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.01)
    engine.close()
    for thread in threads:
        thread.join()
    assert not wrong


def test_two_processes_make_the_index_at_once(tmp_path: Path) -> None:
    engines: list[Engine] = []
    threads = [threading.Thread(target=lambda: engines.append(open_engine(tmp_path / "new"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(engines) == 8
    engines[0].write([put("1", "lũ")])
    for engine in engines:
        engine.refresh()
        assert everything(engine) == {"1"}
