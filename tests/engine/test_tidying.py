"""Merging: which segments, what of those deleted meanwhile, and that no write pays for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from searchsvc.arrays import mapped
from searchsvc.engine import Engine, open_engine
from searchsvc.engine.schema import Aim, Drop
from searchsvc.engine.whoosh import contents, tidying
from searchsvc.engine.whoosh.tidying import LARGEST, Size, choose
from tests.engine.asking import everything, ids, put

HUGE = 10**9


def sizes(*living: int) -> list[Size]:
    """Segments without deletions, 500 tokens an article."""
    return [Size(count, 0, count * 500) for count in living]


@pytest.mark.parametrize(
    ("living", "steady", "few"),
    [
        ((), [], []),
        ((5,), [], []),
        ((1, 1, 1), [], [0, 1, 2]),
        ((1, 1, 1, 1), [0, 1, 2, 3], [0, 1, 2, 3]),
        ((60_000, 1, 1, 1), [], [1, 2, 3]),
        ((30, 1, 1, 20, 20, 1, 20), [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5, 6]),
        ((1000, 250), [], [0, 1]),
        ((1000, 249), [], []),
        ((150_000, 150_000, 150_000, 150_000), [], []),
        ((150_000, 1, 150_000, 150_000, 1, 150_000), [], [1, 4]),
        ((2500,) * 100, list(range(32)), list(range(32))),
    ],
)
def test_what_is_merged(living: Sequence[int], steady: list[int], few: list[int]) -> None:
    assert choose(sizes(*living), "steady") == steady
    assert choose(sizes(*living), "few") == few


def test_a_segment_with_a_third_deleted_is_written_anew() -> None:
    assert choose([Size(10, 0, 100), Size(20, 10, HUGE)], "steady") == []
    assert choose([Size(10, 0, 100), Size(20, 11, HUGE)], "steady") == [1]


@pytest.mark.parametrize("aim", ["steady", "few"])
def test_an_archive_that_grows_is_written_few_times_and_has_few_segments(aim: Aim) -> None:
    """Single articles and a thousand at once, as the years bring them."""
    there, written = list[Size](), 0
    for turn in range(3000):
        there += sizes(1000 if turn % 50 == 0 else 1)
        while chosen := choose(there, aim):
            merged = sum(there[at].living for at in chosen)
            written += merged
            there = [size for at, size in enumerate(there) if at not in chosen] + sizes(merged)
            assert merged * 500 <= LARGEST
        assert len(there) < 30
    assert written < 40 * sum(size.living for size in there)


def test_what_is_deleted_while_a_merge_goes_on_stays_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, other = open_engine(tmp_path), open_engine(tmp_path)
    for number in range(4):
        engine.write([put(f"{number}a", "lũ"), put(f"{number}b", "lũ")])
    engine.write([Drop("0a")])
    real = mapped.write

    def writing_meanwhile(path: Path, arrays: object) -> None:
        monkeypatch.setattr(mapped, "write", real)
        other.write([put("1a", "khác"), Drop("2b"), Drop("3a"), Drop("3b"), put("new", "lũ")])
        assert path.exists() is False and not open_engine(tmp_path).tidy("few"), "one merge at a time"
        real(path, arrays)  # type: ignore[arg-type]

    monkeypatch.setattr(mapped, "write", writing_meanwhile)
    assert engine.tidy("few")
    living = {"0b", "1a", "1b", "2a", "new"}
    assert everything(engine) == living
    assert sorted(ids(engine, "lũ")) == ["0b", "1b", "2a", "new"] and ids(engine, "khác") == ["1a"]
    while engine.tidy("few"):
        assert everything(engine) == living
    assert engine.status().segments == 1 and engine.verify() == ()


def test_a_merge_of_what_is_all_deleted_meanwhile_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = open_engine(tmp_path), open_engine(tmp_path)
    for number in range(4):
        engine.write([put(f"{number}", "lũ")])
    real = tidying._commit

    def after_all_is_gone(path: Path, *rest: object) -> None:
        toc = contents.read(path)
        toc.segments = []
        toc.generation += 1
        contents.write(path, toc)
        contents.settle(path, toc)
        real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(tidying, "_commit", after_all_is_gone)
    assert engine.tidy("few")
    other.refresh()
    assert everything(engine) == everything(other) == set()
    assert not list(tmp_path.glob("*.arrays")) + list(tmp_path.glob("merge_*"))


def test_left_over_lots_and_merges_are_swept(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    lot = engine.prepare([put("1", "lũ").document])
    for left in ("lot_0123_45", "merge_ffff"):
        (tmp_path / left).write_bytes(b"half of something")
    engine.tidy()
    engine.write([put("2", "lũ")])
    assert {path.name for path in tmp_path.glob("[lm]*_*")} == {lot.name}, "its own lots are not left over"
    open_engine(tmp_path).write([put("3", "lũ")])
    assert not list(tmp_path.glob("[lm]*_*"))


def work_of_one_write(engine: Engine, number: int) -> tuple[int, int]:
    """Bytes and files that putting one article anew writes."""
    path = engine.path  # type: ignore[attr-defined]
    before = {file.name for file in path.iterdir()}
    engine.write([put(f"{number}", "lũ về làng đêm qua", year="2014")])
    new = [file.stat().st_size for file in path.iterdir() if file.name not in before]
    return sum(new), len(new)


def test_the_work_of_a_small_write_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    work = []
    for count in (100, 10_000):
        engine = open_engine(tmp_path / str(count))
        engine.write(put(f"{number}", f"lũ từ{number % 997}") for number in range(count))
        work.append(work_of_one_write(engine, count // 2))
        engine.close()
    (small, small_files), (large, large_files) = work
    assert small_files == large_files == 2, "a segment and the table of contents"
    assert abs(large - small) < 100
    assert max(file.stat().st_size for file in (tmp_path / "10000").glob("*.arrays")) > 20 * large
