"""Writing: changes in, segments and a new table of contents out.

A write adds one segment or several, marks what they replace as deleted, and then writes the table of contents: until
that last step nothing has changed for anybody, and what was written is swept up if it fails. What it costs depends on
what is written and not on what there is already; segments are merged at another time (`tidying`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from searchsvc.arrays import mapped
from searchsvc.arrays.mapped import Array
from searchsvc.arrays.strings import decoded
from searchsvc.engine.schema import Change, Document, Lot, Put
from searchsvc.engine.whoosh import contents
from searchsvc.engine.whoosh.codec import EXTENSION, ArrayCodec
from searchsvc.engine.whoosh.invert import Inverter
from searchsvc.engine.whoosh.leaf import Leaf

FLUSH = 6_000_000
"""Tokens gathered before a segment is written: bounds the memory of a build."""


class Writer:
    """One write at work on an index: `toc` is Whoosh's table of contents, `leaf` opens a segment."""

    def __init__(self, path: Path, toc: Any, leaf: Callable[[Any], Leaf]) -> None:
        self.path, self._toc, self._leaf = path, toc, leaf
        self._written: list[Any] = []
        self._flushed: set[str] = set()

    def write(self, changes: Iterable[Change | Lot]) -> None:
        """Apply the changes and commit; on any error nothing has happened."""
        contents.sweep(self.path, self._toc)
        try:
            changed = self._delete(self._toc.segments, self._add(changes))
            if not changed and not self._written:
                return
            segments = [*self._toc.segments, *self._written]
            self._toc.segments = [segment for segment in segments if segment.doc_count() > 0]
            self._toc.generation += 1
            contents.write(self.path, self._toc)
        except BaseException:
            for segment in self._written:
                self._file(segment).unlink(missing_ok=True)
            raise
        contents.settle(self.path, self._toc)

    def _add(self, changes: Iterable[Change | Lot]) -> set[str]:
        """Write the documents as segments; return the ids whose older documents are gone."""
        gone: set[str] = set()
        waiting: dict[str, Document] = {}
        tokens = 0
        for change in changes:
            if isinstance(change, Lot):
                self._flush(waiting)
                tokens = 0
                gone |= self._take(change)
                continue
            id = change.document.id if isinstance(change, Put) else change.id
            self._withdraw({id})
            waiting.pop(id, None)
            gone.add(id)
            if isinstance(change, Put):
                waiting[id] = change.document
                tokens += sum(len(words.words) for words in change.document.words.values())
            if tokens > FLUSH:
                self._flush(waiting)
                tokens = 0
        self._flush(waiting)
        return gone

    def _take(self, lot: Lot) -> set[str]:
        """Make a lot a segment; gives the ids of its documents."""
        segment = self._segment(lot.documents)
        (self.path / lot.name).rename(self._file(segment))
        ids = {decoded(id) for id in self._leaf(segment).terms("id")}
        self._withdraw(ids, but=segment)
        self._flushed |= ids
        return ids

    def _flush(self, waiting: dict[str, Document]) -> None:
        if not waiting:
            return
        mapped.write(self._file(self._segment(len(waiting))), _inverted(waiting.values()))
        self._flushed |= waiting.keys()
        waiting.clear()

    def _segment(self, documents: int) -> Any:
        segment = ArrayCodec().new_segment(None, contents.NAME)
        segment.set_doc_count(documents)
        self._written.append(segment)
        return segment

    def _file(self, segment: Any) -> Path:
        return self.path / str(segment.make_filename(EXTENSION))

    def _withdraw(self, ids: set[str], *, but: Any = None) -> None:
        """Take out of what was written those that change once more in the same write: the last one counts."""
        if twice := self._flushed & ids:
            self._delete((segment for segment in self._written if segment is not but), twice)
            self._flushed -= twice

    def _delete(self, segments: Iterable[Any], ids: set[str]) -> int:
        """Mark the documents with these ids as deleted; returns how many there were."""
        deleted = 0
        for segment in segments:
            before = segment.doc_count()
            for doc in self._leaf(segment).docs_of(ids):
                segment.delete_document(doc)
            deleted += before - segment.doc_count()
        return deleted


def _inverted(documents: Iterable[Document]) -> Iterable[tuple[str, Array]]:
    inverter = Inverter()
    for document in documents:
        inverter.add(document)
    return inverter.arrays()
