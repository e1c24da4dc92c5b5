"""The live index of a server: follows writes and switches, keeps serving what it has, says why when it cannot."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytest import LogCaptureFixture

from searchsvc.errors import Broken, NotFound, Stale
from searchsvc.indexing import build
from searchsvc.indexing.generations import CURRENT, begin, live, make_store, read_manifest, switch, write_manifest
from searchsvc.indexing.learning import outgrown
from searchsvc.indexing.locks import held
from searchsvc.indexing.update import index_source, put_article, wait_until_applied
from searchsvc.ops.live import Follower, LiveIndex, tidied
from tests.indexing.village import stories, story, write_jsonl


@pytest.fixture
def home(tmp_path: Path) -> Path:
    index_source(tmp_path / "index", write_jsonl(tmp_path / "stories.jsonl", stories(10)))
    return tmp_path / "index"


@pytest.fixture
def index(home: Path) -> Iterator[LiveIndex]:
    with closing(LiveIndex(home)) as index:
        yield index


def settle() -> None:
    """Let the files grow older than the kernel's clock is coarse."""
    time.sleep(0.06)


def test_nothing_new_gives_the_same_desk(index: LiveIndex) -> None:
    settle()
    assert index.desk() is index.desk()


def test_a_write_is_seen_at_once(home: Path, index: LiveIndex) -> None:
    first = index.desk()
    put_article(home, story(50))
    wait_until_applied(home, timeout=5)
    second = index.desk()
    assert second.engine.status().documents == 11
    assert first.generation != second.generation == f"{live(home)}.11"


def test_a_switch_is_seen_and_work_under_way_goes_on(home: Path, index: LiveIndex) -> None:
    before = index.desk()
    build.rebuild(home)
    after = index.desk()
    assert after.generation.startswith(live(home)) and after.engine is not before.engine
    assert before.engine.status().documents == after.engine.status().documents == 10
    assert before.directory.candidates(["duy"], 9) == after.directory.candidates(["duy"], 9) != []


def test_what_changes_answers_without_a_new_article_is_told_too(home: Path, index: LiveIndex) -> None:
    settle()
    before = index.desk()
    folder = home / live(home)
    write_manifest(folder, read_manifest(folder))  # as after merging and learning
    settle()
    after = index.desk()
    assert after.generation == before.generation and after.stamp != before.stamp
    with closing(LiveIndex(home)) as other:
        assert other.desk().stamp == after.stamp, "all processes call one state the same"


def test_ready_says_what_is_open(index: LiveIndex) -> None:
    ready, reason, details = index.ready()
    assert (ready, reason) == (True, "")
    assert (details["articles"], details["pending"], details["outdated"]) == (10, 0, [])
    assert details["newest"].startswith("2016") and details["newest_age_seconds"] > 0


def test_an_empty_index_is_not_ready(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    switch(tmp_path, begin(tmp_path).name)
    with closing(LiveIndex(tmp_path)) as index:
        assert index.ready()[:2] == (False, "the index is empty; `searchsvc index SOURCE` fills it")


def test_no_index_is_not_ready_and_none_is_made(tmp_path: Path) -> None:
    with closing(LiveIndex(tmp_path / "nowhere")) as index:
        ready, reason, _ = index.ready()
        assert not ready and "searchsvc index" in reason
        with pytest.raises(NotFound):
            index.desk()
    assert not (tmp_path / "nowhere").exists()


def test_it_opens_as_soon_as_there_is_one(tmp_path: Path) -> None:
    with closing(LiveIndex(tmp_path / "index")) as index:
        assert not index.ready()[0]
        index_source(tmp_path / "index", write_jsonl(tmp_path / "stories.jsonl", stories(3)))
        assert index.ready()[0]


def test_an_index_of_other_rules_is_stale(home: Path, index: LiveIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchsvc.analysis.FINGERPRINT", "luật mới")
    with pytest.raises(Stale, match="rebuild"):
        index.desk()
    ready, reason, _ = index.ready()
    assert not ready and "rebuild" in reason


def test_a_switch_to_what_cannot_be_used_is_not_followed(home: Path, index: LiveIndex) -> None:
    before = index.desk()
    newer = begin(home)
    manifest = read_manifest(newer)
    write_manifest(newer, replace(manifest, fingerprints={**manifest.fingerprints, "analysis": "luật mới"}))
    switch(home, newer.name)
    assert index.desk() is before
    ready, reason, details = index.ready()
    assert ready and "still serving" in reason and details["articles"] == 10
    build.rebuild(home)
    assert index.desk().generation.startswith(live(home))
    assert index.ready()[1] == ""


def test_a_torn_line_does_not_stop_who_is_open(home: Path, index: LiveIndex) -> None:
    before = index.desk()
    (home / CURRENT).write_text("rác")
    assert index.desk() is before
    with closing(LiveIndex(home)) as other, pytest.raises(Broken):
        other.desk()


def wait_for(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_follower_applies_what_nobody_applies(home: Path, index: LiveIndex) -> None:
    follower = Follower(home, pause=0.01)
    follower.start()
    try:
        with held(home, "writer"):
            put_article(home, story(50))
            time.sleep(0.05)
            assert index.desk().engine.status().documents == 10
        wait_for(lambda: index.desk().engine.status().documents == 11)
    finally:
        follower.stop()


def test_a_follower_merges_what_single_puts_leave_behind_and_readers_see_it(home: Path, index: LiveIndex) -> None:
    follower = Follower(home, pause=0.01)
    follower.start()
    try:
        for number in range(20, 40):
            put_article(home, story(number))
            wait_until_applied(home, timeout=5)
        wait_for(lambda: index.desk().engine.status().segments <= 8)
        assert index.desk().engine.status().documents == 30
    finally:
        follower.stop()
    assert index.desk().engine.verify() == ()


def test_a_language_that_is_missing_is_learned_apart(home: Path) -> None:
    folder = home / live(home)
    (folder / "language.arrays").unlink()
    assert tidied(home, -1) == 10
    assert not outgrown(folder, 10)
    (folder / "language.arrays").unlink()
    assert tidied(home, 10) == 10 and outgrown(folder, 10), "nothing was applied since"


def test_a_follower_outlives_damage(home: Path, index: LiveIndex) -> None:
    follower = Follower(home, pause=0.01, back_off=0.01)
    follower.start()
    try:
        good = (home / CURRENT).read_text()
        (home / CURRENT).write_text("rác")
        put_article(home, story(50))
        time.sleep(0.1)
        (home / CURRENT).write_text(good)
        wait_for(lambda: index.desk().engine.status().documents == 11)
    finally:
        follower.stop()


def test_the_editors_list_is_taken_up_while_serving(home: Path, index: LiveIndex, caplog: LogCaptureFixture) -> None:
    before = index.desk()
    (home / "synonyms.txt").write_text("lũ ống = lũ quét\nsai\n", encoding="utf-8")
    listed = index.desk()
    assert ("lu", "ong") in listed.wordings.others and listed.engine is before.engine
    assert listed.stamp != before.stamp
    assert [record.getMessage() for record in caplog.records] == [
        "synonyms.txt, dòng 2: thiếu dấu =, ~, > hoặc ≠ giữa hai cách viết."
    ]
    (home / "synonyms.txt").unlink()
    assert ("lu", "ong") not in index.desk().wordings.others
