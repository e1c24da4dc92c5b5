"""The roll: everybody there is, by name as Vietnamese sorts names or by how much is written of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from searchsvc.searching.desk import Desk
from searchsvc.store.roll import Enrolled

_AT_ONCE = 500

Order = Literal["name", "articles"]


@dataclass(frozen=True, slots=True)
class RollPage:
    """A page of the roll: `letter` is the one it stands under ("" in the order of articles), `letters` how many people
    stand under each, `total` how many are on all pages of this one.
    """

    order: Order
    letter: str
    letters: Mapping[str, int]
    total: int
    page: int
    size: int
    people: tuple[Enrolled, ...]


def people_roll(order: Order, letter: str, desk: Desk, *, page: int, size: int) -> RollPage:
    """A page of the roll; by name it begins at the first letter, unless one is asked for."""
    letters, offset = desk.directory.letters(), (page - 1) * size
    if order == "name" and letters:
        letter = letter or next(iter(letters))
        people = desk.directory.enrolled(letter, offset=offset, limit=size)
        return RollPage("name", letter, letters, letters.get(letter, 0), page, size, tuple(people))
    # A generation made before the roll was kept has no letters: the other order it has.
    people = desk.directory.enrolled(offset=offset, limit=size)
    return RollPage("articles", "", letters, desk.directory.count(), page, size, tuple(people))


def everybody(desk: Desk) -> Iterator[Enrolled]:
    """Everybody there is, those with the most articles first, each once, read page by page as they are taken.

    Of people whose articles change meanwhile one may be left out.
    """
    given: set[str] = set()
    offset = 0
    while page := desk.directory.enrolled(offset=offset, limit=_AT_ONCE):
        offset += len(page)
        new = [one for one in page if one.card.id not in given]
        given.update(one.card.id for one in new)
        yield from new
