"""Cards of the names that an article has touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchsvc import people
from searchsvc.indexing.workers import Bench
from searchsvc.model import Card
from searchsvc.people.finding import names_words, office_words
from searchsvc.store.cards import Kept, kept
from searchsvc.store.directory import Directory

BATCH = 300
"""Names grouped by one worker and kept in one transaction."""


def touched(directory: Directory) -> Iterator[tuple[str, ...]]:
    """The names whose cards must be grouped anew, by the batch."""
    last = ""
    while keys := tuple(directory.touched(BATCH, after=last)):
        yield keys
        last = keys[-1]


def group_share(bench: Bench, keys: Sequence[str]) -> dict[str, list[Kept]]:
    """The cards of these names, as the directory keeps them."""
    grouped: dict[str, list[Kept]] = {}
    for key, seen in bench.generation.directory.appearances(keys).items():
        days = {one.article: one.day for one in seen}
        grouped[key] = [kept(card, words=_found_by(card), days=days) for card in people.cards(seen)]
    return grouped


def _found_by(card: Card) -> set[str]:
    """What a person is looked up by: names, and offices with their abbreviations opened and closed."""
    return names_words(card) | office_words(card)
