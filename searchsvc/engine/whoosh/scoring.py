"""Scores of chosen documents: all words of a query at once, a row each, in a handful of steps whatever their number.

Which documents match is known before (`evaluate`), so that nothing is scored that is not found. The codes of a word
(`packing`) are looked up where the documents stand among its own: in bits by counting those below, in lists by
bisecting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.engine.whoosh import packing
from searchsvc.engine.whoosh.gather import beginnings, located
from searchsvc.engine.whoosh.leaf import Leaf, Postings
from searchsvc.engine.whoosh.shelf import Norms, Place, Scale, Shelf
from searchsvc.engine.whoosh.words import Here, Known

Spelled = tuple[int, Postings, float]
"""A spelling of a word: the word's row, where it stands, and its weight."""


Weighed = tuple[Known, float]
"""A word of a query, and what its score is multiplied by."""


def scored(shelf: Shelf, place: Place, words: Sequence[Weighed], docs: Array) -> Array:
    """The scores of a leaf's documents (ascending): of each word where it stands, times its weight, added."""
    total = np.zeros(docs.size, np.float32)
    if not docs.size:
        return total
    rows: dict[Scale, list[Weighed]] = {}
    for known, weight in words:
        here = known.here[place.number]
        if here.spelled:
            rows.setdefault(known.scale, []).append((known, weight))
        elif here.strength:
            _add_phrase(total, known, here, docs, weight=weight)
        else:
            total[here.docs.holding(docs)] += np.float32(weight * known.idf)
    for scale, some in rows.items():
        _Rows(place, docs, scale, some, shelf.norms_in(place, scale)).add_to(total)
    return total


def _add_phrase(total: Array, known: Known, phrase: Here, docs: Array, *, weight: float) -> None:
    assert phrase.strength
    for (there, strength), most in zip(phrase.strength, (known.idf, known.title), strict=True):
        here, at = located(there, docs, phrase.docs.size)
        found = strength[at]
        total[here] += np.float32(weight * most) * found / (found + np.float32(known.scale.k1))


_FEW = 16
"""So few spellings are looked up one by one in so few documents."""


