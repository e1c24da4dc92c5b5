"""The best of what was found, by scoring no more than could be among them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from searchsvc.arrays import bitmaps
from searchsvc.arrays.mapped import Array
from searchsvc.engine.query import And, AnyOf, Boost, Either, Maybe, Or, Phrase, Query, Term
from searchsvc.engine.whoosh import select
from searchsvc.engine.whoosh.docsets import Docs
from searchsvc.engine.whoosh.evaluate import Evaluation, Unit, matched
from searchsvc.engine.whoosh.gather import NOTHING, Lot
from searchsvc.engine.whoosh.shelf import Place

ENOUGH = 1024
"""Documents of a leaf that are scored without asking which of them could be left out."""
_STRICT = 1 / 3
"""The share of a leaf above which it pays even where all have all of the words, and only titles tell them apart."""
_LIKELY = 10
"""Times the documents wanted: those that are scored to learn how good the best are."""
_STEPS = 60_000
"""Steps in which it is counted what a document could reach; with those of rounding up they fit in 16 bits."""
_MOST_PARTS = 1000


@dataclass(slots=True)
class Best:
    """The best so many so far (`wanted`; 0 for all): `least` is the score of the last of them."""

    wanted: int
    least: float = -math.inf
    _lots: list[Lot] = field(default_factory=list)

    def add(self, docs: Array, scores: Array) -> None:
        """Take some more; those that are not among the best are let go."""
        if self.wanted and docs.size:
            kept = (scores >= self.least).nonzero()[0]
            docs, scores = docs[kept], scores[kept]
            if docs.size >= self.wanted:
                self.least = max(self.least, select.kth(scores, self.wanted))
        if docs.size:
            self._lots.append((docs, scores))

    def all(self) -> Lot:
        """All that were kept, documents ascending."""
        if not self._lots:
            return NOTHING
        docs, scores = (np.concatenate(column) for column in zip(*self._lots, strict=True))
        if self.wanted:
            kept = (scores >= self.least).nonzero()[0]
            docs, scores = docs[kept], scores[kept]
        order = np.argsort(docs, kind="stable")
        return docs[order], scores[order]


def best(work: Evaluation, query: Query, found: Sequence[Docs], *, wanted: int) -> Lot:
    """Documents, ascending, and scores: the best so many of those found, and maybe others; all if `wanted` is 0."""
    units, best = list(matched(query, 1.0)), Best(wanted)
    share = 0 if _loose(query) else _STRICT
    for place, some in zip(work.shelf, found, strict=True):
        if wanted and len(units) < _MOST_PARTS and some.count > max(ENOUGH, some.size * share):
            _add_likely(best, work, place, units, found=some)
        else:
            best.add(*work.scored(place, units, some.numbers()))
    return best.all()


def _add_likely(best: Best, work: Evaluation, place: Place, units: Sequence[Unit], *, found: Docs) -> None:
    """Score what can be among the best, by the words that a document has: first those that have most, to learn how good
    the best are, then all that could be as good. (After MaxScore, Turtle and Flood 1995, but document by document.)
    """
    reach, unit = _reach(work, place, units, found)
    enough = select.kth(reach, min(found.count, _LIKELY * best.wanted))
    best.add(*work.scored(place, units, (reach >= enough).nonzero()[0].astype(np.int32)))
    needed = math.floor(max(1.0, best.least / unit))
    if needed < enough:
        more = ((reach >= needed) & (reach < enough)).nonzero()[0]
        best.add(*work.scored(place, units, more.astype(np.int32)))


def _reach(work: Evaluation, place: Place, units: Sequence[Unit], found: Docs) -> tuple[Array, float]:
    """For each document of a leaf one more than what its score cannot pass, in steps of the second number; 0 for those
    that were not found. A title's own share counts where a title has the word, which few have.
    """
    parts = [(part, *_most(work, part, weight)) for part, weight in units]
    unit = sum(plain + title for _, plain, title in parts) / _STEPS or 1.0
    reach = np.ones(found.size, np.uint16)
    for part, plain, title in parts:
        _raise(reach, work.matching(place, part), math.ceil(plain / unit))
        if title and isinstance(part, Term | AnyOf):
            reach[work.known(part).here[place.number].titles] += np.uint16(math.ceil(title / unit))
    reach *= bitmaps.to_mask(found.as_bits(), found.size)
    return reach, unit


def _most(work: Evaluation, part: Query, weight: float) -> tuple[float, float]:
    """What no document gets for a part, and what none gets in addition for having it in its title."""
    if isinstance(part, Term | AnyOf | Phrase):
        means = work.known(part)
        if isinstance(part, Phrase):
            return weight * (means.idf + means.title), 0.0
        return weight * means.idf, weight * means.title
    if isinstance(part, Either):
        return max((sum(_most(work, Boost(one, 1.0), weight)) for one in part.parts), default=0.0), 0.0
    return sum(sum(_most(work, one, more)) for one, more in matched(part, weight)), 0.0


def _loose(query: Query) -> bool:
    """Whether documents that match may have few of the words."""
    match query:
        case Or():
            return True
        case And(parts):
            return all(map(_loose, parts))
        case Maybe(part, _) | Boost(part, _):
            return _loose(part)
        case _:
            return False


def _raise(reach: Array, docs: Docs, by: int) -> None:
    if docs.bits is None:
        reach[docs.listed] += np.uint16(by)
    else:
        reach += bitmaps.to_mask(docs.bits, docs.size) * np.uint16(by)
