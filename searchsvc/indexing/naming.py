"""Naming the people of articles."""

from __future__ import annotations

from collections.abc import Sequence

from searchsvc import people
from searchsvc.indexing.workers import Bench
from searchsvc.model import Appearance, Article
from searchsvc.store.appearances import Row, row_of


def name_people(article: Article) -> list[tuple[str, Appearance]]:
    """Who appears in an article, by the key that people of one name share, in the order of the text."""
    appearances = people.appearances(article, people.find_people(article))
    return [(people.key(appearance.name), appearance) for appearance in appearances]


def name_share(bench: Bench, ids: Sequence[str]) -> dict[str, list[Row]]:
    """Who is named in these articles, as the directory keeps it; nobody in one that is gone."""
    named: dict[str, list[Row]] = {id: [] for id in ids}
    for id, article in bench.store.articles(ids).items():
        named[id] = [row_of(*one) for one in name_people(article)]
    return named
