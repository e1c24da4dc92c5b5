"""Rebuilding: beside the live index, without a failed read, and only when the new one is whole."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchsvc import cleaning
from searchsvc.errors import Broken, NotFound
from searchsvc.indexing import build, generations
from searchsvc.indexing.apply import bring_up
from searchsvc.indexing.canaries import silent_canaries
from searchsvc.indexing.check import check
from searchsvc.indexing.generations import live, names, open_store, opened, read_manifest
from searchsvc.indexing.update import delete_articles, index_source, put_article, wait_until_applied
from searchsvc.model import Article, RawArticle
from searchsvc.ops.live import LiveIndex
from searchsvc.store.articles import Store
from tests.indexing.village import story


def test_a_rebuild_switches_and_keeps_the_one_before(home: Path, source: str) -> None:
    index_source(home, source)
    first = live(home)
    second = build.rebuild(home)
    assert (second.articles, second.recleaned) == (30, 0) and second.people > 0
    assert live(home) == second.generation and names(home) == [first, second.generation]
    third = build.rebuild(home)
    assert names(home) == [second.generation, third.generation]
    assert read_manifest(home / third.generation).previous == second.generation
    assert check(home) == ()


def test_going_back_brings_the_old_one_up_to_date(home: Path, source: str) -> None:
    index_source(home, source)
    first = live(home)
    build.rebuild(home)
    put_article(home, story(77))
    wait_until_applied(home, timeout=5)
    assert build.go_back(home) == first == live(home)
    assert check(home) == ()


def test_there_may_be_nothing_to_go_back_to(home: Path, source: str) -> None:
    index_source(home, source)
    with pytest.raises(NotFound):
        build.go_back(home)


def test_changes_made_meanwhile_are_in_the_new_generation(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_source(home, source)
    done: list[int] = []

    def interrupted(store: Store, generation: generations.Generation, **named: object) -> int:
        applied = bring_up(store, generation)
        if not done:
            done.append(applied)
            put_article(home, story(77))
            put_article(home, story(3, version=5))
            delete_articles(home, ["tin-4"])
            wait_until_applied(home, timeout=5)  # into the one that is still live
        return applied

    monkeypatch.setattr(build, "bring_up", interrupted)
    assert build.rebuild(home).articles == 30
    assert done and check(home) == ()


def test_articles_are_cleaned_anew_by_new_rules(home: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    index_source(home, source)
    clean = cleaning.clean

    def shout(raw: RawArticle) -> Article:
        return replace(clean(raw), title=raw.title.upper() + " hoan hô")

    monkeypatch.setattr(cleaning, "clean", shout)
    monkeypatch.setattr(cleaning, "FINGERPRINT", "luật mới")
    assert [finding.cure for finding in check(home)] == ["rebuild"]
    assert build.rebuild(home).recleaned == 30
    assert check(home) == ()
    with closing(open_store(home)) as store:
        found = store.get("tin-1")
    assert found and found.title.endswith("hoan hô")


def test_other_rules_of_cutting_are_mended_by_a_rebuild(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_source(home, source)
    monkeypatch.setattr("searchsvc.analysis.FINGERPRINT", "luật mới")
    assert [finding.cure for finding in check(home)] == ["rebuild"]
    build.rebuild(home)
    assert check(home) == ()


def test_a_generation_that_is_not_whole_is_not_switched_to(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_source(home, source)
    before = live(home)
    monkeypatch.setattr(build, "silent_canaries", lambda *_: ("tin-1",))
    with pytest.raises(Broken, match="the live one stays"):
        build.rebuild(home)
    assert names(home) == [before] and live(home) == before


def test_canaries_fall_silent_when_documents_are_not_found(home: Path, source: str) -> None:
    index_source(home, source)
    with closing(open_store(home)) as store, opened(home / live(home)) as generation:
        assert silent_canaries(store, generation.engine) == ()
        store.put([(story(1, version=8), Article("tin-1", title="hoàn toàn khác xưa"))])
        assert silent_canaries(store, generation.engine) == ("tin-1",)


def test_a_rebuild_needs_an_index(home: Path) -> None:
    with pytest.raises(NotFound):
        build.rebuild(home)
    assert build.repair(home) == "" and not home.exists()


def test_repair_applies_what_is_missing(home: Path, source: str) -> None:
    index_source(home, source)
    put_article(home, story(77))
    assert build.repair(home) == "applied the changes 31 to 31"
    assert build.repair(home) == ""


def test_nobody_reading_notices_rebuilds_and_writes(home: Path, source: str) -> None:
    index_source(home, source)
    stop, failures, reads = threading.Event(), list[BaseException](), [0]
    index = LiveIndex(home)

    def read() -> None:
        while not stop.is_set():
            try:
                desk = index.desk()
                assert desk.engine.status().documents >= 30
                assert desk.directory.candidates(["duy"], 5)
                assert desk.store.articles(["tin-1"])
                reads[0] += 1
            except BaseException as error:
                failures.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(4):
        build.rebuild(home)
        put_article(home, story(100 + number))
        wait_until_applied(home, timeout=5)
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == [] and reads[0] > 20
    assert index.desk().generation == f"{live(home)}.34"
    index.close()
