"""Inversion: documents in, the arrays of a segment out.

Per text field `f` there are: `f/terms` (the terms' UTF-8 bytes, sorted), `f/term_at`; `f/fold`, `f/fold_at`,
`f/fold_term` (the
folded keys, sorted, and the term each belongs to); `f/post_at` (T+1), `f/docs`, `f/freqs` (P); `f/pos_at` (T+1),
`f/positions`;
`f/lengths` (N). Per keyword field: `terms`, `term_at`, `post_at`, `docs`, and forwards `doc_at` (N+1), `values`.
Besides: `published` (N,
seconds, the smallest number for open) and `ids`, `id_at`.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from searchsvc.analysis.tokens import Words
from searchsvc.engine.schema import KEYWORD_FIELDS, TEXT_FIELDS, Document
from searchsvc.engine.whoosh.arrays import Array, narrow
from searchsvc.text.fold import fold

OPEN_DATE = -(1 << 62)
"""Stands for "not known" in `published`."""
KEYWORDS = (*KEYWORD_FIELDS, "id")


class _Numbers(dict[str, int]):
    """Terms numbered as they come."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _TextField:
    def __init__(self) -> None:
        self.numbers = _Numbers({"": 0})
        self.terms, self.lengths, self.spans = array("I"), array("I"), array("I")
        self.code_terms, self.code_docs, self.code_positions = array("I"), array("I"), array("I")

    def add(self, doc: int, words: Words) -> None:
        numbers = self.numbers
        found = [numbers[word] for word in words.words]
        self.terms.extend(found)
        self.spans.append(len(found))
        self.lengths.append(len(found) - found.count(0))
        for position, code in words.codes:
            self.code_terms.append(numbers[code])
            self.code_docs.append(doc)
            self.code_positions.append(position)

    def arrays(self) -> dict[str, Array]:
        terms, rank = _ranked(self.numbers)
        spans = _array(self.spans)
        docs = np.repeat(np.arange(spans.size, dtype=np.uint32), spans)
        starts = np.cumsum(spans, dtype=np.int64) - spans
        positions = np.arange(docs.size, dtype=np.int64) - np.repeat(starts, spans)
        all_terms = rank[np.concatenate([_array(self.terms), _array(self.code_terms)])]
        all_docs = np.concatenate([docs, _array(self.code_docs)])
        all_positions = np.concatenate([positions.astype(np.uint32), _array(self.code_positions)])
        kept = all_terms >= 0
        return {
            **dictionary(terms),
            **folded(terms),
            **pack(all_terms[kept], all_docs[kept], all_positions[kept], len(terms)),
            "lengths": narrow(_array(self.lengths)),
        }


class _KeywordField:
    def __init__(self) -> None:
        self.numbers = _Numbers({"": 0})
        self.terms, self.docs = array("I"), array("I")

    def add(self, doc: int, values: Sequence[str]) -> None:
        for value in dict.fromkeys(values):
            if value:
                self.terms.append(self.numbers[value])
                self.docs.append(doc)

    def arrays(self, size: int) -> dict[str, Array]:
        terms, rank = _ranked(self.numbers)
        values, docs = rank[_array(self.terms)], _array(self.docs)
        return {**dictionary(terms), **keyword_postings(values, docs, len(terms), size=size)}


class Inverter:
    """Gathers documents until `arrays` is asked for; `tokens` says how much it holds."""

    def __init__(self) -> None:
        self.size, self.tokens = 0, 0
        self._texts = {name: _TextField() for name in TEXT_FIELDS}
        self._keywords = {name: _KeywordField() for name in KEYWORDS}
        self._ids: list[str] = []
        self._published = array("q")

    def add(self, document: Document) -> None:
        """Take one document; its id must not be among those taken already."""
        doc = self.size
        empty = Words((), ())
        for name, text in self._texts.items():
            words = document.words.get(name, empty)
            text.add(doc, words)
            self.tokens += len(words.words)
        for name, keyword in self._keywords.items():
            keyword.add(doc, (document.id,) if name == "id" else document.keywords.get(name, ()))
        self._ids.append(document.id)
        self._published.append(OPEN_DATE if document.published is None else document.published)
        self.size += 1

    def arrays(self) -> dict[str, Array]:
        """Everything a segment needs, by name."""
        found: dict[str, Array] = {}
        for name, text in self._texts.items():
            found |= {f"{name}/{part}": values for part, values in text.arrays().items()}
        for name, keyword in self._keywords.items():
            found |= {f"{name}/{part}": values for part, values in keyword.arrays(self.size).items()}
        found["published"] = np.array(self._published, dtype="<i8")
        return found | ids_of(self._ids)


def _array(values: array[int]) -> Array:
    return np.frombuffer(values, dtype=np.uint32) if len(values) else np.zeros(0, np.uint32)


def _ranked(numbers: _Numbers) -> tuple[list[str], Array]:
    """The terms sorted (code points sort as UTF-8 bytes do), and the rank of each number; -1 for the gap."""
    terms = sorted(term for term in numbers if term)
    rank = np.full(len(numbers), -1, dtype=np.int64)
    rank[[numbers[term] for term in terms]] = np.arange(len(terms))
    return terms, rank


def _strings(texts: Sequence[str]) -> tuple[Array, Array]:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), narrow(ends)


def dictionary(terms: Sequence[str]) -> dict[str, Array]:
    """Sorted terms as bytes and where each begins."""
    blob, ends = _strings(terms)
    return {"terms": blob, "term_at": ends}


def folded(terms: Sequence[str]) -> dict[str, Array]:
    """The folded keys of sorted terms, sorted, each with its term's number."""
    keys = [fold(term) for term in terms]
    order = sorted(range(len(terms)), key=keys.__getitem__)
    blob, ends = _strings([keys[number] for number in order])
    return {"fold": blob, "fold_at": ends, "fold_term": np.array(order, dtype="<u4")}


def ids_of(ids: Sequence[str]) -> dict[str, Array]:
    """Document ids in the order of the documents."""
    blob, ends = _strings(ids)
    return {"ids": blob, "id_at": ends}


def pack(terms: Array, docs: Array, positions: Array, count: int) -> dict[str, Array]:
    """Occurrences (rank of the term, document, position), in any order of terms, as postings of `count` terms.

    Occurrences of one term in one document must come in order of position.
    """
    order = np.argsort((terms << 32) | docs, kind="stable")
    terms, docs, positions = terms[order], docs[order], positions[order]
    first = np.ones(terms.size, dtype=bool)
    first[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
    starts = np.flatnonzero(first)
    return {
        "post_at": narrow(np.searchsorted(terms[starts], np.arange(count + 1))),
        "docs": docs[starts].astype("<u4"),
        "freqs": narrow(np.diff(np.append(starts, terms.size))),
        "pos_at": narrow(np.searchsorted(terms, np.arange(count + 1))),
        "positions": narrow(positions),
    }


def keyword_postings(values: Array, docs: Array, count: int, *, size: int) -> dict[str, Array]:
    """(value, document) pairs both ways: documents by value, and values by document."""
    by_value = np.lexsort((docs, values))
    by_doc = np.lexsort((values, docs))
    return {
        "post_at": narrow(np.searchsorted(values[by_value], np.arange(count + 1))),
        "docs": docs[by_value].astype("<u4"),
        "doc_at": narrow(np.searchsorted(docs[by_doc], np.arange(size + 1))),
        "values": values[by_doc].astype("<u4"),
    }
