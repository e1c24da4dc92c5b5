"""Runs of words that come again and again, counted over a whole archive in a few sorts.

A run is counted only where both runs one word shorter that it is made of are frequent (Agrawal and Srikant, 1994), so
that memory stays in the order of the text itself. All arrays are indexed by place in the text, or by number of a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from searchsvc.arrays.mapped import Array


@dataclass(frozen=True, slots=True)
class Runs:
    """The frequent runs of one length: `at[place]` is the number of the one that begins there, -1 for none; by number
    how often it stands in the text, in how many articles, and its first place.
    """

    length: int
    at: Array
    counts: Array
    articles: Array
    first: Array


def frequent(words: Array, article: Array, *, least: int, longest: int) -> tuple[Runs, ...]:
    """The runs of 1 to `longest` words in at least so many articles; `words` are numbers, -1 where a run must end."""
    levels = [_numbered(words.astype(np.int64), article, 1, least)]
    while len(levels) < longest and levels[-1].counts.size:
        last, single = levels[-1].at, levels[0]
        codes = np.full(words.size, -1, np.int64)
        end = words.size - len(levels)
        if end > 0:
            joined = (last[:end] >= 0) & (last[1 : end + 1] >= 0)
            both = last[:end] * single.counts.size + single.at[len(levels) :]
            codes[:end] = np.where(joined, both, -1)
        levels.append(_numbered(codes, article, len(levels) + 1, least))
    return tuple(levels)


def _numbered(codes: Array, article: Array, length: int, least: int) -> Runs:
    """Runs by their codes (-1 for none), numbered anew where they are frequent."""
    places = np.flatnonzero(codes >= 0)
    _, first, number, counts = np.unique(codes[places], return_index=True, return_inverse=True, return_counts=True)
    top = int(article.max()) + 1 if article.size else 1
    both = np.sort(number * top + article[places])  # not `np.unique`, which takes eight times as long over so many
    articles = np.bincount(both[np.diff(both, prepend=-1) > 0] // top, minlength=counts.size)
    kept = articles >= least
    renumbered = np.where(kept, np.cumsum(kept) - 1, -1)
    at = np.full(codes.size, -1, np.int64)
    at[places] = renumbered[number]
    return Runs(length, at, counts[kept], articles[kept], places[first[kept]])


def shares(levels: Sequence[Runs]) -> Iterator[tuple[Runs, Array, Array]]:
    """The runs of each length but the longest, and the largest shares of their places that have one and the same word
    before them, and behind them: near 1 for what is but a piece of something longer.
    """
    for runs, longer in pairwise(levels):
        before, behind = np.zeros(runs.counts.size), np.zeros(runs.counts.size)
        np.maximum.at(before, runs.at[longer.first + 1], longer.counts)
        np.maximum.at(behind, runs.at[longer.first], longer.counts)
        yield runs, before / np.maximum(runs.counts, 1), behind / np.maximum(runs.counts, 1)


def cohesion(runs: Runs, levels: Sequence[Runs]) -> Array:
    """How far the parts of each run belong together, 1 always and 0 by chance: normalised pointwise mutual information
    (Bouma, 2009) at the weakest of its joints.
    """
    total = float(levels[0].counts.sum()) or 1.0
    weakest = np.full(runs.counts.size, np.inf)
    for left in range(1, runs.length):
        before, behind = levels[left - 1], levels[runs.length - left - 1]
        by_chance = before.counts[before.at[runs.first]] * behind.counts[behind.at[runs.first + left]] / total
        weakest = np.minimum(weakest, np.log(runs.counts / by_chance))
    found: Array = weakest / np.maximum(np.log(total / runs.counts), 1e-9)
    return found
