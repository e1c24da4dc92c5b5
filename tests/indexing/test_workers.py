"""Workers: the same as by oneself, in order, no more in flight than bounded; one that dies is said to have."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.errors import Broken
from searchsvc.indexing import apply, workers, writing
from searchsvc.indexing.check import check
from searchsvc.indexing.generations import live, opened
from searchsvc.indexing.update import index_source
from searchsvc.indexing.workers import Bench, Crew
from searchsvc.store.articles import Store
from tests.indexing.village import stories, story, write_jsonl


@pytest.fixture
def crew(home: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    index_source(home, source)
    monkeypatch.setattr(workers, "MANY", 2)
    with (
        closing(Store.open(home / "articles.sqlite")) as store,
        opened(home / live(home)) as generation,
        Crew(store, generation) as crew,
    ):
        yield crew


def count_and_tell(bench: Bench, share: int) -> tuple[int, int, int]:
    """The share, what the store holds, and who says so; later shares are done sooner."""
    time.sleep(0.05 / (1 + share))
    return share, bench.store.count(), os.getpid()


def die(bench: Bench, share: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(bench: Bench, share: int) -> None:
    raise Broken(f"share {share}")


def test_a_few_are_done_here_and_many_elsewhere_in_order(crew: Crew) -> None:
    here = list(crew.each(count_and_tell, range(3), articles=1))
    assert here == [(share, (share, 30, os.getpid())) for share in range(3)]
    there = list(crew.each(count_and_tell, range(20), articles=20))
    assert [(share, made[:2]) for share, made in there] == [(share, (share, 30)) for share in range(20)]
    assert os.getpid() not in {made[2] for _, made in there}


def test_no_more_is_read_ahead_than_bounded(crew: Crew) -> None:
    read: list[int] = []

    def shares() -> Iterator[int]:
        for share in range(100):
            read.append(share)
            yield share

    done = crew.each(count_and_tell, shares(), articles=100)
    for number in range(5):
        next(done)
        assert len(read) <= number + workers.AHEAD


def test_what_a_worker_raises_is_raised_here_and_the_crew_goes_on(crew: Crew) -> None:
    with pytest.raises(Broken, match="share 0"):
        list(crew.each(refuse, range(9), articles=9))
    assert len(list(crew.each(count_and_tell, range(9), articles=9))) == 9


def test_a_worker_that_is_killed_is_said_to_be(crew: Crew) -> None:
    with pytest.raises(Broken, match="worker process ended"):
        list(crew.each(die, range(9), articles=9))


def state(home: Path) -> tuple[object, ...]:
    """What an index holds: documents with their places and values, whatever segments they are in."""
    with opened(home / live(home)) as generation:
        ids = sorted(generation.engine.ids())
        words = ("kon", "thuih", "nghèo", "phấn", "tin")
        return (
            ids,
            generation.directory.people_of(ids),
            dict(generation.directory.stamps()),
            generation.engine.documents(words),
        )


def test_the_index_is_the_same_however_many_make_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = [*stories(60), story(3, version=2), *stories(5)]  # some once more, and some as they were again
    source = write_jsonl(tmp_path / "all.jsonl", raws)
    alone = tmp_path / "alone"
    index_source(alone, source)
    monkeypatch.setattr(workers, "MANY", 1)
    monkeypatch.setattr("searchsvc.indexing.intake.BATCH", 7)
    monkeypatch.setattr(writing, "SHARE", 9)
    monkeypatch.setattr(apply, "DOCUMENTS_BATCH", 20)
    monkeypatch.setattr(apply, "MOST_SEGMENTS", 4)
    monkeypatch.setattr(apply, "_DISMISSED_AFTER", 5)
    index_source(home, source)
    assert state(home)[0] == state(alone)[0] and state(home)[1] == state(alone)[1]
    assert state(home)[3] == state(alone)[3]
    assert check(home) == ()
    report = index_source(home, source)
    assert report.unchanged + report.changed == len(raws)
    assert check(home) == ()


def test_an_article_changed_and_changed_back_in_one_source_ends_as_it_was(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was known when a worker looked is no longer known when its turn comes."""
    monkeypatch.setattr(workers, "MANY", 1)
    monkeypatch.setattr("searchsvc.indexing.intake.BATCH", 1)
    monkeypatch.setattr("searchsvc.indexing.intake._TRANSACTION", 2)
    index_source(home, write_jsonl(tmp_path / "a.jsonl", [story(1)]))
    source = write_jsonl(tmp_path / "b.jsonl", [story(1, version=1), story(1), story(1, version=1), story(1)])
    index_source(home, source)
    with closing(Store.open(home / "articles.sqlite")) as store:
        raw = store.received("tin-1")
    assert raw and "lần ghi 0" in raw.body
    assert check(home) == ()


def test_a_share_of_long_articles_becomes_several_segments(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FULL", 100)
    ids: Sequence[str] = [f"tin-{number}" for number in (*range(6), 99)]
    ready = writing.make_ready(crew.bench, ids)
    assert len(ready.lots) > 1 and sum(lot.documents for lot in ready.lots) == 6
    assert ready.stamps["tin-99"] is None and all(ready.stamps[id] for id in ids[:-1])
