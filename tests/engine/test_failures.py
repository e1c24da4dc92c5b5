"""What goes wrong on disks: damage is found and said, a write that fails leaves what was there."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from searchsvc.arrays import mapped
from searchsvc.engine import Engine, open_engine
from searchsvc.engine.query import Every, Phrase, Term
from searchsvc.engine.schema import Drop
from searchsvc.engine.whoosh import contents, tidying
from searchsvc.errors import Broken, Busy
from tests.engine.asking import everything, ids, put, request


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two segments, with a deletion."""
    engine = open_engine(tmp_path / "e")
    engine.write(put(str(number), "lũ về làng", year="2014") for number in range(20))
    engine.write([put("x", "đê lũ"), Drop("3")])
    engine.close()
    return tmp_path / "e"


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.arrays"), key=lambda path: -path.stat().st_size)


@pytest.mark.parametrize("left", [0, 1, 18, 100, 0.5, 0.99, -1])
def test_a_segment_cut_short_is_said_to_be(folder: Path, left: float) -> None:
    path = segments(folder)[0]
    whole = path.read_bytes()
    path.write_bytes(whole[: int(left * len(whole)) if isinstance(left, float) else left])
    with pytest.raises(Broken, match=r"cut short|not a segment"):
        open_engine(folder)


def test_a_missing_segment_is_said_to_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchsvc.engine.whoosh.engine._PAUSE", 0)
    segments(folder)[0].unlink()
    with pytest.raises(Broken, match="missing"):
        open_engine(folder)


@pytest.mark.parametrize("damage", [b"", b"\0" * 50, b"junk"])
def test_a_torn_table_of_contents_is_said_to_be(folder: Path, damage: bytes) -> None:
    toc = next(folder.glob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:60] + damage)
    with pytest.raises(Broken, match="table of contents"):
        open_engine(folder)


def test_segments_without_a_table_of_contents_are_not_taken_for_an_empty_index(folder: Path) -> None:
    next(folder.glob("*.toc")).unlink()
    with pytest.raises(Broken, match="no table of contents"):
        open_engine(folder)


def test_every_flipped_bit_is_found_or_harmless(folder: Path) -> None:
    """`verify` names a flipped bit wherever an array has it; no search over it dies of anything but `Broken`."""
    path = segments(folder)[0]
    whole = path.read_bytes()
    dice = random.Random(5)
    for _ in range(150):
        at = dice.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        try:
            engine = open_engine(folder)
        except Broken:
            continue
        found = engine.verify()
        assert found or not _inside_an_array(path, at), at
        for query in (Term("lũ"), Phrase((Term("lũ"), Term("về"))), Every()):
            try:
                engine.search(request(query, facets=("year",)))
                engine.spellings(["lu"])
            except Broken:
                assert found
        engine.close()


def _inside_an_array(path: Path, at: int) -> bool:
    """Not in the padding between two."""
    stored = mapped.Arrays(path)
    return any(begin <= at < begin + stored[name].nbytes for name, (_, begin, _, _) in stored._contents.items())


class _Full:
    """A disk that is full from the `after`-th write on."""

    def __init__(self, after: int) -> None:
        self.after, self.seen = after, 0

    def __call__(self) -> None:
        self.seen += 1
        if self.seen > self.after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fill(monkeypatch: pytest.MonkeyPatch, full: _Full) -> None:
    """Let every step of writing ask whether the disk is full: opening, each array, syncing, the table, its renaming."""

    def asking(function: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **kwargs: Any) -> Any:
            full()
            return function(*args, **kwargs)

        return asked

    monkeypatch.setattr(mapped, "_checksum", asking(mapped._checksum))
    monkeypatch.setattr(os, "fsync", asking(os.fsync))
    monkeypatch.setattr(os, "rename", asking(os.rename))
    monkeypatch.setattr(contents.DurableStorage, "create_file", asking(contents.DurableStorage.create_file))


def test_a_full_disk_at_any_step_leaves_the_old_state_no_litter_and_the_lock_free(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(folder)
    engine.tidy()  # so that the file of its lock is there
    before, files = everything(engine), {path.name for path in folder.iterdir()}
    step = 0
    while True:
        full = _Full(step)
        with monkeypatch.context() as patch:
            _fill(patch, full)
            try:
                engine.write([put("new", "lũ"), put("x", "khác"), Drop("5")])
                break
            except OSError as error:
                assert error.errno == errno.ENOSPC
        if "new" in _fresh(folder):  # the last step of all: in place, but perhaps not on the disk
            break
        assert _fresh(folder) == before == everything(engine), step
        assert ids(engine, "khác") == []
        assert {path.name for path in folder.iterdir()} == files, step
        step += 1
    assert step > 35, "each array of a segment, and the table of contents"
    engine.write([put("new", "lũ"), put("x", "khác"), Drop("5")])
    assert _fresh(folder) == before - {"5"} | {"new"}
    assert engine.verify() == ()


def test_a_full_disk_at_any_step_of_merging_or_preparing_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "MERGE_FACTOR", 20)
    engine = open_engine(folder)
    engine.write([Drop("5")])
    engine.tidy()
    documents = [put("new", "lũ").document, put("x", "khác").document]
    before, files, step, merged = everything(engine), {path.name for path in folder.iterdir()}, 0, False
    while not merged:
        with monkeypatch.context() as patch:
            _fill(patch, _Full(step))
            with suppress(OSError):
                (folder / engine.prepare(documents).name).unlink()
            with suppress(OSError):
                merged = engine.tidy("few")
        assert _fresh(folder) == before, step
        merged = merged or open_engine(folder).status().segments == 1  # in place, but perhaps not on the disk
        assert merged or {path.name for path in folder.iterdir()} <= files, step
        step += 1
    assert step > 50, "each array of a segment, and the table of contents"
    engine.refresh()
    assert everything(engine) == before
    assert engine.verify() == ()


def _fresh(folder: Path) -> set[str]:
    engine = open_engine(folder)
    found = everything(engine)
    engine.close()
    return found


def test_changes_that_raise_leave_the_old_state(folder: Path) -> None:
    engine = open_engine(folder)
    before = everything(engine)

    def changes() -> Any:
        yield put("new", "lũ")
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="store"):
        engine.write(changes())
    assert everything(engine) == before == _fresh(folder)
    engine.write([put("new", "lũ")])
    assert everything(engine) == before | {"new"}


def test_what_a_killed_writer_left_is_swept_by_the_next(folder: Path) -> None:
    litter = ["MAIN_0123456789abcdef.arrays", "_MAIN_7.toc.1700000000.5", "MAIN_ffffffffffffffff.arrays"]
    for name in litter:
        (folder / name).write_bytes(b"half of something")
    engine = open_engine(folder)
    before = everything(engine)
    engine.write([put("new", "lũ")])
    assert everything(engine) == before | {"new"}
    assert not any((folder / name).exists() for name in litter)


def test_two_writers_at_once_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "PATIENCE", 0.05)
    one, two = open_engine(folder), open_engine(folder)

    def changes() -> Any:
        with pytest.raises(Busy):
            two.write([put("two")])
        yield put("one")

    one.write(changes())
    two.write([put("two")])
    assert everything(two) >= {"one", "two"}


def test_a_handle_that_was_closed_finds_nothing(engine: Engine) -> None:
    engine.write([put("1", "lũ")])
    engine.close()
    assert ids(engine, "lũ") == []
