"""Wishes of staff: what becomes a decision, and what is said of those that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from searchsvc.errors import Mistake, NotFound
from searchsvc.indexing.deciding import MOST_ANCHORS, Wish, decision_of
from searchsvc.model import Anchor, Appearance
from searchsvc.people import cards
from searchsvc.store.directory import Directory

KEY, NAME = "trần quốc duy", "Trần Quốc Duy"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    with closing(Directory.open(tmp_path_factory.mktemp("people") / "people.sqlite")) as directory:
        seen = [Appearance(f"t{at:02}", NAME, (NAME, "Duy"), (), (), f"20{10 + at}-01-01") for at in range(30)]
        other = [Appearance("t00", "Y Bơ", ("Y Bơ",), (), (), "2010-01-01", "ethnic")]
        named = {one.article: [(KEY, one)] for one in seen}
        named["t00"].append(("y bơ", other[0]))
        directory.replace(named, upto=1)
        directory.set_cards({KEY: cards(seen), "y bơ": cards(other)})
        yield directory


@pytest.fixture
def duy(directory: Directory) -> str:
    return directory.card_of("t05", KEY)


def test_a_card_is_told_by_its_newest_and_its_oldest_articles(directory: Directory, duy: str) -> None:
    bo = directory.card_of("t00", "y bơ")
    merge = decision_of(Wish("merge", bo, duy), directory, who="Lan")
    assert merge.sides[0] == (Anchor("y bơ", "t00"),) and merge.names == ("Y Bơ", NAME) and merge.who == "Lan"
    told = [anchor.article for anchor in merge.sides[1]]
    assert len(told) == MOST_ANCHORS and told[0] == "t29" and told[-1] == "t00"


def test_a_split_knows_both_what_leaves_and_all_that_stays(directory: Directory, duy: str) -> None:
    split = decision_of(Wish("split", duy, articles=("t03", "t04")), directory, who="Lan")
    assert {anchor.article for anchor in split.sides[0]} == {"t03", "t04"} and len(split.sides[1]) == 28


def test_an_alias_is_put_right_at_the_door(directory: Directory, duy: str) -> None:
    alias = decision_of(Wish("alias", duy, alias="  Anh\u200b  Duy\n"), directory, who="Lan").alias
    assert alias == "Anh Duy"


@pytest.mark.parametrize(
    ("wish", "where"),
    [
        (Wish("merge", "{duy}", "{duy}"), "with"),
        (Wish("split", "{duy}"), "articles"),
        (Wish("split", "{duy}", articles=("t03", "elsewhere")), "articles"),
        (Wish("split", "{duy}", articles=tuple(f"t{at:02}" for at in range(30))), "articles"),
        (Wish("split", "{duy}", articles=tuple(map(str, range(2000)))), "articles"),
        (Wish("alias", "{duy}", alias=" 12. "), "alias"),
        (Wish("alias", "{duy}", alias="Duy"), "alias"),
        (Wish("alias", "{duy}", alias="D" * 101), "alias"),
    ],
)
def test_what_cannot_be_is_a_mistake_that_says_where(directory: Directory, duy: str, wish: Wish, where: str) -> None:
    meant = Wish(wish.kind, duy, wish.other.replace("{duy}", duy), wish.articles, wish.alias)
    with pytest.raises(Mistake) as caught:
        decision_of(meant, directory, who="Lan")
    assert caught.value.where == where and not isinstance(caught.value, NotFound)


@pytest.mark.parametrize(("wish", "where"), [(Wish("hide", "nobody"), "person"), (Wish("merge", "{duy}", ""), "with")])
def test_whom_nobody_knows_is_not_found(directory: Directory, duy: str, wish: Wish, where: str) -> None:
    with pytest.raises(NotFound) as caught:
        decision_of(Wish(wish.kind, wish.person.replace("{duy}", duy), wish.other), directory, who="Lan")
    assert caught.value.where == where
