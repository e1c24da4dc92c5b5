"""Inversion: documents in, the arrays of a segment out.

Per text field `f` there are: `f/terms`, `f/term_at` (the terms, sorted; see `strings`); `f/fold`, `f/fold_at`,
`f/fold_term` (the folded keys, sorted, and the term each belongs to); `f/post_at` (T+1), `f/docs`, `f/freqs` (P);
`f/pos_at` (T+1), `f/positions`, `f/marks` (occurrences), `f/classes` (see `marks`); `f/lengths` (N). Per keyword field:
`terms`, `term_at`, `post_at`, `docs`, and by document `owners` (which document) and `values` (has which value).
Besides: `published` (N, seconds, the smallest number for open). A document's id is its value in the keyword field `id`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from searchsvc.analysis.tokens import Words
from searchsvc.arrays.mapped import Array, narrow
from searchsvc.arrays.strings import encoded, packed
from searchsvc.engine.schema import KEYWORD_FIELDS, TEXT_FIELDS, Document
from searchsvc.engine.whoosh import marks
from searchsvc.text.fold import key

OPEN_DATE = -(1 << 62)
"""Stands for "not known" in `published`."""
KEYWORDS = (*KEYWORD_FIELDS, "id")


class _Numbers(dict[str, int]):
    """Terms numbered as they come; 0 is the gap."""

    def __init__(self) -> None:
        self[""] = 0

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number

    def ranked(self) -> tuple[list[str], Array]:
        """The terms sorted (code points sort as their bytes do), and the rank of each number; -1 for the gap."""
        terms = sorted(self)[1:]
        rank = np.full(len(self), -1, dtype=np.int32)
        rank[[self[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        return terms, rank


class _TextField:
    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.terms, self.lengths, self.spans = array("I"), array("I"), array("I")
        self.code_terms, self.code_docs, self.code_positions = array("I"), array("I"), array("I")

    def add(self, doc: int, words: Words) -> None:
        numbers = self.numbers
        found = [numbers[word] for word in words.words]
        self.terms.extend(found)
        self.spans.append(len(found))
        self.lengths.append(len(found) - found.count(0))
        for position, code in words.codes:
            if not 0 <= position < len(found):
                continue  # a code lies over words; one that does not is nowhere
            self.code_terms.append(numbers[code])
            self.code_docs.append(doc)
            self.code_positions.append(position)

    def arrays(self) -> dict[str, Array]:
        terms, rank = self.numbers.ranked()
        return {
            **dictionary(terms),
            **folded(terms),
            **self._postings(terms, rank),
            "lengths": narrow(_u4(self.lengths)),
        }

    def _postings(self, terms: Sequence[str], rank: Array) -> dict[str, Array]:
        spans = _u4(self.spans).astype(np.int64)
        ends = np.cumsum(spans)
        starts = ends - spans
        docs = np.repeat(np.arange(spans.size, dtype=np.uint32), spans)
        positions = (np.arange(docs.size) - np.repeat(starts, spans)).astype(np.uint32)
        occurrences = rank[_u4(self.terms)]
        code_docs, code_positions = _u4(self.code_docs), _u4(self.code_positions)
        code_at = starts[code_docs] + code_positions
        codes = rank[_u4(self.code_terms)]
        counts = np.bincount(occurrences[occurrences >= 0], minlength=len(terms))
        counts += np.bincount(codes, minlength=len(terms))
        classes = marks.classed(counts)
        following = marks.following(occurrences, ends, codes_at=code_at, marks=marks.marks_of(classes, len(terms)))
        if code_at.size:
            # Codes go in behind the word they begin with, so that all is in order of documents and positions already.
            occurrences = np.insert(occurrences, code_at + 1, codes)
            docs = np.insert(docs, code_at + 1, code_docs)
            positions = np.insert(positions, code_at + 1, code_positions)
            following = np.insert(following, code_at + 1, following[code_at])
        kept = occurrences >= 0
        if not kept.all():
            occurrences, docs, positions, following = occurrences[kept], docs[kept], positions[kept], following[kept]
        return {**pack(occurrences, docs, positions, following=following, count=len(terms)), "classes": classes}


class _KeywordField:
    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.terms, self.docs = array("I"), array("I")

    def add(self, doc: int, values: Sequence[str]) -> None:
        for value in dict.fromkeys(values):
            if value:
                self.terms.append(self.numbers[value])
                self.docs.append(doc)

    def arrays(self) -> dict[str, Array]:
        terms, rank = self.numbers.ranked()
        return {**dictionary(terms), **keyword_postings(rank[_u4(self.terms)], _u4(self.docs), len(terms))}


class Inverter:
    """Gathers documents until `arrays` is asked for."""

    def __init__(self) -> None:
        self.size = 0
        self._texts = {name: _TextField() for name in TEXT_FIELDS}
        self._keywords = {name: _KeywordField() for name in KEYWORDS}
        self._published = array("q")

    def add(self, document: Document) -> None:
        """Take one document; its id must not be among those taken already, and not be empty."""
        if not document.id:
            raise ValueError("a document needs an id")
        empty = Words((), ())
        for name, text in self._texts.items():
            text.add(self.size, document.words.get(name, empty))
        for name, keyword in self._keywords.items():
            keyword.add(self.size, (document.id,) if name == "id" else document.keywords.get(name, ()))
        self._published.append(OPEN_DATE if document.published is None else document.published)
        self.size += 1

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Everything a segment needs, by name; what has been handed out is forgotten."""
        for name, text in list(self._texts.items()):
            yield from named(name, text.arrays())
            del self._texts[name]
        for name, keyword in self._keywords.items():
            yield from named(name, keyword.arrays())
        yield "published", np.array(self._published, dtype="<i8")


