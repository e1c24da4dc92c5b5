"""A leaf: one segment's arrays, and how things are looked up in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchsvc.arrays.mapped import Array, Arrays
from searchsvc.arrays.strings import Lookup, Strings, decoded, digested, encoded
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh.marks import ANY

_REMEMBERED = 50_000
"""Terms whose numbers are remembered, found or not."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: documents ascending, frequencies, and all positions and marks, document after document.

    `mark` is what the marks say of a place before this very term.
    """

    mark: int
    docs: Array
    freqs: Array
    positions: Array
    marks: Array


class Leaf:
    """One segment. Nothing is read before it is asked for; what is asked for is a view on the map."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.arrays = Arrays(path)
        self.size = int(self.arrays["published"].size)
        self.tokens = sum(int(self.arrays[f"{name}/positions"].size) for name in TEXT_FIELDS)
        self._numbers: dict[tuple[str, str], int] = {}
        self._strings: dict[str, Strings] = {}
        self._lookups: dict[str, Lookup] = {}
        self._postings: dict[tuple[str, int], Postings] = {}

    def __repr__(self) -> str:
        return f"<Leaf {self.path.name}: {self.size} documents>"

    def terms(self, field: str) -> Strings:
        """The terms of a field, sorted."""
        return self._stringed(f"{field}/terms", f"{field}/term_at")

    def _stringed(self, blob: str, ends: str) -> Strings:
        found = self._strings.get(blob)
        if found is None:
            found = self._strings[blob] = Strings(self.arrays[blob], self.arrays[ends])
        return found

    def term(self, field: str, text: str) -> int:
        """The number of a term in a field, -1 when it has none."""
        key = (field, text)
        number = self._numbers.get(key)
        if number is None:
            number = self._looked_up(field, encoded(text))
            if len(self._numbers) > _REMEMBERED:
                self._numbers.clear()
            self._numbers[key] = number
        return number

    def _looked_up(self, field: str, wanted: bytes) -> int:
        terms = self.terms(field)
        number = terms.lower_bound(wanted)
        return number if number < len(terms) and terms[number] == wanted else -1

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
        found = self._postings.get((field, number))
        if found is None:
            if len(self._postings) > _REMEMBERED // 10:
                self._postings.clear()
            found = self._postings[field, number] = self._viewed(field, number)
        return found

    def _viewed(self, field: str, number: int) -> Postings:
        arrays = self.arrays
        posts, places = arrays[f"{field}/post_at"], arrays[f"{field}/pos_at"]
        begin, end = int(posts[number]), int(posts[number + 1])
        first, last = int(places[number]), int(places[number + 1])
        return Postings(
            self._mark(field, number),
            arrays[f"{field}/docs"][begin:end],
            arrays[f"{field}/freqs"][begin:end],
            arrays[f"{field}/positions"][first:last],
            arrays[f"{field}/marks"][first:last],
        )

    def _mark(self, field: str, number: int) -> int:
        classes = self.arrays[f"{field}/classes"]
        at = int(classes.searchsorted(np.uint32(number)))
        return at if at < classes.size and classes[at] == number else ANY

    def spelled(self, field: str, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(place in `keys`, number of a term) for every term whose folded key is one of `keys`."""
        of = self.arrays[f"{field}/fold_term"]
        for place, number in self._lookup(f"{field}/fold", f"{field}/fold_at").find([encoded(key) for key in keys]):
            yield place, int(of[number])

    def numbers(self, field: str, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(place in `texts`, number of the term) for every text that is a term."""
        return self._lookup(f"{field}/terms", f"{field}/term_at").find([encoded(text) for text in texts])

    def _lookup(self, blob: str, ends: str) -> Lookup:
        found = self._lookups.get(blob)
        if found is None:
            strings = self._stringed(blob, ends)
            found = self._lookups[blob] = Lookup(strings, *digested(strings))
        return found

    def begun(self, field: str, prefix: str) -> Array:
        """Numbers of the terms whose folded key starts with `prefix`."""
        keys, wanted = self._stringed(f"{field}/fold", f"{field}/fold_at"), encoded(prefix)
        begin, end = keys.lower_bound(wanted), keys.lower_bound(wanted + b"\xff")
        return self.arrays[f"{field}/fold_term"][begin:end]

    def id(self, doc: int) -> str:
        """A document's id."""
        return decoded(self.terms("id")[int(self.arrays["id/values"][doc])])

    def doc(self, id: str) -> int:
        """The document with an id, -1 when there is none."""
        number = self._looked_up("id", encoded(id))
        return -1 if number < 0 else int(self.arrays["id/docs"][number])

    def docs_of(self, ids: Iterable[str]) -> list[int]:
        """The documents with one of the ids, as far as there are such."""
        wanted = {encoded(id) for id in ids}
        if len(wanted) * 16 < self.size:
            numbers = [number for id in wanted if (number := self._looked_up("id", id)) >= 0]
        else:  # one pass over all ids is quicker than so many searches
            numbers = [number for number, id in enumerate(self.terms("id")) if id in wanted]
        found: list[int] = self.arrays["id/docs"][numbers].tolist()
        return found

    def lengths(self, field: str) -> Array:
        """The number of words of each document in a text field."""
        return self.arrays[f"{field}/lengths"]

    def length_sum(self, field: str) -> int:
        """The lengths of all documents in a text field, added."""
        return int(self.lengths(field).sum(dtype=np.int64))
