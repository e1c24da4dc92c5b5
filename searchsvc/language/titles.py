"""The titles of an index from each of their words on, to be suggested: the newest that go on as somebody types.

All suffixes of the folded titles that begin with a word stand in order, so that those with one beginning are one range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from searchsvc.arrays.mapped import Array, Arrays, narrow
from searchsvc.arrays.strings import Strings, decoded, encoded, packed
from searchsvc.language.phrases import key_of

MOST_TITLES = 100_000
"""The newest titles of an archive; older ones are found by searching."""
MOST_LOOKED_AT = 150
_LONGEST = 120
"""Bytes of a suffix by which it is put in order."""


@dataclass(frozen=True, slots=True)
class Titled:
    """An article by its title; `published` is ISO 8601 or ""."""

    id: str
    title: str
    published: str = ""


class Titles:
    """The titles in a file of arrays, the newest first."""

    def __init__(self, arrays: Arrays) -> None:
        self._folded, self._places, self._owners = arrays["folded"].data, arrays["places"].data, arrays["owners"]
        self._ids = Strings(arrays["title_ids"], arrays["title_ids_at"])
        self._titles = Strings(arrays["titles"], arrays["titles_at"])

    def __len__(self) -> int:
        return len(self._ids)

    def begun(self, prefix: str, *, fits: Callable[[str], bool], limit: int) -> list[str]:
        """The ids of the newest articles whose folded titles go on with `prefix` from one of their words, and whose
        title `fits`.
        """
        wanted = encoded(prefix)
        numbers = self._owners[self._bound(wanted) : self._bound(wanted + b"\xff")]
        if numbers.size > MOST_LOOKED_AT:
            numbers = np.partition(numbers, MOST_LOOKED_AT)[:MOST_LOOKED_AT]
        found: list[str] = []
        for number in dict.fromkeys(np.sort(numbers).tolist()):
            if fits(decoded(self._titles[number])):
                found.append(decoded(self._ids[number]))
            if len(found) == limit:
                break
        return found

    def _bound(self, wanted: bytes) -> int:
        low, high = 0, len(self._places)
        while low < high:
            middle = (low + high) // 2
            place = self._places[middle]
            if bytes(self._folded[place : place + len(wanted)]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def title_arrays(titled: Iterable[Titled]) -> Iterator[tuple[str, Array]]:
    """Titles as the arrays of a file."""
    newest = sorted(titled, key=lambda one: one.published, reverse=True)[:MOST_TITLES]
    folded = [encoded(key_of(one.title)) + b"\n" for one in newest]
    whole = b"".join(folded)
    places, owners = _starts(folded)
    order = sorted(range(len(places)), key=lambda at: whole[places[at] : places[at] + _LONGEST])
    ids, ids_at = packed([encoded(one.id) for one in newest])
    titles, titles_at = packed([encoded(one.title) for one in newest])
    yield from (("title_ids", ids), ("title_ids_at", ids_at), ("titles", titles), ("titles_at", titles_at))
    yield "folded", np.frombuffer(whole, np.uint8)
    yield "places", narrow(np.array([places[at] for at in order], np.int64))
    yield "owners", narrow(np.array([owners[at] for at in order], np.int64))


def _starts(texts: Iterable[bytes]) -> tuple[list[int], list[int]]:
    """Where each word begins in all texts put one after another, and in which text."""
    places: list[int] = []
    owners: list[int] = []
    begin = 0
    for number, text in enumerate(texts):
        starts = [begin, *(begin + at + 1 for at, letter in enumerate(text) if letter == 0x20)]
        places += starts
        owners += [number] * len(starts)
        begin += len(text)
    return places, owners
