"""The codec: how Whoosh reads a segment that is a file of arrays.

Whoosh's readers, searchers, queries and matchers work on it as on any segment; they are the oracle for the quick
evaluation. Writing goes through `engine.WhooshEngine`, which inverts whole batches at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from searchsvc.arrays.mapped import Array
from searchsvc.arrays.strings import decoded
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh.invert import KEYWORDS
from searchsvc.engine.whoosh.leaf import Leaf, Postings

EXTENSION = ".arrays"


class ArrayCodec(base.Codec):  # type: ignore[misc, unused-ignore]
    """Segments of arrays; a segment names this class in Whoosh's table of contents."""

    def new_segment(self, storage: Any, indexname: str) -> Any:
        return W3Segment(self, indexname)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        return TermsReader(open_leaf(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentReader:
        return DocumentReader(open_leaf(storage, segment), segment)

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        raise NotImplementedError("documents go in through the engine")

    field_writer = postings_writer = postings_reader = per_document_writer


def open_leaf(storage: Any, segment: Any) -> Leaf:
    """The leaf of one of Whoosh's segments."""
    return Leaf(Path(storage.folder) / segment.make_filename(EXTENSION))


def alive(leaf: Leaf, segment: Any) -> Array:
    """Which documents of a segment live (bool, N)."""
    mask = np.ones(leaf.size, dtype=bool)
    mask[list(segment.deleted_docs())] = False
    return mask


class TermsReader(base.TermsReader):  # type: ignore[misc, unused-ignore]
    """Terms and postings, the way Whoosh asks for them: by field, which for us are stretches of one text."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self.doc_frequency(*term) > 0

    def indexed_field_names(self) -> tuple[str, ...]:
        return (*KEYWORDS, *TEXT_FIELDS)

    def cursor(self, fieldname: str, fieldobj: Any) -> NoReturn:
        raise NotImplementedError("spelling works above the seam, on folded keys")

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(self.indexed_field_names()):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        terms = self._leaf.terms(TEXT if fieldname in TEXT_FIELDS else fieldname)
        for number in range(terms.lower_bound(prefix), len(terms)):
            if (fieldname, terms[number]) in self:
                yield fieldname, terms[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def frequency(self, fieldname: str, text: bytes) -> int:
        return int(self._found(fieldname, text).freqs.sum(dtype=np.int64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self._found(fieldname, text).docs.size

    def _found(self, field: str, text: bytes) -> _InField:
        if field in TEXT_FIELDS:
            postings = self._leaf.postings(decoded(text))
            return _NOWHERE if postings is None else _in_field(postings, field)
        number = self._leaf.term(field, decoded(text)) if field in KEYWORDS else -1
        if number < 0:
            return _NOWHERE
        docs = self._leaf.docs(field, number)
        return _InField(docs, np.ones(docs.size, np.int64), docs[:0])

    def term_info(self, fieldname: str, text: bytes) -> Any:
        found = self._found(fieldname, text)
        if not found.docs.size:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        if fieldname in KEYWORDS:
            return TermInfo(found.docs.size, found.docs.size, 1, 1, 1, int(found.docs[0]), int(found.docs[-1]))
        lengths = self._leaf.lengths(fieldname)[found.docs]
        return TermInfo(
            int(found.freqs.sum()), found.docs.size, int(lengths.min()), int(lengths.max()),
            int(found.freqs.max()), int(found.docs[0]), int(found.docs[-1]),
        )  # fmt: skip

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        info, found = self.term_info(fieldname, text), self._found(fieldname, text)
        term = (fieldname, text)
        if fieldname in KEYWORDS:
            return ListMatcher(found.docs.tolist(), format=format_, scorer=scorer, term=term, terminfo=info)
        places = found.positions.astype("<u4")
        values = [part.tobytes() for part in np.split(places, np.cumsum(found.freqs)[:-1])]
        weights = found.freqs.astype(float).tolist()
        return ListMatcher(found.docs.tolist(), weights, values, format_, scorer, term=term, terminfo=info)


@dataclass(frozen=True, slots=True)
class _InField:
    """Where a term stands in one field."""

    docs: Array
    freqs: Array
    positions: Array


_NOWHERE = _InField(*(np.zeros(0, np.int64),) * 3)


def _in_field(postings: Postings, field: str) -> _InField:
    """The part of a term's postings that is in a text field, positions counted from where the field begins."""
    freqs, docs = postings.counts(field).astype(np.int64), postings.docs()
    owners = docs.repeat(postings.totals())
    arrays = postings.leaf.arrays
    everywhere = postings.positions().astype(np.int64)
    positions = everywhere - arrays[f"{field}/starts"].astype(np.int64)[owners]
    within = positions >= 0
    for behind in TEXT_FIELDS[TEXT_FIELDS.index(field) + 1 :][:1]:
        within &= everywhere < arrays[f"{behind}/starts"][owners]
    return _InField(docs[freqs > 0], freqs[freqs > 0], positions[within])


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc, unused-ignore]
    """What Whoosh wants to know of documents: lengths, deletions, and the id as the stored field."""

    def __init__(self, leaf: Leaf, segment: Any) -> None:
        self._leaf, self._segment = leaf, segment

    def doc_count(self) -> int:
        return self._leaf.size - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self._leaf.size

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Any:
        return self._segment.deleted_docs()

    def stored_fields(self, docnum: int) -> dict[str, str]:
        return {"id": self._leaf.id(docnum)}

    def supports_columns(self) -> bool:
        return False

    def has_column(self, fieldname: str) -> bool:
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._leaf.lengths(fieldname)[docnum]) if fieldname in TEXT_FIELDS else default

    def field_length(self, fieldname: str) -> int:
        return self._leaf.length_sum(fieldname) if fieldname in TEXT_FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._leaf.lengths(fieldname).min()) if fieldname in TEXT_FIELDS else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._leaf.lengths(fieldname).max()) if fieldname in TEXT_FIELDS else 0
