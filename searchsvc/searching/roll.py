"""The roll: everybody there is, by name as Vietnamese sorts names or by how much is written of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from searchsvc.searching.desk import Desk
from searchsvc.store.roll import Enrolled

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
