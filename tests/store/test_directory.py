"""The directory: who appears where, their cards, what is owed after a change, and finding them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchsvc.model import Appearance, Card, OfficeHeld
from searchsvc.store.directory import Directory

HUNG, BO = "Nguyễn Văn Hùng", "Y Bơ"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    with closing(Directory.open(tmp_path / "people.sqlite")) as directory:
        yield directory


def seen(article: str, name: str, day: str = "2015-10-01") -> tuple[str, Appearance]:
    return name.lower(), Appearance(article, name, (name,), (), (), day)


def card(id: str, name: str, *articles: str, office: str = "") -> Card:
    offices = (OfficeHeld(office, "Kon Chênh", False, "2015-10-01", "2015-10-01", articles[0]),) if office else ()
    return Card(id, name, (name,), offices, articles, "2015-10-01", "2015-10-01", {"2015": len(articles)})


def fill(directory: Directory, articles: Mapping[str, Sequence[tuple[str, Appearance]]], *cards: Card) -> None:
    directory.replace(articles, upto=len(articles))
    grouped: dict[str, list[Card]] = {key: [] for key in directory.touched(99)}
    for one in cards:
        grouped[one.name.lower()].append(one)
    directory.set_cards(grouped)


def test_cards_come_back_with_articles_newest_first(directory: Directory) -> None:
    articles = {"a": [seen("a", HUNG, "2014-01-01")], "b": [seen("b", HUNG, "")], "c": [seen("c", HUNG, "2016-01-01")]}
    fill(directory, articles, card("p1", HUNG, "a", "b", "c", office="Bí thư Huyện ủy"))
    expected = card("p1", HUNG, "a", "b", "c", office="Bí thư Huyện ủy")
    assert directory.card("p1") == replace(expected, articles=("c", "a", "b"))
    assert directory.articles_of("p1", offset=1, limit=1) == ["a"]
    assert directory.card("p9") is None
    assert [one.id for one in directory.cards(["p9", "p1"])] == ["p1"]


def test_changing_people_touches_their_keys_only(directory: Directory) -> None:
    fill(directory, {"a": [seen("a", HUNG), seen("a", BO)]})
    directory.replace({"a": [seen("a", HUNG)]}, upto=7)
    assert directory.touched(9) == [BO.lower()]
    assert directory.named() == 7
    assert [one.name for one in directory.appearances([HUNG.lower()])[HUNG.lower()]] == [HUNG]


def test_taking_in_the_same_twice_touches_nothing(directory: Directory) -> None:
    fill(directory, {"a": [seen("a", HUNG), seen("a", BO)]})
    directory.replace({"a": [seen("a", HUNG), seen("a", BO)]}, upto=2)
    assert directory.touched(9) == []


def test_articles_on_other_cards_than_before_are_owed(directory: Directory) -> None:
    articles = {id: [seen(id, HUNG)] for id in "abc"}
    fill(directory, articles, card("p1", HUNG, "a", "b", "c"))
    assert directory.outbox(9) == ["a", "b", "c"]
    directory.wrote({"a": b"1", "b": b"1", "c": b"1"}, upto=1)
    directory.set_cards({HUNG.lower(): [card("p1", HUNG, "a", "b"), card("p2", HUNG, "c")]})
    assert directory.outbox(9) == ["c"]
    assert directory.card_of("c", HUNG.lower()) == "p2" and directory.card_of("a", BO.lower()) == ""


def test_cards_that_stay_the_same_owe_nothing(directory: Directory) -> None:
    fill(directory, {"a": [seen("a", HUNG)]}, card("p1", HUNG, "a"))
    directory.wrote({"a": b"1"}, upto=1)
    directory.set_cards({HUNG.lower(): [card("p1", HUNG, "a")]})
    assert directory.outbox(9) == []


def test_stamps_tell_what_was_written(directory: Directory) -> None:
    directory.owe(["a", "b"])
    directory.wrote({"a": b"1", "b": b"1", "c": None}, upto=1)
    directory.wrote({"a": None, "b": b"2"}, upto=1)
    assert list(directory.stamps()) == [("b", b"2")]
    assert directory.outbox(9) == []


def test_people_of_an_article_come_in_the_order_of_the_text(directory: Directory) -> None:
    articles = {"a": [seen("a", HUNG), seen("a", BO)], "b": [seen("b", BO), seen("b", HUNG)], "c": []}
    fill(directory, articles, card("p1", HUNG, "a", "b"), card("p2", BO, "a", "b"))
    found = directory.people_of(["b", "a", "c"])
    assert found == {"b": [("p2", BO), ("p1", HUNG)], "a": [("p1", HUNG), ("p2", BO)], "c": []}
    assert directory.names(["p1", "x"]) == {"p1": HUNG}


def people(directory: Directory) -> None:
    articles = {id: [seen(id, HUNG), seen(id, BO)] for id in "abc"}
    one, two = card("p1", HUNG, "a", office="Phó Chủ tịch"), card("p2", HUNG, "b", "c", office="Bí thư Huyện ủy")
    fill(directory, articles, one, two, card("p3", BO, "a", "b", "c", office="Phó Chủ tịch"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hung", "p2 p1"),  # those in most articles first
        ("nguyen van hung", "p2 p1"),
        ("hung pho chu tich", "p1"),  # names and offices together
        ("kon chenh", "p3 p2 p1"),
        ("hung trung tuong", "p2 p1"),  # nobody has all: who has most
        ("y'bo", "p3"),  # any apostrophe is a gap
        ("hung hung hung", "p2 p1"),
        ("", ""),
        ("' \" * ( -", ""),
        ('"hung', "p2 p1"),
        ("xyz", ""),
        ("NOT OR AND NEAR", ""),
    ],
)
def test_candidates(directory: Directory, words: str, expected: str) -> None:
    people(directory)
    assert " ".join(one.id for one in directory.candidates(words.split(), 9)) == expected


def test_a_card_that_is_gone_is_found_no_more(directory: Directory) -> None:
    people(directory)
    directory.set_cards({HUNG.lower(): [card("p2", HUNG, "b", "c", office="Chánh án")]})
    assert [one.id for one in directory.candidates(["hung"], 9)] == ["p2"]
    assert directory.candidates(["thu"], 9) == []
    assert [one.id for one in directory.candidates(["chanh", "an"], 9)] == ["p2"]
    assert directory.faults() == ()


def test_status_counts(directory: Directory) -> None:
    people(directory)
    status = directory.status()
    assert (status.cards, status.appearances, status.touched, status.outbox) == (3, 6, 0, 3)
    assert directory.count() == 3
