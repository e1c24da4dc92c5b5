"""Counts of several processes: right together, and after one is killed and another takes its place."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchsvc.ops.counts import Counts

COUNTING = """
import os, signal, sys
from pathlib import Path
from searchsvc.ops.counts import Counts
counts = Counts(Path(sys.argv[1]), ["a", "b"])
for _ in range(1000):
    counts.add("a")
print(counts.sums()["a"], flush=True)
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


def _files(home: Path) -> int:
    return len(list(home.rglob("*.counts")))


def test_processes_count_together_and_what_the_killed_have_counted_stays(tmp_path: Path) -> None:
    pipe = subprocess.PIPE
    for round in (1, 2):
        three = [
            subprocess.Popen([sys.executable, "-c", COUNTING, str(tmp_path)], stdin=pipe, stdout=pipe) for _ in range(3)
        ]
        for one in three:
            assert one.stdout
            assert int(one.stdout.readline()) >= 1000, "a scrape is of all, one's own among them"
        assert _files(tmp_path) == 3, "who comes next goes on in the files of those who are gone"
        for one in three:
            one.communicate(b"\n", timeout=30)
            assert one.returncode < 0
        counts = Counts(tmp_path, ["a", "b"])
        assert counts.sums() == {"a": 3000 * round, "b": 0}
        counts.close()


def test_one_that_has_counted_nothing_yet_sees_the_others(tmp_path: Path) -> None:
    one, other = Counts(tmp_path, ["a"]), Counts(tmp_path, ["a"])
    one.add("a", 5)
    assert other.sums() == {"a": 5}
    other.add("a", 2)
    assert one.sums() == other.sums() == {"a": 7}
    one.close()
    other.close()


def test_other_names_are_other_counts(tmp_path: Path) -> None:
    before, after = Counts(tmp_path, ["a", "b"]), Counts(tmp_path, ["b", "a"])
    before.add("a")
    assert after.sums() == {"b": 0, "a": 0}
    before.add("nothing we count")
    assert before.sums() == {"a": 1, "b": 0}
    before.close()
    after.close()


def test_threads_lose_nothing() -> None:
    counts = Counts(None, ["a"])
    with ThreadPoolExecutor(8) as many:
        list(many.map(counts.add, ["a"] * 4000))
    assert counts.sums() == {"a": 4000}


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "counts").write_text("a file where the folder should be")
    counts = Counts(tmp_path, ["a"])
    counts.add("a")
    assert counts.sums() == {"a": 1}


def test_a_full_disk_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("searchsvc.ops.counts.os.posix_fallocate", full)
    counts = Counts(tmp_path, ["a"])
    counts.add("a")
    assert counts.sums() == {"a": 1}
