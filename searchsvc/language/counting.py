"""Counting the words of articles: each, each beside the next, and how often with a capital.

What a chunk of letters between two spaces is cut into depends on the chunk alone (`analysis.cut`), and few chunks are
new. So texts become numbers of chunks, and everything else is sums over arrays, a block of text at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from searchsvc.analysis import cut, words
from searchsvc.arrays.mapped import Array

_BLOCK = 1 << 20
"""Chunks counted at a time: some 100 MB of arrays."""
_ENDS = ".?!…:;"
_AROUND = "\"'()[]“”‘’«»"
_BESIDE = _ENDS + _AROUND + ",-–"
_CAPITAL, _UPPER, _ENDING = 1, 2, 4
_TEXT_ENDS = 0
"""The chunk between two texts, and the word that is none: number 0."""

_FLAGS = 3
_WORD = 24
"""Bits of a word's number in a pair: left, right, flags."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: `words` by number, 0 for none.

    Of each word how often it was seen, how often where no sentence begins (`inside`), and there with a `capital` first
    letter, or nothing but capitals (`upper`). Of each pair the numbers of its words (sorted, left first), how often it
    was seen, how often where no sentence begins, and there with a capital left, right, and on both.
    """

    words: list[str]
    seen: Array
    inside: Array
    capital: Array
    upper: Array
    left: Array
    right: Array
    pair_seen: Array
    pair_inside: Array
    pair_left: Array
    pair_right: Array
    pair_both: Array


class _Numbers(dict[str, int]):
    """Strings numbered as they come."""

    def __missing__(self, new: str) -> int:
        number = self[new] = len(self)
        return number


class Counter:
    """Takes texts in; `counted` says what was in them."""

    def __init__(self) -> None:
        self._chunks, self._words = _Numbers({"": _TEXT_ENDS}), _Numbers({"": 0})
        self._numbers, self._kinds, self._starts = array("I", [0]), array("B", [0]), array("q", [0, 1])
        self._taken, self._shouted = array("I", [_TEXT_ENDS]), array("B", [0])
        self._pairs: list[tuple[Array, Array]] = []
        self._counted = 0
        self._singles: Array = np.zeros(0, np.int64)

    def __len__(self) -> int:
        """How many chunks were taken in, about as many as words."""
        return self._counted + len(self._taken)

    def add(self, text: str) -> None:
        """Count the words of a text; one in capitals throughout tells nothing of where its words have some."""
        before = len(self._taken)
        self._taken.extend(map(self._chunks.__getitem__, text.split()))
        self._taken.append(_TEXT_ENDS)
        self._shouted.frombytes(bytes((text.isupper(),)) * (len(self._taken) - before))
        if len(self._taken) > _BLOCK:
            self._count_block()

    def counted(self) -> Counts:
        """What was in all texts."""
        self._count_block()
        keys, times = _summed(*(np.concatenate(some) for some in zip(*self._pairs, strict=True)))
        pairs, first = np.unique(keys >> _FLAGS, return_index=True)
        singles = np.zeros((len(self._words), 8), np.int64)
        singles.reshape(-1)[: self._singles.size] = self._singles
        seen, inside, capital, upper = (_having(singles, flags) for flags in (0, 4, 5, 6))
        of_pairs = {
            f"pair_{name}": _with(keys, times, first, flags)
            for name, flags in (("seen", 0), ("inside", 1), ("left", 3), ("right", 5), ("both", 7))
        }
        left, right = pairs >> _WORD, pairs & ((1 << _WORD) - 1)
        return Counts(list(self._words), seen, inside, capital, upper, left, right, **of_pairs)

    def _count_block(self) -> None:
        """Sum up what was taken in since the last time."""
        self._cut_new_chunks()
        starts = np.frombuffer(self._starts, np.int64)
        taken = np.frombuffer(self._taken, np.uint32)
        sizes = np.diff(starts)[taken]
        ends = np.cumsum(sizes)
        at = np.repeat(starts[:-1][taken] - (ends - sizes), sizes) + np.arange(int(ends[-1]))
        numbers, kinds = np.frombuffer(self._numbers, np.uint32)[at], np.frombuffer(self._kinds, np.uint8)[at]
        inside = ~np.repeat(np.frombuffer(self._shouted, np.uint8).astype(bool), sizes)
        inside[1:] &= (numbers[:-1] != 0) & (kinds[:-1] & _ENDING == 0)
        self._sum(numbers.astype(np.int64), kinds, inside)
        self._counted += len(self._taken)
        self._taken, self._shouted = array("I", [_TEXT_ENDS]), array("B", [0])

    def _cut_new_chunks(self) -> None:
        for chunk in list(self._chunks)[len(self._starts) - 1 :]:
            found = list(_words(chunk))
            self._numbers.extend([self._words[word] for word, _ in found])
            self._kinds.extend([kind for _, kind in found])
            if found and chunk.rstrip(_AROUND)[-1:] in _ENDS:
                self._kinds[-1] |= _ENDING
            self._starts.append(len(self._numbers))

    def _sum(self, numbers: Array, kinds: Array, inside: Array) -> None:
        capital, upper = kinds & _CAPITAL, (kinds & _UPPER) >> 1
        singles = np.bincount(numbers * 8 + inside * 4 + capital * (inside * 1) + upper * (inside * 2))
        size = max(singles.size, self._singles.size)
        self._singles = np.pad(self._singles, (0, size - self._singles.size))
        self._singles[: singles.size] += singles
        left, right = numbers[:-1], numbers[1:]
        beside = (left != 0) & (right != 0) & (kinds[:-1] & _ENDING == 0)
        within = (inside[:-1] & inside[1:]).astype(np.int64)
        flags = within + within * capital[:-1] * 2 + within * capital[1:] * 4
        keys = (left << (_WORD + _FLAGS)) | (right << _FLAGS) | flags
        self._pairs.append(np.unique(keys[beside], return_counts=True))


def _words(chunk: str) -> Iterator[tuple[str, int]]:
    """The words of a chunk, each with whether it has a capital, or nothing but capitals."""
    core = chunk.strip(_BESIDE)
    if core.isalpha():  # nearly all that is new is a known word beside a sign, which needs no offsets
        alone = words((core,)).words
        if len(alone) == 1 and len(alone[0]) == len(core):
            yield alone[0], _kind(core)
            return
    for token in cut(chunk):
        if token.parts == 1:
            yield token.text, _kind(chunk[token.start : token.end])


def _kind(written: str) -> int:
    upper = _UPPER if len(written) > 1 and written.isupper() else 0
    return upper | (_CAPITAL if written[:1].isupper() else 0)


def _summed(keys: Array, times: Array) -> tuple[Array, Array]:
    """Keys from several blocks, sorted, each once, with the sum of its times."""
    order = np.argsort(keys, kind="stable")
    keys, times = keys[order], times[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.add.reduceat(times, first) if first.size else times


def _having(singles: Array, wanted: int) -> Array:
    """For each word how often it was seen with all of the wanted flags."""
    found: Array = singles[:, [flags for flags in range(8) if flags & wanted == wanted]].sum(axis=1)
    return found


def _with(keys: Array, times: Array, first: Array, wanted: int) -> Array:
    """For each pair how often it was seen with all of the wanted flags."""
    counted = np.where(keys & wanted == wanted, times, 0)
    return np.add.reduceat(counted, first) if first.size else counted
