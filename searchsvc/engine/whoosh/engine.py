"""The Whoosh engine: the seam's other side.

Whoosh keeps the table of contents (schema, segments, deletions, generation) and its lock; segments are ours (`codec`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index, versionstring

from searchsvc.engine.schema import TEXT_FIELDS, Change, EngineHit, EngineStatus, Hits, Request, Spelling
from searchsvc.engine.whoosh import select
from searchsvc.engine.whoosh.arrays import Array
from searchsvc.engine.whoosh.codec import EXTENSION, alive
from searchsvc.engine.whoosh.evaluate import Evaluation, Matches, freshness
from searchsvc.engine.whoosh.fields import whoosh_schema
from searchsvc.engine.whoosh.invert import OPEN_DATE
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.shelf import Shelf
from searchsvc.engine.whoosh.writer import Writer
from searchsvc.errors import Broken, Busy


class WhooshEngine:
    """An index in one folder. See `searchsvc.engine.Engine` for what each method does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._leaves: dict[str, Leaf] = {}
        self._index = self._open()
        self._generation = -1
        self._shelf = Shelf((), ())
        self.refresh()

    def _open(self) -> Any:
        try:
            if index.exists_in(str(self.path)):
                return index.open_dir(str(self.path))
            if any(self.path.glob(f"*{EXTENSION}")):
                raise Broken(f"{self.path} has segments but no table of contents; `searchsvc rebuild` makes it again")
            return index.create_in(str(self.path), whoosh_schema())
        except (OSError, ValueError, EOFError, index.IndexError) as error:
            raise Broken(
                f"{self.path} cannot be opened as an index ({error}); `searchsvc rebuild` makes it again"
            ) from error

    # --- reading

    def refresh(self) -> None:
        for attempt in range(10):
            try:
                self._read_contents()
                return
            except FileNotFoundError:  # a writer tidied up between our two looks; the next look sees its work
                if attempt == 9:
                    raise Broken(
                        f"a segment of {self.path} is missing; `searchsvc check --repair` makes it again"
                    ) from None
                time.sleep(0.02)

    def _read_contents(self) -> None:
        contents = self._contents()
        if contents.generation == self._generation:
            return
        leaves = [self._leaf(segment) for segment in contents.segments]
        self._leaves = {leaf.path.name: leaf for leaf in leaves}
        masks = [alive(leaf, segment) for leaf, segment in zip(leaves, contents.segments, strict=True)]
        self._shelf, self._generation = Shelf(leaves, masks), contents.generation

    def _contents(self) -> Any:
        try:
            return index.TOC.read(self._index.storage, self._index.indexname)
        except FileNotFoundError:
            raise
        except Exception as error:  # whatever unpickling a torn file raises
            raise Broken(
                f"the table of contents in {self.path} is damaged; `searchsvc rebuild` makes it again"
            ) from error

    def _leaf(self, segment: Any) -> Leaf:
        name = segment.make_filename(EXTENSION)
        return self._leaves.get(name) or Leaf(self.path / name)

    def search(self, request: Request) -> Hits:
        shelf = self._shelf
        work = Evaluation(shelf, request.ranking, [] if request.explain == "parts" else None)
        found = work.matches(request.query)
        mask = found.mask & shelf.alive
        for condition in request.filters:
            mask &= work.matches(condition).mask
        docs = np.flatnonzero(mask)
        scores = self._scores(found, request, docs)
        keys = scores if request.sort == "relevance" else _by_date(shelf, docs, request)
        chosen = select.page(shelf, request, docs, keys)
        hits = tuple(_hit(work, int(docs[at]), float(scores[at]), float(keys[at])) for at in chosen)
        facets = {name: select.facet(shelf, name, mask, size=request.facet_size) for name in request.facets}
        return Hits(int(docs.size), hits, facets)

    def _scores(self, found: Matches, request: Request, docs: Array) -> Array:
        if found.scores is None:
            return np.zeros(docs.size, np.float32)
        scores: Array = found.scores[docs]
        if request.ranking.half_life > 0:
            scores = scores * freshness(self._shelf, request.ranking)[docs]
        return scores

    def spellings(self, keys: Iterable[str]) -> Mapping[str, tuple[Spelling, ...]]:
        return {key: self._spelled(key) for key in keys}

    def _spelled(self, key: str) -> tuple[Spelling, ...]:
        counts: dict[str, int] = {}
        for leaf in self._shelf.leaves:
            here: dict[bytes, int] = {}
            for field in TEXT_FIELDS:
                for number in leaf.spelled(field, key):
                    term = leaf.term_bytes(field, number)
                    here[term] = max(here.get(term, 0), leaf.documents(field, number))
            for term, documents in here.items():
                text = term.decode("utf-8")
                counts[text] = counts.get(text, 0) + documents
        return _commonest(counts, len(counts))

    def completions(self, prefix: str, limit: int) -> tuple[Spelling, ...]:
        counts: dict[str, int] = {}
        for leaf in self._shelf.leaves:
            numbers = leaf.begun("body", prefix).astype(np.int64)
            documents = np.diff(leaf.arrays["body/post_at"].astype(np.int64))[numbers]
            for at in np.argsort(-documents, kind="stable")[: limit * 4]:
                text = leaf.term_bytes("body", int(numbers[at])).decode("utf-8")
                counts[text] = counts.get(text, 0) + int(documents[at])
        return _commonest(counts, limit)

    def ids(self) -> Iterator[str]:
        shelf = self._shelf
        return (shelf.id(int(doc)) for doc in np.flatnonzero(shelf.alive))

    def status(self) -> EngineStatus:
        files = [file.stat().st_size for file in self.path.iterdir() if file.is_file()]
        details = {"engine": "whoosh", "whoosh": versionstring(), "codec": "arrays 1"}
        return EngineStatus(self._shelf.living, len(self._shelf.leaves), sum(files), details)

    def verify(self) -> tuple[str, ...]:
        findings = []
        for leaf in self._shelf.leaves:
            findings += [
                f"{leaf.path.name}: the bytes of {name} are not those written" for name in leaf.arrays.damaged()
            ]
        return tuple(findings)

    def close(self) -> None:
        self._shelf, self._leaves = Shelf((), ()), {}
        self._index.close()

    # --- writing

    def write(self, changes: Iterable[Change]) -> None:
        lock = self._index.lock("WRITELOCK")
        if not lock.acquire():
            raise Busy(f"another process is writing to {self.path}")
        try:
            Writer(self.path, self._index, contents=self._contents(), leaf=self._leaf).write(changes)
        finally:
            lock.release()
        self.refresh()


def _by_date(shelf: Shelf, docs: Array, request: Request) -> Array:
    """Keys that put the newest (or oldest) first and open dates last."""
    published = shelf.published[docs].astype(np.float64)
    keys = published if request.sort == "newest" else -published
    keys[published == OPEN_DATE] = -np.inf
    return keys


def _hit(work: Evaluation, doc: int, score: float, key: float) -> EngineHit:
    parts = tuple((name, float(scores[doc])) for name, scores in work.parts or () if scores[doc])
    return EngineHit(work.shelf.id(doc), score, key, parts)


def _commonest(counts: Mapping[str, int], limit: int) -> tuple[Spelling, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Spelling(text, documents) for text, documents in ordered[:limit])
