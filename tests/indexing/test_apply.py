"""Bringing a generation up: the order of changes has no say, interrupted work is taken up, batches do not show."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from searchsvc import people
from searchsvc.engine.query import Term
from searchsvc.engine.schema import Ranking, Request
from searchsvc.indexing import apply, build, finish, grouping, workers, writing
from searchsvc.indexing.apply import apply_pending
from searchsvc.indexing.check import check
from searchsvc.indexing.generations import Generation, live, make_store, opened
from searchsvc.indexing.update import delete_articles, put_article, wait_until_applied
from searchsvc.model import Appearance, Card, Decision, RawArticle
from searchsvc.people.decided import Decided
from searchsvc.store.articles import Store
from tests.indexing.village import stories, story

COUNT = 40


def put_all(home: Path, raws: list[RawArticle], *, at_once: int) -> None:
    for start in range(0, len(raws), at_once):
        for raw in raws[start : start + at_once]:
            put_article(home, raw)
        wait_until_applied(home, timeout=30)


def picture(home: Path) -> tuple[list[Card], dict[str, list[tuple[str, str]]], dict[str, set[str]]]:
    """Everything about people in an index: cards, who is in which article, and what the engine finds by them."""
    with closing(make_store(home)) as store, opened(home / live(home)) as generation:
        ids = list(store.ids())
        named = generation.directory.people_of(ids)
        cards = generation.directory.cards(sorted({card for those in named.values() for card, _ in those}))
        return cards, named, {card.id: by_person(generation, card.id) for card in cards}


def by_person(generation: Generation, card: str) -> set[str]:
    hits = generation.engine.search(Request(Term(card, "person"), Ranking({}), size=1000))
    return {hit.id for hit in hits.hits}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    home = tmp_path_factory.mktemp("whole") / "index"
    put_all(home, stories(COUNT), at_once=COUNT)
    return picture(home)


def test_the_village_is_worth_asking(expected: tuple[list[Card], dict[str, list[tuple[str, str]]], object]) -> None:
    cards, named, _ = expected
    twice = [card.name for card in cards].count("Trần Quốc Duy")
    assert twice > 1, "without two people of one name the other tests show nothing"
    assert sum(map(len, named.values())) > COUNT


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_batches_give_the_same_people(home: Path, expected: object, seed: int) -> None:
    chance = random.Random(seed)
    raws = stories(COUNT)
    chance.shuffle(raws)
    detour = [story(number, version=9) for number in chance.sample(range(COUNT), 10)]  # put right again later
    strangers = [story(number) for number in range(COUNT, COUNT + 5)]
    put_all(home, detour + strangers + raws, at_once=chance.choice((1, 7, 20)))
    delete_articles(home, [raw.id for raw in strangers])
    wait_until_applied(home, timeout=30)
    assert picture(home) == expected
    assert check(home) == ()
    build.rebuild(home)
    assert picture(home) == expected


def test_cards_whose_ids_move_are_followed(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more article about a name moves all the others to new ids: each of their documents is written anew."""
    monkeypatch.setattr(people, "cards", touchy_cards)
    put_all(home, stories(COUNT), at_once=9)
    assert check(home) == ()
    got = picture(home)
    for card, articles in got[2].items():
        assert articles == {article for article, named in got[1].items() if card in dict(named)}
    build.rebuild(home)
    assert picture(home) == got


def touchy_cards(appearances: Sequence[Appearance]) -> tuple[Card, ...]:
    """A card for each year, its id made of the number of all appearances."""
    years: dict[str, list[str]] = {}
    for one in appearances:
        years.setdefault(one.day[:4], []).append(one.article)
    name = appearances[0].name if appearances else ""
    return tuple(
        Card(f"{name}-{year}-{len(appearances)}", name, (name,), (), tuple(articles), "", "")
        for year, articles in years.items()
    )


