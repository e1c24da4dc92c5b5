"""The roll of people: by given name, then family, as Vietnamese sorts; or those with the most articles first."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchsvc.model import Card
from searchsvc.store.directory import Directory
from searchsvc.store.roll import called_by, letter_of
from tests.support.cases import cases

IN_ORDER = (
    "Lê Văn An", "Nguyễn An", "Nguyễn Văn An", "Nguyễn Án", "Bùi Thị Ánh", "Trần Ánh", "Lê Ân", "Bá", "Hồ Da",
    "Hồ Đa", "H'Lina Êban", "Đào Văn Hòa", "Lê Hoà", "Bùi Hoàn", "Trần Oanh", "Lê Ơn", "Lê Ưng",
    "Nhóm 50",
)  # fmt: skip


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    with closing(Directory.open(tmp_path / "people.sqlite")) as directory:
        yield directory


def card(name: str, *articles: str) -> Card:
    kind = "ethnic" if "'" in name else "vietnamese"
    return Card(f"p-{name}", name, (name,), (), articles, "", "", kind=kind)


@pytest.mark.parametrize(("name", "kind", "expected"), cases("people_roll.tsv"))
def test_what_a_name_is_looked_up_by(name: str, kind: str, expected: str) -> None:
    given, rest = called_by(name, kind)
    assert f"{letter_of(given)} | {given} | {rest}" == expected


def test_names_stand_as_vietnamese_sorts_them(directory: Directory) -> None:
    shuffled = list(IN_ORDER)
    random.Random(3).shuffle(shuffled)
    directory.set_cards({name: [card(name, "a")] for name in shuffled})
    letters = directory.letters()
    assert list(letters) == ["A", "Â", "B", "D", "Đ", "H", "O", "Ơ", "Ư", "#"] and letters["A"] == 6
    found = [one.card.name for letter in letters for one in directory.enrolled(letter, offset=0, limit=99)]
    assert found == list(IN_ORDER)
    second = directory.enrolled("A", offset=2, limit=2)
    assert [one.card.name for one in second] == ["Nguyễn Văn An", "Nguyễn Án"]
    assert directory.enrolled("Z", offset=0, limit=9) == [] == directory.enrolled("A", offset=99, limit=9)


def test_the_best_known_stand_first_in_the_other_order(directory: Directory) -> None:
    directory.set_cards({name: [card(name, *map(str, range(at)))] for at, name in enumerate(IN_ORDER[:9], 1)})
    found = directory.enrolled(offset=1, limit=2)
    assert [(one.card.name, one.articles) for one in found] == [(IN_ORDER[7], 8), (IN_ORDER[6], 7)]


def test_who_is_renamed_or_gone_moves_or_goes(directory: Directory) -> None:
    an = card("Lê Văn An", "a")
    directory.set_cards({"k": [an], "other": [card("Lê Ân", "b")]})
    directory.set_cards({"k": [replace(an, name="Lê Văn Bá")], "other": []})
    assert directory.letters() == {"B": 1}
