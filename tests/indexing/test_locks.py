"""Locks: one holder, a name for whoever waits, free again whatever happens."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from searchsvc.errors import Broken, Busy
from searchsvc.indexing.locks import held


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    with held(tmp_path, "writer"), pytest.raises(Busy, match=f"process {os.getpid()} "), held(tmp_path, "writer"):
        pass


def test_locks_of_two_names_do_not_meet(tmp_path: Path) -> None:
    with held(tmp_path, "writer"), held(tmp_path, "rebuild"):
        pass


def test_it_is_free_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(KeyError), held(tmp_path, "writer"):
        raise KeyError
    with held(tmp_path, "writer"):
        pass


def test_waiting_gets_it_when_it_comes_free(tmp_path: Path) -> None:
    taken = threading.Event()

    def hold() -> None:
        with held(tmp_path, "writer"):
            taken.set()
            time.sleep(0.1)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    with held(tmp_path, "writer", wait=10):
        pass
    thread.join()


def test_a_folder_that_is_not_there_is_broken(tmp_path: Path) -> None:
    with pytest.raises(Broken), held(tmp_path / "nowhere", "writer"):
        pass
