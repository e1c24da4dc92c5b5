"""Status: counts that agree with the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchsvc.errors import NotFound
from searchsvc.indexing.status import status
from searchsvc.indexing.update import index_source, put_article
from tests.indexing.village import story


def test_counts_agree(home: Path, source: str) -> None:
    index_source(home, source)
    put_article(home, story(77))
    now = status(home)
    assert (now.articles, now.documents, now.pending, now.last_change) == (31, 30, 1, 31)
    assert now.people == now.directory.cards > 0
    assert now.outdated == () and now.generations == (now.generation,)
    assert now.newest and now.newest.year == 2016
    assert now.wordings == ()
    (home / "synonyms.txt").write_text("UBND\n", encoding="utf-8")
    assert "dòng 1" in status(home).wordings[0]
    assert all(size > 0 for size in now.sizes.values())


def test_there_must_be_an_index(home: Path) -> None:
    with pytest.raises(NotFound):
        status(home)
