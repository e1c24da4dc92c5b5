"""The Whoosh engine: the seam's other side.

Whoosh keeps the table of contents (schema, segments, deletions, generation) and its lock; segments are ours (`codec`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import versionstring

from searchsvc.arrays import mapped
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import (
    TEXT_FIELDS,
    Aim,
    Change,
    Document,
    EngineStatus,
    Hits,
    Lot,
    Request,
    Spelling,
)
from searchsvc.engine.whoosh import contents, lots, tidying, vocabulary
from searchsvc.engine.whoosh.answer import answer
from searchsvc.engine.whoosh.codec import EXTENSION, alive
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Shelf
from searchsvc.engine.whoosh.writer import Writer
from searchsvc.errors import Broken

_ATTEMPTS, _PAUSE = 10, 0.02
"""How often, and after how many seconds, a reader looks again when a writer has just taken away what it was reading."""


class WhooshEngine:
    """An index in one folder. See `searchsvc.engine.Engine` for what each method does.

    Safe for threads: a reader takes the shelf once and answers from it; a shelf never changes, it is replaced.
    """

    def __init__(self, path: Path, *, run: str = "") -> None:
        self.path, self.run = path, run or lots.new_run()
        path.mkdir(parents=True, exist_ok=True)
        self._leaves: dict[str, Leaf] = {}
        self._shelf, self._generation = Shelf((), ()), -1
        self._refreshing = threading.Lock()
        self._make_new()
        self.refresh()

    def _make_new(self) -> None:
        if contents.exist(self.path):
            return
        with contents.locked(self.path):
            if not contents.exist(self.path):
                contents.create(self.path)

    # --- reading

    def refresh(self) -> None:
        with self._refreshing:
            for _ in range(_ATTEMPTS):
                try:
                    return self._read_contents()
                except FileNotFoundError:  # a writer tidied up between our two looks; the next look sees its work
                    time.sleep(_PAUSE)
            raise Broken(f"a segment of {self.path} is missing; `searchsvc check --repair` makes it again")

    def _read_contents(self) -> None:
        toc = contents.read(self.path)
        if toc.generation == self._generation:
            return
        leaves = {segment.segment_id(): self._leaf(segment) for segment in toc.segments}
        masks = [alive(leaves[segment.segment_id()], segment) for segment in toc.segments]
        self._shelf, self._generation = Shelf(list(leaves.values()), masks), toc.generation
        self._leaves = {leaf.path.name: leaf for leaf in leaves.values()}

    def _leaf(self, segment: Any) -> Leaf:
        name = segment.make_filename(EXTENSION)
        leaf = self._leaves.get(name)
        if leaf is None:
            leaf = self._leaves[name] = Leaf(self.path / name)
        return leaf

    def search(self, request: Request) -> Hits:
        shelf = self._shelf
        try:
            return answer(shelf, request)
        except (IndexError, ValueError) as error:
            if damage := _damage(shelf):  # numbers that lead nowhere: a file is not what was written
                raise Broken(f"{damage[0]}; `searchsvc check --repair` makes it again") from error
            raise

    def spellings(self, keys: Iterable[str]) -> Mapping[str, tuple[Spelling, ...]]:
        return vocabulary.spelled(self._shelf, keys)

    def documents(self, terms: Iterable[str]) -> Mapping[str, int]:
        return vocabulary.documents(self._shelf, terms)

    def completions(self, prefix: str, limit: int) -> tuple[Spelling, ...]:
        return vocabulary.begun(self._shelf, prefix, limit=limit)

    def ids(self) -> Iterator[str]:
        shelf = self._shelf
        return (shelf.id(int(doc)) for doc in np.flatnonzero(shelf.alive))

    def status(self) -> EngineStatus:
        shelf = self._shelf
        details = {"engine": "whoosh", "whoosh": versionstring(), "codec": mapped.FORMAT, "evaluated over": "arrays"}
        parts = {"parts": _parts(shelf)}
        return EngineStatus(shelf.living, len(shelf.leaves), _bytes(self.path), details | parts)

    def verify(self) -> tuple[str, ...]:
        return _damage(self._shelf)

    def close(self) -> None:
        """Let go of the files; what other threads still look at stays mapped until they are done."""
        self._shelf, self._leaves = Shelf((), ()), {}

    # --- writing

    def prepare(self, documents: Iterable[Document]) -> Lot:
        return lots.prepare(self.path, self.run, documents)

    def write(self, changes: Iterable[Change | Lot]) -> None:
        with contents.locked(self.path):
            lots.sweep(self.path, but=self.run)
            Writer(self.path, contents.read(self.path), self._leaf).write(changes)
        self.refresh()

    def tidy(self, aim: Aim = "steady") -> bool:
        merged = tidying.tidy(self.path, self._leaf, aim)
        self.refresh()
        return merged


def _damage(shelf: Shelf) -> tuple[str, ...]:
    return tuple(
        f"{leaf.path.name}: the bytes of {name} are not those written"
        for leaf in shelf.leaves
        for name in leaf.arrays.damaged()
    )


_PARTS = {
    "positions": ("positions", "position_halves", "far_at", "far", "pos_at", "blocks"),
    "marks": ("marks", "mark_halves", "classes"),
    "documents": ("docs", "doc_at", "post_at", "dense", "bits"),
    "frequencies": ("codes", "rare_at", "rare"),
    "titles": ("title_at", "title_docs"),
    "lengths": ("lengths", "starts"),
    "dictionary": (),
}
"""What the arrays of a text field are for; the rest is the dictionary."""


def _parts(shelf: Shelf) -> dict[str, int]:
    """The bytes of all segments by what they are for."""
    kinds = {array: part for part, arrays in _PARTS.items() for array in arrays}
    parts = dict.fromkeys((*_PARTS, "keywords"), 0)
    for name, size in (item for leaf in shelf.leaves for item in leaf.arrays.sizes().items()):
        field, _, array = name.partition("/")
        text = field in (TEXT, *TEXT_FIELDS)
        parts[kinds.get(array, "dictionary") if text else "keywords"] += size
    return parts


def _bytes(path: Path) -> int:
    total = 0
    for file in path.iterdir():
        try:
            total += file.stat().st_size
        except FileNotFoundError:  # a writer took it away
            continue
    return total
