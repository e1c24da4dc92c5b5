"""Inversion: documents in, the arrays of a segment out.

The text fields of a document are one row of words with a gap behind each field: `f/starts` (N) says at which position a
field begins, `f/lengths` (N) how many words it has. All of it is one dictionary and one list of postings, under the
name `text`: `terms`, `term_at` (the terms, sorted; see `strings`); `fold`, `fold_at`, `fold_term` (the folded keys,
sorted, and the term each belongs to), `*_digests`, `*_numbers` (for `strings.Lookup`); `post_at` (T+1) and by posting
(P) `codes`, with `rare_at` and `rare`; `dense`, `bits`, `doc_at` and `docs` (see `packing`); `title_at`, `title_docs`;
`pos_at` (T+1), `blocks` (see `occurrences`) and by occurrence `positions`, `marks` and their halves, with `far_at`,
`far` and `classes` (see `packing`, `marks`). Per keyword field: `terms`, `term_at`, `post_at`, `docs`, and by document
`owners` (which document) and `values` (has which value). Besides:
`published` (N, seconds, the smallest number for open). A document's id is its value in the keyword field `id`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from searchsvc.analysis.tokens import Words
from searchsvc.arrays.mapped import Array, narrow
from searchsvc.arrays.strings import digested, encoded, packed
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import KEYWORD_FIELDS, TEXT_FIELDS, Document
from searchsvc.engine.whoosh import marks, packing
from searchsvc.text.fold import key

_EMPTY = Words((), ())
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


class _Texts:
    """The text fields of all documents, one after another, with a gap behind each."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.terms, self.spans = array("I"), array("I")
        self.lengths = {name: array("I") for name in TEXT_FIELDS}
        self.codes, self.code_docs, self.code_positions = array("I"), array("I"), array("I")

    def add(self, doc: int, texts: Mapping[str, Words]) -> None:
        numbers, start = self.numbers, 0
        for name in TEXT_FIELDS:
            words = texts.get(name, _EMPTY)
            found = [numbers[word] for word in words.words]
            self.lengths[name].append(len(found) - found.count(0))
            for position, code in words.codes:
                if 0 <= position < len(found):  # a code lies over words; one that does not is nowhere
                    self.codes.append(numbers[code])
                    self.code_docs.append(doc)
                    self.code_positions.append(start + position)
            found.append(0)
            self.terms.extend(found)
            self.spans.append(len(found))
            start += len(found)

    def arrays(self) -> dict[str, Array]:
        terms, rank = self.numbers.ranked()
        spans = _u4(self.spans).reshape(-1, len(TEXT_FIELDS))
        starts = np.cumsum(spans, axis=1) - spans
        found = {f"{name}/starts": narrow(starts[:, at]) for at, name in enumerate(TEXT_FIELDS)}
        found |= {f"{name}/lengths": narrow(_u4(self.lengths[name])) for name in TEXT_FIELDS}
        text = {**vocabulary(terms), **self._postings(rank, spans, len(terms))}
        return found | dict(named(TEXT, text))

    def _postings(self, rank: Array, spans: Array, count: int) -> dict[str, Array]:
        whole = spans.sum(axis=1, dtype=np.int64)
        ends = np.cumsum(whole)
        docs = np.repeat(np.arange(whole.size, dtype=np.uint32), whole)
        positions = (np.arange(docs.size) - np.repeat(ends - whole, whole)).astype(np.uint32)
        fields = np.repeat(np.tile(np.arange(len(TEXT_FIELDS), dtype=np.uint8), whole.size), spans.ravel())
        occurrences = rank[_u4(self.terms)]
        code_at = (ends - whole)[_u4(self.code_docs)] + _u4(self.code_positions)
        codes = rank[_u4(self.codes)]
        counts = np.bincount(occurrences[occurrences >= 0], minlength=count) + np.bincount(codes, minlength=count)
        classes = marks.classed(counts)
        following = marks.following(occurrences, ends, codes_at=code_at, marks=marks.marks_of(classes, count))
        columns = [occurrences, docs, positions, fields, following]
        if code_at.size:
            # Codes go in behind the word they begin with, so that all is in order of documents and positions already.
            values = [codes, *(column[code_at] for column in columns[1:])]
            columns = [np.insert(column, code_at + 1, some) for column, some in zip(columns, values, strict=True)]
        kept = columns[0] >= 0
        occurrences, docs, positions, fields, following = (column[kept] for column in columns)
        return {
            **pack(occurrences, docs, positions, fields=fields, following=following, count=count, size=whole.size),
            "classes": classes,
        }


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
        self._texts = _Texts()
        self._keywords = {name: _KeywordField() for name in KEYWORDS}
        self._published = array("q")

    def add(self, document: Document) -> None:
        """Take one document; its id must not be among those taken already, and not be empty."""
        if not document.id:
            raise ValueError("a document needs an id")
        self._texts.add(self.size, document.words)
        for name, keyword in self._keywords.items():
            keyword.add(self.size, (document.id,) if name == "id" else document.keywords.get(name, ()))
        self._published.append(OPEN_DATE if document.published is None else document.published)
        self.size += 1

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Everything a segment needs, by name; what has been handed out is forgotten."""
        yield from self._texts.arrays().items()
        self._texts = _Texts()
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


def vocabulary(terms: Sequence[str]) -> dict[str, Array]:
    """Sorted terms, and their folded keys, sorted, each with its term's number; both to be found by digest too."""
    keys = [encoded(key(term)) for term in terms]
    order = sorted(range(len(terms)), key=keys.__getitem__)
    folded = [keys[number] for number in order]
    blob, ends = packed(folded)
    term_digests, term_numbers = digested(encoded(term) for term in terms)
    fold_digests, fold_numbers = digested(folded)
    return {
        **dictionary(terms),
        "term_digests": term_digests,
        "term_numbers": term_numbers,
        "fold": blob,
        "fold_at": ends,
        "fold_term": np.array(order, dtype="<u4"),
        "fold_digests": fold_digests,
        "fold_numbers": fold_numbers,
    }


def pack(
    terms: Array, docs: Array, positions: Array, *, fields: Array, following: Array, count: int, size: int
) -> dict[str, Array]:
    """Occurrences (rank of the term, document, position, field, mark), in order of documents and positions, as postings
    of `count` terms in `size` documents.
    """
    order = _by_rank(terms, count)
    docs = docs[order]
    pos_at = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=count), out=pos_at[1:])
    first = np.ones(docs.size + 1, dtype=bool)
    first[1:-1] = docs[1:] != docs[:-1]
    first[pos_at] = True
    starts = np.flatnonzero(first)
    post_at = np.searchsorted(starts, pos_at)
    docs, counts = docs[starts[:-1]], _counts(starts, fields[order])
    return {
        "post_at": narrow(post_at),
        **packing.coded(counts),
        "blocks": packing.blocks(np.diff(starts)),
        **packing.documents(docs, post_at, size),
        **packing.titled(counts[0], docs, post_at, size),
        "pos_at": narrow(pos_at),
        **packing.places(positions[order], following[order]),
    }


def _counts(starts: Array, fields: Array) -> list[Array]:
    """How often each posting's term stands in each field; almost all stand in the body."""
    counts: list[Array] = []
    for field in range(len(TEXT_FIELDS)):
        at = np.flatnonzero(fields == field) if TEXT_FIELDS[field] != "body" else fields[:0].astype(np.int64)
        counts.append(np.bincount(np.searchsorted(starts, at, side="right") - 1, minlength=starts.size - 1))
    counts[TEXT_FIELDS.index("body")] = np.diff(starts) - np.sum(counts, axis=0)
    return counts


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
