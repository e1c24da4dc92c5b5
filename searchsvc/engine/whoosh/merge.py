"""Merging: several leaves, less their deleted documents, as the arrays of one segment.

Nothing is sorted again. A term's postings in the new segment are those of the first leaf, then those of the second, and
so on: each leaf's arrays are copied to where they belong, term by term, in one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from searchsvc.arrays.mapped import Array, narrow, width
from searchsvc.arrays.strings import decoded
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh import marks
from searchsvc.engine.whoosh.invert import KEYWORDS, dictionary, folded, keyword_postings, named
from searchsvc.engine.whoosh.leaf import Leaf


@dataclass(frozen=True, slots=True)
class _Part:
    """A leaf to merge: which of its documents live, and the number each of them gets (-1: none)."""

    leaf: Leaf
    alive: Array
    renumbered: Array


def merge(leaves: Sequence[Leaf], alive: Sequence[Array]) -> Iterator[tuple[str, Array]]:
    """The living documents of the leaves, in order; `alive` says for each leaf which documents live (bool, N)."""
    parts, size = [], 0
    for leaf, mask in zip(leaves, alive, strict=True):
        parts.append(_Part(leaf, mask, np.where(mask, np.cumsum(mask) - 1 + size, -1)))
        size += int(np.count_nonzero(mask))
    for name in TEXT_FIELDS:
        yield from named(name, _text(name, parts, size))
    for name in KEYWORDS:
        yield from named(name, _keyword(name, parts))
    yield "published", np.concatenate([part.leaf.arrays["published"][part.alive] for part in parts]).astype("<i8")


def _terms(name: str, parts: Sequence[_Part]) -> tuple[list[bytes], list[Array]]:
    """The terms of a field in all leaves, sorted, and for each leaf the new rank of each of its terms."""
    own = [list(part.leaf.terms(name)) for part in parts]
    terms = sorted(set().union(*own))
    rank = {term: number for number, term in enumerate(terms)}
    return terms, [np.fromiter(map(rank.__getitem__, some), np.int64, len(some)) for some in own]


def _text(name: str, parts: Sequence[_Part], size: int) -> dict[str, Array]:
    terms, ranks = _terms(name, parts)
    copies = [_Copy.of(name, part, rank) for part, rank in zip(parts, ranks, strict=True)]
    posts, places = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for copy in copies:
        posts[copy.rank] += copy.posts
        places[copy.rank] += copy.places
    living = posts > 0
    post_at, pos_at = _starts(posts), _starts(places)
    words = [decoded(term) for term, lives in zip(terms, living, strict=True) if lives]
    classes = marks.classed(places[living])
    new_marks = np.full(len(terms) + 1, marks.ANY, np.uint16)  # by the rank among all terms, living or not
    new_marks[:-1][living] = marks.marks_of(classes, len(words))[:-1]
    lengths = [part.leaf.lengths(name)[part.alive] for part in parts]
    return {
        **dictionary(words),
        **folded(words),
        "post_at": narrow(np.append(post_at[:-1][living], post_at[-1])),
        "docs": _copied(copies, "docs", post_at, of=width(size), through=[part.renumbered for part in parts]),
        "freqs": _copied(copies, "freqs", post_at),
        "pos_at": narrow(np.append(pos_at[:-1][living], pos_at[-1])),
        "positions": _copied(copies, "positions", pos_at),
        "marks": _copied(copies, "marks", pos_at, through=[copy.remarked(new_marks) for copy in copies]),
        "classes": classes,
        "lengths": narrow(np.concatenate(lengths)),
    }


@dataclass(frozen=True, slots=True)
class _Copy:
    """A leaf's postings of one field: per term its new rank, and how many postings and places of it live."""

    name: str
    part: _Part
    rank: Array
    posts: Array
    places: Array
    kept: Array | None
    """Which postings live; None when all do."""

    @classmethod
    def of(cls, name: str, part: _Part, rank: Array) -> _Copy:
        arrays = part.leaf.arrays
        post_at, pos_at = arrays[f"{name}/post_at"].astype(np.int64), arrays[f"{name}/pos_at"].astype(np.int64)
        if part.alive.all():
            return cls(name, part, rank, np.diff(post_at), np.diff(pos_at), None)
        kept = part.alive[arrays[f"{name}/docs"]]
        posts = _starts(kept)[post_at]
        places = _starts(arrays[f"{name}/freqs"] * kept)[post_at]
        return cls(name, part, rank, np.diff(posts), np.diff(places), kept)

    def values(self, what: str) -> Array:
        """What lives of one of the arrays."""
        arrays = self.part.leaf.arrays
        values, kept = arrays[f"{self.name}/{what}"], self.kept
        if what in ("positions", "marks") and kept is not None:
            kept = np.repeat(kept, arrays[f"{self.name}/freqs"])
        if kept is not None:
            values = values[kept]
        return values

    def remarked(self, new_marks: Array) -> Array:
        """What each mark of the leaf becomes, given the new marks by rank."""
        return marks.renumbered(self.rank[self.part.leaf.arrays[f"{self.name}/classes"]], new_marks)


def _copied(copies: Sequence[_Copy], what: str, starts: Array, *, of: str = "", through: Sequence[Array] = ()) -> Array:
    """One array of the new segment; `starts` says where each term's stretch of it begins, `through` for each leaf what
    its numbers become.
    """
    dtype = of or np.result_type(*(copy.part.leaf.arrays[f"{copy.name}/{what}"].dtype for copy in copies))
    found = np.zeros(int(starts[-1]), dtype=dtype)
    free = starts[:-1].copy()
    for at, copy in enumerate(copies):
        counts = copy.posts if what in ("docs", "freqs") else copy.places
        values = through[at][copy.values(what)] if through else copy.values(what)
        shift = free[copy.rank] - _starts(counts)[:-1]
        found[np.arange(values.size) + np.repeat(shift, counts)] = values
        free[copy.rank] += counts
    return found


def _starts(counts: Array) -> Array:
    """Where each of stretches of these lengths begins, and the end."""
    found = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, dtype=np.int64, out=found[1:])
    return found


def _keyword(name: str, parts: Sequence[_Part]) -> dict[str, Array]:
    terms, ranks = _terms(name, parts)
    values, docs = [], []
    for part, rank in zip(parts, ranks, strict=True):
        owners = part.renumbered[part.leaf.arrays[f"{name}/owners"]]
        values.append(rank[part.leaf.arrays[f"{name}/values"]][owners >= 0])
        docs.append(owners[owners >= 0])
    all_values = np.concatenate(values)
    living = np.zeros(len(terms), dtype=bool)
    living[all_values] = True
    words = [decoded(term) for term, lives in zip(terms, living, strict=True) if lives]
    new = np.cumsum(living) - 1
    return {**dictionary(words), **keyword_postings(new[all_values], np.concatenate(docs), len(words))}