def test_people_named_by_workers_are_the_same(home: Path, expected: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MANY", 1)
    put_all(home, stories(COUNT), at_once=COUNT)
    assert picture(home) == expected


def test_small_batches_do_not_show(home: Path, expected: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PEOPLE_BATCH", "DOCUMENTS_BATCH"):
        monkeypatch.setattr(apply, name, 3)
    monkeypatch.setattr(grouping, "BATCH", 3)
    monkeypatch.setattr(writing, "_READ", 2)
    put_all(home, stories(COUNT), at_once=COUNT)
    assert picture(home) == expected
    assert check(home) == ()


def test_names_that_stand_everywhere_are_grouped_when_there_is_time(
    home: Path, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A put finds its article on the likeliest card at once; the end is as if all had been grouped at once."""
    put_all(home, stories(COUNT - 10), at_once=COUNT)
    monkeypatch.setattr(grouping, "LARGE", 3)
    grouped: list[str] = []
    real = people.decided

    def noted(seen: Mapping[str, Sequence[Appearance]], about: Sequence[Decision]) -> Mapping[str, Sequence[Decided]]:
        grouped.extend(one.name for own in seen.values() for one in own)
        return real(seen, about)

    monkeypatch.setattr(people, "decided", noted)
    put_all(home, stories(COUNT)[-10:], at_once=1)
    assert "A Thuih" not in grouped, "no put groups a large name"
    with opened(home / live(home)) as generation:
        named = generation.directory.people_of([f"tin-{number}" for number in range(COUNT)])
        thuih = next(id for those in named.values() for id, name in those if name == "A Thuih")
        assert by_person(generation, thuih) == {id for id, those in named.items() if thuih in dict(those)}
    with closing(make_store(home)) as store:
        lately = {f"tin-{number}" for number in range(COUNT - 10, COUNT)}
        naming_him = {id for id, article in store.articles(sorted(lately)).items() if "A Thuih" in article.body}
    assert naming_him and naming_him <= {id for id, those in named.items() if thuih in dict(those)}
    assert [finding.cure for finding in check(home)] == ["apply"]
    finish.tidy(home)
    assert "A Thuih" in grouped
    assert picture(home) == expected
    assert check(home) == ()


class PulledError(Exception):
    """Where a test pulls the plug."""


STEPS = ("directory.replace", "directory.set_cards", "engine.write", "directory.wrote", "write_manifest")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_stopped_at_any_step_it_goes_on_where_it_was(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    put_all(home, stories(20), at_once=20)
    for number in (3, 5, 25):
        put_article(home, story(number, version=4))
    delete_articles(home, ["tin-7"])
    with monkeypatch.context() as patch:
        stop_at(patch, step, when)
        with pytest.raises(PulledError):
            apply_pending(home, store)
    apply_pending(home, store)
    assert check(home) == ()
    got = picture(home)
    build.rebuild(home)
    assert picture(home) == got


def stop_at(patch: pytest.MonkeyPatch, step: str, when: str) -> None:
    places = {
        "directory.replace": "searchsvc.store.directory.Directory.replace_rows",
        "directory.set_cards": "searchsvc.store.directory.Directory.keep",
        "directory.wrote": "searchsvc.store.directory.Directory.wrote",
        "engine.write": "searchsvc.engine.whoosh.engine.WhooshEngine.write",
        "write_manifest": "searchsvc.indexing.apply.write_manifest",
    }
    owner, _, name = places[step].rpartition(".")
    module, _, kind = owner.rpartition(".") if owner[owner.rfind(".") + 1].isupper() else (owner, "", "")
    target = getattr(__import__(module, fromlist=["x"]), kind) if kind else __import__(module, fromlist=["x"])
    real = getattr(target, name)

    def stop(*arguments: object, **named: object) -> None:
        if when == "after":
            real(*arguments, **named)
        raise PulledError

    patch.setattr(target, name, stop)


def test_a_directory_behind_its_manifest_is_brought_up(home: Path, store: Store) -> None:
    """A power cut may take the directory's last transactions though the manifest is on disk."""
    put_all(home, stories(5), at_once=5)
    saved = {path: path.read_bytes() for path in (home / live(home)).glob("people.sqlite*")}
    put_article(home, story(6))
    wait_until_applied(home, timeout=5)
    for path in (home / live(home)).glob("people.sqlite*"):
        path.unlink()
    for path, content in saved.items():
        path.write_bytes(content)
    assert [finding.cure for finding in check(home)] == ["apply"]
    apply_pending(home, store)
    assert check(home) == ()
