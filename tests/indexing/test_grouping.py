"""Decisions of staff in an index: applied like any change, holding over rebuilds, whatever the order of articles."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc.indexing import grouping
from searchsvc.indexing.apply import apply_pending
from searchsvc.indexing.build import rebuild
from searchsvc.indexing.check import check
from searchsvc.indexing.generations import live, make_store, opened
from searchsvc.indexing.update import put_article, wait_until_applied
from searchsvc.model import Anchor, Card, Decision
from searchsvc.people import key
from searchsvc.store.directory import Directory
from tests.indexing.test_apply import picture, put_all
from tests.indexing.village import stories, story

COUNT = 30
THUY, NGHIA = "Đặng Minh Thúy", "Lê Hữu Nghĩa"


def side(home: Path, name: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(key(name), article) for article in sorted(named(home, name).articles))


def named(home: Path, name: str) -> Card:
    (card,) = [card for card in picture(home)[0] if card.name == name]
    return card


def decide(home: Path, decision: Decision) -> int:
    with closing(make_store(home)) as store:
        id = store.decisions.take(decision).id
    wait_until_applied(home, timeout=30)
    return id


def undo(home: Path, id: int) -> None:
    with closing(make_store(home)) as store:
        store.decisions.undo(id, who="Lan")
    wait_until_applied(home, timeout=30)


@pytest.fixture
def full(home: Path) -> Path:
    put_all(home, stories(COUNT), at_once=COUNT)
    return home


def test_merged_people_are_one_everywhere_until_it_is_undone(full: Path) -> None:
    before = picture(full)
    both = {*named(full, THUY).articles, *named(full, NGHIA).articles}
    id = decide(full, Decision("merge", (side(full, THUY), side(full, NGHIA))))
    cards, _, found = picture(full)
    merged = named(full, THUY)
    assert NGHIA not in [card.name for card in cards] and NGHIA in merged.names
    assert set(merged.articles) == both == found[merged.id]
    with opened(full / live(full)) as generation:
        assert generation.directory.card_of(named(full, THUY).articles[0], key(NGHIA)) in ("", merged.id)
        (found_by_the_other_name,) = generation.directory.candidates(["le", "huu", "nghia"], 5, least="all")
        assert found_by_the_other_name.id == merged.id
    assert check(full) == ()
    undo(full, id)
    assert picture(full) == before and check(full) == ()


def test_decisions_hold_over_a_rebuild_and_in_any_order_of_articles(full: Path, tmp_path: Path) -> None:
    thuy = side(full, THUY)
    decisions = (
        Decision("merge", (side(full, NGHIA), side(full, "Y Bơ"))),
        Decision("split", (thuy[:2], thuy[2:])),
        Decision("alias", (side(full, "A Thuih"),), alias="Nghệ nhân Thuih"),
    )
    for decision in decisions:
        decide(full, decision)
    after = picture(full)
    assert sorted(len(card.articles) for card in after[0] if card.name == THUY) == [2, len(thuy) - 2]
    rebuild(full)
    assert picture(full) == after and check(full) == ()
    other = tmp_path / "other"
    with closing(make_store(other)) as store:
        for decision in decisions:  # decided before the first article is there
            store.decisions.take(decision)
    shuffled = stories(COUNT)
    random.Random(5).shuffle(shuffled)
    put_all(other, shuffled, at_once=7)
    assert picture(other) == after


def test_what_is_hidden_is_found_by_nothing_and_its_articles_stay(full: Path) -> None:
    articles = named(full, THUY).articles
    decide(full, Decision("hide", (side(full, THUY),)))
    cards, people, _ = picture(full)
    assert THUY not in [card.name for card in cards] and set(articles) <= people.keys()
    with opened(full / live(full)) as generation:
        assert generation.directory.candidates(["dang", "minh", "thuy"], 5, least="all") == []
        assert not generation.directory.shown(key(THUY)) and generation.directory.shown(key(NGHIA))
    assert check(full) == ()


def test_an_alias_changes_no_document_and_is_found_at_once(full: Path) -> None:
    decide(full, Decision("alias", (side(full, THUY),), alias="Cô Ba Thúy"))
    with opened(full / live(full)) as generation:
        (card,) = generation.directory.candidates(["co", "ba", "thuy"], 5, least="all")
    assert card.name == THUY and "Cô Ba Thúy" in card.names


def test_a_decision_about_a_name_that_stands_everywhere_is_not_put_off(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "LARGE", 1)
    decide(full, Decision("hide", (side(full, THUY),)))
    assert THUY not in [card.name for card in picture(full)[0]]


class PulledError(Exception):
    """Where a test pulls the plug."""


@pytest.mark.parametrize("step", ["decide", "keep", "wrote"])
def test_a_decision_cut_short_is_finished_by_whoever_comes_next(
    full: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    thuy, nghia = side(full, THUY), side(full, NGHIA)
    real = getattr(Directory, step)

    def pulled(*given: object, **named: object) -> None:
        real(*given, **named)
        raise PulledError

    with closing(make_store(full)) as store:
        store.decisions.take(Decision("merge", (thuy, nghia)))
        with monkeypatch.context() as patched, pytest.raises(PulledError):
            patched.setattr(Directory, step, pulled)
            apply_pending(full, store)
        assert [finding.cure for finding in check(full)] == ["apply"]
        apply_pending(full, store)
    assert NGHIA not in [card.name for card in picture(full)[0]] and check(full) == ()


def test_new_articles_join_merged_people(full: Path) -> None:
    decide(full, Decision("merge", (side(full, THUY), side(full, NGHIA))))
    later = next(n for n in range(COUNT, COUNT + 50) if NGHIA in story(n).body and THUY not in story(n).body)
    put_article(full, story(later))
    wait_until_applied(full, timeout=30)
    assert f"tin-{later}" in named(full, THUY).articles
