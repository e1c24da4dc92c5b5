"""Killed, out of disk, damaged: what was acknowledged is there, and the index is mended."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.errors import Broken, Busy
from searchsvc.indexing import build, update
from searchsvc.indexing.check import check, mend
from searchsvc.indexing.generations import CURRENT, MANIFEST, live, names, open_store
from searchsvc.indexing.locks import held
from tests.indexing import victims
from tests.indexing.village import stories, story, write_jsonl

KILLS = 20


def test_killed_anywhere_everything_acknowledged_is_there(home: Path, tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("SEED", "kon chênh"))
    notes = tmp_path / "notes"
    for turn in range(KILLS):
        notes.unlink(missing_ok=True)
        before = stored_versions(home)
        victim = victims.start(victims.write_for_ever, home, notes, turn * 10_000, chance.randrange(10**6))
        victims.wait_for(notes, "ready")
        time.sleep(chance.uniform(0.0, 0.5))
        victim.kill()
        victim.join()
        build.repair(home)
        assert_acknowledged(before, notes.read_text(encoding="utf-8").splitlines(), stored_versions(home))
        if (home / "articles.sqlite").exists():
            assert check(home) == ()
    assert len(names(home)) <= 2


def stored_versions(home: Path) -> dict[str, str]:
    """The version of each stored article, by its number."""
    if not (home / "articles.sqlite").exists():
        return {}
    with closing(open_store(home)) as store:
        found = {id: store.received(id) for id in store.ids()}
    return {id.removeprefix("tin-"): _version(raw.body) for id, raw in found.items() if raw}


def _version(body: str) -> str:
    return body.rpartition("lần ghi ")[2].partition(".")[0]


def assert_acknowledged(before: dict[str, str], notes: list[str], after: dict[str, str]) -> None:
    """Each article is as it was last acknowledged, or as a later try meant it to be."""
    allowed = {str(number): [before.get(str(number), "gone")] for number in range(victims.ARTICLES)}
    for word, number, version in (line.split() for line in notes if " " in line):
        allowed[number] = [version] if word == "done" else [*allowed[number], version]
    for number, versions in allowed.items():
        assert after.get(number, "gone") in versions, f"tin-{number}: {after.get(number)} is none of {versions}"


def test_a_second_writer_is_told_who_is_writing(home: Path, tmp_path: Path, source: str) -> None:
    update.index_source(home, source)
    victim = victims.start(victims.hold_writer_lock, home, tmp_path / "notes")
    victims.wait_for(tmp_path / "notes", "held")
    with pytest.raises(Busy, match=f"process {victim.pid} "):
        update.index_source(home, source)
    assert update.put_article(home, story(99)) == "added"  # durable all the same
    with pytest.raises(Busy):
        update.wait_until_applied(home, timeout=0.05)
    victim.kill()
    victim.join()
    update.wait_until_applied(home, timeout=5)
    assert check(home) == ()


def test_two_rebuilds_at_once_are_refused(home: Path, source: str) -> None:
    update.index_source(home, source)
    with held(home, "rebuild"), pytest.raises(Busy, match="rebuilding"):
        build.rebuild(home)


def test_workers_end_with_the_parent_that_was_killed(home: Path, tmp_path: Path) -> None:
    notes, many = tmp_path / "notes", write_jsonl(tmp_path / "many.jsonl", stories(3000))
    victim = victims.start(victims.index_with_workers, home, notes, many)
    victims.wait_for(notes, "parent")
    workers = _wait_for_children(victim.pid or 0)
    victim.kill()
    victim.join()
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in workers):
        assert time.monotonic() < deadline, "worker processes outlive their parent"
        time.sleep(0.02)
    build.repair(home)
    assert check(home) == ()


def test_killed_while_workers_make_segments_ready_nothing_is_lost_and_nothing_stays(home: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "many.jsonl", stories(400))
    victim = victims.start(victims.index_with_workers, home, tmp_path / "notes", source)
    deadline = time.monotonic() + 60
    while not list(home.glob("*/whoosh/lot_*")):
        assert time.monotonic() < deadline, "no segment was made ready"
        time.sleep(0.001)
    victim.kill()
    victim.join()
    update.index_source(home, source)
    assert check(home) == () and len(stored_versions(home)) == 400
    update.put_article(home, story(1000))
    update.wait_until_applied(home, timeout=5)
    assert not list(home.glob("*/whoosh/lot_*"))


def _wait_for_children(pid: int) -> list[int]:
    """The worker processes of a process: children of its fork server."""
    deadline = time.monotonic() + 30
    while True:
        grandchildren = [worker for server in _children(pid) for worker in _children(server)]
        if grandchildren:
            return grandchildren
        assert time.monotonic() < deadline, "no worker was started"
        time.sleep(0.01)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("limit", [0, 1_000, 5_000, 20_000, 40_000, 60_000, 90_000, 150_000])
def test_a_full_disk_loses_nothing_and_frees_the_locks(home: Path, tmp_path: Path, source: str, limit: int) -> None:
    update.index_source(home, source)
    before = stored_versions(home)
    newer, notes = write_jsonl(tmp_path / "new.jsonl", stories(60, version=7)), tmp_path / "notes"
    victim = victims.start(victims.write_with_little_disk, home, notes, newer, limit)
    victim.join(60)
    assert notes.read_text(encoding="utf-8").endswith("end\n"), notes.read_text(encoding="utf-8")
    after = stored_versions(home)
    assert all(after.get(id) in (version, "7") for id, version in before.items())
    update.index_source(home, newer)
    assert check(home) == ()
    assert set(stored_versions(home).values()) == {"7"}


@pytest.mark.parametrize("limit", [40_000, 80_000])
def test_a_disk_that_is_full_for_the_workers_too_loses_nothing(home: Path, tmp_path: Path, limit: int) -> None:
    source, notes = write_jsonl(tmp_path / "many.jsonl", stories(100)), tmp_path / "notes"
    victim = victims.start(victims.index_with_workers_and_little_disk, home, notes, source, limit)
    victim.join(60)
    said = notes.read_text(encoding="utf-8")
    assert said.startswith("Broken") and said.endswith("end\n"), said
    update.index_source(home, source)
    assert check(home) == () and len(stored_versions(home)) == 100


def test_an_engine_that_cannot_write_leaves_the_articles_stored(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update.index_source(home, source)
    with monkeypatch.context() as patch:
        patch.setattr("searchsvc.engine.whoosh.engine.WhooshEngine.write", _no_space)
        update.put_article(home, story(99))
        with pytest.raises(Broken, match="No space left"):
            update.wait_until_applied(home, timeout=1)
    update.wait_until_applied(home, timeout=5)
    assert check(home) == ()


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096  # the head of a page: what lies behind it may be of no use to anybody
    content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    path.write_bytes(content)


def _damages(home: Path) -> Iterator[tuple[str, Path]]:
    generation = home / live(home)
    yield "current", home / CURRENT
    yield "manifest", generation / MANIFEST
    yield "people", generation / "people.sqlite"
    for number, path in enumerate(sorted((generation / "whoosh").glob("*.toc"))):
        yield f"contents {number}", path
    segments = [path for path in (generation / "whoosh").iterdir() if path.is_file() and path.stat().st_size > 2000]
    for path in segments:
        yield path.suffix, path


# Whoosh forgets to close a table of contents that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("harm", [_truncate, _flip, Path.unlink])
def test_damage_is_found_and_mended(home: Path, source: str, harm: object, number: int) -> None:
    update.index_source(home, source)
    damages = list(_damages(home))
    what, path = damages[number % len(damages)]
    assert callable(harm)
    harm(path)
    findings = check(home)
    assert findings, f"nobody notices that {what} is damaged"
    mend(home, findings)
    assert check(home) == ()
    with closing(open_store(home)) as store:
        assert store.count() == 30


def test_a_flipped_letter_in_the_manifest_is_noticed(home: Path, source: str) -> None:
    update.index_source(home, source)
    path = home / live(home) / MANIFEST
    path.write_text(path.read_text().replace('"articles": 30', '"articles": 31'))
    assert [finding.cure for finding in check(home)] == ["rebuild"]


def test_repair_on_start_rebuilds_what_cannot_be_read(home: Path, source: str) -> None:
    update.index_source(home, source)
    (home / CURRENT).write_text("")
    assert "rebuilt as" in build.repair(home)
    assert check(home) == ()
    assert build.repair(home) == ""


def test_a_damaged_store_wants_a_backup_and_is_left_alone(home: Path, source: str) -> None:
    update.index_source(home, source)
    content = bytearray((home / "articles.sqlite").read_bytes())
    content[8192:16384] = b"\xff" * 8192
    (home / "articles.sqlite").write_bytes(content)
    findings = check(home)
    assert {finding.cure for finding in findings} == {"restore"}
    with pytest.raises(Broken, match="backup"):
        mend(home, findings)


def test_half_built_generations_are_swept_away(home: Path, source: str) -> None:
    update.index_source(home, source)
    (home / "20200101-000000-9" / "whoosh").mkdir(parents=True)
    build.repair(home)
    assert names(home) == [live(home)]
