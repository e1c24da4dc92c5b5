"""The store: what is put is there, what is not changed costs nothing, and the log says what to do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchsvc.model import Article, RawArticle
from searchsvc.store.articles import Changed, Store, Tally, parcel


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "articles.sqlite")) as store:
        yield store


def pair(id: str, body: str = "Mưa lớn ở Kon Chênh.", *, origin: str = "a.jsonl") -> tuple[RawArticle, Article]:
    return RawArticle(id=id, body=body, origin=origin), Article(id=id, body=body, published="2015-10-01")


def test_what_is_put_comes_back(store: Store) -> None:
    assert store.put([pair("1"), pair("2")]) == Tally(added=2)
    raw, article = pair("2")
    assert store.get("2") == article
    assert store.received("2") == raw
    assert store.get("3") is None and store.received("3") is None
    assert store.count() == 2
    assert list(store.articles(["2", "x", "1", "2"])) == ["2", "1"]


def test_it_is_still_there_when_opened_again(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "articles.sqlite")) as store:
        store.put([pair("1")])
    with closing(Store.open(tmp_path / "articles.sqlite")) as store:
        assert store.get("1") == pair("1")[1]


def test_unchanged_articles_log_no_change(store: Store) -> None:
    store.put([pair("1"), pair("2")])
    assert store.put([pair("1"), pair("2", "Nắng."), pair("3")]) == Tally(added=1, changed=1, unchanged=1)
    assert [change.article for change in store.changes(2, 9)] == ["2", "3"]


def test_known_are_those_received_alike_and_cleaned_by_these_rules(store: Store) -> None:
    store.put([pair("1"), pair("2")], cleaning="luật 1")
    raws = [pair("1")[0], pair("2", "Nắng.")[0], pair("3")[0]]
    assert store.known(raws, cleaning="luật 1") == {"1"}
    assert store.known(raws, cleaning="luật 2") == frozenset()


def test_cleaning_anew_leaves_alone_what_was_received_meanwhile(store: Store) -> None:
    store.put([pair("1"), pair("2"), pair("3")], cleaning="luật 1", source="b.jsonl")
    anew = [parcel(raw, replace(article, body="Mưa.")) for raw, article in map(pair, "123")]
    store.put([pair("2", "Nắng.")], cleaning="luật 1", source="b.jsonl")
    store.delete(["3"])
    assert store.clean_anew(anew, cleaning="luật 2") == Tally(changed=1)
    assert [article.body for article in store.articles("123").values()] == ["Mưa.", "Nắng."]
    assert list(store.ids_of("b.jsonl")) == ["1", "2"]


def test_cleaned_by_other_rules_an_article_counts_as_changed_only_when_it_comes_out_otherwise(store: Store) -> None:
    raw, article = pair("1")
    store.put([(raw, article)], cleaning="luật 1")
    assert [one.id for one in store.uncleaned("luật 2")] == ["1"]
    assert store.put([(raw, article)], cleaning="luật 2") == Tally(unchanged=1)
    assert store.uncleaned("luật 2") == [] and store.last_change() == 1
    assert store.put([(raw, replace(article, body="Khác."))], cleaning="luật 3") == Tally(changed=1)
    assert store.last_change() == 2


def test_the_last_of_two_in_a_batch_counts(store: Store) -> None:
    assert store.put([pair("1", "Một."), pair("1", "Hai.")]) == Tally(added=1, changed=1)
    found = store.get("1")
    assert found and found.body == "Hai."


def test_deleting_says_how_many_there_were(store: Store) -> None:
    store.put([pair("1"), pair("2")])
    assert store.delete(["1", "x", "1"]) == 1
    assert list(store.ids()) == ["2"]
    assert store.changes(2, 9) == [Changed(3, "1", "delete")]


def test_the_log_keeps_the_newest_change_of_each(store: Store) -> None:
    for number in range(5):
        store.put([pair("1", f"Lần {number}."), pair("2", f"Lần {number}.")])
    store.delete(["2"])
    assert store.changes(0, 99) == [Changed(9, "1", "put"), Changed(11, "2", "delete")]
    assert store.changes(0, 1) == [Changed(9, "1", "put")]
    assert (store.last_change(), store.pending(9), store.versions(["1", "2"])) == (11, 1, {"1": 9})


def test_a_number_is_never_given_twice(store: Store) -> None:
    store.put([pair("1")])
    store.delete(["1"])
    store.put([pair("1")])
    assert store.last_change() == 3


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        store.put([pair("1"), (RawArticle(id="2"), Article(id="2", published="hôm qua"))])
    assert store.count() == 0 and store.last_change() == 0


def test_sources_are_told_apart_and_claimed(store: Store) -> None:
    store.put([pair("1"), pair("2")], source="tuần này")
    store.put([pair("3", origin="b.jsonl")])
    assert list(store.ids_of("tuần này")) == ["1", "2"] and list(store.ids_of("b.jsonl")) == ["3"]
    store.claim(["1", "3"], "tuần sau")
    assert list(store.ids_of("tuần sau")) == ["1", "3"] and store.last_change() == 3


def test_ids_come_page_by_page(store: Store) -> None:
    ids = [f"bài-{number:04}" for number in range(1203)]
    random.Random(1).shuffle(ids)
    store.put([pair(id) for id in ids])
    assert list(store.ids()) == sorted(ids) == list(store.ids_of("a.jsonl"))
    assert len(store.articles(ids)) == 1203


def test_the_newest_is_told_by_its_moment(store: Store) -> None:
    assert store.newest() is None
    for id, published in (("1", "2015-10-01T23:00:00+07:00"), ("2", "2015-10-01T17:30:00+00:00"), ("3", "")):
        store.put([(RawArticle(id=id), Article(id=id, published=published))])
    assert store.newest() == datetime(2015, 10, 1, 17, 30, tzinfo=UTC)
