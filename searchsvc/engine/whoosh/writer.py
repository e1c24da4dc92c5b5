"""Writing: changes in, segments and a new table of contents out.

A write adds one segment or several, marks what they replace as deleted, merges small segments, and then writes the
table
of contents: until that last step nothing has changed for anybody, and what was written is swept up if it fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index

from searchsvc.engine.schema import Change, Document, Put
from searchsvc.engine.whoosh import arrays
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.codec import EXTENSION, ArrayCodec, alive
from searchsvc.engine.whoosh.invert import Inverter
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.merge import merge

_FLUSH = 6_000_000
"""Tokens gathered before a segment is written: bounds the memory of a build (about 0.7 GB at its height)."""
_MERGE_FACTOR = 8
"""Segments of about one size that are merged into one."""


class Writer:
    """One write at work on an index: `contents` is Whoosh's table of contents, `leaf` opens a segment."""

    def __init__(self, path: Path, store: Any, *, contents: Any, leaf: Callable[[Any], Leaf]) -> None:
        self.path, self._index, self._contents, self._leaf = path, store, contents, leaf
        self._written: list[Any] = []

    def write(self, changes: Iterable[Change]) -> None:
        """Apply the changes and commit; on any error nothing has happened."""
        try:
            gone = self._add(changes)
            self._delete(self._contents.segments, gone)
            self._contents.segments = self._merged([*self._contents.segments, *self._written])
            self._commit()
        except BaseException:
            for segment in self._written:
                (self.path / segment.make_filename(EXTENSION)).unlink(missing_ok=True)
            raise

    def _add(self, changes: Iterable[Change]) -> set[str]:
        """Write the documents as segments; return the ids whose older documents are gone."""
        gone: set[str] = set()
        lot: dict[str, Document] = {}
        tokens = 0
        for change in changes:
            id = change.document.id if isinstance(change, Put) else change.id
            if id in gone:  # changed twice in one write: the last one counts
                lot.pop(id, None)
                self._delete(self._written, {id})
            gone.add(id)
            if isinstance(change, Put):
                lot[id] = change.document
                tokens += sum(len(words.words) for words in change.document.words.values())
            if tokens > _FLUSH:
                self._segment(_inverted(lot.values()))
                lot, tokens = {}, 0
        if lot:
            self._segment(_inverted(lot.values()))
        return gone

    def _segment(self, values: Mapping[str, Array]) -> Any:
        segment = ArrayCodec().new_segment(self._index.storage, self._index.indexname)
        self._written.append(segment)
        segment.set_doc_count(values["published"].size)
        arrays.write(self.path / segment.make_filename(EXTENSION), values)
        return segment

    def _delete(self, segments: Iterable[Any], ids: set[str]) -> None:
        for segment in segments:
            leaf = self._leaf(segment)
            for doc in (leaf.doc(id) for id in ids):
                if doc >= 0:
                    segment.delete_document(doc)

    def _merged(self, segments: list[Any]) -> list[Any]:
        """Merge while `_MERGE_FACTOR` segments are of about one size; drop those with nothing living."""
        segments = [segment for segment in segments if segment.doc_count() > 0]
        while lot := _mergeable(segments):
            leaves = [self._leaf(segment) for segment in lot]
            masks = [alive(leaf, segment) for leaf, segment in zip(leaves, lot, strict=True)]
            merged = self._segment(merge(leaves, masks))
            gone = {segment.segment_id() for segment in lot}
            at = next(place for place, segment in enumerate(segments) if segment.segment_id() in gone)
            segments.insert(at, merged)
            segments = [segment for segment in segments if segment.segment_id() not in gone]
        return segments

    def _commit(self) -> None:
        contents, name = self._contents, self._index.indexname
        contents.generation += 1
        contents.write(self._index.storage, name)
        _sync(self.path / f"_{name}_{contents.generation}.toc")
        _sync(self.path)
        index.clean_files(self._index.storage, name, contents.generation, contents.segments)


def _inverted(documents: Iterable[Document]) -> dict[str, Array]:
    inverter = Inverter()
    for document in documents:
        inverter.add(document)
    return inverter.arrays()


def _mergeable(segments: list[Any]) -> list[Any]:
    """Segments to merge next: the smallest class of sizes (powers of the factor) that is full."""
    classes: dict[int, list[Any]] = {}
    for segment in segments:
        size = int(np.log(max(segment.doc_count(), 1)) / np.log(_MERGE_FACTOR))
        classes.setdefault(size, []).append(segment)
    full = [size for size, lot in classes.items() if len(lot) >= _MERGE_FACTOR]
    return classes[min(full)] if full else []


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
