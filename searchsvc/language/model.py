"""The syllable model of an index: which words there are, which stand side by side, which are written with a capital.

A file of arrays, memory-mapped: opening it costs nothing, and all processes share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from searchsvc.arrays.mapped import Array, Arrays
from searchsvc.arrays.strings import Strings, decoded, encoded
from searchsvc.errors import Broken
from searchsvc.language.smoothing import hashes, stamp
from searchsvc.text.edits import deletions

FILE = "language.arrays"
_UNSEEN = 0.1
"""A word that was not seen counts as one seen so often."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model of a generation; None, and the reason in a sentence, when searches have to do without."""

    model: LanguageModel | None
    fault: str = ""


def load(folder: Path) -> Loaded:
    """The model in a generation's folder, opened and checked once for each state of its file."""
    try:
        found = (folder / FILE).stat()
    except OSError:
        return Loaded(None, f"there is no {FILE} yet")
    return _loaded(folder / FILE, (found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=4)
def _loaded(path: Path, state: tuple[int, int, int]) -> Loaded:
    try:
        return Loaded(LanguageModel(path))
    except (Broken, OSError, KeyError, ValueError) as error:
        return Loaded(None, str(error))


class LanguageModel:
    """What an index taught about its language. Words go by numbers; 0 is a word it does not know."""

    def __init__(self, path: Path) -> None:
        """Open a model; raises `Broken` for one that is damaged or was made by other rules."""
        self.arrays = Arrays(path)
        if "stamp" not in self.arrays or not np.array_equal(self.arrays["stamp"], stamp()):
            raise Broken(f"{path.name} was made by other rules")
        if damaged := self.arrays.damaged():
            raise Broken(f"{path.name}: the bytes of {damaged[0]} are not those written")
        self.articles = int(self.arrays["articles"][0])
        """How many articles there were when it was learned."""
        self._words = Strings(self.arrays["words"], self.arrays["words_at"])
        self._seen_in_all = float(self.arrays["seen"].sum(dtype=np.int64)) or 1.0

    def __len__(self) -> int:
        """How many words it knows, and the one that is none."""
        return len(self._words)

    def word(self, number: int) -> str:
        """The word with a number."""
        return decoded(self._words[number])

    def numbers(self, words: Sequence[str]) -> Array:
        """The number of each word (N), 0 where it is not known."""
        wanted = [encoded(word) for word in words]
        found = np.zeros(len(words), np.int64)
        for place, numbers in enumerate(self._lots("by_word", wanted)):
            for number in numbers:
                if self._words[number] == wanted[place]:
                    found[place] = number
        return found

    def edited(self, folded: str) -> list[str]:
        """Words that may be one edit from a folded one; the caller looks whether they are."""
        lots = self._lots("by_edit", [encoded(shorter) for shorter in deletions(folded)])
        return [self.word(number) for number in dict.fromkeys(chain.from_iterable(lots))]

    def _lots(self, name: str, wanted: Sequence[bytes]) -> list[list[int]]:
        table, numbers = self.arrays[name], self.arrays[f"{name}_number"]
        found = hashes(wanted)
        begins, ends = np.searchsorted(table, found), np.searchsorted(table, found, side="right")
        return [
            numbers[begin:end].tolist() if begin < end else []
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        ]

    def alone(self, numbers: Array) -> Array:
        """How likely each word is by itself (N)."""
        seen = np.where(numbers > 0, self.arrays["seen"][numbers], 0)
        return (seen + _UNSEEN) / self._seen_in_all

    def behind(self, left: Array, right: Array) -> Array:
        """How likely each of the right words is behind each of the left ones (left N, right M; N x M)."""
        share = self._of_pairs("pair_share", left[:, None], right[None, :])
        continues = np.where(right > 0, self.arrays["continues"][right], _UNSEEN / len(self._words) ** 1.5)
        left_over = np.where(left > 0, self.arrays["left_over"][left], 1.0)
        likely: Array = share + left_over[:, None] * continues[None, :]
        return likely

    def together(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """About how often each of the right words stood behind each of the left ones (N x M)."""
        numbers, behind = self.numbers(left), self.numbers(right)
        share = self._of_pairs("pair_share", numbers[:, None], behind[None, :])
        times: list[list[float]] = (share * self.arrays["seen"][numbers][:, None]).tolist()
        return times

    def _of_pairs(self, name: str, left: Array, right: Array, *, otherwise: float = 0.0) -> Array:
        """What was noted of each pair, `otherwise` where it was not seen."""
        keys, pairs = left * len(self._words) + right, self.arrays["pairs"]
        if not pairs.size:
            return np.full(keys.shape, otherwise)
        found = np.minimum(np.searchsorted(pairs, keys), pairs.size - 1)
        there = (pairs[found] == keys) & (left > 0) & (right > 0)
        return np.where(there, self.arrays[name][found].astype(np.float64), otherwise)

    def named(self, words: Sequence[str]) -> list[float]:
        """For each two neighbours of a row of N words (N - 1): of the times that they stood side by side inside a
        sentence, the share with a capital on both; -1 where they never did.
        """
        numbers = self.numbers(words)
        shares: list[float] = (self._of_pairs("pair_both", numbers[:-1], numbers[1:], otherwise=-255.0) / 255).tolist()
        return shares

    def capitals(self, words: Sequence[str]) -> list[float]:
        """For each word of a phrase how often it has a capital there (N), as its neighbours tell."""
        numbers = self.numbers(words)
        alone = (self.arrays["capital"][numbers] / 255).tolist()
        told = []
        for place, word in enumerate(words):
            beside = []
            if place and (share := self._capitals("pair_right", words[place - 1], word)) >= 0:
                beside.append(share)
            if place + 1 < len(words) and (share := self._capitals("pair_left", word, words[place + 1])) >= 0:
                beside.append(share)
            told.append(max(beside) if beside else alone[place])
        return told

    def shouted(self, word: str) -> bool:
        """Whether a word is written in capitals throughout, as abbreviations are."""
        return bool(self.arrays["upper"][self.numbers([word])[0]] > 127)

    def _capitals(self, name: str, left: str, right: str) -> float:
        """A share that was counted of a pair, -1 where the pair was not."""
        numbers = self.numbers([left, right])
        return float(self._of_pairs(name, numbers[:1], numbers[1:], otherwise=-255.0)[0]) / 255
