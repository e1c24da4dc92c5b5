"""Checking: whatever differs between store, directory and engine is found, named, and mended."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.engine.schema import Drop, Put
from searchsvc.errors import NotFound
from searchsvc.indexing.check import check, mend
from searchsvc.indexing.documents import document_of
from searchsvc.indexing.generations import Generation, live, make_store, opened
from searchsvc.indexing.update import index_source, put_article
from searchsvc.model import Article
from tests.indexing.village import story


def lose_a_document(generation: Generation) -> None:
    generation.engine.write([Drop("tin-3")])


def keep_a_stranger(generation: Generation) -> None:
    generation.engine.write([Put(document_of(Article("lạ", title="Tin lạ"), people=()))])


def keep_an_old_document(generation: Generation) -> None:
    generation.directory.wrote({"tin-3": b"an older stamp"}, upto=30)


@pytest.mark.parametrize(
    ("harm", "article", "says"),
    [
        (lose_a_document, "tin-3", "not in the index"),
        (keep_a_stranger, "lạ", "no stored article"),
        (keep_an_old_document, "tin-3", "not made of what the store holds"),
    ],
)
def test_differences_are_found_and_mended(home: Path, source: str, harm: object, article: str, says: str) -> None:
    index_source(home, source)
    assert check(home) == ()
    assert callable(harm)
    with opened(home / live(home)) as generation:
        harm(generation)
    findings = [finding for finding in check(home) if says in finding.message]
    assert [finding.articles for finding in findings] == [(article,)]
    mend(home, check(home))
    assert check(home) == ()


def test_changes_not_applied_yet_are_told(home: Path, source: str) -> None:
    index_source(home, source)
    put_article(home, story(77))
    findings = check(home)
    assert [finding.cure for finding in findings] == ["apply"]
    mend(home, findings)
    assert check(home) == ()


def test_a_store_without_a_generation_wants_a_rebuild(home: Path) -> None:
    with closing(make_store(home)):
        pass
    findings = check(home)
    assert [finding.cure for finding in findings] == ["rebuild"]
    mend(home, findings)
    assert check(home) == ()


def test_there_must_be_an_index(home: Path) -> None:
    with pytest.raises(NotFound):
        check(home)


def test_lines_of_the_editors_list_that_are_not_used_are_found(home: Path, source: str) -> None:
    index_source(home, source)
    (home / "synonyms.txt").write_text("UBND\n", encoding="utf-8")
    (finding,) = check(home)
    assert finding.cure == "edit" and "dòng 1" in finding.message
    mend(home, (finding,))
    assert check(home) == (finding,), "editors mend their list themselves"
