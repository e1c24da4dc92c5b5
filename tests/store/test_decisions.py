"""Decisions of staff: kept with who and when, undone without being forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.errors import NotFound
from searchsvc.model import Anchor, Decision, RawArticle
from searchsvc.store.articles import FILE, Store

HERE, THERE = (Anchor("trần quốc duy", "tin-1"),), (Anchor("quốc duy", "tin-2"), Anchor("quốc duy", "tin-3"))
MERGE = Decision("merge", (HERE, THERE), ("Trần Quốc Duy", "Quốc Duy"), who="Lan")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / FILE)) as store:
        yield store


def test_a_decision_comes_back_as_it_was_taken(store: Store, tmp_path: Path) -> None:
    taken = store.decisions.take(MERGE)
    assert taken.at and (taken.id, taken.seq, taken.who) == (1, 1, "Lan")
    with closing(Store.open(tmp_path / FILE)) as again:
        assert again.decisions.in_force() == (taken,)
    assert taken.keys == {"trần quốc duy", "quốc duy"}


def test_what_is_undone_holds_no_longer_and_is_not_forgotten(store: Store) -> None:
    first = store.decisions.take(MERGE)
    second = store.decisions.take(Decision("alias", (HERE,), ("Trần Quốc Duy",), "Anh Duy", "Minh"))
    assert store.decisions.in_force() == (first, second)
    undone = store.decisions.undo(first.id, who="Minh")
    assert (undone.undone_by, undone.seq) == ("Minh", 3) and undone.undone_at
    assert store.decisions.in_force() == (second,)
    assert [one.id for one in store.decisions.page(offset=0, limit=9)] == [2, 1]
    assert [one.id for one in store.decisions.since(1)] == [2, 1], "undoing is news"
    assert (store.decisions.last(), store.decisions.count()) == (3, 2)


@pytest.mark.parametrize("id", [0, 7])
def test_what_is_not_there_cannot_be_undone(store: Store, id: int) -> None:
    store.decisions.take(MERGE)
    with pytest.raises(NotFound):
        store.decisions.undo(id, who="Minh")


def test_nothing_is_undone_twice(store: Store) -> None:
    store.decisions.undo(store.decisions.take(MERGE).id, who="Minh")
    with pytest.raises(NotFound):
        store.decisions.undo(1, who="Lan")


def test_a_store_made_before_there_were_decisions_opens_and_keeps_its_articles(store: Store, tmp_path: Path) -> None:
    from searchsvc.cleaning import clean

    raw = RawArticle(id="tin-1", title="Cầu mới", body="Cầu mới đã thông xe.")
    store.put([(raw, clean(raw))])
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as old:
        old.execute("DROP TABLE decisions")
        old.execute("PRAGMA user_version=1")
        old.commit()
    with closing(Store.open(tmp_path / FILE)) as again:
        assert again.decisions.take(MERGE).id == 1
        assert list(again.ids()) == ["tin-1"]
