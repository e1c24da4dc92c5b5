"""From counts to a model on disk: interpolated Kneser-Ney over pairs of words, and how each is capitalised.

P(w|v) = max(c(vw) - D, 0) / c(v) + bow(v) Pcont(w), where Pcont(w) is the share of different pairs that end in w, D is
n1 / (n1 + 2 n2), and bow(v) what the discounts (and the pairs left out) leave (Kneser and Ney, 1995; Chen and Goodman,
1999). So a word is likely behind a new one when many others precede it: `tum` stands behind kon alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from searchsvc.analysis import FINGERPRINT
from searchsvc.arrays import mapped
from searchsvc.arrays.mapped import Array
from searchsvc.arrays.strings import encoded, packed
from searchsvc.language.counting import Counts
from searchsvc.text.edits import SHORTEST, deletions
from searchsvc.text.fold import fold

VERSION = 1
LARGE = 1_000_000
"""Words of text from which on what was seen just once is left out: slips mostly, and most of the room."""


def stamp() -> Array:
    """What a model must say of itself to be read: its version, and the rules that cut its words."""
    return np.frombuffer(f"{VERSION} {FINGERPRINT}".encode(), np.uint8)


def hashes(strings: Iterable[bytes]) -> Array:
    """A number for each string; strings that share one are told apart by looking."""
    return np.fromiter(map(zlib.crc32, strings), np.uint32)


def write(path: Path, counts: Counts, *, articles: int) -> None:
    """Write the model of what was counted, durably; `articles` is how many there were to learn from."""
    mapped.write(path, _arrays(counts, articles))


def _arrays(counts: Counts, articles: int) -> Iterator[tuple[str, Array]]:
    least = 2 if int(counts.seen.sum()) > LARGE else 1
    kept = counts.seen >= least
    kept[0] = True
    number = np.cumsum(kept) - 1
    yield "stamp", stamp()
    yield "articles", np.array([articles], "<u8")
    yield from _dictionary([word for word, keep in zip(counts.words, kept.tolist(), strict=True) if keep])
    yield "seen", counts.seen[kept].astype("<u4")
    yield "capital", _share(counts.capital, counts.inside)[kept]
    yield "upper", _share(counts.upper, counts.inside)[kept]
    pairs = (counts.pair_seen >= least) & kept[counts.left] & kept[counts.right]
    yield from _smoothed(counts, kept, pairs)
    keys = number[counts.left[pairs]] * int(kept.sum()) + number[counts.right[pairs]]
    yield "pairs", keys.astype("<i8")
    for name in ("left", "right", "both"):
        yield f"pair_{name}", _share(getattr(counts, f"pair_{name}"), counts.pair_inside)[pairs]


def _dictionary(words: list[str]) -> Iterator[tuple[str, Array]]:
    """The words, and under the hash of each its number."""
    stored = [encoded(word) for word in words]
    blob, ends = packed(stored)
    yield "words", blob
    yield "words_at", ends
    found = hashes(stored)
    order = np.argsort(found, kind="stable")
    yield "by_word", found[order]
    yield "by_word_number", order.astype("<u4")
    yield from _edited(words)


def _edited(words: list[str]) -> Iterator[tuple[str, Array]]:
    """Under the hash of each of its deletions the number of every word that is long enough (`text.edits`)."""
    foreign = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= SHORTEST]
    lots = [(encoded(shorter), place) for place in foreign for shorter in deletions(fold(words[place]))]
    found, numbers = hashes(shorter for shorter, _ in lots), np.array([place for _, place in lots], "<u4")
    order = np.argsort(found, kind="stable")
    yield "by_edit", found[order]
    yield "by_edit_number", numbers[order]


def _smoothed(counts: Counts, kept: Array, pairs: Array) -> Iterator[tuple[str, Array]]:
    size = len(counts.words)
    once, twice = (int(np.count_nonzero(counts.pair_seen == times)) for times in (1, 2))
    discount = once / (once + 2 * twice) if once else 0.5
    followed = np.bincount(counts.left, counts.pair_seen, minlength=size)
    discounted = np.maximum(counts.pair_seen - discount, 0) / followed[counts.left]
    behind = np.bincount(counts.right, minlength=size) + 0.5
    left_over = 1 - np.bincount(counts.left[pairs], discounted[pairs], minlength=size)
    yield "continues", (behind / behind.sum())[kept].astype("<f4")
    yield "left_over", np.where(followed > 0, left_over, 1.0)[kept].astype("<f4")
    yield "pair_share", discounted[pairs].astype("<f4")


def _share(some: Array, of: Array) -> Array:
    """Shares as 0 to 255, a little less for what was seen seldom."""
    share: Array = (255 * some / (of + 1)).astype(np.uint8)
    return share
