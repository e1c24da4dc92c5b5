"""Tidying: segments merged while reading and writing go on.

The segments to merge are chosen and merged without the lock for writing: they never change but for deletions. Only
when the new one is on the disk the lock is taken, for as long as writing a table of contents takes: what was deleted
meanwhile is deleted in the new segment too, and it stands in place of the old ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from searchsvc.arrays.mapped import Array
from searchsvc.engine.schema import Aim
from searchsvc.engine.whoosh import contents, lots
from searchsvc.engine.whoosh.codec import EXTENSION, ArrayCodec, alive
from searchsvc.engine.whoosh.leaf import Leaf
from searchsvc.engine.whoosh.merge import merge
from searchsvc.errors import Busy

MERGE_FACTOR = 4
"""Segments of about one size that are merged into one, the smaller ones with them: each article is written about
log4(articles) times, and a query has to look into about a dozen segments.
"""
LARGEST = 40_000_000
"""Tokens of a segment that merging makes at most (about 70,000 articles): bounds the memory of a merge, which takes 20
bytes a token.
"""
DEAD = 3
"""One document in so many deleted makes it worth writing a segment anew."""

_BEGIN = "merge_"


@dataclass(frozen=True, slots=True)
class Size:
    """A segment as the choice sees it: living and deleted documents, and tokens."""

    living: int
    deleted: int
    tokens: int


def tidy(path: Path, leaf: Callable[[Any], Leaf], aim: Aim) -> bool:
    """Merge some segments into one if that pays; False when it does not, or while another process is at it."""
    try:
        with contents.locked(path, "MERGE", wait=0):
            for left in path.glob(f"{_BEGIN}*"):
                left.unlink(missing_ok=True)
            return _tidied(path, leaf, aim)
    except Busy:
        return False


def _tidied(path: Path, leaf: Callable[[Any], Leaf], aim: Aim) -> bool:
    try:
        segments = contents.read(path).segments
        leaves = [leaf(segment) for segment in segments]
    except FileNotFoundError:  # a writer tidied up between our two looks
        return False
    sizes = [
        Size(segment.doc_count(), segment.deleted_count(), one.tokens)
        for segment, one in zip(segments, leaves, strict=True)
    ]
    chosen = choose(sizes, aim)
    if not chosen:
        return False
    parts = [_Part(segments[at].segment_id(), leaves[at], alive(leaves[at], segments[at])) for at in chosen]
    file = path / f"{_BEGIN}{token_hex(8)}"
    try:
        lots.write(file, merge([part.leaf for part in parts], [part.alive for part in parts]))
        with contents.locked(path):
            _commit(path, file, parts)
    finally:
        file.unlink(missing_ok=True)
    return True


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment that was merged, and which of its documents lived when it was."""

    id: str
    leaf: Leaf
    alive: Array


def _commit(path: Path, file: Path, parts: Sequence[_Part]) -> None:
    """Put what was merged in place of its parts; the caller holds the lock for writing."""
    toc = contents.read(path)
    now = {segment.segment_id(): segment for segment in toc.segments}
    # Documents of a part that is there no more have all been deleted since.
    living = [alive(part.leaf, now[part.id]) if part.id in now else np.zeros_like(part.alive) for part in parts]
    still = np.concatenate([now_alive[part.alive] for now_alive, part in zip(living, parts, strict=True)])
    merged = ArrayCodec().new_segment(None, contents.NAME)
    merged.set_doc_count(int(still.size))
    for doc in np.flatnonzero(~still).tolist():
        merged.delete_document(doc)
    old = {part.id for part in parts}
    toc.segments = [segment for segment in toc.segments if segment.segment_id() not in old]
    place = path / str(merged.make_filename(EXTENSION))
    try:
        if still.any():
            file.rename(place)
            toc.segments.append(merged)
        toc.generation += 1
        contents.write(path, toc)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    contents.settle(path, toc)


def choose(sizes: Sequence[Size], aim: Aim) -> list[int]:
    """The numbers of the segments to merge next, none when it does not pay."""
    for number, size in enumerate(sizes):
        if size.deleted * DEAD > size.deleted + size.living:
            return [number]
    smallest_first = sorted(range(len(sizes)), key=lambda number: sizes[number].living)
    last = _few(sizes, smallest_first) if aim == "few" else _steady(sizes, smallest_first)
    chosen = _within(sizes, smallest_first[:last])
    return sorted(chosen) if len(chosen) > 1 else []


def _steady(sizes: Sequence[Size], order: Sequence[int]) -> int:
    """How many of the smallest to merge: up to the largest class of sizes that is full; large ones are left alone."""
    small = [number for number in order if sizes[number].tokens * MERGE_FACTOR <= LARGEST]
    classes = [_size_class(sizes[number].living) for number in small]
    full = [size for size in set(classes) if classes.count(size) >= MERGE_FACTOR]
    return sum(size <= max(full) for size in classes) if full else 0


def _few(sizes: Sequence[Size], order: Sequence[int]) -> int:
    """How many of the smallest to merge: up to the last that those before it are no small addition to."""
    together = last = 0
    for at, number in enumerate(order[: len(_within(sizes, order))]):
        if together * MERGE_FACTOR >= sizes[number].living:
            last = at + 1
        together += sizes[number].living
    return last


def _within(sizes: Sequence[Size], chosen: Sequence[int]) -> list[int]:
    """As many of the chosen, from the first, as make a segment that is not too large."""
    total, kept = 0, []
    for number in chosen:
        total += sizes[number].tokens
        if total > LARGEST:
            break
        kept.append(number)
    return kept


def _size_class(documents: int) -> int:
    """The power of the merge factor that a segment has reached."""
    size = 0
    while documents >= MERGE_FACTOR:
        documents //= MERGE_FACTOR
        size += 1
    return size
