"""Merging: several leaves, less their deleted documents, as the arrays of one segment.

Nothing is sorted again. A term's postings in the new segment are those of the first leaf, then those of the second, and
so on: each leaf's arrays are copied to where they belong, term by term, in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from searchsvc.arrays.mapped import Array, narrow
from searchsvc.arrays.strings import decoded
from searchsvc.engine.query import TEXT
from searchsvc.engine.schema import TEXT_FIELDS
from searchsvc.engine.whoosh import marks, packing
from searchsvc.engine.whoosh.invert import KEYWORDS, dictionary, keyword_postings, named, vocabulary
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
    yield from named(TEXT, _text(parts, size))
    for name in TEXT_FIELDS:
        for what in ("lengths", "starts"):
            yield (
                f"{name}/{what}",
                narrow(np.concatenate([part.leaf.arrays[f"{name}/{what}"][part.alive] for part in parts])),
            )
    for name in KEYWORDS:
        yield from named(name, _keyword(name, parts))
    yield "published", np.concatenate([part.leaf.arrays["published"][part.alive] for part in parts]).astype("<i8")


def _terms(name: str, parts: Sequence[_Part]) -> tuple[list[bytes], list[Array]]:
    """The terms of a field in all leaves, sorted, and for each leaf the new rank of each of its terms."""
    own = [list(part.leaf.terms(name)) for part in parts]
    terms = sorted(set().union(*own))
    rank = {term: number for number, term in enumerate(terms)}
    return terms, [np.fromiter(map(rank.__getitem__, some), np.int64, len(some)) for some in own]


def _text(parts: Sequence[_Part], size: int) -> dict[str, Array]:
    terms, ranks = _terms(TEXT, parts)
    copies = [_Copy.of(part, rank) for part, rank in zip(parts, ranks, strict=True)]
    posts, places = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for copy in copies:
        posts[copy.rank] += copy.posts
        places[copy.rank] += copy.places
    living = posts > 0
    post_at, pos_at = _starts(posts), _starts(places)
    words = [decoded(term) for term, lives in zip(terms, living, strict=True) if lives]
    sure = np.ones(len(terms), dtype=bool)
    for copy in copies:
        sure[copy.unclassed()] = False
    classes = marks.classed((places * sure)[living])
    new_marks = np.full(len(terms) + 1, marks.OTHER, np.uint16)  # by the rank among all terms, living or not
    new_marks[:-1][living] = marks.marks_of(classes, len(words))[:-1]
    # One leaf's occurrences at a time: they are what a merge holds most of.
    remarked = (copy.remarked(new_marks)[copy.occurring(copy.part.leaf.marks())] for copy in copies)
    positions = (copy.occurring(copy.part.leaf.positions()) for copy in copies)
    far = any(copy.part.leaf.arrays["text/far"].size for copy in copies)
    columns = (
        _copied(copies, positions, pos_at, dtype=np.uint32 if far else np.uint16, places=True),
        _copied(copies, remarked, pos_at, dtype=np.uint16, places=True),
    )
    found = {**vocabulary(words), "classes": classes, **packing.places(*columns)}
    kept_posts = np.append(post_at[:-1][living], post_at[-1])
    found |= _postings(copies, post_at, kept_posts, size)
    return found | {"post_at": narrow(kept_posts), "pos_at": narrow(np.append(pos_at[:-1][living], pos_at[-1]))}


def _postings(copies: Sequence[_Copy], post_at: Array, kept_posts: Array, size: int) -> dict[str, Array]:
    """Documents and frequencies."""
    docs = _copied(copies, [copy.part.renumbered[copy.kept(copy.docs)] for copy in copies], post_at, dtype=np.uint32)
    codes = _copied(
        copies, [copy.kept(copy.part.leaf.arrays["text/codes"]) for copy in copies], post_at, dtype=np.uint8
    )
    in_title = (codes & packing.FLAGS["title"]) > 0
    at = [target[copy.rare_places()] for copy, target in zip(copies, _targets(copies, post_at), strict=True)]
    rare_at = np.concatenate(at)
    rare = np.concatenate([copy.rare() for copy in copies])
    in_title[rare_at[rare[:, 0] > 0]] = True
    order = np.argsort(rare_at)
    rare_at, rare = rare_at[order], rare[order].ravel()
    return {
        "codes": codes,
        "rare_at": rare_at.astype("<u4"),
        "rare": narrow(rare),
        "blocks": packing.blocks(packing.totals(codes, rare_at, rare)),
        **packing.documents(docs, kept_posts, size),
        **packing.titled(in_title, docs, kept_posts, size),
    }


@dataclass(frozen=True, slots=True)
class _Copy:
    """A leaf's postings: per term its new rank, and how many postings and places of it live; `docs` by posting."""

    part: _Part
    rank: Array
    posts: Array
    places: Array
    docs: Array
    lives: Array | None
    """Which postings live; None when all do."""

    @classmethod
    def of(cls, part: _Part, rank: Array) -> _Copy:
        arrays, docs = part.leaf.arrays, part.leaf.all_docs()
        post_at, pos_at = arrays["text/post_at"].astype(np.int64), arrays["text/pos_at"].astype(np.int64)
        if part.alive.all():
            return cls(part, rank, np.diff(post_at), np.diff(pos_at), docs, None)
        lives = part.alive[docs]
        posts = _starts(lives)[post_at]
        places = _starts(part.leaf.totals() * lives)[post_at]
        return cls(part, rank, np.diff(posts), np.diff(places), docs, lives)

    def kept(self, values: Array) -> Array:
        """Of values by posting those that live."""
        return values if self.lives is None else values[self.lives]

    def occurring(self, values: Array) -> Array:
        """Of values by occurrence those that live."""
        return values if self.lives is None else values[np.repeat(self.lives, self.part.leaf.totals())]

    def unclassed(self) -> Array:
        """The new ranks of the terms that have no class here: their marks do not say where they are."""
        has = np.zeros(self.rank.size, dtype=bool)
        has[self.part.leaf.arrays["text/classes"]] = True
        return self.rank[~has]

    def rare_places(self) -> Array:
        """Among the postings that live, the places of those whose code does not say all."""
        at = self.part.leaf.arrays["text/rare_at"].astype(np.int64)
        return at if self.lives is None else (_starts(self.lives)[at])[self.lives[at]]

    def rare(self) -> Array:
        """The frequencies of those."""
        arrays = self.part.leaf.arrays
        rows = arrays["text/rare"].reshape(-1, len(TEXT_FIELDS)).astype(np.int64)
        return rows if self.lives is None else rows[self.lives[arrays["text/rare_at"]]]

    def remarked(self, new_marks: Array) -> Array:
        """What each mark of the leaf becomes, given the new marks by rank."""
        return marks.renumbered(self.rank[self.part.leaf.arrays["text/classes"]], new_marks)


def _copied(
    copies: Sequence[_Copy], lots: Iterable[Array], starts: Array, *, dtype: type, places: bool = False
) -> Array:
    """One array of the new segment, by posting or by place; `starts` says where each term's stretch of it begins."""
    found: Array = np.zeros(int(starts[-1]), dtype)
    for target, values in zip(_targets(copies, starts, places=places), lots, strict=True):
        found[target] = values
    return found


def _targets(copies: Sequence[_Copy], starts: Array, *, places: bool = False) -> Iterator[Array]:
    """For each leaf where its postings (or places) go."""
    free = starts[:-1].copy()
    for copy in copies:
        counts = copy.places if places else copy.posts
        shift = free[copy.rank] - _starts(counts)[:-1]
        yield np.arange(int(counts.sum())) + np.repeat(shift, counts)
        free[copy.rank] += counts


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
