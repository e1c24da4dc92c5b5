"""The language of an index is learned with it, said to be missing when it is, and learned again when it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from searchsvc.indexing import learning
from searchsvc.indexing.build import rebuild
from searchsvc.indexing.generations import live, open_store
from searchsvc.indexing.learning import learn, outgrown
from searchsvc.indexing.status import status
from searchsvc.language.model import FILE, load
from searchsvc.ops.live import LiveIndex
from searchsvc.searching.answer import Question
from searchsvc.searching.search import search


@pytest.fixture
def home(newsroom_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(newsroom_home, tmp_path / "index"))


def test_a_new_index_has_its_language(home: Path) -> None:
    model = load(home / live(home)).model
    assert model is not None and model.articles == status(home).articles
    assert status(home).language.startswith("learned from")


def test_without_one_searches_go_on_and_it_is_said(home: Path) -> None:
    (home / live(home) / FILE).write_bytes(b"torn")
    index = LiveIndex(home)
    try:
        assert search(Question("lu quet"), index.desk()).total == 2
        ready, _, details = index.ready()
        assert ready and details["language"].startswith("not learned")
    finally:
        index.close()
    assert not status(home).language.startswith("learned")
    rebuild(home)
    assert status(home).language.startswith("learned from")


def test_an_index_outgrows_what_it_was_learned_from(home: Path) -> None:
    folder, articles = home / live(home), status(home).articles
    assert not outgrown(folder, articles) and not outgrown(folder, articles + 10)
    assert outgrown(folder, 3 * articles)
    (folder / FILE).unlink()
    assert outgrown(folder, articles)


def test_a_large_store_is_learned_from_a_part(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "ENOUGH", 200)
    store = open_store(home)
    try:
        learn(store, tmp_path)
    finally:
        store.close()
    whole, part = load(home / live(home)).model, load(tmp_path).model
    assert whole is not None and part is not None and 0 < len(part) < len(whole) / 2