def named(field: str, arrays: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    """The arrays of a field under their full names."""
    return ((f"{field}/{part}", values) for part, values in arrays.items())


def _u4(values: array[int]) -> Array:
    return np.frombuffer(values, dtype=np.uint32) if len(values) else np.zeros(0, np.uint32)


def dictionary(terms: Sequence[str]) -> dict[str, Array]:
    """Sorted terms as bytes and where each begins."""
    blob, ends = packed([encoded(term) for term in terms])
    return {"terms": blob, "term_at": ends}


def folded(terms: Sequence[str]) -> dict[str, Array]:
    """The folded keys of sorted terms, sorted, each with its term's number."""
    keys = [encoded(key(term)) for term in terms]
    order = sorted(range(len(terms)), key=keys.__getitem__)
    blob, ends = packed([keys[number] for number in order])
    return {"fold": blob, "fold_at": ends, "fold_term": np.array(order, dtype="<u4")}


def pack(terms: Array, docs: Array, positions: Array, *, following: Array, count: int) -> dict[str, Array]:
    """Occurrences (rank of the term, document, position, mark), in order of documents and positions, as postings of
    `count` terms.
    """
    order = _by_rank(terms, count)
    docs = docs[order]
    pos_at = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=count), out=pos_at[1:])
    first = np.ones(docs.size + 1, dtype=bool)
    first[1:-1] = docs[1:] != docs[:-1]
    first[pos_at] = True
    starts = np.flatnonzero(first)
    return {
        "post_at": narrow(np.searchsorted(starts, pos_at)),
        "docs": narrow(docs[starts[:-1]]),
        "freqs": narrow(np.diff(starts)),
        "pos_at": narrow(pos_at),
        "positions": narrow(positions[order]),
        "marks": following[order],
    }


def _by_rank(ranks: Array, count: int) -> Array:
    """The order that sorts ranks and keeps equal ones as they are.

    NumPy sorts 16-bit numbers by radix, ten times as fast as wider ones: the low half first, then the high half.
    """
    order = np.argsort((ranks & 0xFFFF).astype(np.uint16), kind="stable")
    if count <= 1 << 16:
        return order
    high = (ranks >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")]


def keyword_postings(values: Array, docs: Array, count: int) -> dict[str, Array]:
    """(value, document) pairs both ways: documents by value, and values by document."""
    by_value = np.lexsort((docs, values))
    by_doc = np.lexsort((values, docs))
    return {
        "post_at": narrow(np.searchsorted(values[by_value], np.arange(count + 1))),
        "docs": narrow(docs[by_value]),
        "owners": narrow(docs[by_doc]),
        "values": narrow(values[by_doc]),
    }
