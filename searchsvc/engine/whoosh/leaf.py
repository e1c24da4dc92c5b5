"""A leaf: one segment's arrays, and how things are looked up in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchsvc.arrays import bitmaps, twelve
from searchsvc.arrays.mapped import Array, Arrays
from searchsvc.arrays.strings import Lookup, Strings, decoded, encoded
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh import packing
from searchsvc.engine.whoosh.docsets import Docs
from searchsvc.engine.whoosh.marks import OTHER

_REMEMBERED = 50_000
"""Terms whose numbers are remembered, found or not."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands. `first` is the number of its first posting, `place` that of its first occurrence; `codes`
    says how often by posting (`packing`).

    Its documents are `bits` or `listed`; `titles` are those that have it in the title. It has so many `places`, and
    `mark` is what the marks say of a place before this very term.
    """

    leaf: Leaf
    mark: int
    first: int
    place: int
    codes: Array
    bits: Array | None
    listed: Array
    titles: Array
    places: int

    @property
    def count(self) -> int:
        """In how many documents it stands."""
        return self.codes.size

    def docs(self) -> Array:
        """The documents, ascending (int32)."""
        return self.listed.astype(np.int32) if self.bits is None else bitmaps.to_numbers(self.bits, self.leaf.size)

    def as_set(self) -> Docs:
        """The documents as a set."""
        return Docs(self.leaf.size, None, self.docs()) if self.bits is None else Docs(self.leaf.size, self.bits)

    def totals(self) -> Array:
        """How often it stands in each of them."""
        found = packing.TOTALS.take(self.codes)
        rare = self.leaf.rare(self.first, self.count)
        if not rare[0].size:
            return found
        found = found.astype(np.uint32)
        found[rare[0] - self.first] = rare[1].sum(axis=1)
        return found

    def positions(self) -> Array:
        """All its positions, document after document."""
        return self.leaf.positions(self.place, self.place + self.places)

    def marks(self) -> Array:
        """The marks of all its positions."""
        return self.leaf.marks(self.place, self.place + self.places)

    def counts(self, field: str) -> Array:
        """How often it stands in one field of each of them (uint32)."""
        found = (self.codes & packing.BITS[field]).astype(np.uint32)
        if field in packing.FLAGS:
            found = (found > 0).astype(np.uint32)
        rare_at, rare = self.leaf.rare(self.first, self.count)
        found[rare_at - self.first] = rare[:, TEXT_FIELDS.index(field)]
        return found


class Leaf:
    """One segment. Nothing is read before it is asked for; what is asked for is a view on the map."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.arrays = Arrays(path)
        self.size = int(self.arrays["published"].size)
        self.tokens = int(self.arrays["text/positions"].size)
        self._numbers: dict[tuple[str, str], int] = {}
        self._strings: dict[str, Strings] = {}
        self._lookups: dict[str, Lookup] = {}
        self._postings: dict[str, Postings | None] = {}
        self._ids: tuple[Strings, memoryview] | None = None

    def __repr__(self) -> str:
        return f"<Leaf {self.path.name}: {self.size} documents>"

    def terms(self, field: str) -> Strings:
        """The terms of a keyword field, or of all text fields (`TEXT`), sorted."""
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
        """The documents with a value of a keyword field."""
        ends = self.arrays[f"{field}/post_at"]
        return self.arrays[f"{field}/docs"][int(ends[number]) : int(ends[number + 1])]

    def postings(self, text: str) -> Postings | None:
        """The postings of a term of the text fields."""
        kept = self._postings
        if text in kept:
            return kept[text]
        if len(kept) > _REMEMBERED // 10:
            kept = self._postings = {}
        number = self._looked_up(TEXT, encoded(text))
        found = kept[text] = None if number < 0 else self.numbered(number)
        return found

    def numbered(self, number: int) -> Postings:
        """The postings of a text term by its number."""
        codes, listed, titles = (
            self._part(number, ends, values)
            for ends, values in (
                ("post_at", "codes"),
                ("doc_at", "docs"),
                ("title_at", "title_docs"),
            )
        )
        row, first = _place(self.arrays["text/dense"], number), int(self.arrays["text/post_at"][number])
        bits = None if row < 0 else self.bits[row]
        mark = _place(self.arrays["text/classes"], number)
        place, end = (int(at) for at in self.arrays["text/pos_at"][number : number + 2])
        return Postings(self, OTHER if mark < 0 else mark, first, place, codes, bits, listed, titles, end - place)

    def _part(self, number: int, ends: str, values: str) -> Array:
        at = self.arrays[f"text/{ends}"]
        return self.arrays[f"text/{values}"][int(at[number]) : int(at[number + 1])]

    def positions(self, begin: int = 0, end: int | None = None) -> Array:
        """The positions of some occurrences, or of all."""
        end = self.tokens if end is None else end
        found = twelve.joined(self.arrays["text/positions"], self.arrays["text/position_halves"], begin, end)
        far_at = self.arrays["text/far_at"]
        first, last = far_at.searchsorted(np.array([begin, end], far_at.dtype))
        if first < last:
            found = found.astype(np.uint32)
            found[far_at[first:last] - far_at.dtype.type(begin)] = self.arrays["text/far"][first:last]
        return found

    def positions_at(self, places: Array) -> Array:
        """The positions of chosen occurrences."""
        found = twelve.taken(self.arrays["text/positions"], self.arrays["text/position_halves"], places)
        far = (found == twelve.MOST).nonzero()[0]
        if far.size:
            far_at = self.arrays["text/far_at"]
            found = found.astype(np.uint32)
            found[far] = self.arrays["text/far"][far_at.searchsorted(places[far].astype(far_at.dtype))]
        return found

    def marks(self, begin: int = 0, end: int | None = None) -> Array:
        """The marks of some occurrences, or of all."""
        end = self.tokens if end is None else end
        return twelve.joined(self.arrays["text/marks"], self.arrays["text/mark_halves"], begin, end)

    def marked(self, begin: int, end: int, wanted: Iterable[int]) -> tuple[Array, Array]:
        """Which of a stretch of occurrences (counted from its begin) have one of some marks, and which each has."""
        low, masks = self.arrays["text/marks"][begin:end], {mark & 0xFF for mark in wanted}
        some = np.logical_or.reduce([low == mask for mask in masks])
        at = some.nonzero()[0]
        found = twelve.taken(self.arrays["text/marks"], self.arrays["text/mark_halves"], at + begin)
        exact = np.logical_or.reduce([found == mark for mark in wanted])
        return at[exact], found[exact]

    @property
    def bits(self) -> Array:
        """The bits of the common terms, a row each."""
        return self.arrays["text/bits"].reshape(-1, bitmaps.width(self.size))

    def rare(self, first: int, count: int) -> tuple[Array, Array]:
        """Of a stretch of postings those whose code does not say all, and their frequencies by field."""
        at = self.arrays["text/rare_at"]
        begin, end = at.searchsorted(np.array([first, first + count], at.dtype))
        return at[begin:end], self.arrays["text/rare"].reshape(-1, len(TEXT_FIELDS))[begin:end]

    def rare_counts(self, postings: Array) -> Array:
        """The frequencies by field of some postings whose code does not say all."""
        at = self.arrays["text/rare_at"]
        return self.arrays["text/rare"].reshape(-1, len(TEXT_FIELDS))[at.searchsorted(postings.astype(at.dtype))]

    def totals(self) -> Array:
        """How often the term of each posting stands there."""
        return packing.totals(*(self.arrays[f"text/{name}"] for name in ("codes", "rare_at", "rare")))

    def all_docs(self) -> Array:
        """The document of each posting (uint32)."""
        ends = self.arrays["text/post_at"].astype(np.int64)
        found = np.zeros(int(ends[-1]), np.uint32)
        listed = np.ones(found.size, dtype=bool)
        for row, number in enumerate(self.arrays["text/dense"].tolist()):
            found[ends[number] : ends[number + 1]] = bitmaps.to_numbers(self.bits[row], self.size)
            listed[ends[number] : ends[number + 1]] = False
        found[listed] = self.arrays["text/docs"]
        return found

    def spelled(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(place in `keys`, number of a term) for every term whose folded key is one of `keys`."""
        of = self.arrays["text/fold_term"].data
        for place, number in self._lookup("fold", "fold").find([encoded(key) for key in keys]):
            yield place, of[number]

    def numbers(self, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(place in `texts`, number of the term) for every text that is a term."""
        return self._lookup("terms", "term").find([encoded(text) for text in texts])

    def _lookup(self, blob: str, name: str) -> Lookup:
        found = self._lookups.get(blob)
        if found is None:
            strings, arrays = self._stringed(f"text/{blob}", f"text/{name}_at"), self.arrays
            found = Lookup(strings, arrays[f"text/{name}_digests"], arrays[f"text/{name}_numbers"])
            self._lookups[blob] = found
        return found

    def begun(self, prefix: str) -> Array:
        """Numbers of the terms whose folded key starts with `prefix`."""
        keys, wanted = self._stringed("text/fold", "text/fold_at"), encoded(prefix)
        begin, end = keys.lower_bound(wanted), keys.lower_bound(wanted + b"\xff")
        return self.arrays["text/fold_term"][begin:end]

    def id(self, doc: int) -> str:
        """A document's id."""
        if self._ids is None:
            self._ids = self.terms("id"), self.arrays["id/values"].data
        ids, values = self._ids
        return decoded(ids[values[doc]])

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


def _place(numbers: Array, number: int) -> int:
    """Where a number stands among ascending ones, -1 for nowhere."""
    at = int(numbers.searchsorted(np.uint32(number)))
    return at if at < numbers.size and numbers[at] == number else -1