@dataclass(slots=True)
class _Rows:
    """The strengths of some words in some documents; those in titles are few and kept apart, by their cells."""

    place: Place
    docs: Array
    scale: Scale
    words: Sequence[Weighed]
    norms: Norms
    strength: Array = field(init=False)
    titles: list[tuple[Array, Array]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.strength = np.zeros((len(self.words), self.docs.size), np.float32)
        spelled = [
            (row, *one) for row, (known, _) in enumerate(self.words) for one in known.here[self.place.number].spelled
        ]
        few = len(spelled) <= _FEW and self.docs.size <= _FEW
        counted: list[Spelled] = []
        listed: list[Spelled] = []
        for one in spelled:
            common = one[1].bits is not None and one[1].count >= self.docs.size
            (counted if few or common else listed).append(one)
        if counted:
            self._add_counted(counted)
        if listed:
            self._add_listed(*zip(*listed, strict=True))

    def _add_counted(self, spelled: Sequence[Spelled]) -> None:
        """Spellings that are bits, or few: each is looked up in each document."""
        rows, common, weights = zip(*sorted(spelled, key=_is_list), strict=True)
        there, at = _looked_up(common, self.docs)
        at += np.array([postings.first for postings in common], at.dtype)[:, None]
        codes = self.place.leaf.arrays["text/codes"].take(at, mode="clip")
        codes *= there
        np.maximum(codes, there ^ 1, out=codes)  # 1 where there is none: nothing odd
        strength, odd, titles = _strengths(self.place.leaf, self.norms, codes, at, self.docs)
        strength *= there
        for number, (row, weight) in enumerate(zip(rows, weights, strict=True)):
            self.strength[row] += strength[number] if weight == 1 else strength[number] * np.float32(weight)
        if odd.size:
            of, column = np.divmod(odd, self.docs.size)
            self.titles.append((np.array(rows)[of] * self.docs.size + column, titles * np.array(weights)[of]))

    def _add_listed(self, rows: tuple[int, ...], rare: tuple[Postings, ...], weights: tuple[float, ...]) -> None:
        """Spellings that are lists, or bits of fewer documents than are asked for: all that they have, at once."""
        lists = [postings.listed if postings.bits is None else postings.docs() for postings in rare]
        where = np.full(self.place.leaf.size, -1, np.int32)
        where[self.docs] = np.arange(self.docs.size, dtype=np.int32)
        column = where.take(lists[0] if len(lists) == 1 else np.concatenate(lists))
        kept = (column >= 0).nonzero()[0]
        if not kept.size:
            return
        column, sizes = column[kept], np.array([some.size for some in lists])
        owner = np.arange(len(lists)).repeat(sizes)[kept]
        at = kept + (np.array([postings.first for postings in rare]) - (sizes.cumsum() - sizes))[owner]
        codes = self.place.leaf.arrays["text/codes"].take(at)
        docs, weight, row = self.docs[column], np.array(weights, np.float32)[owner], np.array(rows)[owner]
        strength, odd, titles = _strengths(self.place.leaf, self.norms, codes[None], at[None], docs)
        cell = row * self.docs.size + column
        np.add.at(self.strength.reshape(-1), cell, strength[0] * weight)
        if odd.size:
            self.titles.append((cell[odd], titles * weight[odd]))

    def add_to(self, total: Array) -> None:
        """Saturate, weigh, and add."""
        k1 = np.float32(self.scale.k1)
        divisor = self.strength + k1
        self.strength *= np.array([known.idf * weight for known, weight in self.words], np.float32)[:, None]
        self.strength /= divisor
        total += self.strength.sum(axis=0)
        if not self.titles:
            return
        at, values = self._all_titles()
        most = np.array([known.title * weight for known, weight in self.words], np.float32)[at // total.size]
        total += np.bincount(at % total.size, most * values / (values + k1), minlength=total.size).astype(np.float32)

    def _all_titles(self) -> tuple[Array, Array]:
        """The cells of titles, each once, and how strong the word is there in all of its spellings."""
        if len(self.titles) == 1 and all(len(known.here[self.place.number].spelled) == 1 for known, _ in self.words):
            return self.titles[0]
        at, values = (np.concatenate(column) for column in zip(*self.titles, strict=True))
        order = np.argsort(at, kind="stable")
        at, values = at[order], values[order]
        first = beginnings(at)
        return at[first], np.add.reduceat(values, first)


def _is_list(spelled: Spelled) -> bool:
    return spelled[1].bits is None


def _looked_up(postings: Sequence[Postings], docs: Array) -> tuple[Array, Array]:
    """For each term (those with bits first) and each document whether it is there (0 or 1), and how many are before."""
    bits = [some.bits for some in postings if some.bits is not None]
    found = [bitmaps.ranks(np.stack(bits), docs)] if bits else []
    if len(bits) < len(postings):
        lists = [some.listed for some in postings if some.bits is None]
        at = np.array([one.searchsorted(docs.astype(one.dtype)) for one in lists])
        there = [one.take(row, mode="clip") == docs for one, row in zip(lists, at, strict=True)]
        found.append((np.array(there).view(np.uint8), at))
    if len(found) == 1:
        return found[0]
    return np.concatenate([found[0][0], found[1][0]]), np.concatenate([found[0][1], found[1][1]])


def _strengths(leaf: Leaf, norms: Norms, codes: Array, at: Array, docs: Array) -> tuple[Array, Array, Array]:
    """The strengths of postings: rows are terms, columns documents. Besides, where a title has the term (in the flat
    array), and how strong it is there by itself.

    Almost all stand in the body alone; the others are gone through once more.
    """
    strength = (codes & np.uint8(packing.BODY)) * norms.body[docs]
    odd = (codes - np.uint8(1) >= packing.BODY).reshape(-1).nonzero()[0]  # other fields too, or 0: see `rare`
    if not odd.size:
        return strength, odd, norms.title[:0]
    of, code = docs[odd % docs.size], codes.reshape(-1)[odd]
    counts = packing.COUNTS.take(code, axis=1)
    rare = (code == 0).nonzero()[0]
    if rare.size:
        counts[:, rare] = leaf.rare_counts(at.reshape(-1)[odd[rare]]).T
    strength.reshape(-1)[odd] = (counts * norms.weighted.take(of, axis=1)).sum(axis=0)
    titled = counts[0].nonzero()[0]
    return strength, odd[titled], counts[0][titled] * norms.title[of[titled]]
