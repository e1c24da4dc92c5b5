"""Cards of the names that an article has touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from searchsvc import people
from searchsvc.indexing.workers import Bench
from searchsvc.model import Card
from searchsvc.people.decided import Decided
from searchsvc.people.finding import names_words, office_words
from searchsvc.store.cards import Kept, kept
from searchsvc.store.directory import Directory

BATCH = 300
"""Names grouped by one worker and kept in one transaction."""


LARGE = 500
"""Appearances of a name from which grouping it takes too long for a put to wait: those of the names every issue has."""

Large = Literal["now", "later"]


def touched(directory: Directory, large: Large = "now") -> Iterator[tuple[str, ...]]:
    """The names whose cards must be grouped anew, by the batch; large ones "later" are left out."""
    last = ""
    while keys := directory.touched(BATCH, after=last):
        last = keys[-1]
        put_off = directory.often(keys, LARGE) if large == "later" else set()
        if share := tuple(key for key in keys if key not in put_off):
            yield share


def lend_large(bench: Bench, after: int) -> None:
    """Until large names are grouped: what changed after a change goes where it most likely belongs, so that it is found
    by the people it names at once.
    """
    directory, last = bench.generation.directory, ""
    articles = [change.article for change in bench.store.changes(after, bench.store.pending(after))]
    while keys := directory.touched(BATCH, after=last):
        last = keys[-1]
        directory.lend(directory.often(keys, LARGE), articles)


def group_one(bench: Bench) -> None:
    """Group one name that waits for it."""
    if keys := bench.generation.directory.touched(1):
        bench.generation.directory.keep(group_share(bench, keys))


def group_share(bench: Bench, keys: Sequence[str]) -> dict[str, list[Kept]]:
    """The cards of these names, and of those that staff merged with them, as the directory keeps them."""
    decisions = bench.store.decisions.in_force()
    seen = bench.generation.directory.appearances(people.related(keys, decisions))
    grouped: dict[str, list[Kept]] = {}
    for family, about in people.families(seen, decisions):
        days = {one.article: one.day for key in family for one in seen[key]}
        cards = people.decided({key: seen[key] for key in family}, about)
        grouped |= {key: [_ready(one, days) for one in own] for key, own in cards.items()}
    return grouped


def _ready(one: Decided, days: Mapping[str, str]) -> Kept:
    return kept(one.card, words=_found_by(one.card), days=days, keys=one.further)


def _found_by(card: Card) -> set[str]:
    """What a person is looked up by: names, and offices with their abbreviations opened and closed."""
    return names_words(card) | office_words(card)
