"""What follows documents: few segments, without anybody waiting; a full disk is no reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc.indexing import build
from searchsvc.indexing.check import check
from searchsvc.indexing.finish import tidy
from searchsvc.indexing.generations import live, opened
from searchsvc.indexing.update import index_source, put_article, wait_until_applied
from tests.indexing.village import stories, story, write_jsonl


def segments(home: Path) -> int:
    with opened(home / live(home)) as generation:
        return generation.engine.status().segments


def test_indexing_and_rebuilding_leave_one_segment(home: Path, tmp_path: Path, source: str) -> None:
    index_source(home, source)
    index_source(home, write_jsonl(tmp_path / "more.jsonl", stories(60)))
    assert segments(home) == 1
    build.rebuild(home)
    assert segments(home) == 1 and check(home) == ()


def test_puts_leave_their_segments_to_whoever_has_time(home: Path, source: str) -> None:
    index_source(home, source)
    for number in range(40, 48):
        put_article(home, story(number))
        wait_until_applied(home, timeout=5)
    assert segments(home) == 9
    tidy(home)
    assert segments(home) <= 3 and check(home) == ()


def test_a_full_disk_while_merging_fails_nothing(
    home: Path, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_source(home, source)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("searchsvc.engine.whoosh.tidying.merge", full)
    report = index_source(home, write_jsonl(tmp_path / "more.jsonl", stories(60)))
    assert report.added == 30 and segments(home) > 1
    assert check(home) == ()
