"""Files that are damaged, newer, locked or full say so in a sentence; nothing is half-written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.errors import Broken, Busy
from searchsvc.store import connections
from searchsvc.store.connections import Connections

SCHEMA = "CREATE TABLE words (word TEXT PRIMARY KEY);CREATE TABLE others (word TEXT)"
MENDS = "restore a backup"


def opened(path: Path, version: int = 1) -> Connections:
    return Connections(path, schema=SCHEMA, version=version, mends=MENDS)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Connections]:
    with closing(opened(tmp_path / "file.sqlite")) as pool:
        yield pool


def words(pool: Connections) -> list[str]:
    with pool.reading() as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words ORDER BY word")]


def test_every_commit_goes_to_disk(pool: Connections) -> None:
    with pool.reading() as connection:
        pragmas = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        assert pragmas == ["wal", 2]
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_block_that_fails_leaves_nothing(pool: Connections) -> None:
    with pytest.raises(KeyError), pool.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('nửa')")
        raise KeyError
    assert words(pool) == []


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    opened(tmp_path / "file.sqlite", version=2).close()
    with pytest.raises(Broken, match="newer searchsvc"):
        opened(tmp_path / "file.sqlite", version=1)


def test_a_file_of_an_older_version_grows_by_what_came_since(tmp_path: Path) -> None:
    before = opened(tmp_path / "file.sqlite", version=1)
    with before.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('cũ')")
    before.close()
    steps = {2: "CREATE TABLE notes (note TEXT)", 3: "CREATE TABLE more (more TEXT); CREATE INDEX m ON more (more)"}
    for _ in range(2):  # the second time there is nothing to do
        grown = Connections(tmp_path / "file.sqlite", schema="none", version=3, mends=MENDS, steps=steps)
        with grown.writing() as connection:
            connection.execute("INSERT INTO notes VALUES ('mới')")
            connection.execute("INSERT INTO more VALUES ('nữa')")
        assert words(grown) == ["cũ"]
        grown.close()


@pytest.mark.parametrize("content", [b"no database at all, just some words of text" * 200, b"SQLite format 3\0" * 300])
def test_rubbish_is_broken_and_says_what_mends_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.sqlite").write_bytes(content)
    with pytest.raises(Broken, match=MENDS):
        opened(tmp_path / "file.sqlite")


def test_a_missing_folder_is_broken(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="cannot be opened"):
        opened(tmp_path / "nowhere" / "file.sqlite")


def test_damage_inside_is_found(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite"
    with closing(opened(path)) as pool, pool.writing() as connection:
        connection.executemany("INSERT INTO words VALUES (?)", ((f"chữ {number}",) for number in range(3000)))
    content = bytearray(path.read_bytes())
    content[5 * 4096 : 7 * 4096] = b"\xff" * 8192
    path.write_bytes(content)
    with closing(opened(path)) as pool:
        assert pool.faults()


def test_nothing_is_wrong_with_a_sound_file(pool: Connections) -> None:
    assert pool.faults() == ()


def test_waiting_too_long_for_another_writer_is_busy(pool: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    with closing(opened(pool.path)) as other, pool.writing():
        with pytest.raises(Busy, match="try again"), other.writing():
            pass
        assert words(other) == []  # readers never wait


def test_a_full_disk_keeps_what_was_there(pool: Connections) -> None:
    with pool.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('trước')")
    with pytest.raises(Broken, match="full"), pool.writing() as connection:
        connection.execute("PRAGMA max_page_count=1")
        connection.executemany("INSERT INTO words VALUES (?)", ((f"chữ {number}" * 50,) for number in range(3000)))
    assert words(pool) == ["trước"]
    with pool.writing() as connection:
        connection.execute("INSERT INTO words VALUES ('sau')")
    assert words(pool) == ["sau", "trước"]


def test_our_own_mistakes_are_not_hidden(pool: Connections) -> None:
    with pytest.raises(sqlite3.IntegrityError), pool.writing() as connection:
        connection.executemany("INSERT INTO words VALUES (?)", [("một",), ("một",)])
    with pytest.raises(sqlite3.OperationalError, match="no such table"), pool.reading() as connection:
        connection.execute("SELECT * FROM nowhere")


def test_many_threads_share_a_pool(pool: Connections) -> None:
    def write(start: int) -> None:
        for number in range(start, start + 20):
            with pool.writing() as connection:
                connection.execute("INSERT INTO words VALUES (?)", (f"{number:05}",))
            assert f"{number:05}" in words(pool)

    threads = [threading.Thread(target=write, args=(start,)) for start in range(0, 800, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(words(pool)) == 160


def test_many_may_lay_out_one_new_file_at_once(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def lay_out() -> None:
        try:
            opened(tmp_path / "new.sqlite").close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=lay_out) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
