"""Articles in: counted, kept aside when bad, deleted only when surely gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc import cleaning, ingest
from searchsvc.engine.query import Term
from searchsvc.engine.schema import FieldWeight, Ranking, Request
from searchsvc.errors import BadRecord, BadSource, NotFound, Stale
from searchsvc.indexing import intake, update
from searchsvc.indexing.check import check
from searchsvc.indexing.generations import live, open_store, opened
from searchsvc.indexing.locks import held
from searchsvc.indexing.progress import Progress
from searchsvc.indexing.update import delete_articles, index_source, put_article, wait_until_applied
from searchsvc.model import RawArticle
from tests.indexing.village import stories, story, write_jsonl


def found(home: Path, word: str, field: str = "text") -> set[str]:
    ranking = Ranking({"title": FieldWeight(1, 0.5), "body": FieldWeight(1, 0.5)})
    with opened(home / live(home)) as generation:
        hits = generation.engine.search(Request(Term(word, field), ranking, size=1000))
    return {hit.id for hit in hits.hits}


def ids(home: Path) -> list[str]:
    with closing(open_store(home)) as store:
        return list(store.ids())


def counts(report: update.Report) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.rejected, report.deleted


def test_a_source_goes_in_and_is_found(home: Path, source: str) -> None:
    assert counts(index_source(home, source)) == (30, 0, 0, 0, 0)
    assert found(home, "phấn") == {f"tin-{number}" for number in range(30)}
    assert check(home) == ()


def test_a_second_run_skips_what_is_unchanged(home: Path, source: str) -> None:
    index_source(home, source)
    with closing(open_store(home)) as store:
        before = store.last_change()
        assert counts(index_source(home, source)) == (0, 0, 30, 0, 0)
        assert store.last_change() == before


def test_a_changed_article_is_found_by_its_new_words_only(home: Path, tmp_path: Path, source: str) -> None:
    index_source(home, source)
    changed = RawArticle(id="tin-3", title="Cà phê chín", body="Vườn cà phê chín đỏ.", published="2015-01-01")
    report = index_source(home, write_jsonl(tmp_path / "new.jsonl", [changed, story(4)]))
    assert counts(report) == (0, 1, 1, 0, 0)
    assert found(home, "vườn") == {"tin-3"} and "tin-3" not in found(home, "phấn")
    assert check(home) == ()


def test_bad_records_are_counted_and_kept_aside(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    write_jsonl(path, stories(3))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], "{not json", '{"id": "x"}', lines[1], lines[2]]), encoding="utf-8")
    assert counts(index_source(home, str(path))) == (3, 0, 0, 2, 0)
    kept = [json.loads(line) for line in (home / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(kept) == 2
    assert all(one["origin"] and one["position"] and one["reason"] for one in kept)


def test_bad_records_can_be_kept_elsewhere(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n")
    index_source(home, str(tmp_path / "bad.jsonl"), rejects=tmp_path / "aside.jsonl")
    assert (tmp_path / "aside.jsonl").exists() and not (home / "rejected.jsonl").exists()


def test_an_article_that_cannot_be_cleaned_is_rejected(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = cleaning.clean

    def picky(raw: RawArticle) -> object:
        if raw.id == "tin-7":
            raise BadRecord("nothing is left of it")
        return clean(raw)

    monkeypatch.setattr(cleaning, "clean", picky)
    assert counts(index_source(home, source)) == (29, 0, 0, 1, 0)
    kept = json.loads((home / "rejected.jsonl").read_text(encoding="utf-8"))
    assert kept["id"] == "tin-7" and kept["reason"] == "nothing is left of it" and kept["position"]


def test_missing_articles_go_when_asked_for(home: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", stories(10))
    index_source(home, source)
    index_source(home, write_jsonl(tmp_path / "b.jsonl", [story(50)]))
    put_article(home, story(60))
    write_jsonl(tmp_path / "a.jsonl", stories(8))
    assert index_source(home, source).deleted == 0
    report = index_source(home, source, missing="delete")
    assert report.deleted == 2
    assert set(ids(home)) == {*(f"tin-{number}" for number in range(8)), "tin-50", "tin-60"}  # others' stay
    assert check(home) == ()


def test_an_article_that_moved_to_another_source_is_not_missing(home: Path, tmp_path: Path) -> None:
    one, two = write_jsonl(tmp_path / "a.jsonl", stories(3)), write_jsonl(tmp_path / "b.jsonl", [story(2)])
    index_source(home, one)
    index_source(home, two)
    write_jsonl(tmp_path / "a.jsonl", stories(2))
    assert index_source(home, one, missing="delete").deleted == 0
    assert len(ids(home)) == 3


def test_a_bad_record_whose_id_can_be_read_is_not_missing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", stories(3))
    index_source(home, source)
    records = [story(0), BadRecord("broken body", id="tin-1"), BadRecord("no idea what this is")]
    monkeypatch.setattr(ingest, "read", lambda *_, **__: iter(records))
    assert counts(index_source(home, source, missing="delete")) == (0, 0, 1, 2, 1)
    assert ids(home) == ["tin-0", "tin-1"]


def test_a_source_that_breaks_off_deletes_nothing_and_keeps_what_came(
    home: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_source(home, source)

    def breaks_off(*_: object, **__: object) -> Iterator[RawArticle]:
        yield story(40)
        raise BadSource("it ends in the middle")

    monkeypatch.setattr(ingest, "read", breaks_off)
    with pytest.raises(BadSource):
        index_source(home, source, missing="delete")
    assert len(ids(home)) == 31
    assert "tin-40" in found(home, "phấn")


def test_a_missing_source_is_told_and_leaves_an_index(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSource):
        index_source(home, str(tmp_path / "nowhere.jsonl"))
    assert check(home) == ()


def test_the_same_id_twice_in_a_source_the_last_one_counts(home: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [story(1), story(1, version=2)])
    for _ in range(2):
        index_source(home, source)
        with closing(open_store(home)) as store:
            raw = store.received("tin-1")
        assert raw and "lần ghi 2" in raw.body


def test_putting_and_deleting_one(home: Path) -> None:
    assert put_article(home, story(1)) == "added"
    assert put_article(home, story(1)) == "unchanged"
    assert put_article(home, story(1, version=1)) == "changed"
    wait_until_applied(home, timeout=5)
    assert found(home, "phấn") == {"tin-1"}
    assert delete_articles(home, ["tin-1", "tin-2"]) == 1
    wait_until_applied(home, timeout=5)
    assert found(home, "phấn") == set()
    assert check(home) == ()


@pytest.mark.parametrize("id", ["", "tin-\ud800"])
def test_an_id_that_cannot_be_kept_is_a_bad_record(home: Path, id: str) -> None:
    with pytest.raises(BadRecord):
        put_article(home, RawArticle(id=id, title="Tin"))


def test_deleting_where_there_is_no_index_makes_none(home: Path) -> None:
    with pytest.raises(NotFound):
        delete_articles(home, ["tin-1"])
    assert not home.exists()


def test_waiting_for_a_change_that_is_applied_takes_no_lock(home: Path, source: str) -> None:
    index_source(home, source)
    with held(home, "writer"):
        wait_until_applied(home, timeout=0)


def test_an_index_of_other_rules_is_not_written_to(home: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    index_source(home, source)
    monkeypatch.setattr("searchsvc.analysis.FINGERPRINT", "luật mới")
    with pytest.raises(Stale, match="rebuild"):
        index_source(home, source)


def test_progress_ends_at_all_there_is(home: Path, source: str) -> None:
    told: list[Progress] = []
    index_source(home, source, tell=told.append)
    last = {progress.stage: progress for progress in told}
    assert last["read"].done == 30 and last["read"].bytes == Path(source).stat().st_size
    assert (last["people"].done, last["documents"].done) == (30, 30)
    assert last["cards"].done == last["cards"].total > 0


def test_sources_are_remembered_by_their_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        intake.name_of("a.jsonl") == str(tmp_path / "a.jsonl") == intake.name_of(str(tmp_path / "x" / ".." / "a.jsonl"))
    )
    assert (intake.name_of("-"), intake.name_of("https://sonhatv.vn")) == ("-", "https://sonhatv.vn")
