"""A leaf: one segment's arrays, and how things are looked up in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchsvc.engine.whoosh.arrays import Array, Arrays


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: documents ascending, frequencies, and all positions, document after document."""

    docs: Array
    freqs: Array
    positions: Array


class Leaf:
    """One segment. Nothing is read before it is asked for; what is asked for is a view on the map."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.arrays = Arrays(path)
        self.size = self.arrays["published"].size
        self._found: dict[tuple[str, str], int] = {}

    def __repr__(self) -> str:
        return f"<Leaf {self.path.name}: {self.size} documents>"

    def term(self, field: str, text: str) -> int:
        """The number of a term in a field, -1 when it has none."""
        key = (field, text)
        number = self._found.get(key)
        if number is None:
            wanted = text.encode("utf-8", "replace")
            number = self.first(field, wanted)
            if number == self.count(field) or self.term_bytes(field, number) != wanted:
                number = -1
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[key] = number
        return number

    def count(self, field: str) -> int:
        """How many terms a field has."""
        return int(self.arrays[f"{field}/term_at"].size) - 1

    def first(self, field: str, wanted: bytes) -> int:
        """The number of the first term that is not less than `wanted`."""
        return lower_bound(self.arrays[f"{field}/terms"], self.arrays[f"{field}/term_at"], wanted)

    def term_bytes(self, field: str, number: int) -> bytes:
        """A term's UTF-8 bytes."""
        return entry(self.arrays[f"{field}/terms"], self.arrays[f"{field}/term_at"], number)

    def documents(self, field: str, number: int) -> int:
        """In how many documents a term stands, deleted ones included."""
        ends = self.arrays[f"{field}/post_at"]
        return int(ends[number + 1]) - int(ends[number])

    def docs(self, field: str, number: int) -> Array:
        """The documents of a term."""
        ends = self.arrays[f"{field}/post_at"]
        return self.arrays[f"{field}/docs"][int(ends[number]) : int(ends[number + 1])]

    def postings(self, field: str, text: str) -> Postings | None:
        """The postings of a term of a text field."""
        number = self.term(field, text)
        return None if number < 0 else self.numbered(field, number)

    def numbered(self, field: str, number: int) -> Postings:
        """The postings of a text field's term by its number."""
        posts, places = self.arrays[f"{field}/post_at"], self.arrays[f"{field}/pos_at"]
        begin, end = int(posts[number]), int(posts[number + 1])
        positions = self.arrays[f"{field}/positions"][int(places[number]) : int(places[number + 1])]
        return Postings(self.arrays[f"{field}/docs"][begin:end], self.arrays[f"{field}/freqs"][begin:end], positions)

    def spelled(self, field: str, key: str) -> Iterator[int]:
        """Numbers of the terms whose folded key is `key`."""
        blob, ends = self.arrays[f"{field}/fold"], self.arrays[f"{field}/fold_at"]
        wanted = key.encode("utf-8", "replace")
        at = lower_bound(blob, ends, wanted)
        while at < ends.size - 1 and entry(blob, ends, at) == wanted:
            yield int(self.arrays[f"{field}/fold_term"][at])
            at += 1

    def begun(self, field: str, prefix: str) -> Array:
        """Numbers of the terms whose folded key starts with `prefix`."""
        blob, ends = self.arrays[f"{field}/fold"], self.arrays[f"{field}/fold_at"]
        begin = lower_bound(blob, ends, prefix.encode("utf-8", "replace"))
        end = lower_bound(blob, ends, prefix.encode("utf-8", "replace") + b"\xff")
        return self.arrays[f"{field}/fold_term"][begin:end]

    def id(self, doc: int) -> str:
        """A document's id."""
        return entry(self.arrays["ids"], self.arrays["id_at"], doc).decode("utf-8")

    def doc(self, id: str) -> int:
        """The document with an id, -1 when there is none."""
        number = self.term("id", id)
        return -1 if number < 0 else int(self.docs("id", number)[0])

    def length_sum(self, field: str) -> int:
        """The lengths of all documents in a text field, added."""
        return int(self.arrays[f"{field}/lengths"].sum(dtype=np.int64))


def entry(blob: Array, ends: Array, number: int) -> bytes:
    """One string of a blob."""
    return bytes(blob[int(ends[number]) : int(ends[number + 1])])


def lower_bound(blob: Array, ends: Array, wanted: bytes) -> int:
    """The number of the first string in a sorted blob that is not less than `wanted`."""
    low, high = 0, int(ends.size) - 1
    while low < high:
        middle = (low + high) // 2
        if entry(blob, ends, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return low
