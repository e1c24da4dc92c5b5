from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchsvc.model import Appearance, Card
from searchsvc.store import names
from searchsvc.store.directory import Directory

PEOPLE = {"Nguyễn Văn Hùng": 5, "Nguyễn Văn Hưng": 3, "Y Hùng Niê": 4, "Hà Thị Nương": 1}


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    opened = Directory.open(tmp_path / "people.sqlite")
    for name, articles in PEOPLE.items():
        _put(opened, name, articles)
    yield opened
    opened.close()


def _put(directory: Directory, name: str, articles: int, *, forms: tuple[str, ...] = ()) -> None:
    ids = [f"{name} {number}" for number in range(articles)]
    for id in ids:
        one = Appearance(article=id, name=name, forms=(name,), offices=(), with_names=(), day="2014-05-19")
        directory.replace({id: [(name, one)]}, upto=1)
    card = Card(name, name, (name, *forms), (), tuple(ids), "2014-05-19", "2014-05-19")
    directory.set_cards({name: [card]})


def _begun(directory: Directory, prefix: str, *, limit: int = 10) -> list[str]:
    return [one.card.name for one in directory.begun(prefix, fits=bool, limit=limit)]


def test_names_are_found_from_each_of_their_words_the_best_known_first(directory: Directory) -> None:
    assert _begun(directory, "nguyen van h") == ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng"]
    assert _begun(directory, "hung") == ["Nguyễn Văn Hùng", "Y Hùng Niê", "Nguyễn Văn Hưng"]
    assert _begun(directory, "h") == ["Nguyễn Văn Hùng", "Y Hùng Niê", "Nguyễn Văn Hưng", "Hà Thị Nương"]
    assert _begun(directory, "ung") == []
    assert _begun(directory, "h", limit=2) == ["Nguyễn Văn Hùng", "Y Hùng Niê"]


def test_what_is_written_decides(directory: Directory) -> None:
    found = directory.begun("hung", fits=lambda written: written.startswith("hư"), limit=10)
    assert [(one.card.name, one.articles, one.written) for one in found] == [("Nguyễn Văn Hưng", 3, "hưng")]


def test_many_names_are_met_down_the_best_known(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {prefix: _begun(directory, prefix) for prefix in ("h", "nguyen", "hung", "x")}
    monkeypatch.setattr(names, "FEW", 0)
    assert {prefix: _begun(directory, prefix) for prefix in few} == few


def test_other_names_and_changes_are_seen_at_once(directory: Directory) -> None:
    _put(directory, "Hà Thị Nương", 9, forms=("Út Mười",))
    assert _begun(directory, "ut m") == ["Hà Thị Nương"]
    assert _begun(directory, "h")[0] == "Hà Thị Nương"
    directory.set_cards({"Hà Thị Nương": []})
    assert _begun(directory, "ut m") == [] and "Hà Thị Nương" not in _begun(directory, "h")


def test_a_file_from_before_has_nobody_to_suggest_and_is_written_on(directory: Directory) -> None:
    with directory._connections.writing() as connection:
        connection.execute("DROP TABLE card_names")
    assert _begun(directory, "h") == []
    _put(directory, "Lò Thị Hạnh", 2)
    assert _begun(directory, "h") == [] and directory.card("Lò Thị Hạnh") is not None
