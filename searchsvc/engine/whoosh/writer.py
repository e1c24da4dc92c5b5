"""Writing: changes in, segments and a new table of contents out.

A write adds one segment or several, marks what they replace as deleted, merges small segments, and then writes the
table of contents: until that last step nothing has changed for anybody, and what was written is swept up if it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from searchsvc.arrays import mapped
from searchsvc.arrays.mapped import Array
from searchsvc.engine.schema import Change, Document, Put
from searchsvc.engine.whoosh import contents
from searchsvc.engine.whoosh.codec import EXTENSION, ArrayCodec, alive
from searchsvc.engine.whoosh.invert import Inverter
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.merge import merge

FLUSH = 6_000_000
"""Tokens gathered before a segment is written: bounds the memory of a build."""
MERGE_FACTOR = 4
"""Segments of about one size that are merged into one, the smaller ones with them: each article is written about
log4(articles) times, and a query has to look into about a dozen segments.
"""
LARGEST = 100_000_000
"""Tokens of a segment that merging makes at most (about 180,000 articles): bounds the memory of a merge."""


class Writer:
    """One write at work on an index: `toc` is Whoosh's table of contents, `leaf` opens a segment."""

    def __init__(self, path: Path, toc: Any, leaf: Callable[[Any], Leaf]) -> None:
        self.path, self._toc, self._leaf = path, toc, leaf
        self._written: list[Any] = []

    def write(self, changes: Iterable[Change]) -> None:
        """Apply the changes and commit; on any error nothing has happened."""
        contents.sweep(self.path, self._toc)
        try:
            changed = self._delete(self._toc.segments, self._add(changes))
            if not changed and not self._written:
                return
            self._toc.segments = self._merged([*self._toc.segments, *self._written])
            self._toc.generation += 1
            contents.write(self.path, self._toc)
        except BaseException:
            for segment in self._written:
                (self.path / segment.make_filename(EXTENSION)).unlink(missing_ok=True)
            raise
        contents.synced(self.path)
        contents.sweep(self.path, self._toc)

    def _add(self, changes: Iterable[Change]) -> set[str]:
        """Write the documents as segments; return the ids whose older documents are gone."""
        gone: set[str] = set()
        lot: dict[str, Document] = {}
        flushed: set[str] = set()
        tokens = 0
        for change in changes:
            id = change.document.id if isinstance(change, Put) else change.id
            if id in flushed:  # changed twice in one write: the last one counts
                self._delete(self._written, {id})
                flushed.remove(id)
            lot.pop(id, None)
            gone.add(id)
            if isinstance(change, Put):
                lot[id] = change.document
                tokens += sum(len(words.words) for words in change.document.words.values())
            if tokens > FLUSH:
                self._segment(len(lot), _inverted(lot.values()))
                flushed |= lot.keys()
                lot, tokens = {}, 0
        if lot:
            self._segment(len(lot), _inverted(lot.values()))
        return gone

    def _segment(self, documents: int, values: Iterable[tuple[str, Array]]) -> Any:
        segment = ArrayCodec().new_segment(None, contents.NAME)
        self._written.append(segment)
        segment.set_doc_count(documents)
        mapped.write(self.path / segment.make_filename(EXTENSION), values)
        return segment

    def _delete(self, segments: Iterable[Any], ids: set[str]) -> int:
        """Mark the documents with these ids as deleted; returns how many there were."""
        before = sum(segment.doc_count() for segment in segments)
        for segment in segments:
            for doc in self._leaf(segment).docs_of(ids):
                segment.delete_document(doc)
        return int(before - sum(segment.doc_count() for segment in segments))

    def _merged(self, segments: list[Any]) -> list[Any]:
        """Merge while segments of about one size are many; drop those with nothing living."""
        segments = [segment for segment in segments if segment.doc_count() > 0]
        while lot := self._mergeable(segments):
            leaves = [self._leaf(segment) for segment in lot]
            masks = [alive(leaf, segment) for leaf, segment in zip(leaves, lot, strict=True)]
            living = sum(segment.doc_count() for segment in lot)
            merged = self._segment(living, merge(leaves, masks))
            gone = {segment.segment_id() for segment in lot}
            segments = [*(segment for segment in segments if segment.segment_id() not in gone), merged]
        return segments

    def _mergeable(self, segments: list[Any]) -> list[Any]:
        """Segments to merge next: one that is more dead than alive, or a full class of sizes and all below it."""
        for segment in segments:
            if segment.deleted_count() > segment.doc_count():
                return [segment]
        classes: dict[int, list[Any]] = {}
        for segment in segments:
            if self._leaf(segment).tokens * MERGE_FACTOR <= LARGEST:
                classes.setdefault(_size_class(segment.doc_count()), []).append(segment)
        full = [size for size, lot in classes.items() if len(lot) >= MERGE_FACTOR]
        return [segment for size, lot in classes.items() if full and size <= max(full) for segment in lot]


def _size_class(documents: int) -> int:
    """The power of the merge factor that a segment has reached."""
    size = 0
    while documents >= MERGE_FACTOR:
        documents //= MERGE_FACTOR
        size += 1
    return size


def _inverted(documents: Iterable[Document]) -> Iterable[tuple[str, Array]]:
    inverter = Inverter()
    for document in documents:
        inverter.add(document)
    return inverter.arrays()
